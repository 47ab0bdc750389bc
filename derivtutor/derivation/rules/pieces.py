"""The rule for functions in pieces: which boundaries the derivative may include."""

from __future__ import annotations

import math

from derivtutor.derivation.model import Context, Goal, Match, Part, Rule
from derivtutor.notation.rational import rational
from derivtutor.notation.tree import Comparison, Name, Node, Piecewise

_STRICT = {"<=": "<", ">=": ">", "<": "<", ">": ">"}
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}
_TOLERANCE = 1e-9


def piecewise(rule: Rule, goal: Goal, context: Context) -> Match | None:
    """A function given in pieces: every piece is differentiated on its own."""
    node = goal.expression
    if not isinstance(node, Piecewise):
        return None
    goals = tuple(Goal(value, goal.variable, goal.level) for value in node.values)
    parts = tuple(Part("piece", "", value) for value in node.values)

    def conclude(results: tuple[Node, ...]) -> Node:
        return Piecewise(results, tuple(_open(node, results, goal.variable)))

    return Match(parts, goals, conclude)


def _open(node: Piecewise, results: tuple[Node, ...], variable: str) -> list[Node]:
    """The conditions of the pieces, without the boundaries at which the function has no derivative."""
    conditions = list(node.conditions)
    if len(conditions) < len(node.values) and len(conditions) == 1:
        only = conditions[0]
        if isinstance(only, Comparison) and len(only.relations) == 1:
            conditions.append(Comparison(only.operands, (_OPPOSITE[only.relations[0]],)))
    smooth = {point for point in boundaries(node, variable) if is_smooth(node, results, variable, point)}
    return [
        _strict(condition, variable, smooth) if isinstance(condition, Comparison) else condition
        for condition in conditions
    ]


def _strict(condition: Comparison, variable: str, smooth: set[float]) -> Comparison:
    relations = []
    for left, relation, right in zip(condition.operands, condition.relations, condition.operands[1:], strict=False):
        bound = rational(right if left == Name(variable) else left)
        keep = bound is not None and float(bound) in smooth
        relations.append(relation if keep else _STRICT.get(relation, relation))
    return Comparison(condition.operands, tuple(relations))


def boundaries(node: Piecewise, variable: str) -> list[float]:
    """The numbers that the conditions compare the variable with, in order."""
    found = set()
    for condition in node.conditions:
        if isinstance(condition, Comparison):
            for left, right in zip(condition.operands, condition.operands[1:], strict=False):
                bound = (
                    rational(right) if left == Name(variable) else rational(left) if right == Name(variable) else None
                )
                if bound is not None:
                    found.add(float(bound))
    return sorted(found)


def sides(node: Piecewise, of: tuple[Node, ...], variable: str, point: float) -> tuple[float, float] | None:
    """The values that the expressions `of` have at a boundary, coming from the left and from the right."""
    from derivtutor.notation.real import compile_real

    names = (variable,)
    try:
        tests = [compile_real(Piecewise((Name(variable),), (condition,)), names) for condition in node.conditions]
        values = [compile_real(value, names) for value in of]
    except KeyError:
        return None
    found = []
    for near in (math.nextafter(point, -math.inf), math.nextafter(point, math.inf)):
        active = [index for index, test in enumerate(tests) if not math.isnan(test((near,)))]
        if not active and len(values) == len(tests):
            return None
        found.append(values[active[0] if active else -1]((point,)))
    return found[0], found[1]


def is_smooth(node: Piecewise, results: tuple[Node, ...], variable: str, point: float) -> bool:
    """Whether value and slope are the same from both sides of a boundary."""
    for of in (node.values, results):
        both = sides(node, of, variable, point)
        if both is None or not math.isclose(both[0], both[1], rel_tol=_TOLERANCE, abs_tol=_TOLERANCE):
            return False
    return True


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
