"""What a loss is differentiated by: names of a program, whole or one entry of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from derivtutor.network import complaints, sentences
from derivtutor.network.graph import Graph
from derivtutor.network.shapes import Shape, size
from derivtutor.network.values import Value, nested

_ENTRY = re.compile(r"(.+)_(?:(\d)(\d)?|\{?(\d+),(\d+)\}?)")


class Target(Struct, frozen=True):
    """A name of a program by which the loss is differentiated, at its place; or one `entry` of it, from 0."""

    name: str
    place: int
    entry: int | None = None

    def of(self, value: Value, shape: Shape) -> Value:
        """What concerns it of a value: nested lists, or the one entry."""
        return nested(value, shape) if self.entry is None else value[self.entry]


def targets_of(graph: Graph, wrt: str | Sequence[str] | None = None) -> tuple[Target, ...]:
    """The targets of these names; if none are given the inputs, or else all numbers that have a name.

    Args:
        wrt: `"w,b"` or a list; `W_12` is the entry in row 1 and column 2 of `W`.

    >>> from derivtutor.network.program import graph_of
    >>> targets_of(graph_of("W = [[1, 2], [3, 4]]; L = sum(W)"), "W_21")
    (Target(name='W_21', place=0, entry=2),)

    Raises:
        UserError: where a name does not occur, or there is none.
    """
    if wrt is None:
        is_set = {statement.name for statement in graph.statements}
        names = [name for name in graph.leaves if name not in is_set] or list(graph.leaves)
        names = [name for name in names if graph.names[name] != graph.loss]
    else:
        pieces = re.split(r"[,;]\s*(?![^{]*\})", wrt) if isinstance(wrt, str) else list(wrt)
        names = list(dict.fromkeys([name.strip() for name in pieces if name.strip()]))
    if not names:
        raise sentences.NOTHING_TO_DO()
    return tuple([_target(graph, name) for name in names])


def numbers_of(graph: Graph, targets: Sequence[Target]) -> list[tuple[int, int]]:
    """The place and entry of each number that the targets stand for, once."""
    every = [
        (target.place, entry)
        for target in targets
        for entry in (range(size(graph.vertices[target.place].shape)) if target.entry is None else [target.entry])
    ]
    return list(dict.fromkeys(every))


def _target(graph: Graph, name: str) -> Target:
    if name in graph.names:
        return Target(name, graph.names[name])
    match = _ENTRY.fullmatch(name)
    if match and match[1] in graph.names:
        place = graph.names[match[1]]
        shape = graph.vertices[place].shape
        indices = [int(index) - 1 for index in match.groups()[1:] if index]
        if len(indices) == len(shape) and all(0 <= at < most for at, most in zip(indices, shape, strict=True)):
            return Target(name, place, indices[0] * shape[1] + indices[1] if len(shape) == 2 else indices[0])
    raise complaints.no_such_name(name, graph.names)


def entry_name(graph: Graph, place: int, entry: int) -> str:
    """What an entry of a vertex is called: `W_12`, or the vertex's own name where it is a number."""
    vertex = graph.vertices[place]
    if not vertex.shape or (size(vertex.shape) == 1 and len(vertex.shape) == 1):
        return vertex.name
    if len(vertex.shape) == 1:
        return f"{vertex.name}_{entry + 1}"
    row, column = divmod(entry, vertex.shape[1])
    return f"{vertex.name}_{row + 1}{column + 1}"
