"""Judging a working from line to line: what each line claims, and whether it is so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from derivtutor.errors import UserError
from derivtutor.grading.asked import Asked
from derivtutor.grading.judge import evidence
from derivtutor.grading.verdict import Evidence
from derivtutor.grading.work.guesses import defined_by_derivative, guessed
from derivtutor.grading.work.lines import Part, Statement, WrittenLine
from derivtutor.grading.work.meaning import Meaning, open_derivatives
from derivtutor.grading.work.places import is_outer, occurs
from derivtutor.grading.work.slips import slips_between, slips_of_derivative
from derivtutor.grading.work.statements import (
    FORMULA_LETTERS,
    argument_of,
    is_point,
    is_worked_out,
    named_derivative,
    part_without_constant,
    turned,
    unreadable,
)
from derivtutor.grading.work.thread import Examiner, Thread
from derivtutor.grading.work.verdict import Finding, JudgedLine, together
from derivtutor.notation import linear
from derivtutor.notation.expression import Expression
from derivtutor.notation.tree import Derivative, Name, Node, Unknown, parts

USUAL_LABELS = frozenset("yf")
"""On the left, `y'` is the derivative even where y is a letter of the problem."""


class Judging:
    """Goes through the lines of a working once.

    `main` is the chain of expressions for the derivative, of the order `order` reached so far; `side` is the side
    calculation that the line before was about, if it was.
    """

    def __init__(self, problem: Node, variable: str, order: int, labels: frozenset[str]) -> None:
        self.problem = problem
        self.variable = variable
        self.asked = [Asked.of(Expression(problem), variable, number, None) for number in range(1, order + 1)]
        self.meaning = Meaning(problem, variable, labels)
        self.examiner = Examiner(self.asked[-1], self.meaning)
        self.order = 1
        asked = Derivative(problem, variable)
        self.main = Thread(self.asked[0].known, asked, asked)
        self.side: Thread | None = None
        self.claimed = False

    def foresee(self, lines: Sequence[WrittenLine]) -> None:
        """Give letters that are used before they are defined (`where u = x^2`) their first meaning."""
        for line in lines:
            for statement in line.statements:
                name = statement.defined
                if name and self.meaning.is_free(name.name) and self.meaning.body(name.name) is None:
                    try:
                        self.meaning.define(name, statement.parts[1].tree)
                    except UserError:
                        continue

    def judge(self, line: WrittenLine) -> JudgedLine:
        """Judge one line."""
        if line.complaint is not None:
            return JudgedLine(line.number, line.text, unreadable(line.complaint).within(len(line.text)))
        if line.continued:
            return JudgedLine(line.number, line.text, Finding("note", f"This goes on from line {line.number - 1}."))
        findings: list[Finding] = []
        for statement in line.statements:
            if is_point(statement, self.meaning):
                break
            try:
                findings += self._statement(statement, line.number)
            except UserError as error:
                findings.append(unreadable(error, statement.parts[-1]))
        return JudgedLine(line.number, line.text, together(findings).within(len(line.text)))

    @property
    def is_finished(self) -> bool:
        """Whether the derivative has been reached, with nothing left to work out or to put in."""
        return (
            self.claimed
            and self.main.sound
            and self.order == len(self.asked)
            and is_worked_out(self.main.before, self.main.shown, self.meaning)
        )

    @cached_property
    def evidence(self) -> Evidence | None:
        """How it is known, once all lines are judged, that what they have come to is right; None where it is not."""
        if not (self.claimed and self.main.sound):
            return None
        value = self.meaning.value(self.main.before)
        return evidence(self.main.true, value, self.main.true.compare(value), True)

    # What a statement is about

    def _statement(self, statement: Statement, number: int) -> list[Finding]:
        statement = turned(statement, self.meaning)
        name, first = statement.defined, statement.first
        if name is not None and self.meaning.is_free(name.name) and not self._is_label_of_derivative(statement):
            self.side = None
            return list(self._definition(name, statement, number))
        if len(statement.parts) == 1 or statement.continues:
            return self._unlabelled(statement, number)
        asked_order = self._labelled_order(statement)
        if asked_order:
            return self._claims(statement.parts[1:], number, asked_order)
        bound = argument_of(first, self.meaning)
        explicit = self._understood(first, bound)
        value = self.meaning.value(explicit)
        if not bound and self._reached(value):
            return self._claims(statement.parts, number, 0)
        if bound or self._is_side(first):
            self.side = self.examiner.side(first, explicit)
            return self._chain(self.side, statement.parts[1:], number, bound)
        if self._is_identity(value, statement.parts[1:]):
            return [self._aside(value, statement, number)]
        if not self.claimed and self._is_function(value):
            return self._claims(statement.parts[1:], number, 0)
        return self._claims(statement.parts, number, 0)

    def _is_identity(self, value: Node, others: Sequence[Part]) -> bool:
        """Whether an equation that does not begin with the derivative is true as it stands."""
        known = self.examiner.known(value)
        return all(known.compare(self._value(part)).relation == "equal" for part in others)

    def _aside(self, value: Node, statement: Statement, number: int) -> Finding:
        """A true equation beside the derivative: the function, or a part of it, is written in another way."""
        last = statement.parts[-1]
        explicit = self._understood(last.tree)
        if self._is_function(value):
            self._restate(explicit, last.tree)
            message = "This is the function, written in another way."
        else:
            message = "This is true, and beside the derivative."
        self.side = Thread(self.examiner.known(value), explicit, last.tree, number)
        return Finding("note", message, last.columns(), last.tree)

    def _is_label_of_derivative(self, statement: Statement) -> bool:
        """Whether `y = …` is meant as `y' = …`: what follows is the derivative, not the function."""
        name = statement.defined
        if name is None or name.name not in self.meaning.labels:
            return False
        explicit = self.meaning.explicit(statement.parts[-1].tree)
        if self.meaning.undefined(explicit):
            return False
        value = self.meaning.value(explicit)
        return bool(self._reached(value)) and not self._is_function(value)

    def _labelled_order(self, statement: Statement) -> int:
        """The order of the derivative if a name of it stands on the left: `y'`, `f''(x)`, `dA/dr`."""
        named = named_derivative(statement.first, self.variable)
        if named is None:
            return 0
        name, order = named
        free = self.meaning.is_free(name) and self.meaning.body(name) is None
        if free and not self._is_derivative_of_part(name, statement) and name not in FORMULA_LETTERS:
            self.meaning.labels |= {name}
        is_label = name in self.meaning.labels or name in self.meaning.letters & USUAL_LABELS - {self.variable}
        return order if is_label and order <= len(self.asked) else 0

    def _is_derivative_of_part(self, name: str, statement: Statement) -> bool:
        """Whether `u' = 2x` tells what u stands for, which was not said; then it is remembered."""
        explicit = self.meaning.explicit(statement.parts[-1].tree)
        if self.meaning.undefined(explicit) or self._reached(self.meaning.value(explicit)):
            return False
        return defined_by_derivative(name, self.meaning.value(explicit), self.meaning, self.examiner.places)

    def _is_side(self, first: Node) -> bool:
        """Whether the left side asks for something else: `u'`, `dy/du`, `d/dx (x^2)`, `ln(y)`."""
        if isinstance(first, Derivative) or named_derivative(first, self.variable):
            return True
        labels = self.meaning.labels
        return any(isinstance(node, Name | Unknown) and node.name.rstrip("'") in labels for node in parts(first))

    def _is_restated(self, part: Part) -> bool:
        """Whether a line is the function, written as in the problem or otherwise, and no attempt at its derivative."""
        value = self._value(part)
        if self._reached(value) or not self._is_function(value):
            return False
        asked = Derivative(self.problem, self.variable)
        slips = () if part.tree == self.problem else slips_of_derivative(asked, value, self.meaning)
        return not any(slip.rule for explanation in slips for slip in explanation.slips)

    def _restate(self, explicit: Node, shown: Node) -> None:
        """Go on from the function as the student has rewritten it."""
        if not self.claimed and not open_derivatives(explicit):
            self.main.before = Derivative(explicit, self.variable)
            self.main.shown = Derivative(shown, self.variable)

    def _is_function(self, value: Node) -> bool:
        return self.examiner.places.alike(value, self.problem)

    # Definitions

    def _definition(self, name: Name | Unknown, statement: Statement, number: int) -> Iterator[Finding]:
        first, *others = statement.parts[1:]
        body = self.meaning.explicit(first.tree)
        strange = self.meaning.undefined(body)
        value = None if strange else self.meaning.value(body)
        places = [place for part in statement.parts for place in part.columns()]
        columns = (min(places), max(places))
        occurring = value is None or occurs(value, self.problem, self.examiner.places)
        if value is not None and not occurring and isinstance(name, Unknown):
            occurring = is_outer(value, self.variable, self.problem, self.examiner.places)
        message = ""
        if name.name in self.meaning.labels:
            if not occurring:
                shown = linear.unicode(self.problem)
                yield Finding("note", f"The function of the problem is {shown}, not this.", columns, first.tree)
                return
            if value is not None and self._is_function(value):
                self._restate(body, first.tree)
            elif value is not None:
                self.meaning.labels -= {name.name}
        elif not occurring and not isinstance(name, Unknown):
            message = f"{linear.unicode(first.tree)} does not occur in the problem as it stands."
        self.meaning.define(name, first.tree)
        yield Finding("definition", message, columns, first.tree)
        if others and value is not None:
            yield from self._chain(Thread(self.examiner.known(value), body, first.tree, number), others, number)

    # Chains

    def _unlabelled(self, statement: Statement, number: int) -> list[Finding]:
        """What follows an equality sign belongs to the side calculation above, if it is equal to that."""
        side, self.side = self.side, None
        if side is not None and statement.continues and not self._reached(self._value(statement.parts[-1])):
            belongs = not self.claimed or side.true.compare(self._value(statement.parts[-1])).relation == "equal"
            if belongs or self.examiner.follows(side, self._value(statement.parts[-1])):
                self.side = side
                return self._chain(side, statement.parts, number)
        if not self.claimed and len(statement.parts) == 1 and self._is_restated(statement.parts[0]):
            part = statement.parts[0]
            self._restate(self._understood(part.tree), part.tree)
            return [Finding("note", "This is the function itself.", part.columns(), part.tree)]
        return self._claims(statement.parts, number, 0)

    def _value(self, part: Part) -> Node:
        return self.meaning.value(self._understood(part.tree))

    def _understood(self, tree: Node, bound: str = "") -> Node:
        """The explicit form of what the student wrote; a letter that was not introduced is guessed.

        Raises:
            UserError: where a letter has no meaning.
        """
        explicit = self.meaning.explicit(tree)
        undefined = [name for name in self.meaning.undefined(explicit) if name != bound]
        strange = [name for name in undefined if name.rstrip("'") in FORMULA_LETTERS]
        if not strange:
            return explicit
        found = guessed(tree, frozenset(strange), self.meaning, self.asked[self.order - 1])
        if found is None:
            letter = strange[0].rstrip("'")
            raise UserError(f"It is not said what {letter} stands for.", f"Write for example {letter} = … before this.")
        return found

    def _chain(self, thread: Thread, found: Sequence[Part], number: int, bound: str = "") -> list[Finding]:
        """A side calculation, expression by expression."""
        findings = []
        start = thread.before
        understood = [self._understood(part.tree, bound) for part in found]
        for part, explicit in zip(found, understood, strict=True):
            value = self.meaning.value(explicit)
            if thread.true.compare(value).relation == "equal":
                findings.append(self.examiner.right(thread, part, explicit, number))
            elif self.examiner.follows(thread, value):
                findings.append(self.examiner.followed(thread, part, explicit, number))
            else:
                findings.append(self.examiner.wrong(thread, part, explicit, number, None))
            if thread.sound:
                self.meaning.remember(start, explicit)
            elif isinstance(start, Derivative) and start.order == 1:
                self.meaning.believe(start, value)
        return findings

    def _claims(self, found: Sequence[Part], number: int, order: int) -> list[Finding]:
        """Expressions that are said to be the derivative."""
        self.side = None
        found = [part_without_constant(part, self.meaning) for part in found]
        understood = [self._understood(part.tree) for part in found]
        return [self._claim(part, explicit, number, order) for part, explicit in zip(found, understood, strict=True)]

    def _claim(self, part: Part, explicit: Node, number: int, order: int) -> Finding:
        value = self.meaning.value(explicit)
        reached = self._reached(value, order)
        self.claimed = True
        if reached:
            self._go_to(reached)
            return self.examiner.right(self.main, part, explicit, number)
        if self.examiner.follows(self.main, value):
            return self.examiner.followed(self.main, part, explicit, number)
        self._go_on_to_next_order(value, order)
        if self.examiner.follows(self.main, value):
            return self.examiner.followed(self.main, part, explicit, number)
        return self.examiner.wrong(self.main, part, explicit, number, self.asked[self.order - 1])

    def _reached(self, value: Node, order: int = 0) -> int:
        """The order of the derivative that a value is, the order reached so far first; 0 if it is none."""
        orders = [order] if order else sorted(range(1, len(self.asked) + 1), key=lambda one: (one < self.order, one))
        return next((one for one in orders if self.asked[one - 1].known.compare(value).relation == "equal"), 0)

    def _go_to(self, order: int) -> None:
        if order != self.order:
            before = self.main.before
            plain = order == self.order + 1 and not open_derivatives(before)
            asked = Derivative(before, self.variable) if plain else Derivative(self.problem, self.variable, order)
            self.main = Thread(self.asked[order - 1].known, asked, asked, self.main.number, self.main.sound)
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
            attempt = Derivative(self.main.before, self.variable)
            if not self.main.sound or slips_between(attempt, value, self.meaning):
                self._go_to(self.order + 1)
