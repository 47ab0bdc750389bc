"""Answers that would be right if brackets stood where their writer may have thought of them: `1/2sqrt(x)`, `e^2x`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from derivtutor.errors import UserError
from derivtutor.notation.characters import CLOSING
from derivtutor.notation.reader import Base, read
from derivtutor.notation.tree import Node

Span: TypeAlias = tuple[int, int]
"""Where a bracket would open, and where it would close."""

_OPERATOR = re.compile(r"/|\^|\*\*|√")
_ENDS = {
    "run": re.compile(r"[-+*/\s]"),
    "product": re.compile(r"[-+/\s]"),
    "fraction": re.compile(r"[-+*\s]"),
    "spaced run": re.compile(r"[-+*/]"),
    "spaced product": re.compile(r"[-+/]"),
    "spaced fraction": re.compile(r"[-+*]"),
}
"""What ends that which was meant: the `2x` in `e^2x+1`, the `2*x` in `1/2*x+1`, the `1/2` in `x^1/2+1`."""

_WAYS = {"/": ("run", "product", "spaced run", "spaced product"), "√": ("run", "spaced run")}
"""What may be meant after an operator; after that of a power, as in `_AFTER_POWER`."""

_AFTER_POWER = ("run", "fraction", "spaced run", "spaced fraction")

_TERM = re.compile(r"[-+]")
_SIGN = re.compile(r"\s*[-+]?\s*")
_FRACTION_APART = re.compile(r"\d/\d+\s")
"""`1/2 x`: whoever leaves a space there means the fraction."""

_RAISED_BELOW = re.compile(r"(?:\^|\*\*)\s*\(?\s*-")
"""Nobody puts a negative power into a denominator."""

_BARE = re.compile(r"\s*(?:\d*\.?\d+|\w)\s*")
"""What needs no brackets."""

_LONGEST, _MOST = 200, 80
"""Longer answers are left alone, and so many placings are tried."""


def may_lack_brackets(text: str) -> bool:
    """Whether there is anything in an answer, as it was typed, around which brackets could be missing."""
    return _OPERATOR.search(text) is not None


def with_brackets(text: str, is_right: Callable[[Node], bool], log: Base = "e") -> str | None:
    """A wrong answer with brackets that make it right, or None.

    Brackets and fractions that stand there are meant as they stand, so an answer in LaTeX is left alone.

    Args:
        text: the answer as it was typed.
        is_right: whether an expression is the right answer.
        log: the base of logarithms that are written without one.
    """
    if len(text) > _LONGEST or "\\" in text:
        return None
    tried = {text}
    for spans in _placings(text):
        placed = _placed(text, spans)
        if placed in tried:
            continue
        tried.add(placed)
        try:
            if is_right(read(placed, log=log).tree):
                return " ".join(placed.split())
        except UserError:
            pass  # brackets can make it unreadable
        if len(tried) > _MOST:
            break
    return None


def _placings(text: str) -> Iterator[Sequence[Span]]:
    """Where brackets may be missing: at one place, around both parts of a fraction, everywhere in the same way."""
    depths = _depths(text)
    alike: dict[str, list[Span]] = {}
    for operator in _OPERATOR.finditer(text):
        spans = _spans(text, depths, operator)
        for way, span in spans.items():
            alike.setdefault(way, []).append(span)
            yield [span]
        if "top" in spans and "bottom" in spans:
            yield [spans["top"], spans["bottom"]]
    yield from (spans for spans in alike.values() if len(spans) > 1)


def _spans(text: str, depths: Sequence[int], operator: re.Match[str]) -> dict[str, Span]:
    """What may be meant to stand below or above a line, in an exponent, or under a root."""
    before, after = operator.span()
    outside = [place for place, depth in enumerate(depths) if depth < depths[before]]
    begin = max([place + 1 for place in outside if place < before], default=0)
    end = min([place for place in outside if place > before], default=len(text))

    sign = _SIGN.match(text, after, end)
    first = sign.end() if sign else after

    def until(ends: re.Pattern[str]) -> int:
        """The first place outside of further brackets where something ends; a sign after an operator ends nothing."""
        for place in range(first, end):
            if depths[place] == depths[before] and ends.match(text, place) and not _is_sign(text, place):
                return place
        return end

    ways = _WAYS.get(operator[0], _AFTER_POWER)
    if _FRACTION_APART.match(text, max(0, before - 1)):
        ways = tuple(way for way in ways if not way.startswith("spaced"))
    spans = {f"{operator[0]} {way}": (after, until(_ENDS[way])) for way in ways}
    if operator[0] != "√" and until(_TERM) < end:
        spans["bottom" if operator[0] == "/" else "exponent"] = (after, end)
    if operator[0] == "/":
        spans = {way: span for way, span in spans.items() if not _RAISED_BELOW.search(text, *span)}
        spans["top"] = (begin, before)
    return {way: _within_spaces(text, *span) for way, span in spans.items() if not _BARE.fullmatch(text, *span)}


def _within_spaces(text: str, start: int, end: int) -> Span:
    """A span without the spaces at its ends."""
    part = text[start:end]
    return end - len(part.lstrip()), start + len(part.rstrip())


def _depths(text: str) -> list[int]:
    """How many brackets there are around each character; a bracket stands outside of itself."""
    depths, depth = [], 0
    for character in text:
        depth -= character in CLOSING.values()
        depths.append(depth)
        depth += character in CLOSING
    return depths


def _is_sign(text: str, index: int) -> bool:
    """Whether a minus or plus stands after an operator: it is no difference."""
    return text[index] in "-+" and text[:index].rstrip().endswith(("^", "*", "/"))


def _placed(text: str, spans: Sequence[Span]) -> str:
    """A text with brackets around some of its parts."""
    signs = [*((start, "(") for start, _ in spans), *((end, ")") for _, end in spans)]
    for place, sign in sorted(signs, key=lambda each: (-each[0], each[1])):
        text = text[:place] + sign + text[place:]
    return text
