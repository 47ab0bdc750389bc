"""Why a descent converges, crawls, oscillates or diverges, in sentences; of a quadratic, by its eigenvalues."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derivtutor.calculus import naming
from derivtutor.calculus.descending.courses import Bowl, pace
from derivtutor.calculus.descending.model import DIGITS, Descent, as_decimal
from derivtutor.calculus.explanation import Chain, Item, Sentence, Table, Turn, Words, worded
from derivtutor.language import translated
from derivtutor.notation.decimals import rounded
from derivtutor.notation.rational import number
from derivtutor.notation.tree import Name, Negation, Node, Number, Product, Quotient, Sum

_ALL, _NEAR = 0.9999, 5
"""A share of more is told as nearly all; a rate is near to the largest one if that is not so many times as large."""

_FLAT = 20
"""A function that is so many times as steep one way as another is told to be so."""


def quadratic(found: Descent, shape: Bowl) -> Iterator[Item]:
    """The eigenvalues, the largest rate, and what a step does to each part of the way."""
    letter = naming.symbol("L")
    yield Sentence(worded("The second derivatives are constant, so every step does the same to the way that is left."))
    several = len(found.variables) > 1
    name = naming.symbol("H") if several else naming.symbol(f"{found.name}″", f"{found.name}''", f"{found.name}''")
    yield Chain(name, (Turn(found.hessian),))
    if shape.largest_rate is not None:
        largest = Turn(number(shape.largest)) if shape.largest else Turn(rounded(shape.eigenvalues[-1]), "", True)
        why = translated("the largest eigenvalue") if several else ""
        yield Chain(letter, (Turn(largest.right, why, largest.is_about),))
        bound = naming.symbol("2/L", "2/L", r"\frac{2}{L}")
        yield Chain(bound, _largest_rate(shape))
    if shape.active:
        columns: tuple[Words, ...] = (
            worded("eigenvalue {value}" if several else "second derivative {value}", value=Name("lambda")),
            (Sum((Number(1), Negation(Product((as_decimal(found.rate), Name("lambda")))))),),
            worded("what a step does along it"),
        )
        yield Table(columns, tuple([_along(found.rate, shape, value) for value in dict.fromkeys(shape.active)]))


def _largest_rate(shape: Bowl) -> tuple[Turn, ...]:
    if shape.largest is None:
        return (Turn(rounded(2 / shape.eigenvalues[-1]), "", True),)
    exact = 2 / shape.largest
    quotient: Node = Quotient(Number(2), number(shape.largest))
    return (Turn(quotient), Turn(as_decimal(exact))) if quotient != as_decimal(exact) else (Turn(quotient),)


def _along(rate: Fraction, shape: Bowl, value: float) -> tuple[Words, ...]:
    factor = shape.factor(rate, value)
    return ((rounded(value),), (rounded(factor),), (_deed(value, factor),))


def _deed(value: float, factor: float) -> str:
    if not value:
        return translated("goes on at the same slope, for ever")
    if value < 0:
        return translated("goes away from the level point")
    if factor < -1:
        return translated("overshoots, and lands farther away")
    if factor == -1:
        return translated("jumps across, as far as it was")
    if factor < 0:
        return translated("overshoots, and lands nearer")
    return translated("comes nearer" if factor else "arrives")


def reason(found: Descent) -> Words:
    """The verdict on plain descent, and why."""
    reasons = _QUADRATIC if found.shape else _GENERAL
    return reasons[found.courses[0]](found)


def _widest(found: Descent) -> float:
    assert found.shape is not None
    return max(map(abs, found.shape.factors(found.rate)), default=0.0)


def _bound(found: Descent) -> Words:
    assert found.shape is not None
    return ("2/L = ", _largest_rate(found.shape)[-1].right)


def _converges_in_bowl(found: Descent) -> Words:
    assert found.shape is not None
    if not found.shape.active:
        return worded("The gradient is zero at the start: descent stays there.")
    largest = found.shape.largest_rate
    if largest is None or float(found.rate) >= largest:
        return worded("It converges, but only because the start has no part along the other eigenvalues.")
    widest = _widest(found)
    if not widest:
        return worded("It converges: one step leads to the minimum.")
    share = rounded(widest, DIGITS)
    return worded(
        "It converges: the rate {rate} is below {bound}, and a step leaves at most {share} of the way to the minimum.",
        rate=as_decimal(found.rate),
        bound=_bound(found),
        share=share,
    )


def _crawls_in_bowl(found: Descent) -> Words:
    assert found.shape is not None
    left = rounded(_widest(found), DIGITS)
    ratio = found.shape.active[-1] / found.shape.active[0]
    if ratio >= _FLAT:
        return worded(
            "It crawls: a step leaves {share} of the way. One way is {times} times as steep as another: a rate that "
            "suits the steep one is small for the flat one.",
            share=left,
            times=rounded(ratio, 3),
        )
    return worded(
        "It crawls: a step leaves {share} of the way. The rate is far below {bound}: a larger one needs fewer steps.",
        share=left,
        bound=_bound(found),
    )


def _oscillates_in_bowl(found: Descent) -> Words:
    return worded(
        "It oscillates: the rate is exactly {bound}, so a step lands as far on the other side of the minimum as it was "
        "on this side.",
        bound=_bound(found),
    )


def _diverges_in_bowl(found: Descent) -> Words:
    assert found.shape is not None
    if found.shape.active[0] < 0:
        return worded("It diverges: the function falls without end along a negative eigenvalue, whatever the rate is.")
    if not found.shape.active[0] and _widest(found) <= 1:
        return worded("It diverges: along one direction the slope is the same everywhere, and there is no minimum.")
    if found.shape.largest_rate is None:
        return worded(
            "It diverges: the rate is too large: no minimum bounds it, so a step overshoots and lands farther away "
            "than it was."
        )
    return worded(
        "It diverges: the rate is above {bound}, so a step overshoots and lands farther away than it was.",
        bound=_bound(found),
    )


def _converges(found: Descent) -> Words:
    norms = found.plain.norms
    if not norms[0]:
        return worded("The gradient is zero at the start: descent stays there.")
    if found.plain.ends == "corner":
        return worded("It comes to a corner, where there is no gradient: descent ends there.")
    share = rounded(norms[-1] / norms[0], 2)
    return worded("It converges: the gradient has shrunk to {share} of its first length.", share=share)


def _crawls(found: Descent) -> Words:
    share, end = pace(found.plain.norms), found.ends[0]
    is_steep = end and end.eigenvalues[-1] * float(found.rate) * _NEAR > 2
    if share < _ALL:
        left = rounded(share, DIGITS)
        return worded(_CRAWLS_STEEP if is_steep else _CRAWLS, share=left)
    return worded(_HARDLY_STEEP if is_steep else _HARDLY)


_CRAWLS = "It crawls: of late a step leaves {share} of the gradient. Take a larger rate or more steps."
_CRAWLS_STEEP = (
    "It crawls: of late a step leaves {share} of the gradient. A much larger rate would overshoot: one way is steep "
    "there, and another flat."
)
_HARDLY = "It crawls: of late a step leaves nearly all of the gradient. Take a larger rate or more steps."
_HARDLY_STEEP = (
    "It crawls: of late a step leaves nearly all of the gradient. A much larger rate would overshoot: one way is steep "
    "there, and another flat."
)


def _oscillates(found: Descent) -> Words:
    return worded("It oscillates: the steps go to and fro and do not get shorter. Take a smaller rate.")


def _diverges(found: Descent) -> Words:
    if found.plain.ends == "outside":
        step = str(len(found.plain.points))
        return worded(
            "It diverges: step {step} leads to where the function has no value, or too large a one.", step=step
        )
    return worded("It diverges: every step overshoots, and the steps grow. Take a smaller rate.")


_QUADRATIC = {
    "converges": _converges_in_bowl,
    "crawls": _crawls_in_bowl,
    "oscillates": _oscillates_in_bowl,
    "diverges": _diverges_in_bowl,
}
_GENERAL = {"converges": _converges, "crawls": _crawls, "oscillates": _oscillates, "diverges": _diverges}
"""What is said of each verdict: of a quadratic, where the reason is known, and of anything else."""


def at_end(found: Descent, which: int) -> Iterator[Item]:
    """Which rates suit the place where plain descent or the other method ends, and whether it is a minimum."""
    shape, verdict = found.ends[which], found.courses[which]
    if shape is None or verdict in ("diverges", "oscillates"):
        return
    if verdict == "converges" and shape.eigenvalues[0] < 0:
        yield Sentence(worded("The Hessian has a negative eigenvalue where it ends: that is no minimum."))
    elif not found.shape and not which and shape.largest_rate is not None:
        steepest, rate = rounded(shape.eigenvalues[-1], DIGITS), rounded(shape.largest_rate, DIGITS)
        yield Sentence(
            worded(
                "Where it ends, the largest second derivative is about {steepest}: near there, rates below {rate} "
                "converge.",
                steepest=steepest,
                rate=rate,
            )
        )
