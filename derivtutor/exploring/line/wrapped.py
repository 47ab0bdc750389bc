"""A function that is a multiple of another one, plus a constant: `3 sin(2t) + 1` as `3u + 1` of `u = sin(2t)`."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from derivtutor.notation.tree import Call, Name, Negation, Node, Product, Quotient, Sum, names

Around = Callable[[Node], Node]
"""Puts something in the place of what is inside."""


class Wrapped(Struct, frozen=True):
    """What is `inside`, and what stands around it as a function of anything in its place."""

    inside: Node
    around: Around

    @property
    def is_call(self) -> bool:
        """Whether a named function is inside, so that there is something to see at any rate."""
        return isinstance(self.inside, Call)


def unwrapped(function: Node, variable: str) -> Wrapped | None:
    """What is inside constant factors and terms; None where there are none of them around anything but the variable."""
    inside, arounds = function, list[Around]()
    while (one := _one_inside(inside, variable)) is not None:
        inside, around = one
        arounds.append(around)
    if not arounds or inside == Name(variable):
        return None

    def around_all(node: Node) -> Node:
        for around in reversed(arounds):
            node = around(node)
        return node

    return Wrapped(inside, around_all)


def _one_inside(node: Node, variable: str) -> tuple[Node, Around] | None:
    """The only term, factor, operand or numerator with the variable in it."""
    if isinstance(node, Negation):
        return node.operand, Negation
    if isinstance(node, Quotient):
        top, bottom = node.top, node.bottom
        return None if variable in names(bottom) else (top, lambda new: replace(node, top=new))
    if not isinstance(node, Sum | Product):
        return None
    kind, several = (Sum, node.terms) if isinstance(node, Sum) else (Product, node.factors)
    places = [place for place, each in enumerate(several) if variable in names(each)]
    if len(places) != 1:
        return None
    place = places[0]
    return several[place], lambda new: kind((*several[:place], new, *several[place + 1 :]))
