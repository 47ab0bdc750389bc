"""Expressions said aloud: as a teacher says them, in words alone, and never two alike that are not equal."""

from __future__ import annotations

import math
import operator
import random
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from derivtutor.errors import UserError
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.linear import text
from derivtutor.notation.reader import read
from derivtutor.notation.spoken import ALGEBRA, spoken
from derivtutor.notation.tree import (
    Algebra,
    Call,
    Comparison,
    Derivative,
    Integral,
    Name,
    Negation,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    Unknown,
    fold,
    parts,
)

SAID = [
    ("sin(e^(2x))", "the sine of e to the two x"),
    ("2e^(2x) cos(e^(2x))", "two e to the two x times the cosine of e to the two x"),
    ("x^2 + 3x - 1", "x squared plus three x minus one"),
    ("-x^2", "minus x squared"),
    ("(x+1)^2", "open bracket x plus one close bracket squared"),
    ("(2x)^2", "open bracket two x close bracket squared"),
    ("2x^2", "two x squared"),
    ("x*x", "x times x"),
    ("2*3", "two times three"),
    ("x - (y - 1)", "x minus open bracket y minus one close bracket"),
    ("(x^2+1)/(x-3)", "the fraction with numerator x squared plus one and denominator x minus three, end fraction"),
    ("sin(x)/x", "the fraction with numerator the sine of x and denominator x, end fraction"),
    ("sin(x/x)", "the sine of x over x"),
    ("x/2", "x over two"),
    ("-2/3", "minus two thirds"),
    ("17/23", "seventeen over twenty three"),
    ("sqrt(x)", "the square root of x"),
    ("sqrt(x+1)", "the square root of x plus one, end root"),
    ("sqrt(x) + 1", "the square root of x plus one"),
    ("root(4, x)", "the fourth root of x"),
    ("sin(x)^2", "the sine squared of x"),
    ("sin(x^2)", "the sine of x squared"),
    ("sin(x)^5", "the fifth power of the sine of x"),
    ("e^(x^2)", "e to the power x squared, end power"),
    ("(e^x)^2", "open bracket e to the x close bracket squared"),
    ("x^(3/2)", "x to the three halves"),
    ("x^-1", "x to the minus one"),
    ("x^25", "x to the twenty five"),
    ("x^(n-1)", "x to the power n minus one, end power"),
    ("log_10(x)", "the log base ten of x"),
    ("|x + 1|", "the absolute value of x plus one, end absolute value"),
    ("f''(x)", "f double prime of x"),
    ("f(x, y)", "f of x comma y"),
    ("theta w_1 yhat", "theta w sub one y hat"),
    ("X x", "capital X x"),
    ("0.54x", "zero point five four x"),
    ("1e-9", "one times ten to the minus nine"),
    ("int(t^2, t, 0, x)", "the integral from zero to x of t squared, d t, end integral"),
    ("piecewise((x, x<0),(1,x>=0))", "in two cases: x, if x is less than zero; one, if x is at least zero; end cases"),
    ("max(x, 2y)", "the maximum of x comma two y"),
    ("dy/dx", "d y by d x"),
    ("d/dx (x + 1)", "d by d x of open bracket x plus one close bracket"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "said"), SAID, ids=[typed for typed, _ in SAID])
def test_as_a_teacher_says_it(typed: str, said: str) -> None:
    assert spoken(read(typed).tree) == said


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_has_a_name(function: str) -> None:
    arguments = tuple(Name(letter) for letter in "xyz"[: FUNCTIONS[function].arity or 2])
    said = spoken(Call(function, arguments))
    assert re.fullmatch(r"the [a-z ]+ of [a-z ]+", said) or function == "log"


_LEAVES = (
    "x", "y", "X", "t", "e", "2", "3", "20", "25", "101", "0.5", "2.50", "1e-9", "1e9", "1/2", "17/23", "2x", "w_1",
    "w_12", "x12", "yhat", "dy/dx", "f(x)",
)  # fmt: skip
_SHAPES = (
    "({0}) + ({1})", "({0}) - ({1})", "({0})*({1})", "({0})*({1})*({2})", "({0})/({1})", "({0})^({1})", "({0})^2",
    "({0})^3", "({0})^(-{1})", "sin({0})", "sin^2({0})", "sin({0})^5", "sqrt({0})", "cbrt({0})", "root({0}, {1})",
    "ln({0})",
    "log_({0})({1})", "-({0})", "|{0}|", "e^({0})", "max({0}, {1})", "min({0}, {1}, {2})", "leaky_relu({0}, {1})",
    "f({0})",
    "f'({0})", "f''({0})^2", "g({0}, {1})", "d/dx ({0})", "d/dy ({0})", "d^2/dx^2 ({0})", "int({0}, t, {1}, {2})",
    "int({0}, x, {1}, {2})", "piecewise(({0}, x<{1}), ({2}, x>=1))", "piecewise(({0}, x<1), ({1}, y>2), ({2}, x>=3))",
)  # fmt: skip


def _random(chance: random.Random, depth: int) -> str:
    if depth == 0 or chance.random() < 0.2:
        return chance.choice(_LEAVES)
    return chance.choice(_SHAPES).format(*[_random(chance, depth - 1) for _ in range(3)])


def _readable(chance: random.Random, count: int) -> Iterator[Node]:
    while count:
        try:
            tree = read(_random(chance, chance.randint(1, 3))).tree
        except UserError:  # such as a derivative by x in the exponent of a power
            continue
        count -= 1
        yield tree


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1e-9 x", "1*10^(-9x)"),
        ("1e9 x y", "1*10^(9x y)"),
        ("sin(1e9) x", "sin(1e9 x)"),
        ("sin(x+y)^n", "sin((x+y)^n)"),
        ("x^1e9", "x^1*10^9"),
    ],
)
def test_what_is_not_equal_sounds_otherwise(one: str, other: str) -> None:
    assert spoken(read(one).tree) != spoken(read(other).tree)


def test_what_sounds_alike_is_equal() -> None:
    heard: dict[str, Node] = {}
    kinds: set[type[Node]] = set()
    for tree in _readable(random.Random(0), 3000):
        said = spoken(tree)
        assert re.fullmatch(r"[A-Za-z0-9 ,;:]+", said), said
        before = heard.setdefault(said, tree)
        kinds |= {type(part) for part in parts(tree)}
        if before != tree:
            worths = [fold(each, WORTHS) for each in (before, tree)]
            assert worths[0] == pytest.approx(worths[1], rel=1e-9, nan_ok=True), (said, text(before), text(tree))
    assert len(heard) > 1800
    assert kinds == set(ALGEBRA)


# What an expression is worth, if a function, a derivative, an integral or a case is some number that its parts decide.


def _drawn(*decided: object) -> complex:
    return complex(random.Random(repr(decided)).uniform(0.3, 2.0))


_OWN = ("function", "name", "orders", "relations", "variable", "order", "is_partial")


def _some_number(kind: str) -> Callable[[Any, Sequence[complex]], complex]:
    def worth(node: Any, values: Sequence[complex]) -> complex:
        own = [getattr(node, field) for field in _OWN if hasattr(node, field)]
        return _drawn(kind, own, len(values), [f"{value:.7e}" for value in values])

    return worth


def _safely(operation: Callable[..., complex]) -> Callable[..., complex]:
    def worth(*operands: complex) -> complex:
        try:
            return operation(*operands)
        except (ZeroDivisionError, OverflowError):
            return complex(math.nan)

    return worth


_divided, _raised = _safely(operator.truediv), _safely(operator.pow)
WORTHS: Algebra[complex] = {
    Number: lambda node, _: complex(node.value),
    Name: lambda node, _: complex(math.e) if node.name == "e" else _drawn(node.name),
    Sum: lambda _, values: sum(values),
    Negation: lambda _, values: -values[0],
    Product: lambda _, values: math.prod(values),
    Quotient: lambda _, values: _divided(*values),
    Power: lambda _, values: _raised(*values),
    Call: _some_number("call"),
    Unknown: _some_number("unknown"),
    Comparison: _some_number("comparison"),
    Piecewise: _some_number("piecewise"),
    Integral: _some_number("integral"),
    Derivative: _some_number("derivative"),
}
