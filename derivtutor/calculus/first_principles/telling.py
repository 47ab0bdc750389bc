"""What is told of a derivative from the definition: the quotient, its limit, and the slopes of secants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from derivtutor.calculus import naming, sentences
from derivtutor.calculus.checking import check_limit
from derivtutor.calculus.explanation import Chain, Item, Sentence, Table, Turn, Words, worded
from derivtutor.calculus.first_principles.quotient import Cancelled, Line, secant
from derivtutor.calculus.first_principles.ways import cancelled
from derivtutor.calculus.terms import added, terms
from derivtutor.calculus.values import fractions_of, put_in, worked_out
from derivtutor.derivation.account import Limit
from derivtutor.derivation.derivation import Derivation
from derivtutor.notation.ball import evaluate_ball
from derivtutor.notation.decimals import rounded
from derivtutor.notation.tree import KEEPING, Negation, Node, Number, Quotient, Sum, Unknown, fold, names, substitute

_STEPS = tuple(map(Fraction, ("0.1", "0.01", "0.001")))
_PRECISION, _DIGITS = 128, 8


class Telling:
    """Tells a derivative, found by the rules, as the limit of the difference quotient.

    Raises:
        UserError: where there is no way to cancel h.
        FalseLineError: where the quotient does not come near to the derivative, which is a bug.
    """

    def __init__(self, derivation: Derivation) -> None:
        self.derivation = derivation
        self.tree, self.variable = derivation.function.tree, derivation.variable
        used = names(self.tree) | {self.variable}
        self.step = next(letter for letter in "hkstuvw" if letter not in used)
        self.secant = secant(self.variable, self.step)
        self.x, self.h = self.secant.x, self.secant.h
        self.name = naming.called(used, (self.step,))
        self.whole = self._function(self.x)
        self.cancelled = cancelled(self.secant, self.tree)
        self.quotient = self.cancelled.quotient
        check_limit(self.quotient, self.step, derivation.answer)

    def _function(self, argument: Node, order: int = 0) -> Unknown:
        return Unknown(self.name, (argument,), (order,))

    @property
    def limits(self) -> tuple[Node, ...]:
        """Expressions of which the limit is the derivative, one line after the other."""
        return tuple([node for node, _ in self.cancelled.lines])

    def items(self) -> list[Item]:
        ahead = Sum((self.x, self.h))
        slope = Quotient(Sum((self._function(ahead), Negation(self.whole))), self.h)
        return [
            Chain(self.whole, (Turn(self.tree),)),
            Sentence(worded(_LIMIT_OF_SLOPES, start=self.x, end=ahead)),
            Chain(self._function(self.x, 1), (Turn(Limit(slope, self.step)),)),
            Sentence(worded("Work on the slope of the secant until {step} can go to 0.", step=self.h)),
            *_told(self.cancelled, slope, self.cancelled.different),
            *self._limit(),
        ]

    def _limit(self) -> list[Item]:
        words = worded("Let {step} go to 0.", step=self.h)
        facts = [worded("{ratio} goes to {limit}", ratio=each.ratio, limit=each.limit) for each in self.cancelled.known]
        if facts:
            words = (*words, " ", *worded("It is known that then {facts}.", facts=_joined(facts)))
        ways = dict.fromkeys((*self._at_zero(), self.derivation.answer))
        turns = (Turn(Limit(self.quotient, self.step)), *map(Turn, ways))
        return [Sentence(words), Chain(self._function(self.x, 1), turns)]

    def _at_zero(self) -> tuple[Node, ...]:
        """The quotient with the known limits put in, and 0 for h; nothing where whole terms go away."""
        left = [term for term in terms(self.quotient) if self.step not in names(term)]
        if added(left) == self.derivation.answer:
            return ()
        limits = {known.ratio: known.limit for known in self.cancelled.known}

        def put(node: Node, children: Sequence[Node]) -> Node:
            kept = KEEPING[type(node)](node, children)
            return limits.get(kept, kept)

        return (substitute(fold(self.quotient, dict.fromkeys(KEEPING, put)), {self.step: Number(0)}),)

    def secants(self, point: Mapping[str, Node]) -> tuple[tuple[float, float | None], ...]:
        """The slopes of secants through a point, for smaller and smaller steps; none where letters are left."""
        if not point or not names(self.tree) <= point.keys():
            return ()
        place = fractions_of(point)
        slopes = [evaluate_ball(self.quotient, {**place, self.step: step}, _PRECISION) for step in _STEPS]
        numbers = [None if slope is None else float(slope.mid()) for slope in slopes]
        return tuple(zip(map(float, _STEPS), numbers, strict=True))

    def at_point(self, point: Mapping[str, Node]) -> list[Item]:
        """The slope at a point, and secants that come near to it."""
        if not point:
            return []
        worked_out(self.tree, point)  # which refuses a point outside the domain
        place, answer = point[self.variable], self.derivation.answer
        ways = dict.fromkeys((put_in(answer, point), worked_out(answer, point)))
        items: list[Item] = [
            Sentence(worded("Substitute {place}.", place=(self.x, " = ", place))),
            Chain(self._function(place, 1), tuple(map(Turn, ways))),
        ]
        slopes = [(step, slope) for step, slope in self.secants(point) if slope is not None]
        if not slopes:
            return items
        rows = tuple([((rounded(step),), (rounded(slope, _DIGITS),)) for step, slope in slopes])
        words = worded("The slopes of secants come near to it as {step} becomes small.", step=self.h)
        return [*items, Sentence(words), Table(((self.h,), worded("slope of the secant")), rows)]


_LIMIT_OF_SLOPES = "The derivative is the limit of the slopes of secants from {start} to {end}."


def _joined(facts: Sequence[Words]) -> Words:
    """Facts with "and" between all of them."""
    return tuple([piece for place, fact in enumerate(facts) for piece in ((sentences.AND, *fact) if place else fact)])


def _told(part: Cancelled, left: Node, lines: Sequence[Line]) -> list[Item]:
    """A difference quotient, `left`, and on the way those of its parts."""
    if not part.inner:
        return [Chain(left, _turns(lines))]
    *before, last = lines
    items: list[Item] = [Chain(left, _turns(before))] if before else []
    items.append(Sentence((part.words,)))
    for inner in part.inner:
        (first, _), *others = inner.different
        items += _told(inner, first, others or inner.different)
    return [*items, Sentence(worded("Together:")), Chain(left, _turns([last]))]


def _turns(lines: Sequence[Line]) -> tuple[Turn, ...]:
    return tuple([Turn(node, why) for node, why in lines])
