"""STACK's summary of a response, as Moodle's report has it (qtype_stack_question::summarise_response)."""

from __future__ import annotations

import re

from derivtutor.classroom import sentences
from derivtutor.exercises.marking import Marker
from derivtutor.exercises.model import ExerciseSet

SUMMARIES = ("Seed: ", "ans")
"""What summaries begin with, of versions of STACK with and without the seed."""

_IS_SUMMARY = re.compile(r"Seed: \d+(?:;|$)|ans\w*: .* \[(?:score|valid|invalid)\](?:;|$)", re.DOTALL)
_INPUT = re.compile(r"(?:^|; )(?!Seed: )(\w+): (.*?) \[(?:score|valid|invalid)\](?=; \w+: |$)", re.DOTALL)
_MAXIMA = re.compile(r"%(e|pi|i|phi|gamma)\b")
_SEED = re.compile(r"Seed: (\d+)")


def is_summary(cell: str) -> bool:
    """Whether a cell is such a summary: `Seed: 1; ans1: 2*x [score]; prt1: # = 1 | prt1-1-T`."""
    return cell.startswith(SUMMARIES) and _IS_SUMMARY.match(cell) is not None


def seed_of(cell: str) -> str:
    """The number that STACK's random numbers come from; empty where there is none."""
    match = _SEED.match(cell)
    return match[1] if match else ""


def inputs(cell: str) -> dict[str, str]:
    """What was typed in each input, in the order of the question, with Maxima's constants as everybody writes them.

    >>> inputs("Seed: 1; ans1: 2*%e^x [score]; prt1: # = 1 | prt1-1-T")
    {'ans1': '2*e^x'}
    """
    return {name: _MAXIMA.sub(r"\1", typed) for name, typed in _INPUT.findall(cell.strip())}


class Responses:
    """The responses to a set of exercises."""

    def __init__(self, exercises: ExerciseSet) -> None:
        self._exercises = exercises

    def answer(self, cell: str, name: str) -> str:
        """The answer in a summary; empty where nothing was typed.

        Raises:
            UserError: where STACK asked something else than the set, or what was asked for cannot be told.
        """
        exercise = self._exercises.find(name)
        typed = inputs(cell)
        if exercise is not None and exercise.parameters:
            raise sentences.STACK_DREW(exercise=exercise.id, seed=seed_of(cell))
        if len(typed) < 2:
            return next(iter(typed.values()), "")
        question = Marker.of(exercise).question if exercise is not None else None
        if question is not None and len(question.inputs) == len(typed):
            return question.together(typed.values())
        raise sentences.STACK_HAS_INPUTS(inputs=", ".join(typed), exercise=name)
