"""When two terms are like terms: `aᵀx` and `xᵀa` are, and `tr(A X)` and `tr(Xᵀ Aᵀ)`."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from fractions import Fraction

from derivtutor.network.matrices.expression import (
    Diagonal,
    Expression,
    Identity,
    Power,
    Product,
    Symbol,
    Trace,
    Transpose,
    is_scalar,
)


def likeness(product: Product) -> Hashable:
    """What like terms have in common: all but their number."""
    is_inner = bool(product.chain) and is_scalar(product)
    powers: dict[Hashable, Fraction] = {_inner(product.chain): Fraction(1)} if is_inner else {}
    for scalar in product.scalars:
        base, exponent = (scalar.base, scalar.exponent) if isinstance(scalar, Power) else (scalar, Fraction(1))
        key = _scalar(base)
        powers[key] = powers.get(key, Fraction(0)) + exponent
    return frozenset(powers.items()), () if is_inner else product.chain


def _scalar(scalar: Expression) -> Hashable:
    if isinstance(scalar, Trace):
        return _round(scalar.operand)
    if isinstance(scalar, Product) and scalar.number == 1 and not scalar.scalars:
        return _inner(scalar.chain)
    return scalar


def _inner(chain: Sequence[Expression]) -> Hashable:
    """A scalar product, whichever way round."""
    return min((tuple(chain), _turned(chain)), key=repr)


def _round(operand: Expression) -> Hashable:
    """What is under a trace, from whichever factor on and whichever way round."""
    chain = operand.chain if isinstance(operand, Product) else (operand,)
    ways = [tuple(way[start:]) + tuple(way[:start]) for way in (chain, _turned(chain)) for start in range(len(chain))]
    return "trace", min(ways, key=repr)


def _turned(chain: Sequence[Expression]) -> tuple[Expression, ...]:
    return tuple([_flipped(factor) for factor in reversed(chain)])


def _flipped(factor: Expression) -> Expression:
    """The transpose as far as likeness goes."""
    if isinstance(factor, Transpose):
        return factor.operand
    is_own = isinstance(factor, Identity | Diagonal) or (isinstance(factor, Symbol) and factor.is_symmetric)
    return factor if is_own else Transpose(factor)
