"""Whether the lines of a proof are true for functions of flesh and blood, and limits at a tiny h."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from derivtutor.calculus.checking import FalseLineError
from derivtutor.calculus.explanation import Chain
from derivtutor.derivation.account import Limit, Side, written
from derivtutor.derivation.differentiator import derivative
from derivtutor.derivation.formula import formula
from derivtutor.notation.tree import KEEPING, Algebra, Derivative, Node, Unknown, fold, names, substitute

_FUNCTIONS = {"f": "sin(2x) + x^2 + 3", "g": "e^(x/2) + 2"}
"""What f and g stand for where a line is checked."""

_PLACES = (Fraction(7, 10), Fraction(3, 11), Fraction(5, 8))
_OTHERS = Fraction(13, 10)
_STEP, _CLOSE, _PRECISION = Fraction(1, 2**80), 1e-9, 512


def check_lines(chain: Chain) -> None:
    """Check that each side of a chain equals the next.

    Raises:
        FalseLineError: where it does not, which is a bug.
    """
    for left, right in pairwise(chain.sides):
        for place in _PLACES:
            one, other = (_value(side, place) for side in (left, right))
            if abs(one - other) > _CLOSE * (1 + abs(one)):
                raise FalseLineError(f"{written(left)} = {written(right)}")


def _value(side: Side, place: Fraction) -> float:
    from derivtutor.notation.ball import evaluate_ball  # brings flint, which the command line does not always need

    node = side.expression if isinstance(side, Limit) else side
    assert isinstance(node, Node)
    node = _sampled(node)
    point = {**dict.fromkeys(names(node), _OTHERS), "x": place, "h": _STEP}
    value = evaluate_ball(node, point, _PRECISION)
    if value is None:
        raise FalseLineError(f"{written(side)} has no value at {place}")
    return float(value.mid())


def _sampled(node: Node) -> Node:
    """An expression with functions in the places of f and g, and derivatives worked out."""

    def function(part: Unknown, children: list[Node]) -> Node:
        sample = formula(_FUNCTIONS[part.name])
        for _ in range(part.orders[0]):
            sample = derivative(sample, "x")
        return substitute(sample, {"x": children[0]})

    def found(part: Derivative, children: list[Node]) -> Node:
        return derivative(children[0], part.variable, part.order)

    algebra: Algebra[Node] = {**KEEPING, Unknown: function, Derivative: found}
    return fold(node, algebra)
