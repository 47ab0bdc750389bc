"""Functions of one operand: traces, totals, diagonals, norms, determinants."""

from __future__ import annotations

from fractions import Fraction

from derivtutor.network.matrices.building.products import hadamard, linear, multiply, or_itself, transpose
from derivtutor.network.matrices.building.sums import ONE, number, numbered, parted, scaled
from derivtutor.network.matrices.expression import (
    Apply,
    Determinant,
    Diagonal,
    DiagonalOf,
    Differential,
    Expression,
    Hadamard,
    Identity,
    LogDeterminant,
    Norm,
    Ones,
    Total,
    Trace,
    Transpose,
    is_scalar,
)


def apply(function: str, operand: Expression) -> Expression:
    return Apply(function, operand)


trace = or_itself(linear(Trace))
total_of = or_itself(linear(Total))


def diagonal_of(operand: Expression) -> Expression:
    """The diagonal: that of `u vᵀ` is `u ⊙ v`."""
    if is_scalar(operand):
        return operand
    product = parted(operand)
    narrow = next((place for place, factor in enumerate(product.chain[:-1], 1) if factor.shape[1] == 1), None)
    if narrow is not None:
        left, right = multiply(*product.chain[:narrow]), multiply(*product.chain[narrow:])
        return multiply(number(product.number), *product.scalars, hadamard(left, transpose(right)))
    if isinstance(operand, Hadamard):
        return hadamard(*map(diagonal_of, operand.factors))
    if isinstance(operand, Transpose):
        return DiagonalOf(operand.operand)
    if isinstance(operand, Diagonal):
        return operand.operand
    return Ones((operand.shape[0], 1)) if isinstance(operand, Identity) else linear(DiagonalOf)(operand)


def differential(operand: Expression) -> Expression:
    """`d(…)`, a number in front of it."""
    product = parted(operand)
    return scaled(product.number, Differential(numbered(Fraction(1), product)))


def norm(operand: Expression) -> Expression:
    return apply("abs", operand) if is_scalar(operand) else Norm(operand)


def determinant(operand: Expression) -> Expression:
    return operand if is_scalar(operand) else Determinant(operand)


def log_determinant(operand: Expression) -> Expression:
    return apply("ln", operand) if is_scalar(operand) else LogDeterminant(operand)


def ones_like(expression: Expression) -> Expression:
    return ONE if is_scalar(expression) else Ones(expression.shape)
