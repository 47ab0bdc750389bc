"""Numbers that are said to be values at a point: `x = 2: y' = 9`."""

from __future__ import annotations

import re

from derivtutor.grading import sentences
from derivtutor.grading.comparison import Known
from derivtutor.grading.workings.limits import is_limit
from derivtutor.grading.workings.meaning import Meaning
from derivtutor.grading.workings.reading.statement import Part, Statement
from derivtutor.grading.workings.thread import Examiner
from derivtutor.grading.workings.verdict import Finding
from derivtutor.notation import linear
from derivtutor.notation.nearness import are_near
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import (
    CONSTANTS,
    Derivative,
    Name,
    Negation,
    Node,
    Number,
    Product,
    Quotient,
    Sum,
    Unknown,
    names,
    parts,
    substitute,
)


class Point:
    """The point that the student speaks of, once the variable was given a value."""

    def __init__(self, meaning: Meaning, examiner: Examiner) -> None:
        self.meaning = meaning
        self.examiner = examiner
        self.value: Node | None = None
        self.last: Node | None = None

    def is_set_by(self, statement: Statement) -> None:
        """`x = 2`: what is said after this may be about that point."""
        value = statement.parts[-1].tree
        name = statement.defined
        if name is not None and name.name == self.meaning.variable and self.meaning.variable not in names(value):
            self.value = self.last = self.meaning.explicit(value)

    def is_used_in(self, explicit: Node) -> None:
        """Note the point of `y'(3)`, of which a tangent may be told later."""
        if is_limit(explicit) and explicit.children[1] == Name(self.meaning.variable):
            self.last = explicit.children[2]

    def tangent(self, derivative: Node) -> Node:
        """The tangent of the function at the last point."""
        variable, point = self.meaning.variable, self.last or Number(0)
        value, slope = (substitute(node, {variable: point}) for node in (self.meaning.function, derivative))
        return Sum((value, Product((slope, Sum((Name(variable), Negation(point)))))))

    def finding(self, right: Node, part: Part, value: Node, number: int) -> Finding | None:
        """What is to be told of a number after a point was named; None if the expression is about no point."""
        if self.value is None or self.meaning.variable in names(value) or self.meaning.variable not in names(right):
            return None
        expected = substitute(right, {self.meaning.variable: self.value})
        if self.examiner.known(expected).compare(value).relation == "equal":
            message = sentences.VALUE_AT.format(variable=self.meaning.variable, point=linear.unicode(self.value))
            return Finding("note", message, part.columns(), part.tree)
        return self.examiner.wrong_at(self.value, part, value, expected, number)


def line_through(statement: Statement, label: str, meaning: Meaning) -> Node | None:
    """The right side of `y = m x + b`, whatever form the equation has; None if it is no straight line."""
    left, right = (meaning.explicit(part.tree, label) for part in statement.parts)
    if set(meaning.undefined(left)) - {label} or any(
        isinstance(node, Derivative | Unknown) for node in (*parts(left), *parts(right))
    ):
        return None
    gap = Sum((left, Negation(right)))
    at = {value: substitute(gap, {label: Number(value)}) for value in (0, 1)}
    rate = Sum((at[1], Negation(at[0])))
    line = Negation(Quotient(at[0], rate))
    variable = meaning.variable
    if variable in names(rate) and label not in names(left):
        return None
    low, middle, high = (substitute(line, {variable: Number(value)}) for value in (0, 1, 2))
    bend = Sum((low, high, Negation(Product((Number(2), middle)))))
    known = Known(bend, names(bend) - CONSTANTS)
    return line if known.is_comparable and known.compare(Number(0)).relation == "equal" else None


def is_rounded(exact: Node, rounded: Node, typed: str) -> bool:
    """Whether a number is another one to the digits that were typed, give or take one in the last."""
    decimals = re.search(r"[.,](\d+)", typed)
    unit = 10.0 ** -(len(decimals[1]) if decimals else 0)
    one, other = (compile_real(node, ())(()) for node in (exact, rounded))
    return are_near(one, other, unit)
