"""Related rates: how fast one quantity changes, from how fast the others of an equation do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from derivtutor.analysis.zeros import zeros
from derivtutor.calculus import naming, sentences
from derivtutor.calculus.curves import curve
from derivtutor.calculus.curves.dependent import Dependence, linear, slope
from derivtutor.calculus.decimals import shown_value
from derivtutor.calculus.explanation import Chain, Derived, Explanation, Item, Sentence, Table, Turn, ending_in_answer
from derivtutor.calculus.terms import added, times
from derivtutor.calculus.values import (
    exact_values,
    fractions_of,
    put_in,
    read_equation,
    read_pieces,
    value_of,
    worked_out,
)
from derivtutor.derivation.account import Result, Task
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.explain import explain
from derivtutor.notation import linear as linear_writer
from derivtutor.notation.expression import Expression, expression
from derivtutor.notation.rational import rational
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Comparison, Derivative, Name, Node, Number, Quotient, Unknown, names, substitute


def rates(equation: Any, at: Any = None, known: Any = (), wanted: str | None = None, log: Base = "e") -> Explanation:
    """The rate at which a quantity changes.

    Args:
        equation: what holds between the quantities at all times, such as `"x^2 + y^2 = 25"`.
        at: their values at the moment, such as `"x=3,y=4"`; one that the equation tells may be left out.
        known: the known rates, such as `"dx/dt=2"`, one, several, or a mapping.
        wanted: the rate that is wanted, such as `"dy/dt"`.
        log: the base of logarithms that are written without one: e, 10 or 2.

    >>> rates("x^2 + y^2 = 25", at="x=3,y=4", known="dx/dt=2", wanted="dy/dt").result.text
    '-3/2'

    Raises:
        UserError: where something cannot be read, is missing, or the values do not fit the equation.
    """
    stated = read_equation(equation, log)
    read = stated.tree
    assert isinstance(read, Comparison)
    given, asked, time = _rates(known, wanted)
    letters = sorted(names(read))
    _check_letters(letters, given, asked, time)
    task = _Task(read, given, asked, time)
    point, found = task.completed(at)
    items = [*task.table(point, given), *found, *task.differentiating()]
    value, more = task.solving(point)
    items += more
    held = {**fractions_of(point), **fractions_of({f"d{letter}/d{time}": rate for letter, rate in given.items()})}
    held |= fractions_of({f"d{asked}/d{time}": value}) if not names(value) else {}
    document = {
        "equation": read,
        "wrt": time,
        "at": dict(point),
        "known": {f"d{letter}/d{time}": rate for letter, rate in given.items()},
        "wanted": f"d{asked}/d{time}",
        "value": value_of(value),
    }
    return Explanation(
        "rates",
        ("Related rates of ", read),
        Task(tuple(map(Expression, read.operands)), (time,), point),
        ending_in_answer(items),
        Result((value,)),
        document,
        stated.notes,
        (held,),
    )


def _rates(known: Any, wanted: str | None) -> tuple[dict[str, Node], str, str]:
    """The known rates by letter, the letter of the wanted one, and the letter for the time."""
    if not wanted:
        raise sentences.NO_WANTED_RATE()
    asked, time = _rate(str(wanted))
    given: dict[str, Node] = {}
    pairs = known.items() if isinstance(known, Mapping) else [_pair(text) for text in read_pieces(known)]
    for name, value in pairs:
        letter, by = _rate(str(name))
        if by != time:
            raise sentences.OTHER_TIME(first=by, second=time)
        if letter in given or letter == asked:
            raise sentences.RATE_TWICE(letter=letter)
        given |= exact_values({letter: value}, letter, frozenset())
    return given, asked, time


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise sentences.NO_RATE(text=text.strip())
    return name, value


def _rate(text: str) -> tuple[str, str]:
    """`dx/dt` or `x'`: the letter and that of the time; a letter alone is its rate by t."""
    tree = expression(text).tree
    if isinstance(tree, Derivative) and isinstance(tree.operand, Name) and tree.order == 1:
        return tree.operand.name, tree.variable
    if isinstance(tree, Unknown) and tree.orders == (1,) and isinstance(tree.arguments[0], Name):
        return tree.name, tree.arguments[0].name
    if isinstance(tree, Name):
        return tree.name.rstrip("'"), "t"
    raise sentences.NO_RATE(text=text.strip())


def _check_letters(letters: list[str], given: Mapping[str, Node], asked: str, time: str) -> None:
    if time in letters:
        raise sentences.TIME_IN_EQUATION(time=time)
    for letter in (asked, *given):
        if letter not in letters:
            raise sentences.NOT_IN_EQUATION(letter=letter)
    for letter in letters:
        if letter != asked and letter not in given:
            raise sentences.NO_KNOWN_RATE(letter=letter, time=time)


class _Task:
    """An equation between quantities that change in time."""

    def __init__(self, equation: Comparison, given: Mapping[str, Node], asked: str, time: str) -> None:
        self.equation, self.given, self.asked, self.time = equation, given, asked, time
        self.letters = tuple(sorted(names(equation)))
        self.dependence = Dependence(self.letters, time, in_rates=True)
        self.sides: tuple[Derivation, ...] = tuple(
            [explain(Expression(self.dependence.explicit(side)), wrt=time) for side in equation.operands]
        )
        self.primed = [self.dependence.primed(side.answer) for side in self.sides]

    def completed(self, at: Any) -> tuple[dict[str, Node], list[Item]]:
        """The point with the value of a letter that the equation tells, and what is said of that."""
        text = ",".join(map(str, at)) if isinstance(at, list | tuple) else at
        point = exact_values(text, self.letters[0], frozenset(self.letters)) if text else {}
        needed = {letter for side in self.primed for letter in names(side) if not letter.endswith("'")}
        missing = sorted(needed - point.keys())
        if missing and (len(missing) > 1 or len(point) < len(self.letters) - 1):
            raise sentences.NO_VALUES_GIVEN() if not point else sentences.NO_VALUE(variable=missing[0])
        items = self._found(point, missing[0]) if missing else []
        if set(self.letters) <= point.keys():
            curve.require_on(self.equation, point)
        return {letter: point[letter] for letter in self.letters if letter in point}, items

    def _found(self, point: dict[str, Node], letter: str) -> list[Item]:
        """Put the value of a letter into the point: the positive one, where there are several."""
        inside = put_in(curve.zero_form(self.equation), point)
        places = [place for place in zeros(inside, letter).places if place.form is not None]
        if not places:
            raise sentences.NO_SOLUTION_THERE(letter=letter, point=curve.shown(point))
        chosen = min(places, key=lambda place: (place.middle <= 0, abs(place.middle)))
        assert chosen.form is not None
        point[letter] = chosen.form
        words = " (the positive value)" if len(places) > 1 and chosen.middle > 0 else ""
        return [Sentence(("At this moment the equation gives ", Name(letter), " = ", chosen.form, f"{words}."))]

    def _rate(self, letter: str) -> Derivative:
        return Derivative(Name(letter), self.time)

    def table(self, point: Mapping[str, Node], given: Mapping[str, Node]) -> list[Item]:
        rows = []
        for letter in self.letters:
            now = (point[letter],) if letter in point else ("not needed",)
            rate = (self._rate(letter), " = ", given[letter]) if letter in given else (self._rate(letter), " is wanted")
            rows.append(((Name(letter),), now, rate))
        return [
            Sentence(("At all times ", self.equation, ". At this moment:")),
            Table((("quantity",), ("value",), ("rate",)), tuple(rows)),
        ]

    def differentiating(self) -> list[Item]:
        t = Name(self.time)
        shown = [self.dependence.shown(side.answer) for side in self.sides]
        if isinstance(self.equation.operands[0], Name):
            shown.reverse()  # a rate alone reads better on the right
        items: list[Item] = [
            Sentence(("Differentiate both sides with respect to ", t, ": every quantity depends on ", t,
                      ", so the chain rule gives each a factor, its rate.")),
        ]  # fmt: skip
        for side, derivation in zip(self.equation.operands, self.sides, strict=True):
            if not isinstance(side, Name):  # whose derivative is its rate
                items.append(Derived(Derivative(side, self.time), derivation, shown=self.dependence.shown))
        return [*items, Sentence(("The two sides change equally fast.",)), Chain(shown[0], (Turn(shown[1]),))]

    def solving(self, point: Mapping[str, Node]) -> tuple[Node, list[Item]]:
        """The wanted rate, and the way to it: numbers are put in only now."""
        values = {**point, **{slope(letter): rate for letter, rate in self.given.items()}}
        inside = [put_in(side, values) for side in self.primed]
        unknown = slope(self.asked)
        left, right = (linear(side, unknown) for side in inside)
        if left is None or right is None:
            raise sentences.NOT_LINEAR(letter=self._named(), of=self.asked)
        collected = left.plus(right.negative) if left.coefficients else right.plus(left.negative)
        factor, rest = (worked_out(added(part)) for part in (collected.coefficients, collected.negative.others))
        if rational(factor) == 0:
            raise sentences.RATE_UNDECIDED(rate=self._named())
        value = worked_out(Quotient(rest, factor))
        rate = self._rate(self.asked)
        shown = [substitute(side, {unknown: rate}) for side in inside]
        items: list[Item] = [
            Sentence(("Only now substitute the values and rates of this moment.",)),
            Chain(shown[0], (Turn(shown[1]),)),
        ]
        if factor != Number(1):
            items += [Sentence(("Solve for ", rate, ".")), Chain(times(factor, rate), (Turn(rest),))]
        before = [] if factor == Number(1) or Quotient(rest, factor) == value else [Turn(Quotient(rest, factor))]
        return value, [*items, Chain(naming.spelled(rate), (*before, shown_value(value)))]

    def _named(self) -> str:
        return linear_writer.unicode(self._rate(self.asked))
