"""Points and numbers of topics: reading them, putting them in, and what comes out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from derivtutor.calculus import sentences
from derivtutor.derivation.amount import Spot
from derivtutor.derivation.point import exact_point
from derivtutor.derivation.tidy import tidied
from derivtutor.errors import UserError
from derivtutor.notation import linear
from derivtutor.notation.expression import Expression, expression, parse, problem, variable_name
from derivtutor.notation.markup import without_markup
from derivtutor.notation.rational import rational
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Comparison, Node, names, substitute

_PRECISION = 256

_EQUALS = re.compile(r"(?<![<>!=:])==?(?!=)")
_BORDERS = re.compile(r"\$|\\[()\[\]]")


def read_function(given: Any, log: Base = "e") -> Expression:
    """A function as text, `Expression` or SymPy expression.

    Raises:
        UserError: where it cannot be read.
    """
    return problem(given, log)


def read_equation(given: Any, log: Base = "e") -> Expression:
    """An equation, `x^2 + y^2 = 25`: its tree is a `Comparison` of two sides.

    >>> read_equation("x^2 + y^2 = 25").tree.operands[1]
    Number(value=25, text='')

    Raises:
        UserError: where it cannot be read, or is no equation.
    """
    if not isinstance(given, str):
        found = expression(given, log=log)
        if not isinstance(found.tree, Comparison) or found.tree.relations != ("=",):
            raise sentences.NO_EQUATION(function=found.text)
        return found
    text = _BORDERS.sub(lambda border: " " * len(border[0]), without_markup(given))
    signs = list(_EQUALS.finditer(text))
    if not signs:
        raise sentences.NO_EQUATION(function=parse(text, log=log).text)
    if len(signs) > 1:
        raise sentences.ONE_EQUALS_SIGN(given, signs[1].start(), many=len(signs))
    left, right = text[: signs[0].start()], text[signs[0].end() :]
    if not left.strip() or not right.strip():
        raise sentences.EMPTY_SIDE()
    sides = _side(left, given, log), _side(" " * signs[0].end() + right, given, log)
    notes = tuple(dict.fromkeys([note for side in sides for note in side.notes]))
    return Expression(Comparison((sides[0].tree, sides[1].tree), ("=",)), notes)


def _side(text: str, whole: str, log: Base) -> Expression:
    try:
        return parse(text, log=log)
    except UserError as error:
        error.text = whole  # places are the same in both
        raise


def read_variables(given: str | Sequence[str] | None, letters: Iterable[str]) -> tuple[str, ...]:
    """The variables in their order, `"x,y"` or a list; all letters in the order of the alphabet when left out.

    Raises:
        UserError: where there are none, one is no letter, or stands there twice.
    """
    pieces = given.replace(";", ",").split(",") if isinstance(given, str) else list(given or ())
    variables = tuple(variable_name(str(piece).strip()) for piece in pieces) or tuple(sorted(letters))
    if not variables:
        raise sentences.NO_LETTERS()
    for place, variable in enumerate(variables):
        if variable in variables[:place]:
            raise sentences.TWICE(variable=variable)
    return variables


def read_point(given: Any, variables: Sequence[str], letters: Iterable[str] = ()) -> dict[str, Node]:
    """A point with a value for every variable: `"x=1,y=2"`, a mapping, or the values in the variables' order.

    Raises:
        UserError: where a value is missing or cannot be read, or a letter does not occur.
    """
    known = frozenset(letters) | frozenset(variables)
    pieces = list(given) if isinstance(given, list | tuple) else None
    if pieces is not None and all(isinstance(piece, str) for piece in pieces):
        given, pieces = ",".join(pieces), None
    if isinstance(given, str) and "=" not in given:
        pieces = given.replace(";", ",").split(",")
    if pieces is not None:
        if len(pieces) != len(variables):
            raise sentences.WRONG_NUMBER_OF_VALUES(many=len(pieces), variables=", ".join(variables))
        given = dict(zip(variables, pieces, strict=True))
    point = exact_point(given, variables[0], known)
    missing = [variable for variable in variables if variable not in point]
    if missing:
        raise sentences.NO_VALUE(variable=missing[0])
    return {variable: point[variable] for variable in (*variables, *(name for name in point if name not in variables))}


def put_in(node: Node, point: Mapping[str, Node]) -> Node:
    """An expression with the point's values in the places of the letters, not worked out."""
    return substitute(node, dict(point))


def worked_out(node: Node, point: Mapping[str, Node] | None = None) -> Node:
    """The exact value at a point, simplified; letters without a value stay.

    Raises:
        UserError: where there is no value.
    """
    inside = put_in(node, point) if point else node
    if names(inside):
        return tidied(inside)
    amount = Spot({}).amount(inside)
    if not amount.is_defined:
        raise sentences.UNDEFINED_THERE(expression=linear.unicode(inside))
    return amount.exact or tidied(inside)


def value_of(number: Node) -> float:
    """The value of an expression without letters.

    Raises:
        UserError: where it has none.
    """
    exact = rational(number)
    amount = None if exact is not None else Spot({}).amount(number)
    if amount is not None and not amount.is_defined:
        raise sentences.UNDEFINED_THERE(expression=linear.unicode(number))
    return float(exact or 0) if amount is None else amount.value


def fractions_of(point: Mapping[str, Node]) -> dict[str, Any]:
    """A point for ball arithmetic: fractions where it is exact, else balls."""
    from derivtutor.notation.ball import evaluate_ball

    values: dict[str, Any] = {}
    for name, node in point.items():
        exact = rational(node)
        values[name] = Fraction(exact) if exact is not None else evaluate_ball(node, {}, _PRECISION)
    return values
