"""Why a descent converges, crawls, oscillates or diverges, in sentences; of a quadratic, by its eigenvalues."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derivtutor.calculus import naming
from derivtutor.calculus.descending.courses import Bowl, pace
from derivtutor.calculus.descending.model import DIGITS, Descent, as_decimal
from derivtutor.calculus.explanation import Chain, Item, Sentence, Table, Turn, Words
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
    yield Sentence(("The second derivatives are constant, so every step does the same to the way that is left.",))
    several = len(found.variables) > 1
    name = naming.symbol("H") if several else naming.symbol(f"{found.name}″", f"{found.name}''", f"{found.name}''")
    yield Chain(name, (Turn(found.hessian),))
    if shape.largest_rate is not None:
        largest = Turn(number(shape.largest)) if shape.largest else Turn(rounded(shape.eigenvalues[-1]), "", True)
        why = "the largest eigenvalue" if several else ""
        yield Chain(letter, (Turn(largest.right, why, largest.is_about),))
        bound = naming.symbol("2/L", "2/L", r"\frac{2}{L}")
        yield Chain(bound, _largest_rate(shape))
    if shape.active:
        columns: tuple[Words, ...] = (
            ("eigenvalue " if several else "second derivative ", Name("lambda")),
            (Sum((Number(1), Negation(Product((as_decimal(found.rate), Name("lambda")))))),),
            ("what a step does along it",),
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
        return "goes on at the same slope, for ever"
    if value < 0:
        return "goes away from the level point"
    if factor < -1:
        return "overshoots, and lands farther away"
    if factor == -1:
        return "jumps across, as far as it was"
    if factor < 0:
        return "overshoots, and lands nearer"
    return "comes nearer" if factor else "arrives"


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
        return ("The gradient is zero at the start: descent stays there.",)
    largest = found.shape.largest_rate
    if largest is None or float(found.rate) >= largest:
        return ("It converges, but only because the start has no part along the other eigenvalues.",)
    widest = _widest(found)
    if not widest:
        return ("It converges: one step leads to the minimum.",)
    share = rounded(widest, DIGITS)
    return (
        *("It converges: the rate ", as_decimal(found.rate), " is below ", *_bound(found)),
        *(", and a step leaves at most ", share, " of the way to the minimum."),
    )


def _crawls_in_bowl(found: Descent) -> Words:
    assert found.shape is not None
    start: Words = ("It crawls: a step leaves ", rounded(_widest(found), DIGITS), " of the way. ")
    ratio = found.shape.active[-1] / found.shape.active[0]
    if ratio >= _FLAT:
        times = rounded(ratio, 3)
        return (
            *start,
            *("One way is ", times, " times as steep as another: a rate that suits the steep one is small for the "),
            "flat one.",
        )
    return (*start, "The rate is far below ", *_bound(found), ": a larger one needs fewer steps.")


def _oscillates_in_bowl(found: Descent) -> Words:
    return (
        *("It oscillates: the rate is exactly ", *_bound(found)),
        ", so a step lands as far on the other side of the minimum as it was on this side.",
    )


def _diverges_in_bowl(found: Descent) -> Words:
    assert found.shape is not None
    if found.shape.active[0] < 0:
        return ("It diverges: the function falls without end along a negative eigenvalue, whatever the rate is.",)
    if not found.shape.active[0] and _widest(found) <= 1:
        return ("It diverges: along one direction the slope is the same everywhere, and there is no minimum.",)
    above = "above " if found.shape.largest_rate is not None else "too large: "
    bound = _bound(found) if found.shape.largest_rate is not None else ("no minimum bounds it",)
    return ("It diverges: the rate is ", above, *bound, ", so a step overshoots and lands farther away than it was.")


def _converges(found: Descent) -> Words:
    norms = found.plain.norms
    if not norms[0]:
        return ("The gradient is zero at the start: descent stays there.",)
    if found.plain.ends == "corner":
        return ("It comes to a corner, where there is no gradient: descent ends there.",)
    share = rounded(norms[-1] / norms[0], 2)
    return ("It converges: the gradient has shrunk to ", share, " of its first length.")


def _crawls(found: Descent) -> Words:
    share, end = pace(found.plain.norms), found.ends[0]
    left: Words = (rounded(share, DIGITS), " of") if share < _ALL else ("nearly all of",)
    start: Words = ("It crawls: of late a step leaves ", *left, " the gradient. ")
    if end and end.eigenvalues[-1] * float(found.rate) * _NEAR > 2:
        return (*start, "A much larger rate would overshoot: one way is steep there, and another flat.")
    return (*start, "Take a larger rate or more steps.")


def _oscillates(found: Descent) -> Words:
    return ("It oscillates: the steps go to and fro and do not get shorter. Take a smaller rate.",)


def _diverges(found: Descent) -> Words:
    if found.plain.ends == "outside":
        step = str(len(found.plain.points))
        return (f"It diverges: step {step} leads to where the function has no value, or too large a one.",)
    return ("It diverges: every step overshoots, and the steps grow. Take a smaller rate.",)


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
        yield Sentence(("The Hessian has a negative eigenvalue where it ends: that is no minimum.",))
    elif not found.shape and not which and shape.largest_rate is not None:
        steepest, rate = rounded(shape.eigenvalues[-1], DIGITS), rounded(shape.largest_rate, DIGITS)
        where = ("Where it ends, the largest second derivative is about ", steepest)
        yield Sentence((*where, ": near there, rates below ", rate, " converge."))
