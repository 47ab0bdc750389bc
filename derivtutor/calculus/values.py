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
from derivtutor.notation.expression import Expression, expression, problem, variable_name
from derivtutor.notation.markup import without_markup
from derivtutor.notation.rational import rational
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Comparison, Node, names, substitute

_PRECISION = 256

_EQUALS = re.compile(r"(?<![<>!=:])==?(?![=<>])")


def read_function(given: Any, log: Base = "e") -> Expression:
    """A function as text, `Expression` or SymPy expression.

    Raises:
        UserError: where it cannot be read.
    """
    return problem(given, log)


def read_equation(given: Any, log: Base = "e") -> Comparison:
    """An equation as text, as a SymPy `Eq`, or as its two sides.

    Raises:
        UserError: where it cannot be read, or is none.
    """
    if isinstance(given, Comparison):
        return given
    if hasattr(given, "lhs") and hasattr(given, "rhs"):
        given = (given.lhs, given.rhs)
    if isinstance(given, list | tuple) and len(given) == 2:
        return Comparison(tuple([problem(side, log).tree for side in given]), ("=",))
    if not isinstance(given, str):
        raise sentences.NO_EQUATION(expression=expression(given).text)
    text = without_markup(given).replace("$", " ")
    signs = list(_EQUALS.finditer(text))
    if len(signs) != 1:
        raise sentences.NO_EQUATION(expression=given.strip()) if not signs else sentences.TWO_EQUATIONS()
    sides = text[: signs[0].start()], " " * signs[0].end() + text[signs[0].end() :]
    if not all(map(str.strip, sides)):
        raise sentences.ONE_SIDE()
    try:
        return Comparison(tuple([expression(side, log=log).tree for side in sides]), ("=",))
    except UserError as error:
        if error.text in sides:
            error.text = given  # places are the same in both
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
