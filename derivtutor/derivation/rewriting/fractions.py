"""A fraction as a product with negative powers, and the other way round; a power as one of e."""

from __future__ import annotations

from derivtutor.derivation.formula import negated, product
from derivtutor.derivation.rewriting.powers import ONE, raised
from derivtutor.derivation.rewriting.row import Place
from derivtutor.derivation.tidying.factors import E
from derivtutor.derivation.tidying.spread import Spread, spread, together
from derivtutor.notation.shape import is_subtracted
from derivtutor.notation.tree import Call, Node, Power, Product, Quotient


def as_product(node: Node, place: Place) -> Node | None:
    """`u/v` is `u v^(-1)`, and `u/v^2` is `u v^(-2)`; constants below the line stay there."""
    if not isinstance(node, Quotient) or not place.depends(node.bottom):
        return None
    everything = spread(node)
    below = [raised(factor)._replace(is_below=True) for factor in everything.below]
    lifted = [Power(power.base, power.signed) for power in below if place.depends(power.factor)]
    kept = [power.factor for power in below if not place.depends(power.factor)]
    return together(Spread(everything.sign, (*everything.above, *lifted), tuple(kept)))


def below_as_power(node: Node, place: Place) -> Node | None:
    """As `as_product`, where that leaves no more than two factors."""
    everything = spread(node)
    varying = sum(map(place.depends, (*everything.above, *everything.below)))
    return as_product(node, place) if varying <= 2 else None


def as_quotient(node: Node, place: Place) -> Node | None:
    """`u v^(-1)` is `u/v`: powers with a minus in the exponent go below a line."""
    if not isinstance(node, Product | Power):
        return None
    above: list[Node] = []
    below: list[Node] = []
    for factor in node.factors if isinstance(node, Product) else (node,):
        if isinstance(factor, Power) and is_subtracted(factor.exponent) and place.depends(factor):
            exponent = negated(factor.exponent)
            below.append(factor.base if exponent == ONE else Power(factor.base, exponent))
        else:
            above.append(factor)
    return Quotient(product(above) if above else ONE, product(below)) if below else None


def as_exponential(node: Node, place: Place) -> Node | None:
    """`u^v` is `e^(v ln(u))` where both vary; that is what it means for a positive base."""
    if not isinstance(node, Power) or not all(map(place.depends, node.children)):
        return None
    return Power(E, product([node.exponent, Call("ln", (node.base,))]))
