"""The keys of a session, and which of them are possible answers to a question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from derivtutor.cli import sentences
from derivtutor.errors import UserError
from derivtutor.exercises.model import Exercise
from derivtutor.notation.reader import read
from derivtutor.notation.tree import names


@dataclass(frozen=True, slots=True)
class Key:
    """What is typed instead of an answer: a sign or its word, and what it does; some take a number."""

    sign: str
    word: str
    does: str
    number: bool = False


KEYS = (
    Key("?", "hint", "gives the next hint"),
    Key("n", "next", "shows the next step"),
    Key("w", "working", "starts a working of several lines, which an empty line ends"),
    Key("s", "solution", "shows the worked solution, and gives up the question"),
    Key("g", "give up", "shows the answer, and gives up the question"),
    Key("k", "skip", "skips the question, which changes nothing; after an example, the problems follow"),
    Key("p", "plot", "shows the figure of the last question, once that is over"),
    Key("u", "undo", "takes back the last try, or else the last answer"),
    Key("f", "flag", "marks a question to look at again; a second time removes the mark"),
    Key("r", "rate", "with a number from 1 (again) to 4 (easy) rates the last answer yourself", number=True),
    Key("h", "help", "lists these keys"),
    Key("q", "quit", "ends the session, and shows how it went"),
)


KEYS_OF_LESSONS = (
    *(key for key in KEYS if key.sign != "q"),
    Key("b", "back", "goes back to the idea before"),
    Key("e", "explore", "opens the explorer, where there is one"),
    Key("q", "quit", "leaves the lesson, which goes on here the next time"),
)


def key_of(line: str, answers: frozenset[str] = frozenset(), keys: Sequence[Key] = KEYS) -> tuple[Key, str] | None:
    """The key that was typed, and its number; None for an answer.

    Args:
        line: what was typed.
        answers: signs that are possible answers here: they are keys after a colon only.
        keys: those that there are.

    >>> key_of("n", frozenset("n")), key_of(":n", frozenset("n"))[0].word, key_of("r 3")[1]
    (None, 'next', '3')

    Raises:
        UserError: where nothing is known by what stands after a colon.
    """
    bare = " ".join(line.split()).casefold()
    called = bare.removeprefix(":").strip()
    for key in keys:
        possible = [name for name in (key.sign, key.word) if bare.startswith(":") or name not in answers]
        number = r" ?([0-9]?)" if key.number else "()"
        match = re.fullmatch(f"(?:{'|'.join(map(re.escape, possible))}){number}", called) if possible else None
        if match:
            return key, match[1]
    if bare.startswith(":"):
        raise sentences.NO_SUCH_KEY(called=called)
    return None


def typed(sign: str, answers: frozenset[str]) -> str:
    """How a key is typed where some signs are answers."""
    return f":{sign}" if sign in answers else sign


def possible_answers(exercise: Exercise, keys: Sequence[Key] = KEYS) -> frozenset[str]:
    """The signs of keys that might be an answer: the letters of the choices, else those of the problem."""
    signs = {each.casefold() for each in _letters(exercise)}
    return frozenset(sign for key in keys for sign in (key.sign, key.word) if sign in signs)


def _letters(exercise: Exercise) -> Iterator[str]:
    sort = exercise.facts.sort
    if sort in ("words", "number"):
        return
    if sort == "choice":
        yield from (chr(ord("a") + place) for place in range(len(exercise.choices)))
        yield from (choice.strip(" $").casefold() for choice in exercise.choices)
        return
    formulas = re.findall(r"\$([^$]+)\$", exercise.text)
    given = (exercise.differentiate, exercise.variable, exercise.answer, *exercise.variables, *exercise.where)
    for text in (*given, *formulas):
        try:
            yield from names(read(text).tree)
        except UserError:  # a vector, an equation or words: any letter that stands alone
            yield from re.findall(r"(?<![A-Za-z\\])[A-Za-z](?![A-Za-z])", text)
