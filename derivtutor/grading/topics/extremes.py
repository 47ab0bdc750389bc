"""What a critical point is where the second-derivative test does not decide: as much as can be proved.

A polynomial is smallest where what is left without its value there cannot be negative around the point. It is not
where it falls along some line or parabola through the point.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, product
from typing import Any, NamedTuple

from derivtutor.analysis.algebraic import real_zeros
from derivtutor.calculus.values import put_in
from derivtutor.derivation.tidying.signs import NEVER_NEGATIVE
from derivtutor.libraries import flint
from derivtutor.notation.ball import evaluate_ball
from derivtutor.notation.rational import constant_value, number, rational
from derivtutor.notation.tree import Call, Name, Negation, Node, Number, Power, Product, Quotient, Sum, names

Polynomial = Mapping[tuple[int, ...], Fraction]
"""The coefficient of each product of powers."""

_PRECISION = 400
_MOST_TERMS, _MOST_POWER = 200, 30

_MOST_WORK, _MOST_WAYS = 10_000, 200
"""So many terms are worked out along curves, and in so many ways values are compared."""

_INCREASING = frozenset({"exp", "ln", "arctan", "sinh", "tanh", "arsinh", "sigmoid", "softplus"})
"""Functions that grow everywhere: what is in them is smallest where they are."""

_FACTORS = tuple(map(Fraction, ("0", "1", "-1", "3/2", "-3/2", "1/2", "-1/2", "2", "-2", "3/4")))
_FEW_FACTORS = _FACTORS[:3]
_NEAR = tuple(Fraction(1, 2**power) for power in (8, 16, 24))
"""Values are compared so near to a point."""


class Nature(NamedTuple):
    """Whether a critical point is a minimum and a maximum; None where nobody knows."""

    minimum: bool | None
    maximum: bool | None

    def is_true(self, word: str) -> bool | None:
        """Whether what is said of the point is true: that it is a minimum, a maximum, a saddle, or neither."""
        if word in ("minimum", "maximum"):
            return self.minimum if word == "minimum" else self.maximum
        if word not in ("saddle", "neither"):
            return None
        if self.minimum or self.maximum:
            return False
        return True if (self.minimum, self.maximum) == (False, False) else None


def nature(function: Node, point: Mapping[str, Node]) -> Nature:
    """What a critical point is, as far as that can be proved.

    >>> from derivtutor.notation.reader import read
    >>> nature(read("x^4 + y^4").tree, {"x": Number(0), "y": Number(0)})
    Nature(minimum=True, maximum=False)
    """
    inner, sign = _without_outer(function)
    shifted = _polynomial(inner, point)
    if shifted is None:
        falls, rises = _by_values(inner, point)
    else:
        falls, rises = _along_curves(shifted, len(point))
    minimum = False if falls else _is_proved(inner, shifted, point, 1)
    maximum = False if rises else _is_proved(inner, shifted, point, -1)
    return Nature(minimum, maximum) if sign > 0 else Nature(maximum, minimum)


def _without_outer(function: Node) -> tuple[Node, int]:
    """What is smallest at the same points, or greatest where the sign is negative."""
    if isinstance(function, Negation):
        inner, sign = _without_outer(function.operand)
        return inner, -sign
    if isinstance(function, Sum):
        others = [term for term in function.terms if names(term)]
        return _without_outer(others[0]) if len(others) == 1 else (Sum(tuple(others)), 1)
    if isinstance(function, Call) and function.function in _INCREASING and len(function.arguments) == 1:
        return _without_outer(function.arguments[0])
    base = constant_value(function.base) if isinstance(function, Power) else None
    if isinstance(function, Power) and (function.base == Name("e") or (base is not None and base > 1)):
        return _without_outer(function.exponent)
    return function, 1


# That there is a minimum


def _is_proved(inner: Node, shifted: Polynomial | None, point: Mapping[str, Node], sign: int) -> bool | None:
    """True where it is proved that there is a minimum, or a maximum for a negative sign."""
    if shifted is not None:
        turned = {powers: sign * value for powers, value in shifted.items()}
        if _has_even_powers(turned) or _begins_definite(turned):
            return True
    whole = inner if sign > 0 else _negative(inner)
    value = evaluate_ball(put_in(whole, point), {}, _PRECISION)
    return True if value is not None and value.contains(0) and _never_negative(whole) else None


def _has_even_powers(shifted: Polynomial) -> bool:
    return all(value > 0 and not any(power % 2 for power in powers) for powers, value in shifted.items())


def _begins_definite(shifted: Polynomial) -> bool:
    """Whether the terms of the lowest degree, in two variables, are positive in all directions."""
    degree = min(map(sum, shifted), default=0)
    if not shifted or len(next(iter(shifted))) != 2 or degree % 2:
        return False
    first = [shifted.get((degree - power, power), Fraction(0)) for power in range(degree + 1)]
    if first[0] <= 0 or first[-1] <= 0:
        return False
    return not real_zeros(flint.fmpq_poly([flint.fmpq(each.numerator, each.denominator) for each in first]), "x")


def _negative(node: Node) -> Node:
    """The negative of an expression, term by term."""
    if isinstance(node, Negation):
        return node.operand
    return Sum(tuple(map(_negative, node.terms))) if isinstance(node, Sum) else Negation(node)


def _never_negative(node: Node) -> bool:
    """Whether an expression is 0 or more wherever it has a value, as its form shows."""
    if isinstance(node, Power):
        exponent = rational(node.exponent)
        return (exponent is not None and exponent.numerator % 2 == 0) or _never_negative(node.base)
    if isinstance(node, Sum | Product | Quotient):
        return all(map(_never_negative, node.children))
    if isinstance(node, Call):
        return node.function in NEVER_NEGATIVE
    return isinstance(node, Number) or node in (Name("e"), Name("pi"))


# That there is none

Curve = tuple[tuple[Fraction, int], ...]
"""For each variable a factor and a power: along `(t, 3/2 t^2)` the point is left."""


def _along_curves(shifted: Polynomial, count: int) -> tuple[bool, bool]:
    """Whether a polynomial falls below its value along some curve, and whether it rises above it."""
    falls = rises = False
    for curve in islice(_curves(count), _MOST_WORK // max(len(shifted), 1)):
        value, is_odd = _lowest(shifted, curve)
        falls, rises = falls or value < 0 or (is_odd and value > 0), rises or value > 0 or (is_odd and value < 0)
        if falls and rises:
            break
    return falls, rises


def _curves(count: int) -> Iterator[Curve]:
    """Lines and parabolas through a point, the simplest first."""
    if count <= 2:
        steps = [(factor, power) for power in (1, 2, 3) for factor in _FACTORS]
    else:
        steps = [(factor, power) for power in (1, 2) for factor in _FEW_FACTORS]
    return product(steps, repeat=count)


def _lowest(shifted: Polynomial, curve: Curve) -> tuple[Fraction, bool]:
    """The first coefficient along a curve that is not zero, and whether its power is odd; 0 where all are."""
    along: dict[int, Fraction] = {}
    for powers, value in shifted.items():
        degree = sum(power * each for (_, each), power in zip(curve, powers, strict=True))
        for (factor, _), power in zip(curve, powers, strict=True):
            value *= factor**power
        along[degree] = along.get(degree, Fraction(0)) + value
    lowest = min((degree for degree, value in along.items() if value), default=0)
    return along.get(lowest, Fraction(0)), lowest % 2 == 1


def _by_values(function: Node, point: Mapping[str, Node]) -> tuple[bool, bool]:
    """Whether a function falls below its value nearer and nearer to a point, and whether it rises above it."""
    height = evaluate_ball(put_in(function, point), {}, _PRECISION)
    if height is None:
        return False, False
    signs: set[int] = set()
    for way in islice(product(_FEW_FACTORS, repeat=len(point)), _MOST_WAYS):
        there = [_moved(function, point, way, step) for step in _NEAR]
        signs |= {sign for sign in (1, -1) if all(each is not None and sign * (each - height) > 0 for each in there)}
    return -1 in signs, 1 in signs


def _moved(function: Node, point: Mapping[str, Node], way: Sequence[Fraction], step: Fraction) -> Any:
    places = {
        name: Sum((value, number(factor * step))) for (name, value), factor in zip(point.items(), way, strict=True)
    }
    return evaluate_ball(put_in(function, places), {}, _PRECISION)


# Polynomials


def _polynomial(function: Node, point: Mapping[str, Node]) -> Polynomial | None:
    """A polynomial in the distances from a point, without its value there; None where it is none with such numbers."""
    places = {name: rational(value) for name, value in point.items()}
    if any(value is None for value in places.values()) or names(function) - places.keys():
        return None
    context = flint.fmpq_mpoly_ctx.get([f"v{place}" for place in range(len(places))], flint.Ordering.degrevlex)
    letters = {
        name: gen + flint.fmpq(value.numerator, value.denominator)
        for (name, value), gen in zip(places.items(), context.gens(), strict=True)
        if value is not None
    }
    found = _expanded(function, letters, context)
    if found is None:
        return None
    terms = {tuple(map(int, powers)): Fraction(int(value.p), int(value.q)) for powers, value in found.to_dict().items()}
    return {powers: value for powers, value in terms.items() if any(powers)}


def _expanded(node: Node, letters: Mapping[str, Any], context: Any) -> Any:
    if isinstance(node, Name):
        return letters.get(node.name)
    if isinstance(node, Number):
        value = Fraction(node.value)
        return context.constant(flint.fmpq(value.numerator, value.denominator))
    if isinstance(node, Power):
        base, exponent = _expanded(node.base, letters, context), rational(node.exponent)
        if base is None or exponent is None or exponent.denominator != 1 or not 0 <= exponent <= _MOST_POWER:
            return None
        return base ** int(exponent) if len(base) <= _MOST_POWER else None
    if not isinstance(node, Sum | Product | Negation | Quotient):
        return None
    children = [_expanded(child, letters, context) for child in node.children]
    if any(child is None or len(child) > _MOST_TERMS for child in children):
        return None
    total, *others = children
    if isinstance(node, Negation):
        return -total
    if isinstance(node, Quotient):
        return (
            total * (1 / flint.fmpq(others[0].leading_coefficient())) if others[0].is_constant() and others[0] else None
        )
    for other in others:
        total = total + other if isinstance(node, Sum) else total * other
    return total
