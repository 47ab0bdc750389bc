"""Whether a function has real values at all, and where: asked only where the usual sample points find none."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derivtutor.analysis.domain import conditions
from derivtutor.analysis.limits import value_at
from derivtutor.analysis.line import Line, has_value, holding, line
from derivtutor.analysis.samples import letter_values, sample
from derivtutor.derivation import sentences
from derivtutor.derivation.verify import Inside
from derivtutor.notation import linear
from derivtutor.notation.rational import number
from derivtutor.notation.tree import Comparison, Node, Piecewise, Unknown, names, parts

_WITHIN = tuple(Fraction(part, 7) for part in range(1, 7))
_BEYOND = (Fraction(1, 3), Fraction(5, 7), Fraction(23, 7), Fraction(61, 7))
_LOOKED_AT = tuple(Fraction(sign * number, 7) for number in (*range(1, 400, 3), 10**4, 10**7) for sign in (-1, 1))
"""Where values are looked for that no zeros lead to."""

_LARGEST = 10**300
_WHOLE = range(-3, 4)


def inside(function: Node, variable: str) -> Iterator[Inside]:
    """Numbers inside the domain, for several values of the other letters."""
    if any(isinstance(part, Unknown) for part in parts(function)):
        return
    letters = sorted(names(function) - {variable})
    for values in (*letter_values(letters), *_fitting(function, letters)):
        axis = sample((function,), variable, values).line
        points = [float(point) for point in _points(axis) if abs(point) < _LARGEST]
        if points:
            yield [(name, float(value)) for name, value in values.items()], points


def _fitting(function: Node, letters: list[str]) -> Iterator[dict[str, Fraction]]:
    """Values of the letters that meet the conditions on one of them alone: `ln(a - 1000) x` needs a large one."""
    values = {}
    for letter in letters:
        own = [condition for part in parts(function) for condition in conditions(part) if names(condition) == {letter}]
        points = list(_points(line(holding(own), letter)))
        if not points:
            return
        values[letter] = points[0]
    if values:
        yield values


def _points(axis: Line) -> Iterator[Fraction]:
    marks = [place.middle for place in axis.places]
    for index, has_values in enumerate(axis.gaps):
        if not has_values:
            continue
        if 0 < index < len(marks):
            low, high = marks[index - 1 : index + 1]
            yield from (low + (high - low) * share for share in _WITHIN)
        elif not marks:
            yield from (sign * step for step in _BEYOND for sign in (-1, 1))
        else:
            end, sign = (marks[0], -1) if index == 0 else (marks[-1], 1)
            yield from (end + sign * step * max(Fraction(1), abs(end)) for step in _BEYOND)
    if not any(axis.gaps) and not axis.complete:
        yield from (point for point in _LOOKED_AT if has_value(axis.function, axis.variable, point))


def require_values(function: Node, variable: str) -> None:
    """Refuse a function that has no real values, or at single points only.

    Raises:
        UserError: where that is certain.
    """
    for part in _of_one_letter(function, variable):
        if any(isinstance(each, Unknown) for each in parts(part)):
            continue  # what values a function has that only has a name is not known
        letter = next(iter(names(part)), variable)
        axis = line(part, letter)
        if any(True for _ in _points(axis)):
            continue
        says = sentences.NO_VALUES if names(part) else sentences.NO_VALUE
        says = sentences.SINGLE_VALUES if _has_single_values(axis) else says
        raise says(function=linear.unicode(part), letter=letter, reason=_reason(part, letter))


def _has_single_values(axis: Line) -> bool:
    whole = any(value_at(axis.function, {axis.variable: number(point)}) is not None for point in _WHOLE)
    return whole or any(map(axis.has_value_at, axis.places))


def _of_one_letter(function: Node, variable: str) -> Iterator[Node]:
    """The largest parts that contain one letter at most, outside of pieces and integrals."""
    pending = [function]
    while pending:
        part = pending.pop()
        if len(names(part)) <= 1:
            yield part
        elif type(part) is not Piecewise:
            pending.extend(reversed(part.children))


def _reason(function: Node, letter: str) -> str:
    """Which condition cannot be met."""
    for part in parts(function):
        for condition in conditions(part):
            axis = line(holding([condition]), letter)
            if not any(axis.gaps):
                return _impossible(condition, letter, at_points=any(map(axis.has_value_at, axis.places)))
    return sentences.PARTS_APART


def _impossible(condition: Comparison, letter: str, at_points: bool) -> str:
    """Why a condition cannot be met, which may hold at single points."""
    if condition.relations == ("!=",):
        return sentences.DIVIDES_BY_0
    says = sentences.NEEDS_INTERVAL if at_points else sentences.NEEDS_LETTER
    says = says if names(condition) else sentences.NEEDS
    return says.format(condition=linear.unicode(condition), letter=letter)
