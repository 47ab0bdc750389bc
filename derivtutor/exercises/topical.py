"""Generated exercises in the topics beyond the rules: gradients, tangent planes, related rates and the others."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from msgspec.structs import replace

from derivtutor.calculus.values import worked_out
from derivtutor.errors import UserError
from derivtutor.exercises import sentences
from derivtutor.exercises.generating.pool import POOLS, Row
from derivtutor.exercises.generating.programs import made_program
from derivtutor.exercises.generating.source import LEVELS
from derivtutor.exercises.kinds.key import shortest
from derivtutor.exercises.marking import Marker
from derivtutor.exercises.model import Exercise
from derivtutor.exercises.variants import filled, in_text, values, variant
from derivtutor.grading.answer import EQUALS
from derivtutor.libraries import difflib
from derivtutor.notation import linear
from derivtutor.notation.reader import read

_MOST_ROWS, _MOST_NUMBERS = 12, 40
"""So many rows of the pool in a row, and so many numbers in each, and there is nothing more to be found."""

_MOST_SIGNS = 44
"""A longer answer is too much to write."""

_NOT_SHORT = re.compile(r"[a-z]\w*\([^a-z]*\)|undefined|\d{3}|/0|/e\b|e\^\(?-?\d+\)?(?! ?[a-z(])")
"""A function of a number such as `sin(2)`, no number at all, one of many digits, or a power of e."""

_NOTHING = re.compile(r"[\s(),\[\]0]*")


MADE: Mapping[str, Callable[[int, random.Random], Exercise | None]] = {"backprop": made_program}
"""Topics whose exercises are no function with numbers put in."""

TOPICS = (*POOLS, *MADE)


def check_topic(topic: str) -> None:
    """See whether exercises are made in a topic.

    Raises:
        UserError: where none are.
    """
    if topic not in TOPICS:
        near = difflib.get_close_matches(topic, TOPICS, n=1)
        listed = sentences.TOPICS_ARE.format(names=", ".join(TOPICS))
        remedy = sentences.DID_YOU_MEAN.format(name=near[0]) if near else listed
        raise sentences.NO_SUCH_TOPIC(name=topic, remedy=remedy)


def topical(
    topic: str, difficulty: int | None, count: int, seed: int, kept: list[Exercise] | None = None
) -> tuple[Exercise, ...]:
    """Different exercises in a topic beyond the rules, at points where the answers are short.

    Args:
        topic: its name, which is the exercises' kind; `backprop` for small programs.
        difficulty: from 1 to 5; a mixture when None.
        count: how many; a larger number begins with the same exercises as a smaller one.
        seed: another seed gives other exercises, the same seed the same.
        kept: where they are put one after the other, for whoever is interrupted.

    >>> [(exercise.differentiate, exercise.at) for exercise in topical("gradient", 1, 2, seed=1)]
    [('4x^2 + x y', 'x=2,y=1'), ('5x^2 - 4y^2', 'x=-2,y=1')]

    Raises:
        UserError: where no exercises are made in the topic, or not so many.
    """
    check_topic(topic)
    if difficulty is not None and difficulty not in LEVELS:
        raise sentences.NO_SUCH_DIFFICULTY(difficulty=difficulty)
    if count < 1:
        raise sentences.NO_SUCH_COUNT(count=count)
    made = [] if kept is None else kept
    for number, each in enumerate(islice(_supply(topic, difficulty, random.Random(seed)), count), 1):
        made.append(replace(each, id=f"{topic}-{seed}-{number:03}"))
    if len(made) < count:
        raise sentences.FEW_IN_TOPIC(count=len(made), topic=topic)
    return tuple(made)


def _supply(topic: str, difficulty: int | None, rng: random.Random) -> Iterator[Exercise]:
    """Different exercises, as long as new ones are found in reasonable time."""
    seen: set[str] = set()
    without = 0
    while without < _MOST_ROWS:
        level = difficulty or rng.choice(LEVELS)
        made = _new(MADE[topic](level, rng), seen) if topic in MADE else _of_a_row(topic, level, rng, seen)
        without = 0 if made else without + 1
        if made:
            yield made


def _new(made: Exercise | None, seen: set[str]) -> Exercise | None:
    """An exercise, unless it was there before."""
    if made is None or repr(made) in seen:
        return None
    seen.add(repr(made))
    return made


def _of_a_row(topic: str, difficulty: int, rng: random.Random, seen: set[str]) -> Exercise | None:
    """A new exercise of one row of the pool; nothing where the numbers that were tried do not fit."""
    row = rng.choice(POOLS[topic].levels[difficulty - 1])
    proposals = (_proposed(topic, row, difficulty, rng) for _ in range(_MOST_NUMBERS))
    for each in proposals:
        if each and repr(each) not in seen:
            seen.add(repr(each))  # what does not fit is not tried again either
            if _is_fit(each):
                return each
    return None


def _proposed(topic: str, row: Row, difficulty: int, rng: random.Random) -> Exercise | None:
    """An exercise with numbers put in; nothing where a value that it needs does not exist or is long."""
    pool = POOLS[topic]
    letters = {letter: rng.choice(given) for letter, given in pool.letters.items()}
    fields = {name: _one(told, letters, rng) for name, told in {**pool.fields, **row.fields}.items()}
    numbers = {letter: rng.choice(values(given)) for letter, given in pool.numbers.items()}
    function, at = in_text(row.function, letters), fields.pop("at", "")
    if "?" in function + at:
        value = _value(function, numbers)
        if not value or _NOT_SHORT.search(value):
            return None
        function, at = function.replace("?", value), at.replace("?", value)
    named: dict[str, Any] = {
        "id": topic,
        "kind": topic,
        "title": topic.replace("-", " ").capitalize(),
        "differentiate": function,
    }
    return variant(Exercise(**named, at=at, difficulty=difficulty, parameters=dict(pool.numbers), **fields), numbers)


def _one(told: Any, letters: Mapping[str, str], rng: random.Random) -> Any:
    """What is told, one of several texts between vertical bars, with other letters for those in braces."""
    return in_text(rng.choice(told.split(" | ")), letters) if isinstance(told, str) else told


def _value(function: str, numbers: Mapping[str, str]) -> str:
    """What a question mark stands for; empty where the function has no value there."""
    left = read(filled(EQUALS.split(function)[0], numbers)).tree
    try:
        return linear.text(shortest(worked_out(left, {"x": read(numbers["p"]).tree, "y": read(numbers["q"]).tree})))
    except (UserError, ArithmeticError):
        return ""


def _is_fit(exercise: Exercise) -> bool:
    """Whether the topic takes it, and its answer is short and not nothing."""
    try:
        answer = Marker.of(exercise).question.key.text.rpartition("=")[2]
    except UserError:
        return False
    if len(answer) > _MOST_SIGNS or _NOTHING.fullmatch(answer):
        return False
    return POOLS[exercise.kind].are_formulas or not _NOT_SHORT.search(answer)
