"""Side calculations: `u' = 2x`, `ln y = x ln x`, equations beside the derivative."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from derivtutor.grading.workings.claims import Claims
from derivtutor.grading.workings.limits import is_limit
from derivtutor.grading.workings.meaning import open_derivatives, with_part
from derivtutor.grading.workings.places import occurs
from derivtutor.grading.workings.reading.statement import Part
from derivtutor.grading.workings.rewriting import Rewriting
from derivtutor.grading.workings.slips import implied_derivative
from derivtutor.grading.workings.thread import Thread
from derivtutor.grading.workings.verdict import Finding
from derivtutor.notation.tree import Derivative, Node, Unknown, parts


class SideCalculations:
    """The chains beside the derivative.

    `current` is the one that the line before was about, if it was not about the derivative. `equations` are those
    whose sides may be differentiated, with whether they are true. `at_point` is the chain of the derivative at a point.
    """

    def __init__(self, claims: Claims, rewriting: Rewriting) -> None:
        self.claims = claims
        self.rewriting = rewriting
        self.meaning = claims.meaning
        self.examiner = claims.examiner
        self.current: Thread | None = None
        self.at_point: tuple[Thread, Node] | None = None
        self.is_wrong = False
        self.equations: list[tuple[Node, Node, bool]] = []

    def in_other_forms(self, parts: Sequence[Part], number: int) -> list[Finding]:
        """Expressions that are said to be the function."""
        self.current = self.rewriting.thread
        return self.rewriting.judge(parts, number)

    def begin(self, first: Node, explicit: Node, parts: Sequence[Part], number: int, bound: str) -> list[Finding]:
        """A side calculation; what is got wrong in it is believed in what follows, so that this is seen to follow."""
        self.current = thread = self.examiner.side(first, explicit)
        value = self.meaning.value(explicit)
        self.claims.point.is_used_in(explicit)
        point = self._point(first, explicit)
        self.at_point = self.at_point if point is None else (thread, point)
        self._go_on_from_wrong(thread, explicit)
        for left, right, sound in self.equations if open_derivatives(explicit) else ():
            if self.claims.holds(Derivative(left, self.meaning.variable), value):
                thread.before = thread.shown = Derivative(right, self.meaning.variable)
                thread.sound = sound
                break
        findings = self.chain(thread, parts, number, bound, explicit)
        if self._is_foreign(explicit):
            # What is true of another function is no step of this working, however much of it is written.
            return [replace(finding, status="note") if finding.status == "right" else finding for finding in findings]
        if not open_derivatives(explicit) and not bound:
            self.equations.append((explicit, thread.before, thread.sound))
        return findings

    def _point(self, first: Node, explicit: Node) -> Node | None:
        """The 2 of `f'(2)`, where f is the function of the problem; None for anything else."""
        if is_limit(explicit) and explicit.children[0] == Derivative(self.meaning.function, self.meaning.variable):
            return explicit.children[2]
        own = self.meaning.functions.get(first.name) if isinstance(first, Unknown) and first.orders == (1,) else None
        if own is None or not self.rewriting.is_function(self.meaning.explicit(own[1], own[0])):
            return None
        return self.meaning.explicit(first.children[0])

    @property
    def point_found(self) -> Node | None:
        """The point at which the derivative was found, with nothing left to do; None where it was not."""
        thread, point = self.at_point or (None, None)
        if thread is None or not thread.number or not thread.sound:
            return None
        is_open = any(isinstance(node, Unknown | Derivative) for node in parts(thread.before))
        return None if is_open else point

    def _is_foreign(self, explicit: Node) -> bool:
        """Whether this asks for the derivative of something that is no part of the problem in any form so far."""
        if not isinstance(explicit, Derivative) or explicit.variable != self.meaning.variable:
            return False
        forms = (
            self.meaning.function,
            self.rewriting.thread.before,
            *[side for one in self.equations for side in one[:2]],
        )
        if self.claims.reached(self.meaning.value(explicit)):
            return False
        value = self.meaning.value(explicit.operand)
        return not any(occurs(value, self.meaning.value(form), self.examiner.places) for form in forms)

    def _go_on_from_wrong(self, thread: Thread, explicit: Node) -> None:
        """A value of the derivative follows from what the derivative was taken for."""
        main = self.claims.main
        believed = with_part(explicit, Derivative(self.meaning.function, self.meaning.variable), main.before)
        if not main.sound and believed != explicit and not open_derivatives(main.before):
            thread.before, thread.sound, thread.number = believed, False, main.number

    def chain(
        self, thread: Thread, parts: Sequence[Part], number: int, bound: str = "", start: Node | None = None
    ) -> list[Finding]:
        """A side calculation, expression by expression; `start` is what it calculates."""
        findings = []
        start = thread.before if start is None else start
        understood = [self.claims.understood(part.tree, bound) for part in parts]
        for part, explicit in zip(parts, understood, strict=True):
            value = self.meaning.value(explicit)
            is_true = thread.true.compare(value).relation == "equal"
            if is_true and thread.number and self.claims.differs_before_limit(thread, explicit):
                self.is_wrong = True
                findings.append(self.examiner.wrong_before_limit(thread, part, explicit, number))
            elif is_true:
                findings.append(self.examiner.right(thread, part, explicit, number))
            elif self.examiner.follows(thread, value):
                findings.append(self.examiner.followed(thread, part, explicit, number))
            else:
                self.is_wrong = True
                findings.append(self.examiner.wrong(thread, part, explicit, number, None))
            if thread.sound:
                self.meaning.remember(start, explicit)
            else:
                self._believe(start, explicit, part, number)
        return findings

    def _believe(self, start: Node, explicit: Node, part: Part, number: int) -> None:
        if isinstance(start, Derivative) and start.variable != self.meaning.variable and start.order == 1:
            own = self.meaning.explicit(part.tree, start.variable)
            self.meaning.believe(start, self.meaning.value(own))
            return
        implied = implied_derivative(start, self.meaning.value(explicit), self.meaning)
        if implied is None:
            return
        goal, answer = implied
        if goal.operand == self.meaning.function or self.rewriting.is_function(goal.operand):
            self.claims.believe(answer, part, number)
        else:
            self.meaning.believe(goal, answer)
