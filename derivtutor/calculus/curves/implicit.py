"""Implicit differentiation: both sides of an equation, with y a function of x, and then solved for y′."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from derivtutor.calculus import naming, sentences
from derivtutor.calculus.curves import curve
from derivtutor.calculus.curves.dependent import slope
from derivtutor.calculus.curves.differentiated_equation import DifferentiatedEquation
from derivtutor.calculus.curves.second_slope import SecondSlope
from derivtutor.calculus.decimals import shown_value
from derivtutor.calculus.explanation import Chain, Explanation, Item, Sentence, Turn, Words, ending_in_answer, worded
from derivtutor.calculus.reading import read_equation, read_point
from derivtutor.calculus.values import fractions_of, put_in, value_of, worked_out
from derivtutor.derivation.account import Result, Task
from derivtutor.notation import linear as linear_writer
from derivtutor.notation.ball import evaluate_ball
from derivtutor.notation.expression import Expression, variable_name
from derivtutor.notation.rational import rational
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import (
    Comparison,
    Name,
    Node,
    names,
)

_PRECISION = 192


def implicit(
    equation: Any, wrt: str = "x", of: str = "y", at: Any = None, order: int = 1, log: Base = "e"
) -> Explanation:
    """The derivative of a function that an equation describes.

    Args:
        equation: such as `"x^2 + y^2 = 25"`; its two sides, or a SymPy `Eq`.
        wrt: the variable.
        of: the letter that depends on it.
        at: a point of the curve, such as `"x=3,y=4"`, for the slope there.
        order: 2 also gives the second derivative.
        log: the base of logarithms that are written without one: e, 10 or 2.

    >>> implicit("x^2 + y^2 = 25").result.text
    '-x/y'

    Raises:
        UserError: where something cannot be read, the point is not on the curve, or a letter is missing.
    """
    stated = read_equation(equation, log)
    read = stated.tree
    assert isinstance(read, Comparison)
    variable, dependent = _letters(read, wrt, of)
    if order not in (1, 2) or isinstance(order, bool):
        raise sentences.FIRST_OR_SECOND(order=order)
    point = {} if at is None else read_point(at, (variable, dependent), names(read))
    if point:
        curve.require_on(read, point)
    solved = DifferentiatedEquation(read, variable, dependent)
    second = SecondSlope(solved) if order == 2 else None
    items, document = _told(solved, second, point)
    return Explanation(
        "implicit",
        worded("Slope of the curve {curve}", curve=read),
        Task(tuple(map(Expression, read.operands)), (variable,), point),
        ending_in_answer(items),
        Result((second.derivative if second else solved.derivative,)),
        document,
        stated.notes,
        tuple(_holding(solved, second, point)),
    )


def _told(
    solved: DifferentiatedEquation, second: SecondSlope | None, point: Mapping[str, Node]
) -> tuple[list[Item], dict[str, Any]]:
    """What is told, and the document."""
    items = solved.items()
    document: dict[str, Any] = {
        "equation": solved.equation,
        "wrt": solved.variable,
        "of": solved.of,
        "derivative": solved.derivative,
    }
    if second:
        items += second.items()
        document["second"] = {"derivative": second.derivative}
    if point:
        document |= {"at": dict(point), "value": None}
        if second:
            document["second"]["value"] = None
        items += _at_point(solved, second, point, document)
    return items, document


def _letters(equation: Comparison, wrt: str, of: str) -> tuple[str, str]:
    variable, dependent = variable_name(str(wrt)), variable_name(str(of))
    if variable == dependent:
        raise sentences.SAME_LETTER(letter=variable)
    for letter in (dependent, variable):
        if letter not in names(equation):
            raise sentences.NOT_IN_EQUATION(letter=letter)
    return variable, dependent


def _holding(
    solved: DifferentiatedEquation, second: SecondSlope | None, given: Mapping[str, Node]
) -> list[dict[str, Any]]:
    """Points of the curve, with the slopes there; each worked out by the formula that is said to hold."""
    points = curve.points_on(solved.equation, solved.variable, solved.of)
    if not points and given:
        points = [fractions_of(given)]
    if not points:
        raise sentences.NO_POINTS(equation=linear_writer.unicode(solved.equation))
    for point in points:
        value = evaluate_ball(solved.derivative, point, _PRECISION)
        if value is None:
            continue
        point[slope(solved.of)] = value
        again = evaluate_ball(second.with_prime, point, _PRECISION) if second else None
        if again is not None:
            point[slope(solved.of, 2)] = again
    return points


def _at_point(
    solved: DifferentiatedEquation, second: SecondSlope | None, point: Mapping[str, Node], document: dict[str, Any]
) -> list[Item]:
    """The slope at a point of the curve, or why there is none."""
    x, y = point[solved.variable], point[solved.of]
    items: list[Item] = [Sentence(worded("Substitute the point {point}.", point=Result((x, y), (2,))))]
    coefficient, rest = (worked_out(node, point) for node in (solved.coefficient, solved.rest))
    if rational(coefficient) == 0:
        return [*items, Sentence(_no_slope(solved, rest))]
    value = worked_out(solved.derivative, point)
    items.append(_value(solved.prime, solved.derivative, point, value))
    document["value"] = _float(value)
    if second:
        bend = worked_out(second.derivative, point)
        items.append(_value(second.name, second.derivative, point, bend))
        document["second"]["value"] = _float(bend)
    return items


def _value(name: Name, formula: Node, point: Mapping[str, Node], value: Node) -> Item:
    """A formula with the point put in, and what it comes to."""
    inside = put_in(formula, point)
    return Chain(naming.spelled(name), (Turn(inside), *([shown_value(value)] if value != inside else [])))


def _float(value: Node) -> float | None:
    """A value as a number; None where letters are left."""
    return None if names(value) else value_of(value)


def _no_slope(solved: DifferentiatedEquation, rest: Node) -> Words:
    """Why there is no y′: the tangent is vertical, or the equation does not decide."""
    prime, coefficient = solved.prime, solved.coefficient
    if rational(rest) == 0:
        return worded(
            "There {coefficient} and {rest} are both 0: the equation does not decide {slope}; the curve may cross "
            "itself here.",
            coefficient=coefficient,
            rest=solved.rest,
            slope=prime,
        )
    return worded(
        "There {coefficient} is 0 and {rest} is not: the tangent is vertical, and {slope} has no value.",
        coefficient=coefficient,
        rest=solved.rest,
        slope=prime,
    )
