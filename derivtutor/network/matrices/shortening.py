"""Rules that make an expression shorter: diagonals, ones, softmax and logistic functions written in the short way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from derivtutor.network.matrices import building as b
from derivtutor.network.matrices import expression as e
from derivtutor.network.matrices.expression import Expression
from derivtutor.network.matrices.rebuilding import mapped


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
            return with_chain(product, [*before, b.hadamard(left.operand, right), *after])
        if isinstance(right, e.Diagonal) and left.shape[0] == 1:
            row = b.transpose(b.hadamard(b.transpose(left), right.operand))
            return with_chain(product, [*before, row, *after])
        if isinstance(left, e.Diagonal) and isinstance(right, e.Diagonal):
            return with_chain(product, [*before, b.diagonal(b.hadamard(left.operand, right.operand)), *after])
    return None


def with_chain(product: e.Product, chain: Sequence[Expression]) -> Expression:
    return b.multiply(b.number(product.number), *product.scalars, *chain)


def _cancelling(product: e.Product) -> Expression | None:
    """`aᵀ(b ⊘ a)` is the sum of b."""
    if not (e.is_scalar(product) and len(product.chain) == 2):
        return None
    left, right = b.transpose(product.chain[0]), product.chain[1]
    together = b.hadamard(left, right)
    if _entries(together) < _entries(left) + _entries(right):
        return with_chain(product, [b.total_of(together)])
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
                return with_chain(product, [b.total_of(b.multiply(*rest))])
    for place, (left, right) in enumerate(pairwise(chain)):
        if isinstance(left, e.Ones) and isinstance(right, e.Ones) and left.shape[1] == right.shape[0] == 1:
            return with_chain(product, [*chain[:place], e.Ones((left.shape[0], right.shape[1])), *chain[place + 2 :]])
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
