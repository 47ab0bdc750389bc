"""Pieces of Python code that put themselves in brackets where they need them."""

from __future__ import annotations

from msgspec import Struct

from derivtutor.network.shapes import Shape
from derivtutor.network.values import Value, nested

LEVELS = ("", "sum", "product", "matrix", "unary", "power", "atom")
"""What binds its operands how tightly, loosest first; `@` stands above `*`, so that a mixture of them gets brackets."""


class Piece(Struct, frozen=True):
    """An expression, and how tightly its outermost operation binds."""

    text: str
    level: str = "atom"

    def __format__(self, least: str) -> str:
        """The text, in brackets if it binds less tightly than `least`.

        >>> f"{Piece('w + b', 'sum'):product} * x"
        '(w + b) * x'
        """
        return self.text if LEVELS.index(self.level) >= LEVELS.index(least) else f"({self.text})"


class Spelling(Struct, frozen=True):
    """How an operation is written with its operands: `{0:product} * {1:unary}`; `{all}` are all of them."""

    template: str
    level: str = "atom"

    def of(self, *operands: Piece) -> Piece:
        """The operation, done to these."""
        return Piece(self.template.format(*operands, all=", ".join([each.text for each in operands])), self.level)


def number(value: float, is_whole: bool = False) -> Piece:
    """A number with all its digits; without a point if it is whole and may be."""
    text = str(int(value)) if is_whole and value == int(value) and abs(value) < 1e15 else repr(float(value))
    return Piece(text, "unary" if text.startswith("-") else "atom")


def content(value: Value, shape: Shape) -> str:
    """A number with a point, or nested lists of them."""
    return str(nested([float(entry) for entry in value], shape)) if shape else repr(float(value))


def comment(text: str) -> str:
    """A line of the program as a comment; what cannot be seen is written as its code."""
    seen = [letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text.strip()]
    return f"# {''.join(seen)}"
