"""Expressions with one thing changed: what a slip makes of a right answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import permutations

from derivtutor.network.matrices import building as b
from derivtutor.network.matrices import expression as e
from derivtutor.network.matrices.expression import Expression
from derivtutor.network.matrices.rebuilding import mapped, rebuilt

Changes = Callable[[Expression], Iterator[Expression]]
_MOST_FACTORS = 4


def each_changed(expression: Expression, changes: Changes) -> Iterator[Expression]:
    """The expression with one part changed, for every part and every change of it."""
    yield from changes(expression)
    children = list(expression.children)
    for place, child in enumerate(children):
        for other in each_changed(child, changes):
            yield rebuilt(expression, [*children[:place], other, *children[place + 1 :]])


def everywhere(expression: Expression, changes: Changes) -> Iterator[Expression]:
    """The expression with the first change of every part at once."""
    yield mapped(expression, lambda part: next(changes(part), part))


def untransposed(part: Expression) -> Iterator[Expression]:
    if isinstance(part, e.Transpose):
        yield part.operand


def transposed_letter(part: Expression) -> Iterator[Expression]:
    """A letter, or its inverse, that is transposed and should not be."""
    if (
        isinstance(part, e.Symbol | e.Inverse | e.MatrixPower)
        and 1 not in part.shape
        and not isinstance(part, e.Transpose)
    ):
        yield e.Transpose(part)


def without_a_term(part: Expression) -> Iterator[Expression]:
    if isinstance(part, e.Sum):
        for place in range(len(part.terms)):
            yield b.total([*part.terms[:place], *part.terms[place + 1 :]])


def with_a_sign_turned(part: Expression) -> Iterator[Expression]:
    if isinstance(part, e.Sum):
        for place, term in enumerate(part.terms):
            yield b.total([*part.terms[:place], b.negative(term), *part.terms[place + 1 :]])


def without_its_number(part: Expression) -> Iterator[Expression]:
    """A product with 1 for its number, or with half of it."""
    if isinstance(part, e.Product) and abs(part.number) != 1:
        sign = 1 if part.number > 0 else -1
        yield b.numbered(Fraction(sign), part)
        yield b.numbered(part.number / 2, part)


def without_a_factor(part: Expression) -> Iterator[Expression]:
    if isinstance(part, e.Product):
        factors = part.children
        for place, dropped in enumerate(factors):
            kept = [*factors[:place], *factors[place + 1 :]]
            if kept and not isinstance(dropped, e.Sum):  # which is more than a factor
                yield b.multiply(b.number(part.number), *kept)
    if isinstance(part, e.Hadamard):
        for place in range(len(part.factors)):
            yield b.hadamard(*part.factors[:place], *part.factors[place + 1 :])


def in_another_order(part: Expression) -> Iterator[Expression]:
    if isinstance(part, e.Product) and 1 < len(part.chain) <= _MOST_FACTORS:
        for chain in permutations(part.chain):
            if chain != part.chain:
                yield e.Product(part.number, part.scalars, chain)


def with_the_other_product(part: Expression) -> Iterator[Expression]:
    """A matrix product instead of one entry by entry, and the other way round."""
    if isinstance(part, e.Hadamard):
        for one, other in ((part.factors[0], part.factors[-1]), (part.factors[-1], part.factors[0])):
            yield e.Product(Fraction(1), (), (one, other))
            yield e.Product(Fraction(1), (), (b.transpose(one), other))
            yield e.Product(Fraction(1), (), (one, b.transpose(other)))
    if isinstance(part, e.Product):
        for place in range(len(part.chain) - 1):
            together = e.Hadamard(part.chain[place : place + 2])
            chain = (*part.chain[:place], together, *part.chain[place + 2 :])
            yield e.Product(part.number, part.scalars, chain)


def without_a_norm(part: Expression) -> Iterator[Expression]:
    if isinstance(part, e.Power) and isinstance(part.base, e.Norm):
        yield b.ONE


def replaced(kind: type, new: Callable[[Expression], Expression]) -> Changes:
    """A kind of part, replaced by something else."""

    def changes(part: Expression) -> Iterator[Expression]:
        if isinstance(part, kind):
            yield new(part)

    return changes
