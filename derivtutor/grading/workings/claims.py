"""What is said of the derivative that is asked for: how far the chain of its expressions has come, in which order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from derivtutor.grading import sentences
from derivtutor.grading.asked import Asked
from derivtutor.grading.judge import evidence
from derivtutor.grading.verdict import Evidence
from derivtutor.grading.workings.guesses import guessed
from derivtutor.grading.workings.limits import is_limit
from derivtutor.grading.workings.meaning import Meaning, open_derivatives
from derivtutor.grading.workings.point import Point
from derivtutor.grading.workings.reading.limits import STEP
from derivtutor.grading.workings.reading.statement import Part
from derivtutor.grading.workings.slips import slips_between
from derivtutor.grading.workings.statements import (
    FORMULA_LETTERS,
    is_worked_out,
    named_derivative,
    part_without_constant,
)
from derivtutor.grading.workings.thread import DERIVATIVE, Examiner, Thread
from derivtutor.grading.workings.verdict import Finding
from derivtutor.notation import linear
from derivtutor.notation.tree import CONSTANTS, Derivative, Node, Number, Piecewise, Sum, names


class Claims:
    """The chain of expressions for the derivative.

    `main` is the chain, of the order `order` reached so far; up to order `worked_out` the derivative was written with
    nothing left to do. Nothing was `claimed` yet as long as only the function and its parts were written about.
    """

    def __init__(self, asked: list[Asked], meaning: Meaning, examiner: Examiner, point: Point) -> None:
        self.asked = asked
        self.meaning = meaning
        self.examiner = examiner
        self.point = point
        self.order = 1
        first = Derivative(meaning.function, meaning.variable)
        self.main = Thread(asked[0].known, first, first, subject=DERIVATIVE)
        self.claimed = False
        self.worked_out = 0
        self.regions: tuple[tuple[Node, Node], ...] = ()

    @property
    def is_finished(self) -> bool:
        """Whether the derivative has been reached, with nothing left to work out or to put in."""
        return self.claimed and self.main.sound and self.order == len(self.asked) and self.worked_out == self.order

    @cached_property
    def evidence(self) -> Evidence | None:
        """How it is known, once all lines are judged, that what they have come to is right; None where it is not."""
        if not (self.claimed and self.main.sound):
            return None
        value = self.meaning.value(self.main.before)
        return evidence(self.main.true, value, self.main.true.compare(value), True)

    def reached(self, value: Node, order: int = 0) -> int:
        """The order of the derivative that a value is, the order reached so far first; 0 if it is none."""
        orders = [order] if order else sorted(range(1, len(self.asked) + 1), key=lambda one: (one < self.order, one))
        return next((one for one in orders if self.asked[one - 1].known.compare(value).relation == "equal"), 0)

    def is_attempt(self, value: Node) -> bool:
        """Whether a value is the derivative, or what was taken for it."""
        return bool(self.reached(value)) or self.examiner.follows(self.main, value)

    def is_completed_by(self, name: str) -> None:
        """The last letter that was still to be put in was explained: `y' = y (ln x + 1) where y = x^x`."""
        left = {letter for letter in names(self.main.shown) if letter not in self.meaning.letters | CONSTANTS}
        if left == {name} and self.main.number and self.main.sound and not open_derivatives(self.main.before):
            self.worked_out = self.order

    def starts_from(self, function: Thread) -> None:
        """Differentiate the function as the student has rewritten it."""
        if not self.claimed and not open_derivatives(function.before):
            self.main.before = Derivative(function.before, self.meaning.variable)
            self.main.shown = Derivative(function.shown, self.meaning.variable)
            self.main.number = 0 if function.sound else function.number
            self.main.sound = function.sound

    def believe(self, answer: Node, part: Part, number: int) -> None:
        """Go on from a wrong derivative that a side calculation came to."""
        self._go_to(1)
        self.main.has_come_to(answer, part.tree, number, sound=False)

    def understood(self, tree: Node, bound: str = "") -> Node:
        """The explicit form of what the student wrote; a letter that was not introduced is guessed.

        Raises:
            UserError: where a letter has no meaning.
        """
        explicit = self.meaning.explicit(tree)
        undefined = [name for name in self.meaning.undefined(explicit) if name != bound]
        strange = [name for name in undefined if name.rstrip("'") in FORMULA_LETTERS]
        if not strange:
            return explicit
        guess = guessed(tree, frozenset(strange), self.meaning, self.asked[self.order - 1])
        if guess is None:
            letter = strange[0].rstrip("'")
            raise (sentences.STEP_WITHOUT_LIMIT if letter == STEP else sentences.UNKNOWN_LETTER)(letter=letter)
        return guess

    def value(self, part: Part) -> Node:
        """What an expression of the working comes to."""
        return self.meaning.value(self.understood(part.tree))

    def holds(self, explicit: Node, value: Node) -> bool:
        """Whether an expression has this value."""
        return self.examiner.known(self.meaning.value(explicit)).compare(value).relation == "equal"

    def judge(self, parts: Sequence[Part], number: int, order: int) -> list[Finding]:
        """Expressions that are said to be the derivative, of this order where one was named."""
        parts = [part_without_constant(part, self.meaning) for part in parts]
        understood = [self.understood(part.tree) for part in parts]
        return [self.claim(part, explicit, number, order) for part, explicit in zip(parts, understood, strict=True)]

    def claim(self, part: Part, explicit: Node, number: int, order: int) -> Finding:
        """Judge an expression that is said to be the derivative, of this order where one was named."""
        value = self.meaning.value(explicit)
        if named_derivative(part.tree, self.meaning.variable) and isinstance(explicit, Derivative):
            return Finding("note", sentences.WHAT_IS_ASKED, part.columns(), part.tree)
        at_point = self.point.finding(self.asked[max(order, self.order) - 1].derivation.answer, part, value, number)
        if at_point is not None:
            return at_point
        reached = self.reached(value, order)
        self.claimed = True
        if reached and self.differs_before_limit(self.main, explicit):
            return self.examiner.wrong_before_limit(self.main, part, explicit, number)
        if reached:
            self._go_to(reached)
            if is_worked_out(explicit, part.tree, self.meaning):
                self.worked_out = reached
            return self.examiner.right(self.main, part, explicit, number)
        if self.examiner.follows(self.main, value):
            return self.examiner.followed(self.main, part, explicit, number)
        self._go_on_to_next_order(value, order)
        if self.examiner.follows(self.main, value):
            return self.examiner.followed(self.main, part, explicit, number)
        return self.examiner.wrong(self.main, part, explicit, number, self.asked[self.order - 1])

    def differs_before_limit(self, thread: Thread, explicit: Node) -> bool:
        """Whether two limits are equal although what goes to the limit is not: something was got wrong on the way."""
        before = thread.before
        if not (is_limit(before) and is_limit(explicit) and before.children[1:] == explicit.children[1:]):
            return False
        one, other = (self.meaning.value(node.children[0]) for node in (before, explicit))
        letter = names(explicit.children[1])
        return bool(letter & names(other)) and not self.holds(one, other)

    def claim_where(self, part: Part, condition: Node, number: int) -> Finding:
        """Judge what is said to be the derivative where a condition holds: `2 for x > 2`."""
        explicit = self.understood(part.tree)
        value = self.meaning.value(explicit)
        answer = self.asked[self.order - 1].derivation.answer
        here = Piecewise((value, answer), (condition,))
        if self.reached(value) or not self.reached(here):
            return self.claim(part, explicit, number, 0)
        if self.reached(Piecewise((Sum((answer, Number(1))), answer), (condition,))):
            message = sentences.RIGHT_NOWHERE.format(condition=linear.unicode(condition))
            return Finding("note", message, part.columns(), part.tree)
        self.claimed = True
        self.regions = (*self.regions, (value, condition))
        values, conditions = zip(*self.regions, strict=True)
        if self.reached(Piecewise((*values, Sum((answer, Number(1)))), conditions)):
            self.worked_out = self.order
        message = sentences.RIGHT_WHERE.format(number=number, condition=linear.unicode(condition))
        return Finding("right", message, part.columns(), part.tree)

    def _go_to(self, order: int) -> None:
        if order != self.order:
            before = self.main.before
            plain = order == self.order + 1 and not open_derivatives(before)
            function, times = (before, 1) if plain else (self.meaning.function, order)
            asked = Derivative(function, self.meaning.variable, times)
            known, number, sound = self.asked[order - 1].known, self.main.number, self.main.sound
            self.main = Thread(known, asked, asked, number, sound, DERIVATIVE)
            self.order = order

    def _go_on_to_next_order(self, value: Node, order: int) -> None:
        """Take a wrong expression for an attempt at the next derivative, if that is the more likely."""
        last = len(self.asked)
        if order or self.order == last:
            self._go_to(max(order, self.order))
        elif self.main.number == 0:
            if not slips_between(self.main.before, value, self.meaning):
                self._go_to(last)
        elif not open_derivatives(self.main.before):
            attempt = Derivative(self.main.before, self.meaning.variable)
            if not self.main.sound or slips_between(attempt, value, self.meaning):
                self._go_to(self.order + 1)
