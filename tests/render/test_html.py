"""The HTML page: golden files, and what a browser, a reader and an attacker would make of any of them."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from msgspec.structs import replace
from printed import GOLDEN, HOSTILE, PROBLEMS, SHOWN, explained, golden, hostile, titles

from derivtutor.calculus.figures.topics import figure_of
from derivtutor.calculus.gradients.gradient import gradient
from derivtutor.render.formats import Detail, View
from derivtutor.render.html import render
from derivtutor.render.telling import explanation
from derivtutor.render.telling.blocks import Figure, Step
from derivtutor.render.telling.derivation import tell
from derivtutor.render.web.formulas import SIZES

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
        self.scripts: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
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
        self.elements.append((tag, {name: value or "" for name, value in attributes}))
        for name, value in attributes:
            assert not name.startswith("on")
            assert name != "style"
            if name == "id":
                self.ids.append(value or "")
            elif name == "href" and (value or "").startswith("#"):
                self.links.append((value or "")[1:])
            elif name in ("src", "href", "action", "data", "srcset") or "//" in (value or ""):
                self.addresses.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.opened and self.opened[-1] == "script":
            self.scripts.append(data)
        else:
            self.words += data

    def of(self, kind: str) -> list[dict[str, str]]:
        """The attributes of all that is of a class."""
        return [each for _, each in self.elements if kind in each.get("class", "").split()]


@pytest.mark.parametrize("name", GOLDEN)
def test_golden(name: str) -> None:
    problem, options, detail, view = GOLDEN[name]
    assert render(tell(explained(problem, options), detail, view)) == golden(f"html-{name}.html")


@pytest.mark.parametrize(("problem", "options"), PROBLEMS)
@pytest.mark.parametrize(("detail", "view"), SHOWN)
def test_is_one_sound_page(problem: str, options: dict[str, Any], detail: Detail, view: View) -> None:
    page = Page(render(tell(explained(problem, options), detail, view)))
    assert not page.tags & {"link", "img", "iframe", "object", "embed", "base", "form"}
    assert not page.addresses
    assert len(page.ids) == len(set(page.ids))
    assert set(page.links) <= set(page.ids)
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False))


def test_nothing_is_loaded_and_only_the_inlined_style_and_script_may_run() -> None:
    text = render(tell(explained("x^x", {})))
    assert not re.search(r"url\(|@import|expression\(|\beval\b|Function\(|innerHTML", text)
    (policy,) = [each["content"] for _, each in Page(text).elements if "Security" in each.get("http-equiv", "")]
    assert policy.startswith("default-src 'none';")
    for tag in ("style", "script"):
        (inlined,) = re.findall(f"(?s)<{tag}>(.*?)</{tag}>", text)
        assert f"{tag}-src 'sha256-{base64.b64encode(hashlib.sha256(inlined.encode()).digest()).decode()}'" in policy


def test_the_answer_stands_first_and_once_in_a_frame() -> None:
    for problem, options in PROBLEMS[:6]:
        page = Page(render(tell(explained(problem, options))))
        kinds = [each.get("class", each.get("id", "")) for _, each in page.elements]
        assert kinds.count("result") == 1
        assert kinds.index("statement") < kinds.index("result") < kinds.index("step-1")
    assert len(Page(render(explanation.tell(gradient("x^2 y", at="x=1,y=2")))).of("result")) == 1


def test_the_answer_can_be_copied() -> None:
    buttons = [each for _, each in Page(render(tell(explained("x^2 sin(x)", {})))).elements if "data-copy" in each]
    assert [each["data-copy"] for each in buttons] == [
        r"2 x \sin\left(x\right) + x^{2} \cos\left(x\right)",
        "2x sin(x) + x^2 cos(x)",
    ]


@pytest.mark.parametrize(("problem", "options"), PROBLEMS)
def test_every_rate_and_every_rule_is_linked(problem: str, options: dict[str, Any]) -> None:
    document = tell(explained(problem, options))
    page = Page(render(document))
    for step in (each for root in document.blocks if isinstance(root, Step) for each in root.with_below()):
        if f"step-{step.number}" in page.ids:
            assert f"rule-{step.rule}" in page.links
        for part in step.parts if f"step-{step.number}" in page.ids and not step.in_place else ():
            if part.found_by:
                found = f"step-{part.found_by.earlier_line or part.found_by.number}"
                assert found in page.ids


def test_a_step_says_where_its_rates_are_found() -> None:
    page = render(tell(explained("x^2 sin(x)^3", {})))
    assert 'in <a href="#step-1.2">step 1.2</a>' in page
    assert re.search(r'<li id="step-1\.1">.*1\.1</span><a href="#rule-power">Power rule</a>', page)


def test_steps_fold_and_are_open() -> None:
    page = Page(render(tell(explained("x^2 sin(x)^3", {}))))
    folds = [each for tag, each in page.elements if tag == "details"]
    assert len(folds) == 2
    assert all("open" in each for each in folds)


def test_what_may_be_too_wide_is_reached_by_keys_and_named() -> None:
    page = Page(render(tell(explained("sin(" * 30 + "x" + ")" * 30, {}))))
    sized = [each for each in page.of("wide") if re.search(r" w\d+$", each["class"])]
    assert sized
    assert all(each["tabindex"] == "0" and each["aria-label"] for each in sized)


def test_the_style_knows_every_width() -> None:
    text = render(tell(explained("x^2", {})))
    assert re.findall(r"\.w(\d+) \{ --letters: \1; \}", text) == [str(size) for size in SIZES]


def test_long_fractions_are_broken() -> None:
    page = Page(render(tell(explained("(x^3 sqrt(x^2+1) e^(2x))/((x+1)^4 ln(x) (3x-2)^5)", {}))))
    assert "mtable" in page.tags
    assert not {f"w{size}" for size in SIZES[4:]} & {name for each in page.of("wide") for name in each["class"].split()}


@pytest.mark.parametrize("problem", ["sin(exp(2x))", "x^2 sin(x)", "(x^2+1)/(x-3)", "x^x", "sqrt((x+1)/(x-1))"])
def test_a_page_is_small(problem: str) -> None:
    assert len(render(tell(explained(problem, {"at": 2}))).encode()) < 24_000


def test_what_figures_need_is_on_pages_with_figures_alone() -> None:
    derivation = explained("x^2", {})
    told = tell(derivation)
    drawn = replace(told, blocks=(*told.blocks, Figure(figure_of("of_derivation", derivation))))
    for needed in ("svg.figure", "ArrowDown"):
        assert needed in render(drawn)
        assert needed not in render(told)


@pytest.mark.parametrize(("problem", "options"), PROBLEMS)
def test_names_every_rule(problem: str, options: dict[str, Any]) -> None:
    derivation = explained(problem, options)
    page = render(tell(derivation, "full"))
    assert all(re.search(f">{re.escape(title)}<", page) for title in titles(derivation))


def test_repeated_step_is_a_link_to_its_first_showing() -> None:
    page = render(tell(explained("(x^2+1) sin(x^2+1)", {})))
    assert 'as in <a href="#step-1.1">step 1.1</a>' in page
    assert 'id="step-1.1"' in page


def test_hostile_text_stays_text() -> None:
    text = render(tell(hostile()))
    page = Page(text)
    assert len(page.scripts) == 1
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
