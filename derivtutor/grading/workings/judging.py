"""Judging a working from line to line: what each line claims, and whether it is so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from derivtutor.derivation.tidy import tidied
from derivtutor.errors import UserError
from derivtutor.grading import sentences
from derivtutor.grading.asked import Asked
from derivtutor.grading.workings.claims import Claims
from derivtutor.grading.workings.definitions import Definitions
from derivtutor.grading.workings.foresight import Foresight
from derivtutor.grading.workings.formula import formula_holds, letters_of
from derivtutor.grading.workings.left_side import LeftSide
from derivtutor.grading.workings.meaning import Meaning, open_derivatives
from derivtutor.grading.workings.places import occurs
from derivtutor.grading.workings.point import Point, is_rounded, line_through
from derivtutor.grading.workings.reading.limits import INCREMENT
from derivtutor.grading.workings.reading.statement import Part, Statement, WrittenLine
from derivtutor.grading.workings.rewriting import Rewriting
from derivtutor.grading.workings.side import SideCalculations
from derivtutor.grading.workings.slips import slips_of_derivative, slips_of_formula, slips_of_rewriting
from derivtutor.grading.workings.statements import is_point, named_derivative, turned, unreadable
from derivtutor.grading.workings.thread import Examiner, Thread
from derivtutor.grading.workings.verdict import Finding, JudgedLine, together
from derivtutor.notation import linear
from derivtutor.notation.expression import Expression
from derivtutor.notation.tree import (
    CONSTANTS,
    Derivative,
    Name,
    Node,
    Number,
    Piecewise,
    Sum,
    names,
    substitute,
)

Decision: TypeAlias = Callable[[Statement, int], "list[Finding] | None"]
"""What is to be told of a statement in a line of this number; None where it is about something else."""


class Judging:
    """Goes through the lines of a working once, and decides what each statement is about."""

    def __init__(
        self,
        problem: Node,
        variable: str,
        order: int,
        labels: frozenset[str],
        lines: Sequence[WrittenLine],
        miscopied: frozenset[int] = frozenset(),
    ) -> None:
        self.meaning = Meaning(problem, variable, labels)
        asked = [Asked.of(Expression(problem), variable, number, None) for number in range(1, order + 1)]
        self.examiner = Examiner(asked[-1], self.meaning)
        self.point = Point(self.meaning, self.examiner)
        self.claims = Claims(asked, self.meaning, self.examiner, self.point)
        first_step = asked[0].derivation.roots[0]
        self.foresight = Foresight(lines, self.meaning, lambda value: bool(self.claims.reached(value)), first_step)
        self.rewriting = Rewriting(self.claims, self.foresight)
        self.sides = SideCalculations(self.claims, self.rewriting)
        self.left_side = LeftSide(self.claims)
        self.definitions = Definitions(self.claims, self.rewriting, self.foresight, self.sides, miscopied)

    def judge_all(self) -> tuple[JudgedLine, ...]:
        """Judge a whole page."""
        return tuple([self.judge(line) for line in self.foresight.lines])

    def judge(self, line: WrittenLine) -> JudgedLine:
        """Judge one line."""
        if line.complaint is not None:
            return JudgedLine(line.number, line.text, unreadable(line.complaint).within(len(line.text)))
        if line.continued:
            message = sentences.GOES_ON.format(number=line.number - 1)
            return JudgedLine(line.number, line.text, Finding("note", message))
        findings: list[Finding] = []
        for statement in line.statements:
            if is_point(statement, self.meaning):
                self.point.is_set_by(statement)
        for statement in line.statements:
            if is_point(statement, self.meaning):
                continue
            try:
                findings += self._statement(statement, line.number)
            except UserError as error:
                findings.append(unreadable(error, statement.parts[-1]))
        return JudgedLine(line.number, line.text, together(findings).within(len(line.text)))

    def _statement(self, statement: Statement, number: int) -> list[Finding]:
        if statement.loose:
            return self._spoken_of(statement, number)
        if statement.becomes:
            return self._becomes(statement, number)
        if statement.about:
            return self._about(statement, number)
        self.definitions.note_name_of_derivative(statement)
        statement = turned(statement, self.meaning)
        if statement.condition is not None:
            return self._where(statement, number)
        findings = _first_of((self._tangent, self._definition), statement, number)
        if findings is None:
            statement = self._of_all_terms(statement)
            findings = _first_of((self._unlabelled, self._formula, self._labelled), statement, number)
        return self._equation(statement, number) if findings is None else findings

    def _is_increment(self, statement: Statement) -> bool:
        name = statement.defined
        return name is not None and name.name.startswith(INCREMENT) and self.meaning.body(name.name) is not None

    def _definition(self, statement: Statement, number: int) -> list[Finding] | None:
        """What is to be told of what a letter or a function stands for; None where nothing is defined."""
        name = statement.defined
        if name is None or not self.meaning.is_free(name.name) or self._is_increment(statement):
            return None
        self.sides.current = None
        return list(self.definitions.judge(name, statement, number))

    def _labelled(self, statement: Statement, number: int) -> list[Finding] | None:
        """What is to be told of what follows `y' =`; None where it does not begin so."""
        asked_order = self.left_side.labelled_order(statement)
        if not asked_order:
            return None
        return self._to_be_solved(statement, number) or self._claims(statement.parts[1:], number, asked_order)

    def _to_be_solved(self, statement: Statement, number: int) -> list[Finding]:
        if not self._is_solved(statement, number):
            return []
        return [Finding("note", sentences.TO_BE_SOLVED, statement.parts[-1].columns(), statement.first)]

    def _equation(self, statement: Statement, number: int) -> list[Finding]:
        """A side calculation, another form of something, or the chain of the derivative, begun with the question."""
        first, bound = self.left_side.understood(statement)
        explicit = self.claims.understood(first, bound)
        rest = statement.parts[1:]
        if self._is_of_other_form(explicit):
            return self._claims(rest, number, 0)
        if to_solve := self._to_be_solved(statement, number):
            return to_solve
        value = self.meaning.value(explicit)
        if not bound and self.claims.reached(value):
            return self._claims(statement.parts, number, 0)
        if bound or self._is_increment(statement) or self.left_side.is_side(first):
            return self.sides.begin(first, explicit, rest, number, bound)
        if len(open_derivatives(explicit)) > 1:
            return self._claims(statement.parts, number, 0)
        if self._is_identity(value, rest):
            return [self._aside(value, statement, number)]
        if not self.claims.claimed and self.rewriting.is_function(value):
            if self.rewriting.is_meant(self.claims.value(rest[0]), number, labelled=False):
                return self.sides.in_other_forms(rest, number)
            return self._claims(rest, number, 0)
        if self._occurs(value) and not self.claims.is_attempt(value):
            return self.sides.begin(first, explicit, rest, number, "")
        return self._claims(statement.parts, number, 0)

    def _of_all_terms(self, statement: Statement) -> Statement:
        """`d/dx x^3 + 4x` is meant as the derivative of all terms where these are the function."""
        first = statement.first
        if not (isinstance(first, Sum) and isinstance(first.terms[0], Derivative)):
            return statement
        asked = first.terms[0]
        whole = Sum((asked.operand, *first.terms[1:]))
        if any(open_derivatives(term) for term in first.terms[1:]):
            return statement
        if asked.variable != self.meaning.variable or not self.rewriting.is_function(whole):
            return statement
        meant = replace(statement.parts[0], tree=Derivative(self.meaning.function, asked.variable, asked.order))
        return replace(statement, parts=(meant, *statement.parts[1:]))

    def _tangent(self, statement: Statement, number: int) -> list[Finding] | None:
        """What is to be told of the equation of a tangent; None if this is none."""
        label = next((name for name in names(statement.first) if name in self.meaning.labels), None)
        if label is None or not self.claims.worked_out or len(statement.parts) != 2:
            return None
        line = line_through(statement, label, self.meaning)
        if line is None:
            return None
        last = statement.parts[-1]
        if self.point.last is None:
            return [Finding("note", sentences.TANGENT_WHERE, last.columns(), last.tree)]
        tangent = self.point.tangent(self.claims.asked[0].derivation.answer)
        if self.claims.holds(tangent, line) or not self.claims.main.sound or self.sides.is_wrong:
            return [Finding("note", sentences.TANGENT, last.columns(), last.tree)]
        message = sentences.NOT_THE_TANGENT.format(number=number, tangent=linear.unicode(tidied(tangent)))
        return [Finding("wrong", message, last.columns(), last.tree)]

    def _where(self, statement: Statement, number: int) -> list[Finding]:
        """What is said where a condition holds: the derivative, or the function."""
        condition = statement.condition or statement.first
        stated = statement.parts[1:] or statement.parts
        name = statement.defined
        if name is not None and name.name in self.meaning.labels:
            function = self.meaning.function
            pieces = [Piecewise((self.claims.value(part), function), (condition,)) for part in stated]
            if all(self.rewriting.is_function(piece) for piece in pieces):
                message = sentences.FUNCTION_WHERE.format(condition=linear.unicode(condition))
                return [Finding("note", message, stated[-1].columns(), stated[-1].tree)]
            return self.sides.in_other_forms(stated, number)
        return [self.claims.claim_where(part, condition, number) for part in stated]

    def _about(self, statement: Statement, number: int) -> list[Finding]:
        """`1/3 ≈ 0.33` is judged to the digits that are written."""
        last = statement.parts[-1]
        exact, rounded = (self.claims.value(part) for part in statement.parts)
        if (names(exact) | names(rounded)) - CONSTANTS:
            return []
        if is_rounded(exact, rounded, last.source.text):
            return [Finding("note", sentences.RIGHT_DIGITS, last.columns(), last.tree)]
        return [Finding("wrong", sentences.NOT_ABOUT.format(number=number), last.columns(), last.tree)]

    def _spoken_of(self, statement: Statement, number: int) -> list[Finding]:
        """An expression among words is a claim only if it is the derivative, or what was taken for it."""
        explicit = self.meaning.explicit(statement.first)
        if self.meaning.undefined(explicit):
            return []
        value = self.meaning.value(explicit)
        if self.claims.is_attempt(value):
            return self._claims(statement.parts, number, 0)
        if statement.is_last and self._looks_like_derivative(value):
            return self._claims(statement.parts, number, 0)
        if not statement.is_slope:
            return []
        slope = self.point.finding(self.claims.asked[0].derivation.answer, statement.parts[0], value, number)
        return [] if slope is None else [slope]

    def _looks_like_derivative(self, value: Node) -> bool:
        """Whether an expression at the end of a line is an attempt at the derivative, and no part of the problem."""
        if self.meaning.variable not in names(value) or isinstance(value, Name) or not self.claims.claimed:
            return False
        return names(value) <= self.meaning.letters | CONSTANTS and not self._occurs(value)

    def _becomes(self, statement: Statement, number: int) -> list[Finding]:
        """`x^2 -> 2x`: the second is the derivative of the first, or the first in another form."""
        first, *rest = statement.parts
        then = rest[0]
        if isinstance(first.tree, Name) and isinstance(then.tree, Number) and first.tree.name != self.meaning.variable:
            return []
        letter = self.left_side.own_letter(first.tree, then)
        if letter:
            asked = Derivative(self.meaning.explicit(first.tree, letter), letter)
            is_bound = self.meaning.body(letter) is None
            return self.sides.begin(asked, asked, rest, number, letter if is_bound else "")
        explicit = self.claims.understood(first.tree)
        value, result = self.meaning.value(explicit), self.claims.value(then)
        if self.claims.claimed and self.claims.is_attempt(value):
            return self._claims(statement.parts, number, 0)
        asked = Derivative(explicit, self.meaning.variable)
        if self.rewriting.is_function(value) and (not self.rewriting.is_function(result) or first.tree == then.tree):
            return self._claims(rest, number, 0)
        if self._occurs(value) or self.claims.holds(asked, result):
            is_rewritten = self.claims.holds(explicit, result) and first.tree != then.tree
            if is_rewritten and not self.claims.holds(asked, result):
                return [self._aside(value, Statement(statement.parts), number)]
            return self.sides.begin(asked, asked, rest, number, "")
        return self._claims(statement.parts, number, 0)

    def _occurs(self, value: Node) -> bool:
        return occurs(value, self.meaning.function, self.examiner.places)

    def _is_of_other_form(self, explicit: Node) -> bool:
        """Whether this asks for the derivative of what the function was wrongly rewritten as."""
        thread = self.rewriting.thread
        if thread.sound or not isinstance(explicit, Derivative) or explicit.variable != self.meaning.variable:
            return False
        return self.examiner.places.alike(explicit.operand, thread.before)

    def _is_solved(self, statement: Statement, number: int) -> bool:
        """Whether an equation is no identity but one to solve, `3x^2 = 12`, after the derivative."""
        if len(statement.parts) != 2:
            return False
        at_point = self.point.value is not None
        if not at_point and not (self.claims.worked_out and self.foresight.is_solved_later(number)):
            return False
        left, right = (self.claims.value(part) for part in statement.parts)
        if self.meaning.variable not in names(left) or names(right) - CONSTANTS:
            return False
        return not at_point or self._is_true_at_point(statement)

    def _is_true_at_point(self, statement: Statement) -> bool:
        """Whether an equation beside the derivative is true at the point that it was solved for."""
        at = {self.meaning.variable: self.point.value or Number(0)}
        left, right = (substitute(self.claims.value(part), at) for part in statement.parts)
        return not (names(left) | names(right)) - CONSTANTS and self.claims.holds(left, right)

    def _is_identity(self, value: Node, others: Sequence[Part]) -> bool:
        """Whether an equation that does not begin with the derivative is true as it stands."""
        known = self.examiner.known(value)
        return all(known.compare(self.claims.value(part)).relation == "equal" for part in others)

    def _aside(self, value: Node, statement: Statement, number: int) -> Finding:
        """A true equation beside the derivative: the function, or a part of it, is written in another way."""
        last = statement.parts[-1]
        explicit = self.claims.understood(last.tree)
        if self.rewriting.is_function(value):
            return self.sides.in_other_forms(statement.parts[1:], number)[-1]
        self.sides.current = Thread(self.examiner.known(value), explicit, last.tree, number)
        return Finding("note", sentences.TRUE_BESIDE, last.columns(), last.tree)

    def _formula(self, statement: Statement, number: int) -> list[Finding] | None:
        """A rule in general letters, `(f g)' = f' g + f g'`, before it is said what they stand for."""
        holds = formula_holds(statement, self.meaning, frozenset(self.definitions.introduced))
        if holds is None:
            return None
        last = statement.parts[-1]
        if holds:
            return [Finding("note", sentences.TRUE_RULE, last.columns(), last.tree)]
        has_meaning = all(
            name in self.meaning.written or name in self.meaning.functions for name in letters_of(statement)
        )
        if has_meaning or not isinstance(statement.first, Derivative):
            return None
        diagnosis = slips_of_formula(statement.first, last.tree, letters_of(statement))
        message = sentences.NOT_A_RULE.format(number=number)
        return [Finding("wrong", message, last.columns(), last.tree, diagnosis=diagnosis)]

    def _is_restated(self, part: Part, number: int) -> bool:
        """Whether a line is the function, written as in the problem or otherwise, and no attempt at its derivative."""
        value = self.claims.value(part)
        if self.claims.reached(value) or not self.rewriting.is_function(value):
            return False
        asked = Derivative(self.meaning.function, self.meaning.variable)
        slips = () if part.tree == self.meaning.function else slips_of_derivative(asked, value, self.meaning)
        return not any(slip.rule for explanation in slips for slip in explanation.slips) or self.foresight.comes_after(
            number
        )

    def _unlabelled(self, statement: Statement, number: int) -> list[Finding] | None:
        """What follows an equality sign belongs to the chain above, if it is equal to that; `= y' = 2x` begins anew."""
        begins = len(statement.parts) > 1 and named_derivative(statement.first, self.meaning.variable)
        if len(statement.parts) > 1 and (begins or not statement.continues):
            return None
        current, self.sides.current = self.sides.current, None
        if current is not None and statement.continues:
            value = self.claims.value(statement.parts[-1])
            if not self.claims.reached(value):
                follows = current.true.compare(value).relation == "equal" or self.examiner.follows(current, value)
                if current is self.rewriting.thread:
                    if follows or (not self.claims.claimed and self.rewriting.is_meant(value, number, labelled=False)):
                        return self.sides.in_other_forms(statement.parts, number)
                elif not self.claims.claimed or follows:
                    self.sides.current = current
                    return self.sides.chain(current, statement.parts, number)
        if not self.claims.claimed and len(statement.parts) == 1:
            part = statement.parts[0]
            if self._is_restated(part, number):
                self.sides.in_other_forms(statement.parts, number)
                return [Finding("note", sentences.FUNCTION_ITSELF, part.columns(), part.tree)]
            beside = self._beside(part, statement.continues, number)
            if beside is not None:
                return beside
        return self._claims(statement.parts, number, 0)

    def _beside(self, part: Part, continues: bool, number: int) -> list[Finding] | None:
        """An expression alone, above the derivative: a part of the problem, or the function rewritten."""
        explicit = self.claims.understood(part.tree)
        value = self.meaning.value(explicit)
        if self.claims.reached(value) or open_derivatives(explicit):
            return None
        if self.meaning.variable in names(value) and self.foresight.differentiates(value, number):
            return self.sides.in_other_forms([part], number)
        if continues or not self.foresight.comes_after(number):
            return None
        if self._occurs(value) and not self.rewriting.is_function(value):
            self.sides.current = Thread(self.examiner.known(value), explicit, part.tree, number)
            return [Finding("note", sentences.PART_OF_PROBLEM, part.columns(), part.tree)]
        function = self.rewriting.thread
        if slips_of_rewriting(function.before, value, self.meaning) or self.examiner.follows(function, value):
            return self.sides.in_other_forms([part], number)
        return None

    def _claims(self, stated: Sequence[Part], number: int, order: int) -> list[Finding]:
        self.sides.current = None
        return self.claims.judge(stated, number, order)


def _first_of(decisions: Sequence[Decision], statement: Statement, number: int) -> list[Finding] | None:
    """What is told by the first that the statement is a matter for."""
    decided = (decide(statement, number) for decide in decisions)
    return next((findings for findings in decided if findings is not None), None)
