"""Whether what an explanation says to be equal is equal, exactly or in ball arithmetic, at points of the domain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from derivtutor.derivation.account import Limit, Result, Side, Symbol, written
from derivtutor.derivation.differentiator import derivative
from derivtutor.notation import linear
from derivtutor.notation.squares import squares_at
from derivtutor.notation.tree import KEEPING, Derivative, Name, Node, Unknown, fold, names, parts

_PRECISION = 160
_NEAR = Fraction(1, 200)
"""How far apart, relative to their size, sides may be that are said to be about equal."""

_SMALL, _CLOSE = Fraction(1, 2**70), 1e-12
"""A step that counts as going to 0, and how near to the limit a quotient must be then."""

_POINTS = tuple(
    tuple(Fraction(value) for value in row.split())
    for row in (
        "7/10 11/10 1/2 9/7 4/9 13/8 6/11 17/12",
        "13/10 3/5 17/10 5/9 11/6 2/7 19/13 5/4",
        "-2/5 9/10 6/5 -8/11 7/4 -5/3 1/3 -6/7",
        "5/2 -7/3 -9/4 10/3 -12/7 8/5 -3/8 9/5",
        "1/8 1/5 -1/6 1/9 2/11 1/7 -1/10 1/12",
    )
)
"""Values for the letters, in the order of the alphabet: positive, of both signs, small."""


class FalseLineError(Exception):
    """An equation of an explanation is not true. That is a bug of derivtutor, so the line is never shown."""


def check_chain(sides: Sequence[Side], about: Sequence[bool], holding: Sequence[Mapping[str, Any]] = ()) -> None:
    """Check that each side equals the next; `about` says where nearly is enough.

    Args:
        holding: points at which the chain holds, letters with fractions or balls; everywhere where there are none.

    Raises:
        FalseLineError: where it does not.
    """
    for (left, right), is_about in zip(pairwise(sides), about, strict=True):
        for one, other in zip(*_entries(left, right), strict=True):
            if not _are_equal(one, other, is_about, holding):
                sign = "≈" if is_about else "="
                raise FalseLineError(f"{linear.text(one)} {sign} {linear.text(other)}")


def check_limit(quotient: Node, step: str, limit: Node) -> None:
    """Check that an expression comes near to another one where a letter is small.

    Raises:
        FalseLineError: where it does not.
    """
    from derivtutor.notation.ball import evaluate_ball  # brings flint

    letters = sorted(names(quotient) | names(limit) - {step})
    for row in _POINTS:
        point = {**dict(zip(letters, row, strict=False)), step: _SMALL}
        one, other = (evaluate_ball(side, point, 2 * _PRECISION) for side in (quotient, limit))
        if one is not None and other is not None and abs(one - other) > _CLOSE * (1 + abs(other)):
            raise FalseLineError(f"{linear.text(quotient)} -> {linear.text(limit)}")


def _entries(left: Side, right: Side) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """What is to be compared entry by entry; names are names for whatever follows."""
    if isinstance(left, Symbol | Limit) or isinstance(right, Symbol | Limit):
        return (), ()
    shapes = [side.shape if isinstance(side, Result) else () for side in (left, right)]
    if shapes[0] != shapes[1]:
        raise FalseLineError(f"{written(left)} has not the shape of {written(right)}")
    one, other = (side.entries if isinstance(side, Result) else (side,) for side in (left, right))
    return one, other


def _are_equal(left: Node, right: Node, is_about: bool, holding: Sequence[Mapping[str, Any]]) -> bool:
    left, right = _worked_out(left), _worked_out(right)
    if any(isinstance(part, Unknown | Derivative) for side in (left, right) for part in parts(side)):
        return True  # functions that only have a name have no values
    letters = sorted(names(left) | names(right))
    points = holding or [dict(zip(letters, row, strict=False)) for row in _POINTS]
    for point in points:
        if not set(letters) <= point.keys():
            continue
        if not _are_equal_at(point, left, right, is_about):
            return False
    return True


def _are_equal_at(point: Mapping[str, Any], left: Node, right: Node, is_about: bool) -> bool:
    """Whether two sides are equal at a point, or one of them has no value there; fractions and roots need no balls."""
    exact = squares_at({name: value for name, value in point.items() if isinstance(value, Fraction)})
    squares = exact(left), exact(right)
    if None not in squares and not is_about:
        return squares[0] == squares[1]
    from derivtutor.notation.ball import evaluate_ball  # brings flint

    one, other = (evaluate_ball(side, point, _PRECISION) for side in (left, right))
    if one is None or other is None:
        return True
    if is_about:
        return abs(float(one.mid()) - float(other.mid())) <= _NEAR * max(1, abs(float(one.mid())))
    return bool(one.overlaps(other))


def _worked_out(node: Node) -> Node:
    """Derivatives that are only asked for, worked out."""

    def found(part: Derivative, children: list[Node]) -> Node:
        operand = children[0]
        if isinstance(operand, Name) and operand.name != part.variable:
            return Name(f"d{operand.name}/d{part.variable}")  # a letter of its own, such as a rate
        if any(isinstance(each, Unknown) for each in parts(operand)):
            return Derivative(operand, part.variable, part.order)
        return derivative(operand, part.variable, part.order)

    return fold(node, {**KEEPING, Derivative: found})
