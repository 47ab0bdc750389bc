"""What stands around the mathematics of a line and says nothing itself: marks of a list, quoting, emphasis, boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from derivtutor.grading.workings.reading.source import Source, closing
from derivtutor.notation.characters import plain
from derivtutor.notation.prose import WORDS

_QUOTED = re.compile(r"\s*(?:>\s?)+")
_LISTED = re.compile(
    r"""\s*(?:
        [*•‣◦▪●○■➤►▶★☐☑☒]\s+(?:\[[ xX]?\]\s+)?     # a bullet, a box to tick
      | [∑Σ]\s*[:=]?\s+(?=\S)                          # a sum that is written below its terms
      | [①-⑳❶-❿⑴-⒛㉑-㉟]\s*                         # a number in a circle
      | \d{1,2}\s*[°º]\s*[).:]?\s*                     # `1°)`
      | \#\s?\d{1,2}\s*[).:]?(?!\d)\s*               # `#1`
      | \#{1,6}\s+                                   # a heading
      | (?:step|line|part|exercise|ex|problem|question|task|q|no|nr)\.?\s*\#?\s*\d{1,2}\s*(?:[).:]+|[-–—]\s|\s|$)\s*
      | [a-z]{3,}\s*\#?\s*\d{1,2}\s*[).:]\s+
      | [1-9]\d?\s*[).:](?!\d)\s+ | [1-9]\d?\s*[).]\s*(?=[A-Za-z\\$])
      | \((?:i{1,3}|iv|vi{1,3}|ix)\)\s+
      | (?:[a-h]|i{1,3}|iv|vi{0,3}|ix)\)(?:\s+|$) | (?:ii|iii|iv|vi{1,3}|ix)\.\s+
    )""",
    re.IGNORECASE | re.VERBOSE,
)
"""Marks at the beginning of a line that can be nothing else."""

_IN_BRACKETS = re.compile(r"\s*[(\[]([1-9]\d?|[ivx]+|[a-h])[)\]]\s+", re.IGNORECASE)
"""One number or letter in brackets may be a factor, several are a list."""

_EQUATION_NUMBER = re.compile(r"(?<!\s)\s{2,}[(\[](?:\d{1,2}|\*{1,3}|[ivx]{1,4}|[A-Z])[)\]]\s*$")
"""`(1)` at the end of a line, by which later lines call it."""

_DASHED = re.compile(r"\s*[-–—]\s+(?:\[[ xX]?\]\s+)?")
_SURELY_DASHED = re.compile(
    r"\s*[-–—]\s+(?:\[[ xX]?\]|=|\*\*|[A-Za-z]'*(?:\([A-Za-z]\))?\s*=|(?:\\d?frac\s*\{\s*)?d[A-Za-z]?\s*(?:/|\}))"
)
_DASHED_WORD = re.compile(r"\s*[-–—]\s+([A-Za-z]{2,})")

_BACKTICK_PRIME = re.compile(r"(?<=[A-Za-z)])`(?=\s*[(=])")
_EMPHASIS = tuple(
    re.compile(rf"(?<![^\s(>:])({mark})(?=\S)((?:(?!{mark}).)+?)(?<=\S)({mark})(?![^\s.,;:!?)])")
    for mark in (r"\*\*\*", r"\*\*", "__", "==", r"\*", "_")
)
_STRUCK = re.compile(r"~~.+?~~")
_HTML = re.compile(r"</?(?:b|i|u|strong|em|p|br|div|span|code|mark|li)\s*/?>|&nbsp;", re.IGNORECASE)
_INVISIBLE = re.compile(
    r"\\(?:phantom|hphantom|vphantom|tag\*?|label|hspace\*?|vspace\*?|rule|color)\s*(?=\{)"
    r"|\\(?:nonumber|notag|hfill|strut|mathstrut|noindent|centering|par|bigskip|medskip|smallskip)(?![A-Za-z])"
)
_WRAPPED = re.compile(
    r"\\(?:boxed|fbox|framebox|underline|overline|cancel|bcancel|xcancel|mathbf|boldsymbol|bm|displaystyle|smash"
    r"|underbrace|overbrace|textcolor\s*\{[^{}]*\}|colorbox\s*\{[^{}]*\})\s*(?=\{)"
)
_FRAMES = ("\\boxed", "\\fbox", "\\framebox", "\\underline", "\\displaystyle", "\\smash")
_OVER_SIGN = re.compile(r"\\(?:overset|stackrel|underset)\s*\{[^{}]*\}\s*\{\s*([=≡])\s*\}")
_BRACE_NOTE = re.compile(r"\s*[_^]\s*(?=\{)")
_DIVIDED_BY_COLON = re.compile(r"(?<![A-Za-z])d[A-Za-z]\s*(:)\s*d[A-Za-z](?![A-Za-z])")
_BEFORE_PRIME = re.compile(r"(?<![A-Za-z])[A-Za-z](\s+)(?='+\s*(?:[(=·*+\-/)]|$))")


def undressed(line: str, dashed: bool, numbered: bool) -> Source:
    """The line without what only dresses it: list marks at its beginning, emphasis, boxes, tags, invisible parts.

    Args:
        line: the line as it was typed.
        dashed: whether a dash at the beginning of a line is a mark on this page.
        numbered: whether a number in brackets at the beginning of a line is one.
    """
    source = _blanked(_without_marks(Source.of(line), dashed, numbered), _EQUATION_NUMBER)
    if "~" in line or "<" in line or "&" in line:
        source = _blanked(_blanked(source, _STRUCK), _HTML)
    if line.count("`") % 2:
        source = _with_backtick_primes(source)
    if "〖" in line:
        source = Source(plain(source.text), source.columns)
    if "`" in line:
        source = _blanked(source, re.compile("`+"))
    if "*" in line or "_" in line or "==" in line:
        source = _without_emphasis(source)
    if "\\" in line:
        source = _without_boxes(source)
    for colon in _DIVIDED_BY_COLON.finditer(source.text):
        source = source.replaced(*colon.span(1), "/")
    return _with_primes_close(source) if "'" in line else source


def list_marks(lines: Sequence[str]) -> tuple[bool, bool]:
    """Whether dashes, and whether numbers in brackets, are marks of a list on this page."""
    lines = [line[found.end() :] if (found := _QUOTED.match(line)) else line for line in lines if line.strip()]
    dashes = [line for line in lines if _DASHED.match(line)]
    every = len(dashes) > 1 and len(dashes) == len(lines)
    dashed = bool(dashes) and (every or any(map(_is_surely_dashed, dashes)))
    return dashed, len({line[: mark.end()] for line in lines if (mark := _IN_BRACKETS.match(line))}) > 1


def _is_surely_dashed(line: str) -> bool:
    word = _DASHED_WORD.match(line)
    return bool(_SURELY_DASHED.match(line) or (word and word[1].lower() in WORDS))


def _without_marks(source: Source, dashed: bool, numbered: bool) -> Source:
    marks = [_QUOTED, _LISTED, *[_DASHED] * dashed, *[_IN_BRACKETS] * numbered]
    end = 0
    while match := next(
        (match for mark in marks if (match := mark.match(source.text, end)) and match.end() > end), None
    ):
        end = match.end()
        marks = [mark for mark in marks if mark is not match.re]
    return source.blanked(0, end)


def _blanked(source: Source, pattern: re.Pattern[str]) -> Source:
    for match in pattern.finditer(source.text):
        source = source.blanked(*match.span())
    return source


def _with_backtick_primes(source: Source) -> Source:
    """``f`(x)`` with a prime; an even number of backticks stands around code."""
    for prime in reversed(list(_BACKTICK_PRIME.finditer(source.text))):
        source = source.replaced(*prime.span(), "'")
    return source


def _without_emphasis(source: Source) -> Source:
    """`**y' = 2x**` without its stars; `x**2` keeps them."""
    for pattern in _EMPHASIS:
        for emphasis in pattern.finditer(source.text):
            source = source.blanked(*emphasis.span(1)).blanked(*emphasis.span(3))
    return source


def _without_boxes(source: Source) -> Source:
    """LaTeX without what is not seen or only drawn around the mathematics."""
    for start, end in _groups(source.text, _INVISIBLE):
        source = source.blanked(start, end)
    while match := _WRAPPED.search(source.text):
        last = closing(source.text, match.end())
        if last is None:
            break
        source = _unwrapped(source, match, last)
    for match in _OVER_SIGN.finditer(source.text):
        source = source.blanked(match.start(), match.start(1)).blanked(match.end(1), match.end())
    return source


def _unwrapped(source: Source, command: re.Match[str], last: int) -> Source:
    """What stands in a command's braces, up to `last`: in brackets where it may be a factor."""
    is_line = "=" in source.text[command.end() : last] or command[0].startswith(_FRAMES)
    note = _BRACE_NOTE.match(source.text, last + 1) if "brace" in command[0] else None
    end_of_note = closing(source.text, note.end()) if note else None
    if note and end_of_note is not None:
        source = source.blanked(note.start(), end_of_note + 1)
    source = source.blanked(command.start(), command.end())
    opening, ending = (" ", " ") if is_line else ("(", ")")
    return source.replaced(last, last + 1, ending).replaced(command.end(), command.end() + 1, opening)


def _groups(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where each command stands, with the group in braces that follows it."""
    for command in pattern.finditer(text):
        end = closing(text, command.end()) if text[command.end() : command.end() + 1] == "{" else None
        yield command.start(), command.end() if end is None else end + 1


def _with_primes_close(source: Source) -> Source:
    """`f '(x)` with the prime at its letter."""
    while gap := _BEFORE_PRIME.search(source.text):
        source = source.replaced(*gap.span(1), "")
    return source
