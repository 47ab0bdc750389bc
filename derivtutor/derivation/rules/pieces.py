"""The rule for functions in pieces: which boundaries the derivative may include."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

from derivtutor.derivation.model import Context, Goal, Match, Part, Rule
from derivtutor.notation.rational import number, rational
from derivtutor.notation.tree import Comparison, Name, Node, Number, Piecewise, names

_STRICT = {"<=": "<", ">=": ">", "<": "<", ">": ">"}
_TOLERANCE = 1e-9


def piecewise(rule: Rule, goal: Goal, context: Context) -> Match | None:
    """A function given in pieces: every piece is differentiated on its own."""
    node = goal.expression
    if not isinstance(node, Piecewise):
        return None
    goals = tuple(Goal(value, goal.variable, goal.level) for value in node.values)
    parts = tuple(Part("piece", "", value) for value in node.values)

    def conclude(results: tuple[Node, ...]) -> Node:
        values, conditions = _open(node, results, goal.variable)
        return Piecewise(values, conditions) if conditions else values[0]

    return Match(parts, goals, conclude)


def _open(node: Piecewise, results: tuple[Node, ...], variable: str) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """The derivatives of the pieces and their conditions, without the boundaries at which there is no derivative."""
    points = boundaries(node, variable)
    if points is None:
        return results, tuple([_strict(condition) for condition in node.conditions])
    active = [_active(node, variable, inside) for inside in _between(points)]
    found: list[tuple[Node, list[Comparison]]] = []
    start = 0
    for place in range(len(active)):
        last = place == len(points)
        fits = not last and is_smooth(node, results, variable, points[place])
        if not last and fits and active[place] == active[place + 1]:
            continue
        index = active[place]
        if index is not None:
            low = points[start - 1] if start else None
            closed = start > 0 and is_smooth(node, results, variable, points[start - 1])
            found.append((results[index], [_interval(variable, low, closed, None if last else points[place])]))
        start = place + 1
    if len(found) == 1 and not any(condition.operands for condition in found[0][1]):
        return (found[0][0],), ()
    return tuple(result for result, _ in found), tuple(conditions[0] for _, conditions in found)


def _between(points: list[Fraction]) -> list[Fraction]:
    """A number inside each interval that the points cut the line into."""
    if not points:
        return [Fraction(0)]
    middles = [(left + right) / 2 for left, right in itertools.pairwise(points)]
    return [points[0] - 1, *middles, points[-1] + 1]


def _interval(variable: str, low: Fraction | None, closed: bool, high: Fraction | None) -> Comparison:
    """`low < x < high`, the lower bound included where it is closed; no operands for the whole line."""
    x, left = Name(variable), ">=" if closed else ">"
    if low is None and high is None:
        return Comparison((), ())
    if high is None and low is not None:
        return Comparison((x, number(low)), (left,))
    if low is None and high is not None:
        return Comparison((x, number(high)), ("<",))
    assert low is not None
    assert high is not None
    return Comparison((number(low), x, number(high)), ("<=" if closed else "<", "<"))


def _active(node: Piecewise, variable: str, point: Fraction) -> int | None:
    """Which piece holds at a point."""
    from derivtutor.notation.real import compile_real

    for index, condition in enumerate(node.conditions):
        test = compile_real(Piecewise((Number(1),), (condition,)), (variable,))
        if not math.isnan(test((float(point),))):
            return index
    return len(node.conditions) if len(node.values) > len(node.conditions) else None


def _strict(condition: Node) -> Node:
    if not isinstance(condition, Comparison):
        return condition
    return Comparison(condition.operands, tuple([_STRICT.get(relation, relation) for relation in condition.relations]))


def boundaries(node: Piecewise, variable: str) -> list[Fraction] | None:
    """The numbers that the conditions compare the variable with, in order; None where they compare anything else."""
    found: set[Fraction] = set()
    for condition in node.conditions:
        if not isinstance(condition, Comparison):
            return None
        for left, right in itertools.pairwise(condition.operands):
            bound = rational(right) if left == Name(variable) else rational(left) if right == Name(variable) else None
            if bound is None:
                return None
            found.add(Fraction(bound))
    return sorted(found)


def sides(node: Piecewise, of: tuple[Node, ...], variable: str, point: Fraction) -> tuple[float, float] | None:
    """The values that the expressions `of` have at a boundary, coming from the left and from the right."""
    from derivtutor.notation.real import compile_real

    points = boundaries(node, variable) or []
    inside = _between(points)
    place = points.index(point)
    active = [_active(node, variable, inside[place]), _active(node, variable, inside[place + 1])]
    if active[0] is None or active[1] is None:
        return None
    try:
        left, right = [compile_real(of[index], (variable,)) for index in active if index is not None]
    except KeyError:
        return None
    return left((float(point),)), right((float(point),))


def is_smooth(node: Piecewise, results: tuple[Node, ...], variable: str, point: Fraction) -> bool:
    """Whether value and slope are the same from both sides of a boundary, and the value at it too."""
    from derivtutor.notation.real import compile_real

    if names(node) - {variable}:
        return False
    values, slopes = sides(node, node.values, variable, point), sides(node, results, variable, point)
    if values is None or slopes is None:
        return False
    own = compile_real(node, (variable,))((float(point),))
    return all(_close(*pair) for pair in ((values[0], values[1]), (values[0], own), slopes))


def _close(left: float, right: float) -> bool:
    return math.isclose(left, right, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)


PIECEWISE = Rule(
    id="piecewise",
    title="Function in pieces",
    pattern="piecewise((u, x < c), (v, x > c))",
    conclusion="piecewise((u', x < c), (v', x > c))",
    says="Differentiate every piece on its own; where two pieces meet, value and slope must fit together.",
    example="piecewise((x^2, x < 0), (sin(x), x >= 0))",
    when="a function is given in pieces",
    matcher=piecewise,
    forms=(Piecewise,),
)
