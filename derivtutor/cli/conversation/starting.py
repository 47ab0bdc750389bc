"""How a session begins: what was asked for as a plan, a session that was cut off, and what is loaded meanwhile."""

from __future__ import annotations

import importlib
import threading
from datetime import datetime
from pathlib import Path

import click
import msgspec

from derivtutor.cli import sentences
from derivtutor.cli.conversation.reading import Reader
from derivtutor.cli.translation import agrees
from derivtutor.language import translated
from derivtutor.practice import making
from derivtutor.practice.item import Item
from derivtutor.practice.placement import questions
from derivtutor.practice.plan import Plan
from derivtutor.practice.session import Session
from derivtutor.practice.skills import GROUPS, is_topic, named, of_rules, of_topics
from derivtutor.practice.store import Store
from derivtutor.render.practice import Voice

USUAL_COUNT = 10
WHAT_IS_DUE, PLACEMENT = "what is due", "what you know already"
"""Titles of sessions, kept in English: a session is found again in whatever language it was begun."""

_WANTED_SOON = (
    "derivtutor.exercises.marking",
    "derivtutor.grading.hints",
    "derivtutor.grading.next_step",
    "derivtutor.render.terminal",
    "sympy",  # writes exact slopes
)


def planned(
    name: str | None,
    rules: str | None,
    count: int | None,
    minutes: float | None,
    difficulty: int | None,
    seed: int,
    student: str,
    placement: bool = False,
) -> Plan:
    """What was asked for.

    Raises:
        UserError: where that is nothing to practise, or cannot be found.
    """
    _check(name, rules, count, minutes)
    if placement:
        if name is not None or rules is not None:
            raise sentences.PLACEMENT_OF_ITS_OWN()
        return Plan(items=questions(making, seed), count=count, minutes=minutes, seed=seed, title=PLACEMENT)
    plan = Plan(count=count, minutes=minutes, difficulty=difficulty, seed=seed, title=WHAT_IS_DUE)
    if name is not None and not _is_of_skills(name):
        items = _of_set(name, difficulty, seed, student)
        return msgspec.structs.replace(plan, items=items, title=name)
    if count is None and minutes is None:
        plan = msgspec.structs.replace(plan, count=USUAL_COUNT)
    if name is None and rules is None:
        return plan
    by_name, by_rule = named(name or ""), named(rules or "")
    skills = tuple([each.id for each in (*of_rules(by_rule), *of_topics(by_name))])
    if not skills:
        raise sentences.NO_RULES()
    return msgspec.structs.replace(plan, skills=skills, title=", ".join([*by_rule, *by_name]))


def _is_of_skills(name: str) -> bool:
    """Whether a name stands for topics or a group of skills; a file or folder that is called so goes first."""
    return any(each in GROUPS or is_topic(each) for each in named(name)) and not Path(name).exists()


def _check(name: str | None, rules: str | None, count: int | None, minutes: float | None) -> None:
    if name is not None and rules is not None and not _is_of_skills(name):
        raise sentences.RULES_OF_ITS_OWN(name=name)
    if count is not None and minutes is not None:
        raise sentences.TWO_ENDS()
    if count is not None and count < 1:
        raise sentences.NO_SUCH_COUNT(count=count)
    if minutes is not None and not 0 < minutes < float("inf"):
        raise sentences.NO_SUCH_MINUTES(minutes=minutes)


def _of_set(name: str, difficulty: int | None, seed: int, student: str) -> tuple[Item, ...]:
    from derivtutor.exercises.catalogue import together
    from derivtutor.exercises.library import find
    from derivtutor.practice.sets import from_exercises

    exercise_set = together(find(name))
    items = from_exercises(exercise_set.exercises, exercise_set.credit, student, seed or exercise_set.seed)
    wanted = tuple(item for item in items if difficulty in (None, item.difficulty))
    if not wanted:
        raise sentences.NONE_SO_DIFFICULT(difficulty=difficulty, name=name)
    return wanted


def started(
    store: Store, plan: Plan, reader: Reader, voice: Voice, now: datetime, fresh: bool, is_only: bool
) -> Session:
    """The session that was cut off, if the student wants it, else a new one.

    Args:
        store: where sessions are written down.
        plan: what was asked for.
        reader: asks whether to go on.
        voice: says what begins.
        now: the time.
        fresh: whether a new session is wanted.
        is_only: whether no other session is going on; what that one is at was not cut off.
    """
    session = None if fresh or not is_only else _cut_off(store, plan)
    if session is not None and (voice.plain or _agrees(session, reader, voice)):
        if voice.plain:
            _say(_where(sentences.SESSION_CONTINUES, session), voice)
        return session
    if not is_only:
        _say(sentences.ANOTHER_SESSION, voice)
    _say(sentences.PRACTICE_BEGINS.format(title=_titled(plan)), voice)
    if plan.title == WHAT_IS_DUE and not store.skills():
        _say(sentences.OFFER_PLACEMENT, voice)
    elif plan.title == PLACEMENT:
        _say(sentences.ABOUT_PLACEMENT, voice)
    return Session.begin(store, plan, making, now)


def _cut_off(store: Store, plan: Plan) -> Session | None:
    """The last session that was cut off and is about what was asked for; any one if nothing was asked for."""
    return Session.resume(store, making, None if plan.title == WHAT_IS_DUE else plan.title)


def _where(text: str, session: Session) -> str:
    """A text about a session that was cut off."""
    return text.format(number=max(1, session.progress.number), title=_titled(session.plan))


def _titled(plan: Plan) -> str:
    """What a session is about."""
    return translated(plan.title) if plan.title in (WHAT_IS_DUE, PLACEMENT) else plan.title


def _agrees(session: Session, reader: Reader, voice: Voice) -> bool:
    """Whether the student goes on with a session; one that is not wanted is over."""
    _say(_where(sentences.SESSION_INTERRUPTED, session), voice)
    while True:
        try:
            answer = reader.line(f"{sentences.CONTINUE_IT} ")
        except (EOFError, KeyboardInterrupt):
            raise click.Abort from None
        if not answer.strip() or agrees(answer):
            return True
        if agrees(answer) is False:
            session.store.end_session(session.id, session.begun)
            return False
        _say(sentences.YES_OR_NO, voice)


def _say(sentence: str, voice: Voice) -> None:
    click.echo(voice.set(voice.filled(sentence, "aside")), color=True)


def warm_up() -> None:
    """Load what judges answers, while the student reads the first question."""
    threading.Thread(target=lambda: [importlib.import_module(name) for name in _WANTED_SOON], daemon=True).start()
