"""The language in which users are spoken to: its words are found in a catalogue; how mathematics is written there.

English is the source text: while nothing else is chosen, nothing is loaded and every text is handed out as it stands.
Facts (ids, rows, what is kept or exchanged) stay English; a sentence is translated as a whole, then values are put in.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from gettext import NullTranslations


class Language(NamedTuple):
    """A language that derivtutor speaks, and how mathematics is written at its schools.

    `comma` says whether decimals have one; `functions` are called otherwise than in English. Nouns that `has_capitals`
    keep them within a sentence. `spelt` is how letters are written where there is only ASCII.
    """

    tag: str
    name: str
    comma: bool = False
    functions: Mapping[str, str] = {}
    has_capitals: bool = False
    spelt: Mapping[str, str] = {}


_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
_SPANISH = {"sin": "sen", "arcsin": "arcsen", "sinh": "senh", "arsinh": "arsenh"}
_PORTUGUESE = {
    **_SPANISH, "tan": "tg", "arctan": "arctg", "tanh": "tgh", "cot": "cotg",
}  # fmt: skip
ENGLISH = Language("en", "English")
LANGUAGES: Mapping[str, Language] = {
    row.tag: row
    for row in (
        ENGLISH,
        Language("de", "Deutsch", True, has_capitals=True, spelt=_UMLAUTS),
        Language("es", "español", True, _SPANISH),
        Language("fr", "français", True),
        Language("pt", "português", True, _PORTUGUESE),
        Language("zh_CN", "简体中文"),
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
    """A number as it is shown: with the comma or the point of the language."""
    return number.replace(".", ",") if _spoken.get().comma else number


def called(function: str) -> str:
    """What a function is called where it is shown: `sen` for `sin`."""
    return _spoken.get().functions.get(function, function)


def between() -> str:
    """What stands between arguments: not a comma where numbers have one."""
    return "; " if _spoken.get().comma else ", "


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
    return text if language is ENGLISH or not text else _catalogue(language.tag).gettext(text)


def lowered(title: str) -> str:
    """A title within a sentence; names of people keep their capital, and all nouns where these have one."""
    keeps = spoken().has_capitals or title.startswith(_OF_PEOPLE)
    return title if keeps else title[:1].lower() + title[1:]


_OF_PEOPLE = ("Jacobian", "Hessian", "Taylor", "Newton", "Lagrange", "Leibniz", "L'Hôpital")


def counted(one: str, several: str, count: int) -> str:
    """The form of a text that goes with a number, in the language that is spoken."""
    language = _spoken.get()
    if language is ENGLISH:
        return one if count == 1 else several
    return _catalogue(language.tag).ngettext(one, several, count)


@functools.cache
def _catalogue(tag: str) -> NullTranslations:
    import gettext
    from pathlib import Path

    path = Path(__file__).parent / "locale" / tag / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if not path.exists():
        return gettext.NullTranslations()
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)


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
