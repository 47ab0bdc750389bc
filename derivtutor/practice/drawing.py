"""The figure of a question that is over: of its function with the slope, or of what its topic has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivtutor.calculus.figures.topics import figure_of, home_of
from derivtutor.errors import UserError
from derivtutor.practice import sentences
from derivtutor.practice.explained import explanation_of

if TYPE_CHECKING:
    from derivtutor.calculus.figures.figure import Figure
    from derivtutor.exercises.kinds.question import Question


def drawn(question: Question, is_of_topic: bool) -> Figure:
    """What there is to see of a question; it shows the answer.

    Raises:
        UserError: where there is nothing that can be drawn.
    """
    told = explanation_of(question, is_of_topic)
    try:
        if told is not None and (home := home_of(told.topic)):
            return figure_of(home, told)
        if question.derivations:
            return figure_of("of_derivation", question.derivations[0])
    except UserError:  # letters without numbers, or three variables
        pass
    raise sentences.NO_FIGURE()
