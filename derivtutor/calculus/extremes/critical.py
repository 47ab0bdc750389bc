"""Critical points: where the gradient is zero, and whether the function is smallest, largest or neither there."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from derivtutor.calculus import naming, sentences
from derivtutor.calculus.checking import check_chain
from derivtutor.calculus.explanation import Chain, Explanation, Item, Sentence, Table, Turn, Words, worded
from derivtutor.calculus.extremes.definiteness import VERDICTS, SymmetricMatrix, sign_of
from derivtutor.calculus.extremes.one_equation import cell, nearest, short
from derivtutor.calculus.extremes.second_partials import SecondPartials, matrix_name
from derivtutor.calculus.extremes.systems import Solution, System
from derivtutor.calculus.reading import read_function, read_variables
from derivtutor.calculus.values import put_in
from derivtutor.derivation.account import Result, Task
from derivtutor.derivation.amount import Spot
from derivtutor.language import between, decimals, translated
from derivtutor.notation.ball import evaluate_ball
from derivtutor.notation.rational import number
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Comparison, Name, Node, Number, Sum, names

_MOST_TOLD = 6
"""Of more points than this the Hessians are not told one by one."""

_BESIDE = Fraction(1, 2**20)
_PRECISION = 400


class CriticalPoint(NamedTuple):
    """A point at which the gradient is zero, what it is, and the value there."""

    at: Solution
    kind: str
    value: Node

    def as_document(self) -> dict[str, Any]:
        """For the JSON contract."""
        places = {letter: nearest(place) for letter, place in self.at.items()}
        return {"at": places, "exact": shown(self.at), "kind": self.kind, "value": nearest(self.value)}


def critical(function: Any, wrt: str | Sequence[str] | None = None, log: Base = "e") -> Explanation:
    """The critical points of a function of one or several variables.

    Args:
        function: text in any notation, an `Expression` or a SymPy expression.
        wrt: the variables in their order; all letters in the order of the alphabet when left out.
        log: the base of logarithms that are written without one: e, 10 or 2.

    >>> critical("x^3 - 3x + y^2").result.text
    '[[-1, 0], [1, 0]]'

    Raises:
        UserError: where the function cannot be read, or has letters that are no variables.
    """
    expression = read_function(function, log)
    variables = read_variables(wrt, names(expression.tree))
    others = names(expression.tree) - set(variables)
    if others:
        raise sentences.LETTER_WITHOUT_VALUE(letter=min(others), variables=", ".join(variables))
    second = SecondPartials(expression, variables)
    system = System(second.gradient.entries, variables)
    points = [_classified(second, place) for place in system.solutions if _has_value(second, place)]
    items = [*second.told_first(), _to_zero(second), *system.items, *curves(system), *_told(second, points, system)]
    notes = [*second.notes, *doubts(system)]
    document = {
        "expression": expression.tree,
        "wrt": list(variables),
        "points": [point.as_document() for point in points],
        "complete": system.is_complete and not system.families,
    }
    entries = [place for point in points for place in shown(point.at).values()]
    result = Result(tuple(entries), (len(points), len(variables)))
    title = worded("Critical points of {function}", function=second.whole)
    return Explanation("critical", title, Task((expression,), variables), tuple(items), result, document, tuple(notes))


def shown(place: Solution) -> dict[str, Node]:
    """A point as it is written: exact, or rounded."""
    return {letter: short(value)[0] for letter, value in place.items()}


def value_at(node: Node, place: Solution) -> Node:
    """The value at a point: exact where that is short, else in many digits."""
    inside = put_in(node, place)
    amount = Spot({}).amount(inside)
    if any(short(value)[1] for value in place.values()):
        return amount.node or inside
    return amount.exact or inside


def value_told(name: str, node: Node, place: Solution) -> Sentence:
    """The value there: `f(1, 0) = 1² + 0 = 1`."""
    value, is_about = short(value_at(node, place))
    there = naming.placed(naming.symbol(name), shown(place))
    if is_about:
        return Sentence(worded("The value is {value}.", value=(there, " ≈ ", value)))
    inside = put_in(node, place)
    check_chain((inside, value), (False,))
    ways = (there, *(() if inside == value else (" = ", inside)), " = ", value)
    return Sentence(worded("The value is {value}.", value=ways))


def _has_value(second: SecondPartials, place: Solution) -> bool:
    return evaluate_ball(put_in(second.expression.tree, place), {}, _PRECISION) is not None


def _matrix(second: SecondPartials, place: Solution) -> SymmetricMatrix:
    return SymmetricMatrix(Result(tuple([value_at(e, place) for e in second.hessian.entries]), second.hessian.shape))


def _classified(second: SecondPartials, place: Solution) -> CriticalPoint:
    kind: str = VERDICTS[_matrix(second, place).definite]
    if kind == "undecided" and len(place) == 1:
        kind = _BY_SIGNS.get(_signs_beside(second, place), "undecided")
    return CriticalPoint(place, kind, value_at(second.expression.tree, place))


_BY_SIGNS = {(-1, 1): "minimum", (1, -1): "maximum", (1, 1): "saddle", (-1, -1): "saddle"}
"""What a point is, by the sign of the slope before and after it."""


def _signs_beside(second: SecondPartials, place: Solution) -> tuple[int, int]:
    """The sign of the slope a little before and a little after a place."""
    (letter, middle), slope = next(iter(place.items())), second.first[0].answer
    signs = []
    for shift in (number(-_BESIDE), number(_BESIDE)):
        value = evaluate_ball(put_in(slope, {letter: Sum((middle, shift))}), {}, _PRECISION)
        signs.append(0 if value is None else (value > 0) - (value < 0))
    return signs[0], signs[1]


def doubts(system: System) -> list[str]:
    """What is to be said of points that may be missing."""
    notes = [] if system.is_complete else [sentences.PERHAPS_MORE]
    return [*notes, *([sentences.WHOLE_CURVES] if system.families else [])]


# How it is told


def curves(system: System) -> list[Sentence]:
    """Points that are not by themselves."""
    return [Sentence(worded("All points with {facts} are solutions.", facts=facts)) for facts in system.families]


def _none_found(system: System) -> Words:
    if not system.is_complete:
        return worded("No critical point was found.")
    return worded("No critical point stands alone." if system.families else "There is no critical point.")


def _to_zero(second: SecondPartials) -> Sentence:
    if len(second.variables) == 1:
        return Sentence(worded("Set the derivative to zero."))
    equations: list[Any] = []
    for place, part in enumerate(second.first):
        equations += [", " if place else "", Comparison((part.answer, Number(0)), ("=",))]
    return Sentence(worded("Set all partial derivatives to zero: {equations}.", equations=tuple(equations[1:])))


def _told(second: SecondPartials, points: Sequence[CriticalPoint], system: System) -> list[Item]:
    if not points:
        return [Sentence(_none_found(system))]
    items: list[Item] = [*second.told_second()]
    for point in points if len(points) <= _MOST_TOLD else ():
        items += _told_point(second, point)
    return [*items, _table(second, points)]


def _told_point(second: SecondPartials, point: CriticalPoint) -> list[Item]:
    matrix, written = _matrix(second, point.at), shown(point.at)
    pairs = [short(entry) for entry in matrix.result.entries]
    is_about = any(about for _, about in pairs)
    entries = Result(tuple([entry for entry, _ in pairs]), matrix.result.shape)
    if matrix.size == 1:
        bend = second.called(*second.variables * 2)
        there: list[Item] = [Chain(naming.placed(bend, written), (Turn(entries.entries[0], is_about=is_about),))]
    else:
        there = [Chain(naming.placed(matrix_name(), written), (Turn(entries, is_about=is_about),))]
    sentence = Sentence(_verdict(second, point, matrix, is_about))
    return [*there, sentence, value_told(second.name, second.expression.tree, point.at)]


def _verdict(second: SecondPartials, point: CriticalPoint, matrix: SymmetricMatrix, is_about: bool) -> Words:
    """Why the point is what it is."""
    if matrix.size == 1:
        return _verdict_in_one_variable(second, point, matrix)
    if matrix.size == 2:
        return worded(_BY_MINORS[point.kind], determinant=_determinant(matrix, is_about))
    numbers = between().join([decimals(f"{value:.6g}") for value in matrix.eigenvalues])
    return worded(_IN_GENERAL[point.kind], eigenvalues=numbers)


def _determinant(matrix: SymmetricMatrix, is_about: bool) -> Words:
    """`2 · 2 - 1 · 1 = 3`."""
    if is_about:
        return worded("about {value}", value=short(matrix.minors[1])[0])
    check_chain((matrix.minor(2), matrix.minors[1]), (False,))
    return (matrix.minor(2), " = ", matrix.minors[1])


_BY_MINORS = {
    "minimum": "The determinant is {determinant}; it and the first entry are positive: a local minimum.",
    "maximum": "The determinant is {determinant}; it is positive and the first entry negative: a local maximum.",
    "saddle": "The determinant is {determinant}; it is negative: a saddle point.",
    "undecided": "The determinant is {determinant}; the test does not decide.",
}
_IN_GENERAL = {
    "minimum": "The eigenvalues are {eigenvalues}; all are positive: a local minimum.",
    "maximum": "The eigenvalues are {eigenvalues}; all are negative: a local maximum.",
    "saddle": "The eigenvalues are {eigenvalues}; they have both signs: a saddle point.",
    "undecided": "The eigenvalues are {eigenvalues}; the test does not decide.",
}


def _verdict_in_one_variable(second: SecondPartials, point: CriticalPoint, matrix: SymmetricMatrix) -> Words:
    bend, slope = second.called(*second.variables * 2), second.called(*second.variables)
    sign = sign_of(matrix.entry(0, 0))
    if sign:
        return worded(_BY_BEND[point.kind], second=bend)
    return worded(_BY_SLOPE[point.kind], second=bend, first=slope)


_BY_BEND = {
    "minimum": "{second} is positive there: a local minimum.",
    "maximum": "{second} is negative there: a local maximum.",
}
_BY_SLOPE = {
    "minimum": "{second} is zero there, which does not decide; but {first} changes its sign there: a local minimum.",
    "maximum": "{second} is zero there, which does not decide; but {first} changes its sign there: a local maximum.",
    "saddle": "{second} is zero there, which does not decide; but {first} does not change its sign there: neither a "
    "minimum nor a maximum.",
    "undecided": "{second} is zero there: the test does not decide.",
}


def _table(second: SecondPartials, points: Sequence[CriticalPoint]) -> Table:
    columns: tuple[Words, ...] = (*[(Name(letter),) for letter in second.variables], (second.whole,), worded("kind"))
    rows, kinds = [], _KINDS if len(second.variables) > 1 else _KINDS_ON_A_LINE
    for point in points:
        places = [cell(place) for place in point.at.values()]
        rows.append((*places, cell(point.value), (translated(kinds[point.kind]),)))
    return Table(columns, tuple(rows))


_KINDS = {"minimum": "minimum", "maximum": "maximum", "saddle": "saddle point", "undecided": "undecided"}
_KINDS_ON_A_LINE = {**_KINDS, "saddle": "point of inflection"}
