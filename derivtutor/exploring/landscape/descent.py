"""Descent step by step: what the next step does, the way so far, and what the rate makes of it now."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from derivtutor.calculus import naming
from derivtutor.calculus.descending.reasons import reason
from derivtutor.calculus.descending.walking import length
from derivtutor.calculus.explanation import Chain, Item, Table, Turn, Words, worded
from derivtutor.calculus.figures.figure import Curve, Figure
from derivtutor.calculus.figures.landscape import landscape
from derivtutor.calculus.figures.of_descent import dots, on_curve
from derivtutor.calculus.naming import indexed
from derivtutor.derivation.account import Symbol
from derivtutor.exploring.landscape import walking
from derivtutor.exploring.landscape.walking import Walk
from derivtutor.exploring.subject import Key, View
from derivtutor.exploring.worth import as_text, shortest, vector, words
from derivtutor.language import translated
from derivtutor.notation.tree import Name

_ROWS = 3
_FEW = 3
"""What becomes of a function that is not quadratic is told after so many steps."""

KEYS: tuple[Key, ...] = (
    Key("n", "one step", walking.step),
    Key("u", "one step back", walking.undo),
    Key("plus", "rate · 2", walking.faster),
    Key("minus", "rate / 2", walking.slower),
    Key("space", "one step", walking.step),
)
"""What descent adds to the keys of a subject; each changes a `Walk`."""


def within(field: str, keys: tuple[Key, ...] = KEYS) -> tuple[Key, ...]:
    """The same keys for a state that has its walk in a field."""

    def changed(change: Callable[[Any], Any]) -> Callable[[Any], Any]:
        return lambda state: replace(state, **{field: change(getattr(state, field))})

    return tuple([Key(key.name, key.says, changed(key.change)) for key in keys])


def view(walk: Walk) -> View:
    """Descent on contours, or on the graph of a function of one variable."""
    notice = _notice(walk)
    return View(notice, tuple(_items(walk)), _figure(walk, as_text(notice)))


def _figure(walk: Walk, says: str) -> Figure:
    ground, seen = walk.ground, walk.seen
    if len(ground.variables) == 1:
        points = [point for point in seen if not math.isnan(point[1])]
        return on_curve(
            says, ground.there, ground.variables[0], ground.name, (walk.frame.across, walk.frame.up), points
        )
    path = Curve(translated("path"), (tuple(seen),)) if len(seen) > 1 else None
    pair = (ground.variables[0], ground.variables[1])
    return landscape(says, ground.there, pair, walk.frame.window, dots=dots(list(seen)), path=path)


# In numbers


def _items(walk: Walk) -> list[Item]:
    next_one = [_next_step(walk)] if walk.has_slope and not _ending(walk) else []
    return [*next_one, *([_table(walk)] if walk.rates else [])]


def _slope(walk: Walk) -> Symbol:
    several = len(walk.ground.variables) > 1
    return naming.gradient(walk.ground.name) if several else naming.prime(walk.ground.name)


def _letter(walk: Walk) -> str:
    return next(letter for letter in "pqrsu" if letter not in {*walk.ground.variables, walk.ground.name})


def _next_step(walk: Walk) -> Chain:
    """`p₁ = p₀ − 0.1 ∇f(p₀) = (3, 2) − 0.1 (6, 8) = (2.4, 1.2)`."""
    count = len(walk.rates)
    here, after = (indexed(_letter(walk), number) for number in (count, count + 1))
    rate, slope = shortest(walk.rate), _slope(walk)
    point, gradient = vector(walk.point), vector(walk.gradient)
    landed = vector(walk.ahead)
    times = " · " if len(walk.point) == 1 else " "
    factor = _symbol(rate[0])
    rule = Symbol(
        f"{here.text} − {factor.text} {slope.text}({here.text})",
        f"{here.plain} - {factor.plain} {slope.plain}({here.plain})",
        rf"{here.latex} - {factor.latex} \, {slope.latex}({here.latex})",
    )
    start, way = _symbol(point.right), _bracketed(_symbol(gradient.right))
    numbers = Symbol(
        f"{start.text} − {factor.text}{times}{way.text}",
        f"{start.plain} - {factor.plain}{times.replace('·', '*')}{way.plain}",
        rf"{start.latex} - {factor.latex} \cdot {way.latex}",
    )
    about = rate[1] or point.is_about or gradient.is_about
    return Chain(after, (Turn(rule), Turn(numbers, "", about), replace(landed, is_about=about or landed.is_about)))


def _symbol(side: Any) -> Symbol:
    return side if isinstance(side, Symbol) else naming.spelled(side)


def _bracketed(symbol: Symbol) -> Symbol:
    if not symbol.text.startswith("−"):
        return symbol
    return Symbol(f"({symbol.text})", f"({symbol.plain})", rf"\left({symbol.latex}\right)")


def _table(walk: Walk) -> Table:
    """The last points, each with what is there and the rate that led to it."""
    path, count = walk.path, len(walk.path.points)
    slope = _slope(walk)
    columns: tuple[Words, ...] = (
        worded("step"), worded("rate"), worded("point"), (Name(walk.ground.name),), (naming.length(slope),)
    )  # fmt: skip
    rows = [
        (
            (str(place),),
            (shortest(walk.rates[place - 1])[0],) if place else ("",),
            (vector(path.points[place]).right,),
            (shortest(path.heights[place])[0],),
            (shortest(length(path.gradients[place]))[0],),
        )
        for place in range(max(0, count - _ROWS), count)
    ]
    return Table(columns, tuple(rows))


# What to notice


def _notice(walk: Walk) -> Words:
    name, steps = walk.ground.name, len(walk.leg.points) - 1
    if math.isnan(walk.height):
        return worded("{name} has no value here, or too large a one: move the point.", name=name)
    if not walk.has_slope:
        return worded("The formula of the gradient has no value here: there is no step to take.")
    if ending := _ending(walk):
        return worded(_ENDS[ending])
    if not any(walk.gradient):
        return worded("The gradient is 0 here: a step leads nowhere, whatever the rate is.")
    if walk.ground.is_quadratic or steps >= _FEW:
        return reason(walk.descent)
    return _last_step(walk) if steps else _first_step(walk)


def _ending(walk: Walk) -> str:
    """Why there is no next step: what the last try has shown, or that doubles do not reach so far."""
    return walk.path.ends or ("" if all(map(math.isfinite, walk.ahead)) else "outside")


_ENDS = {
    "outside": "The next step leads to where the function has no value, or too large a one: halve the rate.",
    "corner": "The next step leads to a corner, where there is no gradient.",
}


def _first_step(walk: Walk) -> Words:
    steep = length(walk.gradient)
    factors = (shortest(walk.rate)[0], shortest(steep)[0])
    product: Words = (factors[0], " · ", factors[1], *words(float(walk.rate) * steep))
    return worded("The next step is rate times steepness long: {product}.", product=product)


def _last_step(walk: Walk) -> Words:
    before, after = walk.path.heights[-2:]
    old, new = walk.path.gradients[-2:]
    turned = sum([float(one) * float(other) for one, other in zip(old, new, strict=True)]) < 0
    ends = [shortest(float(height))[0] for height in (before, after)]
    numbers = {"before": ends[0], "after": ends[1], "change": shortest(abs(float(after) - float(before)))[0]}
    name, is_small = Name(walk.ground.name), ends[0] == ends[1]
    if after == before and not turned:
        return worded("The step was too short for {name} to change in the digits of a computer.", name=name)
    how = "overshot" if after > before else "across" if turned else "downhill"
    return worded(_STEPS[(how, is_small)], name=name, **numbers)


_STEPS = {
    ("overshot", False): "The step overshot: {name} went up from {before} to {after}; a smaller rate would not.",
    ("overshot", True): "The step overshot: {name} went up by {change}; a smaller rate would not.",
    ("across", False): "The step went across the valley: {name} fell from {before} to {after}, "
    "and the slope points back.",
    ("across", True): "The step went across the valley: {name} fell by {change}, and the slope points back.",
    ("downhill", False): "The step went downhill: {name} fell from {before} to {after}.",
    ("downhill", True): "The step went downhill: {name} fell by {change}.",
}
"""What a step did, and whether that is seen in the few digits that are shown."""
