"""The LaTeX document: golden files, and what TeX demands of any of them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from printed import GOLDEN, PROBLEMS, SHOWN, SUM, explained, golden, hostile, titles

from derivtutor.render.formats import Detail, View
from derivtutor.render.latex import escape, render
from derivtutor.render.telling.derivation import tell


@pytest.mark.parametrize("name", GOLDEN)
def test_golden(name: str) -> None:
    problem, options, detail, view = GOLDEN[name]
    assert render(tell(explained(problem, options), detail, view)) == golden(f"latex-{name}.tex")


def assert_closed(document: str) -> None:
    """Braces, environments and growing brackets are balanced, and pdfLaTeX knows every letter."""
    bare = re.sub(r"\\[\\{}%$&#_]", "", re.sub(r"(?m)^%.*$", "", document))
    depth = 0
    for letter in bare:
        depth += {"{": 1, "}": -1}.get(letter, 0)
        assert depth >= 0
    assert depth == 0
    opened: list[str] = []
    for kind, name in re.findall(r"\\(begin|end)\{(\w+\*?)\}", document.partition(r"\begin{document}")[2]):
        if kind == "begin":
            opened.append(name)
        else:
            assert (opened or ["document"]).pop() == name
    assert not opened
    assert len(re.findall(r"\\left\b", document)) == len(re.findall(r"\\right\b", document))
    assert not re.search("[^\x00-\x7fÀ-ž]", document)


@pytest.mark.parametrize(("problem", "options"), PROBLEMS)
@pytest.mark.parametrize(("detail", "view"), SHOWN)
def test_is_closed(problem: str, options: dict[str, Any], detail: Detail, view: View) -> None:
    assert_closed(render(tell(explained(problem, options), detail, view)))


@pytest.mark.parametrize(("problem", "options"), PROBLEMS)
def test_names_every_rule(problem: str, options: dict[str, Any]) -> None:
    derivation = explained(problem, options)
    assert all(f"{{{title}}}" in render(tell(derivation, "full")) for title in titles(derivation))


def test_hostile_text_stays_text() -> None:
    document = render(tell(hostile()))
    assert_closed(document)
    assert document.count(r"\end{document}") == 1
    assert r"\textbackslash{}x00" in document
    assert r"\textbackslash{}u202e" in document


def test_escape_leaves_no_command() -> None:
    assert escape("a\\b{c}") == r"a\textbackslash{}b\{c\}"


def test_long_sum_is_broken_at_its_terms() -> None:
    question = render(tell(explained(SUM, {}))).split(r"\end{align*}")[0]
    rows = question.split("\\\\\n")
    assert len(rows) > 2
    assert all("{}+ " in row for row in rows[1:])


def test_lines_carry_their_rules() -> None:
    document = render(tell(explained("sin(exp(2x))", {"at": "x=2"}), view="lines"))
    assert r"\tag*{\text{\small Chain rule, sine}}" in document
    assert document.count(r"\boxed") == 1
