"""What is written for SymPy and for Maxima, read as they read it: by SymPy itself, and by Maxima's own syntax."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import cycle, product
from typing import Any

import pytest
import sympy
from maxima_reader import NotMaximaError, evaluated
from mpmath import mp
from test_numbers import ORACLE

from derivtutor.notation import maxima
from derivtutor.notation.functions import FUNCTIONS, Function
from derivtutor.notation.maxima import maxima_text
from derivtutor.notation.reader import read
from derivtutor.notation.sympy_syntax import sympy_text
from derivtutor.notation.tree import Call, Comparison, Name, Negation, Node, Number, Piecewise, Power, Quotient, Sum

one, two = Number(1), Number(2)


def plus_one(node: Node) -> Node:
    return Sum((node, one))


def in_pieces(node: Node) -> Node:
    return Piecewise((plus_one(node), two), (Comparison((node, Number(50)), ("<",)),))


ARGUMENTS: list[tuple[Callable[[Node], Node], Callable[[Any], Any]]] = [
    (plus_one, lambda u: u - 1),
    (Negation, lambda u: -u),
    (lambda x: Quotient(x, two), lambda u: 2 * u),
    (in_pieces, lambda u: u - 1),
    (lambda x: Call("leaky_relu", (x,)), lambda u: u if u > 0 else 100 * u),
]
"""Arguments in `x`, and the `x` at which each is `u`."""

AROUND: list[tuple[Callable[[Node], Node], Callable[[Any, Any], Any]]] = [
    (lambda call: Quotient(call, plus_one(Name("x"))), lambda value, x: value / (x + 1)),
    (lambda call: Sum((one, Negation(Power(call, two)))), lambda value, x: 1 - value**2),
    (lambda call: Quotient(two, call), lambda value, x: 2 / value),
    (lambda call: Power(two, Negation(call)), lambda value, x: 2**-value),
]

Evaluate = Callable[[Node, dict[str, Any]], Any]


def by_sympy(node: Node, point: dict[str, Any]) -> Any:
    found = sympy.sympify(sympy_text(node))  # our own text, which no user types
    return mp.mpf(found.subs({letter: sympy.Float(value, 30) for letter, value in point.items()}).evalf(20))


def by_maxima(node: Node, point: dict[str, Any]) -> Any:
    text = maxima_text(node)
    assert text.isascii()
    return evaluated(text, point)


def points(name: str) -> list[tuple[Any, ...]]:
    """Arguments of a function; of any number, if it takes any; none of which there is only a real root."""
    given = [point if isinstance(point, tuple) else (point,) for point in ORACLE[name][1]]
    if FUNCTIONS[name].arity is None:
        given = [(*point, sum(point, Fraction(0))) for point in given]
    return [
        tuple(mp.mpf(u.numerator) / u.denominator for u in point) for point in given if name != "cbrt" or point[0] > 0
    ]


def wrong(name: str, function: Callable[..., Any], given: list[tuple[Any, ...]], evaluate: Evaluate) -> list[str]:
    """Where the text is not worth what it stands for, with arguments and surroundings that need brackets."""
    found = []
    pairs = [*product(ARGUMENTS, AROUND[:1]), *product(ARGUMENTS[:1], AROUND[1:])]
    for ((argument, inverse), (around, worked_out)), us in zip(pairs, cycle(given), strict=False):
        letters = dict(zip("xyz", map(inverse, us), strict=False))
        node = around(Call(name, tuple(argument(Name(letter)) for letter in letters)))
        if not mp.almosteq(evaluate(node, letters), worked_out(function(*us), letters["x"]), 1e-13, 1e-13):
            found.append(maxima_text(node))
    return found


@pytest.mark.parametrize("evaluate", [by_sympy, by_maxima])
@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_written_with_the_brackets_it_needs(name: str, evaluate: Evaluate) -> None:
    assert wrong(name, ORACLE[name][0], points(name), evaluate) == []


def test_a_template_without_brackets_and_an_unknown_name_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    given = [(mp.mpf(3),)]
    monkeypatch.setitem(FUNCTIONS, "halved", Function("halved", sympy="{0}/2"))
    assert wrong("halved", lambda u: u / 2, given, by_sympy)
    with pytest.raises(NotMaximaError, match="halved"):
        wrong("halved", lambda u: u / 2, given, by_maxima)
    monkeypatch.setitem(maxima._WRITTEN_OUT, "halved", "{0}/2")
    assert wrong("halved", lambda u: u / 2, given, by_maxima)


X, Y = Fraction(3, 2), Fraction(5, 2)
MEANINGS = [
    ("-x^2 - (y - x)", -(X**2) - (Y - X)),
    ("(-x)^2/(2y)/x", X / (2 * Y)),
    ("x^-2 + (x^2)^3 + 2^x^2", 4 / 9 + 1.5**6 + 2**2.25),
    ("1.5^x + 2/2.5", 1.5**1.5 + 0.8),
    ("e^(x - y) pi", mp.e**-1 * mp.pi),
    ("2 |leaky_relu(x)| - leaky_relu(-y)", 3.025),
    ("leaky_relu(leaky_relu(-x)) + 1", 1 - 0.00015),
    ("piecewise((1, x < 0), (x, 1 <= x < 2), (y, True))", X),
    ("piecewise((piecewise((1, y < 0), (2, True)), x < y), (5, True))", 2),
    ("piecewise((1, piecewise((x, x < 0), (y, True)) > 2), (5, True))", 1),
    ("y - piecewise((x, x != 1), (0, True))^2", Y - X**2),
    ("x f(x) - g(2x, y)", X**4 - 2 * X * Y**2),
    ("f'(x)", 3 * X**2),
    ("f''(2x) + 1", 12 * X + 1),
    ("f'(y x)^2", (3 * (X * Y) ** 2) ** 2),
    ("int(2t x, t, x, y)", X * (Y**2 - X**2)),
    ("d/dx (x^3 y)", 3 * X**2 * Y),
]


@pytest.mark.parametrize(("typed", "worth"), MEANINGS)
def test_both_read_what_was_meant(typed: str, worth: Any) -> None:
    tree, point = read(typed).tree, {"x": mp.mpf(1.5), "y": mp.mpf(2.5)}
    functions = {"f": lambda u: u**3, "g": lambda u, v: u * v**2}
    assert float(evaluated(maxima_text(tree), {**point, **functions})) == pytest.approx(float(worth))
    found = sympy.sympify(sympy_text(tree), locals=functions).doit()
    assert float(found.subs({"x": 1.5, "y": 2.5})) == pytest.approx(float(worth))
