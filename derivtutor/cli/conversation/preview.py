"""What is shown below a line while it is being typed: what a key does, or how an answer is read."""

from __future__ import annotations

from collections.abc import Sequence

from derivtutor.cli.conversation.keys import KEYS, Key, key_of
from derivtutor.cli.conversation.reading import Preview, nothing
from derivtutor.errors import UserError
from derivtutor.exercises.model import Exercise
from derivtutor.grading.answer import read_answer
from derivtutor.language import mark, translated
from derivtutor.notation import linear
from derivtutor.render.practice import Voice

_LONGEST = 500
"""Longer lines are not read at every stroke of a key."""


def preview(exercise: Exercise | None, answers: frozenset[str], voice: Voice, keys: Sequence[Key] = KEYS) -> Preview:
    """What to show; without an exercise, for a line of a working."""
    if voice.plain:
        return nothing

    def shown(line: str) -> str:
        key = _key(line, answers, keys) if exercise else ""
        is_formula = exercise is None or not exercise.facts.in_words
        if key or not is_formula or not line.strip() or line.startswith(":") or len(line) > _LONGEST:
            return key
        may_be_several = exercise is not None and not exercise.facts.is_derivative and "," in line
        return _cut(_several(line, voice) if may_be_several else _reading(line, voice), voice.width)

    return shown


def _key(line: str, answers: frozenset[str], keys: Sequence[Key]) -> str:
    try:
        key = key_of(line, answers, keys)
    except UserError:
        return ""
    return f"{key[0].word}{mark(': ')}{translated(key[0].does)}" if key else ""


def _reading(line: str, voice: Voice) -> str:
    """An answer as it is understood so far, or what is still missing."""
    try:
        return voice.written(_read_as(linear.unicode(read_answer(line, "x", None).tree)))
    except UserError as error:
        return voice.written(f"… {error.message.rstrip('.')}")


def _read_as(understood: str) -> str:
    return translated("read as {answer}").format(answer=understood)


def _several(line: str, voice: Voice) -> str:
    """Components, rows or points as they are understood; nothing as long as they cannot be read."""
    from derivtutor.grading.topics.entries import matrix

    try:
        rows = [[linear.unicode(read_answer(piece, "x", None).tree) for piece in row] for row in matrix(line)]
    except UserError:
        return ""
    listed = [_listed(row, line) for row in rows]
    return voice.written(_read_as(_listed(listed, line)))


def _listed(pieces: list[str], line: str) -> str:
    """In the brackets that the line begins with, if there are several."""
    if len(pieces) == 1:
        return pieces[0]
    inside = ", ".join(pieces)
    return f"[{inside}]" if line.lstrip().startswith("[") else f"({inside})"


def _cut(text: str, width: int) -> str:
    return text if len(text) < width else f"{text[: width - 2]}…"
