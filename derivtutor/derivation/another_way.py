"""Another way to the same derivative: which there is, what it costs, and why what comes out is the same."""

from __future__ import annotations

from msgspec import Struct

from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.differentiator import Differentiator
from derivtutor.derivation.explain import METHODS, Method, Way
from derivtutor.derivation.lines import rewritings, turns
from derivtutor.derivation.model import Step, steps_of
from derivtutor.derivation.tidy import Tidier
from derivtutor.derivation.tidying.monomial import TRIVIAL
from derivtutor.derivation.tidying.spread import spread
from derivtutor.errors import UserError
from derivtutor.notation.tree import Negation, Node, Number, Structure, Sum, names


class AnotherWay(Struct, frozen=True):
    """A method that also leads to the derivative, the steps that it takes, and those that this one takes.

    `rewritten` is the function in its other form, where it begins with that; it is `without_rewriting` where only this
    one does. `result` is None where both end in the same form; else `laws` are those by which the difference of both
    comes to 0, if that is seen by laws.
    """

    method: Method
    root: Step
    steps: int
    instead_of: int
    without_rewriting: bool = False
    result: Node | None = None
    laws: tuple[str, ...] = ()

    @property
    def rewritten(self) -> Node | None:
        return self.root.steps[0].goal.expression if self.root.rule.rewrites else None


def another_way(derivation: Derivation) -> AnotherWay | None:
    """The shortest of the other ways to a first derivative; None where there is no other worth telling."""
    if derivation.order > 1:
        return None
    function, own = derivation.function.tree, derivation.roots[0]
    others = [
        (_cost(root), method, root)
        for method, way in METHODS.items()
        if method != derivation.method and _factors(function, derivation.variable) in way.factors
        if (root := _derived(function, derivation.variable, way)) is not None and _is_another(root, own, way)
    ]
    if not others:
        return None
    cost, method, root = min(others, key=lambda other: other[0])
    same = root.result == own.result
    laws = () if same else _laws_of_difference(own.result, root.result, derivation.variable)
    return AnotherWay(method, root, cost, _cost(own), own.rule.rewrites, None if same else root.result, laws)


def _factors(function: Node, variable: str) -> int:
    everything = spread(function)
    return sum(variable in names(factor) for factor in (*everything.above, *everything.below))


def _derived(function: Node, variable: str, way: Way) -> Step | None:
    try:
        return Differentiator(function).steps(variable, 1, way.by, way.rewrites).roots[0]
    except UserError:
        return None


def _is_another(root: Step, own: Step, way: Way) -> bool:
    """Whether a way differs by more than spelling, and no constant is differentiated by the rule it begins with."""
    if _rules(root) == _rules(own):
        return False
    begun = [step for step in steps_of(root) if step.rule in way.by]
    parts = [child for step in begun for child in step.steps]
    return all(child.goal.variable in names(child.goal.expression) for child in parts)


def _rules(root: Step) -> set[str]:
    return {step.rule.id for step in steps_of(root) if not step.rule.is_basic and not step.rule.rewrites}


def _cost(step: Step) -> int:
    """The steps that a derivation takes: the rules that are used and the lines in which it is rewritten and simplified.

    What is differentiated by the rules for powers, sums and multiples alone, or stands in the table, is one step.
    """
    if step.rule.is_trivial:
        return 0
    if not step.steps or all(each.rule.is_basic for each in steps_of(step)):
        return 1
    written = len([*rewritings(step, single=False), *turns(step.tidying, single=False)])
    return written + (not step.rule.rewrites) + sum(map(_cost, step.steps))


def _laws_of_difference(own: Node, other: Node, variable: str) -> tuple[str, ...]:
    """The laws that make nothing of the difference of two results; none where it is not seen so."""
    tidying = Tidier(Number(0), Structure(), variable)(Sum((own, Negation(other))), root=True)
    if not tidying or tidying[-1].result != Number(0):
        return ()
    laws = [law for each in tidying for single in each.single for law in single.laws]
    return tuple(law for law in dict.fromkeys(laws) if law not in TRIVIAL)
