"""Powers of one base as a single power, and powers below a line as negative ones."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from derivtutor.derivation.formula import negated, product, total
from derivtutor.derivation.rewriting.row import Place
from derivtutor.derivation.tidying.factors import E, degree_of
from derivtutor.derivation.tidying.spread import Spread, spread
from derivtutor.derivation.tidying.spread import together as one_fraction
from derivtutor.notation.rational import number, rational
from derivtutor.notation.tree import Call, Name, Negation, Node, Number, Power, Product, Quotient, Sum

ONE = Number(1)


class Raised(NamedTuple):
    """A factor as a power, and where it stands: its place among all factors, those below a line after the others."""

    base: Node
    exponent: Node
    factor: Node
    place: int = 0
    is_below: bool = False

    @property
    def is_root(self) -> bool:
        return isinstance(self.factor, Call) and self.factor is not self.base

    @property
    def signed(self) -> Node:
        """Its exponent above the line."""
        value = rational(self.exponent)
        if value is not None:
            return number(-value if self.is_below else value)
        return negated(self.exponent) if self.is_below else self.exponent


def raised(factor: Node) -> Raised:
    """A factor as base and exponent: a root has a fraction for it, `√(x³)` the exponent 3/2."""
    degree = degree_of(factor)
    if isinstance(factor, Power):
        return Raised(factor.base, factor.exponent, factor)
    if not degree or not isinstance(factor, Call):
        return Raised(factor, ONE, factor)
    inside = factor.arguments[-1]
    inner = rational(inside.exponent) if isinstance(inside, Power) else None
    if isinstance(inside, Power) and inner is not None and inner.denominator == 1 and (inner % 2 or degree % 2):
        return Raised(inside.base, number(inner / degree), factor)
    return Raised(inside, number(Fraction(1, degree)), factor)


def combined(node: Node, place: Place) -> Node | None:
    """`x^2 x^3` is `x^5`, and `e^(2x) e^x` is `e^(3x)`; roots must have been written as powers before."""
    shared = groups(node, place)
    if not shared or any(map(is_rooted, shared)):
        return None
    everything = spread(node)
    first = {group[0].place: group for group in shared}
    others = {power.place for group in shared for power in group[1:]}
    above: list[Node] = []
    below: list[Node] = []
    for index, factor in enumerate((*everything.above, *everything.below)):
        if index in first:
            above += _power(first[index][0].base, [power.signed for power in first[index]])
        elif index not in others:
            (above if index < len(everything.above) else below).append(factor)
    return one_fraction(Spread(everything.sign, tuple(above), tuple(below)))


def roots_as_powers(node: Node, place: Place) -> Node | None:
    """`x √x` is `x x^(1/2)`, where that helps: the base occurs again, or its power can be made a negative one.

    Beside such a term the roots of all others are written as powers as well.
    """
    terms = node.terms if isinstance(node, Sum) else (node,)
    if not any(_helps(term, place) for term in terms):
        return None
    written = [_with_powers(term, place) for term in terms]
    return Sum(tuple(written)) if isinstance(node, Sum) else written[0]


def _helps(term: Node, place: Place) -> bool:
    alone = _single_power_below(term, place) if place.is_whole else None
    return any(map(is_rooted, groups(term, place))) or (alone is not None and alone.is_root)


def _with_powers(term: Node, place: Place) -> Node:
    """A term with the roots in it that depend on the variable as powers."""
    everything = spread(term)
    written = [
        Power(power.base, power.exponent) if power.is_root and place.depends(power.factor) else power.factor
        for power in _factors(term)
    ]
    above = len(everything.above)
    return one_fraction(Spread(everything.sign, tuple(written[:above]), tuple(written[above:])))


def negative(node: Node, place: Place) -> Node | None:
    """`3/x^2` is `3x^(-2)`: a power of the variable alone below a line, with nothing but constants beside it."""
    below = _single_power_below(node, place) if place.is_whole else None
    if below is None or below.is_root:
        return None
    everything = spread(node)
    rest = [factor for factor in everything.below if factor is not below.factor]
    above = [factor for factor in everything.above if factor != ONE]
    constants: list[Node] = [Quotient(product(above) if above else ONE, product(rest))] if rest else above
    written = product([*constants, Power(below.base, below.signed)])
    return Negation(written) if everything.sign < 0 else written


def power_of_power(node: Node, place: Place) -> Node | None:
    """`(x^2)^3` is `x^6`, and `√(x^3)` is `x^(3/2)`, of the variable alone and with numbers for exponents."""
    outer = raised(node)
    if isinstance(node, Power):
        inner, times = raised(outer.base), rational(outer.exponent)
    else:
        inner, times = outer, Fraction(1)
    exponent = rational(inner.exponent)
    is_plain = isinstance(inner.base, Name) and inner.base.name == place.variable
    if not is_plain or times is None or exponent is None or (exponent * degree_of(node)) == 1:
        return None
    if isinstance(node, Power) and (inner.exponent == ONE or times.denominator != 1):
        return None
    return Power(inner.base, number(exponent * times))


def groups(node: Node, place: Place) -> list[tuple[Raised, ...]]:
    """The powers of a product or quotient that have a base in common: what can be brought together."""
    if not isinstance(node, Product | Quotient | Negation):
        return []
    bases: dict[Node, list[Raised]] = {}
    for power in _factors(node):
        if place.depends(power.factor):
            bases.setdefault(power.base, []).append(power)
    return [tuple(group) for group in bases.values() if len(group) > 1]


def is_rooted(group: tuple[Raised, ...]) -> bool:
    """Whether one of some powers is written as a root."""
    return any(power.is_root for power in group)


def _factors(node: Node) -> list[Raised]:
    everything = spread(node)
    above = len(everything.above)
    return [
        raised(factor)._replace(place=place, is_below=place >= above)
        for place, factor in enumerate((*everything.above, *everything.below))
    ]


def _power(base: Node, exponents: list[Node]) -> list[Node]:
    """A base to the sum of exponents; nothing where that is 0."""
    values = [rational(exponent) for exponent in exponents]
    exact = [value for value in values if value is not None]
    exponent = number(sum(exact)) if len(exact) == len(values) else _added(exponents)
    if exponent == Number(0):
        return []
    return [base if exponent == ONE else Power(base, exponent)]


def _added(exponents: list[Node]) -> Node:
    # Only here is a simplifier needed, which knows of the whole book of laws.
    from derivtutor.derivation.tidy import tidied

    return tidied(total(exponents))


def _single_power_below(node: Node, place: Place) -> Raised | None:
    """The only power of the variable or of e that varies, where that stands below a line."""
    if not isinstance(node, Quotient | Negation):
        return None
    varying = [power for power in _factors(node) if place.depends(power.factor)]
    if len(varying) != 1 or not varying[0].is_below:
        return None
    power = varying[0]
    is_plain = isinstance(power.base, Name) and power.base.name == place.variable and not place.depends(power.exponent)
    return power if is_plain or power.base == E else None


def monomial_base(node: Node, place: Place) -> Node | None:
    """The base of which an expression is a power, constants aside; None where there is no such, or more than one."""
    bases = {power.base for power in _factors(node) if place.depends(power.factor)}
    base = bases.pop() if len(bases) == 1 else None
    is_letter = isinstance(base, Name) and base.name == place.variable
    return base if is_letter or base == E else None


def is_term_of(node: Node, base: Node, place: Place) -> bool:
    """Whether an expression is a constant times powers of a base, or a constant."""
    return all(power.base == base for power in _factors(node) if place.depends(power.factor))
