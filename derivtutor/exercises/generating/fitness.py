"""What is fit for a worksheet: written in order, not simplified at once, defined with its derivative on an interval."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from derivtutor.derivation.tidy import Tidier
from derivtutor.notation.nearness import are_near
from derivtutor.notation.polynomial import Coefficients, coefficients, real_roots
from derivtutor.notation.real import compile_real
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
    Structure,
    Sum,
    parts,
    size_and_depth,
)

_X, _E = Name("x"), Name("e")
VARIABLES, _TARGET = ("x", "y"), 0.6
"""The letters of an exercise: the variable, and the target of a loss, which is constant."""

MOST_PARTS = 40
DEEPEST = 8
MOST_TERMS = 4
"""A function with more parts or terms than this fills more than a line, and one that is deeper nobody can take in."""

_MOST_FACTORS = 3
_MOST_IN_ITSELF = 2

_INTERVALS = tuple((start, start + 0.05, start + 0.1) for start in (0.37, 1.31, 2.23, -0.41, -1.37, 0.03, 4.61, -3.17))
"""A function is defined on an interval if it is at three points close together."""

_SAMPLE = (-7.3, -3.1, -1.7, -0.6, -0.2, 0.3, 0.8, 1.6, 2.7, 5.4, *[start for start, *_ in _INTERVALS])
_LARGEST = 1e12
_SAME = 1e-9
_FEWEST_COMMON = 4

_ROOTS = ("sqrt", "cbrt", "root")
_LOGARITHMS = ("ln", "log")
_CORNERED = frozenset({"abs", "sign", "relu", "leaky_relu"})
"""Functions whose argument must change its sign: else they are not needed."""

_CIRCULAR = frozenset({"sin", "cos", "tan", "cot", "sec", "csc"})
_HYPERBOLIC = frozenset({"sinh", "cosh", "tanh", "coth", "sech", "csch"})
_INVERSE = {
    **dict.fromkeys(_CIRCULAR, frozenset(f"arc{name}" for name in _CIRCULAR)),
    **dict.fromkeys(_HYPERBOLIC, frozenset(f"ar{name}" for name in _HYPERBOLIC)),
    **dict.fromkeys([f"arc{name}" for name in sorted(_CIRCULAR)], _CIRCULAR),
    **dict.fromkeys([f"ar{name}" for name in sorted(_HYPERBOLIC)], _HYPERBOLIC),
}
"""Functions inside which others are undone: `sin(arctan(x))` is a root."""


def is_readable(tree: Node) -> bool:
    """Whether a function is short enough, and nothing in it would be simplified before anything else."""
    size, depth = size_and_depth(tree)
    if size > MOST_PARTS or depth > DEEPEST or any(map(is_spoiled, parts(tree))) or _is_in_itself_again(tree):
        return False
    return len({_base(part) for part in parts(tree) if isinstance(part, Call) and part.function in _LOGARITHMS}) < 2


def _is_in_itself_again(tree: Node) -> bool:
    """Whether a power, a root or a function stands in another one of its kind, and that in a third: no textbook has
    `sqrt(((x^3 + 9)^6 + 4)^3 - 6)` or `e^(e^(e^(2x)))`.
    """
    pending: list[tuple[Node, Mapping[str, int]]] = [(tree, {})]
    while pending:
        node, around = pending.pop()
        kind = _composes(node)
        here = {**around, kind: around.get(kind, 0) + 1} if kind else around
        if kind and here[kind] > _MOST_IN_ITSELF:
            return True
        pending.extend([(child, here) for child in node.children])
    return False


def _composes(node: Node) -> str:
    """What is composed with something else than x here: powers and roots are of one kind."""
    if isinstance(node, Power) and _is_exponential(node):
        return "" if node.exponent == _X else "exponential"
    if isinstance(node, Power) or _is_root(node):
        return "" if _is_power_of_x(node) else "power"
    return node.function if isinstance(node, Call) and node.arguments[-1] != _X else ""


def _base(logarithm: Call) -> Node:
    return logarithm.arguments[0] if logarithm.function == "log" else _E


def is_spoiled(node: Node) -> bool:
    """Whether an expression, leaving aside what is inside its parts, is one that nobody would leave as it is."""
    return any(spoils(node) for spoils in _SPOILING.get(type(node), ()))


def in_order(tree: Node) -> Node | None:
    """The function with its factors in their usual order; None where tidying would change more than that."""
    tidying = Tidier(Number(0), Structure())(tree, False)
    if not tidying:
        return tree
    ordered = tidying[0].result
    laws = [law for each in tidying[0].single for law in each.laws]
    return ordered if laws == ["order"] and type(ordered) is type(tree) else None


# What is simplified at once, and what nobody writes


def _is_undone(node: Node) -> bool:
    """A function right inside one that undoes it, or that it does nothing to: `ln(e^x)`, `sin(arcsin(x))`, `|2x|`."""
    if isinstance(node, Power) and _is_exponential(node):
        return any(isinstance(part, Call) and part.function in _LOGARITHMS for part in _factors(node.exponent))
    if isinstance(node, Piecewise):
        return len(set(node.values)) < len(node.values)
    if not isinstance(node, Call):
        return False
    inner = node.arguments[-1 if node.function == "log" else 0]
    if node.function in _LOGARITHMS:
        return (
            isinstance(inner, Power) or _is_root(inner) or _is_monomial(inner) or _is_one_over(inner) or _is_log(inner)
        )
    if node.function in _CORNERED and (_is_monomial(inner) or isinstance(inner, Quotient)):
        return True
    return any(
        isinstance(part, Call) and (part.function == node.function or part.function in _INVERSE.get(node.function, ()))
        for part in (inner, *_terms(inner))
    )


def _is_log(node: Node) -> bool:
    """A logarithm of more than the variable itself."""
    return isinstance(node, Call) and node.function in _LOGARITHMS and node.arguments[-1] != _X


def _is_one_over(node: Node) -> bool:
    return isinstance(node, Quotient) and isinstance(node.top, Number)


def _is_power_of_power(node: Node) -> bool:
    """A power or root of powers, or of a square that is written out: `(x^2)^3`, `sqrt(e^x)`, `sqrt(x^2 + 2x + 1)`."""
    if _is_root(node):
        base = node.children[-1]
    elif isinstance(node, Power) and not _is_exponential(node):
        base = node.base
    else:
        return False
    if isinstance(base, Sum):
        coefficients = _polynomial(base)
        return coefficients is not None and len(coefficients) == 3 and len(real_roots(coefficients) or ()) == 1
    inside = base.children if isinstance(base, Product | Quotient) else (base,)
    return isinstance(base, Negation) or any(isinstance(part, Power | Number) or _is_root(part) for part in inside)


def _is_heaped(node: Quotient) -> bool:
    """A fraction in a fraction."""
    pending = list(node.children)
    while pending:
        part = pending.pop()
        if isinstance(part, Quotient):
            return True
        if isinstance(part, Sum | Product | Negation) or _is_root(part):
            pending.extend(part.children)
        elif isinstance(part, Power):
            pending.append(part.base)
    return False


def _is_reducible(node: Quotient) -> bool:
    """A fraction of polynomials that have a factor in common."""
    top, bottom = (_polynomial(each) for each in node.children)
    return top is not None and bottom is not None and len(bottom) > 1 and _have_common_factor(top, bottom)


def _is_multiplied_out(node: Product) -> bool:
    """Factors that one puts together at once, too many, or a fraction among them: `x^2 (x + 1)`, `x (x^2 + 3x)`."""
    factors = [factor for factor in node.factors if not isinstance(factor, Number)]
    powers = [factor for factor in factors if _is_power_of_x(factor)]
    sums = [numbers for factor in factors if isinstance(factor, Sum) and (numbers := _polynomial(factor)) is not None]
    bases = [factor.base if isinstance(factor, Power) else factor for factor in factors]
    roots = [factor.function for factor in factors if isinstance(factor, Call) and _is_root(factor)]
    return (
        len(factors) > _MOST_FACTORS
        or any(isinstance(factor, Quotient) for factor in factors)
        or len(powers) + sum(not numbers[0] for numbers in sums) > 1
        or len(roots) > len(set(roots))
        or len(bases) > len(set(bases))
        or (len(powers) == len(sums) == 1 and len(factors) == 2)
    )


def _is_bad_sum(node: Sum) -> bool:
    """A sum of many terms, or with a number to be put in front of a bracket: `4x + 6`."""
    if len(node.terms) > MOST_TERMS:
        return True
    coefficients = _polynomial(node)
    return coefficients is not None and math.gcd(*[value.numerator for value in coefficients]) > 1


_SPOILING: Mapping[type, tuple[Callable[[Any], bool], ...]] = {
    Sum: (_is_bad_sum,),
    Product: (_is_multiplied_out,),
    Quotient: (_is_heaped, _is_reducible),
    Power: (_is_undone, _is_power_of_power),
    Call: (_is_undone, _is_power_of_power),
    Piecewise: (_is_undone,),
}
"""By the kind of expression."""


def _polynomial(node: Node) -> Coefficients | None:
    """The coefficients of a polynomial in x; sums with a function in them are seen to be none at a glance."""
    return None if any(isinstance(term, Call) for term in _terms(node)) else coefficients(node, "x")


def _is_exponential(node: Power) -> bool:
    return node.base == _E or isinstance(node.base, Number)


def _is_root(node: Node) -> bool:
    return isinstance(node, Call) and node.function in _ROOTS


def _is_power_of_x(node: Node) -> bool:
    """A power or root of the variable itself."""
    inner = node.base if isinstance(node, Power) else node.children[-1] if _is_root(node) else node
    return inner == _X


def _is_monomial(node: Node) -> bool:
    coefficients = _polynomial(node)
    return node != _X and coefficients is not None and len(coefficients) > 1 and not any(coefficients[:-1])


def _factors(node: Node) -> tuple[Node, ...]:
    inner = node.operand if isinstance(node, Negation) else node
    return inner.factors if isinstance(inner, Product) else (inner,)


def _terms(node: Node) -> tuple[Node, ...]:
    return node.terms if isinstance(node, Sum) else ()


def _have_common_factor(left: Coefficients, right: Coefficients) -> bool:
    """Euclid's algorithm; the last remainder is a number where there is no common factor."""
    while len(right) > 1:
        rest = [Fraction(value) for value in left]
        while len(rest) >= len(right):
            ratio = rest[-1] / right[-1]
            for place in range(1, len(right) + 1):
                rest[-place] -= ratio * right[-place]
            while rest and not rest[-1]:
                rest.pop()
        left, right = right, tuple(rest)
    return not right


# What has an answer


def is_well_posed(function: Node, derivative: Node, may_be_constant: bool) -> bool:
    """Whether a function and its derivative are defined together on an interval, the derivative varies, and every
    absolute value, maximum and the like is needed.
    """
    f, slope = (compile_real(node, VARIABLES) for node in (function, derivative))
    if not any(all(_is_number(run((x, _TARGET))) for x in points for run in (f, slope)) for points in _INTERVALS):
        return False
    if not all(_changes_sign(node) for node in _corners(function)):
        return False
    return may_be_constant or _spread(slope) > _SAME


def _is_number(value: float) -> bool:
    return math.isfinite(value) and abs(value) < _LARGEST


def _values(run: Callable[[tuple[float, ...]], float]) -> list[float]:
    return [value for value in _all_values(run) if _is_number(value)]


def _all_values(run: Callable[[tuple[float, ...]], float]) -> list[float]:
    return [run((x, _TARGET)) for x in _SAMPLE]


def _spread(run: Callable[[tuple[float, ...]], float]) -> float:
    values = _values(run)
    return max(values, default=0.0) - min(values, default=0.0)


def _corners(function: Node) -> Iterator[Node]:
    """What must take both signs for a part with corners to be needed."""
    for node in parts(function):
        if isinstance(node, Call) and node.function in _CORNERED:
            yield node.arguments[0]
        elif isinstance(node, Call) and node.function in ("max", "min"):
            first, *others = node.arguments
            yield from (Sum((first, Negation(other))) for other in others)


def _changes_sign(node: Node) -> bool:
    values = _values(compile_real(node, VARIABLES))
    return min(values, default=0.0) < 0 < max(values, default=0.0)


def differ(left: Node, right: Node) -> bool:
    """Whether two expressions have different values at some points, both being defined at several."""
    pairs = list(zip(*[_all_values(compile_real(node, VARIABLES)) for node in (left, right)], strict=True))
    both = [(one, other) for one, other in pairs if _is_number(one) and _is_number(other)]
    return len(both) >= _FEWEST_COMMON and any(not are_near(one, other) for one, other in both)
