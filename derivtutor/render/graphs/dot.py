"""A graph in the language of Graphviz."""

from __future__ import annotations

from collections.abc import Iterable

from derivtutor.calculus.drawing import Drawing
from derivtutor.render.graphs.text import shown

_SHAPES = {"input": "plain", "operation": "box", "loss": "box, peripheries=2"}


def to_dot(drawing: Drawing) -> str:
    """A graph as Graphviz reads it.

    >>> from derivtutor.calculus.drawing import Arrow, Box, Drawing
    >>> print(to_dot(Drawing("A square.", (Box("x", ("x",), "input"), Box("s", ("s = x²",))), (Arrow("x", "s"),))))
    // A square.
    digraph {
      rankdir=LR;
      n0 [label="x", shape=plain];
      n1 [label="s = x²", shape=box];
      n0 -> n1;
    }
    """
    harmless, places = shown(drawing), drawing.places
    lines = [f"// {harmless.says}", "digraph {", "  rankdir=LR;"]
    for place, box in enumerate(harmless.boxes):
        shape = _SHAPES[box.sort] + ", penwidth=3" * box.is_highlighted
        lines.append(f"  n{place} [label={_quoted(box.lines)}, shape={shape}];")
    for arrow in harmless.arrows:
        label = [f"label={_quoted([arrow.label])}"] if arrow.label else []
        inside = ", ".join(label + ["penwidth=3"] * arrow.is_highlighted)
        lines.append(f"  n{places[arrow.start]} -> n{places[arrow.end]}{f' [{inside}]' if inside else ''};")
    return "\n".join([*lines, "}"])


def _quoted(lines: Iterable[str]) -> str:
    escaped = [line.replace("\\", "\\\\").replace('"', '\\"') for line in lines]
    return '"' + "\\n".join(escaped) + '"'
