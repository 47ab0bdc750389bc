"""The shapes of all parts of a typed expression, where those of its letters are known or left open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NoReturn

from derivtutor.errors import Refusal
from derivtutor.language import translated
from derivtutor.network.matrices import sentences
from derivtutor.network.matrices.calls import FUNCTIONS
from derivtutor.network.matrices.dimensions import (
    ONE,
    Names,
    Sides,
    Unknown,
    found,
    is_column,
    is_scalar,
    unify,
)
from derivtutor.network.matrices.evaluate import known_function
from derivtutor.network.matrices.scalars_within import places_of_dots, without_scalars
from derivtutor.notation.array_lexer import ONES
from derivtutor.notation.arrays import (
    Array,
    ElementwisePower,
    ElementwiseProduct,
    ElementwiseQuotient,
    MatrixProduct,
    Transpose,
)
from derivtutor.notation.rational import rational
from derivtutor.notation.tree import CONSTANTS, Call, Name, Negation, Number, Power, Product, Quotient, Sum, parts

LARGEST_POWER = 20
"""Higher powers of matrices have more terms than anybody reads."""


class Inference:
    """Gives every part of a tree its sides, and makes equal what must be.

    `shifts` counts scalars that are added to arrays, `oddities` scalars where one expects an array; `added` says how
    many sums of entries are around. `dotted` says of scalar products with a dot how many
    factors stand in front of it.

    Raises:
        UserError: with the place, where the shapes do not fit.
    """

    def __init__(self, text: str, letters: Mapping[str, Sides], declared: frozenset[str]) -> None:
        self.text, self.letters, self.declared = text, letters, declared
        self.shifts = self.oddities = self.added = 0
        self.sides: dict[int, Sides] = {}
        self.dotted: dict[int, int] = {}
        self.names = Names(
            [*letters, "e", *[side for sides in letters.values() for side in sides if isinstance(side, str)]]
        )

    def of(self, node: Any) -> Sides:
        rule = _RULES.get(type(node))
        if rule is None:
            self.fail(sentences.NOT_AN_EXPRESSION, node)
        self.sides[id(node)] = sides = rule(self, node)
        return sides

    # -- what is said ------------------------------------------------------------------------------------------

    def fail(self, refusal: Refusal, node: Any, **values: object) -> NoReturn:
        raise refusal(self.text, node.span[0] if node.span else None, **values)

    def written(self, node: Any) -> str:
        """A part as it was typed, in brackets where it is more than a name or a call."""
        if isinstance(node, Name | Number | Call):
            start, end = node.span or (0, 0)
            return self.text[start:end]
        spans = [part.span for part in parts(node) if part.span and isinstance(part, Name | Number | Call | Transpose)]
        text = self.text[min(start for start, _ in spans) : max(end for _, end in spans)].strip()
        return "(" * max(1, text.count(")") - text.count("(")) + text + ")" * max(1, text.count("(") - text.count(")"))

    def says(self, sides: Sides) -> str:
        return self.names.words(sides)

    def same(self, refusal: Refusal, left: Any, right: Any, sides: Sequence[Sides]) -> Sides:
        """Two arrays of one shape."""
        one, other = sides
        if not (unify(one[0], other[0]) and unify(one[1], other[1])):
            words = {"shape": self.says(one), "other": self.says(other)}
            self.fail(refusal, right, left=self.written(left), right=self.written(right), **words)
        return one

    # -- sums and products -------------------------------------------------------------------------------------

    def sum(self, node: Sum) -> Sides:
        each = [(term, self.of(term)) for term in node.terms]
        arrays = [pair for pair in each if not is_scalar(pair[1])]
        if not arrays:
            return ONE
        first, sides = arrays[0]
        for term, other in arrays[1:]:
            self.same(sentences.MISMATCH_SUM, _bare(first), _bare(term), (sides, other))
        self.shifts += sum(is_scalar(other) and _has_letters(term) for term, other in each)
        return sides

    def product(self, node: Product) -> Sides:
        factors: list[tuple[Any, Sides]] = []
        for factor, following in zip(node.factors, (*node.factors[1:], None), strict=True):
            before = factors[-1][1] if factors else ONE
            is_column = _is_column_of_ones(factor, before, following)
            factors.append((factor, self.ones(factor) if is_column else self.of(factor)))
        whole = self.dot(node, factors) or self.chain(factors)
        for (one, column), (other, row) in pairwise(factors):
            if _is_one(one) and _is_row_of_ones(other):
                unify(column[0], row[1])
        return whole

    def dot(self, node: Product, factors: list[tuple[Any, Sides]]) -> Sides | None:
        """The scalar product of what stands before and after a dot, `w · x`, where both are vectors."""
        for place in places_of_dots(self.text, [factor for factor, _ in factors]):
            left, right = factors[:place], factors[place:]
            sides = (left[-1], right[0])
            is_one_odd = any(self.is_odd(*side) for side in sides)
            self.oddities += is_one_odd and all(self.is_odd(*side) or is_column(side[1]) for side in sides)
            one = self.chain(left)
            if is_column(one) and is_column(other := self.chain(right)):
                self.dotted[id(node)] = place
                self.same(sentences.MISMATCH_ENTRIES, left[-1][0], right[0][0], (one, other))
                return ONE
        return None

    def ones(self, node: Any) -> Sides:
        """A 1 where a column is expected, `X 1`."""
        self.sides[id(node)] = sides = (Unknown(), 1)
        return sides

    def matrix_product(self, node: MatrixProduct) -> Sides:
        return self.chain([(factor, self.of(factor)) for factor in (node.left, node.right)])

    def chain(self, factors: list[tuple[Any, Sides]]) -> Sides:
        """Factors side by side: scalars anywhere, a row and a column around what fits between them as one more."""
        self.oddities += sum(
            self.is_odd(node, sides) and not is_scalar(before) and not is_column(before)
            for (_, before), (node, sides) in pairwise(factors)
        )
        arrays = [pair for pair in factors if not is_scalar(pair[1])]
        arrays = without_scalars(arrays)
        if not arrays:
            return ONE
        for (left, one), (right, other) in pairwise(arrays):
            if not unify(one[1], other[0]):
                if is_column(one) and is_column(other):
                    self.fail(sentences.TWO_VECTORS, right, left=self.written(left), right=self.written(right))
                words = {"shape": self.says(one), "other": self.says(other)}
                ends = {"columns": self.names.dimension(one[1]), "rows": self.names.dimension(other[0])}
                said = {"left": self.written(left), "right": self.written(right)}
                self.fail(sentences.MISMATCH_PRODUCT, right, **said, **words, **ends)
        return arrays[0][1][0], arrays[-1][1][1]

    def quotient(self, node: Quotient) -> Sides:
        self.scalar(node.bottom, sentences.DIVISION_BY_ARRAY)
        return self.of(node.top)

    def scalar(self, node: Any, refusal: Refusal) -> None:
        sides = self.of(node)
        if not is_scalar(sides):
            self.fail(refusal, node, operand=self.written(node), shape=self.says(sides))

    # -- entry by entry ----------------------------------------------------------------------------------------

    def entrywise(self, node: ElementwiseProduct | ElementwiseQuotient) -> Sides:
        one, other = self.of(node.left), self.of(node.right)
        self.oddities += sum(self.is_odd(each, sides) for each, sides in ((node.left, one), (node.right, other)))
        if is_scalar(one) or is_scalar(other):
            return other if is_scalar(one) else one
        return self.same(sentences.MISMATCH_ENTRIES, node.left, node.right, (one, other))

    def entrywise_power(self, node: ElementwisePower) -> Sides:
        base = self.of(node.left)
        self.oddities += self.is_odd(node.left, base)
        exponent = self.of(node.right)
        if is_scalar(base) or is_scalar(exponent):
            return exponent if is_scalar(base) else base
        return self.same(sentences.MISMATCH_ENTRIES, node.left, node.right, (base, exponent))

    def arguable(self, node: Any) -> None:
        """A part where one expects an array."""
        sides = self.of(node)
        self.oddities += self.is_odd(node, sides)

    def is_odd(self, node: Any, sides: Sides) -> bool:
        """Whether letters that may be arrays were taken for scalars where arrays are at home."""
        if not is_scalar(sides):
            return False
        letters = {part.name for part in parts(node) if isinstance(part, Name)} & self.letters.keys()
        return not letters <= self.declared and all(is_scalar(self.letters[letter]) for letter in letters)

    # -- powers ------------------------------------------------------------------------------------------------

    def power(self, node: Power) -> Sides:
        base = self.of(node.base)
        if is_power_of_function(node):
            self.scalar(node.exponent, sentences.EXPONENT_IS_ARRAY)
            return base
        if isinstance(node.exponent, Name) and node.exponent.name == "T" and "T" not in self.letters:
            return base[1], base[0]
        if is_scalar(base):
            exponent = self.of(node.exponent)
            if is_scalar(exponent) or not _has_letters(node.base):
                return exponent
            self.fail(
                sentences.EXPONENT_IS_ARRAY,
                node.exponent,
                operand=self.written(node.exponent),
                shape=self.says(exponent),
            )
        if is_column(base) or found(base[0]) == 1:
            self.fail(sentences.POWER_OF_VECTOR, node.base, operand=self.written(node.base), shape=self.says(base))
        exact = rational(node.exponent)
        if exact is None or exact.denominator != 1 or abs(exact) > LARGEST_POWER:
            self.fail(sentences.WHOLE_POWERS, node.exponent, most=LARGEST_POWER)
        return self.square(node.base, base, translated("A power"))

    def square(self, node: Any, sides: Sides, function: str) -> Sides:
        if not unify(sides[0], sides[1]):
            words = {"operand": self.written(node), "shape": self.says(sides)}
            self.fail(sentences.NOT_SQUARE, node, function=function, **words)
        return sides

    def transpose(self, node: Transpose) -> Sides:
        if _is_one(node.operand):
            self.ones(node.operand)
        else:
            self.arguable(node.operand)
        rows, columns = self.sides[id(node.operand)]
        return columns, rows

    # -- leaves ------------------------------------------------------------------------------------------------

    def name(self, node: Name) -> Sides:
        if node.name in self.letters:
            return self.letters[node.name]
        if node.name == "I":
            side = Unknown()
            return side, side
        return ONE

    def array(self, node: Array) -> Sides:
        rows = [row.entries if isinstance(row, Array) else (row,) for row in node.entries]
        if len({len(row) for row in rows}) != 1:
            self.fail(sentences.RAGGED, node)
        if any(rational(entry) is None for row in rows for entry in row):
            self.fail(sentences.ONLY_NUMBERS, node)
        return len(rows), len(rows[0])

    # -- functions ---------------------------------------------------------------------------------------------

    def call(self, node: Call) -> Sides:
        rule = FUNCTIONS.get(node.function)
        if rule is not None:
            return rule(self, node)
        is_of_numbers = len(node.arguments) == 1 and known_function(node.function)
        if not is_of_numbers and node.function not in ("cbrt", "log"):
            known = f"tr, det, inv, norm, sum, softmax, exp{translated(' or ')}ln"
            self.fail(sentences.NOT_KNOWN, node, function=node.function, known=known)
        return self.of(node.arguments[-1])


def is_power_of_function(node: Power) -> bool:
    """Whether it is `tanh²(u)`, of each entry."""
    return isinstance(node.base, Call) and node.span == node.base.span


def _bare(term: Any) -> Any:
    return term.operand if isinstance(term, Negation) else term


def _is_one(node: Any) -> bool:
    return isinstance(node, Number) and node.value == 1


def _is_column_of_ones(node: Any, before: Sides, after: Any) -> bool:
    """Whether a 1 stands after a row or a matrix, or before a row of ones; one that is printed bold always is."""
    return _is_one(node) and (_is_row_of_ones(after) or found(before[1]) != 1)


def _is_row_of_ones(node: Any) -> bool:
    return isinstance(node, Transpose) and _is_one(node.operand)


def _has_letters(node: Any) -> bool:
    return any(isinstance(part, Name) and part.name not in CONSTANTS for part in parts(node))


_RULES: dict[type, Callable[[Inference, Any], Sides]] = {
    Number: lambda i, n: i.ones(n) if n.text == ONES else ONE,
    Name: Inference.name,
    Sum: Inference.sum,
    Negation: lambda i, n: i.of(n.operand),
    Product: Inference.product,
    MatrixProduct: Inference.matrix_product,
    Quotient: Inference.quotient,
    Power: Inference.power,
    Call: Inference.call,
    ElementwiseProduct: Inference.entrywise,
    ElementwiseQuotient: Inference.entrywise,
    ElementwisePower: Inference.entrywise_power,
    Transpose: Inference.transpose,
    Array: Inference.array,
}
