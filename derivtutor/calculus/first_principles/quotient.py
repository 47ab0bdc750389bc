"""The difference quotient of a function, and what it comes to when h is cancelled."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from msgspec import Struct

from derivtutor.calculus.first_principles.expansion import Expansion
from derivtutor.derivation.formula import total
from derivtutor.notation.tree import (
    KEEPING,
    Name,
    Negation,
    Node,
    Number,
    Power,
    Quotient,
    Sum,
    fold,
    names,
    substitute,
    with_children,
)

Line: TypeAlias = tuple[Node, str]
"""What a difference quotient is equal to, and why."""


class Known(Struct, frozen=True):
    """A ratio whose limit is known for h → 0, such as sin(h)/h, which goes to 1."""

    ratio: Node
    limit: Node


class Cancelled(Struct, frozen=True):
    """A difference quotient line by line, each with its reason, until h can go to 0 in all but known ratios.

    Before its last line those of the parts that are `inner` are worked out, which `words` announce.
    """

    lines: tuple[Line, ...]
    known: tuple[Known, ...] = ()
    inner: tuple[Cancelled, ...] = ()
    words: str = ""

    @property
    def quotient(self) -> Node:
        """What it comes to."""
        return self.lines[-1][0]

    @property
    def depth(self) -> int:
        """How deep parts of parts are nested; 1 where there are none."""
        return 1 + max([part.depth for part in self.inner], default=0)

    @property
    def different(self) -> list[Line]:
        """The lines without those that say the same as the one before."""
        return [line for place, line in enumerate(self.lines) if not place or line[0] != self.lines[place - 1][0]]


class Secant(Struct, frozen=True):
    """From x to x + h: what the difference quotients of functions are made of."""

    x: Name
    h: Name
    expansion: Expansion

    def moved(self, node: Node) -> Node:
        """`f(x + h)`."""
        ahead = Sum((self.x, self.h))

        def flat(part: Sum, children: list[Node]) -> Node:
            lists = [child.terms if isinstance(child, Sum) and child is ahead else (child,) for child in children]
            return with_children(part, tuple([term for terms in lists for term in terms]))

        return fold(substitute(node, {self.x.name: ahead}), {**KEEPING, Sum: flat})

    def put_in(self, node: Node) -> Node:
        """`(f(x + h) - f(x))/h`."""
        return Quotient(total([self.moved(node), Negation(node)]), self.h)

    def has_variable(self, node: Node) -> bool:
        return self.x.name in names(node)


def secant(variable: str, step: str) -> Secant:
    """The secant from a variable to a step further."""
    return Secant(Name(variable), Name(step), Expansion(variable, step))


def over(top: Node, bottom: Node) -> Node:
    """A fraction, its sign in front."""
    return Negation(Quotient(top.operand, bottom)) if isinstance(top, Negation) else Quotient(top, bottom)


def whole_power(base: Node, exponent: Fraction) -> Node:
    """A power with a whole exponent, which is not written where it is 1."""
    return base if exponent == 1 else Power(base, Number(int(exponent)))
