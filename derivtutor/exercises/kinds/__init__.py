"""The kinds of exercises: one class each, found here by the name that files use."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from derivtutor.errors import UserError
from derivtutor.exercises.kinds.derivative import DerivativeQuestion
from derivtutor.exercises.kinds.gradient import GradientQuestion
from derivtutor.exercises.kinds.naming import ChoiceQuestion, RuleQuestion
from derivtutor.exercises.kinds.numeric import NumericQuestion
from derivtutor.exercises.kinds.question import Question
from derivtutor.exercises.kinds.tangent import TangentQuestion
from derivtutor.exercises.kinds.working import WorkingQuestion
from derivtutor.exercises.model import Exercise, Kind, Scheme

KINDS: Mapping[Kind, Callable[[Exercise, Scheme], Question]] = {
    "derivative": DerivativeQuestion,
    "value": DerivativeQuestion,
    "partial": DerivativeQuestion,
    "gradient": GradientQuestion,
    "tangent": TangentQuestion,
    "working": WorkingQuestion,
    "rule": RuleQuestion,
    "choice": ChoiceQuestion,
    "numeric": NumericQuestion,
}


def prepare(exercise: Exercise, scheme: Scheme = Scheme()) -> Question:  # noqa: B008 (a value that never changes)
    """An exercise, ready to mark answers.

    Raises:
        UserError: where the exercise has parameters left, or its function or key cannot be read.
    """
    if exercise.parameters:
        raise UserError(f"The exercise {exercise.id} has parameters.", "Choose a student's variant of it first.")
    return KINDS[exercise.kind](exercise, scheme)
