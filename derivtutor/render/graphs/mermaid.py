"""A graph in the language of Mermaid, which GitHub, GitLab and notebooks draw."""

from __future__ import annotations

import re
from collections.abc import Iterable

from derivtutor.calculus.drawing import Drawing
from derivtutor.render.graphs.text import shown

_SHAPES = {"input": ("([", "])"), "operation": ("[", "]"), "loss": ("[[", "]]")}
_MARK = "stroke-width:4px"

# what stands for itself: all else might be markup, and is written as the number of its character
_SPECIAL = re.compile(r"[^\w =,.()+/∂×·−←→′]|_")


def to_mermaid(drawing: Drawing) -> str:
    """A graph as Mermaid reads it.

    >>> from derivtutor.calculus.drawing import Arrow, Box, Drawing
    >>> print(to_mermaid(Drawing("A square.", (Box("x", ("x",), "input"), Box("s", ("s = x²",))), (Arrow("x", "s"),))))
    flowchart TB
      n0(["x"])
      n1["s = x²"]
      n0 --> n1
    """
    harmless, places = shown(drawing), drawing.places
    lines = ["flowchart TB"]
    for place, box in enumerate(harmless.boxes):
        opening, closing = _SHAPES[box.sort]
        lines.append(f"  n{place}{opening}{_quoted(box.lines)}{closing}")
    for arrow in harmless.arrows:
        label = f"|{_quoted([arrow.label])}|" if arrow.label else ""
        lines.append(f"  n{places[arrow.start]} -->{label} n{places[arrow.end]}")
    lines += [f"  style n{place} {_MARK}" for place, box in enumerate(drawing.boxes) if box.is_highlighted]
    lines += [f"  linkStyle {place} {_MARK}" for place, arrow in enumerate(drawing.arrows) if arrow.is_highlighted]
    return "\n".join(lines)


def _quoted(lines: Iterable[str]) -> str:
    return '"' + "<br>".join([_SPECIAL.sub(lambda sign: f"#{ord(sign[0])};", line) for line in lines]) + '"'
