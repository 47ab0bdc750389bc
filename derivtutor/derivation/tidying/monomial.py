"""A product taken apart into a number and powers: in this form factors are collected and cancelled."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from msgspec import Struct

from derivtutor.derivation.formula import product, total
from derivtutor.derivation.tidying.factors import E, Factor, Key, Rational, degree_of, is_root, size_of, whole
from derivtutor.derivation.tidying.order import Order
from derivtutor.notation.rational import ends_as_decimal, number, rational
from derivtutor.notation.shape import base as basis
from derivtutor.notation.shape import is_subtracted
from derivtutor.notation.tree import Call, Name, Negation, Node, Number, Power, Product, Quotient, Structure, Sum

LAWS = {
    "numbers": "do the arithmetic",
    "ones-and-zeros": "drop factors of 1 and terms of 0",
    "signs": "simplify the signs",
    "collect-powers": "combine powers of the same base",
    "power-of-product": "raise each factor to the power",
    "power-of-power": "multiply the exponents",
    "negative-power": "use u^(−n) = 1/u^n",
    "power-of-root": "a root and its power undo each other",
    "even-power": "an even power needs no absolute value",
    "cancel": "cancel",
    "one-fraction": "write as a single fraction",
    "order": "reorder",
}
"""The laws of products, quotients and powers."""

TRIVIAL = frozenset({"ones-and-zeros", "order"})
"""Laws that are told only where nothing else is done."""

ONE = Number(1)
_SPLIT = (Power, Product, Quotient)
MOST_BITS = 256
"""Powers of numbers are worked out up to this size; towers such as 9^9^9^9 are kept."""


class Monomial(Struct, gc=False):
    """A number times powers, in the order in which they were met.

    Of the `laws` that bringing them together used it knows those that decide what is done next: `cancel`, `even-power`.
    """

    coefficient: Rational = 1
    decimal: bool = False
    factors: dict[Key, Factor] = {}
    laws: set[str] = set()

    def copy(self) -> Monomial:
        """Another one with the same factors, to be multiplied on."""
        factors = {
            key: Factor(factor.base, factor.term, factor.power, factor.root, factor.inline, factor.decimal)
            for key, factor in self.factors.items()
            if factor.power
        }
        return Monomial(self.coefficient, self.decimal, factors, set(self.laws))

    def key(self) -> tuple[tuple[Key, Rational], ...]:
        """What two monomials have in common when they are like terms."""
        return tuple(sorted((key, factor.power) for key, factor in self.factors.items() if factor.power))

    def power_of(self, key: Key) -> Rational:
        """The power in which a factor occurs; 0 where it does not."""
        return self.factors[key].power if key in self.factors else 0

    def divide(self, divisor: Monomial) -> None:
        """Take away what a divisor has; its factors must be among these."""
        if divisor.coefficient != 1:
            self.coefficient = whole(Fraction(self.coefficient) / divisor.coefficient)
        for key, factor in divisor.factors.items():
            self.factors[key].power -= factor.power

    def multiply(self, other: Monomial, power: Rational) -> None:
        """Multiply by a power of another one, which has one factor and no number."""
        for key, factor in other.factors.items():
            own = self.factors.setdefault(key, factor.to(0))
            own.power = whole(own.power + factor.power * power)

    @property
    def is_of_letters(self) -> bool:
        """Whether this is a number times powers of letters."""
        return all(factor.is_of_letter for factor in self.factors.values())


class Monomials:
    """Takes products apart and puts them together; equal bases are recognised by the numbers of a `Structure`."""

    def __init__(self, structure: Structure, order: Order) -> None:
        self.structure = structure
        self.order = order
        self._exponents: dict[int, tuple[Rational, Node | None, bool, Node]] = {}
        self._sums: dict[tuple[int, ...], int] = {}
        self._known: dict[int, tuple[Node, Monomial]] = {}

    def of(self, node: Node) -> Monomial:
        """The monomial of an expression whose parts are tidy already, to be changed at will."""
        return self.seen(node).copy()

    def seen(self, node: Node) -> Monomial:
        """The same, to be looked at only: it is worked out once."""
        known = self._known.get(id(node))
        if known is None:
            known = self._known[id(node)] = node, self._taken_apart(node)
        return known[1]

    def _taken_apart(self, node: Node) -> Monomial:
        monomial = Monomial()
        self._multiply(monomial, node, 1)
        for key, factor in list(monomial.factors.items()):
            if type(factor.base) is Call and factor.base.function == "abs":
                self._without_bars(monomial, key, factor)
            elif factor.root is not None and factor.power.denominator == 1 and type(factor.base) in _SPLIT:
                del monomial.factors[key]
                self._multiply(monomial, factor.base, factor.power)
        return monomial

    def key_of(self, base: Node) -> Key:
        """Under which key the plain powers of a base are found."""
        return self.number_of(base), -1

    def times(self, left: Monomial, right: Monomial) -> Monomial:
        """The product of two monomials."""
        together = left.copy()
        together.coefficient = whole(Fraction(left.coefficient) * right.coefficient)
        together.decimal = left.decimal or right.decimal
        for key, factor in right.copy().factors.items():
            known = together.factors.setdefault(key, factor)
            if known is not factor:
                known.power = whole(known.power + factor.power)
                known.inline = known.inline or factor.inline
        return together

    def remember(self, node: Node, monomial: Monomial) -> None:
        """An expression was written from this monomial, which nobody changes any more."""
        self._known[id(node)] = node, monomial

    def _without_bars(self, monomial: Monomial, key: Key, bars: Factor) -> None:
        """`|u|^2` is `u^2`; and `u^2/|u|` is `|u|`."""
        inside = bars.base.children[0]
        plain = monomial.factors.get(self.key_of(inside))
        if bars.term is not None or bars.power.denominator != 1 or not bars.power:
            return
        if bars.power % 2 == 0:
            monomial.laws.add("even-power")
            del monomial.factors[key]
            self._multiply(monomial, inside, bars.power)
        elif plain is not None and plain.power.denominator == 1:
            while bars.power * plain.power < 0 and size_of(plain.power) > 1:
                monomial.laws.add("even-power")
                two = 2 if plain.power > 0 else -2
                bars.power, plain.power = bars.power + two, plain.power - two

    def _multiply(self, into: Monomial, node: Any, power: Rational) -> None:
        pending: list[tuple[Any, Rational]] = [(node, power)]
        while pending:
            current, exponent = pending.pop()
            kind = type(current)
            if kind is Name:
                self._add(into, Factor(current, None, exponent))
            elif kind is Number:
                self._number(into, current, exponent)
            elif kind is Negation:
                if exponent.numerator % 2:
                    into.coefficient = -into.coefficient
                pending.append((current.operand, exponent))
            elif kind is Product:
                pending.extend([(factor, exponent) for factor in reversed(current.factors)])
            elif kind is Quotient:
                pending += [(current.bottom, -exponent), (current.top, exponent)]
            else:
                self._power(into, current, exponent, pending)

    def _number(self, into: Monomial, node: Number, exponent: Rational) -> None:
        value = node.value
        if (
            exponent.denominator != 1
            or value.numerator.bit_length() * size_of(exponent) > MOST_BITS
            or (not value and exponent < 0)
        ):
            self._add(into, Factor(node, None, exponent))
            return
        into.decimal = into.decimal or bool(node.text)
        coefficient = into.coefficient
        if exponent == 1 and isinstance(coefficient, int) and isinstance(value, int):
            into.coefficient = coefficient * value
        else:
            into.coefficient = whole(Fraction(coefficient) * Fraction(value) ** exponent.numerator)

    def _power(self, into: Monomial, node: Node, exponent: Rational, pending: list[tuple[Node, Rational]]) -> None:
        degree = degree_of(node)
        if degree and isinstance(node, Call):
            self._add(into, Factor(node.arguments[-1], None, Fraction(exponent) / degree, root=node))
            return
        if not isinstance(node, Power):
            self._add(into, Factor(node, None, exponent))
            return
        value = _exponent(node.exponent)
        if value is not None and isinstance(node.base, Call) and node.base.function in ("sqrt", "cbrt", "root"):
            pending.append((node.base, exponent * value))
            return
        if value is not None and value.denominator == exponent.denominator == 1 and _takes_powers(node.base):
            pending.append((node.base, exponent * value))
            return
        if value is not None:
            decimal = _is_decimal(node.exponent)
            self._add(into, Factor(node.base, None, exponent * value, inline=value < 0, decimal=decimal))
            return
        if type(node.base) is Number and type(node.exponent) is Power:
            self._add(into, Factor(node, None, exponent))
            return
        for term in node.exponent.terms if isinstance(node.exponent, Sum) else (node.exponent,):
            coefficient, inner, decimal = self._split(term)
            power = exponent * coefficient
            is_inline = coefficient < 0 and inner is not None
            self._add(into, Factor(node.base, inner, power, inline=is_inline, decimal=decimal))

    def _split(self, term: Node) -> tuple[Rational, Node | None, bool]:
        """The number in front of a term of an exponent, and the rest; remembered, since towers ask again and again."""
        split = self._exponents.get(id(term))
        if split is None:
            part = self.of(term)
            coefficient, part.coefficient = part.coefficient, 1
            rest = self.write(part) if part.factors else None
            split = self._exponents[id(term)] = coefficient, rest, part.decimal, term
        return split[:3]

    def number_of(self, base: Node) -> int:
        """Equal numbers for equal bases; the order of the terms of a sum does not matter."""
        if type(base) is not Sum:
            return self.structure(base)
        terms = tuple(sorted(map(self.structure, base.terms)))
        return -2 - self._sums.setdefault(terms, len(self._sums))

    def _add(self, into: Monomial, factor: Factor) -> None:
        key = (self.number_of(factor.base), -1 if factor.term is None else self.structure(factor.term))
        known = into.factors.get(key)
        if known is None:
            into.factors[key] = factor
            return
        if known.power * factor.power <= 0:
            into.laws.add("cancel")
        known.power = whole(known.power + factor.power)
        known.root = known.root or factor.root
        known.inline = known.inline or factor.inline
        known.decimal = known.decimal or factor.decimal

    def write(self, monomial: Monomial) -> Node:
        """The monomial as an expression: number first, then powers in a book's order, one fraction line."""
        if not monomial.coefficient:
            return Number(0)
        size = size_of(monomial.coefficient)
        top: list[Node] = []
        bottom: list[Node] = []
        lifted: list[Factor] = []
        for group in _by_base(monomial):
            self._place(group, top, bottom, lifted)
        decimal = monomial.decimal and ends_as_decimal(size)
        below = 1 if decimal else size.denominator
        for factor in lifted:
            alone = below == 1 and not bottom
            power = Power(factor.base, number(factor.power, factor.decimal)) if alone else factor.spelled(-factor.power)
            (top if alone else bottom).append(power)
        top.sort(key=self.order.place)
        bottom.sort(key=self.order.place)
        above = number(size, True) if decimal else Number(size.numerator)
        if above != ONE or not top:
            top.insert(0, above)
        if below != 1:
            bottom.insert(0, Number(below))
        written = Quotient(product(top), product(bottom)) if bottom else product(top)
        return Negation(written) if monomial.coefficient < 0 else written

    def _place(self, group: list[Factor], top: list[Node], bottom: list[Node], lifted: list[Factor]) -> None:
        present = [factor for factor in group if factor.power]
        if not present:
            return
        if len(present) == 1 and present[0].term is None:
            factor = present[0]
            if factor.power > 0:
                top.append(factor.spelled(factor.power))
            elif factor.inline and factor.root is None:
                if factor.base == E:
                    top.append(Power(E, number(factor.power, factor.decimal)))
                else:
                    lifted.append(factor)
            else:
                bottom.append(factor.spelled(-factor.power))
            return
        present = self._apart(present, bottom)
        if present[0].base != E and type(present[0].base) is not Number:
            present.sort(key=lambda factor: factor.term is None)  # x^(n + 1), but e^(1 + x) where that was given
        below = all(factor.power < 0 and not factor.inline for factor in present)
        terms = [self._exponent_term(factor, -1 if below else 1) for factor in present]
        terms.sort(key=is_subtracted)
        (bottom if below else top).append(Power(present[0].base, total(terms)))

    def _apart(self, present: list[Factor], bottom: list[Node]) -> list[Factor]:
        """What is left when `x^(1/x)/x^2` stays a fraction, though `x^n/x^2` is `x^(n - 2)`."""
        is_exponential = any(factor.term is not None and self.order.varies(factor.term) for factor in present)
        if not is_exponential or present[0].base == E or type(present[0].base) is Number:
            return present
        bottom += [each.spelled(-each.power) for each in present if each.term is None and each.power < 0]
        return [each for each in present if each.term is not None or each.power > 0]

    def _exponent_term(self, factor: Factor, sign: int) -> Node:
        if factor.term is None:
            return number(sign * factor.power, factor.decimal)
        if factor.power == sign:
            return factor.term
        part = self.of(factor.term)
        part.coefficient = whole(Fraction(part.coefficient) * factor.power * sign)
        part.decimal = factor.decimal
        return self.write(part)


def _takes_powers(base: Node) -> bool:
    """Whether a whole power of an expression is worked into it: `(3x)^2` is `9x^2`, but `(x ln(x))^2` is left."""
    if isinstance(base, Product):
        return any(type(factor) is Number or is_root(basis(factor)) for factor in base.factors) or all(
            type(basis(factor)) in (Name, Sum) for factor in base.factors
        )
    return isinstance(base, (Power, Quotient, Number, Negation))


def _exponent(node: Node) -> Rational | None:
    if type(node) is Number:
        return node.value
    value = rational(node)
    return None if value is None else whole(value)


def _is_decimal(exponent: Node) -> bool:
    inner = exponent.operand if isinstance(exponent, Negation) else exponent
    return isinstance(inner, Number) and bool(inner.text)


def _by_base(monomial: Monomial) -> list[list[Factor]]:
    groups: dict[int, list[Factor]] = {}
    for (base, _), factor in monomial.factors.items():
        groups.setdefault(base, []).append(factor)
    return list(groups.values())
