"""How workings from the definition at one point begin: with `f'(2) =`, with another name for it, or with the limit.

What begins otherwise is read as if `f'(2) =` stood there, so that it is judged as what it is: the slope at that point.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, takewhile

from derivtutor.grading.comparison import Known
from derivtutor.grading.workings.limits import is_limit
from derivtutor.grading.workings.reading.statement import Part, Statement, WrittenLine
from derivtutor.grading.workings.statements import USUAL_LABELS
from derivtutor.notation.tree import (
    CONSTANTS,
    Name,
    Negation,
    Node,
    Number,
    Product,
    Quotient,
    Sum,
    Unknown,
    names,
    parts,
    substitute,
)

_FUNCTION = "f"
"""What the function is called where the working has no name for it."""


def with_point_named(lines: Sequence[WrittenLine], function: Node, variable: str) -> tuple[WrittenLine, ...]:
    """The lines, with `f'(2)` before a difference quotient at that point, and instead of another name of its limit."""
    first = next((each for each in _statements(lines) if any(map(_has_limit, each.parts))), None)
    if first is None or _FUNCTION in names(function):
        return tuple(lines)
    if first.continues and first is not next(_statements(lines)):
        return tuple(lines)
    place = next(place for place, part in enumerate(first.parts) if _has_limit(part))
    if place > 1 or not is_limit(first.parts[place].tree):
        return tuple(lines)
    name = first.first if place else None
    if name is not None and not _is_other_name(name, function, variable):
        return tuple(lines)
    before = takewhile(lambda each: each is not first, _statements(lines))
    beside = [part.tree for each in before for part in each.parts]
    point = _point(first.parts[place].tree, beside, function, variable)
    if point is None:
        return tuple(lines)
    slope = Unknown(_FUNCTION, (point,), (1,))
    return tuple([_named(line, first, name, slope) for line in lines])


def has_limit(lines: Sequence[WrittenLine]) -> bool:
    """Whether a limit is taken anywhere on a page."""
    return any(_has_limit(part) for statement in _statements(lines) for part in statement.parts)


def _statements(lines: Sequence[WrittenLine]) -> Iterator[Statement]:
    return chain.from_iterable(line.statements for line in lines)


def _has_limit(part: Part) -> bool:
    return any(map(is_limit, parts(part.tree)))


def _is_other_name(name: Node, function: Node, variable: str) -> bool:
    """Whether this is a name such as the m of `m = lim …`, or `v(3)`, and nothing that has a meaning already."""
    letter = name.factors[0] if isinstance(name, Product) and len(name.factors) == 2 else name
    known = names(function) | {variable} | USUAL_LABELS
    return isinstance(letter, Name) and "'" not in letter.name and not known & names(name)


def _named(line: WrittenLine, first: Statement, name: Node | None, slope: Node) -> WrittenLine:
    return replace(line, statements=tuple([_statement(each, first, name, slope) for each in line.statements]))


def _statement(statement: Statement, first: Statement, name: Node | None, slope: Node) -> Statement:
    head = replace(statement.parts[0], tree=slope)
    if name is None:
        is_first = statement is first
        return replace(statement, parts=(head, *statement.parts), continues=False) if is_first else statement
    is_named = len(statement.parts) > 1 and not statement.continues and statement.first == name
    return replace(statement, parts=(head, *statement.parts[1:])) if is_named else statement


def _point(taken: Node, before: Sequence[Node], function: Node, variable: str) -> Node | None:
    """The point at which a limit is that of a difference quotient; None where it is none, or at every point.

    The quotient may also stand `before`: `((2+h)^2 - 4)/h = 4 + h`.
    """
    operand, letter, target = taken.children
    if not isinstance(letter, Name):
        return None
    if letter.name == variable:
        return target if isinstance(operand, Quotient) and variable not in names(target) else None
    if target != Number(0) or letter.name in names(function):
        return None
    quotient = next((each for each in (*before, operand) if _is_quotient(each, letter)), None)
    if quotient is None:
        return None
    points = [point for node in parts(quotient) if (point := _beside(node, letter)) is not None]
    if any(variable in names(point) for point in points):
        return None
    return points[0] if points else _zero(quotient, letter, function, variable)


def _is_quotient(tree: Node, letter: Name) -> bool:
    return any(isinstance(node, Quotient) and letter.name in names(node.bottom) for node in parts(tree))


def _beside(node: Node, letter: Name) -> Node | None:
    """The 2 of `2 + h`."""
    if not isinstance(node, Sum) or len(node.terms) != 2 or letter not in node.terms:
        return None
    return node.terms[1] if node.terms[0] == letter else node.terms[0]


def _zero(operand: Node, letter: Name, function: Node, variable: str) -> Node | None:
    """Zero, where `(f(h) - f(0))/h` is meant."""
    there, here = (substitute(function, {variable: value}) for value in (letter, Number(0)))
    quotient = Quotient(Sum((there, Negation(here))), letter)
    letters = (names(quotient) | names(operand)) - CONSTANTS
    if any(isinstance(node, Unknown) for node in parts(operand)) or variable in letters:
        return None
    return Number(0) if Known(quotient, frozenset(letters)).compare(operand).relation == "equal" else None
