"""How a verification is told: the derivative, the V of the differences, the complex step, the Taylor test, the ways."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from derivtutor.calculus import naming
from derivtutor.calculus.explanation import Chain, Derived, Heading, Item, Sentence, Table, Turn, Words, filled, worded
from derivtutor.calculus.gradients.gradient import holding
from derivtutor.calculus.verifying.differences import STEPS, Accuracy, Differences
from derivtutor.calculus.verifying.model import Check, Verification
from derivtutor.derivation.account import Result
from derivtutor.language import counted, translated
from derivtutor.notation.decimals import rounded
from derivtutor.notation.tree import Name, Negation, Node, Number, Power

_DIGITS, _AMONG_OTHERS, _ERROR = 9, 6, 2
"""So many digits of a difference are shown, of one in a vector, and of an error."""

_TAYLOR_ROWS = 6
"""Below the h of so many rows, rounding is all that the Taylor test shows."""


def told(found: Verification) -> Iterator[Item]:
    """The items of a verification, one after the other."""
    yield Chain(naming.function(found.name, tuple(found.point)), (Turn(found.expression.tree),))
    for check in found.checks:
        if len(found.checks) > 1:
            yield Heading(translated("With respect to {variable}").format(variable=check.variable))
        yield from _derivative(found, check)
        yield from _smooth(check) if not math.isnan(check.slope) else _kink(check)
    if found.is_smooth:
        yield from _taylor(found)
        yield from _ways(found)


def _derivative(found: Verification, check: Check) -> Iterator[Item]:
    """The derivative by the rules, and its value."""
    if len(found.point) > 1:
        yield holding(check.variable, list(found.point))
    several = len(found.point) > 1
    yield Derived(naming.partial(found.name, check.variable) if several else naming.prime(found.name), check.derivation)
    steepness = check.at.steepness
    if steepness.exact is not None:
        yield Chain(found.slope_name(check.variable), (Turn(steepness.exact),), is_answer=True)
    elif not math.isnan(check.slope):
        yield Chain(found.slope_name(check.variable), (Turn(rounded(check.slope, 10), "", True),), is_answer=True)


def _cell(value: float | None, digits: int = _DIGITS) -> Words:
    return worded("none") if value is None or not math.isfinite(value) else (rounded(value, digits),)


def step(h: float) -> Node:
    """A power of ten."""
    return Power(Number(10), Negation(Number(round(-math.log10(h)))))


# -- where there is a derivative -----------------------------------------------------------------------------------


def _smooth(check: Check) -> Iterator[Item]:
    """Differences with their errors, what these show, and the complex step."""
    yield Sentence(
        worded(
            "Divide the change of the function by that of {variable}, for ever smaller h.",
            variable=Name(check.variable),
        )
    )
    yield from by_differences(check.differences, check.forward, check.central)
    yield from _complex_step(check)


def by_differences(found: Differences, forward: Accuracy, central: Accuracy) -> Iterator[Item]:
    """The table of differences with their errors, the orders, and where the V has its bottom."""
    columns: tuple[Words, ...] = (("h",), worded("forward"), worded("error"), worded("central"), worded("error"))
    rows = zip(STEPS, found.forward, forward.errors, found.central, central.errors, strict=True)
    cells = [
        ((step(h),), _cell(one), _cell(off, _ERROR), _cell(other), _cell(away, _ERROR))
        for h, one, off, other, away in rows
    ]
    yield Table(columns, tuple(cells))
    yield Sentence(_order("forward", forward))
    yield Sentence(_order("central", central))
    yield Sentence(_best(forward, central))


def _order(kind: str, accuracy: Accuracy) -> Words:
    """How the error shrinks."""
    if accuracy.order is None:
        return worded(_NO_ERROR[kind])
    return worded(_ORDERS[kind], order=rounded(accuracy.order, 3), share=rounded(10**accuracy.order, 2))


_NO_ERROR = {
    "forward": "The forward difference has no error but that of rounding.",
    "central": "The central difference has no error but that of rounding.",
}
_ORDERS = {
    "forward": "The forward difference has order {order}: with h ten times smaller, its error is {share} times "
    "smaller.",
    "central": "The central difference has order {order}: with h ten times smaller, its error is {share} times "
    "smaller.",
}


def _best(forward: Accuracy, central: Accuracy) -> Words:
    """Where the V has its bottom, if it is one."""
    best = {"forward": forward.best, "central": central.best}
    found = {kind: h for kind, h in best.items() if h is not None and h not in (STEPS[0], STEPS[-1])}
    if not found:
        return worded("Rounding makes no V here.")
    places: dict[str, Words] = {kind: ("h ≈ ", step(h)) for kind, h in found.items()}
    return (*worded(_BEST[" and ".join(found)], **places), " ", *worded(_V))


_BEST = {
    "forward": "Best is {forward} forward.",
    "central": "Best is {central} central.",
    "forward and central": "Best are {forward} forward and {central} central.",
}
_V = (
    "For smaller h the error grows again: the values agree in more and more digits, and their difference loses these. "
    "First truncation, then rounding: the errors form a V."
)


def _complex_step(check: Check) -> Iterator[Item]:
    """The derivative beside the real axis."""
    yield Sentence(worded("The complex step takes no difference, so nothing is lost, however small h is."))
    value = check.complex_slope
    if math.isnan(value):
        yield Sentence(worded("Here it cannot be taken: a part of the function has a corner at this point."))
        return
    text = f"Im f({check.variable} + ih)/h"
    name = naming.symbol(text, text, rf"\operatorname{{Im}} f({check.variable} + ih)/h")
    yield Chain(name, (Turn(rounded(value, 16), "h = 10⁻³⁰", True),))
    yield Sentence(worded("Its error is {error}.", error=_error(check.complex_error)))


def _error(error: float) -> Words:
    return _cell(error, _ERROR) if error else worded("0, as far as doubles tell")


# -- where there is none -------------------------------------------------------------------------------------------


def _kink(check: Check) -> Iterator[Item]:
    """Differences from both sides, and why the central one lies."""
    where: Words = (Name(check.variable), " = ", check.at.point[check.variable])
    yield Sentence(worded("There is no derivative at {place}.", place=where))
    columns: tuple[Words, ...] = (("h",), worded("backward"), worded("forward"), worded("central"))
    found = check.differences
    rows = zip(STEPS, found.backward, found.forward, found.central, strict=True)
    yield Table(columns, tuple([((step(h),), *map(_cell, values)) for h, *values in rows]))
    yield Sentence(_lie(check))


def _lie(check: Check) -> Words:
    left, right = check.sides or (math.nan, math.nan)
    central = check.differences.central[-1]
    if math.isfinite(left) and math.isfinite(right):
        mean = rounded((left + right) / 2)
        return worded(_FROM_BOTH_SIDES, left=rounded(left), right=rounded(right), mean=mean)
    if math.isfinite(central) and abs(central) < 1 / math.sqrt(STEPS[-1]):
        return worded(_AS_IF_NOTHING, central=rounded(central))
    if math.isfinite(central):
        return worded("The differences do not come to a limit: they grow as h shrinks. No one of them is a derivative.")
    return worded("The function has no values on one side of the point, so there is nothing to take a difference of.")


_FROM_BOTH_SIDES = (
    "From the left the slope is {left}, from the right {right}. The central difference lies: it gives {mean}, the mean "
    "of both, and no h shows that. Compare the forward with the backward difference: they do not come together."
)
_AS_IF_NOTHING = (
    "The central difference lies: it gives {central} as if nothing were the matter. Compare the forward with the "
    "backward difference: they do not come together."
)


# -- for all variables together ------------------------------------------------------------------------------------


def _taylor(found: Verification) -> Iterator[Item]:
    """What is left of the change when the slope is taken away."""
    yield Heading(translated("Taylor test"))
    yield Sentence(worded(_AWAY if len(found.checks) == 1 else _ALL_AWAY))
    columns = (("h",), worded("change"), worded("change − slope · h"), worded("slope off by 1%"))
    test = found.taylor
    rows = list(zip(STEPS, test.plain, test.right, test.wrong, strict=True))[:_TAYLOR_ROWS]
    yield Table(columns, tuple([((step(h),), *[_cell(value, 4) for value in values]) for h, *values in rows]))
    right, wrong = test.orders[1], test.orders[2]
    if right is None:
        yield Sentence(worded("With this derivative nothing remains but rounding: the graph is a line this way."))
    else:
        yield Sentence(worded("With this derivative the order is {order}: it is right.", order=rounded(right, 3)))
    if wrong is not None:
        words = "With a slope that is off by 1% it is {order} in the end: the test sees that."
        yield Sentence(worded(words, order=rounded(wrong, 3)))


_AWAY = "Take away from the change what the derivative says: the remainder has order 2."
_ALL_AWAY = (
    "Take away from the change what the derivative says, with all variables moved by h at once: the remainder has "
    "order 2."
)


def _vector(values: Sequence[float]) -> Words:
    if not all(map(math.isfinite, values)):
        return worded("none")
    entries = tuple([rounded(value, _DIGITS if len(values) == 1 else _AMONG_OTHERS) for value in values])
    return (Result(entries, (len(values),) if len(values) > 1 else ()),)


def _ways(found: Verification) -> Iterator[Item]:
    """The same derivatives by symbols, by numbers, forwards and backwards, and what each costs."""
    many, memory = len(found.checks), found.program.memory
    yield Heading(translated("Four ways to the same derivative" if many == 1 else "Four ways to the same gradient"))
    columns = (worded("way"), worded("value"), worded("error"), worded("operations"))
    rows = [
        (worded(_WAYS[name]), _vector(way.gradient), _cell(found.error(way), _ERROR), (str(way.operations),))
        for name, way in found.ways.items()
    ]
    yield Table(columns, tuple(rows))
    yield Sentence(worded("Symbols give a formula, which may be long. Differences are simple, and never exact."))
    forwards = counted(
        "Forward mode carries slopes beside the values: one pass.",
        "Forward mode carries slopes beside the values: {passes} passes, one for each variable.",
        many,
    )
    backwards = counted(
        "Reverse mode needs one pass back for all variables, and keeps 1 value for it.",
        "Reverse mode needs one pass back for all variables, and keeps {values} values for it.",
        memory,
    )
    yield Sentence((*filled(forwards, passes=str(many)), " ", *filled(backwards, values=str(memory))))


_WAYS = {
    "symbolic": "symbolic",
    "central difference": "central difference",
    "forward mode": "forward mode",
    "reverse mode": "reverse mode",
}
"""What the ways are called, for translators."""
