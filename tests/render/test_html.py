"""The HTML page: golden files, and what a browser, a reader and an attacker would make of any of them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from printed import GOLDEN, HOSTILE, PROBLEMS, SHOWN, explained, golden, hostile, titles

from derivtutor.notation.mathml import NAMESPACE
from derivtutor.render.formats import Detail, View
from derivtutor.render.html import render
from derivtutor.render.telling.derivation import tell

VOID = frozenset({"meta"})


class Page(HTMLParser):
    """Reads a page as strictly as XML: every element is closed by its own end."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.addresses: list[str] = []
        self.headings: list[int] = []
        self.words = ""
        self.feed(text)
        self.close()
        assert not self.opened

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in VOID:
            self.opened.append(tag)
        self.handle_startendtag(tag, attributes)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        for name, value in attributes:
            assert not name.startswith("on")
            if name == "id":
                self.ids.append(value or "")
            elif name == "href" and (value or "").startswith("#"):
                self.links.append((value or "")[1:])
            elif name in ("src", "href", "action", "data", "srcset") or "//" in (value or ""):
                self.addresses.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("name", GOLDEN)
def test_golden(name: str) -> None:
    problem, options, detail, view = GOLDEN[name]
    assert render(tell(explained(problem, options), detail, view)) == golden(f"html-{name}.html")


@pytest.mark.parametrize(("problem", "options"), PROBLEMS)
@pytest.mark.parametrize(("detail", "view"), SHOWN)
def test_is_one_sound_page(problem: str, options: dict[str, Any], detail: Detail, view: View) -> None:
    page = Page(render(tell(explained(problem, options), detail, view)))
    assert not page.tags & {"script", "link", "img", "iframe", "object", "embed", "base", "form"}
    assert set(page.addresses) <= {NAMESPACE}
    assert len(page.ids) == len(set(page.ids))
    assert set(page.links) <= set(page.ids)
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False))


def test_style_loads_nothing() -> None:
    assert not re.search(r"url\(|@import|expression\(", render(tell(explained("x^x", {}))))


@pytest.mark.parametrize(("problem", "options"), PROBLEMS)
def test_names_every_rule(problem: str, options: dict[str, Any]) -> None:
    derivation = explained(problem, options)
    assert all(f"</span>{title}</h" in render(tell(derivation, "full")) for title in titles(derivation))


def test_repeated_step_is_a_link_to_its_first_showing() -> None:
    page = render(tell(explained("(x^2+1) sin(x^2+1)", {})))
    assert 'as in <a href="#step-1.1">step 1.1</a>' in page
    assert '<li id="step-1.1"' in page


def test_hostile_text_stays_text() -> None:
    text = render(tell(hostile()))
    page = Page(text)
    assert "script" not in page.tags
    assert page.words.count(HOSTILE.replace("\x00", "\\x00").replace("\u202e", "\\u202e")) == 2
    assert "\x00" not in text
    assert "\u202e" not in text


def test_deep_nesting_stays_below_the_limit_of_browsers() -> None:
    """Browsers flatten what is nested more than 512 deep."""
    deepest = depth = 0
    for end, tag in re.findall(
        r"<(/?)([a-z]\w*)[^>]*>", render(tell(explained("sin(" * 30 + "x" + ")" * 30, {}), "full"))
    ):
        depth += 0 if tag in VOID else -1 if end else 1
        deepest = max(deepest, depth)
    assert deepest < 400
