"""Functions to differentiate: worked out to be read, or left to the student."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derivtutor.derivation.explain import explain
from derivtutor.derivation.model import Line, Step
from derivtutor.derivation.rules import BY_ID
from derivtutor.derivation.rules.power import as_power
from derivtutor.notation import linear
from derivtutor.notation.expression import Expression
from derivtutor.notation.tree import (
    Derivative,
    Name,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    with_children,
)
from derivtutor.practice.item import Item
from derivtutor.practice.making.lead import LONGEST_LINE, WITH_POWERS, is_short, numbered, statement
from derivtutor.practice.making.wanted import Wanted

_ONE = Number(1)


def to_differentiate(wanted: Wanted) -> Iterator[Item]:
    """The derivative of a function."""
    return wanted.items(lambda here, root: here.item(root, differentiate=_text(root)))


def worked_examples(wanted: Wanted) -> Iterator[Item]:
    """The rules of the skill and all lines of a derivation, each with what leads to it."""
    return wanted.items(_worked_example)


def _worked_example(wanted: Wanted, root: Step) -> Item | None:
    if not _may_be_short(root):
        return None
    about_powers = "power" in wanted.skill.rules  # it is the one rule for what can be written in another way
    shown = _lines(root.goal.expression, about_powers)
    if not is_short(shown):
        return None
    stated = "\n".join(f"- {statement(BY_ID[rule])}" for rule in wanted.skill.rules)
    lead = f"{stated}\n\n{numbered(shown)}"
    return wanted.item(root, lead, differentiate=_text(root))


def _lines(function: Node, with_powers: bool) -> Sequence[Line]:
    """The lines of a derivation; where powers are what it is about, roots and fractions are written as powers first."""
    powers = _in_powers(function) if with_powers else function
    derived = explain(Expression(powers), wrt="x", method="direct").lines
    if powers == function:
        return derived
    first, *others = derived
    return [Line(Derivative(function, "x"), ()), Line(first.expression, (WITH_POWERS,)), *others]


def _in_powers(node: Node) -> Node:
    """An expression with roots of the variable, and what is divided by its powers, as powers."""
    power = as_power(node)
    if power is not None and not isinstance(node, Power) and type(power[0]) is Name:
        return Power(power[0], power[1])
    if isinstance(node, Quotient) and node.top != _ONE and isinstance(node.top, Number):
        below = _in_powers(Quotient(_ONE, node.bottom))
        return Product((node.top, below)) if isinstance(below, Power) else node
    return with_children(node, tuple([_in_powers(child) for child in node.children])) if node.children else node


def _text(root: Step) -> str:
    return linear.text(root.goal.expression)


def _may_be_short(root: Step) -> bool:
    """The lines between are longer than the function: this saves working most of the long ones out."""
    return 3 * len(linear.unicode(root.goal.expression)) <= 2 * LONGEST_LINE
