"""Corners, jumps and vertical tangents: where a function is defined and has no derivative."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction

from derivtutor.derivation.rules.pieces import boundaries
from derivtutor.notation import linear
from derivtutor.notation.polynomial import coefficients, real_roots
from derivtutor.notation.slope import STEP, evaluate
from derivtutor.notation.tree import Call, Comparison, Negation, Node, Number, Piecewise, Sum, Unknown, names, parts

ZERO = Number(0)
_FAR, _NEAR = 1e-5, 1e-7
"""How close to a corner its two sides are looked at: what differs between the two distances has no limit to tell."""
_STEEP = 1e3

_KINKED = frozenset({"abs", "relu", "leaky_relu", "sign", "max", "min"})


def corners(function: Node, variable: str, letters: frozenset[str], excluded: Sequence[Fraction] = ()) -> Iterator[str]:
    """Where pieces meet, or the derivative is `excluded`: the function's slopes, or its values, from both sides."""
    points: dict[float, None] = dict.fromkeys(map(float, excluded)) if letters == {variable} else {}
    pending = [function]
    while pending:
        node = pending.pop()
        pending.extend(reversed(node.children))
        if isinstance(node, Piecewise):
            points.update(dict.fromkeys(map(float, boundaries(node, variable) or ())))
        elif isinstance(node, Call) and node.function in _KINKED and variable in names(node):
            where = _kinks(node, variable)
            if where is None:
                yield f"There may be a corner where {linear.unicode(_kink_equation(node))}."
            else:
                points.update(dict.fromkeys(map(float, where)))
    others = letters - {variable} or any(type(node) is Unknown for node in parts(function))
    for point in sorted(points):
        sentence = None if others else _corner(function, variable, point)
        if sentence:
            yield sentence + (_FRAMEWORKS if _has_relu(function) and sentence.startswith("Not differentiable") else "")
    if others:
        for point in sorted(points):
            yield f"There may be a corner at {variable} = {shown(point)}."


_FRAMEWORKS = " Machine learning frameworks take 0 for relu there."


def _has_relu(function: Node) -> bool:
    return any(isinstance(node, Call) and node.function == "relu" for node in parts(function))


def _kink_equation(node: Call) -> Comparison:
    right = node.arguments[1] if len(node.arguments) > 1 else ZERO
    return Comparison((node.arguments[0], right), ("=",))


def _kinks(node: Call, variable: str) -> list[Fraction | float] | None:
    if len(node.arguments) > 2:
        return None
    difference = (
        node.arguments[0] if len(node.arguments) == 1 else Sum((node.arguments[0], Negation(node.arguments[1])))
    )
    found = coefficients(difference, variable)
    if found is not None and len(found) < 2:
        return []
    return None if found is None else real_roots(found)


def _corner(function: Node, variable: str, point: float) -> str | None:
    from derivtutor.notation.real import compile_real

    if math.isnan(compile_real(function, (variable,))((point,))):
        return None
    far, near = (_sides(function, variable, point, distance) for distance in (_FAR, _NEAR))
    if any(map(math.isnan, (*far, *near))):
        return None
    left, right, left_slope, right_slope = near
    where = f"{variable} = {shown(point)}"
    if abs(left - right) > 1e-4 * max(1, min(abs(left_slope), abs(right_slope))):
        return f"Not continuous at {where}: left {shown(left)}, right {shown(right)}."
    if min(abs(left_slope), abs(right_slope)) > _STEEP:
        return f"Not differentiable at {where}: the tangent is vertical."
    if not all(math.isclose(a, b, rel_tol=1e-3, abs_tol=1e-3) for a, b in zip(far, near, strict=True)):
        return None
    if not math.isclose(left_slope, right_slope, rel_tol=1e-5, abs_tol=1e-5):
        return f"Not differentiable at {where}: left {shown(left_slope)}, right {shown(right_slope)}."
    return f"At {where} the pieces fit together: the slope there is {shown(left_slope)}."


def _sides(function: Node, variable: str, point: float, distance: float) -> tuple[float, float, float, float]:
    """Values and slopes a little to the left and to the right of a point."""
    left, right = evaluate(function, {variable: [complex(point + side * distance, STEP) for side in (-1, 1)]})
    return left.real, right.real, left.imag / STEP, right.imag / STEP


def shown(value: float) -> str:
    """A number for a sentence: rounded to six places, whole where it is whole."""
    return f"{round(value, 5) or 0.0:.6g}".replace("-", "−")
