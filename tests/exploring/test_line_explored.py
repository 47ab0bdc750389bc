"""Functions of one variable, explored: wherever one slides, nothing breaks, and what is said is true."""

from __future__ import annotations

import random
from collections.abc import Callable

import mpmath
import pytest

from derivtutor.calculus.checking import check_chain
from derivtutor.calculus.explanation import Chain, Words
from derivtutor.derivation.account import Symbol
from derivtutor.errors import UserError
from derivtutor.exploring.line.state import LineState
from derivtutor.exploring.line.subject import SUBJECT
from derivtutor.exploring.subject import State, View
from derivtutor.exploring.subjects import pressed, start
from derivtutor.notation import linear
from derivtutor.notation.tree import Node
from derivtutor.render.exploring import frame

Number = Callable[[mpmath.mpf], mpmath.mpf]

FUNCTIONS: dict[str, Number] = {
    "x^2": lambda x: x * x,
    "1/x": lambda x: 1 / x,
    "|x|": abs,
    "ln x": mpmath.log,
    "sqrt(x)": mpmath.sqrt,
    "x^x": lambda x: x**x,
    "tan x": mpmath.tan,
    "5": lambda x: mpmath.mpf(5),
    "piecewise((x^2, x < 1), (2, x >= 1))": lambda x: x * x if x < 1 else mpmath.mpf(2),
    "sin(1/x)": lambda x: mpmath.sin(1 / x),
    "e^(-x^2)": lambda x: mpmath.exp(-x * x),
    "sigmoid(x)": lambda x: 1 / (1 + mpmath.exp(-x)),
    "(3x^2+1)^5": lambda x: (3 * x * x + 1) ** 5,
    "(sin x)^2": lambda x: mpmath.sin(x) ** 2,
    "arcsin(x)": mpmath.asin,
    "1/(x^2-1)": lambda x: 1 / (x * x - 1),
    "2 - sin(3x)/4": lambda x: 2 - mpmath.sin(3 * x) / 4,
    "cbrt(x)": lambda x: mpmath.sign(x) * mpmath.cbrt(abs(x)),
}
"""Each with the same in a library that shares nothing with ours."""
SLIDING = ("left", "right", "shift+left", "shift+right", "h", "H", "o", "plus", "minus", "c", "z", "Z", "n", "home")


def view(state: State, id: str) -> View:
    found = next(panel for panel in SUBJECT.panels if panel.id == id).view(state)
    assert found is not None
    return found


def words(phrase: Words) -> str:
    """A phrase as it is read."""
    return "".join(
        linear.unicode(each) if isinstance(each, Node) else each.text if isinstance(each, Symbol) else str(each)
        for each in phrase
    )


def notice(function: str, id: str, *keys: str, **options: str) -> str:
    subject, state = start([function], dict(options))
    return words(view([state, *pressed(subject, state, keys)][-1], id).notice)


def slope(function: Number, x: float) -> float:
    """The slope by central differences of 60 digits; nan where both sides differ, or there is none."""
    with mpmath.workdps(60):
        place, step = mpmath.mpf(x), mpmath.mpf(10) ** -20
        try:
            here = function(place)
            sides = [(function(place + side * step) - here) / (side * step) for side in (-1, 1)]
        except ZeroDivisionError:
            return float("nan")
        if not all(isinstance(each, mpmath.mpf) and mpmath.isfinite(each) for each in (here, *sides)):
            return float("nan")
        if abs(sides[0]) > mpmath.mpf(10) ** 12 or abs(sides[0] - sides[1]) > mpmath.mpf(10) ** -8 * (
            1 + abs(sides[0])
        ):
            return float("nan")
        return float((sides[0] + sides[1]) / 2)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_wherever_one_slides_the_slope_is_right_and_what_is_said_is_true(function: str) -> None:
    chance = random.Random(function)
    subject, state = start([function], {})
    for key in ["home", *chance.choices(SLIDING, weights=[6, 6, 3, 3, *[1] * 10], k=18)]:
        [state] = pressed(subject, state, [key])
        assert state.at.slope == pytest.approx(slope(FUNCTIONS[function], state.x), rel=1e-6, abs=1e-9, nan_ok=True)
        for panel in subject.panels:
            shown = panel.view(state)
            if shown is not None:
                assert words(shown.notice)[-1] in ".!"
                for item in shown.items:
                    if isinstance(item, Chain):
                        check_chain(item.sides, [turn.is_about for turn in item.turns])


def test_every_key_is_harmless_everywhere() -> None:
    """At a pole, an end, a corner and a jump."""
    for function, place in (("1/x", "0"), ("ln x", "0"), ("sqrt(x)", "0"), ("|x|", "0"), ("sign(x)", "0")):
        subject, state = start([function], {"at": place})
        for key in subject.keys:
            changed = key.change(key.change(state))
            assert [panel.view(changed) for panel in subject.panels]


@pytest.mark.parametrize("function", ["1e308x^2", "1e300 x", "e^(e^(e^x))", "x^1000"])
def test_numbers_that_are_too_large_are_harmless(function: str) -> None:
    subject, state = start([function], {"at": "x=1"})
    for changed in pressed(subject, state, ["z", "shift+right", "h", "plus", "c", "Z", "pagedown"]):
        assert all(word not in frame(subject, changed) for word in ("nan", "inf", "None"))


# -- what there is to notice ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("function", "at", "said"),
    [
        ("x^2", "x=2", "f rises here: the tangent goes up by 4 for every 1 to the right."),
        ("x^2", "x=-2", "f falls here: the tangent goes down by 4 for every 1 to the right."),
        (
            "x^2",
            "x=0",
            "The tangent is horizontal: the slope is 0 at the bottom, where f stops falling and begins to rise.",
        ),
        (
            "(sin x)^2",
            "x=pi/2",
            "The tangent is horizontal: the slope is 0 at the top, where f stops rising and begins to fall.",
        ),
        ("x^3", "x=0", "The tangent is horizontal: the slope is 0 here, but f rises before and after."),
        ("5", "x=1", "f is constant around here: the tangent is horizontal, the slope is 0."),
        ("relu(x)", "x=-1", "f is constant around here: the tangent is horizontal, the slope is 0."),
        ("|x|", "x=0", "A corner: the slope is −1 from the left and 1 from the right, so there is no tangent."),
        ("1/x", "x=0", "f has no value at x = 0: beside the vertical asymptote the curve leaves every bound."),
        (
            "sin(x)/x",
            "x=0",
            "f has no value at x = 0: the curve has a hole, though both sides come to the same height.",
        ),
        ("ln x", "x=-1", "f has no value at x = −1: there is no point of the curve, and so no slope."),
        ("cbrt(x)", "x=0", "The tangent is upright: the slope passes every bound, so it is no number."),
        ("x^(2/3)", "x=0", "A cusp: on both sides the curve becomes steeper than any line, so there is no slope."),
        (
            "sqrt(x)",
            "x=0",
            "The curve ends here: on the left f has no values, and on the other side it becomes steeper than any line.",
        ),
        (
            "piecewise((x^2, x < 1), (2, x >= 1))",
            "x=1",
            "f jumps, so it has no slope here: from the left it comes to 1, and its value is 2.",
        ),
        (
            "sigmoid(x)",
            "x=5",
            "f is saturated here: it still rises, but the tangent goes up by only about 0.00664806 for every 1 to the "
            "right.",
        ),
        ("e^x", "x=1", "f rises here: the tangent goes up by e for every 1 to the right."),
    ],
)
def test_what_the_curve_does_at_the_point_is_said(function: str, at: str, said: str) -> None:
    assert notice(function, "tangent", at=at) == said


@pytest.mark.parametrize(
    ("function", "at", "keys", "said"),
    [
        ("x^2", "x=2", "h", "Secant 5, tangent 4: the gap is 1, half of what it is at twice the h."),
        ("x^2", "x=2", "h h", "Secant 4.5, tangent 4: the gap is 0.5, half of what it is at twice the h."),
        ("x^2", "x=2", "h o", "Secant 3, tangent 4: the gap is 1, half of what it is at twice the h."),
        ("x^3", "x=0", "h h", "Secant 0.25, tangent 0: the gap is 0.25, a quarter of what it is at twice the h."),
        ("2x", "x=1", "h", "The secant has the slope of the tangent already: the gap is 0."),
        ("ln x", "x=0.25", "h o", "f has no value at the second point, x = −0.25, so there is no secant."),
        (
            "1/x",
            "x=-0.15",
            "h",
            "The curve is cut between both points: this secant says nothing about the slope here.",
        ),
        (
            "|x|",
            "x=0",
            "h",
            "The secant has the slope 1, but no tangent to tip into. "
            "A corner: the slope is −1 from the left and 1 from the right, so there is no tangent.",
        ),
    ],
)
def test_the_secant_tips_over_into_the_tangent(function: str, at: str, keys: str, said: str) -> None:
    assert notice(function, "secant", *keys.split(), at=at) == said


def test_the_gap_closes() -> None:
    """Each half of h makes the gap smaller, until it is hardly there."""
    subject, state = start(["e^x"], {"at": "x=0"})
    gaps = []
    for nearer in pressed(subject, state, ["h"] * 12):
        rows = view(nearer, "secant").items[0].rows  # type: ignore[union-attr]
        gaps.append(float(linear.text(rows[-1][2][-1])))
    assert gaps == sorted(gaps, reverse=True)
    assert gaps[-1] < gaps[0] / 2000


@pytest.mark.parametrize(
    ("function", "at", "said"),
    [
        (
            "(3x^2+1)^5",
            "x=2",
            "A small change of x is multiplied by 12 into u, then by 142805 into f: together by 1713660.",
        ),
        ("(sin x)^2", "x=pi/2", "The rate of u is 0 here: nothing of a change gets through."),
        ("ln(x - 1)", "x=1", "f = ln u has no value at x = 1: nothing comes out of the chain."),
        ("|x|^2", "x=0", "Here u = |x| has no rate, so the chain rule says nothing, though the slope is 0."),
        (
            "a (2x+1)^5 - b",
            "a=3,b=1,x=0",
            "A small change of x is multiplied by 2 into u, 5 into v, then by 3 into f: together by 30.",
        ),
        ("-sin(x) + 1", "x=0", "A small change of x is multiplied by 1 into u, then by −1 into f: together by −1."),
        ("5 - 2ln(sin(x))", "x=0", "v = ln u has no value at x = 0: nothing comes out of the chain."),
        ("3|x| + 1", "x=0", "Here u = |x| has no rate, so the chain rule says nothing."),
        (
            "1 - sin(ln(sin(e^(2x))))",
            "x=0",
            "A small change of x is multiplied by 2 into s, 1 into w, about 0.540302 into v, about 1.1884 into u, "
            "about 0.985141 into p, then by −1 into f: together by about −1.2651.",
        ),
        ("sigmoid(3x)", "x=2", "f = σ(u) is saturated: it passes on only about 0.00246651 times a change."),
    ],
)
def test_a_change_goes_through_the_layers(function: str, at: str, said: str) -> None:
    assert notice(function, "layers", at=at) == said


@pytest.mark.parametrize("function", ["sin x", "3x + 1", "x^2 + 1", "x sin x", "sin(x)/x", "5"])
def test_a_function_of_one_layer_has_no_chain(function: str) -> None:
    _, state = start([function], {})
    assert next(panel for panel in SUBJECT.panels if panel.id == "layers").view(state) is None


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("", "T₁ is the tangent: at its centre it has the height and the slope of f."),
        (
            "plus plus",
            "T₃ has at its centre the height and the first 3 derivatives of f: move on to see how long it stays close.",
        ),
        (
            "pagedown plus plus",
            "T₃ is off by about 0.0751678 here, nearer than T₂, which is off by about 0.570796.",
        ),
    ],
)
def test_the_order_is_changed(keys: str, said: str) -> None:
    assert notice("sin x", "taylor", *keys.split(), at="x=0") == said


def test_several_functions_stand_side_by_side() -> None:
    assert notice("sigmoid(x); tanh(x); relu(x)", "beside", at="x=5") == (
        "f and g are saturated here: nearly level, so that little of a change gets through."
    )
    assert notice("sigmoid(x); tanh(x)", "beside", at="x=0") == "g is the steepest here: its slope is 1."


# -- sliding -------------------------------------------------------------------------------------------------------


def places(function: str, keys: str, **options: str) -> list[str]:
    subject, state = start([function], dict(options))
    return [linear.unicode(each.place) for each in pressed(subject, state, keys.split())]


def test_steps_land_on_round_numbers() -> None:
    assert places("x^2", "right left left shift+left shift+left", at="x=2") == ["2.2", "2", "1.8", "1", "0"]
    assert places("x^2", "right", at="x=1/3") == ["0.35"]
    assert places("sin x", "right right pagedown", at="x=0") == ["π/12", "π/6", "π/2"]


def test_the_window_goes_along() -> None:
    subject, state = start(["x^2"], {"at": "x=2"})
    for moved in pressed(subject, state, ["pagedown"] * 12):
        assert moved.window.low <= moved.x <= moved.window.high


def test_the_line_is_long_and_has_an_end() -> None:
    assert places("x^2", "left", at="x=10^9") == ["900000000"]
    subject, state = start(["x^2"], {"at": "x=0"})
    far = pressed(subject, state, ["Z"] * 30 + ["pagedown"] * 60)[-1]
    assert 10**5 < far.x <= 10**6


def test_home_leads_back() -> None:
    subject, first = start(["x^2"], {"at": "x=2"})
    assert pressed(subject, first, ["right", "h", "plus", "z", "c", "home"])[-1] == first


def test_a_click_puts_the_point() -> None:
    _, state = start(["x^2"], {})
    put = next(panel for panel in SUBJECT.panels if panel.id == "tangent").put
    assert put is not None
    moved = put(state, (1.03, 7.0))
    assert isinstance(moved, LineState)
    assert moved.x == 1.0


# -- what is explored ----------------------------------------------------------------------------------------------


def test_other_letters_have_values() -> None:
    _, state = start(["a x^2"], {"at": "a=3"})
    assert state.explored.variable == "x"
    assert SUBJECT.start("a x^2") is None
    assert SUBJECT.start("x^2 + y^2", at="x=1, y=2") is None
    assert SUBJECT.start("z = w x; L = z^2") is None


@pytest.mark.parametrize(
    ("function", "options", "message"),
    [
        ("sin(", {}, "This bracket is never closed."),
        ("x^2", {"at": "x=a"}, "a is not a number."),
        ("f(x)", {}, ""),
    ],
)
def test_what_cannot_be_explored_is_said(function: str, options: dict[str, str], message: str) -> None:
    with pytest.raises(UserError) as told:
        start([function], options)
    assert message in str(told.value)


def test_an_unknown_key_is_said() -> None:
    subject, state = start(["x^2"], {})
    with pytest.raises(UserError, match="There is no key enter"):
        pressed(subject, state, ["enter"])
