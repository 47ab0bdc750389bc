"""The language in which users are spoken to: its words are found in a catalogue; how mathematics is written there.

English is the source text: while nothing else is chosen, nothing is loaded and every text is handed out as it stands.
Facts (ids, rows, what is kept or exchanged) stay English; a sentence is translated as a whole, then values are put in.
"""

from __future__ import annotations

import functools
import sys
from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class Language(NamedTuple):
    """A language that derivtutor speaks, and how mathematics is written at its schools.

    `comma` says whether decimals have one; `functions` are called otherwise than in English. Nouns that `has_capitals`
    keep them within a sentence. `spelt` is how letters are written where there is only ASCII. `marks` has what stands
    between words for the marks of English. `singular` are the numbers that go with the first form of a text. Characters
    of one that `is_wide` take two columns. Small words are `softened` to another form before some letters.
    """

    tag: str
    name: str
    comma: bool = False
    functions: Mapping[str, str] = {}
    has_capitals: bool = False
    spelt: Mapping[str, str] = {}
    marks: Mapping[str, str] = {}
    singular: Container[int] = (1,)
    is_wide: bool = False
    softened: Mapping[str, tuple[str, str]] = {}


_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
_SPANISH = {"sin": "sen", "arcsin": "arcsen", "sinh": "senh", "arsinh": "arsenh"}
_PORTUGUESE = {
    **_SPANISH, "tan": "tg", "arctan": "arctg", "tanh": "tgh", "cot": "cotg",
}  # fmt: skip
_SOFTENED = {"y": ("e", "iy"), "o": ("u", "o")}
_PERCENT = {"%": "\u00a0%"}
_FRENCH_MARKS = {":": "\u00a0:", ": ": "\u00a0: ", "; ": "\u00a0; ", **_PERCENT}
_CHINESE_MARKS = {" ": "", ". ": "。", ", ": "、", "; ": "；", ":": "：", ": ": "：", " (": "（", ")": "）"}
ENGLISH = Language("en", "English")
LANGUAGES: Mapping[str, Language] = {
    row.tag: row
    for row in (
        ENGLISH,
        Language("de", "Deutsch", True, has_capitals=True, spelt=_UMLAUTS, marks=_PERCENT),
        Language("es", "español", True, _SPANISH, marks=_PERCENT, softened=_SOFTENED),
        Language("fr", "français", True, marks=_FRENCH_MARKS, singular=(0, 1)),
        Language("pt", "português", True, _PORTUGUESE, singular=(0, 1)),
        Language("zh_CN", "简体中文", marks=_CHINESE_MARKS, is_wide=True),
    )
}
"""Every language, by its tag; all but English have a catalogue in `locale/`."""

DOMAIN = "derivtutor"
_spoken: ContextVar[Language] = ContextVar("spoken", default=ENGLISH)
_written: ContextVar[Language] = ContextVar("written", default=ENGLISH)


def spoken() -> Language:
    """The language in which words and formulas are shown."""
    return _spoken.get()


def written() -> Language:
    """The language whose notation is read: what a user types, even where what comes out is a document in English."""
    return _written.get()


def decimals(number: str) -> str:
    """A number as it is shown: with the comma or the point of the language; `2.` and `.5` stay as they were typed."""
    is_usual = _spoken.get().comma and "." not in (number[0], number[-1])
    return number.replace(".", ",") if is_usual else number


def grouped(number: int) -> str:
    """A whole number whose thousands stand apart: `100,000`; by a space where a comma begins decimals."""
    return f"{number:,}".replace(",", "\u00a0" if _spoken.get().comma else ",")


def called(function: str) -> str:
    """What a function is called where it is shown: `sen` for `sin`."""
    return _spoken.get().functions.get(function, function)


def between() -> str:
    """What stands between arguments: not a comma where numbers have one."""
    return "; " if _spoken.get().comma else ", "


def mark(english: str) -> str:
    """What stands between words, or sentences, where English has this: `", "`, `": "`, or `" "`."""
    return _spoken.get().marks.get(english, english)


def percent(share: float) -> str:
    """A share of 1 as it is shown, `85%`."""
    return f"{share:.0%}".replace("%", mark("%"))


def aside(words: str) -> str:
    """Words in brackets, behind others."""
    return f"{mark(' (')}{words}{mark(')')}"


def speak(language: Language, reading: Language | None = None) -> None:
    """Speak a language from now on, and read what is typed at its schools, or at those of another."""
    _spoken.set(language)
    _written.set(reading or language)


@contextmanager
def in_english() -> Iterator[None]:
    """Make within what is kept or exchanged: it is in English, whatever is spoken to whoever makes it."""
    before = _spoken.set(ENGLISH)
    try:
        yield
    finally:
        _spoken.reset(before)


def speak_english() -> None:
    """Show everything in English, as documents for programs are, and go on reading the notation that was chosen."""
    _spoken.set(ENGLISH)


def known(tag: str) -> Language | None:
    """The language of a tag or of a locale's name, None where it is not spoken here.

    >>> [found and found.tag for found in map(known, ("de", "de_AT.UTF-8", "pt-BR", "zh_TW", "C", "xx"))]
    ['de', 'de', 'pt', None, 'en', None]
    """
    name = tag.partition(".")[0].partition("@")[0].replace("-", "_").lower()
    if name in ("c", "posix"):
        return ENGLISH
    tags = {each.lower(): language for each, language in LANGUAGES.items()} | {"zh": LANGUAGES["zh_CN"]}
    tags |= {"zh_hans": tags["zh"], "zh_hans_cn": tags["zh"], "zh_sg": tags["zh"]}
    if name in tags:
        return tags[name]
    short = name.partition("_")[0]
    return tags.get(short) if short != "zh" else None


# Words


def translated(text: str) -> str:
    """A text in the language that is spoken; one that is not in its catalogue stays English."""
    language = _spoken.get()
    return text if language is ENGLISH or not text else _forms(language.tag, text)[0] or text


def listed(words: Sequence[str]) -> str:
    """Words in a row within a sentence: `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return mark(", ").join(words[:-1]) + softened(translated(" and "), words[-1]) + words[-1]


def softened(word: str, following: str) -> str:
    """A small word as it is before another one: in Spanish `y` is `e` before an i."""
    other, letters = _spoken.get().softened.get(word.strip(), ("", ""))
    return word.replace(word.strip(), other) if other and following[:1].lower() in letters else word


def raised(words: str) -> str:
    """Words as they begin a sentence."""
    return words[:1].upper() + words[1:]


def lowered(title: str) -> str:
    """A title within a sentence; names of people keep their capital, and all nouns where these have one."""
    keeps = spoken().has_capitals or title.startswith(_OF_PEOPLE)
    return title if keeps else title[:1].lower() + title[1:]


_OF_PEOPLE = ("Jacobian", "Hessian", "Taylor", "Newton", "Lagrange", "Leibniz", "L'Hôpital")


def counted(one: str, several: str, count: float) -> str:
    """The form of a text that goes with a number, in the language that is spoken."""
    language = _spoken.get()
    forms = ("",) if language is ENGLISH else _forms(language.tag, f"{one}\0{several}")
    # A singular for 0 must have a place for the number: "1 étape" says which one it is of.
    is_first = count in language.singular and (count == 1 or "{" in forms[0])
    return forms[0 if is_first else -1] or (one if count == 1 else several)


@functools.lru_cache(maxsize=8192)
def _forms(tag: str, source: str) -> tuple[str, ...]:
    """The translation of a source text, or one for the singular and one for the plural; empty where there is none."""
    return _catalogue(tag).forms(source)


class Catalogue:
    """A compiled catalogue of gettext (`.mo`), in which a text is looked for when it is needed.

    Making a table of all texts takes longer than most commands. They are sorted, so that halving finds each of them.
    """

    def __init__(self, compiled: bytes) -> None:
        from struct import unpack_from

        self.compiled = compiled
        self.count, *tables = unpack_from("<3I", compiled, 8) if compiled else (0, 0, 0)
        self.sources, self.translations = [unpack_from(f"<{2 * self.count}I", compiled, start) for start in tables]

    def forms(self, source: str) -> tuple[str, ...]:
        """The translations of a text; those of one for several numbers stand beside each other, as the texts do."""
        sought = source.encode(errors="surrogatepass")  # what a system says may have a name of a file in it
        place = bisect_left(range(self.count), sought, key=lambda place: self._text(self.sources, place))
        if place == self.count or self._text(self.sources, place) != sought:
            return ("",)
        return tuple(self._text(self.translations, place).decode().split("\0"))

    def _text(self, table: tuple[int, ...], place: int) -> bytes:
        length, start = table[2 * place : 2 * place + 2]
        return self.compiled[start : start + length]


def folder_of_catalogues() -> Path:
    """Where the catalogues are, in folders as gettext wants them."""
    from pathlib import Path  # takes longer to load than English has to wait

    return Path(__file__).parent / "locale"


@functools.cache
def _catalogue(tag: str) -> Catalogue:
    path = folder_of_catalogues() / tag / "LC_MESSAGES" / f"{DOMAIN}.mo"
    return Catalogue(path.read_bytes() if path.exists() else b"")


class _Sentences(ModuleType):
    """A module of texts, each of which is handed out in the language that is spoken."""

    def __getattribute__(self, name: str) -> Any:
        value = super().__getattribute__(name)
        if _spoken.get() is ENGLISH or not name[0].isupper():
            return value
        # A table made when a module is loaded outlives the language: it keeps the source, to be translated when shown.
        return value if sys._getframe(1).f_code.co_name == "<module>" else _in_words(value)


def _in_words(value: Any) -> Any:
    """A text or a table of texts, translated; a refusal translates itself."""
    if type(value) is str:
        return translated(value)
    if type(value) is tuple:
        return tuple(map(_in_words, value))
    return {key: _in_words(each) for key, each in value.items()} if type(value) is dict else value


def translatable(module: str) -> None:
    """Hand out the texts of a module of sentences in the language that is spoken."""
    sys.modules[module].__class__ = _Sentences
