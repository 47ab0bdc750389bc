"""The panel of Taylor's polynomial: which order comes how near to the curve, and how far it is off at the point."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence

from msgspec import Struct

from derivtutor.calculus import naming
from derivtutor.calculus.explanation import Chain, Turn, Words, worded
from derivtutor.calculus.figures.figure import Dot, Figure
from derivtutor.calculus.figures.graph import smooth
from derivtutor.calculus.series.rings import Balls, ExactNumbers, NoSeriesError, TooLongError
from derivtutor.calculus.series.series import series
from derivtutor.calculus.steps import multiple_of_power, step
from derivtutor.calculus.values import value_of
from derivtutor.derivation.account import Side, Symbol
from derivtutor.derivation.amount import UNDEFINED, Amount, Spot
from derivtutor.derivation.formula import total
from derivtutor.exploring.line.explored import Explored, as_number, value
from derivtutor.exploring.line.figures import height, with_line
from derivtutor.exploring.line.state import LineState
from derivtutor.exploring.line.words import at, difference, equation
from derivtutor.exploring.subject import View
from derivtutor.exploring.worth import size_in_words
from derivtutor.language import translated
from derivtutor.notation.decimals import rounded
from derivtutor.notation.rational import rational
from derivtutor.notation.tree import Name, Node, Number

_PRECISION = 256
_KEPT = 64
_STYLE = 1


class Expansion(Struct, frozen=True):
    """The coefficients of a polynomial; only about what is written where it `is_rounded`."""

    variable: str
    centre: Node
    coefficients: tuple[Node, ...]
    is_rounded: bool

    def polynomial(self, shown: Sequence[Node] | None = None) -> Node:
        """In powers of the step from the centre."""
        numbered = enumerate(self.coefficients if shown is None else shown)
        powers = step(self.variable, self.centre)
        terms = [multiple_of_power(each, powers, n) for n, each in numbered if each != Number(0)]
        return total(terms) if terms else Number(0)


@functools.lru_cache(maxsize=_KEPT)
def expansion(explored: Explored, centre: Node, order: int) -> Expansion | None:
    """Taylor's polynomial; None where there is none."""
    for ring in (ExactNumbers(), Balls(_PRECISION)):
        try:
            at_centre = ring.value(centre, ring.number(0))
            found = series(explored.function, explored.variable, at_centre, order + 1, ring)
        except TooLongError:
            continue
        except NoSeriesError:
            return None
        return Expansion(explored.variable, centre, tuple(map(ring.tree, found)), isinstance(ring, Balls))
    return None


def of_taylor(state: LineState) -> View:
    """The curve and its polynomial, and the difference at the point."""
    explored, found = state.explored, expansion(state.explored, state.centre, state.order)
    name = naming.indexed("T", state.order)
    says = translated("{name} and its Taylor polynomial {polynomial}.")
    says = says.format(name=explored.name, polynomial=name.text)
    if found is None:
        where = at(explored.variable, state.centre)
        notice = worded(_NO_POLYNOMIAL, name=Name(explored.name), place=where)
        return View(notice, (), with_line(state, says))
    near = _reached(found, state.place)
    error = _error(state, found, near)
    shown = tuple([rounded(value_of(each)) for each in found.coefficients]) if found.is_rounded else None
    written = naming.of_letters(name, (explored.variable,))
    items = (
        Chain(written, (Turn(found.polynomial(shown), "", found.is_rounded),)),
        *equation(naming.placed(name, {explored.variable: state.place}), near),
    )
    return View(_noticed(state, name, error), items, _figure(state, found, name, near, says))


def _figure(state: LineState, found: Expansion, name: Symbol, near: Amount, says: str) -> Figure:
    """The polynomial beside the curve, its centre, and both points above one another."""
    centre, own = value(state.explored, state.centre), height(state.at.height)
    reached = height(near)
    dots = [
        Dot((x, y), is_open=is_open)
        for x, y, is_open in ((as_number(state.centre), height(centre), False), (state.x, reached, True))
        if y is not None and state.window.low <= x <= state.window.high
    ]
    curve = functools.partial(smooth, _run(found), name.text, (state.window.low, state.window.high), style=_STYLE)
    return with_line(state, says, [own], dots=dots, polynomial=curve)


def _run(found: Expansion) -> Callable[[float], float]:
    numbers, centre = [value_of(each) for each in found.coefficients], as_number(found.centre)

    def run(x: float) -> float:
        return functools.reduce(lambda total, number: total * (x - centre) + number, reversed(numbers), 0.0)

    return run


def _reached(found: Expansion, place: Node) -> Amount:
    """What the polynomial is worth at a place."""
    spot, polynomial = Spot({found.variable: place}), found.polynomial()
    is_rational = not found.is_rounded and None not in map(rational, (place, *found.coefficients))
    return spot.amount(polynomial) if is_rational else Amount(None, spot.ball(polynomial))


def _error(state: LineState, found: Expansion, near: Amount) -> Amount:
    """How far the polynomial is off at the point."""
    own = state.at.height
    if not own.is_defined or not near.is_defined:
        return UNDEFINED
    return difference(near, own if near.exact is not None else Amount(None, own.ball))


def _noticed(state: LineState, name: Symbol, error: Amount) -> Words:
    here, explored = state.at, state.explored
    names: dict[str, Side] = {"polynomial": name, "name": Name(explored.name)}
    if not here.height.is_defined:
        return worded(_BEYOND_THE_END, **names)
    if state.place == state.centre:
        return _at_centre(state, name)
    if not error.is_defined:
        return worded("How far the polynomial is off here cannot be told.")
    if error.sign == 0:
        return worded("{polynomial} and {name} have the same value here: the error is 0.", **names)
    if error.sign is None:
        return worded(_NOT_TOLD_APART, **names)
    off: dict[str, Words | Symbol] = {"polynomial": name, "error": size_in_words(error)}
    before = expansion(explored, state.centre, state.order - 1) if state.order else None
    if before is None:
        return worded("{polynomial} is off by {error} here.", **off)
    last = _error(state, before, _reached(before, state.place))
    if not last.is_defined:
        return worded("{polynomial} is off by {error} here.", **off)
    off["lower"] = naming.indexed("T", state.order - 1)
    if size_in_words(last) == size_in_words(error):
        return worded("{polynomial} is off by {error} here, about as far as {lower}.", **off)
    if abs(last.value) > abs(error.value):
        return worded(_NEARER, before=size_in_words(last), **off)
    return worded(_FARTHER, **off)


_NO_POLYNOMIAL = "{name} has no Taylor polynomial around {place}: slide on, and press c."
_BEYOND_THE_END = "{polynomial} goes on here, though {name} has no value: it knows nothing of the curve's end."
_NOT_TOLD_APART = "{polynomial} and {name} cannot be told apart here: to many digits the error is 0."
_NEARER = "{polynomial} is off by {error} here, nearer than {lower}, which is off by {before}."
_FARTHER = "{polynomial} is off by {error} here, farther than {lower}: the new term does not help at this point."


def _at_centre(state: LineState, name: Symbol) -> Words:
    f = Name(state.explored.name)
    return worded(_AT_CENTRE.get(state.order, _OF_HIGHER), polynomial=name, name=f, order=str(state.order))


_OF_HIGHER = (
    "{polynomial} has at its centre the height and the first {order} derivatives of {name}: "
    "move on to see how long it stays close."
)
_AT_CENTRE = {
    0: "{polynomial} is as high as {name} at its centre, and level: press plus for the tangent.",
    1: "{polynomial} is the tangent: at its centre it has the height and the slope of {name}.",
    2: "{polynomial} has at its centre the height and the first two derivatives of {name}: "
    "move on to see how long it stays close.",
}
"""What is said at the centre, by the order."""
