"""Matrices of slopes of a program: the Jacobian of a layer, and the Hessian of the loss, pass by pass."""

from __future__ import annotations

from collections.abc import Iterator

from derivtutor.calculus.backpropagation import formulas
from derivtutor.calculus.backpropagation.model import Pass
from derivtutor.calculus.explanation import Chain, Heading, Item, Sentence, Table, Words, listed, worded
from derivtutor.derivation.account import Symbol
from derivtutor.language import translated
from derivtutor.network import complaints, sentences
from derivtutor.network.jacobians import jacobian
from derivtutor.network.second_order import hessian_times
from derivtutor.network.shapes import Shape, said, size
from derivtutor.network.targets import Target, entry_name, numbers_of
from derivtutor.network.values import unit

_MOST_ENTRIES = 64
_MOST_COLUMNS = 12
_MOST_IN_BRACKETS = 6


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
    yield Heading(translated("Jacobian of {name}").format(name=name))
    passes = "One backward pass for each entry of {name}: row i holds the slopes of entry i."
    yield Sentence(worded(passes, name=formulas.name(result)))
    for target, rows in found:
        shape = (len(rows), len(rows[0]))
        entries = [entry for row in rows for entry in row]
        is_number = shape == (1, 1)
        why = f"{shape[0]} × {shape[1]}"
        turn = formulas.answer(entries[0]) if is_number else formulas.answer(entries, shape, why, _MOST_ENTRIES)
        yield Chain(formulas.partial(name, target.name), (turn,), is_answer=True)
        yield Sentence((_shapes(name, result.shape, target, graph.vertices[target.place].shape),))


def _shapes(name: str, shape: Shape, target: Target, by: Shape) -> str:
    by = by if target.entry is None else ()
    one, other = [formulas.called_so(each).text for each in (name, target.name)]
    told = translated(_BY_MATRIX if len(by) == 2 else _BY)
    return told.format(one=one, shape=said(shape), other=other, by=said(by), count=size(by))


_BY = "{one} is {shape} and {other} is {by}."
_BY_MATRIX = "{one} is {shape} and {other} is {by}; its {count} entries, row by row, belong to the columns."


def hessian_of(run: Pass) -> tuple[list[str], list[list[float]]]:
    """The names of the numbers that the targets stand for, and the Hessian by them, row by row.

    Raises:
        UserError: where there are none, or too many.
    """
    graph = run.graph
    leaves = [target for target in run.targets if graph.vertices[target.place].operation is None]
    numbers = numbers_of(graph, leaves)
    if not 1 <= len(numbers) <= _MOST_COLUMNS:
        raise sentences.TOO_MANY_COLUMNS(count=len(numbers), most=_MOST_COLUMNS)
    active = graph.reaching(frozenset([target.place for target in leaves]))
    columns = [_column(run, place, entry, numbers, active) for place, entry in numbers]
    names = [entry_name(graph, place, entry) for place, entry in numbers]
    return names, [list(row) for row in zip(*columns, strict=True)]


def hessian(run: Pass) -> Iterator[Item]:
    """The Hessian of the loss by the targets, column by column: each takes one more pass."""
    names, rows = hessian_of(run)
    yield Heading(translated("Hessian of {name}").format(name=run.loss))
    yield Sentence(worded(_OF_COLUMNS))
    words = listed([formulas.called_so(name) for name in names])
    yield Sentence(worded("Rows and columns stand for {names}, in this order.", names=words))
    loss = formulas.called_so(run.loss)
    left = Symbol(f"∇²{loss.text}", f"H({loss.plain})", rf"\nabla^2 {loss.latex}")
    if len(rows) > _MOST_IN_BRACKETS:
        yield _as_table(names, rows)
        return
    entries = [entry for row in rows for entry in row]
    yield Chain(left, (formulas.answer(entries, (len(rows), len(rows)), most=_MOST_COLUMNS**2),), is_answer=True)


_OF_COLUMNS = (
    "Move one number by a tiny step along the imaginary axis and go forward and backward once more: "
    "the imaginary parts of the gradient, over the step, are one column."
)


def _as_table(names: list[str], rows: list[list[float]]) -> Table:
    """A matrix that is too wide for a line, row by row under the names of its columns."""
    heads: list[Words] = [(formulas.called_so(name),) for name in names]
    numbers: list[list[Words]] = [[(formulas.number(entry),) for entry in row] for row in rows]
    return Table((("",), *heads), tuple([(head, *row) for head, row in zip(heads, numbers, strict=True)]))


def _column(run: Pass, place: int, entry: int, numbers: list[tuple[int, int]], active: frozenset[int]) -> list[float]:
    shape = run.graph.vertices[place].shape
    found = hessian_times(run.graph, {place: unit(shape, entry)}, active)
    column = []
    for other, row in numbers:
        value = found.get(other, 0.0)
        column.append(value[row] if isinstance(value, list) else value)
    return column
