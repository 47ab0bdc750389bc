"""The inverse function: which x belongs to a value, and the slope there as the reciprocal of the function's."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from derivtutor.analysis.place import Place
from derivtutor.analysis.zeros import zeros
from derivtutor.calculus import naming, sentences
from derivtutor.calculus.explanation import (
    Chain,
    Derived,
    Explanation,
    Item,
    Sentence,
    Table,
    Turn,
    Words,
    ending_in_answer,
    listed,
    worded,
)
from derivtutor.calculus.reading import read_function, read_point
from derivtutor.calculus.values import put_in, worked_out
from derivtutor.derivation.account import Result, Symbol, Task
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.explain import explain
from derivtutor.language import between
from derivtutor.notation import latex, linear
from derivtutor.notation.ball import evaluate_ball
from derivtutor.notation.components import entries
from derivtutor.notation.decimals import rounded
from derivtutor.notation.expression import variable_name
from derivtutor.notation.rational import rational
from derivtutor.notation.reader import Base
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Name, Negation, Node, Number, Quotient, Sum, Unknown, names, parts

_PRECISION, _DIGITS = 192, 10
_MOST_TURNS = 12
_NEAR = Fraction(1, 10**6)


def inverse(function: Any, at: Any = None, wrt: str | None = None, log: Base = "e") -> Explanation:
    """The slope of the inverse function at a value.

    Args:
        function: text in any notation, an `Expression` or a SymPy expression, of one variable.
        at: the value, such as `"y=2"`; `"y=4,x=-2"` says which x is meant where there are several.
        wrt: the variable; the only letter when left out.
        log: the base of logarithms that are written without one: e, 10 or 2.

    >>> inverse("x^3 + 2x - 1", at="y=2").result.text
    '1/5'

    Raises:
        UserError: where something cannot be read, the function has not that value, or there are other letters.
    """
    derivation = explain(read_function(function, log), wrt=wrt)
    tree, variable = derivation.function.tree, derivation.variable
    if names(tree) != {variable}:
        raise sentences.ONE_LETTER(expression=linear.unicode(tree))
    letter, value, chosen = _value(at, variable)
    task = _Inverse(derivation, letter, value)
    place = task.place(chosen)
    x, slope = task.x(place), task.slope(place)
    is_flat = rational(slope) == 0
    answer = Number(0) if is_flat else task.answer(place, slope)
    items = [*task.solving(place, chosen is not None), *task.reciprocal(x, slope, answer, is_flat)]
    document = {
        "expression": tree,
        "wrt": variable,
        "at": {letter: value},
        "x": float(place.middle),
        "value": None if is_flat else task.value(place),
        "derivative": derivation.answer,
    }
    return Explanation(
        "inverse",
        worded("Slope of the inverse of {function}", function=task.called),
        Task((derivation.function,), (variable,), {variable: x}),
        ending_in_answer(items),
        Result((answer,)),
        document,
        tuple(derivation.function.notes),
    )


def _value(at: Any, variable: str) -> tuple[str, Node, Node | None]:
    """The name of the value, the value, and the x that is meant, if that is told."""
    if at is None:
        raise sentences.VALUE_WANTED(variable=variable)
    if not isinstance(at, Mapping | str | list | tuple):
        at = {"y": at}
    if isinstance(at, list | tuple):
        at = ";".join(map(str, at))
    if isinstance(at, str):
        pieces = [piece.partition("=") for piece in entries(at) if piece.strip()]
        at = {(name.strip() if equals else "y"): (text if equals else name) for name, equals, text in pieces}
    others = [name for name in map(variable_name, map(str, at)) if name != variable]
    if len(others) != 1:
        raise sentences.VALUE_WANTED(variable=variable)
    point = read_point(at, (others[0],), (variable,))
    return others[0], point[others[0]], point.get(variable)


class _Inverse:
    """A function, and the value at which its inverse is looked at."""

    def __init__(self, derivation: Derivation, letter: str, value: Node) -> None:
        self.derivation, self.letter, self.value_node = derivation, letter, value
        self.tree, self.variable = derivation.function.tree, derivation.variable
        self.name = naming.called((self.variable, letter))
        self.called: Unknown = naming.function(self.name, (self.variable,))
        self.difference = Sum((self.tree, Negation(value)))

    def place(self, chosen: Node | None) -> Place:
        """The x that has the value: the one that was chosen, else the one nearest to zero."""
        found = zeros(self.difference, self.variable)
        self.places = [place for place in found.places if self._is_zero(place)]
        if not self.places:
            raise sentences.NO_SUCH_VALUE(function=linear.unicode(self.tree), value=linear.unicode(self.value_node))
        if chosen is None:
            return min(self.places, key=lambda place: (abs(place.middle), place.middle < 0))
        near = Place(chosen).middle
        place = min(self.places, key=lambda place: abs(place.middle - near))
        if abs(place.middle - near) > _NEAR * max(Fraction(1), abs(near)):
            raise sentences.OTHER_VALUE(
                there=linear.unicode(put_in(self.called, {self.variable: chosen})),
                value=linear.unicode(self.value_node),
                places=between().join(linear.unicode(self.x(each)) for each in self.places[:3]),
            )
        return place

    def _is_zero(self, place: Place) -> bool:
        ball = evaluate_ball(self.difference, {self.variable: place.ball(_PRECISION)}, _PRECISION)
        return ball is not None and bool(ball.contains(0))

    def x(self, place: Place) -> Node:
        """The x, exact or rounded."""
        return place.form or rounded(float(place.middle), _DIGITS)

    def slope(self, place: Place) -> Node:
        """The function's slope there, exact or rounded."""
        if place.form is not None:
            return _exact_or_rounded(put_in(self.derivation.answer, {self.variable: place.form}))
        ball = evaluate_ball(self.derivation.answer, {self.variable: place.ball(_PRECISION)}, _PRECISION)
        if ball is None:
            raise sentences.UNDEFINED_THERE(expression=linear.unicode(self.derivation.answer))
        return Number(0) if ball.contains(0) else rounded(float(ball.mid()), _DIGITS)

    def value(self, place: Place) -> float:
        """The slope of the inverse to all digits of a double."""
        ball = evaluate_ball(self.derivation.answer, {self.variable: place.ball(_PRECISION)}, _PRECISION)
        assert ball is not None
        return float((1 / ball).mid())

    def answer(self, place: Place, slope: Node) -> Node:
        """The slope of the inverse, exact or rounded."""
        return (
            rounded(self.value(place), _DIGITS) if _is_rounded(slope) else _exact_or_rounded(Quotient(Number(1), slope))
        )

    def solving(self, place: Place, is_chosen: bool) -> list[Item]:
        """How the x is found."""
        x, y = Name(self.variable), self.value_node
        there = naming.function(self.name, (self.variable,))
        items: list[Item] = [
            Chain(there, (Turn(self.tree),)),
            Sentence(
                worded(
                    "Which {x} has the value {value}? Solve {equation}.",
                    x=x,
                    value=y,
                    equation=(self.tree, " = ", y),
                )
            ),
        ]
        if place.form is None:
            items += self._newton(place)
        found = put_in(self.tree, {self.variable: self.x(place)})
        if place.form is not None:
            turns = [Turn(way) for way in dict.fromkeys((found, y))]
            items += [
                Sentence(worded("{solution} does:", solution=(x, " = ", place.form))),
                Chain(self._at(place.form), tuple(turns)),
            ]
        if len(self.places) > 1:
            items.append(Sentence(self._others(place, is_chosen)))
        return items

    def _others(self, place: Place, is_chosen: bool) -> Words:
        near = sorted(self.places, key=lambda each: abs(each.middle - place.middle))
        others = [self.x(each) for each in near if each is not place][:3]
        return worded(
            "The value is taken elsewhere too, such as at {others}. Here the inverse is that of the branch through "
            "{place}.",
            others=(Name(self.variable), " = ", *listed(others)),
            place=self.x(place),
        )

    def _newton(self, place: Place) -> list[Item]:
        """Newton's method from the nearest whole number."""
        x = Name(self.variable)
        run, slope = (compile_real(node, (self.variable,)) for node in (self.difference, self.derivation.answer))
        steps, target = [float(round(place.middle))], float(place.middle)
        while len(steps) < _MOST_TURNS and abs(steps[-1] - target) > 1e-11:
            rise = slope((steps[-1],))
            following = steps[-1] - run((steps[-1],)) / rise if rise else math.nan
            if not math.isfinite(following):
                break
            steps.append(following)
        items: list[Item] = []
        if abs(steps[-1] - target) <= 1e-10:
            rows = tuple([((str(turn),), (rounded(step, _DIGITS),)) for turn, step in enumerate(steps)])
            way = Sum((x, Negation(Quotient(Sum((self.called, Negation(self.value_node))), self._slope_of(x)))))
            items += [
                Sentence(worded("Newton's method goes from {x} to {next}, again and again.", x=x, next=way)),
                Table((worded("step"), (x,)), rows),
            ]
        return [*items, Chain(naming.spelled(x), (Turn(self.x(place), "", True),))]

    def _at(self, x: Node) -> Unknown:
        return Unknown(self.name, (x,), (0,))

    def _slope_of(self, x: Node) -> Unknown:
        return Unknown(self.name, (x,), (1,))

    def reciprocal(self, x: Node, slope: Node, answer: Node, is_flat: bool) -> list[Item]:
        """The slope of the function there, and its reciprocal."""
        inside = put_in(self.derivation.answer, {self.variable: x})
        is_about = _is_rounded(x)
        items: list[Item] = [
            Derived(self._slope_of(Name(self.variable)), self.derivation),
            Chain(self._slope_of(x), _turns((inside, slope), is_about or _is_rounded(slope))),
        ]
        name = self._inverse_slope()
        if is_flat:
            return [
                *items,
                Sentence(
                    worded(
                        "The slope is 0 there: the inverse has a vertical tangent, and {slope} has no value.",
                        slope=name,
                    )
                ),
            ]
        return [
            *items,
            Sentence(worded("The inverse swaps the axes, so its slope is the reciprocal.")),
            Chain(
                name,
                _turns(
                    (Quotient(Number(1), self._slope_of(x)), Quotient(Number(1), slope), answer),
                    is_about or _is_rounded(answer),
                ),
            ),
        ]

    def _inverse_slope(self) -> Symbol:
        shown, typed, tex = (write(self.value_node) for write in (linear.unicode, linear.text, latex.latex))
        name = self.name
        return Symbol(f"({name}⁻¹)′({shown})", f"({name}^-1)'({typed})", rf"\left({name}^{{-1}}\right)'({tex})")


def _turns(ways: Sequence[Node], is_about: bool) -> tuple[Turn, ...]:
    """The ways of writing a value, the last ones rounded."""
    distinct = list(dict.fromkeys(ways))
    return tuple([Turn(way, "", is_about and place == len(distinct) - 1) for place, way in enumerate(distinct)])


def _is_rounded(node: Node) -> bool:
    return any(isinstance(part, Number) and part.text for part in parts(node))


def _exact_or_rounded(node: Node) -> Node:
    """A number exactly where that is short, else in decimals."""
    exact = worked_out(node)
    if len(linear.text(exact)) <= 40:
        return exact
    ball = evaluate_ball(node, {}, _PRECISION)
    assert ball is not None
    return rounded(float(ball.mid()), _DIGITS)
