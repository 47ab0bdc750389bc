r"""How names are spelled: a letter, an accent, an index; `w_1`, `w₁`, `\hat{y}`, `\mathrm{rate}_{1}`."""

from __future__ import annotations

import re
from typing import NamedTuple

from derivtutor.notation.characters import COMBINING, GREEK_LETTERS, SUBSCRIPTS, SUPERSCRIPTS, accented_letter
from derivtutor.notation.functions import GREEK
from derivtutor.notation.words import ACCENTED, FUNCTION_WORDS
from derivtutor.patterns import pattern

ACCENTS = {"hat": "hat", "widehat": "hat", "bar": "bar", "overline": "bar", "tilde": "tilde", "widetilde": "tilde"}

_GREEK_NAMES = "|".join(sorted(GREEK, key=len, reverse=True))
_INDEX = pattern(r"([0-9]*)(?:_(?:\{([A-Za-z0-9,]+)\}|([0-9]+|[A-Za-z]+))|([₀-₉]+))|([0-9]+)")
MAY_BELONG_TO_NAME = frozenset("_0123456789₀₁₂₃₄₅₆₇₈₉") | COMBINING.keys()
"""Characters that may go on a name after its letters."""

_LETTER = pattern(rf"\\?(?:var)?({_GREEK_NAMES})(?![A-Za-z])|\\?(?:var)?({_GREEK_NAMES})|([A-Za-zα-ωΑ-Ωϑϕϵµ])")
_UPRIGHT = pattern(r"\\(?:mathrm|mathit|operatorname|text)\{([A-Za-z](?:\\?_|[A-Za-z0-9])*)\}")
_UNDER_ACCENT = pattern(rf"\\({'|'.join(ACCENTS)})\s*(?:\{{\\?([A-Za-z]+)([^{{}}]*)\}}|\\?([A-Za-z]+))")


class Spelled(NamedTuple):
    """A name in the syntax tree's spelling, and where it ends in the text."""

    name: str
    end: int


def name_at(text: str, position: int) -> Spelled | None:
    """The name of one letter (Greek ones may be spelled out) or of one LaTeX group that stands at `position`."""
    upright = _UPRIGHT.match(text, position)
    if upright:
        name = upright[1].replace("\\", "")
        return with_index(name, text, upright.end()) if name != "d" else None
    under = _UNDER_ACCENT.match(text, position)
    if under:
        return with_index(under_accent(ACCENTS[under[1]], under[2] or under[4], under[3] or ""), text, under.end())
    word = ACCENTED.match(text, position)
    if word:
        return with_index(word.group(), text, word.end())
    match = _LETTER.match(text, position)
    if match is None:
        composed = accented_letter(text[position]) if position < len(text) else None
        return with_index("".join(composed), text, position + 1) if composed else None
    letter = match[1] or match[2] or GREEK_LETTERS.get(match[3], match[3])
    return with_index(letter, text, match.end())


def under_accent(accent: str, letter: str, rest: str) -> str:
    r"""The name of `\hat{w_1}`: the accent belongs to the letter, as in `what_1`."""
    index = _INDEX.fullmatch(rest)
    return letter + accent + (_suffix(index) if index else "")


def with_index(name: str, text: str, position: int) -> Spelled:
    """A name with the accent and index that follow: `w_1`, `w_{max}`, `w1`, `w₁`; `e` and `pi` take no digits."""
    accent = COMBINING.get(text[position : position + 1])
    if accent:
        name, position = name + accent, position + 1
    match = _INDEX.match(text, position)
    if match is None or ((match[1] or match[5]) and name in ("e", "pi")):
        return Spelled(name, position)
    return Spelled(name + _suffix(match), match.end())


def _suffix(match: re.Match[str]) -> str:
    layer, braced, bare, lowered, digits = match.groups()
    if digits:
        return digits
    return f"{layer}_" + (braced or bare or lowered.translate(SUBSCRIPTS)).replace(",", "")


# Derivatives and differentials

_D = r"(?:d|∂|\\partial(?![A-Za-z])|\\(?:mathrm|text|textrm|rm|operatorname)\s*(?:\{\s*d\s*\}|(?<=[a-z]\s)d))\s*"
_POWER = r"\^\{([0-9]{1,2})\}|\^([0-9]{1,2})|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})"
_ORDER = pattern(_POWER)
_D_AND_ORDER = pattern(rf"{_D}(?:{_POWER}|([0-9]{{1,2}}))?\s*")
_BELOW = pattern(rf"\s*/\s*{_D}")
_BELOW_IN_LATEX = pattern(rf"\s*\}}\s*\{{\s*{_D}")
_FRACTION = pattern(r"\\[dtc]?frac\s*\{\s*")
_CLOSE = pattern(r"\s*\}")


class Differentiation(NamedTuple):
    """`dy/dx`: what is differentiated (or nothing, in `d/dx`), by what, how often, and where it ends."""

    operand: str
    variable: str
    order: int
    end: int


def differentiation_at(text: str, position: int) -> Differentiation | None:
    """`d/dx`, `d^2/dx^2`, `dy/dx`, `∂f/∂x` or the same in LaTeX, if it stands at `position`."""
    fraction = _FRACTION.match(text, position)
    above = _D_AND_ORDER.match(text, fraction.end() if fraction else position)
    if above is None:
        return None
    operand = name_at(text, above.end()) or Spelled("", above.end())
    below = (_BELOW_IN_LATEX if fraction else _BELOW).match(text, operand.end)
    variable = _variable_at(text, below.end()) if below else None
    if variable is None:
        return None
    end = variable.end
    order = _ORDER.match(text, end)
    end = order.end() if order else end
    if fraction:
        close = _CLOSE.match(text, end)
        if close is None:
            return None
        end = close.end()
    elif text[end : end + 1].isalnum() and text[end].isascii():
        return None
    times = _count(above) or _count(order)
    return Differentiation(operand.name, _without_order(variable.name, order, times), times or 1, end)


def _variable_at(text: str, position: int) -> Spelled | None:
    """The variable that is differentiated by; it may stand in brackets, as in `d(x)`."""
    if not text.startswith("(", position):
        return name_at(text, position)
    inside = name_at(text, position + 1)
    if inside is None or not text.startswith(")", inside.end):
        return None
    return Spelled(inside.name, inside.end + 1)


def _count(match: re.Match[str] | None) -> int:
    digits = next(filter(None, match.groups()), "") if match else ""
    return int(digits.translate(SUPERSCRIPTS) or 0)


def _without_order(variable: str, order: re.Match[str] | None, times: int) -> str:
    """`x` for the `x2` of `d2/dx2`, which is meant as d²/dx²."""
    return variable.removesuffix(str(times)) if order is None and times and variable[-2:-1].isalpha() else variable


# Leibniz's notation with the function on top


class Leibniz(NamedTuple):
    """`d(x^3)/dx`: from where to where that stands which is differentiated, by what, how often, and where all ends.

    It may stand `in_brackets`, `(d(x^3))/(dx)`, of which the first is before it.
    """

    start: int
    stop: int
    variable: str
    order: int
    end: int
    in_brackets: bool


_D_ABOVE = pattern(rf"{_D}(?:{_POWER})?\s*")
_BELOW_IN_BRACKETS = pattern(rf"\s*\)\s*/\s*\(\s*{_D}")
_CLOSE_BRACKET = pattern(r"\s*\)")
_D_BELOW = pattern(rf"\s*\{{\s*{_D}")
_FACTOR = pattern(r"[^-+=,;<>/()\[\]{}&]{0,200}")
_MOST_FACTORS = 12
_BRACKETS = pattern(r"[()\[\]{}]")


def closing_brackets(text: str) -> dict[int, int]:
    """Where each bracket that opens is closed, of whatever shape the closing one is."""
    closings: dict[int, int] = {}
    opened: list[int] = []
    for bracket in _BRACKETS.finditer(text):
        if bracket[0] in "([{":
            opened.append(bracket.start())
        elif opened:
            closings[opened.pop()] = bracket.start()
    return closings


def leibniz_at(text: str, position: int, closings: dict[int, int]) -> Leibniz | None:
    r"""`d(x^3)/dx`, `d x^3/dx`, `\frac{d^2 (x^3)}{dx^2}` or the same with `∂`, if it stands at `position`."""
    fraction = _FRACTION.match(text, position)
    above = _D_ABOVE.match(text, fraction.end() if fraction else position)
    if above is None:
        return None
    if fraction:
        stop = closings.get(text.index("{", position), -1)
        below = _D_BELOW.match(text, stop + 1)
    else:
        stop = _end_of_term(text, above.end(), closings)
        below = _BELOW.match(text, stop) or _BELOW_IN_BRACKETS.match(text, stop)
    in_brackets = below is not None and below[0].lstrip().startswith(")")
    variable = _variable_at(text, below.end()) if below and text[above.end() : stop].strip() else None
    if variable is None:
        return None
    order = _ORDER.match(text, variable.end)
    end = order.end() if order else variable.end
    close = _CLOSE.match(text, end) if fraction else _CLOSE_BRACKET.match(text, end) if in_brackets else None
    if close is not None:
        end = close.end()
    elif fraction or in_brackets or text[end : end + 1].isalnum():
        return None
    return Leibniz(above.end(), stop, variable.name, _count(above) or _count(order) or 1, end, in_brackets)


def _end_of_term(text: str, position: int, closings: dict[int, int]) -> int:
    """Where the factors end that stand side by side from here on, brackets included."""
    for _ in range(_MOST_FACTORS):
        factor = _FACTOR.match(text, position)
        position = factor.end() if factor else position
        if position not in closings:
            break
        position = closings[position] + 1
    return position


# Arbogast's notation

_BEGINS = ("left", "[dtc]?frac", "sqrt", "operatorname", "mathrm", *sorted(FUNCTION_WORDS), *GREEK)


_OPERATOR = pattern(
    r"D_(?:\{\s*(\\?[A-Za-z]+)\s*\}|([A-Za-z](?![A-Za-z0-9])|\\[A-Za-z]+))(?:\^([1-9])(?=[\s(\[{|√\\])|\^\{([1-9])\})?"
    rf"(?=\s*(?:\\[,;:!]\s*)?(?:[A-Za-z0-9(\[{{|√]|\\(?:{'|'.join(_BEGINS)})))"
)


def operator_at(text: str, position: int) -> Differentiation | None:
    """`D_x` before what it differentiates, if it stands at `position`."""
    match = _OPERATOR.match(text, position) if text.startswith("D_", position) else None
    variable = name_at(match[1] or match[2], 0) if match else None
    if match is None or variable is None or variable.end != len(match[1] or match[2]):
        return None
    return Differentiation("", variable.name, int(match[3] or match[4] or 1), match.end())


_PARTED = pattern(
    r"(?<![\w)\]}'′’″‴])\(\s*(?:[d∂][^()/+*·−-]{0,8}\)\s*/\s*\(\s*[d∂][^()/+*·−-]{1,8}"
    r"|[d∂]\s*(?:\^\s*\{?[1-9]\}?|[²³⁴-⁹])?\s*/\s*[d∂]\s*[\w^{}\\]{1,8}\s*)\)"
)


def without_brackets(text: str) -> str:
    """`(d)/(dx)` and `(d/dx)` with blanks for their brackets, so that places stay the same."""
    return _PARTED.sub(lambda match: match[0].replace("(", " ").replace(")", " "), text)


_DIFFERENTIAL = pattern(_D)


def differential_at(text: str, position: int) -> Spelled | None:
    r"""The variable of integration in `dt`, `d\theta`, `dw_{1}`, `\mathrm{d}t`, if it stands at `position`."""
    match = _DIFFERENTIAL.match(text, position)
    variable = name_at(text, match.end()) if match else None
    if variable is None or text[variable.end : variable.end + 1].isalpha():
        return None
    return variable
