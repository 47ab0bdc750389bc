"""Judging a working from line to line: what each line claims, and whether it is so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derivtutor.errors import UserError
from derivtutor.grading.asked import Asked
from derivtutor.grading.work_guesses import defined_by_derivative, guessed
from derivtutor.grading.work_lines import Part, Statement, WrittenLine
from derivtutor.grading.work_meaning import Meaning, open_derivatives
from derivtutor.grading.work_places import occurs
from derivtutor.grading.work_slips import slips_between
from derivtutor.grading.work_thread import Examiner, Thread
from derivtutor.grading.work_verdict import Finding, JudgedLine, together
from derivtutor.notation import linear
from derivtutor.notation.expression import Expression
from derivtutor.notation.tree import Derivative, Name, Node, Unknown, names, parts

_FORMULA_LETTERS = frozenset("uvwfghyzpqFGH")
"""Letters that stand for parts of a problem; any other strange letter is simply not in the answer."""


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
            return JudgedLine(line.number, line.text, unreadable(line.complaint))
        findings: list[Finding] = []
        for statement in line.statements:
            try:
                findings += self._statement(statement, line.number)
            except UserError as error:
                findings.append(unreadable(error, statement.parts[0]))
        return JudgedLine(line.number, line.text, together(findings))

    @property
    def is_finished(self) -> bool:
        """Whether the derivative has been reached, with nothing left to work out or to put in."""
        return self.claimed and self.main.sound and self.order == len(self.asked) and is_worked_out(self.main, self)

    # What a statement is about

    def _statement(self, statement: Statement, number: int) -> list[Finding]:
        statement = self._turned(statement)
        name, first = statement.defined, statement.first
        if name is not None and self.meaning.is_free(name.name) and not self._is_label_of_derivative(statement):
            self.side = None
            return list(self._definition(name, statement, number))
        if name is not None and isinstance(name, Name) and name.name in self.meaning.letters:
            return [Finding("note", "", statement.parts[0].columns(), statement.parts[1].tree)]
        if len(statement.parts) == 1 or statement.continues:
            return self._unlabelled(statement, number)
        asked_order = self._labelled_order(statement)
        if asked_order:
            return self._claims(statement.parts[1:], number, asked_order)
        bound = self._bound(first)
        explicit = self._understood(first, bound)
        value = self.meaning.value(explicit)
        if not bound and self._reached(value):
            return self._claims(statement.parts, number, 0)
        if bound or self._is_side(first):
            self.side = self.examiner.side(first, explicit)
            return self._chain(self.side, statement.parts[1:], number, bound)
        if not self.claimed and self._is_function(value):
            return self._claims(statement.parts[1:], number, 0)
        return self._claims(statement.parts, number, 0)

    def _turned(self, statement: Statement) -> Statement:
        """`x^2 = u` is read as `u = x^2`."""
        ends = [part.tree for part in statement.parts]
        if len(ends) != 2 or statement.continues or isinstance(ends[0], Name | Unknown | Derivative):
            return statement
        defines = isinstance(ends[1], Name) and self.meaning.is_free(ends[1].name) and ends[1].name in _FORMULA_LETTERS
        defines = defines and not any(isinstance(node, Derivative) for node in parts(ends[0]))
        return Statement(statement.parts[::-1]) if defines else statement

    def _bound(self, first: Node) -> str:
        """The letter that only stands for a function's argument: the u of `f'(u) = cos(u)`."""
        if isinstance(first, Unknown) and first.name in self.meaning.functions:
            letter = self.meaning.functions[first.name][0]
            if first.arguments == (Name(letter),) and self.meaning.is_free(letter):
                return letter
        return ""

    def _is_label_of_derivative(self, statement: Statement) -> bool:
        """Whether `y = …` is meant as `y' = …`: what follows is the derivative, not the function."""
        name = statement.defined
        if name is None or name.name not in self.meaning.labels:
            return False
        explicit = self.meaning.explicit(statement.parts[-1].tree)
        return not self.meaning.undefined(explicit) and bool(self._reached(self.meaning.value(explicit)))

    def _labelled_order(self, statement: Statement) -> int:
        """The order of the derivative if a name of it stands on the left: `y'`, `f''(x)`, `dA/dr`."""
        named = _named_derivative(statement.first, self.variable)
        if named is None:
            return 0
        name, order = named
        free = self.meaning.is_free(name) and self.meaning.body(name) is None
        if free and not self._is_derivative_of_part(name, statement) and name not in _FORMULA_LETTERS:
            self.meaning.labels |= {name}
        return order if name in self.meaning.labels and order <= len(self.asked) else 0

    def _is_derivative_of_part(self, name: str, statement: Statement) -> bool:
        """Whether `u' = 2x` tells what u stands for, which was not said; then it is remembered."""
        explicit = self.meaning.explicit(statement.parts[-1].tree)
        if self.meaning.undefined(explicit) or self._reached(self.meaning.value(explicit)):
            return False
        return defined_by_derivative(name, self.meaning.value(explicit), self.meaning, self.examiner.places)

    def _is_side(self, first: Node) -> bool:
        """Whether the left side asks for something else: `u'`, `dy/du`, `d/dx (x^2)`, `ln(y)`."""
        if isinstance(first, Derivative) or _named_derivative(first, self.variable):
            return True
        labels = self.meaning.labels
        return any(isinstance(node, Name | Unknown) and node.name.rstrip("'") in labels for node in parts(first))

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
        if name.name in self.meaning.labels and value is not None and not self._is_function(value):
            shown = linear.unicode(self.problem)
            yield Finding("note", f"The function of the problem is {shown}, not this.", columns, first.tree)
            return
        self.meaning.define(name, first.tree)
        message = ""
        called = isinstance(name, Unknown)
        if value is not None and not called and not occurs(value, self.problem, self.examiner.places):
            message = f"{linear.unicode(first.tree)} does not occur in the problem as it stands."
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
        alone = len(statement.parts) == 1 and not statement.continues and not self.claimed
        if alone and self._is_function(self._value(statement.parts[0])) and not self._reached(self.problem):
            part = statement.parts[0]
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
        strange = [name for name in undefined if name.rstrip("'") in _FORMULA_LETTERS]
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


def _named_derivative(node: Node, variable: str) -> tuple[str, int] | None:
    """The name and order of `u'`, `u'(x)` or `du/dx`."""
    if isinstance(node, Name) and node.name.endswith("'"):
        base = node.name.rstrip("'")
        return base, len(node.name) - len(base)
    if isinstance(node, Unknown) and len(node.orders) == 1 and node.orders[0] and node.arguments[0] == Name(variable):
        return node.name, node.orders[0]
    if isinstance(node, Derivative) and node.variable == variable:
        inner = node.operand
        if isinstance(inner, Name) or (isinstance(inner, Unknown) and inner.arguments == (Name(variable),)):
            return inner.name, node.order
    return None


def is_worked_out(thread: Thread, judging: Judging) -> bool:
    """Whether an expression is in the letters of the problem, and no derivative stands in it."""
    if open_derivatives(thread.before) or not names(thread.shown) <= judging.meaning.letters | {"e", "pi"}:
        return False
    return all(part.name in judging.meaning.named for part in parts(thread.shown) if isinstance(part, Unknown))


def unreadable(error: UserError, part: Part | None = None) -> Finding:
    """A line that cannot be judged, with the reason."""
    place = None if part is None else part.columns()
    if error.position is not None and part is None:
        place = (error.position, error.position + 1)
    return Finding("unreadable", str(error), place)
