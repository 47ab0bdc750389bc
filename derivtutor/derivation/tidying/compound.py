"""Fractions within fractions, brackets that cancel one another, and roots of powers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import combinations, permutations
from typing import TypeAlias

from msgspec import Struct

from derivtutor.derivation.formula import product, total
from derivtutor.derivation.tidying.factors import Factor, Key, whole
from derivtutor.derivation.tidying.finishing import Finishing, Law
from derivtutor.derivation.tidying.monomial import Monomial
from derivtutor.derivation.tidying.shortening import Place, content_taken_out, expanded, least_common_denominator
from derivtutor.notation.polynomial import coefficients, common_divisor, divided, polynomial
from derivtutor.notation.rational import rational
from derivtutor.notation.tree import (
    KEEPING,
    Call,
    Negation,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    fold,
    names,
    with_children,
)

Rewriting: TypeAlias = Callable[[Finishing, Monomial], Node | None]


class _Products(Struct, frozen=True):
    """Rewrites the outer product of a result, and the terms of its outer sums; some only where that is shorter."""

    rewrite: Rewriting
    if_shorter: bool = False

    def __call__(self, finishing: Finishing, node: Node) -> Node:
        if isinstance(node, Sum):
            other = with_children(node, tuple([self(finishing, term) for term in node.terms]))
            return node if other is node else finishing.settled(other)
        rewritten = self.rewrite(finishing, finishing.monomials.of(node))
        if rewritten is None:
            return self._within(finishing, node)
        settled = finishing.settled(rewritten)
        return node if self.if_shorter and finishing.length(settled) >= finishing.length(node) else settled

    def _within(self, finishing: Finishing, node: Node) -> Node:
        if not isinstance(node, Negation | Product | Quotient):
            return node
        inside = node.children[:1] if isinstance(node, Quotient) else node.children
        children = [self(finishing, child) if isinstance(child, _OUTER) else child for child in inside]
        other = with_children(node, (*children, *node.children[len(children) :]))
        return node if other is node else finishing.settled(other)


_OUTER = (Sum, Negation, Product)


def _brackets(monomial: Monomial) -> Iterator[tuple[Key, Factor]]:
    """The factors that are sums to a rational power."""
    return ((key, each) for key, each in monomial.factors.items() if isinstance(each.base, Sum) and each.term is None)


def _with(finishing: Finishing, monomial: Monomial, replaced: dict[Key, Node]) -> Node:
    """A monomial with other factors in the place of some."""
    rest = monomial.copy()
    for key in replaced:
        del rest.factors[key]
    return product([finishing.monomials.write(rest), *replaced.values()])


def _power(base: Node, factor: Factor) -> Node:
    """Another base to the power of a factor."""
    if factor.power < 0:
        return Quotient(Number(1), Factor(base, None, -factor.power, factor.root).spelled(-factor.power))
    return Factor(base, None, factor.power, factor.root).spelled(factor.power)


def _cleared(finishing: Finishing, monomial: Monomial, of_letters: bool = False) -> Node | None:
    """Where a bracket below the line has fractions in it, multiply it by what stands below theirs."""
    for key, factor in _brackets(monomial):
        terms = [finishing.monomials.of(term) for term in factor.base.children] if factor.power < 0 else []
        below = least_common_denominator(terms)
        below.coefficient = math.lcm(*(term.coefficient.denominator for term in terms))
        root = _root_of(finishing, below, factor.power.denominator)
        if root is None or root == Number(1) or any(term.decimal for term in terms):
            continue
        if of_letters and not below.factors:
            continue
        times = [finishing.monomials.write(finishing.monomials.times(term, below)) for term in terms]
        bracket = finishing.settled(total(times))
        if isinstance(bracket, Sum):
            bracket = expanded(finishing, bracket) or bracket
        if isinstance(bracket, Sum):
            bracket = content_taken_out(finishing, bracket, Place.FACTOR) or bracket
        taken_out = _raised(root, -factor.power.numerator)
        return _with(finishing, monomial, {key: product([taken_out, _power(bracket, factor)])})
    return None


def _cleared_of_letters(finishing: Finishing, monomial: Monomial) -> Node | None:
    """Fractions of numbers alone, as in `1/(1 + x^2/4)`, are usual; others are not."""
    return _cleared(finishing, monomial, of_letters=True)


def _raised(base: Node, power: int) -> Node:
    return base if power == 1 else Power(base, Number(power))


def _root_of(finishing: Finishing, below: Monomial, degree: int) -> Node | None:
    """A root of a product, if it is a product again: of `4x^2` it is `2|x|`."""
    number = round(below.coefficient ** (1 / degree))
    if number**degree != below.coefficient or any(factor.power % degree for factor in below.factors.values()):
        return None
    factors: list[Node] = [Number(number)] if number != 1 or not below.factors else []
    for factor in below.factors.values():
        power = whole(Fraction(factor.power) / degree)
        base = Call("abs", (factor.base,)) if degree % 2 == 0 and power.numerator % 2 else factor.base
        factors.append(_power(base, Factor(base, None, power)))
    return product(factors)


def _opposite(finishing: Finishing, monomial: Monomial) -> Node | None:
    """`u - v` cancels with `v - u`, but for the sign."""
    for (key, factor), (_, other) in permutations(_brackets(monomial), 2):
        if factor.power <= 0 or factor.power.denominator != 1 or other.power >= 0:
            continue
        turned = Sum(tuple([_negated(term) for term in factor.base.children]))
        if finishing.monomials.number_of(turned) == finishing.monomials.number_of(other.base):
            sign = Negation(other.base) if factor.power.numerator % 2 else other.base
            return _with(finishing, monomial, {key: _raised(sign, factor.power.numerator)})
    return None


def _leading_minus(finishing: Finishing, monomial: Monomial) -> Node | None:
    """`-(u - v)` is `v - u`: above a line, and where the bracket was made on the way."""
    is_fraction = any(factor.is_below for factor in monomial.factors.values())
    for key, factor in _brackets(monomial) if monomial.coefficient < 0 else ():
        bracket, terms = factor.base, factor.base.children
        if factor.power != 1 or len(terms) != 2 or not isinstance(bracket, Sum) or not isinstance(terms[1], Negation):
            continue
        if not finishing.sums.is_given(bracket) and (is_fraction or not finishing.is_raw(bracket)):
            ordered = terms if isinstance(terms[0], Negation) else reversed(terms)
            return _with(finishing, monomial, {key: Negation(Sum(tuple(map(_negated, ordered))))})
    return None


def _negated(term: Node) -> Node:
    return term.operand if isinstance(term, Negation) else Negation(term)


def _common_factor(finishing: Finishing, monomial: Monomial) -> Node | None:
    """Polynomials above and below the line that have a divisor in common."""
    for (key, top), (other, bottom) in permutations(_brackets(monomial), 2):
        letters = names(top.base) | names(bottom.base)
        if not (top.power == 1 and bottom.power < 0 and bottom.power.denominator == 1 and len(letters) == 1):
            continue
        (letter,) = letters
        above, below = coefficients(top.base, letter), coefficients(bottom.base, letter)
        common = common_divisor(above, below) if above and below else ()
        if above is None or below is None:
            continue
        common = common_divisor(above, below)
        if len(common) > 1:
            left, under = (polynomial(divided(each, common), letter) for each in (above, below))
            rest = _power(bottom.base, bottom.to(whole(bottom.power + 1))) if bottom.power != -1 else Number(1)
            return _with(finishing, monomial, {key: left, other: product([Quotient(Number(1), under), rest])})
    return None


def _conjugates(finishing: Finishing, monomial: Monomial) -> Node | None:
    """`(u - v)(u + v)` below the line is `u^2 - v^2`."""
    for (key, left), (other, right) in combinations(_brackets(monomial), 2):
        if left.power == right.power < 0 and len(left.base.children) == len(right.base.children) == 2:
            whole_product = Sum((Product((left.base, right.base)), Number(0)))
            together = expanded(finishing, whole_product)
            if isinstance(together, Sum) and len(together.terms) == 2:
                return _with(finishing, monomial, {key: _power(together, left), other: Number(1)})
    return None


def _roots_of_powers(finishing: Finishing, node: Node) -> Node:
    """`sqrt(x^3)` is `x sqrt(x)`, `sqrt(x^2)` is `|x|`, `cbrt(x^2)` is `cbrt(x)^2`."""

    def rewritten(part: Node, children: list[Node]) -> Node:
        kept = with_children(part, tuple(children))
        degree = _degree(kept)
        inside = kept.children[-1]
        power = rational(inside.exponent) if isinstance(inside, Power) else None
        if degree is None or power is None or not isinstance(inside, Power) or power.denominator != 1 or power < 2:
            return kept
        base = Call("abs", (inside.base,)) if degree % 2 == 0 and power % 2 == 0 else inside.base
        root = with_children(kept, (*kept.children[:-1], base))
        times, rest = divmod(power.numerator, degree)
        written = [Power(base, Number(times))] if times else []
        return finishing.settled(product([*written, *([Power(root, Number(rest))] if rest else [])]))

    other = fold(node, {**KEEPING, Call: rewritten})
    return node if other is node else finishing.settled(other)


def _degree(call: Node) -> int | None:
    """Of which degree a root is."""
    if not isinstance(call, Call) or call.function not in ("sqrt", "cbrt", "root"):
        return None
    degree = {"sqrt": Fraction(2), "cbrt": Fraction(3)}.get(call.function) or rational(call.arguments[0])
    return degree.numerator if degree is not None and degree.denominator == 1 and degree > 1 else None


_CLEAR = "clear the fraction within the fraction"

COMPOUND = (
    Law(
        "root-of-power",
        "take the power out of the root",
        _roots_of_powers,
        frozenset({"sqrt", "cbrt", "root"}),
        required=True,
    ),
    Law("compound-fraction", _CLEAR, _Products(_cleared_of_letters), brackets=1, of_fractions=True, required=True),
    Law("compound-fraction", _CLEAR, _Products(_cleared), brackets=1, of_fractions=True),
    Law("opposite", "u − v = −(v − u)", _Products(_opposite), brackets=2, of_fractions=True, required=True),
    Law("leading-minus", "−(u − v) = v − u", _Products(_leading_minus), brackets=1),
    Law(
        "common-factor",
        "cancel the common factor",
        _Products(_common_factor, if_shorter=True),
        brackets=2,
        of_fractions=True,
        required=True,
    ),
    Law(
        "conjugates",
        "use (u − v)(u + v) = u² − v²",
        _Products(_conjugates, if_shorter=True),
        brackets=2,
        of_fractions=True,
    ),
)
"""The laws of fractions within fractions."""
