"""A matrix expression as numbers, at matrices of numbers: the right one, and those that slips lead to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from derivtutor.calculus.explanation import Explanation as Found
from derivtutor.calculus.matrices.values import as_matrix
from derivtutor.derivation.account import Result
from derivtutor.grading.matrices.comparing import PRECISION
from derivtutor.grading.matrices.slips import Slip, Wanted
from derivtutor.network.matrices.balls import Balls, Evaluation
from derivtutor.network.matrices.evaluate import Place, UndefinedError
from derivtutor.network.matrices.expression import Expression
from derivtutor.notation.rational import number
from derivtutor.notation.tree import Node


def wrong_numbers(slip: Slip, found: Found, order: int) -> Iterator[Result]:
    """The numbers that a slip leads to."""
    formula: Any = found.result
    if "at" not in found.document or not formula.entries:
        return
    rows, columns = formula.expression.shape
    squares = [name for name, each in formula.problem.letters.items() if each.shape[0] == each.shape[1] != 1]
    is_square = rows == columns != 1
    wanted = Wanted(formula.problem, formula.expression, formula.free, order, is_square, frozenset(squares))
    place = place_of(found.document["at"])
    for wrong in slip.wrong(wanted):
        try:
            yield numbers_at(wrong, place)
        except UndefinedError:
            continue


def place_of(values: Mapping[str, Any]) -> Place:
    return Place({name: as_matrix(value, name) for name, value in values.items()}, {})


def numbers_at(expression: Expression, place: Place) -> Result:
    found: Balls = Evaluation(place, PRECISION)(expression)
    rows, columns = found.nrows(), found.ncols()
    shape: tuple[int, ...] = () if rows == columns == 1 else (rows,) if columns == 1 else (rows, columns)
    return Result(tuple(map(_number, found.entries())), shape)


def _number(ball: Any) -> Node:
    """A whole number that is exact, else all digits of a double."""
    whole = ball.unique_fmpz() if ball.is_exact() else None
    return number(Fraction(int(whole)) if whole is not None else Fraction(repr(float(ball.mid()))))
