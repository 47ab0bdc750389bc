"""What sets of exercises have to offer, exercise by exercise, worked out where the file does not say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from derivtutor.exercises import sentences
from derivtutor.exercises.kinds.question import Key
from derivtutor.exercises.library import files_in, find, topics
from derivtutor.exercises.loading import exercise_set
from derivtutor.exercises.marking import Marker
from derivtutor.exercises.model import Exercise, ExerciseSet, Scheme
from derivtutor.exercises.variants import chosen, variant


@dataclass(frozen=True)
class Entry:
    """An exercise with a student's numbers: the question, the key, and what is estimated."""

    exercise: Exercise
    statement: str
    key: Key
    skills: tuple[str, ...]
    difficulty: int
    practised: Sequence[str]
    """Those of the skills that a right answer shows to be known."""

    @property
    def title(self) -> str:
        return self.exercise.title or self.exercise.id

    def as_dict(self, with_key: bool = True) -> dict[str, Any]:
        """The exercise as JSON; without the key for students."""
        fields = {
            "id": self.exercise.id,
            "kind": self.exercise.kind,
            "title": self.title,
            "statement": self.statement,
            "points": self.exercise.points,
            "skills": list(self.skills),
            "difficulty": self.difficulty,
            "tags": list(self.exercise.tags),
        }
        about = {"about": self.key.about} if self.key.about else {}
        return {**fields, "key": self.key.text, **about} if with_key else fields


@dataclass(frozen=True)
class Described:
    """A set with its exercises worked out."""

    name: str
    title: str
    introduction: str
    seed: int
    entries: tuple[Entry, ...]

    def as_dict(self, with_keys: bool = True) -> dict[str, Any]:
        """The set as JSON."""
        return {
            "set": self.name,
            "title": self.title,
            "introduction": self.introduction,
            "seed": self.seed,
            "exercises": [entry.as_dict(with_keys) for entry in self.entries],
        }


@dataclass(frozen=True, slots=True)
class Topic:
    """A shipped topic: its name, title and how many exercises it has."""

    name: str
    title: str
    exercises: int

    def as_dict(self) -> dict[str, Any]:
        """The topic as JSON."""
        return {"topic": self.name, "title": self.title, "exercises": self.exercises}


def entry(exercise: Exercise, scheme: Scheme, student: str = "", seed: int = 0) -> Entry:
    """Work an exercise out, with the numbers of a student.

    Raises:
        UserError: where it cannot be prepared.
    """
    mine = variant(exercise, chosen(exercise, student, seed))
    question = Marker.of(mine, scheme).question
    skills = mine.skills or tuple(question.rules)
    level = mine.difficulty or question.difficulty
    return Entry(mine, question.statement, question.key, skills, level, question.practised(skills))


def described(name: str, ids: Sequence[str] = (), student: str = "", seed: int | None = None) -> Described:
    """A set by its name, with all its exercises or those of the given ids.

    Raises:
        UserError: where there is no such set or id, or it has mistakes.
    """
    exercise_set = together(find(name))
    strange = next((wanted for wanted in ids if exercise_set.find(wanted) is None), None)
    if strange is not None:
        known = ", ".join(exercise.id for exercise in exercise_set.exercises[:10])
        raise sentences.NO_SUCH_EXERCISE(id=strange, name=name, known=known)
    wanted = [exercise for exercise in exercise_set.exercises if not ids or exercise.id in ids]
    used = exercise_set.seed if seed is None else seed
    entries = tuple(entry(exercise, exercise_set.credit, student, used) for exercise in wanted)
    return Described(name, exercise_set.title, exercise_set.introduction, used, entries)


def together(paths: Sequence[Path]) -> ExerciseSet:
    """The sets of several files as one; everything but the exercises is that of the first.

    Raises:
        UserError: where a file has mistakes, or two of them the same id.
    """
    sets = [exercise_set(path) for path in paths]
    for field in ("credit", "due", "seed"):
        if len({str(getattr(each, field)) for each in sets}) > 1:
            raise sentences.FILES_DIFFER(field=field)
    exercises = tuple(exercise for each in sets for exercise in each.exercises)
    seen: set[str] = set()
    for exercise in exercises:
        if exercise.id in seen:
            raise sentences.ID_IN_TWO_FILES(id=exercise.id)
        seen.add(exercise.id)
    return msgspec.structs.replace(sets[0], exercises=exercises)


def overview() -> list[Topic]:
    """The shipped topics.

    Raises:
        UserError: where one of their files has mistakes.
    """
    sets = ((name, together(files_in(folder))) for name, folder in topics().items())
    return [Topic(name, topic.title, len(topic.exercises)) for name, topic in sets]
