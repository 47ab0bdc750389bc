"""Directions as they are given: a vector, an angle, or a point to go towards."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from derivtutor.calculus import naming, sentences
from derivtutor.calculus.explanation import Chain, Item, Sentence, Turn, worded
from derivtutor.calculus.gradients.gradient import length, length_told, scaled
from derivtutor.calculus.reading import read_point
from derivtutor.calculus.values import value_of, worked_out
from derivtutor.derivation.account import Result, Symbol
from derivtutor.errors import Refusal
from derivtutor.language import translated
from derivtutor.notation.basis import by_basis
from derivtutor.notation.components import components
from derivtutor.notation.tree import Call, Name, Negation, Node, Number, Product, Quotient, Sum

_DEGREES = re.compile(r"\s*(?P<size>.+?)\s*(?:deg|degrees?|°|\^\\circ|\^\{\\circ\})\s*", re.IGNORECASE)
_RADIANS = re.compile(r"\s*(?P<size>.+?)\s*rad(?:ians?)?\s*", re.IGNORECASE)


class Names(Struct, frozen=True):
    """What the vector of a direction and its unit vector are called."""

    vector: Symbol
    unit: Symbol
    slope: str


_NAMES = tuple(
    [
        Names(naming.symbol(vector), naming.symbol(unit), slope)
        for vector, unit, slope in (("v", "u", "Dᵤ"), ("w", "n", "Dₙ"), ("d", "a", "Dₐ"))
    ]
)


def names_for(letters: frozenset[str]) -> Names:
    """Names of vectors that are no letters of the problem."""
    return next((each for each in _NAMES if letters.isdisjoint({each.vector.text, each.unit.text})), _NAMES[0])


def find_unit(
    along: Any, towards: Any, variables: Sequence[str], point: Mapping[str, Node], called: Names
) -> tuple[Result, list[Item]]:
    """The unit vector of a direction, and how it is found.

    Raises:
        UserError: where there is no direction, or it cannot be read.
    """
    if along is not None and towards is not None:
        raise sentences.TWO_DIRECTIONS()
    if towards is not None:
        return _by_length(*_towards(towards, variables, point, called.vector), called)
    if along is None or not str(along).strip():
        raise sentences.NO_DIRECTION()
    angle = _angle(along)
    if angle is not None:
        return _by_angle(angle, variables, called.unit)
    vector = _vector(along, variables)
    return _by_length(vector, [Chain(called.vector, (Turn(vector),))], sentences.ZERO_DIRECTION, called)


def _angle(along: Any) -> Node | None:
    """The radians of a direction that is an angle."""
    if not isinstance(along, str):
        return None
    degrees, radians = _DEGREES.fullmatch(along), _RADIANS.fullmatch(along)
    if degrees:
        return worked_out(Quotient(Product((_number(degrees["size"]), Name("pi"))), Number(180)))
    return _number(radians["size"]) if radians else None


def _number(text: str) -> Node:
    return read_point([text], ("x",))["x"]


def _by_angle(angle: Node, variables: Sequence[str], name: Symbol) -> tuple[Result, list[Item]]:
    if len(variables) != 2:
        raise sentences.ANGLE_NEEDS_TWO(variables=", ".join(variables))
    asked = Result((Call("cos", (angle,)), Call("sin", (angle,))), (2,))
    unit = Result(tuple([worked_out(entry) for entry in asked.entries]), (2,))
    return unit, [
        Sentence(worded("The direction of an angle is a unit vector, cosine and sine of the angle.")),
        Chain(name, (Turn(asked), Turn(unit)) if unit != asked else (Turn(unit),)),
    ]


def _vector(along: Any, variables: Sequence[str]) -> Result:
    """The vector of a direction: `1,1`, `(3, 4)`, `3i + 4j`, a list, or a mapping in which what is missing is 0."""
    if isinstance(along, Mapping):
        values = read_point({**dict.fromkeys(variables, 0), **along}, variables)
    elif isinstance(along, str) and "=" not in along:
        pieces = by_basis(along, len(variables), frozenset(variables)) or components(along)
        values = read_point(pieces, variables)
    else:
        values = read_point(along if isinstance(along, str) else list(along), variables)
    return Result(tuple([values[variable] for variable in variables]), (len(variables),))


def _towards(
    towards: Any, variables: Sequence[str], point: Mapping[str, Node], name: Symbol
) -> tuple[Result, list[Item], Refusal]:
    """The vector from the point to another one."""
    goal = read_point(components(towards) if _is_bare(towards) else towards, variables)
    ends = [(goal[variable], point[variable]) for variable in variables]
    asked = Result(tuple([Sum((end, Negation(start))) for end, start in ends]), (len(variables),))
    vector = Result(tuple([worked_out(entry) for entry in asked.entries]), asked.shape)
    return (
        vector,
        [Chain(name, (Turn(asked, translated("from the point to the other one")), Turn(vector)))],
        sentences.SAME_POINT,
    )


def _is_bare(given: Any) -> bool:
    return isinstance(given, str) and "=" not in given


def _by_length(vector: Result, items: list[Item], refusal: Refusal, called: Names) -> tuple[Result, list[Item]]:
    """The vector divided by its length."""
    norm = worked_out(length(vector))
    if value_of(norm) == 0:
        raise refusal()
    items = [*items, length_told(called.vector, vector, norm)]
    if norm == Number(1):
        same = (called.unit, " = ", called.vector)
        return vector, [*items, Sentence(worded("Its length is 1, so it is a unit vector: {same}.", same=same))]
    unit = scaled(vector, norm)
    name, size = called.vector, naming.length(called.vector)
    asked = naming.symbol(f"{name.text}/{size.text}", tex=rf"\frac{{{name.latex}}}{{{size.latex}}}")
    divided = Result(tuple([Quotient(entry, norm) for entry in vector.entries]), vector.shape)
    turns = (Turn(asked), *([Turn(divided)] if divided != unit else []), Turn(unit))
    return unit, [*items, Sentence(worded("Divide it by its length to get a unit vector.")), Chain(called.unit, turns)]
