"""Values that are given to names, as text or as numbers and lists."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from derivtutor.errors import UserError
from derivtutor.language import written
from derivtutor.network import sentences
from derivtutor.network.building import Builder, Given
from derivtutor.network.lowering import BUILD
from derivtutor.network.statements import statements
from derivtutor.notation.arrays import nodes
from derivtutor.notation.tree import CONSTANTS, Name

Values: TypeAlias = Mapping[str, Any] | str | Iterable[str] | None
"""Values of names: a mapping to numbers, lists and lists of lists, or text such as `w=1.5, x=(1, 2)`."""

_SEVERAL = re.compile(r"=[^(\[{]*,")
_DECIMAL = re.compile(r"(=\s*[-+−]?\d+),(\d+\s*)$")
"""A number with a comma, where numbers have one; in brackets a comma parts entries in every language."""

_BETWEEN = re.compile(r"[,;\n]\s*(?=[^\W\d][\w{}]*\s*=(?!=))")


def read_values(at: Values) -> dict[str, Given]:
    """Values of names, with their shapes.

    Raises:
        UserError: where one cannot be read, or is no number, vector or matrix of numbers.
    """
    values: dict[str, Given] = {}
    for name, value in _each(at):
        if name in values:
            raise sentences.TWO_VALUES(name=name)
        values[name] = value
    return values


def _each(at: Values) -> Iterator[tuple[str, Given]]:
    if isinstance(at, Mapping):
        for name, value in at.items():
            yield _value(f"{name} = {value}") if isinstance(value, str) else (_name(name), _of_numbers(name, value))
        return
    for text in [at] if isinstance(at, str) else at or ():
        yield from [_value(piece) for piece in _BETWEEN.split(text) if piece.strip()]


def _name(name: str) -> str:
    """A name as programs have it: `theta` for `θ`."""
    return statements(f"{name} = 0")[0].name


def _of_numbers(name: str, value: Any) -> Given:
    """A number, a list of numbers or a list of rows."""
    value = value.tolist() if hasattr(value, "tolist") else value
    if not isinstance(value, Sequence):
        return (), _number(name, value)
    rows = [row.tolist() if hasattr(row, "tolist") else row for row in value]
    if not any(isinstance(row, Sequence) for row in rows):
        if not rows:
            raise sentences.NOT_A_VALUE(text=f"{name} = []")
        return (len(rows),), [_number(name, entry) for entry in rows]
    if not all(isinstance(row, Sequence) and row for row in rows):
        raise UserError(*sentences.MIXED.words())
    if len({len(row) for row in rows}) > 1:
        raise UserError(*sentences.RAGGED.words(lengths=", ".join([str(len(row)) for row in rows])))
    return (len(rows), len(rows[0])), [_number(name, entry) for row in rows for entry in row]


def _number(name: str, value: Any) -> float:
    if isinstance(value, str):
        ((), number) = _value(f"{name} = {value}")[1]
        return float(number)
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not math.isfinite(number):
        raise sentences.NOT_A_VALUE(text=f"{name} = {value}")
    return number


def _value(text: str) -> tuple[str, Given]:
    if written().comma:
        text = _DECIMAL.sub(r"\1.\2", text)
    if text.count("=") != 1 or _SEVERAL.search(text):
        raise sentences.NOT_A_VALUE(text, 0, text=text.strip())
    try:
        (statement,) = statements(text)
        if any(isinstance(part, Name) and part.name not in CONSTANTS for part in nodes(statement.expression)):
            raise sentences.NOT_A_VALUE(text, text.index("=") + 1, text=text.partition("=")[2].strip())
        builder = Builder(BUILD, {}, (statement,))
        builder.set(statement)
    except UserError as error:
        raise UserError(error.message, error.hint, text, error.position) from None
    vertex = builder.vertices[builder.names[statement.name]]
    if vertex.operation is not None or vertex.value is None:
        raise sentences.NOT_A_VALUE(text, 0, text=text.strip())
    return statement.name, (vertex.shape, vertex.value)
