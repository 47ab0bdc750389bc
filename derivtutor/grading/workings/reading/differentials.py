"""Differentials and operators in a working: `dy = 2x dx`, `d(x^2) = 2x dx`, `D(x^2)`, `sin' = cos`."""

from __future__ import annotations

import re
from collections.abc import Callable

from derivtutor.grading.workings.reading.source import Source, closing
from derivtutor.notation.words import FUNCTION_WORDS

_INTEGRAL = re.compile(r"∫|\\int(?![A-Za-z])")
_DIFFERENTIAL = re.compile(
    r"(?<![A-Za-z\\/])(?<!\}\{)(?<!/ )d\s?(\\?[A-Za-z]|\\[a-z]+)(?![A-Za-z(_'])(?!\s*\}?\s*[/{]\s*d)"
)
_OF_BRACKETS = re.compile(r"(?<![A-Za-z\\/{])d\s*(?=[(\[])")
_OF_FUNCTION = re.compile(
    r"(?<![A-Za-z\\/{])d\s*(?=\\?(?:sin|cos|tan|cot|sec|csc|ln|log|exp|arc\w+|sinh|cosh|tanh|sqrt)\b)"
)
_OPERATOR = re.compile(r"(?<![A-Za-z\\_])D\s*(?:_\s*\{?(?P<below>[A-Za-z])\}?)?\s*(?=[(\[])")
_OPERATOR_BY = r"(?<![A-Za-z\\_])D{variable}\s*(?=[(\[])"
_OPERATOR_OF_NAME = re.compile(r"(?<![A-Za-z\\_])D\s?(?=[fgyuv](?![A-Za-z]))")
_DOTTED = re.compile(r"\\(d{1,3})ot\s*\{?\s*([A-Za-z])\s*\}?")
_FUNCTION = "|".join(sorted(FUNCTION_WORDS - {"e", "root"}, key=len, reverse=True))
_BARE_PRIMED = re.compile(rf"\s*\(?\s*\\?(?:{_FUNCTION})\s*\)?\s*'+\s*(?:\)?\s*=|$)")
_FUNCTIONS = re.compile(rf"(?<![A-Za-z])\\?(?:{_FUNCTION})(?![A-Za-z])")
_BARE = re.compile(
    rf"(?<![A-Za-z\\])\\?(?:{_FUNCTION})(?![A-Za-z])'*(?:\s*(?:\^\s*(?:\d|\{{\d\}})|[²³]))?(?=\s*(?:$|[-+*/=)·×,}}]))"
)


def with_derivatives(source: Source, variable: str, letters: frozenset[str]) -> Source:
    """The text with `d/dx (…)` in the place of differentials, of the operator D and of dots over a name.

    The differential of the variable is 1: an equation between differentials is divided by it.
    """
    text = source.text
    if "dot" in text:
        source = _each(source, _DOTTED, lambda name: name[2] + "'" * len(name[1]))
    if "D" in text and "D" not in letters:
        source = _each(source, _OPERATOR, lambda operator: f"D_{operator['below'] or variable}")
        source = _each(source, re.compile(_OPERATOR_BY.format(variable=variable)), lambda _: f"D_{variable}")
        source = _each(source, _OPERATOR_OF_NAME, lambda _: f"D_{variable} ")
    if "d" not in text or "d" in letters or _INTEGRAL.search(text):
        return source
    for differential in reversed(list(_DIFFERENTIAL.finditer(source.text))):
        letter = differential[1].removeprefix("\\")
        if letter == variable:
            source = source.replaced(*differential.span(), "(1)")
        elif letter not in letters:
            source = source.replaced(*differential.span(), f"(d/d{variable} {differential[1]})")
    for operator in reversed(list(_OF_BRACKETS.finditer(source.text))):
        end = closing(source.text, operator.end())
        if end is not None and not re.match(r"\s*\}?\s*[/{]\s*d", source.text[end + 1 :]):
            source = source.replaced(end + 1, end + 1, ")")
            source = source.replaced(*operator.span(), f"(d/d{variable} ")
    return _each(source, _OF_FUNCTION, lambda _: f"d/d{variable} ")


def with_arguments(source: Source, variable: str) -> Source:
    """`sin' = cos` with the argument that is not written; other equations as they are."""
    letters = _FUNCTIONS.sub("", source.text)
    in_general = "'" in source.text and variable not in letters and _FUNCTIONS.search(source.text)
    if not (in_general or _BARE_PRIMED.match(source.text)):
        return source
    for name in reversed(list(_BARE.finditer(source.text))):
        source = source.replaced(name.end(), name.end(), f"({variable})")
    return source


def _each(source: Source, pattern: re.Pattern[str], written: Callable[[re.Match[str]], str]) -> Source:
    for match in reversed(list(pattern.finditer(source.text))):
        source = source.replaced(*match.span(), written(match))
    return source
