"""Slips about total derivatives: paths that are lost, multiplied, or only half gone."""

from __future__ import annotations

from collections.abc import Iterator

from derivtutor.calculus.values import put_in
from derivtutor.derivation.account import Result
from derivtutor.derivation.differentiator import derivative
from derivtutor.grading.topics.slips.model import Slip, Wanted
from derivtutor.notation.tree import Node, Product, Sum, Unknown, parts


def expanded(node: Node, where: dict[str, Node]) -> Node:
    """An expression with what its variables stand for, also those of the formulas themselves."""
    known = {letter: formula for letter, formula in where.items() if not _is_open(formula)}
    for _ in known:
        node = put_in(node, known)
    return node


def _is_open(formula: Node) -> bool:
    return any(isinstance(part, Unknown) for part in parts(formula))


def _there(wanted: Wanted, node: Node) -> Result:
    return wanted.one(expanded(node, dict(wanted.document.get("where", {}))))


def _products(wanted: Wanted) -> list[Node]:
    return [path["product"] for path in wanted.document.get("paths", ())]


def _one_path(wanted: Wanted) -> Iterator[Result]:
    if len(products := _products(wanted)) > 1:
        yield from (_there(wanted, product) for product in products)


def _paths_multiplied(wanted: Wanted) -> Iterator[Result]:
    if len(products := _products(wanted)) > 1:
        yield _there(wanted, Product(tuple(products)))


def _without_rates(wanted: Wanted) -> Iterator[Result]:
    """The partial derivatives added as they are."""
    first = {path["through"][0] for path in wanted.document.get("paths", ()) if path["through"]}
    slopes = [derivative(wanted.document["expression"], letter) for letter in sorted(first)]
    if slopes:
        yield _there(wanted, Sum(tuple(slopes)) if len(slopes) > 1 else slopes[0])


def _rates_alone(wanted: Wanted) -> Iterator[Result]:
    """What the variables stand for differentiated, and the function forgotten."""
    where = wanted.document.get("where", {})
    rates = [derivative(formula, wanted.document["wrt"]) for formula in where.values() if not _is_open(formula)]
    if len(rates) > 1:
        yield _there(wanted, Sum(tuple(rates)))


SLIPS: tuple[Slip, ...] = (
    Slip(
        "one-path-only",
        "total",
        "df/dt = ∂f/∂x dx/dt",
        "On how many ways does the variable get to f? Add all of them.",
        _one_path,
    ),
    Slip(
        "paths-multiplied",
        "total",
        "paths are multiplied",
        "Multiply along a path, and add the paths.",
        _paths_multiplied,
    ),
    Slip(
        "partials-without-rates",
        "total",
        "df/dt = ∂f/∂x + ∂f/∂y",
        "How fast does each variable change itself? Multiply its partial derivative by that rate.",
        _without_rates,
    ),
    Slip(
        "rates-without-partials",
        "total",
        "df/dt = dx/dt + dy/dt",
        "How strongly does f depend on each variable? Multiply its rate by the partial derivative.",
        _rates_alone,
    ),
)
