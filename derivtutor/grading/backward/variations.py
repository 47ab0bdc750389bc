"""What a slip does to a backward pass: another local derivative at an edge, or another sum at a join."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from derivtutor.grading.backward.replay import Change, Edge, Found, Pull, Region, Step, joins, steps
from derivtutor.grading.backward.runs import pulled
from derivtutor.network.graph import Vertex
from derivtutor.network.shapes import size
from derivtutor.network.values import Value

Changes: TypeAlias = Callable[[Region], Iterator[Change]]
Local: TypeAlias = tuple[str, int | None, str]
"""An operation, the turn of its operand (None for any), and what comes back."""


_MOST_PARTS = 64


# Another local derivative at an edge


def other_locals(*rows: Local) -> Changes:
    """Formulas for the edges of some operations."""

    def changes(region: Region) -> Iterator[Change]:
        for step in steps(region):
            for name, turn, formula in rows:
                if name == step.name and turn in (None, step.edge.turn):
                    yield step.change(step.pull(formula))

    return changes


def without_upstream(region: Region) -> Iterator[Change]:
    for step in steps(region):
        ones = [1.0] * size(step.shape) if step.shape else 1.0
        yield step.change(lambda _, step=step, ones=ones: pulled(step.local, ones))  # type: ignore[misc]


def _passed_on(step: Step) -> Pull:
    """What arrives, as it is."""
    shape = step.shapes[step.edge.turn]

    def pull(gradient: Value) -> Value | None:
        if isinstance(gradient, list):
            return gradient if shape and size(shape) == len(gradient) else None if shape else sum(gradient)
        return [gradient] * size(shape) if shape else gradient

    return pull


def passing_on(is_meant: Callable[[Region, Step], bool]) -> Changes:
    return lambda region: iter([step.change(_passed_on(step)) for step in steps(region) if is_meant(region, step)])


def is_found(region: Region, step: Step) -> bool:
    """Whether what arrives was on the page, so that it was copied."""
    return step.edge.result in region.given and step.edge.operand == region.target


def is_last(region: Region, step: Step) -> bool:
    return step.edge.result not in region.given and step.edge.operand == region.target


def is_between(region: Region, step: Step) -> bool:
    return step.edge.operand != region.target


_GATES = frozenset({"relu", "leaky_relu"})
_OTHER_EXTREME = {"max": "min(u, v)", "min": "max(u, v)"}
_OF_ONE_ARRAY = frozenset({"largest", "smallest"})


def through_the_gate(region: Region) -> Iterator[Change]:
    """Everything goes through where only what is positive should; `max(0, z)` is a gate as well."""
    for step in steps(region):
        is_with_zero = step.name in _OTHER_EXTREME and any(
            not vertex.name and vertex.value == 0 for vertex in _operands(step)
        )
        if step.name in _GATES or is_with_zero:
            yield step.change(step.pull("g"))


def _operands(step: Step) -> list[Vertex]:
    return [step.region.run.graph.vertices[place] for place in step.operands]


def to_both(region: Region) -> Iterator[Change]:
    for step in steps(region):
        if step.name in _OF_ONE_ARRAY:
            yield step.change(step.pull("g o"))
        elif _is_of_two(step):
            yield step.change(step.pull("g"))


def _is_of_two(step: Step) -> bool:
    """Whether it is the larger or smaller one of two values of the program."""
    return step.name in _OTHER_EXTREME and all(vertex.name for vertex in _operands(step))


def to_the_other(region: Region) -> Iterator[Change]:
    """Nothing comes back to the input that has the value, or in part to each of two arrays."""
    for step in steps(region):
        if _is_of_two(step) and step.local != 0:
            letter, other = "uv"[step.edge.turn], _OTHER_EXTREME[step.name]
            yield step.change(step.pull(f"g (1 - abs(sign({letter} - {other})))"))


_OTHER: Mapping[tuple[str, int], tuple[str, str]] = {
    ("multiply", 0): ("v", "g v"), ("multiply", 1): ("u", "g u"), ("dot", 0): ("v", "g v"), ("dot", 1): ("u", "g u"),
    ("matrix-vector", 0): ("v", "outer(g, v)"), ("matrix-vector", 1): ("u", "u' @ g"),
    ("vector-matrix", 0): ("v", "v @ g"), ("vector-matrix", 1): ("u", "outer(u, g)"),
    ("matrix-matrix", 0): ("v", "g @ v'"), ("matrix-matrix", 1): ("u", "u' @ g"),
    ("outer", 0): ("v", "g @ v"), ("outer", 1): ("u", "u @ g"),
}  # fmt: skip
"""The letter of the other factor of a product, and what comes back."""


def before_activation(region: Region) -> Iterator[Change]:
    """What went into the activation stands where what came out of it should."""
    vertices = region.run.graph.vertices
    for step in steps(region):
        if (step.name, step.edge.turn) not in _OTHER:
            continue
        other = vertices[step.operands[1 - step.edge.turn]]
        if other.operation is None or other.operation.formula is None or len(other.operands) != 1:
            continue
        letter, formula = _OTHER[step.name, step.edge.turn]
        before = other.operands[0]
        if vertices[before].shape == other.shape:
            pull = step.pull(formula, {letter: region.run.values[before]})
            words = {"taken": region.run.graph.called(vertices[before]), "other": region.run.graph.called(other)}
            yield Change(step.edge, {step.edge: pull}, words=words)


def another_value(region: Region) -> Iterator[Change]:
    """Some other value of the program stands where the other factor should."""
    graph, values = region.run.graph, region.run.values
    for step in steps(region):
        if (step.name, step.edge.turn) not in _OTHER:
            continue
        letter, formula = _OTHER[step.name, step.edge.turn]
        right = step.operands[1 - step.edge.turn]
        for place in graph.names.values():
            if place != right and graph.vertices[place].shape == graph.vertices[right].shape:
                words = {"other": graph.called(graph.vertices[right])}
                yield Change(step.edge, {step.edge: step.pull(formula, {letter: values[place]})}, words=words)


def softmax_twice(region: Region) -> Iterator[Change]:
    """What came out of a softmax goes through one more, wherever it is used on the way back."""
    for step in steps(region):
        if step.name == "softmax_cross_entropy" and step.edge.turn == 0:
            yield step.change(step.pull("g (sum(v) softmax(softmax(u)) - v)"))
        if step.name != "softmax":
            continue
        again = _softmax_of(step)
        pulls: dict[Edge, Pull] = {step.edge: step.pull("r (g - row_sums(g r))", {"r": again})}
        yield Change(step.edge, dict(pulls))
        for other in steps(region):
            if other.name == "cross_entropy" and other.edge == Edge(other.edge.result, step.edge.result, 0):
                pulls[other.edge] = other.pull("-g v/u", {"u": again})
        yield Change(step.edge, pulls)


def _softmax_of(step: Step) -> Value:
    return step.pull("softmax(r)")(0.0 if not step.shape else [0.0] * size(step.shape))


# Biases of a batch


def _spread(region: Region) -> Iterator[tuple[Step, int, int]]:
    """Where a bias is added to every row: the step, with the numbers of rows and columns."""
    vertices = region.run.graph.vertices
    for step in steps(region):
        if step.name in ("outer", "matrix-matrix") and step.edge.turn == 1 and len(step.shape) == 2:
            ones = vertices[step.operands[0]]
            if ones.operation is None and ones.value is not None and set(ones.value) == {1.0}:
                yield step, *step.shape


def not_summed(region: Region) -> Iterator[Change]:
    for step, _, _ in _spread(region):
        yield step.change(lambda gradient: gradient)
    for step in _of_number(region):
        yield step.change(lambda gradient: gradient)


def _of_number(region: Region) -> Iterator[Step]:
    """Where one number is added to every entry."""
    for step in steps(region):
        if step.name == "add" and step.shape and not step.shapes[step.edge.turn]:
            yield step


def along_rows(region: Region) -> Iterator[Change]:
    for step, rows, columns in _spread(region):
        yield step.change(
            lambda gradient, rows=rows, columns=columns: [  # type: ignore[misc]
                sum(gradient[row * columns : (row + 1) * columns]) for row in range(rows)
            ]
        )


def averaged(region: Region) -> Iterator[Change]:
    for step, rows, columns in _spread(region):
        yield step.change(
            lambda gradient, rows=rows, columns=columns: [  # type: ignore[misc]
                sum(gradient[column::columns]) / rows for column in range(columns)
            ]
        )
    for step in _of_number(region):
        yield step.change(lambda gradient: sum(gradient) / len(gradient))


# Joins


def _together(region: Region, combine: Callable[[list[Value]], Value], edge: int = -1) -> Iterator[Change]:
    for place, edges in _joins(region):
        yield Change(edges[edge], join=place, combine=combine, words={"join": _called(region, place)})


def _joins(region: Region) -> Iterator[tuple[int, Sequence[Edge]]]:
    """Those of several uses; a number times itself is no such."""
    for place, edges in joins(region):
        if len({edge.result for edge in edges}) > 1:
            yield place, edges


def _called(region: Region, place: int) -> str:
    return region.run.graph.called(region.run.graph.vertices[place])


def overwritten(region: Region) -> Iterator[Change]:
    yield from _together(region, lambda shares: shares[-1])


def one_path(region: Region) -> Iterator[Change]:
    for place, edges in _joins(region):
        count = len(edges)
        for kept in itertools.islice(_parts(count), _MOST_PARTS):
            if kept != (count - 1,):
                words = {"join": _called(region, place)}
                yield Change(edges[kept[0]], join=place, combine=_some(kept), words=words)


def _parts(count: int) -> Iterator[tuple[int, ...]]:
    """Some of the ways, but not all: one alone, all but one, and what is between."""
    yield from [(place,) for place in range(count)]
    if count > 2:
        yield from [tuple([place for place in range(count) if place != left]) for left in range(count)]
    for taken in range(2, count - 1):
        yield from itertools.combinations(range(count), taken)


def _some(kept: Sequence[int]) -> Callable[[list[Value]], Value]:
    return lambda shares: _sum([shares[place] for place in kept])


def _sum(shares: list[Value]) -> Value:
    if isinstance(shares[0], list):
        return [sum(column) for column in zip(*shares, strict=True)]
    return sum(shares)


def multiplied(region: Region) -> Iterator[Change]:
    def product(shares: list[Value]) -> Value:
        if isinstance(shares[0], list):
            return [_product(column) for column in zip(*shares, strict=True)]
        return _product(shares)

    yield from _together(region, product)


def _product(numbers: Sequence[float]) -> float:
    whole = 1.0
    for number in numbers:
        whole *= number
    return whole


def once(region: Region) -> Iterator[Change]:
    """A number times itself is differentiated once."""
    yield from other_locals(("square", 0, "g u"), ("mse", 0, "g (u - v)"), ("mse", 1, "g (v - u)"))(region)
    for place, edges in joins(region):
        if len({edge.result for edge in edges}) == 1 and len(edges) == 2:
            yield Change(edges[0], join=place, combine=lambda shares: shares[0])


# What comes out


def _transposed(found: Found) -> Found | None:
    shape, value = found
    if len(shape) != 2:
        return None
    rows, columns = shape
    return (columns, rows), [value[row * columns + column] for column in range(columns) for row in range(rows)]


def transposes(region: Region) -> Iterator[Change]:
    yield from other_locals(
        ("matrix-vector", 1, "u @ g"), ("vector-matrix", 0, "g @ v"), ("matrix-matrix", 0, "g @ v"),
        ("matrix-matrix", 1, "u @ g"),
    )(region)  # fmt: skip


def turned(region: Region) -> Iterator[Change]:
    last = [edge for edge in region.edges if edge.operand == region.target]
    if last:
        yield Change(last[0], finish=_transposed)


def downhill(region: Region) -> Iterator[Change]:
    def turned(found: Found) -> Found:
        shape, value = found
        return shape, [-entry for entry in value] if isinstance(value, list) else -value

    last = [edge for edge in region.edges if edge.operand == region.target]
    if last:
        yield Change(last[0], finish=turned)
