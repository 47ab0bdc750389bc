"""The power rule, also for powers that are written as roots or below a line."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from derivtutor.derivation.formula import builder, product
from derivtutor.derivation.model import Context, Goal, Match, Part, Rule, Slip
from derivtutor.derivation.rules.matching import ONE, is_power
from derivtutor.notation.rational import number, rational
from derivtutor.notation.tree import Call, Name, Negation, Node, Number, Power, Quotient

Spelling = Callable[[Node, Fraction], Node]
"""How a positive rational power of the base is written: as a power, or with roots."""


def as_power(node: Node) -> tuple[Node, Node, Spelling | None] | None:
    """Base, exponent and spelling of a power, a root, or 1 over either."""
    if isinstance(node, Power):
        return node.base, node.exponent, None
    if isinstance(node, Call) and node.function in ("sqrt", "cbrt", "root"):
        degree = {"sqrt": Number(2), "cbrt": Number(3)}.get(node.function) or node.arguments[0]
        return node.arguments[-1], Quotient(ONE, degree), _plain if (rational(degree) or 0) < 0 else _with_roots(node)
    if isinstance(node, Quotient) and node.top == ONE:
        below = as_power(node.bottom) or (node.bottom, ONE, None)
        base, exponent, spelling = below
        opposite = Negation(exponent) if rational(exponent) is None else number(-(rational(exponent) or 0))
        return base, opposite, spelling or _plain
    return None


def _plain(base: Node, exponent: Fraction) -> Node:
    return base if exponent == 1 else Power(base, number(exponent))


def _with_roots(root: Call) -> Spelling:
    def spell(base: Node, exponent: Fraction) -> Node:
        whole, rest = divmod(exponent.numerator, exponent.denominator)
        factors = [_plain(base, Fraction(whole))] if whole else []
        if rest:
            factors.append(_plain(root, Fraction(rest)))
        return product(factors)

    return spell


def power(rule: Rule, goal: Goal, context: Context) -> Match | None:
    """A constant power or root of the variable itself."""
    node = goal.expression
    form = as_power(node)
    if form is None or (isinstance(node, Power) and context.depends(node.exponent, goal.variable)):
        return None
    base, exponent, spelling = form
    if type(base) is not Name or base.name != goal.variable or context.depends(exponent, goal.variable):
        return None
    value = rational(exponent)
    respell = None
    if spelling is not None and value is not None:
        respelled = spell(base, value, spelling)
        respell = lambda _: respelled  # noqa: E731
    build = builder(rule.conclusion)
    return Match(
        (Part("exponent", "n", exponent),),
        (),
        lambda _: build({"u": base, "n": exponent}),
        respell,
        bindings={"u": base, "n": exponent},
    )


def spell(base: Node, exponent: Fraction, spelling: Spelling) -> Node:
    """`n u^(n-1)` with the power written above or below a line, as the goal was."""
    lowered = exponent - 1
    top: list[Node] = [Number(abs(exponent.numerator))] if abs(exponent.numerator) != 1 else []
    bottom: list[Node] = [Number(exponent.denominator)] if exponent.denominator != 1 else []
    if lowered:
        (top if lowered > 0 else bottom).append(spelling(base, abs(lowered)))
    above = product(top) if top else ONE
    written = Quotient(above, product(bottom)) if bottom else above
    return Negation(written) if exponent < 0 else written


def reciprocal(rule: Rule, goal: Goal, context: Context) -> Match | None:
    """1 over something that is no power."""
    node = goal.expression
    if not isinstance(node, Quotient) or node.top != ONE or is_power(node.bottom, goal.variable, context):
        return None
    letter = context.letters[goal.level]
    build = builder(rule.conclusion)
    return Match(
        (Part("denominator", letter, node.bottom),),
        (Goal(node.bottom, goal.variable, goal.level + 1),),
        lambda results: build({"u": node.bottom, "u'": results[0]}),
        letters={"u": letter},
        bindings={"u": node.bottom},
    )


POWER = Rule(
    id="power",
    title="Power rule",
    pattern="u^n",
    conclusion="n u^(n - 1)",
    says="Bring the exponent down in front, and lower it by one.",
    example="x^5",
    when="a constant power of the variable: also a root, which is a fractional power, and 1/x^n, a negative one",
    matcher=power,
    forms=(Power, Call, Quotient),
    functions=("sqrt(u)", "cbrt(u)", "root(n, u)"),
    effort=0.4,
    telling="in passing",
    also=("powers", "exponent", "root", "square root", "sqrt", "polynomial"),
    slips=(
        Slip("power-exponent-not-reduced", "n u^n", "You brought the exponent down. What happens to the power that remains?"),
        Slip("power-coefficient-lost", "u^(n - 1)", "The new exponent is right. What number should multiply in front?", "documented"),
        Slip("power-exponent-increased", "n u^(n + 1)", "For derivatives, does the exponent go up or down by one?", "documented"),
        Slip("power-coefficient-is-new-exponent", "(n - 1) u^(n - 1)", "Bring down the exponent first, then subtract one from it. In which order did you do these?", told="last"),
        Slip("power-divided-not-multiplied", "u^(n - 1)/n", "Dividing by a power belongs to another operation. What do you do with the exponent when differentiating?", told="last"),
        Slip("exponential-rule-on-power", "u^n ln(u)", "Where is the variable: in the base or in the exponent? Pick the rule from that."),
        Slip("negative-exponent-wrong-direction", "-n u^(-n + 1)", "The exponent goes down by one. Which way is down from a negative number?", "analogous", "u^(-n)"),
        Slip("negative-exponent-sign-lost", "n u^(-n - 1)", "Write it with a negative exponent and bring THAT number down, sign included.", "analogous", "u^(-n)"),
        Slip("negative-exponent-sign-lost", "a/c u^(1 - a/c)", "Lower the exponent by one: what is left, and what is its sign?", "analogous", "u^(a/c)", told="last"),
        Slip("sqrt-factor-half-lost", "1/sqrt(u)", "A root is a power. Which number comes down from that exponent?", pattern="sqrt(u)"),
        Slip("sqrt-two-under-root", "1/sqrt(2u)", "Is the 2 multiplied by the root, or inside it?", pattern="sqrt(u)"),
        Slip("reciprocal-missing-sqrt-on-top", "2sqrt(u)", "The exponent becomes negative. Where does that put the root?", pattern="sqrt(u)"),
        Slip("reciprocal-of-derivative", "1/u'", "Differentiating only the denominator is not allowed. Rewrite as a negative power, or use the quotient rule.", "documented", "1/u"),
        Slip("reciprocal-to-log", "ln(u)", "ln x is the function whose derivative is 1/x. You need the other direction.", "documented", "1/u"),
        Slip("quotient-denominator-not-squared", "-u'/u", "Minus the derivative of the denominator is on top. What goes underneath?", "documented", "1/u", told="last"),
    ),
)  # fmt: skip

RECIPROCAL = Rule(
    id="reciprocal",
    title="Reciprocal rule",
    pattern="1/u",
    conclusion="-u'/u^2",
    says="Minus the derivative of the denominator, over the denominator squared.",
    example="1/(x^2 + 1)",
    when="1 over an expression that depends on the variable",
    matcher=reciprocal,
    forms=(Quotient,),
    effort=1.4,
    also=("one over", "1 over"),
    slips=(
        Slip("chain-missing-inner", "-1/u^2", "Good start: the outside is right. Now, what is the derivative of the denominator?", "documented", told="first"),
        Slip("reciprocal-of-derivative", "1/u'", "Differentiating only the denominator is not allowed. Rewrite as a negative power, or use the quotient rule.", "documented"),
        Slip("negative-exponent-sign-lost", "u'/u^2", "1/u is u to the power -1: which sign comes down with the exponent?", "analogous"),
        Slip("quotient-denominator-not-squared", "-u'/u", "The top is right. What goes underneath?", "documented"),
        Slip("reciprocal-to-log", "ln(u)", "ln x is the function whose derivative is 1/x. You need the other direction.", "documented"),
        Slip("constant-derivative-one", "(u - u')/u^2", "In the quotient rule the 1 on top is differentiated too. How fast does it change?", told="last"),
    ),
)  # fmt: skip
