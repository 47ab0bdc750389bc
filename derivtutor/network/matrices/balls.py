"""The value of an expression at matrices in balls (Arb): the true entries lie in them, or there is no value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from operator import add, mul
from typing import Any, TypeAlias

from derivtutor.libraries import flint
from derivtutor.network.matrices import expression as e
from derivtutor.network.matrices.evaluate import Place, UndefinedError
from derivtutor.network.matrices.expression import Expression, Shape
from derivtutor.notation import tree
from derivtutor.notation.ball import balls, evaluate_ball, evaluate_balls
from derivtutor.notation.rational import number

Balls: TypeAlias = Any
"""A `flint.arb_mat`."""

_U = tree.Name("u")
_LOW = Fraction(1, 100)


class Evaluation:
    """Values at a place, with so many bits; those of the letters are rational numbers.

    Raises:
        UndefinedError: where a part has no value, or it cannot be decided whether it has.
    """

    def __init__(self, place: Place, precision: int) -> None:
        self.place, self.precision = place, precision
        self.known: dict[Expression, Balls] = {}

    def __call__(self, expression: Expression) -> Balls:
        with flint.ctx.workprec(self.precision):
            return self.of(expression)

    def of(self, node: Expression) -> Balls:
        if node not in self.known:
            self.known[node] = self._worked_out(node)
        return self.known[node]

    def _worked_out(self, node: Expression) -> Balls:
        try:
            found = _VALUES[type(node)](self, node)
        except (ZeroDivisionError, ValueError, OverflowError) as error:
            raise UndefinedError(node) from error
        if not all(entry.is_finite() for entry in found.entries()):
            raise UndefinedError(node)
        return found

    def scalar(self, node: Expression) -> Any:
        return self.of(node)[0, 0]

    # -- what there is from the beginning ----------------------------------------------------------------------

    def letter(self, node: e.Symbol) -> Balls:
        rows = self.place.values[node.name]
        exact = [Fraction(entry.real) for row in rows for entry in row]
        return flint.arb_mat(len(rows), len(rows[0]), balls(exact, self.precision))

    def constant(self, node: e.Constant) -> Balls:
        value = evaluate_ball(node.value, {}, self.precision)
        if value is None:
            raise UndefinedError(node)
        return one(value)

    def filled(self, shape: Shape, value: Callable[[int, int], int]) -> Balls:
        rows, columns = map(self.place.size, shape)
        return flint.arb_mat(rows, columns, [value(row, column) for row in range(rows) for column in range(columns)])

    def literal(self, node: e.Literal) -> Balls:
        entries = [entry for row in node.rows for entry in row]
        return flint.arb_mat(*node.shape, balls(entries, self.precision))

    # -- products and powers -----------------------------------------------------------------------------------

    def product(self, node: e.Product) -> Balls:
        value = reduce(mul, map(self.scalar, node.scalars), balls([node.number], self.precision)[0])
        if not node.chain:
            return one(value)
        return reduce(mul, map(self.of, node.chain)) * value

    def matrix_power(self, node: e.MatrixPower) -> Balls:
        base = self.of(node.base)
        base = base if node.exponent > 0 else base.inv()
        return reduce(mul, [base] * abs(node.exponent))

    def power(self, node: e.Power) -> Balls:
        return self.each(tree.Power(_U, number(node.exponent)), self.of(node.base))

    def hadamard(self, node: e.Hadamard) -> Balls:
        found = [self.of(factor) for factor in node.factors]
        if len({(each.nrows(), each.ncols()) for each in found}) > 1:
            raise ValueError
        products = [reduce(mul, entries) for entries in zip(*[each.entries() for each in found], strict=True)]
        return flint.arb_mat(found[0].nrows(), found[0].ncols(), products)

    # -- functions ---------------------------------------------------------------------------------------------

    def each(self, function: tree.Node, operand: Balls) -> Balls:
        """A function of u at each entry."""
        found = evaluate_balls(function, {"u": operand.entries()}, self.precision)
        return flint.arb_mat(operand.nrows(), operand.ncols(), found)

    def applied(self, node: e.Apply) -> Balls:
        function = _FORMULAS.get(node.function) or tree.Call(node.function, (_U,))
        return self.each(function, self.of(node.operand))

    def softmax(self, node: e.Softmax) -> Balls:
        raised = [entry.exp() for entry in self.of(node.operand).entries()]
        total = reduce(add, raised)
        return flint.arb_mat(len(raised), 1, [entry / total for entry in raised])

    def diagonal(self, node: e.Diagonal) -> Balls:
        entries = self.of(node.operand).entries()
        size, nothing = len(entries), flint.arb(0)
        return flint.arb_mat(size, size, [entries[i] if i == j else nothing for i in range(size) for j in range(size)])

    def diagonal_of(self, node: e.DiagonalOf) -> Balls:
        operand = self.of(node.operand)
        return flint.arb_mat(operand.nrows(), 1, [operand[place, place] for place in range(operand.nrows())])


def one(value: Any) -> Balls:
    """A scalar."""
    return flint.arb_mat(1, 1, [value])


def _total(matrix: Balls) -> Balls:
    return one(reduce(add, matrix.entries()))


def _norm(matrix: Balls) -> Balls:
    return one(reduce(add, [entry * entry for entry in matrix.entries()]).sqrt())


_IS_POSITIVE, _OTHERWISE = [tree.Comparison((_U, tree.Number(0)), (relation,)) for relation in (">", "<=")]
_FORMULAS: Mapping[str, tree.Node] = {
    "exp": tree.Power(tree.Name("e"), _U),
    "step": tree.Piecewise((tree.Number(1), tree.Number(0)), (_IS_POSITIVE, _OTHERWISE)),
    "leaky_step": tree.Piecewise((tree.Number(1), number(_LOW)), (_IS_POSITIVE, _OTHERWISE)),
}
"""Functions without a row in the table of functions."""

_VALUES: dict[type, Callable[[Evaluation, Any], Balls]] = {
    e.Symbol: Evaluation.letter,
    e.Constant: Evaluation.constant,
    e.Size: lambda v, x: one(v.place.size(x.dimension)),
    e.Identity: lambda v, x: v.filled(x.shape, lambda row, column: int(row == column)),
    e.Ones: lambda v, x: v.filled(x.shape, lambda *_: 1),
    e.Zero: lambda v, x: v.filled(x.shape, lambda *_: 0),
    e.Literal: Evaluation.literal,
    e.Product: Evaluation.product,
    e.Sum: lambda v, x: reduce(add, map(v.of, x.terms)),
    e.Transpose: lambda v, x: v.of(x.operand).transpose(),
    e.Inverse: lambda v, x: v.of(x.operand).inv(),
    e.MatrixPower: Evaluation.matrix_power,
    e.Trace: lambda v, x: one(v.of(x.operand).trace()),
    e.Determinant: lambda v, x: one(v.of(x.operand).det()),
    e.LogDeterminant: lambda v, x: one(v.of(x.operand).det().log()),
    e.Norm: lambda v, x: _norm(v.of(x.operand)),
    e.Total: lambda v, x: _total(v.of(x.operand)),
    e.Softmax: Evaluation.softmax,
    e.Diagonal: Evaluation.diagonal,
    e.DiagonalOf: Evaluation.diagonal_of,
    e.Apply: Evaluation.applied,
    e.Power: Evaluation.power,
    e.Hadamard: Evaluation.hadamard,
}
