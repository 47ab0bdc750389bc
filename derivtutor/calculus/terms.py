"""Sums and products as they are put together by hand: no zeros, no factors of 1, the sign in front."""

from __future__ import annotations

from collections.abc import Iterable

from derivtutor.derivation.formula import product, total
from derivtutor.notation.tree import Negation, Node, Number, Sum

ONE = Number(1)
_ZEROS = (Number(0), Negation(Number(0)))


def terms(node: Node) -> tuple[Node, ...]:
    """The terms of a sum, or the one term of anything else; none of 0."""
    if isinstance(node, Sum):
        return node.terms
    return () if node == Number(0) else (node,)


def added(parts: Iterable[Node]) -> Node:
    """A sum of any number of terms, without zeros."""
    return total([part for part in parts if part not in _ZEROS] or [Number(0)])


def less(left: Node, right: Node) -> Node:
    """`a + b - c`: one expression without another."""
    return total([left, Negation(right)])


def times(*factors: Node) -> Node:
    """A product without factors of 1, its sign in front."""
    sign = sum(isinstance(factor, Negation) for factor in factors) % 2
    bare = [factor.operand if isinstance(factor, Negation) else factor for factor in factors]
    written = product([factor for factor in bare if factor != ONE] or [ONE])
    return Negation(written) if sign else written
