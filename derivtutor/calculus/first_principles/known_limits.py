"""Difference quotients of sin, cos, tan, a^x and ln x, which come down to ratios whose limits are known."""

from __future__ import annotations

from msgspec import Struct

from derivtutor.calculus.first_principles import sentences
from derivtutor.calculus.first_principles.expansion import Terms
from derivtutor.calculus.first_principles.quotient import Cancelled, Known, Secant
from derivtutor.calculus.terms import ONE, times
from derivtutor.derivation.formula import negated, product
from derivtutor.notation.tree import Call, Name, Negation, Node, Number, Power, Product, Quotient, Sum


class _Inner(Struct, frozen=True):
    """An argument `u = m x + c`: its `rate` m, and by how much it grows, `step` = m h."""

    u: Node
    rate: Node
    step: Node


def _inner(secant: Secant, node: Node) -> _Inner | None:
    """An argument that is linear in x; None for any other."""
    found = secant.expansion.terms(node)
    if found is None or not secant.has_variable(node):
        return None
    rates: Terms = {}
    for key, value in found.items():
        powers = dict(key)
        power = powers.pop(0, 0)
        if power > 1:
            return None
        if power:
            rates[tuple(sorted(powers.items()))] = value
    rate = secant.expansion.polynomial(rates)
    return _Inner(node, rate, times(rate, secant.h))


def circular(secant: Secant, node: Node) -> Cancelled | None:
    """The addition theorem, then sin(k)/k and (cos(k) − 1)/k."""
    if not isinstance(node, Call) or node.function not in ("sin", "cos"):
        return None
    inner = _inner(secant, node.arguments[0])
    if inner is None:
        return None
    sin, cos = (Call(name, (inner.u,)) for name in ("sin", "cos"))
    sin_step, cos_step = (Call(name, (inner.step,)) for name in ("sin", "cos"))
    same, other = (sin, cos) if node.function == "sin" else (cos, negated(sin))
    fall = Sum((cos_step, Negation(ONE)))
    shift, slope = Quotient(fall, inner.step), Quotient(sin_step, inner.step)
    apart = Sum((Product((same, cos_step)), times(other, sin_step), Negation(same)))
    collected = Sum((Product((same, fall)), times(other, sin_step)))
    return Cancelled(
        (
            (secant.put_in(node), sentences.SUBSTITUTE),
            (Quotient(apart, secant.h), sentences.ADDITION_THEOREM),
            (Quotient(collected, secant.h), sentences.FACTOR_OUT),
            (Sum((times(inner.rate, same, shift), times(inner.rate, other, slope))), sentences.KNOWN_RATIOS),
        ),
        (Known(slope, ONE), Known(shift, Number(0))),
    )


def tangent(secant: Secant, node: Node) -> Cancelled | None:
    """tan and cot as fractions of sin and cos; then the addition theorem leaves sin(k) above."""
    if not isinstance(node, Call) or node.function not in ("tan", "cot"):
        return None
    inner = _inner(secant, node.arguments[0])
    if inner is None:
        return None
    above, below, is_falling = _AS_FRACTION[node.function]
    sign = Negation(ONE) if is_falling else ONE
    near, far = inner.u, secant.moved(inner.u)
    top, bottom, far_top, far_bottom = (Call(name, (at,)) for at in (near, far) for name in (above, below))
    crossed = Sum((Product((far_top, bottom)), Negation(Product((top, far_bottom)))))
    both, step = Product((far_bottom, bottom)), Call("sin", (inner.step,))
    ratio = Quotient(step, inner.step)
    fractions = Sum((Quotient(far_top, far_bottom), Negation(Quotient(top, bottom))))
    return Cancelled(
        (
            (secant.put_in(node), sentences.SUBSTITUTE),
            (Quotient(fractions, secant.h), f"{node.function} u = {above} u/{below} u"),
            (Quotient(crossed, product([secant.h, both])), sentences.COMMON_DENOMINATOR),
            (times(sign, Quotient(step, product([secant.h, both]))), sentences.ADDITION_THEOREM),
            (times(sign, inner.rate, ratio, Quotient(ONE, both)), sentences.KNOWN_RATIO),
        ),
        (Known(ratio, ONE),),
    )


_AS_FRACTION = {"tan": ("sin", "cos", False), "cot": ("cos", "sin", True)}
"""What is above and below, and whether the addition theorem leaves a minus."""


def exponential(secant: Secant, node: Node) -> Cancelled | None:
    """a^(u + k) is a^u a^k, then (a^k − 1)/k."""
    if not isinstance(node, Power) or secant.has_variable(node.base):
        return None
    inner = _inner(secant, node.exponent)
    if inner is None:
        return None
    far, near = Power(node.base, inner.step), Power(node.base, inner.u)
    rise = Sum((far, Negation(ONE)))
    ratio = Quotient(rise, inner.step)
    limit = ONE if node.base == Name("e") else Call("ln", (node.base,))
    return Cancelled(
        (
            (secant.put_in(node), sentences.SUBSTITUTE),
            (Quotient(Sum((Product((near, far)), Negation(near))), secant.h), sentences.ADD_EXPONENTS),
            (Quotient(Product((near, rise)), secant.h), sentences.FACTOR_OUT),
            (times(inner.rate, near, ratio), sentences.KNOWN_RATIO),
        ),
        (Known(ratio, limit),),
    )


def logarithm(secant: Secant, node: Node) -> Cancelled | None:
    """ln(u + k) − ln(u) is the logarithm of a quotient, then ln(1 + v)/v with v = k/u."""
    if not isinstance(node, Call) or node.function != "ln" or len(node.arguments) != 1:
        return None
    inner = _inner(secant, node.arguments[0])
    if inner is None:
        return None
    part = Quotient(inner.step, inner.u)
    grown = Call("ln", (Sum((ONE, part)),))
    ratio = Quotient(grown, part)
    return Cancelled(
        (
            (secant.put_in(node), sentences.SUBSTITUTE),
            (Quotient(Call("ln", (Quotient(secant.moved(inner.u), inner.u),)), secant.h), "ln u − ln v = ln(u/v)"),
            (Quotient(grown, secant.h), sentences.DIVIDE),
            (product([Quotient(inner.rate, inner.u), ratio]), sentences.KNOWN_RATIO),
        ),
        (Known(ratio, ONE),),
    )
