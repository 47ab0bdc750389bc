"""What a backward pass shows: why losses collapse with what is before them, and how gradients vanish over depth."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from derivtutor.calculus.backpropagation import formulas
from derivtutor.calculus.backpropagation.model import Pass
from derivtutor.calculus.explanation import Chain, Heading, Item, Sentence, Table, Turn, Words, worded
from derivtutor.derivation.account import Symbol
from derivtutor.language import translated
from derivtutor.network.graph import Graph
from derivtutor.network.operations import ARRAYS
from derivtutor.network.paths import Path, paths
from derivtutor.network.shapes import size
from derivtutor.network.targets import entry_name
from derivtutor.notation.tree import Name, Negation, Number, Power, Product, Quotient, Sum


class Squashing(NamedTuple):
    """A function that saturates, and its largest slope; what is said of many of them, unless that slope is 1."""

    name: str
    most: float
    bound: str = ""


SQUASHING = {
    row.name: row
    for row in (
        Squashing(
            "sigmoid",
            0.25,
            "The way back goes through {count} sigmoids. Each of their slopes is at most {most}, so that their product "
            "is at most {power} ≈ {product}.",
        ),
        Squashing("tanh", 1.0),
    )
}
"""The functions that saturate, by name."""

_FEWEST = 3
"""So many of them on a path are worth a remark."""

_MOST_ROWS = 12


def insights(run: Pass) -> Iterator[Item]:
    """All that there is to say of a pass beside its numbers."""
    yield from _collapses(run)
    if run.forward is not None:
        yield from _vanishing(run)


# A loss and what is before it


def _collapses(run: Pass) -> Iterator[Item]:
    graph = run.graph
    for place, vertex in enumerate(graph.vertices):
        if vertex.operation is None or vertex.operation.name not in _TOGETHER:
            continue
        before = graph.vertices[vertex.operands[0]]
        target = graph.vertices[vertex.operands[1]]
        inner, tell = _TOGETHER[vertex.operation.name]
        if before.operation is None or before.operation.name != inner or not target.name or not before.is_named:
            continue
        inside = graph.vertices[before.operands[0]]
        if inner == "softmax" and not _are_shares(run, vertex.operands[1]):
            continue
        mean = _mean_over(graph, place)
        loss = run.loss if mean == 1 else vertex.name
        yield from tell(loss, before.name, target.name, inside.name)
        if inner == "sigmoid" and mean > 1:
            share = Quotient(Sum((Name(before.name), Negation(Name(target.name)))), Number(mean))
            why = translated("the loss is a mean of {count} of these").format(count=mean)
            yield Chain(formulas.partial(run.loss, inside.name), (Turn(share, why),))
        if inner == "sigmoid" and run.forward is not None:
            yield from _in_numbers(run, vertex.operands, inside.name, loss)


def _mean_over(graph: Graph, place: int) -> int:
    """Of how many entries of a vertex the loss is the mean; 0 where it is none."""
    loss = graph.vertices[graph.loss]
    is_mean = loss.operation is ARRAYS["mean"] and loss.operands == (place,)
    return size(graph.vertices[place].shape) if is_mean else 0


def _sigmoid_and_cross_entropy(loss: str, output: str, target: str, inside: str) -> Iterator[Item]:
    """(ŷ − y)/(ŷ(1 − ŷ)) · ŷ(1 − ŷ) = ŷ − y."""
    yield Heading(translated("Sigmoid and cross-entropy together"))
    guess, truth, one = Name(output), Name(target), Number(1)
    rest = Sum((one, Negation(guess)))
    error = Sum((guess, Negation(truth)))
    of_loss = Quotient(error, Product((guess, rest)))
    together = formulas.joined([formulas.partial(loss, output), formulas.partial(output, inside)], " · ", r" \cdot ")
    turns = (
        Turn(together, translated("chain rule")),
        Turn(Product((of_loss, guess, rest)), translated("the slope of a sigmoid s is s(1 − s)")),
        Turn(error, translated("cancel")),
    )
    yield Chain(formulas.partial(loss, inside), turns)


def _in_numbers(run: Pass, operands: tuple[int, ...], inside: str, loss: str) -> Iterator[Item]:
    """`∂L/∂z ≈ 0.5364 − 0 ≈ 0.5364`, of single numbers."""
    assert run.forward is not None
    values = [value for place in operands for value in formulas.entries(run.forward.values[place])]
    if len(values) == len(operands):
        guess, truth = map(formulas.number, values)
        error = values[0] - values[1]
        turns = (Turn(Sum((guess, Negation(truth))), translated("values put in"), formulas.is_rounded(values)),
                 Turn(formulas.number(error), "", formulas.is_rounded([*values, error])))  # fmt: skip
        yield Chain(formulas.partial(loss, inside), turns)


def _softmax_and_cross_entropy(loss: str, output: str, target: str, inside: str) -> Iterator[Item]:
    """The same for several classes, entry by entry; the last step holds where the entries of the target add up to 1."""
    yield Heading(translated("Softmax and cross-entropy together"))
    guess, truth = formulas.called_so(output), formulas.called_so(target)
    arrives = _filled("−{y}/{p}", guess, truth)
    made, here = (_filled(line, guess, truth) for line in ("{p} (g − Σ {p} g)", "Σ {p} g = −Σ {y}"))
    yield Sentence(worded(_OF_SOFTMAX, output=guess, arrives=arrives, made=made, here=here))
    lines = ("{p} · (−{y}/{p} + Σ {y})", "{p} · Σ {y} − {y}", "{p} − {y}")
    shares = translated("the entries of {target} add up to 1").format(target=target)
    whys = (translated("chain rule"), translated("multiply out"), shares)
    turns = [Turn(_filled(line, guess, truth), why) for line, why in zip(lines, whys, strict=True)]
    yield Chain(formulas.partial(loss, inside), tuple(turns))


_OF_SOFTMAX = "What arrives at {output} is {arrives}, entry by entry; of g the softmax makes {made}, and here {here}."


def _filled(line: str, guess: Symbol, truth: Symbol) -> Symbol:
    plain = line.replace("−", "-").replace("·", "*").replace("Σ", translated("sum of"))
    tex = line.replace("−", "-").replace("·", r"\cdot").replace("Σ", r"\sum")
    return Symbol(
        line.format(p=guess.text, y=truth.text),
        plain.format(p=guess.plain, y=truth.plain),
        tex.format(p=guess.latex, y=truth.latex),
    )


def _are_shares(run: Pass, place: int) -> bool:
    """Whether the entries of a vector, or of every row, add up to 1; of letters it is supposed."""
    if run.forward is None:
        return True
    value, columns = run.forward.values[place], run.graph.vertices[place].shape[-1]
    rows = [value[start : start + columns] for start in range(0, len(value), columns)]
    return all(math.isclose(sum(row), 1, rel_tol=1e-9) for row in rows)


_TOGETHER = {
    "bce": ("sigmoid", _sigmoid_and_cross_entropy),
    "cross_entropy": ("softmax", _softmax_and_cross_entropy),
}
"""A loss, what comes before it, and how their slopes simplify."""


# Depth


def _vanishing(run: Pass) -> Iterator[Item]:
    """The product of local slopes along the first path that goes through several squashing functions."""
    graph = run.graph
    assert run.forward is not None
    for target in run.targets:
        if graph.vertices[target.place].shape and target.entry is None:
            continue
        for path in paths(graph, run.forward, target, 1).some:
            layers = [hop for hop in path if squashing(graph, hop.result[0])]
            if len(layers) >= _FEWEST:
                yield from _over_depth(run, path)
                return


def squashing(graph: Graph, place: int) -> Squashing | None:
    """The function that saturates which is done at a place; None where it is another one."""
    operation = graph.vertices[place].operation
    return SQUASHING.get(operation.name) if operation is not None else None


def _over_depth(run: Pass, path: Path) -> Iterator[Item]:
    graph = run.graph
    yield Heading(translated("Gradient over depth"))
    kinds = [kind for hop in path if (kind := squashing(graph, hop.result[0]))]
    yield Sentence(bound(kinds))
    rows: list[tuple[Words, ...]] = []
    product = 1.0
    for hop in path:
        product *= hop.slope
        if squashing(graph, hop.result[0]):
            name = formulas.called_so(entry_name(graph, *hop.operand))
            rows.append(((str(len(rows) + 1),), (name,), (formulas.number(hop.slope),), (formulas.number(product),)))
    few = rows if len(rows) <= _MOST_ROWS else [*rows[: _MOST_ROWS // 2], *rows[-_MOST_ROWS // 2 :]]
    yield Table((worded("Layer"), worded("Back at"), worded("Local slope"), worded("Product so far")), tuple(few))
    yield Sentence(worded(_OF_DEPTH))


_OF_DEPTH = (
    "Every slope is multiplied in: slopes below 1 let the gradient vanish, slopes above 1 let it explode. "
    "The slope of relu is 1 wherever it is not 0."
)


def bound(kinds: Sequence[Squashing]) -> Words:
    """How large the product of the slopes can be at most; of a slope of 1 that says nothing."""
    count, kind = len(kinds), kinds[0]
    if not kind.bound or len(set(kinds)) > 1:
        return worded(_OF_SEVERAL, count=str(count))
    most, product = formulas.number(kind.most), formulas.number(math.pow(kind.most, count))
    return worded(kind.bound, count=str(count), most=most, power=Power(most, Number(count)), product=product)


_OF_SEVERAL = "The way back goes through {count} functions that saturate, whose slopes are at most 1."
