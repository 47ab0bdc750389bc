"""Slips in derivatives by vectors and matrices, each with what it makes of the right answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial
from typing import NamedTuple

from derivtutor.errors import UserError
from derivtutor.grading.matrices import variations
from derivtutor.grading.matrices.variations import each_changed, everywhere, replaced
from derivtutor.network.matrices import building as b
from derivtutor.network.matrices import expression as e
from derivtutor.network.matrices.deriving import derive
from derivtutor.network.matrices.expression import Expression
from derivtutor.network.matrices.reading import Problem
from derivtutor.network.matrices.rebuilding import mapped, renamed
from derivtutor.network.matrices.tidying import expanded


@dataclass(frozen=True)
class Wanted:
    """What an answer is compared with: the problem and the right answer, and that without symmetry of the variable.

    `is_square` says whether the shape asked for is that of a square matrix, and `squares` which letters are.
    """

    problem: Problem
    derivative: Expression
    free: Expression
    order: int = 1
    is_square: bool = True
    squares: frozenset[str] = frozenset()

    @property
    def function(self) -> Expression:
        return self.problem.function

    @cached_property
    def forms(self) -> tuple[Expression, ...]:
        """The right answer as it is, and multiplied out."""
        return tuple(dict.fromkeys((self.derivative, expanded(self.derivative))))

    def has(self, *kinds: type) -> bool:
        """Whether the variable stands within a part of one of these kinds."""
        name = self.problem.wrt
        return any(isinstance(part, kinds) and e.contains(part, name) for part in e.parts(self.function))

    def of(self, function: Expression) -> Iterator[Expression]:
        """The derivative of another function, of the same order."""
        with suppress(UserError):
            found = derive(function, self.problem.variable).derivative
            yield derive(found, self.problem.variable).derivative if self.order == 2 else found


Wrong = Callable[[Wanted], Iterator[Expression]]


class Slip(NamedTuple):
    """A slip: the wrong answers that it leads to, what was taken for true, and a hint."""

    id: str
    says: str
    hint: str
    wrong: Wrong


def _changed(*changes: variations.Changes) -> Wrong:
    def wrong(wanted: Wanted) -> Iterator[Expression]:
        for form in wanted.forms:
            for change in changes:
                yield from each_changed(form, change)

    return wrong


def _where(condition: Callable[[Wanted], bool], wrong: Wrong) -> Wrong:
    return lambda wanted: wrong(wanted) if condition(wanted) else iter(())


def _layout(wanted: Wanted) -> Iterator[Expression]:
    yield e.Transpose(wanted.derivative)


def _turned_round(wanted: Wanted) -> Iterator[Expression]:
    yield b.negative(wanted.derivative)


def _scaled(*factors: Fraction) -> Wrong:
    return lambda wanted: iter([b.scaled(factor, wanted.derivative) for factor in factors])


def _symmetry_of_variable(wanted: Wanted) -> Iterator[Expression]:
    if wanted.free != wanted.derivative:
        yield wanted.free


def _as_symmetric(wanted: Wanted) -> Iterator[Expression]:
    """With Aᵀ = A for a square A of which both stand there."""
    for form in wanted.forms:
        parts = Counter(e.parts(form))
        for letter in [part for part in parts if isinstance(part, e.Symbol) and part.name in wanted.squares]:
            turned = e.Transpose(letter)
            is_with_both = 0 < parts[turned] < parts[letter]  # a transposed letter has the letter in it
            if is_with_both and letter.name != wanted.problem.wrt:
                yield mapped(form, partial(_instead, letter, turned))
                yield mapped(mapped(form, partial(_instead, letter, turned)), partial(_instead, turned, letter))


def _instead(new: Expression, old: Expression, part: Expression) -> Expression:
    return new if part == old else part


def _transposes(wanted: Wanted) -> Iterator[Expression]:
    for form in wanted.forms:
        yield from each_changed(form, variations.untransposed)
        yield from everywhere(form, variations.untransposed)


def _without_count(wanted: Wanted) -> Iterator[Expression]:
    """As if a mean were a sum, or a sum a mean."""
    for form in wanted.forms:
        yield from everywhere(form, replaced(e.Size, lambda _: b.ONE))
    sides = dict.fromkeys(side for letter in wanted.problem.letters.values() for side in letter.shape if side != 1)
    for side in sides:
        yield b.multiply(b.power(e.Size(side), Fraction(-1)), wanted.derivative)


def _without_determinant(wanted: Wanted) -> Iterator[Expression]:
    for form in wanted.forms:
        yield from each_changed(form, replaced(e.Determinant, lambda _: b.ONE))


def _determinant_kept(wanted: Wanted) -> Iterator[Expression]:
    for part in e.parts(wanted.function):
        if isinstance(part, e.LogDeterminant):
            for power in (1, -1):
                yield b.multiply(b.power(b.determinant(part.operand), Fraction(power)), wanted.derivative)


def _inverse_as_power(wanted: Wanted) -> Iterator[Expression]:
    """As if d(X⁻¹) were −X⁻² dX: what belongs on both sides stands on one, with or without minus and transposes."""
    for form in (*wanted.forms, *everywhere(wanted.derivative, variations.untransposed)):
        for other in each_changed(form, variations.in_another_order):
            yield other
            yield b.negative(other)


def _of_square(wanted: Wanted) -> Iterator[Expression]:
    """As if a norm were squared, or with nothing that divides by it."""
    for form in wanted.forms:
        yield from each_changed(form, variations.without_a_norm)
    for part in e.parts(wanted.function):
        if isinstance(part, e.Norm):
            yield from wanted.of(renamed(wanted.function, part, e.Power(part, Fraction(2))))


def _of_root(wanted: Wanted) -> Iterator[Expression]:
    """As if the square of a norm were the norm."""
    for part in e.parts(wanted.function):
        if isinstance(part, e.Power) and isinstance(part.base, e.Norm):
            yield from wanted.of(renamed(wanted.function, part, part.base))


def _diagonal_only(wanted: Wanted) -> Iterator[Expression]:
    """As if each entry of a softmax depended on its own entry only, as that of a sigmoid does."""
    for part in e.parts(wanted.function):
        if isinstance(part, e.Softmax):
            entrywise = b.apply("sigmoid", part.operand)
            yield from [
                renamed(found, entrywise, part) for found in wanted.of(renamed(wanted.function, part, entrywise))
            ]


def _itself(wanted: Wanted) -> Iterator[Expression]:
    yield wanted.function


def _is_inverse(wanted: Wanted) -> bool:
    return wanted.has(e.Inverse, e.MatrixPower)


SLIPS: tuple[Slip, ...] = (
    Slip(
        "matrix-layout",
        "∂f/∂x is a row",
        "Entry belongs to entry: which shape does the derivative have? Yours is the transpose.",
        _where(lambda wanted: not wanted.is_square, _layout),
    ),
    Slip(
        "matrix-variable-symmetry",
        "all entries of a symmetric X change alone",
        "The two entries that mirror each other change together: both count.",
        _symmetry_of_variable,
    ),
    Slip(
        "matrix-symmetric-assumed",
        "Aᵀ = A",
        "Is the matrix symmetric? If nothing says so, A and Aᵀ are different.",
        _as_symmetric,
    ),
    Slip(
        "matrix-inverse-sign",
        "d(X⁻¹) = X⁻¹ dX X⁻¹",
        "Differentiate X X⁻¹ = I: which sign does d(X⁻¹) have?",
        _where(lambda wanted: wanted.has(e.Inverse), _turned_round),
    ),
    Slip(
        "overall-sign-flipped",
        "df = −G",
        "Look at the signs once more: where does each minus come from?",
        _turned_round,
    ),
    Slip(
        "answer-is-original-function",
        "df/dX = f",
        "This is the function itself. Differentiate it.",
        _itself,
    ),
    Slip(
        "matrix-norm-squared",
        "d‖u‖ = d‖u‖²",
        "The norm is a square root: its derivative is divided by something.",
        _of_square,
    ),
    Slip(
        "matrix-norm-not-squared",
        "d‖u‖² = d‖u‖",
        "The norm is squared here, so there is no root and nothing to divide by.",
        _of_root,
    ),
    Slip(
        "matrix-factor-lost",
        "d(uᵀu) = uᵀ du",
        "Look at the numbers in front: which factor does the square bring with it?",
        lambda wanted: (
            wrong
            for ways in (_scaled(Fraction(1, 2), Fraction(1, 3)), _changed(variations.without_its_number))
            for wrong in ways(wanted)
        ),
    ),
    Slip(
        "matrix-mean-as-sum",
        "a mean is a sum",
        "Is it a sum or a mean? A mean is divided by how many there are.",
        _without_count,
    ),
    Slip(
        "matrix-determinant-lost",
        "d det(X) = tr(X⁻¹ dX)",
        "That is the derivative of ln det(X). Which factor has that of det(X) itself?",
        _without_determinant,
    ),
    Slip(
        "matrix-determinant-kept",
        "d ln det(X) = d det(X)",
        "The logarithm divides by the determinant: does it still stand there?",
        _determinant_kept,
    ),
    Slip(
        "matrix-transpose-missing",
        "tr(A dX) belongs to A",
        "Read off from tr(Gᵀ dX): what stands beside dX is Gᵀ, so transpose it.",
        _transposes,
    ),
    Slip(
        "matrix-transpose-added",
        "tr(Aᵀ dX) belongs to Aᵀ",
        "Read off from tr(Gᵀ dX): is what stands beside dX transposed already?",
        _changed(variations.transposed_letter),
    ),
    Slip(
        "matrix-softmax-diagonal",
        "∂sᵢ/∂zⱼ = 0 for i ≠ j",
        "Every entry of a softmax depends on all entries of z: what stands beside the diagonal?",
        _diagonal_only,
    ),
    Slip(
        "matrix-one-term-only",
        "d(U V) = dU V",
        "Each place where the variable stands gets its turn: is a term missing?",
        _changed(variations.without_a_term),
    ),
    Slip(
        "matrix-term-sign",
        "one sign of a sum turned",
        "Look at the sign of each term.",
        _changed(variations.with_a_sign_turned),
    ),
    Slip(
        "matrix-inner-forgotten",
        "d f(X w) = f′(X w) dw",
        "What is inside? Its own derivative is one more factor.",
        _changed(variations.without_a_factor),
    ),
    Slip(
        "matrix-inverse-power-rule",
        "d(X⁻¹) = −X⁻² dX",
        "Matrices do not commute: one X⁻¹ stands before dX, and one after it.",
        _where(_is_inverse, _inverse_as_power),
    ),
    Slip(
        "matrix-order-swapped",
        "A B = B A",
        "Matrices do not commute, and (A B)ᵀ is BᵀAᵀ: check the order of the factors.",
        _changed(variations.in_another_order),
    ),
    Slip(
        "matrix-entrywise-product",
        "A ⊙ B = A B",
        "Is it a matrix product, or a product entry by entry?",
        _changed(variations.with_the_other_product),
    ),
    Slip(
        "matrix-layout",
        "∂f/∂X has the shape of Xᵀ",
        "Entry belongs to entry: yours is the transpose.",
        _layout,
    ),
)
"""The slips, the likeliest first."""
