"""Identities that make a function simpler before it is differentiated: `e^(ln u)`, `sin^2 u + cos^2 u`, `√(u^2)`."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from derivtutor.derivation.formula import Accepts, builder, formula, match, negated, total
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
        accepts = _accepting(place)
        for turned in (_as_it_is, negated):
            terms = [turned(term) for term in node.terms]
            for one, first in _found(self.first, terms, accepts):
                for other, second in _found(self.second, terms, accepts):
                    if other != one and {**second, **first} == {**first, **second}:
                        result = turned(builder(self.result)(first | second))
                        rest = [result if at == one else each for at, each in enumerate(node.terms) if at != other]
                        return total(rest)
        return None


def _found(pattern: str, terms: list[Node], accepts: Accepts) -> Iterator[tuple[int, dict[str, Node]]]:
    """The terms of a pattern, and what its letters stand for there."""
    for place, term in enumerate(terms):
        bindings = match(formula(pattern), term, accepts)
        if bindings is not None:
            yield place, bindings


def _as_it_is(node: Node) -> Node:
    return node


def _accepting(place: Place) -> Accepts:
    def accepts(letter: str, node: Node) -> bool:
        if letter == "n":
            return rational(node) is not None
        return letter == "u" or not place.depends(node)

    return accepts
