"""Forward and backward through a graph: loops over lists, never recursion.

Forward, every vertex gets its value, and every edge that matters its local slope. Backward, every vertex gets the
gradient of the loss: what arrives from its results, each times the local slope, added up (reverse accumulation:
Griewank and Walther, Evaluating Derivatives, 2008, chapter 3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from msgspec import Struct

from derivtutor.errors import UserError
from derivtutor.network.formulas import Formula, compiled, letters_of
from derivtutor.network.graph import Graph, Vertex
from derivtutor.network.operations import pointwise
from derivtutor.network.reasons import why_no_slope, why_undefined
from derivtutor.network.running import added, points, run
from derivtutor.network.shapes import Shape, size
from derivtutor.network.values import Value, zeros

Local: TypeAlias = float | Callable[[Value], Value] | None
"""What an edge does to the gradient that arrives: times a number, or a function; None where it is not asked for."""


class Forward(Struct, frozen=True, eq=False):
    """The values of all vertices, and what their edges do, operand by operand.

    `kinks` are the vertices where a slope was taken though there is none.
    """

    values: list[Value]
    locals: list[tuple[Local, ...]]
    kinks: tuple[int, ...] = ()


class Edge(Struct, frozen=True, eq=False):
    """One step back: what arrived at a result, what goes on to its operand `turn`, and what has come together there."""

    result: int
    operand: int
    turn: int
    upstream: Value
    contribution: Value
    accumulated: Value


def forward(graph: Graph, active: frozenset[int] = frozenset()) -> Forward:
    """The values of all vertices, and the local slopes by those that are `active`.

    Raises:
        UserError: where an operation is undefined at this point, or has no slope there, with the line.
    """
    values: list[Value] = []
    locals_: list[tuple[Local, ...]] = []
    kinks: list[int] = []
    for place, vertex in enumerate(graph.vertices):
        operation, operands = vertex.operation, vertex.operands
        if operation is None:
            values.append(vertex.value)
            locals_.append(())
            continue
        arguments = [values[operand] for operand in operands]
        if vertex.shape or operation.formula is None:
            shapes = [graph.vertices[operand].shape for operand in operands]
            value = run(operation, shapes, arguments)
        else:
            ready = pointwise(operation)
            value = ready.value(arguments)
        if value is None or value != value:
            shapes = [graph.vertices[operand].shape for operand in operands]
            raise _undefined(graph, vertex, shapes, arguments)
        wanted = [operand in active for operand in operands]
        local: tuple[Local, ...] = ()
        if True not in wanted:
            pass
        elif vertex.shape or operation.formula is None:
            local, has_kink = _of_arrays(graph, vertex, shapes, arguments, value, wanted)
            kinks += [place] * has_kink
        else:
            local = tuple(
                [slope(arguments) if is_wanted else None for slope, is_wanted in zip(ready.slopes, wanted, strict=True)]
            )
            if any(slope != slope for slope in local):
                local = tuple([_slope(graph, vertex, turn, slope, arguments) for turn, slope in enumerate(local)])
                kinks.append(place)
        values.append(value)
        locals_.append(local)
    return Forward(values, locals_, tuple(kinks))


def _of_arrays(
    graph: Graph,
    vertex: Vertex,
    shapes: Sequence[Shape],
    operands: Sequence[Value],
    value: Value,
    wanted: Sequence[bool],
) -> tuple[tuple[Local, ...], bool]:
    """What the edges of a vertex do whose operands or result are arrays, and whether there was a kink."""
    operation = vertex.operation
    assert operation is not None
    if operation.value is None:
        return _entrywise(graph, vertex, shapes, operands, wanted)
    if not operation.pulls:
        return tuple([_slice(shapes, turn) if is_wanted else None for turn, is_wanted in enumerate(wanted)]), False
    known_shapes, known = letters_of(shapes, vertex.shape, operands, value)
    pulls: list[Local] = []
    has_kink = operation.picks and operands[0].count(value) > 1
    for turn, (formula, is_wanted) in enumerate(zip(operation.pulls, wanted, strict=True)):
        pull = compiled(formula, (*known_shapes.items(), ("g", vertex.shape))) if is_wanted else None
        if pull is None:
            pulls.append(None)
            continue
        ones = [1.0] * size(vertex.shape) if vertex.shape else 1.0
        if pull({**known, "g": ones}) is None:
            if operation.at_kink is None:
                raise _no_slope(graph, vertex, turn, operands[turn])
            pulls.append(_nothing(shapes[turn]))
            has_kink = True
        else:
            pulls.append(_pulling(pull, known))
    return tuple(pulls), has_kink


def _pulling(pull: Formula, known: Mapping[str, Value]) -> Callable[[Value], Value]:
    return lambda gradient: pull({**known, "g": gradient})


def _nothing(shape: Shape) -> Callable[[Value], Value]:
    return lambda _: zeros(shape)


def _slice(shapes: Sequence[Shape], turn: int) -> Callable[[Value], Value]:
    """What comes back to one of the pieces that an array was put together from."""
    start = sum(map(size, shapes[:turn]))
    end = start + size(shapes[turn])
    return (lambda gradient: gradient[start:end]) if shapes[turn] else (lambda gradient: gradient[start])


def _entrywise(
    graph: Graph, vertex: Vertex, shapes: Sequence[Shape], operands: Sequence[Value], wanted: Sequence[bool]
) -> tuple[tuple[Local, ...], bool]:
    assert vertex.operation is not None
    slopes = pointwise(vertex.operation).slopes
    places = points(shapes, operands)
    pulls: list[Local] = []
    has_kink = False
    for turn, is_wanted in enumerate(wanted):
        if not is_wanted:
            pulls.append(None)
            continue
        column = [slopes[turn](place) for place in places]
        if any(slope != slope for slope in column):
            column = _at_kinks(graph, vertex, turn, column, operands[turn])
            has_kink = True
        pulls.append(_times(column, bool(shapes[turn])))
    return tuple(pulls), has_kink


def _times(column: Sequence[Any], is_array: bool) -> Callable[[Value], Value]:
    """Entry by entry; to a number, which went with every entry, comes the sum."""

    def pull(gradient: Value) -> Value:
        shares = [arriving * slope for arriving, slope in zip(gradient, column, strict=True)]
        return shares if is_array else sum(shares)

    return pull


def backward(graph: Graph, run: Forward) -> list[Value | None]:
    """The gradient of the loss by every vertex; None where nothing comes back."""
    gradients: list[Value | None] = [None] * len(graph.vertices)
    gradients[graph.loss] = _one(graph)
    for place in range(graph.loss, -1, -1):
        locals_ = run.locals[place]
        gradient = gradients[place]
        if not locals_ or gradient is None:
            continue
        for operand, local in zip(graph.vertices[place].operands, locals_, strict=True):
            if local is None:
                continue
            share = gradient * local if type(local) is float else local(gradient)  # type: ignore[operator]
            before = gradients[operand]
            gradients[operand] = share if before is None else added(before, share)
    return gradients


def edges(graph: Graph, run: Forward, start: int | None = None, seed: Value = None) -> Iterator[Edge]:
    """The same, step by step; from another vertex than the loss with a `seed`, the gradient that arrives there."""
    begin = graph.loss if start is None else start
    gradients: dict[int, Value] = {begin: _one(graph) if start is None else seed}
    for place in range(begin, -1, -1):
        if place not in gradients:
            continue
        for turn, (operand, local) in enumerate(zip(graph.vertices[place].operands, run.locals[place], strict=False)):
            if local is None:
                continue
            share = gradients[place] * local if type(local) is float else local(gradients[place])  # type: ignore[operator]
            gradients[operand] = added(gradients[operand], share) if operand in gradients else share
            yield Edge(place, operand, turn, gradients[place], share, gradients[operand])


def _one(graph: Graph) -> Value:
    return [1.0] if graph.vertices[graph.loss].shape else 1.0


# What cannot be done at this point


def _slope(graph: Graph, vertex: Vertex, turn: int, slope: Any, operands: Sequence[Value]) -> Any:
    return slope if slope is None else _at_kinks(graph, vertex, turn, [slope], operands[turn])[0]


def _at_kinks(graph: Graph, vertex: Vertex, turn: int, slopes: Sequence[Any], value: Value) -> list[Any]:
    """Slopes, and what is taken where there is none."""
    assert vertex.operation is not None
    at_kink = vertex.operation.at_kink
    if at_kink is None:
        raise _no_slope(graph, vertex, turn, value, slopes)
    return [slope if slope == slope else at_kink for slope in slopes]


def _undefined(graph: Graph, vertex: Vertex, shapes: Sequence[Shape], operands: Sequence[Value]) -> UserError:
    assert vertex.operation is not None
    names = [graph.called(graph.vertices[place]) for place in vertex.operands]
    return _error(graph, vertex, why_undefined(vertex.operation, graph.called(vertex), names, shapes, operands))


def _no_slope(graph: Graph, vertex: Vertex, turn: int, value: Value, slopes: Sequence[Any] = ()) -> UserError:
    operand = graph.vertices[vertex.operands[turn]]
    says = why_no_slope(graph.called(vertex), graph.called(operand), operand.shape, value, slopes)
    return _error(graph, vertex, says)


def _error(graph: Graph, vertex: Vertex, says: tuple[str, str]) -> UserError:
    if vertex.statement < 0:
        return UserError(*says)
    statement = graph.statements[vertex.statement]
    return UserError(*says, statement.text, vertex.span[0] if vertex.span else 0, statement.line)
