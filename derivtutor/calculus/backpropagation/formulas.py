"""What the operations of a program look like: with the names of their operands, and with their local slopes."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Mapping, Sequence
from typing import cast

from derivtutor.calculus import naming
from derivtutor.derivation.account import Symbol
from derivtutor.derivation.differentiator import Differentiator
from derivtutor.derivation.model import Step
from derivtutor.network.graph import Graph, Vertex
from derivtutor.network.operations import LETTERS
from derivtutor.network.shapes import Shape
from derivtutor.network.values import Value
from derivtutor.notation import latex, linear
from derivtutor.notation.arrays import nodes
from derivtutor.notation.decimals import rounded
from derivtutor.notation.tree import Name, Node, Piecewise, names, parts, substitute

DIGITS = 4
"""So many digits of a value are shown."""

_MOST_ENTRIES = 4
_EXACT = 1e-13
_UPRIGHT = re.compile(r"\\mathrm\{([A-Za-z0-9_]+)\}")
_LETTER = re.compile(r"\b[uvrgon]\b")


def called(vertex: Vertex) -> Node:
    """A vertex by its name, or the number that it is, as it was typed."""
    if vertex.name:
        return Name(vertex.name)
    if vertex.typed is None or any(isinstance(part, Name) for part in nodes(vertex.typed)):
        return rounded(vertex.value, DIGITS)
    return cast(Node, vertex.typed)  # a number is made of nothing that only arrays have


def shown(node: Node) -> Symbol:
    """A formula in the names of a program, which may have several letters."""
    return plain_names(Symbol(linear.unicode(node), linear.text(node), latex.latex(node)))


def plain_names(symbol: Symbol) -> Symbol:
    """Names of several letters as they are typed."""
    text, plain = (_UPRIGHT.sub(r"\1", written) for written in (symbol.text, symbol.plain))
    return Symbol(text, plain, symbol.latex)


def partial(of: str, by: str) -> Symbol:
    """`∂L/∂w`."""
    return plain_names(naming.partial(of, by))


def name(vertex: Vertex) -> Symbol:
    """The name of a vertex."""
    return shown(called(vertex))


def formula(graph: Graph, place: int) -> Symbol:
    """What a vertex is worked out from: `w x`, `W1 @ x`."""
    vertex = graph.vertices[place]
    operation = vertex.operation
    if operation is None:
        return name(vertex)
    operands = [graph.vertices[operand] for operand in vertex.operands]
    if operation.formula is not None and all(operand.name or not operand.shape for operand in operands):
        return shown(substitute(operation.formula, _named(operation.formula, operands)))
    texts, texs = zip(*map(written, operands), strict=True)
    return operation_symbol(operation.shown, operation.name, texts, texs)


def _named(formula: Node, operands: list[Vertex]) -> dict[str, Node]:
    return {letter: called(operand) for letter, operand in zip(_letters(formula), operands, strict=True)}


def _letters(formula: Node) -> list[str]:
    return [letter for letter in LETTERS if letter in names(formula)]


def operation_symbol(shown: str, name: str, texts: Sequence[str], texs: Sequence[str]) -> Symbol:
    """An operation on arrays, by how it is shown, or as a function of its operands."""
    if shown:
        plain, tex = shown.split("|", 1) if "|" in shown else (shown, shown)
        text = plain.format(*texts)
        return Symbol(text, text, tex.format(*texs))
    text = f"{name}({', '.join(texts)})"
    upright = name.replace("_", r"\_")
    return Symbol(text, text, rf"\operatorname{{{upright}}}\left({', '.join(texs)}\right)")


def written(vertex: Vertex) -> tuple[str, str]:
    """A vertex in a terminal and in LaTeX."""
    symbol = name(vertex) if vertex.name or not vertex.shape else value_symbol(vertex.value, vertex.shape)
    return symbol.text, symbol.latex


@functools.lru_cache(maxsize=1024)
def _step(formula: Node, letter: str) -> Step:
    return Differentiator(formula).slopes((letter,))[letter]


def local(graph: Graph, place: int, turn: int) -> tuple[Node, Step]:
    """The local slope of an operation entry by entry, by its operand `turn`, and the rule book's step behind it."""
    vertex = graph.vertices[place]
    assert vertex.operation is not None
    assert vertex.operation.formula is not None
    letters = _letters(vertex.operation.formula)
    operands = dict(zip(letters, [graph.vertices[operand] for operand in vertex.operands], strict=True))
    named = {letter: called(operand) for letter, operand in operands.items() if operand.name}
    numbers = {letter: called(each) for letter, each in operands.items() if not each.name and not each.shape}
    step = _step(substitute(vertex.operation.formula, numbers), letters[turn])
    return substitute(step.result, named), step


def local_shown(graph: Graph, place: int, turn: int) -> Symbol:
    """A local slope for the eye: of a function that is put together from pieces `relu′(z)`."""
    slope, _ = local(graph, place, turn)
    vertex = graph.vertices[place]
    if not any(isinstance(part, Piecewise) for part in parts(slope)):
        return shown(slope)
    assert vertex.operation is not None
    (text, tex), function = written(graph.vertices[vertex.operands[turn]]), vertex.operation.name
    upright = function.replace("_", r"\_")
    return Symbol(f"{function}′({text})", f"{function}'({text})", rf"\operatorname{{{upright}}}'\left({tex}\right)")


def pulled(graph: Graph, place: int, turn: int, upstream: str) -> str:
    """What comes back to an operand of an operation on arrays: `outer(g, x)`, with `upstream` for what arrives."""
    vertex = graph.vertices[place]
    assert vertex.operation is not None
    if not vertex.operation.pulls:
        return f"its entries of {upstream}"
    operands = [written(graph.vertices[operand])[0] for operand in vertex.operands]
    meant: Mapping[str, str] = {
        **dict(zip("uv", operands, strict=False)),
        "r": name(vertex).text,
        "g": upstream,
        "o": "ones",
        "n": str(math.prod(graph.vertices[vertex.operands[0]].shape)),
    }
    return _LETTER.sub(lambda letter: meant[letter[0]], vertex.operation.pulls[turn])


def number(value: float, digits: int = DIGITS) -> Node:
    """A number as it is shown."""
    return rounded(value + 0.0, digits)


def is_rounded(value: float) -> bool:
    """Whether a number has more digits than are shown."""
    return abs(value - float(f"{value:.{DIGITS - 1}e}")) > _EXACT * abs(value)


def equals(value: float) -> str:
    """The sign before a number."""
    return " ≈ " if is_rounded(value) else " = "


def value_symbol(value: Value, shape: Shape, most: int = _MOST_ENTRIES) -> Symbol:
    """A number, vector or matrix; a large one by its shape."""
    if not shape:
        shown = number(value)
        return Symbol(linear.unicode(shown), linear.text(shown), latex.latex(shown))
    if math.prod(shape) > most:
        size = " × ".join(map(str, shape))
        return Symbol(f"{size} numbers", f"{' x '.join(map(str, shape))} numbers", rf"\text{{{size} numbers}}")
    entries = [number(entry) for entry in value]
    columns = shape[-1]
    rows = [entries[start : start + columns] for start in range(0, len(entries), columns)]
    text, plain = ([", ".join(map(write, row)) for row in rows] for write in (linear.unicode, linear.text))
    tex = r" \\ ".join(
        " & ".join(map(latex.latex, row)) for row in (rows if len(shape) == 2 else zip(*rows, strict=True))
    )
    return Symbol(_bracketed(text, shape), _bracketed(plain, shape), rf"\begin{{pmatrix}} {tex} \end{{pmatrix}}")


def _bracketed(rows: list[str], shape: Shape) -> str:
    return f"[{', '.join(f'[{row}]' for row in rows)}]" if len(shape) == 2 else f"({rows[0]})"
