"""What is proved is true, what is true is mostly proved, and neither takes long."""

from __future__ import annotations

from fractions import Fraction

import flint
import pytest
from conftest import Effort
from hypothesis import given, settings
from hypothesis import strategies as st

from derivtutor.grading.certificate import is_certain
from derivtutor.notation.ball import evaluate_ball
from derivtutor.notation.reader import read
from derivtutor.notation.tree import (
    Call,
    Comparison,
    Name,
    Negation,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    names,
)

LIMIT = 400_000
"""Calls of functions; three times and more what it takes."""

EQUAL = [
    ("3(x + 2)/(x^2 - 4)", "3/(x - 2)"),
    ("0.25 x^2", "x^2/4"),
    ("0.3 sigmoid(0.146)", "0.3/(1 + e^(-0.146))"),
    ("e^(0.146x) sin(x)", "e^(0.1x) e^(0.046x) sin(x)"),
    ("(2x - 3y)^7", "-(3y - 2x)^7"),
    ("(5u - v)^3000", "(v - 5u)^3000"),
    ("x/(x + y) + y/(x + y)", "1"),
    # trigonometry
    ("sin(x)^4 - cos(x)^4", "-cos(2x)"),
    ("1/cos(x)^2 - 1", "tan(x)^2"),
    ("sec(x) tan(x)", "sin(x)/(1 - sin(x)^2)"),
    ("cot(x/2)", "(1 + cos(x))/sin(x)"),
    ("sin(x + pi/3)", "sin(x)/2 + sqrt(3)/2 cos(x)"),
    ("cos(a - b) - cos(a + b)", "2 sin(a) sin(b)"),
    ("sin(pi/12)", "(sqrt(6) - sqrt(2))/4"),
    ("cos(pi/5)", "(1 + sqrt(5))/4"),
    ("cos(900 t) + 1", "1 + cos(-900 t)"),
    ("sqrt(1 - cos(x))", "sqrt(2) |sin(x/2)|"),
    # inverse functions
    ("cos(arcsin(x))", "sqrt(1 - x^2)"),
    ("sin(2 arctan(x))", "2x/(1 + x^2)"),
    ("arccos(x) + arcsin(x)", "pi/2"),
    ("arctan(-x)", "-arctan(x)"),
    ("arcsec(x)", "arccos(1/x)"),
    ("arcsin(x)", "arctan(x/sqrt(1 - x^2))"),
    ("arctan(x)", "2 arctan(x/(1 + sqrt(1 + x^2)))"),
    ("4 arctan(1/5) - arctan(1/239)", "pi/4"),
    ("arctan(x) + arccot(x)", "sign(x) pi/2"),
    ("arcsin(1/2)", "pi/6"),
    # exponentials, hyperbolic functions
    ("2^x 4^(x/2)", "e^(2x ln(2))"),
    ("cosh(x)^2", "1 + sinh(x)^2"),
    ("tanh(x)", "(e^(2x) - 1)/(e^(2x) + 1)"),
    ("sigmoid(x)(1 - sigmoid(x))", "e^x/(1 + e^x)^2"),
    ("softplus(x) - softplus(-x)", "x"),
    ("e^(x^2/2 - y)", "sqrt(e^(x^2))/e^y"),
    ("x^(y + 2)", "x^2 e^(y ln(x))"),
    ("n f(x)^(n - 1)", "n f(x)^n/f(x)"),
    ("(x/y)^(n + 1)", "x^(n + 1) y^(-n - 1)"),
    ("x^sqrt(2) x^(-sqrt(2))", "1"),
    # logarithms
    ("ln(x^2)", "2 ln(x)"),
    ("ln(x^2)", "2 ln(|x|)"),
    ("ln(12)", "ln(3) + 2 ln(2)"),
    ("log(8, x)", "3/ln(x) ln(2) (ln(x)/ln(8))^2"),
    ("ln((x - 1)/(x + 1))", "ln(|x - 1|) - ln(|1 + x|)"),
    ("arsinh(x)", "-ln(sqrt(x^2 + 1) - x)"),
    ("artanh(x)", "ln((1 + x)/(1 - x))/2"),
    ("ln(x e^x)", "ln(x) + x"),
    # roots, absolute values and signs of the domain
    ("sqrt(x^2)", "|x|"),
    ("sqrt(x) |x|", "x sqrt(x)"),
    ("ln(x) sqrt(x^2)", "x ln(x)"),
    ("sqrt(-x) |x|", "-x sqrt(-x)"),
    ("sqrt(x - 1)|x - 1|", "(x - 1)^1.5"),
    ("x^(1/3)", "cbrt(x)"),
    ("x^(5/3)", "x cbrt(x)^2"),
    ("cbrt(-8 x^3)", "-2x"),
    ("cbrt(x y)", "cbrt(x) cbrt(y)"),
    ("|x|/x", "x/|x|"),
    ("y/(2 sqrt(x y))", "sqrt(x y)/(2x)"),
    ("e^(ln(x/y))", "x/y"),
    ("sqrt((x - 1)(x + 2))^2", "x^2 + x - 2"),
    ("max(x, min(x, y))", "x"),
    ("sqrt(x^2 + 2x + 1)", "|x + 1|"),
    ("sqrt(2 + sin(x))^2", "|2 + sin(x)|"),
    ("1/(sqrt(x + 1) - sqrt(x))", "sqrt(x + 1) + sqrt(x)"),
    ("sqrt(x + sqrt(x + 1))^2/sqrt(x + sqrt(1 + x))", "sqrt(sqrt(x + 1) + x)"),
    ("sqrt(5 + 2 sqrt(6))", "sqrt(2) + sqrt(3)"),
    ("x sqrt(7 - 4 sqrt(3)) + y", "2x - sqrt(3) x + y"),
    ("root(4, x)^2", "sqrt(x)"),
    # choices
    ("max(x, y) + min(x, y)", "x + y"),
    ("max(x, y)", "max(y, x)"),
    ("relu(x)", "(x + |x|)/2"),
    ("sign(x)^3", "sign(x)"),
    ("leaky_relu(x) - relu(x)", "min(x, 0)/100"),
    ("piecewise((x, x > 0), (-x, otherwise))", "|x|"),
    ("piecewise((1, 0 < x < 1), (0, otherwise))", "(1 + sign(x))(1 - sign(x - 1))/4"),
    # functions of which little is known
    ("f(x + x) g'(x)", "g'(x) f(2x)"),
    ("erf(-x) + 1", "erfc(x)"),
    ("int(e^(t^2), t, 0, x + x)/2", "0.5 int(e^(t^2), t, 0, 2x)"),
]

NOT_EQUAL = [
    ("1/x", "1/|x|"),
    ("sqrt(x^2)", "x"),
    ("(x^2)^(1/2)", "x"),
    ("(x^2)^(1/4)", "sqrt(x)^2/sqrt(|x|) + x - |x| + 1"),
    ("ln(x^2)", "2 ln(x) + 10^(-30)"),
    ("sin(x)^2", "cos(x)^2 - 1"),
    ("sin(x)^2", "1 + cos(x)^2"),
    ("0.3333333333 x^3", "x^3/3"),
    ("sin(pi x)", "0"),
    ("(-1)^(2n)", "1"),
    ("cos(2 pi n)", "1"),
    ("sqrt(-1 - x^2)", "sqrt(1 + x^2)"),
    ("ln(-e^x)", "x"),
    ("arctan(x) + arctan(1/x)", "pi/2"),
    ("arctan(x) + arctan(y)", "arctan((x + y)/(1 - x y))"),
    ("arctan(tan(x))", "x"),
    ("arctan(x) + 2pi", "arcsin(x/sqrt(1 + x^2))"),
    ("arcsin(sin(x))", "x"),
    ("arccot(x)", "pi/2 - arctan(x)"),
    ("arccos(x)", "arcsin(sqrt(1 - x^2))"),
    ("cbrt(x)", "cbrt(|x|)"),
    ("|x + y|", "|x| + |y|"),
    ("sqrt(x y)", "sqrt(x) sqrt(y) + 10^(-9)"),
    ("sqrt(x y) |x|", "sqrt(x y) x"),
    ("max(x, min(x, y))", "y"),
    ("sqrt(x + y)", "sqrt(x) + sqrt(y)"),
    ("ln(|x|)", "ln(|x| + 10^(-20))"),
    ("sign(x - |x|)^2", "1"),
    ("cbrt(x - |x|)^3/(x - 1)", "cbrt(x)"),
    ("sign(arctan(x) + arctan(1/x) - pi/2)^2", "1"),
    ("sqrt((x + |x|) y) + |y|", "sqrt((x + |x|) y) + y"),
    ("sqrt((x - |x|)^2 y) + |y|", "sqrt((x - |x|)^2 y) + y"),
    ("x^sign(x)", "x"),
    ("x^(|y|/y) |x|", "x^(|y|/y) x"),
    ("piecewise((1/(x - |x|), x < 0), (0, otherwise))", "-1/(2|x|)"),
    ("piecewise((sqrt(x), x > 0), (|x|, otherwise))", "piecewise((sqrt(x), x > 0), (x, otherwise))"),
    ("max(x, 0)", "x"),
    ("f(x)", "f(-x)"),
    ("f'(x)", "f(x)"),
    ("int(e^(t^2), t, 0, x)", "int(e^(t^3), t, 0, x)"),
    ("sqrt(2) + sqrt(3)", "3.14626436994197234232913506571557"),
    ("e^(pi sqrt(163))", "262537412640768744"),
    ("d/dx x^2", "2x"),
]

HOSTILE = [
    ("(x + y + z + 1)^500 - 1", "(x + y + z + 1)^499 - 1"),
    ("9^9^9^9", "9^9^9^8"),
    ("x^(10^50)", "x^(10^49)"),
    ("(a + b + c + d + f + g + h)^9 (a - b)^9", "(a + b + c - d)^18"),
    ("ln(x^1000 - 1) + ln(x^999 - y^40 + 1)", "ln(x^1000 - 2)"),
    ("sin(23x + 25y + 27z + 22a)", "sin(23x + 25y) cos(27z + 22a) + cos(23x + 25y) sin(27z + 22a)"),
    ("(root(5, x + 1) + root(3, x + 2) + root(4, x + 3))^25", "1"),
    ("2^(1/59) + 3^(1/53)", "3^(1/59)"),
    ("sqrt(123456789012345678901234567890123456789012345678901)", "1"),
    ("cos(pi/59) + cos(pi/58)", "cos(pi/57)"),
]


def tree(text: str) -> Node:
    return read(text).tree


@pytest.mark.parametrize(("left", "right"), EQUAL)
def test_equal_expressions_are_proved_equal(left: str, right: str) -> None:
    assert is_certain(tree(left), tree(right))
    assert is_certain(tree(right), tree(left))


@pytest.mark.parametrize(("left", "right"), NOT_EQUAL)
def test_what_is_not_equal_everywhere_is_not_proved(left: str, right: str) -> None:
    assert not is_certain(tree(left), tree(right))
    assert not is_certain(tree(right), tree(left))


def test_the_domain_tells_signs() -> None:
    left, right = tree("|x|"), tree("x")
    assert not is_certain(left, right)
    assert is_certain(left, right, [tree("ln(x)")])
    assert is_certain(left, right, [tree("x^y")])
    assert not is_certain(left, right, [tree("cbrt(x)")])
    assert not is_certain(left, right, [tree("piecewise((sqrt(x), x > 0), (1, otherwise))")])
    assert is_certain(tree("|x - y|"), tree("y - x"), [tree("sqrt(y - x)")])


@pytest.mark.parametrize("domain", ["sqrt(x y)", "ln(x y)"])
def test_signs_for_which_the_domain_has_no_value_do_not_matter(domain: str) -> None:
    assert is_certain(tree("|x| |y|"), tree("x y"), [tree(domain)])
    assert not is_certain(tree("|x| |y|"), tree("x y"))
    assert not is_certain(tree("|x|"), tree("x"), [tree(domain)])


@pytest.mark.parametrize(("left", "right"), HOSTILE)
def test_hostile_input_takes_no_time(left: str, right: str, effort: Effort) -> None:
    assert effort(lambda: is_certain(tree(left), tree(right))) < LIMIT
    assert not is_certain(tree(left), tree(right))


@pytest.mark.parametrize("function", ["sin", "sqrt", "tan", "ln", "abs", "cosh", "arctan", "cbrt", "arsinh"])
def test_deep_nesting_takes_no_time(function: str, effort: Effort) -> None:
    deep = Name("x")
    for _ in range(150):
        deep = Call(function, (Sum((deep, Number(1))),))
    assert effort(lambda: is_certain(deep, Number(5))) < LIMIT
    assert not is_certain(deep, Number(5))


def test_shared_parts_are_read_once() -> None:
    left: Node = Name("x")
    right: Node = Name("x")
    for _ in range(60):
        left, right = Sum((left, left)), Product((Number(2), right))
    assert is_certain(left, right)


ONE, TWO = Number(1), Number(2)
LEAVES = st.sampled_from(
    [Name("x"), Name("x"), Name("y"), Number(0), ONE, TWO, Number(3), Name("pi"), Quotient(ONE, Number(3))]
)
FUNCTIONS = st.sampled_from(
    ["sin", "cos", "tan", "arcsin", "arctan", "arccot", "sinh", "artanh", "ln", "sqrt", "cbrt", "abs", "sign", "relu"]
)
EXPONENTS = st.sampled_from([Number(0), TWO, Number(3), Negation(ONE), Quotient(ONE, TWO), Quotient(TWO, Number(3))])


def larger(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    pairs = st.tuples(parts, parts)
    condition = pairs.map(lambda pair: Comparison(pair, ("<",)))
    return st.one_of(
        st.builds(Sum, pairs),
        st.builds(Product, pairs),
        st.builds(Negation, parts),
        st.builds(Quotient, parts, parts),
        st.builds(Power, parts, EXPONENTS),
        st.builds(Power, parts, parts),
        st.builds(Call, FUNCTIONS, st.tuples(parts)),
        st.builds(Call, st.sampled_from(["max", "min"]), pairs),
        st.builds(Piecewise, pairs, st.tuples(condition)),
    )


EXPRESSIONS = st.recursive(LEAVES, larger, max_leaves=6)

REWRITINGS = [
    lambda u: Call("sqrt", (Power(u, TWO),)),
    lambda u: Power(Call("sqrt", (u,)), TWO),
    lambda u: Power(Name("e"), Call("ln", (u,))),
    lambda u: Call("cbrt", (Power(u, Number(3)),)),
    lambda u: Product((u, Power(Call("sign", (u,)), TWO))),
    lambda u: Product((Call("abs", (u,)), Call("sign", (u,)))),
    lambda u: Call("tan", (Call("arctan", (u,)),)),
    lambda u: Call("arctan", (Call("tan", (u,)),)),
    lambda u: Call("sin", (Call("arcsin", (u,)),)),
    lambda u: Call("arcsin", (Call("sin", (u,)),)),
    lambda u: Call("max", (u, Negation(u))),
    lambda u: Quotient(Power(u, TWO), Call("abs", (u,))),
]
"""Ways of writing an expression, some of them only right for some arguments."""

VALUES = [Fraction(a, b) for a, b in ((1, 7), (-3, 11), (5, 7), (-12, 13), (17, 11), (-23, 7), (52, 5))]


@settings(max_examples=300)
@given(EXPRESSIONS, st.sampled_from(REWRITINGS), st.sampled_from(REWRITINGS), EXPRESSIONS)
def test_what_is_proved_agrees_in_numbers(u: Node, one: object, other: object, around: Node) -> None:
    left, right = Sum((one(u), around)), Sum((other(u), around))  # type: ignore[operator]
    if not is_certain(left, right):
        return
    for x in VALUES:
        for y in VALUES:
            point = {"x": x, "y": y + Fraction(1, 97)}
            here = {name: point[name] for name in names(left) | names(right)}
            values = evaluate_ball(left, here, 200), evaluate_ball(right, here, 200)
            assert None in values or values[0].overlaps(values[1])


def test_numbers_are_known_exactly_when_they_are_equal() -> None:
    """The nested root is within 10^-10 of another number, and not it."""
    near = tree("sqrt(5 + 2 sqrt(6))"), tree("3.1462643699")
    assert not is_certain(*near)
    with flint.ctx.workprec(100):
        assert abs(evaluate_ball(near[0], {}, 100) - evaluate_ball(near[1], {}, 100)) < 1e-10
