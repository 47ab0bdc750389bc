"""A derivative checked by numbers: differences, the complex step, the Taylor test, forward and reverse mode."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from derivtutor.calculus import sentences
from derivtutor.calculus.explanation import Explanation, Words, worded
from derivtutor.calculus.reading import read_function, read_point, read_variables, with_formula
from derivtutor.calculus.values import value_of
from derivtutor.calculus.verifying.differences import STEPS
from derivtutor.calculus.verifying.model import Check, Verification
from derivtutor.calculus.verifying.telling import told
from derivtutor.calculus.where_valid import notes_of
from derivtutor.derivation.account import Result, Task
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.explain import explain
from derivtutor.derivation.numbers import AtPoint
from derivtutor.notation import linear
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Comparison, Name, Node, names, substitute


def verify(function: Any, at: Any, wrt: str | Sequence[str] | None = None, log: Base = "e") -> Explanation:
    """Check a derivative at a point in every way there is.

    Args:
        function: text in any notation, an `Expression` or a SymPy expression.
        at: the point, such as `"x=0.3"`, with values for all letters.
        wrt: the variables to differentiate by, each for itself; all letters when left out. With one, the values of the
            document are numbers, with several they are lists.
        log: the base of logarithms that are written without one: e, 10 or 2.

    >>> verify("sin(e^(2x))", "x=0.3").document["orders"]
    {'forward': 1, 'central': 2}

    Raises:
        UserError: where something cannot be read, or the function has no value at the point.
    """
    expression = with_formula(read_function(function, log))
    letters = names(expression.tree)
    if not letters:
        raise sentences.NO_LETTERS()
    variables = read_variables(wrt, letters)
    point = read_point(at, tuple(dict.fromkeys((*variables, *sorted(letters)))), letters)
    doubles = {letter: value_of(value) for letter, value in point.items()}
    checks = []
    for variable in variables:
        derivation = explain(expression, wrt=variable)
        checks.append(Check(derivation, _there(derivation, point), doubles))
    found = Verification(expression, point, tuple(checks))
    slopes = tuple([check.at.steepness.node or check.derivation.answer for check in checks])
    return Explanation(
        "verify",
        worded("Check of the derivative of {function} at {place}", function=expression.tree, place=_place(found)),
        Task((expression,), variables, point),
        tuple(told(found)),
        Result(slopes, (len(slopes),) if len(slopes) > 1 else ()),
        _document(found),
        notes_of([check.derivation for check in checks]),
    )


def _there(derivation: Derivation, point: Mapping[str, Node]) -> AtPoint:
    """The numbers at a point, where doubles can hold them."""
    at = derivation.there(point)
    inside = linear.unicode(substitute(derivation.function.tree, dict(point)))
    if at is None or (not at.height.is_defined and not at.height.is_beyond):
        raise sentences.UNDEFINED_THERE(expression=inside)
    if any(each.is_beyond or (each.is_defined and math.isnan(each.value)) for each in (at.height, at.steepness)):
        raise sentences.TOO_LARGE_THERE(expression=inside)
    return at


def _place(found: Verification) -> Words:
    """The point in the title."""
    equations = [Comparison((Name(letter), value), ("=",)) for letter, value in found.point.items()]
    return tuple([piece for place, each in enumerate(equations) for piece in (", ", each)[not place :]])


def _document(found: Verification) -> dict[str, Any]:
    checks, smooth = found.checks, found.is_smooth
    document: dict[str, Any] = {
        "expression": found.expression.tree,
        "wrt": list(found.variables),
        "at": dict(found.point),
        "value": _each([check.slope for check in checks]),
        "orders": _both(checks, "order"),
        "measured_orders": _both(checks, "measured"),
        "best_h": _both(checks, "best"),
        "complex_step_error": _each([check.complex_error for check in checks]),
        "differences": _each([_differences(check) for check in checks]),
        "taylor": dict(zip(("without", "right", "wrong"), found.taylor.orders, strict=True)) if smooth else None,
        "ways": {
            name: {"value": _each(list(way.gradient)), "error": found.error(way), "operations": way.operations}
            for name, way in found.ways.items()
        },
    }
    if any(check.sides for check in checks):
        document["sides"] = _each([check.sides for check in checks])
    return document


def _each(values: list[Any]) -> Any:
    """A value for each variable; of one variable, that."""
    return values if len(values) > 1 else values[0]


def _both(checks: Sequence[Check], fact: str) -> dict[str, Any]:
    """A fact about forward and central differences."""
    kinds = ("forward", "central")
    return {kind: _each([getattr(getattr(check, kind), fact) for check in checks]) for kind in kinds}


def _differences(check: Check) -> list[dict[str, float]]:
    columns = (STEPS, check.differences.forward, check.differences.backward, check.differences.central)
    return [dict(zip(("h", "forward", "backward", "central"), row, strict=True)) for row in zip(*columns, strict=True)]
