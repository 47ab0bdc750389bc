"""The panel of the layers of a composition: each with its value and its rate, and the product of the rates."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from derivtutor.calculus.drawing import Arrow, Box, Drawing, Sort
from derivtutor.calculus.explanation import Chain, Item, Table, Turn, Words, filled, listed, worded
from derivtutor.derivation.amount import UNDEFINED, Amount, Spot
from derivtutor.derivation.numbers import Layer
from derivtutor.exploring.line.explored import layers as layers_at
from derivtutor.exploring.line.noticing import is_saturated
from derivtutor.exploring.line.state import LineState
from derivtutor.exploring.line.words import at, called, cell, turns
from derivtutor.exploring.subject import View
from derivtutor.exploring.worth import in_words
from derivtutor.language import counted, translated
from derivtutor.notation import linear
from derivtutor.notation.decimals import decimal_tree, rounded
from derivtutor.notation.tree import Name, Node, Product

_DIGITS, _LONGEST = 3, 7
"""So many digits of a number stand in a box; one with few letters in all stands there as it is."""
_SHORT = 12
"""Rates that are written with more letters are rounded in their product."""
_ROOM, _AROUND = 58, 5
"""Formulas stand in the boxes where these have room side by side on a narrow screen, else only their names; around each
word so many columns are needed."""


class Link(Struct, frozen=True):
    """A layer under the name of what it makes."""

    name: str
    layer: Layer

    @property
    def rate(self) -> Amount:
        return self.layer.steepness

    @property
    def equation(self) -> Words:
        """`u = 3x²`."""
        return (Name(self.name), " = ", self.layer.function)


def of_layers(state: LineState) -> View | None:
    """The chain from the variable to the function, and the rates on the way back; None where it has one link only."""
    layers = layers_at(state.explored, state.place)
    if len(layers) < 2:
        return None
    names = [state.explored.name, *[layer.letter for layer in layers[:-1]]]
    outside_in = [Link(name, layer) for name, layer in zip(names, layers, strict=True)]
    items = (_table(outside_in), *_product(state, outside_in), _drawing(state, outside_in[::-1]))
    return View(_noticed(state, outside_in[::-1]), items)


def _drawing(state: LineState, inside_out: Sequence[Link]) -> Drawing:
    """Boxes from the variable to the function with their values; beside the arrows the rates."""
    start = state.explored.variable
    equations = [f"{_text(Name(link.name))} = {_text(link.layer.function)}" for link in inside_out]
    values = [_digits(link.layer.height) for link in inside_out]
    rates = [
        f"·({rate})" if rate.startswith("−") else f"·{rate}" for rate in (_digits(link.rate) for link in inside_out)
    ]
    first = f"{_text(Name(start))} = {_text(state.place)}"
    width = len(first) + sum(max(map(len, lines)) + _AROUND for lines in zip(equations, values, strict=True))
    has_room = width + sum(len(rate) + _AROUND for rate in rates) <= _ROOM
    names = [link.name for link in inside_out]
    heads = equations if has_room else [_text(Name(name)) for name in names]
    sorts: list[Sort] = [*["operation"] * (len(names) - 1), "loss"]  # type: ignore[list-item]
    rows = zip(names, heads, values, sorts, strict=True)
    boxes = [Box(name, (head, value), sort) for name, head, value, sort in rows]
    arrows = [Arrow(*ends, rate) for ends, rate in zip(pairwise([start, *names]), rates, strict=True)]
    says = translated("Values go forward; what stands beside the arrows is multiplied.")
    return Drawing(says, (Box(start, (first,), "input"), *boxes), tuple(arrows))


def _text(node: Node) -> str:
    return linear.unicode(node)


def _digits(amount: Amount) -> str:
    """A number in a box: the number itself where that is short, else its first digits."""
    if amount.decimal is None:
        return translated("none")
    itself = _text(decimal_tree(amount.decimal))
    return itself if amount.is_decimal and len(itself) <= _LONGEST else _text(rounded(amount.decimal, _DIGITS))


def _table(outside_in: Sequence[Link]) -> Table:
    """The layers on the way back, with the product of the rates up to each."""
    rows = []
    for count, link in enumerate(outside_in, 1):
        so_far = _times([each.rate for each in outside_in[:count]])
        rows.append((link.equation, cell(link.layer.height), cell(link.rate), cell(so_far)))
    return Table((worded("Outside in"), worded("Value"), worded("Rate"), worded("Product")), tuple(rows))


def _times(rates: Sequence[Amount]) -> Amount:
    """The product of numbers: exact where all of them are."""
    exact = [rate.exact for rate in rates if rate.exact is not None]
    if len(exact) == len(rates):
        return Spot({}, written_in_decimals=True).amount(Product(tuple(exact)) if len(exact) > 1 else exact[0])
    found = None
    for rate in rates:
        if rate.ball is None:
            return UNDEFINED
        found = rate.ball if found is None else found * rate.ball
    return Amount(None, found)


def _product(state: LineState, outside_in: Sequence[Link]) -> tuple[Item, ...]:
    """The slope as the product of all rates."""
    slope, rates = state.at.steepness, [link.rate for link in outside_in]
    exact = [rate.exact for rate in rates if rate.exact is not None and len(_text(rate.exact)) <= _SHORT]
    is_exact = len(exact) == len(rates)
    factors = exact if is_exact else [decimal_tree(rate.decimal) for rate in rates if rate.decimal is not None]
    if not slope.is_defined or len(factors) < len(rates):
        return ()
    name, product = called(state.explored, state.place, 1), Product(tuple(factors))
    if is_exact:
        return (Chain(name, (Turn(product), *turns(slope))),)
    digits = [] if slope.decimal is None else [Turn(decimal_tree(slope.decimal), is_about=True)]
    return (Chain(name, (Turn(product, is_about=True), *digits)),)


def _noticed(state: LineState, inside_out: Sequence[Link]) -> Words:
    """What happens to a small change on its way through the chain."""
    slope, variable = state.at.steepness, state.explored.variable
    for link in inside_out:
        if not link.layer.height.is_defined:
            where = at(variable, state.place)
            return worded(_NO_VALUE, equation=link.equation, place=where)
    for link in inside_out:
        if not link.rate.is_defined:
            says = _NO_RATE_BUT_SLOPE if slope.is_defined else _NO_RATE
            return worded(says, equation=link.equation, slope=in_words(slope))
    stops = [link for link in inside_out if link.rate.sign == 0]
    if stops:
        names = listed([Name(link.name) for link in stops])
        told = counted(
            "The rate of {names} is 0 here: nothing of a change gets through.",
            "The rates of {names} are 0 here: nothing of a change gets through.",
            len(stops),
        )
        return filled(told, names=names)
    for link in inside_out:
        if is_saturated(link.layer.function, link.layer.letter, link.rate):
            return worded(_SATURATED, equation=link.equation, rate=in_words(link.rate))
    each = [worded("{rate} into {name}", rate=in_words(link.rate), name=Name(link.name)) for link in inside_out]
    steps = listed(each, translated(", then by "))
    return worded(_CHANGE, variable=Name(variable), steps=steps, slope=in_words(slope))


_NO_VALUE = "{equation} has no value at {place}: nothing comes out of the chain."
_NO_RATE = "Here {equation} has no rate, so the chain rule says nothing."
_NO_RATE_BUT_SLOPE = "Here {equation} has no rate, so the chain rule says nothing, though the slope is {slope}."
_SATURATED = "{equation} is saturated: it passes on only {rate} times a change."
_CHANGE = "A small change of {variable} is multiplied by {steps}: together by {slope}."
