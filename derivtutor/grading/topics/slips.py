"""Slips about the tasks of topics: each a wrong answer that the whole of the right one leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from msgspec import Struct

from derivtutor.calculus.explanation import Explanation
from derivtutor.calculus.values import put_in
from derivtutor.derivation.account import Result
from derivtutor.notation.components import components
from derivtutor.notation.rational import number
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Call, Negation, Node, Number, Power, Product, Quotient, Sum


class Wanted(Struct, frozen=True):
    """What an answer is compared with: the explanation that was found, what it was told, and the right answer."""

    explanation: Explanation
    arguments: Mapping[str, Any]
    result: Result


class Slip(Struct, frozen=True):
    """A slip about a topic's task: the wrong answers that it leads to, what was taken for true, and a hint."""

    id: str
    topic: str
    says: str
    hint: str
    wrong: Callable[[Wanted], Iterator[Result]]


def _summed(wanted: Wanted) -> Iterator[Result]:
    yield Result((Sum(wanted.result.entries),))


def _turned_round(wanted: Wanted) -> Iterator[Result]:
    yield Result(tuple(map(Negation, wanted.result.entries)), wanted.result.shape)


def _unit(wanted: Wanted) -> Iterator[Result]:
    """A gradient of length 1."""
    entries = wanted.result.entries
    size = Call("sqrt", (Sum(tuple([Power(entry, Number(2)) for entry in entries])),))
    yield Result(tuple([Quotient(entry, size) for entry in entries]), wanted.result.shape)


def _transposed(wanted: Wanted) -> Iterator[Result]:
    rows, columns = wanted.result.shape
    entries = wanted.result.entries
    turned = [entries[row * columns + column] for column in range(columns) for row in range(rows)]
    yield Result(tuple(turned), (columns, rows))


def _diagonal(wanted: Wanted) -> Iterator[Result]:
    size = wanted.result.shape[0]
    kept = [entry if place % (size + 1) == 0 else Number(0) for place, entry in enumerate(wanted.result.entries)]
    yield Result(tuple(kept), wanted.result.shape)


def _inverted(wanted: Wanted) -> Iterator[Result]:
    yield Result((Quotient(Number(1), wanted.result.entries[0]),))


def _not_normalised(wanted: Wanted) -> Iterator[Result]:
    """The gradient times the direction as it was given."""
    along = wanted.arguments.get("along")
    pieces = components(along) if isinstance(along, str) else list(along or ())
    if len(pieces) > 1:
        squares = [Power(read(str(piece)).tree, Number(2)) for piece in pieces]
        yield Result((Product((Call("sqrt", (Sum(tuple(squares)),)), wanted.result.entries[0])),))


def _products(wanted: Wanted) -> list[Node]:
    """The product of each path, with the point put in where there is one."""
    point = wanted.explanation.task.point if "at" in wanted.arguments else {}
    return [put_in(path["product"], point) for path in wanted.explanation.document.get("paths", ())]


def _one_path(wanted: Wanted) -> Iterator[Result]:
    for product in _products(wanted):
        yield Result((product,))


def _paths_multiplied(wanted: Wanted) -> Iterator[Result]:
    if len(products := _products(wanted)) > 1:
        yield Result((Product(tuple(products)),))


def _steps(wanted: Wanted) -> list[Mapping[str, Node]]:
    found: list[Mapping[str, Node]] = wanted.explanation.document.get("exact", [])
    return found if len(found) == 2 else []


def _ascent(wanted: Wanted) -> Iterator[Result]:
    """One step uphill."""
    if steps := _steps(wanted):
        twice = [Product((Number(2), start)) for start in steps[0].values()]
        entries = [Sum((two, Negation(end))) for two, end in zip(twice, steps[1].values(), strict=True)]
        yield Result(tuple(entries), wanted.result.shape)


def _without_rate(wanted: Wanted) -> Iterator[Result]:
    """One step that is the whole gradient."""
    if steps := _steps(wanted):
        rate = number(Fraction(repr(wanted.explanation.document["rate"])))
        pairs = list(zip(steps[0].values(), steps[1].values(), strict=True))
        whole = [Sum((start, Quotient(Sum((end, Negation(start))), rate))) for start, end in pairs]
        yield Result(tuple(whole), wanted.result.shape)


SLIPS: tuple[Slip, ...] = (
    Slip(
        "gradient-summed-to-scalar",
        "gradient",
        "∇f = ∂f/∂x + ∂f/∂y",
        "A gradient is a vector: keep the components apart.",
        _summed,
    ),
    Slip(
        "gradient-turned-round",
        "gradient",
        "∇f points downhill",
        "The gradient itself points uphill; what points downhill is its negative.",
        _turned_round,
    ),
    Slip(
        "gradient-normalised",
        "gradient",
        "∇f has the length 1",
        "The gradient is asked for, with its own length; only a direction has length 1.",
        _unit,
    ),
    Slip(
        "direction-not-normalised",
        "directional",
        "D_v f = ∇f · v",
        "How long is your direction? Divide it by its length first.",
        _not_normalised,
    ),
    Slip("jacobian-transposed", "jacobian", "J_ij = ∂f_j/∂x_i", "Rows are outputs, columns are inputs.", _transposed),
    Slip(
        "hessian-offdiagonal-zero",
        "hessian",
        "H = diag(∂²f/∂x², ∂²f/∂y²)",
        "Differentiate ∂f/∂x by y as well.",
        _diagonal,
    ),
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
    Slip("implicit-inverted", "implicit", "dy/dx = dx/dy", "Which variable is on top?", _inverted),
    Slip("implicit-inverted", "parametric", "dy/dx = x'/y'", "Which variable is on top?", _inverted),
    Slip("gd-sign-ascent", "descend", "w + rate · gradient", "Downhill is against the gradient.", _ascent),
    Slip(
        "gd-learning-rate-missing",
        "descend",
        "w − gradient",
        "Scale the step with the learning rate.",
        _without_rate,
    ),
)
"""The slips, the likeliest of a topic first."""
