"""Matrix expressions: few small nodes, each with a shape; a column vector has one column, a scalar one row as well.

They are built by `building`, which keeps them in order: products flat, numbers and scalars in front.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any, TypeAlias, TypeVar

from derivtutor.notation import tree
from derivtutor.notation.tree import TreeNode

Dimension: TypeAlias = int | str
"""A number of rows or columns, or a letter for one."""
Shape: TypeAlias = tuple[Dimension, Dimension]
Name: TypeAlias = str
T = TypeVar("T")

SCALAR: Shape = (1, 1)


class Symbol(TreeNode, frozen=True):
    """A letter of a shape."""

    name: Name
    shape: Shape
    is_symmetric: bool = False
    children = ()


class Constant(TreeNode, frozen=True):
    """A number that is no fraction, such as √2 or π."""

    value: tree.Node
    shape = SCALAR
    children = ()


class Size(TreeNode, frozen=True):
    """A dimension as a number."""

    dimension: Dimension
    shape = SCALAR
    children = ()


class Identity(TreeNode, frozen=True):
    size: Dimension
    children = ()

    @property
    def shape(self) -> Shape:
        return (self.size, self.size)


class Ones(TreeNode, frozen=True):
    """All entries are 1."""

    shape: Shape
    children = ()


class Zero(TreeNode, frozen=True):
    shape: Shape
    children = ()


class Literal(TreeNode, frozen=True):
    """Numbers, row by row."""

    rows: tuple[tuple[Fraction, ...], ...]
    children = ()

    @property
    def shape(self) -> Shape:
        return (len(self.rows), len(self.rows[0]))


class Product(TreeNode, frozen=True):
    """A number, times scalars in any order, times matrices in theirs. A number alone is a product of nothing else."""

    number: Fraction
    scalars: tuple[Expression, ...]
    chain: tuple[Expression, ...]

    @property
    def children(self) -> tuple[Expression, ...]:
        return self.scalars + self.chain

    @property
    def shape(self) -> Shape:
        return (self.chain[0].shape[0], self.chain[-1].shape[1]) if self.chain else SCALAR


class Sum(TreeNode, frozen=True):
    """Two or more terms of one shape."""

    terms: tuple[Expression, ...]

    @property
    def children(self) -> tuple[Expression, ...]:
        return self.terms

    @property
    def shape(self) -> Shape:
        return self.terms[0].shape


class _OfOne(TreeNode, frozen=True):
    operand: Expression

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.operand,)

    @property
    def shape(self) -> Shape:
        return self.operand.shape


class _ScalarOfOne(TreeNode, frozen=True):
    operand: Expression
    shape = SCALAR

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.operand,)


class Transpose(_OfOne, frozen=True):
    operand: Expression

    @property
    def shape(self) -> Shape:
        return (self.operand.shape[1], self.operand.shape[0])


class Inverse(_OfOne, frozen=True):
    """`A⁻¹` of a square matrix."""

    operand: Expression


class MatrixPower(TreeNode, frozen=True):
    """`A²`, `A³`, `A⁻²` … of a square matrix."""

    base: Expression
    exponent: int

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.base,)

    @property
    def shape(self) -> Shape:
        return self.base.shape


class Trace(_ScalarOfOne, frozen=True):
    operand: Expression


class Determinant(_ScalarOfOne, frozen=True):
    operand: Expression


class LogDeterminant(_ScalarOfOne, frozen=True):
    operand: Expression


class Norm(_ScalarOfOne, frozen=True):
    """The length of a vector; of a matrix the Frobenius norm."""

    operand: Expression


class Total(_ScalarOfOne, frozen=True):
    """The sum of all entries."""

    operand: Expression


class Softmax(_OfOne, frozen=True):
    operand: Expression


class Diagonal(_OfOne, frozen=True):
    """A vector on the diagonal of a matrix."""

    operand: Expression

    @property
    def shape(self) -> Shape:
        return (self.operand.shape[0], self.operand.shape[0])


class DiagonalOf(_OfOne, frozen=True):
    """The diagonal of a matrix as a vector."""

    operand: Expression

    @property
    def shape(self) -> Shape:
        return (self.operand.shape[0], 1)


class Apply(TreeNode, frozen=True):
    """A function of one number, applied to each entry."""

    function: str
    operand: Expression

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.operand,)

    @property
    def shape(self) -> Shape:
        return self.operand.shape


class Power(TreeNode, frozen=True):
    """Each entry, or the scalar, raised to a power."""

    base: Expression
    exponent: Fraction

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.base,)

    @property
    def shape(self) -> Shape:
        return self.base.shape


class Hadamard(TreeNode, frozen=True):
    """Two or more arrays multiplied entry by entry."""

    factors: tuple[Expression, ...]

    @property
    def children(self) -> tuple[Expression, ...]:
        return self.factors

    @property
    def shape(self) -> Shape:
        return self.factors[0].shape


class Differential(_OfOne, frozen=True):
    """`dX`, or `d(…)` of what is yet to be worked out."""

    operand: Expression


Expression: TypeAlias = (
    Symbol
    | Constant
    | Size
    | Identity
    | Ones
    | Zero
    | Literal
    | Product
    | Sum
    | Transpose
    | Inverse
    | MatrixPower
    | Trace
    | Determinant
    | LogDeterminant
    | Norm
    | Total
    | Softmax
    | Diagonal
    | DiagonalOf
    | Apply
    | Power
    | Hadamard
    | Differential
)
Table: TypeAlias = Mapping[type, Callable[..., T]]
"""What each kind of node means."""


def parts(expression: Expression) -> Iterator[Expression]:
    """An expression and everything in it, from the outside in."""
    pending: list[Any] = [expression]
    while pending:
        current = pending.pop()
        yield current
        pending.extend(reversed(current.children))


def contains(expression: Expression, name: str) -> bool:
    """Whether a letter occurs in an expression."""
    return any(isinstance(part, Symbol) and part.name == name for part in parts(expression))


def has_differential(expression: Expression) -> bool:
    return any(isinstance(part, Differential) for part in parts(expression))


def is_scalar(expression: Expression) -> bool:
    return expression.shape == SCALAR


def size(expression: Expression) -> int:
    """How many nodes there are; products of letters count as short."""
    return sum(1 for _ in parts(expression))
