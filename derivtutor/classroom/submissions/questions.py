"""Which exercise is meant by what a platform calls its question: an id, a title, or the question itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from derivtutor.classroom.submissions.cells import without_tags
from derivtutor.exercises.model import Exercise, ExerciseSet

_Q = TypeVar("_Q")
_IN_BRACKETS = re.compile(r"[\[({]#?([A-Za-z0-9][A-Za-z0-9._-]{0,63})[\])}]")
_OF_CANVAS = re.compile(r"^\d+: ")
_OF_GRADEBOOK = re.compile(r" (?:\[total pts: .*|points grade <.*|\(\d+(?:\.\d+)? pts\))$")
_FUNCTION = re.compile(r"^(?:[a-z]\([a-z](?:,[a-z])*\)|[a-z])=")
_BEFORE = re.compile(r"(?:^|(?<=[\s:=$(]))(?=\S)")


def plain(text: str) -> str:
    """A name without what is written differently: capitals and spaces."""
    return " ".join(text.strip().strip("\ufeff").casefold().split())


class Questions:
    """The exercises of a set, by all that a platform may call them."""

    def __init__(self, exercises: ExerciseSet) -> None:
        self._exercises = exercises
        titles = _alone((plain(each.title), each) for each in exercises.exercises)
        self._named = titles | {plain(each.id): each.id for each in exercises.exercises}
        self._asked = _alone((plain(each.text), each) for each in exercises.exercises)
        self._about = _alone((_squeezed(each.differentiate), each) for each in exercises.exercises)

    def find(self, name: str) -> str | None:
        """The id of the exercise that is meant; None where that cannot be told.

        The name may be a column's, `1001: Differentiate sin(x^2)`, or the text of a question, in HTML or not.
        """
        text = without_tags(name)
        bare = _OF_GRADEBOOK.sub("", _OF_CANVAS.sub("", plain(text)))
        named = self._named.get(plain(text)) or self._named.get(bare) or self._with_id(text)
        return named or self._asked.get(bare) or self._about_function(bare)

    def _with_id(self, name: str) -> str | None:
        """The exercise whose id stands in brackets: `Differentiate … [chain-1]`."""
        for word in _IN_BRACKETS.findall(name):
            if exercise := self._exercises.find(word):
                return exercise.id
        return None

    def _about_function(self, text: str) -> str | None:
        """The exercise whose function ends the text: `Differentiate f(x) = sin(x^2).`"""
        text = text.rstrip(" .?:$")
        for place in (match.start() for match in _BEFORE.finditer(text)):
            before = text[:place].rstrip()
            if before and not (before[-1].isalpha() or before[-1] in "=:$("):
                continue  # what comes before belongs to the function
            if exercise := self._about.get(_squeezed(text[place:])):
                return exercise
        return None


def _squeezed(function: str) -> str:
    """A function without what is written differently."""
    written = re.sub(r"[\s$*·]", "", function.casefold()).replace("**", "^")
    return _FUNCTION.sub("", re.sub(r"\^\((\w)\)", r"^\1", written))


def _alone(words: Iterable[tuple[str, Exercise]]) -> dict[str, str]:
    """What stands for one exercise only."""
    exercise_of: dict[str, str] = {}
    several = {""}
    for word, exercise in words:
        if exercise_of.setdefault(word, exercise.id) != exercise.id:
            several.add(word)
    return {word: exercise for word, exercise in exercise_of.items() if word not in several}


def in_order(unnamed: Sequence[_Q], taken: Iterable[str], exercises: ExerciseSet) -> dict[_Q, str] | None:
    """The exercises of questions that have no name of theirs: the rest of the set in order, if there are as many."""
    taken_ids = set(taken)
    left = [each.id for each in exercises.exercises if each.id not in taken_ids]
    return dict(zip(unnamed, left, strict=True)) if len(unnamed) == len(left) else None
