"""Expressions read into a tower, and what their being defined tells about signs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, reduce
from typing import Any

from derivtutor.grading.tower.arithmetic import Fraction, Refused, Tower, Undefined
from derivtutor.grading.tower.factors import split
from derivtutor.grading.tower.functions import CALLS, any_function, indicator, letter_or_constant, piecewise
from derivtutor.grading.tower.powers import Finer, Rational, exponential, logarithm, rational_power
from derivtutor.grading.tower.signs import is_never_whole, is_nonzero, known_sign
from derivtutor.notation import meaning
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.tree import (
    Algebra,
    Call,
    Comparison,
    Derivative,
    Name,
    Negation,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    Unknown,
    fold,
)


def parts_that_must_exist(tree: Node) -> list[Node]:
    """The parts that have values wherever the expression has one: all but those within piecewise functions."""
    parts: dict[int, Node] = {}
    pending = [tree]
    while pending:
        node = pending.pop()
        if id(node) not in parts:
            parts[id(node)] = node
            pending += () if isinstance(node, Piecewise) else node.children
    return list(parts.values())


class Reading:
    """An expression, read into a tower."""

    def __init__(self, tower: Tower, tree: Node) -> None:
        self.tower, self._tree = tower, tree
        self._must_exist = {id(node) for node in parts_that_must_exist(tree)}

    def value(self) -> Fraction:
        return self._read(self._tree, {}, lambda node: id(node) in self._must_exist)

    def _read(self, tree: Node, environment: Mapping[str, Fraction], exists: Callable[[Node], bool]) -> Fraction:
        tower = self.tower

        def name(leaf: Name, _: list[Fraction]) -> Fraction:
            return environment[leaf.name] if leaf.name in environment else letter_or_constant(tower, leaf.name)

        def call(node: Call, arguments: list[Fraction]) -> Fraction:
            function = node.function
            if function in _DOMAINS and exists(node):
                for least in _DOMAINS[function](tower, arguments[0]):
                    self._learn(least)
            if function in CALLS:
                return CALLS[function](tower, *arguments)
            if function == "root" and (index := _rational(arguments[0])):
                return self._power(node, arguments[1], tower.fraction(*_parts(1 / index, tower)), exists)
            inner = dict(zip(FUNCTIONS[function].arguments, arguments, strict=True))
            must = exists(node)
            return self._read(_definition(function), inner, lambda _: must)

        def power(node: Power, children: list[Fraction]) -> Fraction:
            if node.base == Name("e"):
                return exponential(tower, children[1])
            return self._power(node, children[0], children[1], exists)

        algebra: Algebra[Fraction] = {**self._arithmetic(), Name: name, Call: call, Power: power}
        return fold(tree, algebra)

    def _arithmetic(self) -> dict[type, Callable[[Any, Any], Fraction]]:
        tower = self.tower
        return {
            Number: lambda leaf, _: tower.fraction(*_parts(Rational(leaf.value), tower)),
            Sum: lambda _, terms: reduce(tower.add, terms),
            Product: lambda _, factors: reduce(tower.multiply, factors),
            Negation: lambda _, children: tower.negate(children[0]),
            Quotient: lambda _, children: tower.divide(*children),
            Unknown: lambda node, arguments: any_function(tower, ("unknown", node.name, node.orders), arguments),
            Comparison: lambda node, operands: indicator(tower, node.relations, operands),
            Piecewise: lambda node, children: piecewise(tower, len(node.values), children),
            Derivative: _refuse,
        }

    def _power(self, node: Node, base: Fraction, exponent: Fraction, exists: Callable[[Node], bool]) -> Fraction:
        tower = self.tower
        rational = _rational(exponent)
        if rational is not None:
            if rational.denominator % 2 == 0 and exists(node):
                self._learn(base)
            return rational_power(tower, base, rational)
        if not _is_open(tower, base):
            raise Refused
        if not _is_positive(tower, base):
            if not is_never_whole(tower, exponent):
                raise Refused
            if exists(node):
                self._learn(base)
        whole = _whole_part(exponent)
        rest = tower.subtract(exponent, tower.whole(whole))
        power = exponential(tower, tower.multiply(rest, logarithm(tower, base)))
        return tower.multiply(power, rational_power(tower, base, Rational(whole)))

    def _learn(self, least: Fraction) -> None:
        """The sign of the one factor whose sign was not known, of what is at least zero.

        The others must not be zero: `sqrt(u v)` says nothing about `v` where `u` is zero. What is defined nowhere, such
        as `sqrt(-1 - x^2)`, equals anything, and no use is made of that.
        """
        tower = self.tower
        if least.top.is_zero():
            return
        factors = split(tower, least)
        sign, unknown = factors.sign, []
        for base, times in factors.powers:
            if isinstance(base, int):
                continue
            here = known_sign(tower, base)
            if here or times % 2 == 0:
                if times > 0 and not _is_nonzero_base(tower, base):
                    return
                sign *= here if times % 2 else 1
            else:
                unknown.append(base)
        if not unknown and sign < 0:
            raise Undefined
        if len(unknown) != 1:
            return
        generator = tower.single(unknown[0])
        if generator is not None and generator.kind == "letter" and not tower.is_supposing:
            raise Finer(letter=(generator.of, sign))
        tower.signs[str(unknown[0])] = sign


def _refuse(*_: object) -> Fraction:
    raise Refused


def _parts(number: Rational, tower: Tower) -> tuple[Any, Any]:
    return number.numerator * tower.one, number.denominator * tower.one


def _rational(u: Fraction) -> Rational | None:
    if not (u.top.is_constant() and u.bottom.is_constant()):
        return None
    return Rational(int(u.top.leading_coefficient()) if u.top else 0, int(u.bottom.leading_coefficient()))


def _is_nonzero_base(tower: Tower, base: Any) -> bool:
    generator = None if isinstance(base, int) else tower.single(base)
    if generator is not None and generator.kind in ("root", "size"):
        return _is_nonzero_base(tower, generator.of)
    return isinstance(base, int) or is_nonzero(tower, base)


def _whole_part(u: Fraction) -> int:
    """The whole part of the constant term, where that is easily seen."""
    if not u.bottom.is_constant():
        return 0
    places = (0,) * len(u.top.degrees())
    return int(u.top[places]) // int(u.bottom.leading_coefficient())


def _is_open(tower: Tower, u: Fraction) -> bool:
    """Whether it is zero almost nowhere, or else could be, as no relation makes it zero.

    A power of zero is no exponential, though it may be defined: `(x + |x|)^y` for negative `x`.
    """
    bases = [base for base, _ in split(tower, u).powers if not isinstance(base, int)]
    return all(_is_nonzero_base(tower, base) or tower.are_free(base) for base in bases)


def _is_positive(tower: Tower, u: Fraction) -> bool:
    factors = split(tower, u)
    sign = factors.sign
    for base, times in factors.powers:
        if times % 2 and not isinstance(base, int):
            sign *= known_sign(tower, base)
    return sign > 0


_DOMAINS: dict[str, Callable[[Tower, Fraction], Sequence[Fraction]]] = {
    "sqrt": lambda _, u: [u],
    "ln": lambda _, u: [u],
    "arcsin": lambda tower, u: [tower.add(tower.whole(1), u), tower.subtract(tower.whole(1), u)],
}
"""What is at least zero where a function has a value."""

_DEFINITIONS = {
    "tan": "sin(u)/cos(u)",
    "arccos": "pi/2 - arcsin(u)",
    "sinh": "(e^u - e^(-u))/2",
    "cosh": "(e^u + e^(-u))/2",
    "tanh": "(e^u - e^(-u))/(e^u + e^(-u))",
    "arsinh": "ln(u + sqrt(u^2 + 1))",
    "arcosh": "ln(u + sqrt(u^2 - 1))",
    "artanh": "ln((1 + u)/(1 - u))/2",
    "erfc": "1 - erf(u)",
    "relu": "(u + abs(u))/2",
    "leaky_relu": "(101 u + 99 abs(u))/200",
}
"""Formulas in terms of what is read directly, where the table of functions has others or none."""


@cache
def _definition(function: str) -> Node:
    from derivtutor.notation.reader import read

    text = _DEFINITIONS.get(function)
    return read(text).tree if text else meaning.definition(function)
