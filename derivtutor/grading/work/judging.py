"""Judging a working from line to line: what each line claims, and whether it is so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from derivtutor.errors import UserError
from derivtutor.grading.asked import Asked
from derivtutor.grading.judge import evidence
from derivtutor.grading.verdict import Evidence
from derivtutor.grading.work.foresight import Foresight
from derivtutor.grading.work.formula import formula_holds
from derivtutor.grading.work.guesses import defined_by_derivative, guessed
from derivtutor.grading.work.labels import is_label, part_named
from derivtutor.grading.work.limits import INCREMENT, is_limit
from derivtutor.grading.work.lines import Part, Statement, WrittenLine
from derivtutor.grading.work.meaning import Meaning, open_derivatives
from derivtutor.grading.work.places import is_outer, occurs
from derivtutor.grading.work.slips import (
    implied_derivative,
    slips_between,
    slips_of_derivative,
    slips_of_rewriting,
)
from derivtutor.grading.work.statements import (
    FORMULA_LETTERS,
    USUAL_LABELS,
    argument_of,
    is_point,
    is_worked_out,
    named_derivative,
    part_without_constant,
    turned,
    unreadable,
)
from derivtutor.grading.work.thread import DERIVATIVE, FUNCTION, Examiner, Thread
from derivtutor.grading.work.verdict import Finding, JudgedLine, together
from derivtutor.notation import linear
from derivtutor.notation.expression import Expression
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.tree import Derivative, Name, Node, Number, Unknown, names, parts, substitute


class Judging:
    """Goes through the lines of a working once.

    `main` is the chain of expressions for the derivative, of the order `order` reached so far, `function` that of the
    function in other forms; `current` is the chain that the line before was about, if it was not `main`. `equations`
    are those whose sides may be differentiated, with whether they are true; `point` is what the variable was set to.
    Up to order `worked_out` the derivative was written with nothing left to do. Lines whose definition does not occur
    in the problem are `doubtful`; `miscopied` are those that have turned out to be wrong.
    """

    def __init__(
        self, problem: Node, variable: str, order: int, labels: frozenset[str], miscopied: frozenset[int] = frozenset()
    ) -> None:
        self.problem = problem
        self.variable = variable
        self.asked = [Asked.of(Expression(problem), variable, number, None) for number in range(1, order + 1)]
        self.meaning = Meaning(problem, variable, labels)
        self.examiner = Examiner(self.asked[-1], self.meaning)
        self.order = 1
        asked = Derivative(problem, variable)
        self.main = Thread(self.asked[0].known, asked, asked, subject=DERIVATIVE)
        self.function = Thread(self.examiner.known(problem), problem, problem, subject=FUNCTION)
        self.current: Thread | None = None
        self.equations: list[tuple[Node, Node, bool]] = []
        self.point: Node | None = None
        self.claimed = False
        self.worked_out = 0
        self.introduced: set[str] = set()
        self.doubtful: dict[int, tuple[str, Node]] = {}
        self.miscopied = miscopied

    def judge_all(self, lines: Sequence[WrittenLine]) -> tuple[JudgedLine, ...]:
        """Judge a whole page."""
        first_step = self.asked[0].derivation.roots[0]
        self.foresight = Foresight(lines, self.meaning, lambda value: bool(self._reached(value)), first_step)
        return tuple([self.judge(line) for line in lines])

    def judge(self, line: WrittenLine) -> JudgedLine:
        """Judge one line."""
        if line.complaint is not None:
            return JudgedLine(line.number, line.text, unreadable(line.complaint).within(len(line.text)))
        if line.continued:
            return JudgedLine(line.number, line.text, Finding("note", f"This goes on from line {line.number - 1}."))
        findings: list[Finding] = []
        for statement in line.statements:
            if is_point(statement, self.meaning):
                self._set_point(statement)
        for statement in line.statements:
            if is_point(statement, self.meaning):
                continue
            try:
                findings += self._statement(statement, line.number)
            except UserError as error:
                findings.append(unreadable(error, statement.parts[-1]))
        return JudgedLine(line.number, line.text, together(findings).within(len(line.text)))

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

    def miscopied_before(self, wrong: JudgedLine) -> frozenset[int]:
        """The lines in which something was taken from the problem wrongly, if it is that which made this line wrong."""
        tree = wrong.finding.expression
        if tree is None:
            return frozenset()
        letters, inside = {name.rstrip("'") for name in names(tree)}, frozenset(parts(tree))
        return frozenset(
            number
            for number, (name, body) in self.doubtful.items()
            if number < wrong.number and (name in letters or body in inside)
        )

    # What a statement is about

    def _statement(self, statement: Statement, number: int) -> list[Finding]:
        if statement.loose:
            return self._spoken_of(statement, number)
        if statement.becomes:
            return self._becomes(statement, number)
        statement = turned(statement, self.meaning)
        name, first = statement.defined, statement.first
        is_increment = name is not None and name.name.startswith(INCREMENT) and self.meaning.body(name.name) is not None
        if name is not None and self.meaning.is_free(name.name) and not is_increment:
            if self._is_label_of_derivative(statement):
                return self._claims(statement.parts[1:], number, 0)
            self.current = None
            return list(self._definition(name, statement, number))
        if len(statement.parts) == 1 or statement.continues:
            return self._unlabelled(statement, number)
        formula = self._formula(statement, number)
        if formula is not None:
            return [formula]
        asked_order = self._labelled_order(statement)
        if asked_order:
            return self._claims(statement.parts[1:], number, asked_order)
        first, bound = self._of_outer_function(statement)
        bound = bound or argument_of(first, self.meaning)
        explicit = self._understood(first, bound)
        value = self.meaning.value(explicit)
        if not bound and self._reached(value):
            return self._claims(statement.parts, number, 0)
        if bound or is_increment or self._is_side(first):
            return self._side(first, explicit, statement.parts[1:], number, bound)
        if self._is_identity(value, statement.parts[1:]):
            return [self._aside(value, statement, number)]
        if not self.claimed and self._is_function(value):
            rest = statement.parts[1:]
            if self._is_rewriting(self._value(rest[0]), number, labelled=False):
                return self._rewritten(rest, number)
            return self._claims(rest, number, 0)
        if self._occurs(value) and not self._is_attempt(value):
            return self._side(first, explicit, statement.parts[1:], number, "")
        return self._claims(statement.parts, number, 0)

    def _spoken_of(self, statement: Statement, number: int) -> list[Finding]:
        """An expression among words is a claim only if it is the derivative, or what was taken for it."""
        explicit = self.meaning.explicit(statement.first)
        if self.meaning.undefined(explicit) or not self._is_attempt(self.meaning.value(explicit)):
            return []
        return self._claims(statement.parts, number, 0)

    def _becomes(self, statement: Statement, number: int) -> list[Finding]:
        """`x^2 -> 2x`: the second is the derivative of the first, or the first in another form."""
        first, then = statement.parts
        if isinstance(first.tree, Name) and isinstance(then.tree, Number) and first.tree.name != self.variable:
            return []
        letter = self._own_letter(first.tree)
        if letter:
            asked = Derivative(self.meaning.explicit(first.tree), letter)
            return self._side(asked, asked, [then], number, letter)
        explicit = self._understood(first.tree)
        value, result = self.meaning.value(explicit), self._value(then)
        if self.claimed and self._is_attempt(value):
            return self._claims(statement.parts, number, 0)
        asked = Derivative(explicit, self.variable)
        if self._is_function(value) and not self._is_function(result):
            return self._claims([then], number, 0)
        if self._occurs(value) or self._holds(asked, result):
            if self._holds(explicit, result) and not self._holds(asked, result):
                return [self._aside(value, Statement(statement.parts), number)]
            return self._side(asked, asked, [then], number, "")
        return self._claims(statement.parts, number, 0)

    def _own_letter(self, tree: Node) -> str:
        """The letter of a function that is not one of the problem's variable: the u of `u^4 -> 4u^3`."""
        explicit = self.meaning.explicit(tree)
        strange = [name for name in self.meaning.undefined(explicit) if name in FORMULA_LETTERS]
        return strange[0] if len(strange) == 1 and self.variable not in names(explicit) else ""

    def _holds(self, explicit: Node, value: Node) -> bool:
        """Whether an expression has this value."""
        return self.examiner.known(self.meaning.value(explicit)).compare(value).relation == "equal"

    def _is_attempt(self, value: Node) -> bool:
        """Whether a value is the derivative, or what was taken for it."""
        return bool(self._reached(value)) or self.examiner.follows(self.main, value)

    def _occurs(self, value: Node) -> bool:
        return occurs(value, self.problem, self.examiner.places)

    def _of_outer_function(self, statement: Statement) -> tuple[Node, str]:
        """`outer' = cos(u)` and `f' = cos(u)` are about a function of u, which is not written with its name."""
        first = statement.first
        if not isinstance(first, Name) or not first.name.endswith("'"):
            return first, ""
        base = first.name.rstrip("'")
        order = len(first.name) - len(base)
        if base in self.meaning.written:
            return self._by_its_own_letter(first, base, order, statement.parts[1]), ""
        if base not in self.meaning.functions:
            return first, ""
        letter = self.meaning.functions[base][0]
        if any(letter in names(part.tree) for part in statement.parts[1:]):
            bound = letter if self.meaning.is_free(letter) else ""
            return Unknown(base, (Name(letter),), (order,)), bound
        inner = self.meaning.body("L_inside") or part_named("inside", self.asked[0].derivation.roots[0])
        return (first if inner is None else Unknown(base, (inner,), (order,))), ""

    def _by_its_own_letter(self, first: Node, base: str, order: int, then: Part) -> Node:
        """`f' = cos(u)` with f = sin(u) may be meant as df/du."""
        body = self.meaning.written[base]
        letters = [name for name in names(body) if name in self.meaning.written]
        if len(letters) != 1 or self.variable in names(body):
            return first
        by_letter = Derivative(Name(base), letters[0], order)
        value = self._value(then)
        by_variable = self._holds(self.meaning.explicit(first), value)
        return by_letter if not by_variable and self._holds(self.meaning.explicit(by_letter), value) else first

    def _is_identity(self, value: Node, others: Sequence[Part]) -> bool:
        """Whether an equation that does not begin with the derivative is true as it stands."""
        known = self.examiner.known(value)
        return all(known.compare(self._value(part)).relation == "equal" for part in others)

    def _aside(self, value: Node, statement: Statement, number: int) -> Finding:
        """A true equation beside the derivative: the function, or a part of it, is written in another way."""
        last = statement.parts[-1]
        explicit = self._understood(last.tree)
        if self._is_function(value):
            return self._rewritten(statement.parts[1:], number)[-1]
        self.current = Thread(self.examiner.known(value), explicit, last.tree, number)
        return Finding("note", "This is true, and beside the derivative.", last.columns(), last.tree)

    def _formula(self, statement: Statement, number: int) -> Finding | None:
        """A rule in general letters, `(f g)' = f' g + f g'`, before it is said what they stand for."""
        holds = formula_holds(statement, self.meaning, frozenset(self.introduced))
        if holds is None:
            return None
        last = statement.parts[-1]
        if holds:
            return Finding("note", "This rule is true for all functions.", last.columns(), last.tree)
        has_meaning = not any(self.meaning.undefined(self.meaning.explicit(part.tree)) for part in statement.parts)
        if has_meaning or not isinstance(statement.first, Derivative):
            return None
        diagnosis = slips_of_derivative(statement.first, last.tree, self.meaning)
        message = f"Line {number} is not a rule that holds for all functions."
        return Finding("wrong", message, last.columns(), last.tree, diagnosis=diagnosis)

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
        free = self.meaning.is_free(name) and self.meaning.body(name) is None and not is_label(name)
        if free and not self._is_derivative_of_part(name, statement) and name not in FORMULA_LETTERS:
            self.meaning.labels |= {name}
        is_named = name in self.meaning.labels or name in self.meaning.letters & USUAL_LABELS - {self.variable}
        return order if is_named and order <= len(self.asked) else 0

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
        return any(
            isinstance(node, Name | Unknown)
            and (
                node.name.rstrip("'") in labels
                or is_limit(node)
                or (node.name in FUNCTIONS and isinstance(node, Unknown))
            )
            for node in parts(first)
        )

    def _is_restated(self, part: Part, number: int) -> bool:
        """Whether a line is the function, written as in the problem or otherwise, and no attempt at its derivative."""
        value = self._value(part)
        if self._reached(value) or not self._is_function(value):
            return False
        asked = Derivative(self.problem, self.variable)
        slips = () if part.tree == self.problem else slips_of_derivative(asked, value, self.meaning)
        return not any(slip.rule for explanation in slips for slip in explanation.slips) or self.foresight.comes_after(
            number
        )

    def _is_function(self, value: Node) -> bool:
        return self.examiner.places.alike(value, self.problem)

    def _is_rewriting(self, value: Node, number: int, labelled: bool) -> bool:
        """Whether a value that is neither function nor derivative was meant as the function in another form."""
        if self._reached(value):
            return False
        if self._is_function(value) or slips_of_rewriting(self.function.before, value, self.meaning):
            return True
        if self.foresight.comes_after(number):
            return True
        return labelled and not slips_of_derivative(Derivative(self.problem, self.variable), value, self.meaning)

    # The function in other forms

    def _rewritten(self, found: Sequence[Part], number: int) -> list[Finding]:
        """Expressions that are said to be equal to the function."""
        findings = []
        for part in found:
            explicit = self._understood(part.tree)
            value = self.meaning.value(explicit)
            same_value = self._at_point(self.problem, part, value, number)
            if same_value is not None:
                findings.append(same_value)
                continue
            if self._is_function(value):
                message = "This is the function, written in another way."
                if not self.function.sound:
                    message = f"This is the function, but it does not follow from line {self.function.number}."
                self.function.has_come_to(explicit, part.tree, number, sound=True)
                findings.append(Finding("note", message, part.columns(), part.tree))
            elif self.examiner.follows(self.function, value):
                findings.append(self.examiner.followed(self.function, part, explicit, number))
            else:
                findings.append(self.examiner.wrong(self.function, part, explicit, number, None))
            self._go_on_from_function()
        self.current = self.function
        return findings

    def _go_on_from_function(self) -> None:
        """Differentiate the function as the student has rewritten it."""
        function = self.function
        if not self.claimed and not open_derivatives(function.before):
            self.main.before = Derivative(function.before, self.variable)
            self.main.shown = Derivative(function.shown, self.variable)
            self.main.number = 0 if function.sound else function.number
            self.main.sound = function.sound

    # Points

    def _set_point(self, statement: Statement) -> None:
        """`x = 2`: what is said after this may be about that point."""
        value = statement.parts[-1].tree
        name = statement.defined
        if name is not None and name.name == self.variable and self.variable not in names(value):
            self.point = self.meaning.explicit(value)

    def _at_point(self, right: Node, part: Part, value: Node, number: int) -> Finding | None:
        """What is to be told of a number after a point was named; None if the expression is about no point."""
        if self.point is None or self.variable in names(value) or self.variable not in names(right):
            return None
        expected = substitute(right, {self.variable: self.point})
        if self.examiner.known(expected).compare(value).relation == "equal":
            message = f"This is its value at {self.variable} = {linear.unicode(self.point)}."
            return Finding("note", message, part.columns(), part.tree)
        return self.examiner.wrong_at(self.point, part, value, expected, number)

    # Definitions

    def _definition(self, name: Name | Unknown, statement: Statement, number: int) -> Iterator[Finding]:
        first, *others = statement.parts[1:]
        name = self._with_its_argument(name, first.tree)
        body = self.meaning.explicit(first.tree)
        value = None if self.meaning.undefined(body) else self.meaning.value(body)
        places = [place for part in statement.parts for place in part.columns()]
        columns = (min(places), max(places))
        occurring = value is None or self._occurs(value)
        if value is not None and not occurring and isinstance(name, Unknown):
            occurring = is_outer(value, self.variable, self.problem, self.examiner.places)
        message = ""
        if isinstance(name, Name) and not is_label(name.name) and value is not None and self._is_function(value):
            self.meaning.labels |= {name.name}
        if name.name in self.meaning.labels and value is not None:
            if self._is_function(value) or not occurring:
                yield from self._restated(name, statement, value, columns, number)
                return
            self.meaning.labels -= {name.name}
        elif not occurring and not isinstance(name, Unknown):
            message = f"{linear.unicode(first.tree)} does not occur in the problem as it stands."
            self.doubtful[number] = name.name, first.tree
        self.meaning.define(name, first.tree)
        self.introduced.add(name.name)
        yield Finding("wrong" if number in self.miscopied else "definition", message, columns, first.tree)
        if others and value is not None:
            yield from self._chain(Thread(self.examiner.known(value), body, first.tree, number), others, number)

    def _restated(
        self, name: Name | Unknown, statement: Statement, value: Node, columns: tuple[int, int], number: int
    ) -> Iterator[Finding]:
        """`y = …`: the function, rightly or wrongly, or an attempt at its derivative."""
        first, *others = statement.parts[1:]
        if self.point is None and not self._is_rewriting(value, number, labelled=True):
            yield from self._claims(statement.parts[1:], number, 0)
            return
        is_first = not self.function.number and self._is_function(value)
        findings = self._rewritten(statement.parts[1:], number)
        if is_first:
            self.meaning.define(name, first.tree)
            self.introduced.add(name.name)
            yield Finding("definition", "", columns, first.tree)
            findings = findings[1:] if others else []
        yield from findings

    def _with_its_argument(self, name: Name | Unknown, body: Node) -> Name | Unknown:
        """`outer = sin(u)` and `f = sin(u)`, where u is not defined, are functions of u."""
        if isinstance(name, Unknown):
            return name
        strange = [
            letter
            for letter in self.meaning.undefined(self.meaning.explicit(body))
            if letter in FORMULA_LETTERS and letter != name.name
        ]
        if len(strange) == 1 and self.variable not in names(body):
            return Unknown(name.name, (Name(strange[0]),), (0,))
        if name.name == "L_outside" and names(body) & self.meaning.letters == {self.variable}:
            return Unknown(name.name, (Name(self.variable),), (0,))
        return name

    # Chains

    def _unlabelled(self, statement: Statement, number: int) -> list[Finding]:
        """What follows an equality sign belongs to the chain above, if it is equal to that."""
        current, self.current = self.current, None
        if current is not None and statement.continues:
            value = self._value(statement.parts[-1])
            if not self._reached(value):
                follows = current.true.compare(value).relation == "equal" or self.examiner.follows(current, value)
                if current is self.function:
                    if follows or (not self.claimed and self._is_rewriting(value, number, labelled=False)):
                        return self._rewritten(statement.parts, number)
                elif not self.claimed or follows:
                    self.current = current
                    return self._chain(current, statement.parts, number)
        if not self.claimed and len(statement.parts) == 1 and self._is_restated(statement.parts[0], number):
            part = statement.parts[0]
            self._rewritten(statement.parts, number)
            return [Finding("note", "This is the function itself.", part.columns(), part.tree)]
        if (
            not self.claimed
            and not statement.continues
            and len(statement.parts) == 1
            and self.foresight.comes_after(number)
        ):
            beside = self._beside(statement.parts[0], number)
            if beside is not None:
                return beside
        return self._claims(statement.parts, number, 0)

    def _beside(self, part: Part, number: int) -> list[Finding] | None:
        """An expression alone, before the derivative is named: a part of the problem, or the function rewritten."""
        explicit = self._understood(part.tree)
        value = self.meaning.value(explicit)
        if self._reached(value) or open_derivatives(explicit):
            return None
        if self._occurs(value) and not self._is_function(value):
            self.current = Thread(self.examiner.known(value), explicit, part.tree, number)
            return [Finding("note", "This is a part of the problem.", part.columns(), part.tree)]
        if slips_of_rewriting(self.function.before, value, self.meaning):
            return self._rewritten([part], number)
        return self._rewritten([part], number) if self.examiner.follows(self.function, value) else None

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

    def _side(self, first: Node, explicit: Node, found: Sequence[Part], number: int, bound: str) -> list[Finding]:
        """A side calculation; what is got wrong in it is believed in what follows, so that this is seen to follow."""
        self.current = thread = self.examiner.side(first, explicit)
        value = self.meaning.value(explicit)
        for left, right, sound in self.equations if open_derivatives(explicit) else ():
            if self._holds(Derivative(left, self.variable), value):
                thread.before = thread.shown = Derivative(right, self.variable)
                thread.sound = sound
                break
        findings = self._chain(thread, found, number, bound, explicit)
        if not open_derivatives(explicit) and not bound:
            self.equations.append((explicit, thread.before, thread.sound))
        return findings

    def _chain(
        self, thread: Thread, found: Sequence[Part], number: int, bound: str = "", start: Node | None = None
    ) -> list[Finding]:
        """A side calculation, expression by expression; `start` is what it calculates."""
        findings = []
        start = thread.before if start is None else start
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
            else:
                self._believe(start, explicit, part, number)
        return findings

    def _believe(self, start: Node, explicit: Node, part: Part, number: int) -> None:
        implied = implied_derivative(start, self.meaning.value(explicit), self.meaning)
        if implied is None:
            return
        goal, answer = implied
        if goal.operand == self.problem or self._is_function(goal.operand):
            self._go_to(1)
            self.main.has_come_to(answer, part.tree, number, sound=False)
        else:
            self.meaning.believe(goal, answer)

    def _claims(self, found: Sequence[Part], number: int, order: int) -> list[Finding]:
        """Expressions that are said to be the derivative."""
        self.current = None
        found = [part_without_constant(part, self.meaning) for part in found]
        understood = [self._understood(part.tree) for part in found]
        return [self._claim(part, explicit, number, order) for part, explicit in zip(found, understood, strict=True)]

    def _claim(self, part: Part, explicit: Node, number: int, order: int) -> Finding:
        value = self.meaning.value(explicit)
        if order and named_derivative(part.tree, self.variable) and isinstance(explicit, Derivative):
            return Finding("note", "This says only what is asked for.", part.columns(), part.tree)
        if value == Number(0) and self.worked_out and self.foresight.is_solved_later(number):
            return Finding("note", "This asks where the derivative is zero.", part.columns(), part.tree)
        at_point = self._at_point(self.asked[max(order, self.order) - 1].derivation.answer, part, value, number)
        if at_point is not None:
            return at_point
        reached = self._reached(value, order)
        self.claimed = True
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

    def _reached(self, value: Node, order: int = 0) -> int:
        """The order of the derivative that a value is, the order reached so far first; 0 if it is none."""
        orders = [order] if order else sorted(range(1, len(self.asked) + 1), key=lambda one: (one < self.order, one))
        return next((one for one in orders if self.asked[one - 1].known.compare(value).relation == "equal"), 0)

    def _go_to(self, order: int) -> None:
        if order != self.order:
            before = self.main.before
            plain = order == self.order + 1 and not open_derivatives(before)
            asked = Derivative(before, self.variable) if plain else Derivative(self.problem, self.variable, order)
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
            attempt = Derivative(self.main.before, self.variable)
            if not self.main.sound or slips_between(attempt, value, self.meaning):
                self._go_to(self.order + 1)
