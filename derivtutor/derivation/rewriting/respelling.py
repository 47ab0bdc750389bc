"""A derivative in the spelling of the function that was rewritten: with roots and fractions, if that had such."""

from __future__ import annotations

from derivtutor.derivation.rewriting.powers import ONE
from derivtutor.derivation.tidying.factors import is_root
from derivtutor.derivation.tidying.spread import spread, together
from derivtutor.notation.rational import number, rational
from derivtutor.notation.tree import KEEPING, Call, Node, Number, Power, Product, Quotient, fold, parts, with_children


def respelled(typed: Node, rewritten: Node, derivative: Node) -> Node:
    """`x^(1/2)` as a root and `x^(-2)` as a fraction, unless such powers were typed.

    Powers such as `x^(3/2)` are left, as a textbook leaves them. A power that was rewritten as another is what it was.
    """
    within = list(parts(typed))
    exponents = [exponent for each in within if isinstance(each, Power) and (exponent := rational(each.exponent))]
    has_roots = any(map(is_root, within)) or not any(exponent.denominator > 1 for exponent in exponents)
    has_fractions = not any(exponent < 0 for exponent in exponents)

    def respell(_: Power, children: list[Node]) -> Node:
        base, exponent = children
        value = rational(exponent)
        if value is None or isinstance(base, Number):
            power = Power(base, exponent)
            return typed if power == rewritten and isinstance(typed, Power) else power
        size = abs(value) if has_fractions else value
        spelled: Node = Power(base, number(size))  # a new one: what it was written from is forgotten
        if has_roots and size.numerator == 1 and size.denominator in (2, 3):
            spelled = Call("sqrt" if size.denominator == 2 else "cbrt", (base,))
        elif size == 1:
            spelled = base
        return Quotient(ONE, spelled) if size != value else spelled

    def respell_in(node: Node, children: list[Node]) -> Node:
        kept = with_children(node, tuple(children))
        return together(spread(kept)) if any(isinstance(child, Quotient) for child in children) else kept

    return fold(derivative, {**KEEPING, Power: respell, Product: respell_in, Quotient: respell_in})
