"""What is filled in at a graph: blanks, and answers for several of them as text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from derivtutor.grading.backward.names import Symbol
from derivtutor.network.shapes import Shape
from derivtutor.network.values import nested
from derivtutor.notation.components import components, outside
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Node

_SHORT, _DIGITS = 7, 6
"""A number that has no more digits than the one is written exactly, any other with as many as the other."""


class Blank(Struct, frozen=True):
    """One thing to fill in: a value or a gradient, in the shape of what it belongs to."""

    symbol: Symbol
    label: str
    shape: Shape
    entries: tuple[float, ...]

    @property
    def text(self) -> str:
        """Its answer as it is typed."""
        return in_brackets(list(map(number_text, self.entries)), self.shape)


def fields(fill: Sequence[str]) -> list[str]:
    """What is to be filled in; one text may list several."""
    return [piece.strip() for text in fill for piece in divided(text, ",;") if piece.strip()]


def pieces(answer: str) -> list[str]:
    """The answers for several blanks."""
    if "=" not in answer:
        return components(answer)
    bare = answer.strip()
    if bare.startswith("(") and bare.endswith(")"):
        bare = bare[1:-1]
    return [piece for piece in divided(bare, ",;\n") if piece.strip()]


def divided(text: str, signs: str) -> list[str]:
    """A text divided at signs outside of brackets."""
    return re.split(
        "\0", "".join(["\0" if mark in signs else typed for typed, mark in zip(text, outside(text), strict=True)])
    )


def in_brackets(entries: Sequence[str], shape: Shape) -> str:
    """Entries as a number, a vector or a matrix."""
    if not shape:
        return entries[0]
    return str(nested(list(entries), shape)).replace("'", "")


def number_text(value: float) -> str:
    """A number as it is typed: exactly where that is short, else rounded.

    >>> number_text(0.1), number_text(1 / 3), number_text(-0.0), number_text(2.0)
    ('0.1', '0.333333', '0', '2')
    """
    value = value or 0.0
    for digits in range(1, _SHORT + 1):
        shown = f"{value:.{digits}g}"
        if abs(float(shown) - value) <= 1e-12 * abs(value) and "e" not in shown:
            return shown
    shown = f"{value:.{_DIGITS}g}"
    if "e" in shown:
        return f"{value:.{_DIGITS - 1}e}"
    return shown if "." in shown else f"{value:.2f}"


def node(value: float) -> Node:
    mantissa, _, exponent = number_text(value).partition("e")
    return read(f"{mantissa} * 10^({int(exponent)})" if exponent else mantissa).tree


def tolerance(value: float) -> float | None:
    """How far a number may be off where other programs compare: nothing where it is short."""
    is_short = abs(float(number_text(value)) - value) <= 1e-12 * abs(value)
    return None if is_short else float(f"{abs(value) * 0.005:.1g}")
