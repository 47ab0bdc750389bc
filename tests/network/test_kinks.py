"""Where there is no slope: what is taken, and that it is told."""

from __future__ import annotations

from typing import Any

import pytest
from running import run

from derivtutor.errors import UserError
from derivtutor.network.passes import forward
from derivtutor.network.program import graph_of


@pytest.mark.parametrize(
    ("program", "at", "gradients"),
    [
        ("L = relu(x)", "x=0", {"x": 0}),
        ("L = abs(x)", "x=0", {"x": 0}),
        ("L = |x|", "x=0", {"x": 0}),
        ("L = sign(x)", "x=0", {"x": 0}),
        ("L = leaky_relu(x)", "x=0", {"x": 0.01}),
        ("L = max(x, y)", "x=2, y=2", {"x": 0.5, "y": 0.5}),
        ("L = min(x, y)", "x=2, y=2", {"x": 0.5, "y": 0.5}),
        ("L = max(0, x)", "x=0", {"x": 0.5}),
        ("L = norm(x)", "x=[0, 0]", {"x": [0, 0]}),
        ("L = max(x)", "x=[1, 3, 3]", {"x": [0, 1, 0]}),
        ("L = min(x)", "x=[1, 1, 3]", {"x": [1, 0, 0]}),
        ("L = sum(relu(x))", "x=[0, 2, -1]", {"x": [0, 1, 0]}),
        ("L = sum(max(x, y))", "x=[0, 2], y=[1, 2]", {"x": [0, 0.5], "y": [1, 0.5]}),
    ],
)
def test_what_is_taken_at_kinks(program: str, at: str, gradients: dict[str, Any]) -> None:
    assert run(program, at)[1] == gradients
    if "sign" not in program:  # the slope is 0 on both sides
        assert len(_kinks(program, at)) == 1


@pytest.mark.parametrize(
    ("program", "at"),
    [("L = relu(x)", "x=1"), ("L = max(x)", "x=[1, 2]"), ("L = norm(x)", "x=[0, 1]"), ("L = max(x, y)", "x=1, y=2")],
)
def test_elsewhere_nothing_is_taken(program: str, at: str) -> None:
    assert _kinks(program, at) == []


def test_what_is_not_differentiated_needs_no_slope() -> None:
    graph = graph_of("L = w + sqrt(x)", "w=1, x=0")
    assert forward(graph, graph.reaching(frozenset([graph.names["w"]]))).values[graph.loss] == 1
    with pytest.raises(UserError, match="no derivative by x where that is 0"):
        run("L = w + sqrt(x)", "w=1, x=0")


def _kinks(program: str, at: str) -> list[str]:
    graph = graph_of(program, at)
    passed = forward(graph, graph.reaching(frozenset(graph.names[name] for name in graph.leaves)))
    return [graph.vertices[place].name for place in passed.kinks]
