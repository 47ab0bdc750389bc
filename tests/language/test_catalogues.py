"""The catalogues: fresh, with the same places for values as their source, and fit for a terminal."""

from __future__ import annotations

import importlib.util
import string
import unicodedata
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages import Message

from derivtutor.language import LANGUAGES

OTHERS = [tag for tag in LANGUAGES if tag != "en"]


@pytest.fixture(scope="module")
def catalogues() -> ModuleType:
    path = Path(__file__).parents[2] / "docs" / "catalogues.py"
    spec = importlib.util.spec_from_file_location("catalogues", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def places(text: str) -> list[str]:
    """The names in braces, each as often as it stands there, with how its value is written."""
    fields = [f"{name}:{form}" for _, name, form, _ in string.Formatter().parse(text) if name is not None]
    return sorted(set(fields))


def pairs(message: Message) -> list[tuple[str, str]]:
    """Each text with its translation; of a text with a plural, each form."""
    if isinstance(message.id, str):
        return [(message.id, str(message.string))] if message.string else []
    return [(message.id[1], each) for each in message.string if each]


def test_catalogues_are_fresh(catalogues: ModuleType) -> None:
    """Else: python docs/catalogues.py"""
    assert [path.name for path, text in catalogues.files().items() if path.read_bytes() != text] == []


@pytest.mark.parametrize("tag", OTHERS)
def test_translations_have_the_same_values_in_them(catalogues: ModuleType, tag: str) -> None:
    wrong = {}
    for message in catalogues.catalogue(tag):
        for source, text in pairs(message) if message.id else ():
            one = isinstance(message.id, tuple)
            missing = set(places(source)) - {"count:"} - set(places(text)) if one else set(places(source)) ^ set(places(text))
            added = set(places(text)) - set(places(source))
            if missing or added:
                wrong[source] = text
    assert wrong == {}


@pytest.mark.parametrize("tag", OTHERS)
def test_translations_are_plain_text(catalogues: ModuleType, tag: str) -> None:
    """Nothing in them is markup or moves a cursor, and space at their ends is that of the source."""
    wrong = []
    for message in catalogues.catalogue(tag):
        for source, text in pairs(message) if message.id else ():
            strange = [each for each in text if unicodedata.category(each) in ("Cc", "Cf", "Co", "Cs") and each not in source]
            outer = [text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :]]
            same = [source[: len(source) - len(source.lstrip(" "))], source[len(source.rstrip(" ")) :]]
            if strange or outer != same or ("</" in text and "</" not in source):
                wrong.append(text)
    assert wrong == []


def test_german_has_all_that_students_meet(catalogues: ModuleType) -> None:
    whole = {"rule names", "laws", "slips"}
    kinds = {message.id: message.auto_comments[0] for message in catalogues.catalogue("de") if message.id}
    left = [message.id for message in catalogues.catalogue("de") if message.id and not message.string]
    assert [text for text in left if kinds[text] in whole] == []
