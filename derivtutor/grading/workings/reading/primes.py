"""Derivatives of brackets, `(x^2)'` and `d(x^2)/dx`, written with `d/dx`, which is how they are read."""

from __future__ import annotations

import re

from derivtutor.grading.workings.reading.source import Source, closing, opening, top_level
from derivtutor.notation.characters import CLOSING
from derivtutor.notation.words import FUNCTION_WORDS, split_letters

_CLOSING = frozenset(CLOSING.values())
_SIZE = re.compile(r"\\(?:left|[bB]igg?l?)\s*$")
_FUNCTION = re.compile(r"(\\?)([A-Za-z]+)(\s*\^\s*(?:\{[^{}]*\}|-?\d+))?\s*$")
_BASE = re.compile(r"(?:\\?[A-Za-z]+|\d+(?:\.\d+)?)\s*$")
_DIFFERENTIAL_OF = re.compile(r"(?<![A-Za-z\\])d\s*(?=[(\[])")
_OPERATOR = re.compile(r"d\s*/\s*d[A-Za-z]|\\d?frac\s*\{\s*d\s*\}\s*\{\s*d\s*[A-Za-z]\s*\}")
_TIMES_OPERATOR = re.compile(rf"\s*(?:[*·×⋅]|\\cdot|\\times)\s*(?={_OPERATOR.pattern})")
_BELOW = re.compile(r"\s*/\s*d(\\?[A-Za-z]+)")


def with_operators(source: Source, variable: str) -> Source:
    """`(x^2)'` and `d(x^2)/dx` written with `d/dx`, which is how they are read."""
    place = 0
    while (prime := source.text.find("'", place)) >= 0:
        count = len(source.text) - prime - len(source.text[prime:].lstrip("'"))
        start = _primed_start(source.text, prime)
        if start is None:
            place = prime + count
            continue
        order = f"^{count}" if count > 1 else ""
        source = source.replaced(prime, prime + count, "))")
        operator = f"(d{order}/d{variable}{order} ("
        source = source.replaced(start, start, operator)
        place = prime + len(operator) + 2
    return _with_fractions(_with_products_apart(source))


def _with_products_apart(source: Source) -> Source:
    """`d/dx x^2 · d/dx sin x` is a product of two derivatives."""
    for times in reversed(list(_TIMES_OPERATOR.finditer(source.text))):
        operators = [
            operator
            for operator in _OPERATOR.finditer(source.text, 0, times.start())
            if operator.start() in top_level(source.text, "d\\")
        ]
        if not operators:
            continue
        operand = source.text[operators[-1].end() : times.start()]
        if operand.strip() and operand.lstrip()[0] not in CLOSING and not top_level(operand, "+-−"):
            source = source.replaced(times.start(), times.start(), ")")
            source = source.replaced(operators[-1].end(), operators[-1].end(), "(")
    return source


def _with_fractions(source: Source) -> Source:
    place = 0
    while above := _DIFFERENTIAL_OF.search(source.text, place):
        place = above.end()
        end = closing(source.text, above.end())
        below = _BELOW.match(source.text, end + 1) if end is not None else None
        if end is not None and below:
            source = source.replaced(end + 1, below.end(), ")")
            source = source.replaced(above.start(), above.end(), f"(d/d{below[1]} ")
    return source


def _primed_start(text: str, prime: int) -> int | None:
    """Where that begins which the prime after a closing bracket belongs to; None where it belongs to a name."""
    end = len(text[:prime].rstrip())
    last = text[end - 1 : end]
    start = opening(text, end - 1) if last in _CLOSING else None
    if start is None:
        return None
    size = _SIZE.search(text, 0, start)
    start = size.start() if size else start
    before = text[:start].rstrip()
    if before.endswith("^"):
        return _base_start(before[:-1].rstrip())
    if last == "}" and (before.endswith("_") or re.search(r"\\[A-Za-z]+$|\}$", before)):
        return None
    function = _FUNCTION.search(before)
    if function and (function[1] or not function[3] or split_letters(function[2])[-1] in FUNCTION_WORDS):
        last = split_letters(function[2])[-1]
        called = last in FUNCTION_WORDS or (not function[3] and last in "fghuvwy" and last == ")")
        if called:
            return function.start() if function[1] else function.end(2) - len(last)
    return start


def _base_start(before: str) -> int | None:
    """Where the base of a power begins that ends here."""
    if before[-1:] in _CLOSING:
        return opening(before, len(before) - 1)
    base = _BASE.search(before)
    if base is None:
        return None
    if base[0].startswith("\\") or base[0][0].isdigit():
        return base.start()
    return base.start() + len(base[0].rstrip()) - len(split_letters(base[0].rstrip())[-1])
