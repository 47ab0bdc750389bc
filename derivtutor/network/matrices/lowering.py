"""From what was typed to a matrix expression, once the shapes are known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from derivtutor.network.matrices import building as b
from derivtutor.network.matrices.calls import norm_index
from derivtutor.network.matrices.dimensions import is_scalar
from derivtutor.network.matrices.expression import (
    SCALAR,
    Constant,
    Expression,
    Identity,
    Literal,
    Ones,
    Shape,
    Size,
    Softmax,
    Symbol,
    Zero,
)
from derivtutor.network.matrices.inference import Inference, is_power_of_function
from derivtutor.notation.arrays import (
    Array,
    ElementwisePower,
    ElementwiseProduct,
    ElementwiseQuotient,
    MatrixProduct,
    Transpose,
)
from derivtutor.notation.rational import rational
from derivtutor.notation.tree import CONSTANTS, Call, Name, Negation, Node, Number, Power, Product, Quotient, Sum


class Lowering:
    """Builds the expression of a tree, of whose parts the shapes were found."""

    def __init__(self, letters: Mapping[str, Symbol], inference: Inference) -> None:
        self.text, self.letters, self.dotted = inference.text, letters, inference.dotted
        self.sides, self.named = inference.sides, inference.names

    def of(self, node: Any) -> Expression:
        exact = rational(node) if isinstance(node, Quotient | Negation | Product | Power) else None
        if exact is not None:
            return b.number(exact)
        return _RULES[type(node)](self, node)

    def shape(self, node: Any) -> Shape:
        return self.named.shape(self.sides[id(node)])

    def number(self, node: Number) -> Expression:
        shape = self.shape(node)
        return b.number(node.value) if shape == SCALAR else Ones(shape)

    def name(self, node: Name) -> Expression:
        if node.name in self.letters:
            return self.letters[node.name]
        return Identity(self.shape(node)[0]) if node.name == "I" else Constant(node)

    def sum(self, node: Sum) -> Expression:
        """Scalars beside arrays are added to each entry."""
        terms = [self.of(term) for term in node.terms]
        array = next((term for term in terms if term.shape != SCALAR), None)
        if array is not None:
            ones = Ones(array.shape)
            terms = [b.multiply(term, ones) if term.shape == SCALAR else term for term in terms]
        return b.total(terms)

    def product(self, node: Product | MatrixProduct) -> Expression:
        factors = [self.of(factor) for factor in node.children]
        dot = self.dotted.get(id(node), 0)
        return b.multiply(b.transpose(b.multiply(*factors[:dot])), *factors[dot:]) if dot else b.multiply(*factors)

    def quotient(self, node: Quotient) -> Expression:
        return b.multiply(self.of(node.top), b.power(self.of(node.bottom), Fraction(-1)))

    def entrywise(self, node: ElementwiseProduct) -> Expression:
        return _entrywise(self.of(node.left), self.of(node.right))

    def entrywise_quotient(self, node: ElementwiseQuotient) -> Expression:
        return _entrywise(self.of(node.left), b.power(self.of(node.right), Fraction(-1)))

    def power(self, node: Power) -> Expression:
        if isinstance(node.exponent, Name) and node.exponent.name == "T":
            return b.transpose(self.of(node.base))
        exponent = rational(node.exponent)
        if exponent is not None and not is_power_of_function(node) and not is_scalar(self.sides[id(node.base)]):
            return b.matrix_power(self.of(node.base), int(exponent))
        return self.raised(node.base, node.exponent)

    def entrywise_power(self, node: ElementwisePower) -> Expression:
        return self.raised(node.left, node.right)

    def raised(self, base: Node, exponent: Node) -> Expression:
        exact = rational(exponent)
        if isinstance(base, Name) and base.name == "e" and "e" not in self.letters:
            return b.apply("exp", self.of(exponent))
        if exact is not None:
            return b.power(self.of(base), exact)
        raised = self.of(exponent)
        logarithm = self.logarithm(base)
        return b.apply("exp", _entrywise(raised, logarithm))

    def logarithm(self, base: Any) -> Expression:
        if any(isinstance(part, Name) and part.name in self.letters for part in _parts(base)):
            return b.apply("ln", self.of(base))
        return Constant(Call("ln", (base,)))

    def transpose(self, node: Transpose) -> Expression:
        return b.transpose(self.of(node.operand))

    def array(self, node: Array) -> Expression:
        rows = [row.entries if isinstance(row, Array) else (row,) for row in node.entries]
        return Literal(tuple([tuple([rational(entry) or Fraction(0) for entry in row]) for row in rows]))

    # -- functions ---------------------------------------------------------------------------------------------

    def call(self, node: Call) -> Expression:
        if node.function in _OF_ARGUMENTS:
            return _OF_ARGUMENTS[node.function](*[self.of(argument) for argument in node.arguments])
        if node.function in _OF_CALLS:
            sizes = node.function in ("eye", "ones", "zeros")
            given = [] if sizes else [self.of(argument) for argument in node.arguments]
            return _OF_CALLS[node.function](self, node, given)
        if node.function not in ("sqrt", "cbrt") and not self.has_letters(node):
            return Constant(node)
        operand = self.of(node.arguments[0])
        root = {"sqrt": Fraction(1, 2), "cbrt": Fraction(1, 3)}.get(node.function)
        if root is None:
            return b.apply(node.function, operand)
        return b.power(operand, root) if self.has_letters(node) else Constant(node)

    def has_letters(self, node: Any) -> bool:
        return any(isinstance(part, Name) and part.name not in CONSTANTS for part in _parts(node))

    def bars(self, node: Call, given: list[Expression]) -> Expression:
        is_entrywise = self.sides[id(node)] is self.sides[id(node.arguments[0])] or given[0].shape == SCALAR
        return b.apply("abs", given[0]) if is_entrywise else b.determinant(given[0])

    def norm(self, node: Call, given: list[Expression]) -> Expression:
        return b.total_of(b.apply("abs", given[0])) if norm_index(self.text, node) == "1" else b.norm(given[0])

    def logarithm_of(self, node: Call, given: list[Expression]) -> Expression:
        over = b.power(Constant(Call("ln", (node.arguments[0],))), Fraction(-1))
        return b.multiply(over, b.apply("ln", given[1]))


def _parts(node: Any) -> list[Any]:
    found, pending = [], [node]
    while pending:
        found.append(pending.pop())
        pending.extend(found[-1].children)
    return found


def _entrywise(left: Expression, right: Expression) -> Expression:
    if SCALAR in (left.shape, right.shape):
        return b.multiply(left, right)
    return b.hadamard(left, right)


def _count(operand: Expression) -> Expression:
    """How many entries there are."""
    return b.multiply(*[Size(side) for side in operand.shape if side != 1])


def mean(operand: Expression) -> Expression:
    return b.multiply(b.power(_count(operand), Fraction(-1)), b.total_of(operand))


def _squared(left: Expression, right: Expression) -> Expression:
    return b.power(b.total([left, b.negative(right)]), Fraction(2))


def _binary(p: Expression, y: Expression) -> Expression:
    one = b.ones_like(p)
    rest = [b.total([one, b.negative(each)]) for each in (y, p)]
    terms = [b.hadamard(y, b.apply("ln", p)), b.hadamard(rest[0], b.apply("ln", rest[1]))]
    return b.negative(b.total(terms))


def _cross(p: Expression, y: Expression) -> Expression:
    return b.negative(b.total_of(b.hadamard(y, b.apply("ln", p))))


def _dot(left: Expression, right: Expression) -> Expression:
    return b.multiply(b.transpose(left), right) if left.shape[1] == 1 else b.total_of(b.hadamard(left, right))


_RULES: dict[type, Callable[[Lowering, Any], Expression]] = {
    Number: Lowering.number,
    Name: Lowering.name,
    Sum: Lowering.sum,
    Negation: lambda low, n: b.negative(low.of(n.operand)),
    Product: Lowering.product,
    MatrixProduct: Lowering.product,
    Quotient: Lowering.quotient,
    Power: Lowering.power,
    Call: Lowering.call,
    ElementwiseProduct: Lowering.entrywise,
    ElementwiseQuotient: Lowering.entrywise_quotient,
    ElementwisePower: Lowering.entrywise_power,
    Transpose: Lowering.transpose,
    Array: Lowering.array,
}
_OF_ARGUMENTS: Mapping[str, Callable[..., Expression]] = {
    "tr": b.trace,
    "det": b.determinant,
    "logdet": b.log_determinant,
    "inv": b.inverse,
    "sum": b.total_of,
    "mean": mean,
    "softmax": Softmax,
    "log_softmax": lambda operand: b.apply("ln", Softmax(operand)),
    "logsumexp": lambda operand: b.apply("ln", b.total_of(b.apply("exp", operand))),
    "outer": lambda left, right: b.multiply(left, b.transpose(right)),
    "dot": _dot,
    "bce": lambda p, y: mean(_binary(p, y)),
    "mse": lambda one, other: mean(_squared(one, other)),
    "cross_entropy": _cross,
    "softmax_cross_entropy": lambda z, y: _cross(Softmax(z), y),
    "transpose": b.transpose,
}
_OF_CALLS: Mapping[str, Callable[[Lowering, Call, list[Expression]], Expression]] = {
    "abs": Lowering.bars,
    "norm": Lowering.norm,
    "diag": lambda _, __, given: b.diagonal(given[0]) if given[0].shape[1] == 1 else b.diagonal_of(given[0]),
    "max": lambda _, __, given: b.apply("relu", next(each for each in given if not isinstance(each, Zero))),
    "log": Lowering.logarithm_of,
    "eye": lambda low, node, _: Identity(low.shape(node)[0]),
    "ones": lambda low, node, _: Ones(low.shape(node)),
    "zeros": lambda low, node, _: Zero(low.shape(node)),
}
