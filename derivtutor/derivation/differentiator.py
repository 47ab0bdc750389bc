"""A function of any number of letters, to be differentiated by any of them: what all that differentiates asks."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from msgspec import Struct

from derivtutor.derivation import sentences
from derivtutor.derivation.engine import Engine
from derivtutor.derivation.model import Goal, Letters, Rule, Step, steps_of
from derivtutor.derivation.open_derivatives import worked_out
from derivtutor.derivation.rule_book import RuleBook
from derivtutor.derivation.rules import RULES
from derivtutor.derivation.rules.rewriting import REWRITE_FIRST
from derivtutor.derivation.tidy import Tidier
from derivtutor.derivation.verify import Checker
from derivtutor.notation import linear
from derivtutor.notation.tree import NAMES, SIZE, Memo, Node, Structure, fold

HIGHEST_ORDER = 12
MOST_NODES = 50_000
"""A derivative with more parts than this is refused: nobody reads it."""


@functools.cache
def rule_book(rewrites: bool = False) -> RuleBook:
    """The rules in their order, ready to be looked up; one that `rewrites` tries that first."""
    return RuleBook((REWRITE_FIRST, *RULES) if rewrites else RULES)


class Steps(Struct, frozen=True):
    """The way to a derivative: one root for every order, the second differentiates the first one's result.

    Every step was checked in numbers, but for the `unchecked` functions: no point was found at which they are defined.
    """

    roots: tuple[Step, ...]
    unchecked: tuple[Node, ...] = ()

    @property
    def results(self) -> tuple[Node, ...]:
        """The derivatives of all orders."""
        return tuple([root.result for root in self.roots])

    @property
    def result(self) -> Node:
        """The derivative that was asked for."""
        return self.roots[-1].result


class Differentiator:
    """Differentiates one function by any of its letters.

    Args:
        function: derivatives within it, such as `d/dx (x^2)`, are worked out first; `notes` say what they are.
        tidy: whether results are simplified by school laws.

    >>> from derivtutor.notation import linear, reader
    >>> product = Differentiator(reader.read("w x").tree)
    >>> {letter: linear.text(product.derivative(letter)) for letter in sorted(product.letters)}
    {'w': 'x', 'x': 'w'}

    Raises:
        UserError: where a derivative within the function cannot be worked out.
    """

    def __init__(self, function: Node, tidy: bool = True) -> None:
        self.function, self.notes = worked_out(function, derivative)
        self._names: Memo[frozenset[str]] = Memo()
        self._tidy = tidy
        self.letters = fold(self.function, NAMES, self._names)

    def steps(self, variable: str, order: int = 1, by: tuple[Rule, ...] = (), rewrites: bool = False) -> Steps:
        """The steps of a derivative.

        Args:
            by: rules with which those of the first order begin, the first of them that applies to the function or to
                terms of it; none leaves the choice to the rule book.
            rewrites: whether what is shorter to differentiate in another form is rewritten first.

        Raises:
            UserError: where no rule, or none of those asked for, applies, the order is none, or what comes out would
                fill thousands of pages.
            FalseStepError: where a step is not true, which is a bug.
        """
        if not 1 <= order <= HIGHEST_ORDER:
            raise sentences.NO_SUCH_ORDER(order=order, most=HIGHEST_ORDER)
        roots: list[Step] = []
        unchecked: list[Node] = []
        current = self.function
        for turn in range(1, order + 1):
            root = self._step(Goal(current, variable), by if turn == 1 else (), rewrites)
            if order > 1 and fold(root.result, SIZE) > MOST_NODES:
                raise sentences.TOO_MANY_PARTS(order=turn, most=MOST_NODES)
            if not self._check(root):
                unchecked.append(current)
            roots.append(root)
            current = root.result
        return Steps(tuple(roots), tuple(unchecked))

    def derivative(self, variable: str, order: int = 1) -> Node:
        """The derivative alone; what `steps` raises."""
        return self.steps(variable, order).result

    def slopes(self, variables: Iterable[str] = ()) -> dict[str, Step]:
        """The step of the first derivative by each letter: the partial derivatives, each with its rule.

        Of one operation, whose operands are letters, they are its local slopes.
        """
        return {variable: self.steps(variable).roots[0] for variable in variables or sorted(self.letters)}

    def _step(self, goal: Goal, by: tuple[Rule, ...], rewrites: bool) -> Step:
        structure = Structure()
        tidy = Tidier(goal.expression, structure, goal.variable) if self._tidy else None
        engine = Engine(rule_book(rewrites), Letters(self.letters | {goal.variable}), structure, self._names, tidy)
        root = engine.derive(goal, root=True, by=by)
        if by and not any(step.rule in by for step in steps_of(root)):
            function = linear.text(goal.expression)
            if by[0].rewrites:
                raise sentences.NOTHING_TO_REWRITE(function=function)
            raise sentences.METHOD_DOES_NOT_APPLY(rule=by[0].title, function=function)
        return root

    def _check(self, root: Step) -> bool:
        """Check all steps; False where no point was found for that, though there may be some."""
        variable = root.goal.variable
        checker = Checker(self.letters | {variable}, variable)
        if checker.check(root):
            return True
        # Where a function has values is found out only if the usual points are all outside.
        from derivtutor.derivation.domain import inside, require_values

        require_values(self.function, variable)
        return checker.check_within(root, inside(self.function, variable))


def derivative(function: Node, variable: str, order: int = 1) -> Node:
    """A derivative without its derivation; raises what `Differentiator` does."""
    return Differentiator(function).derivative(variable, order)
