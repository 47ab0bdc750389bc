"""Tangent lines, as `y = 4x - 4`, in point-slope form, or as any equation of the same line."""

from __future__ import annotations

import re
from functools import cached_property

from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.tidy import tidied
from derivtutor.errors import UserError
from derivtutor.exercises.kinds.derivative import shown_point
from derivtutor.exercises.kinds.key import shortest
from derivtutor.exercises.kinds.question import EMPTY, Key, same_expressions, unreadable, with_function
from derivtutor.exercises.mark import Mark, Slipped
from derivtutor.exercises.model import Exercise, Scheme
from derivtutor.grading.answer import EQUALS, in_letters
from derivtutor.grading.asked import Asked
from derivtutor.grading.comparison import Known
from derivtutor.grading.judge import evidence
from derivtutor.grading.undefined import UNDEFINED
from derivtutor.grading.wording import announced, check_letters, without_marks
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


class TangentQuestion:
    """A function and a point; the answer is the line that touches it there."""

    def __init__(self, exercise: Exercise, scheme: Scheme) -> None:
        self.exercise = exercise
        self.scheme = scheme
        self.asked = asked = Asked.of(exercise.differentiate, exercise.variable or None, 1, exercise.at, exercise.log)
        self.variable = Name(asked.variable)
        if asked.variable not in asked.point:
            raise UserError("The point has no value for the variable.", f"Write for example at: {asked.variable}=2")
        self.height = "y" if asked.variable != "y" and "y" not in asked.letters else "z"
        self.slope, self.value = asked.expected, asked.here(asked.function)
        exists = asked.expected != UNDEFINED and asked.known.is_comparable
        if not (exists and Known(self.value, asked.letters).is_comparable):
            raise UserError("There is no tangent at this point.", "Choose a point at which the function has a slope.")
        self.line = self._key_line()
        self.letters = frozenset({asked.variable}) | asked.letters
        self._known = Known(self.line, self.letters)

    def _key_line(self) -> Node:
        """The tangent as `m x + b`, in numbers that are worked out if there are no other letters."""
        place = self.asked.point[self.variable.name]
        height = Sum((self.value, Negation(Product((self.slope, place)))))
        if self.asked.letters:
            return tidied(Sum((Product((self.slope, Sum((self.variable, Negation(place))))), self.value)))
        return tidied(Sum((Product((shortest(self.slope), self.variable)), shortest(height))))

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
        height = self.height
        return f"Find the tangent to ${height} = {function}$ at ${at}$. Answer with an equation, ${height} = …$"

    @cached_property
    def key(self) -> Key:
        return Key(f"{self.height} = {linear.text(self.line)}", f"{self.height} = {latex(self.line)}")

    def same(self, answer: str, other: str) -> bool:
        sides = [EQUALS.split(without_marks(text)) for text in (answer, other)]
        bare = [side[-1] if len(side) == 1 or _LABEL.match(side[0]) else "=".join(side) for side in sides]
        return same_expressions(bare[0], bare[1], self.exercise.log)

    def mark(self, answer: str) -> Mark:
        if not answer.strip():
            return EMPTY
        try:
            return self._mark(answer)
        except UserError as error:
            return unreadable(error)

    def _mark(self, answer: str) -> Mark:
        typed = without_marks(answer)
        typed = announced(typed, self.letters | {self.height}) or typed
        sides = EQUALS.split(_NAME.sub("", typed).strip("$").rstrip(".,; "))
        is_labelled = bool(_LABEL.match(sides[0])) and sides[0].strip() != self.variable.name
        if len(sides) == 2 and not is_labelled:
            return self._equation(*[self._side(side) for side in sides])
        tree = self._side(sides[-1])
        return self._judged(tree, linear.text(tree))

    def _side(self, typed: str) -> Node:
        """One side, in the letters of the line; `f(x)` is its height."""
        tree = self._with_height(read(typed.strip().strip("$"), log=self.exercise.log).tree)
        if unknown := [node for node in parts(tree) if isinstance(node, Unknown)]:
            raise UserError(f"The answer still has {linear.text(unknown[0])} in it.", "Work it out.")
        tree, _ = in_letters(tree, self.letters | {self.height})
        check_letters(typed, names(tree), self.letters | {self.height})
        return tree

    def _with_height(self, tree: Node) -> Node:
        def height(called: Unknown, children: list[Node]) -> Node:
            is_height = children == [self.variable] and not any(called.orders)
            return Name(self.height) if is_height else with_children(called, tuple(children))

        return fold(tree, {**KEEPING, Unknown: height})

    def _equation(self, left: Node, right: Node) -> Mark:
        """Any equation of one line is solved for the height, which it must have in the first power."""
        difference, height = Sum((left, Negation(right))), Name(self.height)
        read_as = f"{linear.text(left)} = {linear.text(right)}"
        if self.height not in names(difference):
            return Mark(verdict="incorrect", credit=0.0, reason="wrong", read_as=read_as, says=_WRONG)
        start, one = (substitute(difference, {self.height: Number(value)}) for value in range(2))
        rate = Sum((one, Negation(start)))
        is_affine = self._is(difference, Sum((start, Product((rate, height))))) and not self._is(rate, Number(0))
        if not is_affine:
            return Mark(verdict="incorrect", credit=0.0, reason="wrong", read_as=read_as, says=_WRONG)
        return self._judged(Negation(Quotient(start, rate)), read_as)

    def _judged(self, tree: Node, read_as: str) -> Mark:
        strange = sorted(names(tree) - self.letters)
        if strange:
            says = f"The letter {strange[0]} does not belong on this side of the line's equation."
            return Mark(verdict="incorrect", credit=0.0, reason="wrong", read_as=read_as, says=says)
        outcome = self._known.compare(tree)
        if outcome.relation == "equal":
            found = evidence(self._known, tree, outcome, True).as_dict()
            return Mark(verdict="correct", credit=1.0, reason="right", read_as=read_as, evidence=found)
        slip, says, is_half = self._wrong(tree)
        return Mark(
            verdict="incorrect",
            credit=self.scheme.one_slip if is_half else 0.0,
            reason="one slip" if is_half else "wrong",
            read_as=read_as,
            says=self.exercise.feedback.get(slip, says),
            slips=(Slipped(slip, "", linear.text(self.line), says),) if slip else (),
        )

    def _wrong(self, tree: Node) -> tuple[str, str, bool]:
        """What is wrong with a line, what to say, and whether half of it is right: its slope, or a point of it."""
        if self._is(tree, self.slope):
            return "tangent-slope-only", "That is the slope. The tangent is a line with this slope.", False
        if self._is(tree, self.derivation.answer):
            return "tangent-slope-not-evaluated", "That is the slope at every point: take its value at this one.", False
        steps = [substitute(tree, {self.variable.name: Sum((self.variable, Number(step)))}) for step in (1, 2)]
        rise = Sum((steps[0], Negation(tree)))
        if not self._is(Sum((steps[1], Negation(steps[0]))), rise):
            return "tangent-not-a-line", "That is a curve. A tangent is a straight line.", False
        if self._is(rise, self.slope):
            return "tangent-not-through-point", "The slope is right; the line misses the point.", True
        if self._is(self._at_point(tree), self.value):
            return "tangent-wrong-slope", "The line goes through the point; its slope is wrong.", True
        return "", _WRONG, False

    def _at_point(self, tree: Node) -> Node:
        return substitute(tree, self.asked.point)

    def _is(self, left: Node, right: Node) -> bool:
        return Known(right, names(left) | names(right)).compare(left).relation == "equal"


_WRONG = "That is not the tangent at this point."
