"""The four numeric readings of a tree against mpmath, against each other and against SymPy's derivatives."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import flint
import mpmath
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from derivtutor.notation import ball, meaning
from derivtutor.notation.ball import evaluate_ball
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.reader import read
from derivtutor.notation.real import compile_real
from derivtutor.notation.slope import STEP, evaluate
from derivtutor.notation.to_sympy import to_sympy
from derivtutor.notation.tree import Call, Comparison, Memo, Name, Node, Number, Power, Quotient

Q = Fraction
ANY, UNIT, BEYOND = [Q(-7, 3), Q(-2, 5), Q(3, 10), Q(9, 4)], [Q(-7, 9), Q(1, 5), Q(5, 6)], [Q(5, 4), Q(10, 3)]
POSITIVE = [Q(1, 7), Q(3, 2), Q(90, 7)]
OUTSIDE = [Q(-10, 3), Q(-5, 4), *BEYOND]
PAIRS = [(Q(3), Q(7, 3)), (Q(1, 2), Q(5, 4))]
m = mpmath

ORACLE: dict[str, tuple[Callable[..., Any], list[Any]]] = {
    **{name: (getattr(m, name), ANY) for name in ("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh")},
    **{name: (getattr(m, name), ANY) for name in ("coth", "sech", "csch", "erf", "erfc", "sign")},
    "arcsin": (m.asin, UNIT), "arccos": (m.acos, UNIT), "arctan": (m.atan, ANY),
    "arccot": (lambda u: m.atan(1 / u), ANY), "arcsec": (m.asec, OUTSIDE), "arccsc": (m.acsc, OUTSIDE),
    "arsinh": (m.asinh, ANY), "arcosh": (m.acosh, BEYOND), "artanh": (m.atanh, UNIT),
    "arcoth": (m.acoth, OUTSIDE), "arsech": (m.asech, UNIT[1:]), "arcsch": (m.acsch, ANY),
    "ln": (m.log, POSITIVE), "log": (lambda u, v: m.log(v) / m.log(u), PAIRS), "sqrt": (m.sqrt, POSITIVE),
    "cbrt": (lambda u: m.sign(u) * m.cbrt(abs(u)), ANY), "root": (lambda u, v: v ** (1 / u), PAIRS),
    "abs": (abs, ANY), "max": (max, PAIRS), "min": (min, PAIRS), "sigmoid": (lambda u: 1 / (1 + m.exp(-u)), ANY),
    "relu": (lambda u: max(u, m.mpf(0)), ANY), "leaky_relu": (lambda u: u if u > 0 else u / 100, ANY),
    "softplus": (lambda u: m.log(1 + m.exp(u)), ANY), "gelu": (lambda u: u * m.ncdf(u), ANY),
    "swish": (lambda u: u / (1 + m.exp(-u)), ANY), "Si": (m.si, ANY),
    "bce": (lambda u, v: -(v * m.log(u) + (1 - v) * m.log(1 - u)), [(Q(1, 3), Q(1)), (Q(4, 5), Q(1, 4))]),
    "mse": (lambda u, v: (u - v) ** 2, PAIRS),
}  # fmt: skip
PIECES = {"sign", "abs", "max", "min", "relu", "leaky_relu", "cbrt"}
"""Functions whose SymPy derivative is not a number at every point: mpmath differentiates them."""

CASES = [
    (name, point if isinstance(point, tuple) else (point,)) for name, (_, points) in ORACLE.items() for point in points
]


def call(name: str, count: int) -> tuple[Node, list[str]]:
    letters = ["x", "y"][:count]
    return Call(name, tuple(map(Name, letters))), letters


def tree(text: str) -> Node:
    return read(text).tree


def real(text: str, x: float) -> float:
    return compile_real(tree(text), ["x"])([x])


def slope(node: Node, **point: float) -> tuple[float, float]:
    """Value and slope by x."""
    environment = {name: [complex(value, STEP if name == "x" else 0)] for name, value in point.items()}
    (value,) = evaluate(node, environment)
    return value.real, value.imag / STEP


def contains(ball: Any, value: Any) -> bool:
    """Whether a ball contains a number that mpmath knows to 45 digits."""
    with flint.ctx.workprec(200):
        return bool(ball.overlaps(flint.arb(m.nstr(value, 45))))


def test_every_function_has_an_oracle() -> None:
    assert ORACLE.keys() == FUNCTIONS.keys()


@pytest.mark.parametrize(("name", "point"), CASES)
def test_values_of_every_function(name: str, point: tuple[Fraction, ...]) -> None:
    node, letters = call(name, len(point))
    with m.workdps(50):
        wanted = ORACLE[name][0](*(m.mpf(x.numerator) / x.denominator for x in point))
        ball = evaluate_ball(node, dict(zip(letters, point, strict=True)), 128)
        assert ball is not None
        assert contains(ball, wanted)
        assert ball.rad() < 1e-25
    value = compile_real(node, letters)([float(x) for x in point])
    assert type(value) is float
    assert value == pytest.approx(float(wanted), rel=1e-12)
    column = evaluate(node, {letter: [complex(float(x))] for letter, x in zip(letters, point, strict=True)})
    assert column[0] == pytest.approx(complex(wanted), rel=1e-12)


@pytest.mark.parametrize(("name", "point"), CASES)
def test_slopes_of_every_function(name: str, point: tuple[Fraction, ...]) -> None:
    node, letters = call(name, len(point))
    environment = {letter: float(x) for letter, x in zip(letters, point, strict=True)}
    with m.workdps(40):
        exact = [m.mpf(x.numerator) / x.denominator for x in point]
        if name in PIECES:
            wanted = m.diff(lambda x: ORACLE[name][0](x, *exact[1:]), exact[0])
        else:
            numbers = {sympy.Symbol(k): sympy.Rational(x) for k, x in zip(letters, point, strict=True)}
            wanted = to_sympy(node).diff(sympy.Symbol("x")).subs(numbers).evalf(30)
    assert slope(node, **environment)[1] == pytest.approx(float(wanted), rel=1e-12, abs=1e-13)


COMPOSED = [
    ("sin(e^(2x))", "2e^(2x) cos(e^(2x))"),
    ("x^x", "x^x (ln(x) + 1)"),
    ("x^(-5/3)", "-5/3 x^(-8/3)"),
    ("(x-3)^101", "101(x-3)^100"),
    ("swish(swish(x))/(1 + x^2)", "d"),
    ("int(sin(x t), t, 1, x^2)", "d"),
    ("gelu(x) - Si(x^2) + 2^x", "d"),
    ("sqrt(1 + |x|)", "x/(2|x| sqrt(1 + |x|))"),
    ("piecewise((x^2, x < 1/2), (sin(x), x >= 1/2))", "piecewise((2x, x < 1/2), (cos(x), True))"),
    ("f(x^2) g(x)", "2x f'(x^2) g(x) + f(x^2) g'(x)"),
    ("f'(x)/f(x)", "(f''(x) f(x) - f'(x)^2)/f(x)^2"),
]


@pytest.mark.parametrize(("text", "derivative"), COMPOSED)
@pytest.mark.parametrize("x", [-1.3, 0.7, 2.1])
def test_slopes_of_composed_expressions(text: str, derivative: str, x: float) -> None:
    """Against the formula where there is one, and against central differences of the real reading."""
    value, found = slope(tree(text), x=x)
    if math.isnan(real(text, x)):
        assert math.isnan(found)
        return
    assert value == pytest.approx(real(text, x), rel=1e-12)
    assert found == pytest.approx((real(text, x + 1e-6) - real(text, x - 1e-6)) / 2e-6, rel=1e-4)
    if derivative != "d":
        assert found == pytest.approx(real(derivative, x), rel=1e-11)


@pytest.mark.parametrize("text", ["2 + pi", "sin(1)^2 - 1/3", "e", "7", "int(t, t, 0, 2)", "max(1, 2)"])
def test_a_number_needs_no_letters(text: str) -> None:
    value = real(text, 0)
    assert compile_real(tree(text), [])([]) == value
    assert evaluate(tree(text), {}) == [pytest.approx(value)]
    assert contains(evaluate_ball(tree(text), {}, 53), m.mpf(value))


UNDEFINED = [
    ("1/x", 0), ("x/x", 0), ("ln(x)", 0), ("ln(x)", -1), ("sqrt(x)", -4), ("x^(1/4)", -1), ("x^(3/2)", -1),
    ("x^pi", -2), ("arcsin(x)", 2), ("arcosh(x)", Q(1, 2)), ("artanh(x)", 1), ("arcsec(x)", Q(1, 2)), ("x^-3", 0),
    ("ln(x)^0", -1), ("0*ln(x)", -1), ("max(1, ln(x))", -1), ("arctan(1/x)", 0), ("cot(x)", 0), ("x^(-1/3)", 0),
    ("piecewise((1, x < 0))", 3), ("piecewise((1, ln(x) < 0), (2, True))", -1), ("root(4, x)", -16), ("log_1(x)", 5),
    ("int(ln(t), t, x, 3)", -2), ("dy/dx + x", 1), ("9^9^9^9", 1), ("x + 9^9^9^9", 1), ("9^9^9^9/9^9^9^9 + x", 1),
]  # fmt: skip


@pytest.mark.parametrize(("text", "x"), UNDEFINED)
def test_undefined_is_nan_and_no_ball(text: str, x: int | Fraction) -> None:
    node = tree(text)
    assert math.isnan(compile_real(node, ["x", "y"])([float(x), 1.0]))
    assert math.isnan(slope(node, x=float(x), y=1.0)[0])
    assert evaluate_ball(node, {"x": Q(x), "y": Q(1)}, 128) is None


REAL_DOMAIN = [
    ("x^(1/3)", -8, -2.0), ("x^(2/3)", -8, 4.0), ("x^(-5/3)", -8, -1 / 32), ("x^0.2", -32, -2.0), ("x^(2/6)", -8, -2.0),
    ("root(5, x)", -32, -2.0), ("cbrt(x)", -27, -3.0), ("x^3", -2, -8.0), ("x^-3", -2, -1 / 8), ("x^1001", -1, -1.0),
    ("x^x", -2, 1 / 4), ("x^(10^30 + 1)", -1, -1.0), ("x^0", 0, 1.0), ("(-1)^x", 3, -1.0),
    ("piecewise((1/x, x > 0), (5, True))", 0, 5.0), ("sign(x)", -3, -1.0), ("max(x, 1, 2)", -3, 2.0),
    ("piecewise((1, 0 <= x < 1), (2, x = 1), (3, x != 7))", 1, 2.0), ("int(x, x, 0, x)", 4, 8.0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "x", "value"), REAL_DOMAIN)
def test_real_domain(text: str, x: int, value: float) -> None:
    assert real(text, float(x)) == pytest.approx(value, rel=1e-14)
    ball = evaluate_ball(tree(text), {"x": Q(x)}, 128)
    assert ball is not None
    assert float(ball.mid()) == pytest.approx(value, rel=1e-14)
    if x > 1:
        assert slope(tree(text.replace("(-1)", "1")), x=float(x))[0] == pytest.approx(abs(value), rel=1e-14)


KINKS = [
    ("|x|", 0), ("max(x, 1)", 1), ("sign(x)", 0), ("sqrt(x)", 0), ("cbrt(x)", 0), ("arcsin(x)", 1), ("arcosh(x)", 1),
    ("piecewise((x, x < 2), (x^2, True))", 2),
]  # fmt: skip


@pytest.mark.parametrize(("text", "x"), KINKS)
def test_a_kink_has_a_value_and_no_slope(text: str, x: int) -> None:
    assert math.isfinite(real(text, float(x)))
    assert math.isnan(slope(tree(text), x=float(x))[1])


def test_a_name_without_a_number_is_refused() -> None:
    with pytest.raises(KeyError, match="a"):
        compile_real(tree("a x"), ["x"])
    with pytest.raises(KeyError, match="a"):
        evaluate_ball(tree("a x"), {"x": Q(1)}, 64)
    assert math.isnan(slope(tree("a x"), x=1.0)[0])


@pytest.mark.parametrize(("text", "largest"), [("u^3", 1e-26), ("u^8", 1e-70), ("(u - u)^5", 1e-40), ("u^0", 2)])
def test_powers_of_a_ball_around_zero(text: str, largest: float) -> None:
    found = evaluate_ball(read(text).tree, {"u": flint.arb(0, 1e-9)}, 200)
    assert found is not None
    assert found.contains(1 if text == "u^0" else 0)
    assert abs(found) < largest


def test_an_integral_can_be_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def interrupted(*_: object) -> None:
        calls.append(1)
        raise KeyboardInterrupt

    monkeypatch.setattr(ball, "_analytic", interrupted)
    monkeypatch.setattr(ball, "is_removable", lambda *_: False)
    with pytest.raises(KeyboardInterrupt):
        evaluate_ball(read("int(e^(t^2), t, 0, x)").tree, {"x": Q(1)}, 64)
    assert len(calls) == 1


def test_balls_that_overlap_are_not_compared() -> None:
    node = Comparison((Name("x"), Name("y")), ("<",))
    near = flint.arb(1, 1e-9)
    assert evaluate_ball(node, {"x": near, "y": Q(1)}, 64) is None
    assert evaluate_ball(node, {"x": near, "y": Q(2)}, 64) == 1
    before = flint.ctx.prec
    evaluate_ball(node, {"x": near, "y": Q(2)}, 777)
    assert flint.ctx.prec == before


def test_a_memo_keeps_what_is_shared() -> None:
    shared, memo = tree("sin(x)^2"), Memo[list[complex]]()
    environment = {"x": [complex(x, STEP) for x in (0.3, 1.1)]}
    evaluate(shared, environment, memo)
    seen = len(memo)
    assert evaluate(Quotient(shared, Number(2)), environment, memo)[1] == pytest.approx(math.sin(1.1) ** 2 / 2)
    assert len(memo) == seen + 1


def test_integrals_in_integrals_in_integrals_are_given_up_at_once() -> None:
    text = "x"
    for _ in range(30):
        text = f"int({text}, x, 0, x)"
    assert math.isnan(real(text, 1.0))
    assert math.isnan(slope(tree(text), x=1.0)[0])


def test_quadrature_is_exact_for_polynomials_of_degree_31() -> None:
    for degree in range(32):
        assert sum(w * s**degree for s, w in meaning.quadrature()) == pytest.approx(1 / (degree + 1), rel=1e-14)


FRACTIONS = st.fractions(min_value=-5, max_value=5, max_denominator=20)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(base=FRACTIONS, exponent=FRACTIONS)
def test_rational_powers_agree(base: Fraction, exponent: Fraction) -> None:
    node = Power(Name("x"), tree(f"({exponent})"))
    value = compile_real(node, ["x"])([float(base)])
    ball = evaluate_ball(node, {"x": base}, 128)
    assert math.isnan(value) == (ball is None)
    if ball is not None and base:
        assert value == pytest.approx(float(ball.mid()), rel=1e-12)
        assert slope(node, x=float(base)) == pytest.approx((value, float(exponent / base) * value), rel=1e-12)
