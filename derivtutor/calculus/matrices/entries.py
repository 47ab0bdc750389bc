"""A derivative by indices, as it is told: the function by its entries, then one entry of the gradient."""

from __future__ import annotations

from typing import Any, NamedTuple

from derivtutor.calculus import naming
from derivtutor.calculus.checking import FalseLineError
from derivtutor.calculus.explanation import Chain, Item, Sentence, Turn, worded
from derivtutor.derivation.account import Symbol
from derivtutor.language import translated
from derivtutor.network.matrices import indices, sentences
from derivtutor.network.matrices.deriving import Derived
from derivtutor.network.matrices.evaluate import evaluate, slope
from derivtutor.network.matrices.reading import Problem
from derivtutor.network.matrices.sampling import directions, places
from derivtutor.network.matrices.writing import side

_CLOSE = 1e-8


class Told(NamedTuple):
    """What is told, and the lines of it for programs."""

    items: list[Item]
    steps: list[dict[str, Any]]


def told_by_indices(derived: Derived, problem: Problem, function: str) -> Told:
    """The derivative of a trace, a form or a squared norm by one entry.

    Raises:
        UserError: where the function is none of these.
        FalseLineError: where a line is not true, which is a bug.
    """
    variable = derived.variable
    if not indices.is_possible(derived.function, variable):
        raise sentences.NOT_BY_INDICES()
    opened, terms = indices.terms_of(derived.function, variable)
    slopes = indices.differentiated(terms, variable)
    _check(derived, problem, terms, slopes)
    first = [] if opened == derived.function else [Turn(side(opened), translated("multiply out"))]
    first.append(Turn(indices.written(terms), translated("by entries")))
    entry = indices.free_entry(variable)
    second = [
        Turn(indices.written(slopes), translated("one term for each {letter} in it").format(letter=variable.name)),
        Turn(indices.entry_of(derived.derivative, variable), translated("entries of matrix products")),
    ]
    whole, partial = naming.symbol(function), indices.partial(function, variable)
    items: list[Item] = [
        Sentence(worded("Write the function by its entries.")),
        Chain(whole, tuple(first)),
        Sentence(worded(_BY_ENTRY, entry=entry, letter=variable.name)),
        Chain(partial, tuple(second)),
        Sentence(worded("These are the entries of the gradient.")),
    ]
    steps = [_step(left, turn) for left, turns in ((whole, first), (partial, second)) for turn in turns]
    return Told(items, steps)


_BY_ENTRY = (
    "Differentiate by {entry}: all other entries of {letter} are constant, "
    "so of each sum only the terms with {entry} are left."
)


def _step(left: Symbol, turn: Turn) -> dict[str, Any]:
    assert isinstance(turn.right, Symbol)
    return {"text": f"{left.plain} = {turn.right.plain}", "latex": f"{left.latex} = {turn.right.latex}",
            "rules": ["indices"], "why": turn.why}  # fmt: skip


def _check(derived: Derived, problem: Problem, terms: list[indices.Term], slopes: list[indices.Term]) -> None:
    """The sums against the function and its slopes, at matrices of both signs."""
    place = next(iter(places(derived.function, problem.letters, derived.variable.name)))
    pairs = [(indices.value(terms, place, {}), evaluate(derived.function, place)[0][0])]
    for (row, column), direction in directions(derived.variable.shape, place):
        at = dict(zip(indices.FREE, (row, column), strict=True))
        pairs.append((indices.value(slopes, place, at), slope(derived.function, place, direction)[0][0]))
    if any(abs(ours - theirs) > _CLOSE * max(1.0, abs(theirs)) for ours, theirs in pairs):
        raise FalseLineError(indices.written(slopes).plain)
