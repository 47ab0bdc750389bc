"""A program as it is given, text and the values of its inputs, made into a graph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from derivtutor.errors import UserError
from derivtutor.network import sentences
from derivtutor.network.building import Builder, Given
from derivtutor.network.graph import Graph
from derivtutor.network.lowering import BUILD
from derivtutor.network.shapes import said, size
from derivtutor.network.statements import statements

Values: TypeAlias = Mapping[str, Any] | str | Iterable[str] | None
"""Values of names: a mapping to numbers, lists and lists of lists, or text such as `w=1.5, x=(1, 2)`."""

_BETWEEN = re.compile(r"[,;\n]\s*(?=[^\W\d][\w{}]*\s*=(?!=))")


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
    lines = statements(text)
    builder = Builder(BUILD, given, lines, letters=not given)
    for statement in lines:
        builder.set(statement)
    graph = Graph(tuple(builder.vertices), builder.names, lines, builder.names[lines[-1].name])
    _check_given(graph, given)
    _check_loss(graph)
    return graph


def read_values(at: Values) -> dict[str, Given]:
    """Values of names, with their shapes.

    Raises:
        UserError: where one cannot be read, or is no number, vector or matrix of numbers.
    """
    if at is None:
        return {}
    if isinstance(at, Mapping):
        texts = [f"{name} = {_as_text(value)}" for name, value in at.items()]
    else:
        whole = [at] if isinstance(at, str) else list(at)
        texts = [piece for text in whole for piece in _BETWEEN.split(text) if piece.strip()]
    return dict(_value(text) for text in texts)


def _as_text(value: Any) -> str:
    """A value in the notation of programs; numbers keep all their digits."""
    if isinstance(value, str):
        return value
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, Sequence):
        return f"[{', '.join(map(_as_text, value))}]"
    return repr(float(value)) if isinstance(value, float) else str(value)


def _value(text: str) -> tuple[str, Given]:
    if "=" not in text:
        raise sentences.NOT_A_VALUE(text, 0, text=text.strip())
    try:
        (statement,) = statements(text)
        builder = Builder(BUILD, {}, (statement,))
        builder.set(statement)
    except UserError as error:
        raise UserError(error.message, error.hint, text, error.position) from None
    vertex = builder.vertices[builder.names[statement.name]]
    if vertex.operation is not None or vertex.value is None:
        raise sentences.NOT_A_VALUE(text, 0, text=text.strip())
    return statement.name, (vertex.shape, vertex.value)


def _check_given(graph: Graph, given: Mapping[str, Given]) -> None:
    for name in given:
        if name not in graph.names:
            raise sentences.NO_SUCH_VALUE(name=name, names=", ".join(graph.names))


def _check_loss(graph: Graph) -> None:
    vertex = graph.vertices[graph.loss]
    if size(vertex.shape) > 1:
        last = graph.statements[-1]
        says = sentences.NOT_A_NUMBER.words(name=vertex.name, shape=said(vertex.shape))
        raise UserError(*says, last.text, len(last.text) - len(last.text.lstrip()), last.line)
