"""A gradient as the product of local slopes along a path, and as the sum over paths."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from derivtutor.calculus.backpropagation import formulas
from derivtutor.calculus.backpropagation.model import Pass
from derivtutor.calculus.explanation import Chain, Item, Sentence, Table, Turn, Words
from derivtutor.derivation.account import Side, Symbol
from derivtutor.network.graph import Graph
from derivtutor.network.paths import Hop, Path, paths
from derivtutor.network.targets import Target, entry_name
from derivtutor.notation.tree import Name, Negation, Node, Number, Sum

_MOST_PATHS = 6
_MOST_IN_A_LINE = 4
_MOST_FACTORS = 8


def gradient_by_paths(run: Pass, target: Target) -> Iterator[Item]:
    """How a gradient by one number comes about: one factor an edge, one product a path, and their sum."""
    assert run.forward is not None
    graph = run.graph
    along = paths(graph, run.forward, target, _MOST_PATHS)
    name = formulas.partial(run.loss, target.name)
    value = formulas.number(run.gradient(target))
    if not along.count:
        yield Chain(name, (Turn(Number(0), "no path leads there"),), is_answer=True)
        return
    if along.count == 1 and len(along.some[0]) <= _MOST_IN_A_LINE:
        yield Chain(name, tuple(_turns(run, along.some[0], value)), is_answer=True)
        return
    if along.count > _MOST_PATHS:
        yield Sentence(
            (
                f"{along.count:,} paths lead from ",
                formulas.name(run.graph.vertices[run.graph.loss]),
                " to ",
                formulas.shown(Name(target.name)),
                "; backpropagation adds them up at the joins.",
            )
        )
        yield Chain(name, (Turn(value),), is_answer=True)
        return
    for place, path in enumerate(along.some, 1):
        if along.count > 1:
            yield Sentence((f"Path {place}: ", *_walk(graph, path), "."))
        yield _factors(graph, run, path)
    is_one = along.count == 1
    shares = [hop.slope for hop in along.some[0]] if is_one else [_product(path) for path in along.some]
    whole = joined(list(map(formulas.number, shares)), " · " if is_one else " + ", r" \cdot " if is_one else "")
    is_about = any(map(formulas.is_rounded, shares))
    if len(shares) > _MOST_FACTORS:
        yield Chain(name, (Turn(value, "the product of all factors", is_about),), is_answer=True)
        return
    turns = (Turn(whole, "chain rule" if is_one else "one product a path", is_about), Turn(value, "", is_about))
    yield Chain(name, turns, is_answer=True)


def _product(path: Path) -> float:
    return math.prod([hop.slope for hop in path])


def _turns(run: Pass, path: Path, value: Node) -> Iterator[Turn]:
    """Names, formulas, numbers."""
    graph = run.graph
    if len(path) > 1:
        symbols = [_symbol(graph, hop) for hop in path]
        text, plain, tex = zip(*[(one.text, one.plain, one.latex) for one in symbols], strict=True)
        yield Turn(Symbol(" · ".join(text), " * ".join(plain), r" \cdot ".join(tex)), "chain rule")
    slopes = [_formula(graph, hop) for hop in path]
    if all(slope is not None for slope in slopes):
        yield Turn(joined([slope for slope in slopes if slope is not None], " · ", r" \cdot "), "local slopes")
    numbers = joined([formulas.number(hop.slope) for hop in path], " · ", r" \cdot ")
    is_about = any(formulas.is_rounded(hop.slope) for hop in path)
    yield Turn(numbers, "values put in" if len(path) > 1 else "", is_about)
    if len(path) > 1:
        yield Turn(value, "", is_about)


def _walk(graph: Graph, path: Path) -> Words:
    words: list[str | Side] = [formulas.shown(Name(entry_name(graph, *path[0].result)))]
    for hop in path:
        words += [" → ", formulas.shown(Name(entry_name(graph, *hop.operand)))]
    return tuple(words)


def _factors(graph: Graph, run: Pass, path: Path) -> Table:
    """One factor a row, with what it means."""
    rows: list[tuple[Words, ...]] = []
    for hop in path:
        formula = _formula(graph, hop)
        vertex = graph.vertices[hop.result[0]]
        assert vertex.operation is not None
        meaning: Words = (formula,) if formula is not None else (vertex.operation.title.capitalize(),)
        rows.append(((_symbol(graph, hop),), meaning, (formulas.number(hop.slope),)))
    return Table((("Factor",), ("What it is",), ("Value",)), tuple(rows))


def _symbol(graph: Graph, hop: Hop) -> Symbol:
    return formulas.partial(entry_name(graph, *hop.result), entry_name(graph, *hop.operand))


def _formula(graph: Graph, hop: Hop) -> Side | None:
    """The local slope in letters, of an operation entry by entry."""
    vertex = graph.vertices[hop.result[0]]
    assert vertex.operation is not None
    if vertex.operation.formula is None:
        return None
    return formulas.local_shown(graph, hop.result[0], hop.turn)


def joined(parts: Sequence[Side], sign: str, tex_sign: str = "") -> Symbol:
    """Factors or terms in a row, in brackets where they need them."""
    several = len(parts) > 1
    shown = [bracketed(part) if several else _plain(part) for part in parts]
    text, plain, tex = ([getattr(part, way) for part in shown] for way in ("text", "plain", "latex"))
    return Symbol(sign.join(text), sign.replace("·", "*").join(plain), (tex_sign or sign).join(tex))


def bracketed(part: Side) -> Symbol:
    """A part in brackets, if it is a sum or negative."""
    shown = _plain(part)
    if not isinstance(part, Sum | Negation):
        return shown
    return Symbol(f"({shown.text})", f"({shown.plain})", rf"\left({shown.latex}\right)")


def _plain(part: Side) -> Symbol:
    if isinstance(part, Symbol):
        return part
    assert isinstance(part, Node)
    return formulas.shown(part)
