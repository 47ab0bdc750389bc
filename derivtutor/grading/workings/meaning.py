"""What the letters of a working stand for, and what its expressions come to when all derivatives are worked out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.explain import explain
from derivtutor.derivation.model import Step
from derivtutor.grading import sentences
from derivtutor.grading.workings.limits import is_limit, limit
from derivtutor.grading.workings.reading.limits import LIMIT
from derivtutor.notation.expression import Expression
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.reader import DEFAULT_LIMITS
from derivtutor.notation.tree import (
    CONSTANTS,
    KEEPING,
    SIZE,
    Algebra,
    Call,
    Derivative,
    Memo,
    Name,
    Node,
    Power,
    Product,
    Quotient,
    Unknown,
    fold,
    names,
    parts,
    size_and_depth,
    substitute,
    with_children,
)

_ANY = Name("the variable")
_PLACE = Name("z_0")
"""What a function is differentiated by that a student differentiates without its argument: `sin'(x^2)`."""

_MOST_NODES = 20_000


class Meaning:
    """The letters that the student has given a meaning, and the derivatives that were got wrong on the way.

    `labels` are names of the function itself, such as the `y` of `y' = …`; `increments` are letters that go to a limit,
    such as the `h` of a difference quotient. An expression is first made `explicit`:
    only letters of the problem and `d/dx (…)` are left in it. Then the derivatives in it are worked out.
    """

    def __init__(self, function: Node, variable: str, labels: frozenset[str]) -> None:
        self.function = function
        self.variable = variable
        self.letters = (names(function) | {variable}) - CONSTANTS
        self.named = frozenset(node.name for node in parts(function) if isinstance(node, Unknown))
        self.labels = labels - self.letters - self.named
        self.increments: set[str] = set()
        self.written: dict[str, Node] = {}
        self.functions: dict[str, tuple[str, Node]] = {}
        self.beliefs: dict[Node, Node] = {}
        self.settled: set[Node] = set()
        self._explained: dict[Derivative, Derivation] = {}

    def is_free(self, name: str) -> bool:
        """Whether a name may be given a meaning."""
        return not (name in self.letters or name in self.named or name in CONSTANTS or name in self.increments)

    def define(self, name: Name | Unknown, body: Node) -> None:
        """Remember `u = …` or `g(x) = …`; where the letter was used before, it keeps its old meaning.

        Raises:
            UserError: where the letter is defined by itself, or what it stands for is too large.
        """
        if isinstance(name, Name) and self.written.get(name.name) == body:
            return
        parameter = self.variable
        if isinstance(name, Unknown) and isinstance(name.arguments[0], Name):
            parameter = name.arguments[0].name
        if self.body(name.name) is not None or name.name in self.functions:
            self._keep_old_meanings(name.name)
            if name.name in _all_names(body):
                body = self.explicit(body, parameter)
        explicit = self.explicit(body, parameter)
        size, depth = size_and_depth(explicit)
        if size > DEFAULT_LIMITS.nodes or depth > DEFAULT_LIMITS.depth:
            raise sentences.DEFINITION_TOO_LARGE(name=name.name)
        if name.name in _all_names(explicit):
            raise sentences.DEFINED_BY_ITSELF(name=name.name)
        self.written.pop(name.name, None)
        self.functions.pop(name.name, None)
        if isinstance(name, Unknown):
            self.functions[name.name] = (parameter, body)
        if parameter == self.variable:
            self.written[name.name] = body

    def _keep_old_meanings(self, letter: str) -> None:
        """Write what uses a letter in those of the problem, before the letter changes its meaning."""
        self.functions = {
            name: (parameter, self.explicit(body, parameter) if letter in _all_names(body) else body)
            for name, (parameter, body) in self.functions.items()
        }
        self.written = {
            name: self.explicit(body) if letter in _all_names(body) else body for name, body in self.written.items()
        }

    def body(self, name: str) -> Node | None:
        """What a name stands for, as the student wrote it."""
        return self.written.get(name, self.function if name in self.labels else None)

    def undefined(self, explicit: Node) -> tuple[str, ...]:
        """Names in an explicit expression that have no meaning."""
        undefined = {name for name in names(explicit) if name not in self.letters}
        unknown = [part for part in parts(explicit) if isinstance(part, Unknown)]
        undefined |= {part.name for part in unknown if part.name not in self.named and not is_limit(part)}
        bound = {part.variable for part in parts(explicit) if isinstance(part, Derivative)} & self.written.keys()
        bound |= {part.arguments[1].name for part in unknown if is_limit(part) and isinstance(part.arguments[1], Name)}
        return tuple(sorted(undefined - bound - self.increments))

    # Letters

    def explicit(self, node: Node, keep: str = "") -> Node:
        """The expression in the letters of the problem, except for `keep`; derivatives stay, as `d/dx (…)`."""

        def name(leaf: Name, _: list[Node]) -> Node:
            return leaf if leaf.name == keep else self._name(leaf, keep)

        def unknown(called: Unknown, children: list[Node]) -> Node:
            return self._unknown(called, children, keep)

        def derivative(goal: Derivative, children: list[Node]) -> Node:
            return self._derivative(goal, children[0])

        algebra: Algebra[Node] = {**KEEPING, Name: name, Unknown: unknown, Derivative: derivative}
        explicit = fold(node, algebra, Memo())
        if fold(explicit, SIZE) > _MOST_NODES:
            raise sentences.LETTERS_TOO_LARGE()
        return explicit

    def _name(self, leaf: Name, keep: str) -> Node:
        base = leaf.name.rstrip("'")
        order = len(leaf.name) - len(base)
        body = self.body(base) if self.is_free(base) else None
        if body is None and order and base in self.letters and leaf.name not in self.letters:
            body = Name(base)
        if body is None:
            return leaf
        return Derivative(self.explicit(body), self.variable, order) if order else self.explicit(body, keep)

    def _unknown(self, called: Unknown, children: list[Node], keep: str) -> Node:
        if called.orders[0] and (called.name in FUNCTIONS or called.name == "exp"):
            return self._derivative_of_function(called, children)
        if called.name in self.named or len(children) != 1:
            return KEEPING[Unknown](called, children)
        if called.name in self.increments and not called.orders[0]:
            return Product((Name(called.name), children[0]))
        order, plain = called.orders[0], called.arguments[0] == Name(self.variable)
        primed = Name(called.name + "'" * order)
        if called.name in self.functions and not plain:
            parameter, body = self.functions[called.name]
            inner = self.explicit(body, parameter)
            if order and children[0] == Name(parameter):
                return Derivative(inner, parameter, order)
            if order:
                inner = self.value(Derivative(inner, parameter, order))
            return substitute(inner, {parameter: children[0]})
        if self.body(called.name) is None:
            return KEEPING[Unknown](called, children)
        if plain:
            return self._name(primed, keep)
        if called.name in self.labels:
            # The chain rule's own formula, f'(g(x)) g'(x), is about another f.
            plainly = self._name(primed, keep)
            if order and self.variable not in names(children[0]):
                return Unknown(LIMIT, (plainly, Name(self.variable), children[0]), (0, 0, 0))
            return KEEPING[Unknown](called, children) if order else substitute(plainly, {self.variable: children[0]})
        return Product((self._name(primed, keep), children[0]))

    def _derivative_of_function(self, primed: Unknown, children: Sequence[Node]) -> Node:
        """`sin'(x^2)` is the derivative of the sine at that place."""
        argument, order = children[0], primed.orders[0]
        place = Name(self.variable) if argument == Name(self.variable) else _PLACE
        called: Node = Power(Name("e"), place) if primed.name == "exp" else Call(primed.name, (place,))
        derivative = Derivative(called, place.name, order)
        return derivative if place == argument else Unknown(LIMIT, (derivative, place, argument), (0, 0, 0))

    def _derivative(self, goal: Derivative, operand: Node) -> Node:
        """`dy/du` is the derivative of `sin(u)` if `y = sin(u)`, and `(dy/dx)/(du/dx)` otherwise."""
        letter = goal.variable
        body = self.written.get(letter) if self.is_free(letter) else None
        if body is None:
            return Derivative(operand, letter, goal.order)
        partly = self.explicit(goal.operand, letter)
        if letter not in names(partly):
            partly = with_part(operand, self.explicit(body), Name(letter))
        if letter in names(partly) or goal.order > 1:
            return Derivative(partly, letter, goal.order)
        return Quotient(Derivative(operand, self.variable), Derivative(self.explicit(body), self.variable))

    # Derivatives

    def value(self, explicit: Node, believed: bool = False) -> Node:
        """An explicit expression with all its derivatives worked out; with those that the student believes in.

        Raises:
            UserError: where a derivative cannot be worked out.
        """

        def derivative(goal: Derivative, children: list[Node]) -> Node:
            return self._worked_out(Derivative(children[0], goal.variable, goal.order), believed)

        def unknown(called: Unknown, children: list[Node]) -> Node:
            return limit(*children) if is_limit(called) else KEEPING[Unknown](called, children)

        algebra: Algebra[Node] = {**KEEPING, Derivative: derivative, Unknown: unknown}
        return fold(explicit, algebra)

    def _worked_out(self, asked: Derivative, believed: bool) -> Node:
        derivation = self.derivation(asked)
        result = derivation.answer
        if believed and self.beliefs and asked.order == 1:
            result = self._believed(derivation.roots[0])
        body = self.written.get(asked.variable) if self.is_free(asked.variable) else None
        return result if body is None else substitute(result, {asked.variable: self.explicit(body)})

    def derivation(self, asked: Derivative) -> Derivation:
        """How a derivative is worked out."""
        derivation = self._explained.get(asked)
        if derivation is None:
            operand = Expression(asked.operand)
            derivation = self._explained[asked] = explain(operand, asked.variable, asked.order, method="direct")
        return derivation

    def _believed(self, step: Step) -> Node:
        held = self.beliefs.get(key(step.goal.expression, step.goal.variable))
        if held is not None:
            return substitute(held, {_ANY.name: Name(step.goal.variable)})
        results = tuple([self._believed(child) for child in step.steps])
        same = all(new is child.result for new, child in zip(results, step.steps, strict=True))
        return step.result if same else step.match.conclude(results)

    def remember(self, asked: Node, answer: Node) -> None:
        """Note which derivatives a side calculation has worked out, so that using them skips no step."""
        left = {key(goal.operand, goal.variable) for goal in open_derivatives(answer)}
        settled = {key(goal.operand, goal.variable) for goal in open_derivatives(asked)} - left
        self.settled |= settled
        self.beliefs = {goal: held for goal, held in self.beliefs.items() if goal not in settled}

    def believe(self, asked: Derivative, wrong: Node) -> None:
        """Go on with a derivative that was got wrong, so that what follows from it is seen to follow."""
        self.beliefs[key(asked.operand, asked.variable)] = substitute(wrong, {asked.variable: _ANY})


def _spliced(old: Sequence[Node], new: Sequence[Node]) -> tuple[Node, ...]:
    """The factors, those of a product that stands for a derivative side by side with the others."""
    factors: list[Node] = []
    for before, after in zip(old, new, strict=True):
        factors += after.factors if isinstance(before, Derivative) and isinstance(after, Product) else [after]
    return tuple(factors)


def _all_names(explicit: Node) -> frozenset[str]:
    """The names in an expression without their primes, those of functions as well."""
    called = {node.name for node in parts(explicit) if isinstance(node, Unknown)}
    return frozenset(called | {name.rstrip("'") for name in names(explicit)})


def with_part(node: Node, part: Node, other: Node) -> Node:
    """An expression with another one in the place of a part, wherever that stands."""
    if node == part:
        return other
    return with_children(node, tuple([with_part(child, part, other) for child in node.children]))


def key(operand: Node, variable: str) -> Node:
    """The same for a goal whatever its variable is called."""
    return substitute(operand, {variable: _ANY})


def open_derivatives(explicit: Node) -> tuple[Derivative, ...]:
    """The derivatives that are still to be worked out, each once, in order; not those inside of others."""
    return tuple(dict.fromkeys(_outermost(explicit)))


def innermost_derivatives(explicit: Node) -> tuple[Derivative, ...]:
    """The derivatives that can be worked out next, each once: there is no other one inside."""
    return tuple(dict.fromkeys(_innermost(explicit)))


def _innermost(node: Node) -> Iterator[Derivative]:
    goals = [goal for child in node.children for goal in _innermost(child)]
    yield from goals
    if isinstance(node, Derivative) and not goals:
        yield node


def _outermost(node: Node) -> Iterator[Derivative]:
    if isinstance(node, Derivative):
        yield node
        return
    for child in node.children:
        yield from _outermost(child)


def with_results(explicit: Node, results: Mapping[Derivative, Node]) -> Node:
    """The expression with results in the place of some of its derivatives."""
    if isinstance(explicit, Derivative) and explicit in results:
        return results[explicit]
    children = tuple([with_results(child, results) for child in explicit.children])
    if isinstance(explicit, Product):
        children = _spliced(explicit.children, children)
        return Product(children, explicit.span)
    return with_children(explicit, children)
