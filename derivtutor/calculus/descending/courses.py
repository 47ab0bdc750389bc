"""What becomes of a descent: whether it converges, crawls, oscillates or diverges, and for a quadratic why."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from derivtutor.calculus.descending.walking import Path, Vector
from derivtutor.language import translated
from derivtutor.libraries import flint

Course: TypeAlias = Literal["converges", "crawls", "oscillates", "diverges"]

_QUICK = 0.95
"""A descent converges where a step leaves less than this share of the gradient; 13 such steps halve it."""

_SLOW, _MUCH = 0.99, 0.01
"""It also does where a step leaves this share and all steps have left that little, …"""

_THERE = 1e-6
"""… and where hardly anything is left."""

_SAME = 1e-3
"""Lengths within this share of each other are told to be the same."""


_WORDS = {"converges": "converges", "crawls": "crawls", "oscillates": "oscillates", "diverges": "diverges"}


def in_words(course: Course) -> str:
    """What a descent does, within a sentence."""
    return translated(_WORDS[course])


def course(path: Path) -> Course:
    """What the points of a path show; one without a next step, though the gradient is not zero, does not converge."""
    norms = path.norms
    if path.ends == "outside" or path.is_halted:
        return "diverges"
    if path.ends == "corner" or not norms[-1]:
        return "converges"
    share, is_turning = pace(norms), _is_turning(path)
    higher = path.heights[-1] > path.heights[0]
    if (is_turning and abs(share - 1) <= _SAME) or _is_back(path):
        return "oscillates"
    if share > 1:
        return "diverges" if higher else "oscillates" if is_turning else "crawls"
    return "converges" if is_turning or _arrives(share, norms) else "crawls"


def _arrives(share: float, norms: Sequence[float]) -> bool:
    left = norms[-1] / norms[0] if norms[0] else 0
    return share <= _QUICK or (share <= _SLOW and left <= _MUCH) or left <= _THERE


def pace(norms: Sequence[float]) -> float:
    """The share of the gradient that a step leaves, of late; what swings is measured where it swings widest."""
    third = (len(norms) - 1) // 3
    before, after = (max(norms[-2 * third : -third]), max(norms[-third:])) if third else (norms[0], norms[-1])
    return (after / before) ** (1 / (third or len(norms) - 1)) if before else float("inf")


def _is_turning(path: Path) -> bool:
    """Whether most of the late gradients point against the one before."""
    late = path.gradients[-max(3, len(path.gradients) // 3) :]
    turns = [sum(float(a) * float(b) for a, b in zip(one, two, strict=True)) < 0 for one, two in pairwise(late)]
    return sum(turns) * 2 > len(turns)


def _is_back(path: Path) -> bool:
    """Whether the last point is the last but two, though the last step was long."""
    if len(path.points) < 3:
        return False
    return path.steps[-1] > 0 and _distance(path.points[-1], path.points[-3]) <= _SAME * path.steps[-1]


def _distance(one: Vector, other: Vector) -> float:
    return Path((one, other), (), ()).steps[0]


class Bowl(Struct, frozen=True):
    """A quadratic function: the eigenvalues of its Hessian, and those along which the start has a slope, in order.

    `largest` is the largest one as a fraction, where it is one.
    """

    eigenvalues: tuple[float, ...]
    active: tuple[float, ...]
    largest: Fraction | None

    @property
    def largest_rate(self) -> float | None:
        """The rate up to which every descent comes to the minimum; None where there is no minimum."""
        steepest = self.eigenvalues[-1]
        if self.eigenvalues[0] < 0 or steepest <= 0:
            return None
        return 2 / steepest if self.largest is None else float(2 / self.largest)

    def factors(self, rate: Fraction) -> list[float]:
        """What a step multiplies each part of the way to the minimum by that the start has."""
        return [self.factor(rate, value) for value in self.active]

    def factor(self, rate: Fraction, value: float) -> float:
        """What a step multiplies the part along one eigenvalue by; exactly −1 at the very rate 2/L."""
        if self.largest is not None and value == float(self.largest):
            return float(1 - rate * self.largest)
        return 1 - float(rate) * value

    def course(self, rate: Fraction, path: Path) -> Course:
        """What becomes of plain descent, known from the eigenvalues."""
        factors = self.factors(rate)
        if not factors:
            return "converges"
        widest = max(factors, key=lambda factor: (abs(factor), factor))
        if widest == -1:
            return "oscillates"
        if abs(widest) >= 1:
            return "diverges"
        return "converges" if widest < 0 or _arrives(widest, path.norms) else "crawls"


def bowl(hessian: Sequence[Sequence[Fraction]], gradient: Sequence[Fraction]) -> Bowl:
    """The quadratic function with this Hessian, from a start with this gradient."""
    size = len(hessian)
    matrix = flint.fmpq_mat(size, size, [_rational(entry) for row in hessian for entry in row])
    whole = matrix.charpoly()
    eigenvalues = _real_roots(whole)
    rational = [Fraction(int(root.p), int(root.q)) for root, _ in whole.roots()]
    largest = next((root for root in rational if float(root) == eigenvalues[-1]), None)
    return Bowl(eigenvalues, _real_roots(_annihilator(matrix, [_rational(slope) for slope in gradient])), largest)


def _annihilator(matrix: Any, vector: Sequence[Any]) -> Any:
    """The polynomial of least degree that takes the vector to 0: its zeros are the eigenvalues of its parts."""
    size = len(vector)
    columns = [flint.fmpq_mat(size, 1, list(vector))]
    for _ in range(size):
        columns.append(matrix * columns[-1])
    krylov = flint.fmpq_mat(size, size + 1, [column[row, 0] for row in range(size) for column in columns])
    reduced, rank = krylov.rref()
    return flint.fmpq_poly([*[-reduced[row, rank] for row in range(rank)], 1])


def _real_roots(polynomial: Any) -> tuple[float, ...]:
    """The zeros of a polynomial that has only real ones, as often as they occur."""
    if polynomial.degree() < 1:
        return ()
    roots = [(float(root.real.mid()), many) for root, many in polynomial.complex_roots()]
    return tuple(sorted([root for root, many in roots for _ in range(many)]))


def _rational(value: Fraction) -> Any:
    return flint.fmpq(value.numerator, value.denominator)
