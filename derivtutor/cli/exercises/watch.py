"""`derivtutor exercises watch`: files of exercises, checked whenever they are saved."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import click

from derivtutor.cli import sentences, suggesting
from derivtutor.cli.limit import interruptible
from derivtutor.cli.looking import files, looked_at
from derivtutor.errors import UserError
from derivtutor.exercises.catalogue import entry
from derivtutor.exercises.loading import Complaint
from derivtutor.exercises.model import Exercise, Scheme
from derivtutor.exercises.variants import chosen
from derivtutor.exercises.watching import saves
from derivtutor.render.safe import safe

_SECONDS = 0.2
"""Between two looks at the files."""


@click.command("watch")
@click.argument("names", metavar="SET...", nargs=-1, required=True, shell_complete=suggesting.sets)
def command(names: tuple[str, ...]) -> None:
    """Check SETs now and whenever a file is saved, and tell what has changed; Ctrl-C ends it.

    A SET may also be the file of a lesson. Files that are new in a folder are checked as well.
    """
    for name in names:
        files(name)  # a name that is none is told before anything is watched
    watched = Watched()
    with suppress(KeyboardInterrupt), interruptible():
        for saved, gone in saves(lambda: _files(names), lambda: time.sleep(_SECONDS)):
            watched.tell(saved, gone)
    click.echo()


def _files(names: tuple[str, ...]) -> list[Path]:
    """The files that are there now: a file that is being saved, and an empty folder, may be nothing for a moment."""
    found: list[Path] = []
    for name in names:
        with suppress(UserError):
            found += files(name)
    return found


@dataclass(frozen=True, slots=True)
class _Checked:
    """A file as it was when it was checked; exercises that have a mistake now are those of before."""

    exercises: Mapping[str, Exercise]
    complaints: tuple[Complaint, ...]
    credit: Scheme


_NOTHING = _Checked({}, (), Scheme())


def _checked(path: Path, before: _Checked, sound: set[bytes]) -> _Checked:
    loaded, complaints = looked_at(path, sound=sound)
    exercises = {exercise.id: exercise for exercise in loaded.exercise_set.exercises}
    return _Checked(
        {**before.exercises, **exercises} if complaints else exercises, complaints, loaded.exercise_set.credit
    )


@dataclass(slots=True)
class Watched:
    """All files as they were checked last, and the exercises that were in order, which are not worked out again."""

    files: dict[Path, _Checked] = field(default_factory=dict)
    sound: set[bytes] = field(default_factory=set)

    def tell(self, saved: list[Path], gone: list[Path]) -> None:
        """Check the files that were saved, and tell what has changed and what is wrong with all of them."""
        is_first = not self.files
        news = [sentences.FILE_GONE.format(file=path) for path in gone]
        for path in gone:
            del self.files[path]
        for path in saved:
            before = self.files.get(path, _NOTHING)
            self.files[path] = _checked(path, before, self.sound)
            news += () if is_first else _news(path, before, self.files[path])
        if os.environ.get("TERM") != "dumb":
            click.clear()  # does nothing where there is no terminal
        for line in [*news, *self._state()]:
            click.echo("\n".join(map(safe, line.split("\n"))))

    def _state(self) -> Iterator[str]:
        complaints = [str(each) for file in self.files.values() for each in file.complaints]
        yield from complaints
        one, several = sentences.IN_ORDER, sentences.ALL_IN_ORDER
        if complaints:
            one, several = sentences.MISTAKE, sentences.MISTAKES
        many = len(complaints) or sum(len(file.exercises) for file in self.files.values())
        yield (one if many == 1 else several).format(many=many)
        yield (sentences.WATCHING_ONE if len(self.files) == 1 else sentences.WATCHING).format(many=len(self.files))


def _news(path: Path, before: _Checked, now: _Checked) -> Iterator[str]:
    """What has changed in a file that was saved."""
    yield sentences.FILE_SAVED.format(file=path)
    for name, exercise in now.exercises.items():
        if exercise != before.exercises.get(name):
            says = sentences.EXERCISE_CHANGED if name in before.exercises else sentences.EXERCISE_NEW
            yield says.format(id=name) + _answer(exercise, now.credit)
    for name in before.exercises:
        if name not in now.exercises:
            yield sentences.EXERCISE_GONE.format(id=name)
    mended = Counter(each.message for each in before.complaints) - Counter(each.message for each in now.complaints)
    for message in mended.elements():
        yield sentences.MENDED.format(message=message)


def _answer(exercise: Exercise, credit: Scheme) -> str:
    """The answer to an exercise that has changed, with some numbers if it has parameters."""
    try:
        answer = entry(exercise, credit).key.text
    except UserError:
        return ""  # what is wrong is told below
    numbers = ", ".join(f"{name} = {value}" for name, value in chosen(exercise, "", 0).items())
    return (sentences.ITS_ANSWER_WITH if numbers else sentences.ITS_ANSWER).format(answer=answer, numbers=numbers)
