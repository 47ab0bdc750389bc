"""A session as a conversation on a terminal: what is asked for, and what an interrupt or the end of the input does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest

from derivtutor.cli.conversation.paging import pages
from derivtutor.cli.conversation.reading import Preview, nothing
from derivtutor.cli.conversation.starting import planned, started
from derivtutor.cli.conversation.talk import Clock, Conversation
from derivtutor.practice.store import Store
from derivtutor.render.practice import Voice

NOW = datetime(2026, 1, 1, 9, tzinfo=UTC)
SET = "title: W\nexercises:\n  - {id: a, differentiate: sin(x^2)}\n  - {id: b, differentiate: x^3}\n"
LEAVE = "Leave? Everything is saved. (y/n) "
GO_ON = "Continue it? (y/n) "
READ_ON = "Press Enter to continue. "

Typed = str | type[BaseException]


class Scripted:
    """Reads what a script has, one line or exception after the other; then the input ends."""

    def __init__(self, *lines: Typed) -> None:
        self.lines: Iterator[Typed] = iter(lines)
        self.prompts: list[str] = []

    def line(self, prompt: str, preview: Preview = nothing) -> str:
        self.prompts.append(prompt)
        said = next(self.lines, EOFError)
        if isinstance(said, str):
            return said
        raise said


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.chdir(tmp_path)
    Path("set.yaml").write_text(SET)
    with Store(tmp_path / "me.sqlite") as opened:
        yield opened


def talked(store: Store, *lines: Typed, rules: str | None = None) -> tuple[bool, list[str]]:
    """Whether a conversation came to its end, and the prompts of it."""
    reader, voice = Scripted(*lines), Voice(80, True)
    plan = planned(None if rules else "set.yaml", rules, None, None, None, 0, "")
    session = started(store, plan, reader, voice, NOW, False, True)
    return Conversation(lambda: session, reader, voice, Clock(lambda: NOW, UTC)).run(), reader.prompts


INTERRUPT = KeyboardInterrupt


@pytest.mark.parametrize(
    ("lines", "is_ended", "prompts"),
    [
        ([], False, ["> "]),
        (["q"], True, ["> "]),
        ([INTERRUPT, "n", "q"], True, ["> ", LEAVE, "> "]),
        ([INTERRUPT, "", INTERRUPT, " Yes "], False, ["> ", LEAVE, "> ", LEAVE]),
        ([INTERRUPT, INTERRUPT], False, ["> ", LEAVE]),
        (["s", "", "q"], True, ["> ", READ_ON, "> "]),
        (["s", INTERRUPT, "q"], True, ["> ", READ_ON, "> "]),
        (["w", "= cos(x^2)", INTERRUPT, "w", "", "q"], True, ["> ", "1> ", "2> ", "> ", "2> ", "> "]),
        (["w", "= 2x cos(x^2)", EOFError, "q"], True, ["> ", "1> ", "2> ", "> "]),
        (["w", EOFError], False, ["> ", "1> "]),
        (["= cos(x^2) (x^2)'\n= 2x cos(x^2)", "", "3x^2", ""], True, ["> ", "3> ", "> ", "> "]),
        (["2x cos(x^2)", "3x^2", EOFError], True, ["> ", "> ", "> "]),
        (["2x cos(x^2)", "3x^2", "u", "q"], True, ["> ", "> ", "> ", "> "]),
    ],
)
def test_what_is_asked_for(store: Store, lines: list[Typed], is_ended: bool, prompts: list[str]) -> None:
    assert talked(store, *lines) == (is_ended, prompts)


def test_an_example_is_only_read(store: Store) -> None:
    assert talked(store, "", "q", rules="sine") == (True, [READ_ON, "> "])


def test_a_working_that_is_left_goes_on(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    talked(store, "w", "= cos(x^2) (x^2)'", INTERRUPT, "w", "= 2x cos(x^2)", "", "q")
    told = capsys.readouterr().out
    assert "The working is left for now. w continues after line 1." in told
    assert "1> = cos(x^2) (x^2)'" in told
    assert "Right at once." in told


@pytest.mark.parametrize(
    ("lines", "prompts", "is_same"),
    [
        (["y", "q"], [GO_ON, "> "], True),
        (["", "q"], [GO_ON, "> "], True),
        (["maybe", " YES ", "q"], [GO_ON, GO_ON, "> "], True),
        (["no", "q"], [GO_ON, "> "], False),
        (["N", "q"], [GO_ON, "> "], False),
    ],
)
def test_a_session_that_was_cut_off(
    store: Store, lines: list[str], prompts: list[str], is_same: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    talked(store, "2x cos(x^2)")
    capsys.readouterr()
    assert talked(store, *lines) == (True, prompts)
    told = " ".join(capsys.readouterr().out.split())
    assert "A session was interrupted at question 2: set.yaml. " in told
    assert ("Type y to continue it, or n to start another one" in told) == ("maybe" in lines)
    assert ("Question 2 of 2" in told) == is_same
    assert (len(store.answers()), len(store.open_sessions())) == (1, 0)


@pytest.mark.parametrize("end", [EOFError, KeyboardInterrupt])
def test_nobody_says_whether_to_go_on(store: Store, end: type[BaseException]) -> None:
    talked(store, "2x cos(x^2)")
    with pytest.raises(click.Abort):
        talked(store, end)
    assert len(store.open_sessions()) == 1


LONG = "title: W\nexercises:\n  - {id: a, differentiate: x^2 sin(3x) e^(2x)/(x^2 + 1)}\n"


def test_a_long_solution_comes_a_page_at_a_time(
    store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("set.yaml").write_text(LONG)
    monkeypatch.setenv("LINES", "24")
    is_ended, prompts = talked(store, "s", *[""] * 9)
    between = capsys.readouterr().out
    assert is_ended
    assert prompts.count(READ_ON) > 1
    monkeypatch.setenv("LINES", "200")
    (_, whole) = talked(store, "s", *[""] * 9)
    assert whole.count(READ_ON) == 1
    solutions = [text.partition("That was the last")[0].split("\n") for text in (between, capsys.readouterr().out)]
    paged, at_once = [[line for line in lines if line.strip()] for lines in solutions]
    assert paged == at_once
    assert len(paged) > 24


def test_what_is_left_of_a_long_solution_need_not_be_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("set.yaml").write_text(LONG)
    monkeypatch.setenv("LINES", "24")
    assert talked(store, "s", INTERRUPT, "")[1][:3] == ["> ", READ_ON, READ_ON]
    (answered,) = store.answers()
    assert (answered.solved, answered.tries) == (False, 0)
    assert talked(store, "s")[0] is False  # the input ends within it: the question was given up all the same
    assert len(store.answers()) == 2


def test_pages_fit_and_lose_nothing() -> None:
    text = "\n".join("" if number % 7 == 0 else f"line {number}" for number in range(100))
    for rows in (5, 8, 21, 200):
        found = [*pages(text, rows)]
        assert all(len(page.split("\n")) <= rows for page in found)
        assert [line for page in found for line in page.split("\n") if line] == [
            each for each in text.split("\n") if each
        ]


PROGRAM = """title: W
exercises:
  - {id: a, kind: graph, program: "z = w*x; L = z^2", at: {w: "3", x: "2"}, fill: [z, L, dL/dz, dL/dw]}
"""


def test_several_blanks_are_filled_in_line_by_line(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    Path("set.yaml").write_text(PROGRAM)
    is_ended, prompts = talked(store, "z = 6\nL = 36", "6, 36", "z = 6\nL = 36\ndL/dz = 12\ndL/dw = 24", "")
    said = capsys.readouterr().out
    assert (is_ended, len(prompts)) == (True, 4)
    assert "Not finished yet.\n∂L/∂z and ∂L/∂w are missing.\n" in said
    assert "There are 4 blanks, but yours has 2." in said
    assert "Right at once." in said
