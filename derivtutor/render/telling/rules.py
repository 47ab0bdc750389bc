"""The rules that a page has used, each in letters and in words."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from derivtutor.derivation.formula import builder, formula
from derivtutor.derivation.model import Rule
from derivtutor.derivation.rules import BY_ID
from derivtutor.language import translated
from derivtutor.notation.tree import Derivative, Name, Node, substitute
from derivtutor.render.telling.blocks import Equation, Step


class Stated(Struct, frozen=True):
    """A rule: its id and title, its statement where it is a formula, and what it says in words."""

    id: str
    title: str
    statement: Equation | None
    says: str


def used(steps: Iterable[Step]) -> tuple[Stated, ...]:
    """The rules of some steps and all below them, in their order, without those that are understood."""
    every = (each for step in steps for each in step.with_below())
    ids = dict.fromkeys(each.rule for each in every if each.rule and each.heading == each.title)
    return tuple([_stated(BY_ID[id]) for id in ids])


def _stated(rule: Rule) -> Stated:
    if rule.in_words:
        return Stated(rule.id, translated(rule.title), None, translated(rule.in_words))
    put: dict[str, Node] = {} if rule.introduces else _variables(rule)
    if rule.introduces:
        letter, introduced = rule.introduces
        put[f"{letter}'"] = Derivative(builder(introduced)({"u": Name("u"), "v": Name("v")}), "x")
    left, right = (substitute(formula(side), put) for side in (rule.pattern, rule.conclusion))
    return Stated(rule.id, translated(rule.title), Equation(Derivative(left, "x"), right), translated(rule.says))


def _variables(rule: Rule) -> dict[str, Node]:
    """The letters that are not differentiated stand for the variable itself: `d/dx sin(x) = cos(x)`."""
    return {letter: Name("x") for letter in "uvw" if f"{letter}'" not in rule.conclusion}
