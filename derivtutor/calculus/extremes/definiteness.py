"""What the sign of a symmetric matrix of numbers is: its leading minors, its eigenvalues, and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal, TypeAlias

from msgspec.structs import replace

from derivtutor.analysis.algebraic import real_zeros
from derivtutor.calculus import naming
from derivtutor.calculus.explanation import Chain, Item, Sentence, Turn, Words, worded
from derivtutor.calculus.steps import step
from derivtutor.calculus.terms import less
from derivtutor.calculus.values import value_of, worked_out
from derivtutor.derivation.account import Result, Symbol
from derivtutor.derivation.amount import Spot
from derivtutor.derivation.tidy import tidied
from derivtutor.libraries import flint
from derivtutor.notation.rational import number, rational
from derivtutor.notation.tree import Call, Name, Negation, Node, Number, Power, Product, Quotient, Sum

Definite: TypeAlias = Literal["positive", "negative", "indefinite", "positive semidefinite", "negative semidefinite"]
Verdict: TypeAlias = Literal["minimum", "maximum", "saddle", "undecided"]

VERDICTS: dict[Definite, Verdict] = {
    "positive": "minimum",
    "negative": "maximum",
    "indefinite": "saddle",
    "positive semidefinite": "undecided",
    "negative semidefinite": "undecided",
}
"""What a critical point is, by the Hessian there."""

_PRECISION = 512
_SHOWN = 3
"""Up to this size, minors and the equation of the eigenvalues are told."""


def sign_of(value: Node) -> int:
    """The sign of a number; one that many digits cannot tell from zero is taken for zero."""
    exact = rational(value)
    if exact is not None:
        return (exact > 0) - (exact < 0)
    return Spot({}).amount(value).sign or 0


class SymmetricMatrix:
    """A symmetric matrix of exact numbers."""

    def __init__(self, result: Result) -> None:
        self.result = result
        self.size = result.shape[0]

    def entry(self, row: int, column: int) -> Node:
        return self.result.entries[row * self.size + column]

    # Minors

    def minor(self, size: int) -> Node:
        """The determinant of the first rows and columns, as it is worked out."""
        return _determinant([[self.entry(row, column) for column in range(size)] for row in range(size)])

    @cached_property
    def minors(self) -> tuple[Node, ...]:
        """The leading minors, from the smallest on."""
        if self._rational is not None:
            return tuple([self._minor(self._rational, size) for size in range(1, self.size + 1)])
        if self.size <= _SHOWN:
            return tuple([worked_out(self.minor(size)) for size in range(1, self.size + 1)])
        return tuple([_nearest(self._ball_matrix(size).det()) for size in range(1, self.size + 1)])

    def _ball_matrix(self, size: int) -> Any:
        """The first rows and columns in balls."""
        with flint.ctx.workprec(_PRECISION):
            return flint.arb_mat([[self._ball_entries[row][column] for column in range(size)] for row in range(size)])

    @cached_property
    def _ball_entries(self) -> list[list[Any]]:
        balls = [Spot({}).ball(entry) for entry in self.result.entries]
        return [balls[start : start + self.size] for start in range(0, len(balls), self.size)]

    @staticmethod
    def _minor(matrix: Any, size: int) -> Node:
        rows = [[matrix[row, column] for column in range(size)] for row in range(size)]
        return _number(flint.fmpq_mat(rows).det())

    @cached_property
    def _rational(self) -> Any:
        """The matrix for exact arithmetic, if it is one of fractions."""
        values = [rational(entry) for entry in self.result.entries]
        if any(value is None for value in values):
            return None
        entries = [flint.fmpq(value.numerator, value.denominator) for value in values if value is not None]
        return flint.fmpq_mat(self.size, self.size, entries)

    # Eigenvalues

    @cached_property
    def eigenvalues(self) -> tuple[float, ...]:
        """In ascending order."""
        return tuple(sorted(float(ball.mid()) for ball in self._balls))

    @cached_property
    def signs(self) -> frozenset[int]:
        """The signs of the eigenvalues."""
        return frozenset((ball > 0) - (ball < 0) for ball in self._balls)

    @cached_property
    def _balls(self) -> list[Any]:
        if self._rational is not None:
            found = []
            for factor, times in self._rational.charpoly().factor()[1]:
                found += [place.ball(_PRECISION) for place in real_zeros(factor, "x")] * times
            return found
        if self.size <= 2:
            return [Spot({}).ball(form) for form in self.forms]
        with flint.ctx.workprec(_PRECISION):
            return [each.real for each in flint.acb_mat(self._ball_matrix(self.size)).eig(multiple=True)]

    @cached_property
    def forms(self) -> tuple[Node, ...]:
        """The eigenvalues in exact form and ascending order; none where they have no short one."""
        if self.size == 1:
            return (self.entry(0, 0),)
        if self.size == 2:
            return tuple([worked_out(form) for form in self._solutions()])
        if self._rational is None:
            return ()
        found = []
        for factor, times in self._rational.charpoly().factor()[1]:
            for place in real_zeros(factor, "x"):
                if place.form is None:
                    return ()
                found += [place.form] * times
        return tuple(sorted(found, key=value_of))

    @cached_property
    def _trace(self) -> Node:
        return worked_out(Sum((self.entry(0, 0), self.entry(1, 1))))

    def _solutions(self) -> tuple[Node, Node]:
        """Both eigenvalues by the formula for quadratic equations."""
        root = Call("sqrt", (less(Power(self._trace, Number(2)), Product((Number(4), self.minors[1]))),))
        lower, upper = (Quotient(top, Number(2)) for top in (less(self._trace, root), Sum((self._trace, root))))
        return lower, upper

    # Conclusions

    @cached_property
    def definite(self) -> Definite:
        if {1, -1} <= self.signs:
            return "indefinite"
        if 0 in self.signs:
            return "negative semidefinite" if -1 in self.signs else "positive semidefinite"
        return "positive" if 1 in self.signs else "negative"

    # How it is told

    def told(self, name: Symbol) -> list[Item]:
        """Minors, eigenvalues and what they say about the matrix of this name."""
        told = [*self._told_minors(), *self._told_eigenvalues(name), Sentence(self._conclusion(name))]
        # What is called D and λ says nothing without its words.
        return [replace(item, is_needed=True) if isinstance(item, Sentence) else item for item in told]

    def _told_minors(self) -> list[Item]:
        items: list[Item] = [Sentence(worded("Find the leading minors, the determinants of the top left corners."))]
        for size, minor in enumerate(self.minors, 1):
            turns = [Turn(self.minor(size))] if 1 < size <= _SHOWN else []
            is_about = self._rational is None and self.size > _SHOWN
            items.append(Chain(naming.indexed("D", size), (*turns, Turn(minor, is_about=is_about))))
        return items

    def _told_eigenvalues(self, name: Symbol) -> list[Item]:
        turns = [[Turn(form)] for form in self.forms]
        if not turns:
            turns = [[Turn(_decimal(value), is_about=True)] for value in self.eigenvalues]
        words = "Find the eigenvalues, the zeros of the characteristic polynomial."
        items: list[Item] = []
        if self._is_diagonal:
            words = "Off the diagonal there are zeros only: the eigenvalues are the entries on the diagonal."
        elif self.size == 2:
            factors = [] if None in map(rational, self.forms) else [Turn(self._factored())]
            items.append(Chain(_characteristic(name), (Turn(self._quadratic()), *factors)))
            if not factors:
                turns = [[Turn(way), *own] for way, own in zip(self._solutions(), turns, strict=True)]
        elif self.size <= _SHOWN and self._rational is not None:
            items.append(Chain(_reversed_characteristic(name), (Turn(self._polynomial()),)))
        numbered = [Chain(naming.indexed("lambda", place), tuple(turn)) for place, turn in enumerate(turns, 1)]
        return [Sentence(worded(words)), *items, *numbered]

    @property
    def _is_diagonal(self) -> bool:
        places = range(self.size)
        return all(self.entry(row, column) == Number(0) for row in places for column in places if row != column)

    def _factored(self) -> Node:
        """`(λ - 1)(λ - 3)`."""
        factors = [step("lambda", form) for form in self.forms]
        return Power(factors[0], Number(2)) if factors[0] == factors[1] else Product(tuple(factors))

    def _quadratic(self) -> Node:
        letter = Name("lambda")
        return tidied(Sum((Power(letter, Number(2)), Negation(Product((self._trace, letter))), self.minors[1])))

    def _polynomial(self) -> Node:
        """The characteristic polynomial, its first coefficient 1."""
        letter, coefficients = Name("lambda"), [_number(each) for each in self._rational.charpoly().coeffs()]
        powers = [Product((each, Power(letter, Number(place)))) for place, each in enumerate(coefficients)]
        return tidied(Sum(tuple(reversed(powers))))

    def _conclusion(self, name: Symbol) -> Words:
        return worded(_CONCLUSIONS["zero" if self.signs == {0} else self.definite], matrix=name)


_CONCLUSIONS = {
    "positive": "All leading minors and all eigenvalues are positive, so {matrix} is positive definite.",
    "negative": "The leading minors alternate in sign, beginning with a negative one, and all eigenvalues are "
    "negative, so {matrix} is negative definite.",
    "indefinite": "There are positive and negative eigenvalues, so {matrix} is indefinite.",
    "positive semidefinite": "No eigenvalue is negative, but one is zero, so {matrix} is positive semidefinite.",
    "negative semidefinite": "No eigenvalue is positive, but one is zero, so {matrix} is negative semidefinite.",
    "zero": "All eigenvalues are zero, so {matrix} is positive semidefinite and negative semidefinite at once.",
}


def _determinant(rows: Sequence[Sequence[Node]]) -> Node:
    """A determinant along its first row, written out."""
    if len(rows) == 1:
        return rows[0][0]
    terms: list[Node] = []
    for column, entry in enumerate(rows[0]):
        rest = [[*row[:column], *row[column + 1 :]] for row in rows[1:]]
        term = Product((entry, _determinant(rest)))
        terms.append(Negation(term) if column % 2 else term)
    return Sum(tuple(terms))


def _number(value: Any) -> Node:
    return number(Fraction(int(value.p), int(value.q)))


def _nearest(ball: Any) -> Node:
    """A number of as many digits as are told of one."""
    return _decimal(float(ball.mid()))


def _decimal(value: float) -> Node:
    return number(Fraction(f"{value:.6g}"), decimal=True)


def _reversed_characteristic(name: Symbol) -> Symbol:
    texts = (f"det(λI − {name.text})", f"det(lambda I - {name.plain})", rf"\det\left(\lambda I - {name.latex}\right)")
    return naming.symbol(*texts)


def _characteristic(name: Symbol) -> Symbol:
    texts = (f"det({name.text} − λI)", f"det({name.plain} - lambda I)", rf"\det\left({name.latex} - \lambda I\right)")
    return naming.symbol(*texts)
