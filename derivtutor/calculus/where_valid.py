"""What is said of several derivatives of one function, each condition once."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.validity import valid_for
from derivtutor.notation.ball import evaluate_ball
from derivtutor.notation.tree import Comparison, Negation, Node, Quotient, Sum, names

if TYPE_CHECKING:
    from derivtutor.derivation.region import Clause, Condition

_PRECISION = 128
_PLACES = (Fraction(13, 7), Fraction(29, 11), Fraction(-17, 5), Fraction(5, 23))
_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "!=": "!="}


def notes_of(parts: Iterable[Derivation], before: Iterable[str] = ()) -> tuple[str, ...]:
    """What is to be said of derivations, and `before` that, each once; `y > -x/2` says no more than `x > -2y`."""
    said = list(before)
    conditions: list[Condition] = []
    for part in parts:
        valid = part.validity.valid
        is_known = valid is not None and any(_covers(condition, valid) for condition in conditions)
        said += [note for note in part.notes if not (is_known and valid and note == valid_for(valid))]
        if valid is not None:
            conditions.append(valid)
    return tuple(dict.fromkeys(said))


def _covers(condition: Condition, other: Condition) -> bool:
    """Whether all clauses of another condition are among the clauses of this one."""
    return all(any(_is_same_clause(clause, own) for own in condition.clauses) for clause in other.clauses)


def _is_same_clause(one: Clause, other: Clause) -> bool:
    return len(one) == len(other) and all(any(_is_same(each, own) for own in other) for each in one)


def _is_same(one: Comparison, other: Comparison) -> bool:
    """Whether two comparisons are the same when all is brought to one side, but for a constant factor."""
    if len(one.relations) > 1 or len(other.relations) > 1 or names(one) != names(other):
        return False
    ratio = Quotient(_difference(one), _difference(other))
    letters = sorted(names(one))
    points = [{letter: place * (n + 1) + n for n, letter in enumerate(letters)} for place in _PLACES]
    balls = [evaluate_ball(ratio, point, _PRECISION) for point in points]
    first, *others = balls
    if first is None or any(ball is None or not ball.overlaps(first) for ball in others):
        return False
    relation = other.relations[0]
    return one.relations[0] == (relation if first > 0 else _TURNED.get(relation, relation))


def _difference(comparison: Comparison) -> Node:
    left, right = comparison.operands
    return Sum((left, Negation(right)))
