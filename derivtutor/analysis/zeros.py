"""Where an expression in one variable is zero: exactly where school algebra finds it, else between two numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeGuard

from derivtutor.analysis.behaviour import BEHAVIOURS, formula
from derivtutor.analysis.place import Place, recognised, value
from derivtutor.analysis.surds import surds
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.meaning import definition
from derivtutor.notation.polynomial import Coefficients, coefficients
from derivtutor.notation.rational import constant_value, number, rational
from derivtutor.notation.tree import (
    KEEPING,
    Call,
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
    names,
    substitute,
)

if TYPE_CHECKING:
    from derivtutor.analysis.algebraic import Element

ZERO, ONE, E = Number(0), Number(1), Name("e")
_KERNEL = "kernel"
_PERIODS = (-3, -2, -1, 0, 1, 2, 160)
"""A periodic function is looked at in a few periods around zero and in one far away."""

_MOST_EQUATIONS, _DEEPEST = 500, 30
"""An equation that leads to more equations, or to so many inside each other, is not solved by school algebra."""

_CERTAIN = 400
_SQUARE_ROOTS = frozenset({"sqrt", "abs"})


class Zeros(NamedTuple):
    """The places found, in order, and numbers near which there may be one; `complete` if there are no others."""

    places: tuple[Place, ...]
    complete: bool = True
    near: tuple[Fraction, ...] = ()


class _NotSolvedError(Exception):
    """School algebra does not find these zeros."""


@lru_cache(maxsize=256)
def zeros(node: Node, variable: str) -> Zeros:
    """The real zeros of an expression that has no other letter than `variable`.

    Places where the expression has no value may be among them, if a part of it is zero there.
    """
    simple = coefficients(node, variable)
    if simple is not None and len(simple) <= 3:
        return Zeros(tuple(map(Place, _low_degree(simple))))
    solver = _Solver(variable)
    try:
        found = ordered(place for place in solver.zeros(node) if place.is_finite)
    except _NotSolvedError:
        from derivtutor.analysis.isolation import isolate  # the last resort

        isolated = isolate(node, variable)
        return Zeros(ordered(isolated.places), False, isolated.near)
    return Zeros(tuple(place for place in found if _may_be_zero(node, variable, place)), solver.complete)


def _low_degree(found: Coefficients) -> list[Node]:
    """The real zeros of a polynomial of degree two or less, without the library that finds the others."""
    if len(found) < 2:
        return []
    if len(found) == 2:
        return [number(-Fraction(found[0]) / found[1])]
    c, b, a = map(Fraction, found)
    return surds(c, b, a)


def ordered(places: Iterable[Place]) -> tuple[Place, ...]:
    """Places from left to right, each once; of two writings of one, the exact one."""
    found: list[Place] = []
    for place in sorted(places, key=lambda each: (each.middle, each.form is None)):
        if not found or not _same(place, found[-1]):
            found.append(place)
        elif found[-1].form is None:
            found[-1] = place
    return tuple(found)


def _same(one: Place, other: Place) -> bool:
    if one.rational is not None and other.rational is not None:
        return one.rational == other.rational
    near = abs(one.middle - other.middle) <= (abs(one.middle) + Fraction(1, 2**99)) * Fraction(1, 2**90)
    return near and bool(one.ball(_CERTAIN).overlaps(other.ball(_CERTAIN)))


def _may_be_zero(node: Node, variable: str, place: Place) -> bool:
    """Undoing a square gives candidates that are no zeros; what has no value at a place is left to whoever asks."""
    from derivtutor.notation.ball import evaluate_balls

    ball = evaluate_balls(node, {variable: [place.ball(_CERTAIN)]}, _CERTAIN)[0]
    return not ball.is_finite() or bool(ball.contains(0))


class _Solver:
    """Takes equations in one variable apart; `complete` until a function with endlessly many zeros was met."""

    def __init__(self, variable: str) -> None:
        self.variable = variable
        self.complete = True
        self.equations = 0
        self.depth = 0

    def varies(self, node: Node) -> bool:
        return self.variable in names(node)

    def zeros(self, node: Node) -> list[Place]:
        if not self.varies(node):
            return []
        if isinstance(node, Negation):
            return self.zeros(node.operand)
        if isinstance(node, Product):
            return [place for factor in node.factors for place in self.zeros(factor)]
        if isinstance(node, Quotient):
            return self.zeros(node.top)
        if isinstance(node, Power):
            exponent = constant_value(node.exponent)
            return [] if exponent is not None and exponent <= 0 else self.zeros(node.base)
        return self.algebraic(node) if isinstance(node, Sum) else self.equal(node, ZERO)

    def equal(self, node: Node, constant: Node) -> list[Place]:
        """Where an expression that varies equals a constant."""
        self.equations += 1
        if self.equations > _MOST_EQUATIONS or self.depth == _DEEPEST:
            raise _NotSolvedError
        self.depth += 1
        places = self.solved(node, constant)
        self.depth -= 1
        return places

    def solved(self, node: Node, constant: Node) -> list[Place]:
        if isinstance(node, Name):
            return [Place(constant)] if value(constant, _CERTAIN).is_finite() else []
        if isinstance(node, Negation):
            return self.equal(node.operand, _constant(Negation(constant)))
        if constant == ZERO and isinstance(node, Product | Quotient | Power):
            return self.zeros(node)
        if isinstance(node, Product):
            return self.product_equal(node, constant)
        if isinstance(node, Quotient) and not self.varies(node.bottom):
            return self.equal(node.top, _constant(_divided(constant, Quotient(ONE, node.bottom))))
        if isinstance(node, Quotient) and not self.varies(node.top):
            return self.equal(node.bottom, _constant(Quotient(node.top, constant)))
        if isinstance(node, Power):
            return self.power_equal(node, constant)
        if isinstance(node, Call):
            return self.call_equal(node, constant)
        if isinstance(node, Sum):
            return self.sum_equal(node, constant)
        if isinstance(node, Piecewise):
            return [place for each in node.values if self.varies(each) for place in self.equal(each, constant)]
        if isinstance(node, Quotient):
            return self.algebraic(Sum((node, Negation(constant))))
        raise _NotSolvedError

    def product_equal(self, node: Product, constant: Node) -> list[Place]:
        fixed = [factor for factor in node.factors if not self.varies(factor)]
        varying = [factor for factor in node.factors if self.varies(factor)]
        if len(varying) > 1:
            return self.algebraic(Sum((node, Negation(constant))))
        return self.equal(varying[0], _constant(_divided(constant, _product(fixed))))

    def power_equal(self, node: Power, constant: Node) -> list[Place]:
        if self.varies(node.exponent):
            if self.varies(node.base):
                raise _NotSolvedError
            logarithm: Node = Call("ln", (constant,))
            if node.base != E:
                logarithm = Quotient(logarithm, Call("ln", (node.base,)))
            return self.equal_to_each(node.exponent, [logarithm])
        exponent = constant_value(node.exponent)
        if exponent is None:
            raise _NotSolvedError
        size = constant if value(constant, _CERTAIN) > 0 else Negation(constant)
        if exponent < 0:
            size = Quotient(ONE, size)
        powered: Node = size if exponent.denominator == 1 else Power(size, Number(exponent.denominator))
        return self.equal_to_each(node.base, _both(_root(powered, abs(exponent.numerator))))

    def call_equal(self, node: Call, constant: Node) -> list[Place]:
        if node.function == "root" and not self.varies(node.arguments[0]):
            return self.equal_to_each(node.arguments[1], [Power(constant, node.arguments[0])])
        if node.function == "log" and not self.varies(node.arguments[0]):
            return self.equal_to_each(node.arguments[1], [Power(node.arguments[0], constant)])
        if node.function in ("max", "min"):
            return [place for each in node.arguments if self.varies(each) for place in self.equal(each, constant)]
        row = BEHAVIOURS[node.function]
        if row.root and constant == ZERO:
            return self.equal_to_each(node.arguments[0], [formula(row.root)])
        if not row.inverses:
            return self.by_definition(node, constant)
        found = [substitute(formula(inverse), {"t": constant}) for inverse in row.inverses]
        if row.period:
            self.complete = False
            period = formula(row.period)
            found = [Sum((start, Product((number(turn), period)))) for start in found for turn in _PERIODS]
        return self.equal_to_each(node.arguments[0], found)

    def by_definition(self, node: Call, constant: Node) -> list[Place]:
        """A function that is made of others."""
        row = FUNCTIONS[node.function]
        if not row.definition or row.definition.startswith("int("):
            raise _NotSolvedError
        arguments = dict(zip(row.arguments, node.arguments, strict=True))
        return self.equal(substitute(definition(node.function), arguments), constant)

    def equal_to_each(self, node: Node, constants: list[Node]) -> list[Place]:
        """Where an expression equals any of some constants that have a value."""
        values = [_constant(constant) for constant in constants if value(constant, _CERTAIN).is_finite()]
        return [place for constant in dict.fromkeys(values) for place in self.equal(node, constant)]

    def sum_equal(self, node: Sum, constant: Node) -> list[Place]:
        moved = [Negation(term) for term in node.terms if not self.varies(term)]
        varying = [term for term in node.terms if self.varies(term)]
        right = _constant(Sum((constant, *moved))) if moved else constant
        if len(varying) == 1:
            return self.equal(varying[0], right)
        left = Sum(tuple(varying))
        if rational(right) is not None:
            return self.algebraic(Sum((left, Negation(right))) if right != ZERO else left)
        found = coefficients(left, self.variable)
        if found is None or len(found) != 3:
            raise _NotSolvedError
        b, a = Fraction(found[1]), Fraction(found[2])
        # x = -b/2a ± sqrt((b/2a)^2 + c/a)
        half = b / (2 * a)
        root = Call("sqrt", (Sum((number(half * half), Quotient(right, number(a)))),))
        return self.equal_to_each(Name(self.variable), [Sum((number(-half), signed)) for signed in _both(root)])

    # Sums: polynomials in the variable, or in one expression that contains it

    def algebraic(self, node: Node) -> list[Place]:
        tangent = _as_tangent(node.children)
        if tangent is not None:
            return self.equal(*tangent)
        from derivtutor.analysis.algebraic import element, real_zeros  # brings flint

        kernels = _Kernels(self.variable)
        replaced = kernels.replace(node)
        if len(kernels.found) > 1:
            kernels, replaced = kernels.as_powers_of_one(node)
        if not kernels.found:
            return self.polynomial(node)
        (kernel,) = kernels.found
        if self.variable in names(replaced):
            return self.with_square_root(replaced, kernel)
        fraction = element(replaced, _KERNEL)
        if fraction is None:
            return self.by_moving(node)
        found = real_zeros(fraction.a, _KERNEL)
        if any(place.form is None for place in found):
            raise _NotSolvedError
        return [each for place in found if place.form for each in self.equal_to_each(kernel, [place.form])]

    def polynomial(self, node: Node) -> list[Place]:
        from derivtutor.analysis.algebraic import element, real_zeros

        fraction = element(node, self.variable)
        return self.by_moving(node) if fraction is None else real_zeros(fraction.a, self.variable)

    def by_moving(self, node: Node) -> list[Place]:
        """A sum whose constants are not rational: they are moved to the other side."""
        if not isinstance(node, Sum) or all(self.varies(term) for term in node.terms):
            raise _NotSolvedError
        moved = [Negation(term) for term in node.terms if not self.varies(term)]
        varying = tuple(term for term in node.terms if self.varies(term))
        right = _constant(Sum((ZERO, *moved)))
        if len(varying) > 1 and rational(right) is not None:
            raise _NotSolvedError
        return self.equal(varying[0] if len(varying) == 1 else Sum(varying), right)

    def with_square_root(self, replaced: Node, kernel: Node) -> list[Place]:
        """`a + b r = 0` with a square root or an absolute value `r`: the zeros are among those of `a^2 - b^2 r^2`."""
        from derivtutor.analysis.algebraic import element, real_zeros

        inside = _inside(kernel)
        square = element(inside, self.variable) if inside is not None else None
        if square is None or square.c.degree() > 0:
            raise _NotSolvedError
        radicand = square.a / square.c
        fraction = element(replaced, self.variable, _KERNEL, radicand)
        if fraction is None:
            raise _NotSolvedError
        return real_zeros(_norm(fraction, radicand), self.variable)


def _as_tangent(terms: Sequence[Node]) -> tuple[Node, Node] | None:
    """`a sin(u) + b cos(u) = 0` as `tan(u) = -b/a`."""
    found: dict[str, tuple[Fraction, Node]] = {}
    for term in terms:
        scale, wave = _scale_of(term)
        if not isinstance(wave, Call) or wave.function not in ("sin", "cos") or not scale:
            return None
        found[wave.function] = scale, wave.arguments[0]
    if len(terms) != 2 or len(found) != 2 or found["sin"][1] != found["cos"][1]:
        return None
    return Call("tan", (found["sin"][1],)), number(-found["cos"][0] / found["sin"][0])


def _scale_of(term: Node) -> tuple[Fraction, Node]:
    if isinstance(term, Negation):
        scale, wave = _scale_of(term.operand)
        return -scale, wave
    if isinstance(term, Product) and len(term.factors) == 2:
        return rational(term.factors[0]) or Fraction(0), term.factors[1]
    return Fraction(1), term


def _norm(fraction: Element, square: Any) -> Any:
    return fraction.a * fraction.a - fraction.b * fraction.b * square


def _inside(kernel: Node) -> Node | None:
    """The square of a root or an absolute value."""
    if isinstance(kernel, Call) and kernel.function in _SQUARE_ROOTS:
        argument = kernel.arguments[0]
        return argument if kernel.function == "sqrt" else Product((argument, argument))
    if isinstance(kernel, Power) and constant_value(kernel.exponent) == Fraction(1, 2):
        return kernel.base
    return None


def _constant(node: Node) -> Node:
    return recognised(node)


def _divided(constant: Node, by: Node) -> Node:
    """A constant divided by another, a rational factor in lowest terms: `3ln(2)/2`."""
    divisor = constant_value(by)
    if not divisor:
        return Quotient(constant, by)
    scale = 1 / divisor
    if isinstance(constant, Negation):
        constant, scale = constant.operand, -scale
    if isinstance(constant, Quotient) and (below := rational(constant.bottom)):
        constant, scale = constant.top, scale / below
    if isinstance(constant, Product) and (first := rational(constant.factors[0])):
        constant, scale = _product(list(constant.factors[1:])), scale * first
    top = constant if abs(scale.numerator) == 1 else Product((Number(abs(scale.numerator)), constant))
    size = top if scale.denominator == 1 else Quotient(top, Number(scale.denominator))
    return Negation(size) if scale < 0 else size


def _root(node: Node, degree: int) -> Node:
    if degree in (2, 3):
        return Call("sqrt" if degree == 2 else "cbrt", (node,))
    return node if degree == 1 else Call("root", (Number(degree), node))


def _product(factors: list[Node]) -> Node:
    return ONE if not factors else factors[0] if len(factors) == 1 else Product(tuple(factors))


def _both(size: Node) -> list[Node]:
    return [size, Negation(size)]


class _Kernels:
    """The expressions inside a sum of which it is a polynomial: `e^x` in `e^(2x) - 3e^x + 2`."""

    def __init__(self, variable: str) -> None:
        self.variable = variable
        self.found: list[Node] = []
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
            self._numbers[key] = Name(_KERNEL if not self.found else f"{_KERNEL} {len(self.found)}")
            self.found.append(kernel)
        return self._numbers[key]

    def as_powers_of_one(self, node: Node) -> tuple[_Kernels, Node]:
        """Exponentials whose exponents are multiples of each other, as powers of one of them."""
        exponents = [coefficients(k.exponent, self.variable) if _is_exponential(k) else None for k in self.found]
        first = exponents[0]
        if not first or None in exponents:
            raise _NotSolvedError
        ratios = [Fraction(each[-1]) / Fraction(first[-1]) for each in exponents if each]
        alike = [tuple(ratio * c for c in first) == each for ratio, each in zip(ratios, exponents, strict=True)]
        if not all(alike):
            raise _NotSolvedError
        unit = Fraction(math.gcd(*(r.numerator for r in ratios)), math.lcm(*(r.denominator for r in ratios)))
        base = self.found[0]
        assert isinstance(base, Power)
        one = _Kernels(self.variable)
        one.found.append(Power(E, _scaled(base.exponent, unit)))
        powers = {
            letter.name: Power(Name(_KERNEL), number(ratio / unit))
            for letter, ratio in zip(self._numbers.values(), ratios, strict=True)
            if isinstance(letter, Name)
        }
        return one, substitute(self.replace(node), powers)


def _scaled(node: Node, factor: Fraction) -> Node:
    return node if factor == 1 else Product((number(factor), node))


def _is_exponential(node: Node) -> TypeGuard[Power]:
    return isinstance(node, Power) and node.base == E
