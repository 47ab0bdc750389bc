"""Why an operation has no value, or no slope, at a point: which operand is what it may not be."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from derivtutor.analysis.behaviour import BEHAVIOURS
from derivtutor.language import decimals, translated
from derivtutor.network import sentences
from derivtutor.network.operations import LETTERS, Operation, pointwise
from derivtutor.network.running import points
from derivtutor.network.shapes import Shape
from derivtutor.network.values import Value
from derivtutor.notation.real import compile_real

_TYPED = re.compile(r"-?[0-9.]+")

Says: TypeAlias = tuple[str, str]

_NEEDS = {
    "u > 0": "a positive number", "v > 0": "a positive number", "u >= 0": "a number that is not negative",
    "u != 0": "a number other than 0", "u != 1": "a base other than 1", "u >= 1": "a number that is at least 1",
    "-1 <= u <= 1": "a number from -1 to 1", "-1 < u < 1": "a number between -1 and 1",
    "0 < u <= 1": "a positive number that is at most 1", "0 < u < 1": "a number between 0 and 1",
    "|u| >= 1": "a number whose size is at least 1", "|u| > 1": "a number whose size is more than 1",
    "cos(u) != 0": "a number whose cosine is not 0", "sin(u) != 0": "a number whose sine is not 0",
}  # fmt: skip
"""The conditions of domains in words."""


def why_undefined(
    operation: Operation, name: str, operands: Sequence[str], shapes: Sequence[Shape], values: Sequence[Value]
) -> Says:
    """Why an operation has no value: `name` is the result's, `operands` the names of what it was done to."""
    if operation.formula is not None:
        value = pointwise(operation).value
        places = points(shapes, values)
        entry = next((at for at, point in enumerate(places) if math.isnan(value(point))), 0)
        said = [_place(text, shape, entry) for text, shape in zip(operands, shapes, strict=True)]
        return _of_numbers(operation, name, said, places[entry])
    if operation.name in _OF_ARRAYS:
        return _OF_ARRAYS[operation.name](operation, name, operands, shapes, values)
    return sentences.TOO_LARGE.words(name=name)


def why_no_slope(name: str, operand: str, shape: Shape, value: Value, slopes: Sequence[Any] = ()) -> Says:
    """Why there is no derivative by an operand, where the result has a value."""
    entry = next((at for at, slope in enumerate(slopes) if slope != slope), 0)
    number = value[entry] if shape else value
    return sentences.NO_SLOPE_HERE.words(name=name, operand=_place(operand, shape, entry), value=_number(number))


def _of_numbers(operation: Operation, name: str, operands: Sequence[str], point: Sequence[float]) -> Says:
    if operation.name in _OF_ARITHMETIC:
        return _OF_ARITHMETIC[operation.name](operation, name, operands, point)
    behaviour = BEHAVIOURS.get(operation.name)
    conditions = zip(behaviour.domain.split("; "), behaviour.conditions, strict=False) if behaviour else ()
    for text, condition in conditions:
        if compile_real(condition, LETTERS[: len(point)])(point) != 1:
            at = 1 if "v" in text else 0
            says = sentences.OUTSIDE_AS_TYPED if _is_typed(operands[at]) else sentences.OUTSIDE
            return says.words(
                function=translated(operation.title),
                needs=translated(_NEEDS[text]),
                operand=operands[at],
                value=_number(point[at]),
            )
    return sentences.TOO_LARGE.words(name=name)


def _of_division(operation: Operation, name: str, operands: Sequence[str], point: Sequence[float]) -> Says:
    if point[1] != 0:
        return sentences.TOO_LARGE.words(name=name)
    says = sentences.DIVIDES_BY_NOTHING if _is_typed(operands[1]) else sentences.DIVIDES_BY_ZERO
    return says.words(name=name, below=operands[1])


def _of_power(operation: Operation, name: str, operands: Sequence[str], point: Sequence[float]) -> Says:
    base, *exponent = point
    if base == 0:
        return sentences.POWER_OF_ZERO.words(name=name, base=operands[0])
    if base < 0 and not math.isnan(pointwise(operation).value([-base, *exponent])):
        return sentences.POWER_OF_NEGATIVE.words(name=name, base=operands[0], value=_number(base))
    return sentences.TOO_LARGE.words(name=name)


_OF_ARITHMETIC: Mapping[str, Callable[[Operation, str, Sequence[str], Sequence[float]], Says]] = {
    "divide": _of_division, "power": _of_power,
}  # fmt: skip


def _singular(operation: Operation, name: str, operands: Sequence[str], *_: Any) -> Says:
    return sentences.SINGULAR.words(function=translated(operation.title), operand=operands[0])


def _not_positive(
    operation: Operation, name: str, operands: Sequence[str], shapes: Sequence[Shape], values: Sequence[Value]
) -> Says:
    entries = values[0] if shapes[0] else [values[0]]
    entry = next((at for at, number in enumerate(entries) if number <= 0), None)
    if entry is None:
        return sentences.TOO_LARGE.words(name=name)
    place = _place(operands[0], shapes[0], entry)
    return sentences.OUTSIDE.words(
        function=translated(operation.title),
        needs=translated(_NEEDS["u > 0"]),
        operand=place,
        value=_number(entries[entry]),
    )


_OF_ARRAYS: Mapping[str, Callable[..., Says]] = {
    "inv": _singular, "logdet": _singular, "cross_entropy": _not_positive,
}  # fmt: skip


def _place(text: str, shape: Shape, entry: int) -> str:
    """An operand that is a number, or one entry of it."""
    if not shape:
        return text
    if len(shape) == 1:
        return translated("entry {number} of {name}").format(number=entry + 1, name=text)
    row, column = divmod(entry, shape[1])
    told = translated("the entry in row {row} and column {column} of {name}")
    return told.format(row=row + 1, column=column + 1, name=text)


def _is_typed(operand: str) -> bool:
    """Whether an operand is a number as it stands in the line."""
    return _TYPED.fullmatch(operand) is not None


def _number(value: Any) -> str:
    return decimals(f"{value:.6g}")
