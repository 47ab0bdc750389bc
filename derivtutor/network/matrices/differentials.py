"""The rules of differentials, one row each: what d of an expression is, in terms of d of its parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from derivtutor.network.matrices import building as b
from derivtutor.network.matrices import expression as e
from derivtutor.network.matrices.expression import Expression
from derivtutor.network.matrices.functions import slope_of
from derivtutor.network.matrices.rebuilding import rebuilt

D = Callable[[Expression], Expression]
"""What `d` makes of a part: nothing of a constant, `d(…)` of all else."""


class Row(NamedTuple):
    """A rule: of which kind of expression, in letters, how it is applied, and whether it only lets d pass."""

    id: str
    kind: type
    formula: str
    apply: Callable[[Any, D], Expression]
    lets_pass: bool = False
    where: Callable[[Any], bool] = lambda _: True


def _product(node: e.Product, d: D) -> Expression:
    """One factor after the other, the rest as it is."""
    factors = [*node.scalars, *node.chain]
    turns = []
    for place, factor in enumerate(factors):
        turned = d(factor)
        if not isinstance(turned, e.Zero):
            turns.append(b.multiply(b.number(node.number), *factors[:place], turned, *factors[place + 1 :]))
    return one_after_the_other(turns)


def one_after_the_other(terms: Sequence[Expression]) -> Expression:
    """A sum as it comes: like terms stay apart, for they are shown first."""
    return e.Sum(tuple(terms)) if len(terms) > 1 else terms[0]


def _hadamard(node: e.Hadamard, d: D) -> Expression:
    factors = node.factors
    turns = [b.hadamard(*factors[:place], d(factor), *factors[place + 1 :]) for place, factor in enumerate(factors)]
    return b.total(turns)


def _matrix_power(node: e.MatrixPower, d: D) -> Expression:
    if node.exponent < 0:
        return b.multiply(b.number(-1), node, d(b.matrix_power(node.base, -node.exponent)), node)
    turned = d(node.base)
    before = [b.matrix_power(node.base, place) for place in range(node.exponent)]
    return b.total([b.multiply(left, turned, right) for left, right in zip(before, reversed(before), strict=True)])


def _inverse(node: e.Inverse, d: D) -> Expression:
    return b.multiply(b.number(-1), node, d(node.operand), node)


def inner(left: Expression, right: Expression) -> Expression:
    """`aᵀb` of vectors, `tr(Aᵀ B)` of matrices."""
    whole = b.multiply(b.transpose(left), right)
    return b.trace(whole)


def _norm(node: e.Norm, d: D) -> Expression:
    return b.multiply(b.power(node, Fraction(-1)), inner(node.operand, d(node.operand)))


def _square(node: e.Power, d: D) -> Expression:
    operand = _measured(node)
    return b.multiply(b.number(2), inner(operand, d(operand)))


def _power(node: e.Power, d: D) -> Expression:
    outer = b.power(node.base, node.exponent - 1)
    return b.multiply(b.number(node.exponent), b.hadamard(outer, d(node.base)))


def _determinant(node: e.Determinant, d: D) -> Expression:
    return b.multiply(node, b.trace(b.multiply(b.inverse(node.operand), d(node.operand))))


def _log_determinant(node: e.LogDeterminant, d: D) -> Expression:
    return b.trace(b.multiply(b.inverse(node.operand), d(node.operand)))


def _softmax(node: e.Softmax, d: D) -> Expression:
    jacobian = b.total([b.diagonal(node), b.negative(b.multiply(node, b.transpose(node)))])
    return b.multiply(jacobian, d(node.operand))


def _measured(node: Any) -> Expression:
    """What a norm, or the square of one, is taken of."""
    norm = node.base if isinstance(node, e.Power) else node
    assert isinstance(norm, e.Norm)
    return norm.operand


def _is_square_of_norm(node: e.Power) -> bool:
    return isinstance(node.base, e.Norm) and node.exponent == 2


def _is_vector(node: Any) -> bool:
    return 1 in _measured(node).shape


RULES: tuple[Row, ...] = (
    Row("sum", e.Sum, "d(U + V) = dU + dV", lambda n, d: b.total([d(term) for term in n.terms], b.identical), True),
    Row("transpose", e.Transpose, "d(Uᵀ) = (dU)ᵀ", lambda n, d: b.transpose(d(n.operand)), True),
    Row("trace", e.Trace, "d tr(U) = tr(dU)", lambda n, d: b.trace(d(n.operand))),
    Row("total", e.Total, "d sum(U) = sum(dU)", lambda n, d: b.total_of(d(n.operand))),
    Row("diagonal", e.Diagonal, "d diag(u) = diag(du)", lambda n, d: b.diagonal(d(n.operand))),
    Row("diagonal-of", e.DiagonalOf, "d diag(U) = diag(dU)", lambda n, d: b.diagonal_of(d(n.operand))),
    Row("product", e.Product, "d(U V) = dU V + U dV", _product),
    Row("inverse", e.MatrixPower, "d(U⁻¹) = −U⁻¹ dU U⁻¹", _matrix_power, where=lambda n: n.exponent < 0),
    Row("matrix-power", e.MatrixPower, "d(U V) = dU V + U dV", _matrix_power),
    Row("inverse", e.Inverse, "d(U⁻¹) = −U⁻¹ dU U⁻¹", _inverse),
    Row("determinant", e.Determinant, "d det(U) = det(U) tr(U⁻¹ dU)", _determinant),
    Row("log-determinant", e.LogDeterminant, "d ln det(U) = tr(U⁻¹ dU)", _log_determinant),
    Row(
        "squared-length",
        e.Power,
        "d‖u‖² = 2uᵀ du",
        _square,
        where=lambda n: _is_square_of_norm(n) and _is_vector(n),
    ),
    Row("squared-norm", e.Power, "d‖U‖² = 2 tr(Uᵀ dU)", _square, where=_is_square_of_norm),
    Row("length", e.Norm, "d‖u‖ = uᵀ du/‖u‖", _norm, where=_is_vector),
    Row("norm", e.Norm, "d‖U‖ = tr(Uᵀ dU)/‖U‖", _norm),
    Row("power", e.Power, "d(uⁿ) = n uⁿ⁻¹ du", _power, where=e.is_scalar),
    Row("entrywise-power", e.Power, "d(u.ⁿ) = n u.ⁿ⁻¹ ⊙ du", _power),
    Row("hadamard", e.Hadamard, "d(u ⊙ v) = du ⊙ v + u ⊙ dv", _hadamard),
    Row("softmax", e.Softmax, "ds = (diag(s) − s sᵀ) du, s = softmax(u)", _softmax),
    Row(
        "function",
        e.Apply,
        "d f(u) = f′(u) du",
        lambda n, d: b.multiply(slope_of(n.function, n.operand), d(n.operand)),
        where=e.is_scalar,
    ),
    Row(
        "entrywise-function",
        e.Apply,
        "d f(u) = f′(u) ⊙ du",
        lambda n, d: b.hadamard(slope_of(n.function, n.operand), d(n.operand)),
    ),
)


class Differentials:
    """Takes differentials with respect to one letter, a line after the other.

    >>> from derivtutor.network.matrices.reading import read_problem
    >>> from derivtutor.network.matrices.writing import plain
    >>> problem = read_problem("||X w - y||^2", "w", {})
    >>> for line, rules in Differentials("w").lines(problem.function):
    ...     print(plain(line), rules)
    2(X w - y)^T d(X w - y) ('squared-length',)
    2(X w - y)^T X dw ('linear',)
    """

    def __init__(self, variable: str) -> None:
        self.variable = variable

    def d(self, part: Expression) -> Expression:
        """`d(…)`, still to be worked out; zero for what does not vary."""
        if not e.contains(part, self.variable):
            return e.Zero(part.shape)
        if isinstance(part, e.Transpose) and isinstance(part.operand, e.Symbol):
            return b.transpose(b.differential(part.operand))
        return b.differential(part)

    def lines(self, function: Expression) -> list[tuple[Expression, tuple[str, ...]]]:
        """What the differential of a function becomes, line by line, each with the ids of its rules."""
        lines = []
        current: Expression = b.differential(function)
        while self.is_open(current):
            rules: list[str] = []
            current = self.opened(current, rules)
            lines.append((current, tuple(dict.fromkeys(rules))))
        return lines

    def is_open(self, expression: Expression) -> bool:
        """Whether there is a differential of something other than the letter."""
        return any(isinstance(part, e.Differential) and not self.is_done(part) for part in e.parts(expression))

    def is_done(self, part: e.Differential) -> bool:
        return isinstance(part.operand, e.Symbol)

    def opened(self, expression: Expression, rules: list[str]) -> Expression:
        """All open differentials by one rule each; sums and constant factors let d pass on the way."""
        if isinstance(expression, e.Differential):
            return expression if self.is_done(expression) else self.by_rule(expression.operand, rules)
        if not e.has_differential(expression):
            return expression
        children = [self.opened(child, rules) for child in expression.children]
        return b.total(children, b.identical) if isinstance(expression, e.Sum) else rebuilt(expression, children)

    def by_rule(self, part: Expression, rules: list[str]) -> Expression:
        row = rule_for(part)
        passes = self.lets_pass(part)
        rules.append("linear" if passes else f"{row.id}{_OF}{part.function}" if isinstance(part, e.Apply) else row.id)
        if passes:
            return row.apply(part, lambda inside: self.passed(inside, rules))
        return row.apply(part, self.d)

    def passed(self, part: Expression, rules: list[str]) -> Expression:
        """The d of what a sum or a constant factor has let it pass to."""
        if not e.contains(part, self.variable):
            return e.Zero(part.shape)
        return self.by_rule(part, rules) if self.lets_pass(part) else self.d(part)

    def lets_pass(self, part: Expression) -> bool:
        """Whether d only passes to what is inside: of sums, and of products of which one factor varies."""
        is_product = isinstance(part, e.Product | e.Hadamard)
        return rule_for(part).lets_pass or (is_product and self.varying(part.children) == 1)

    def varying(self, factors: Sequence[Expression]) -> int:
        return sum(e.contains(factor, self.variable) for factor in factors)


def rule_for(part: Expression) -> Row:
    return next((row for row in RULES if isinstance(part, row.kind) and row.where(part)), _NOTHING)


_NOTHING = Row("variable", e.Symbol, "", lambda n, d: d(n))
_OF = " of "
"""Between the id of a rule for functions and the function it was used for."""
FORMULAS = {row.id: row.formula for row in RULES} | {"linear": "d is linear"}
"""Each rule in letters, as it labels a line."""
