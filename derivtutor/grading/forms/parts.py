"""An answer's terms taken apart as they were typed: what stands above and below the line, and what terms share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd

from derivtutor.derivation.tidying.factors import E, Factor, Key, Rational, size_of, whole
from derivtutor.derivation.tidying.monomial import Monomial, Monomials
from derivtutor.derivation.tidying.order import Order
from derivtutor.notation.rational import constant_value, rational
from derivtutor.notation.shape import ROOTS
from derivtutor.notation.tree import Call, Negation, Node, Number, Power, Product, Quotient, Structure, Sum, parts

_TERM = (Negation, Product, Quotient)
_LARGEST = 10**6
"""Powers of numbers beyond this size are better left as powers: 2^100."""


@dataclass(slots=True)
class Pieces:
    """The factors of a term above and below the line, and how many minus signs stand before them."""

    above: list[Node] = field(default_factory=list)
    below: list[Node] = field(default_factory=list)
    signs: int = 0


def places(answer: Node) -> Iterator[Node]:
    """An expression and its parts, from the outside in; of a term or a sum in brackets only the whole."""
    pending = [answer]
    while pending:
        current = pending.pop()
        yield current
        pending.extend(reversed(list(_inside(current))))


def _inside(node: Node) -> Iterator[Node]:
    """The parts of an expression that are judged by themselves."""
    pending = list(reversed(node.children))
    while pending:
        child = pending.pop()
        of_term = isinstance(node, _TERM) and isinstance(child, _TERM) and not is_fraction_of_numbers(child)
        of_sum = isinstance(node, Sum) and isinstance(unsigned(child), Sum)
        if of_term or of_sum:
            pending.extend(reversed(child.children))
        else:
            yield child


def unsigned(node: Node) -> Node:
    """An expression without the minus signs before it."""
    while isinstance(node, Negation):
        node = node.operand
    return node


def is_fraction_of_numbers(node: Node) -> bool:
    return isinstance(node, Quotient) and rational(node) is not None


def taken_apart(term: Node) -> Pieces:
    """The factors of a product or fraction; a fraction of numbers stays in one piece where it is a factor."""
    pieces = Pieces()
    pending = [(term, True)]
    while pending:
        current, above = pending.pop()
        if isinstance(current, Negation):
            pieces.signs += 1
            pending.append((current.operand, above))
        elif isinstance(current, Product):
            pending.extend([(factor, above) for factor in reversed(current.factors)])
        elif isinstance(current, Quotient) and (unsigned(term) is current or not is_fraction_of_numbers(current)):
            pending += [(current.bottom, not above), (current.top, above)]
        elif isinstance(current, Power) and isinstance(current.base, Product) and is_whole_power(current):
            powers: list[tuple[Node, bool]] = [(Power(f, current.exponent), above) for f in current.base.factors]
            pending.extend(reversed(powers))
        else:
            (pieces.above if above else pieces.below).append(current)
    return pieces


def is_whole_power(node: Power) -> bool:
    """Whether the exponent is a whole number from 2 upwards."""
    exponent = node.exponent
    return isinstance(exponent, Number) and exponent.value.denominator == 1 and exponent.value >= 2


def numeric(piece: Node) -> Fraction | None:
    """The value of a factor that is a number, a fraction of numbers, or a power of one that is readily worked out."""
    if isinstance(piece, Number):
        return Fraction(piece.value)
    value = constant_value(piece) if isinstance(piece, (Quotient, Power)) else None
    return None if value is None or max(abs(value.numerator), value.denominator) > _LARGEST else value


def is_exact_root(base: Node, exponent: Fraction | None) -> bool:
    """Whether a power of a number with a fraction as exponent is rational: `16^(1/2)`."""
    value = constant_value(base)
    if value is None or exponent is None or exponent.denominator == 1:
        return False
    return all(_is_power(abs(part), exponent.denominator) for part in (value.numerator, value.denominator))


def _is_power(value: int, degree: int) -> bool:
    if value < 2 or degree > value.bit_length() or value > 10**15:
        return value < 2
    return bool(round(value ** (1 / degree)) ** degree == value)


def degree_of(root: Call) -> int:
    """The degree of a root; 0 where it is no whole number."""
    degree = {"sqrt": Fraction(2), "cbrt": Fraction(3)}.get(root.function) or constant_value(root.arguments[0])
    return int(degree) if degree and degree.denominator == 1 and degree > 1 else 0


def has_decimals(node: Node) -> bool:
    return any(isinstance(part, Number) and part.text for part in parts(node))


@dataclass(frozen=True, slots=True)
class Based:
    """A factor as a power of its base; `exponent` is None where none is written or where it is a root."""

    piece: Node
    base: Node
    exponent: Node | None
    is_root: bool


def based(piece: Node) -> Based:
    """A factor as a power of its base: `sqrt(x)^3` is a root of x, and `x` a power of x."""
    inner = piece.base if isinstance(piece, Power) else piece
    if isinstance(inner, Call) and inner.function in ROOTS:
        return Based(piece, inner.arguments[-1], None, True)
    return Based(piece, inner, piece.exponent if isinstance(piece, Power) else None, False)


def has_fraction(side: Node, of_numbers: bool) -> bool:
    """Whether a fraction stands in the terms or factors of what is above or below a line.

    A number below a term of a sum, as in `1/(1 + x^2/4)`, only counts where `of_numbers` says so.
    """
    pending = [(side, True)]
    while pending:
        current, counts = pending.pop()
        if isinstance(current, Quotient) and (counts or rational(current.bottom) is None):
            return True
        if isinstance(current, Sum):
            pending.extend([(term, of_numbers) for term in current.terms])
        elif isinstance(current, (Negation, Product)):
            pending.extend([(child, counts) for child in current.children])
        elif isinstance(current, Power) and isinstance(current.base, Sum):
            pending.append((current.base, counts))
    return False


@dataclass(slots=True)
class Content:
    """A whole number and powers, and which of both are shared by the terms of sums."""

    number: int = 1
    of_sums: int = 1
    powers: dict[Key, Factor] = field(default_factory=dict)
    shared: set[Key] = field(default_factory=set)


class Terms:
    """The terms of one answer's sums as monomials, in which equal factors are recognised."""

    def __init__(self) -> None:
        self.monomials = Monomials(Structure(), Order(Number(0), "x"))

    def summands(self, node: Sum) -> list[tuple[Monomial, Node]]:
        """The terms of a sum, also of brackets in it, multiplied out; each with the term as it is shown."""
        summands: list[tuple[Monomial, Node]] = []
        pending: list[tuple[Node, Monomial | None, Node | None]] = [(term, None, None) for term in reversed(node.terms)]
        while pending:
            term, by, shown = pending.pop()
            core = unsigned(term)
            negative = taken_apart(term).signs % 2 == 1
            bracket = _bracket(core) if by is None else None
            if isinstance(core, Sum):
                signed = [Negation(inner) if negative else inner for inner in core.terms]
                pending += [(inner, by, shown) for inner in reversed(signed)]
            elif bracket is not None:
                factors, inside = bracket
                before = self.monomials.of(Product((*factors, Number(1))))
                before.coefficient *= -1 if negative else 1
                pending += [(inner, before, term) for inner in reversed(inside.terms)]
            else:
                part = self.monomials.of(term)
                summands.append((part if by is None else self.monomials.times(by, part), shown or term))
        return summands

    def shared(self, node: Sum, of_roots: bool = True) -> Monomial:
        """What all terms of a sum have as a factor: a number, letters, exponentials, brackets, functions."""
        terms = [self.monomials.of(term) for term in node.terms]
        shared = Monomial()
        if not any(isinstance(part, Number) and part.text for part in parts(node)) and all(
            t.coefficient for t in terms
        ):
            tops = gcd(*(term.coefficient.numerator for term in terms))
            shared.coefficient = whole(Fraction(tops, gcd(*(term.coefficient.denominator for term in terms))))
        for key, factor in terms[0].factors.items():
            power = _shared_power(key, terms)
            if power and (of_roots or not any(term.factors[key].root for term in terms)):
                shared.factors[key] = factor.to(power)
        return shared

    def content(self, pieces: list[Node]) -> Content:
        """What can be divided out of one side of a line."""
        content = Content()
        for piece in pieces:
            part = self.shared(piece, of_roots=False) if isinstance(piece, Sum) else self.monomials.of(piece)
            if not part.decimal and part.coefficient.denominator == 1:
                content.number *= int(size_of(part.coefficient))
                content.of_sums *= int(size_of(part.coefficient)) if isinstance(piece, Sum) else 1
            for key, factor in part.factors.items():
                if factor.power > 0:
                    content.powers.setdefault(key, factor)
                    content.shared |= {key} if isinstance(piece, Sum) else set()
        return content

    def number_of(self, base: Node) -> int:
        return self.monomials.number_of(base)

    def written(self, monomial: Monomial) -> Node:
        return self.monomials.write(monomial)


def _bracket(core: Node) -> tuple[list[Node], Sum] | None:
    """The one sum in a product, and the factors beside it: `2x(x + 1)`."""
    pieces = taken_apart(core)
    sums = [piece for piece in pieces.above if isinstance(piece, Sum)]
    if pieces.below or len(sums) != 1:
        return None
    return [piece for piece in pieces.above if piece is not sums[0]], sums[0]


def _shared_power(key: Key, terms: list[Monomial]) -> Rational:
    """The power of a factor that all terms have; none for `x + sqrt(x)`, where only a root could be taken out."""
    powers = [term.power_of(key) for term in terms]
    if min(powers) <= 0 <= max(powers):
        return 0
    power = min(powers, key=size_of)
    of_root = any(Fraction(other - power).denominator != 1 for other in powers)
    return 0 if of_root and terms[0].factors[key].base != E else power
