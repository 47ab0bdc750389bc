"""The kinds of exercises: one class each, found here by the name that files use."""

from __future__ import annotations

import importlib
from collections.abc import Mapping

from derivtutor.errors import UserError
from derivtutor.exercises.kinds.question import Question
from derivtutor.exercises.model import Exercise, Kind, Scheme

KINDS: Mapping[Kind, tuple[str, str]] = {
    "derivative": ("derivative", "DerivativeQuestion"),
    "value": ("derivative", "DerivativeQuestion"),
    "partial": ("derivative", "DerivativeQuestion"),
    "gradient": ("gradient", "GradientQuestion"),
    "tangent": ("tangent", "TangentQuestion"),
    "working": ("working", "WorkingQuestion"),
    "rule": ("naming", "RuleQuestion"),
    "choice": ("choice", "ChoiceQuestion"),
    "numeric": ("numeric", "NumericQuestion"),
    "expression": ("expression", "ExpressionQuestion"),
}
"""Each kind with its module and class; a module is loaded when an exercise of its kind is prepared."""


def prepare(exercise: Exercise, scheme: Scheme = Scheme()) -> Question:  # noqa: B008 (a value that never changes)
    """An exercise, ready to mark answers.

    Raises:
        UserError: where the exercise has parameters left, or its function or key cannot be read.
    """
    if exercise.parameters:
        raise UserError(f"The exercise {exercise.id} has parameters.", "Choose a student's variant of it first.")
    module, name = KINDS[exercise.kind]
    question: Question = getattr(importlib.import_module(f"derivtutor.exercises.kinds.{module}"), name)(
        exercise, scheme
    )
    return question
