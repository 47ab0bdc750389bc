"""Functions of two variables as they are explored: what is said of them is true, whatever keys are pressed."""

from __future__ import annotations

import cmath
import math
import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from derivtutor.calculus.explanation import Table
from derivtutor.calculus.figures.contours import grid
from derivtutor.calculus.figures.figure import Figure
from derivtutor.errors import UserError
from derivtutor.exploring.landscape import descent, walking
from derivtutor.exploring.landscape.subject import SUBJECT, compass, gradient, start, steepness
from derivtutor.exploring.landscape.walking import Walk
from derivtutor.exploring.subject import View
from derivtutor.exploring.subjects import pressed
from derivtutor.exploring.worth import as_text
from derivtutor.render.exploring import frame, laid

KEYS = [key.name for key in SUBJECT.keys]

SMOOTH: dict[str, Callable[[Any, Any], Any]] = {
    "x^2 + 2y^2": lambda x, y: x**2 + 2 * y**2,
    "x^2 y + 3y": lambda x, y: x**2 * y + 3 * y,
    "sin(x) cos(y)": lambda x, y: cmath.sin(x) * cmath.cos(y),
    "e^(x - y) + x y": lambda x, y: cmath.exp(x - y) + x * y,
    "(1 - x)^2 + 100(y - x^2)^2": lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2,
    "ln(x^2 + y^2 + 1)": lambda x, y: cmath.log(x**2 + y**2 + 1),
    "x/(y^2 + 1)": lambda x, y: x / (y**2 + 1),
    "arctan(x y)": lambda x, y: cmath.atan(x * y),
}

HOSTILE = (
    ("x/y", "1,1"), ("ln(x y)", "1,1"), ("1/(x - y)", "1,1"), ("sqrt(x) + y", "0,0"), ("e^(e^(x + y))", "1,1"),
    ("x^y", "1,1"), ("|x| + |y|", "0,0"), ("0*x*y", "1,1"), ("x + 0*y", "1,1"), ("sin(1/x) y", "0,0"),
    ("10^300 x^2 y^2", "1,1"), ("x^2 + y^2", "1e50,1e50"), ("x^2 + y^2", "1e-200,0"), ("ln(-x^2 - y^2 - 1)", "1,1"),
    ("max(x, y)", "1,1"), ("sqrt(x^2 + y^2)", "0,0"), ("x^4 + y^4", "sqrt(2),pi"),
    ("tan(x) tan(y)", "0,0"), ("sign(x) y", "0,1"), ("arcsin(x) y", "1,1"), ("x y", "1e300,1"),
)  # fmt: skip


def begun(text: str, at: Any = None, **options: Any) -> Walk:
    walk = start(text, at=at, **options)
    assert walk is not None
    return walk


def after(walk: Walk, keys: str) -> Walk:
    found: Walk = [walk, *pressed(SUBJECT, walk, keys.split())][-1]
    return found


def slopes(function: Callable[[Any, Any], Any], x: float, y: float) -> tuple[float, float]:
    step = 1e-20
    return function(x + step * 1j, y).imag / step, function(x, y + step * 1j).imag / step


def column(view: View | None, place: int) -> list[str]:
    assert view is not None
    table = next(item for item in view.items if isinstance(item, Table))
    return [as_text(row[place]) for row in table.rows]


def test_the_gradient_of_the_lesson() -> None:
    view = gradient(begun("x^2 + 2y^2", "3,2"))
    assert view is not None
    assert column(view, 0) == ["∂f/∂x", "∂f/∂y", "|∇f|", "uphill", "downhill"]
    assert column(view, 2) == ["= 6", "= 8", "= 10", "= (0.6, 0.8)", "= (−0.6, −0.8)"]
    assert "slope 10 that way" in as_text(view.notice)


def test_one_variable_at_a_time_of_the_lesson() -> None:
    view = compass(begun("x^2 y + 3y", "2,1"))
    assert column(view, 0) == ["y = 1", "x = 2"]
    assert column(view, 2) == ["∂f/∂x = 4", "∂f/∂y = 7"]
    assert column(compass(begun("x^2 + 2y^2", "3,2")), 1) == ["x² + 8", "9 + 2y²"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x^2 + 2y^2", "a minimum"),
        ("-x^2 - y^2", "a maximum"),
        ("x^2 - y^2", "a saddle"),
        ("x^3 + y^3", "level ground"),
    ],
)
def test_at_the_bottom_there_is_no_arrow(text: str, says: str) -> None:
    view = gradient(begun(text, "0,0"))
    assert view is not None
    assert view.figure is not None
    assert view.figure.arrows == ()
    assert says in as_text(view.notice)


@pytest.mark.parametrize("text", SMOOTH)
def test_what_is_read_off_is_true_wherever_keys_lead(text: str) -> None:
    """Slopes by the complex step, the length and the directions by numpy, the step by the rate."""
    function, walk = SMOOTH[text], begun(text, "1,1", rate="0.05")
    rng = random.Random(text)
    for _ in range(40):
        name = rng.choice(KEYS)
        before, walk = walk, after(walk, name)
        x, y = map(float, walk.point)
        expected = slopes(function, x, y)
        found = steepness(walk)
        assert found is not None
        assert found.numbers == pytest.approx(expected, rel=1e-9, abs=1e-12)
        if found.uphill is not None:
            unit = np.array(expected) / np.linalg.norm(expected)
            assert [walking.value_of(each) if not isinstance(each, float) else each for each in found.uphill] == (
                pytest.approx(list(unit), abs=1e-9)
            )
        if len(walk.rates) > len(before.rates):
            old = np.array([float(each) for each in before.point])
            landed = old - float(before.rate) * np.array(slopes(function, *old))
            assert [x, y] == pytest.approx(list(landed), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("rate", ["0.001", "0.1", "0.3", "0.5", "0.6"])
@pytest.mark.parametrize(("a", "b", "c"), [(1, 2, 0), (1, 1, 1), (3, 0.01, 0), (1, -1, 0)])
def test_a_quadratic_is_told_by_its_eigenvalues(rate: str, a: float, b: float, c: float) -> None:
    """Whether a step leaves less than 1 of every part of the way decides, before any step is taken."""
    walk = begun(f"{a}x^2 + {b}y^2 + {c}x y", "1,0.7", rate=rate)
    eigenvalues = np.linalg.eigvalsh(np.array([[2 * a, c], [c, 2 * b]]))
    widest = max(abs(1 - float(rate) * eigenvalues))
    says = as_text(descent.view(walk).notice)
    if widest > 1 + 1e-9:
        assert says.startswith("It diverges")
    elif widest < 1 - 1e-9:
        assert says.startswith(("It converges", "It crawls"))
        assert says.startswith("It crawls") == (widest > 0.95 and 1 - float(rate) * min(eigenvalues) == widest)
    else:
        assert says.startswith("It oscillates")
    if widest < 1 - 1e-3:
        heights = [float(height) for height in after(walk, "n " * 60).path.heights]
        assert heights[-1] < heights[0]


def test_what_is_told_is_told_of_the_rate_of_now() -> None:
    walk = begun("x^2 + 2y^2", "3,2")
    course = {"": "converges", "plus plus": "converges", "plus plus plus": "diverges", "minus minus minus": "crawls"}
    for keys, says in course.items():
        notice = as_text(descent.view(after(walk, f"n n {keys} n")).notice)
        assert notice.startswith(f"It {says}"), keys


def test_other_functions_are_told_by_their_steps() -> None:
    walk = begun("x^4 + y^4", "1,1", rate="0.1")
    assert "rate times steepness" in as_text(descent.view(walk).notice)
    assert "went downhill" in as_text(descent.view(after(walk, "n")).notice)
    assert "overshot" in as_text(descent.view(after(walk, "plus plus plus n")).notice)
    assert as_text(descent.view(after(walk, "n n n")).notice).startswith("It ")
    assert "rate times steepness" in as_text(descent.view(after(walk, "n n n minus")).notice)
    assert as_text(descent.view(after(walk, "n n n minus n n n plus minus")).notice).startswith("It ")


def test_undo_and_home_lead_back() -> None:
    walk = begun("x^2 + 2y^2", "3,2")
    assert after(walk, "n n u u").point == walk.point
    assert after(walk, "n plus n u").rates == (walk.rate,)
    for keys in ("n n plus n home", "shift+left n 0", "minus u home"):
        assert after(walk, keys) is walk


def test_a_step_that_leads_outside_is_not_taken() -> None:
    walk = begun("ln(x) + y^2", "0.1,1", rate="1")
    stopped = after(walk, "n n")
    assert stopped.point == walk.point
    assert "no value" in as_text(descent.view(stopped).notice)
    assert after(stopped, "minus minus minus minus minus minus minus n").point != walk.point


def test_points_stand_on_round_numbers() -> None:
    walk = begun("x^2 + 2y^2", "3,2")
    assert [str(value) for value in after(walk, "right").point] == ["31/10", "2"]
    assert [str(value) for value in after(walk, "shift+down").point] == ["3", "1"]
    assert [str(value) for value in after(walk, "n n right up").point] == ["2", "4/5"]
    clicked = walking.put_near(walk, (0.5123, -0.777))
    assert [str(value) for value in clicked.point] == ["1/2", "-4/5"]


def test_contours_are_drawn_once_for_a_window() -> None:
    walk = begun("sin(x) y", "1,1")
    gradient(walk)
    missed = grid.cache_info().misses
    for keys in ("right", "up", "right up left", "n"):
        moved = after(walk, keys)
        assert moved.frame is walk.frame
        for panel in SUBJECT.panels:
            panel.view(moved)
    assert grid.cache_info().misses == missed


def test_an_arrow_is_as_long_as_it_is_steep() -> None:
    walk = begun("x^2 + 2y^2", "1,0.5")
    lengths = []
    for keys in ("left", "left left"):
        moved = after(walk, keys)
        assert moved.frame is walk.frame
        view, found = gradient(moved), steepness(moved)
        assert view is not None
        assert view.figure is not None
        assert found is not None
        (arrow,) = view.figure.arrows
        lengths.append(math.dist(arrow.start, arrow.end) / math.hypot(*found.numbers))
    assert lengths[0] == pytest.approx(lengths[1])


def test_arrows_of_the_partial_derivatives_add_up() -> None:
    view = compass(begun("x^2 + 2y^2", "3,2"))
    assert view is not None
    assert view.figure is not None
    across, up, whole = [(arrow.end[0] - 3, arrow.end[1] - 2) for arrow in view.figure.arrows]
    assert across[1] == up[0] == 0
    assert whole == pytest.approx((across[0], up[1]))


def inside(figure: Figure) -> bool:
    """Whether all that has to be is within the axes."""
    points = [dot.at for dot in figure.dots] + [end for arrow in figure.arrows for end in (arrow.start, arrow.end)]
    low, high = (figure.across.low, figure.up.low), (figure.across.high, figure.up.high)
    return all(low[place] <= point[place] <= high[place] for point in points for place in (0, 1))


@pytest.mark.parametrize(("text", "at"), HOSTILE)
def test_no_key_breaks_anything(text: str, at: str) -> None:
    walk = begun(text, at)
    rng = random.Random(text)
    for number in range(16):
        walk = after(walk, rng.choice(KEYS))
        for panel in SUBJECT.panels:
            view = panel.view(walk)
            assert view is not None
            assert as_text(view.notice).endswith(".")
            assert view.figure is not None
            assert inside(view.figure)
            if number == 15:
                laid(view, 60)
    assert frame(SUBJECT, walk)


def test_other_things_are_other_subjects() -> None:
    assert start("x^2") is None
    assert start("x y z") is None
    assert start("x", "y") is None
    assert start("x^2 + a y^2", at="x=1,y=2,a=3", wrt="x,y") is not None
    with pytest.raises(UserError, match="value"):
        start("x^2 + a y^2", wrt="x,y")
    with pytest.raises(UserError, match="greater than 0"):
        start("x y", rate="-1")
