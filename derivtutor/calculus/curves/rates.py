"""Related rates: how fast one quantity changes, from how fast the others of an equation do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from derivtutor.analysis.zeros import zeros
from derivtutor.calculus import naming, sentences
from derivtutor.calculus.curves import curve
from derivtutor.calculus.curves.dependent import Dependence, linear, slope
from derivtutor.calculus.curves.relations import Stage, in_turn, joined
from derivtutor.calculus.decimals import shown_value
from derivtutor.calculus.explanation import (
    Chain,
    Derived,
    Explanation,
    Heading,
    Item,
    Sentence,
    Table,
    Turn,
    Words,
    ending_in_answer,
    worded,
)
from derivtutor.calculus.reading import exact_values, read_equation, read_pieces
from derivtutor.calculus.terms import added, times
from derivtutor.calculus.values import fractions_of, put_in, value_of, worked_out
from derivtutor.derivation.account import Result, Task
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.explain import explain
from derivtutor.language import translated
from derivtutor.notation import linear as linear_writer
from derivtutor.notation.expression import Expression, expression
from derivtutor.notation.rational import rational
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Comparison, Derivative, Name, Node, Number, Quotient, Unknown, names, substitute


def rates(
    equation: Any, at: Any = None, known: Any = (), wanted: str | None = None, where: Any = (), log: Base = "e"
) -> Explanation:
    """The rate at which a quantity changes.

    Args:
        equation: what holds between the quantities at all times, such as `"x^2 + y^2 = 25"`.
        at: their values at the moment, such as `"x=3,y=4"`; one that the equation tells may be left out.
        known: the known rates, such as `"dx/dt=2"`, one, several, or a mapping.
        wanted: the rate that is wanted, such as `"dy/dt"`.
        where: what else holds at all times, such as `"r=h/2"`, one equation or several.
        log: the base of logarithms that are written without one: e, 10 or 2.

    >>> rates("x^2 + y^2 = 25", at="x=3,y=4", known="dx/dt=2", wanted="dy/dt").result.text
    '-3/2'
    >>> rates("V = 1/3 pi r^2 h", where="r=h/2", at="h=4", known="dV/dt=3", wanted="dh/dt").result.text
    '3/(4pi)'

    Raises:
        UserError: where something cannot be read, is missing, or the values do not fit the equation.
    """
    stated, *related = [read_equation(each, log) for each in (equation, *read_pieces(where))]
    equations = [each.tree for each in (stated, *related) if isinstance(each.tree, Comparison)]
    given, asked, time = _rates(known, wanted)
    _check_letters(frozenset[str]().union(*map(names, equations)), given, asked, time)
    whole = joined(equations[0], equations[1:], {*given, asked})
    stages = in_turn(whole.equations, given, asked, time)
    point = _point(at, equations)
    first = _followed(equations[1:], point, whole.replaced)
    items, values, rate_of = _told(stages, point, given, time)
    _require_fitting(equations[1:], values)
    document = {
        "equation": equations[0],
        "wrt": time,
        "at": values,
        "known": _named(given, time),
        "wanted": f"d{asked}/d{time}",
        "value": value_of(rate_of[asked]),
    }
    return Explanation(
        "rates",
        worded("Related rates of {equation}", equation=equations[0]),
        Task(tuple(map(Expression, equations[0].operands)), (time,), values),
        ending_in_answer([*whole.items, *first, *items]),
        Result((rate_of[asked],)),
        document | ({"where": equations[1:]} if related else {}),
        stated.notes,
        (fractions_of(values) | fractions_of(_named(rate_of, time)),),
    )


def _named(rates_by_letter: Mapping[str, Node], time: str) -> dict[str, Node]:
    return {f"d{letter}/d{time}": rate for letter, rate in rates_by_letter.items()}


def _require_fitting(relations: Iterable[Comparison], values: Mapping[str, Node]) -> None:
    """Refuse values for which another equation does not hold."""
    for relation in relations:
        if names(relation) <= values.keys():
            curve.require_on(relation, {letter: values[letter] for letter in sorted(names(relation))})


def _point(at: Any, equations: Sequence[Comparison]) -> dict[str, Node]:
    """The values that are given, of any letters of the equations."""
    letters = frozenset[str]().union(*map(names, equations))
    text = ";".join(map(str, at)) if isinstance(at, list | tuple) else at
    return exact_values(text, min(names(equations[0])), letters) if text else {}


def _followed(relations: Sequence[Comparison], point: dict[str, Node], replaced: Collection[str]) -> list[Item]:
    """Put values into the point that relations tell, and say so; those of letters that are replaced are not needed."""
    items: list[Item] = []
    for relation in relations:
        missing = sorted(names(relation) - point.keys())
        if len(missing) == 1 and missing[0] not in replaced and len(names(relation)) > 1:
            items += _found(relation, point, missing[0])
    return items


def _told(
    stages: Sequence[Stage], given_values: Mapping[str, Node], given: Mapping[str, Node], time: str
) -> tuple[list[Item], dict[str, Node], dict[str, Node]]:
    """Each rate in its turn: what is told, the values of the quantities, and the rates."""
    items: list[Item] = []
    values, found = dict(given_values), dict(given)
    for equation, letter in stages:
        own = {each: rate for each, rate in found.items() if each in names(equation)}
        task = _Task(equation, own, letter, time)
        point, first = task.completed(values)
        found[letter], more = task.solving(point)
        if len(stages) > 1:
            items.append(Heading(translated("The rate {rate}").format(rate=f"d{letter}/d{time}")))
        items += [*task.table(point, own), *first, *task.differentiating(), *more]
        values |= point
    return items, values, found


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


def _check_letters(letters: Collection[str], given: Mapping[str, Node], asked: str, time: str) -> None:
    if time in letters:
        raise sentences.TIME_IN_EQUATION(time=time)
    for letter in (asked, *given):
        if letter not in letters:
            raise sentences.NOT_IN_EQUATION(letter=letter)


def _found(equation: Comparison, point: dict[str, Node], letter: str) -> list[Item]:
    """Put the value of a letter into the point: the positive one, where there are several."""
    inside = put_in(curve.zero_form(equation), point)
    places = [place for place in zeros(inside, letter).places if place.form is not None]
    if not places:
        raise sentences.NO_SOLUTION_THERE(letter=letter, point=curve.shown(point))
    chosen = min(places, key=lambda place: (place.middle <= 0, abs(place.middle)))
    assert chosen.form is not None
    point[letter] = chosen.form
    is_choice = len(places) > 1 and chosen.middle > 0
    return [Sentence(worded(_GIVES_POSITIVE if is_choice else _GIVES, value=(Name(letter), " = ", chosen.form)))]


_GIVES = "At this moment the equation gives {value}."
_GIVES_POSITIVE = "At this moment the equation gives {value} (the positive value)."


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

    def completed(self, values: Mapping[str, Node]) -> tuple[dict[str, Node], list[Item]]:
        """The point with the value of a letter that the equation tells, and what is said of that."""
        point = {letter: value for letter, value in values.items() if letter in self.letters}
        needed = {letter for side in self.primed for letter in names(side) if not letter.endswith("'")}
        missing = sorted(needed - point.keys())
        if missing and (len(missing) > 1 or len(point) < len(self.letters) - 1):
            raise sentences.NO_VALUES_GIVEN() if not point else sentences.NO_VALUE(variable=missing[0])
        items = _found(self.equation, point, missing[0]) if missing else []
        if set(self.letters) <= point.keys():
            curve.require_on(self.equation, point)
        return {letter: point[letter] for letter in self.letters if letter in point}, items

    def _rate(self, letter: str) -> Derivative:
        return Derivative(Name(letter), self.time)

    def table(self, point: Mapping[str, Node], given: Mapping[str, Node]) -> list[Item]:
        rows = []
        for letter in self.letters:
            now = (point[letter],) if letter in point else worded("not needed")
            rate: Words = worded("{rate} is wanted", rate=self._rate(letter))
            if letter in given:
                rate = (self._rate(letter), " = ", given[letter])
            rows.append(((Name(letter),), now, rate))
        return [
            Sentence(worded("At all times {equation}. At this moment:", equation=self.equation)),
            Table((worded("quantity"), worded("value"), worded("rate")), tuple(rows)),
        ]

    def differentiating(self) -> list[Item]:
        t = Name(self.time)
        shown = [self.dependence.shown(side.answer) for side in self.sides]
        if isinstance(self.equation.operands[0], Name):
            shown.reverse()  # a rate alone reads better on the right
        items: list[Item] = [
            Sentence(
                worded(
                    "Differentiate both sides with respect to {t}: every quantity depends on {t}, so the chain rule "
                    "gives each a factor, its rate.",
                    t=t,
                )
            ),
        ]
        for side, derivation in zip(self.equation.operands, self.sides, strict=True):
            if not isinstance(side, Name):  # whose derivative is its rate
                items.append(Derived(Derivative(side, self.time), derivation, shown=self.dependence.shown))
        return [*items, Sentence(worded("The two sides change equally fast.")), Chain(shown[0], (Turn(shown[1]),))]

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
            Sentence(worded("Only now substitute the values and rates of this moment.")),
            Chain(naming.spelled(rate) if shown[0] == rate else shown[0], (Turn(shown[1]),)),
        ]
        if factor != Number(1):
            items += [Sentence(worded("Solve for {unknown}.", unknown=rate)), Chain(times(factor, rate), (Turn(rest),))]
        before = [] if factor == Number(1) or Quotient(rest, factor) == value else [Turn(Quotient(rest, factor))]
        return value, [*items, Chain(naming.spelled(rate), (*before, shown_value(value)))]

    def _named(self) -> str:
        return linear_writer.unicode(self._rate(self.asked))
