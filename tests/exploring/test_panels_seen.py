"""What panels show is what it was."""

from __future__ import annotations

from panels_seen import GOLDEN, seen


def test_panels_show_what_they_did() -> None:
    assert seen() == GOLDEN.read_text("utf-8")
