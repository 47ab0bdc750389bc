"""Rewriting first: the same function in a form that takes fewer rules, or in the form that a method asks for."""

from __future__ import annotations

from derivtutor.derivation.model import Context, Goal, Match, Part, Rule
from derivtutor.derivation.rewriting.laws import AS_PRODUCT, AS_QUOTIENT, PAYING, REWRITINGS
from derivtutor.derivation.rewriting.respelling import respelled
from derivtutor.derivation.rewriting.row import Place, Rewriting, rewritten
from derivtutor.notation.tree import Call, Negation, Power, Product, Quotient, Sum

_FORMS = (Call, Negation, Power, Product, Quotient, Sum)


class Rewriter:
    """How some laws of rewriting apply to a goal, one after the other."""

    def __init__(self, rows: tuple[Rewriting, ...]) -> None:
        self.rows = rows

    def __call__(self, rule: Rule, goal: Goal, context: Context) -> Match | None:
        place = Place(goal.variable, lambda node: context.depends(node, goal.variable), is_whole=goal.level == 0)
        chain = rewritten(goal.expression, self.rows, place)
        if not chain:
            return None
        last = chain[-1].result
        return Match(
            (Part("rewritten", "", last),),
            (Goal(last, goal.variable, goal.level),),
            lambda results: results[0],
            rewriting=chain,
            respell=lambda derivative: respelled(goal.expression, last, derivative),
        )


def _rewriting(rows: tuple[Rewriting, ...]) -> Rule:
    return Rule(
        id="rewrite-first",
        title="Rewrite first",
        pattern="f(x)",
        conclusion="f'(x)",
        says="Rewrite the function before you differentiate it, so that simpler rules will do.",
        example="x sqrt(x)",
        when="the same function can be written more simply: powers of one base, a fraction with one term below, a logarithm of a product",
        matcher=Rewriter(rows),
        forms=_FORMS,
        effort=0.4,
        stated="",
        telling="apart",
        rewrites=True,
        also=("rewrite", "simplify first", "rewriting"),
        in_words="the same function, written more simply",
    )


REWRITE_FIRST = _rewriting(PAYING)
"""Used wherever differentiating is shorter afterwards."""

REWRITE_ANYWAY = _rewriting(REWRITINGS)
"""Used where it is asked for: it also multiplies out, and writes fractions as negative powers."""

REWRITE_AS_PRODUCT = _rewriting(AS_PRODUCT)
REWRITE_AS_QUOTIENT = _rewriting(AS_QUOTIENT)
"""Used before the product rule and the quotient rule, where these are asked for."""
