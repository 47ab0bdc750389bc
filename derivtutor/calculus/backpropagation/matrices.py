"""Matrices of slopes of a program: the Jacobian of a layer, and the Hessian of the loss, pass by pass."""

from __future__ import annotations

from collections.abc import Iterator

from derivtutor.calculus.backpropagation import formulas
from derivtutor.calculus.backpropagation.model import Pass
from derivtutor.calculus.explanation import Chain, Heading, Item, Sentence, Turn
from derivtutor.derivation.account import Symbol
from derivtutor.network import complaints, sentences
from derivtutor.network.jacobians import jacobian
from derivtutor.network.second_order import hessian_times
from derivtutor.network.shapes import Shape, said, size
from derivtutor.network.targets import Target, entry_name
from derivtutor.network.values import Value
from derivtutor.notation.tree import Name

_MOST_ENTRIES = 64
_MOST_COLUMNS = 12


def jacobians(run: Pass, name: str) -> list[tuple[Target, list[list[float]]]]:
    """The Jacobian of a vertex by each target; by one entry it is a column.

    Raises:
        UserError: where the name does not occur.
    """
    graph = run.graph
    if name not in graph.names:
        raise complaints.no_such_name(name, graph.names)
    assert run.forward is not None
    found = []
    for target in run.targets:
        rows = jacobian(graph, run.forward, graph.names[name], target.place)
        found.append((target, rows if target.entry is None else [[row[target.entry]] for row in rows]))
    return found


def layer(run: Pass, name: str) -> Iterator[Item]:
    """The Jacobian of a vertex by each of the targets."""
    found = jacobians(run, name)
    graph = run.graph
    result = graph.vertices[graph.names[name]]
    yield Heading(f"Jacobian of {name}")
    yield Sentence(
        (
            "One backward pass for each entry of ",
            formulas.name(result),
            ": row i holds the slopes of entry i.",
        )
    )
    for target, rows in found:
        shape = (len(rows), len(rows[0]))
        shown = formulas.value_symbol([entry for row in rows for entry in row], shape, _MOST_ENTRIES)
        yield Chain(formulas.partial(name, target.name), (Turn(shown, f"{shape[0]} × {shape[1]}"),), is_answer=True)
        yield Sentence((_shapes(name, result.shape, target, graph.vertices[target.place].shape),))


def _shapes(name: str, shape: Shape, target: Target, by: Shape) -> str:
    return f"{name} is {said(shape)} and {target.name} is {said(by if target.entry is None else ())}."


def hessian_of(run: Pass) -> tuple[list[str], list[list[float]]]:
    """The names of the numbers that the targets stand for, and the Hessian by them, row by row.

    Raises:
        UserError: where there are none, or too many.
    """
    graph = run.graph
    leaves = [target for target in run.targets if graph.vertices[target.place].operation is None]
    numbers = [(target, entry) for target in leaves for entry in _entries(run, target)]
    if not 1 <= len(numbers) <= _MOST_COLUMNS:
        raise sentences.TOO_MANY_COLUMNS(count=len(numbers), most=_MOST_COLUMNS)
    active = graph.reaching(frozenset([target.place for target in leaves]))
    columns = [_column(run, target, entry, numbers, active) for target, entry in numbers]
    names = [entry_name(graph, target.place, entry) for target, entry in numbers]
    return names, [list(row) for row in zip(*columns, strict=True)]


def hessian(run: Pass) -> Iterator[Item]:
    """The Hessian of the loss by the targets, column by column: each takes one more pass."""
    names, rows = hessian_of(run)
    yield Heading(f"Hessian of {run.loss}")
    yield Sentence(
        (
            "Move one number by a tiny step along the imaginary axis and go forward and backward once more: ",
            "the imaginary parts of the gradient, over the step, are one column.",
        )
    )
    yield Sentence((f"Rows and columns stand for {', '.join([formulas.shown(Name(name)).text for name in names])}.",))
    left = Symbol(f"∇²{run.loss}", f"H({run.loss})", rf"\nabla^2 {run.loss}")
    entries = [entry for row in rows for entry in row]
    shown = formulas.value_symbol(entries, (len(rows), len(rows)), _MOST_COLUMNS**2)
    yield Chain(left, (Turn(shown),), is_answer=True)


def _entries(run: Pass, target: Target) -> list[int]:
    return list(range(size(run.graph.vertices[target.place].shape))) if target.entry is None else [target.entry]


def _column(
    run: Pass, target: Target, entry: int, numbers: list[tuple[Target, int]], active: frozenset[int]
) -> list[float]:
    shape = run.graph.vertices[target.place].shape
    unit: Value = [float(at == entry) for at in range(size(shape))] if shape else 1.0
    found = hessian_times(run.graph, {target.place: unit}, active)
    column = []
    for other, row in numbers:
        value = found.get(other.place, 0.0)
        column.append(value[row] if isinstance(value, list) else value)
    return column
