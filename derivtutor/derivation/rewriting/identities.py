"""Identities that make a function simpler before it is differentiated: `e^(ln u)`, `sin^2 u + cos^2 u`, `√(u^2)`."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

from msgspec import Struct

from derivtutor.derivation.formula import builder, formula, match, negated, total
from derivtutor.derivation.rewriting.row import Place
from derivtutor.notation.rational import rational
from derivtutor.notation.tree import Node, Sum


class Undone(Struct, frozen=True):
    """`pattern` is `result`; in it n is a number, a a constant, and u anything."""

    pattern: str
    result: str

    def __call__(self, node: Node, place: Place) -> Node | None:
        bindings = match(formula(self.pattern), node, _accepting(place))
        return None if bindings is None else builder(self.result)(bindings)


class OfTwoTerms(Struct, frozen=True):
    """`first + second` is `result`, in any order among other terms, and with both signs turned round."""

    first: str
    second: str
    result: str

    def __call__(self, node: Node, place: Place) -> Node | None:
        if not isinstance(node, Sum):
            return None
        for one, other in permutations(range(len(node.terms)), 2):
            for turned in (_as_it_is, negated):
                result = self._together(turned(node.terms[one]), turned(node.terms[other]), place)
                if result is not None:
                    rest = [turned(result) if at == one else term for at, term in enumerate(node.terms) if at != other]
                    return total(rest)
        return None

    def _together(self, one: Node, other: Node, place: Place) -> Node | None:
        first = match(formula(self.first), one, _accepting(place))
        second = None if first is None else match(formula(self.second), other, _accepting(place))
        if first is None or second is None or {**second, **first} != {**first, **second}:
            return None
        return builder(self.result)(first | second)


def _as_it_is(node: Node) -> Node:
    return node


def _accepting(place: Place) -> Callable[[str, Node], bool]:
    def accepts(letter: str, node: Node) -> bool:
        if letter == "n":
            return rational(node) is not None
        return letter == "u" or not place.depends(node)

    return accepts
