"""How a session begins on a terminal: a session that was cut off, and whether it is gone on with."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest

from derivtutor.cli.conversation.keys import possible_answers
from derivtutor.cli.conversation.reading import Preview, nothing
from derivtutor.cli.conversation.starting import planned, started, warm_up
from derivtutor.exercises.model import Exercise
from derivtutor.practice.session import Session
from derivtutor.practice.store import Store
from derivtutor.render.practice import Voice

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


class Typed:
    """Somebody who types these lines, and then closes the window."""

    def __init__(self, *lines: str) -> None:
        self.left = list(lines)

    def line(self, prompt: str, preview: Preview = nothing) -> str:
        if not self.left:
            raise EOFError
        return self.left.pop(0)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A session about the sine was cut off, and before it one about powers."""
    with Store(tmp_path / "student.sqlite") as store:
        for rules in ("power", "sine"):
            begun(store, rules, fresh=True).ask(NOON)
        yield store


def begun(store: Store, rules: str | None, *lines: str, fresh: bool = False, is_only: bool = True) -> Session:
    plan = planned(None, rules, None, None, None, 0, "")
    return started(store, plan, Typed(*lines), Voice(), NOON, fresh, is_only)


def open_titles(store: Store) -> list[object]:
    return [saved.plan["title"] for saved in store.open_sessions()]


@pytest.mark.parametrize("answer", ["", "y", " YES "])
def test_a_session_that_is_wanted_goes_on(store: Store, answer: str) -> None:
    found = begun(store, None, answer)
    assert (found.plan.title, found.progress.step) == ("sine", 1)
    assert open_titles(store) == ["sine", "power"]


@pytest.mark.parametrize("answer", ["n", "No"])
def test_a_session_that_is_not_wanted_is_over(store: Store, answer: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert begun(store, "sine", answer).progress.step == 0
    told = capsys.readouterr().out
    assert told.endswith("A session was interrupted at question 1: sine.\nPractice: sine. Type h for help.\n")
    assert open_titles(store) == ["power"]  # of the new one nothing was asked yet
    assert begun(store, "sine").progress.step == 0


def test_what_is_neither_is_asked_again(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert begun(store, None, "what?", "y").plan.title == "sine"
    assert "Type y to continue it, or n to start another one" in capsys.readouterr().out


def test_who_leaves_loses_nothing(store: Store) -> None:
    with pytest.raises(click.Abort):
        begun(store, None)
    assert open_titles(store) == ["sine", "power"]


@pytest.mark.parametrize(
    ("rules", "fresh", "is_only", "lines", "title", "step"),
    [
        ("power", False, True, ["y"], "power", 1),
        ("cosine", False, True, [], "cosine", 0),
        ("sine", True, True, [], "sine", 0),
        ("sine", False, False, [], "sine", 0),  # that one is at work in another window
    ],
)
def test_which_session_it_is(
    store: Store, rules: str, fresh: bool, is_only: bool, lines: list[str], title: str, step: int
) -> None:
    found = begun(store, rules, *lines, fresh=fresh, is_only=is_only)
    assert (found.plan.title, found.progress.step) == (title, step)


@pytest.mark.parametrize(
    ("fields", "answers"),
    [
        ({"differentiate": "n x"}, "n"),
        ({"differentiate": "5", "variable": "k"}, "k"),
        ({"kind": "expression", "text": "What comes first?", "answer": "2w + u"}, "wu"),
        ({"kind": "gradient", "differentiate": "x y", "variables": ("x", "f")}, "f"),
        ({"kind": "tangent", "text": "The tangent of $r^2$", "answer": "y = 2s - 1"}, "rs"),
        ({"kind": "numeric", "text": "Of $n$", "answer": "2"}, ""),
    ],
)
def test_every_letter_of_a_question_may_be_an_answer(fields: dict[str, object], answers: str) -> None:
    assert possible_answers(Exercise(id="a", **fields)) == frozenset(answers)  # type: ignore[arg-type]


def test_all_that_is_wanted_soon_can_be_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a report of the failure would stand in the middle of the first question."""
    failures: list[object] = []
    monkeypatch.setattr(threading, "excepthook", failures.append)
    before = threading.enumerate()
    warm_up()
    for loading in {*threading.enumerate()} - {*before}:
        loading.join()
    assert failures == []
