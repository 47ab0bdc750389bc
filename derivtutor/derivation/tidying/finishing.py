"""What finishes a tidy result as a textbook prints it: laws that are tried on the whole of it, one after the other."""

from __future__ import annotations

import functools
from collections.abc import Callable
from copy import copy
from typing import TypeAlias

from msgspec import Struct

from derivtutor.derivation.formula import total
from derivtutor.derivation.tidying.monomial import Monomial
from derivtutor.derivation.tidying.sums import Sums
from derivtutor.notation import linear
from derivtutor.notation.tree import Call, Memo, Name, Node, Number, Piecewise, Power, Quotient, Structure, Sum, parts


class Finishing:
    """The result of one problem on its way to a textbook's form: what the laws ask.

    `settled` tidies what a law has written, and `finished` uses all laws on it; `raw` is the result as the rule left
    it, and `literal` has, by the ids of what became of them, the expressions that a law has written before they were
    tidied.
    """

    def __init__(self, problem: Node, sums: Sums, settled: Callable[[Node], Node]) -> None:
        self.problem = problem
        self.sums = sums
        self.monomials = sums.monomials
        self.settled = settled
        self.finished = settled
        self.raw = problem
        self.literal: dict[int, Node] = {}
        self._noted: list[Node] = []  # they stay alive, so that their ids stay theirs
        self._texts: Memo[linear.Written] = Memo()

    @property
    def structure(self) -> Structure:
        return self.monomials.structure

    def length(self, expression: Node) -> int:
        """How long an expression is when it is written on one line."""
        return len(linear.text(expression, self._texts))

    def total(self, terms: list[Monomial]) -> Node:
        """The sum of terms, like ones collected, in a textbook's order."""
        written = total([self.monomials.write(term) for term in terms])
        collected = self.settled(written)
        if not isinstance(collected, Sum):
            return collected
        monomials = list(map(self.monomials.seen, collected.terms))
        return self.noted(self.sums.in_order(list(collected.terms), monomials, is_new=True), written)

    def noted(self, tidy: Node, written: Node) -> Node:
        """A tidy expression, a copy of its own, of which is known what a law has written."""
        own = copy(tidy)
        self.literal[id(own)] = written
        self._noted.append(own)
        return own

    def is_raw(self, node: Sum) -> bool:
        """Whether a sum stood in the raw result, its terms in whatever order."""
        number = self.monomials.number_of(node)
        return any(type(part) is Sum and self.monomials.number_of(part) == number for part in parts(self.raw))

    def has_call(self, call: Call) -> bool:
        """Whether a function of this argument stands in the problem."""
        return self.structure(call) in self._calls

    def has_angle(self, angle: Node) -> bool:
        """Whether the problem has a circular function of an angle."""
        return any(self.has_call(Call(name, (angle,))) for name in ("sin", "cos", "tan"))

    @functools.cached_property
    def _calls(self) -> frozenset[int]:
        return frozenset(self.structure(part) for part in parts(self.problem) if type(part) is Call)


Rewrite: TypeAlias = Callable[[Finishing, Node], Node]


class Law(Struct, frozen=True):
    """How a whole result is rewritten; it comes back itself where the law does not apply.

    A result is not simplified while a law that is `required` applies to it; what the others do is one of several usual
    forms. To save time, a law is tried only where the result has one of the `functions`, if any are named, and one of
    those that have to be there `also`, as many `brackets` at least, sums that is, something below a line, if it is
    `of_fractions`, and pieces, if it is `of_pieces`. One that `looks_ahead` asks what others would make of its result.
    """

    id: str
    says: str
    rewrite: Rewrite
    functions: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()
    brackets: int = 0
    of_fractions: bool = False
    of_pieces: bool = False
    required: bool = False
    looks_ahead: bool = False


class Laws:
    """Laws in the order in which they are tried; which of them may apply to a result is decided once for all alike."""

    def __init__(self, laws: tuple[Law, ...]) -> None:
        self._laws = laws
        self._most_brackets = max(law.brackets for law in laws)
        self._known: dict[_Having, tuple[Law, ...]] = {}

    def worth_trying(self, node: Node) -> tuple[Law, ...]:
        """The laws that may apply to a result."""
        within = list(parts(node))
        brackets = sum([type(part) is Sum for part in within])
        having = (
            frozenset([part.function for part in within if type(part) is Call]),
            min(brackets, self._most_brackets),
            any(map(_is_fraction, within)),
            any(type(part) is Piecewise for part in within),
        )
        if having not in self._known:
            self._known[having] = tuple([law for law in self._laws if _may_apply(law, *having)])
        return self._known[having]


_Having: TypeAlias = tuple[frozenset[str], int, bool, bool]
"""The functions of a result, how many brackets it has, and whether it has fractions and pieces."""


def _may_apply(law: Law, functions: frozenset[str], brackets: int, has_fractions: bool, has_pieces: bool) -> bool:
    has_functions = all(not named or not named.isdisjoint(functions) for named in (law.functions, law.also))
    return (
        has_functions and brackets >= law.brackets and has_fractions >= law.of_fractions and has_pieces >= law.of_pieces
    )


def _is_fraction(part: Node) -> bool:
    """Whether there may be something below a line, or to a negative power."""
    return type(part) is Quotient or (type(part) is Power and type(part.exponent) not in (Number, Name))
