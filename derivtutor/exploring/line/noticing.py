"""What there is to notice at the point, in one sentence that is true there."""

from __future__ import annotations

from derivtutor.calculus.explanation import Words, worded
from derivtutor.calculus.figures.shape import Part
from derivtutor.derivation.amount import Amount
from derivtutor.derivation.numbers import AtPoint
from derivtutor.derivation.sides import Sides
from derivtutor.exploring.line.state import LineState
from derivtutor.exploring.line.words import at
from derivtutor.exploring.worth import in_words, size_in_words
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
        return worded("{name} or its slope is too large a number here to be written.", name=name)
    if not here.height.is_defined:
        return without_value(state)
    if not here.steepness.is_defined:
        return without_slope(state)
    sign = here.steepness.sign
    if sign is None:
        return worded(_NEARLY_FLAT, name=name, slope=in_words(here.steepness))
    if sign == 0:
        return _flat(state)
    saturated = is_saturated(state.explored.function, state.explored.variable, here.steepness)
    return worded(_GOINGS[(sign > 0, saturated)], name=name, slope=size_in_words(here.steepness))


_NEARLY_FLAT = "{name} is nearly flat here: whether the slope is 0 cannot be told, it is {slope}."
_GOINGS = {
    (True, False): "{name} rises here: the tangent goes up by {slope} for every 1 to the right.",
    (False, False): "{name} falls here: the tangent goes down by {slope} for every 1 to the right.",
    (True, True): "{name} is saturated here: it still rises, "
    "but the tangent goes up by only {slope} for every 1 to the right.",
    (False, True): "{name} is saturated here: it still falls, "
    "but the tangent goes down by only {slope} for every 1 to the right.",
}
"""What is said of a point at which the curve rises or not, and is saturated or not."""


def _flat(state: LineState) -> Words:
    name = Name(state.explored.name)
    before, after = _beside(state)
    if before is not None and before is after and before.going == "0":
        return worded("{name} is constant around here: the tangent is horizontal, the slope is 0.", name=name)
    goings = (before.going if before else "", after.going if after else "")
    return worded(_FLAT.get(goings, "The tangent is horizontal: the slope is 0."), name=name)


_FLAT = {
    ("-", "+"): "The tangent is horizontal: the slope is 0 at the bottom, "
    "where {name} stops falling and begins to rise.",
    ("+", "-"): "The tangent is horizontal: the slope is 0 at the top, where {name} stops rising and begins to fall.",
    ("+", "+"): "The tangent is horizontal: the slope is 0 here, but {name} rises before and after.",
    ("-", "-"): "The tangent is horizontal: the slope is 0 here, but {name} falls before and after.",
}
"""What is said of a level point, by what the curve does before and after it."""


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
    if mark is not None and mark.is_pole:
        return worded(_POLE, name=name, place=place)
    if mark is not None and mark.is_hole:
        return worded(_HOLE, name=name, place=place)
    return worded(_NO_POINT, name=name, place=place)


_POLE = "{name} has no value at {place}: beside the vertical asymptote the curve leaves every bound."
_NO_POINT = "{name} has no value at {place}: there is no point of the curve, and so no slope."
_HOLE = "{name} has no value at {place}: the curve has a hole, though both sides come to the same height."


def without_slope(state: LineState) -> Words:
    """Of a point at which there is no tangent, or an upright one."""
    return why_no_slope(state.at, state.explored.name)


def why_no_slope(here: AtPoint, name: str) -> Words:
    """`A corner: …`."""
    if here.sides is None:
        return worded("{name} has no slope here.", name=Name(name))
    left, right = here.sides
    kinds = (left.kind, right.kind)
    if kinds == ("slope", "slope"):
        return worded(_CORNER, left=in_words(left.slope), right=in_words(right.slope))
    if kinds == ("infinite", "infinite"):
        return worded(_UPRIGHT if left.grows == right.grows else _CUSP)
    if "jump" in kinds:
        return _jumping(here, name)
    if "outside" in kinds:
        return _ending(here.sides, name)
    if "infinite" in kinds:
        return worded(_STEEP_FROM_LEFT if left.kind == "infinite" else _STEEP_FROM_RIGHT)
    return worded("No tangent: near this point the secants swing without end, and their slopes have no limit.")


_CORNER = "A corner: the slope is {left} from the left and {right} from the right, so there is no tangent."
_UPRIGHT = "The tangent is upright: the slope passes every bound, so it is no number."
_CUSP = "A cusp: on both sides the curve becomes steeper than any line, so there is no slope."
_STEEP_FROM_LEFT = "No tangent: towards this point from the left the curve becomes steeper than any line."
_STEEP_FROM_RIGHT = "No tangent: towards this point from the right the curve becomes steeper than any line."


def _jumping(here: AtPoint, name: str) -> Words:
    assert here.sides is not None
    left, right = here.sides
    heights = {side: in_words(told.tends_to) for side, told in (("left", left), ("right", right))}
    jumps = (left.kind == "jump", right.kind == "jump")
    return worded(_JUMPS[jumps], name=Name(name), value=in_words(here.height), **heights)


_JUMPS = {
    (True, True): "{name} jumps, so it has no slope here: from the left it comes to {left}, "
    "from the right it comes to {right}, and its value is {value}.",
    (True, False): "{name} jumps, so it has no slope here: from the left it comes to {left}, and its value is {value}.",
    (False, True): "{name} jumps, so it has no slope here: from the right it comes to {right}, "
    "and its value is {value}.",
}
"""What is said of a jump, by the sides on which the curve comes to another height."""


def _ending(sides: Sides, name: str) -> Words:
    left, right = sides
    if left.kind == right.kind:
        return worded("{name} has a value at this point alone, so there is no slope.", name=Name(name))
    has_left = right.kind == "outside"
    other = left if has_left else right
    kind = other.kind if other.kind in ("slope", "infinite") else ""
    return worded(_ENDS[(has_left, kind)], name=Name(name), slope=in_words(other.slope))


_ENDS = {
    (False, "slope"): "The curve ends here: on the left {name} has no values, "
    "and from the other side the slope comes to {slope}.",
    (False, "infinite"): "The curve ends here: on the left {name} has no values, "
    "and on the other side it becomes steeper than any line.",
    (False, ""): "The curve ends here: on the left {name} has no values, so there is no slope.",
    (True, "slope"): "The curve ends here: on the right {name} has no values, "
    "and from the other side the slope comes to {slope}.",
    (True, "infinite"): "The curve ends here: on the right {name} has no values, "
    "and on the other side it becomes steeper than any line.",
    (True, ""): "The curve ends here: on the right {name} has no values, so there is no slope.",
}
"""What is said of an end, by whether there is a curve at its left, and what the slope does there."""
