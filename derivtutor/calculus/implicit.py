"""Implicit differentiation: both sides of an equation, with y a function of x, and then solved for y′."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from derivtutor.calculus import curve, naming, sentences
from derivtutor.calculus.dependent import Dependence, added, linear, slope, terms, with_factor
from derivtutor.calculus.explanation import Chain, Derived, Explanation, Item, Sentence, Turn, Words, ending_in_answer
from derivtutor.calculus.values import put_in, read_equation, read_point, value_of, worked_out
from derivtutor.derivation.account import Result, Side, Task
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.explain import explain
from derivtutor.derivation.tidy import tidied
from derivtutor.notation import linear as linear_writer
from derivtutor.notation.ball import evaluate_ball
from derivtutor.notation.expression import Expression, variable_name
from derivtutor.notation.rational import number, rational
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import (
    KEEPING,
    Comparison,
    Derivative,
    Name,
    Node,
    Number,
    Product,
    Quotient,
    Sum,
    fold,
    names,
    substitute,
)

_PRECISION = 192


class _Solved:
    """An equation differentiated and solved for y′: what is said on the way, and what comes out."""

    def __init__(self, equation: Comparison, variable: str, of: str) -> None:
        self.equation = equation
        self.variable, self.of = variable, of
        self.dependence = Dependence((of,), variable)
        self.sides = tuple([self.differentiated(side) for side in equation.operands])
        left, right = (linear(self.dependence.primed(side.answer), slope(of)) for side in self.sides)
        if left is None or right is None:
            raise sentences.NOT_LINEAR(letter=slope(of), of=of)
        self.left, self.right = left, right
        self.is_swapped = not left.coefficients
        self.collected = right.plus(left.negative) if self.is_swapped else left.plus(right.negative)
        self.coefficient = _tidy_sum(self.collected.coefficients)
        self.rest = _tidy_sum(self.collected.negative.others)
        if self.coefficient == Number(0):
            raise sentences.NOT_LINEAR(letter=slope(of), of=of)
        self.derivative = tidied(Quotient(self.rest, self.coefficient))

    def differentiated(self, side: Node) -> Derivation:
        """The derivation of one side, with y(x) for y."""
        return explain(Expression(self.dependence.explicit(side)), wrt=self.variable)

    @property
    def prime(self) -> Name:
        return Name(slope(self.of))

    def items(self) -> list[Item]:
        x, y = Name(self.variable), Name(self.of)
        rule = (": by the chain rule every ", y, " brings a factor ", self.prime, ", which is short for ")
        items: list[Item] = [
            Sentence(("The curve is ", self.equation, ".")),
            Sentence(("Differentiate both sides with respect to ", x, ".")),
            Sentence(("Here ", y, " is a function of ", x, *rule, Derivative(y, self.variable), ".")),
        ]
        for side, derivation in zip(self.equation.operands, self.sides, strict=True):
            asked = Derivative(side, self.variable)
            name: Side = naming.spelled(asked) if isinstance(side, Name) else asked
            items.append(Derived(name, derivation, self.dependence.shown))
        shown = [self.dependence.primed(side.answer) for side in self.sides]
        items += [Sentence(("The two derivatives are equal.",)), Chain(shown[0], (Turn(shown[1]),))]
        return items + self._solving(shown)

    def _solving(self, shown: list[Node]) -> list[Item]:
        """The way from the differentiated equation to y′."""
        items: list[Item] = []
        before = tuple(reversed(shown)) if self.is_swapped else tuple(shown)
        for words, sides in self._equations(shown):
            if sides != before:
                items += [Sentence(words), Chain(sides[0], (Turn(sides[1]),))]
            before = sides
        if self.coefficient == Number(1):
            return items
        ways = dict.fromkeys((Quotient(self.rest, self.coefficient), self.derivative))
        return [*items, Sentence(("Divide by ", self.coefficient, ".")), Chain(self.prime, tuple(map(Turn, ways)))]

    def _equations(self, shown: list[Node]) -> list[tuple[Words, tuple[Node, Node]]]:
        """The equation multiplied out where there are brackets with y′, put in order, and with y′ as a factor."""
        prime, both, collected = self.prime, (self.left, self.right), self.collected
        multiplied = [
            each if len(terms(each)) == len(side) else side.written(prime)
            for each, side in zip(shown, both, strict=True)
        ]
        if self.is_swapped:
            multiplied.reverse()
        gathered = added([with_factor(each, prime) for each in collected.coefficients])
        return [
            (("Multiply out the brackets that contain ", prime, "."), (multiplied[0], multiplied[1])),
            (
                ("Collect the terms with ", prime, " on one side and all others on the other."),
                (gathered, added(collected.negative.others)),
            ),
            (("Factor out ", prime, "."), (with_factor(self.coefficient, prime), self.rest)),
        ]


def _tidy_sum(parts: tuple[Node, ...]) -> Node:
    return tidied(added(parts))


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
    read = read_equation(equation, log)
    variable, dependent = _letters(read, wrt, of)
    if order not in (1, 2) or isinstance(order, bool):
        raise sentences.FIRST_OR_SECOND(order=order)
    point = {} if at is None else read_point(at, (variable, dependent), names(read))
    if point:
        curve.require_on(read, point)
    solved = _Solved(read, variable, dependent)
    items = solved.items()
    document: dict[str, Any] = {
        "equation": read,
        "wrt": variable,
        "of": dependent,
        "derivative": solved.derivative,
    }
    second = _Second(solved) if order == 2 else None
    if second:
        items += second.items()
        document["second"] = {"derivative": second.derivative}
    if point:
        document |= {"at": dict(point), "value": None}
        items += _at_point(solved, second, point, document)
    answer = second.derivative if second else solved.derivative
    return Explanation(
        "implicit",
        ("Slope of the curve ", read),
        Task(tuple(map(Expression, read.operands)), (variable,), point),
        ending_in_answer(items),
        Result((answer,)),
        document,
        tuple(dict.fromkeys(note for side in solved.sides for note in side.function.notes)),
        tuple(_holding(solved, second)),
    )


def _letters(equation: Comparison, wrt: str, of: str) -> tuple[str, str]:
    variable, dependent = variable_name(str(wrt)), variable_name(str(of))
    if variable == dependent:
        raise sentences.SAME_LETTER(letter=variable)
    for letter in (dependent, variable):
        if letter not in names(equation):
            raise sentences.NOT_IN_EQUATION(letter=letter)
    return variable, dependent


class _Second:
    """The second derivative: y′ differentiated once more, and y′ put in."""

    def __init__(self, solved: _Solved) -> None:
        self.solved = solved
        self.derivation = solved.differentiated(solved.derivative)
        self.with_prime = solved.dependence.primed(self.derivation.answer)
        self.inside = substitute(self.with_prime, {slope(solved.of): solved.derivative})
        self.tidy = tidied(self.inside)
        self.derivative = tidied(_by_equation(self.tidy, solved.equation))

    @property
    def name(self) -> Name:
        return Name(slope(self.solved.of, 2))

    def items(self) -> list[Item]:
        prime, x, y = self.solved.prime, Name(self.solved.variable), Name(self.solved.of)
        turns = [Turn(way) for way in dict.fromkeys((self.inside, self.tidy)) if way != self.with_prime]
        if self.derivative != self.tidy:
            turns.append(Turn(self.derivative, "by the equation of the curve"))
        items: list[Item] = [
            Sentence(("Differentiate ", prime, " once more, with ", y, " still a function of ", x, ".")),
            Derived(self.name, self.derivation, self.solved.dependence.shown),
        ]
        if turns:
            items += [
                Sentence(
                    (
                        "Put in what ",
                        prime,
                        " is.",
                    )
                ),
                Chain(self.name, tuple(turns)),
            ]
        return items


def _by_equation(node: Node, equation: Comparison) -> Node:
    """An expression with the equation's right side, if that is a number, in the place of its left side."""
    left, right = equation.operands
    if rational(right) is None or isinstance(left, Name):
        return node

    def replaced(part: Sum, children: list[Node]) -> Node:
        ratio = rational(tidied(Quotient(part, left)))
        return Sum(tuple(children)) if ratio is None else tidied(Product((number(ratio), right)))

    return fold(node, {**KEEPING, Sum: replaced})


def _holding(solved: _Solved, second: _Second | None) -> list[dict[str, Any]]:
    """Points of the curve, with the slopes there; each worked out by the formula that is said to hold."""
    points = curve.points_on(solved.equation, solved.variable, solved.of)
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
    solved: _Solved, second: _Second | None, point: Mapping[str, Node], document: dict[str, Any]
) -> list[Item]:
    """The slope at a point of the curve, or why there is none."""
    x, y = point[solved.variable], point[solved.of]
    items: list[Item] = [Sentence(("Substitute the point ", Result((x, y), (2,)), ", which lies on the curve."))]
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
    ways = list(dict.fromkeys((put_in(formula, point), value)))
    return Chain(naming.spelled(name), tuple(map(Turn, ways)))


def _float(value: Node) -> float | None:
    """A value as a number; None where letters are left."""
    return None if names(value) else value_of(value)


def _no_slope(solved: _Solved, rest: Node) -> Words:
    """Why there is no y′: the tangent is vertical, or the equation does not decide."""
    prime, coefficient = solved.prime, solved.coefficient
    if rational(rest) == 0:
        both = ("There ", coefficient, " and ", solved.rest, " are both 0: ")
        return (*both, "the equation does not decide ", prime, "; the curve may cross itself here.")
    return (
        "There ",
        coefficient,
        " is 0 and ",
        solved.rest,
        " is not: the tangent is vertical, and ",
        prime,
        " has no value.",
    )
