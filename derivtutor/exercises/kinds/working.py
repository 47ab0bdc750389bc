"""Whole workings: every line is judged and counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

import msgspec

from derivtutor.derivation.explain import explain
from derivtutor.exercises.kinds.derivative import DerivativeQuestion
from derivtutor.exercises.kinds.inputs import Input
from derivtutor.exercises.kinds.question import Key, Question, Worked, slips_of
from derivtutor.exercises.mark import Mark
from derivtutor.exercises.model import Exercise, Scheme
from derivtutor.grading.next_step import next_step
from derivtutor.grading.workings.checking import judged
from derivtutor.grading.workings.verdict import JudgedLine, Working
from derivtutor.language import translated
from derivtutor.notation.tree import Derivative, Node


def in_own_words(working: Working, feedback: Mapping[str, str]) -> Working:
    """A judged working with what the author says of a slip, by its id, instead of what anybody would say."""
    return replace(working, lines=tuple([_in_own_words(line, feedback) for line in working.lines]))


def _in_own_words(line: JudgedLine, feedback: Mapping[str, str]) -> JudgedLine:
    own = feedback.get(line.slip or "")
    if own is None:
        return line
    first, *others = line.finding.diagnosis
    diagnosis = (replace(first, hint=own), *others)
    return replace(line, finding=replace(line.finding, diagnosis=diagnosis))


_JUDGED = ("right", "wrong", "follow-through", "unreadable")


class WorkingQuestion(Question):
    """A function; the answer is a working of several lines."""

    def __init__(self, exercise: Exercise, scheme: Scheme) -> None:
        super().__init__(exercise, scheme)
        self.derivation = explain(
            exercise.differentiate, exercise.variable or None, exercise.order, method="direct", log=exercise.log
        )
        self._workings = (Worked(self.derivation),)

    def _usual_task(self) -> str:
        says = translated("Differentiate {function} and write down every step, one line each.")
        return says.format(function=f"${self._function}$")

    @property
    def inputs(self) -> tuple[Input, ...]:
        """Who cannot judge lines can ask for the derivative alone."""
        alone = msgspec.structs.replace(self.exercise, kind="derivative", form="any", at="")
        return tuple(replace(each, sort="lines") for each in DerivativeQuestion(alone, self.scheme).inputs)

    @cached_property
    def key(self) -> Key:
        return Key(self.derivation.derivative.text, self.derivation.derivative.latex)

    def _mark(self, answer: str) -> Mark:
        problem, variable = self.exercise.differentiate, self.derivation.variable
        working, judging = judged(problem, answer, variable, self.derivation.order, self.exercise.log)
        credit = 1.0 if working else self._credit(working, answer)
        evidence = judging.claims.evidence
        return Mark(
            verdict=working.verdict,
            credit=credit,
            reason="right" if working else "by lines",
            says=self._says(working),
            slips=tuple(
                slip for line in working.lines for cause in line.finding.diagnosis[:1] for slip in slips_of(cause)
            ),
            evidence=evidence.as_dict() if evidence and working.verdict != "incorrect" else {},
            parts=tuple(
                {"line": line.number, "status": line.status, "message": line.message} for line in working.lines
            ),
        )

    def _credit(self, working: Working, answer: str) -> float:
        """The share of right lines among those that were written and those that were still to come."""
        written: dict[Node | int, float] = {}
        for line in working.lines:
            if line.status in _JUDGED:
                # What says the same as a line before it, or as the question, is no further step.
                tree = line.finding.expression
                written[line.number if tree is None else tree] = self._worth(line)
        written.pop(Derivative(self.derivation.function.tree, self.derivation.variable, self.derivation.order), None)
        missing = 0
        if working.verdict == "unfinished":
            asked = self.exercise.differentiate, answer, self.derivation.variable, self.derivation.order
            missing = next_step(*asked, self.exercise.log).remaining
        lines = len(written) + missing
        return sum(written.values()) / lines if lines else 0.0

    def _worth(self, line: JudgedLine) -> float:
        """The share of a line: a slip that was recognised leaves some of it."""
        slipped = self.scheme.one_slip if line.slip else 0.0
        return {"right": 1.0, "follow-through": self.scheme.follow_through, "wrong": slipped}.get(line.status, 0.0)

    def _says(self, working: Working) -> str:
        line = next((line for line in working.lines if line.status == "wrong"), None)
        if line is None:
            return "" if working else working.message
        own = self.exercise.feedback.get(line.slip or "", "")
        return f"{working.message} {own}" if own else line.message or working.message
