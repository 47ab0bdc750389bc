"""Difference quotients of polynomials, of fractions and roots of them."""

from __future__ import annotations

from fractions import Fraction

from derivtutor.calculus.first_principles import sentences
from derivtutor.calculus.first_principles.expansion import Terms, negative, total
from derivtutor.calculus.first_principles.quotient import Cancelled, Secant, over, whole_power
from derivtutor.calculus.terms import ONE, added, terms, times
from derivtutor.derivation.formula import negated, product
from derivtutor.derivation.formula import total as summed
from derivtutor.notation.rational import constant_value, number
from derivtutor.notation.tree import Call, Negation, Node, Number, Power, Product, Quotient, Sum

_TWO = Number(2)


def polynomial(secant: Secant, node: Node) -> Cancelled | None:
    """Multiply out; what is left has h as a factor."""
    rest = _rise(secant, node)
    if rest is None:
        return None
    expansion = secant.expansion
    apart = [part for term in terms(node) for part in expansion.expanded(secant.moved(term))]
    apart += [negated(part) for term in terms(node) for part in expansion.expanded(term)]
    return Cancelled(
        (
            (secant.put_in(node), sentences.SUBSTITUTE),
            (Quotient(added(apart), secant.h), sentences.EXPAND),
            (Quotient(expansion.polynomial(rest), secant.h), sentences.COLLECT),
            (expansion.polynomial(expansion.without_step(rest)), _cancel(secant)),
        )
    )


def _rise(secant: Secant, node: Node) -> Terms | None:
    """`f(x + h) - f(x)` of a polynomial, multiplied out; None for anything else."""
    before, after = secant.expansion.terms(node), secant.expansion.terms(secant.moved(node))
    return None if before is None or after is None else total([after, negative(before)])


def _cancel(secant: Secant) -> str:
    return sentences.CANCEL.format(letter=secant.h.name)


def rational(secant: Secant, node: Node) -> Cancelled | None:
    """Bring to a common denominator, and multiply out above."""
    fraction = _fraction(node)
    if fraction is None or not secant.has_variable(fraction[1]):
        return None
    (top, bottom), (far_top, far_bottom) = fraction, map(secant.moved, fraction)
    expansion = secant.expansion
    near, far = expansion.terms(Product((top, far_bottom))), expansion.terms(Product((far_top, bottom)))
    if near is None or far is None:
        return None
    rest = total([far, negative(near)])
    above = Sum((times(far_top, bottom), Negation(times(top, far_bottom))))
    below = times(bottom, far_bottom)
    return Cancelled(
        (
            (secant.put_in(node), sentences.SUBSTITUTE),
            (Quotient(above, product([secant.h, below])), sentences.COMMON_DENOMINATOR),
            (over(expansion.polynomial(rest), product([secant.h, below])), sentences.EXPAND_THE_NUMERATOR),
            (over(expansion.polynomial(expansion.without_step(rest)), below), _cancel(secant)),
        )
    )


def _fraction(node: Node) -> tuple[Node, Node] | None:
    """Numerator and denominator of what is written as a fraction, or with a negative power."""
    if isinstance(node, Quotient):
        return node.top, node.bottom
    if isinstance(node, Power):
        exponent = constant_value(node.exponent)
        if exponent is not None and exponent < 0:
            return ONE, node.base if exponent == -1 else Power(node.base, number(-exponent))
    return None


def root(secant: Secant, node: Node) -> Cancelled | None:
    """Multiply by what makes the difference of the roots one of what is under them; of `1/√u` too."""
    fraction = _fraction(node)
    below = fraction[1] if fraction is not None and fraction[0] == ONE else None
    found = _radicand(node if below is None else below)
    rest = None if found is None else _rise(secant, found[1])
    if found is None or rest is None or not secant.has_variable(found[1]):
        return None
    return _rationalised(secant, node, *found, rest, below is not None)


def _rationalised(secant: Secant, node: Node, degree: int, inside: Node, rest: Terms, is_below: bool) -> Cancelled:
    """The lines; of a root `is_below` 1 after the common denominator."""
    under = [inside, secant.moved(inside)] if is_below else [secant.moved(inside), inside]
    first, second = (Call("sqrt" if degree == 2 else "cbrt", (each,)) for each in under)
    roots: list[Node] = [first, second] if is_below else []
    h, difference, other = secant.h, Sum((first, Negation(second))), _conjugate(degree, first, second)
    left, bottom = negative(rest) if is_below else rest, product([secant.h, *roots, other])
    expansion = secant.expansion
    return Cancelled(
        (
            (secant.put_in(node), sentences.SUBSTITUTE),
            *([(Quotient(difference, product([h, *roots])), sentences.COMMON_DENOMINATOR)] if is_below else []),
            (Quotient(Product((difference, other)), bottom), sentences.RATIONALISE[degree]),
            (Quotient(summed([under[0], Negation(under[1])]), bottom), _FORMULAS[degree]),
            (over(expansion.polynomial(left), bottom), sentences.COLLECT),
            (over(expansion.polynomial(expansion.without_step(left)), product([*roots, other])), _cancel(secant)),
        )
    )


_FORMULAS = {2: "(u − v)(u + v) = u² − v²", 3: "(u − v)(u² + u v + v²) = u³ − v³"}


def _radicand(node: Node) -> tuple[int, Node] | None:
    """The degree of a root, and what is under it."""
    if isinstance(node, Call) and node.function in ("sqrt", "cbrt"):
        return {"sqrt": 2, "cbrt": 3}[node.function], node.arguments[0]
    if isinstance(node, Power):
        exponent = constant_value(node.exponent)
        if exponent is not None and exponent > 0 and exponent.denominator in (2, 3):
            return exponent.denominator, whole_power(node.base, Fraction(exponent.numerator))
    return None


def _conjugate(degree: int, one: Node, other: Node) -> Node:
    """What a difference of roots is multiplied by."""
    if degree == 2:
        return Sum((one, other))
    return Sum((Power(one, _TWO), Product((one, other)), Power(other, _TWO)))
