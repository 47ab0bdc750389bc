"""What stands on the left of an equation: the derivative that is asked for, that of a part, or something else."""

from __future__ import annotations

from derivtutor.grading.workings.claims import Claims
from derivtutor.grading.workings.guesses import defined_by_derivative
from derivtutor.grading.workings.limits import is_limit
from derivtutor.grading.workings.places import part_named
from derivtutor.grading.workings.reading.labels import is_label
from derivtutor.grading.workings.reading.statement import Part, Statement
from derivtutor.grading.workings.statements import FORMULA_LETTERS, USUAL_LABELS, argument_of, named_derivative
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.tree import CONSTANTS, Call, Derivative, Name, Node, Unknown, names, parts


class LeftSide:
    """Understands left sides; what a letter stands for may be told by them."""

    def __init__(self, claims: Claims) -> None:
        self.claims = claims
        self.meaning = claims.meaning
        self.examiner = claims.examiner

    def understood(self, statement: Statement) -> tuple[Node, str]:
        """The left side, and the letter in it that only stands for a function's argument, if there is one."""
        first, bound = self._of_outer_function(statement)
        if first is statement.first:
            first, bound = self._by_letter_alone(statement)
        return self._of_known_function(first, bound or argument_of(first, self.meaning))

    def own_letter(self, tree: Node, then: Part) -> str:
        """The letter of a function of another letter than the problem's variable: the u of `u^4 -> 4u^3`."""
        letters = [name for name in names(tree) if name in FORMULA_LETTERS and self.meaning.is_free(name)]
        if len(letters) != 1 or self.meaning.variable in names(tree) | names(then.tree):
            return ""
        return letters[0]

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

    def _by_letter_alone(self, statement: Statement) -> tuple[Node, str]:
        """`(cos u)' = sin u` is about the derivative by u, where neither side has the variable or u'."""
        first, others = statement.first, [part.tree for part in statement.parts[1:]]
        if not isinstance(first, Derivative) or first.variable != self.meaning.variable or first.order > 1:
            return first, ""
        if isinstance(first.operand, Name):
            return first, ""
        letters = {name for name in names(first.operand) if name in FORMULA_LETTERS and self.meaning.is_free(name)}
        used = {name for tree in others for name in names(tree)}
        derived = any(isinstance(node, Derivative) for tree in others for node in parts(tree))
        if len(letters) != 1 or derived or not used <= letters | CONSTANTS or first.variable in names(first.operand):
            return first, ""
        letter = next(iter(letters))
        return Derivative(first.operand, letter), "" if self.meaning.body(letter) is not None else letter

    def _by_its_own_letter(self, first: Node, base: str, order: int, then: Part) -> Node:
        """`f' = cos(u)` with f = sin(u) may be meant as df/du."""
        body = self.meaning.written[base]
        letters = [name for name in names(body) if name in self.meaning.written]
        if len(letters) != 1 or self.meaning.variable in names(body):
            return first
        by_letter = Derivative(Name(base), letters[0], order)
        value = self.claims.value(then)
        by_variable = self.claims.holds(self.meaning.explicit(first), value)
        return by_letter if not by_variable and self.claims.holds(self.meaning.explicit(by_letter), value) else first

    def labelled_order(self, statement: Statement) -> int:
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

    def is_side(self, first: Node) -> bool:
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
