"""The figures that are kept in golden files, as characters at several widths and as SVG.

`python tests/render/figures.py` writes those files anew; look at what changed before keeping it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

from derivtutor.calculus.backpropagation.backprop import backprop
from derivtutor.calculus.backpropagation.train import train
from derivtutor.calculus.figures.figure import Figure
from derivtutor.calculus.figures.of_functions import plot
from derivtutor.calculus.figures.topics import figure_of
from derivtutor.calculus.methods import explain
from derivtutor.calculus.topics import BY_NAME
from derivtutor.render.figures.latex import to_latex
from derivtutor.render.figures.svg import to_svg
from derivtutor.render.figures.text import to_text
from derivtutor.render.latex import escape

FOLDER = Path(__file__).parent / "golden"


def _function(problem: str, **options: str) -> Callable[[], Figure]:
    return lambda: figure_of("of_derivation", explain(problem, **options))  # type: ignore[arg-type]


def _topic(name: str, problem: str, **options: object) -> Callable[[], Figure]:
    row = BY_NAME[name]
    return lambda: figure_of(row.figure, row.function(problem, **options))


FIGURES: dict[str, Callable[[], Figure]] = {
    "reciprocal": _function("1/x"),
    "tangent-function": _function("tan x"),
    "logarithm": _function("ln|x|"),
    "two-poles": _function("1/(x^2-1)"),
    "two-ends": _function("sqrt(x^2-4)"),
    "power": _function("x^x"),
    "corner": _function("|x|"),
    "sign": _function("sign(x)"),
    "turns": _function("sin(1/x)"),
    "one-sided": _function("e^(1/x)"),
    "jump": _function("piecewise((x, x < 1), (x + 2, x >= 1))"),
    "constant": _function("5"),
    "cubic": _function("x^3 - 3x", at="x=2"),
    "tangent": _topic("tangent", "x^2", at="x=1"),
    "secants": _function("x^2", at="x=1", method="definition"),
    "taylor": _topic("taylor", "sin(x)", order=5),
    "gradient": _topic("gradient", "x^2 + 3y^2", at="x=1,y=1"),
    "descent": _topic("descend", "x^2 + 3y^2", start="3,2", rate="0.25", steps=12),
    "steps": _topic("descend", "x^2", start="3", rate="0.9", steps=8),
    "errors": _topic("verify", "x^3", at="x=2"),
    "activations": lambda: plot(["sigmoid(x)", "tanh(x)", "relu(x)", "softplus(x)"]),
    "backprop": lambda: figure_of("of_backprop", backprop("L = (w*x + b - y)^2", "w,b", "w=1.5,b=0.5,x=2,y=1")),
    "training": lambda: figure_of("of_training", train("L = (w*x - y)^2", 8, 0.05, wrt="w", at="w=1,x=2,y=3")),
}


@functools.cache
def drawn(name: str) -> Figure:
    return FIGURES[name]()


def golden_texts() -> dict[str, str]:
    """Every golden file's name and what it should hold."""
    found = {}
    for name in FIGURES:
        figure = drawn(name)
        texts = [f"{width} columns\n\n{to_text(figure, width)}\n" for width in (60, 80)]
        texts.append(f"in ASCII\n\n{to_text(figure, 60, unicode=False)}\n\n{figure.says}\n")
        found[f"figure-{name}.txt"] = "\n".join(texts)
    for name in ("jump", "secants", "gradient", "errors", "training"):
        found[f"figure-{name}.svg"] = f"{to_svg(drawn(name))}\n"
    found["figure-jump.tex"] = f"{to_latex(drawn('jump'), escape)}\n"
    return found


if __name__ == "__main__":
    for name, text in golden_texts().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
