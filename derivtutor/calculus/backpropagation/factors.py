"""A gradient as the product of local slopes along a path, and as the sum over paths."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from derivtutor.calculus.backpropagation import formulas, slopes
from derivtutor.calculus.backpropagation.model import Pass
from derivtutor.calculus.explanation import Chain, Item, Sentence, Table, Turn, Words, worded
from derivtutor.derivation.account import Symbol
from derivtutor.language import grouped, translated
from derivtutor.network.graph import Graph
from derivtutor.network.paths import Hop, Path, Paths, paths
from derivtutor.network.targets import Target, entry_name
from derivtutor.notation.tree import Number

_MOST_PATHS = 6
_MOST_IN_A_LINE = 4
_MOST_FACTORS = 8
_LONGEST = 120


def gradient_by_paths(run: Pass, target: Target) -> Iterator[Item]:
    """How a gradient by one number comes about: one factor an edge, one product a path, and their sum."""
    assert run.forward is not None
    along = paths(run.graph, run.forward, target, _MOST_PATHS)
    name = formulas.partial(run.loss, target.name)
    if target.place == run.graph.loss:
        yield Chain(name, (Turn(Number(1), translated("the loss by itself")),), is_answer=True)
        return
    gradient = run.gradient(target)
    if not along.count:
        yield Chain(name, (Turn(Number(0), translated("no path leads there")),), is_answer=True)
    elif along.count == 1 and len(along.some[0]) <= _MOST_IN_A_LINE:
        yield Chain(name, tuple(_turns(run, along.some[0], gradient)), is_answer=True)
    elif remark := _too_much(run, target, along):
        yield Sentence(remark)
        yield Chain(name, (Turn(formulas.number(gradient), "", formulas.is_rounded(gradient)),), is_answer=True)
    else:
        yield from _path_by_path(run, along.some)
        yield Chain(name, _put_together(along.some, gradient), is_answer=True)


def _too_much(run: Pass, target: Target, along: Paths) -> Words:
    """What is said where there are too many paths or factors to be shown; nothing where there are not."""
    loss = formulas.name(run.graph.vertices[run.graph.loss])
    if along.count > _MOST_PATHS:
        name = formulas.called_so(target.name)
        return worded(_MANY_PATHS, count=grouped(along.count), loss=loss, name=name)
    longest = max(map(len, along.some))
    if longest <= _LONGEST:
        return ()
    return worded(_LONG_PATH if along.count == 1 else _LONGEST_PATH, count=grouped(longest))


_MANY_PATHS = "{count} paths lead from {loss} to {name}; backpropagation adds them up at the joins."
_LONG_PATH = "The path has {count} factors: too many to be shown."
_LONGEST_PATH = "The longest path has {count} factors: too many to be shown."


def _path_by_path(run: Pass, several: Sequence[Path]) -> Iterator[Item]:
    for place, path in enumerate(several, 1):
        if len(several) > 1:
            yield Sentence(worded("Path {number}: {way}.", number=str(place), way=_walk(run.graph, path)))
        yield factors_of(run, path)


def _put_together(several: Sequence[Path], gradient: float) -> tuple[Turn, ...]:
    """The product along the only path, or the sum of the products along several."""
    is_one = len(several) == 1
    shares = [hop.slope for hop in several[0]] if is_one else [_product(path) for path in several]
    is_exact = not formulas.is_rounded(gradient) and is_one and formulas.equals_product(shares, gradient) == " = "
    value = Turn(formulas.number(gradient), "", not is_exact and formulas.is_rounded([*shares, gradient]))
    if len(shares) > _MOST_FACTORS:
        return (replace(value, why=translated("the product of all factors" if is_one else "the sum over all paths")),)
    signs = (" · ", r" \cdot ") if is_one else (" + ", "")
    whole = formulas.joined(list(map(formulas.number, shares)), *signs)
    why = translated("chain rule" if is_one else "one product a path")
    return Turn(whole, why, formulas.is_rounded(shares)), value


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
            yield Turn(formulas.symbol_of(slopes_in_letters[0]), translated("local slope"))
        yield Turn(value, "", is_about)
        return
    symbols = [_symbol(run.graph, hop) for hop in path]
    yield Turn(formulas.joined(symbols, " · ", r" \cdot "), translated("chain rule"))
    numbers = formulas.joined([formulas.number(hop.slope) for hop in path], " · ", r" \cdot ")
    letters = formulas.joined(slopes_in_letters, " · ", r" \cdot ") if is_clear else numbers
    factors = [hop.slope for hop in path]
    if letters != numbers:
        yield Turn(letters, translated("local slopes"))
    why = translated("values put in" if letters != numbers else "local slopes")
    yield Turn(numbers, why, formulas.is_rounded(factors))
    yield Turn(value, "", is_about or formulas.equals_product(factors, gradient) != " = ")


def _walk(graph: Graph, path: Path) -> Words:
    stops = [path[0].result, *[hop.operand for hop in path]]
    return (formulas.edge(*[formulas.called_so(entry_name(graph, *stop)) for stop in stops]),)


def factors_of(run: Pass, path: Path) -> Table:
    """One factor a row, with what it means."""
    graph = run.graph
    rows: list[tuple[Words, ...]] = []
    for hop in path:
        formula = slopes.between(run, hop)
        vertex = graph.vertices[hop.result[0]]
        assert vertex.operation is not None
        meaning: Words = (translated(vertex.operation.title),)
        if formula is not None:
            meaning = (formulas.symbol_of(formula), *slopes.reason(run, hop))
        rows.append(((_symbol(graph, hop),), meaning, (formulas.number(hop.slope),)))
    return Table((worded("Factor"), worded("What it is"), worded("Value")), tuple(rows))


def _symbol(graph: Graph, hop: Hop) -> Symbol:
    return formulas.partial(entry_name(graph, *hop.result), entry_name(graph, *hop.operand))
