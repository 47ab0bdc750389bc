"""A worked solution in which one step is got wrong, and everything after it follows from that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.formula import builder, formula, total
from derivtutor.derivation.lines import lines
from derivtutor.derivation.model import Slip, Step, Tidying
from derivtutor.derivation.tidy import Tidier
from derivtutor.exercises.generating.fitness import differ
from derivtutor.grading.readings import Reading, applicable, readings
from derivtutor.notation import linear
from derivtutor.notation.tree import Name, Negation, Node, Structure, Sum, names, substitute

Conclude: TypeAlias = Callable[[tuple[Node, ...]], Node]
Tidy: TypeAlias = Callable[[Node, bool], tuple[Tidying, ...]]

FEWEST_LINES, MOST_LINES = 3, 9
LONGEST_LINE = 160
"""A working is shown if a student can look through it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a slip can be made: the way down to a step, by the numbers of the sub-steps, and what its letters mean."""

    path: tuple[int, ...]
    step: Step
    slip: Slip
    reading: Reading


@dataclass(frozen=True, slots=True)
class WrongWorking:
    """The lines of a working, and which of them is the first that is wrong, counted from 0."""

    lines: tuple[Node, ...]
    wrong: int


def places(root: Step) -> Iterator[Place]:
    """Every slip of the rule book that can be made in a derivation."""
    pending: list[tuple[tuple[int, ...], tuple[Step, ...]]] = [((), (root,))]
    while pending:
        path, (*around, step) = pending.pop()
        for slip in applicable(step, around):
            for reading in readings(step, slip):
                yield Place(path, step, slip, reading)
        pending.extend([((*path, number), (*around, step, child)) for number, child in enumerate(step.steps)])


def wrong_working(derivation: Derivation, place: Place) -> WrongWorking | None:
    """The working with a slip; None where the slip changes nothing, or the working is not worth showing."""
    root = derivation.roots[0]
    conclude = concluding(place.step, place.slip.conclusion, place.reading)
    if conclude is None:
        return None
    slipped = _redone(root, place.path, conclude, Tidier(root.goal.expression, Structure()), True)
    if not differ(slipped.result, root.result):
        return None
    right, found = _written(root), _written(slipped)
    wrong = next((number for number, line in enumerate(found) if line not in right[number : number + 1]), None)
    if wrong is None or not FEWEST_LINES <= len(found) <= MOST_LINES:
        return None
    if max(len(linear.text(line)) for line in found) > LONGEST_LINE:
        return None
    return WrongWorking(found, wrong)


def wrong_results(root: Step) -> Iterator[tuple[Place, Node]]:
    """What comes of each slip in the end, not tidied."""
    for place in places(root):
        conclude = concluding(place.step, place.slip.conclusion, place.reading)
        if conclude is not None:
            yield place, _redone(root, place.path, conclude, lambda *_: (), True).result


def _written(root: Step) -> tuple[Node, ...]:
    """The lines of a derivation; what is the same as the line before it is not written again."""
    found = [line.expression for line in lines(root)]
    return tuple([line for number, line in enumerate(found) if line not in found[max(0, number - 1) : number]])


def _redone(step: Step, path: Sequence[int], conclude: Conclude, tidy: Tidy, is_root: bool) -> Step:
    """A derivation in which the step at the end of a path has another conclusion."""
    match, steps = step.match, step.steps
    if path:
        number, *further = path
        steps = (*steps[:number], _redone(steps[number], further, conclude, tidy, False), *steps[number + 1 :])
    else:
        match = replace(match, conclude=conclude, respell=None)
    applied = match.conclude(tuple([child.result for child in steps]))
    return Step(step.goal, step.rule, match, steps, applied, tidy(applied, is_root))


def concluding(step: Step, conclusion: str, reading: Reading) -> Conclude | None:
    """Another conclusion of a step as a function of the parts' derivatives; None if it needs one nobody works out."""
    if step.rule.id == "sum":
        return _concluding_term(step, conclusion, reading)
    wanted = [name for name in names(formula(conclusion)) if name.endswith("'")]
    rates = {name: _rate(reading.letters[name[:-1]], step) for name in wanted if name[:-1] in reading.letters}
    if len(rates) < len(wanted) or None in rates.values():
        return None
    build, variable = builder(conclusion), Name(step.goal.variable)

    def conclude(results: tuple[Node, ...]) -> Node:
        bound = {name: rate(results) for name, rate in rates.items() if rate is not None}
        bound.update({name: substitute(node, {name: bound[name]}) for name, node in reading.rates.items()})
        return build({"x": variable, **reading.letters, **bound, **_outer(step, results)})

    return conclude


def _concluding_term(step: Step, conclusion: str, reading: Reading) -> Conclude:
    """The same for a sum: one of its terms is treated otherwise, and all stay in their places."""
    build, terms = builder(linear.text(formula(conclusion).children[1])), step.goal.expression.children
    one = reading.letters["v"]
    place = next(number for number, term in enumerate(terms) if one in (term, *term.children))

    def conclude(results: tuple[Node, ...]) -> Node:
        found = [
            Negation(rate) if isinstance(term, Negation) else rate for term, rate in zip(terms, results, strict=True)
        ]
        found[place] = build({"v": one, "v'": results[place]})
        return total(found)

    return conclude


def _rate(node: Node, step: Step) -> Conclude | None:
    """How the derivative of a part follows from those of the sub-steps."""
    for number, child in enumerate(step.steps):
        if child.goal.expression == node and child.goal.variable == step.goal.variable:
            return lambda results: results[number]
    if isinstance(node, Negation):
        inner = _rate(node.operand, step)
        return None if inner is None else lambda results: Negation(inner(results))
    if isinstance(node, Sum):
        terms = [_rate(term, step) for term in node.terms]
        known = [term for term in terms if term is not None]
        return None if len(known) < len(terms) else lambda results: total([term(results) for term in known])
    return None


def _outer(step: Step, results: tuple[Node, ...]) -> dict[str, Callable[[Node], Node]]:
    """The outer function of a composition and its derivative, as functions of what is put in."""
    if step.rule.id != "chain":
        return {}
    goal = step.steps[0].goal
    return {
        "f": lambda argument: substitute(goal.expression, {goal.variable: argument}),
        "f'": lambda argument: substitute(results[0], {goal.variable: argument}),
    }
