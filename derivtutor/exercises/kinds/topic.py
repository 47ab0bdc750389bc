"""Exercises in the topics beyond the rules, such as Jacobians, tangent planes and related rates: a topic is a kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from msgspec.structs import replace

from derivtutor.calculus.explanation import Explanation
from derivtutor.calculus.topics import BY_NAME
from derivtutor.derivation.account import Result
from derivtutor.derivation.rules import BY_ID
from derivtutor.errors import UserError
from derivtutor.exercises import sentences
from derivtutor.exercises.difficulty import level
from derivtutor.exercises.kinds import told_to
from derivtutor.exercises.kinds.asking import asked, in_latex
from derivtutor.exercises.kinds.derivative import marked
from derivtutor.exercises.kinds.inputs import Input, foreseen, with_signs
from derivtutor.exercises.kinds.key import is_number, key_of_number, shortest
from derivtutor.exercises.kinds.question import Key, Question, Worked, rules_of, same_expressions, slips_of
from derivtutor.exercises.mark import Mark, Slipped
from derivtutor.exercises.model import Exercise, Scheme
from derivtutor.grading.topics.checking import judge_of
from derivtutor.grading.topics.entries import entries
from derivtutor.grading.topics.judging import TopicJudge
from derivtutor.grading.topics.slips.book import SLIPS
from derivtutor.grading.topics.slips.model import Wanted
from derivtutor.grading.topics.verdict import TopicVerdict
from derivtutor.grading.undefined import UNDEFINED
from derivtutor.grading.verdict import Verdict
from derivtutor.notation.components import together
from derivtutor.notation.tree import Node, names

_POINTS = frozenset({"critical", "lagrange"})
"""Topics whose answer is several points, of which nobody knows before how many there are."""


class TopicQuestion(Question):
    """What a topic takes; the answer is what it finds, judged entry by entry."""

    def __init__(self, exercise: Exercise, scheme: Scheme) -> None:
        super().__init__(exercise, scheme)
        options = (exercise.form, exercise.tolerance, exercise.log)
        judge = judge_of(exercise.kind, _operands(exercise), *options, **_arguments(exercise))
        assert isinstance(judge, TopicJudge)
        self.judge = judge
        if not self.judge.result.entries:
            raise sentences.NOTHING_TO_FIND(kind=exercise.kind)
        self._workings = tuple([Worked(part) for part in self.explanation.parts])

    @property
    def explanation(self) -> Explanation:
        return self.judge.found

    @cached_property
    def letters(self) -> frozenset[str]:
        found = [part.function.tree for part in self.derivations]
        functions = [function.tree for function in self.explanation.task.functions]
        return frozenset(self.explanation.task.variables).union(*map(names, [*found, *functions]))

    @property
    def _function(self) -> str:
        return in_latex(self.exercise.differentiate, self.exercise.log)

    @property
    def rules(self) -> tuple[str, ...]:
        """Without that by which y has the derivative y', which is no skill."""
        return tuple([rule for rule in rules_of(*self.derivations) if BY_ID[rule].stated != "itself"])

    @property
    def difficulty(self) -> int:
        """All that is differentiated on the way counts together."""
        return level(*[root for derivation in self.derivations for root in derivation.roots])

    def _usual_task(self) -> str:
        variables = self.explanation.task.variables
        return asked(replace(self.exercise, variable=variables[0]) if len(variables) == 1 else self.exercise)

    @cached_property
    def _result(self) -> Result:
        """What is found, numbers as short as they are exactly."""
        found = self.judge.result
        if self.judge.has_no_value:
            return Result((UNDEFINED,))
        return Result(tuple([shortest(each) if is_number(each) else each for each in found.entries]), found.shape)

    @property
    def inputs(self) -> tuple[Input, ...]:
        if self.exercise.kind in _POINTS:
            return (Input(sort="formula"),)
        labels = [rf"\text{{{label}}}\colon" for label in self.judge.labels] if self._result.shape else [""]
        wrong = () if self._result.shape else self._wrong
        return tuple(
            [self._input(label, entry, wrong) for label, entry in zip(labels, self._result.entries, strict=True)]
        )

    def _input(self, label: str, entry: Node, wrong: Any) -> Input:
        return Input(
            sort="number" if is_number(entry) else "formula",
            label=label,
            expected=None if entry == UNDEFINED else entry,
            left=self._height,
            letters=self.judge.letters,
            variable=next(iter(self.explanation.task.variables), ""),
            form=self.exercise.form,
            tolerance=self.exercise.tolerance,
            wrong=(lambda: foreseen(wrong(), self.mark)) if wrong else tuple,
        )

    def _wrong(self) -> Iterator[Node]:
        """The wrong answers that slips about the task lead to."""
        wanted = Wanted(self.explanation, self.judge.arguments, self.judge.result)
        for slip in SLIPS:
            if slip.topic == self.explanation.topic:
                yield from [result.entries[0] for result in slip.wrong(wanted) if not result.shape]

    @property
    def _height(self) -> str:
        """The letter on the left of the equation that is asked for, if it is one."""
        return "z" if self.exercise.kind == "tangent-plane" and "z" not in self.letters else ""

    @cached_property
    def key(self) -> Key:
        """What the author gave, which may have decimals where a fraction was found; else that."""
        if own := self.exercise.answer:
            return Key(own, own.replace("(", r"\left(").replace(")", r"\right)"))
        if not self._result.shape and (is_number(self._result.entries[0]) or self.judge.has_no_value):
            return key_of_number(self._result.entries[0])
        if self.exercise.kind in _POINTS:
            return _listed(self._result)
        left = f"{self._height} = " if self._height else ""
        return Key(left + self._result.text, left + self._result.latex)

    def spellings(self) -> Iterable[str]:
        return self.key.text, self.together(map(with_signs, self._result.entries))

    def together(self, answers: Iterable[str]) -> str:
        shape, typed = self._result.shape, list(answers)
        if len(shape) != 2:
            return together(typed) if shape else typed[0]
        rows = [", ".join(typed[start : start + shape[1]]) for start in range(0, len(typed), shape[1])]
        return f"[{', '.join(f'[{row}]' for row in rows)}]"

    def same(self, answer: str, other: str) -> bool:
        try:
            pairs = [entries(text, self._result.shape, self.judge.letters) for text in (answer, other)]
        except UserError:
            return False
        if pairs[0] is None or pairs[1] is None:
            return super().same(answer, other)
        return all(same_expressions(one, another, self.exercise.log) for one, another in zip(*pairs, strict=True))

    def _mark(self, answer: str) -> Mark:
        verdict: Verdict = self.judge(answer)
        mark = replace(self._marked(verdict), read_as=verdict.written)
        if isinstance(verdict, TopicVerdict):
            return self._by_parts(verdict, mark) if len(verdict.entries) > 1 and not verdict else mark
        share = 1.0 if verdict else verdict.as_dict().get("credit", 0.0)
        return replace(
            mark, credit=max(mark.credit, share), reason="by parts" if not verdict and share else mark.reason
        )

    def _marked(self, verdict: Any) -> Mark:
        return marked(verdict, self.exercise, self.scheme, rules_of(*self.derivations))

    def _by_parts(self, verdict: TopicVerdict, whole: Mark) -> Mark:
        """Every entry counts for its share; a slip that explains all of them leaves what any slip leaves."""
        marks = [self._marked(each) for each in verdict.entries]
        share = sum(mark.credit for mark in marks) / len(marks)
        about_all = {slip.id for slip in SLIPS if slip.topic == self.explanation.topic}
        is_one = any(slip.id in about_all for slip in whole.slips)
        parts = zip(self.judge.labels, marks, strict=True)
        return replace(
            whole,
            credit=max(share, self.scheme.one_slip) if is_one else share,
            reason="by parts",
            says=" ".join(filter(None, (whole.says, *verdict.observations))),
            notes=tuple([note for note in whole.notes if note not in verdict.observations]),
            parts=tuple(
                {"by": label, "verdict": mark.verdict, "credit": mark.credit, "evidence": mark.evidence}
                for label, mark in parts
            ),
        )


def explained(exercise: Exercise) -> Explanation:
    """How the answer to an exercise in a topic is found, however it is judged."""
    return judge_of(exercise.kind, _operands(exercise), log=exercise.log, **_arguments(exercise)).found


def slip_of_task(exercise: Exercise, answer: str) -> Slipped | None:
    """The slip about the task of its topic that leads to the whole of a wrong answer, however that is judged."""
    judge = judge_of(exercise.kind, _operands(exercise), log=exercise.log, **_arguments(exercise))
    try:
        explanations = judge(answer).diagnosis
    except UserError:
        return None
    about_all = {slip.id for slip in SLIPS if slip.topic == exercise.kind}
    found = slips_of(explanations[0]) if explanations else ()
    return next((replace(slip, rule="") for slip in found if slip.id in about_all), None)


def _listed(points: Result) -> Key:
    """Points one after the other; with one variable, numbers."""
    shape = (points.shape[1],) if points.shape[1:] != (1,) else ()
    rows = [Result(tuple([entry.tree for entry in row]), shape) for row in points.rows]
    return Key(", ".join([row.text for row in rows]), r",\ ".join([row.latex for row in rows]))


def _operands(exercise: Exercise) -> Any:
    """What the topic is about; conditions are operands of their own."""
    is_under_condition = "where" in BY_NAME[exercise.kind].operands
    return [exercise.differentiate, *exercise.where] if is_under_condition else exercise.differentiate


def _arguments(exercise: Exercise) -> dict[str, Any]:
    """What the topic is told, as far as the exercise says it."""
    told = [(option, getattr(exercise, field)) for option, field in told_to(exercise.kind)]
    return {option: value for option, value in told if value not in ("", ())}
