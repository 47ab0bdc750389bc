"""Products in order, flat, numbers and scalars in front; and what is built with them: powers, transposes, inverses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from derivtutor.network.matrices.building.sums import ONE, negative, number, numbered, parted, total
from derivtutor.network.matrices.expression import (
    SCALAR,
    Diagonal,
    Expression,
    Hadamard,
    Identity,
    Inverse,
    Literal,
    MatrixPower,
    Ones,
    Power,
    Product,
    Shape,
    Sum,
    Symbol,
    Transpose,
    Zero,
    is_scalar,
)
from derivtutor.network.matrices.likeness import likeness

# -- products ------------------------------------------------------------------------------------------------------


def multiply(*factors: Expression) -> Expression:
    """A matrix product with scalars anywhere in it."""
    value, scalars, chain = Fraction(1), list[Expression](), list[Expression]()
    if any(isinstance(factor, Zero) for factor in factors):
        return Zero(_shape_of(factors))
    for product in map(parted, factors):
        value *= product.number
        scalars += product.scalars
        if product.chain and is_scalar(product):
            scalars.append(Product(Fraction(1), (), product.chain))
        else:
            chain += product.chain
    chain = _joined(chain)
    inner, chain = _scalars_within(chain)
    scalars += inner
    if chain and chain[0].shape[0] == chain[-1].shape[1] == 1:
        if not scalars:
            return numbered(value, Product(value, (), tuple(chain)))
        scalars.append(Product(Fraction(1), (), tuple(chain)))
        chain = []
    shape = (chain[0].shape[0], chain[-1].shape[1]) if chain else _shape_of(factors)
    if not chain and shape != SCALAR:
        chain = [Identity(shape[0])]
    return _with_scalars(value, scalars, chain)


def _shape_of(factors: Sequence[Expression]) -> Shape:
    matrices = [factor.shape for factor in factors if not is_scalar(factor)]
    return (matrices[0][0], matrices[-1][1]) if matrices else SCALAR


def _with_scalars(value: Fraction, scalars: list[Expression], chain: list[Expression]) -> Expression:
    powers: dict[Expression, Fraction] = {}
    for scalar in scalars:
        base, exponent = (scalar.base, scalar.exponent) if isinstance(scalar, Power) else (scalar, Fraction(1))
        powers[base] = powers.get(base, Fraction(0)) + exponent
    kept: list[Expression] = []
    for base, exponent in powers.items():
        if exponent:
            kept.append(base if exponent == 1 else Power(base, exponent))
    if not chain and len(kept) == 1 and isinstance(kept[0], Product):
        return numbered(value * kept[0].number, kept[0])
    return numbered(value, Product(value, tuple(kept), tuple(chain)))


def _joined(chain: list[Expression]) -> list[Expression]:
    """Neighbours that are one: no identities, `A A⁻¹` gone, `A A` a power."""
    kept: list[Expression] = []
    for factor in chain:
        if isinstance(factor, Identity):
            continue
        if not kept:
            kept.append(factor)
            continue
        before = kept.pop()
        kept += _neighbours(before, factor)
    return kept


def _neighbours(left: Expression, right: Expression) -> list[Expression]:
    (base, one), (other, two) = _power_of(left), _power_of(right)
    if base != other or left.shape[0] != left.shape[1]:
        return [left, right]
    together = matrix_power(base, one + two)
    return [] if isinstance(together, Identity) else [together]


def _power_of(factor: Expression) -> tuple[Expression, int]:
    if isinstance(factor, Transpose) and isinstance(factor.operand, Inverse):
        return transpose(factor.operand.operand), -1
    if isinstance(factor, Inverse):
        base, exponent = _power_of(factor.operand)
        return base, -exponent
    return (factor.base, factor.exponent) if isinstance(factor, MatrixPower) else (factor, 1)


def _scalars_within(chain: list[Expression]) -> tuple[list[Expression], list[Expression]]:
    """A row times … times a column within a chain is a scalar, and stands in front."""
    found: list[Expression] = []
    start = 0
    while start < len(chain):
        end = next((end for end in range(start + 1, len(chain)) if chain[end].shape[1] == 1), None)
        is_all = start == 0 and end == len(chain) - 1 and not found
        if chain[start].shape[0] == 1 and end is not None and not is_all:
            later = [place for place in range(start + 1, end + 1) if chain[place].shape[0] == 1]
            start_of = later[-1] if later else start
            found.append(Product(Fraction(1), (), tuple(chain[start_of : end + 1])))
            chain = _joined(chain[:start_of] + chain[end + 1 :])
            start = 0
        else:
            start += 1
    return found, chain


# -- entry by entry ------------------------------------------------------------------------------------------------


def hadamard(*factors: Expression) -> Expression:
    """A product entry by entry; its numbers and scalars in front."""
    if is_scalar(factors[0]):
        return multiply(*factors)
    if any(isinstance(factor, Zero) for factor in factors):
        return Zero(factors[0].shape)
    value, scalars = Fraction(1), list[Expression]()
    powers: dict[Expression, Fraction] = {}
    for product in map(parted, factors):
        value *= product.number
        scalars += product.scalars
        bare = numbered(Fraction(1), Product(Fraction(1), (), product.chain))
        for factor in bare.factors if isinstance(bare, Hadamard) else (bare,):
            base, exponent = (factor.base, factor.exponent) if isinstance(factor, Power) else (factor, Fraction(1))
            powers[base] = powers.get(base, Fraction(0)) + exponent
    kept = [power(base, exponent) for base, exponent in powers.items() if exponent and not isinstance(base, Ones)]
    whole: Expression = Ones(factors[0].shape)
    if kept:
        whole = Hadamard(tuple(kept)) if len(kept) > 1 else kept[0]
    return multiply(numbered(value, Product(value, (), ())), *scalars, whole)


def power(base: Expression, exponent: Fraction) -> Expression:
    """Each entry raised to a power."""
    whole = exponent.denominator == 1
    if exponent == 1:
        return base
    if not exponent:
        return ONE if is_scalar(base) else Ones(base.shape)
    if isinstance(base, Ones):
        return base
    if isinstance(base, Power) and (whole or base.exponent.denominator != 1):
        return power(base.base, base.exponent * exponent)
    if isinstance(base, Hadamard) and whole:
        return hadamard(*[power(factor, exponent) for factor in base.factors])
    if isinstance(base, Product) and whole and len(base.chain) < 2:
        raised = [power(factor, exponent) for factor in base.children]
        return multiply(number(Fraction(base.number) ** exponent.numerator), *raised)
    return Power(base, exponent)


# -- transposes, inverses and powers of matrices --------------------------------------------------------------------


def transpose(expression: Expression) -> Expression:
    """The transpose, as far inside as it goes but for sums."""
    if is_scalar(expression):
        return expression
    return _TRANSPOSED.get(type(expression), Transpose)(expression)


def _transposed_sum(expression: Sum) -> Expression:
    turned = [transpose(term) for term in expression.terms]
    if {likeness(parted(term)) for term in turned} == {likeness(parted(term)) for term in expression.terms}:
        again = total([*expression.terms, *map(negative, turned)])
        if isinstance(again, Zero):
            return expression
    return Transpose(expression)


def _transposed_product(expression: Product) -> Expression:
    scalars = (number(expression.number), *expression.scalars)
    return multiply(*scalars, *[transpose(factor) for factor in reversed(expression.chain)])


def _transposed_inverse(expression: Inverse) -> Expression:
    is_same = transpose(expression.operand) == expression.operand
    return expression if is_same else Transpose(expression)


_TRANSPOSED: dict[type, Callable[[Any], Expression]] = {
    Transpose: lambda e: e.operand,
    Symbol: lambda e: e if e.is_symmetric else Transpose(e),
    Sum: _transposed_sum,
    Product: _transposed_product,
    Identity: lambda e: e,
    Diagonal: lambda e: e,
    Ones: lambda e: Ones((e.shape[1], e.shape[0])),
    Zero: lambda e: Zero((e.shape[1], e.shape[0])),
    Literal: lambda e: Literal(tuple(zip(*e.rows, strict=True))),
    Inverse: _transposed_inverse,
    MatrixPower: lambda e: matrix_power(transpose(e.base), e.exponent),
}


def inverse(expression: Expression) -> Expression:
    if is_scalar(expression):
        return power(expression, Fraction(-1))
    if isinstance(expression, Transpose):
        return transpose(inverse(expression.operand))
    if isinstance(expression, Inverse):
        return expression.operand
    if isinstance(expression, Identity):
        return expression
    if isinstance(expression, MatrixPower):
        return matrix_power(expression.base, -expression.exponent)
    if isinstance(expression, Diagonal):
        return diagonal(power(expression.operand, Fraction(-1)))
    product = parted(expression)
    bare = numbered(Fraction(1), Product(Fraction(1), (), product.chain))
    scalars = [power(scalar, Fraction(-1)) for scalar in product.scalars]
    return multiply(number(1 / product.number), *scalars, Inverse(bare))


def matrix_power(base: Expression, exponent: int) -> Expression:
    """`Aⁿ` for any whole n."""
    if not exponent:
        return Identity(base.shape[0])
    if exponent == -1:
        return inverse(base)
    if exponent == 1 or isinstance(base, Identity):
        return base
    if isinstance(base, MatrixPower):
        return matrix_power(base.base, base.exponent * exponent)
    if isinstance(base, Inverse):
        return matrix_power(base.operand, -exponent)
    if isinstance(base, Product) and (base.scalars or base.number != 1):
        scalars = [power(scalar, Fraction(exponent)) for scalar in base.scalars]
        bare = numbered(Fraction(1), Product(Fraction(1), (), base.chain))
        return multiply(number(Fraction(base.number) ** exponent), *scalars, matrix_power(bare, exponent))
    return MatrixPower(base, exponent)


# -- diagonals ------------------------------------------------------------------------------------------------------


def linear(kind: Callable[[Expression], Expression]) -> Callable[[Expression], Expression]:
    """A linear function of a product: its number and scalars stand in front."""

    def build(operand: Expression) -> Expression:
        if isinstance(operand, Zero):
            return Zero(kind(operand).shape)
        if not isinstance(operand, Product):
            return kind(operand)
        bare = numbered(Fraction(1), Product(Fraction(1), (), operand.chain))
        return multiply(number(operand.number), *operand.scalars, kind(bare))

    return build


def or_itself(build: Callable[[Expression], Expression]) -> Callable[[Expression], Expression]:
    return lambda operand: operand if is_scalar(operand) else build(operand)


diagonal = or_itself(linear(Diagonal))
