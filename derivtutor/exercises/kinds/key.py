"""The right answer to a derivative in the form that is asked for."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from derivtutor.derivation.tidy import tidied
from derivtutor.errors import UserError
from derivtutor.exercises.kinds.question import Key
from derivtutor.grading.asked import Asked
from derivtutor.grading.comparison import Known
from derivtutor.grading.form import Form, remaining
from derivtutor.grading.forms.polynomials import factored
from derivtutor.grading.undefined import UNDEFINED
from derivtutor.notation import linear
from derivtutor.notation.latex import latex
from derivtutor.notation.nearness import are_near
from derivtutor.notation.polynomial import coefficients, polynomial
from derivtutor.notation.rational import number, rational
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Derivative, Node, Sum, Unknown, names, parts

_LARGEST_DENOMINATOR = 100
_SHORT = 12
"""Longer whole numbers are rounded as well."""


def key_of_number(expected: Node) -> Key:
    """A number as short as it is exactly, with its rounded value beside it where it is no plain number."""
    if expected == UNDEFINED:
        return Key(linear.text(expected), r"\text{undefined}")
    shown = shortest(expected)
    value = compile_real(expected, ())(())
    plain = rational(shown)
    is_short = plain is not None and plain.denominator == 1 and len(linear.text(shown)) <= _SHORT
    about = "" if is_short or not is_number(expected) or not math.isfinite(value) else f"{value:.6g}"
    return Key(linear.text(shown), latex(shown), "" if about == linear.text(shown) else about)


def is_number(expected: Node) -> bool:
    """Whether an expression has a value: one with letters has none, nor has `f'(1)`."""
    return not names(expected) and not any(isinstance(node, Unknown) for node in parts(expected))


def shortest(expected: Node) -> Node:
    """A number as short as it is exactly."""
    shown = tidied(expected)
    if rational(shown) is not None:
        return shown
    return _as_fraction(shown) or _by_algebra(shown)


def _as_fraction(expected: Node) -> Node | None:
    """The simple fraction that a number is, such as 3/4 for sinh(ln(2))."""
    value = compile_real(expected, ())(())
    near = Fraction(value).limit_denominator(_LARGEST_DENOMINATOR) if math.isfinite(value) else None
    if near is None or not are_near(value, float(near)):
        return None
    fraction = number(near)
    return fraction if Known(expected, frozenset()).compare(fraction).relation == "equal" else None


def _by_algebra(expected: Node) -> Node:
    """What SymPy makes of a number, such as 2 of sec(pi/4)^2, where that is shorter and the same."""
    from derivtutor.notation.from_sympy import from_sympy
    from derivtutor.notation.to_sympy import to_sympy

    try:
        value = to_sympy(expected).doit()
        if value.is_real is not True:  # SymPy's odd roots of negative numbers are not those of school
            return expected
        simpler = from_sympy(value)
        same = Known(expected, frozenset()).compare(simpler).relation == "equal"
    except (UserError, ArithmeticError, ValueError, TypeError):
        return expected
    return simpler if same and len(linear.text(simpler)) < len(linear.text(expected)) else expected


def key_tree(asked: Asked, form: Form) -> Node:
    """The key, in the form that is asked for where one is known."""
    if asked.point:
        return tidied(asked.expected)
    if form in ("any", "simplified"):
        return asked.expected
    finished = [tree for tree in right_trees(asked) if not remaining(tree, form)]
    return finished[0] if finished else asked.expected


def right_trees(asked: Asked) -> Iterator[Node]:
    """The right answer; polynomials also multiplied out and factored; and the finished lines before it."""
    yield asked.expected
    numbers = coefficients(asked.expected, asked.variable)
    if numbers is not None and any(numbers) and all(value.denominator == 1 for value in numbers):
        expanded = polynomial(numbers, asked.variable)
        yield expanded
        in_factors = factored(expanded) if isinstance(expanded, Sum) else None
        yield from [in_factors] if in_factors is not None else []
    yield from finished_lines(asked)


def finished_lines(asked: Asked) -> Iterator[Node]:
    """The lines of the working that have no derivative in them any more, the last first; none at a point."""
    for line in reversed(asked.derivation.lines_of_order(asked.derivation.order)) if not asked.point else ():
        if any(isinstance(node, Derivative) for node in parts(line.expression)):
            break
        yield line.expression
