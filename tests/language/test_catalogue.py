"""Catalogues are read as gettext reads them, a text at a time."""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from pathlib import Path

import pytest

import derivtutor
from derivtutor.language import DOMAIN, LANGUAGES, Catalogue, counted, translated
from derivtutor.speaking import language

OTHERS = [tag for tag in LANGUAGES if tag != "en"]
STEPS = ("1 step", "{count} steps")


def compiled(tag: str) -> Path:
    return Path(derivtutor.__file__).parent / "locale" / tag / "LC_MESSAGES" / f"{DOMAIN}.mo"


def by_gettext(tag: str) -> gettext.GNUTranslations:
    with compiled(tag).open("rb") as file:
        return gettext.GNUTranslations(file)


@pytest.mark.parametrize("tag", OTHERS)
def test_every_text_is_found(tag: str) -> None:
    texts: Mapping[str | tuple[str, int], str] = by_gettext(tag)._catalog  # type: ignore[attr-defined]
    catalogue = Catalogue(compiled(tag).read_bytes())
    alone = {text: translation for text, translation in texts.items() if isinstance(text, str)}
    assert len(alone) > 1000
    assert {text: catalogue.forms(text)[0] for text in alone} == alone


def test_a_text_that_is_not_there_stays() -> None:
    catalogue = Catalogue(compiled("de").read_bytes())
    assert [catalogue.forms(text) for text in ("\0", "zzz", "\U0010ffff", "Chain rul")] == [("",)] * 4
    assert Catalogue(b"").forms("Chain rule") == ("",)
    with language("de"):
        assert (translated(""), translated("zzz")) == ("", "zzz")
        assert [counted("1 zzz", "{count} zzz", count) for count in (1, 2)] == ["1 zzz", "{count} zzz"]


@pytest.mark.parametrize("tag", OTHERS)
def test_the_form_goes_with_the_number(tag: str) -> None:
    oracle = by_gettext(tag)
    with language(tag):
        told = [counted(*STEPS, count) for count in (1, 2, 5, 21, 101)]
    assert told == [oracle.ngettext(*STEPS, count) for count in (1, 2, 5, 21, 101)]


@pytest.mark.parametrize(
    ("tag", "forms"),
    [
        ("en", ["{count} steps", "1 step", "{count} steps"]),
        ("de", ["{count} Schritte", "1 Schritt", "{count} Schritte"]),
        ("fr", ["{count} étapes", "1 étape", "{count} étapes"]),
        ("zh_CN", ["{count} 步"] * 3),
    ],
)
def test_the_number_that_is_told_is_the_number(tag: str, forms: list[str]) -> None:
    with language(tag):
        assert [counted(*STEPS, count) for count in (0, 1, 2)] == forms


def test_nothing_is_singular_in_french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("derivtutor.language._forms", lambda tag, text: ("{count} étape", "", "{count} étapes"))
    for tag, forms in {"fr": (0, 0, 2), "pt": (0, 0, 2), "es": (2, 0, 2)}.items():
        with language(tag):
            told = [counted(*STEPS, count) for count in (0, 1, 2)]
        assert told == [("{count} étape", "", "{count} étapes")[form] for form in forms]
