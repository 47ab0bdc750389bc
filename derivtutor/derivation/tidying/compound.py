"""Fractions within fractions, brackets that cancel one another, and roots of powers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import combinations, islice, permutations
from itertools import product as product_of
from typing import TypeAlias

from msgspec import Struct

from derivtutor.derivation.formula import negated, product, total
from derivtutor.derivation.tidying.factors import Factor, Key, Rational, raised, whole
from derivtutor.derivation.tidying.finishing import Finishing, Law
from derivtutor.derivation.tidying.monomial import Monomial
from derivtutor.derivation.tidying.shortening import (
    COMMON_DENOMINATOR,
    Place,
    content_taken_out,
    expanded,
    is_fraction,
    least_common_denominator,
)
from derivtutor.derivation.tidying.signs import Signs
from derivtutor.derivation.tidying.spread import spread, together
from derivtutor.notation.polynomial import Coefficients, coefficients, common_divisor, divided, polynomial
from derivtutor.notation.shape import ROOTS
from derivtutor.notation.tree import (
    Call,
    Name,
    Negation,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    names,
    parts,
    with_children,
)

Rewriting: TypeAlias = Callable[[Finishing, Monomial], Node | None]


_MOST_PAIRS = 20
_DEEPEST = 2
"""So many levels of sums and products are looked into from the outside."""


class Products(Struct, frozen=True):
    """Rewrites the outer product of a result, and the terms of its outer sums; some only where that is shorter.

    To save time, a result is looked into only if it has a sum that is `wanted`.
    """

    rewrite: Rewriting
    if_shorter: bool = False
    wanted: Callable[[Sum], bool] | None = None

    def __call__(self, finishing: Finishing, node: Node, levels: int = _DEEPEST) -> Node:
        wanted = self.wanted
        is_whole = levels == _DEEPEST
        if wanted and is_whole and not any(type(part) is Sum and wanted(part) for part in parts(node)):
            return node
        if isinstance(node, Sum):
            terms = [self(finishing, term, levels - 1) if levels else term for term in node.terms]
            other = with_children(node, tuple(terms))
            return node if other is node else finishing.settled(other)
        rewritten = self.rewrite(finishing, finishing.monomials.of(node))
        if rewritten is None:
            return self._within(finishing, node, levels)
        settled = finishing.settled(rewritten)
        return node if self.if_shorter and finishing.length(settled) >= finishing.length(node) else settled

    def _within(self, finishing: Finishing, node: Node, levels: int) -> Node:
        if not levels or not isinstance(node, Negation | Product | Quotient):
            return node
        inside = node.children[:1] if isinstance(node, Quotient) else node.children
        children = [self(finishing, child, levels - 1) if isinstance(child, _OUTER) else child for child in inside]
        other = with_children(node, (*children, *node.children[len(children) :]))
        return node if other is node else finishing.settled(other)


_OUTER = (Sum, Negation, Product)


def brackets(monomial: Monomial) -> Iterator[tuple[Key, Factor]]:
    """The factors that are sums to a rational power."""
    return ((key, each) for key, each in monomial.factors.items() if isinstance(each.base, Sum) and each.term is None)


def replaced(finishing: Finishing, monomial: Monomial, instead: dict[Key, Node]) -> Node:
    """A monomial with other factors in the place of some."""
    rest = monomial.copy()
    for key in instead:
        del rest.factors[key]
    return together(spread(product([finishing.monomials.write(rest), *instead.values()])))


def power_like(base: Node, factor: Factor) -> Node:
    """Another base to the power of a factor."""
    if factor.power < 0:
        return Quotient(Number(1), Factor(base, None, -factor.power, factor.root).spelled(-factor.power))
    return Factor(base, None, factor.power, factor.root).spelled(factor.power)


def _cleared(finishing: Finishing, monomial: Monomial, of_letters: bool = False) -> Node | None:
    """Where a bracket below the line has fractions in it, multiply it by what stands below theirs."""
    for key, factor in brackets(monomial):
        terms = [finishing.monomials.of(term) for term in factor.base.children] if factor.power < 0 else []
        below = least_common_denominator(terms)
        below.coefficient = math.lcm(*(term.coefficient.denominator for term in terms))
        is_one = below.coefficient == 1 and not below.factors
        if is_one or any(term.decimal for term in terms) or (of_letters and not below.factors):
            continue
        times = [finishing.monomials.write(finishing.monomials.times(term, below)) for term in terms]
        bracket = finishing.settled(total(times))
        root = _root_of(finishing, below, factor.power.denominator)
        root = root or _root_of_bracket(finishing, below, bracket, factor)
        if root is None:
            continue
        if isinstance(bracket, Sum):
            bracket = expanded(finishing, bracket) or bracket
        if isinstance(bracket, Sum):
            bracket = content_taken_out(finishing, bracket, Place.FACTOR) or bracket
        taken_out = raised(root, -factor.power.numerator)
        return replaced(finishing, monomial, {key: product([taken_out, _root_worked_out(bracket, factor)])})
    return None


def _cleared_of_letters(finishing: Finishing, monomial: Monomial) -> Node | None:
    """Fractions of numbers alone, as in `1/(1 + x^2/4)`, are usual; others are not."""
    return _cleared(finishing, monomial, of_letters=True)


def _root_worked_out(bracket: Node, factor: Factor) -> Node:
    """A power of a bracket; of a number that is a square the root is worked out."""
    value = bracket.value if isinstance(bracket, Number) and factor.power.denominator == 2 else None
    if isinstance(value, int) and value > 0 and math.isqrt(value) ** 2 == value:
        return power_like(Number(math.isqrt(value)), Factor(bracket, None, whole(factor.power * 2)))
    return power_like(bracket, factor)


def _root_of_bracket(finishing: Finishing, below: Monomial, bracket: Node, factor: Factor) -> Node | None:
    """The root of a bracket below the line in a root: that is never negative, nor is what is above it."""
    written = finishing.monomials.write(below)
    signs = Signs(finishing, written)
    is_square_root = factor.power.denominator == 2 and below.coefficient == 1 and len(below.factors) > 0
    known = is_square_root and (signs.never_negative(written) or signs.never_negative(bracket))
    return Call("sqrt", (written,)) if known else None


def _root_of(finishing: Finishing, below: Monomial, degree: int) -> Node | None:
    """A root of a product, if it is a product again: of `4x^2` it is `2|x|`."""
    if degree == 1:
        return finishing.monomials.write(below)
    if any(factor.term is not None for factor in below.factors.values()):
        return None
    root = round(below.coefficient ** (1 / degree))
    if root**degree != below.coefficient or any(factor.power % degree for factor in below.factors.values()):
        return None
    factors: list[Node] = [Number(root)] if root != 1 or not below.factors else []
    for factor in below.factors.values():
        power = whole(Fraction(factor.power) / degree)
        base = Call("abs", (factor.base,)) if degree % 2 == 0 and power.numerator % 2 else factor.base
        factors.append(power_like(base, Factor(base, None, power)))
    return product(factors)


def _opposite(finishing: Finishing, monomial: Monomial) -> Node | None:
    """`u - v` cancels with `v - u`, but for the sign."""
    for (key, factor), (_, other) in permutations(brackets(monomial), 2):
        if factor.power <= 0 or factor.power.denominator != 1 or other.power >= 0:
            continue
        turned = Sum(tuple([negated(term) for term in factor.base.children]))
        if finishing.monomials.number_of(turned) == finishing.monomials.number_of(other.base):
            sign = Negation(other.base) if factor.power.numerator % 2 else other.base
            return replaced(finishing, monomial, {key: raised(sign, factor.power.numerator)})
    return None


def _leading_minus(finishing: Finishing, monomial: Monomial) -> Node | None:
    """`-(u - v)` is `v - u`: above a line, and where the bracket was made on the way."""
    is_fraction = any(factor.is_below for factor in monomial.factors.values())
    for key, factor in brackets(monomial) if monomial.coefficient < 0 else ():
        bracket, terms = factor.base, factor.base.children
        if factor.power != 1 or len(terms) != 2 or not isinstance(bracket, Sum) or not isinstance(terms[1], Negation):
            continue
        if not is_given(finishing, bracket) and (is_fraction or not finishing.is_raw(bracket)):
            ordered = terms if isinstance(terms[0], Negation) else reversed(terms)
            return replaced(finishing, monomial, {key: Negation(Sum(tuple(map(negated, ordered))))})
    return None


def _common_factor(finishing: Finishing, monomial: Monomial, of_functions: bool = False) -> Node | None:
    """Polynomials above and below the line that have a divisor in common: in a letter, or in a function."""
    every = list(brackets(monomial))
    tops = [(key, each) for key, each in every if each.power == 1]
    bottoms = [(key, each) for key, each in every if each.power < 0 and each.power.denominator == 1]
    for (key, top), (other, bottom) in islice(product_of(tops, bottoms), _MOST_PAIRS):
        unknown = _unknown(top.base, bottom.base)
        if isinstance(unknown, Call) != of_functions:
            continue
        above = _coefficients(top.base, unknown)
        below = _coefficients(bottom.base, unknown) if above else None
        if unknown is None or not above or not below:  # there is nothing to cancel with 0
            continue
        common = common_divisor(above, below)
        if len(common) > 1:
            sign = -1 if max(divided(below, common)) <= 0 else 1
            divisor = tuple([sign * value for value in common])
            left, under = (_polynomial(divided(each, divisor), unknown) for each in (above, below))
            rest = power_like(bottom.base, bottom.to(whole(bottom.power + 1))) if bottom.power != -1 else Number(1)
            return replaced(finishing, monomial, {key: left, other: product([Quotient(Number(1), under), rest])})
    return None


def _common_factor_of_functions(finishing: Finishing, monomial: Monomial) -> Node | None:
    """Such as `1 - cos(x)` in `1 - cos(x)^2`."""
    return _common_factor(finishing, monomial, of_functions=True)


def _unknown(*sums: Node) -> Node | None:
    """The one letter that sums have in them, or the one function of it that hides it everywhere."""
    letters = frozenset().union(*map(names, sums))
    if len(letters) != 1:
        return None
    (letter,) = letters
    calls = {part for each in sums for part in parts(each) if type(part) is Call}
    return None if len(calls) > 1 else calls.pop() if calls else Name(letter)


def _coefficients(node: Node, unknown: Node | None) -> Coefficients | None:
    if unknown is None or isinstance(unknown, Name):
        return coefficients(node, unknown.name) if unknown else None
    hidden = _put(node, unknown, _HIDING)
    return coefficients(hidden, _HIDING.name) if names(hidden) == {_HIDING.name} else None


def _polynomial(values: Coefficients, unknown: Node) -> Node:
    if isinstance(unknown, Name):
        return polynomial(values, unknown.name)
    return _put(polynomial(values, _HIDING.name), _HIDING, unknown)


def _put(node: Node, old: Node, new: Node) -> Node:
    """An expression with another part in the place of one."""
    return new if node == old else with_children(node, tuple([_put(child, old, new) for child in node.children]))


_HIDING = Name("u")


def _has_fractions(node: Sum) -> bool:
    return any(map(is_fraction, node.terms))


def _conjugates(finishing: Finishing, monomial: Monomial) -> Node | None:
    """`(u - v)(u + v)` is `u^2 - v^2`: below the line, and where one of the two was made on the way."""
    bases = Counter(base for base, _ in monomial.factors)  # those with a symbolic power beside it occur twice
    alone = ((key, factor) for key, factor in brackets(monomial) if bases[key[0]] == 1)
    for (key, left), (other, right) in combinations(alone, 2):
        is_one_power = left.power == right.power and (left.power < 0 or left.power == 1)
        if not (is_one_power or _are_roots_of_lines(left, right)) or not _are_conjugates(finishing, left, right):
            continue
        if left.power != 1 or not (is_given(finishing, left.base) and is_given(finishing, right.base)):
            power = max(left.power, right.power)
            whole_product = Sum((Product((left.base, right.base)), Number(0)))
            difference = expanded(finishing, whole_product)
            if isinstance(difference, Sum) and len(difference.terms) == 2:
                rests = [product([power_like(difference, left.to(power)), _rest(left, power)]), _rest(right, power)]
                return replaced(finishing, monomial, dict(zip((key, other), rests, strict=True)))
    return None


def _are_roots_of_lines(left: Factor, right: Factor) -> bool:
    """Whether both stand under roots below the line, without powers in them: `(1 + x)^(3/2) sqrt(1 - x)`."""
    are_roots = all(each.power < 0 and each.power.denominator == 2 for each in (left, right))
    return are_roots and not any(isinstance(part, Power) for each in (left, right) for part in parts(each.base))


def _rest(factor: Factor, power: Rational) -> Node:
    """What is left of a power when another is taken from it."""
    left = factor.power - power
    return power_like(factor.base, factor.to(whole(left))) if left else Number(1)


def _perfect_square(finishing: Finishing, monomial: Monomial) -> Node | None:
    """A factor `x^2 - 2x + 1` is `(x - 1)^2`."""
    for key, factor in brackets(monomial) if len(monomial.factors) > 1 else ():
        if factor.power != 1 or len(factor.base.children) != 3 or is_given(finishing, factor.base):
            continue
        unknown = _unknown(factor.base)
        values = _coefficients(factor.base, unknown)
        if unknown is None or values is None:
            continue
        if len(values) == 3 and values[1] ** 2 == 4 * values[0] * values[2]:
            root = common_divisor(values, (values[1], 2 * values[2]))
            (scale,) = divided(divided(values, root), root)
            square = Power(_polynomial(root, unknown), Number(2))
            return replaced(finishing, monomial, {key: product([polynomial((scale,), ""), square])})
    return None


def _put_on_one_line(finishing: Finishing, monomial: Monomial) -> Node | None:
    """`x(1 + 1/x)` is `x + 1`; and `1 + u/v` goes on one line where what is above it cancels."""
    bases = {base for base, _ in monomial.factors}
    for key, factor in brackets(monomial) if len(monomial.factors) > 1 else ():
        if factor.power != 1 or not any(map(is_fraction, factor.base.children)):
            continue
        terms = list(map(finishing.monomials.of, factor.base.children))
        below = least_common_denominator(terms)
        if not below.factors or any(term.decimal for term in terms):
            continue
        top = finishing.total([finishing.monomials.times(term, below) for term in terms])
        cancels = all(monomial.power_of(each) >= other.power for each, other in below.factors.items())
        if cancels or finishing.monomials.number_of(top) in bases:
            return replaced(finishing, monomial, {key: Quotient(top, finishing.monomials.write(below))})
    return None


def is_given(finishing: Finishing, bracket: Node) -> bool:
    """Whether a sum stands in the problem."""
    return isinstance(bracket, Sum) and finishing.sums.is_given(bracket)


def _are_conjugates(finishing: Finishing, left: Factor, right: Factor) -> bool:
    """Whether two sums of two terms have the same terms but for signs."""
    if len(left.base.children) != 2 or len(right.base.children) != 2:
        return False
    terms = [
        sorted(finishing.structure(term.operand if isinstance(term, Negation) else term) for term in each.base.children)
        for each in (left, right)
    ]
    return terms[0] == terms[1]


_IN_POLYNOMIALS = frozenset({"sin", "cos", "tan", "cot", "sec", "csc", "ln", "sinh", "cosh", "tanh", *ROOTS})
_CANCEL = "cancel the common factor"
_CLEAR = "clear the fraction within the fraction"

COMPOUND = (
    Law("compound-fraction", _CLEAR, Products(_cleared_of_letters), brackets=1, of_fractions=True, required=True),
    Law("compound-fraction", _CLEAR, Products(_cleared), brackets=1, of_fractions=True),
    Law("opposite", "use u − v = −(v − u)", Products(_opposite), brackets=2, of_fractions=True, required=True),
    Law("leading-minus", "use −(u − v) = v − u", Products(_leading_minus), brackets=1),
    Law("common-factor", _CANCEL, Products(_common_factor, True), brackets=2, of_fractions=True, required=True),
    Law(
        "common-factor",
        _CANCEL,
        Products(_common_factor_of_functions, True),
        _IN_POLYNOMIALS,
        brackets=2,
        of_fractions=True,
    ),
    Law(
        "common-denominator",
        COMMON_DENOMINATOR,
        Products(_put_on_one_line, wanted=_has_fractions),
        brackets=1,
        of_fractions=True,
    ),
    Law("perfect-square", "use u² ± 2uv + v² = (u ± v)²", Products(_perfect_square), brackets=1),
    Law(
        "conjugates",
        "use (u − v)(u + v) = u² − v²",
        Products(_conjugates, if_shorter=True),
        brackets=2,
    ),
)
"""The laws of fractions within fractions."""
