"""Slips about Taylor polynomials."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction

from derivtutor.derivation.account import Result
from derivtutor.derivation.differentiator import derivative
from derivtutor.grading.topics.slips.model import Slip, Wanted
from derivtutor.notation.rational import number
from derivtutor.notation.tree import Name, Negation, Node, Number, Power, Product, Quotient, Sum, substitute


class _Expansion:
    """A Taylor polynomial in one variable, taken apart."""

    def __init__(self, wanted: Wanted) -> None:
        document = wanted.document
        self.function: Node = document["expression"]
        self.variable: str = document["wrt"]
        self.point: dict[str, Node] = dict(document["around"])
        self.coefficients: Sequence[Node] = document["coefficients"]

    def result(self, coefficients: Sequence[Node], step: Node) -> Result:
        terms = [Product((each, Power(step, Number(n)))) if n else each for n, each in enumerate(coefficients)]
        return Result((Sum(tuple(terms)) if len(terms) > 1 else terms[0],))

    @property
    def centre(self) -> Node:
        return self.point[self.variable]

    @property
    def step(self) -> Node:
        return Sum((Name(self.variable), Negation(self.centre)))

    @property
    def values(self) -> list[Node]:
        """Those of the derivatives at the centre."""
        return [Product((Number(math.factorial(n)), each)) for n, each in enumerate(self.coefficients)]


def _expansion(wanted: Wanted) -> _Expansion | None:
    return _Expansion(wanted) if "coefficients" in wanted.document else None


def _factorial_missing(wanted: Wanted) -> Iterator[Result]:
    if found := _expansion(wanted):
        yield found.result(found.values, found.step)
        by_n = [value if n < 2 else Quotient(value, Number(n)) for n, value in enumerate(found.values)]
        yield found.result(by_n, found.step)
    elif _second(wanted):
        yield _of_several(wanted, half=Fraction(1))


def _not_centred(wanted: Wanted) -> Iterator[Result]:
    if found := _expansion(wanted):
        yield found.result(found.coefficients, Name(found.variable))
    else:
        yield _of_several(wanted, sign=0)


def _wrong_side(wanted: Wanted) -> Iterator[Result]:
    if found := _expansion(wanted):
        yield found.result(found.coefficients, Sum((Name(found.variable), found.centre)))
    else:
        yield _of_several(wanted, sign=1)


def _odd_signs(wanted: Wanted) -> Iterator[Result]:
    if found := _expansion(wanted):
        turned = [Negation(each) if n % 2 else each for n, each in enumerate(found.coefficients)]
        yield found.result(turned, found.step)


def _same_signs(wanted: Wanted) -> Iterator[Result]:
    """Signs that do not alternate, or that do where they should not."""
    if found := _expansion(wanted):
        known = [n for n, each in enumerate(found.coefficients) if each != Number(0)]
        turned = {n for place, n in enumerate(known) if place % 2}
        yield found.result([Negation(c) if n in turned else c for n, c in enumerate(found.coefficients)], found.step)


def _not_evaluated(wanted: Wanted) -> Iterator[Result]:
    """Derivatives left as functions."""
    if (found := _expansion(wanted)) and len(found.coefficients) <= 5:
        slopes = [found.function]
        for _ in found.coefficients[1:]:
            slopes.append(derivative(slopes[-1], found.variable))
        over = [Quotient(slope, Number(math.factorial(n))) for n, slope in enumerate(slopes)]
        yield found.result(over, found.step)


def _other_order(wanted: Wanted) -> Iterator[Result]:
    """The polynomial without its last terms."""
    if found := _expansion(wanted):
        known = [n for n, each in enumerate(found.coefficients) if each != Number(0)]
        if len(known) > 1:
            yield found.result(found.coefficients[: known[-1]], found.step)


def _constant_missing(wanted: Wanted) -> Iterator[Result]:
    if (found := _expansion(wanted)) and len(found.coefficients) > 1:
        yield found.result([Number(0), *found.coefficients[1:]], found.step)


def _second(wanted: Wanted) -> bool:
    return "hessian" in wanted.document


def _mixed_once(wanted: Wanted) -> Iterator[Result]:
    """The mixed terms halved: each stands twice in the Hessian."""
    if _second(wanted):
        yield _of_several(wanted, mixed=Fraction(1, 2))


def _mixed_missing(wanted: Wanted) -> Iterator[Result]:
    if _second(wanted):
        yield _of_several(wanted, mixed=Fraction(0))


def _of_several(
    wanted: Wanted, half: Fraction = Fraction(1, 2), sign: int = -1, mixed: Fraction = Fraction(1)
) -> Result:
    """The polynomial in several variables, with other factors than it should have.

    Args:
        half: what stands before the terms of the second order.
        sign: that of the centre in the steps; 0 leaves it out.
        mixed: what stands before the mixed terms beside that.
    """
    document = wanted.document
    function, letters, centre = document["expression"], document["wrt"], dict(document["around"])
    steps = [Sum((Name(letter), Product((Number(sign), centre[letter])))) for letter in letters]
    slopes = [derivative(function, letter) for letter in letters]
    terms = [substitute(function, centre)]
    terms += [Product((substitute(slope, centre), step)) for slope, step in zip(slopes, steps, strict=True)]
    for row, slope in enumerate(slopes) if _second(wanted) else ():
        for column, letter in enumerate(letters):
            factor = half if row == column else half * mixed
            bend = substitute(derivative(slope, letter), centre)
            terms.append(Product((number(factor), bend, steps[row], steps[column])))
    return Result((Sum(tuple(terms)),))


SLIPS: tuple[Slip, ...] = (
    Slip(
        "taylor-factorial-missing",
        "taylor",
        "the coefficient of order n is the n-th derivative",
        "What do you divide the n-th derivative by?",
        _factorial_missing,
    ),
    Slip(
        "taylor-center-not-subtracted",
        "taylor",
        "powers of x, not of x − a",
        "Powers are measured from the centre a.",
        _not_centred,
    ),
    Slip(
        "taylor-center-sign",
        "taylor",
        "powers of x + a",
        "How far is x from the centre? Subtract the centre.",
        _wrong_side,
    ),
    Slip(
        "taylor-odd-signs",
        "taylor",
        "powers of a − x",
        "Look at the terms with odd powers: which sign does the derivative have at the centre?",
        _odd_signs,
    ),
    Slip(
        "taylor-alternating-signs",
        "taylor",
        "the signs alternate where they do not, or the other way round",
        "Work out the sign of each derivative at the centre, one by one.",
        _same_signs,
    ),
    Slip(
        "taylor-derivative-not-evaluated",
        "taylor",
        "the coefficient is a function",
        "Coefficients are numbers: evaluate at the centre.",
        _not_evaluated,
    ),
    Slip(
        "taylor-mixed-once",
        "taylor",
        "the mixed term counts once",
        "The mixed derivative stands in the Hessian twice: how often does it count?",
        _mixed_once,
    ),
    Slip(
        "taylor-mixed-missing",
        "taylor",
        "there is no mixed term",
        "Differentiate with respect to x, and then with respect to y as well.",
        _mixed_missing,
    ),
    Slip(
        "taylor-stopped-early",
        "taylor",
        "a lower order will do",
        "Up to which power are the terms asked for?",
        _other_order,
    ),
    Slip(
        "taylor-value-missing",
        "taylor",
        "the polynomial begins with the slope",
        "Which value does the function have at the centre? The polynomial has it too.",
        _constant_missing,
    ),
)
