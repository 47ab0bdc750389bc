"""A vector that is written with unit vectors, `6i + 8j`, taken apart into its components."""

from __future__ import annotations

from derivtutor.notation.components import NAMED, outside
from derivtutor.patterns import pattern

_UNITS = "ijk"
_MARKS = {letter: chr(0xE000 + place) for place, letter in enumerate(_UNITS)}
"""What stands for a unit vector once it is found; no keyboard has these."""

_STYLE = r"\\(?:hat|vec|widehat|mathbf|boldsymbol|bm|mathrm|bar|underline)\s*"
_PRINTED = {
    letter: pattern(
        rf"{_STYLE}\{{?\s*(?:{_STYLE}\{{?\s*)?\\?{letter}(?:math)?(?![A-Za-z])\s*\}}?\s*\}}?|{letter}\u0302|{letter}hat(?![A-Za-z])|{composed}"
    )
    for letter, composed in zip(_UNITS, ("î", "ĵ", "k̂"), strict=True)
}
_LAST = pattern(r"(?<![A-Za-z\\])([A-Za-z]*?)([ijk])\s*$")
_SIGN = pattern(r"(?<=[^\s+\-*/^(=])\s*([+\-−])")
_TIMES = pattern(r"(?:\*|·|⋅|\\cdot|\\[,;:!])\s*$")


def by_basis(text: str, size: int, letters: frozenset[str]) -> list[str] | None:
    """The components of a vector in unit vectors; None where it is none.

    Args:
        text: the answer.
        size: how many components there are.
        letters: those of the problem, which are no unit vectors.

    >>> by_basis("6i + 8j", 2, frozenset("xy"))
    ['6', '8']
    >>> by_basis(r"2x\\mathbf{i} - \\mathbf{j}", 3, frozenset("xyz"))
    ['2x', '-1', '0']
    """
    units = _UNITS[:size]
    if size > len(_UNITS) or not letters.isdisjoint(units):
        return None
    components: dict[str, str] = {}
    for sign, term in _terms(_marked(NAMED.sub("", text).strip().strip("$").rstrip(". "))):
        unit = next((letter for letter in units if term.endswith(_MARKS[letter])), None)
        if unit is None or unit in components:
            return None
        components[unit] = sign + (_TIMES.sub("", term[:-1].strip()).strip() or "1")
    return [components.get(unit, "0") for unit in units] if components else None


def _marked(text: str) -> str:
    for letter, printed in _PRINTED.items():
        text = printed.sub(_MARKS[letter], text)
    return text


def _terms(text: str) -> list[tuple[str, str]]:
    """The terms with their signs, empty or a minus; a unit vector in plain letters is marked at the end of each."""
    signs = [match.start(1) for match in _SIGN.finditer(outside(text))]
    terms = []
    for start, end in zip([0, *signs], [*signs, len(text)], strict=True):
        term = text[start:end].strip()
        sign = "-" if term[:1] in ("-", "−") else ""
        term = term.lstrip("+-− ")
        terms.append((sign, _LAST.sub(lambda last: last[1] + _MARKS[last[2]], term)))
    return terms
