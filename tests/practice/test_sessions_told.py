"""Fresh questions, and sessions with all that they leave behind, compared exactly: `told/` has a file for each.

`python tests/practice/test_sessions_told.py` writes them anew; read the difference.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import msgspec

sys.path.append(str(Path(__file__).parents[1]))

from golden import Tell, brief, rows, told, write_anew

from derivtutor.exercises.loading import load_text
from derivtutor.practice import making
from derivtutor.practice.advice import hints
from derivtutor.practice.due import due_count
from derivtutor.practice.plan import Plan
from derivtutor.practice.progress import overview
from derivtutor.practice.session import Session
from derivtutor.practice.sets import from_exercises
from derivtutor.practice.skills import of_rules, skill
from derivtutor.practice.store import Store

Ask = Mapping[str, Any]
FOLDER = Path(__file__).parent / "told"
NOW = datetime(2026, 1, 1, 9, tzinfo=UTC)


def questions(ask: Ask) -> Any:
    """A question of a kind for a skill; its function, and its hints."""
    item = making.make(ask["kind"], skill(ask["skill"]), ask["difficulty"], ask["seed"], ask.get("exclude", ()))
    return [brief(msgspec.to_builtins(item)), making.function(item), list(hints(item))]


def telling(ask: Ask) -> Any:
    """A function on which slips can be told apart."""
    found = making.telling_apart(ask["slips"], skill(ask["skill"]), ask["difficulty"], ask["seed"])
    return found and brief(msgspec.to_builtins(found))


def rules(ask: list[str]) -> Any:
    """What is practised where these rules are asked for, and the kinds of questions."""
    return [[each.id, list(each.needs), list(making.makeable(each))] for each in of_rules(ask)]


def sessions(ask: Ask) -> Any:
    """What is done in a session, one thing after the other: what comes of each, and what is known at the end."""
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "me.sqlite") as store:
        going = _Going(store, _plan(ask))
        said = [[step, told(going.do, step)] for step in ask["do"]]
        now = going.now.astimezone(timezone(timedelta(hours=ask.get("offset", 0))))
        seen = overview(store.skills(), store.answers(), store.misconceptions(), now, now.tzinfo, store.masteries())
        answers = [brief(msgspec.to_builtins(each)) for each in store.answers()]
        known = [[each.id, each.support, each.level] for each in store.skills().values()]
        left = [due_count(Path(folder) / "me.sqlite", now), store.due(now), sorted(store.seen())]
        return {"done": said, "answers": answers, "known": known, "left": left, "progress": brief(seen.as_dict())}


def _plan(ask: Ask) -> Plan:
    plan = {name: value for name, value in ask["plan"].items() if name != "set"}
    items = load_text(ask["plan"]["set"], Path("set.yaml")).exercise_set if "set" in ask["plan"] else None
    made = from_exercises(items.exercises, items.credit, "ada", 1) if items else ()
    return msgspec.structs.replace(msgspec.convert(plan, Plan), items=made)


class _Going:
    """A session that is going on, and its clock."""

    def __init__(self, store: Store, plan: Plan) -> None:
        self.store, self.plan, self.now = store, plan, NOW
        self.session = Session.begin(store, plan, making, NOW)
        self.doing: Mapping[str, Callable[[str], Any]] = {
            "ask": lambda _: self.asked(),
            "answer": lambda text: self.session.answer(text, self.now),
            "right": lambda _: self.session.answer(self.session.marker.question.key.text, self.now),
            "minus": lambda _: self.session.answer(f"-({self.session.marker.question.key.text})", self.now),
            "work": lambda text: self.session.work(text.replace("|", "\n"), self.now)[0],
            "keep": lambda text: self.session.keep(tuple(text.split("|"))),
            "next": lambda text: self.session.next_step(text.replace("|", "\n")).as_dict(),
            "hint": lambda _: self.session.hint(),
            "read": lambda _: self.session.read_on(self.now),
            "solution": lambda _: self.session.give_up(self.now),
            "skip": lambda _: self.session.skip(self.now),
            "undo": lambda _: self.session.undo(),
            "flag": lambda _: self.session.flag(),
            "flag-last": lambda _: self.session.last.flag(),
            "rate": lambda number: self.session.last.rate(int(number)),
            "wait": self.wait,
            "resume": lambda title: self.resumed(title),
            "end": lambda _: self.session.end(self.now),
        }

    def do(self, step: str) -> Any:
        """Do what a step says; half a minute is gone then."""
        verb, _, rest = step.partition(" ")
        self.now += timedelta(seconds=30)
        try:
            return brief(msgspec.to_builtins(self.doing[verb](rest)))
        except ValueError as error:  # nothing was asked
            return str(error)

    def asked(self) -> Any:
        """The question at hand."""
        item = self.session.ask(self.now)
        return item and [
            self.session.progress.number,
            item.kind,
            list(item.skills),
            item.difficulty,
            making.function(item),
        ]

    def wait(self, seconds: str) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=float(seconds))

    def resumed(self, title: str) -> Any:
        """Go on with a session that was cut off."""
        found = Session.resume(self.store, making, title or None)
        self.session = found or Session.begin(self.store, self.plan, making, self.now)
        return [found is not None, msgspec.to_builtins(self.session.progress)]


SUBJECTS: Mapping[str, Tell] = {tell.__name__: tell for tell in (questions, telling, rules, sessions)}


def _compare(subject: str) -> None:
    for row in rows(FOLDER / f"{subject}.jsonl"):
        assert told(SUBJECTS[subject], row["ask"]) == row["told"], row["ask"]


def test_questions() -> None:
    _compare("questions")


def test_what_tells_slips_apart() -> None:
    _compare("telling")


def test_what_rules_stand_for() -> None:
    _compare("rules")


def test_sessions() -> None:
    _compare("sessions")


if __name__ == "__main__":
    for subject in sys.argv[1:] or SUBJECTS:
        write_anew(FOLDER / f"{subject}.jsonl", SUBJECTS[subject])
