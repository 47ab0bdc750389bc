"""Products of arrays: with `@`, entry by entry with `*`, and side by side as on a board."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TypeAlias

from derivtutor.network import sentences
from derivtutor.network.building import Builder
from derivtutor.network.operations import ARRAYS
from derivtutor.notation.arrays import AnyNode, MatrixProduct, Transpose
from derivtutor.notation.tree import Name, Node, Product


def product(builder: Builder, node: Product) -> int:
    """Factor by factor; arrays side by side, as on a board, are a matrix product."""
    first, second = node.factors[:2]
    lying: AnyNode | None = first if isinstance(first, Transpose) and builder.is_beside(first, second) else None
    place = builder.place(_without_transpose(first) if lying else first)
    for before, factor in pairwise(node.factors):
        is_beside, part = builder.is_beside(before, factor), up_to(node, factor)
        turned = factor if isinstance(factor, Transpose) and is_beside else None
        right = builder.place(_without_transpose(factor) if turned else factor)
        if is_beside and builder.is_array(place) and builder.is_array(right):
            place = _beside(builder, (place, right), (lying, turned), part)
            lying = part if lying and len(builder.vertices[place].shape) == 1 else None
            continue
        if turned and builder.is_array(right) and not builder.is_array(place):
            lying = turned  # a number times a vector that lies
        elif lying and builder.is_array(place) and isinstance(lying, Transpose):
            place, lying = builder.add(ARRAYS["transpose"], (place,), lying), None
        place = builder.add(builder.signs["multiply"], (place, right), part)
    if lying and isinstance(lying, Transpose) and builder.is_array(place):
        return builder.add(ARRAYS["transpose"], (place,), lying)
    return place


Turned: TypeAlias = tuple[AnyNode | None, AnyNode | None]
"""Which of two factors stand transposed, as they were typed."""


def _beside(builder: Builder, places: tuple[int, int], turned: Turned, node: AnyNode) -> int:
    if [len(builder.vertices[place].shape) for place in places] == [1, 1] and not any(turned):
        left, right = map(builder.called, places)
        builder.fail(sentences.WHICH_PRODUCT.words(left=left, right=right), node)
    return _of_matrices(builder, places, turned, node)


def matrix_product(builder: Builder, node: MatrixProduct) -> int:
    places = builder.place(_without_transpose(node.left)), builder.place(_without_transpose(node.right))
    left, right = (side if isinstance(side, Transpose) else None for side in (node.left, node.right))
    return _of_matrices(builder, places, (left, right), node)


def _of_matrices(builder: Builder, places: tuple[int, int], turned: Turned, node: AnyNode) -> int:
    """Vectors stand on the right and lie on the left, so that `w' @ x` is `w @ x`; `x @ w'` is the outer product.

    Args:
        places: what is multiplied, without its transposes.
        turned: what is transposed of the two.
    """
    left, right = places
    dimensions = [len(builder.vertices[place].shape) for place in places]
    if 0 in dimensions:
        builder.mismatch(ARRAYS["matrix-matrix"], places, node)
    if dimensions == [1, 1] and turned[1] and not turned[0]:
        return builder.add(ARRAYS["outer"], places, node)
    if turned[0] and dimensions[0] == 2:
        left = builder.add(ARRAYS["transpose"], (left,), turned[0])
    if turned[1] and 2 in dimensions:
        right = builder.add(ARRAYS["transpose"], (right,), turned[1])
        dimensions[1] = 2
    return builder.add(ARRAYS[_PRODUCTS[dimensions[0], dimensions[1]]], (left, right), node)


_PRODUCTS: Mapping[tuple[int, int], str] = {
    (1, 1): "dot", (2, 1): "matrix-vector", (1, 2): "vector-matrix", (2, 2): "matrix-matrix",
}  # fmt: skip


def _without_transpose(node: AnyNode) -> AnyNode:
    return node.operand if isinstance(node, Transpose) else node


def up_to(node: Node, last: Node) -> Node:
    """A part of a sum or product, for its place in the line."""
    return Name("", (node.span[0], last.span[1])) if node.span and last.span else node
