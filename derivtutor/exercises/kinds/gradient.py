"""Gradients: every component is judged, and counts for its share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

import msgspec

from derivtutor.calculus.gradients.gradient import gradient
from derivtutor.derivation.explain import explain
from derivtutor.exercises import sentences
from derivtutor.exercises.kinds.derivative import DerivativeQuestion, shown_point
from derivtutor.exercises.kinds.inputs import Input, with_signs
from derivtutor.exercises.kinds.question import Key, Question, Worked
from derivtutor.exercises.kinds.topic import slip_of_task
from derivtutor.exercises.mark import Mark, Word
from derivtutor.exercises.model import Exercise, Scheme
from derivtutor.grading.vectors.judge import VectorJudge
from derivtutor.language import translated
from derivtutor.notation.components import together
from derivtutor.notation.latex import latex
from derivtutor.notation.tree import Name, names


class GradientQuestion(Question):
    """A function of several variables; the answer is the vector of its partial derivatives."""

    def __init__(self, exercise: Exercise, scheme: Scheme) -> None:
        super().__init__(exercise, scheme)
        self.gradient = gradient(exercise.differentiate, exercise.variables, log=exercise.log)
        function, variables = self.gradient.task.functions[0], self.gradient.task.variables
        parts = [explain(function, variable, method="direct") for variable in variables]
        self.partials = tuple(
            DerivativeQuestion(
                msgspec.structs.replace(exercise, variable=part.variable, order=1, answer=""), scheme, part
            )
            for part in parts
        )
        self.judge = VectorJudge([partial.mark for partial in self.partials], names(function.tree))
        self._workings = tuple(
            Worked(part, translated("With respect to {variable}").format(variable=part.variable)) for part in parts
        )

    def _usual_task(self) -> str:
        letters = ", ".join(latex(Name(variable)) for variable in self.gradient.task.variables)
        point = self.partials[0].judge.asked.point
        blanks = together("…" for _ in self.partials)
        plain = "Find the gradient of {function} with respect to {by}. Answer with {blanks}."
        there = "Find the gradient of {function} with respect to {by} at {at}. Answer with {blanks}."
        return translated(there if point else plain).format(
            function=f"${self._function}$",
            by=f"$({letters})$",
            at=f"${shown_point(point or {})}$",
            blanks=f"${blanks}$",
        )

    @property
    def inputs(self) -> tuple[Input, ...]:
        asked = [field for partial in self.partials for field in partial.inputs]
        labels = [rf"\frac{{\partial}}{{\partial {latex(Name(field.variable))}}}\colon" for field in asked]
        return tuple(replace(field, label=label) for field, label in zip(asked, labels, strict=True))

    @cached_property
    def key(self) -> Key:
        keys = [partial.key for partial in self.partials]
        return Key(together(key.text for key in keys), rf"\left({', '.join(key.latex for key in keys)}\right)")

    def spellings(self) -> Iterable[str]:
        return self.key.text, together(with_signs(partial.judge.asked.expected) for partial in self.partials)

    def _mark(self, answer: str) -> Mark:
        given = self.judge.components(answer)
        if len(given) == len(self.partials):
            return self._named(self._together(given, self.judge.judged(given)), answer)
        for component in given:
            self.partials[0].judge.read(component)
        wanted = sentences.OTHER_SIZE.format(wanted=len(self.partials), given=len(given))
        mark = Mark(verdict="incorrect", credit=0.0, reason="wrong", says=wanted)
        return self._named(mark, answer)

    def _named(self, mark: Mark, answer: str) -> Mark:
        """A slip about the whole task goes before those in its components."""
        slip = slip_of_task(self.exercise, answer) if mark.verdict == "incorrect" else None
        if slip is None:
            return mark
        return msgspec.structs.replace(
            mark, slips=(slip,), says=self.exercise.feedback.get(slip.id, translated(slip.hint))
        )

    def _together(self, given: list[str], marks: list[Mark]) -> Mark:
        credit = sum(mark.credit for mark in marks) / len(marks)
        worst: Word = next((word for word in _WORST_FIRST if any(mark.verdict == word for mark in marks)), "correct")
        wrong = [
            (sentences.COMPONENT if mark.says else sentences.COMPONENT_WRONG).format(variable=variable, says=mark.says)
            for variable, mark in zip(self.gradient.task.variables, marks, strict=True)
            if not mark.is_right
        ]
        return Mark(
            verdict=worst,
            credit=credit,
            reason="right" if worst == "correct" else "by parts",
            read_as=together(mark.read_as or text for text, mark in zip(given, marks, strict=True)),
            says=" ".join(wrong),
            slips=tuple({slip.id: slip for mark in marks for slip in mark.slips}.values()),
            parts=tuple(
                {"by": variable, "verdict": mark.verdict, "credit": mark.credit, "evidence": mark.evidence}
                for variable, mark in zip(self.gradient.task.variables, marks, strict=True)
            ),
            notes=tuple(note for mark in marks for note in mark.notes),
        )


_WORST_FIRST: tuple[Word, ...] = ("incorrect", "unreadable", "empty", "wrong-form")
