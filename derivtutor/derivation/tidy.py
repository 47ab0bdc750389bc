"""Light simplification after differentiating: a few school laws, each with its label."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from derivtutor.derivation.formula import product
from derivtutor.derivation.model import Tidying
from derivtutor.derivation.tidying import monomial, sums
from derivtutor.derivation.tidying.angles import ANGLES, SINES_AND_COSINES
from derivtutor.derivation.tidying.compound import COMPOUND
from derivtutor.derivation.tidying.finishing import Finishing, Law, Laws
from derivtutor.derivation.tidying.fractions import cancelled
from derivtutor.derivation.tidying.grouping import GROUPING
from derivtutor.derivation.tidying.identities import IDENTITIES
from derivtutor.derivation.tidying.inverses import INVERSES
from derivtutor.derivation.tidying.order import Order
from derivtutor.derivation.tidying.passages import passages, restored
from derivtutor.derivation.tidying.pieces import PIECES
from derivtutor.derivation.tidying.roots import ROOTED
from derivtutor.derivation.tidying.shortening import SHORTENING
from derivtutor.derivation.tidying.splitting import Change, Splitter
from derivtutor.notation.tree import (
    KEEPING,
    Algebra,
    Call,
    Memo,
    Name,
    Negation,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Structure,
    Sum,
    fold,
    with_children,
)

FINISHING = (*PIECES, *INVERSES, *ANGLES, *IDENTITIES, *ROOTED, *COMPOUND, *GROUPING, *SHORTENING, *SINES_AND_COSINES)
"""The laws that finish a result, in the order in which they are tried."""

_FINISHING = Laws(FINISHING)

LAWS = {
    **monomial.LAWS,
    **sums.LAWS,
    **{law.id: law.says for law in FINISHING},
    "into-pieces": "multiply into each piece",
    "pieces": "write the pieces as intervals",
    "respell": "rewrite with roots and fractions",
    "simplify": "simplify with computer algebra",
}
"""The laws of tidying, by label."""

_MOST_ROUNDS = 12
_ROOTED = frozenset({"sqrt", "cbrt", "root", "abs"})
"""Functions whose powers may be simplified."""


class Tidier:
    """Tidies the results of one problem; what stood in the problem itself is left as it was typed."""

    def __init__(self, problem: Node, structure: Structure, variable: str = "x") -> None:
        self.problem = problem
        self.structure = structure
        self.variable = variable
        self.has_cancelled = False
        self.monomials = monomial.Monomials(structure, Order(problem, variable))
        self.sums = sums.Sums(problem, self.monomials)
        self.finishing = Finishing(problem, self.sums, self._settled_by_law)
        self.finishing.finished = self._looked_ahead
        self.memo: Memo[Node] = Memo()
        self.changes: dict[int, Change] = {}
        self._settle(problem)
        self.algebra: Algebra[Node] = {
            **KEEPING,
            Piecewise: self._pieces,
            Sum: self._sum,
            Negation: self._negation,
            Product: self._monomial,
            Quotient: self._monomial,
            Power: self._power,
        }

    def __call__(self, expression: Node, root: bool) -> tuple[Tidying, ...]:
        """The labelled steps from a raw result to a tidy one; the last step of a problem is also multiplied out."""
        steps = []
        self.finishing.raw = expression
        tidy = self._once(expression)
        if not self._same(tidy, expression):
            steps.append(Tidying((), tidy, self._apart(expression)))
        if root and self.has_cancelled:
            # What is left after cancelling may allow more; its parts count as new once more.
            again = Tidier(self.problem, self.structure, self.variable)
            further, before = again._once(tidy), tidy
            if not self._same(further, tidy):
                tidy = further
                self._settle(tidy)
                steps.append(Tidying((), tidy, again._apart(before)))
        for _ in range(_MOST_ROUNDS if root else 0):
            finished = self._finished(tidy)
            if finished is None:
                break
            tidy = finished.result
            steps.append(finished)
        return tuple(steps)

    def _finished(self, tidy: Node) -> Tidying | None:
        """One more step to a textbook's form, if there is one."""
        for law in _FINISHING.worth_trying(tidy):
            self.finishing.literal.clear()
            finished = law.rewrite(self.finishing, tidy)
            if finished is not tidy:
                return Tidying((), finished, self._apart_by_law(law, tidy, finished))
        return None

    def _looked_ahead(self, tidy: Node) -> Node:
        """What all laws would make of an expression, but those that look ahead themselves; nothing is noted."""
        literal = dict(self.finishing.literal)
        for _ in range(_MOST_ROUNDS):
            laws = (law for law in _FINISHING.worth_trying(tidy) if not law.looks_ahead)
            further = next((other for law in laws if (other := law.rewrite(self.finishing, tidy)) is not tidy), tidy)
            if further is tidy:
                break
            tidy = further
        self.finishing.literal = literal
        return tidy

    def _settled_by_law(self, written: Node) -> Node:
        """What a law has written, tidied; what it was before that is remembered."""
        tidy = self._tidied(written)
        if tidy is written:
            return tidy
        own = self.finishing.noted(tidy, written)
        self._settle(own)
        return own

    def _apart_by_law(self, law: Law, before: Node, after: Node) -> Callable[[], Iterator[tuple[str, Node]]]:
        """A law as it was used literally, and how what it wrote became tidy."""
        literal, self.finishing.literal = self.finishing.literal, {}

        def apart() -> Iterator[tuple[str, Node]]:
            written = restored(after, literal)
            yield law.id, written
            if not self._same(written, after):
                again = Tidier(self.problem, self.structure, self.variable)
                again._settle(before)
                tidy = again._once(written)
                yield from again._apart(written)()
                yield from again._rest(tidy, after)

        return apart

    def _rest(self, tidy: Node, after: Node) -> Iterator[tuple[str, Node]]:
        """What is left to do where a law has done more than one thing: multiplying out, and putting terms in order."""
        if self._same(tidy, after):
            return
        expand = next(law for law in SHORTENING if law.id == "expand")
        multiplied = expand.rewrite(self.finishing, tidy)
        if multiplied is not tidy:
            yield from self._apart_by_law(expand, tidy, multiplied)()
        if not self._same(multiplied, after):
            yield "order", after

    def _apart(self, before: Node) -> Callable[[], Iterator[tuple[str, Node]]]:
        """How an expression became tidy, one law after the other."""
        changes, self.changes = self.changes, {}  # what is tidied later is no part of this
        return lambda: passages(before, changes, Splitter(self.monomials, self.sums))

    def _changed(self, node: Node, given: Node, written: Node, law: str = "") -> Node:
        self.changes[id(node)] = Change(given, written, law)
        return written

    def _once(self, expression: Node) -> Node:
        self.has_cancelled, self.changes = False, {}
        return self._tidied(expression)

    def _tidied(self, expression: Node) -> Node:
        tidy = fold(expression, self.algebra, self.memo)
        self._settle(tidy)
        return tidy

    def _settle(self, node: Node) -> None:
        """Mark an expression and its parts as tidy."""
        pending = [node]
        while pending:
            current = pending.pop()
            if self.memo.get(id(current)) is not current:
                self.memo[id(current)] = current
                self.memo.alive.append(current)
                pending.extend(current.children)

    def _same(self, left: Node, right: Node) -> bool:
        return self.structure.are_same(left, right)

    def _sum(self, node: Sum, children: list[Node]) -> Node:
        given = with_children(node, tuple(children))
        collected = self.sums.of(children)
        return given if self._same(collected, given) else self._changed(node, given, collected)

    def _negation(self, node: Negation, children: list[Node]) -> Node:
        operand = children[0]
        if isinstance(operand, Number) and not operand.value:
            return self._changed(node, Negation(operand), operand)
        if isinstance(operand, Negation):
            return self._changed(node, Negation(operand), operand.operand)
        return with_children(node, (operand,))

    def _power(self, node: Power, children: list[Node]) -> Node:
        base, exponent = children
        if type(exponent) is Number and exponent.value == 1:
            return self._changed(node, Power(base, exponent), base)
        plain = type(exponent) is Number and exponent.value != 0
        settled = type(base) in (Name, Sum) or (type(base) is Call and base.function not in _ROOTED)
        natural = type(base) is Name and base.name == "e" and type(exponent) is not Number
        if settled and (plain or natural):
            return with_children(node, (base, exponent))
        return self._monomial(node, children)

    def _monomial(self, node: Node, children: list[Node]) -> Node:
        given = with_children(node, tuple(children))
        if isinstance(given, Product) and any(isinstance(child, Piecewise) for child in children):
            return self._into_pieces(node, given)
        powers = self.monomials.of(given)
        written = cancelled(powers, self.sums)
        if self._same(written, given):
            self.monomials.remember(given, powers)
            return given
        self.has_cancelled = self.has_cancelled or "cancel" in powers.laws
        return self._changed(node, given, written)

    def _into_pieces(self, node: Node, given: Product) -> Node:
        index, pieces = next((index, part) for index, part in enumerate(given.factors) if isinstance(part, Piecewise))
        others = [*given.factors[:index], *given.factors[index + 1 :]]
        values = [fold(product([*others, value]), self.algebra, self.memo) for value in pieces.values]
        return self._changed(node, given, Piecewise(tuple(values), pieces.conditions), "into-pieces")

    def _pieces(self, node: Piecewise, children: list[Node]) -> Node:
        from derivtutor.derivation.intervals import simplified  # pieces are rare

        given = with_children(node, tuple(children))
        assert isinstance(given, Piecewise)
        intervals = simplified(given, tidied)
        if self._same(intervals, given):
            return given
        return self._changed(node, given, intervals, "pieces")


def unfinished(expression: Node) -> Iterator[Law]:
    """The laws that have to be used before an expression counts as simplified."""
    finishing = Tidier(Number(0), Structure()).finishing
    return (law for law in FINISHING if law.required and law.rewrite(finishing, expression) is not expression)


def tidied(expression: Node) -> Node:
    """An expression tidied on its own; nothing in it counts as given."""
    steps = Tidier(Number(0), Structure())(expression, True)
    return steps[-1].result if steps else expression
