"""What each kind of node becomes: vertices for its operations; and what is said of names that are missing."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

from derivtutor.errors import Refusal
from derivtutor.language import grouped
from derivtutor.network import sentences
from derivtutor.network.building import MOST_ENTRIES, Build, Builder
from derivtutor.network.complaints import nearest
from derivtutor.network.operations import ARRAYS, function, power
from derivtutor.network.products import matrix_product, product, up_to
from derivtutor.network.shapes import size
from derivtutor.network.values import identity_like
from derivtutor.notation import meaning
from derivtutor.notation.arrays import (
    AnyNode,
    Array,
    ElementwisePower,
    ElementwiseProduct,
    ElementwiseQuotient,
    MatrixProduct,
    Transpose,
    nodes,
)
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.tree import (
    Call,
    Comparison,
    Derivative,
    Integral,
    Name,
    Negation,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    Unknown,
)

# Numbers and names


def _number(builder: Builder, node: Number) -> int:
    try:
        return builder.leaf("", (), float(node.value), node)
    except OverflowError:
        builder.fail(sentences.TOO_LARGE_A_NUMBER.words(), node)


def _name(builder: Builder, node: Name) -> int:
    name = node.name
    if name in builder.names:
        return builder.names[name]
    if name in meaning.CONSTANTS:
        return builder.leaf("", (), meaning.CONSTANTS[name], node)
    if name in builder.later:
        builder.fail(_set_later(builder, name), node)
    if name in builder.given:
        place = builder.leaf(name, *builder.given[name], node)
    elif builder.letters:
        place = builder.leaf(name, (), None, node)
    else:
        builder.fail(_undefined(builder, name), node)
    builder.names[name] = place
    return place


def _set_later(builder: Builder, name: str) -> tuple[str, str]:
    here, there = builder.statement, builder.later[name]
    if here is None or here.name == name:
        return sentences.NEEDS_ITSELF.words(name=name)
    needed, pending = {name}, [name]
    while pending:
        setting = builder.later.get(pending.pop())
        letters = _letters(setting.expression) - needed if setting else set()
        needed |= letters
        pending += letters
    says = sentences.CYCLE if here.name in needed else sentences.USED_BEFORE_SET
    return says.words(name=name, line=there.line, here=here.name)


def _letters(expression: AnyNode) -> set[str]:
    return {part.name for part in nodes(expression) if isinstance(part, Name)}


def _undefined(builder: Builder, name: str) -> tuple[str, str]:
    known = {*builder.names, *builder.given}
    if len(name) > 1 and all(letter in known for letter in name):
        return sentences.UNDEFINED_PRODUCT.words(name=name, product="*".join(name))
    near = nearest(name, known)
    says = sentences.UNDEFINED_BUT_NEAR if near else sentences.UNDEFINED
    return says.words(name=name, near=near)


# Operations entry by entry


def _of_two(name: str) -> Callable[[Builder, Any], int]:
    def build(builder: Builder, node: AnyNode) -> int:
        left, right = node.children
        return builder.add(builder.signs[name], (builder.place(left), builder.place(right)), node)

    return build


def _negation(builder: Builder, node: Negation) -> int:
    return builder.add(builder.signs["negate"], (builder.place(node.operand),), node)


def _sum(builder: Builder, node: Sum) -> int:
    """Term by term, from left to right."""
    place = builder.place(node.terms[0])
    for term in node.terms[1:]:
        name, part = ("subtract", term.operand) if isinstance(term, Negation) else ("add", term)
        place = builder.add(builder.signs[name], (place, builder.place(part)), up_to(node, term))
    return place


def _power(builder: Builder, node: Power | ElementwisePower) -> int:
    base, exponent = node.children
    if isinstance(base, Name) and base.name == "e":
        return builder.add(builder.signs["exp"], (builder.place(exponent),), node)
    if _is_constant(exponent):
        return builder.add(power(exponent), (builder.place(base),), node)
    return builder.add(builder.signs["power"], (builder.place(base), builder.place(exponent)), node)


def _is_constant(node: AnyNode) -> bool:
    return all(not isinstance(part, Array) and getattr(part, "name", "e") in meaning.CONSTANTS for part in nodes(node))


def _call(builder: Builder, node: Call) -> int:
    special = _CALLS.get(node.function)
    if special:
        return special(builder, node)
    if FUNCTIONS[node.function].arity == 2:
        return builder.add(function(node.function), tuple(map(builder.place, node.arguments)), node)
    return builder.add(function(node.function), (builder.place(node.arguments[0]),), node)


# Arrays


def _transpose(builder: Builder, node: Transpose) -> int:
    place = builder.place(node.operand)
    return builder.add(ARRAYS["transpose"], (place,), node) if builder.vertices[place].shape else place


def _array(builder: Builder, node: Array) -> int:
    places = tuple(map(builder.place, node.entries))
    dimensions = {len(builder.vertices[place].shape) for place in places}
    if 2 in dimensions:
        builder.fail(sentences.TOO_DEEP.words(), node)
    if len(dimensions) > 1:
        builder.fail(sentences.MIXED.words(), node)
    lengths = [size(builder.vertices[place].shape) for place in places]
    if len(set(lengths)) > 1:
        row = next(entry for entry, length in zip(node.entries, lengths, strict=True) if length != lengths[0])
        builder.fail(sentences.RAGGED.words(lengths=", ".join(map(str, lengths))), row)
    return builder.add(ARRAYS["array"], places, node)


def _of_array(name: str) -> Callable[[Builder, Call], int]:
    def build(builder: Builder, node: Call) -> int:
        return builder.add(ARRAYS[name], tuple(map(builder.place, node.arguments)), node)

    return build


def _extreme(sign: str, of_array: str) -> Callable[[Builder, Call], int]:
    """The largest entry of one array, or entry by entry the larger one of several."""

    def build(builder: Builder, node: Call) -> int:
        places = [builder.place(argument) for argument in node.arguments]
        if len(places) == 1:
            return builder.add(ARRAYS[of_array], (places[0],), node) if builder.is_array(places[0]) else places[0]
        return functools.reduce(lambda left, right: builder.add(builder.signs[sign], (left, right), node), places)

    return build


def _mean_of(name: str) -> Callable[[Builder, Call], int]:
    """A loss of one pair of numbers; of arrays its mean."""

    def build(builder: Builder, node: Call) -> int:
        place = builder.add(function(name), tuple(map(builder.place, node.arguments)), node)
        return builder.add(ARRAYS["mean"], (place,), node) if builder.vertices[place].shape else place

    return build


def _filled(entry: float, is_identity: bool = False) -> Callable[[Builder, Call], int]:
    """An array of known numbers, such as `ones(2, 3)`."""

    def build(builder: Builder, node: Call) -> int:
        sizes = [part.value for part in node.arguments if isinstance(part, Number) and isinstance(part.value, int)]
        if len(sizes) != len(node.arguments) or len(sizes) > 2 or not all(sizes):
            builder.fail(sentences.NOT_A_COUNT.words(function=node.function), node)
        shape = tuple(sizes * 2 if is_identity else sizes)
        if size(shape) > MOST_ENTRIES:
            builder.fail(sentences.TOO_MANY_ENTRIES.words(most=grouped(MOST_ENTRIES)), node)
        entries = [entry] * size(shape)
        return builder.leaf("", shape, identity_like((shape,), entries) if is_identity else entries, node)

    return build


def _refused(says: Refusal) -> Callable[[Builder, Any], int]:
    def refuse(builder: Builder, node: AnyNode) -> int:
        builder.fail(says.words(), node)

    return refuse


_CALLS: Mapping[str, Callable[[Builder, Call], int]] = {
    **{
        name: _of_array(name)
        for name in (
            "sum", "mean", "dot", "norm", "softmax", "log_softmax", "logsumexp",
            "cross_entropy", "softmax_cross_entropy", "tr", "det",
            "logdet", "inv", "diag", "outer", "row_sums", "at_largest", "at_smallest", "identity_like",
        )
    },
    "max": _extreme("max", "largest"), "min": _extreme("min", "smallest"),
    "bce": _mean_of("bce"), "mse": _mean_of("mse"),
    "transpose": lambda builder, node: _transpose(builder, Transpose(node.arguments[0], node.span)),
    "ones": _filled(1.0), "zeros": _filled(0.0), "eye": _filled(1.0, is_identity=True),
    "vec": _refused(sentences.NO_VEC),
}  # fmt: skip
"""Functions that are more than one operation entry by entry."""

BUILD: Build = {
    Number: _number, Name: _name, Sum: _sum, Product: product, Negation: _negation, Quotient: _of_two("divide"),
    Power: _power, Call: _call, Array: _array, MatrixProduct: matrix_product, Transpose: _transpose,
    ElementwiseProduct: _of_two("multiply"), ElementwiseQuotient: _of_two("divide"), ElementwisePower: _power,
    Unknown: _refused(sentences.NO_NAMED_FUNCTION),
    Comparison: _refused(sentences.NO_COMPARISON), Piecewise: _refused(sentences.NO_CASES),
    Integral: _refused(sentences.NO_INTEGRAL), Derivative: _refused(sentences.NO_DERIVATIVE),
}  # fmt: skip
"""How each kind of node becomes vertices."""
