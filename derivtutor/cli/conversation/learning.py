"""How a lesson begins: which one, where it goes on, and what is kept of it."""

from __future__ import annotations

import signal
from functools import partial
from pathlib import Path

import click

from derivtutor.cli import sentences
from derivtutor.cli.conversation.face import clock_of, face, leave
from derivtutor.cli.conversation.lecture import Lecture
from derivtutor.cli.conversation.starting import warm_up
from derivtutor.cli.conversation.talk import Clock
from derivtutor.exercises.model import Scheme
from derivtutor.lessons.catalogue import all_standings, begun_files, key_of, lesson
from derivtutor.lessons.library import find
from derivtutor.lessons.standing import Standing, standing, upcoming
from derivtutor.practice import making
from derivtutor.practice.place import progress_file
from derivtutor.practice.plan import Plan
from derivtutor.practice.running import running
from derivtutor.practice.session import Session
from derivtutor.practice.sets import from_exercises
from derivtutor.practice.store import Store
from derivtutor.render import lesson as telling
from derivtutor.render.practice import Said, Voice


def learnt(name: str | None, fresh: bool, profile: str | None, plain: bool, moment: str | None) -> None:
    """Tell a lesson, to its end or until the student leaves.

    Args:
        name: which one; where one left off or the next one if None.
        fresh: whether it begins again.
        profile: whose progress it is.
        plain: whether it is read aloud.
        moment: the time, if that stands still.

    Raises:
        UserError: where there is no such lesson, or it has mistakes.
    """
    clock, path = clock_of(moment), progress_file(profile)
    wanted = None if name is None else find(name)
    signal.signal(signal.SIGTERM, leave)
    reader, voice = face(plain, warm_up)
    with Store(path) as store, running(path) as is_only:
        chosen = _left_off(store) if wanted is None else _whole(wanted, store)
        if chosen is None:
            _say(telling.last_word(voice), voice)
            return
        if fresh or not chosen.is_begun:
            store.forget_lesson(chosen.key)
            chosen = standing(chosen.lesson, chosen.key, store.lessons())
        announced = _announced(chosen, store, reader.asks, voice)
        if not is_only:
            announced += voice.filled(sentences.ANOTHER_SESSION, "aside")
        begin = partial(_session, store, chosen, profile or "", clock, is_only)
        lecture = Lecture(chosen, announced, store, begin, reader, voice, clock)
        again = "derivtutor learn" + (f" --profile {profile}" if profile else "")
        if lecture.run():
            _say(telling.ending(lecture.lesson, all_standings(store.lessons()), voice), voice)
        else:
            _say(voice.filled(sentences.LESSON_KEPT.format(again=again), "aside"), voice)


def _left_off(store: Store) -> Standing | None:
    """The lesson that was left last, else the next one; None where all are done."""
    parts = store.lessons()
    shipped = all_standings(parts)
    begun = [each for each in (*shipped, *begun_files(parts)) if each.is_begun]
    chosen = max(begun, key=lambda each: str(each.last)) if begun else upcoming(shipped)
    return chosen and _whole(Path(chosen.lesson.path), store)


def _whole(path: Path, store: Store) -> Standing:
    """A lesson with all that stands in it, and how far it has come."""
    return standing(lesson(path), key_of(path), store.lessons())


def _announced(chosen: Standing, store: Store, waits: bool, voice: Voice) -> list[Said]:
    """The title of a lesson, which lessons come before it if it begins without them, and where it goes on."""
    missing = {each.lesson.id: each.lesson.title for each in all_standings(store.lessons()) if not each.is_done}
    needed = [missing[name] for name in chosen.lesson.head.needs if name in missing]
    unprepared = telling.unprepared(needed, voice) if needed and not chosen.is_begun else []
    return [*telling.announced(chosen.lesson, voice), *unprepared, *telling.beginning(chosen, waits, voice)]


def _session(store: Store, chosen: Standing, student: str, clock: Clock, is_only: bool) -> Session:
    """The exercises of a lesson as a session of practice: the one that was cut off, if the lesson goes on from there
    and they are still the same; any other one is over.
    """
    items = from_exercises(chosen.lesson.exercises, Scheme(), student, 0)
    while is_only and (before := Session.resume(store, making, lesson=chosen.key)) is not None:
        if chosen.is_begun and before.plan.items == items:
            return before
        store.end_session(before.id, clock.now())
    return Session.begin(store, Plan(items=items, title=chosen.lesson.title, lesson=chosen.key), making, clock.now())


def _say(said: list[Said], voice: Voice) -> None:
    click.echo(voice.set(said), color=True)
