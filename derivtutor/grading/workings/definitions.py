"""Definitions in a working: letters for parts of the problem, names of the function and of its derivative."""

from __future__ import annotations

from collections.abc import Iterator

from derivtutor.grading import sentences
from derivtutor.grading.workings.claims import Claims
from derivtutor.grading.workings.foresight import Foresight
from derivtutor.grading.workings.meaning import with_part
from derivtutor.grading.workings.places import is_outer, miscopied_part, occurs
from derivtutor.grading.workings.reading.labels import is_label
from derivtutor.grading.workings.reading.statement import Statement
from derivtutor.grading.workings.rewriting import Rewriting
from derivtutor.grading.workings.side import SideCalculations
from derivtutor.grading.workings.statements import FORMULA_LETTERS, named_derivative
from derivtutor.grading.workings.thread import Thread
from derivtutor.grading.workings.verdict import Finding, JudgedLine
from derivtutor.notation import linear
from derivtutor.notation.tree import CONSTANTS, Derivative, Name, Node, Number, Unknown, names, parts

_MOST_LAYERS = 24
_EXPONENTS = frozenset("nm")


class Definitions:
    """What the student's letters stand for.

    `introduced` are those defined so far. Lines whose definition does not occur in the problem are `doubtful`;
    `miscopied` are those that have turned out to be wrong.
    """

    def __init__(
        self,
        claims: Claims,
        rewriting: Rewriting,
        foresight: Foresight,
        sides: SideCalculations,
        miscopied: frozenset[int],
    ) -> None:
        self.claims = claims
        self.rewriting = rewriting
        self.foresight = foresight
        self.sides = sides
        self.miscopied = miscopied
        self.meaning = claims.meaning
        self.examiner = claims.examiner
        self.introduced: set[str] = set()
        self.doubtful: dict[int, tuple[str, Node]] = {}

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

    def judge(self, name: Name | Unknown, statement: Statement, number: int) -> Iterator[Finding]:
        """Judge `u = …`, `g(x) = …` or `y = …`: whether it stands for something in the problem."""
        first, *others = statement.parts[1:]
        if self._is_name_of_derivative(name) or self._is_label_of_derivative(name, statement):
            yield from self.claims.judge(statement.parts[1:], number, 0)
            return
        name = self._with_its_argument(name, first.tree)
        body = self.meaning.explicit(first.tree)
        value = None if self.meaning.undefined(body) else self.meaning.value(body)
        places = [place for part in statement.parts for place in part.columns()]
        columns = (min(places), max(places))
        occurring = value is None or occurs(value, self.meaning.function, self.examiner.places)
        if value is not None and not occurring and isinstance(name, Unknown):
            occurring = is_outer(value, self.meaning.variable, self.meaning.function, self.examiner.places)
        message, is_wrong = "", False
        strange = self._strange_letter(name, body)
        if strange and name.name in self.meaning.labels:
            message = sentences.NOT_THE_FUNCTION.format(number=number, letter=strange)
            yield Finding("wrong", message, columns, first.tree)
            return
        if isinstance(name, Name) and not is_label(name.name) and self._is_function(value):
            self.meaning.labels |= {name.name}
        if name.name in self.meaning.labels and value is not None:
            is_part = self.foresight.defines_others(name.name) or (occurring and isinstance(name, Unknown))
            if self.rewriting.is_function(value) or not is_part:
                yield from self._restated(name, statement, value, columns, number)
                return
            self.meaning.labels -= {name.name}
        if not occurring and self.meaning.variable in names(first.tree):
            message, is_wrong = self._doubt(name.name, first.tree, value, number)
        elif isinstance(name, Unknown) and not self._is_layer(name, first.tree):
            message, is_wrong = sentences.NO_PART_OF_SOMETHING.format(part=linear.unicode(first.tree)), True
        elif isinstance(first.tree, Number) and name.name in _EXPONENTS and not occurring:
            message, is_wrong = sentences.DOES_NOT_OCCUR.format(part=linear.unicode(first.tree)), True
        self._introduce(name, first.tree)
        yield Finding("wrong" if is_wrong else "definition", message, columns, first.tree)
        if others and value is not None:
            yield from self.sides.chain(Thread(self.examiner.known(value), body, first.tree, number), others, number)

    def _doubt(self, name: str, body: Node, value: Node | None, number: int) -> tuple[str, bool]:
        """What is told of a definition that does not occur in the problem, and whether it was miscopied."""
        if not is_label(name):
            self.doubtful[number] = name, body
        function = self.meaning.function
        meant = miscopied_part(body, function, self.meaning.variable)
        part = linear.unicode(body)
        if meant is None or self._occurs_elsewhere(name, value):
            return "" if is_label(name) else sentences.DOES_NOT_OCCUR_SO.format(part=part), number in self.miscopied
        self.rewriting.believe(with_part(function, meant, body), number)
        return sentences.MISCOPIED.format(part=part, meant=linear.unicode(meant)), True

    def _is_function(self, value: Node | None) -> bool:
        return value is not None and self.rewriting.is_function(value)

    def _strange_letter(self, name: Name | Unknown, body: Node) -> str:
        """A letter that is neither in the problem nor usual for its parts: the t of `f(x) = t^2` for x^2."""
        own = names(name.arguments[0]) if isinstance(name, Unknown) else frozenset()
        strange = set(self.meaning.undefined(body)) - FORMULA_LETTERS - own
        return next((letter for letter in sorted(strange) if len(letter) == 1), "")

    def _is_layer(self, name: Unknown, body: Node) -> bool:
        """Whether a function of a letter of its own, `outer = sin(u)`, is the outer one of some part of the problem."""
        letter = name.arguments[0]
        if not isinstance(letter, Name) or letter.name == self.meaning.variable or not names(body) - CONSTANTS:
            return True
        others = self.meaning.undefined(self.meaning.explicit(body, letter.name))
        if set(others) - {letter.name}:
            return True
        value, places = self.meaning.explicit(body, letter.name), self.examiner.places
        functions = (self.meaning.function, self.rewriting.thread.before)
        layers = [part for function in functions for part in parts(function) if part.children]
        return any(is_outer(value, letter.name, part, places) for part in layers[:_MOST_LAYERS])

    def _occurs_elsewhere(self, name: str, value: Node | None) -> bool:
        """Whether a value is a part of the function in another form; other letters may stand for parts of results."""
        places = self.examiner.places
        others = [self.rewriting.thread.before]
        if name not in FORMULA_LETTERS and not is_label(name):
            others.append(self.claims.asked[0].derivation.answer)
        return value is None or any(occurs(value, other, places) for other in others)

    def _restated(
        self, name: Name | Unknown, statement: Statement, value: Node, columns: tuple[int, int], number: int
    ) -> Iterator[Finding]:
        """`y = …`: the function, rightly or wrongly, or an attempt at its derivative."""
        first, *others = statement.parts[1:]
        if self.claims.point.value is None and not self.rewriting.is_meant(value, number, labelled=True):
            yield from self.claims.judge(statement.parts[1:], number, 0)
            return
        is_first = not self.rewriting.thread.number and self.rewriting.is_function(value)
        findings = self.sides.in_other_forms(statement.parts[1:], number)
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

    def note_name_of_derivative(self, statement: Statement) -> None:
        """Remember the v of `v = ds/dt = 3t^2`."""
        name, second = statement.defined, statement.parts[min(1, len(statement.parts) - 1)].tree
        is_derivative = isinstance(second, Derivative) or named_derivative(second, self.meaning.variable)
        if name is not None and self.meaning.is_free(name.name) and len(statement.parts) > 2 and is_derivative:
            self._introduce(name, second)

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

    def _is_label_of_derivative(self, name: Name | Unknown, statement: Statement) -> bool:
        """Whether `y = …` is meant as `y' = …`: what follows is the derivative, not the function."""
        if name.name not in self.meaning.labels:
            return False
        explicit = self.meaning.explicit(statement.parts[-1].tree)
        if self.meaning.undefined(explicit):
            return False
        value = self.meaning.value(explicit)
        return bool(self.claims.reached(value)) and not self.rewriting.is_function(value)
