"""The point that moves along a curve on a page: its table is true, its script small, and all of it can be heard."""

from __future__ import annotations

import json
import math
import re
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from derivtutor import UserError, explain
from derivtutor.cli.explain import command
from derivtutor.render.html import render
from derivtutor.render.telling.derivation import tell
from derivtutor.render.web.explorer import POINTS, explorer
from derivtutor.speaking import language


def table(problem: str, **options: Any) -> Any:
    """The table of a page."""
    shown = explorer(explain(problem, **options))
    found = re.search(r'<script type="application/json" id="table">(.*?)</script>', shown)
    assert found
    return json.loads(found[1])


def test_values_and_slopes_are_those_of_the_function() -> None:
    rows = table("x sin(x)")
    for place in range(0, POINTS, 7):
        x = rows["start"] + place * rows["step"]
        assert math.isclose(rows["values"][place], x * math.sin(x), rel_tol=1e-5, abs_tol=1e-9)
        assert math.isclose(rows["slopes"][place], math.sin(x) + x * math.cos(x), rel_tol=1e-5, abs_tol=1e-9)
    assert rows["layers"] == []


def test_the_rates_of_the_layers_multiply_to_the_slope() -> None:
    rows = table("sin(e^(x/2))")
    assert len(rows["layers"]) == 3
    assert rows["layers"][-1]["values"] == rows["values"]
    for place, slope in enumerate(rows["slopes"]):
        product = math.prod(layer["rates"][place] for layer in rows["layers"])
        assert math.isclose(product, slope, rel_tol=1e-4, abs_tol=1e-4)


def test_the_point_that_was_asked_for_is_in_the_middle() -> None:
    rows = table("k x^2", wrt="x", at="x=3,k=2")
    assert math.isclose(rows["start"] + POINTS // 2 * rows["step"], 3)
    assert rows["values"][POINTS // 2] == 18


@pytest.mark.parametrize(("problem", "value"), [("1/x", None), ("ln(x)", None), ("|x|", 0), ("sign(x)", 0)])
def test_where_there_is_no_slope_none_is_given(problem: str, value: float | None) -> None:
    rows = table(problem)
    assert rows["slopes"][POINTS // 2] is None
    assert rows["values"][POINTS // 2] == value


def test_letters_need_values_and_the_function_too() -> None:
    with pytest.raises(UserError, match="The letter k has no value"):
        explorer(explain("k x^2", wrt="x"))
    with pytest.raises(UserError, match="no value near there"):
        explorer(explain("sqrt(x)", at="x=-20"))


def test_the_page_is_small_safe_and_hidden_without_scripts() -> None:
    derivation = explain("sin(exp(2x))")
    page = render(tell(derivation), derivation)
    assert len(page.encode()) < 60_000
    assert '<section id="explorer" aria-labelledby="explorer-title" hidden>' in page
    assert "<noscript>" in page
    script = resources.files("derivtutor.render.web").joinpath("explorer.js").read_text("utf-8")
    assert len(script.encode()) < 30_000
    assert not re.search(r"\beval\b|\bFunction\b|innerHTML|outerHTML|document\.write|setTimeout|fetch|import", script)
    assert not re.search(r"\sstyle=|\son\w+=", page)


def test_sliders_have_labels_and_what_changes_is_told() -> None:
    shown = explorer(explain("x^2"))
    inputs = re.findall(r'<input type="range" id="(\w+)">', shown)
    assert inputs == re.findall(r'<label for="(\w+)">', shown) == ["point", "gap"]
    assert '<p id="notice" role="status">' in shown
    assert 'role="img" aria-labelledby="explorer-title" aria-describedby="notice"' in shown


def test_what_is_said_while_the_point_moves_is_in_the_language() -> None:
    with language("de"):
        shown = explorer(explain("sin(x^2)"))
    table = json.loads(re.search(r'id="table">(.*)</script>', shown)[1])  # type: ignore[index]
    assert (table["decimal"], table["says"]["rises"]) == (",", "Die Funktion steigt.")
    assert "The function rises." in explorer(explain("sin(x^2)"))


def test_the_command_writes_a_page(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    assert CliRunner().invoke(command, ["x^2", "--interactive", "--output", str(file)]).exit_code == 0
    assert 'id="explorer"' in file.read_text("utf-8")
    assert CliRunner().invoke(command, ["x^2", "--interactive"]).output.startswith("<!DOCTYPE html>")
    refused = CliRunner().invoke(command, ["x^2", "--interactive", "--format", "latex"])
    assert isinstance(refused.exception, UserError)
    assert 'id="explorer"' not in CliRunner().invoke(command, ["x^2", "--format", "html"]).output
