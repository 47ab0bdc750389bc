"""Gradients of a program whose inputs stay letters."""

from __future__ import annotations

from collections.abc import Iterator

from derivtutor.calculus.backpropagation import formulas
from derivtutor.calculus.backpropagation.model import Pass
from derivtutor.calculus.explanation import Chain, Item, Turn
from derivtutor.derivation.tidy import tidied
from derivtutor.network.costs import written_out
from derivtutor.network.graph import Graph
from derivtutor.network.operations import LETTERS
from derivtutor.network.targets import Target
from derivtutor.notation.tree import Node, Number, Product, Sum, names, substitute


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


def formula_of_loss(graph: Graph, most: int) -> Node | None:
    """The loss as one formula in the inputs; None where it would have more parts than this, or arrays."""
    parts = written_out(graph)
    if parts is None or parts > most:
        return None
    made: list[Node] = []
    for vertex in graph.vertices:
        formula = vertex.operation.formula if vertex.operation is not None else None
        if formula is None:
            made.append(formulas.called(vertex))
        else:
            letters = [letter for letter in LETTERS if letter in names(formula)]
            operands = [made[operand] for operand in vertex.operands]
            made.append(substitute(formula, dict(zip(letters, operands, strict=True))))
    return made[graph.loss]


def _product(left: Node, right: Node) -> Node:
    return tidied(Product((left, right)))


def _sum(terms: list[Node]) -> Node:
    return terms[0] if len(terms) == 1 else tidied(Sum(tuple(terms)))
