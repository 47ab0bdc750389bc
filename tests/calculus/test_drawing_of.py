"""The graph of a program as boxes and arrows."""

from __future__ import annotations

import pytest

from derivtutor.calculus.backpropagation.drawing import drawing_of, expression_of
from derivtutor.calculus.drawing import Drawing
from derivtutor.network.operations import ARRAYS
from derivtutor.network.passes import backward, forward
from derivtutor.network.program import graph_of


def of(program: str, at: str | None = None) -> Drawing:
    graph = graph_of(program, at)
    if not graph.has_values:
        return drawing_of(graph)
    run = forward(graph, frozenset(range(len(graph.vertices))))
    return drawing_of(graph, run.values, backward(graph, run))


def test_a_box_has_its_name_and_expression_its_value_and_its_gradient() -> None:
    drawing = of("z = w*x + b\nL = z^2", "w=0.123456, x=2, b=-1")
    assert [box.lines for box in drawing.boxes] == [
        ("w = 0.1235", "∂L/∂w = −3.012"),
        ("x = 2", "∂L/∂x = −0.1859"),
        ("v1 = w x", "0.2469", "∂L/∂v1 = −1.506"),
        ("b = −1", "∂L/∂b = −1.506"),
        ("z = v1 + b", "−0.7531", "∂L/∂z = −1.506"),
        ("L = z²", "0.5671", "∂L/∂L = 1"),
    ]
    assert [box.sort for box in drawing.boxes] == ["input", "input", "operation", "input", "operation", "loss"]
    assert [(arrow.start, arrow.end) for arrow in drawing.arrows] == [
        ("w", "v1"), ("x", "v1"), ("v1", "z"), ("b", "z"), ("z", "L"),
    ]  # fmt: skip
    assert drawing.says == "The graph of the program: 3 operations lead from w, x and b to L."


def test_letters_have_no_values() -> None:
    assert [box.lines for box in of("L = w*x").boxes] == [("w",), ("x",), ("L = w x",)]


@pytest.mark.parametrize(
    ("program", "shown"),
    [
        ("L = 2*x", "L = 2 x"),
        ("L = x*2", "L = x·2"),
        ("L = (1 - 3)*x", "L = (−2)·x"),
        ("L = x - -2", "L = x − (−2)"),
        ("L = rate*x", "L = rate·x"),
        ("L = x^3", "L = x³"),
        ("L = 1/x", "L = 1/x"),
        ("L = max(x, 2)", "L = max(x, 2)"),
        ("L = sum([1, 2]*x)", "v1 = [1, 2]·x"),
        ("L = dot([x, y], [1, 2])", "v1 = [x, y]"),
        ("L = dot([x, y], [1, 2])", "L = dot(v1, [1, 2])"),
        ("A = [[1, 2], [3, 4]]\nL = tr(A' @ A)", "v1 = A'"),
        ("A = [[1, 2], [3, 4]]\nL = tr(A' @ A)", "v2 = v1 @ A"),
        ("x = [1, 2]\nL = max(x)", "L = max(x)"),
        ("L = e", "L = 2.718"),
    ],
)
def test_numbers_stand_in_labels(program: str, shown: str) -> None:
    drawing = of(program)
    assert shown in [line for box in drawing.boxes for line in box.lines]
    assert all(box.name for box in drawing.boxes)


def test_long_arrays_are_shown_by_their_shape() -> None:
    drawing = of(
        "W = [[1, 2, 3], [4, 5, 6]]\nx = [0.25, 0.5, -1]\ny = [1, 2, 3, 4, 5, 6, 7, 8]\nL = sum(W @ x) + sum(y)"
    )
    lines = {box.name: box.lines for box in drawing.boxes}
    assert lines["W"] == ("W: 2 × 3", "∂L/∂W: 2 × 3")
    assert lines["x"] == ("x = [0.25, 0.5, −1]", "∂L/∂x = [5, 7, 9]")
    assert lines["y"] == ("y: 8 entries", "∂L/∂y: 8 entries")


def test_each_use_of_a_vertex_is_an_arrow() -> None:
    drawing = of("r = x + 1\nL = r*r", "x=1")
    assert [(arrow.start, arrow.end) for arrow in drawing.arrows] == [("x", "r"), ("r", "L"), ("r", "L")]


def test_arrows_are_labelled_by_their_turn() -> None:
    graph = graph_of("L = x/w")
    labels = {(2, 0): "1/w", (2, 1): "−x/w²"}
    arrows = drawing_of(graph, labels=labels).arrows
    assert [(arrow.start, arrow.label) for arrow in arrows] == [("x", "1/w"), ("w", "−x/w²")]


def test_what_the_loss_does_not_need_has_no_gradient() -> None:
    lines = {box.name: box.lines for box in of("u = x^2\nL = 3*x", "x=1").boxes}
    assert lines["u"] == ("u = x²", "1")


@pytest.mark.parametrize(
    ("program", "says"),
    [
        ("L = x", "The graph of the program: 1 operation leads from x to L."),
        ("L = 2", "The graph of the program is L alone."),
    ],
)
def test_the_smallest_programs(program: str, says: str) -> None:
    assert of(program).says == says


def test_every_operation_on_arrays_has_its_expression() -> None:
    graph = graph_of(
        "A = [[2, 1], [1, 3]]\nu = [0.2, 0.8]\nv = [1, 0]\nL = det(A) + softmax_cross_entropy(u, v) + norm(u)"
    )
    written = {vertex.operation.name: expression_of(graph, vertex) for vertex in graph.vertices if vertex.operation}
    assert written["det"] == "det(A)"
    assert written["softmax_cross_entropy"] == "softmax_cross_entropy(u, v)"
    assert written.keys() & ARRAYS.keys() == {"det", "softmax_cross_entropy", "norm"}


def test_the_part_around_some_boxes_has_what_arrows_lead_to_from_them_and_from_there() -> None:
    drawing = of("a = x*w; b = a + c; L = b^2", "x=1,w=2,c=3")
    part = drawing.around(["a"])
    assert [box.name for box in part.boxes] == ["x", "w", "a", "b"]
    assert [(arrow.start, arrow.end) for arrow in part.arrows] == [("x", "a"), ("w", "a"), ("a", "b")]
    assert drawing.around([]).boxes == ()
