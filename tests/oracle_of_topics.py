"""Comparing what topics find with what SymPy finds."""

from __future__ import annotations

from typing import Any

import sympy


def numbers(expression: Any, **letters: sympy.Symbol) -> sympy.Expr:
    """An expression with symbols of the test in the place of those of the same names."""
    return expression.subs({each: letters[each.name] for each in expression.free_symbols if each.name in letters})


def near(one: Any, other: Any, within: float = 1e-9) -> bool:
    """Whether two numbers are equal but for rounding, or both missing or not real."""
    if one is None or other is None:
        return one is None and other is None
    one, other = complex(one), complex(other)
    if one != one or other != other or abs(other.imag) > within:
        return True
    return abs(one - other) <= within * max(1.0, abs(other))
