"""Plain lines read well aloud, and tell what the terminal tells."""

from __future__ import annotations

from typing import Any

import pytest
from board_cases import FOLDER, PROBLEMS, derived, golden_texts
from msgspec.structs import replace

from derivtutor import explain
from derivtutor.notation import linear
from derivtutor.render import plain, terminal
from derivtutor.render.safe import ascii_text
from derivtutor.render.telling.blocks import Step
from derivtutor.render.telling.derivation import tell

SHOWN: list[dict[str, Any]] = [{}, {"detail": "full"}, {"detail": "brief"}, {"view": "lines"}]


@pytest.mark.parametrize("name", [name for name in golden_texts() if name.startswith("plain")])
def test_text_is_what_it_was(name: str) -> None:
    assert golden_texts()[name] == (FOLDER / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("problem", "asked"), PROBLEMS)
@pytest.mark.parametrize("shown", SHOWN)
def test_lines_are_words_and_ascii(problem: str, asked: dict[str, Any], shown: dict[str, Any]) -> None:
    text = plain.render(tell(derived(problem, *asked.items()), **shown))
    assert text.isascii()
    assert all(line and line == line.strip() and line.isprintable() for line in text.split("\n"))


@pytest.mark.parametrize(("problem", "asked"), PROBLEMS)
@pytest.mark.parametrize("detail", ["standard", "full"])
def test_plain_tells_what_the_terminal_tells(problem: str, asked: dict[str, Any], detail: Any) -> None:
    derivation = derived(problem, *asked.items())
    document = tell(derivation, detail)
    spoken = plain.render(document)
    seen = " ".join(terminal.render(document, width=200).split())
    for step in (each for root in document.blocks if isinstance(root, Step) for each in root.with_below()):
        stem = step.title.removesuffix(" rule").lower()
        assert stem in spoken.lower()
        assert stem in seen.lower()
        assert linear.text(step.final) in spoken
        for tidied in step.tidied if detail == "full" and not step.earlier else ():
            assert tidied.why in spoken
            assert tidied.why in seen
    for note in derivation.notes:
        assert ascii_text(note) in spoken
        assert note in seen
    assert spoken.count("Answer: ") == 1


def test_a_repeated_step_is_referred_to() -> None:
    text = plain.render(tell(explain("sin(x^2) + x sin(x^2)")))
    assert "inside step 1.2: as in step 1.1, v' = 2x cos(x^2)" in text


def test_what_was_typed_does_no_harm() -> None:
    derivation = replace(explain("x^2"), input="\x1b[31m\u202e[/x]\n")
    assert plain.render(tell(derivation)).startswith("You wrote: \\x1b[31m\\u202e[/x]\\n\n")
