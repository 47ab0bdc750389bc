"""Whether two expressions are proved equal as real functions, by exact arithmetic over a tower of real functions."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache, reduce
from typing import Any

import flint

from derivtutor.grading.tower import Ball, Fraction, Generator, Refused, Tower, Values, sampling
from derivtutor.grading.tower_angles import cosine_and_sine, inverse_at_twelfths, pi
from derivtutor.grading.tower_powers import (
    Finer,
    Rational,
    absolute,
    exponential,
    logarithm,
    rational_power,
    sign,
    split,
)
from derivtutor.grading.tower_signs import is_never_whole, is_nonzero, is_zero, known_sign
from derivtutor.notation import meaning
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.rational import constant_value
from derivtutor.notation.tree import (
    KEEPING,
    Algebra,
    Call,
    Comparison,
    Derivative,
    Integral,
    Name,
    Negation,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Structure,
    Sum,
    Unknown,
    fold,
)

_MOST_BEGINNINGS = 10
_MOST_NODES = 2000


def is_certain(left: Node, right: Node, domain: Sequence[Node] = ()) -> bool:
    """Whether both expressions are proved equal wherever they and all of `domain` have values.

    That is up to a set without interior. False says nothing: it is no proof that they differ.
    """
    structure = Structure()
    if structure(left) == structure(right):
        return True
    without = _without_integrals(structure)
    trees = [fold(tree, without) for tree in (left, right, *domain)]
    if sum(1 for tree in trees for _ in parts_that_must_exist(tree)) > _MOST_NODES:
        return False
    with sampling():
        return _is_proved(trees)


def _is_proved(trees: Sequence[Node]) -> bool:
    tower = _beginning(trees)
    for _ in range(_MOST_BEGINNINGS):
        try:
            return _agree(tower, trees)
        except Finer as finer:
            letters = {**tower.letters, finer.letter[0]: finer.letter[1]} if finer.letter else tower.letters
            tower = Tower(math.lcm(tower.roots, finer.roots), math.lcm(tower.turns, finer.turns), letters)
        except Refused:
            return False
    return False


def _agree(tower: Tower, trees: Sequence[Node]) -> bool:
    """Signs that are found out too late to have been used make a second reading worth while."""
    left, right, *domain = trees
    for tree in domain:
        try:
            _Reading(tower, tree).value()
        except Refused:
            continue
    for _ in range(2):
        known = len(tower.signs)
        values = [_Reading(tower, tree).value() for tree in (left, right)]
        if is_zero(tower, tower.subtract(*values)):
            return True
        if len(tower.signs) == known:
            return False
    return False


def _beginning(trees: Sequence[Node]) -> Tower:
    """A tower that most expressions need no other than: with the orders of roots and the letters under them."""
    roots, letters = 1, {}
    for tree in trees:
        for node in parts_that_must_exist(tree):
            if isinstance(node, Call) and node.function in ("sqrt", "cbrt", "ln"):
                roots = math.lcm(roots, {"sqrt": 2, "cbrt": 3, "ln": 1}[node.function])
                argument = node.arguments[0]
                if isinstance(argument, Name) and argument.name not in ("e", "pi") and node.function != "cbrt":
                    letters[argument.name] = 1
            elif isinstance(node, Power) and isinstance(node.exponent, Quotient):
                exponent = constant_value(node.exponent)
                if exponent is not None and exponent.denominator <= 12:
                    roots = math.lcm(roots, exponent.denominator)
    return Tower(roots if roots <= 60 else 1, 1, letters)


def parts_that_must_exist(tree: Node) -> list[Node]:
    """The parts that have values wherever the expression has one: all but those within piecewise functions."""
    found, pending = [], [tree]
    while pending:
        node = pending.pop()
        found.append(node)
        if not isinstance(node, Piecewise):
            pending += node.children
    return found


def _without_integrals(structure: Structure) -> Algebra[Node]:
    """Integrals as functions of their bounds: all that is known of one is what is integrated."""

    def integral(node: Integral, children: list[Node]) -> Node:
        name = f"integral {structure(node.integrand)} {node.variable}"
        return Unknown(name, (children[1], children[2]), (0, 0))

    return {**KEEPING, Integral: integral}


class _Reading:
    """An expression, read into a tower."""

    def __init__(self, tower: Tower, tree: Node) -> None:
        self.tower, self._tree = tower, tree
        self._must_exist = {id(node) for node in parts_that_must_exist(tree)}

    def value(self) -> Fraction:
        return self._read(self._tree, {}, lambda node: id(node) in self._must_exist)

    def _read(self, tree: Node, environment: Mapping[str, Fraction], exists: Callable[[Node], bool]) -> Fraction:
        tower = self.tower

        def name(leaf: Name, _: list[Fraction]) -> Fraction:
            return environment[leaf.name] if leaf.name in environment else _name(tower, leaf.name)

        def call(node: Call, arguments: list[Fraction]) -> Fraction:
            function = node.function
            if function in _DOMAINS and exists(node):
                for least in _DOMAINS[function](tower, arguments[0]):
                    self._learn(least)
            if function in _CALLS:
                return _CALLS[function](tower, *arguments)
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
            Unknown: lambda node, arguments: _function(tower, ("unknown", node.name, node.orders), arguments),
            Comparison: lambda node, operands: _indicator(tower, node.relations, operands),
            Piecewise: lambda node, children: _piecewise(tower, len(node.values), children),
            Derivative: _refuse,
        }

    def _power(self, node: Node, base: Fraction, exponent: Fraction, exists: Callable[[Node], bool]) -> Fraction:
        tower = self.tower
        rational = _rational(exponent)
        if rational is not None:
            if rational.denominator % 2 == 0 and exists(node):
                self._learn(base)
            return rational_power(tower, base, rational)
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

        The others must not be zero: `sqrt(u v)` says nothing about `v` where `u` is zero.
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
        if len(unknown) != 1:
            return
        generator = tower.single(unknown[0])
        if generator is not None and generator.kind == "letter":
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


def _is_positive(tower: Tower, u: Fraction) -> bool:
    sign = 1 if not u.top.is_zero() else 0
    factors = split(tower, u) if sign else None
    for base, times in factors.powers if factors else ():
        if times % 2 and not isinstance(base, int):
            sign *= known_sign(tower, base)
    return factors is not None and sign * factors.sign > 0


def _name(tower: Tower, name: str) -> Fraction:
    if name == "pi":
        return pi(tower)
    if name == "e":
        return exponential(tower, tower.whole(1))
    known = tower.letters.get(name, 0)
    at = flint.arb(flint.fmpq(4567 + 2000 * len(tower.at), 9973))
    make = lambda: Generator("letter", name, lambda _: at, steady=True, nonnegative=bool(known))  # noqa: E731
    letter = tower.generator(("letter", name), make)
    return Fraction(known * letter**tower.roots if known else letter, tower.one)


def _function(
    tower: Tower, function: tuple[Any, ...], arguments: Sequence[Fraction], method: str = ""
) -> Fraction:
    """A function of which nothing is known but that it has one value for equal arguments."""

    def value(values: Values) -> Ball:
        if not method:
            return flint.arb.nan()
        u = arguments[0]
        return getattr(tower.evaluate(u.top, values) / tower.evaluate(u.bottom, values), method)()

    for generator in tower.at.values():
        if generator.kind == function[0] and generator.of[0] == function and len(generator.of[1]) == len(arguments):
            pairs = zip(generator.of[1], arguments, strict=True)
            if all(is_zero(tower, tower.subtract(u, v)) for u, v in pairs):
                arguments = generator.of[1]
    key = (function, *(argument.key for argument in arguments))
    constant = bool(method) and all(tower.all_are("constant", u.top, u.bottom) for u in arguments)

    def make() -> Generator:
        return Generator(function[0], (function, tuple(arguments)), value, steady=constant, constant=constant)

    return Fraction(tower.generator(key, make), tower.one)


def _odd(function: str, method: str) -> Callable[[Tower, Fraction], Fraction]:
    """A function whose sign changes with that of its argument."""

    def at(tower: Tower, u: Fraction) -> Fraction:
        if u.top.is_zero():
            return u
        if function in ("arcsin", "arctan") and (known := inverse_at_twelfths(tower, function, u)):
            return known
        if u.top.leading_coefficient() < 0:
            return tower.negate(at(tower, tower.negate(u)))
        if function == "arctan" and (other := _by_reciprocal(tower, u)):
            return other
        return _function(tower, (function,), [u], method)

    return at


def _by_reciprocal(tower: Tower, u: Fraction) -> Fraction | None:
    """`arctan(u)` by `arctan(1/u)`, where that was met before."""
    reciprocal = tower.invert(u)
    if not tower.has((("arctan",), reciprocal.key)):
        return None
    try:
        quarter = tower.scale(tower.multiply(sign(tower, u), pi(tower)), 1, 2)
    except Refused:
        return None
    return tower.subtract(quarter, _function(tower, ("arctan",), [reciprocal], "atan"))


def _greatest(tower: Tower, *arguments: Fraction) -> Fraction:
    def greater(u: Fraction, v: Fraction) -> Fraction:
        return tower.scale(tower.add(tower.add(u, v), absolute(tower, tower.subtract(u, v))), 1, 2)

    return reduce(greater, arguments)


def _least(tower: Tower, *arguments: Fraction) -> Fraction:
    return tower.negate(_greatest(tower, *map(tower.negate, arguments)))


def _indicator(tower: Tower, relations: Sequence[str], operands: Sequence[Fraction]) -> Fraction:
    """1 where all relations hold, 0 elsewhere, almost everywhere."""
    total = tower.whole(1)
    for relation, u, v in zip(relations, operands, operands[1:], strict=False):
        difference = tower.subtract(u, v) if relation[0] == ">" else tower.subtract(v, u)
        side = sign(tower, difference)
        if relation in ("=", "!="):
            total = tower.scale(total, int(side.top.is_zero() == (relation == "=")))
        elif side.top.is_zero():
            total = tower.scale(total, int(len(relation) == 2))
        else:
            total = tower.scale(tower.multiply(total, tower.add(tower.whole(1), side)), 1, 2)
    return total


def _piecewise(tower: Tower, count: int, children: Sequence[Fraction]) -> Fraction:
    """The values times the indicators of where they are taken; those have a value of some kind almost everywhere."""
    values, conditions = children[:count], children[count:]
    total, rest = tower.whole(0), tower.whole(1)
    for place, value in enumerate(values):
        if not is_nonzero(tower, value.bottom):
            raise Refused
        here = conditions[place] if place < len(conditions) else tower.whole(1)
        total = tower.add(total, tower.multiply(value, tower.multiply(rest, here)))
        rest = tower.multiply(rest, tower.subtract(tower.whole(1), here))
    return total


_DOMAINS: dict[str, Callable[[Tower, Fraction], Sequence[Fraction]]] = {
    "sqrt": lambda tower, u: [u],
    "ln": lambda tower, u: [u],
    "arcsin": lambda tower, u: [tower.add(tower.whole(1), u), tower.subtract(tower.whole(1), u)],
}
"""What is at least zero where a function has a value."""

_CALLS: dict[str, Callable[..., Fraction]] = {
    "sin": lambda tower, u: cosine_and_sine(tower, u)[1],
    "cos": lambda tower, u: cosine_and_sine(tower, u)[0],
    "sqrt": lambda tower, u: rational_power(tower, u, Rational(1, 2)),
    "cbrt": lambda tower, u: rational_power(tower, u, Rational(1, 3)),
    "ln": logarithm,
    "abs": absolute,
    "sign": sign,
    "max": _greatest,
    "min": _least,
    "arcsin": _odd("arcsin", "asin"),
    "arctan": _odd("arctan", "atan"),
    "erf": _odd("erf", "erf"),
    "Si": _odd("Si", "si"),
}

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
