"""Conditions solved for a variable beside which other letters stand: `2x - a > 0` is `x > a/2`."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from derivtutor.analysis.requirements import FLIPPED
from derivtutor.notation.rational import constant_value, number
from derivtutor.notation.tree import Comparison, Name, Negation, Node, Number, Power, Product, Quotient, Sum, names

_Linear: TypeAlias = tuple[Fraction, list[Node]]
"""A multiple of the variable, and terms without it."""


def solved(condition: Comparison, variable: str) -> tuple[Comparison, ...]:
    """The same conditions with the variable alone on one side, or the condition itself."""
    if len(condition.relations) == 2:
        return (_solved_chain(condition, variable),)
    left, right = condition.operands
    relation = condition.relations[0]
    linear = _linear(Sum((left, Negation(right))), variable)
    if linear is not None and linear[0]:
        scale, rest = linear
        bound = _over([Negation(term) for term in rest], scale)
        return (Comparison((Name(variable), bound), (relation if scale > 0 else FLIPPED[relation],)),)
    root = _square(left, right, variable) if relation == "!=" else None
    if root is not None:
        return tuple(Comparison((Name(variable), bound), ("!=",)) for bound in (Negation(root), root))
    return (condition,)


def _solved_chain(condition: Comparison, variable: str) -> Comparison:
    low, middle, high = condition.operands
    linear = _linear(middle, variable)
    if linear is None or not linear[0] or variable in names(low) | names(high):
        return condition
    scale, rest = linear
    bounds = [_over([bound, *map(Negation, rest)], scale) for bound in (low, high)]
    relations = condition.relations
    if scale < 0:
        bounds.reverse()
        relations = relations[::-1]
    return Comparison((bounds[0], Name(variable), bounds[1]), relations)


def _over(terms: list[Node], scale: Fraction) -> Node:
    total: Node = Number(0) if not terms else terms[0] if len(terms) == 1 else Sum(tuple(terms))
    return total if scale == 1 else Negation(total) if scale == -1 else Quotient(total, number(scale))


def _linear(node: Node, variable: str) -> _Linear | None:
    """An expression as a rational multiple of the variable beside terms without it; None where it is none."""
    if variable not in names(node):
        return Fraction(0), [] if node == Number(0) else [node]
    if isinstance(node, Name):
        return Fraction(1), []
    if isinstance(node, Negation):
        return _scaled(_linear(node.operand, variable), Fraction(-1))
    if isinstance(node, Sum):
        return _total([_linear(term, variable) for term in node.terms])
    if isinstance(node, Quotient):
        bottom = constant_value(node.bottom)
        return _scaled(_linear(node.top, variable), 1 / bottom) if bottom else None
    if isinstance(node, Product):
        varying = [factor for factor in node.factors if variable in names(factor)]
        scales = [constant_value(factor) for factor in node.factors if variable not in names(factor)]
        scale = Fraction(1)
        for each in scales:
            if each is None:
                return None
            scale *= each
        return _scaled(_linear(varying[0], variable), scale) if len(varying) == 1 else None
    return None


def _scaled(linear: _Linear | None, scale: Fraction) -> _Linear | None:
    if linear is None:
        return None
    multiple, rest = linear
    if scale == -1:
        return -multiple, [Negation(term) for term in rest]
    return multiple * scale, [Product((number(scale), term)) for term in rest] if scale != 1 else rest


def _total(terms: list[_Linear | None]) -> _Linear | None:
    multiple, rest = Fraction(0), list[Node]()
    for term in terms:
        if term is None:
            return None
        multiple += term[0]
        rest.extend(term[1])
    return multiple, rest


def _square(left: Node, right: Node, variable: str) -> Node | None:
    """The `a` of `x^2 - a^2` and of `a^2 - x^2`."""
    terms = left.terms if isinstance(left, Sum) and right == Number(0) else (left, Negation(right))
    if len(terms) != 2:
        return None
    first, second = terms if isinstance(terms[1], Negation) else reversed(terms)
    bases = [each.base for each in (first, _opposite(second)) if isinstance(each, Power) and each.exponent == Number(2)]
    others = [base for base in bases if base != Name(variable)]
    return others[0] if len(bases) == 2 and len(others) == 1 and variable not in names(others[0]) else None


def _opposite(node: Node) -> Node | None:
    return node.operand if isinstance(node, Negation) else None
