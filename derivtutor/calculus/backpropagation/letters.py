"""Gradients of a program whose inputs stay letters."""

from __future__ import annotations

from collections.abc import Iterator

from derivtutor.calculus.backpropagation import formulas
from derivtutor.calculus.backpropagation.model import Pass
from derivtutor.calculus.explanation import Chain, Item, Turn
from derivtutor.derivation.tidy import tidied
from derivtutor.network.targets import Target
from derivtutor.notation.tree import Node, Number, Product, Sum


def gradient_in_letters(run: Pass, target: Target) -> Iterator[Item]:
    """`∂L/∂w = 2r x`: what comes along the edges, put together and tidied up."""
    gradients: dict[int, list[Node]] = {run.graph.loss: [Number(1)]}
    sums: dict[int, Node] = {}
    for edge in run.edges:
        if edge.result not in sums:
            sums[edge.result] = _sum(gradients[edge.result])
        slope, _ = formulas.local(run.graph, edge.result, edge.turn)
        gradients.setdefault(edge.operand, []).append(_product(sums[edge.result], slope))
    whole = _sum(gradients.get(target.place, [Number(0)]))
    yield Chain(formulas.partial(run.loss, target.name), (Turn(whole, "upstream times local"),), is_answer=True)


def _product(left: Node, right: Node) -> Node:
    return tidied(Product((left, right)))


def _sum(terms: list[Node]) -> Node:
    return terms[0] if len(terms) == 1 else tidied(Sum(tuple(terms)))
