"""The Markdown of a lesson: its blocks with their lines, in which formulas are neither emphasis nor lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from derivtutor.notation.within import MATH

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MASK = "\ue000"
"""Stands for each letter of a formula while blocks are looked for."""

_SIGN = re.compile(r"[^\n]")


class Formula(Struct, frozen=True):
    """What stands between dollar signs, and where: the line and the column of the first sign, from 1."""

    text: str
    line: int
    column: int
    is_displayed: bool = False


class Page(Struct, frozen=True):
    """A text: its blocks as tokens, its formulas, and the line and column of dollars without a partner."""

    tokens: Sequence[Token]
    formulas: Sequence[Formula]
    lonely: Sequence[tuple[int, int]]


@cache
def parser() -> MarkdownIt:
    """What reads Markdown as lessons have it: CommonMark with tables."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table")


def page(lines: Sequence[str]) -> Page:
    """The blocks of a text.

    Formulas are looked for paragraph by paragraph, so that one dollar too few does no harm below, and not in blocks.
    """
    bare = [*lines]
    formulas: list[Formula] = []
    lonely: list[tuple[int, int]] = []
    for start, end in _paragraphs(bare, parser().parse("\n".join(bare))):
        masked = _masked("\n".join(bare[start:end]), start, formulas)
        for number, line in enumerate(masked.split("\n")):
            lonely += [(start + number + 1, place + 1) for place, sign in enumerate(line) if sign == "$"]
            bare[start + number] = line
    return Page(parser().parse("\n".join(bare)), formulas, lonely)


def _paragraphs(lines: Sequence[str], tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Lines that stand together, outside of blocks."""
    fenced = {number for token in tokens if token.type == "fence" and token.map for number in range(*token.map)}
    start = 0
    for number in range(len(lines) + 1):
        if number == len(lines) or number in fenced or not lines[number].strip():
            if start < number:
                yield start, number
            start = number + 1


def _masked(text: str, first: int, formulas: list[Formula]) -> str:
    """A text without its formulas, which are added to the others, every other letter where it was."""

    def mask(match: re.Match[str]) -> str:
        before = text[: match.start()]
        column = len(before) - before.rfind("\n")
        line = first + before.count("\n") + 1
        formulas.append(Formula((match[1] or match[2]).strip(), line, column, match[1] is not None))
        return _SIGN.sub(_MASK, match[0])

    return MATH.sub(mask, text)
