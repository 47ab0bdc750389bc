"""Numbers that are said to be values at a point: `x = 2: y' = 9`."""

from __future__ import annotations

from derivtutor.grading.work.meaning import Meaning
from derivtutor.grading.work.reading.lines import Part, Statement
from derivtutor.grading.work.thread import Examiner
from derivtutor.grading.work.verdict import Finding
from derivtutor.notation import linear
from derivtutor.notation.tree import Node, names, substitute


class Point:
    """The point that the student speaks of, once the variable was given a value."""

    def __init__(self, meaning: Meaning, examiner: Examiner) -> None:
        self.meaning = meaning
        self.examiner = examiner
        self.value: Node | None = None

    def is_set_by(self, statement: Statement) -> None:
        """`x = 2`: what is said after this may be about that point."""
        value = statement.parts[-1].tree
        name = statement.defined
        if name is not None and name.name == self.meaning.variable and self.meaning.variable not in names(value):
            self.value = self.meaning.explicit(value)

    def told(self, right: Node, part: Part, value: Node, number: int) -> Finding | None:
        """What is to be told of a number after a point was named; None if the expression is about no point."""
        if self.value is None or self.meaning.variable in names(value) or self.meaning.variable not in names(right):
            return None
        expected = substitute(right, {self.meaning.variable: self.value})
        if self.examiner.known(expected).compare(value).relation == "equal":
            message = f"This is its value at {self.meaning.variable} = {linear.unicode(self.value)}."
            return Finding("note", message, part.columns(), part.tree)
        return self.examiner.wrong_at(self.value, part, value, expected, number)
