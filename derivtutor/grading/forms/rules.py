"""What makes an expression not yet simplified: for each kind of part, the school rules and what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import islice, product
from math import gcd
from typing import Any, TypeAlias

from derivtutor.derivation.tidying.factors import E
from derivtutor.derivation.tidying.monomial import Monomial
from derivtutor.derivation.tidying.sums import squared_sines
from derivtutor.grading import sentences
from derivtutor.grading.forms.parts import (
    Based,
    Terms,
    based,
    degree_of,
    has_fraction,
    is_exact_root,
    is_whole_power,
    numeric,
    taken_apart,
    unsigned,
)
from derivtutor.grading.forms.polynomials import common_divisor, whole_polynomial
from derivtutor.language import between
from derivtutor.notation.linear import typed
from derivtutor.notation.rational import constant_value, rational
from derivtutor.notation.shape import ROOTS
from derivtutor.notation.tree import Call, Negation, Node, Number, Power, Product, Quotient, Sum, names

Rule: TypeAlias = Callable[[Terms, Any], Iterator[str]]
_MOST_PAIRS = 20

_VALUES: dict[tuple[str, Fraction | int], int] = {
    **dict.fromkeys(((name, 0) for name in ("sin", "tan", "sinh", "tanh", "arcsin", "arctan", "arsinh", "artanh")), 0),
    **dict.fromkeys(((name, 0) for name in ("cos", "cosh", "sec", "sech")), 1),
    ("ln", 1): 0,
}
"""Functions of numbers that everybody knows by heart."""


# Sums


def _zero_terms(_: Terms, node: Sum) -> Iterator[str]:
    if any(isinstance(term, Number) and not term.value for term in map(unsigned, node.terms)):
        yield sentences.ZERO_TERM.format(whole=typed(node))


def _like_terms(terms: Terms, node: Sum) -> Iterator[str]:
    groups: dict[object, dict[int, Node]] = {}  # a bracket counts once, however many of its terms are alike
    for part, term in terms.summands(node):
        if part.coefficient:
            groups.setdefault(part.key(), {})[id(term)] = term
    for key, like in groups.items():
        if len(like) > 1:
            says = sentences.LIKE_TERMS if key else sentences.LIKE_NUMBERS
            if any(isinstance(piece, Sum) for term in like.values() for piece in taken_apart(term).above):
                says = sentences.LIKE_IN_BRACKETS
            *some, last = [typed(term) for term in like.values()]
            yield says.format(some=between().join(some), last=last)


def _pythagoras(terms: Terms, node: Sum) -> Iterator[str]:
    collected: dict[object, Monomial] = {part.key(): part for part, _ in terms.summands(node)}
    for part in collected.values():
        for sine, _, partner in squared_sines(terms.monomials, part):
            other = collected.get(partner)
            if other is not None and other.coefficient == part.coefficient:
                argument = typed(sine.children[0])
                yield sentences.PYTHAGORAS.format(argument=argument, whole=typed(node))


# Terms: products, fractions, and what stands after a minus sign


def _signs(_: Terms, term: Node) -> Iterator[str]:
    if taken_apart(term).signs > 1:
        yield sentences.MINUS_SIGNS.format(whole=typed(term))


def _ones(_: Terms, term: Node) -> Iterator[str]:
    pending: list[tuple[Node, bool]] = [(term, False)]
    while pending:
        current, on_top = pending.pop()
        if isinstance(current, (Negation, Product)):
            pending.extend([(child, False) for child in current.children])
        elif isinstance(current, Quotient):
            pending += [(current.bottom, False), (current.top, True)]
        # sin(x)*1/x is read from left to right, but meant as sin(x) times 1/x
        factors = current.factors[: -1 if on_top else None] if isinstance(current, Product) else ()
        if any(_is_one(unsigned(factor)) for factor in factors):
            yield sentences.FACTOR_ONE.format(whole=typed(current))
        if isinstance(current, Quotient) and _is_one(unsigned(current.bottom)):
            yield sentences.DENOMINATOR_ONE.format(whole=typed(current))


def _is_one(node: Node) -> bool:
    return isinstance(node, Number) and node.value == 1


def _numbers(_: Terms, term: Node) -> Iterator[str]:
    pieces = taken_apart(term)
    values = [
        [(piece, value) for piece in side if (value := numeric(piece)) is not None]
        for side in (pieces.above, pieces.below)
    ]
    only_numbers = sum(map(len, values)) == len(pieces.above) + len(pieces.below)
    zero_above, zero_below = (any(not value for _, value in side) for side in values)
    if zero_above or zero_below:
        yield from () if zero_below else (sentences.IS_WORTH.format(part=typed(term), value=0),)
        return
    above, below = ([(piece, value) for piece, value in side if value != 1] for side in values)
    together = [*above, *below]
    broken = any(value.denominator != 1 for _, value in together)
    if max(len(above), len(below)) > 1 or (broken and (len(together) > 1 or (only_numbers and pieces.below))):
        *some, last = [typed(piece) for piece, _ in together]
        says = sentences.WORK_OUT if only_numbers else sentences.WORK_OUT_NUMBERS
        yield says.format(part=typed(term), some=between().join(some), last=last, whole=typed(term))
    elif above and below and not broken:
        common = gcd(above[0][1].numerator, below[0][1].numerator)
        if common > 1:
            says = sentences.REDUCE if only_numbers else sentences.REDUCE_BY
            yield says.format(part=typed(term), common=common)


def _same_base(terms: Terms, term: Node) -> Iterator[str]:
    pieces = taken_apart(term)
    groups: dict[int, tuple[list[Based], list[Based]]] = {}
    for side, factors in enumerate((pieces.above, pieces.below)):
        for factor in map(based, factors):
            if _counts(factor):
                groups.setdefault(terms.number_of(factor.base), ([], []))[side].append(factor)
    for above, below in groups.values():
        for side_factors in (above, below):
            yield from _twice(side_factors, term)
        rationalised = all(f.is_root for f in above) and not any(f.is_root for f in below)
        if above and below and not rationalised and not any(map(_is_exponential, (*above, *below))):
            shown = typed(Quotient(above[0].piece, below[0].piece))
            plain = all(f.exponent is None or rational(f.exponent) is not None for f in (above[0], below[0]))
            yield _cancelled(shown, term) if plain else _as_one_power(shown, term)


def _is_exponential(factor: Based) -> bool:
    """Whether a power has its letter in the exponent as well: `x^(1/x)/x^2` is not written as one power."""
    return factor.exponent is not None and not names(factor.base).isdisjoint(names(factor.exponent))


def _counts(factor: Based) -> bool:
    """Whether a factor is compared with others of its base: 2 and 2^x, e and e^x may stand side by side."""
    if factor.is_root or not (isinstance(factor.base, Number) or factor.base == E):
        return numeric(factor.piece) is None
    return factor.exponent is not None and constant_value(factor.exponent) is None


def _twice(factors: list[Based], term: Node) -> Iterator[str]:
    """The same base more than once on one side; a base and its root, `x sqrt(x)`, may stand side by side."""
    for kind in (True, False):
        same = [factor.piece for factor in factors if factor.is_root is kind]
        if len(same) > 1:
            yield _as_one_power(typed(Product(tuple(same))), term)


def _cancelled(shown: str, term: Node) -> str:
    whole = typed(term)
    return (sentences.CANCEL if shown == whole else sentences.CANCEL_IN).format(part=shown, whole=whole)


def _as_one_power(shown: str, term: Node) -> str:
    whole = typed(term)
    return (sentences.ONE_POWER if shown == whole else sentences.ONE_POWER_IN).format(part=shown, whole=whole)


def _content(terms: Terms, term: Node) -> Iterator[str]:
    """What all terms of a sum share with the other side of the line."""
    pieces = taken_apart(term)
    if not pieces.below or not any(isinstance(piece, Sum) for piece in (*pieces.above, *pieces.below)):
        return
    above, below = terms.content(pieces.above), terms.content(pieces.below)
    common = gcd(above.number, below.number)
    if common > 1 and (above.of_sums > 1 or below.of_sums > 1):
        yield sentences.CANCEL_IN.format(part=common, whole=typed(term))
    for key in above.powers:
        if key in below.powers and (key in above.shared or key in below.shared):
            smaller = min(above.powers[key], below.powers[key], key=lambda factor: factor.power)
            shown = typed(terms.written(Monomial(factors={key: smaller})))
            yield sentences.CANCEL_IN.format(part=shown, whole=typed(term))


def _common_polynomial(terms: Terms, term: Node) -> Iterator[str]:
    """A polynomial that divides one bracket above and another one below: `(x^2 - 1)/(x - 1)`."""
    pieces = taken_apart(term)
    if not pieces.below:
        return
    sides = [
        {terms.number_of(base): whole for piece in side if (whole := whole_polynomial(base := based(piece).base))}
        for side in (pieces.above, pieces.below)
    ]
    for (one, above), (other, below) in islice(product(*(side.items() for side in sides)), _MOST_PAIRS):
        if one != other and above.variable == below.variable:
            common = common_divisor(above, below)
            if common is not None:
                yield sentences.CANCEL_IN.format(part=typed(common), whole=typed(term))


def _nested(_: Terms, term: Node) -> Iterator[str]:
    pending = [term]
    while pending:
        current = pending.pop()
        if isinstance(current, Quotient) and _has_inner_fraction(current):
            yield sentences.FRACTION_IN_FRACTION.format(whole=typed(current))
        elif isinstance(current, (Negation, Product)):
            pending.extend(current.children)


def _has_inner_fraction(node: Quotient) -> bool:
    # 1/2*x/y is read from left to right, but meant as a product of fractions
    factors = node.top.factors if isinstance(node.top, Product) else ()
    above = [factor for factor in factors if not isinstance(factor, Quotient)] if factors else [node.top]
    of_numbers = rational(node.bottom) is not None
    return has_fraction(node.bottom, of_numbers=False) or any(has_fraction(part, of_numbers) for part in above)


# Powers and functions


def _power(_: Terms, node: Power) -> Iterator[str]:
    base, exponent = node.base, node.exponent
    value, base_value = constant_value(exponent), constant_value(base)
    if base_value == value == 0:
        return
    if isinstance(exponent, Number) and exponent.value in (0, 1):
        yield sentences.IS_WORTH.format(part=typed(node), value=typed(base) if exponent.value else 1)
    elif base_value == 1 or numeric(node) is not None or is_exact_root(base, value):
        yield sentences.WORK_OUT.format(part=typed(node))
    elif isinstance(base, Power) and is_whole_power(node) and rational(base.exponent) is not None:
        yield sentences.ONE_POWER.format(part=typed(node))
    elif isinstance(base, Call) and base.function in ROOTS and value is not None and value.denominator == 1:
        degree = degree_of(base)
        if degree and value % degree == 0:
            yield sentences.ROOT.format(whole=typed(node))


def _power_of_logarithm(_: Terms, node: Power) -> Iterator[str]:
    """`e^(ln u)`, also with a number before the logarithm."""
    logarithms = [piece for piece in taken_apart(node.exponent).above if _logarithm_base(piece) == node.base]
    others = [piece for piece in taken_apart(node.exponent).above if numeric(piece) is None]
    if logarithms and others == logarithms and len(logarithms) == 1:
        yield sentences.NO_LOGARITHM.format(part=typed(node))


def _logarithm_base(node: Node) -> Node | None:
    if not isinstance(node, Call) or node.function not in ("ln", "log"):
        return None
    return E if node.function == "ln" else node.arguments[0]


def _logarithm(_: Terms, node: Call) -> Iterator[str]:
    """`ln(e^u)` and `ln(e)`."""
    base, argument = _logarithm_base(node), node.arguments[-1]
    if base is not None and base == argument:
        yield sentences.IS_WORTH.format(part=typed(node), value=1)
    elif base is not None and isinstance(argument, Power) and base == argument.base:
        yield sentences.NO_LOGARITHM.format(part=typed(node))


def _known_value(_: Terms, node: Call) -> Iterator[str]:
    argument = node.arguments[-1]
    value = constant_value(argument)
    degree = degree_of(node) if node.function in ROOTS else 0
    exact = degree > 0 and is_exact_root(argument, Fraction(1, degree))
    known = value is not None and (node.function, value) in _VALUES
    if exact or known or (node.function == "abs" and value is not None) or (node.function == "log" and value == 1):
        yield sentences.WORK_OUT.format(part=typed(node))


_TERM_RULES: tuple[Rule, ...] = (_signs, _ones, _numbers, _same_base, _content, _common_polynomial, _nested)
RULES: dict[type, tuple[Rule, ...]] = {
    Sum: (_zero_terms, _like_terms, _pythagoras),
    Negation: _TERM_RULES,
    Product: _TERM_RULES,
    Quotient: _TERM_RULES,
    Power: (_power, _power_of_logarithm),
    Call: (_logarithm, _known_value),
}
"""What is looked for in each kind of part."""
