"""Derivatives, at a point or as a function, partial ones too: `derivative`, `value`, `partial`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from derivtutor.derivation.derivation import Derivation
from derivtutor.errors import UserError
from derivtutor.exercises.kinds.key import key_of_number, key_tree
from derivtutor.exercises.kinds.question import (
    EMPTY,
    Key,
    rules_of,
    same_expressions,
    slips_of,
    unreadable,
    with_function,
)
from derivtutor.exercises.mark import Mark, Reason, Slipped
from derivtutor.exercises.model import Exercise, Scheme
from derivtutor.grading.answer import Answer
from derivtutor.grading.brackets import may_lack_brackets
from derivtutor.grading.form import Form
from derivtutor.grading.judge import Judge
from derivtutor.grading.observations import lacks_brackets
from derivtutor.grading.tasks import INTEGRATED, NOT_AT_POINT, TASKS
from derivtutor.grading.verdict import Verdict
from derivtutor.notation import linear
from derivtutor.notation.latex import latex
from derivtutor.notation.tree import Name, Node, names

_MOST_REMEMBERED = 2_000
_TASKS = frozenset(task.id for task in (*TASKS, INTEGRATED, NOT_AT_POINT))
FORMS: Mapping[Form, str] = {
    "any": "",
    "simplified": " Simplify.",
    "factored": " Factor the answer.",
    "expanded": " Multiply the answer out.",
}
"""How a question asks for a form."""

_ORDINALS = {1: "", 2: "second ", 3: "third ", 4: "fourth ", 5: "fifth "}


class DerivativeQuestion:
    """A function to differentiate; answers with the same syntax tree are marked once."""

    def __init__(self, exercise: Exercise, scheme: Scheme) -> None:
        self.exercise = exercise
        self.scheme = scheme
        self.judge = Judge(
            exercise.differentiate,
            exercise.variable or None,
            exercise.order,
            exercise.at or None,
            exercise.form,
            exercise.tolerance,
            exercise.log,
        )
        self._marked: dict[tuple[object, ...], Mark] = {}

    @property
    def derivation(self) -> Derivation:
        """How the function is differentiated."""
        return self.judge.asked.derivation

    @property
    def derivations(self) -> tuple[Derivation, ...]:
        return (self.derivation,)

    @cached_property
    def statement(self) -> str:
        function = self.derivation.function.latex
        if self.exercise.text:
            return with_function(self.exercise.text, function)
        point, variable = self.judge.asked.point, self.derivation.variable
        partial = self.exercise.kind == "partial"
        by = "" if names(self.derivation.function.tree) <= {variable} else f" by ${latex(Name(variable))}$"
        if self.exercise.order == 1 and not partial:
            what = f"Find the slope of ${function}$" if point else f"Differentiate ${function}$"
        else:
            ordinal = _ORDINALS.get(self.exercise.order, f"{self.exercise.order}th ")
            what = f"Find the {ordinal}{'partial ' if partial else ''}derivative of ${function}$"
        return f"{what}{by}{f' at ${shown_point(point)}$' if point else ''}.{FORMS[self.exercise.form]}"

    @cached_property
    def key(self) -> Key:
        asked = self.judge.asked
        if asked.point and not asked.letters:
            return key_of_number(asked.expected)
        given = self._given_key()
        shown = key_tree(asked, self.exercise.form) if given is None else given
        return Key(linear.text(shown), latex(shown))

    def _given_key(self) -> Node | None:
        """The author's key, if it can be read; whether it is right is for `exercises check` to say."""
        if not self.exercise.answer:
            return None
        try:
            return self.judge.read(self.exercise.answer).tree
        except UserError:
            return None

    def same(self, answer: str, other: str) -> bool:
        return same_expressions(answer, other, self.exercise.log)

    def mark(self, answer: str) -> Mark:
        if not answer.strip():
            return EMPTY
        try:
            read = self.judge.read(answer)
            said = linear.text(read.tree), read.sides, (*read.notes, *read.remarks)
            # Where brackets may be missing from a wrong answer depends on how it was typed.
            typed = (*said, read.text.strip()) if may_lack_brackets(read.text) else said
            found = self._marked.get(said) or self._marked.get(typed)
            if found is None:
                found = self._mark(read)
                if len(self._marked) >= _MOST_REMEMBERED:
                    self._marked.clear()
                self._marked[typed if found.verdict == "incorrect" else said] = found
        except UserError as error:
            return unreadable(error)
        return found

    def _mark(self, read: Answer) -> Mark:
        return marked(self.judge.judge(read), self.exercise, self.scheme, rules_of(self.derivation))


def marked(verdict: Verdict, exercise: Exercise, scheme: Scheme, rules: dict[str, int]) -> Mark:
    """The mark of a judged answer. A slip leaves part of the credit where something else was right.

    Args:
        verdict: of the judge.
        exercise: what it answers; its feedback is said instead of the hint.
        scheme: which share of the points is given.
        rules: the rules that are needed, with the number of steps.
    """
    evidence = verdict.evidence.as_dict()
    read_as = linear.text(verdict.answer)
    # How an answer was read is no news where it is right.
    notes = (*(verdict.notes if verdict.verdict == "incorrect" else ()), *verdict.observations)
    if verdict:
        return Mark(verdict="correct", credit=1.0, reason="right", read_as=read_as, evidence=evidence, notes=notes)
    if verdict.verdict == "wrong-form":
        says = " ".join(verdict.remaining)
        return Mark(
            verdict="wrong-form", credit=scheme.wrong_form, reason="wrong form", read_as=read_as, says=says,
            evidence=evidence, notes=notes,
        )  # fmt: skip
    if verdict.meant is not None:
        says = lacks_brackets(verdict.meant)
        return Mark(
            verdict="incorrect", credit=0.0, reason="brackets", read_as=read_as, says=says, evidence=evidence,
            notes=tuple([note for note in notes if note != says]),
        )  # fmt: skip
    slips = slips_of(verdict.diagnosis[0]) if verdict.diagnosis else ()
    others = tuple(dict.fromkeys(slip.slip for other in verdict.diagnosis[1:] for slip in other.slips))
    reason = _reason(slips, sum(rules.values()))
    every = (slip.slip for explanation in verdict.diagnosis for slip in explanation.slips)
    says = next((exercise.feedback[slip] for slip in every if slip in exercise.feedback), "")
    return Mark(
        verdict="incorrect",
        credit={"one slip": scheme.one_slip, "two slips": scheme.two_slips}.get(reason, 0.0),
        reason=reason,
        read_as=read_as,
        says=says or (verdict.diagnosis[0].hint if verdict.diagnosis else ""),
        slips=slips,
        others=tuple(other for other in others if other not in {slip.id for slip in slips}),
        evidence=evidence,
        notes=notes,
    )


def _reason(slips: tuple[Slipped, ...], steps: int) -> Reason:
    """Nothing is left where another task was done, or where the slip is in the only step there is."""
    if not slips or steps <= len(slips) or any(slip.id in _TASKS for slip in slips):
        return "wrong"
    return "one slip" if len(slips) == 1 else "two slips"


def shown_point(point: Mapping[str, Node]) -> str:
    """A point in LaTeX: `x = 2, y = 1`."""
    return ", ".join(f"{latex(Name(name))} = {latex(value)}" for name, value in point.items())
