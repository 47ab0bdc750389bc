"""From a differential to the derivative: `df = gᵀ dx`, `df = tr(Gᵀ dX)` or `dy = J dx`."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from derivtutor.network.matrices import building as b
from derivtutor.network.matrices import expression as e
from derivtutor.network.matrices import sentences
from derivtutor.network.matrices.expression import Expression
from derivtutor.network.matrices.rebuilding import mapped, rebuilt

Laws = list[str]
"""The laws that were used on the way, by their ids."""

LAWS = {
    "terms": "multiply out",
    "cyclic": "tr(U V) = tr(V U)",
    "transposed-trace": "tr(Uᵀ) = tr(U)",
    "transposed-scalar": "a scalar equals its transpose",
    "entries": "sum(u ⊙ v) = uᵀv",
    "trace-of-entries": "sum(U ⊙ V) = tr(Uᵀ V)",
    "move-factor": "uᵀ(v ⊙ w) = (u ⊙ v)ᵀw",
    "move-array": "tr(Uᵀ(V ⊙ W)) = tr((U ⊙ V)ᵀ W)",
    "sum-as-product": "sum(u) = 𝟏ᵀu",
    "diagonal-matrix": "diag(v) u = v ⊙ u",
    "diagonal-of-product": "diag(U diag(v) W) = (U ⊙ Wᵀ) v",
    "diagonal-of-entries": "(diag(u) ⊙ M) w = u ⊙ diag(M) ⊙ w",
    "outer-product-of-entries": "(u vᵀ ⊙ M) w = u ⊙ M (v ⊙ w)",
    "scalar-last": "u (vᵀw) = (u vᵀ) w",
    "gradient": "in the form gᵀ {d}",
    "trace-form": "in the form tr(Gᵀ {d})",
    "jacobian": "in the form J {d}",
    "rate": "{d} as a factor",
    "constant": "it does not vary",
    "trace-of-scalar": "a scalar is its own trace",
}


def terms(line: Expression) -> list[Expression]:
    """A differential as terms that have the variable's once each, sums multiplied out as far as it stands in them."""
    if isinstance(line, e.Sum):
        return [each for term in line.terms for each in terms(term)]
    if isinstance(line, e.Differential | e.Zero):
        return [] if isinstance(line, e.Zero) else [line]
    children = list(line.children)
    place = next(place for place, child in enumerate(children) if e.has_differential(child))
    parts = terms(children[place])
    if len(parts) == 1 and parts[0] == children[place]:
        return [line]
    built = [rebuilt(line, [*children[:place], part, *children[place + 1 :]]) for part in parts]
    return [each for part in built for each in ([part] if not isinstance(part, e.Sum) else terms(part))]


# -- gradients: tr(Gᵀ dX) ------------------------------------------------------------------------------------------


def gradient(term: Expression, laws: Laws) -> Expression:
    """G in `term = tr(Gᵀ dX)`, or g in `term = gᵀ dx`."""
    return _pulled(term, b.ONE, laws)


def _pulled(part: Expression, weight: Expression, laws: Laws) -> Expression:
    """G in `tr(weightᵀ part) = tr(Gᵀ dX)`."""
    if isinstance(part, e.Differential):
        return weight
    rule = _PULLED.get(type(part))
    if rule is None:
        raise sentences.NOT_READ_OFF()
    return rule(part, weight, laws)


def _pulled_product(part: e.Product, weight: Expression, laws: Laws) -> Expression:
    scalars = [b.number(part.number), *part.scalars]
    for place, scalar in enumerate(scalars):
        if e.has_differential(scalar):
            others = [*scalars[:place], *scalars[place + 1 :]]
            rest = b.multiply(*others, *part.chain)
            whole = rest if e.is_scalar(part) else _inner(weight, rest)
            return _pulled(scalar, b.multiply(whole, weight) if e.is_scalar(part) else whole, laws)
    place = next(place for place, factor in enumerate(part.chain) if e.has_differential(factor))
    left, right = part.chain[:place], part.chain[place + 1 :]
    if part.chain[place].shape[0] == 1:
        laws.append("transposed-scalar")
    elif left if isinstance(part.chain[place], e.Transpose) else right:
        laws.append("cyclic")
    before = [b.transpose(factor) for factor in reversed(left)]
    after = [b.transpose(factor) for factor in reversed(right)]
    return _pulled(part.chain[place], b.multiply(*scalars, *before, weight, *after), laws)


def _inner(left: Expression, right: Expression) -> Expression:
    if left.shape[1] == 1:
        return b.multiply(b.transpose(left), right)
    return b.trace(b.multiply(b.transpose(left), right))


def _pulled_sum(part: e.Sum, weight: Expression, laws: Laws) -> Expression:
    return b.total([_pulled(term, weight, laws) for term in part.terms if e.has_differential(term)])


def _pulled_transpose(part: e.Transpose, weight: Expression, laws: Laws) -> Expression:
    laws.append("transposed-scalar" if 1 in part.shape else "transposed-trace")
    return _pulled(part.operand, b.transpose(weight), laws)


def _pulled_hadamard(part: e.Hadamard, weight: Expression, laws: Laws) -> Expression:
    place = next(place for place, factor in enumerate(part.factors) if e.has_differential(factor))
    others = [*part.factors[:place], *part.factors[place + 1 :]]
    scalars, bare = _without_numbers(weight)
    if not isinstance(bare, e.Ones):
        laws.append("move-factor" if 1 in part.shape else "move-array")
    return _pulled(part.factors[place], b.multiply(*scalars, b.hadamard(bare, *others)), laws)


def _without_numbers(expression: Expression) -> tuple[list[Expression], Expression]:
    product = b.parted(expression)
    bare = b.numbered(Fraction(1), e.Product(Fraction(1), (), product.chain))
    return [b.number(product.number), *product.scalars], bare


def _pulled_trace(part: e.Trace, weight: Expression, laws: Laws) -> Expression:
    return _pulled(part.operand, b.multiply(weight, e.Identity(part.operand.shape[0])), laws)


def _pulled_total(part: e.Total, weight: Expression, laws: Laws) -> Expression:
    inside = b.parted(part.operand).chain
    is_entrywise = len(inside) == 1 and isinstance(inside[0], e.Hadamard)
    is_vector = 1 in part.operand.shape
    laws.append(("entries" if is_vector else "trace-of-entries") if is_entrywise else "sum-as-product")
    return _pulled(part.operand, b.multiply(weight, e.Ones(part.operand.shape)), laws)


_PULLED: dict[type, Callable[[Any, Expression, Laws], Expression]] = {
    e.Product: _pulled_product,
    e.Sum: _pulled_sum,
    e.Transpose: _pulled_transpose,
    e.Hadamard: _pulled_hadamard,
    e.Trace: _pulled_trace,
    e.Total: _pulled_total,
    e.Diagonal: lambda part, weight, laws: _pulled(part.operand, b.diagonal_of(weight), laws),
    e.DiagonalOf: lambda part, weight, laws: _pulled(part.operand, b.diagonal(weight), laws),
}


# -- Jacobians: J dx -----------------------------------------------------------------------------------------------


def jacobian(part: Expression, laws: Laws) -> Expression:
    """J in `part = J dx`, where the part is a column."""
    if isinstance(part, e.Differential):
        return e.Identity(part.shape[0])
    if isinstance(part, e.Sum):
        return b.total([jacobian(term, laws) for term in part.terms])
    if isinstance(part, e.Hadamard):
        return _jacobian_of_entries(part, laws)
    if isinstance(part, e.DiagonalOf):
        return _jacobian_of_diagonal(part, laws)
    if e.is_scalar(part):
        return b.transpose(gradient(part, laws))
    if not isinstance(part, e.Product):
        raise sentences.NOT_READ_OFF()
    return _jacobian_of_product(part, laws)


def _jacobian_of_entries(part: e.Hadamard, laws: Laws) -> Expression:
    place = next(place for place, factor in enumerate(part.factors) if e.has_differential(factor))
    others = [*part.factors[:place], *part.factors[place + 1 :]]
    laws.append("diagonal-matrix")
    return b.multiply(
        b.diagonal(b.hadamard(*others) if len(others) > 1 else others[0]), jacobian(part.factors[place], laws)
    )


def _jacobian_of_diagonal(part: e.DiagonalOf, laws: Laws) -> Expression:
    """J of the diagonal of `U diag(v) W`, where the differential is in v."""
    product = b.parted(part.operand)
    place = next((place for place, factor in enumerate(product.chain) if e.has_differential(factor)), None)
    middle = product.chain[place] if place is not None else None
    if not isinstance(middle, e.Diagonal) or place is None:
        raise sentences.NOT_READ_OFF()
    identity = e.Identity(middle.shape[0])
    left = b.multiply(identity, *product.chain[:place])
    right = b.multiply(identity, *product.chain[place + 1 :])
    laws.append("diagonal-of-product")
    scalars = [b.number(product.number), *product.scalars]
    return b.multiply(*scalars, b.hadamard(left, b.transpose(right)), jacobian(middle.operand, laws))


def _jacobian_of_product(part: e.Product, laws: Laws) -> Expression:
    numbers = [b.number(part.number), *part.scalars]
    for place, scalar in enumerate(numbers):
        if e.has_differential(scalar):
            laws.append("scalar-last")
            rest = b.multiply(*numbers[:place], *numbers[place + 1 :], *part.chain)
            return b.multiply(rest, b.transpose(gradient(scalar, laws)))
    place = next(place for place, factor in enumerate(part.chain) if e.has_differential(factor))
    left, middle, right = part.chain[:place], part.chain[place], part.chain[place + 1 :]
    before = b.multiply(*numbers, *left) if left else b.multiply(*numbers)
    if not right:
        return b.multiply(before, jacobian(middle, laws))
    after = b.multiply(*right)
    return b.multiply(before, _jacobian_of_applied(middle, after, laws))


def _jacobian_of_applied(matrix: Expression, vector: Expression, laws: Laws) -> Expression:
    """J in `matrix vector = J dx`, where the differential is within the matrix."""
    if isinstance(matrix, e.Diagonal):
        laws.append("diagonal-matrix")
        return b.multiply(b.diagonal(vector), jacobian(matrix.operand, laws))
    if isinstance(matrix, e.Sum):
        return b.total([_jacobian_of_applied(term, vector, laws) for term in matrix.terms if e.has_differential(term)])
    if isinstance(matrix, e.Hadamard):
        return _jacobian_of_entries_applied(matrix, vector, laws)
    if isinstance(matrix, e.Product | e.Transpose):
        applied = b.multiply(matrix, vector)
        if applied != e.Product(Fraction(1), (), (matrix, vector)):
            return jacobian(applied, laws)
    raise sentences.NOT_READ_OFF()


def _jacobian_of_entries_applied(matrix: e.Hadamard, vector: Expression, laws: Laws) -> Expression:
    """`(u vᵀ ⊙ M) w` is `u ⊙ M (v ⊙ w)`, and `(diag(u) ⊙ M) w` is `u ⊙ diag(M) ⊙ w`."""
    place = next(place for place, factor in enumerate(matrix.factors) if e.has_differential(factor))
    varying = matrix.factors[place]
    others = b.hadamard(*matrix.factors[:place], *matrix.factors[place + 1 :])
    if isinstance(varying, e.Diagonal):
        laws.append("diagonal-of-entries")
        return jacobian(b.hadamard(varying.operand, b.diagonal_of(others), vector), laws)
    product = b.parted(varying)
    narrow = next((place for place, factor in enumerate(product.chain[:-1], 1) if factor.shape[1] == 1), None)
    if narrow is None:
        raise sentences.NOT_READ_OFF()
    scalars = [b.number(product.number), *product.scalars]
    left, right = b.multiply(*scalars, *product.chain[:narrow]), b.transpose(b.multiply(*product.chain[narrow:]))
    laws.append("outer-product-of-entries")
    return jacobian(b.hadamard(left, b.multiply(others, b.hadamard(right, vector))), laws)


# -- derivatives by a scalar ---------------------------------------------------------------------------------------


def rate(part: Expression) -> Expression:
    """What stands beside dt in `dY = G dt`: the same with 1 in its place."""
    return mapped(part, lambda each: b.ONE if isinstance(each, e.Differential) else each)
