"""The Markdown page: golden files, and what GitHub demands of any of them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from printed import GOLDEN, PROBLEMS, SHOWN, explained, golden, hostile, titles

from derivtutor.render.formats import Detail, View
from derivtutor.render.markdown import render
from derivtutor.render.telling.derivation import tell

REFUSED = (r"\operatorname", r"\mbox", r"\phantom", r"\tag", r"\label", r"\require", r"\newcommand")
"""Commands that GitHub does not draw, or not inside `aligned`."""


@pytest.mark.parametrize("name", GOLDEN)
def test_golden(name: str) -> None:
    problem, options, detail, view = GOLDEN[name]
    assert render(tell(explained(problem, options), detail, view)) == golden(f"markdown-{name}.md")


def without_mathematics(page: str) -> str:
    """The page as Markdown sees it, once the mathematics is taken out."""
    return re.sub(r"\$`[^`\n]*`\$", "", re.sub(r"(?ms)^ *```math\n.*?^ *```$", "", page))


@pytest.mark.parametrize(("problem", "options"), PROBLEMS)
@pytest.mark.parametrize(("detail", "view"), SHOWN)
def test_mathematics_is_closed(problem: str, options: dict[str, Any], detail: Detail, view: View) -> None:
    page = render(tell(explained(problem, options), detail, view))
    rest = without_mathematics(page)
    assert "$" not in rest
    assert "```" not in rest
    assert "\\frac" not in rest
    assert not [command for command in REFUSED if command in page]
    for formula in re.findall(r"\$`([^`\n]*)`\$", page) + re.findall(r"(?ms)```math\n(.*?)```", page):
        assert formula.count("{") - formula.count(r"\{") == formula.count("}") - formula.count(r"\}")
        assert formula.count(r"\left") == formula.count(r"\right")
        assert "<" not in formula
        assert ">" not in formula


@pytest.mark.parametrize(("problem", "options"), PROBLEMS)
def test_rows_of_a_table_have_their_cells(problem: str, options: dict[str, Any]) -> None:
    rows = [line for line in render(tell(explained(problem, options))).split("\n") if line.startswith("|")]
    assert all(row.count("|") == 4 for row in rows)


@pytest.mark.parametrize(("problem", "options"), PROBLEMS)
def test_display_stays_in_its_list_item(problem: str, options: dict[str, Any]) -> None:
    """A fence is indented by as much as the text of the item that it belongs to."""
    room = 0
    for line in render(tell(explained(problem, options), "full")).split("\n"):
        indent = len(line) - len(line.lstrip())
        if line.startswith("#"):
            room = 0
        elif line.lstrip().startswith("- **"):
            room = indent + 2
        elif line.lstrip().startswith("```"):
            assert indent == room


@pytest.mark.parametrize(("problem", "options"), PROBLEMS)
def test_names_every_rule(problem: str, options: dict[str, Any]) -> None:
    derivation = explained(problem, options)
    assert all(f" {title}**" in render(tell(derivation, "full")) for title in titles(derivation))


def test_hostile_text_stays_text() -> None:
    page = render(tell(hostile()))
    note = page.split("## Notes")[1]
    assert "<script" not in note
    assert r"\[/x\]" in note
    assert r"\`\`\`" in note
    assert re.search(r"Typed as (`{4,}).*\1\n", page)
    assert "\x00" not in page
    assert "\u202e" not in page
