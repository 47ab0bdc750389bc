"""A program run forward and backward, and its gradient by the complex step."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any

from derivtutor.network import complex_step
from derivtutor.network.graph import Graph
from derivtutor.network.passes import backward, forward
from derivtutor.network.program import graph_of
from derivtutor.network.values import nested


def leaves(graph: Graph) -> dict[str, int]:
    return {name: graph.names[name] for name in graph.leaves}


def run(program: str, at: Any = None) -> tuple[float, dict[str, Any]]:
    """The loss, and the gradients by all numbers that have a name; zero where the loss does not depend on one."""
    graph = graph_of(program, at)
    places = leaves(graph)
    values = forward(graph, graph.reaching(frozenset(places.values())))
    back = backward(graph, values)
    loss = values.values[graph.loss]
    gradients = {}
    for name, place in places.items():
        shape = graph.vertices[place].shape
        nothing = [0.0] * len(graph.vertices[place].value) if shape else 0.0
        gradients[name] = nested(nothing if back[place] is None else back[place], shape)
    return (loss[0] if isinstance(loss, list) else loss), gradients


def by_complex_step(program: str, at: Any = None) -> dict[str, Any]:
    graph = graph_of(program, at)
    return {
        name: nested(complex_step.gradient(graph, place), graph.vertices[place].shape)
        for name, place in leaves(graph).items()
    }


def flat(value: Any) -> list[float]:
    """The numbers of a number, a list or a list of lists."""
    return list(chain.from_iterable(map(flat, value))) if isinstance(value, list) else [value]


def furthest(one: Mapping[str, Any], other: Mapping[str, Any]) -> float:
    """The largest difference of two sets of gradients, as a share of the largest entry of that gradient.

    One that is smaller than a hundredth of all gradients is measured by that.
    """
    all_of_them = max(map(abs, flat([flat(value) for value in one.values()])), default=0.0)
    shares = [0.0]
    for name, value in one.items():
        scale = max(*map(abs, flat([flat(value)])), all_of_them / 100, 1e-300)
        shares += [abs(a - b) / scale for a, b in zip(flat(value), flat(other[name]), strict=True)]
    return max(shares)
