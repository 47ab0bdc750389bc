"""What in a line of a working is mathematics: words and LaTeX's dressing are told apart from it, columns are kept."""

from __future__ import annotations

import re
from dataclasses import dataclass

from derivtutor.notation.characters import CLOSING
from derivtutor.notation.functions import GREEK
from derivtutor.notation.prose import WORDS
from derivtutor.notation.words import FUNCTION_WORDS, split_letters

_MOST_SINGLE_LETTERS = 3
_BREAK = "\x01"
"""Stands in the place of every character that is no mathematics."""

_KEPT = re.compile(
    r"\\begin\s*\{cases\}.*?\\end\s*\{cases\}|\\(?:operatorname|mathrm|mathit)\s*\{[^{}]*\}|leaky_relu|[A-Za-z]_[A-Za-z]+"
)
"""Words that are mathematics."""

_LATEX_BREAKS = re.compile(
    r"\\(?:begin|end)\s*\{(?!cases)[^{}]*\}|\\(?:implies|Rightarrow|Longrightarrow|rightarrow|to|iff|"
    r"Leftrightarrow|therefore|because)(?![A-Za-z])|\\\\\s*(?:\[[^\]]*\])?\s*$"
)
_LATEX_WORDS = re.compile(r"\\(?:text|textrm|textit|textbf|mbox|intertext)\s*\{([^{}]*)\}")
_LATEX_BLANKS = re.compile(r"\\[()\[\]]|\$|&|\\(?:quad|qquad|displaystyle|,|;|!|:)(?![A-Za-z])")
_BREAKS = re.compile(r"<?=+>|<?-+>|[⇒→⟹⟶⇔⟺∴∵;]|:(?!=)|\.(?=\s|$)|(?://|#).*$|[∎□■✓✔]")
_WIDE_GAP = re.compile(
    r"(?:(?<!\s)\s{2,}+|\\q?quad\s*+)(?=[A-Za-z]'*(?:\([A-Za-z]\))?\s*=|d[A-Za-z]/d[A-Za-z]\s*=|\\d?frac\{d[A-Za-z]\})"
)
_LETTERS = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{2,}(?:['’](?:s|re|ve|ll)\b)?")
_LONE_LETTER = re.compile(rf"(?<={_BREAK})([\s,]*)([aAI])(?=\s+{_BREAK})|^(\s*)([aAI])(?=\s+{_BREAK})")
_PIECE = re.compile(rf"[^{_BREAK}]+")
_PRIME = re.compile(r"\^\s*(?:\{\s*((?:\\prime\s*)+)\}|(\\prime))|[′’″‴]")
_PRIMES = {"″": 2, "‴": 3}


@dataclass(frozen=True, slots=True)
class Source:
    """A text, and for each of its characters (and its end) the column of the line that it comes from."""

    text: str
    columns: tuple[int, ...]

    @classmethod
    def of(cls, line: str) -> Source:
        """A line as it was typed."""
        return cls(line, tuple(range(len(line) + 1)))

    def part(self, start: int, end: int) -> Source:
        """What stands between two places, without the blanks around it."""
        text = self.text[start:end]
        start, end = start + len(text) - len(text.lstrip()), end - (len(text) - len(text.rstrip()))
        end = max(start, end)
        return Source(self.text[start:end], self.columns[start : end + 1])

    def replaced(self, start: int, end: int, text: str) -> Source:
        """Another text in the place of what stands between two places; all of it comes from the first of them."""
        columns = (*self.columns[:start], *[self.columns[start]] * len(text), *self.columns[end:])
        return Source(self.text[:start] + text + self.text[end:], columns)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of mathematics in a line, and the words before and after it in lower case."""

    source: Source
    before: str
    after: str


def pieces(line: str, letters: frozenset[str]) -> tuple[Piece, ...]:
    """The stretches of mathematics between the words of a line; `letters` are names and never words."""
    masked = _masked(_with_primes(Source.of(line)), letters)
    found = [match for match in _PIECE.finditer(masked.text) if re.search(r"[^\s,.!?&]", match[0])]
    bounds = [(0, 0), *[match.span() for match in found], (len(masked.text),) * 2]
    result = []
    for place, match in enumerate(found, 1):
        words = [
            line[masked.columns[bounds[at][1]] : masked.columns[bounds[at + 1][0]]].strip().lower()
            for at in (place - 1, place)
        ]
        result.append(Piece(masked.part(*match.span()), words[0], words[1]))
    return tuple(result)


def _with_primes(source: Source) -> Source:
    """One way of writing primes: `^{\\prime}` and typographic ones become `'`."""
    place = 0
    while found := _PRIME.search(source.text, place):
        count = found[0].count("prime") or _PRIMES.get(found[0], 1)
        if source.text[found.end() : found.end() + 1].isalpha() and found[0] == "’":
            place = found.end()
            continue
        source = source.replaced(*found.span(), "'" * count)
        place = found.start() + count
    return source


def _masked(source: Source, letters: frozenset[str]) -> Source:
    """The text with breaks in the place of words, arrows and LaTeX environments, and blanks for LaTeX's dressing."""
    text, place = "", 0
    for kept in _KEPT.finditer(source.text):
        text += _without_words(source.text[place : kept.start()], letters) + kept[0]
        place = kept.end()
    text += _without_words(source.text[place:], letters)
    text = _LONE_LETTER.sub(lambda found: found[0][:-1] + _BREAK, text)
    return Source(_without_bracketed_words(text), source.columns)


def _without_words(text: str, letters: frozenset[str]) -> str:
    text = _LATEX_WORDS.sub(_mask_words, _LATEX_BREAKS.sub(_mask, text))
    text = _WIDE_GAP.sub(_mask, text)
    text = _LATEX_BLANKS.sub(lambda found: " " * len(found[0]), text)
    text = _BREAKS.sub(_mask, text)
    return _LETTERS.sub(lambda found: _mask(found) if _is_word(found[0], letters) else found[0], text)


def _mask(found: re.Match[str]) -> str:
    return _BREAK * len(found[0])


def _mask_words(found: re.Match[str]) -> str:
    """Words in LaTeX; a function's name or a differential stays."""
    content = found[1].strip()
    return found[0] if content == "d" or content in FUNCTION_WORDS else _mask(found)


def _is_word(run: str, letters: frozenset[str]) -> bool:
    """Whether a run of letters is prose, not a function, a name of the problem or a product of letters."""
    if run in letters or run in FUNCTION_WORDS or run in GREEK:
        return False
    word = re.split("['’]", run)[0].lower()
    if set(run) <= letters | {"e"} and any(letter in letters for letter in run):
        return False
    if word in WORDS:
        return True
    parts = split_letters(run)
    return len(run) > _MOST_SINGLE_LETTERS and sum(
        len(part) for part in parts if part not in FUNCTION_WORDS and part not in GREEK
    ) > min(_MOST_SINGLE_LETTERS, len(run) - 1)


def _without_bracketed_words(text: str) -> str:
    """Brackets that have words in them are no mathematics themselves: `(by the chain rule)`, `(where u = x^2)`."""
    characters = list(text)
    opened: list[int] = []
    for place, character in enumerate(text):
        if character in CLOSING:
            opened.append(place)
        elif opened and character == CLOSING[text[opened[-1]]]:
            start = opened.pop()
            if _BREAK in text[start:place]:
                characters[start] = characters[place] = _BREAK
    return "".join(characters)


def top_level(text: str, signs: str) -> list[int]:
    """Where any of these characters stands outside all brackets."""
    found, depth = [], 0
    for place, character in enumerate(text):
        if character in CLOSING:
            depth += 1
        elif character in CLOSING.values():
            depth -= 1
        elif depth <= 0 and character in signs:
            found.append(place)
    return found
