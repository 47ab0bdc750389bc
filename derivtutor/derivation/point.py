"""Points as they are given: `2`, `"x=2"`, `"x=pi/2, a=3"` or a mapping, each value as it was written."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

from derivtutor.derivation import sentences
from derivtutor.notation import linear
from derivtutor.notation.ball import evaluate_ball
from derivtutor.notation.components import given_values
from derivtutor.notation.exact import Exact
from derivtutor.notation.expression import variable_name
from derivtutor.notation.rational import constant_value, number
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Node, names

_PRECISION = 256


def read_point(given: str | float | Mapping[str, object], variable: str, letters: frozenset[str]) -> dict[str, Node]:
    """As `exact_point`, where the variable must have a value.

    Raises:
        UserError: where a value cannot be read, a letter does not occur, or the variable has no value.
    """
    point = exact_point(given, variable, letters)
    if variable not in point:
        example = ", ".join(f"{name}=1" for name in (variable, *point))
        raise sentences.NO_VALUE_FOR_VARIABLE(variable=variable, example=example)
    return point


def exact_point(given: str | float | Mapping[str, object], variable: str, letters: frozenset[str]) -> dict[str, Node]:
    """A point, with the values as they were written: `pi/2` stays that; not every letter needs one.

    Raises:
        UserError: where a value cannot be read or a letter does not occur.
    """
    if isinstance(given, Mapping):
        pairs = [(str(name), value) for name, value in given.items()]
    elif isinstance(given, str):
        pairs = [_pair(piece, variable) for piece in given_values(given)]
    else:
        pairs = [(variable, given)]
    point: dict[str, Node] = {}
    for name, value in pairs:
        letter = variable_name(name)
        if letter in point:
            raise sentences.TWO_VALUES(letter=letter)
        point[letter] = _number(value)
    unknown = [name for name in point if name not in letters and name != variable]
    if unknown:
        raise sentences.NO_SUCH_LETTER(letter=unknown[0], letters=", ".join(sorted(letters | {variable})))
    return point


def _pair(piece: str, variable: str) -> tuple[str, str]:
    name, equals, value = piece.partition("=")
    return (name.strip(), value) if equals else (variable, piece)


def _number(value: object) -> Node:
    if isinstance(value, int | float) and math.isfinite(value):
        return number(Fraction(repr(value)), decimal=isinstance(value, float))
    text = str(value)
    if not text.strip():
        raise sentences.EMPTY_POINT()
    tree = read(text).tree
    if names(tree):
        raise sentences.NOT_A_NUMBER(text, 0, text=text.strip())
    if Exact({}).worth(tree) is None or (constant_value(tree) is None and evaluate_ball(tree, {}, _PRECISION) is None):
        raise sentences.NOT_FINITE(number=linear.text(tree))
    return tree
