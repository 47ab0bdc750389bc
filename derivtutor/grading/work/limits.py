"""Limits and values at a point in a working: `lim_{h→0} (f(x + h) − f(x))/h`, `3x^2 |_{x=2}`."""

from __future__ import annotations

import re

from derivtutor.derivation.explain import explain
from derivtutor.grading.comparison import Known
from derivtutor.grading.work.source import Source, opening, top_level
from derivtutor.notation.expression import Expression
from derivtutor.notation.tree import (
    CONSTANTS,
    Name,
    Negation,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Unknown,
    names,
    substitute,
)

LIMIT = "f_lim"
"""The function that a limit is read as; its arguments are the expression, the letter and where that goes."""

INCREMENT = "D_"
"""What the names of increments begin with: `Δx` is read as `D_x`."""

_MOST_DERIVATIVES = 4
_ARROW = r"(?:[-=–]+>|→|⟶|\\(?:to|rightarrow|longrightarrow)(?![A-Za-z]))"
_INCREMENT = re.compile(r"(?:\\Delta(?![A-Za-z])|Δ|∆)\s*\{?([A-Za-z])\}?(?![A-Za-z])")
_LIMIT = re.compile(
    rf"\\?\blim(?:it)?s?(?:\\limits)?\s*(?:as\s+)?(?:_\s*)?[{{(\[]?\s*(?:as\s+)?(\\?[A-Za-z]+(?:_[A-Za-z])?)\s*{_ARROW}"
    r"\s*(-?\\?\w+)(?:\^\{?[-+]\}?|[⁺⁻]|[-+](?=\s*[})\]]))?\s*[})\]]?(?:\s*of\b)?",
    re.IGNORECASE,
)
_LEFT_OF_BAR = re.compile(r"(\\left\s*\.).*?(\\right\s*(?:\||\\vert|\\rvert))")
_READ = re.compile(r"lim_\{(\w+)=(-?\w+)\}")
_UNDER_BAR = re.compile(
    r"(?:\\right\s*|\\[bB]igg?[lr]?\s*)?\|\s*_\s*(?:\{\s*(?:[A-Za-z]+\s*=\s*)?([^{}]+?)\s*\}"
    r"|\(\s*(?:[A-Za-z]\s*=\s*)?([^()]+?)\s*\)|(?:[A-Za-z]\s*=\s*)?(-?[\d./]+|[a-z]))"
)
_UNDER_BRACKET = re.compile(r"(?<=\])\s*_\s*\{\s*[A-Za-z]\s*=\s*([^{}]+?)\s*\}()()")


def with_limits(source: Source) -> Source:
    """Every way of writing a limit as `lim_{h=0}`, and an increment `Δx` as one letter with an index."""
    while found := _INCREMENT.search(source.text):
        source = source.replaced(*found.span(), f"D_{{{found[1]}}}")
    if found := _LEFT_OF_BAR.search(source.text):
        source = source.replaced(*found.span(2), ")|").replaced(*found.span(1), "(")
    if "lim" not in source.text.lower():
        return source
    place = 0
    while found := _LIMIT.search(source.text, place):
        letter = found[1].removeprefix("\\")
        written = f" lim_{{{'D_x' if letter == 'D_' else letter}={found[2].removeprefix(chr(92))}}} "
        source = source.replaced(*found.span(), written)
        place = found.start() + len(written)
    return source


def as_calls(source: Source, variable: str) -> Source:
    """One side of an equation with its limits and its values at a point as calls, which is how they are read."""
    while found := _last(source.text):
        end = _end_of_operand(source.text, found.end())
        source = source.replaced(end, end, f"), {found[1]}, {found[2]})")
        source = source.replaced(*found.span(), f"{LIMIT}((")
    for pattern in (_UNDER_BAR, _UNDER_BRACKET):
        while found := pattern.search(source.text):
            start = _start_of_operand(source.text, found.start())
            value = found[1] or found[2] or found[3]
            source = source.replaced(*found.span(), f"), {variable}, {value})")
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


def is_limit(node: Node) -> bool:
    """Whether this is a limit, or the value of an expression at a point."""
    return isinstance(node, Unknown) and node.name == LIMIT


def limit(operand: Node, letter: Node, value: Node) -> Node:
    """What an expression without derivatives comes to where a letter takes a value; 0/0 by the rule of l'Hôpital."""
    if not isinstance(letter, Name) or letter.name not in names(operand):
        return operand
    top, bottom = _fraction(operand)
    for _ in range(_MOST_DERIVATIVES):
        if letter.name not in names(bottom) or not _vanishes(substitute(bottom, {letter.name: value})):
            break
        if not _vanishes(substitute(top, {letter.name: value})):
            break
        top, bottom = (explain(Expression(part), wrt=letter.name).answer for part in (top, bottom))
    if names(bottom) or bottom != Number(1):
        return substitute(Quotient(top, bottom), {letter.name: value})
    return substitute(top, {letter.name: value})


def _vanishes(node: Node) -> bool:
    known = Known(node, frozenset(names(node)) - CONSTANTS)
    return known.is_comparable and known.compare(Number(0)).relation == "equal"


def _fraction(node: Node) -> tuple[Node, Node]:
    """Numerator and denominator over one fraction bar."""
    if isinstance(node, Quotient):
        top, bottom = _fraction(node.top), _fraction(node.bottom)
        return _times(top[0], bottom[1]), _times(top[1], bottom[0])
    if isinstance(node, Negation):
        top_part, bottom_part = _fraction(node.operand)
        return Negation(top_part), bottom_part
    if isinstance(node, Power) and isinstance(node.exponent, Negation) and isinstance(node.exponent.operand, Number):
        return Number(1), Power(node.base, node.exponent.operand)
    if isinstance(node, Product | Sum):
        top_part, bottom_part = _fraction(node.children[0])
        for child in node.children[1:]:
            other_top, other_bottom = _fraction(child)
            if isinstance(node, Product):
                top_part = _times(top_part, other_top)
            elif other_bottom == bottom_part:
                top_part = Sum((top_part, other_top))
                continue
            else:
                top_part = Sum((_times(top_part, other_bottom), _times(other_top, bottom_part)))
            bottom_part = _times(bottom_part, other_bottom)
        return top_part, bottom_part
    return node, Number(1)


def _times(one: Node, other: Node) -> Node:
    if one == Number(1):
        return other
    return one if other == Number(1) else Product((one, other))
