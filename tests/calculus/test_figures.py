"""Figures as data: nothing is joined that is not continuous, what is said is true, and what is named is seen."""

from __future__ import annotations

import json
import math
import re
from fractions import Fraction
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from derivtutor.analysis.place import Place
from derivtutor.calculus.figures import of_derivation
from derivtutor.calculus.figures.approaching import signs_near
from derivtutor.calculus.figures.axes import nice, ticks, written
from derivtutor.calculus.figures.figure import Figure
from derivtutor.calculus.figures.topics import figure_of
from derivtutor.calculus.methods import explain
from derivtutor.calculus.topics import BY_NAME
from derivtutor.errors import UserError
from derivtutor.notation.rational import number
from derivtutor.notation.reader import read
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Node, substitute

ANY = settings(max_examples=60, derandomize=True, deadline=None)
WIDE = "From x = −5 to x = 5, f "

HARD = {
    "1/x": f"{WIDE}falls until x = 0 and then falls again. Vertical asymptote at x = 0.",
    "tan x": "From x = −2π to x = 2π, f rises on every piece. Zeros at x = −2π, x = −π, x = 0, x = π and x = 2π. "
    "Vertical asymptotes at x = −3π/2, x = −π/2, x = π/2 and x = 3π/2.",
    "ln|x|": "From x = −3.5 to x = 3.5, f falls until x = 0 and then rises. Zeros at x = −1 and x = 1. "
    "Vertical asymptote at x = 0.",
    "1/(x^2-1)": "From x = −3.5 to x = 3.5, f rises until x = −1, rises again until x = 0, falls until x = 1, "
    "then falls again. Vertical asymptotes at x = −1 and x = 1.",
    "sqrt(x^2-4)": "From x = −7 to x = 7, f falls until x = −2, has no values until x = 2, then rises. "
    "Zeros at x = −2 and x = 2.",
    "x^x": "From x = −0.1 to x = 1.5, f has no values until x = 0, falls until x = e⁻¹, then rises.",
    "|x|": f"{WIDE}falls until x = 0 and then rises. Zero at x = 0. Corner at x = 0.",
    "sign(x)": f"{WIDE}is constant on every piece. Zero at x = 0. Jump at x = 0.",
    "relu(x)": f"{WIDE}is constant until x = 0 and then rises. Corner at x = 0.",
    "sin(1/x)": "From x = −1 to x = 1, f turns at least 66 times.",
    "e^(1/x)": f"{WIDE}falls until x = 0 and then falls again. Vertical asymptote at x = 0.",
    "piecewise((x, x < 1), (x + 2, x >= 1))": "From x = −1.2 to x = 2.2, f rises until x = 1 and then rises again. "
    "Zero at x = 0. Jump at x = 1.",
    "5": f"{WIDE}is constant.",
    "(x^2-1)/(x-1)": "From x = −3.5 to x = 3.5, f rises until x = 1 and then rises again. Zero at x = −1. "
    "Hole at x = 1.",
    "x^3-3x": "From x = −3 to x = 3, f rises until x = −1, falls until x = 1, then rises. "
    "Zeros at x = −√3, x = 0 and x = √3.",
    "x^3": f"{WIDE}rises throughout. Zero at x = 0.",
    "x^5-x+1": "From x = −1.6 to x = 1.4, f rises until x ≈ −0.6687, falls until x ≈ 0.6687, then rises. "
    "Zero at x ≈ −1.167.",
    "1/(cos(x)-x)": "From x = −2π to x = 2π, f rises until x ≈ 0.7391 and then rises again. "
    "Vertical asymptote at x ≈ 0.7391.",
    "ln(sin x)": "From x = −2π to x = 2π, f rises until x = −3π/2, falls until x = −π, has no values until x = 0, "
    "rises until x = π/2, falls until x = π, then has no values. Zeros at x = −3π/2 and x = π/2. "
    "Vertical asymptotes at x = −2π, x = −π, x = 0 and x = π.",
    "max(6x, 6x)": f"{WIDE}rises throughout. Zero at x = 0.",
    "cos(x)": "From x = −2π to x = 2π, f falls until x = −π, rises until x = 0, falls until x = π, then rises. "
    "Zeros at x = −3π/2, x = −π/2, x = π/2 and x = 3π/2.",
    "arcsin(x - 100)": "From x = 98.4 to x = 101.6, f has no values until x = 99, rises until x = 101, "
    "then has no values. Zero at x = 100.",
    "(x^3 + 1)/x^2": "From x = −3.5 to x = 4, f rises until x = 0, falls until x = ∛2, then rises. Zero at x = −1. "
    "Vertical asymptote at x = 0.",
    "tan(1/x)": "f from x = −1 to x = 1.",
    "sin(x)/x": "From x = −2π to x = 2π, f falls until x ≈ −4.493, rises until x = 0, falls until x ≈ 4.493, then "
    "rises. Zeros at x = −2π, x = −π, x = π and x = 2π. Hole at x = 0.",
    "(1-cos(x))/x^2": "From x = −2π to x = 2π, f rises until x = 0 and then falls. Zeros at x = −2π and x = 2π. "
    "Hole at x = 0.",
    "ln(x)/(x-1)": "From x = −0.25 to x = 4.25, f has no values until x = 0, falls until x = 1, then falls again. "
    "Vertical asymptote at x = 0. Hole at x = 1.",
}


@cache
def of(problem: str) -> Figure:
    return of_derivation.figure(explain(problem, wrt="x"))


@pytest.mark.parametrize("problem", HARD)
def test_what_is_said_of_hard_functions(problem: str) -> None:
    assert of(problem).says == HARD[problem]


@pytest.mark.parametrize("problem", HARD)
def test_all_that_is_drawn_is_within_the_axes(problem: str) -> None:
    figure = of(problem)
    points = [point for curve in figure.curves for stretch in curve.stretches for point in stretch]
    points += [dot.at for dot in figure.dots] + [end for line in figure.straights for end in (line.start, line.end)]
    assert points
    for x, y in points:
        assert figure.across.low <= x <= figure.across.high
        assert figure.up.low <= y <= figure.up.high


@pytest.mark.parametrize("problem", HARD)
def test_the_axes_contain_what_the_sentence_names(problem: str) -> None:
    figure = of(problem)
    for named in re.findall(r"x [=≈] ([−\d.πe√∛/⁻¹]+)", figure.says):
        assert figure.across.low - 1e-9 <= value(named.rstrip(".")) <= figure.across.high + 1e-9


def value(written: str) -> float:
    """A number as the sentence writes it: `−3π/2`, `√3`, `e⁻¹`."""
    sign = -1 if written.startswith("−") else 1
    top, _, bottom = written.lstrip("−").replace("e⁻¹", str(1 / math.e)).partition("/")
    size = float(top[1:]) ** {"√": 1 / 2, "∛": 1 / 3}[top[0]] if top[0] in "√∛" else 1.0
    if "π" in top:
        size = math.pi * float(top.replace("π", "") or 1)
    elif top[0] not in "√∛":
        size = float(top)
    return sign * size / float(bottom or 1)


def test_a_hole_is_an_open_dot() -> None:
    figure = of("sin(x)/x")
    assert [dot.at for dot in figure.dots if dot.is_open] == [(0, 1), (0, 0)]
    assert all(not (stretch[0][0] < 0 < stretch[-1][0]) for stretch in figure.curves[0].stretches)


def test_an_end_of_the_slope_on_the_curve_is_no_hole_of_it() -> None:
    assert [dot.at for dot in of("relu(x)").dots if dot.is_open] == [(0, 1)]
    assert [dot.at for dot in of("|x|").dots if dot.is_open] == [(0, -1), (0, 1)]


@pytest.mark.parametrize("problem", ["(e^x - 1)/x", "tanh(x)/x", "(e^(2x) - 1)/x", "x/(e^x - 1)", "(1 - e^(-x))/x"])
def test_doubt_beside_a_hole_makes_no_window_narrow(problem: str) -> None:
    across = of(problem).across
    assert across.low <= -2
    assert across.high >= 2


@pytest.mark.parametrize(
    ("expression", "signs"),
    [("x cos(x) - sin(x)", (1, -1)), ("x - sin(x)", (-1, 1)), ("e^x - 1 - x", (1, 1)), ("cos(x) - 1 + x^2/2", (1, 1))],
)
def test_signs_where_terms_cancel(expression: str, signs: tuple[int, int]) -> None:
    tree, beside = read(expression).tree, (1e-9, 1.1e-9)
    for sign, piece in zip(signs, ((-beside[1], -beside[0]), beside), strict=True):
        assert signs_near(tree, "x", Place(number(Fraction(0))), [piece]) == [sign]


# -- nothing is joined that is not continuous ---------------------------------------------------------------------

ROOTS = st.fractions(-6, 6, max_denominator=7)


def over(roots: list[Fraction]) -> str:
    """A product of linear factors with these zeros."""
    return "*".join(f"(x - ({root}))" for root in roots) or "1"


@ANY
@given(st.lists(ROOTS, max_size=3), st.lists(ROOTS, min_size=1, max_size=3))
def test_nothing_is_joined_over_a_pole(zeros: list[Fraction], poles: list[Fraction]) -> None:
    """Whether the zero of a denominator is a pole, a hole or both."""
    figure = of(f"({over(zeros)})/({over(poles)})")
    for curve in figure.curves:
        for stretch in curve.stretches:
            ends = stretch[0][0], stretch[-1][0]
            assert not any(ends[0] < float(pole) - 1e-9 and float(pole) + 1e-9 < ends[1] for pole in poles)


@ANY
@given(
    ROOTS,
    st.sampled_from(
        ["1/u", "cot(u)", "ln(u^2)", "1/sin(u)", "e^(1/u)", "1/(e^u - 1)", "sin(1/u)", "sign(u)", "coth(u)"]
    ),
)
def test_nothing_is_joined_over_a_gap(place: Fraction, shape: str) -> None:
    figure = of(shape.replace("u", f"(x - ({place}))"))
    for stretch in figure.curves[0].stretches:
        assert not stretch[0][0] < float(place) - 1e-9 < float(place) + 1e-9 < stretch[-1][0]


@ANY
@given(ROOTS, st.integers(-3, 3), st.integers(-3, 3))
def test_a_jump_is_not_joined_and_a_border_without_one_is(place: Fraction, left: int, right: int) -> None:
    figure = of(f"piecewise((x + {left}, x < {place}), (x + {right}, x >= {place}))")
    border = float(place)
    ends = [(stretch[0][0], stretch[-1][0]) for stretch in figure.curves[0].stretches]
    assert any(low < border - 1e-9 and border + 1e-9 < high for low, high in ends) == (left == right)
    if left != right:
        found = {(dot.is_open, round(dot.at[1], 9)) for dot in figure.dots}
        assert {(True, round(border + left, 9)), (False, round(border + right, 9))} <= found


def test_kinks_are_joined() -> None:
    for problem in ("|x|", "cbrt(x)", "x^(2/3)", "max(x, x^2)", "relu(x)"):
        assert len(of(problem).curves[0].stretches) == 1


@ANY
@given(st.lists(ROOTS, min_size=1, max_size=3), st.lists(ROOTS, max_size=2))
def test_points_are_on_the_curve(zeros: list[Fraction], poles: list[Fraction]) -> None:
    problem = f"({over(zeros)})/({over(poles)})"
    figure = of(problem)
    run = compile_real(explain(problem, wrt="x").function.tree, ("x",))
    height = figure.up.high - figure.up.low
    inner = [p for stretch in figure.curves[0].stretches for p in stretch if figure.up.low < p[1] < figure.up.high]
    for x, y in inner:
        there = run((x,))
        assert math.isnan(there) or abs(there - y) < height * 1e-6


# -- what is said is true ------------------------------------------------------------------------------------------


@ANY
@given(st.lists(ROOTS, min_size=1, max_size=3), st.lists(ROOTS, max_size=2))
def test_signs_are_those_of_the_slope(zeros: list[Fraction], poles: list[Fraction]) -> None:
    problem = f"({over(zeros)})/({over(poles)})"
    derivation = explain(problem, wrt="x")
    slope: Node = derivation.answer
    signs = of(problem).signs
    assume(signs)
    for sign in signs:
        for part in range(1, 8) if sign.low < sign.high else ():
            at = Fraction(sign.low) + (Fraction(sign.high) - Fraction(sign.low)) * part / 8
            run = compile_real(substitute(slope, {"x": number(at)}), ())
            there = run(())
            assert math.isnan(there) or {"+": there >= 0, "-": there <= 0, "0": there == 0}[sign.sign]


@ANY
@given(st.lists(ROOTS, min_size=1, max_size=4, unique=True))
def test_zeros_that_are_named_are_all_there_are(zeros: list[Fraction]) -> None:
    figure = of(over(zeros))
    shown = sorted(zero for zero in zeros if figure.across.low <= zero <= figure.across.high)
    named = re.search(r"Zeros? at (.*?)\.( |$)", figure.says)
    assert named is not None
    assert [value(text) for text in re.findall(r"x = ([−\d/]+)", named[1])] == pytest.approx(list(map(float, shown)))


def test_where_a_function_turns_endlessly_no_course_is_told() -> None:
    assert of("sin(ln(x))").says.startswith("From x = −5 to x = 5, f turns at least 4 times. Zeros at x ≈ 8.07·10⁻⁵,")


# -- axes ----------------------------------------------------------------------------------------------------------


def test_ticks_are_simple_numbers() -> None:
    assert [tick.label for tick in ticks(-1.2, 1.1)] == ["−1", "−0.5", "0", "0.5", "1"]
    assert [tick.label for tick in of("sin x").across.ticks] == [
        "−2π", "−3π/2", "−π", "−π/2", "0", "π/2", "π", "3π/2", "2π",
    ]  # fmt: skip
    assert [tick.label for tick in of("sin(2pi x)").across.ticks][:2] == ["−1", "−0.75"]
    assert written(-1.5e-7) == "−1.5·10⁻⁷"


@given(st.floats(1e-12, 1e12))
def test_nice_lengths_are_long_enough(length: float) -> None:
    assert length * (1 - 1e-6) <= nice(length) <= length * 2.51


def test_a_figure_is_json() -> None:
    document = json.loads(json.dumps(of("1/x").as_dict()))
    assert document["across"]["name"] == "x"
    assert document["straights"][0]["kind"] == "asymptote"
    assert [sign["sign"] for sign in document["signs"]] == ["-", "-"]


# -- topics --------------------------------------------------------------------------------------------------------


def drawn(topic: str, *operands: str, **options: object) -> Figure:
    row = BY_NAME[topic]
    return figure_of(row.figure, row.function(*operands, **options))


def test_a_tangent_goes_through_its_point() -> None:
    figure = drawn("tangent", "x^2", at="x=1")
    line = next(line for line in figure.straights if line.kind == "tangent")
    (x, y), (right, above) = line.start, line.end
    assert (above - y) / (right - x) == pytest.approx(2)
    assert y + (1 - x) * 2 == pytest.approx(1)
    assert figure.says == "The tangent to f at x = 1 is y = 2x − 1. Near the point it lies below the curve."


def test_secants_come_near_the_tangent() -> None:
    figure = of_derivation.figure(explain("x^2", method="definition", at="x=1"))
    slopes = [
        (line.end[1] - line.start[1]) / (line.end[0] - line.start[0])
        for line in figure.straights
        if line.kind in ("secant", "tangent")
    ]
    assert slopes == sorted(slopes, reverse=True)
    assert slopes[-1] == pytest.approx(2)


def test_taylor_polynomials_order_by_order() -> None:
    figure = drawn("taylor", "sin(x)", order=5)
    assert [curve.label for curve in figure.curves] == ["f", "T₁", "T₃", "T₅"]
    x, y = min((p for stretch in figure.curves[2].stretches for p in stretch), key=lambda p: abs(p[0] - 1))
    assert y == pytest.approx(x - x**3 / 6)


def test_the_gradient_is_perpendicular_to_its_contour() -> None:
    figure = drawn("gradient", "x^2 + 3y^2", at="x=1,y=1")
    arrow = figure.arrows[0]
    across, up = arrow.end[0] - arrow.start[0], arrow.end[1] - arrow.start[1]
    assert up / across == pytest.approx(3)
    line = next(contour for contour in figure.contours if contour.level == 4)
    near = sorted((math.dist(p, (1, 1)), p) for stretch in line.stretches for p in stretch)[:2]
    (_, (x, y)), (_, (right, above)) = near
    along = (right - x, above - y)
    assert abs(along[0] * across + along[1] * up) < 0.1 * math.hypot(*along) * math.hypot(across, up)


def test_no_contour_crosses_a_pole() -> None:
    figure = drawn("gradient", "x/y")
    for contour in figure.contours:
        for stretch in contour.stretches:
            assert all(one[1] * other[1] > 0 for one, other in pairwise(stretch))


def test_a_descent_is_a_path() -> None:
    figure = drawn("descend", "x^2 + 3y^2", start="3,2", rate="0.1", steps=3)
    assert figure.curves[0].stretches[0][:2] == ((3.0, 2.0), pytest.approx((2.4, 0.8)))
    assert figure.says == "3 steps of gradient descent: f goes from 21 to 2.408."
    away = drawn("descend", "x^2", start="3", rate="1.1", steps=60)
    assert away.says.startswith("The first ")


def test_errors_have_log_axes() -> None:
    figure = drawn("verify", "x^3", at="x=2")
    assert figure.across.is_log
    assert figure.up.is_log
    assert figure.says == "Errors of difference quotients against h. Best are h ≈ 10⁻⁷ forward and h ≈ 10⁻⁵ central."


@pytest.mark.parametrize(
    ("topic", "operand", "options", "says"),
    [
        ("gradient", "x + y + z", {}, "This figure is drawn for two variables, and here the variables are x, y, z."),
        ("descend", "x^2 + y^2 + z^2", {"start": "1,1,1"}, "This figure is drawn for two variables"),
        ("tangent", "a x^2", {"at": "x=1", "wrt": "x"}, "A figure needs a number for a."),
        ("tangent", "g(x)", {"at": "x=1", "wrt": "x"}, "g(x) has no formula to draw."),
    ],
)
def test_what_cannot_be_drawn_is_said(topic: str, operand: str, options: dict[str, object], says: str) -> None:
    with pytest.raises(UserError, match=re.escape(says)):
        drawn(topic, operand, **options)


STRANGE = (
    *("x^x^x", "e^(e^x)", "x^1000", "10^300 x", "10^(-300) x", "1/(x^2+10^(-20))", "sqrt(x) ln(x)/(x-1)", "gelu(x)/x"),
    *(
        "cos(x)^x",
        "|sin(x)|",
        "int(e^(-t^2), t, 0, x)",
        "int(sin(t), t, 0, x^2)",
        "(x-1000000)^2",
        "1/(x-10^9)",
        "arcsin(x^2)",
        "ln(ln(ln(x)))",
    ),
)


@pytest.mark.parametrize("problem", STRANGE)
def test_nothing_is_too_strange(problem: str) -> None:
    figure = of(problem)
    assert figure.up.low < figure.up.high
    assert figure.across.low < figure.across.high
    assert figure.says


AREAS = {
    "int(1/sqrt(t), t, 0, x)": "f from x = −1 to x = 5.",
    "int(|t|, t, 0, x)": "f from x = −5 to x = 5.",
    "int(1/t, t, 1, x)": "f from x = −1.2 to x = 2.2. Zero at x = 1.",
    "int(e^(-t^2), t, 0, x)": f"{WIDE}rises throughout. Zero at x = 0.",
    "x + int(e^(-t^2), t, 0, x)": f"{WIDE}rises throughout.",
}


@pytest.mark.parametrize("problem", AREAS)
def test_no_area_is_put_in_a_ball(problem: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where what is integrated has no value at a bound, that takes seconds."""

    def fails(*_: object) -> None:
        raise AssertionError("a ball of an area")

    explained = explain(problem, wrt="x")
    monkeypatch.setattr("derivtutor.notation.ball._quadrature", fails)
    assert of_derivation.figure(explained).says == AREAS[problem]


def test_an_area_has_no_values_beyond_a_pole() -> None:
    stretches = of("int(1/t, t, 1, x)").curves[0].stretches
    assert stretches
    assert min(x for stretch in stretches for x, _ in stretch) > 0
