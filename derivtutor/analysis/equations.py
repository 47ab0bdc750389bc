"""Equations in one variable taken apart as at school: what is done to the variable is undone, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from derivtutor.analysis.algebraic import HIGHEST, element, real_zeros  # brings flint
from derivtutor.analysis.behaviour import BEHAVIOURS, formula
from derivtutor.analysis.kernels import KERNEL, Kernels, NotSolvedError
from derivtutor.analysis.place import CERTAIN, Place, recognised, value
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.meaning import definition
from derivtutor.notation.polynomial import coefficients
from derivtutor.notation.rational import constant_value, number, rational
from derivtutor.notation.tree import (
    Call,
    Name,
    Negation,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    names,
    substitute,
)

if TYPE_CHECKING:
    from derivtutor.analysis.algebraic import Element

ZERO, ONE, E = Number(0), Number(1), Name("e")
_PERIODS = (-3, -2, -1, 0, 1, 2, 160)
"""A periodic function is looked at in a few periods around zero and in one far away."""

_MOST_EQUATIONS, _DEEPEST = 500, 30
"""An equation that leads to more equations, or to so many inside each other, is not solved by school algebra."""

_SQUARE_ROOTS = frozenset({"sqrt", "abs"})


class Equations:
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
            raise NotSolvedError
        self.depth += 1
        places = self.solved(node, constant)
        self.depth -= 1
        return places

    def solved(self, node: Node, constant: Node) -> list[Place]:
        if isinstance(node, Name):
            return [Place(constant)] if value(constant, CERTAIN).is_finite() else []
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
        raise NotSolvedError

    def product_equal(self, node: Product, constant: Node) -> list[Place]:
        fixed = [factor for factor in node.factors if not self.varies(factor)]
        varying = [factor for factor in node.factors if self.varies(factor)]
        if len(varying) > 1:
            return self.algebraic(Sum((node, Negation(constant))))
        return self.equal(varying[0], _constant(_divided(constant, _product(fixed))))

    def power_equal(self, node: Power, constant: Node) -> list[Place]:
        if self.varies(node.exponent):
            if self.varies(node.base):
                raise NotSolvedError
            logarithm: Node = Call("ln", (constant,))
            if node.base != E:
                logarithm = Quotient(logarithm, Call("ln", (node.base,)))
            return self.equal_to_each(node.exponent, [logarithm])
        exponent = constant_value(node.exponent)
        if exponent is None:
            raise NotSolvedError
        size = constant if value(constant, CERTAIN) > 0 else Negation(constant)
        if exponent < 0:
            size = Quotient(ONE, size)
        powered: Node = size if exponent.denominator == 1 else Power(size, Number(exponent.denominator))
        return self.equal_to_each(node.base, _both(_root(powered, abs(exponent.numerator))))

    def call_equal(self, node: Call, constant: Node) -> list[Place]:
        if node.function == "log" and not self.varies(node.arguments[0]):
            return self.equal_to_each(node.arguments[1], [Power(node.arguments[0], constant)])
        if node.function in ("max", "min"):
            return [place for each in node.arguments if self.varies(each) for place in self.equal(each, constant)]
        row = BEHAVIOURS[node.function]
        if row.root and constant == ZERO:
            return self.equal_to_each(node.arguments[0], [formula(row.root)])
        if not row.inverses:
            return self.by_definition(node, constant)
        values = [substitute(formula(inverse), {"t": constant}) for inverse in row.inverses]
        if row.period:
            self.complete = False
            period = formula(row.period)
            values = [Sum((start, Product((number(turn), period)))) for start in values for turn in _PERIODS]
        return self.equal_to_each(node.arguments[0], values)

    def by_definition(self, node: Call, constant: Node) -> list[Place]:
        """A function that is made of others."""
        row = FUNCTIONS[node.function]
        if not row.definition or row.definition.startswith("int("):
            raise NotSolvedError
        arguments = dict(zip(row.arguments, node.arguments, strict=True))
        return self.equal(substitute(definition(node.function), arguments), constant)

    def equal_to_each(self, node: Node, constants: list[Node]) -> list[Place]:
        """Where an expression equals any of some constants that have a value."""
        values = [_constant(constant) for constant in constants if value(constant, CERTAIN).is_finite()]
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
        quadratic = coefficients(left, self.variable)
        if quadratic is None or len(quadratic) != 3:
            raise NotSolvedError
        b, a = Fraction(quadratic[1]), Fraction(quadratic[2])
        # x = -b/2a ± sqrt((b/2a)^2 + c/a)
        half = b / (2 * a)
        root = Call("sqrt", (Sum((number(half * half), Quotient(right, number(a)))),))
        return self.equal_to_each(Name(self.variable), [Sum((number(-half), signed)) for signed in _both(root)])

    # Sums: polynomials in the variable, or in one expression that contains it

    def algebraic(self, node: Node) -> list[Place]:
        tangent = _as_tangent(node.children)
        if tangent is not None:
            return self.equal(*tangent)
        kernels = Kernels(self.variable)
        replaced = kernels.replace(node)
        if len(kernels.nodes) > 1:
            kernels, replaced = kernels.as_powers_of_one(node)
        if not kernels.nodes:
            return self.polynomial(node)
        (kernel,) = kernels.nodes
        if self.variable in names(replaced):
            return self.with_square_root(replaced, kernel)
        fraction = element(replaced, KERNEL)
        if fraction is None:
            return self.by_moving(node)
        roots = real_zeros(fraction.a, KERNEL)
        if any(root.form is None for root in roots):
            raise NotSolvedError
        return [place for root in roots if root.form for place in self.equal_to_each(kernel, [root.form])]

    def polynomial(self, node: Node) -> list[Place]:
        fraction = element(node, self.variable)
        return self.by_moving(node) if fraction is None else real_zeros(fraction.a, self.variable)

    def by_moving(self, node: Node) -> list[Place]:
        """A sum whose constants are not rational: they are moved to the other side."""
        if not isinstance(node, Sum) or all(self.varies(term) for term in node.terms):
            raise NotSolvedError
        moved = [Negation(term) for term in node.terms if not self.varies(term)]
        varying = tuple(term for term in node.terms if self.varies(term))
        right = _constant(Sum((ZERO, *moved)))
        if len(varying) > 1 and rational(right) is not None:
            raise NotSolvedError
        return self.equal(varying[0] if len(varying) == 1 else Sum(varying), right)

    def with_square_root(self, replaced: Node, kernel: Node) -> list[Place]:
        """`a + b r = 0` with a square root or an absolute value `r`: the zeros are among those of `a^2 - b^2 r^2`."""
        inside = _inside(kernel)
        square = element(inside, self.variable) if inside is not None else None
        if square is None or square.c.degree() > 0:
            raise NotSolvedError
        radicand = square.a / square.c
        fraction = element(replaced, self.variable, KERNEL, radicand)
        norm = None if fraction is None else _norm(fraction, radicand)
        if norm is None or norm.degree() > HIGHEST:
            raise NotSolvedError
        return real_zeros(norm, self.variable)


def _as_tangent(terms: Sequence[Node]) -> tuple[Node, Node] | None:
    """`a sin(u) + b cos(u) = 0` as `tan(u) = -b/a`."""
    waves: dict[str, tuple[Fraction, Node]] = {}
    for term in terms:
        scale, wave = _scale_of(term)
        if not isinstance(wave, Call) or wave.function not in ("sin", "cos") or not scale:
            return None
        waves[wave.function] = scale, wave.arguments[0]
    if len(terms) != 2 or len(waves) != 2 or waves["sin"][1] != waves["cos"][1]:
        return None
    return Call("tan", (waves["sin"][1],)), number(-waves["cos"][0] / waves["sin"][0])


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
