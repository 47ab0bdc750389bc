"""The catalogues: fresh, with the same places for values as their source, and fit for a terminal."""

from __future__ import annotations

import importlib
import string
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages import Message
from babel.messages.pofile import read_po

import derivtutor
from derivtutor.language import DOMAIN, LANGUAGES

LOCALE = Path(derivtutor.__file__).parent / "locale"
OTHERS = [tag for tag in LANGUAGES if tag != "en"]


@pytest.fixture(scope="module")
def catalogues() -> ModuleType:
    sys.path.append(str(Path(__file__).parents[2] / "docs"))
    return importlib.import_module("catalogues")


def places(text: str) -> list[str]:
    """The names in braces, each as often as it stands there, with how its value is written."""
    fields = [f"{name}:{form}" for _, name, form, _ in string.Formatter().parse(text) if name is not None]
    return sorted(set(fields))


def pairs(message: Message) -> list[tuple[str, str]]:
    """Each text with its translation; of a text with a plural, each form: where a language has one, that of several."""
    if isinstance(message.id, str):
        return [(message.id, str(message.string))] if message.string else []
    one, several = message.id
    of_one, *of_several = message.string if len(message.string) > 1 else ("", *message.string)
    return [(source, each) for source, each in ((one, of_one), *[(several, each) for each in of_several]) if each]


def test_catalogues_are_fresh(catalogues: ModuleType) -> None:
    """Else: python docs/catalogues.py"""
    assert [path.name for path, text in catalogues.files().items() if path.read_bytes() != text] == []


@cache
def messages(tag: str) -> tuple[Message, ...]:
    """What stands in a catalogue, but for its head."""
    with (LOCALE / tag / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return tuple([message for message in read_po(file, locale=tag) if message.id])


def every_pair(tag: str) -> Iterator[tuple[str, str]]:
    """Every text of a catalogue with its translation."""
    return (pair for message in messages(tag) for pair in pairs(message))


@pytest.mark.parametrize("tag", OTHERS)
def test_translations_have_the_same_values_in_them(tag: str) -> None:
    found = every_pair(tag)
    # the form for one may leave the number out, since it says it
    wrong = {source: text for source, text in found if (set(places(source)) ^ set(places(text))) - {"count:"}}
    assert wrong == {}


@pytest.mark.parametrize("tag", OTHERS)
def test_translations_are_plain_text(tag: str) -> None:
    """Nothing in them is markup or moves a cursor, and space at their ends is that of the source."""
    wrong = []
    for source, text in every_pair(tag):
        moving = {each for each in text if unicodedata.category(each) in ("Cc", "Cf", "Co", "Cs")} - set(source)
        if moving or ("</" in text and "</" not in source) or ends(source) != ends(text):
            wrong.append(text)
    assert wrong == []


def ends(text: str) -> tuple[bool, bool]:
    """Whether a text begins, and ends, with a space: it stands beside others then."""
    return text.startswith(" "), text.endswith(" ")


def test_german_has_all_that_students_meet() -> None:
    whole = {"rule names", "laws", "slips"}
    left = [message for message in messages("de") if not message.string]
    assert [message.id for message in left if message.auto_comments[0] in whole] == []
