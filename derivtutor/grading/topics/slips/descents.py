"""Slips about one step of gradient descent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from derivtutor.derivation.account import Result
from derivtutor.grading.topics.slips.model import Slip, Wanted
from derivtutor.notation.rational import number
from derivtutor.notation.tree import Negation, Node, Number, Product, Quotient, Sum


def _steps(wanted: Wanted) -> list[Mapping[str, Node]]:
    found: list[Mapping[str, Node]] = wanted.document.get("exact", [])
    return found if len(found) == 2 else []


def _ascent(wanted: Wanted) -> Iterator[Result]:
    """One step uphill."""
    if steps := _steps(wanted):
        twice = [Product((Number(2), start)) for start in steps[0].values()]
        entries = [Sum((two, Negation(end))) for two, end in zip(twice, steps[1].values(), strict=True)]
        yield Result(tuple(entries), wanted.result.shape)


def _without_rate(wanted: Wanted) -> Iterator[Result]:
    """One step that is the whole gradient."""
    if steps := _steps(wanted):
        rate = number(Fraction(repr(wanted.document["rate"])))
        pairs = list(zip(steps[0].values(), steps[1].values(), strict=True))
        whole = [Sum((start, Quotient(Sum((end, Negation(start))), rate))) for start, end in pairs]
        yield Result(tuple(whole), wanted.result.shape)


SLIPS: tuple[Slip, ...] = (
    Slip("gd-sign-ascent", "descend", "w + rate · gradient", "Downhill is against the gradient.", _ascent),
    Slip(
        "gd-learning-rate-missing",
        "descend",
        "w − gradient",
        "Scale the step with the learning rate.",
        _without_rate,
    ),
)
