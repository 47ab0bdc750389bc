"""Tangent lines, as `y = 4x - 4`, in point-slope form, or as any equation of the same line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

import msgspec

from derivtutor.calculus.tangents.tangent_line import Tangent, slope_intercept, tangent_line
from derivtutor.exercises import sentences
from derivtutor.exercises.kinds.derivative import shown_point
from derivtutor.exercises.kinds.inputs import Input, foreseen, with_signs
from derivtutor.exercises.kinds.key import shortest
from derivtutor.exercises.kinds.question import Key, Question, Worked, same_expressions
from derivtutor.exercises.kinds.topic import slip_of_task
from derivtutor.exercises.mark import Mark, Slipped, right, wrong
from derivtutor.exercises.model import Exercise, Scheme
from derivtutor.grading.answer import EQUALS, in_letters
from derivtutor.grading.comparison import Known
from derivtutor.grading.judge import evidence
from derivtutor.grading.wording import announced, check_letters, without_marks
from derivtutor.language import translated
from derivtutor.notation import linear
from derivtutor.notation.latex import latex
from derivtutor.notation.reader import read
from derivtutor.notation.tree import (
    KEEPING,
    Name,
    Negation,
    Node,
    Number,
    Product,
    Quotient,
    Sum,
    Unknown,
    fold,
    names,
    parts,
    substitute,
    with_children,
)

_NAME = re.compile(r"^\s*[A-Za-z]\w*\s*:\s*")
_LABEL = re.compile(r"^\s*\$*\s*[A-Za-z]\w*\s*(\(\s*\w+\s*\))?\s*$")


class TangentJudge:
    """Judges lines by the tangent that they should be; the key is as short as numbers allow."""

    def __init__(self, tangent: Tangent) -> None:
        self.tangent = tangent
        self.variable = tangent.derivation.variable
        has_letters = bool(tangent.letters - {self.variable})
        short = (
            slope_intercept(shortest(tangent.slope), shortest(tangent.cut), self.variable) if not has_letters else None
        )
        self.line = short or tangent.line
        self.known = Known(self.line, tangent.letters)

    def solved(self, left: Node, right: Node) -> Node | None:
        """The height by an equation of a line, which must have it in the first power; None for any other equation."""
        difference, height = Sum((left, Negation(right))), Name(self.tangent.height)
        if height.name not in names(difference):
            return None
        start, one = (substitute(difference, {height.name: Number(value)}) for value in range(2))
        rate = Sum((one, Negation(start)))
        is_affine = _equal(difference, Sum((start, Product((rate, height))))) and not _equal(rate, Number(0))
        return Negation(Quotient(start, rate)) if is_affine else None

    def fault(self, tree: Node) -> tuple[str, str, bool]:
        """What is wrong with a line, what to say, and whether half of it is right: its slope, or a point of it."""
        slope = self.tangent.slope
        if _equal(tree, slope):
            return "tangent-slope-only", sentences.SLOPE_ONLY, False
        if _equal(tree, self.tangent.derivation.answer):
            return "tangent-slope-not-evaluated", sentences.SLOPE_EVERYWHERE, False
        steps = [substitute(tree, {self.variable: Sum((Name(self.variable), Number(step)))}) for step in (1, 2)]
        rise = Sum((steps[0], Negation(tree)))
        if not _equal(Sum((steps[1], Negation(steps[0]))), rise):
            return "tangent-not-a-line", sentences.A_CURVE, False
        if _equal(rise, slope):
            return "tangent-not-through-point", sentences.MISSES_THE_POINT, True
        if _equal(substitute(tree, self.tangent.point), self.tangent.value):
            return "tangent-wrong-slope", sentences.SLOPE_WRONG, True
        return "", sentences.NOT_THE_TANGENT, False


def _equal(left: Node, right: Node) -> bool:
    return Known(right, names(left) | names(right)).compare(left).relation == "equal"


class TangentQuestion(Question):
    """A function and a point; the answer is the line that touches it there."""

    def __init__(self, exercise: Exercise, scheme: Scheme) -> None:
        super().__init__(exercise, scheme)
        self.tangent = tangent_line(exercise.differentiate, exercise.at, exercise.variable or None, exercise.log)
        self.judge = TangentJudge(self.tangent)
        self._workings = (Worked(self.tangent.derivation),)
        self._letters = self.tangent.letters | {self.tangent.height}

    def _usual_task(self) -> str:
        variable, height = self.judge.variable, self.tangent.height
        at = shown_point({variable: self.tangent.place})
        says = translated("Find the tangent to {function} at {at}. Answer with an equation, {blank}")
        return says.format(function=f"${height} = {self._function}$", at=f"${at}$", blank=f"${height} = …$")

    @property
    def inputs(self) -> tuple[Input, ...]:
        everywhere = self.tangent.derivation.answer
        likely = [substitute(everywhere, self.tangent.point), everywhere]
        return (
            Input(
                sort="formula",
                expected=self.judge.line,
                left=self.tangent.height,
                letters=self._letters,
                variable=self.judge.variable,
                wrong=lambda: foreseen(likely, self.mark),
            ),
        )

    @cached_property
    def key(self) -> Key:
        height, line = self.tangent.height, self.judge.line
        return Key(f"{height} = {linear.text(line)}", f"{height} = {latex(line)}")

    def spellings(self) -> Iterable[str]:
        return self.key.text, linear.text(self.judge.line), f"{self.tangent.height} = {with_signs(self.judge.line)}"

    def same(self, answer: str, other: str) -> bool:
        sides = [EQUALS.split(without_marks(text)) for text in (answer, other)]
        bare = [side[-1] if len(side) == 1 or _LABEL.match(side[0]) else "=".join(side) for side in sides]
        return same_expressions(bare[0], bare[1], self.exercise.log)

    def _mark(self, answer: str) -> Mark:
        """A slip that leads to just this line says more than where the line lies."""
        mark = self._of_line(answer)
        slip = None if mark.is_right else slip_of_task(self.exercise, answer)
        if slip is None or slip.id in [each.id for each in mark.slips]:
            return mark
        return msgspec.structs.replace(mark, slips=(slip,), says=self.exercise.feedback.get(slip.id, slip.hint))

    def _of_line(self, answer: str) -> Mark:
        typed = without_marks(answer)
        typed = announced(typed, self._letters) or typed
        sides = EQUALS.split(_NAME.sub("", typed).strip("$").rstrip(".,; "))
        is_labelled = bool(_LABEL.match(sides[0])) and sides[0].strip() != self.judge.variable
        if len(sides) == 2 and not is_labelled:
            return self._equation(*[self._side(side) for side in sides])
        tree = self._side(sides[-1])
        return self._judged(tree, linear.text(tree))

    def _side(self, typed: str) -> Node:
        """One side, in the letters of the line; `f(x)` is its height."""
        tree = self._with_height(read(typed.strip().strip("$"), log=self.exercise.log).tree)
        if unknown := [node for node in parts(tree) if isinstance(node, Unknown)]:
            raise sentences.STILL_A_FUNCTION(function=linear.text(unknown[0]))
        tree, _ = in_letters(tree, self._letters)
        check_letters(typed, names(tree), self._letters)
        return tree

    def _with_height(self, tree: Node) -> Node:
        def height(called: Unknown, children: list[Node]) -> Node:
            is_height = children == [Name(self.judge.variable)] and not any(called.orders)
            return Name(self.tangent.height) if is_height else with_children(called, tuple(children))

        return fold(tree, {**KEEPING, Unknown: height})

    def _equation(self, left: Node, right: Node) -> Mark:
        read_as = f"{linear.text(left)} = {linear.text(right)}"
        tree = self.judge.solved(left, right)
        return wrong(read_as, sentences.NOT_THE_TANGENT) if tree is None else self._judged(tree, read_as)

    def _judged(self, tree: Node, read_as: str) -> Mark:
        strange = sorted(names(tree) - self.tangent.letters)
        if strange:
            return wrong(read_as, sentences.STRANGE_LETTER.format(letter=strange[0]))
        known = self.judge.known
        outcome = known.compare(tree)
        if outcome.relation == "equal":
            return right(read_as, evidence(known, tree, outcome, True).as_dict())
        slip, says, is_half = self.judge.fault(tree)
        return Mark(
            verdict="incorrect",
            credit=self.scheme.one_slip if is_half else 0.0,
            reason="one slip" if is_half else "wrong",
            read_as=read_as,
            says=self.exercise.feedback.get(slip, says),
            slips=(Slipped(slip, "", linear.text(self.judge.line), says),) if slip else (),
        )
