"""A derivation once more, with another conclusion at one place: what follows from a slip, or around a gap.

Wrong answers, workings with a slip and lines with a gap are all made so: a place, what its letters stand for, what is
concluded there, and everything above it done as before.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeAlias

import msgspec

from derivtutor.derivation.engine import Tidy
from derivtutor.derivation.formula import builder, formula, total
from derivtutor.derivation.model import Step
from derivtutor.notation import linear
from derivtutor.notation.tree import Name, Negation, Node, Sum, names, substitute

Letters: TypeAlias = dict[str, Node]
Conclude: TypeAlias = Callable[[tuple[Node, ...]], Node]
"""A conclusion: the derivative that follows from those of the sub-steps."""


class Place(NamedTuple):
    """A step, and the way down to it: the steps around it, and which of their sub-steps leads there."""

    step: Step
    around: tuple[Step, ...] = ()
    path: tuple[int, ...] = ()


def places(root: Step, by_levels: bool = False) -> Iterator[Place]:
    """Every place of a derivation, also those of a step that occurs twice; each before those below it.

    By levels, all on one level come from left to right; else what is below the last sub-step comes before the others.
    """
    pending = deque([Place(root)])
    while pending:
        place = pending.popleft() if by_levels else pending.pop()
        yield place
        around = (*place.around, place.step)
        pending.extend([Place(child, around, (*place.path, n)) for n, child in enumerate(place.step.steps)])


def replayed(place: Place, conclude: Conclude, tidy: Tidy | None = None) -> Step:
    """The whole derivation in which the step at a place has another conclusion, tidied from there up or not at all."""
    match = msgspec.structs.replace(place.step.match, conclude=conclude, respell=None)
    step = _again(replace(place.step, match=match), tidy, not place.path)
    for level in reversed(range(len(place.path))):
        outer, number = place.around[level], place.path[level]
        steps = (*outer.steps[:number], step, *outer.steps[number + 1 :])
        step = _again(replace(outer, steps=steps), tidy, level == 0)
    return step


@dataclass(frozen=True, slots=True)
class Reading:
    """What each letter of a conclusion stands for in a step.

    `rates` gives those derivatives that are not plainly their letter's. Where one of many terms is treated otherwise,
    `term` is its number. Not `in_order` are parts that the letters name in another order than they stand.
    """

    letters: Letters
    rates: Letters = field(default_factory=dict)
    term: int | None = None
    in_order: bool = True


WorkedOut: TypeAlias = Callable[[Node, str], Node | None]
"""Finds a derivative by a variable that no step of a derivation finds."""


def concluding(
    step: Step, conclusion: str, reading: Reading, worked_out: WorkedOut = lambda *_: None
) -> Conclude | None:
    """A formula as the conclusion of a step; None if it needs a derivative that is not found.

    Derivatives of parts are those of the sub-steps; what these do not find is asked of `worked_out`.
    """
    if reading.term is not None:
        return _concluding_term(step, conclusion, reading.letters["v"], reading.term)
    rates: dict[str, Conclude] = {}
    for name in [name for name in names(formula(conclusion)) if name.endswith("'")]:
        part = reading.letters.get(name[:-1])
        rate = None if part is None else _rate(part, step, worked_out)
        if rate is None:
            return None
        rates[name] = rate
    build, variable = builder(conclusion), Name(step.goal.variable)

    def conclude(results: tuple[Node, ...]) -> Node:
        bound = {name: rate(results) for name, rate in rates.items()}
        bound.update({name: substitute(node, {name: bound[name]}) for name, node in reading.rates.items()})
        return build({"x": variable, **reading.letters, **bound, **_outer(step, results)})

    return conclude


def _again(step: Step, tidy: Tidy | None, is_root: bool) -> Step:
    applied = step.match.conclude(results(step))
    return replace(step, applied=applied, tidying=tidy(applied, is_root) if tidy else ())


def results(step: Step) -> tuple[Node, ...]:
    """What a step's conclusion is made from."""
    return tuple([child.result for child in step.steps])


def _concluding_term(step: Step, conclusion: str, one: Node, place: int) -> Conclude:
    """The conclusion for a sum: one of its terms is treated otherwise, and all stay in their places."""
    build, terms = builder(linear.text(formula(conclusion).children[1])), step.goal.expression.children

    def conclude(results: tuple[Node, ...]) -> Node:
        rates = [
            Negation(rate) if isinstance(term, Negation) else rate for term, rate in zip(terms, results, strict=True)
        ]
        rates[place] = build({"v": one, "v'": results[place]})
        return total(rates)

    return conclude


def _rate(node: Node, step: Step, worked_out: WorkedOut) -> Conclude | None:
    """How the derivative of a part follows from those of the sub-steps."""
    for number, child in enumerate(step.steps):
        if child.goal.expression == node and child.goal.variable == step.goal.variable:
            return lambda results: results[number]
    if isinstance(node, Negation):
        inner = _rate(node.operand, step, worked_out)
        return None if inner is None else lambda results: Negation(inner(results))
    if isinstance(node, Sum):
        rates = [_rate(term, step, worked_out) for term in node.terms]
        known = [rate for rate in rates if rate is not None]
        return None if len(known) < len(rates) else lambda results: total([rate(results) for rate in known])
    derivative = worked_out(node, step.goal.variable)
    return None if derivative is None else lambda _: derivative


def _outer(step: Step, results: tuple[Node, ...]) -> dict[str, Callable[[Node], Node]]:
    """The outer function of a composition and its derivative, as functions of what is put in."""
    if step.composition is None:
        return {}
    goal = step.composition.outer.goal
    return {
        "f": lambda argument: substitute(goal.expression, {goal.variable: argument}),
        "f'": lambda argument: substitute(results[0], {goal.variable: argument}),
    }
