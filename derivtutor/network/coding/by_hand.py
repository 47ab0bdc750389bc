"""A program in NumPy, with the backward pass written out: one line an edge, and what comes back at joins added up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from derivtutor.network.coding.pieces import Piece, comment, number
from derivtutor.network.coding.script import Script
from derivtutor.network.coding.spellings import NUMPY
from derivtutor.network.coding.writing import Known, Operand
from derivtutor.network.operations import LETTERS, Operation, pointwise
from derivtutor.network.shapes import Shape, size
from derivtutor.notation.arrays import read_array
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Call, Comparison, Name, Negation, Node, Number, Piecewise, Product, Quotient

_WITH_KINKS: Mapping[str, Node] = {"abs": Call("sign", (Name("u"),))}
"""Slopes that have a value at the kink too."""

_G = Name("g")


def numpy(script: Script) -> Iterator[str]:
    """The lines of the program, its gradients worked out by hand."""
    graph = script.graph
    yield "# The inputs"
    for place, vertex in script.leaves():
        yield script.line(place, script.writer.leaf(vertex.value, vertex.shape, is_typed=False).text)
    yield from ("", "# Forward: the values")
    yield from script.lines()
    yield from ("", "# Backward: what arrives, times the local slope")
    yield from _backward(script)
    yield ""
    yield f"print({script.label()}, np.asarray({script.name(graph.loss)}).tolist())"
    for target in script.targets:
        is_reached = target.place in script.needed
        gradient = f"np.asarray({script.gradient(target.place)}{script.entry(target)}).tolist()"
        yield f"print({script.label(target)}, {gradient if is_reached else script.zeros(target)})"


def _backward(script: Script) -> Iterator[str]:
    graph = script.graph
    shape = graph.vertices[graph.loss].shape
    yield f"{script.gradient(graph.loss)} = {_ones(shape).text}"
    reached = {graph.loss}
    for place in range(graph.loss, -1, -1):
        if place not in reached:
            continue
        for turn, operand in enumerate(graph.vertices[place].operands):
            if operand not in script.active:
                continue
            share, gradient = _share(script, place, turn), script.gradient(operand)
            if operand in reached:
                yield f"{gradient} = {gradient} + {share:product}  # {script.name(operand)} is used again"
            else:
                yield f"{gradient} = {share.text}{_about_kink(script, place)}"
            reached.add(operand)


def _about_kink(script: Script, place: int) -> str:
    if place not in script.kinks:
        return ""
    operation = script.graph.vertices[place].operation
    assert operation is not None
    if operation.picks:
        return "  # the first one of several entries that are equal"
    return f"  {comment(operation.name)} has a kink here: its slope is taken to be {operation.at_kink:g}"


def _share(script: Script, place: int, turn: int) -> Piece:
    """What comes back along an edge, in the shape of the operand."""
    vertex = script.graph.vertices[place]
    operation, operand = vertex.operation, script.operands[vertex.operands[turn]]
    assert operation is not None
    if operation.formula is None and not operation.pulls:
        return Piece(f"{script.gradient(place)}[{turn}]")
    if operation.pulls and operation.at_kink == 0 and place in script.kinks:
        return Piece(f"np.zeros({operand.shape})") if operand.shape else Piece("0.0")
    letters = _letters(script, place)
    if operation.formula is None:
        pull = read_array(operation.pulls[turn], whole=True, known=tuple(letters)).tree
        piece, shape = script.writer.formula(pull, letters)
    else:
        piece, shape = _entry_by_entry(script, operation, turn, letters)
    return _in_shape(piece, shape, operand.shape)


def _letters(script: Script, place: int) -> dict[str, Operand]:
    """What the letters of formulas stand for."""
    vertex = script.graph.vertices[place]
    operands = [script.operands[operand] for operand in vertex.operands]
    first = operands[0].shape
    return {
        **dict(zip(LETTERS, operands, strict=False)),
        "r": script.operands[place],
        "g": Operand(Piece(script.gradient(place)), vertex.shape),
        "o": Operand(_ones(first), first),
        "n": Operand(number(size(first), is_whole=True)),
    }


def _ones(shape: Shape) -> Piece:
    if not shape:
        return Piece("1.0")
    return Piece(f"np.ones({shape if len(shape) > 1 else shape[0]})")


def _entry_by_entry(
    script: Script, operation: Operation, turn: int, letters: Mapping[str, Operand]
) -> tuple[Piece, Shape]:
    slope = _WITH_KINKS.get(operation.name) or pointwise(operation).steps[turn].result
    if isinstance(slope, Piecewise):
        gate = _gate(slope, operation.at_kink or 0.0, letters)
        return NUMPY["multiply"].of(letters["g"].piece, gate), letters["g"].shape
    known = Known(operation, letters["r"].piece)
    return script.writer.formula(_times(slope), letters, known)


def _times(slope: Node) -> Node:
    """What arrives, times a slope."""
    if slope == Number(1):
        return _G
    if slope == Negation(Number(1)):
        return Negation(_G)
    if isinstance(slope, Quotient) and slope.top == Number(1):
        return Quotient(_G, slope.bottom)
    return Product((_G, slope))


def _gate(slope: Piecewise, at_kink: float, letters: Mapping[str, Operand]) -> Piece:
    """A slope that is one number here and another one there: `z > 0`, or `np.where(z > 0, 1, 0.01)`."""
    gate = number(at_kink, is_whole=True)
    for value, condition in reversed(list(zip(slope.values, slope.conditions, strict=True))):
        here = compile_real(value, ())(())
        if here == at_kink:
            continue  # the conditions exclude each other
        assert isinstance(condition, Comparison)
        left, right = (_side(side, letters) for side in condition.operands)
        test = f"{left} {condition.relations[0]} {right}"
        is_plain = here == 1 and gate.text == "0"
        gate = (
            Piece(test, "") if is_plain else Piece(f"np.where({test}, {number(here, is_whole=True).text}, {gate.text})")
        )
    return gate


def _side(side: Node, letters: Mapping[str, Operand]) -> str:
    return letters[side.name].piece.text if isinstance(side, Name) else number(compile_real(side, ())(()), True).text


def _in_shape(piece: Piece, shape: Shape, wanted: Shape) -> Piece:
    """To a number, which went with every entry, comes the sum."""
    if shape == wanted:
        return piece
    if not wanted:
        return NUMPY["sum"].of(piece)
    return Piece(f"{piece:atom}.reshape({', '.join(map(str, wanted))})")
