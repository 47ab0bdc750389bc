"""Functions, equations, variables, points and numbers of topics, as they are given: what is read of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from derivtutor.calculus import sentences
from derivtutor.derivation.point import exact_point
from derivtutor.errors import UserError
from derivtutor.notation import linear
from derivtutor.notation.components import entries, given_values, outside
from derivtutor.notation.expression import Expression, expression, parse, problem, variable_name
from derivtutor.notation.markup import without_markup
from derivtutor.notation.rational import constant_value, rational
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Comparison, Node, Unknown, names, parts

_LARGEST = 10**308


def read_function(given: Any, log: Base = "e") -> Expression:
    """A function as text, `Expression` or SymPy expression.

    Raises:
        UserError: where it cannot be read, or is an equation.
    """
    function = problem(given, log)
    if isinstance(function.tree, Comparison):
        raise sentences.NO_EXPRESSION()
    return function


_EQUALS = re.compile(r"(?<![<>!=:])==?(?!=)")
_BORDERS = re.compile(r"\$|\\[()\[\]]")


def equality_signs(text: str) -> list[re.Match[str]]:
    """The equality signs of a text that stand in no brackets."""
    return list(_EQUALS.finditer(outside(text)))


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
    signs = equality_signs(text)
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


def read_pieces(given: Any) -> list[str]:
    """What commas and semicolons outside brackets separate, in a text or in several: `x=sin(2t), y=max(t, 1)`."""
    texts = [given] if isinstance(given, str) else list(given or ())
    return [piece for text in map(str, texts) for piece in given_values(text)]


def with_formula(function: Expression) -> Expression:
    """The function, where it has values: one that only has a name, such as f(x), has none.

    Raises:
        UserError: where there is such a function in it.
    """
    for part in parts(function.tree):
        if isinstance(part, Unknown):
            raise sentences.NO_FORMULA(function=linear.unicode(part))
    return function


def read_variables(given: str | Sequence[str] | None, letters: Iterable[str]) -> tuple[str, ...]:
    """The variables in their order, `"x,y"` or a list; all letters in the order of the alphabet when left out.

    Raises:
        UserError: where there are none, one is no letter, or stands there twice.
    """
    variables = read_letters(given) or tuple(sorted(letters))
    if not variables:
        raise sentences.NO_LETTERS()
    for place, variable in enumerate(variables):
        if variable in variables[:place]:
            raise sentences.TWICE(variable=variable)
    return variables


def read_letters(given: str | Sequence[str] | None) -> tuple[str, ...]:
    """Letters in a row, `"x,y"` or a list; none when left out.

    Raises:
        UserError: where one is no letter.
    """
    pieces = given.replace(";", ",").split(",") if isinstance(given, str) else list(given or ())
    return tuple([variable_name(str(piece).strip()) for piece in pieces])


def read_among(given: str | Sequence[str] | None, *functions: Expression) -> tuple[str, ...]:
    """As `read_variables`, where every variable must occur in one of the functions.

    Raises:
        UserError: where one does not.
    """
    letters = frozenset[str]().union(*[names(function.tree) for function in functions])
    variables = read_variables(given, letters)
    strange = [variable for variable in variables if variable not in letters]
    if strange and len(functions) == 1:
        function = linear.unicode(functions[0].tree)
        raise sentences.NOT_THERE(variable=strange[0], function=function, letters=", ".join(sorted(letters)))
    if strange:
        raise sentences.NOT_IN_ANY(variable=strange[0], letters=", ".join(sorted(letters)))
    return variables


def read_point(given: Any, variables: Sequence[str], letters: Iterable[str] = ()) -> dict[str, Node]:
    """A point with a value for every variable: `"x=1,y=2"`, a mapping, or the values in the variables' order.

    Raises:
        UserError: where a value is missing or cannot be read, or a letter does not occur.
    """
    known = frozenset(letters) | frozenset(variables)
    pieces = list(given) if isinstance(given, list | tuple) else None
    if pieces is not None and all(isinstance(piece, str) for piece in pieces):
        given, pieces = ";".join(pieces), None
    if isinstance(given, str) and "=" not in given:
        pieces = entries(given, len(variables))
    if pieces is not None:
        if not any(str(piece).strip() for piece in pieces):
            raise sentences.A_POINT_IS_NEEDED(example=_example(variables))
        if len(pieces) != len(variables):
            raise sentences.WRONG_NUMBER_OF_VALUES(many=len(pieces), variables=", ".join(variables))
        given = dict(zip(variables, pieces, strict=True))
    point = exact_values(given, variables[0], known)
    missing = [variable for variable in variables if variable not in point]
    if missing:
        raise sentences.NO_VALUE(variable=missing[0])
    return {variable: point[variable] for variable in (*variables, *(name for name in point if name not in variables))}


def exact_values(given: Any, variable: str, letters: Iterable[str]) -> dict[str, Node]:
    """A point as it can be given, exactly; without a name a value is the variable's.

    Raises:
        UserError: where it cannot be read, or a value is too large for numbers.
    """
    point = exact_point(given, variable, frozenset(letters))
    require_sizes(point)
    return dict(point)


def require_sizes(point: Mapping[str, Node]) -> None:
    """Refuse a point with a value that a float cannot hold."""
    for value in point.values():
        require_size(rational(value))


def _example(variables: Sequence[str]) -> str:
    return ",".join(f"{variable}=1" for variable in variables)


def require_size(value: Fraction | int | None) -> None:
    """Refuse what a float cannot hold."""
    if value is not None and not -_LARGEST <= value <= _LARGEST:
        raise sentences.NUMBER_TOO_LARGE()


def read_place(at: Any, variables: Sequence[str], *functions: Expression) -> dict[str, Node]:
    """A point with a value for every variable, and for every other letter of the functions.

    Raises:
        UserError: where there is none, a value is missing or cannot be read, or a letter does not occur.
    """
    if at is None:
        raise sentences.A_POINT_IS_NEEDED(example=_example(variables))
    letters = frozenset[str]().union(*[names(function.tree) for function in functions])
    return read_point(at, (*variables, *sorted(letters - {*variables})), letters)


def read_number(given: Any) -> Fraction:
    """A rational number as a number or as text: `0.1`, `"1/3"`.

    Raises:
        UserError: where it cannot be read, or is not rational.
    """
    value = constant_value(exact_values({"x": given}, "x", frozenset())["x"])
    if value is None:
        raise sentences.NOT_RATIONAL_GIVEN(given=given)
    return value
