"""Judging a working from line to line: what each line claims, and whether it is so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derivtutor.errors import UserError
from derivtutor.grading.asked import Asked
from derivtutor.grading.work.claims import Claims
from derivtutor.grading.work.foresight import Foresight
from derivtutor.grading.work.formula import formula_holds
from derivtutor.grading.work.guesses import defined_by_derivative
from derivtutor.grading.work.labels import is_label, part_named
from derivtutor.grading.work.limits import INCREMENT, is_limit
from derivtutor.grading.work.lines import Part, Statement, WrittenLine
from derivtutor.grading.work.meaning import Meaning, open_derivatives
from derivtutor.grading.work.places import is_outer, occurs
from derivtutor.grading.work.point import Point
from derivtutor.grading.work.rewriting import Rewriting
from derivtutor.grading.work.slips import (
    implied_derivative,
    slips_of_derivative,
    slips_of_rewriting,
)
from derivtutor.grading.work.statements import (
    FORMULA_LETTERS,
    USUAL_LABELS,
    argument_of,
    is_point,
    named_derivative,
    part_without_constant,
    turned,
    unreadable,
)
from derivtutor.grading.work.thread import Examiner, Thread
from derivtutor.grading.work.verdict import Finding, JudgedLine, together
from derivtutor.notation import linear
from derivtutor.notation.expression import Expression
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.tree import CONSTANTS, Call, Derivative, Name, Node, Number, Unknown, names, parts


class Judging:
    """Goes through the lines of a working once.

    `current` is the chain that the line before was about, if it was not the derivative. `equations` are those whose
    sides may be differentiated, with whether they are true. Lines whose definition does not occur in the problem are
    `doubtful`; `miscopied` are those that have turned out to be wrong.
    """

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
        self.current: Thread | None = None
        self.equations: list[tuple[Node, Node, bool]] = []
        self.introduced: set[str] = set()
        self.doubtful: dict[int, tuple[str, Node]] = {}
        self.miscopied = miscopied

    def judge_all(self) -> tuple[JudgedLine, ...]:
        """Judge a whole page."""
        return tuple([self.judge(line) for line in self.foresight.lines])

    def judge(self, line: WrittenLine) -> JudgedLine:
        """Judge one line."""
        if line.complaint is not None:
            return JudgedLine(line.number, line.text, unreadable(line.complaint).within(len(line.text)))
        if line.continued:
            return JudgedLine(line.number, line.text, Finding("note", f"This goes on from line {line.number - 1}."))
        findings: list[Finding] = []
        for statement in line.statements:
            if is_point(statement, self.meaning):
                self.point.is_set_by(statement)
        for statement in line.statements:
            if is_point(statement, self.meaning) or self._is_of_tangent(statement, line):
                continue
            try:
                findings += self._statement(statement, line.number)
            except UserError as error:
                findings.append(unreadable(error, statement.parts[-1]))
        return JudgedLine(line.number, line.text, together(findings).within(len(line.text)))

    def _is_of_tangent(self, statement: Statement, line: WrittenLine) -> bool:
        """Whether a line tells the equation of a tangent, once the derivative is found; that was not asked for."""
        words = line.text.lower()
        about = self.claims.worked_out and ("tangent" in words or "normal" in words)
        return bool(about) and any(name in self.meaning.labels for name in names(statement.first))

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
        if asked_order and statement.condition is not None:
            return [self.claims.claim_where(part, statement.condition, number) for part in statement.parts[1:]]
        if asked_order and self._is_solved(statement, number):
            return [Finding("note", "This is an equation to solve.", statement.parts[-1].columns(), first)]
        if asked_order:
            return self._claims(statement.parts[1:], number, asked_order)
        first, bound = self._of_outer_function(statement)
        bound = bound or argument_of(first, self.meaning)
        first, bound = self._of_known_function(first, bound)
        explicit = self.claims.understood(first, bound)
        if self._is_of_other_form(explicit):
            return self._claims(statement.parts[1:], number, 0)
        if self._is_solved(statement, number):
            return [Finding("note", "This is an equation to solve.", statement.parts[-1].columns(), first)]
        value = self.meaning.value(explicit)
        if not bound and self.claims.reached(value):
            return self._claims(statement.parts, number, 0)
        if bound or is_increment or self._is_side(first):
            return self._side(first, explicit, statement.parts[1:], number, bound)
        if self._is_identity(value, statement.parts[1:]):
            return [self._aside(value, statement, number)]
        if not self.claims.claimed and self.rewriting.is_function(value):
            rest = statement.parts[1:]
            if self.rewriting.is_meant(self._value(rest[0]), number, labelled=False):
                return self._in_other_forms(rest, number)
            return self._claims(rest, number, 0)
        if self._occurs(value) and not self.claims.is_attempt(value):
            return self._side(first, explicit, statement.parts[1:], number, "")
        return self._claims(statement.parts, number, 0)

    def _spoken_of(self, statement: Statement, number: int) -> list[Finding]:
        """An expression among words is a claim only if it is the derivative, or what was taken for it."""
        explicit = self.meaning.explicit(statement.first)
        if self.meaning.undefined(explicit) or not self.claims.is_attempt(self.meaning.value(explicit)):
            return []
        return self._claims(statement.parts, number, 0)

    def _becomes(self, statement: Statement, number: int) -> list[Finding]:
        """`x^2 -> 2x`: the second is the derivative of the first, or the first in another form."""
        first, then = statement.parts
        if isinstance(first.tree, Name) and isinstance(then.tree, Number) and first.tree.name != self.meaning.variable:
            return []
        letter = self._own_letter(first.tree, then)
        if letter:
            asked = Derivative(self.meaning.explicit(first.tree, letter), letter)
            is_bound = self.meaning.body(letter) is None
            return self._side(asked, asked, [then], number, letter if is_bound else "")
        explicit = self.claims.understood(first.tree)
        value, result = self.meaning.value(explicit), self._value(then)
        if self.claims.claimed and self.claims.is_attempt(value):
            return self._claims(statement.parts, number, 0)
        asked = Derivative(explicit, self.meaning.variable)
        if self.rewriting.is_function(value) and (not self.rewriting.is_function(result) or first.tree == then.tree):
            return self._claims([then], number, 0)
        if self._occurs(value) or self._holds(asked, result):
            is_rewritten = self._holds(explicit, result) and first.tree != then.tree
            if is_rewritten and not self._holds(asked, result):
                return [self._aside(value, Statement(statement.parts), number)]
            return self._side(asked, asked, [then], number, "")
        return self._claims(statement.parts, number, 0)

    def _own_letter(self, tree: Node, then: Part) -> str:
        """The letter of a function of another letter than the problem's variable: the u of `u^4 -> 4u^3`."""
        letters = [name for name in names(tree) if name in FORMULA_LETTERS and self.meaning.is_free(name)]
        if len(letters) != 1 or self.meaning.variable in names(tree) | names(then.tree):
            return ""
        return letters[0]

    def _holds(self, explicit: Node, value: Node) -> bool:
        """Whether an expression has this value."""
        return self.examiner.known(self.meaning.value(explicit)).compare(value).relation == "equal"

    def _occurs(self, value: Node) -> bool:
        return occurs(value, self.meaning.function, self.examiner.places)

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
        inner = self.meaning.body("L_inside") or part_named("inside", self.claims.asked[0].derivation.roots[0])
        return (first if inner is None else Unknown(base, (inner,), (order,))), ""

    def _of_known_function(self, first: Node, bound: str) -> tuple[Node, str]:
        """`σ'(z)` is the derivative by z of σ(z), whatever z stands for."""
        if not (isinstance(first, Unknown) and first.name in FUNCTIONS and first.orders[0]):
            return first, bound
        argument = first.arguments[0]
        if not isinstance(argument, Name) or not self.meaning.is_free(argument.name):
            return first, bound
        letter = "" if self.meaning.body(argument.name) is not None else argument.name
        return Derivative(Call(first.name, (argument,)), argument.name, first.orders[0]), letter

    def _by_its_own_letter(self, first: Node, base: str, order: int, then: Part) -> Node:
        """`f' = cos(u)` with f = sin(u) may be meant as df/du."""
        body = self.meaning.written[base]
        letters = [name for name in names(body) if name in self.meaning.written]
        if len(letters) != 1 or self.meaning.variable in names(body):
            return first
        by_letter = Derivative(Name(base), letters[0], order)
        value = self._value(then)
        by_variable = self._holds(self.meaning.explicit(first), value)
        return by_letter if not by_variable and self._holds(self.meaning.explicit(by_letter), value) else first

    def _is_of_other_form(self, explicit: Node) -> bool:
        """Whether this asks for the derivative of what the function was wrongly rewritten as."""
        thread = self.rewriting.thread
        if thread.sound or not isinstance(explicit, Derivative) or explicit.variable != self.meaning.variable:
            return False
        return self.examiner.places.alike(explicit.operand, thread.before)

    def _is_solved(self, statement: Statement, number: int) -> bool:
        """Whether an equation is no identity but one to solve, `3x^2 = 12`, after the derivative."""
        if self.point.value is not None or len(statement.parts) != 2:
            return False
        if not (self.claims.worked_out and self.foresight.is_solved_later(number)):
            return False
        left, right = (self._value(part) for part in statement.parts)
        return self.meaning.variable in names(left) and not names(right) - CONSTANTS

    def _is_identity(self, value: Node, others: Sequence[Part]) -> bool:
        """Whether an equation that does not begin with the derivative is true as it stands."""
        known = self.examiner.known(value)
        return all(known.compare(self._value(part)).relation == "equal" for part in others)

    def _aside(self, value: Node, statement: Statement, number: int) -> Finding:
        """A true equation beside the derivative: the function, or a part of it, is written in another way."""
        last = statement.parts[-1]
        explicit = self.claims.understood(last.tree)
        if self.rewriting.is_function(value):
            return self._in_other_forms(statement.parts[1:], number)[-1]
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
        return bool(self.claims.reached(value)) and not self.rewriting.is_function(value)

    def _labelled_order(self, statement: Statement) -> int:
        """The order of the derivative if a name of it stands on the left: `y'`, `f''(x)`, `dA/dr`."""
        named = named_derivative(statement.first, self.meaning.variable)
        if named is None:
            return 0
        name, order = named
        free = self.meaning.is_free(name) and self.meaning.body(name) is None and not is_label(name)
        if free and not self._is_derivative_of_part(name, statement) and name not in FORMULA_LETTERS:
            self.meaning.labels |= {name}
        is_named = name in self.meaning.labels or name in self.meaning.letters & USUAL_LABELS - {self.meaning.variable}
        return order if is_named and order <= len(self.claims.asked) else 0

    def _is_derivative_of_part(self, name: str, statement: Statement) -> bool:
        """Whether `u' = 2x` tells what u stands for, which was not said; then it is remembered."""
        explicit = self.meaning.explicit(statement.parts[-1].tree)
        if self.meaning.undefined(explicit) or self.claims.reached(self.meaning.value(explicit)):
            return False
        return defined_by_derivative(name, self.meaning.value(explicit), self.meaning, self.examiner.places)

    def _is_side(self, first: Node) -> bool:
        """Whether the left side asks for something else: `u'`, `dy/du`, `d/dx (x^2)`, `ln(y)`."""
        if isinstance(first, Derivative) or named_derivative(first, self.meaning.variable):
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
        if self.claims.reached(value) or not self.rewriting.is_function(value):
            return False
        asked = Derivative(self.meaning.function, self.meaning.variable)
        slips = () if part.tree == self.meaning.function else slips_of_derivative(asked, value, self.meaning)
        return not any(slip.rule for explanation in slips for slip in explanation.slips) or self.foresight.comes_after(
            number
        )

    def _in_other_forms(self, found: Sequence[Part], number: int) -> list[Finding]:
        self.current = self.rewriting.thread
        return self.rewriting.judge(found, number)

    # Definitions

    def _definition(self, name: Name | Unknown, statement: Statement, number: int) -> Iterator[Finding]:
        first, *others = statement.parts[1:]
        if self._is_name_of_derivative(name):
            yield from self._claims(statement.parts[1:], number, 0)
            return
        name = self._with_its_argument(name, first.tree)
        body = self.meaning.explicit(first.tree)
        value = None if self.meaning.undefined(body) else self.meaning.value(body)
        places = [place for part in statement.parts for place in part.columns()]
        columns = (min(places), max(places))
        occurring = value is None or self._occurs(value)
        if value is not None and not occurring and isinstance(name, Unknown):
            occurring = is_outer(value, self.meaning.variable, self.meaning.function, self.examiner.places)
        message = ""
        if (
            isinstance(name, Name)
            and not is_label(name.name)
            and value is not None
            and self.rewriting.is_function(value)
        ):
            self.meaning.labels |= {name.name}
        if name.name in self.meaning.labels and value is not None:
            is_part = occurring and (isinstance(name, Unknown) or self.foresight.defines_others(name.name))
            if self.rewriting.is_function(value) or not is_part:
                yield from self._restated(name, statement, value, columns, number)
                return
            self.meaning.labels -= {name.name}
        elif not occurring and not isinstance(name, Unknown) and not is_label(name.name):
            message = f"{linear.unicode(first.tree)} does not occur in the problem as it stands."
            self.doubtful[number] = name.name, first.tree
        self._introduce(name, first.tree)
        yield Finding("wrong" if number in self.miscopied else "definition", message, columns, first.tree)
        if others and value is not None:
            yield from self._chain(Thread(self.examiner.known(value), body, first.tree, number), others, number)

    def _restated(
        self, name: Name | Unknown, statement: Statement, value: Node, columns: tuple[int, int], number: int
    ) -> Iterator[Finding]:
        """`y = …`: the function, rightly or wrongly, or an attempt at its derivative."""
        first, *others = statement.parts[1:]
        if self.point.value is None and not self.rewriting.is_meant(value, number, labelled=True):
            yield from self._claims(statement.parts[1:], number, 0)
            return
        is_first = not self.rewriting.thread.number and self.rewriting.is_function(value)
        findings = self._in_other_forms(statement.parts[1:], number)
        if is_first:
            self._introduce(name, first.tree)
            yield Finding("definition", "", columns, first.tree)
            findings = findings[1:] if others else []
        yield from findings

    def _is_name_of_derivative(self, name: Name | Unknown) -> bool:
        """Whether a name was introduced for the derivative: the v of `v = ds/dt`."""
        body = self.meaning.written.get(name.name) if name.name in self.introduced else None
        explicit = None if body is None else self.meaning.explicit(body)
        return isinstance(explicit, Derivative) and self.rewriting.is_function(explicit.operand)

    def _introduce(self, name: Name | Unknown, body: Node) -> None:
        self.meaning.define(name, body)
        self.introduced.add(name.name)
        self.claims.is_completed_by(name.name)

    def _with_its_argument(self, name: Name | Unknown, body: Node) -> Name | Unknown:
        """`outer = sin(u)` and `f = sin(u)`, where u is not defined, are functions of u."""
        if isinstance(name, Unknown):
            return name
        strange = [
            letter
            for letter in self.meaning.undefined(self.meaning.explicit(body))
            if letter in FORMULA_LETTERS and letter != name.name
        ]
        if len(strange) == 1 and self.meaning.variable not in names(body):
            return Unknown(name.name, (Name(strange[0]),), (0,))
        if name.name == "L_outside" and names(body) & self.meaning.letters == {self.meaning.variable}:
            return Unknown(name.name, (Name(self.meaning.variable),), (0,))
        return name

    # Chains

    def _unlabelled(self, statement: Statement, number: int) -> list[Finding]:
        """What follows an equality sign belongs to the chain above, if it is equal to that."""
        current, self.current = self.current, None
        if current is not None and statement.continues:
            value = self._value(statement.parts[-1])
            if not self.claims.reached(value):
                follows = current.true.compare(value).relation == "equal" or self.examiner.follows(current, value)
                if current is self.rewriting.thread:
                    if follows or (not self.claims.claimed and self.rewriting.is_meant(value, number, labelled=False)):
                        return self._in_other_forms(statement.parts, number)
                elif not self.claims.claimed or follows:
                    self.current = current
                    return self._chain(current, statement.parts, number)
        if not self.claims.claimed and len(statement.parts) == 1 and self._is_restated(statement.parts[0], number):
            part = statement.parts[0]
            self._in_other_forms(statement.parts, number)
            return [Finding("note", "This is the function itself.", part.columns(), part.tree)]
        if not self.claims.claimed and len(statement.parts) == 1:
            beside = self._beside(statement.parts[0], statement.continues, number)
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
            return self._in_other_forms([part], number)
        if continues or not self.foresight.comes_after(number):
            return None
        if self._occurs(value) and not self.rewriting.is_function(value):
            self.current = Thread(self.examiner.known(value), explicit, part.tree, number)
            return [Finding("note", "This is a part of the problem.", part.columns(), part.tree)]
        function = self.rewriting.thread
        if slips_of_rewriting(function.before, value, self.meaning) or self.examiner.follows(function, value):
            return self._in_other_forms([part], number)
        return None

    def _value(self, part: Part) -> Node:
        return self.meaning.value(self.claims.understood(part.tree))

    def _side(self, first: Node, explicit: Node, found: Sequence[Part], number: int, bound: str) -> list[Finding]:
        """A side calculation; what is got wrong in it is believed in what follows, so that this is seen to follow."""
        self.current = thread = self.examiner.side(first, explicit)
        value = self.meaning.value(explicit)
        for left, right, sound in self.equations if open_derivatives(explicit) else ():
            if self._holds(Derivative(left, self.meaning.variable), value):
                thread.before = thread.shown = Derivative(right, self.meaning.variable)
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
        understood = [self.claims.understood(part.tree, bound) for part in found]
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
        if goal.operand == self.meaning.function or self.rewriting.is_function(goal.operand):
            self.claims.believe(answer, part, number)
        else:
            self.meaning.believe(goal, answer)

    def _claims(self, found: Sequence[Part], number: int, order: int) -> list[Finding]:
        """Expressions that are said to be the derivative."""
        self.current = None
        found = [part_without_constant(part, self.meaning) for part in found]
        understood = [self.claims.understood(part.tree) for part in found]
        return [
            self.claims.claim(part, explicit, number, order) for part, explicit in zip(found, understood, strict=True)
        ]
