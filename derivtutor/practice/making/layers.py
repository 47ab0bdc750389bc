"""Questions about compositions: which function is the outer one, and which the inner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from derivtutor.derivation.differentiator import derivative
from derivtutor.derivation.model import Composition, Step
from derivtutor.derivation.replay import places
from derivtutor.exercises.difficulty import level
from derivtutor.exercises.generating.fitness import differ
from derivtutor.language import translated
from derivtutor.notation import linear
from derivtutor.notation.latex import latex
from derivtutor.notation.tree import Name, Negation, Node, Sum, names, substitute, with_children
from derivtutor.practice import sentences
from derivtutor.practice.item import Item
from derivtutor.practice.making.wanted import Wanted

_MOST_WRONG, _FEWEST_WRONG = 3, 2
_QUESTION = "What are the outer and the inner function in {function}?"


@dataclass(frozen=True, slots=True)
class Layers:
    """An outer function of the letter u, an inner one of x, and what is said to whoever takes a function apart so."""

    outer: Node
    inner: Node
    says: str = ""

    @property
    def composed(self) -> Node:
        """The inner function put into the outer one."""
        return substitute(self.outer, {"u": self.inner})

    @property
    def choice(self) -> str:
        """Both, as they are offered."""
        says = translated("outer {outer}, inner {inner}")
        return says.format(outer=f"${latex(self.outer)}$", inner=f"$u = {latex(self.inner)}$")


def inner_outer(wanted: Wanted) -> Iterator[Item]:
    """How the hardest composition in a function is taken apart, with wrong ways to do so."""
    return wanted.items(_inner_outer)


def _inner_outer(wanted: Wanted, root: Step) -> Item | None:
    step = max(_compositions(root), key=level, default=None)
    if step is None or step.composition is None:
        return None
    right = _layers(step.composition)
    wrong = list(_wrong(step, right))[:_MOST_WRONG]
    if len(wrong) < _FEWEST_WRONG:
        return None
    offered = wanted.random().sample((right, *wrong), len(wrong) + 1)
    return wanted.item(
        step,
        kind="choice",
        differentiate=linear.text(step.goal.expression),
        text=translated(_QUESTION).format(function=f"${latex(step.goal.expression)}$"),
        choices=tuple([each.choice for each in offered]),
        answer=right.choice,
        feedback={each.choice: _told(each) for each in wrong},
    )


def _told(layers: Layers) -> str:
    return sentences.PUT_TOGETHER.format(composed=f"${latex(layers.composed)}$", says=layers.says)


def _compositions(root: Step) -> Iterator[Step]:
    """Functions of functions of x, the outermost first."""
    for step, *_ in places(root, by_levels=True):
        if step.composition and step.goal.variable == root.goal.variable:
            yield step


def _layers(composition: Composition) -> Layers:
    outer, inner = composition.outer.goal.expression, composition.inner.goal.expression
    return Layers(substitute(outer, {composition.letter: Name("u")}), inner)


def _wrong(step: Step, right: Layers) -> Iterator[Layers]:
    """Wrong ways to take a composition apart; none of them gives the function after all."""
    function, offered = step.goal.expression, {right.choice}
    for layers in _tempting(right):
        if layers.choice not in offered and differ(layers.composed, function):
            offered.add(layers.choice)
            yield layers


def _tempting(right: Layers) -> Iterator[Layers]:
    outer, inner = right.outer, right.inner
    yield Layers(
        substitute(inner, {"x": Name("u")}),
        substitute(outer, {"u": Name("x")}),
        sentences.WRONG_ORDER,
    )
    split = _further_in(inner)
    if split is not None:
        outside, inside = split
        yield Layers(outer, inside, sentences.ALL_INSIDE)
        yield Layers(substitute(outside, {"u": outer}), inside, sentences.BELONGS_INSIDE)
    rate = derivative(outer, "u")
    if "u" in names(rate):
        yield Layers(rate, inner, sentences.OUTER_DIFFERENTIATED)
    rate = derivative(inner, "x")
    if "x" in names(rate):
        yield Layers(outer, rate, sentences.INNER_DIFFERENTIATED)


def _further_in(inner: Node) -> tuple[Node, Node] | None:
    """What is done last inside, to the letter u, and the one part that it is done to: `u - 3` and `x^2` of `x^2 - 3`.

    None where several parts depend on x, or only x itself is left.
    """
    varying = [place for place, child in enumerate(inner.children) if "x" in names(child)]
    if len(varying) != 1:
        return None
    children = list(inner.children)
    inside, children[varying[0]] = children[varying[0]], Name("u")
    outside = with_children(inner, tuple(children))
    if isinstance(inside, Negation) and isinstance(inner, Sum):
        inside, outside = inside.operand, substitute(outside, {"u": Negation(Name("u"))})
    return None if inside == Name("x") else (outside, inside)
