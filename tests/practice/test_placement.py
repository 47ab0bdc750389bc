"""Five quick questions at the beginning: who answers one rightly does not begin with what it needs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from derivtutor.practice import making
from derivtutor.practice.choosing import KNOWN_ENOUGH
from derivtutor.practice.learning import ALONE, PLACED, READS
from derivtutor.practice.mastery import MASTERED
from derivtutor.practice.placement import QUESTIONS, questions
from derivtutor.practice.plan import Plan
from derivtutor.practice.session import Session
from derivtutor.practice.skills import skill
from derivtutor.practice.store import Store

NOW = datetime(2026, 1, 1, 9, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "me.sqlite") as opened:
        yield opened


def placed(store: Store, answers: str) -> None:
    """All questions: answered rightly (r), given up (g) or skipped (k)."""
    session = Session.begin(store, Plan(items=questions(making, 0)), making, NOW)
    for answer in answers:
        assert session.ask(NOW) is not None
        if answer == "r":
            assert session.answer(session.marker.question.key.text, NOW).is_over
        elif answer == "g":
            session.give_up(NOW)
        else:
            session.skip(NOW)
    assert session.ask(NOW) is None


def test_there_are_five_about_what_matters_most() -> None:
    rules = {rule for name, _ in QUESTIONS for rule in skill(name).rules}
    assert len(QUESTIONS) == 5
    assert {"power", "chain", "product", "quotient"} <= rules


def test_a_right_answer_leaves_out_the_rules_that_it_needs(store: Store) -> None:
    placed(store, "krkkk")
    known = store.skills()
    assert set(known) == {"power", "chain", "sine", "chain+sine"}
    for state in known.values():
        assert KNOWN_ENOUGH < PLACED <= state.mastery < MASTERED
        assert state.support == ALONE
    assert store.due(NOW + timedelta(minutes=5)) == 0


def test_what_is_known_is_not_begun_again_and_soon_mastered(store: Store) -> None:
    placed(store, "rrrrr")
    session = Session.begin(store, Plan(count=10), making, NOW)
    now, begun = NOW, set(store.skills())
    while (item := session.ask(now)) is not None:
        now += timedelta(minutes=1)
        if item.kind == "worked-example":
            assert not begun & {*item.skills}
            session.read_on(now)
        else:
            session.answer(session.marker.question.key.text, now)
    assert sum(state.mastery >= MASTERED for state in store.skills().values()) >= 5


def test_who_does_not_know_it_begins_with_an_example(store: Store) -> None:
    placed(store, "gkkkk")
    power = store.skills()["power"]
    assert power.support == READS
    assert power.mastery < KNOWN_ENOUGH


def test_a_skipped_question_changes_nothing(store: Store) -> None:
    placed(store, "kkkkk")
    assert store.skills() == {}


def test_undo_takes_back_what_was_left_out(store: Store) -> None:
    session = Session.begin(store, Plan(items=questions(making, 0)), making, NOW)
    session.ask(NOW)
    session.answer(session.marker.question.key.text, NOW)
    session.undo()
    assert store.skills() == {}
