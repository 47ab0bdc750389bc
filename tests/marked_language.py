"""A language that puts marks around each text that catalogues have: words without marks cannot be translated."""

from __future__ import annotations

import functools
import gettext
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


class _Marks(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        """The text with marks around its words; places for values stay outside."""
        if message not in template():
            return message
        return "".join([f"⟦{part}⟧" if _WORD.search(part) and not _PLACE.fullmatch(part) else part
                        for part in _PLACE.split(message)])  # fmt: skip

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@contextmanager
def marked() -> Iterator[None]:
    """Speak the language of marks within a `with`."""
    with patch("derivtutor.language._catalogue", lambda _: _Marks()), language("de"):
        yield


def unmarked(text: str) -> set[str]:
    """The words of a text that have no marks, as they may be broken over lines."""
    return set(_WORD.findall(_MARKED.sub(" ", text)))
