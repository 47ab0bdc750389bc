"""What in a line of a working is mathematics: words and LaTeX's dressing are told apart from it, columns are kept."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import pairwise

from derivtutor.grading.workings.reading.source import Source, top_level
from derivtutor.grading.workings.reading.vocabulary import SHORT
from derivtutor.notation.characters import CLOSING
from derivtutor.notation.functions import GREEK
from derivtutor.notation.prose import WORDS
from derivtutor.notation.words import FUNCTION_WORDS, function_word, split_letters

_MOST_SINGLE_LETTERS = 3
_LONG = 4
_BREAK = "\x01"
"""Stands in the place of every character that is no mathematics."""

_KEPT = re.compile(
    r"\\begin\s*\{cases\}.*?\\end\s*\{cases\}|\\(?:operatorname|mathrm|mathit)\s*\{[^{}]*\}|leaky_relu|lim_\{[^{}]*\}"
    r"|[A-Za-z]_\{[A-Za-z]+\}|[A-Za-z]_[A-Za-z]+"
)
"""Words that are mathematics."""

_LATEX_BREAKS = re.compile(
    r"\\(?:begin|end)\s*\{(?!cases)[^{}]*\}|\\(?:implies|Rightarrow|Longrightarrow|rightarrow|to|iff|"
    r"Leftrightarrow|longrightarrow|mapsto|leadsto|therefore|because)(?![A-Za-z])|\\\\\s*(?:\[\s*-?[\d.]+\s*[a-z]*\])?"
)
_LATEX_WORDS = re.compile(r"\\(?:text|textrm|textit|textbf|mbox|intertext)\s*\{([^{}]*)\}")
_LATEX_BLANKS = re.compile(r"\\[()\[\]]|\$|&|\\(?:quad|qquad|displaystyle|,|;|!|:)(?![A-Za-z])")
_BREAKS = re.compile(
    r"<?=+>|<?-+>|~>|[⇒→⟹⟶⇔⟺↦➔➜∴∵;]|:(?!=)|\.(?=\s|$)|(?://|#|(?<![\\\d])%).*$|[∎□■\u2600-\u2793\u2795-\u27bf\ufe0f\U0001f000-\U0001faff]"
    r"|[:;]-?[)(DP](?=\s|$)|(?<![\w.])\d+(?:st|nd|rd|th)\b"
)
_POINTED_AT = re.compile(r"(?:<-+|←|⟵|⟸|<=+(?=\s+[A-Za-z]{3,})).*$")
"""A remark that points back at what it is about."""

EQUALS = re.compile(r"(?<![<>!=:])(?::=|==?)(?![=<>])")
_OPERAND = re.compile(r"[^\s,.!?&+\-–—−*/=^()\[\]{}|<>:;'\"\\~·×⋅÷…]")
_GOES_ON = re.compile(r"\+(?!\+)")
_DASH_BEFORE_WORD = re.compile(r"\s[-–—]{1,3}\s*$")
_WIDE_GAP = re.compile(
    r"(?:(?<!\s)\s{2,}+|\\q?quad\s*+)(?=[A-Za-z]'*(?:\([^()=]{1,8}\))?\s*=|d[A-Za-z]/d[A-Za-z]\s*=|\\d?frac\{d[A-Za-z]\})"
)
_NAMED = re.compile(r"(?:(?<=\s)|^)([A-Za-z]'*)(?:\([^()=]{1,8}\))?\s*=(?![=<>])")
_LETTERS = re.compile(r"(?<![\\A-Za-zÀ-ÖØ-öø-ɏ])[A-Za-zÀ-ÖØ-öø-ɏ]{2,}(?:(?<=n)['’]t\b|['’](?:s|re|ve|ll|m)\b)?")
_ADDRESS = re.compile(r"\S+@\S+\.\w+|https?://\S+")
_ABBREVIATION = re.compile(r"\b(?:i\.e|e\.g|w\.r\.t|q\.e\.d|d\.h|z\.B|p\.ex|a\.k\.a)\.?", re.IGNORECASE)
_BEFORE_EQUATION = re.compile(
    r"(?:^\s*([A-Za-z]{2,4})(?=\s*=\s)"
    r"|(?:^|(?<=\s))([A-Za-z]{2,4})(?=\s+(?:[A-Za-z]'*(?:\([A-Za-z]\))?\s*=|d[A-Za-z]/d[A-Za-z])))"
)
"""A short word before an equation, and what is no letter of the problem: `MC = C'(q) = …`, `dus f'(x) = …`."""

_EXCLAMATION = re.compile(rf"!{{2,}}|(?<=[{_BREAK}A-Za-z])!+(?=\s*(?:[{_BREAK}]|[a-z]'|$))")
_OPERATOR_ALONE = re.compile(
    r"\s*(?:[d∂]\s*/\s*[d∂]\s*[A-Za-z]|\\d?frac\s*\{\s*d\s*\}\s*\{\s*d\s*[A-Za-z]\s*\})[\s:,.]*"
)
_SIGN = re.compile(r"[^A-Za-z\s,.!?'’()\-]")
_BLANK = re.compile(r"\(\s*(?:\.{2,3}|…)?\s*\)")
_LONE_LETTER = re.compile(rf"(?<={_BREAK})([\s,]*)([aAI])(?=\s+{_BREAK})|^(\s*)([aAI])(?=\s+{_BREAK})")
_PIECE = re.compile(rf"[^{_BREAK}]+")
_PRIME = re.compile(r"\^\s*(?:\{\s*((?:\\prime\s*)+)\}|(\\prime))|[′’″‴]")
_QUOTE = re.compile(r"(?<=[A-Za-z)\]])(?:\"|”|“)(?=\s*(?:=|\())")
_PRIMES = {"″": 2, "‴": 3}
_DOTS = {"\u0307": 1, "\u0308": 2}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of mathematics in a line, and the words before and after it in lower case.

    One that is `aside` stands in brackets with words; `sentence` is all that stands before it in the line.
    """

    source: Source
    before: str
    after: str
    aside: bool = False
    sentence: str = ""

    @property
    def may_be_words(self) -> bool:
        """Whether what cannot be read here is no mathematics: a remark, or names of functions in a sentence."""
        in_sentence = _LETTERS.search(self.before) or _LETTERS.search(self.after)
        is_blank = _BLANK.search(self.source.text) and "=" not in self.source.text
        return self.aside or bool(is_blank or (in_sentence and not _SIGN.search(self.source.text)))


def pieces(source: Source, letters: frozenset[str]) -> tuple[Piece, ...]:
    """The stretches of mathematics between the words of a line; `letters` are names and never words."""
    source = _with_primes(source)
    text, asides = _without_bracketed_words(_masked(source, letters))
    masked = Source(text, source.columns)
    spans = [match.span() for match in _PIECE.finditer(text) if _is_mathematics(match[0])]
    bounds = [(0, 0), *spans, (len(text),) * 2]
    words = [source.text[end:start].strip().lower() for (_, end), (start, _) in pairwise(bounds)]
    result: list[Piece] = []
    for (start, end), before, after in zip(spans, words, words[1:], strict=False):
        dash = _DASH_BEFORE_WORD.search(text, start, end) if _LETTERS.match(after) else None
        part = masked.part(start, dash.start() if dash else end)
        apart = re.search(r"[;=>→⇒⟶↦➔➜]", before)
        if result and _GOES_ON.match(part.text) and not result[-1].aside and not apart:
            result[-1] = replace(result[-1], source=result[-1].source.continued(part), after=after)
            continue
        result.append(Piece(part, before, after, start in asides, source.text[:start].lower()))
    return tuple(result)


def _is_mathematics(text: str) -> bool:
    return bool(_OPERAND.search(text)) and not _OPERATOR_ALONE.fullmatch(text)


def _with_primes(source: Source) -> Source:
    """One way of writing primes: `^{\\prime}`, typographic ones and a dot above the letter become `'`."""
    for place in range(len(source.text) - 1, -1, -1):
        apart = unicodedata.normalize("NFD", source.text[place])
        alone = not re.search(r"[A-Za-z]", source.text[max(place - 1, 0) : place] + source.text[place + 1 : place + 2])
        if len(apart) == 2 and apart[1] in _DOTS and (alone or _DOTS[apart[1]] == 1):
            source = source.replaced(place, place + 1, apart[0] + "'" * _DOTS[apart[1]])
    for quote in reversed(list(_QUOTE.finditer(source.text))):
        source = source.replaced(*quote.span(), "''")
    place = 0
    while prime := _PRIME.search(source.text, place):
        count = prime[0].count("prime") or _PRIMES.get(prime[0], 1)
        if source.text[prime.end() : prime.end() + 1].isalpha() and prime[0] == "’":
            place = prime.end()
            continue
        source = source.replaced(*prime.span(), "'" * count)
        place = prime.start() + count
    return source


def _masked(source: Source, letters: frozenset[str]) -> str:
    """The text with breaks in the place of words, arrows and LaTeX environments, and blanks for LaTeX's dressing."""
    source = _without_short_words(source, letters)
    text, place = "", 0
    for kept in _KEPT.finditer(source.text):
        text += _without_words(source.text[place : kept.start()], letters) + kept[0]
        place = kept.end()
    text += _without_words(source.text[place:], letters)
    return _LONE_LETTER.sub(lambda letter: letter[0][:-1] + _BREAK, text)


def _without_short_words(source: Source, letters: frozenset[str]) -> Source:
    """Breaks in the place of short words before an equation."""
    for word in _BEFORE_EQUATION.finditer(source.text):
        run = word[1] or word[2]
        known = function_word(run) or run in GREEK or re.fullmatch("[dD][a-zA-Z]", run)
        if not known and not set(run) & letters:
            start = word.end() - len(run)
            source = Source(source.text[:start] + _BREAK * len(run) + source.text[word.end() :], source.columns)
    return source


def _without_words(text: str, letters: frozenset[str]) -> str:
    text = _ABBREVIATION.sub(_mask, _ADDRESS.sub(_mask, text))
    text = _LATEX_WORDS.sub(_mask_words, _LATEX_BREAKS.sub(_mask, text))
    text = _side_by_side(_WIDE_GAP.sub(_mask, text))
    text = _LATEX_BLANKS.sub(lambda run: " " * len(run[0]), text)
    text = _BREAKS.sub(_mask, _POINTED_AT.sub(_mask_remark, text))
    text = _LETTERS.sub(lambda run: _mask(run) if _is_word(run[0], letters) else run[0], text)
    return _EXCLAMATION.sub(_mask, text)


def _side_by_side(text: str) -> str:
    """`u = x^2 v = sin x`: two equations with a blank between them, if names of one kind begin both."""
    equations = list(_NAMED.finditer(text))
    for before, after in pairwise(equations):
        first, second = before[1], after[1]
        between = text[before.end() : after.start()].strip()
        alike = first != second and first.count("'") == second.count("'") and not text[: equations[0].start()].strip()
        if (re.fullmatch(r"-?[\d./]+", between) and "'" in second) or (
            alike and len(between) > 1 and between[-1] not in "+-*/^(=,;·" and "=" not in between
        ):
            text = text[: after.start() - 1] + _BREAK + text[after.start() :]
    return text


def _mask(match: re.Match[str]) -> str:
    return _BREAK * len(match[0])


def _mask_remark(remark: re.Match[str]) -> str:
    words = [word for word in _LETTERS.findall(remark[0]) if word not in FUNCTION_WORDS]
    return _mask(remark) if any(word.lower() in WORDS or len(word) >= _LONG for word in words) else remark[0]


def _mask_words(words: re.Match[str]) -> str:
    """Words in LaTeX; a function's name or a differential stays."""
    content = words[1].strip()
    return words[0] if content == "d" or content in FUNCTION_WORDS else _mask(words)


def _is_word(run: str, letters: frozenset[str]) -> bool:
    """Whether a run of letters is prose, not a function, a name of the problem or a product of letters."""
    if run in letters or function_word(run) or run in GREEK:
        return False
    word = re.split("['’]", run)[0].lower()
    if word in WORDS and len(word) > _MOST_SINGLE_LETTERS:
        return True
    if set(run) <= letters | {"e"} and any(letter in letters for letter in run):
        return False
    if word in WORDS or word in SHORT:
        return True
    if not run.isascii() or (len(run) > _MOST_SINGLE_LETTERS and run.istitle() and word not in FUNCTION_WORDS):
        return True
    parts = split_letters(run)
    if any(part in ("o", "O") for part in parts):
        return True
    return len(run) > _MOST_SINGLE_LETTERS and sum(
        len(part) for part in parts if part not in FUNCTION_WORDS and part not in GREEK
    ) > min(_MOST_SINGLE_LETTERS, len(run) - 1)


def _without_bracketed_words(text: str) -> tuple[str, frozenset[int]]:
    """Brackets with words or equations in them are no mathematics themselves: `(by the chain rule)`, `(u = x^2)`.

    They become breaks; the places inside of them are told.
    """
    characters = list(text)
    opened: list[int] = []
    inside: set[int] = set()
    for place, character in enumerate(text):
        if character in CLOSING:
            opened.append(place)
        elif opened and character == CLOSING[text[opened[-1]]]:
            start = opened.pop()
            if _BREAK in text[start:place] or _is_equation(text, start, place):
                characters[start] = characters[place] = _BREAK
                inside |= set(range(start, place))
    return "".join(characters), frozenset(inside)


def _is_equation(text: str, start: int, end: int) -> bool:
    """Whether brackets stand around an equation of their own; `f(x = 2)` and `lim_{h=0}` are none."""
    if text[start] == "{" or text[start - 1 : start].isalnum() or text[start - 1 : start] == "_":
        return False
    inside = text[start + 1 : end]
    signs = {sign.start() for sign in EQUALS.finditer(inside)}
    return bool(start and signs) and not signs.isdisjoint(top_level(inside, "=:"))
