"""Limits and values at a point in a working: `lim_{h→0} (f(x + h) − f(x))/h`, `3x^2 |_{x=2}`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from derivtutor.grading.workings.reading.source import Source, opening, top_level

LIMIT = "f_lim"
"""The function that a limit is read as; its arguments are the expression, the letter and where that goes."""

INCREMENT = "D_"
"""What the names of increments begin with: `Δx` is read as `D_x`."""

STEP = "h"
"""What a step is usually called that goes to 0."""

_ARROW = r"(?:[-=–]+>|→|⟶|\\(?:to|rightarrow|longrightarrow)(?![A-Za-z]))"
_INCREMENT = re.compile(r"(?:\\Delta(?![A-Za-z])|Δ|∆)\s*(?:\{([A-Za-z])\}|([A-Za-z])(?![A-Za-z]))")
_LIMIT = re.compile(
    rf"\\?\blim(?:it)?s?(?:\\limits)?\s*(?:as\s+)?(?:_\s*)?[{{(\[]?\s*(?:as\s+)?(\\?[A-Za-z]+(?:_(?:[A-Za-z]|\{{[A-Za-z]\}}))?)\s*{_ARROW}"
    r"\s*(-?\\?\w+)(?:\^\{?[-+]\}?|[⁺⁻]|[-+](?=\s*[})\]]))?\s*[})\]]?(?:\s*of\b)?",
    re.IGNORECASE,
)
_ANY_LIMIT = re.compile(
    r"(?<![A-Za-z])\\?lim(?:_|(?![A-Za-z])(?=\s*(?:[(\[{\d]|\\[A-Za-z]|[A-Za-z](?![A-Za-z]))))", re.IGNORECASE
)
_AT_BAR = re.compile(r"(?<=[\w)\]'])\s*\|\s*_?\s*([A-Za-z])\s*=\s*(-?(?:[\d./]+|\\?pi\b|π|[a-z]\b)(?:/\d+)?)")
_LEFT_OF_BAR = re.compile(r"(\\left\s*\.).*?(\\right\s*(?:\||\\vert|\\rvert))")
_READ = re.compile(r"lim_\{(\w+)=(-?\w+)\}")
_UNDER_BAR = re.compile(
    r"(?:\\right\s*|\\[bB]igg?[lr]?\s*)?\|\s*_\s*(?:\{\s*(?:[A-Za-z]+\s*=\s*)?([^{}]+?)\s*\}"
    r"|\(\s*(?:[A-Za-z]\s*=\s*)?([^()]+?)\s*\)|(?:[A-Za-z]\s*=\s*)?(-?[\d./]+|[a-z]))"
)
_UNDER_BRACKET = re.compile(r"(?<=\])\s*_\s*\{\s*[A-Za-z]\s*=\s*([^{}]+?)\s*\}()()")


def with_limits(source: Source) -> Source:
    """Every way of writing a limit as `lim_{h=0}`, and an increment `Δx` as one letter with an index."""
    for bar in reversed(list(_AT_BAR.finditer(source.text))):
        source = source.replaced(*bar.span(), f"|_{{{bar[1]}={bar[2]}}}")
    while match := _INCREMENT.search(source.text):
        source = source.replaced(*match.span(), f"D_{{{match[1] or match[2]}}}")
    if match := _LEFT_OF_BAR.search(source.text):
        source = source.replaced(*match.span(2), ")|").replaced(*match.span(1), "(")
    if "lim" not in source.text.lower():
        return source
    place = 0
    while match := _LIMIT.search(source.text, place):
        letter = match[1].removeprefix("\\").replace("{", "").replace("}", "")
        gap = "" if source.text[match.end() : match.end() + 1].isspace() else " "
        written = f" lim_{{{letter}={match[2].removeprefix(chr(92))}}}{gap}"
        source = source.replaced(*match.span(), written)
        place = match.start() + len(written)
    return source


def with_bare_limits(sources: Sequence[Source], letters: frozenset[str] = frozenset()) -> list[Source]:
    """Lines in which a `lim` alone is the limit that was taken last, as in `lim_{h→0} (4h + h^2)/h = lim (4 + h)`.

    Before any was taken, it is that of the usual step, to 0.

    Args:
        sources: the lines.
        letters: those of the problem, none of which is the step.
    """
    found, last, usual = [], "", _usual_limit(" ".join(source.text for source in sources), letters)
    for source in sources:
        place = 0
        while match := _ANY_LIMIT.search(source.text, place):
            limit = _LIMIT.match(source.text, match.start())
            place = limit.end() if limit else match.end()
            if limit:
                last = limit[0]
            elif taken := last or usual * (not match[0].endswith("_")):
                source = source.replaced(*match.span(), f"{taken} ")
                place = match.start() + len(taken)
        found.append(source)
    return found


def _usual_limit(text: str, letters: frozenset[str]) -> str:
    """The limit for `h → 0` or `Δx → 0`, by which step is written; nothing where there is none."""
    increment = _INCREMENT.search(text)
    step = increment[0] if increment else STEP
    is_written = increment or (STEP not in letters and re.search(rf"(?<![A-Za-z\\]){STEP}(?![a-z])|[\dxy]h", text))
    return rf"lim_{{{step} → 0}}" if is_written else ""


def as_calls(source: Source, variable: str) -> Source:
    """One side of an equation with its limits and its values at a point as calls, which is how they are read."""
    while match := _last(source.text):
        end = _end_of_operand(source.text, match.end())
        source = source.replaced(end, end, f"), {match[1]}, {match[2]})")
        source = source.replaced(*match.span(), f"{LIMIT}((")
    for pattern in (_UNDER_BAR, _UNDER_BRACKET):
        while match := pattern.search(source.text):
            start = _start_of_operand(source.text, match.start())
            value = match[1] or match[2] or match[3]
            source = source.replaced(*match.span(), f"), {variable}, {value})")
            source = source.replaced(start, start, f"{LIMIT}((")
    return source


def _last(text: str) -> re.Match[str] | None:
    return next(reversed(list(_READ.finditer(text))), None)


def _end_of_operand(text: str, start: int) -> int:
    """A limit reaches to the next one that is added to it, else to the end of what it stands in."""
    depth = 0
    sign = None
    for place in range(start, len(text)):
        depth += (text[place] in "([{") - (text[place] in ")]}")
        if depth < 0:
            return place
        if depth == 0 and text[place] in "+-−–" and text[start:place].strip():
            sign = place
        elif depth == 0 and sign is not None and text.startswith((LIMIT, "lim_"), place):
            return sign
    return len(text)


def _start_of_operand(text: str, end: int) -> int:
    """Where that begins which is taken at a point: with a bracket, or with the whole side."""
    before = text[:end].rstrip()
    if before.endswith((")", "]")):
        start = opening(before, len(before) - 1)
        if start is not None and not before[:start].rstrip()[-1:].isalnum():
            return start
    signs = [place for place in top_level(before, "=") if place]
    return signs[-1] + 1 if signs else 0
