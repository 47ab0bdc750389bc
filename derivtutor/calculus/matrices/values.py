"""Values of scalars, vectors and matrices: as nested lists, as text, or from a file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from derivtutor.network.matrices import sentences
from derivtutor.network.matrices.dimensions import in_words
from derivtutor.network.matrices.evaluate import Matrix
from derivtutor.network.matrices.expression import SCALAR, Shape

_ENTRY = re.compile(r"\s*([^\W\d_]\w*)\s*=\s*")
_FRACTION = re.compile(r"(-?[0-9.]+)\s*/\s*([0-9.]+)")
_BARE_POINT = re.compile(r"(?<![0-9.])\.(?=[0-9])")


def read_values(at: Any) -> dict[str, Matrix]:
    """Values by their letters: a mapping, text such as `X=[[1, 2], [3, 4]],w=(1, 2)`, or the `Path` of a file.

    Raises:
        UserError: where one is no number, vector or matrix.
    """
    if isinstance(at, Mapping):
        return {str(letter): as_matrix(value, str(value)) for letter, value in at.items()}
    given = [at] if isinstance(at, str | Path) else at
    return {letter: matrix for each in given for letter, matrix in _from(each)}


def _from(given: Any) -> Iterator[tuple[str, Matrix]]:
    """A text is never taken for the name of a file: it may come from anywhere."""
    return _from_file(given) if isinstance(given, Path) else _from_text(str(given))


def _from_text(text: str) -> Iterator[tuple[str, Matrix]]:
    position = 0
    while position < len(text):
        match = _ENTRY.match(text, position)
        if match is None:
            raise sentences.NOT_A_VALUE(text=text[position:].strip())
        end = _end(text, match.end())
        yield match[1], _parsed(text[match.end() : end])
        position = end + 1


def _end(text: str, start: int) -> int:
    """Where a value ends: at a comma, semicolon or line end outside of brackets."""
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] in "([") - (text[place] in ")]")
        if depth == 0 and text[place] in ",;\n":
            return place
    return len(text)


def _from_file(name: Path) -> Iterator[tuple[str, Matrix]]:
    try:
        text = name.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError, ValueError):
        raise sentences.NOT_A_FILE(path=name) from None
    if text.lstrip().startswith("{"):
        try:
            found = json.loads(text)
        except ValueError:
            raise sentences.NOT_A_FILE(path=name) from None
        yield from read_values(found).items()
        return
    lines = [line.partition("#")[0].strip() for line in text.splitlines()]
    joined = "\n".join(line for line in lines if line)
    if "=" not in joined:
        raise sentences.NOT_A_FILE(path=name)
    yield from _from_text(re.sub(r"\n\s*(?![^\W\d]\w*\s*=)", " ", joined))


def _parsed(text: str) -> Matrix:
    written = text.strip().replace("(", "[").replace(")", "]").replace("−", "-")
    plain = _FRACTION.sub(lambda match: repr(float(Fraction(match[1]) / Fraction(match[2]))), written)
    try:
        return as_matrix(json.loads(_BARE_POINT.sub("0.", plain)), text.strip())
    except (ValueError, ZeroDivisionError):
        raise sentences.NOT_A_VALUE(text=text.strip()) from None


def as_matrix(value: Any, text: str) -> Matrix:
    """The rows of a number, a vector or a matrix.

    Raises:
        UserError: where it is none of them, or ragged.
    """
    value = value.tolist() if hasattr(value, "tolist") else value
    if isinstance(value, str):
        return _parsed(value)
    if not isinstance(value, Sequence):
        return [[_number(value, text)]]
    rows = [list(row) if isinstance(row, Sequence) and not isinstance(row, str) else [row] for row in value]
    if not rows or not rows[0] or len({len(row) for row in rows}) != 1:
        raise sentences.NOT_A_VALUE(text=text)
    return [[_number(entry, text) for entry in row] for row in rows]


def _number(value: Any, text: str) -> complex:
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction):
        raise sentences.NOT_A_VALUE(text=text)
    number = float(value)
    if number - number != 0:
        raise sentences.NOT_A_VALUE(text=text)
    return complex(number)


def shape_of(matrix: Matrix) -> Shape:
    return len(matrix), len(matrix[0])


def joined_shapes(shapes: Mapping[str, Shape], values: Mapping[str, Matrix]) -> dict[str, Shape]:
    """The shapes that were given, and those of the values.

    Raises:
        UserError: where a value has another shape than was said.
    """
    joined = dict(shapes)
    for letter, matrix in values.items():
        shape = shape_of(matrix)
        wanted = shapes.get(letter, shape)
        if any(isinstance(side, int) and side != ours for side, ours in zip(wanted, shape, strict=True)):
            raise sentences.OTHER_SHAPE(letter=letter, shape=in_words(shape), wanted=in_words(wanted))
        joined[letter] = shape
    return joined


def nested(matrix: Matrix) -> Any:
    """A number, a list, or a list of rows, as one writes them."""
    rows = [[entry.real for entry in row] for row in matrix]
    if shape_of(matrix) == SCALAR:
        return rows[0][0]
    return [row[0] for row in rows] if len(rows[0]) == 1 else rows
