r"""What becomes of lines and of commands of LaTeX whose backslash was lost on the way."""

from __future__ import annotations

import pytest

from derivtutor.errors import UserError
from derivtutor.notation.swallowed import check, swallowed, with_plain_line_ends

LOST = {
    "\tan x": r"\tan", "\theta": r"\theta", "2\times x": r"\times", "\tanx": r"\tan", "\frac{1}{x}": r"\frac",
    "\beta x": r"\beta", "\alpha": r"\alpha", "x\neq 1": r"\neq", "\rho": r"\rho", "\vec x": r"\vec",
    "\text{d}": r"\text", "\right)": r"\right",
}  # fmt: skip
KEPT = ["x\t2", "x +\n 3x", "\n theta", "a\tb", r"\tan x", "x\r\ny", "\tx^2\t", "nu"]


@pytest.mark.parametrize("text", LOST)
def test_a_command_that_lost_its_backslash_is_named(text: str) -> None:
    found = swallowed(text)
    assert found is not None
    assert found.command.startswith(LOST[text])
    assert not text[found.position].isprintable()
    with pytest.raises(UserError, match="its backslash was lost") as caught:
        check(text)
    assert caught.value.position == found.position


@pytest.mark.parametrize("text", KEPT)
def test_tabs_and_lines_before_other_words_are_what_they_are(text: str) -> None:
    assert swallowed(text) is None
    check(text)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\x85"])
def test_lines_end_as_they_do_anywhere(end: str) -> None:
    assert with_plain_line_ends(f"x^2{end}2x{end}") == "x^2\n2x\n"


def test_what_was_lost_stays_to_be_told() -> None:
    assert with_plain_line_ends("x\r\n\rho") == "x\r\n\rho"
