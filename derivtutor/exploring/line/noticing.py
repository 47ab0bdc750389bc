"""What there is to notice at the point, in one sentence that is true there."""

from __future__ import annotations

from derivtutor.calculus.explanation import Words
from derivtutor.calculus.figures.shape import Part
from derivtutor.derivation.amount import Amount
from derivtutor.derivation.numbers import AtPoint
from derivtutor.derivation.sides import OneSided, Sides
from derivtutor.exploring.line.state import LineState
from derivtutor.exploring.line.words import at, in_words, joined, size_in_words
from derivtutor.notation.tree import Call, Name, Node

SATURATING = {"sigmoid": 0.25, "tanh": 1.0, "arctan": 1.0, "erf": 1.1283791670955126}
"""Functions that become flat far from zero, and their largest slopes, those at zero."""
_SATURATED = 0.1
"""Of its largest slope such a function has less than this part where it is called saturated."""


def is_saturated(function: Node, letter: str, rate: Amount) -> bool:
    """Whether a function of a letter is one of those that become flat, and is flat here."""
    if not (isinstance(function, Call) and function.arguments == (Name(letter),) and rate.is_defined):
        return False
    most = SATURATING.get(function.function)
    return most is not None and abs(rate.value) < _SATURATED * most


def of_point(state: LineState) -> Words:
    """What the curve does at the point."""
    here = state.at
    name = Name(state.explored.name)
    if here.height.is_beyond or (here.height.is_defined and here.steepness.is_beyond):
        return (name, " or its slope is too large a number here to be written.")
    if not here.height.is_defined:
        return without_value(state)
    if not here.steepness.is_defined:
        return without_slope(state)
    sign = here.steepness.sign
    if sign is None:
        return joined(
            (name, " is nearly flat here: whether the slope is 0 cannot be told, it is "),
            in_words(here.steepness),
            ".",
        )
    if sign == 0:
        return _flat(state)
    does, way = ("rises", "up") if sign > 0 else ("falls", "down")
    if is_saturated(state.explored.function, state.explored.variable, here.steepness):
        return joined(
            (name, f" is saturated here: it still {does}, but the tangent goes {way} by only "),
            size_in_words(here.steepness),
            " for every 1 to the right.",
        )
    return joined(
        (name, f" {does} here: the tangent goes {way} by "),
        size_in_words(here.steepness),
        " for every 1 to the right.",
    )


def _flat(state: LineState) -> Words:
    name = Name(state.explored.name)
    before, after = _beside(state)
    if before is not None and before is after and before.going == "0":
        return (name, " is constant around here: the tangent is horizontal, the slope is 0.")
    begins = "The tangent is horizontal: the slope is 0"
    goings = (before.going if before else "", after.going if after else "")
    if goings == ("-", "+"):
        return (f"{begins} at the bottom, where ", name, " stops falling and begins to rise.")
    if goings == ("+", "-"):
        return (f"{begins} at the top, where ", name, " stops rising and begins to fall.")
    if goings in (("+", "+"), ("-", "-")):
        return (f"{begins} here, but ", name, f" {'rises' if goings[0] == '+' else 'falls'} before and after.")
    return (f"{begins}.",)


def _beside(state: LineState) -> tuple[Part | None, Part | None]:
    """What the function does just before and just after the point."""
    shape, x = state.picture.shape, state.x
    near = (shape.high - shape.low) * 1e-9
    before = next((part for part in shape.parts if part.low.at < x - near and x <= part.high.at + near), None)
    after = next((part for part in shape.parts if part.low.at - near <= x and x + near < part.high.at), None)
    return before, after


def without_value(state: LineState) -> Words:
    """Of a place at which there is no point of the curve."""
    name, place = Name(state.explored.name), at(state.explored.variable, state.place)
    mark = state.picture.mark_at(state.x)
    begins = joined((name, " has no value at "), place)
    if mark is not None and mark.is_pole:
        return joined(begins, ": beside the vertical asymptote the curve leaves every bound.")
    if mark is not None and mark.is_hole:
        return joined(begins, ": the curve has a hole, though both sides come to the same height.")
    return joined(begins, ": there is no point of the curve, and so no slope.")


def without_slope(state: LineState) -> Words:
    """Of a point at which there is no tangent, or an upright one."""
    here = state.at
    return joined(why_no_slope(here, state.explored.name), ".")


def why_no_slope(here: AtPoint, name: str) -> Words:
    """`A corner: …`, without a full stop."""
    if here.sides is None:
        return (Name(name), " has no slope here")
    left, right = here.sides
    kinds = (left.kind, right.kind)
    if kinds == ("slope", "slope"):
        return joined(
            "A corner: the slope is ",
            in_words(left.slope),
            " from the left and ",
            in_words(right.slope),
            " from the right, so there is no tangent",
        )
    if kinds == ("infinite", "infinite"):
        return _upright(left, right)
    if "jump" in kinds:
        return _jumping(here, name)
    if "outside" in kinds:
        return _ending(here.sides, name)
    if "infinite" in kinds:
        side = "left" if left.kind == "infinite" else "right"
        return (f"No tangent: towards this point from the {side} the curve becomes steeper than any line",)
    return ("No tangent: near this point the secants swing without end, and their slopes have no limit",)


def _upright(left: OneSided, right: OneSided) -> Words:
    if left.grows == right.grows:
        return ("The tangent is upright: the slope passes every bound, so it is no number",)
    return ("A cusp: on both sides the curve becomes steeper than any line, so there is no slope",)


def _jumping(here: AtPoint, name: str) -> Words:
    assert here.sides is not None
    words: list[Words] = []
    for side, told in zip(("left", "right"), here.sides, strict=True):
        if told.kind == "jump":
            words.append(joined(f"from the {side} it comes to ", in_words(told.tends_to)))
    return joined(
        (Name(name), " jumps, so it has no slope here: "),
        *[joined(", " if place else "", each) for place, each in enumerate(words)],
        ", and its value is ",
        in_words(here.height),
    )


def _ending(sides: Sides, name: str) -> Words:
    left, right = sides
    if left.kind == right.kind:
        return (Name(name), " has a value at this point alone, so there is no slope")
    outside, other = ("left", right) if left.kind == "outside" else ("right", left)
    begins: Words = ("The curve ends here: on the ", f"{outside} ", Name(name), " has no values")
    if other.kind == "slope":
        return joined(begins, ", and from the other side the slope comes to ", in_words(other.slope))
    if other.kind == "infinite":
        return joined(begins, ", and on the other side it becomes steeper than any line")
    return joined(begins, ", so there is no slope")
