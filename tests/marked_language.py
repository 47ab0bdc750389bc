"""A language that puts marks around each text that catalogues have: words without marks cannot be translated."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from babel.messages.pofile import read_po

import derivtutor
from derivtutor.speaking import language

_MARKED = re.compile("⟦[^⟧]*⟧")
_PLACE = re.compile(r"(\{[^{}]+\})")
_WORD = re.compile("[a-zA-Z]{3,}")


@functools.cache
def template() -> frozenset[str]:
    """All texts that translators are given."""
    path = Path(derivtutor.__file__).parent / "locale" / "derivtutor.pot"
    with path.open("rb") as file:
        texts = [message.id for message in read_po(file)]
    return frozenset([each for text in texts for each in ([text] if isinstance(text, str) else text)])


def _forms(_tag: str, source: str) -> tuple[str, ...]:
    """Each form of a text with marks around its words; places for values stay outside."""
    return tuple([_with_marks(text) if text in template() else "" for text in source.split("\0")])


def _with_marks(text: str) -> str:
    pieces = _PLACE.split(text)
    return "".join([f"⟦{each}⟧" if _WORD.search(each) and not _PLACE.fullmatch(each) else each for each in pieces])


@contextmanager
def marked() -> Iterator[None]:
    """Speak the language of marks within a `with`."""
    with patch("derivtutor.language._forms", _forms), language("de"):
        yield


def unmarked(text: str) -> set[str]:
    """The words of a text that have no marks, as they may be broken over lines."""
    return set(_WORD.findall(_MARKED.sub(" ", text)))
