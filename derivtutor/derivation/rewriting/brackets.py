"""Brackets before differentiating: fractions split, squares and products multiplied out, numerators factored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derivtutor.derivation.formula import product, total
from derivtutor.derivation.rewriting.powers import is_term_of, monomial_base
from derivtutor.derivation.rewriting.row import Place
from derivtutor.derivation.tidying.spread import spread, together
from derivtutor.notation.polynomial import coefficients, common_divisor, divided, polynomial
from derivtutor.notation.rational import rational
from derivtutor.notation.tree import Name, Negation, Node, Number, Power, Product, Quotient, Sum

_MOST_TERMS = 12
_HIGHEST_POWER = 3
"""Up to so many terms, and so high powers of sums, a product is multiplied out."""


def split(node: Node, place: Place) -> Node | None:
    """`(x^2 + 3)/x` is `x^2/x + 3/x`, where each term then is a power of its own."""
    if not isinstance(node, Quotient) or not isinstance(node.top, Sum):
        return None
    base = monomial_base(node.bottom, place)
    if base is None or not all(is_term_of(term, base, place) for term in node.top.terms):
        return None
    return Sum(tuple([_over(term, node.bottom) for term in node.top.terms]))


def square(node: Node, place: Place) -> Node | None:
    """`(x + 1/x)^2` is multiplied out where both terms are powers of one base, and one is a root or below a line."""
    if not isinstance(node, Power) or node.exponent != Number(2) or not isinstance(node.base, Sum):
        return None
    terms = node.base.terms
    if len(terms) != 2 or all(map(_is_whole_power, terms)) or not _have_one_base(terms, place):
        return None
    first, second = terms
    between = product([Number(2), _size(first), _size(second)])
    is_subtracted = isinstance(first, Negation) != isinstance(second, Negation)
    return Sum((_squared(first), Negation(between) if is_subtracted else between, _squared(second)))


def multiplied_out(node: Node, place: Place) -> Node | None:
    """`(x + 1)(x - 2)` is `x^2 - 2x + x - 2`: sums of powers of the variable, up to the third power of them."""
    factors = [_terms(factor) for factor in _brackets(node)]
    varying = [terms for terms in factors if any(map(place.depends, terms))]
    if len(varying) < 2 or all(len(terms) == 1 for terms in varying):
        return None
    if not _have_one_base([term for terms in factors for term in terms], place):
        return None
    products: list[tuple[Node, ...]] = [()]
    for terms in factors:
        products = [(*before, term) for before in products for term in terms]
        if len(products) > _MOST_TERMS:
            return None
    return total([together(spread(product(list(each)))) for each in products])


def factored(node: Node, place: Place) -> Node | None:
    """`(x^2 + 3x + 2)/(x + 1)` is `(x + 1)(x + 2)/(x + 1)`: what stands below the line divides what stands above."""
    if not isinstance(node, Quotient) or not isinstance(node.top, Sum) or not isinstance(node.bottom, Sum):
        return None
    top, bottom = (coefficients(each, place.variable) for each in node.children)
    if not top or not bottom or len(top) < len(bottom) or len(common_divisor(top, bottom)) < len(bottom):
        return None
    return Quotient(product([node.bottom, polynomial(divided(top, bottom), place.variable)]), node.bottom)


def _brackets(node: Node) -> Iterator[Node]:
    """The factors of a product, a power of a sum as often as that says."""
    for factor in node.factors if isinstance(node, Product) else (node,):
        power = rational(factor.exponent) if isinstance(factor, Power) and isinstance(factor.base, Sum) else None
        if isinstance(factor, Power) and power in range(2, _HIGHEST_POWER + 1):
            yield from [factor.base] * int(power or 0)
        else:
            yield factor


def _terms(factor: Node) -> tuple[Node, ...]:
    return factor.terms if isinstance(factor, Sum) else (factor,)


def _have_one_base(terms: Sequence[Node], place: Place) -> bool:
    """Whether all terms are powers of one base, of the variable or of e, or constants."""
    bases = [base for term in terms if (base := monomial_base(term, place)) is not None]
    return bool(bases) and all(is_term_of(term, bases[0], place) for term in terms)


def _is_whole_power(term: Node) -> bool:
    """Whether a term is one of a polynomial."""
    inner = _size(term)
    factors = inner.factors if isinstance(inner, Product) else (inner,)
    return all(
        isinstance(factor, Name | Number)
        or (isinstance(factor, Power) and isinstance(factor.exponent, Number) and isinstance(factor.base, Name))
        for factor in factors
    )


def _over(term: Node, bottom: Node) -> Node:
    return Negation(Quotient(term.operand, bottom)) if isinstance(term, Negation) else Quotient(term, bottom)


def _size(term: Node) -> Node:
    return term.operand if isinstance(term, Negation) else term


def _squared(term: Node) -> Node:
    return Power(_size(term), Number(2))
