"""A product taken apart without changing any factor: what stands above the line, and what below."""

from __future__ import annotations

from math import prod

from msgspec import Struct

from derivtutor.derivation.formula import product
from derivtutor.notation.tree import Negation, Node, Number, Product, Quotient


class Spread(Struct, frozen=True):
    """A product with everything in one list above and one below the line, in the order in which it is read."""

    sign: int
    above: tuple[Node, ...]
    below: tuple[Node, ...]


def spread(node: Node) -> Spread:
    """A product, a fraction or the negative of one, with its factors in two lists."""
    if isinstance(node, Negation):
        inner = spread(node.operand)
        return Spread(-inner.sign, inner.above, inner.below)
    if isinstance(node, Product):
        each = list(map(spread, node.factors))
        return Spread(
            prod(one.sign for one in each),
            tuple([factor for one in each for factor in one.above]),
            tuple([factor for one in each for factor in one.below]),
        )
    if isinstance(node, Quotient):
        top, bottom = spread(node.top), spread(node.bottom)
        return Spread(top.sign * bottom.sign, (*top.above, *bottom.below), (*top.below, *bottom.above))
    return Spread(1, (node,), ())


def together(everything: Spread) -> Node:
    """One fraction of all factors; factors 1 are dropped."""
    above, below = ([factor for factor in side if factor != Number(1)] for side in (everything.above, everything.below))
    top = product(above) if above else Number(1)
    written = Quotient(top, product(below)) if below else top
    return Negation(written) if everything.sign < 0 else written
