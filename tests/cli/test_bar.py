"""How far a long run is: on a terminal, and nothing elsewhere."""

from __future__ import annotations

import io
import sys

import pytest

from derivtutor.cli import bar


class Terminal(io.StringIO):
    """Standard error as a terminal has it."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "shows"), [(Terminal, True), (io.StringIO, False)])
def test_how_far_it_is(stream: type[io.StringIO], shows: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", stream())
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    with bar.shown() as tell:
        tell("Reading", 3, None)
        tell("Marking", 4, 12)
        tell("Marking", 12, 12)
    told = sys.stderr.getvalue()  # type: ignore[attr-defined]
    assert [word in told for word in ("Reading", "3/?", "Marking", "12/12")] == [shows] * 4
    assert shows or told == ""
