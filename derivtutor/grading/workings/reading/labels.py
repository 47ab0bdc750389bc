"""Words that students name parts of the problem by: `first = x^2`, `inside: 3x`, `derivative of the top = 2x`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from derivtutor.grading.workings.reading.source import Source
from derivtutor.grading.workings.reading.vocabulary import BEFORE_NAMES, KINDS, OF_FRACTIONS, PARTS, any_of
from derivtutor.notation.prose import WORDS

_HIGH_LOW = any_of(OF_FRACTIONS)
_PREFIX = "L_"
_WORD = any_of(PARTS)
_KIND = rf"(?:\s+{any_of(KINDS)})?"
_LABEL = rf"(?:the\s+)?(?P<word>{_WORD}){_KIND}"
_DERIVATIVE = r"(?:deriv(?:ative|\.)?|diff(?:erential)?\.?|d/dx|slope)"
_BEFORE = r"(?<![A-Za-z\\{_^'])"
_AFTER = r"(?![A-Za-z({_])"
_DERIVATIVE_OF = re.compile(
    rf"{_BEFORE}(?:the\s+)?(?:{_DERIVATIVE}\s*(?:of\s+)?\(?\s*{_LABEL}\s*\)?|d\s*\(\s*(?P<differential>{_WORD})\s*\)"
    rf"|d\s?(?P<short>{_HIGH_LOW}))"
    rf"(?P<sign>\s*(?:[:=]|[-=]+>|→|⇒|\bis\b))?(?![A-Za-z])",
    re.IGNORECASE,
)
_QUOTIENT_RULE = re.compile(rf"(?<![A-Za-z])d\s?{_HIGH_LOW}\b.*/|(?<![A-Za-z]){_HIGH_LOW}\s*'.*/", re.IGNORECASE)
_SHORT = re.compile(rf"(?<![A-Za-z])d?\s?({_HIGH_LOW})(?![A-Za-z])", re.IGNORECASE)
_NAMED = re.compile(
    rf"{_BEFORE}{_LABEL}(?P<primes>\s*'+|\s+prime\b|\s+{_DERIVATIVE})?(?P<sign>\s*(?:[:=]|[-=]+>|→|\bis\b))",
    re.IGNORECASE,
)
_USED = re.compile(rf"{_BEFORE}(?P<word>{_WORD})(?P<primes>'*){_AFTER}", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"([A-Za-z]{2,})\s*$")
_OPERATOR_BEFORE = re.compile(r"[-−–+*/·×⋅^=(]\s*$")
_NEXT_WORD = re.compile(r"\s*([A-Za-z]{2,})")
_BESIDE_SIGN = re.compile(r"(?:[-−–+*/·×⋅(\[=']|L_\{\w+\}'*)\s*$")
_BEFORE_SIGN = re.compile(r"\s*(?:[-−–+*/·×⋅^²³)\]=']|L_\{|$)")
_OPERATOR = re.compile(r"\s*[-−–+*/·×⋅]")
_ALONE = re.compile(r"\s*(\\?[A-Za-z]{2,}|√)\s*(?:[,;.]|$)")
_BLANK = re.compile(r"\(\s*(?:\.{2,3}|…|_+|\?|□|⬜|stuff|something|blah|thing|inside|inner)?\s*\)|□|⬜|\bstuff\b", re.I)


def is_label(name: str) -> bool:
    """Whether a name of a working stands for such a word."""
    return name.startswith(_PREFIX)


def word_of(name: str) -> str:
    """A name as the student's word, other names as they are."""
    return name.removeprefix(_PREFIX)


def used_in(lines: Iterable[str]) -> frozenset[str]:
    """The words that some line gives a meaning; only those are names in formulas, and those of `lo dhi - hi dlo`."""
    lines = list(lines)
    formulas = {word.lower() for line in lines if _QUOTIENT_RULE.search(line) for word in _SHORT.findall(line)}
    return frozenset(PARTS[word] for word in formulas) | frozenset(
        PARTS[label["word"].lower()]
        for line in lines
        for pattern in (_NAMED, _DERIVATIVE_OF)
        for label in pattern.finditer(line)
        if label["word"] and label["sign"] and _is_named(label, line)
    )


def _is_named(label: re.Match[str], line: str) -> bool:
    """Whether the word is a name here, and no word of a sentence: `first: y' = 2x`, `multiply out: x^2 + x`."""
    before, rest = _WORD_BEFORE.search(line[: label.start()]), line[label.end() :]
    if before is not None and before[1].lower() not in BEFORE_NAMES:
        return False
    if _OPERATOR_BEFORE.search(line[: label.start()]):
        return False
    following = _NEXT_WORD.match(rest)
    if not rest.strip(" .") or (following and following[1].lower() in WORDS):
        return False
    return label["sign"].strip() not in (":", "is") or "=" not in re.split("[;,]", rest)[0]


def with_labels(source: Source, used: frozenset[str]) -> Source:
    """The line with a name in the place of each word that stands for a part; `used` are the words of the page."""
    if not used:
        return source
    source = _replaced(source, _DERIVATIVE_OF, used, derivative=True)
    source = _replaced(source, _NAMED, used)
    place = 0
    while use := _USED.search(source.text, place):
        place = use.end()
        role = PARTS[use["word"].lower()]
        before, after = source.text[: use.start()], source.text[use.end() :]
        formula = _BESIDE_SIGN.search(before) or (not before.strip() and _OPERATOR.match(after))
        if role in used and (formula or use["primes"]) and (_BEFORE_SIGN.match(after) or use["primes"]):
            name = _name(role, len(use["primes"]))
            source = source.replaced(*use.span(), name)
            place = use.start() + len(name)
    return source


def _name(role: str, primes: int = 0) -> str:
    return f" {_PREFIX}{{{role}}}{chr(39) * primes} "


def _replaced(source: Source, pattern: re.Pattern[str], used: frozenset[str], derivative: bool = False) -> Source:
    place = 0
    while label := pattern.search(source.text, place):
        place = label.end()
        groups = label.groupdict()
        word = (groups.get("word") or groups.get("differential") or groups.get("short") or "").lower()
        if PARTS[word] not in used or (label["sign"] and not _is_named(label, source.text)):
            continue
        primes = (groups.get("primes") or "").strip()
        count = 1 if derivative or (primes and not primes.startswith("'")) else len(primes)
        apart = ";" if label["sign"] and source.text[: label.start()].strip() else ""
        name = apart + _name(PARTS[word], count) + ("=" if label["sign"] else "")
        source = source.replaced(*label.span(), name)
        place = label.start() + len(name)
        if PARTS[word] == "outside" and label["sign"]:
            source = _with_argument(source, place)
    return source


def _with_argument(source: Source, start: int) -> Source:
    """What the outer function is applied to is often left blank: `outside: sin( )`."""
    blank = _BLANK.search(source.text, start)
    if blank is not None:
        return source.replaced(*blank.span(), "(u)")
    alone = _ALONE.match(source.text, start)
    return source if alone is None else source.replaced(alone.end(1), alone.end(1), "(u)")
