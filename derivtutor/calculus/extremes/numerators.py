"""Equations as polynomials: what must be zero for a fraction of sums and products to be zero, and its factors."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple, TypeAlias

from derivtutor.derivation.tidy import tidied
from derivtutor.libraries import flint
from derivtutor.notation.rational import number
from derivtutor.notation.tree import (
    Call,
    Name,
    Negation,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    names,
)

Polynomial: TypeAlias = Any
"""A `flint.fmpq_mpoly`."""

_HIGHEST_POWER = 60
_POSITIVE = frozenset({"cosh", "sech", "sigmoid", "softplus"})


class Factor(NamedTuple):
    """A factor of an equation's left side: its polynomial and its tree."""

    polynomial: Polynomial
    tree: Node


class Numerators:
    """Reads equations `… = 0` in some variables as polynomials in these and in all that is no arithmetic of them."""

    def __init__(self, equations: Iterable[Node], variables: Sequence[str]) -> None:
        self.variables = tuple(variables)
        self._atoms: dict[Node, int] = {}
        equations = tuple(equations)
        for equation in equations:
            self._collect(equation)
        count = len(self.variables)
        self.context = flint.fmpq_mpoly_ctx.get(
            [f"v{place}" for place in range(count + len(self._atoms))], flint.Ordering.degrevlex
        )
        self._letters = self.context.gens()
        self.trees: tuple[Node, ...] = (*map(Name, self.variables), *self._atoms)

    def _collect(self, equation: Node) -> None:
        pending = [equation]
        while pending:
            node = pending.pop()
            if isinstance(node, Sum | Negation | Product | Quotient) or _whole_power(node) is not None:
                pending.extend(node.children[:1] if isinstance(node, Power) else node.children)
            elif not isinstance(node, Number) and not (isinstance(node, Name) and node.name in self.variables):
                self._atoms.setdefault(node, len(self._atoms))

    def polynomial(self, equation: Node) -> Polynomial:
        """The numerator of the equation's left side."""
        return self.fraction(equation)[0]

    def fraction(self, node: Node) -> tuple[Polynomial, Polynomial]:
        """Numerator and denominator of an expression, without common factors."""
        one = self.context.constant(1)
        if isinstance(node, Number):
            return self.context.constant(flint.fmpq(node.value.numerator, node.value.denominator)), one
        if isinstance(node, Name) and node.name in self.variables:
            return self._letters[self.variables.index(node.name)], one
        if node in self._atoms:
            return self._letters[len(self.variables) + self._atoms[node]], one
        exponent = _whole_power(node)
        parts = [self.fraction(child) for child in (node.children[:1] if exponent is not None else node.children)]
        if exponent is not None:
            (top, bottom), size = parts[0], abs(exponent)
            return (top**size, bottom**size) if exponent >= 0 else (bottom**size, top**size)
        if isinstance(node, Negation):
            return -parts[0][0], parts[0][1]
        if isinstance(node, Quotient):
            return reduced(parts[0][0] * parts[1][1], parts[0][1] * parts[1][0])
        top, bottom = parts[0]
        for above, below in parts[1:]:
            if isinstance(node, Product):
                top, bottom = reduced(top * above, bottom * below)
            else:
                top, bottom = (
                    (top + above, bottom) if below == bottom else (top * below + above * bottom, bottom * below)
                )
        return reduced(top, bottom)

    def factors(self, equation: Node) -> list[Factor] | None:
        """The factors that can be zero, each once; None where the left side is zero everywhere."""
        polynomial = self.polynomial(equation)
        if polynomial == 0:
            return None
        found = sorted([primitive(factor) for factor, _ in polynomial.factor()[1]], key=rank)
        return [Factor(each, self.tree(each)) for each in found if not self._is_never_zero(each)]

    def _is_never_zero(self, polynomial: Polynomial) -> bool:
        """Whether all terms are surely positive, or all negative."""
        terms = list(polynomial.terms())
        signs = {coefficient > 0 for _, coefficient in terms}
        return (
            len(signs) == 1
            and any(map(self._is_positive, [powers for powers, _ in terms]))
            and all(self._is_not_negative(powers) for powers, _ in terms)
        )

    def _is_positive(self, powers: Sequence[int]) -> bool:
        return all(not power or _is_positive(tree) for power, tree in zip(powers, self.trees, strict=True))

    def _is_not_negative(self, powers: Sequence[int]) -> bool:
        return all(power % 2 == 0 or _is_positive(tree) for power, tree in zip(powers, self.trees, strict=True))

    def tree(self, polynomial: Polynomial) -> Node:
        """A polynomial as a sum, the highest powers first, but none that is subtracted if there is another one."""
        terms = [self._term(powers, exact(c)) for powers, c in polynomial.terms()]
        added = [place for place, term in enumerate(terms) if not isinstance(term, Negation)]
        if added:
            terms.insert(0, terms.pop(added[0]))
        return Sum(tuple(terms)) if len(terms) > 1 else terms[0] if terms else Number(0)

    def _term(self, powers: Sequence[int], coefficient: Fraction) -> Node:
        factors: list[Node] = []
        for power, tree in zip(powers, self.trees, strict=True):
            if power:
                factors.append(tree if power == 1 else Power(tree, Number(int(power))))
        size = abs(coefficient)
        if size != 1 or not factors:
            factors.insert(0, number(size))
        whole = factors[0] if len(factors) == 1 else Product(tuple(factors))
        return Negation(whole) if coefficient < 0 else whole

    def is_never_zero(self, equation: Node, letter: str, factor: Factor) -> bool:
        """Whether what a letter is multiplied by in an equation cannot be zero where the equation has values."""
        slope = factor.polynomial.derivative(self.variables.index(letter))
        bottom = self.fraction(equation)[1]
        return all(self._is_never_zero(each) or _over(bottom, each) * each == bottom for each, _ in slope.factor()[1])

    def powers(self, polynomial: Polynomial, letter: str) -> list[Node] | None:
        """What the powers of a letter are multiplied by, from the constant on; None where it is inside of functions."""
        place = self.variables.index(letter)
        if self._is_hidden(polynomial, letter):
            return None
        terms: list[dict[tuple[int, ...], Any]] = [{} for _ in range(polynomial.degrees()[place] + 1)]
        for key, coefficient in polynomial.to_dict().items():
            terms[key[place]][(*key[:place], 0, *key[place + 1 :])] = coefficient
        return [self.tree(self.context.from_dict(each)) for each in terms]

    def linear(self, factor: Factor, letter: str) -> tuple[Node, Node, Node] | None:
        """The `a`, `b` and `-b/a` of `a v + b`, without the letter v; None where the equation is not of this kind."""
        found = self.powers(factor.polynomial, letter)
        if found is None or len(found) != 2:
            return None
        place = self.variables.index(letter)
        slope = factor.polynomial.derivative(place)
        if slope.is_constant():
            rest = slope * self._letters[place] - factor.polynomial
            return found[1], found[0], self.tree(rest * (1 / slope.leading_coefficient()))
        return found[1], found[0], tidied(Quotient(Negation(found[0]), found[1]))

    def _is_hidden(self, polynomial: Polynomial, variable: str) -> bool:
        """Whether the variable occurs in something that is no arithmetic."""
        degrees = polynomial.degrees()[len(self.variables) :]
        return any(degree and variable in names(atom) for degree, atom in zip(degrees, self._atoms, strict=True))

    @property
    def are_plain(self) -> bool:
        """Whether there is nothing but arithmetic."""
        return not self._atoms

    def in_order(self, polynomials: Iterable[dict[tuple[int, ...], int]]) -> list[Node]:
        """Polynomials in the variables, given by their coefficients, as trees."""
        return [self.tree(self.context.from_dict(terms)) for terms in polynomials]


def basis(equations: Sequence[Node], variables: Sequence[str]) -> list[Node]:
    """A triangular system with the same solutions: a Gröbner basis, the last variables alone at its end."""
    reading = Numerators(equations, variables)
    if not reading.are_plain:
        return []
    count = len(variables)
    context = flint.fmpz_mpoly_ctx.get([f"v{place}" for place in range(count)], flint.Ordering.lex)
    polynomials = [context.from_dict(_whole(reading.polynomial(equation))) for equation in equations]
    found, is_complete = flint.fmpz_mpoly_vec(polynomials, context).buchberger_naive(limits=_LIMITS)
    if not is_complete:
        return []
    kept = [{key: int(value) for key, value in each.to_dict().items()} for each in found.autoreduction()]
    return reading.in_order(terms for terms in kept if terms)


_LIMITS = (60, 400, 4000)
"""A basis of more polynomials than this, of more terms, or with longer numbers is not looked for."""


def _whole(polynomial: Polynomial) -> dict[tuple[int, ...], int]:
    """The coefficients of a polynomial, multiplied until they are whole."""
    terms = polynomial.to_dict()
    scale = math.lcm(*[int(value.q) for value in terms.values()])
    return {powers: int(value.p) * scale // int(value.q) for powers, value in terms.items()}


def _whole_power(node: Node) -> int | None:
    """The exponent of a power, if it is a whole number and not large."""
    if not isinstance(node, Power) or node.base == Name("e"):
        return None
    size = node.exponent.operand if isinstance(node.exponent, Negation) else node.exponent
    if not isinstance(size, Number) or size.value.denominator != 1 or size.value > _HIGHEST_POWER:
        return None
    return -int(size.value) if isinstance(node.exponent, Negation) else int(size.value)


def primitive(polynomial: Polynomial) -> Polynomial:
    """A polynomial with whole coefficients that have no common factor, the first one positive."""
    return polynomial * (1 / content(polynomial))


def content(polynomial: Polynomial) -> Any:
    """The number that all coefficients have in common, with the sign of the first."""
    found = list(polynomial.to_dict().values())
    above, below = math.gcd(*[int(each.p) for each in found]), math.lcm(*[int(each.q) for each in found])
    return flint.fmpq(above if polynomial.leading_coefficient() > 0 else -above, below)


def rank(polynomial: Polynomial) -> tuple[int, int, list[tuple[tuple[int, ...], Fraction]]]:
    """The order of factors, which every version of the library gives in another one: the simple ones first."""
    terms = [(tuple([-power for power in powers]), exact(value)) for powers, value in polynomial.to_dict().items()]
    return polynomial.total_degree(), len(terms), sorted(terms)


def exact(value: Any) -> Fraction:
    """A coefficient as a fraction."""
    return Fraction(int(value.p), int(value.q))


def reduced(top: Polynomial, bottom: Polynomial) -> tuple[Polynomial, Polynomial]:
    """A fraction without common factors."""
    common = top.gcd(bottom) if top != 0 else bottom
    return (top, bottom) if common.is_constant() else (_over(top, common), _over(bottom, common))


def _over(polynomial: Polynomial, divisor: Polynomial) -> Polynomial:
    return divmod(polynomial, divisor)[0]


def _is_positive(tree: Node) -> bool:
    """Whether an expression is surely positive wherever it has a value."""
    if isinstance(tree, Power):
        return tree.base == Name("e") or (isinstance(tree.base, Number) and tree.base.value > 0)
    if isinstance(tree, Name):
        return tree.name in ("e", "pi")
    return isinstance(tree, Call) and tree.function in _POSITIVE
