"""The expressions inside a sum of which it is a polynomial: `e^x` in `e^(2x) - 3e^x + 2`."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TypeGuard

from derivtutor.notation.polynomial import coefficients
from derivtutor.notation.rational import constant_value, number
from derivtutor.notation.tree import (
    KEEPING,
    Name,
    Negation,
    Node,
    Power,
    Product,
    Quotient,
    Structure,
    Sum,
    names,
    substitute,
)

KERNEL = "kernel"
"""The letter that stands for one of them."""

E = Name("e")


class NotSolvedError(Exception):
    """School algebra does not solve an equation."""


class Kernels:
    """The expressions inside a sum of which it is a polynomial: `e^x` in `e^(2x) - 3e^x + 2`."""

    def __init__(self, variable: str) -> None:
        self.variable = variable
        self.nodes: list[Node] = []
        self._same = Structure()
        self._numbers: dict[int, Node] = {}

    def replace(self, node: Node) -> Node:
        """The same expression with a letter in the place of every kernel."""
        if self.variable not in names(node) or isinstance(node, Name):
            return node
        if isinstance(node, Sum | Product | Negation | Quotient):
            children = tuple(map(self.replace, node.children))
            return KEEPING[type(node)](node, list(children))
        if isinstance(node, Power):
            exponent = constant_value(node.exponent)
            if exponent is not None and exponent.denominator == 1:
                return Power(self.replace(node.base), node.exponent)
        return self.letter(node)

    def letter(self, kernel: Node) -> Node:
        key = self._same(kernel)
        if key not in self._numbers:
            self._numbers[key] = Name(KERNEL if not self.nodes else f"{KERNEL} {len(self.nodes)}")
            self.nodes.append(kernel)
        return self._numbers[key]

    def as_powers_of_one(self, node: Node) -> tuple[Kernels, Node]:
        """Exponentials whose exponents are multiples of each other, as powers of one of them."""
        exponents = [coefficients(k.exponent, self.variable) if _is_exponential(k) else None for k in self.nodes]
        first = exponents[0]
        if not first or None in exponents:
            raise NotSolvedError
        ratios = [Fraction(each[-1]) / Fraction(first[-1]) for each in exponents if each]
        alike = [tuple(ratio * c for c in first) == each for ratio, each in zip(ratios, exponents, strict=True)]
        if not all(alike):
            raise NotSolvedError
        unit = Fraction(math.gcd(*(r.numerator for r in ratios)), math.lcm(*(r.denominator for r in ratios)))
        base = self.nodes[0]
        assert isinstance(base, Power)
        one = Kernels(self.variable)
        one.nodes.append(Power(E, _scaled(base.exponent, unit)))
        powers = {
            letter.name: Power(Name(KERNEL), number(ratio / unit))
            for letter, ratio in zip(self._numbers.values(), ratios, strict=True)
            if isinstance(letter, Name)
        }
        return one, substitute(self.replace(node), powers)


def _scaled(node: Node, factor: Fraction) -> Node:
    return node if factor == 1 else Product((number(factor), node))


def _is_exponential(node: Node) -> TypeGuard[Power]:
    return isinstance(node, Power) and node.base == E
