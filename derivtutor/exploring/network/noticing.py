"""What to notice now of a pass: one sentence a panel."""

from __future__ import annotations

import math

from derivtutor.calculus.backpropagation import formulas
from derivtutor.calculus.backpropagation.insights import bound, squashing
from derivtutor.calculus.backpropagation.tables import times
from derivtutor.calculus.explanation import Words, filled, worded
from derivtutor.derivation.account import Symbol
from derivtutor.exploring.network.passing import Passing
from derivtutor.exploring.worth import in_words
from derivtutor.language import counted, grouped, translated
from derivtutor.network.graph import Vertex
from derivtutor.network.passes import Edge
from derivtutor.network.paths import Path

_SATURATED = 0.1
"""A function that saturates lets less than this part of its largest slope through where it is said to be saturated."""

_SEVERAL = 3
"""So many functions that saturate on one path are worth a remark."""


def of_whole(passing: Passing) -> Words:
    """Of the graph: how far the pass has come."""
    if passing.remark:
        return (passing.remark,)
    vertices, edges = passing.graph.vertices, passing.edges
    loss = formulas.name(vertices[passing.graph.loss])
    if edges:
        last = edges[-1]
        if passing.done == passing.frames:
            return worded("Every input has its gradient: one way back through the graph found them all.")
        way = formulas.edge(*[formulas.name(vertices[place]) for place in (last.result, last.operand)])
        if passing.is_large:
            return worded("Backward along {way}: this is the part of the graph beside it.", way=way)
        return worded("Backward along {way}: the marked way leads from {loss} to here.", way=way, loss=loss)
    if len(passing.forward) == len(passing.run.operations):
        return worded("All values are known: now go back from {loss}, where the gradient is 1.", loss=loss)
    if passing.forward:
        name = formulas.name(vertices[passing.forward[-1]])
        return worded("Forward: {name} needs only what the marked arrows bring.", name=name)
    return worded("The inputs are known: every operation follows from those before it.")


def of_table(passing: Passing) -> Words:
    """Of the table: what is kept, and why."""
    if passing.remark:
        return (passing.remark,)
    if passing.edges:
        return worded("Each row back multiplies what arrived by a slope that the values of the way forward give.")
    if passing.forward:
        return worded("The values are kept: the slopes on the way back need them.")
    return worded("Nothing is worked out yet.")


# The edge of now


def of_this(passing: Passing) -> Words:
    """Of the operation or edge of now: what it does to what comes."""
    if passing.remark:
        return (passing.remark,)
    if passing.edges:
        return _of_edge(passing, passing.edges[-1])
    if passing.forward:
        return _of_operation(passing, passing.forward[-1])
    return worded("These numbers are given: change the chosen one, and all that depends on it changes.")


def _of_operation(passing: Passing, place: int) -> Words:
    vertex, name = passing.graph.vertices[place], formulas.name(passing.graph.vertices[place])
    if place == passing.graph.loss:
        return worded("The value of {name} is there: next is what it changes with.", name=name)
    operand, operation = passing.graph.vertices[vertex.operands[0]], vertex.operation
    if operation is not None and operation.rectifies and _zeros(passing, place):
        return worded(_MADE_0, operation=translated(operation.title), operand=formulas.name(operand))
    return worded("{name} needs only values that are there already.", name=name)


_MADE_0 = "{operation} makes 0 of what is negative: nothing of {operand} is left there."


def _of_edge(passing: Passing, edge: Edge) -> Words:
    result, operand = (passing.graph.vertices[place] for place in (edge.result, edge.operand))
    stopped = _stopped(passing, edge, result, operand)
    if stopped:
        return stopped
    arrived = [each for each in passing.edges if each.operand == edge.operand]
    count = sum([each.operand == edge.operand for each in passing.run.named_edges])
    name = formulas.name(operand)
    if len(arrived) > 1:
        return worded(_ADDED, name=name, times=times(count))
    if count > 1:
        return worded(_SHARE, name=name, times=times(count))
    if operand.operation is None and not operand.shape:
        return _which_way(passing, name, edge.accumulated)
    return _passed_on(passing, edge, name)


_ADDED = "{name} is used {times}: what comes back along its edges is added."
_SHARE = "{name} is used {times}: this is only one share of its gradient."


def _which_way(passing: Passing, name: Symbol, gradient: float) -> Words:
    """Whether an input is to be increased or decreased."""
    loss = formulas.name(passing.graph.vertices[passing.graph.loss])
    if passing.run.forward is not None and passing.run.forward.kinks:
        return worded("A slope was chosen at a kink, so that this gradient need not tell what {loss} does.", loss=loss)
    if not gradient:
        return worded("The gradient is 0: at first {loss} does not change with {name}.", loss=loss, name=name)
    return worded(_LARGER if gradient > 0 else _SMALLER, loss=loss, name=name)


_LARGER = "A slightly larger {name} makes {loss} larger: make {name} smaller to bring it down."
_SMALLER = "A slightly larger {name} makes {loss} smaller: make {name} larger to bring it down."


def _stopped(passing: Passing, edge: Edge, result: Vertex, operand: Vertex) -> Words:
    """Where nothing goes on, or hardly anything, or a slope is only chosen."""
    assert passing.run.forward is not None
    local, inside = passing.run.forward.locals[edge.result][edge.turn], formulas.name(operand)
    arrives, goes_on = formulas.entries(edge.upstream), formulas.entries(edge.contribution)
    operation = result.operation
    assert operation is not None
    title = translated(operation.title)
    if not any(arrives):
        return worded("Nothing arrives here, so nothing goes on.")
    if edge.result in passing.run.forward.kinks:
        return worded(_KINK, operation=title)
    if isinstance(local, float) and not local:
        return worded(_NO_SLOPE, operation=title, operand=inside)
    if operation.rectifies and not all(goes_on):
        return worded(_SOME_THROUGH if any(goes_on) else _NOTHING_THROUGH, operation=title, operand=inside)
    kind = squashing(passing.graph, edge.result)
    if kind is not None and isinstance(local, float) and abs(local) < _SATURATED * kind.most:
        value = passing.run.forward.values[edge.operand]
        where: Words = (inside, formulas.equals(value), formulas.number(value))
        return worded(_IS_SATURATED, operation=title, place=where, slope=formulas.number(local))
    return ()


_KINK = "There is a kink at this point: a slope of {operation} is chosen, as frameworks do."
_NO_SLOPE = "The local slope is 0: {operation} lets nothing through to {operand}."
_NOTHING_THROUGH = "{operation} lets nothing through: what arrives meets no positive entry of {operand}."
_SOME_THROUGH = "{operation} lets through what arrives at positive entries of {operand}, and nothing elsewhere."
_IS_SATURATED = "{operation} is saturated at {place}: of what arrives only the part {slope} goes on."


def _passed_on(passing: Passing, edge: Edge, name: Symbol) -> Words:
    assert passing.run.forward is not None
    local = passing.run.forward.locals[edge.result][edge.turn]
    if not isinstance(local, float):
        if edge.contribution == edge.upstream:
            return worded("What arrives goes on unchanged.")
        return worded("What goes on has one entry for each of {name}: each has its own gradient.", name=name)
    if local == 1:
        return worded("The local slope is 1: what arrives goes on unchanged.")
    if edge.result == passing.graph.loss:
        return worded("At the loss 1 arrives, so its local slope goes on.")
    return worded("What arrives is multiplied by the local slope, and that goes on.")


def _zeros(passing: Passing, place: int) -> bool:
    assert passing.run.forward is not None
    return not all(formulas.entries(passing.run.forward.values[place]))


# One path


def of_path(passing: Passing, whole: Path, lit: Path, count: int) -> Words:
    """Of the path to the chosen input: how far it is lit, and what becomes of the product."""
    if passing.remark:
        return (passing.remark,)
    name, loss = formulas.called_so(passing.input.name), formulas.name(passing.graph.vertices[passing.graph.loss])
    if not whole:
        return worded("No path leads from {loss} to {name}.", loss=loss, name=name)
    if not lit:
        told = counted(
            "The path from {loss} to {name} has {count} factor, one an edge: go back to light it.",
            "The path from {loss} to {name} has {count} factors, one an edge: go back to light it.",
            len(whole),
        )
        return filled(told, loss=loss, name=name, count=str(len(whole)))
    zero = next((hop for hop in whole[: len(lit)] if not hop.slope), None)
    if zero is not None:
        return worded("One factor is 0, so the whole product is 0, whatever the others are.")
    kinds = [kind for hop in whole[: len(lit)] if (kind := squashing(passing.graph, hop.result[0]))]
    if len(kinds) >= _SEVERAL:
        return bound(kinds)
    if len(lit) < len(whole):
        product = math.prod([hop.slope for hop in whole[: len(lit)]])
        told_product = in_words(product)
        return worded("The product so far is {product}: every edge to come multiplies it.", product=told_product)
    if count > 1:
        return worded(_ONE_OF_PATHS, count=grouped(count), name=name)
    return worded("The gradient by {name} is the product of all the factors on its path.", name=name)


_ONE_OF_PATHS = "This is one of {count} paths to {name}: the gradient is the sum of their products."
