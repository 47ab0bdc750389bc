"""Gradients of a program whose inputs stay letters."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping

from derivtutor.calculus.backpropagation import formulas
from derivtutor.calculus.backpropagation.model import Pass
from derivtutor.calculus.explanation import Chain, Item, Sentence, Turn, worded
from derivtutor.derivation.tidy import tidied
from derivtutor.language import translated
from derivtutor.network.costs import written_out
from derivtutor.network.graph import Graph, Vertex
from derivtutor.network.operations import LETTERS
from derivtutor.network.passes import Edge
from derivtutor.network.targets import Target
from derivtutor.notation.tree import SIZE, Node, Number, Piecewise, Product, Sum, fold, names, parts, substitute

_MOST_PARTS = 120
"""A formula with more parts than this is not worked out."""

_FEW_PARTS = 40
"""A formula in the inputs alone that has no more parts is shown too."""

LARGEST = 400
"""No formula of a value has more parts than this."""

_MOST_EDGES = 250
"""Of a program with more edges no formulas are made."""


@functools.lru_cache(maxsize=1)  # they are told and stand in the document
def gradients_in_letters(run: Pass) -> Mapping[str, Node | None]:
    """The gradients in the names of the program; None where there are arrays on the way, or too many parts."""
    found = _gathered(run, _in_names(run.graph), _MOST_PARTS)
    return {target.name: found[target.place] for target in run.targets}


def told_in_letters(run: Pass) -> Iterator[Item]:
    """`∂L/∂w = 2(a − y) x`, and below it the same in the inputs alone, where that is short."""
    in_names, in_inputs = gradients_in_letters(run), _gathered(run, _in_inputs(run.graph), _FEW_PARTS)
    for target in run.targets:
        gradient = in_names[target.name]
        name = formulas.partial(run.loss, target.name)
        if gradient is None:
            yield Sentence(worded(_LONG, gradient=name))
            continue
        why = translated("no path leads there") if gradient == Number(0) else _why(run, target)
        yield Chain(name, (Turn(gradient, why),), is_answer=True)
        written = in_inputs[target.place]
        if (
            written is not None
            and written != gradient
            and not any(isinstance(part, Piecewise) for part in parts(written))
        ):
            yield Chain(name, (Turn(written, translated("in the inputs alone")),))


def _why(run: Pass, target: Target) -> str:
    return translated("the loss by itself" if target.place == run.graph.loss else "upstream times local")


_LONG = "{gradient} is no short formula here. Give a value to every input to have its numbers."


def formula_of_loss(graph: Graph, most: int) -> Node | None:
    """The loss as one formula in the inputs; None where it would have more parts than this, or arrays."""
    parts = written_out(graph)
    return None if parts is None or parts > most else _in_inputs(graph)[graph.loss]


def _in_names(graph: Graph) -> list[Node | None]:
    """Every vertex by the name that the program gives it, and what has none by its formula."""
    return _written(graph, lambda vertex: vertex.is_named)


def _in_inputs(graph: Graph) -> list[Node | None]:
    """Every vertex by its formula in the inputs; None where that is too long."""
    return _written(graph, lambda _: False)


def _written(graph: Graph, has_name: Callable[[Vertex], bool]) -> list[Node | None]:
    made: list[Node | None] = []
    for vertex in graph.vertices:
        formula = vertex.operation.formula if vertex.operation is not None else None
        if vertex.shape or (vertex.operation is not None and formula is None):
            made.append(None)
        elif formula is None or has_name(vertex):
            made.append(formulas.called(vertex))
        else:
            made.append(_put_in(formula, [made[operand] for operand in vertex.operands]))
    return made


def _put_in(formula: Node, operands: list[Node | None]) -> Node | None:
    letters = [letter for letter in LETTERS if letter in names(formula)]
    known = {letter: operand for letter, operand in zip(letters, operands, strict=True) if operand is not None}
    return _short(substitute(formula, known), LARGEST) if len(known) == len(letters) else None


def _gathered(run: Pass, called: list[Node | None], most: int) -> Mapping[int, Node | None]:
    """What comes along the edges to the targets, put together and tidied up.

    None where something on the way has no formula, or more parts than `most`.
    """
    if len(run.edges) > _MOST_EDGES:
        return dict.fromkeys([target.place for target in run.targets])
    arriving: dict[int, list[Node | None]] = {run.graph.loss: [Number(1)]}
    sums: dict[int, Node | None] = {}
    for edge in run.edges:
        if edge.result not in sums:
            sums[edge.result] = _sum(arriving[edge.result], most)
        product = _product(sums[edge.result], _slope(run.graph, edge, called), most)
        arriving.setdefault(edge.operand, []).append(product)
    return {target.place: _sum(arriving.get(target.place, [Number(0)]), most) for target in run.targets}


def _slope(graph: Graph, edge: Edge, called: list[Node | None]) -> Node | None:
    vertex = graph.vertices[edge.result]
    assert vertex.operation is not None
    operands = [called[operand] for operand in vertex.operands]
    known = [operand for operand in operands if operand is not None]
    if vertex.shape or vertex.operation.formula is None or len(known) < len(operands):
        return None
    return formulas.slope(graph, edge.result, edge.turn, known)


def _product(left: Node | None, right: Node | None, most: int) -> Node | None:
    if left is None or right is None or fold(left, SIZE) + fold(right, SIZE) > 2 * most:
        return None
    return _short(tidied(Product((left, right))), most)


def _sum(terms: list[Node | None], most: int) -> Node | None:
    known = [term for term in terms if term is not None]
    if len(known) < len(terms) or sum([fold(term, SIZE) for term in known]) > 2 * most:
        return None
    return known[0] if len(known) == 1 else _short(tidied(Sum(tuple(known))), most)


def _short(node: Node, most: int) -> Node | None:
    return node if fold(node, SIZE) <= most else None
