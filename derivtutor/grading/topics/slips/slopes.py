"""Slips about slopes of curves: given by an equation, by a parameter, or as an inverse function."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from derivtutor.calculus.curves.differentiated_equation import DifferentiatedEquation
from derivtutor.calculus.terms import added
from derivtutor.derivation.account import Result
from derivtutor.derivation.differentiator import derivative
from derivtutor.grading.topics.slips.model import Slip, Wanted
from derivtutor.notation.tree import Negation, Node, Number, Product, Quotient, Sum, substitute

_MOST_TERMS = 5
"""Of more terms with y′ than these, it is not looked for what was forgotten."""


def _inverted(wanted: Wanted) -> Iterator[Result]:
    yield Result((Quotient(Number(1), wanted.result.entries[0]),))


def _sign_lost(wanted: Wanted) -> Iterator[Result]:
    yield Result((Negation(wanted.result.entries[0]),))


def _equation(wanted: Wanted) -> DifferentiatedEquation | None:
    """The differentiated equation; None where the second derivative is asked for."""
    document = wanted.document
    if "equation" not in document or "second" in document:
        return None
    return DifferentiatedEquation(document["equation"], document["wrt"], document["of"])


def _forgotten(solved: DifferentiatedEquation) -> Iterator[tuple[tuple[Node, ...], tuple[Node, ...]]]:
    """The terms with y′ in which it may have been forgotten, and those in which it was not."""
    terms = solved.collected.coefficients
    if len(terms) > _MOST_TERMS:
        return
    for many in range(1, len(terms) + 1):
        for places in combinations(range(len(terms)), many):
            lost = tuple([terms[place] for place in places])
            yield lost, tuple([term for place, term in enumerate(terms) if place not in places])


def _prime_forgotten(wanted: Wanted) -> Iterator[Result]:
    """`3y²` instead of `3y² y′` in some of the terms; in all of them, nothing is left to be solved for."""
    if solved := _equation(wanted):
        for lost, kept in _forgotten(solved):
            if kept:
                yield wanted.one(Quotient(Sum((solved.rest, Negation(added(lost)))), added(kept)))
            else:
                yield wanted.one(Sum((added(lost), Negation(solved.rest))))
                yield wanted.one(Sum((solved.rest, Negation(added(lost)))))


def _constant(wanted: Wanted) -> Iterator[Result]:
    """Nothing instead of `3y² y′` in some of the terms, or in all of them."""
    if solved := _equation(wanted):
        for _, kept in _forgotten(solved):
            if kept:
                yield wanted.one(Quotient(solved.rest, added(kept)))
            else:
                yield from (wanted.one(each) for each in (solved.rest, Negation(solved.rest)))


def _rates(wanted: Wanted) -> tuple[Node, Node]:
    """How fast both coordinates change with the parameter."""
    document = wanted.document
    run, rise = (derivative(document[name], document["wrt"]) for name in "xy")
    return run, rise


def _not_divided(wanted: Wanted) -> Iterator[Result]:
    yield wanted.one(_rates(wanted)[1])


def _multiplied(wanted: Wanted) -> Iterator[Result]:
    yield wanted.one(Product(_rates(wanted)))


def _at_the_value(wanted: Wanted) -> Iterator[Result]:
    """One over the slope at the value y, instead of at the x that it belongs to."""
    document = wanted.document
    (value,) = document["at"].values()
    yield Result((Quotient(Number(1), substitute(document["derivative"], {document["wrt"]: value})),))


SLIPS: tuple[Slip, ...] = (
    Slip("implicit-inverted", "implicit", "dy/dx = dx/dy", "Which variable is on top?", _inverted),
    Slip(
        "implicit-dydx-missing",
        "implicit",
        "d/dx[y^2] = 2y",
        "y depends on x: by the chain rule, differentiating a term with y brings a factor y′.",
        _prime_forgotten,
    ),
    Slip(
        "implicit-y-constant",
        "implicit",
        "d/dx[y^2] = 0",
        "y is no constant: it changes with x. Differentiate the terms with y, too.",
        _constant,
    ),
    Slip(
        "implicit-sign-lost",
        "implicit",
        "a term keeps its sign on the other side",
        "Solve for y′ once more: what becomes of the sign of a term that goes to the other side?",
        _sign_lost,
    ),
    Slip("implicit-inverted", "parametric", "dy/dx = x'/y'", "Which variable is on top?", _inverted),
    Slip(
        "parametric-not-divided",
        "parametric",
        "dy/dx = dy/dt",
        "That is how fast y changes with the parameter. Divide by how fast x does.",
        _not_divided,
    ),
    Slip(
        "parametric-multiplied",
        "parametric",
        "dy/dx = y' x'",
        "By the chain rule dy/dt is dy/dx times dx/dt: solve for dy/dx.",
        _multiplied,
    ),
    Slip(
        "inverse-not-reciprocal",
        "inverse",
        "(f⁻¹)′(y) = f′(x)",
        "The inverse swaps the axes: what becomes of rise over run?",
        _inverted,
    ),
    Slip(
        "inverse-at-the-value",
        "inverse",
        "(f⁻¹)′(y) = 1/f′(y)",
        "Which x has the value y? The slope of f is needed there.",
        _at_the_value,
    ),
)
