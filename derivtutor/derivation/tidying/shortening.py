"""What is done to sums where it makes a result easier to read: one line, factoring, multiplying out."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from math import gcd, lcm
from typing import TypeAlias

from msgspec import Struct

from derivtutor.derivation.formula import product
from derivtutor.derivation.tidying.factors import E, Factor, size_of, whole
from derivtutor.derivation.tidying.finishing import Finishing, Law
from derivtutor.derivation.tidying.monomial import Monomial
from derivtutor.notation.rational import rational
from derivtutor.notation.shape import base
from derivtutor.notation.tree import (
    Call,
    Name,
    Negation,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    names,
    with_children,
)

_MOST_TERMS = 60
_SQUARES = ("sin", "sec", "csc", "cosh")
"""Functions whose squares are known to be short beside another square."""


class Place(Enum):
    """Where a sum stands, which decides what is worth doing to it."""

    ALONE = auto()
    FACTOR = auto()
    ABOVE_LINE = auto()


Rewriting: TypeAlias = Callable[[Finishing, Sum, Place], Node | None]


class _Sums(Struct, frozen=True):
    """Rewrites the outer sums of a result where that is shorter, or not longer by more than there is room."""

    rewrite: Rewriting
    room: int = 0
    room_above: int = 0

    def __call__(self, finishing: Finishing, expression: Node, place: Place = Place.ALONE) -> Node:
        if isinstance(expression, Sum):
            other = self.rewrite(finishing, expression, place)
            room = self.room_above if place is Place.ABOVE_LINE else self.room
            if other is not None and finishing.length(other) < finishing.length(expression) + room:
                return other
            inside = [has_sum(term) for term in expression.terms]
        elif isinstance(expression, Negation | Quotient):
            inside = [True, *[False] * (len(expression.children) - 1)]
        elif isinstance(expression, Product):
            inside = [type(factor) is Sum for factor in expression.factors]
        elif isinstance(expression, Piecewise):
            inside = [index < len(expression.values) for index in range(len(expression.children))]
        else:
            return expression
        place = _INSIDE.get(type(expression), place) if place is not Place.ABOVE_LINE else place
        children = [
            self(finishing, child, place) if is_inside else child
            for child, is_inside in zip(expression.children, inside, strict=True)
        ]
        shorter = with_children(expression, tuple(children))
        return expression if shorter is expression else finishing.settled(shorter)


_INSIDE = {Quotient: Place.ABOVE_LINE, Product: Place.FACTOR}


def expanded(finishing: Finishing, node: Sum, _: Place = Place.ALONE) -> Node | None:
    """A sum multiplied out, if there are like terms then, or if only numbers stand before its brackets."""
    if len(node.terms) > _MOST_TERMS or not any(map(has_sum, node.terms)):
        return None
    terms: list[Monomial] = []
    for child in node.terms:
        terms += _multiplied_out(finishing, child)
        if len(terms) > _MOST_TERMS:
            return None
    squares = any(factor.is_square_of(name) for term in terms for factor in term.factors.values() for name in _SQUARES)
    only_numbers = all(map(_is_multiple_of_sum, filter(has_sum, node.terms)))
    if len({term.key() for term in terms}) == len(terms) and not squares and not only_numbers:
        return None
    return finishing.total(terms)


def _multiplied_out(finishing: Finishing, term: Node) -> list[Monomial]:
    """The terms of a product of sums; powers of sums up to the third."""
    outside = finishing.monomials.of(term)
    sums: list[Sum] = []
    for key, factor in list(outside.factors.items()):
        if isinstance(factor.base, Sum) and factor.term is None and factor.power in (1, 2, 3):
            sums += [factor.base] * int(factor.power)
            del outside.factors[key]
    terms = [outside]
    for bracket in sums:
        summands = [finishing.monomials.seen(summand) for summand in bracket.terms]
        terms = [finishing.monomials.times(left, right) for left in terms for right in summands]
        if len(terms) > _MOST_TERMS:
            break
    return terms


def content_taken_out(finishing: Finishing, node: Sum, place: Place) -> Node | None:
    """A factor with the numbers, letters and whatever else all its terms share taken out of it."""
    return None if place is Place.ALONE else _factored(finishing, node, of_letters=True)


def _brackets_taken_out(finishing: Finishing, node: Sum, _: Place) -> Node | None:
    """A sum with the brackets, exponentials and functions that all its terms share taken out, if there are any."""
    return _factored(finishing, node, of_letters=False)


def _factored(finishing: Finishing, node: Sum, of_letters: bool) -> Node | None:
    """A sum with what all its terms share taken out; with `of_letters` also if that is numbers and letters alone."""
    if len(node.terms) > _MOST_TERMS or not names(node) or finishing.sums.is_given(node):
        return None
    terms = list(map(finishing.monomials.of, node.terms))
    shared = _shared(finishing, terms)
    if shared.is_of_letters and not of_letters:
        return None
    if not any(term.decimal or term.coefficient.denominator != 1 for term in terms):
        shared.coefficient = gcd(*(term.coefficient.numerator for term in terms))
    if all(term.coefficient < 0 for term in terms):
        shared.coefficient = -shared.coefficient
    if not shared.factors and (shared.coefficient == 1 or (shared.coefficient == -1 and any(map(has_sum, node.terms)))):
        return None
    for term in terms:
        term.divide(shared)
    rest = finishing.total(terms)
    sign, shared.coefficient = shared.coefficient < 0, size_of(shared.coefficient)
    is_one = shared.coefficient == 1 and not shared.factors
    together = rest if is_one else product([finishing.monomials.write(shared), rest])
    factored = finishing.settled(Negation(together) if sign else together)
    are_functions = shared.factors and all(map(_is_of_function, shared.factors.values()))
    has_fractions = are_functions and any(map(is_fraction, node.terms))
    is_worth_it = not has_fractions or finishing.length(factored) + _A_LITTLE < finishing.length(node)
    return factored if is_worth_it else None


_A_LITTLE = 2
"""A function is taken out of fractions only where more signs than these are saved: their denominators stay within."""


def _is_of_function(factor: Factor) -> bool:
    return type(factor.base) is Call


def _shared(finishing: Finishing, terms: list[Monomial]) -> Monomial:
    """The powers that all terms have; of `n x^(n - 1) - x^n` that is `x^(n - 1)`."""
    shared = Monomial()
    for key, factor in terms[0].factors.items():
        powers = [term.power_of(key) for term in terms]
        if min(powers) > 0 or (factor.base == E and max(powers) < 0):
            shared.factors[key] = factor.to(min(powers, key=size_of))
    varies = finishing.monomials.order.varies
    bases = {base for (base, _), factor in shared.factors.items() if factor.term and not varies(factor.term)}
    for term in terms:
        for key, factor in term.factors.items():
            if factor.term is None and factor.power < 0 and key[0] in bases:
                lowest = min(other.power_of(key) for other in terms)
                shared.factors[key] = factor.to(lowest)
                for other in terms:
                    other.factors.setdefault(key, factor.to(0))
    return shared


def _on_one_line(finishing: Finishing, node: Sum, place: Place) -> Node | None:
    """A sum over one line, where that helps."""
    if len(node.terms) > _MOST_TERMS or not _wants_one_line(finishing, node, place):
        return None
    terms = list(map(finishing.monomials.of, node.terms))
    below = least_common_denominator(terms)
    if not below.factors and not _have_one_number_below(terms):
        return None
    if not any(term.decimal for term in terms):
        below.coefficient = lcm(*(term.coefficient.denominator for term in terms))
    lines = sum(any(factor.is_below for factor in term.factors.values()) for term in terms)
    added = 0
    for term in terms:
        term.coefficient = whole(term.coefficient * below.coefficient)
        for key, factor in below.factors.items():
            own = term.factors.setdefault(key, factor.to(0))
            own.power += factor.power
            added += own.power != 0
    if added > 2 * lines:
        return None
    if place is Place.ALONE and _has_powers_of_letters_alone(node) and not all(map(_is_polynomial, terms)):
        return None
    top = finishing.total(terms)
    if isinstance(top, Sum):
        longer = expanded(finishing, top) if _brackets_taken_out(finishing, top, place) is None else None
        if longer is not None and finishing.length(longer) < finishing.length(top):
            top = finishing.noted(longer, top)
    return finishing.settled(Quotient(top, finishing.monomials.write(below)))


COMMON_DENOMINATOR = "rewrite with a common denominator"
_FACTOR_OUT = "factor out what all terms share"

SHORTENING = (
    # A little longer is better than a fraction within a fraction; a common factor is better than a sum.
    Law(
        "common-denominator",
        COMMON_DENOMINATOR,
        _Sums(_on_one_line, 1, 30),
        brackets=1,
        of_fractions=True,
    ),
    Law("factor-out", _FACTOR_OUT, _Sums(_brackets_taken_out, 5, 5), brackets=1),
    Law("expand", "expand", _Sums(expanded), brackets=2),
    Law("factor-out", _FACTOR_OUT, _Sums(content_taken_out, 5, 5), brackets=1),
)
"""The laws of shortening, in the order in which they are tried."""


def _wants_one_line(finishing: Finishing, node: Sum, place: Place) -> bool:
    """Above a line any fraction is one too many; elsewhere one with more below it than numbers and letters is."""
    if all(map(is_fraction, node.terms)) and _have_one_number_below(list(map(finishing.monomials.of, node.terms))):
        return True
    if place is Place.ABOVE_LINE:
        return any(map(is_fraction, node.terms))
    return any(map(_has_line, node.terms)) or (place is Place.FACTOR and all(map(is_fraction, node.terms)))


def _have_one_number_below(terms: list[Monomial]) -> bool:
    """Whether functions and numbers have the same number below their lines: `1/2 - cos(2x)/2`."""
    (below, *others) = {term.coefficient.denominator for term in terms}
    is_alone = not any(term.decimal or any(each.is_below for each in term.factors.values()) for term in terms)
    return below > 1 and not others and is_alone and not all(term.is_of_letters for term in terms)


def least_common_denominator(terms: list[Monomial]) -> Monomial:
    """The powers below the lines of some terms, without numbers."""
    below = Monomial()
    for term in terms:
        for key, factor in term.factors.items():
            known = below.factors.get(key)
            if factor.is_below and (known is None or known.power < -factor.power):
                below.factors[key] = factor.to(-factor.power)
    return below


def has_sum(term: Node) -> bool:
    """Whether a term may be multiplied out."""
    if type(term) is Power:
        return type(term.base) is Sum
    return type(term) is Sum or (type(term) in (Negation, Product, Quotient) and any(map(has_sum, term.children)))


def _is_multiple_of_sum(term: Node) -> bool:
    operand = term.operand if type(term) is Negation else term
    return type(operand) is Product and [type(factor) for factor in operand.factors] == [Number, Sum]


def is_fraction(term: Node) -> bool:
    """Whether a tidy term has anything below a line."""
    return type(term) is Quotient or (type(term) is Negation and type(term.operand) is Quotient)


def _has_line(term: Node) -> bool:
    """Whether a term has a denominator that is more than numbers and whole powers of letters."""
    if type(term) is Quotient:
        return not all(map(_is_simple, _below(term)))
    return type(term) in (Negation, Product) and any(map(_has_line, term.children))


def _has_powers_of_letters_alone(node: Sum) -> bool:
    """Whether nothing but `x^(1/3)` asks for one line: then a polynomial has to come out."""
    below = (bottom for term in node.terms for bottom in _below(term))
    return all(type(base(factor)) in (Name, Number) for factor in below)


def _below(term: Node) -> tuple[Node, ...]:
    operand = term.operand if type(term) is Negation else term
    if type(operand) is not Quotient:
        return ()
    return operand.bottom.factors if type(operand.bottom) is Product else (operand.bottom,)


def _is_polynomial(term: Monomial) -> bool:
    return all(factor.power.denominator == 1 for factor in term.factors.values())


def _is_simple(factor: Node) -> bool:
    if type(factor) is not Power:
        return type(factor) in (Name, Number)
    exponent = rational(factor.exponent)
    return type(factor.base) in (Name, Number) and (exponent is None or exponent.denominator == 1)
