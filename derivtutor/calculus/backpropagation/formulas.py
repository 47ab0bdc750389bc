"""What the operations of a program look like: with the names of their operands, and with their local slopes."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import cast

from derivtutor.calculus import naming
from derivtutor.calculus.explanation import Turn
from derivtutor.derivation.account import Result, Side, Symbol
from derivtutor.derivation.differentiator import Differentiator
from derivtutor.derivation.model import Step
from derivtutor.language import between, counted
from derivtutor.network.graph import Graph, Vertex
from derivtutor.network.operations import LETTERS
from derivtutor.network.shapes import Shape
from derivtutor.network.values import Value
from derivtutor.notation import latex, linear
from derivtutor.notation.arrays import nodes
from derivtutor.notation.decimals import rounded
from derivtutor.notation.tree import Name, Negation, Node, Sum, names, substitute

DIGITS = 4
"""So many digits of a value are shown."""

MOST_IN_AN_ANSWER = 100
_MOST_ENTRIES = 4
_EXACT = 1e-13
_ARRAY = "array"
_UPRIGHT = re.compile(r"\\mathrm\{([A-Za-z0-9_]+(?:_\{[0-9,]+\})?)\}")
_UPRIGHT_ENTRY = re.compile(r"\\mathrm\{([^{}\\]+)\\_\\\{([0-9,]+)\\\}\}")
_ENTRY = re.compile(r"(?<=[^\W_])_(?:([0-9]+)(?!\w)|\{([0-9,]+)\})")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
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
    """Names of several letters as they are typed, and entries with their places below the line: `W1₁₂`."""
    text, plain = (_UPRIGHT.sub(r"\1", written) for written in (symbol.text, symbol.plain))
    lowered = _ENTRY.sub(lambda entry: (entry[1] or entry[2]).translate(_LOWERED), text)
    return Symbol(lowered, plain, _UPRIGHT_ENTRY.sub(_entry_in_latex, symbol.latex))


def _entry_in_latex(found: re.Match[str]) -> str:
    return f"{latex.latex(Name(found[1]))}_{{{found[2]}}}"


def called_so(name: str) -> Symbol:
    """A name of a program, or of one entry: `W1₁₂`."""
    return shown(Name(name))


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
    if operation.formula is not None:
        return symbol_of(_named(operation.formula, _letters(operation.formula), operands))
    return operation_symbol(operation.shown, operation.name, list(map(written, operands)))


def _named(node: Node, letters: Sequence[str], operands: Sequence[Vertex]) -> Side:
    """A formula with the names of operands for its letters; arrays that have no name stand there with their numbers."""
    inside = names(node)
    known = {letter: each for letter, each in zip(letters, operands, strict=False) if letter in inside}
    nameless = {letter: each for letter, each in known.items() if each.shape and not each.name}
    found = substitute(node, {letter: called(each) for letter, each in known.items() if letter not in nameless})
    if not nameless:
        return found
    symbol = shown(substitute(found, {letter: Name(_ARRAY + letter) for letter in nameless}))
    for letter, each in nameless.items():
        numbers, word = value_symbol(each.value, each.shape), _ARRAY + letter
        tex = symbol.latex.replace(rf"\mathrm{{{word}}}", numbers.latex)
        symbol = Symbol(symbol.text.replace(word, numbers.text), symbol.plain.replace(word, numbers.plain), tex)
    return symbol


def _letters(formula: Node) -> list[str]:
    return [letter for letter in LETTERS if letter in names(formula)]


def operation_symbol(shown: str, name: str, operands: Sequence[Symbol]) -> Symbol:
    """An operation on arrays, by how it is shown, or as a function of its operands."""
    texts, plains, texs = zip(*[(each.text, each.plain, each.latex) for each in operands], strict=True)
    as_function = f"{name}({between().join(plains)})"
    if shown:
        text, tex = shown.split("|", 1) if "|" in shown else (shown, shown)
        return Symbol(text.format(*texts), text.format(*plains) if text.isascii() else as_function, tex.format(*texs))
    upright = name.replace("_", r"\_")
    tex = rf"\operatorname{{{upright}}}\left({between().join(texs)}\right)"
    return Symbol(f"{name}({between().join(texts)})", as_function, tex)


def written(vertex: Vertex) -> Symbol:
    """A vertex by its name, or with its numbers."""
    return name(vertex) if vertex.name or not vertex.shape else value_symbol(vertex.value, vertex.shape)


@functools.lru_cache(maxsize=1024)
def _step(formula: Node, letter: str) -> Step:
    return Differentiator(formula).slopes((letter,))[letter]


def local(graph: Graph, place: int, turn: int) -> tuple[Node, Step]:
    """The local slope of an operation entry by entry, by its operand `turn`, and the rule book's step behind it."""
    operands = [graph.vertices[operand] for operand in graph.vertices[place].operands]
    step = _step_of(graph, place, turn)
    named = {letter: called(each) for letter, each in zip(LETTERS, operands, strict=False) if each.name}
    return substitute(step.result, named), step


def slope(graph: Graph, place: int, turn: int, operands: Sequence[Node]) -> Node:
    """The local slope with these for the operands."""
    return substitute(_step_of(graph, place, turn).result, dict(zip(LETTERS, operands, strict=False)))


def _step_of(graph: Graph, place: int, turn: int) -> Step:
    """The step of the rule book, numbers that the program has no name for put in."""
    vertex = graph.vertices[place]
    assert vertex.operation is not None
    assert vertex.operation.formula is not None
    operands = zip(LETTERS, [graph.vertices[operand] for operand in vertex.operands], strict=False)
    numbers = {letter: called(each) for letter, each in operands if not each.name and not each.shape}
    return _step(substitute(vertex.operation.formula, numbers), LETTERS[turn])


def with_names(graph: Graph, place: int, node: Node) -> Symbol:
    """A formula in `u` and `v` with the operands of a vertex in their place."""
    operands = [graph.vertices[operand] for operand in graph.vertices[place].operands]
    return symbol_of(_named(node, LETTERS, operands))


def local_shown(graph: Graph, place: int, turn: int) -> Side:
    """A local slope for the eye; arrays that the program has no name for stand there with their numbers."""
    operands = [graph.vertices[operand] for operand in graph.vertices[place].operands]
    return _named(_step_of(graph, place, turn).result, LETTERS, operands)


def pulled(graph: Graph, place: int, turn: int, upstream: str) -> str:
    """What comes back to an operand of an operation on arrays: `outer(g, x)`, with `upstream` for what arrives."""
    vertex = graph.vertices[place]
    assert vertex.operation is not None
    if not vertex.operation.pulls:
        return f"its entries of {upstream}"
    operands = [written(graph.vertices[operand]).plain for operand in vertex.operands]
    meant: Mapping[str, str] = {
        **dict(zip("uv", operands, strict=False)),
        "r": name(vertex).plain,
        "g": upstream,
        "o": "ones",
        "n": str(math.prod(graph.vertices[vertex.operands[0]].shape)),
    }
    return _LETTER.sub(lambda letter: meant[letter[0]], vertex.operation.pulls[turn])


def entries(value: Value) -> list[float]:
    """All numbers of a value."""
    return value if isinstance(value, list) else [value]


def number(value: float, digits: int = DIGITS) -> Node:
    """A number as it is shown."""
    return rounded(value + 0.0, digits)


def is_rounded(value: Value) -> bool:
    """Whether a number, or one of several, has more digits than are shown."""
    if isinstance(value, list):
        return any(map(is_rounded, value))
    return bool(abs(value - float(f"{value:.{DIGITS - 1}e}")) > _EXACT * abs(value))


def equals_product(factors: Sequence[float], product: float) -> str:
    """The sign between factors and their product, as they are shown."""
    shown = [Fraction(f"{factor:.{DIGITS - 1}e}") for factor in (*factors, product)]
    return " = " if math.prod(shown[:-1]) == shown[-1] else " ≈ "


def equals(value: Value) -> str:
    """The sign before a number or an array."""
    return " ≈ " if is_rounded(value) else " = "


def answer(value: Value, shape: Shape = (), why: str = "", most: int = MOST_IN_AN_ANSWER) -> Turn:
    """`= value`, or `≈ value` where it is rounded; an array as vectors and matrices stand on a board."""
    if not shape:
        return Turn(number(value), why, is_rounded(value))
    if math.prod(shape) > most:
        return Turn(value_symbol(value, shape, most), why)
    if shape == (1,):
        return Turn(value_symbol(value, shape), why, is_rounded(value))
    return Turn(Result(tuple(map(number, value)), shape), why, is_rounded(value))


def value_symbol(value: Value, shape: Shape, most: int = _MOST_ENTRIES) -> Symbol:
    """A number, vector or matrix; a large one by its shape."""
    if not shape:
        shown = number(value)
        return Symbol(linear.unicode(shown), linear.typed(shown), latex.latex(shown))
    if math.prod(shape) > most:
        told = counted("{size} number", "{size} numbers", math.prod(shape))
        size, typed = (told.format(size=sign.join(map(str, shape))) for sign in (" × ", " x "))
        return Symbol(size, typed, rf"\text{{{size}}}")
    entries = [number(entry) for entry in value]
    columns = shape[-1]
    rows = [entries[start : start + columns] for start in range(0, len(entries), columns)]
    text, plain = ([between().join(map(write, row)) for row in rows] for write in (linear.unicode, linear.typed))
    tex = r" \\ ".join(
        " & ".join(map(latex.latex, row)) for row in (rows if len(shape) == 2 else zip(*rows, strict=True))
    )
    return Symbol(_bracketed(text, shape), _bracketed(plain, shape), rf"\begin{{pmatrix}} {tex} \end{{pmatrix}}")


def _bracketed(rows: list[str], shape: Shape) -> str:
    """As arrays are typed; a vector of one number is no number in brackets."""
    if len(shape) == 2:
        return f"[{between().join([f'[{row}]' for row in rows])}]"
    return f"[{rows[0]}]" if shape == (1,) else f"({rows[0]})"


def edge(*stops: Symbol) -> Symbol:
    """`L → r → a`."""
    texts, plains, texs = zip(*[(stop.text, stop.plain, stop.latex) for stop in stops], strict=True)
    return Symbol(" → ".join(texts), " -> ".join(plains), r" \to ".join(texs))


def joined(parts: Sequence[Side], sign: str, tex_sign: str = "") -> Symbol:
    """Factors or terms in a row, in brackets where they need them."""
    is_product = "·" in sign
    several = len(parts) > 1
    shown = [
        bracketed(part) if several and (place or (is_product and isinstance(part, Sum))) else symbol_of(part)
        for place, part in enumerate(parts)
    ]
    text, plain, tex = ([getattr(part, way) for part in shown] for way in ("text", "plain", "latex"))
    return Symbol(sign.join(text), sign.replace("·", "*").join(plain), (tex_sign or sign).join(tex))


def bracketed(part: Side) -> Symbol:
    """A part in brackets, if it is a sum or negative."""
    shown = symbol_of(part)
    if not isinstance(part, Sum | Negation):
        return shown
    return Symbol(f"({shown.text})", f"({shown.plain})", rf"\left({shown.latex}\right)")


def symbol_of(part: Side) -> Symbol:
    """A formula, or what stands for one."""
    if isinstance(part, Symbol):
        return part
    assert isinstance(part, Node)
    return shown(part)
