"""Tangent lines, as `y = 4x - 4`, in point-slope form, or as any equation of the same line."""

from __future__ import annotations

import re
from functools import cached_property

from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.tidy import tidied
from derivtutor.errors import UserError
from derivtutor.exercises.kinds.derivative import shown_point
from derivtutor.exercises.kinds.question import EMPTY, Key, unreadable, with_function
from derivtutor.exercises.mark import Mark, Slip
from derivtutor.exercises.model import Exercise, Scheme
from derivtutor.grading.asked import Asked
from derivtutor.grading.comparison import Known
from derivtutor.notation import linear
from derivtutor.notation.latex import latex
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Name, Negation, Node, Number, Product, Sum, names, substitute

_EQUALS = re.compile(r"(?<![<>!=:])=(?!=)")
_LABEL = re.compile(r"^\s*\$*\s*[A-Za-z]\w*\s*(\(\s*\w+\s*\))?\s*$")


class TangentQuestion:
    """A function and a point; the answer is the line that touches it there."""

    def __init__(self, exercise: Exercise, scheme: Scheme) -> None:
        self.exercise = exercise
        self.scheme = scheme
        self.asked = asked = Asked.of(exercise.differentiate, exercise.variable or None, 1, exercise.at)
        self.variable = Name(asked.variable)
        if asked.variable not in asked.point:
            raise UserError("The point has no value for the variable.", f"Write for example at: {asked.variable}=2")
        self.height = "y" if asked.variable != "y" and "y" not in asked.letters else "z"
        self.slope, self.value = asked.expected, asked.here(asked.function)
        step = Sum((self.variable, Negation(asked.point[asked.variable])))
        self.line = tidied(Sum((Product((self.slope, step)), self.value)))
        self.letters = frozenset({asked.variable}) | asked.letters
        self._known = Known(self.line, self.letters)
        if not self._known.is_comparable:
            raise UserError("There is no tangent at this point.", "Choose a point at which the function has a slope.")

    @property
    def derivation(self) -> Derivation:
        """How the function is differentiated."""
        return self.asked.derivation

    @property
    def derivations(self) -> tuple[Derivation, ...]:
        return (self.derivation,)

    @cached_property
    def statement(self) -> str:
        function = self.asked.derivation.function.latex
        if self.exercise.text:
            return with_function(self.exercise.text, function)
        at = shown_point({self.variable.name: self.asked.point[self.variable.name]})
        return f"Find the tangent to ${self.height} = {function}$ at ${at}$. Answer with ${self.height} = …$."

    @cached_property
    def key(self) -> Key:
        return Key(f"{self.height} = {linear.text(self.line)}", f"{self.height} = {latex(self.line)}")

    def mark(self, answer: str) -> Mark:
        if not answer.strip():
            return EMPTY
        try:
            return self._mark(answer)
        except UserError as error:
            return unreadable(error)

    def _mark(self, answer: str) -> Mark:
        sides = _EQUALS.split(answer.strip().strip("$").rstrip(".,; "))
        if len(sides) == 2 and not _LABEL.match(sides[0]):
            return self._equation(*[read(side).tree for side in sides])
        tree = read(sides[-1].strip().strip("$")).tree
        if self._known.compare(tree).relation == "equal":
            return _right(linear.text(tree))
        return self._wrong(tree)

    def _equation(self, left: Node, right: Node) -> Mark:
        """Any equation that holds on the line, and beside it does not."""
        difference = Sum((left, Negation(right)))
        read_as = f"{linear.text(left)} = {linear.text(right)}"
        if self.height in names(difference):
            on = substitute(difference, {self.height: self.line})
            beside = substitute(difference, {self.height: Sum((self.line, Number(1)))})
            zero = Known(Number(0), self.letters)
            if zero.compare(on).relation == "equal" and zero.compare(beside).relation == "different":
                return _right(read_as)
        return Mark(verdict="incorrect", credit=0.0, reason="wrong", read_as=read_as, says=_WRONG)

    def _wrong(self, tree: Node) -> Mark:
        """What is right about a line that is wrong."""
        same_slope = self._is(Sum((tree, Negation(self._at_point(tree)))), Sum((self.line, Negation(self.value))))
        through = self._is(self._at_point(tree), self.value)
        slip, says, credit = "", _WRONG, 0.0
        if self._is(tree, self.slope):
            slip, says = "tangent-slope-only", "That is the slope. The tangent is a line with this slope."
        elif self._is(tree, self.derivation.answer):
            slip, says = "tangent-slope-not-evaluated", "That is the slope at every point: take its value at this one."
        elif same_slope:
            slip, says, credit = "tangent-not-through-point", "The slope is right; the line misses the point.", 1.0
        elif through:
            slip, says, credit = "tangent-wrong-slope", "The line goes through the point; its slope is wrong.", 1.0
        return Mark(
            verdict="incorrect",
            credit=credit * self.scheme.one_slip,
            reason="one slip" if credit else "wrong",
            read_as=linear.text(tree),
            says=self.exercise.feedback.get(slip, says),
            slips=(Slip(slip, "", linear.text(self.line), says),) if slip else (),
        )

    def _at_point(self, tree: Node) -> Node:
        return substitute(tree, self.asked.point)

    def _is(self, left: Node, right: Node) -> bool:
        letters = (names(left) | names(right)) - {self.height}
        return Known(right, letters).compare(left).relation == "equal"


_WRONG = "That is not the tangent at this point."
SLIPS = ("tangent-slope-only", "tangent-slope-not-evaluated", "tangent-not-through-point", "tangent-wrong-slope")
"""What can be said about a wrong tangent."""


def _right(read_as: str) -> Mark:
    evidence = {"certainty": "agrees", "method": "100 digits"}
    return Mark(verdict="correct", credit=1.0, reason="right", read_as=read_as, evidence=evidence)
