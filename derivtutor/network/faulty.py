"""Ways of going backward that are wrong, as they are often programmed: what becomes of the gradients then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

from derivtutor.network.graph import Graph
from derivtutor.network.passes import Forward, Local, backward
from derivtutor.network.running import added
from derivtutor.network.values import Value

Gradients: TypeAlias = dict[int, Value]
"""The gradient at each place that was reached."""


def _one(graph: Graph) -> Value:
    return [1.0] if graph.vertices[graph.loss].shape else 1.0


def _share(gradient: Value, local: Local) -> Value:
    return gradient * local if isinstance(local, float) else local(gradient)  # type: ignore[misc]


def _overwritten(graph: Graph, run: Forward) -> Gradients:
    """What arrives takes the place of what was there."""
    gradients: Gradients = {graph.loss: _one(graph)}
    for place in range(graph.loss, -1, -1):
        for operand, local in zip(graph.vertices[place].operands, run.locals[place], strict=False):
            if local is not None and place in gradients:
                gradients[operand] = _share(gradients[place], local)
    return gradients


def _out_of_order(graph: Graph, run: Forward) -> Gradients:
    """Each operation passes on as soon as it is reached, whatever is still to arrive there.

    First operands come first, unless by chance nothing is missed in that order.
    """
    right = backward(graph, run)
    first, last = (_eager(graph, run, takes_last) for takes_last in (False, True))
    return last if all(right[place] == gradient for place, gradient in first.items()) else first


def _eager(graph: Graph, run: Forward, takes_last: bool) -> Gradients:
    gradients: Gradients = {graph.loss: _one(graph)}
    passed: set[int] = set()
    waiting = [graph.loss]
    while waiting:
        place = waiting.pop()
        if place in passed:
            continue
        passed.add(place)
        operands = list(zip(graph.vertices[place].operands, run.locals[place], strict=False))
        for operand, local in operands:
            if local is not None:
                share = _share(gradients[place], local)
                gradients[operand] = added(gradients[operand], share) if operand in gradients else share
        onward = [operand for operand, local in operands if local is not None]
        waiting += onward if takes_last else onward[::-1]
    return gradients


def _not_zeroed(graph: Graph, run: Forward) -> Gradients:
    """After a second pass the gradients of the inputs are those of both."""
    found = {place: gradient for place, gradient in enumerate(backward(graph, run)) if gradient is not None}
    leaves = [place for place in found if graph.vertices[place].operation is None]
    return {**found, **{place: added(found[place], found[place]) for place in leaves}}


class Engine(NamedTuple):
    """A faulty engine: what is wrong in it, why that is wrong, and what it finds."""

    says: str
    why: str
    gradients: Callable[[Graph, Forward], Gradients]


FAULTY: Mapping[str, Engine] = {
    "overwrite": Engine(
        "What arrives at a name replaces what was there, instead of being added.",
        "A name that is used several times changes the loss along several paths, and the changes add up.",
        _overwritten,
    ),
    "no-topological-order": Engine(
        "Every operation passes its gradient on as soon as something has arrived.",
        "What arrives later is never passed on. An operation has to wait for all operations that use it.",
        _out_of_order,
    ),
    "no-zeroing": Engine(
        "The gradients are not set back to 0 before the second pass.",
        "The second step goes by the sum of both gradients, the third one by that of three.",
        _not_zeroed,
    ),
}
"""The faulty engines by name."""
