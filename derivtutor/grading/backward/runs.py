"""A program with its values and gradients: as they are, at points near by, and as a student has them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from derivtutor.errors import UserError
from derivtutor.network.formulas import compiled
from derivtutor.network.graph import Graph
from derivtutor.network.passes import Forward, Local, backward, forward
from derivtutor.network.shapes import Shape, size
from derivtutor.network.values import Value

_TRIES = 40
"""So many points are tried until the program has a value at one."""

_MOST_WORK = 200_000
"""A program with more vertices, times the values that a student gives, is not run again for each of them."""


class Run(Struct, frozen=True, eq=False):
    """A program run forward and backward at one point."""

    graph: Graph
    values: list[Value]
    locals: list[tuple[Local, ...]]
    gradients: list[Value]

    def shape(self, place: int) -> Shape:
        return self.graph.vertices[place].shape


def run_of(graph: Graph, own: Mapping[int, Value] | None = None) -> Run:
    """A program with some of its values as a student has them; what depends on these is worked out anew.

    Raises:
        UserError: where it has no value or no gradient there.
    """
    own = own or {}
    active = _active(graph)
    changed = _with_values(graph, own)
    made = forward(changed, active)
    locals_ = list(made.locals)
    for place in own if len(own) * len(graph.vertices) <= _MOST_WORK else ():
        if graph.vertices[place].operation is not None:
            others = {other: value for other, value in own.items() if other != place}
            before = forward(_with_values(graph, others), active)
            locals_[place] = _by_result(graph, place, before, own[place]) or before.locals[place]
    found = backward(graph, Forward(made.values, locals_))
    gradients = [nothing(graph, place) if each is None else each for place, each in enumerate(found)]
    return Run(graph, made.values, locals_, gradients)


_BY_RESULT: Mapping[str, str] = {
    "sigmoid": "g r (1 - r)", "tanh": "g (1 - r^2)", "exp": "g r", "softmax": "r (g - row_sums(g r))",
}  # fmt: skip
"""Operations whose slopes are found from their results, as one does by hand."""


def _by_result(graph: Graph, place: int, run: Forward, result: Value) -> tuple[Local, ...]:
    """What comes back through such an operation, from a result that a student has; nothing for others."""
    vertex = graph.vertices[place]
    formula = _BY_RESULT.get(vertex.operation.name) if vertex.operation else None
    if formula is None or not run.locals[place]:
        return ()
    pull = compiled(formula, (("r", vertex.shape), ("g", vertex.shape)))
    return (lambda gradient: pull({"r": result, "g": gradient}),)


def nothing(graph: Graph, place: int) -> Value:
    """A gradient of zeros."""
    shape = graph.vertices[place].shape
    return [0.0] * size(shape) if shape else 0.0


def runs_of(graph: Graph) -> tuple[Run, ...]:
    """A program at its point and two near by; where letters have no value, at three points.

    Raises:
        UserError: where it has no value, or no gradient.
    """
    if graph.has_values:
        return (run_of(graph), *_near(graph, 2))
    found = tuple(_near(graph, 3))
    return found or (run_of(_with_values(graph, _drawn(graph, random.Random(0)))),)


def _near(graph: Graph, count: int) -> Iterator[Run]:
    chance = random.Random(1)
    for _ in range(_TRIES):
        if not count:
            return
        try:
            yield run_of(_with_values(graph, _drawn(graph, chance)))
        except (UserError, ArithmeticError):
            continue
        count -= 1


def _drawn(graph: Graph, chance: random.Random) -> dict[int, Value]:
    """Values of the names that are not worked out: near those they have, or from 0.2 to 1.8."""
    return {
        place: _moved(vertex.value, chance) if vertex.value is not None else 0.2 + 1.6 * chance.random()
        for place, vertex in enumerate(graph.vertices)
        if vertex.operation is None and vertex.is_named
    }


def _moved(value: Value, chance: random.Random) -> Value:
    if isinstance(value, list):
        return [_moved(entry, chance) for entry in value]
    return value * (1 + 0.02 * (chance.random() - 0.5)) + 0.001 * chance.random()


def _with_values(graph: Graph, values: Mapping[int, Value]) -> Graph:
    """The graph with numbers in some places, where nothing is worked out any more."""
    if not values:
        return graph
    vertices = list(graph.vertices)
    for place, value in values.items():
        vertices[place] = replace(vertices[place], operation=None, operands=(), value=value)
    return replace(graph, vertices=tuple(vertices))


def _active(graph: Graph) -> frozenset[int]:
    """What depends on a name, without the names by which there is no derivative."""
    leaves = [place for place, vertex in enumerate(graph.vertices) if vertex.operation is None and vertex.is_named]
    every = graph.reaching(frozenset(leaves))
    return every if _has_slopes(graph, every) else graph.reaching(frozenset(_smooth(graph, leaves)))


def _smooth(graph: Graph, leaves: list[int]) -> Iterator[int]:
    for leaf in leaves:
        if _has_slopes(graph, graph.reaching(frozenset({leaf}))):
            yield leaf


def _has_slopes(graph: Graph, active: frozenset[int]) -> bool:
    if not graph.has_values:
        return True
    try:
        forward(graph, active)
    except UserError:
        return False
    return True


def rate(run: Run, of: int, by: int) -> tuple[Shape, Value] | None:
    """The derivative of one vertex by another; of arrays only where each entry depends on its own alone."""
    shape, wanted = run.shape(by), run.shape(of)
    if size(wanted) != 1 and (wanted != shape or not _is_entrywise(run.graph, of, by)):
        return None
    one: Any = [1.0] * size(wanted) if wanted else 1.0
    found = backward_from(run, of, one)[by]
    return shape, nothing(run.graph, by) if found is None else found


def backward_from(run: Run, start: int, gradient: Value) -> list[Value | None]:
    """What comes back of one vertex to all before it."""
    gradients: list[Value | None] = [None] * len(run.graph.vertices)
    gradients[start] = gradient
    for place in range(start, -1, -1):
        arriving = gradients[place]
        if arriving is None:
            continue
        for operand, local in zip(run.graph.vertices[place].operands, run.locals[place], strict=False):
            if local is not None:
                gradients[operand] = summed(gradients[operand], pulled(local, arriving))
    return gradients


def pulled(local: Local, gradient: Value) -> Value:
    """What comes back along an edge."""
    return local(gradient) if callable(local) else gradient * local


def summed(before: Value | None, share: Value) -> Value:
    if before is None:
        return share
    return [a + b for a, b in zip(before, share, strict=True)] if isinstance(share, list) else before + share


def _is_entrywise(graph: Graph, of: int, by: int) -> bool:
    between = graph.reaching(frozenset({by}))
    waiting, seen = [of], set()
    while waiting:
        place = waiting.pop()
        if place == by or place in seen or place not in between:
            continue
        seen.add(place)
        vertex = graph.vertices[place]
        if vertex.operation is None or vertex.operation.formula is None:
            return False
        waiting += vertex.operands
    return True
