"""The programs whose graphs are kept in golden files, and graphs that are made up.

`python tests/render/drawings.py` writes those files anew; look at what changed before keeping it.
"""

from __future__ import annotations

import functools
from pathlib import Path

from hypothesis import strategies as st
from msgspec.structs import replace

from derivtutor.calculus.backpropagation.drawing import drawing_of
from derivtutor.calculus.drawing import Arrow, Box, Drawing
from derivtutor.network.passes import backward, forward
from derivtutor.network.program import graph_of
from derivtutor.render.graphs.dot import to_dot
from derivtutor.render.graphs.mermaid import to_mermaid
from derivtutor.render.graphs.svg import to_svg
from derivtutor.render.graphs.text import to_text

FOLDER = Path(__file__).parent / "golden"
NETWORK = """
x = [0.5, 0.1]
y = 0
W1 = [[0.5, -0.2], [0.3, 0.8]]
b1 = [0.1, -0.1]
W2 = [0.6, -0.4]
h = relu(W1 @ x + b1)
z2 = W2 @ h
p = sigmoid(z2)
L = bce(p, y)
"""
PROGRAMS: dict[str, tuple[str, str | None]] = {
    "neuron": ("z = w*x + b\na = sigmoid(z)\nL = (a - y)^2", "w=0.6, x=0.5, b=0.1, y=1"),
    "line": ("L = (w*x + b - y)^2", "w=1.5, b=0.5, x=2, y=1"),
    "network": (NETWORK, None),
    "diamond": ("s = x^2\na = sin(s)\nb = exp(s)\nL = a*b + s", "x=1"),
    "chain": ("\n".join(["a1 = tanh(x)", *[f"a{n} = tanh(a{n - 1})" for n in range(2, 9)], "L = a8^2"]), "x=1"),
    "one": ("L = x", None),
}


@functools.cache
def drawn(name: str, with_gradients: bool = False) -> Drawing:
    graph = graph_of(*PROGRAMS[name])
    if not graph.has_values:
        return drawing_of(graph)
    run = forward(graph, frozenset(range(len(graph.vertices))))
    return drawing_of(graph, run.values, backward(graph, run) if with_gradients else None)


@functools.cache
def marked() -> Drawing:
    """The neuron with its local slopes, one arrow and one box highlighted."""
    slopes = {"w": "x = 0.5", "x": "w = 0.6", "z": "σ′(z) = 0.2403", "v2": "2 v2 = −0.8026", "y": "−1"}
    drawing = drawn("neuron")
    arrows = [
        replace(arrow, label=slopes.get(arrow.start, "1"), is_highlighted=arrow.start == "z")
        for arrow in drawing.arrows
    ]
    boxes = [replace(box, is_highlighted=box.name in ("a", "b")) for box in drawing.boxes]
    return replace(drawing, boxes=tuple(boxes), arrows=tuple(arrows))


def golden_texts() -> dict[str, str]:
    """Every golden file's name and what it should hold."""
    found = {}
    for name in PROGRAMS:
        texts = [f"{width} columns\n\n{to_text(drawn(name), width)}\n" for width in (60, 80, 120)]
        texts.append(f"with gradients, in ASCII\n\n{to_text(drawn(name, True), 120, unicode=False)}\n")
        found[f"graph-{name}.txt"] = "\n".join(texts)
    wide, narrow, plain = to_text(marked(), 160), to_text(marked(), 80), to_text(marked(), 80, unicode=False)
    found["graph-marked.txt"] = f"{wide}\n\n{narrow}\n\n{plain}\n\n{to_text(marked(), 30)}\n"
    for ending, write in (("svg", to_svg), ("dot", to_dot), ("mmd", to_mermaid)):
        found[f"graph-marked.{ending}"] = f"{write(marked())}\n"
    return found


_WORDS = st.text("xyσ=2 ", max_size=9)


@st.composite
def graphs(draw: st.DrawFn, words: st.SearchStrategy[str] = _WORDS, most: int = 10) -> Drawing:
    """Any graph: boxes in any order, several arrows the same way, inputs in the middle, labels here and there."""
    count = draw(st.integers(1, most))
    sorts = st.sampled_from(("input", "operation", "loss"))
    boxes = [
        Box(f"n{n}", tuple(draw(st.lists(words, max_size=3))), draw(sorts), draw(st.booleans())) for n in range(count)
    ]
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).map(sorted)
    pairs = [(low, high) for low, high in draw(st.lists(ends, max_size=2 * count)) if low < high]
    labels = st.one_of(st.just(""), words)
    arrows = [Arrow(f"n{low}", f"n{high}", draw(labels), draw(st.booleans())) for low, high in pairs]
    return Drawing(draw(words), tuple(draw(st.permutations(boxes))), tuple(arrows))


if __name__ == "__main__":
    for file, text in golden_texts().items():
        (FOLDER / file).write_text(text, encoding="utf-8")
