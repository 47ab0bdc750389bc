"""The loss of a program as one expression: worth what the program is worth, wherever its numbers are moved."""

from __future__ import annotations

import math

import pytest

from derivtutor.errors import UserError
from derivtutor.network.examples import EXAMPLES, example
from derivtutor.network.expression import Term, loss_as_expression
from derivtutor.network.operations import ARRAYS, Operation
from derivtutor.network.passes import forward
from derivtutor.network.program import graph_of
from derivtutor.network.targets import numbers_of, targets_of
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Name

TOO_LONG, NO_INPUT = {"attention"}, {"softmax"}


@pytest.mark.parametrize("name", [each.name for each in EXAMPLES if each.name not in TOO_LONG | NO_INPUT])
@pytest.mark.parametrize("step", [-0.75, 0.0, 0.3])
def test_it_is_worth_what_the_program_is(name: str, step: float) -> None:
    ready = example(name)
    graph = graph_of(ready.program)
    number = numbers_of(graph, targets_of(graph, ready.wrt))[0]
    place, entry = number
    value = forward(graph).values[place]
    start = value[entry] if graph.vertices[place].shape else value
    loss = forward(graph.moved(place, entry, step)).values[graph.loss]
    expected = loss[0] if isinstance(loss, list) else loss
    assert compile_real(loss_as_expression(graph, {number: "x"}), "x")((start + step,)) == pytest.approx(expected)


SHAPES = {"matrix-vector": ((2, 2), (2,)), "vector-matrix": ((2,), (2, 2)), "logsumexp": ((4,),), "outer": ((4,), (4,))}
"""Of operations on other arrays than square matrices."""


@pytest.mark.parametrize(
    "row", [row for row in ARRAYS.values() if row.value and not row.decides], ids=lambda row: row.name
)
def test_every_operation_that_does_not_go_by_sizes_has_a_formula(row: Operation) -> None:
    shapes = SHAPES.get(row.name, ((2, 2),) * (len(row.pulls) or 1))
    numbers = [[2.0, 0.5, 0.25, 3.0][: math.prod(shape)] for shape in shapes]
    letters = [Term(Name("x"), 2.0, 1), *numbers[0][1:]], *numbers[1:]
    assert row.value is not None
    value, worth = row.value(shapes, *letters), row.value(shapes, *numbers)
    entries = value if isinstance(value, list) else [value]
    assert [float(entry.real) for entry in entries] == pytest.approx(worth if isinstance(worth, list) else [worth])


def test_a_value_on_the_way_can_be_moved_as_well() -> None:
    graph = graph_of("z = w*x; L = z^2", "w=2,x=3")
    place = graph.names["z"]
    assert compile_real(loss_as_expression(graph, {(place, 0): "x"}), "x")((5.0,)) == 25


@pytest.mark.parametrize(
    ("program", "values", "says"),
    [
        ("a = [x, 2]; L = max(a)", "x=1", "The largest entry has no formula that could be drawn."),
        ("L = det(A)", "A=[[1, 2], [3, 4]]", "The determinant has no formula that could be drawn."),
        ("\n".join(["a0 = x", *[f"a{n + 1} = a{n} * a{n}" for n in range(20)]]), "x=1", "The loss is too long"),
    ],
)
def test_what_is_no_formula(program: str, values: str, says: str) -> None:
    graph = graph_of(program, values)
    with pytest.raises(UserError, match=says):
        loss_as_expression(graph, {(graph.names[values[0]], 0): "x"})
