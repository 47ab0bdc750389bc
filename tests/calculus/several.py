"""What tests of topics of several variables share: SymPy's own reading of what came out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy

FUNCTIONS = (
    "x^2 y + 3y",
    "sin(x y)",
    "e^(x y) + x",
    "ln(x^2 + y^2)",
    "sqrt(x + y^2)",
    "x/(x + y)",
    "x^y",
    "arctan(y/x)",
    "x^3 - 3x y^2",
    "(x + 2y)^5",
    "x e^(-y^2)",
    "tan(x) cos(y)",
    "sinh(x) - x y",
    "5x - y/7",
)
"""Functions of different kinds, all defined around `POINT`."""

POINT = {"x": sympy.Rational(7, 10), "y": sympy.Rational(6, 5)}
AT = "x=7/10, y=6/5"
X, Y = sympy.symbols("x y")


def same(written: Mapping[str, str], expected: Any, point: Mapping[str, Any] = POINT) -> bool:
    """Whether an expression object has the value of an expression of SymPy at a point."""
    letters = {name: sympy.Symbol(name) for name in point}
    found = sympy.sympify(written["sympy"], locals=letters)
    values = {letters[name]: value for name, value in point.items()}
    return near(float(found.subs(values)), float(sympy.sympify(expected).subs(values)))


def near(found: float, expected: float) -> bool:
    """Whether numbers are equal to about 9 digits."""
    return abs(found - expected) <= 1e-9 * max(1, abs(expected))
