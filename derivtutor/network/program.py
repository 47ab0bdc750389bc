"""A program as it is given, text and the values of its inputs, made into a graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from derivtutor.errors import UserError
from derivtutor.network import complaints, sentences
from derivtutor.network.building import Builder, Given
from derivtutor.network.given import Values as Values
from derivtutor.network.given import read_values
from derivtutor.network.graph import Graph
from derivtutor.network.lowering import BUILD
from derivtutor.network.shapes import said, size
from derivtutor.network.statements import statements


def graph_of(program: str | Sequence[str], at: Values = None) -> Graph:
    """The graph of a program.

    Args:
        program: text, or its lines.
        at: values of the names that are not set, and other values of numbers that are. Where no name has a value, all
            stay letters.

    >>> [vertex.name for vertex in graph_of("z = w*x + b", "w=2,x=3,b=1").vertices]
    ['w', 'x', 'v1', 'b', 'z']

    Raises:
        UserError: where a line cannot be read or run, with its number.
    """
    text = program if isinstance(program, str) else "\n".join(program)
    given = read_values(at)
    lines = statements(text, given)
    builder = Builder(BUILD, given, lines, letters=not given)
    for statement in lines:
        builder.set(statement)
    graph = Graph(tuple(builder.vertices), builder.names, lines, builder.names[lines[-1].name])
    _check_given(graph, given)
    _check_loss(graph)
    return graph


def _check_given(graph: Graph, given: Mapping[str, Given]) -> None:
    for name in given:
        if name not in graph.names:
            raise complaints.no_such_name(name, graph.names, has_value=True)


def _check_loss(graph: Graph) -> None:
    vertex = graph.vertices[graph.loss]
    if size(vertex.shape) > 1:
        last = graph.statements[-1]
        says = sentences.NOT_A_NUMBER.words(name=vertex.name, shape=said(vertex.shape))
        raise UserError(*says, last.text, len(last.text) - len(last.text.lstrip()), last.line)
