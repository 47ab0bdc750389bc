"""A composition beside a neuron: values from the inside out, rates from the outside in, and their product."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from derivtutor.calculus.backpropagation import formulas, slopes
from derivtutor.calculus.explanation import Sentence, Table, Words, worded
from derivtutor.calculus.naming import symbol
from derivtutor.derivation.account import Side
from derivtutor.exploring.network import passing
from derivtutor.exploring.network.passing import Passing
from derivtutor.exploring.network.views import way_to
from derivtutor.exploring.subject import Key, Panel, Subject, View
from derivtutor.exploring.typed import is_program
from derivtutor.language import grouped, translated
from derivtutor.network.given import read_values
from derivtutor.network.paths import Hop
from derivtutor.network.program import graph_of
from derivtutor.network.targets import entry_name
from derivtutor.network.values import nested

_LARGE = 10


class Beside(Struct, frozen=True, eq=False):
    """Two programs, of which so many `layers` are shown: values first, then rates, then their product.

    The input that is chosen of the second one is changed in both, where both have it.
    """

    sides: tuple[Passing, Passing]
    layers: int = 0
    remark: str = ""
    first: Beside | None = None


def start(*operands: Any, at: Any = None, **_: Any) -> Beside | None:
    """Two programs with their numbers, of which one may be an expression; None of anything else.

    Raises:
        UserError: where a line cannot be read or run, or an input has no value.
    """
    if len(operands) != 2 or not any(map(is_program, operands)):
        return None
    given = read_values(at)
    sides = []
    for program in operands:
        leaves = graph_of(program).leaves
        values = {name: nested(value, shape) for name, (shape, value) in given.items() if name in leaves}
        sides.append(passing.began(program, values))
    one, other = sides
    shared = next((side for side in _inputs(other) if side in _inputs(one)), None)
    if shared is not None:
        one, other = (replace(side, chosen=_inputs(side).index(shared)) for side in (one, other))
    return Beside((one, other))


def _inputs(side: Passing) -> list[str]:
    return [entry_name(side.graph, place, entry) for place, entry in side.inputs]


# What keys do


def _shown(state: Beside, by: int) -> Beside:
    return replace(state, layers=min(max(state.layers + by, 0), _most(state)), remark="", first=_origin(state))


def _most(state: Beside) -> int:
    """As many as the longer side has values and rates, and the product."""
    return 2 * max(len(_path(side)) for side in state.sides) + 1


def _changed(by: int) -> Callable[[Beside], Beside]:
    def change(state: Beside) -> Beside:
        name = state.sides[1].input.name
        sides = [passing.changed(side, by) if side.input.name == name else side for side in state.sides]
        remark = next((side.remark for side in sides if side.remark), "")
        if remark:
            return replace(state, remark=remark, first=_origin(state))
        return replace(state, sides=(sides[0], sides[1]), remark="", first=_origin(state))

    return change


def _next_input(state: Beside) -> Beside:
    """The next input of the second side; the first one follows where it has it too."""
    one, other = state.sides
    other = passing.next_input(other)
    if other.input.name in _inputs(one):
        one = replace(one, chosen=_inputs(one).index(other.input.name))
    return replace(state, sides=(one, other), remark="", first=_origin(state))


def _origin(state: Beside) -> Beside:
    return state.first or state


# What is seen


def _path(side: Passing) -> tuple[Hop, ...]:
    return way_to(side.run, side.inputs[side.chosen])[1]


def view(state: Beside) -> View:
    """Layer by layer, the two sides in two columns."""
    columns: tuple[Words, ...] = (("",), *[_title(side) for side in state.sides])
    values = list(zip_longest(*map(_values, state.sides), fillvalue=("",)))
    rates = list(zip_longest(*map(_rates, state.sides), fillvalue=("",)))
    rows: list[tuple[Words, ...]] = [
        *[(worded("layer {number}", number=str(place)), *row) for place, row in enumerate(values, 1)],
        *[(worded("rate {number}", number=str(place)), *row) for place, row in enumerate(rates, 1)],
        (worded("product"), *map(_product, state.sides)),
    ]
    shown = (Table(columns, tuple(rows[: state.layers])),) if state.layers else ()
    return View(_notice(state, len(values)), (*map(_lines, state.sides), *shown))


def _lines(side: Passing) -> Sentence:
    """A program as it was typed."""
    return Sentence(("; ".join([statement.text.strip() for statement in side.graph.statements]),))


def _title(side: Passing) -> Words:
    return (formulas.name(side.graph.vertices[side.graph.loss]),)


def _values(side: Passing) -> Iterator[Words]:
    """The values along the path, from the inside out."""
    assert side.run.forward is not None
    for hop in reversed(_path(side)):
        place = hop.result[0]
        value, vertex = side.run.forward.values[place], side.graph.vertices[place]
        shown = formulas.value_symbol(value, vertex.shape)
        yield (formulas.name(vertex), " = ", formulas.formula(side.graph, place), formulas.equals(value), shown)


def _rates(side: Passing) -> Iterator[Words]:
    """The rates along the path, from the outside in."""
    for hop in _path(side):
        letters = slopes.between(side.run, hop)
        names = [entry_name(side.graph, *end) for end in (hop.result, hop.operand)]
        number = formulas.number(hop.slope)
        middle: Words = () if letters is None or letters == number else (" = ", letters)
        yield (formulas.partial(names[0], names[1]), *middle, formulas.equals(hop.slope), number)


def _product(side: Passing) -> Words:
    count, path = way_to(side.run, side.inputs[side.chosen])
    if not path:
        return (formulas.partial(side.run.loss, side.input.name), " = 0")
    name: Side = formulas.partial(side.run.loss, side.input.name)
    if count > 1:
        told = translated("one of {count} paths").format(count=grouped(count))
        name = symbol(told, tex=rf"\text{{{told}}}")
    factors, whole = [hop.slope for hop in path], math.prod([hop.slope for hop in path])
    shown = formulas.joined([formulas.number(factor) for factor in factors], " · ", r" \cdot ")
    about = formulas.equals(factors)
    sign = " ≈ " if about == " ≈ " or formulas.equals_product(factors, whole) == " ≈ " else " = "
    return (name, about, shown, *((sign, formulas.number(whole)) if len(path) > 1 else ()))


def _notice(state: Beside, layers: int) -> Words:
    if state.remark:
        return (state.remark,)
    if not state.layers:
        return worded("A neuron is a composition too: go on to see both layer by layer.")
    if state.layers <= layers:
        return worded("From the inside out, each layer needs only the value before it, here and there.")
    if state.layers < _most(state):
        return worded("From the outside in, each layer has one rate, at the value that came to it.")
    stopped = [formulas.name(side.graph.vertices[side.graph.loss]) for side in state.sides if _is_stopped(side)]
    if stopped:
        return worded("One rate of {name} is 0, and no other can make up for it.", name=stopped[0])
    return worded("The rates are multiplied on both sides: the chain rule is all that a neuron needs.")


def _is_stopped(side: Passing) -> bool:
    return any(not hop.slope for hop in _path(side))


def status(state: Beside) -> Words:
    """The input that is changed."""
    return passing.of_input(state.sides[1])


SUBJECT = Subject(
    "beside",
    start,
    (
        Key("right", "one layer on", lambda state: _shown(state, 1)),
        Key("left", "one layer back", lambda state: _shown(state, -1)),
        Key("b", "all of them", lambda state: _shown(state, _most(state))),
        Key("i", "next input", _next_input),
        Key("up", "input larger", _changed(1)),
        Key("down", "input smaller", _changed(-1)),
        Key("shift+up", "much larger", _changed(_LARGE)),
        Key("shift+down", "much smaller", _changed(-_LARGE)),
        Key("home", "back to the start", _origin),
        Key("r", "back to the start", _origin),
    ),
    (Panel("beside", "Side by side", view),),
    status,
)
