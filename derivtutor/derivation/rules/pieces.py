"""The rule for functions in pieces: which borders the derivative may include."""

from __future__ import annotations

from derivtutor.derivation.model import Context, Goal, Match, Part, Rule
from derivtutor.notation.tree import Comparison, Node, Piecewise, names

_STRICT = {"<=": "<", ">=": ">"}


def piecewise(rule: Rule, goal: Goal, context: Context) -> Match | None:
    """A function given in pieces: every piece is differentiated on its own."""
    node = goal.expression
    if not isinstance(node, Piecewise):
        return None
    goals = tuple(Goal(value, goal.variable, goal.level) for value in node.values)
    parts = tuple(Part("piece", "", value) for value in node.values)
    return Match(parts, goals, lambda results: _open(node, results, goal.variable))


def _open(node: Piecewise, results: tuple[Node, ...], variable: str) -> Node:
    """The derivatives of the pieces, without the borders at which there is no derivative."""
    if names(node) <= {variable}:
        from derivtutor.derivation.intervals import differentiated  # pieces are rare
        from derivtutor.derivation.tidy import tidied

        derivatives = differentiated(node, results, variable, tidied)
        if derivatives is not None:
            return derivatives
    return Piecewise(results, tuple(_strict(condition) for condition in node.conditions))


def _strict(condition: Node) -> Node:
    if not isinstance(condition, Comparison):
        return condition
    return Comparison(condition.operands, tuple(_STRICT.get(relation, relation) for relation in condition.relations))


PIECEWISE = Rule(
    id="piecewise",
    title="Piecewise function",
    pattern="piecewise((u, x < c), (v, x > c))",
    conclusion="piecewise((u', x < c), (v', x > c))",
    says="Differentiate every piece on its own; where two pieces meet, their values and slopes must agree.",
    example="piecewise((x^2, x < 0), (sin(x), x >= 0))",
    when="a function is defined piecewise",
    matcher=piecewise,
    forms=(Piecewise,),
    effort=1,
    stated="",
    term_by_term=True,
    also=("pieces", "cases", "in pieces"),
)
