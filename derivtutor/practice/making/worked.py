"""Functions to differentiate: worked out to be read, or left to the student."""

from __future__ import annotations

from collections.abc import Iterator

from derivtutor.derivation.explain import explain
from derivtutor.derivation.model import Step
from derivtutor.exercises.difficulty import level
from derivtutor.notation import linear
from derivtutor.notation.expression import Expression
from derivtutor.practice.item import Item
from derivtutor.practice.making.lead import LONGEST_LINE, RULE, is_short, numbered, statement
from derivtutor.practice.making.order import Order


def to_differentiate(order: Order) -> Iterator[Item]:
    """The derivative of a function."""
    return order.items(lambda order, found: order.item(level(found), differentiate=_text(found)))


def worked_examples(order: Order) -> Iterator[Item]:
    """The rules of the skill and all lines of a derivation, each with what leads to it."""
    return order.items(_worked_example)


def _worked_example(order: Order, found: Step) -> Item | None:
    if not _may_be_short(found):
        return None
    derivation = explain(Expression(found.goal.expression), wrt="x")
    if not is_short(derivation.lines):
        return None
    stated = "\n".join(f"- {statement(RULE[rule])}" for rule in order.skill.rules)
    lead = f"{stated}\n\n{numbered(derivation.lines)}"
    return order.item(level(found), lead, differentiate=_text(found))


def _text(found: Step) -> str:
    return linear.text(found.goal.expression)


def _may_be_short(found: Step) -> bool:
    """The lines between are longer than the function: this saves working most of the long ones out."""
    return 3 * len(linear.unicode(found.goal.expression)) <= 2 * LONGEST_LINE
