"""The shapes of functions of arrays: what their arguments must be, and what comes out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from derivtutor.network.matrices import sentences
from derivtutor.network.matrices.dimensions import ONE, Side, Sides, found, is_column, is_scalar, unify
from derivtutor.notation.rational import rational
from derivtutor.notation.tree import Call, Name, Number

if TYPE_CHECKING:
    from derivtutor.network.matrices.inference import Inference


def to_scalar(i: Inference, node: Call) -> Sides:
    i.added += 1
    i.arguable(node.arguments[0])
    i.added -= 1
    return ONE


def of_square(i: Inference, node: Call) -> Sides:
    argument = node.arguments[0]
    sides = i.of(argument)
    i.oddities += i.is_odd(argument, sides)
    if is_scalar(sides):
        return sides
    return i.square(argument, sides, node.function)


def square_to_scalar(i: Inference, node: Call) -> Sides:
    of_square(i, node)
    return ONE


def norm(i: Inference, node: Call) -> Sides:
    to_scalar(i, node)
    index = norm_index(i.text, node)
    if index not in ("", "1", "2", "F"):
        i.fail(sentences.OTHER_NORM, node, index=index)
    sides = i.sides[id(node.arguments[0])]
    if index in ("1", "2") and not is_column(sides) and not is_scalar(sides):
        i.fail(sentences.NORM_OF_MATRIX, node, operand=i.written(node.arguments[0]), index=index)
    return ONE


_INDEX = re.compile(r"(?:[|‖]|Vert)\s*(?:_\s*\{?\s*([^{}\s]+)\s*\}?|([₁₂]))$")


def norm_index(text: str, node: Call) -> str:
    """What is written below the bars of a norm."""
    written = text[slice(*node.span)] if node.span else ""
    below = _INDEX.search(written)
    return unicodedata.normalize("NFKC", below[1] or below[2]) if below else ""


def bars(i: Inference, node: Call) -> Sides:
    """`|x|` of a scalar; of a square matrix the bars mean its determinant."""
    (argument,) = node.arguments
    sides = i.of(argument)
    if node.span is None or i.text.startswith("abs", node.span[0]) or is_scalar(sides) or i.added:
        return sides
    if is_column(sides) or found(sides[0]) == 1:
        i.fail(sentences.BARS_AROUND_VECTOR, node, operand=i.written(argument))
    i.square(argument, sides, "det")
    return ONE


def vector(i: Inference, node: Call) -> Sides:
    argument = node.arguments[0]
    sides = i.of(argument)
    if not unify(sides[1], 1) or is_scalar(sides):
        words = {"operand": i.written(argument), "shape": i.says(sides)}
        i.oddities += 1
        i.fail(sentences.NOT_A_VECTOR, argument, function=node.function, **words)
    return sides


def diagonal(i: Inference, node: Call) -> Sides:
    i.arguable(node.arguments[0])
    sides = i.sides[id(node.arguments[0])]
    if is_column(sides):
        return sides[0], sides[0]
    i.square(node.arguments[0], sides, "diag")
    return sides[0], 1


def outer(i: Inference, node: Call) -> Sides:
    one, other = [vector(i, Call("outer", (argument,), node.span)) for argument in node.arguments]
    return one[0], other[0]


def of_two(i: Inference, node: Call) -> Sides:
    left, right = node.arguments
    pair = (i.of(left), i.of(right))
    i.oddities += sum(i.is_odd(each, sides) for each, sides in zip(node.arguments, pair, strict=True))
    if is_scalar(pair[0]) != is_scalar(pair[1]):
        i.oddities += 1
    i.same(sentences.MISMATCH_ENTRIES, left, right, pair)
    return ONE


def eye(i: Inference, node: Call) -> Sides:
    size = length(i, node.arguments[0])
    return size, size


def filled(i: Inference, node: Call) -> Sides:
    sides = [length(i, argument) for argument in node.arguments[:2]]
    return sides[0], sides[1] if len(sides) > 1 else 1


def length(i: Inference, node: Any) -> Side:
    if isinstance(node, Name) and node.name not in i.letters:
        return node.name
    value = rational(node)
    if value is None or value.denominator != 1 or value < 1:
        i.fail(sentences.NOT_A_SIZE, node, operand=i.written(node))
    return int(value)


def greatest(i: Inference, node: Call) -> Sides:
    zeros = [argument for argument in node.arguments if isinstance(argument, Number) and not argument.value]
    others = [argument for argument in node.arguments if argument not in zeros]
    if node.function != "max" or len(others) != 1 or len(zeros) != 1:
        i.fail(sentences.MAX_OF_ZERO, node)
    i.of(zeros[0])
    return i.of(others[0])


def transposed(i: Inference, node: Call) -> Sides:
    rows, columns = i.of(node.arguments[0])
    return columns, rows


FUNCTIONS: Mapping[str, Callable[[Inference, Call], Sides]] = {
    "tr": square_to_scalar,
    "det": square_to_scalar,
    "logdet": square_to_scalar,
    "inv": of_square,
    "norm": norm,
    "sum": to_scalar,
    "logsumexp": to_scalar,
    "log_softmax": vector,
    "mean": to_scalar,
    "abs": bars,
    "softmax": vector,
    "diag": diagonal,
    "outer": outer,
    "dot": of_two,
    "bce": of_two,
    "mse": of_two,
    "cross_entropy": of_two,
    "softmax_cross_entropy": of_two,
    "eye": eye,
    "ones": filled,
    "zeros": filled,
    "max": greatest,
    "min": greatest,
    "transpose": transposed,
}
"""Each function by its name."""
