"""What a terminal is sent: the text to the letter, within its width, and nothing that could harm it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from board_cases import FOLDER, GOLDEN, PROBLEMS, THIRTY_DEEP, derived, golden_texts
from msgspec.structs import replace

from derivtutor import explain
from derivtutor.notation.pretty import columns
from derivtutor.notation.reader import read
from derivtutor.render import terminal
from derivtutor.render.board import Board
from derivtutor.render.safe import ascii_text, safe, wrapped
from derivtutor.render.telling.derivation import tell

WIDTHS = (60, 61, 72, 80, 100, 120, 160, 200)
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
SHOWN: list[dict[str, Any]] = [{}, {"detail": "full"}, {"detail": "brief"}]


@pytest.mark.parametrize("name", [name for name in golden_texts() if name.startswith("terminal")])
def test_text_is_what_it_was(name: str) -> None:
    assert golden_texts()[name] == (FOLDER / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("problem", "asked"), PROBLEMS)
@pytest.mark.parametrize("shown", SHOWN)
def test_stays_within_the_width(problem: str, asked: dict[str, Any], shown: dict[str, Any]) -> None:
    derivation = derived(problem, *asked.items())
    for width in WIDTHS:
        for unicode in (True, False):
            text = terminal.render(tell(derivation, **shown), width=width, unicode=unicode)
            assert max(map(columns, text.split("\n"))) <= width
            assert all(line == line.rstrip() for line in text.split("\n"))
            assert "\x1b" not in text
            assert unicode or text.isascii()


@pytest.mark.parametrize(("problem", "asked"), PROBLEMS)
def test_colour_changes_nothing_but_colour(
    problem: str, asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    derivation = derived(problem, *asked.items())
    monkeypatch.setenv("NO_COLOR", "1")
    coloured = terminal.render(tell(derivation), colour=True)
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert ESCAPE.sub("", coloured) == terminal.render(tell(derivation), colour=False)
    used = {code for run in ESCAPE.findall(coloured) for code in run[2:-1].split(";")}
    assert used <= {"0", "1", "3", "32", "35"}


@pytest.mark.parametrize("name", GOLDEN)
def test_names_every_rule_and_tells_the_answer(name: str) -> None:
    problem, asked, _ = GOLDEN[name]
    derivation = derived(problem, *asked.items())
    text = " ".join(terminal.render(tell(derivation, "full")).split())
    pending = list(derivation.roots)
    while pending:
        step = pending.pop()
        pending.extend(step.steps)
        assert step.rule.title in text


def test_a_step_that_was_shown_is_referred_to() -> None:
    text = terminal.render(tell(explain("sin(x^2) + x sin(x^2)")))
    assert text.count("Chain rule") == 1
    assert "as in step 1.1" in text


def test_a_deep_composition_is_told_in_its_letters() -> None:
    text = terminal.render(tell(explain(THIRTY_DEEP)), width=80)
    asked, told = text.split("Layers", 1)
    steps = told.split("Answer")[0].split("\n")
    assert "u′ = cos(v) v′" in told
    assert max(map(len, steps)) <= 80
    assert "sin(" * 29 + "sin x" in asked


@pytest.mark.parametrize("detail", ["standard", "full"])
def test_the_deepest_problem_is_told(detail: Any) -> None:
    text = terminal.render(tell(explain("sin(" * 150 + "x" + ")" * 150), detail))
    assert "(148x2)" in text
    assert len(text) < 200_000


def test_a_long_line_breaks_only_at_its_outermost_signs() -> None:
    node = read("sin(x + 1)^2 cos(x + 2) ln(x + 3) + (x + 1)(x + 2)(x + 3)(x + 4)(x + 5)/y - 3").tree
    lines = [str(block) for block in Board(True).set(node, 24).blocks]
    assert all(line.count("(") == line.count(")") for line in lines)
    assert lines[-1].startswith("−")


@pytest.mark.parametrize(
    "hostile", ["[/x]", "[red]x[/red]", "\x1b[31mx", "x\u202e2", ":smile:", "x\ny\tz\r", "\x9b5m", "\x00"]
)
def test_what_was_typed_does_no_harm(hostile: str) -> None:
    derivation = replace(explain("x^2"), input=hostile, asides=(f"note {hostile}",))
    for colour in (True, False):
        text = terminal.render(tell(derivation), colour=colour)
        assert safe(hostile) in text
        assert not set(ESCAPE.sub("", text)) & set("\x1b\u202e\x9b\x00\t\r")


def test_unseen_characters_are_shown() -> None:
    assert safe("a\u200b\u2066b\x07\u00a0\ufeff") == "a\\u200b\\u2066b\\x07\\xa0\\ufeff"
    assert safe("x² + θ − √3 [/x]") == "x² + θ − √3 [/x]"


def test_ascii_spells_out() -> None:
    assert ascii_text("Valid for x² ≠ −√2, θ₁ ≥ ½…") == "Valid for x^2 != -sqrt(2), theta_1 >= 1/2..."


def test_a_sentence_is_not_broken_within_a_formula() -> None:
    sentence = "Valid for (x + 1)/(x − 1) > 0 and ln x + 1 ≠ 0. Not differentiable there."
    rows = wrapped(sentence, 24)
    assert " ".join(rows) == sentence
    assert "(x + 1)/(x − 1) > 0" in "|".join(rows)
    assert "ln x + 1 ≠ 0." in "|".join(rows)


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("a b c + d e f - g h i", 9, ["a b c", "+ d e f", "− g h i"]),
        ("a b c d e f g h i", 9, ["a b c d e", "· f g h i"]),
        ("x/(a b c + d e f + g h i)", 10, ["x/(a b c", "+ d e f", "+ g h i)"]),
        (
            "(a b c + d e f + g h i)/(j k l + m n o + p q r)", 14,
            ["(a b c + d e f", "+ g h i)", "/(j k l", "+ m n o", "+ p q r)"],
        ),
        ("-(a + b + c + d + e)/(f + g + h + i)", 9, ["−(a + b", "+ c + d", "+ e)/(f", "+ g + h", "+ i)"]),
    ],
)  # fmt: skip
def test_where_a_line_is_broken(text: str, room: int, lines: list[str]) -> None:
    assert [str(block) for block in Board(True).set(read(text).tree, room).blocks] == lines
