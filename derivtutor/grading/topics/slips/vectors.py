"""Slips about gradients, directions and matrices."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derivtutor.derivation.account import Result
from derivtutor.grading.topics.slips.model import Slip, Wanted
from derivtutor.notation.components import components
from derivtutor.notation.rational import number
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Call, Negation, Node, Number, Power, Product, Quotient, Sum


def _summed(wanted: Wanted) -> Iterator[Result]:
    if len(wanted.result.entries) > 1:
        yield Result((Sum(wanted.result.entries),))


def _turned_round(wanted: Wanted) -> Iterator[Result]:
    yield Result(tuple(map(Negation, wanted.result.entries)), wanted.result.shape)


def _unit(wanted: Wanted) -> Iterator[Result]:
    """A gradient of length 1."""
    size = _length(wanted.result.entries)
    yield Result(tuple([Quotient(entry, size) for entry in wanted.result.entries]), wanted.result.shape)


def _swapped(wanted: Wanted) -> Iterator[Result]:
    yield Result(wanted.result.entries[::-1], wanted.result.shape)


def _length(entries: tuple[Node, ...]) -> Node:
    return Call("sqrt", (Sum(tuple([Power(entry, Number(2)) for entry in entries])),))


def _norm(wanted: Wanted) -> Iterator[Result]:
    yield Result((_length(wanted.result.entries),))


def _transposed(wanted: Wanted) -> Iterator[Result]:
    rows, columns = wanted.result.shape
    entries = wanted.result.entries
    turned = [entries[row * columns + column] for column in range(columns) for row in range(rows)]
    yield Result(tuple(turned), (columns, rows))


def _diagonal(wanted: Wanted) -> Iterator[Result]:
    size = wanted.result.shape[0]
    kept = [entry if place % (size + 1) == 0 else Number(0) for place, entry in enumerate(wanted.result.entries)]
    yield Result(tuple(kept), wanted.result.shape)


def _direction(wanted: Wanted) -> tuple[Node, ...]:
    """The direction as it was given; none where that is an angle."""
    along = wanted.arguments.get("along")
    pieces = components(along) if isinstance(along, str) else list(along or ())
    if len(pieces) > 1:
        return tuple([read(str(piece)).tree for piece in pieces])
    if wanted.arguments.get("towards") is None:
        return ()
    unit, at = (wanted.document.get(key) for key in ("unit", "at"))
    return _way(wanted, list(at.values())) if unit and at else ()


def _way(wanted: Wanted, start: list[Node]) -> tuple[Node, ...]:
    """The way from the point to the one that is gone towards."""
    from derivtutor.calculus.reading import read_point

    end = read_point(wanted.arguments["towards"], tuple(wanted.document["wrt"])).values()
    return tuple([Sum((there, Negation(here))) for there, here in zip(end, start, strict=True)])


def _not_normalised(wanted: Wanted) -> Iterator[Result]:
    """The gradient times the direction as it was given."""
    if direction := _direction(wanted):
        yield Result((Product((_length(direction), wanted.result.entries[0])),))


def _root_forgotten(wanted: Wanted) -> Iterator[Result]:
    """The gradient times the direction, divided by the square of its length."""
    if direction := _direction(wanted):
        yield Result((Quotient(wanted.result.entries[0], _length(direction)),))


def _backwards(wanted: Wanted) -> Iterator[Result]:
    yield Result((Negation(wanted.result.entries[0]),))


def _not_added(wanted: Wanted) -> Iterator[Result]:
    """The products of the components, side by side."""
    gradient, unit = (wanted.document.get(key, ()) for key in ("gradient", "unit"))
    pairs = [[number(Fraction(value)) for value in pair] for pair in zip(gradient, unit, strict=True)]
    yield Result(tuple([Product(tuple(pair)) for pair in pairs]), (len(pairs),))


def _steepest(wanted: Wanted) -> Iterator[Result]:
    if gradient := wanted.document.get("gradient"):
        yield Result((_length(tuple([number(Fraction(value)) for value in gradient])),))


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
        "gradient-as-length",
        "gradient",
        "∇f = |∇f|",
        "That is the length of the gradient; the gradient itself is a vector.",
        _norm,
    ),
    Slip(
        "gradient-order-swapped",
        "gradient",
        "∇f = (∂f/∂y, ∂f/∂x)",
        "In which order are the variables? The first component belongs to the first of them.",
        _swapped,
    ),
    Slip(
        "direction-not-normalised",
        "directional",
        "D_v f = ∇f · v",
        "How long is your direction? Divide it by its length first.",
        _not_normalised,
    ),
    Slip(
        "direction-root-missing",
        "directional",
        "|v| = v₁² + v₂²",
        "The length of a vector is the square root of the sum of the squares.",
        _root_forgotten,
    ),
    Slip(
        "direction-turned-round",
        "directional",
        "D_u f = −∇f · u",
        "Which way does the direction point? Look at the signs of its components.",
        _backwards,
    ),
    Slip(
        "direction-steepest",
        "directional",
        "D_u f = |∇f|",
        "That is the slope in the steepest direction; another direction is asked for.",
        _steepest,
    ),
    Slip(
        "scalar-product-not-added",
        "directional",
        "∇f · u is a vector",
        "A scalar product is a number: add the products of the components.",
        _not_added,
    ),
    Slip("jacobian-transposed", "jacobian", "J_ij = ∂f_j/∂x_i", "Rows are outputs, columns are inputs.", _transposed),
    Slip(
        "hessian-offdiagonal-zero",
        "hessian",
        "H = diag(∂²f/∂x², ∂²f/∂y²)",
        "Differentiate ∂f/∂x by y as well.",
        _diagonal,
    ),
)
