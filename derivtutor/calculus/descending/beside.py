"""Momentum and Newton's method beside plain descent."""

from __future__ import annotations

from collections.abc import Iterator

from derivtutor.calculus import naming
from derivtutor.calculus.descending.courses import in_words
from derivtutor.calculus.descending.model import Descent, as_decimal, cell, shown_rows
from derivtutor.calculus.descending.reasons import at_end
from derivtutor.calculus.explanation import Chain, Heading, Item, Sentence, Table, Turn, Words, worded
from derivtutor.derivation.account import Result
from derivtutor.language import decimals, translated


def beside(found: Descent) -> Iterator[Item]:
    yield Heading(translated(_HEADINGS[found.method]))
    yield from _rules(found)
    columns: tuple[Words, ...] = (
        worded("step"),
        worded("plain: value"),
        worded("gradient"),
        worded(_VALUES[found.method]),
        worded("gradient"),
    )
    count = max(len(found.plain.points), len(found.path.points))
    rows = [_side_by_side(row, found) for row in shown_rows(count)]
    yield Table(columns, tuple(rows))
    yield Sentence((_both(found),))
    yield from at_end(found, 1)
    if found.path.ends == "singular":
        yield Sentence(
            worded("The matrix of second derivatives has no inverse there: Newton's method has no next step.")
        )


_HEADINGS = {"momentum": "With momentum beside it", "newton": "With Newton's method beside it"}
_VALUES = {"momentum": "momentum: value", "newton": "Newton: value"}
_NAMES = {"momentum": "momentum", "newton": "Newton"}
_BOTH = {
    "converges": "Plain descent and {name} both converge.",
    "crawls": "Plain descent and {name} both crawl.",
    "oscillates": "Plain descent and {name} both oscillate.",
    "diverges": "Plain descent and {name} both diverge.",
}


def _both(found: Descent) -> str:
    name, (plain, other) = translated(_NAMES[found.method]), found.courses
    if plain == other and not found.path.is_halted:
        return translated(_BOTH[plain]).format(name=name)
    says = translated("Plain descent {plain}, {name} {other}.")
    return says.format(plain=in_words(plain), name=name, other=found.becomes)


def _rules(found: Descent) -> Iterator[Item]:
    """How the other method steps."""
    here, after = found.point("k"), found.point("k+1")
    slope = found.slope
    if found.method == "newton":
        yield Sentence(
            worded("Newton's method divides by the curvature: a step leads to the level point of a quadratic.")
        )
        right = naming.symbol(
            f"{here.text} − H⁻¹ {slope.text}({here.text})",
            f"{here.plain} - H^(-1) {slope.plain}({here.plain})",
            rf"{here.latex} - H^{{-1}} {slope.latex}({here.latex})",
        )
        yield Chain(after, (Turn(right),))
        return
    share, rate = Result((as_decimal(found.momentum),)), Result((as_decimal(found.rate),))
    yield Sentence(worded("Momentum keeps a share of the velocity, and adds the gradient to it."))
    speed, next_speed = naming.indexed("v", "k"), naming.indexed("v", "k+1")
    right = naming.symbol(
        f"{decimals(share.text)} {speed.text} + {slope.text}({here.text})",
        f"{share.text} {speed.plain} + {slope.plain}({here.plain})",
        rf"{share.latex} \, {speed.latex} + {slope.latex}({here.latex})",
    )
    yield Chain(next_speed, (Turn(right),))
    right = naming.symbol(
        f"{here.text} − {decimals(rate.text)} {next_speed.text}",
        f"{here.plain} - {rate.text} {next_speed.plain}",
        rf"{here.latex} - {rate.latex} \, {next_speed.latex}",
    )
    yield Chain(after, (Turn(right),))


def _side_by_side(row: int | None, found: Descent) -> tuple[Words, ...]:
    if row is None:
        return (("…",),) * 5
    cells: list[Words] = [(str(row),)]
    for path in (found.plain, found.path):
        is_there = row < len(path.points)
        cells += [(cell(path.heights[row]),), (cell(path.norms[row]),)] if is_there else [("",), ("",)]
    return tuple(cells)
