"""Results as textbooks print them: `2Xᵀ(Xw − y)`, `(A + Aᵀ)x`, `(softmax(Wx) − y)xᵀ`."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from derivtutor.network.matrices import building as b
from derivtutor.network.matrices import expression as e
from derivtutor.network.matrices.expression import Expression
from derivtutor.network.matrices.rebuilding import mapped


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


# -- rules that make shorter ---------------------------------------------------------------------------------------


def simplified(expression: Expression) -> Expression:
    """An expression with ones, diagonals and scalar products written in the short way."""
    before = None
    while before != expression:
        before = expression
        expression = mapped(expression, _shorter)
    return expression


def _shorter(expression: Expression) -> Expression:
    for shorten in _SHORTER.get(type(expression), ()):
        found = shorten(expression)
        if found is not None:
            return found
    return expression


def _diagonal_times(product: e.Product) -> Expression | None:
    """`diag(v) u` is `v ⊙ u`, `uᵀ diag(v)` the transpose of that, and `diag(u) diag(v)` is `diag(u ⊙ v)`."""
    chain = product.chain
    for place, (left, right) in enumerate(pairwise(chain)):
        before, after = chain[:place], chain[place + 2 :]
        if isinstance(left, e.Diagonal) and right.shape[1] == 1:
            return _with_chain(product, [*before, b.hadamard(left.operand, right), *after])
        if isinstance(right, e.Diagonal) and left.shape[0] == 1:
            row = b.transpose(b.hadamard(b.transpose(left), right.operand))
            return _with_chain(product, [*before, row, *after])
        if isinstance(left, e.Diagonal) and isinstance(right, e.Diagonal):
            return _with_chain(product, [*before, b.diagonal(b.hadamard(left.operand, right.operand)), *after])
    return None


def _with_chain(product: e.Product, chain: Sequence[Expression]) -> Expression:
    return b.multiply(b.number(product.number), *product.scalars, *chain)


def _cancelling(product: e.Product) -> Expression | None:
    """`aᵀ(b ⊘ a)` is the sum of b."""
    if not (e.is_scalar(product) and len(product.chain) == 2):
        return None
    left, right = b.transpose(product.chain[0]), product.chain[1]
    together = b.hadamard(left, right)
    if _entries(together) < _entries(left) + _entries(right):
        return _with_chain(product, [b.total_of(together)])
    return None


def _entries(array: Expression) -> Fraction:
    """How often something is multiplied or divided by, entry by entry."""
    chain = b.parted(array).chain
    factors = [factor for each in chain for factor in (each.factors if isinstance(each, e.Hadamard) else (each,))]
    return sum([abs(each.exponent) if isinstance(each, e.Power) else Fraction(1) for each in factors], Fraction(0))


def _by_ones(product: e.Product) -> Expression | None:
    """`𝟏ᵀu` is the sum of the entries."""
    chain = product.chain
    if len(chain) > 1 and e.is_scalar(product):
        for ones, rest in ((chain[0], chain[1:]), (chain[-1], chain[:-1])):
            if isinstance(ones, e.Ones):
                return _with_chain(product, [b.total_of(b.multiply(*rest))])
    for place, (left, right) in enumerate(pairwise(chain)):
        if isinstance(left, e.Ones) and isinstance(right, e.Ones) and left.shape[1] == right.shape[0] == 1:
            return _with_chain(product, [*chain[:place], e.Ones((left.shape[0], right.shape[1])), *chain[place + 2 :]])
    return None


def _scalar_number(node: e.Total) -> Expression | None:
    """Sums of entries that are known: n ones, and what softmax makes adds up to 1."""
    if isinstance(node.operand, e.Softmax):
        return b.ONE
    if isinstance(node.operand, e.Ones):
        return b.multiply(*[e.Size(side) for side in node.operand.shape if side != 1])
    return _sum_of_deviations(node.operand)


def _sum_of_deviations(operand: Expression) -> Expression | None:
    """The sum of `x − sum(x)/n` is 0."""
    if not isinstance(operand, e.Sum) or not any(isinstance(each, e.Ones) for each in e.parts(operand)):
        return None
    whole = b.total([simplified(b.total_of(term)) for term in operand.terms])
    return whole if isinstance(whole, e.Zero) else None


def _over_itself(product: e.Product) -> Expression | None:
    """`exp(u)/sum(exp(u))` is softmax(u)."""
    for place, factor in enumerate(product.chain):
        column = factor.operand if isinstance(factor, e.Transpose) else factor
        below = e.Power(e.Total(column), Fraction(-1))
        if isinstance(column, e.Apply) and column.function == "exp" and 1 in column.shape and below in product.scalars:
            others = [scalar for scalar in product.scalars if scalar != below]
            short: Expression = e.Softmax(column.operand)
            short = short if factor is column else b.transpose(short)
            chain = [*product.chain[:place], short, *product.chain[place + 1 :]]
            return b.multiply(b.number(product.number), *others, *chain)
    return None


def _is_exponential(node: Expression) -> bool:
    return isinstance(node, e.Apply) and node.function == "exp"


def _logistic(node: e.Product | e.Hadamard) -> Expression | None:
    """`exp(u)/(1 + exp(u))` is σ(u)."""
    factors = list(node.scalars if isinstance(node, e.Product) else node.factors)
    for each in factors:
        if _is_exponential(each):
            below = e.Power(b.total([b.ones_like(each), each]), Fraction(-1))
            if below in factors:
                rest = [b.apply("sigmoid", each.children[0]), *[f for f in factors if f not in (each, below)]]
                if isinstance(node, e.Hadamard):
                    return b.hadamard(*rest) if len(rest) > 1 else rest[0]
                return b.multiply(b.number(node.number), *rest, *node.chain)
    return None


_SHORTER: dict[type, tuple[Callable[[Any], Expression | None], ...]] = {
    e.Product: (_diagonal_times, _cancelling, _by_ones, _over_itself, _logistic),
    e.Hadamard: (_logistic,),
    e.Total: (_scalar_number,),
    e.Diagonal: (lambda node: e.Identity(node.shape[0]) if isinstance(node.operand, e.Ones) else None,),
    e.Trace: (lambda node: e.Size(node.operand.size) if isinstance(node.operand, e.Identity) else None,),
}


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
        return b.total([_with_chain(expression, [part]) for part in parts])
    for place, factor in enumerate(expression.chain):
        inner = factor.operand if isinstance(factor, e.Transpose) else factor
        if isinstance(inner, e.Sum):
            terms = [b.transpose(term) if inner is not factor else term for term in inner.terms]
            before, after = expression.chain[:place], expression.chain[place + 1 :]
            return b.total([_distributed(_with_chain(expression, [*before, term, *after])) for term in terms])
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
