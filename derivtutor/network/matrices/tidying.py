"""Results as textbooks print them: `2Xᵀ(Xw − y)`, `(A + Aᵀ)x`, `(softmax(Wx) − y)xᵀ`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from derivtutor.network.matrices import building as b
from derivtutor.network.matrices import expression as e
from derivtutor.network.matrices.expression import Expression
from derivtutor.network.matrices.rebuilding import mapped
from derivtutor.network.matrices.shortening import simplified, with_chain


def tidied(expression: Expression) -> Expression:
    """The shorter one of an expression as it is and with brackets multiplied out, common factors in front of both."""
    if _terms_without_brackets(expression) > _MOST_TERMS:
        return factored(simplified(expression))
    as_it_is, without_brackets = [factored(simplified(way)) for way in (expression, expanded(expression))]
    is_worth_it = 4 * _weight(without_brackets) <= 3 * _weight(as_it_is)
    return without_brackets if is_worth_it else as_it_is


_MOST_TERMS = 60


def _terms_without_brackets(expression: Expression) -> int:
    """How many terms there are at most when all is multiplied out."""
    if isinstance(expression, e.Sum):
        return sum(map(_terms_without_brackets, expression.terms))
    if isinstance(expression, e.Product | e.Hadamard):
        return math.prod(map(_terms_without_brackets, expression.children))
    return max(map(_terms_without_brackets, expression.children), default=1)


def _weight(expression: Expression) -> int:
    """How long an expression reads: its letters and signs, repeated ones each time."""
    return sum(_WEIGHTS.get(type(part), 1) for part in e.parts(expression))


_WEIGHTS: dict[type, int] = {e.Product: 0, e.Transpose: 0, e.Inverse: 0, e.Diagonal: 3}


# -- brackets ------------------------------------------------------------------------------------------------------


def expanded(expression: Expression) -> Expression:
    """Products of sums as sums of products, where matrices are multiplied."""
    return mapped(expression, _distributed)


def _distributed(expression: Expression) -> Expression:
    if isinstance(expression, e.Hadamard):
        return _distributed_entries(expression)
    if not isinstance(expression, e.Product):
        return expression
    if len(expression.chain) == 1 and isinstance(expression.chain[0], e.Hadamard):
        inside = _distributed_entries(expression.chain[0])
        parts = inside.terms if isinstance(inside, e.Sum) else (inside,)
        return b.total([with_chain(expression, [part]) for part in parts])
    for place, factor in enumerate(expression.chain):
        inner = factor.operand if isinstance(factor, e.Transpose) else factor
        if isinstance(inner, e.Sum):
            terms = [b.transpose(term) if inner is not factor else term for term in inner.terms]
            before, after = expression.chain[:place], expression.chain[place + 1 :]
            return b.total([_distributed(with_chain(expression, [*before, term, *after])) for term in terms])
    return _distributed_scalars(expression)


def _distributed_scalars(expression: e.Product) -> Expression:
    for place, scalar in enumerate(expression.scalars):
        if isinstance(scalar, e.Sum):
            others = [*expression.scalars[:place], *expression.scalars[place + 1 :]]
            rest = b.multiply(b.number(expression.number), *others, *expression.chain)
            return b.total([_distributed(b.multiply(term, rest)) for term in scalar.terms])
    return expression


def _distributed_entries(expression: e.Hadamard) -> Expression:
    for place, factor in enumerate(expression.factors):
        if isinstance(factor, e.Sum):
            before, after = expression.factors[:place], expression.factors[place + 1 :]
            return b.total([_distributed(b.hadamard(*before, term, *after)) for term in factor.terms])
    return expression


def factored(expression: Expression) -> Expression:
    """A sum with common factors in front or behind; one with a positive term in front."""
    if not isinstance(expression, e.Sum):
        return expression
    terms = [b.parted(term) for term in expression.terms]
    for at_end in (False, True):
        group = _largest_group(terms, at_end)
        if group:
            rest = [term for term in terms if term not in group]
            return factored(b.total([_taken_out(group, at_end), *rest]))
    return _over_common_scalars(_positive_first(_grouped_by_scalars(expression)))


def _grouped_by_scalars(expression: e.Sum) -> e.Sum:
    """Matrices under the same scalars in one bracket, where there are other terms."""
    groups: dict[frozenset[Expression], list[e.Product]] = {}
    for term in map(b.parted, expression.terms):
        groups.setdefault(frozenset(term.scalars), []).append(term)
    if expression.shape == e.SCALAR or len(groups) == 1 or not any(scalars for scalars in groups):
        return expression
    terms = [_over_common_scalars(e.Sum(tuple(group))) if len(group) > 1 else group[0] for group in groups.values()]
    return e.Sum(tuple([b.numbered(each.number, each) if isinstance(each, e.Product) else each for each in terms]))


def _largest_group(terms: Sequence[e.Product], at_end: bool) -> list[e.Product]:
    """The terms that have their first or last matrix in common, if there are two of them."""
    place = -1 if at_end else 0
    groups: dict[Expression, list[e.Product]] = {}
    for term in terms:
        if term.chain:
            groups.setdefault(term.chain[place], []).append(term)
    halves = [half for group in groups.values() for half in _halves(group, at_end)]
    largest = max(halves, key=len, default=[])
    return largest if len(largest) > 1 else []


def _halves(group: Sequence[e.Product], at_end: bool) -> tuple[list[e.Product], list[e.Product]]:
    """Those of which something is left when a matrix is taken out, and those of which nothing is."""
    longer = [term for term in group if _rest(term, 1, at_end)]
    return longer, [term for term in group if not _rest(term, 1, at_end)]


def _rest(term: e.Product, count: int, at_end: bool) -> tuple[Expression, ...]:
    return term.chain[:-count] if at_end else term.chain[count:]


def _taken_out(group: Sequence[e.Product], at_end: bool) -> Expression:
    count = 1
    while (
        all(len(term.chain) > count + 1 for term in group)
        and len({_common(term, count + 1, at_end) for term in group}) == 1
    ):
        count += 1
    common = _common(group[0], count, at_end)
    shared = [scalar for scalar in group[0].scalars if all(scalar in term.scalars for term in group)]
    divisor = _common_number([term.number for term in group])
    inside = b.total(
        [
            b.multiply(b.number(term.number / divisor), *_without(term.scalars, shared), *_rest(term, count, at_end))
            for term in group
        ]
    )
    bracket = factored(inside)
    factors = [bracket, *common] if at_end else [*common, bracket]
    return b.multiply(b.number(divisor), *shared, *factors)


def _without(scalars: Sequence[Expression], shared: Sequence[Expression]) -> list[Expression]:
    return [scalar for scalar in scalars if scalar not in shared]


def _common(term: e.Product, count: int, at_end: bool) -> tuple[Expression, ...]:
    return term.chain[-count:] if at_end else term.chain[:count]


def _common_number(numbers: Sequence[Fraction]) -> Fraction:
    """The number all are multiples of that leaves the first positive one without a minus."""
    sizes = {abs(number) for number in numbers}
    size = sizes.pop() if len(sizes) == 1 else _common_divisor(numbers)
    return -size if all(number < 0 for number in numbers) else size


def _common_divisor(numbers: Sequence[Fraction]) -> Fraction:
    top = math.gcd(*[number.numerator for number in numbers])
    bottom = math.lcm(*[number.denominator for number in numbers])
    return Fraction(top, bottom)


def _positive_first(expression: e.Sum) -> e.Sum:
    terms = sorted(expression.terms, key=lambda term: b.parted(term).number < 0)
    is_negative = b.parted(expression.terms[0]).number < 0
    return e.Sum(tuple(terms)) if is_negative else expression


def _over_common_scalars(expression: e.Sum) -> Expression:
    """What all terms are divided by, below all of them; a number that all have, and an inverse length, in front."""
    terms = [b.parted(term) for term in expression.terms]
    shared = [scalar for scalar in terms[0].scalars if all(scalar in term.scalars for term in terms)]
    divisor = _common_number([term.number for term in terms])
    if not shared and (divisor == 1 or expression.shape == e.SCALAR):
        return expression
    inside = [
        b.multiply(b.number(term.number / divisor), *_without(term.scalars, shared), *term.chain) for term in terms
    ]
    return b.multiply(b.number(divisor), *shared, b.total(inside)) if shared else expression
