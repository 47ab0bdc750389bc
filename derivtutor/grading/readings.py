"""What the letters of a slip's formula stand for in a step of a derivation: `u`, `v` and their derivatives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from derivtutor.derivation.formula import formula, match, product, total
from derivtutor.derivation.model import Slip, Step
from derivtutor.notation.tree import Name, Negation, Node, Power, Product, Quotient, Sum, names

Letters: TypeAlias = dict[str, Node]

_NAMED_CONSTANT = "named-constant-as-variable"
"""It is about e, pi and numbers: of other letters there are slips of their own."""

MOST_PARTS = 60
"""In longer sums and products, slips are looked for in the parts but not in how they are put together."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Each letter of a formula with its expression; `rates` gives those derivatives that are not plainly theirs."""

    letters: Letters
    rates: Letters = field(default_factory=dict)


def readings(step: Step, slip: Slip) -> Iterator[Reading]:
    """The ways in which a slip of a step's rule can be made in that step."""
    if slip.pattern and step.rule.id not in _PICKED:
        yield from _by_pattern(step, slip)
    elif step.rule.id in _PICKED:
        yield from _PICKED[step.rule.id](step, slip)
    else:
        yield Reading(dict(step.match.bindings))


def _by_pattern(step: Step, slip: Slip) -> Iterator[Reading]:
    """The goal, in one of its writings, as an instance of the slip's own pattern."""
    variable = step.goal.variable

    def accepts(letter: str, node: Node) -> bool:
        if letter == "a" and slip.id == _NAMED_CONSTANT:
            return not names(node)
        return letter not in "cna" or variable not in names(node)

    for written in _writings(step):
        found = match(formula(slip.pattern), written, accepts)
        if found is not None:
            yield Reading(found)
            return


def _writings(step: Step) -> Iterator[Node]:
    """The goal as it stands, as a power, and with its sums as a first term and the rest."""
    goal = step.goal.expression
    yield goal
    bindings = step.match.bindings
    if step.rule.id == "power" and "n" in bindings:
        yield Power(bindings["u"], bindings["n"])
    if isinstance(goal, Quotient):
        yield Quotient(_first_and_rest(goal.top), goal.bottom)
        yield Quotient(goal.top, _first_and_rest(goal.bottom))


def _first_and_rest(node: Node) -> Node:
    if isinstance(node, Sum) and len(node.terms) > 2:
        return Sum((node.terms[0], Sum(node.terms[1:])))
    return node


def _turns(step: Step, slip: Slip) -> Iterator[Reading]:
    """One factor and the others; three factors where the slip is about three."""
    factors = step.goal.expression.children
    if len(factors) > MOST_PARTS:
        return
    if slip.pattern == "u v w":
        if len(factors) == 3:
            for place in range(3):
                u, v, w = (*factors[place:], *factors[:place])
                yield Reading({"u": u, "v": v, "w": w})
        return
    for place, factor in enumerate(factors):
        others = product([*factors[:place], *factors[place + 1 :]])
        yield Reading({"u": factor, "v": others})


def _terms(step: Step, slip: Slip) -> Iterator[Reading]:
    """One term and all the others."""
    terms = step.goal.expression.children
    if len(terms) > MOST_PARTS:
        return
    for place, term in enumerate(terms):
        others = total([*terms[:place], *terms[place + 1 :]])
        if slip.pattern != "u - v":
            yield Reading({"u": others, "v": term})
        elif isinstance(term, Negation):
            yield Reading({"u": others, "v": term.operand})


def _constants(step: Step, slip: Slip) -> Iterator[Reading]:
    """One constant factor, or all of them, against what they multiply."""
    about_letters = slip.id.startswith("partial")
    constant, varying = step.match.bindings["c"], step.match.bindings["u"]
    if slip.pattern:
        yield from _by_pattern(step, slip)
        return
    if constant == Negation(_ONE):
        return
    factors = constant.factors if isinstance(constant, Product) else (constant,)
    for place, factor in enumerate(factors):
        others = product([*factors[:place], Name("u'"), *factors[place + 1 :]])
        if bool(names(factor)) == about_letters:
            yield Reading({"c": factor, "u": varying}, {"u'": others})
    if isinstance(constant, Quotient):
        top, bottom = constant.top, constant.bottom
        for part, rate in ((bottom, product([top, Name("u'")])), (top, Quotient(Name("u'"), bottom))):
            if part != _ONE and top != _ONE and bool(names(part)) == about_letters:
                yield Reading({"c": part, "u": varying}, {"u'": rate})
    if len(factors) > 1 and bool(names(constant)) == about_letters:
        yield Reading({"c": constant, "u": varying})


def _constant(step: Step, slip: Slip) -> Iterator[Reading]:
    """A constant term: a number, or an expression in other letters."""
    constant = step.goal.expression
    if slip.pattern:
        yield from _by_pattern(step, slip)
    elif slip.id != "partial-other-term-kept" or names(constant):
        yield Reading({"c": constant})


_ONE = formula("1")
_PICKED: dict[str, Callable[[Step, Slip], Iterator[Reading]]] = {
    "product": _turns,
    "sum": _terms,
    "constant-multiple": _constants,
    "constant": _constant,
}
"""Rules for any number of parts, where a slip can be made with each of them."""


def applicable(step: Step, around: Sequence[Step]) -> Iterator[Slip]:
    """The slips that can be made in a step, given the steps around it."""
    for slip in step.rule.slips:
        if not slip.within or any(outer.rule.id == slip.within for outer in around[-1:]):
            yield slip
