"""How a descent is told: the gradient, the first step taken apart, all steps in a table, what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derivtutor.calculus import naming
from derivtutor.calculus.descending.beside import beside
from derivtutor.calculus.descending.model import Descent, as_decimal, cell, shown_rows, stacked, turn_to
from derivtutor.calculus.descending.reasons import at_end, quadratic, reason
from derivtutor.calculus.descending.walking import Path, Vector
from derivtutor.calculus.explanation import Chain, Derived, Heading, Item, Sentence, Table, Turn, Words, worded
from derivtutor.calculus.gradients.gradient import holding
from derivtutor.calculus.values import put_in, worked_out
from derivtutor.derivation.account import Result, Symbol
from derivtutor.language import decimals, translated
from derivtutor.notation.rational import constant_value, number
from derivtutor.notation.tree import Name, Negation, Node, Product, Sum

_WIDEST = 2
"""With more variables than this, the gradient has no column."""


def told(found: Descent) -> Iterator[Item]:
    """The items of a descent, one after the other."""
    whole = naming.function(found.name, found.variables)
    yield Chain(whole, (Turn(found.expression.tree),))
    for variable, part in zip(found.variables, found.parts, strict=True):
        yield holding(variable, found.variables)
        yield Derived(naming.partial(found.name, variable) if len(found.variables) > 1 else found.slope, part)
    yield from _first_step(found)
    yield Sentence(worded("Every step does the same."))
    yield _table(found.plain, found)
    yield Heading(translated("What becomes of it"))
    if found.shape:
        yield from quadratic(found, found.shape)
    yield Sentence(reason(found))
    yield from at_end(found, 0)
    if found.method != "plain":
        yield from beside(found)
    last = len(found.path.points) - 1
    turn = turn_to(found.path.points[last], found.becomes) if last else Turn(_start(found), found.becomes)
    yield Chain(found.point(str(last)), (turn,), is_answer=True)


def _start(found: Descent) -> Result:
    return stacked(tuple(found.start.values()))


def _first_step(found: Descent) -> Iterator[Item]:
    """The first step with all its numbers."""
    here, after = found.point("k"), found.point("k+1")
    there = naming.placed(found.slope, found.start)
    entries, shape = found.gradient.entries, found.gradient.shape
    inside = Result(tuple([put_in(entry, found.start) for entry in entries]), shape)
    values = Result(tuple([_decimal(worked_out(entry, found.start), found) for entry in entries]), shape)
    rate = as_decimal(found.rate)
    if len(found.variables) > 1:
        yield Chain(found.slope, (Turn(found.gradient),))
    yield Sentence(worded("A step goes against the gradient: subtract the rate {rate} times the gradient.", rate=rate))
    yield Chain(after, (Turn(_step_rule(found, here)),))
    yield Sentence(worded("Take the first step from the start."))
    yield Chain(found.point("0"), (Turn(_start(found)),))
    yield Chain(there, (Turn(inside), *_unless_same(inside, values)))
    moved = [
        Sum((place, Negation(Product((rate, slope)))))
        for place, slope in zip(found.start.values(), values.entries, strict=True)
    ]
    yield Chain(found.point("1"), (Turn(stacked(tuple(moved))), _landed(found, moved)))


def _unless_same(inside: Result, values: Result) -> tuple[Turn, ...]:
    return () if inside == values else (Turn(values),)


def _decimal(value: Node, found: Descent) -> Node:
    """A number as a decimal where it is one, unless fractions were asked for."""
    fraction = constant_value(value)
    return value if fraction is None or found.exact else as_decimal(fraction)


def _landed(found: Descent, moved: Sequence[Node]) -> Turn:
    """Where the first step leads: exactly where all is rational, else rounded."""
    values = list(map(constant_value, moved))
    exact = [value for value in values if value is not None]
    if len(exact) == len(values):
        return Turn(stacked(tuple([_decimal(number(value), found) for value in exact])))
    return turn_to(found.plain.points[1], "")


def _step_rule(found: Descent, here: Symbol) -> Symbol:
    """`p_k − 0.1 ∇f(p_k)`."""
    rate, slope = Result((as_decimal(found.rate),)), found.slope
    return naming.symbol(
        f"{here.text} − {decimals(rate.text)} {slope.text}({here.text})",
        f"{here.plain} - {decimals(rate.text)} {slope.plain}({here.plain})",
        rf"{here.latex} - {rate.latex} \, {slope.latex}({here.latex})",
    )


def _table(path: Path, found: Descent) -> Table:
    whole, slope = Name(found.name), found.slope
    with_gradient = len(found.variables) <= _WIDEST
    columns: list[Words] = [
        *(worded("step"), (found.point("k"),), (whole,), (slope,)),
        *((naming.length(slope),), worded("moved by")),
    ]
    moved = [0.0, *path.steps]
    rows = [
        ("…",) * len(columns)
        if row is None
        else (
            str(row),
            _numbers(path.points[row]),
            cell(path.heights[row]),
            _numbers(path.gradients[row]),
            cell(path.norms[row]),
            cell(moved[row]) if row else "",
        )
        for row in shown_rows(len(path.points))
    ]
    kept = [place for place in range(len(columns)) if with_gradient or place != 3]
    return Table(
        tuple([columns[place] for place in kept]),
        tuple([tuple([(row[place],) for place in kept]) for row in rows]),
    )


def _numbers(vector: Vector) -> Result:
    return stacked(tuple(map(cell, vector)))
