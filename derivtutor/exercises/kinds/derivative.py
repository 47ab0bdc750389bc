"""Derivatives, at a point or as a function, partial ones too: `derivative`, `value`, `partial`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, partial

from derivtutor.derivation.derivation import Derivation
from derivtutor.errors import UserError
from derivtutor.exercises.kinds.asking import listed
from derivtutor.exercises.kinds.inputs import Foreseen, Input, foreseen, with_signs
from derivtutor.exercises.kinds.key import finished_lines, is_number, key_of_number, key_tree, right_trees
from derivtutor.exercises.kinds.question import Key, Question, Worked, rules_of, slips_of
from derivtutor.exercises.mark import Mark, Reason, Slipped
from derivtutor.exercises.model import Exercise, Scheme
from derivtutor.exercises.wrong_answers import wrong_answers
from derivtutor.grading.brackets import may_lack_brackets
from derivtutor.grading.form import remaining
from derivtutor.grading.judge import Judge
from derivtutor.grading.observations import lacks_brackets
from derivtutor.grading.tasks import INTEGRATED, NOT_AT_POINT, TASKS
from derivtutor.grading.undefined import UNDEFINED
from derivtutor.grading.verdict import Verdict
from derivtutor.language import between, translated
from derivtutor.notation import linear
from derivtutor.notation.latex import latex
from derivtutor.notation.tree import Name, Node, names

_MOST_REMEMBERED = 2_000
_TASKS = frozenset(task.id for task in (*TASKS, INTEGRATED, NOT_AT_POINT))
FORMS = {
    "any": "",
    "simplified": "Simplify.",
    "factored": "Factor the answer.",
    "expanded": "Expand the answer.",
}
"""How a question asks for a form."""

_HIGHER = {
    2: "the second derivative",
    3: "the third derivative",
    4: "the fourth derivative",
    5: "the fifth derivative",
}
_HIGHER_PARTIAL = {
    2: "the second partial derivative",
    3: "the third partial derivative",
    4: "the fourth partial derivative",
    5: "the fifth partial derivative",
}


class DerivativeQuestion(Question):
    """A function to differentiate; answers with the same syntax tree are marked once."""

    asked_for = "derivative"

    def __init__(self, exercise: Exercise, scheme: Scheme, derivation: Derivation | None = None) -> None:
        super().__init__(exercise, scheme)
        self.judge = Judge(
            derivation or exercise.differentiate,
            exercise.variable or None,
            exercise.order,
            exercise.at or None,
            exercise.form,
            exercise.tolerance,
            exercise.log,
        )
        self.derivation = self.judge.asked.derivation
        self._workings = (Worked(self.derivation),)
        self._marked: dict[tuple[object, ...], Mark] = {}

    def _usual_task(self) -> str:
        point, variable, order = self.judge.asked.point, self.derivation.variable, self.exercise.order
        by = "" if names(self.derivation.function.tree) <= {variable} else f"${latex(Name(variable))}$"
        what = self._asked(order, bool(point))
        if not what:
            asked = translated("Differentiate {function} with respect to {by}." if by else "Differentiate {function}.")
        elif point:
            there, by_there = (
                "Find {what} of {function} at {at}.",
                "Find {what} of {function} with respect to {by} at {at}.",
            )
            asked = translated(by_there if by else there)
        else:
            asked = translated(
                "Find {what} of {function} with respect to {by}." if by else "Find {what} of {function}."
            )
        said = asked.format(what=what, function=f"${self._function}$", by=by, at=f"${shown_point(point or {})}$")
        return f"{said} {translated(FORMS[self.exercise.form])}".strip()

    def _asked(self, order: int, is_at_point: bool) -> str:
        """What is to be found, in the language that is spoken; nothing where there is but to differentiate."""
        if order == 1:
            return translated("the slope") if is_at_point else ""
        return translated(_HIGHER.get(order, "the {order}th derivative")).format(order=order)

    @property
    def inputs(self) -> tuple[Input, ...]:
        asked = self.judge.asked
        return (
            Input(
                sort="number" if asked.point and is_number(asked.expected) else "formula",
                name=self.asked_for,
                expected=None if asked.expected == UNDEFINED else asked.expected,
                written=key_tree(asked, self.exercise.form),
                letters=asked.letters,
                variable=asked.variable,
                form=self.exercise.form,
                tolerance=self.exercise.tolerance,
                unfinished=tuple(self._unfinished()) if self.exercise.form == "simplified" else (),
                wrong=lambda: foreseen((each.tree for each in wrong_answers(self.judge)), self.mark),
            ),
        )

    def _unfinished(self) -> Iterator[Foreseen]:
        """The finished lines of the working that are not yet simplified."""
        for line in finished_lines(self.judge.asked):
            if undone := remaining(line, "simplified"):
                yield Foreseen(linear.text(line), self.scheme.wrong_form, " ".join(undone), line)

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

    @property
    def key_told(self) -> str:
        if not self.exercise.at:
            return super().key_told
        says = translated("Substituting {at} gives {answer}.")
        return says.format(at=f"${listed(self.exercise.at)}$", answer=self.key.told)

    def spellings(self) -> Iterable[str]:
        yield self.key.text
        for tree in right_trees(self.judge.asked):
            yield from (linear.text(tree), with_signs(tree), linear.unicode(tree))

    def _mark(self, answer: str) -> Mark:
        read = self.judge.read(answer)
        said = linear.text(read.tree), read.sides, (*read.notes, *read.remarks)
        # Where brackets may be missing from a wrong answer depends on how it was typed.
        typed = (*said, read.text.strip()) if may_lack_brackets(read.text) else said
        mark = self._marked.get(said) or self._marked.get(typed)
        if mark is None:
            mark = marked(self.judge.judge(read), self.exercise, self.scheme, rules_of(self.derivation))
            if len(self._marked) >= _MOST_REMEMBERED:
                self._marked.clear()
            self._marked[typed if mark.verdict == "incorrect" else said] = mark
        return mark


class PartialQuestion(DerivativeQuestion):
    """A function of several variables to differentiate by one of them."""

    asked_for = "partial derivative"

    def _asked(self, order: int, is_at_point: bool) -> str:
        if order == 1:
            return translated("the partial derivative")
        return translated(_HIGHER_PARTIAL.get(order, "the {order}th partial derivative")).format(order=order)


def marked(verdict: Verdict, exercise: Exercise, scheme: Scheme, rules: dict[str, int]) -> Mark:
    """The mark of a judged answer. A slip leaves part of the credit where something else was right.

    Args:
        verdict: of the judge.
        exercise: what it answers; its feedback is said instead of the hint.
        scheme: which share of the points is given.
        rules: the rules that are needed, with the number of steps.
    """
    # How an answer was read is no news where it is right.
    notes = (*(verdict.notes if verdict.verdict == "incorrect" else ()), *verdict.observations)
    mark = partial(Mark, read_as=linear.text(verdict.answer), evidence=verdict.evidence.as_dict(), notes=notes)
    if verdict:
        return mark(verdict="correct", credit=1.0, reason="right")
    if verdict.verdict == "wrong-form":
        says = " ".join(verdict.remaining)
        return mark(verdict="wrong-form", credit=scheme.wrong_form, reason="wrong form", says=says)
    if verdict.meant is not None:
        says = lacks_brackets(verdict.meant)
        notes = tuple([note for note in notes if note != says])
        return mark(verdict="incorrect", credit=0.0, reason="brackets", says=says, notes=notes)
    slips = slips_of(verdict.diagnosis[0]) if verdict.diagnosis else ()
    others = tuple(dict.fromkeys(slip.slip for explanation in verdict.diagnosis[1:] for slip in explanation.slips))
    reason = _reason(slips, sum(rules.values()))
    every = (slip.slip for explanation in verdict.diagnosis for slip in explanation.slips)
    says = next((exercise.feedback[slip] for slip in every if slip in exercise.feedback), "")
    return mark(
        verdict="incorrect",
        credit={"one slip": scheme.one_slip, "two slips": scheme.two_slips}.get(reason, 0.0),
        reason=reason,
        says=says or (translated(verdict.diagnosis[0].hint) if verdict.diagnosis else ""),
        slips=slips,
        others=tuple(slip for slip in others if slip not in {made.id for made in slips}),
    )


def _reason(slips: tuple[Slipped, ...], steps: int) -> Reason:
    """Nothing is left where another task was done, or where the slip is in the only step there is."""
    if not slips or steps <= len(slips) or any(slip.id in _TASKS for slip in slips):
        return "wrong"
    return "one slip" if len(slips) == 1 else "two slips"


def shown_point(point: Mapping[str, Node]) -> str:
    """A point in LaTeX: `x = 2, y = 1`."""
    return between().join([f"{latex(Name(name))} = {latex(value)}" for name, value in point.items()])
