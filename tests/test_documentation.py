"""The documentation tells all of the library and all misconceptions, and what is wrong with its pages is found."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import griffe
import pytest
from markdown_it import MarkdownIt

import derivtutor
from derivtutor.derivation.misconceptions import NAMES

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "docs"))

import build_site  # noqa: E402
import library  # noqa: E402
import misconceptions  # noqa: E402

PICTURES = sorted((ROOT / "docs" / "pictures").iterdir())
TEXTS = [path.read_text(encoding="utf-8") for path in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md"))]


def stray_fences(text: str) -> list[str]:
    """What stands beside a fence that was meant to begin or end code, and does not."""
    tokens = MarkdownIt("commonmark").parse(text)
    words = [part.content for token in tokens for part in token.children or () if part.type == "text"]
    codes = [token for token in tokens if token.type == "fence" and token.map]
    lines = [line for code in codes for line in code.content.splitlines() if code.markup in line]
    unended = [code.info for code in codes if text.splitlines()[code.map[1] - 1].strip() != code.markup]
    return [*[line for line in words if "```" in line], *lines, *unended]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.partition("\n")[0])
def test_code_ends_where_it_should(text: str) -> None:
    """A fence behind something on its line ends nothing: the rest of the page would be code."""
    assert stray_fences(text) == []


@pytest.mark.parametrize(
    ("text", "stray"),
    [
        ("```python\nx\n```\nwords", []),
        ("````markdown\n```show\nplot x\n```\n````\nwords", []),
        ("A block ` ```show ` has commands.", []),
        ("```\nx```\n\nwords", ["x```", ""]),
        ("words ```\nx\n", ["words ```"]),
        ("```python\nx\n```python\n", ["```python", "python"]),
    ],
)
def test_fences_that_begin_or_end_nothing_are_found(text: str, stray: list[str]) -> None:
    assert stray_fences(text) == stray


def test_the_builder_sees_the_documentation_alone(tmp_path: Path) -> None:
    build_site.gather(ROOT, tmp_path)
    pages = {"README.md", "CONTRIBUTING.md", "CHANGELOG.md"}
    assert {path.name for path in tmp_path.iterdir()} == {*pages, "LICENSE", "docs", "zensical.toml"}


def test_the_navigation_names_every_page() -> None:
    assert list(build_site.strays(ROOT)) == []


NAVIGATION = """
[project]
nav = [{ "Home" = "README.md" }, { "More" = ["docs/more.md", { "Old" = "docs/old.md" }] }, { "Again" = "README.md" }]
"""


def test_a_page_that_no_navigation_names_is_found_and_one_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "zensical.toml").write_text(NAVIGATION, encoding="utf-8")
    for page in ("README.md", "docs/more.md", "docs/new.md"):
        (tmp_path / page).write_text("# A page\n", encoding="utf-8")
    assert list(build_site.strays(tmp_path)) == [
        "zensical.toml: the navigation names docs/old.md, which is not there",
        "docs/new.md: no navigation in zensical.toml names it",
        "zensical.toml: the navigation names README.md twice",
    ]


INDEX = '<link rel="canonical" href="https://host.example/"><img src="a.svg" alt="A curve"><h2 id="start">Start</h2>'


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<a href="../index.html#start">all is well</a><a href="https://host.example">elsewhere</a>', []),
        ('<a href="../">the folder has a page</a>', []),
        ('<a href="gone.html">gone</a>', ["gone.html leads nowhere"]),
        ('<a href="../index.html#end">no such heading</a>', ["../index.html#end leads nowhere"]),
        ('<a href="#end">not here either</a>', ["#end leads nowhere"]),
        ('<img src="../b.svg" alt="B">', ["../b.svg leads nowhere"]),
        ('<img src="../a.svg">', ["the picture ../a.svg has no words (alt)"]),
        (
            '<script src="https://host.example/a.js"></script>',
            ["would fetch https://host.example/a.js from another host"],
        ),
        ('<link rel="stylesheet" href="//host.example/a">', ["would fetch //host.example/a from another host"]),
    ],
)
def test_what_is_wrong_with_a_page_is_found(html: str, found: list[str], tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "a.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "index.html").write_text(INDEX, encoding="utf-8")
    (tmp_path / "docs" / "page.html").write_text(html, encoding="utf-8")
    assert list(build_site.faults(tmp_path)) == [f"docs/page.html: {fault}" for fault in found]


def test_a_font_from_another_host_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(
        '<style>@font-face { src: url("https://host.example/f") }</style>', encoding="utf-8"
    )
    assert list(build_site.faults(tmp_path)) == ["a.svg: would fetch https://host.example/f from another host"]


def test_the_pages_of_the_library_tell_all_of_it() -> None:
    assert list(library.gaps()) == []
    headings = {heading for text in TEXTS for heading in re.findall(r"^## (\w+)$", text, re.MULTILINE)}
    assert {*derivtutor.__all__} <= headings


SOURCE = '''
class Page:
    """A page.

    Attributes:
        title: what it is called.
    """

    title: str
    number: int

    @property
    def words(self) -> str:
        return ""

    def turn(self):
        """Turn it."""

def read(path: str, *lines: str, limit: int = 1) -> Page:
    """Read a page.

    Args:
        path: where it is.
        lines: what is in it.

    Raises:
        OSError: where it is not there.
    """
    if limit < 0:
        raise ValueError(limit)
    raise sentences.UNREADABLE(path=path)

def silent(): ...
'''


@pytest.mark.parametrize(
    ("name", "lacks"),
    [
        ("Page", ["says nothing of number", "says nothing of words"]),
        (
            "read",
            [
                "says nothing of limit",
                "does not say when UserError is raised",
                "does not say when ValueError is raised",
            ],
        ),
        ("silent", ["no docstring"]),
    ],
)
def test_what_a_docstring_does_not_tell_is_found(name: str, lacks: list[str]) -> None:
    with griffe.temporary_visited_module(SOURCE, module_name="told") as module:
        object = module[name]
        assert isinstance(object, griffe.Function | griffe.Class)
        assert list(library.lacking(object)) == [f"told.{name}: {lack}" for lack in lacks]


def test_a_function_that_users_call_says_when_it_refuses_what_they_type() -> None:
    with griffe.temporary_visited_module('def read():\n    """Read."""\n', module_name="told") as module:
        function = module["read"]
        assert isinstance(function, griffe.Function)
        assert list(library.lacking(function, is_entry=True)) == ["told.read: does not say when UserError is raised"]


def test_every_misconception_is_on_its_page_with_a_hint() -> None:
    rows = [line.strip("| ").split(" | ") for line in misconceptions.page().splitlines() if "<br><code>" in line]
    shown = {cells[0].partition("<br><code>")[2].removesuffix("</code>") for cells in rows}
    assert NAMES.keys() == shown
    assert [cells for cells in rows if len(cells) not in (3, 4) or len(cells[-1]) < 10] == []


def test_a_misconception_that_shows_nowhere_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(misconceptions, "NAMES", {**NAMES, "never-seen": "never seen"})
    with pytest.raises(ValueError, match="never-seen"):
        misconceptions.page()


@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.name)
def test_pictures_are_small_and_shown_with_words(picture: Path) -> None:
    assert picture.stat().st_size < 40_000
    shown = [
        words for text in TEXTS for words in re.findall(rf"!\[([^\]]*)\]\([\w/]*{re.escape(picture.name)}\)", text)
    ]
    assert shown
    assert all(len(words) > 30 for words in shown)


def test_every_extra_is_named_where_installing_is_told() -> None:
    told = (ROOT / "docs/installing.md").read_text("utf-8").partition("| extra |")[2].partition("\n\n")[0]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {name for row in told.splitlines() for name in re.findall(r"`(\w+)`", row.split("|")[1])}
    assert named == set(project["optional-dependencies"])
