"""Difference quotients of functions put together, by those of their parts, each worked out in its own way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TypeAlias

from derivtutor.calculus.first_principles import sentences
from derivtutor.calculus.first_principles.quotient import Cancelled, Line, Secant, over, whole_power
from derivtutor.calculus.terms import ONE, added, terms, times
from derivtutor.derivation.formula import builder, product
from derivtutor.notation.rational import constant_value
from derivtutor.notation.tree import Call, Negation, Node, Power, Product, Quotient, Sum

Work: TypeAlias = Callable[[Node], Cancelled | None]
"""How the difference quotient of a part is worked out."""

_MOST_POWER = 4


def other_form(secant: Secant, node: Node, work: Work) -> Cancelled | None:
    """What has a formula in functions whose ratios are known is written so."""
    if not isinstance(node, Call):
        return None
    form = _FORMS.get((node.function, len(node.arguments)))
    written = None if form is None else builder(form)(dict(zip("uv", node.arguments, strict=False)))
    found = None if written is None else work(written)
    if written is None or found is None:
        return None
    lines = (
        (secant.put_in(node), sentences.SUBSTITUTE),
        (secant.put_in(written), sentences.OTHER_FORM[node.function]),
        *found.lines[1:],
    )
    return Cancelled(lines, found.known, found.inner, found.words)


_FORMS = {
    ("sec", 1): "1/cos(u)",
    ("csc", 1): "1/sin(u)",
    ("log", 2): "ln(v)/ln(u)",
    ("sinh", 1): "(e^u - e^(-u))/2",
    ("cosh", 1): "(e^u + e^(-u))/2",
}
"""The other form, by functions and how many arguments they have."""


def of_sum(secant: Secant, node: Node, work: Work) -> Cancelled | None:
    """The terms one by one, those that make a polynomial taken together."""
    inner = _worked(_kinds(secant, node), work) if isinstance(node, Sum) else None
    if inner is None:
        return None
    return _put_together(
        ((secant.put_in(node), sentences.SUBSTITUTE),),
        added([part.quotient for part in inner]),
        inner,
        sentences.TERMS,
    )


def _kinds(secant: Secant, node: Node) -> list[Node]:
    polynomial = [term for term in terms(node) if secant.expansion.terms(term) is not None]
    kept: list[Node] = []
    for term in terms(node):
        if term not in polynomial:
            kept.append(term)
        elif term == polynomial[0]:
            kept.append(added(polynomial))
    return kept


def of_product(secant: Secant, node: Node, work: Work) -> Cancelled | None:
    """Subtract and add `f(x) g(x + h)`, so that each term has one difference."""
    if not isinstance(node, Product):
        return None
    f, g = node.factors[0], product(list(node.factors[1:]))
    inner = _worked((f, g), work)
    if inner is None:
        return None
    far_f, far_g, h = secant.moved(f), secant.moved(g), secant.h
    between = times(f, far_g)
    whole = added([times(far_f, far_g), Negation(between), between, Negation(times(f, g))])
    lines = (
        (secant.put_in(node), sentences.SUBSTITUTE),
        (Quotient(whole, h), sentences.ADD_A_PRODUCT),
        (added([times(secant.put_in(f), far_g), times(f, secant.put_in(g))]), sentences.FACTOR_OUT),
    )
    last = added([times(inner[0].quotient, far_g), times(f, inner[1].quotient)])
    return _put_together(lines, last, inner, sentences.FACTORS)


def of_quotient(secant: Secant, node: Node, work: Work) -> Cancelled | None:
    """A common denominator, then the numerator as that of a product; a constant above has no difference."""
    if not isinstance(node, Quotient):
        return None
    f, g = node.top, node.bottom
    if f == ONE:
        return _reciprocal(secant, node, work)
    inner = _worked((f, g), work)
    if inner is None:
        return None
    far_f, far_g, h = secant.moved(f), secant.moved(g), secant.h
    below, between = times(g, far_g), times(f, g)
    above = [times(far_f, g), Negation(between), between, Negation(times(f, far_g))]
    lines = (
        (secant.put_in(node), sentences.SUBSTITUTE),
        (Quotient(added([above[0], above[-1]]), product([h, below])), sentences.COMMON_DENOMINATOR),
        (Quotient(added(above), product([h, below])), sentences.ADD_A_PRODUCT),
        (_fraction_of(secant.put_in(f), g, f, secant.put_in(g), below), sentences.FACTOR_OUT),
    )
    last = _fraction_of(inner[0].quotient, g, f, inner[1].quotient, below)
    return _put_together(lines, last, inner, sentences.BOTH)


def _fraction_of(rise: Node, g: Node, f: Node, other: Node, below: Node) -> Node:
    """The fraction of the quotient rule, before h goes to 0."""
    return Quotient(added([times(rise, g), times(Negation(ONE), f, other)]), below)


def _reciprocal(secant: Secant, node: Quotient, work: Work) -> Cancelled | None:
    g, far_g = node.bottom, secant.moved(node.bottom)
    inner = _worked((g,), work)
    if inner is None:
        return None
    below = times(g, far_g)
    lines = (
        (secant.put_in(node), sentences.SUBSTITUTE),
        (Quotient(added([g, Negation(far_g)]), product([secant.h, below])), sentences.COMMON_DENOMINATOR),
        (Negation(Quotient(secant.put_in(g), below)), sentences.FACTOR_OUT),
    )
    last = times(Negation(ONE), over(inner[0].quotient, below))
    return _put_together(lines, last, inner, sentences.DENOMINATOR)


def of_power(secant: Secant, node: Node, work: Work) -> Cancelled | None:
    """`uⁿ − vⁿ` has the factor `u − v`."""
    exponent = constant_value(node.exponent) if isinstance(node, Power) else None
    if not isinstance(node, Power) or exponent is None or exponent not in range(2, _MOST_POWER + 1):
        return None
    inner = _worked((node.base,), work)
    if inner is None:
        return None
    far, near, power = secant.moved(node.base), node.base, int(exponent)
    other = Sum(tuple([_powers(far, power - 1 - place, near, place) for place in range(power)]))
    lines = (
        (secant.put_in(node), sentences.SUBSTITUTE),
        (Quotient(Product((Sum((far, Negation(near))), other)), secant.h), _FACTORED[power]),
        (times(secant.put_in(near), other), sentences.ONE_FACTOR),
    )
    return _put_together(lines, times(inner[0].quotient, other), inner, sentences.BASE)


_FACTORED = {
    2: "u² − v² = (u − v)(u + v)",
    3: "u³ − v³ = (u − v)(u² + u v + v²)",
    4: "u⁴ − v⁴ = (u − v)(u³ + u² v + u v² + v³)",
}


def _powers(one: Node, first: int, other: Node, second: int) -> Node:
    return product([whole_power(base, Fraction(power)) for base, power in ((one, first), (other, second)) if power])


def _worked(parts: Sequence[Node], work: Work) -> tuple[Cancelled, ...] | None:
    """The difference quotients of all parts; None where there is no way for one of them."""
    found = []
    for part in parts:
        cancelled = work(part)
        if cancelled is None:
            return None
        found.append(cancelled)
    return tuple(found)


def _put_together(lines: tuple[Line, ...], last: Node, inner: tuple[Cancelled, ...], words: str) -> Cancelled:
    known = dict.fromkeys(known for part in inner for known in part.known)
    return Cancelled((*lines, (last, "")), tuple(known), inner, words)
