"""The function of the problem in other forms: expanded, as a power, over one bar, or wrongly so."""

from __future__ import annotations

from collections.abc import Sequence

from derivtutor.grading import sentences
from derivtutor.grading.workings.claims import Claims
from derivtutor.grading.workings.foresight import Foresight
from derivtutor.grading.workings.reading.statement import Part
from derivtutor.grading.workings.slips import slips_of_derivative, slips_of_rewriting
from derivtutor.grading.workings.thread import FUNCTION, Thread
from derivtutor.grading.workings.verdict import Finding
from derivtutor.notation.tree import Derivative, Node


class Rewriting:
    """The chain of expressions that are said to be equal to the function; the derivative is taken of the last."""

    def __init__(self, claims: Claims, foresight: Foresight) -> None:
        self.claims = claims
        self.foresight = foresight
        self.meaning = claims.meaning
        self.examiner = claims.examiner
        problem = self.meaning.function
        self.thread = Thread(self.examiner.known(problem), problem, problem, subject=FUNCTION)

    def is_function(self, value: Node) -> bool:
        """Whether a value is that of the function."""
        return self.examiner.places.alike(value, self.meaning.function)

    def is_meant(self, value: Node, number: int, labelled: bool) -> bool:
        """Whether a value that is neither function nor derivative was meant as the function in another form.

        It is so where a line below is its derivative, and more likely where the derivative is named below, or where it
        is `labelled` with the function's name.
        """
        if self.claims.reached(value):
            return False
        if self.is_function(value) or self.foresight.differentiates(value, number):
            return True
        if slips_of_rewriting(self.thread.before, value, self.meaning) or self.foresight.comes_after(number):
            return True
        asked = Derivative(self.meaning.function, self.meaning.variable)
        return labelled and not slips_of_derivative(asked, value, self.meaning)

    def judge(self, parts: Sequence[Part], number: int) -> list[Finding]:
        """Expressions that are said to be equal to the function."""
        findings = []
        for part in parts:
            explicit = self.claims.understood(part.tree)
            value = self.meaning.value(explicit)
            same_value = self.claims.point.finding(self.meaning.function, part, value, number)
            if same_value is not None:
                findings.append(same_value)
                continue
            if self.is_function(value):
                message = sentences.FUNCTION_REWRITTEN
                if not self.thread.sound:
                    message = sentences.FUNCTION_AGAIN.format(number=self.thread.number)
                self.thread.has_come_to(explicit, part.tree, number, sound=True)
                findings.append(Finding("note", message, part.columns(), part.tree))
            elif self.examiner.follows(self.thread, value):
                findings.append(self.examiner.followed(self.thread, part, explicit, number))
            else:
                findings.append(self.examiner.wrong(self.thread, part, explicit, number, None))
            self.claims.starts_from(self.thread)
        return findings

    def believe(self, function: Node, number: int) -> None:
        """Go on from a function of which a part was miscopied."""
        self.thread.has_come_to(function, function, number, sound=False)
        self.claims.starts_from(self.thread)
