"""To SymPy and back: nothing is worked out on the way, and the value stays."""

from __future__ import annotations

import math

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Derivative, Float, Function, Integral, Piecewise, Rational, Subs, exp, log, sqrt

from derivtutor.errors import UserError
from derivtutor.notation.from_sympy import from_sympy
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.linear import text
from derivtutor.notation.reader import read
from derivtutor.notation.real import compile_real
from derivtutor.notation.to_sympy import to_sympy
from derivtutor.notation.tree import Call, Name, Node, Number, Power, Product, Quotient, Sum, names

x, y = sympy.symbols("x y")
f = Function("f")

UNEVALUATED = [
    ("x*x", "Mul(Symbol('x'), Symbol('x'))"),
    ("x/x", "Mul(Pow(Symbol('x'), Integer(-1)), Symbol('x'))"),  # the order of srepr, not of the tree
    ("3 - x", "Add(Integer(3), Mul(Integer(-1), Symbol('x')))"),
    ("2(x+3)", "Mul(Integer(2), Add(Symbol('x'), Integer(3)))"),
    ("0.5x", "Mul(Rational(1, 2), Symbol('x'))"),
    ("x^(1/3)", "Pow(Symbol('x'), Rational(1, 3))"),
    ("2/4", "Mul(Integer(2), Pow(Integer(4), Integer(-1)))"),
    ("e^(2x)", "exp(Mul(Integer(2), Symbol('x')))"),
    ("e + pi", "Add(E, pi)"),
    ("|-x|", "Abs(Mul(Integer(-1), Symbol('x')))"),
    ("sqrt(4)", "Pow(Integer(4), Rational(1, 2))"),
    ("ln(1)", "log(Integer(1))"),
    ("9^9^9^9", "Pow(Integer(9), Pow(Integer(9), Pow(Integer(9), Integer(9))))"),
    ("x - (y - x)", None),
]


@pytest.mark.parametrize(("typed", "tree"), UNEVALUATED)
def test_nothing_is_evaluated(typed: str, tree: str | None) -> None:
    expression = to_sympy(read(typed).tree)
    if tree:
        assert sympy.srepr(expression) == tree
    assert from_sympy(expression) == read(typed.replace("0.5x", "x/2")).tree


MEANINGS = [
    ("f(x)", f(x)),
    ("f''(x)", Derivative(f(x), (x, 2))),
    ("f'(2x)", Subs(Derivative(f(sympy.Symbol("xi_1")), sympy.Symbol("xi_1")), sympy.Symbol("xi_1"), 2 * x)),
    ("d/dx (x^2)", Derivative(x**2, x)),
    ("dy/dx", Derivative(Function("y")(x), x)),
    ("int(sin t, t, 0, x^2)", Integral(sympy.sin(sympy.Symbol("t")), (sympy.Symbol("t"), 0, x**2))),
    ("piecewise((x^2, x < 0), (x, True))", Piecewise((x**2, x < 0), (x, True))),
    ("piecewise((x^2, 0 <= x < 1))", Piecewise((x**2, sympy.And(x >= 0, x < 1)))),
    ("log_2(x)", log(x) / log(2)),
    ("root(3, x)", x ** Rational(1, 3)),
]


@pytest.mark.parametrize(("typed", "expression"), MEANINGS)
def test_meaning(typed: str, expression: sympy.Basic) -> None:
    found = to_sympy(read(typed).tree)
    assert found == expression or found.doit() == expression.doit()


TEXTBOOK = [
    (3 - x, "3 - x"),
    (-x / 2, "-x/2"),
    (2 * x / 3, "2x/3"),
    (x**2 - 3 * x + 1, "x^2 - 3x + 1"),
    (-y * (x + 1), "-y(x + 1)"),
    (exp(-x) / x, "e^(-x)/x"),
    (1 / (x * y), "1/(x y)"),
    (x**-2, "1/x^2"),
    (1 / sqrt(x), "1/sqrt(x)"),
    (x ** Rational(2, 3), "x^(2/3)"),
    (Float("0.1") * x, "0.1x"),
    (Float("2.0"), "2"),
    (Rational(-3, 4), "-3/4"),
    (f(2 * x).diff(x), "2f'(2x)"),
    (sympy.E * sympy.pi, "e pi"),
    (sympy.Max(1, x), "max(1, x)"),
    (sympy.sin(x) ** 2, "sin^2(x)"),
    (Integral(x, (x, 0, 1)), "int(x, x, 0, 1)"),
    (Piecewise((x, x < 1), (2, True)), "piecewise((x, x < 1), (2, True))"),
    (Derivative(x**2, x), "d/dx (x^2)"),
]


@pytest.mark.parametrize(("expression", "written"), TEXTBOOK)
def test_a_sympy_expression_is_written_as_in_a_textbook(expression: sympy.Basic, written: str) -> None:
    assert from_sympy(expression) == read(written).tree


UNSUPPORTED = [
    (sympy.besselj(0, x), "besselj"),
    (sympy.I * x, "ImaginaryUnit"),
    (sympy.zoo, "ComplexInfinity"),
    (sympy.oo, "Infinity"),
    (Float("inf"), "Infinity"),
    (sympy.Matrix([1]), "Matrix"),
    (Integral(x, x), r"no limits\. Give a lower and an upper limit\."),
    (sympy.Or(x < 0, y < 0), "Or"),
    (sympy.Symbol("e"), r"named e .*\. Give the symbol another name\."),
    (sympy.Sum(x, (x, 1, 3)), "Sum"),
    (Subs(x, x, y), "Subs"),
]


@pytest.mark.parametrize(("expression", "named"), UNSUPPORTED)
def test_what_there_is_no_notation_for_is_named(expression: sympy.Basic, named: str) -> None:
    with pytest.raises(UserError, match=named):
        from_sympy(expression)


def test_what_there_is_a_notation_for_is_told() -> None:
    with pytest.raises(UserError) as caught:
        from_sympy(sympy.besselj(0, x))
    told = "Use numbers, symbols, elementary functions, piecewise functions and integrals with limits."
    assert caught.value.hint == told


def same_value(one: Node, other: Node) -> bool:
    letters = sorted(names(one) | names(other))
    values = [0.31, 0.77, 0.53][: len(letters)]
    a, b = compile_real(one, letters)(values), compile_real(other, letters)(values)
    return (math.isnan(a) and math.isnan(b)) or math.isclose(a, b, rel_tol=1e-11, abs_tol=1e-13)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_goes_to_sympy_and_back(name: str) -> None:
    node = Call(name, tuple(map(Name, "xyz"[: FUNCTIONS[name].arity or 3])))
    expression = to_sympy(node)
    assert same_value(from_sympy(expression), node)
    template = FUNCTIONS[name].sympy.format(*"xyz", all="x, y, z")
    numbers = dict(zip(sympy.symbols("x y z"), (Rational(3, 10), Rational(7, 10), Rational(1, 2)), strict=True))
    stated = sympy.sympify(template).subs(numbers).evalf(20)  # a row of our own table, which no user types
    assert abs(expression.subs(numbers).evalf(20) - stated) < 1e-15


LEAVES = st.one_of(st.sampled_from([Name("x"), Name("y"), Name("e"), Name("pi")]), st.integers(0, 9).map(Number))


def _larger(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    two = st.tuples(parts, parts)
    return st.one_of(
        two.map(Sum),
        two.map(Product),
        two.map(lambda pair: Quotient(*pair)),
        st.tuples(parts, st.integers(0, 3).map(Number)).map(lambda pair: Power(*pair)),
        st.tuples(st.sampled_from(["sin", "ln", "abs", "swish", "arctan", "sqrt"]), parts).map(
            lambda pair: Call(pair[0], (pair[1],))
        ),
    )


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.recursive(LEAVES, _larger, max_leaves=8))
def test_the_value_stays(node: Node) -> None:
    assert same_value(from_sympy(to_sympy(node)), node), text(node)
