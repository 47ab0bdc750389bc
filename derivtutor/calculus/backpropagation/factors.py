"""A gradient as the product of local slopes along a path, and as the sum over paths."""

from __future__ import annotations

import math
from collections.abc import Iterator

from derivtutor.calculus.backpropagation import formulas, slopes
from derivtutor.calculus.backpropagation.model import Pass
from derivtutor.calculus.explanation import Chain, Item, Sentence, Table, Turn, Words
from derivtutor.derivation.account import Symbol
from derivtutor.network.graph import Graph
from derivtutor.network.paths import Hop, Path, paths
from derivtutor.network.targets import Target, entry_name
from derivtutor.notation.tree import Number

_MOST_PATHS = 6
_MOST_IN_A_LINE = 4
_MOST_FACTORS = 8
_LONGEST = 120


def gradient_by_paths(run: Pass, target: Target) -> Iterator[Item]:
    """How a gradient by one number comes about: one factor an edge, one product a path, and their sum."""
    assert run.forward is not None
    graph = run.graph
    along = paths(graph, run.forward, target, _MOST_PATHS)
    name = formulas.partial(run.loss, target.name)
    if target.place == graph.loss:
        yield Chain(name, (Turn(Number(1), "the loss by itself"),), is_answer=True)
        return
    gradient = run.gradient(target)
    value = formulas.number(gradient)
    if not along.count:
        yield Chain(name, (Turn(Number(0), "no path leads there"),), is_answer=True)
        return
    if along.count == 1 and len(along.some[0]) <= _MOST_IN_A_LINE:
        yield Chain(name, tuple(_turns(run, along.some[0], gradient)), is_answer=True)
        return
    if along.count > _MOST_PATHS:
        yield Sentence(
            (
                f"{along.count:,} paths lead from ",
                formulas.name(run.graph.vertices[run.graph.loss]),
                " to ",
                formulas.called_so(target.name),
                "; backpropagation adds them up at the joins.",
            )
        )
        yield Chain(name, (Turn(value, "", formulas.is_rounded(gradient)),), is_answer=True)
        return
    longest = max(map(len, along.some))
    if longest > _LONGEST:
        paths_ = "The path has" if along.count == 1 else "The longest path has"
        yield Sentence((f"{paths_} {longest:,} factors: too many to be shown.",))
        yield Chain(name, (Turn(value, "", formulas.is_rounded(gradient)),), is_answer=True)
        return
    for place, path in enumerate(along.some, 1):
        if along.count > 1:
            yield Sentence((f"Path {place}: ", *_walk(graph, path), "."))
        yield _factors(run, path)
    is_one = along.count == 1
    shares = [hop.slope for hop in along.some[0]] if is_one else [_product(path) for path in along.some]
    whole = formulas.joined(
        list(map(formulas.number, shares)), " · " if is_one else " + ", r" \cdot " if is_one else ""
    )
    is_exact = not formulas.is_rounded(gradient) and is_one and formulas.equals_product(shares, gradient) == " = "
    is_about = not is_exact and formulas.is_rounded([*shares, gradient])
    if len(shares) > _MOST_FACTORS:
        why = "the product of all factors" if is_one else "the sum over all paths"
        yield Chain(name, (Turn(value, why, is_about),), is_answer=True)
        return
    turns = (
        Turn(whole, "chain rule" if is_one else "one product a path", formulas.is_rounded(shares)),
        Turn(value, "", is_about),
    )
    yield Chain(name, turns, is_answer=True)


def _product(path: Path) -> float:
    return math.prod([hop.slope for hop in path])


def _turns(run: Pass, path: Path, gradient: float) -> Iterator[Turn]:
    """Names, formulas, numbers."""
    value, is_about = formulas.number(gradient), formulas.is_rounded(gradient)
    slopes_ = [slopes.between(run, hop) for hop in path]
    slopes_in_letters = [slope for slope in slopes_ if slope is not None]
    is_clear = len(slopes_in_letters) == len(path)
    if len(path) == 1:
        if is_clear and not isinstance(slopes_in_letters[0], Number):
            yield Turn(formulas.symbol_of(slopes_in_letters[0]), "local slope")
        yield Turn(value, "", is_about)
        return
    symbols = [_symbol(run.graph, hop) for hop in path]
    yield Turn(formulas.joined(symbols, " · ", r" \cdot "), "chain rule")
    numbers = formulas.joined([formulas.number(hop.slope) for hop in path], " · ", r" \cdot ")
    letters = formulas.joined(slopes_in_letters, " · ", r" \cdot ") if is_clear else numbers
    factors = [hop.slope for hop in path]
    if letters != numbers:
        yield Turn(letters, "local slopes")
    yield Turn(numbers, "values put in" if letters != numbers else "local slopes", formulas.is_rounded(factors))
    yield Turn(value, "", is_about or formulas.equals_product(factors, gradient) != " = ")


def _walk(graph: Graph, path: Path) -> Words:
    stops = [path[0].result, *[hop.operand for hop in path]]
    return (formulas.edge(*[formulas.called_so(entry_name(graph, *stop)) for stop in stops]),)


def _factors(run: Pass, path: Path) -> Table:
    """One factor a row, with what it means."""
    graph = run.graph
    rows: list[tuple[Words, ...]] = []
    for hop in path:
        formula = slopes.between(run, hop)
        vertex = graph.vertices[hop.result[0]]
        assert vertex.operation is not None
        meaning: Words = (vertex.operation.title,)
        if formula is not None:
            meaning = (formulas.symbol_of(formula), *slopes.reason(run, hop))
        rows.append(((_symbol(graph, hop),), meaning, (formulas.number(hop.slope),)))
    return Table((("Factor",), ("What it is",), ("Value",)), tuple(rows))


def _symbol(graph: Graph, hop: Hop) -> Symbol:
    return formulas.partial(entry_name(graph, *hop.result), entry_name(graph, *hop.operand))
