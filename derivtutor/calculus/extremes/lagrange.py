"""Extreme values under conditions: where the gradient is made up of the gradients of the conditions (Lagrange)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from derivtutor.calculus import naming, sentences
from derivtutor.calculus.explanation import (
    Chain,
    Derived,
    Explanation,
    Item,
    Sentence,
    Table,
    Turn,
    Words,
    listed,
    worded,
)
from derivtutor.calculus.extremes.critical import curves, doubts, shown, value_at, value_told
from derivtutor.calculus.extremes.definiteness import SymmetricMatrix
from derivtutor.calculus.extremes.one_equation import cell, nearest
from derivtutor.calculus.extremes.systems import Solution, System
from derivtutor.calculus.gradients.gradient import holding, partials
from derivtutor.calculus.reading import read_equation, read_function, read_variables
from derivtutor.calculus.terms import less
from derivtutor.calculus.values import put_in
from derivtutor.derivation.account import Result, Symbol, Task
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.differentiator import derivative
from derivtutor.derivation.formula import total
from derivtutor.derivation.tidy import tidied
from derivtutor.language import between, translated
from derivtutor.notation import linear
from derivtutor.notation.ball import evaluate_ball
from derivtutor.notation.expression import Expression
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Comparison, Name, Node, Number, Product, names

_MULTIPLIERS = ("lambda", "mu", "nu", "kappa", "rho", "tau")
_MOST_TOLD = 8
_PRECISION = 400


class Extreme(NamedTuple):
    """A point at which there may be an extreme value, with its multipliers; without where the conditions are flat."""

    at: Solution
    multipliers: Solution
    value: Node
    kind: str | None = None

    def as_document(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "at": {letter: nearest(place) for letter, place in self.at.items()},
            "exact": shown(self.at),
            "multipliers": [nearest(value) for value in self.multipliers.values()] or None,
            "kind": self.kind,
            "value": nearest(self.value),
        }


def lagrange(function: Any, where: Any, wrt: str | Sequence[str] | None = None, log: Base = "e") -> Explanation:
    """The extreme values of a function of several variables under conditions.

    Args:
        function: text in any notation, an `Expression` or a SymPy expression.
        where: an equation, such as `"x^2 + y^2 = 8"`, or several.
        wrt: the variables in their order; all letters in the order of the alphabet when left out.
        log: the base of logarithms that are written without one: e, 10 or 2.

    >>> lagrange("x y", "x^2 + y^2 = 8").result.text
    '[[-2, -2], [-2, 2], [2, -2], [2, 2]]'

    Raises:
        UserError: where something cannot be read, or a condition is no equation in the variables.
    """
    problem = _Problem(read_function(function, log), _conditions(where, log), wrt)
    return problem.explained()


def _conditions(where: Any, log: Base) -> list[Comparison]:
    given = [where] if isinstance(where, str | Expression) else list(where)
    if not given:
        raise sentences.NO_CONDITION()
    found = [read_equation(each, log).tree for each in given]
    return [each for each in found if isinstance(each, Comparison)]


class _Problem:
    """A function, its conditions and the equations that follow."""

    def __init__(self, expression: Expression, conditions: list[Comparison], wrt: str | Sequence[str] | None) -> None:
        self.expression, self.conditions = expression, conditions
        letters = names(expression.tree).union(*map(names, conditions))
        self.variables = read_variables(wrt, letters)
        others = letters - set(self.variables)
        if others:
            raise sentences.LETTER_WITHOUT_VALUE(letter=min(others), variables=", ".join(self.variables))
        for each in conditions:
            if not names(each) & set(self.variables):
                raise sentences.LETTER_NOT_IN_CONDITION(
                    variables=", ".join(self.variables), condition=linear.unicode(each)
                )
        if len(conditions) >= len(self.variables):
            raise sentences.TOO_MANY_CONDITIONS(many=len(conditions), variables=len(self.variables))
        taken = [letter for letter in "fghFGH" if letter not in letters]
        self.name, *self.named = taken[: len(conditions) + 1]
        free = [letter for letter in _MULTIPLIERS if letter not in letters]
        self.multipliers = tuple(free[: len(conditions)])
        self.differences = [_difference(each) for each in conditions]
        self.slopes = partials(expression, self.variables)
        self.normals = [partials(Expression(each), self.variables) for each in self.differences]

    @property
    def equations(self) -> list[Node]:
        """What must be zero."""
        rows = [less(slope.answer, self._combined(place)) for place, slope in enumerate(self.slopes)]
        return [*rows, *self.differences]

    def _combined(self, place: int) -> Node:
        """`λ ∂g/∂x + μ ∂h/∂x`."""
        normals = [normal[place].answer for normal in self.normals]
        pairs = zip(self.multipliers, normals, strict=True)
        return tidied(total([Product((Name(letter), normal)) for letter, normal in pairs]))

    def explained(self) -> Explanation:
        system = System(self.equations, (*self.multipliers, *self.variables))
        flat = self._flat()
        points = self._points(system, flat)
        whole = naming.function(self.name, self.variables)
        items = [
            *self._told_gradients(),
            *self._told_equations(),
            *system.items,
            *curves(system),
            *self._told_flat(flat),
        ]
        items += self._told_points(points)
        document: dict[str, Any] = {
            "expression": self.expression.tree,
            "where": [linear.text(each) for each in self.conditions],
            "wrt": list(self.variables),
            "points": [point.as_document() for point in points],
            "complete": system.is_complete and not system.families,
        }
        entries = [place for point in points for place in shown(point.at).values()]
        result = Result(tuple(entries), (len(points), len(self.variables)))
        title = worded(
            "Extreme values of {function} where {conditions}", function=whole, conditions=listed(self.conditions)
        )
        task = Task((self.expression, *map(Expression, self.conditions)), self.variables)
        notes = (*self.expression.notes, *doubts(system))
        return Explanation("lagrange", title, task, tuple(items), result, document, notes)

    # Points

    def _flat(self) -> System | None:
        """Points of the condition at which its own gradient is zero; of several conditions they are not looked for."""
        if len(self.conditions) > 1:
            return None
        return System([*[each.answer for each in self.normals[0]], *self.differences], self.variables)

    def _points(self, system: System, flat: System | None) -> list[Extreme]:
        found: dict[tuple[float, ...], Extreme] = {}
        for solution in (*system.solutions, *(flat.solutions if flat else ())):
            at = {letter: solution[letter] for letter in self.variables}
            if evaluate_ball(put_in(self.expression.tree, at), {}, _PRECISION) is None:
                continue
            multipliers = {letter: solution[letter] for letter in self.multipliers if letter in solution}
            place = tuple(round(nearest(value), 12) + 0.0 for value in at.values())
            found.setdefault(place, Extreme(at, multipliers, value_at(self.expression.tree, at)))
        points = [point for _, point in sorted(found.items(), key=lambda pair: pair[0])]
        is_all = system.is_complete and not system.families
        return self._compared(points) if is_all and self._is_bounded() else points

    def _compared(self, points: list[Extreme]) -> list[Extreme]:
        """On a curve that is closed and bounded, the largest and the smallest value are extreme values."""
        values = [nearest(point.value) for point in points]
        if len({round(value, 12) for value in values}) < 2:
            return points
        largest, smallest = max(values), min(values)
        tiny = 1e-12 * max(1.0, abs(largest), abs(smallest))
        kinds = [
            "maximum" if largest - value < tiny else "minimum" if value - smallest < tiny else None for value in values
        ]
        return [point._replace(kind=kind) for point, kind in zip(points, kinds, strict=True)]

    def _is_bounded(self) -> bool:
        """Whether a condition holds on an ellipse or ellipsoid: its second partials are numbers of one sign."""
        return any(map(self._is_elliptic, self.normals))

    def _is_elliptic(self, normal: Sequence[Derivation]) -> bool:
        entries = [derivative(each.answer, letter) for each in normal for letter in self.variables]
        if any(map(names, entries)):
            return False
        size = len(self.variables)
        return SymmetricMatrix(Result(tuple(entries), (size, size))).definite in ("positive", "negative")

    # How it is told

    def _told_gradients(self) -> list[Item]:
        whole = naming.function(self.name, self.variables)
        items: list[Item] = [Chain(whole, (Turn(self.expression.tree),))]
        for name, difference in zip(self.named, self.differences, strict=True):
            items += [
                Sentence(
                    worded("Write the condition as {function} = 0.", function=naming.function(name, self.variables))
                ),
                Chain(naming.function(name, self.variables), (Turn(difference),)),
            ]
        for name, row in zip((self.name, *self.named), (self.slopes, *self.normals), strict=True):
            for variable, part in zip(self.variables, row, strict=True):
                items += [holding(variable, self.variables), Derived(naming.partial(name, variable), part)]
        return items

    def _told_equations(self) -> list[Item]:
        words = _ON_CURVE if len(self.variables) == 2 else _ON_SURFACE
        if len(self.conditions) > 1:
            words = "Where the function is largest or smallest, its gradient is made up of those of the conditions."
        parallel = [Comparison((each.answer, self._combined(n)), ("=",)) for n, each in enumerate(self.slopes)]
        one = "That is, {equations}, and the condition {conditions}."
        several = "That is, {equations}, and the conditions {conditions}."
        equations, conditions = listed(parallel, last=between()), listed(self.conditions)
        return [
            Sentence(worded(words)),
            Chain(naming.gradient(self.name), (Turn(self._parallel()),)),
            Sentence(worded(one if len(self.conditions) == 1 else several, equations=equations, conditions=conditions)),
        ]

    def _parallel(self) -> Symbol:
        """`λ∇g`."""
        forms = []
        gradients = list(map(naming.gradient, self.named))
        for form, letters in (
            ("text", [linear.unicode(Name(letter)) for letter in self.multipliers]),
            ("plain", [f"{letter} " for letter in self.multipliers]),
            ("latex", [rf"\{letter} " for letter in self.multipliers]),
        ):
            pairs = zip(letters, gradients, strict=True)
            forms.append(" + ".join(f"{letter}{getattr(gradient, form)}" for letter, gradient in pairs))
        return naming.symbol(*forms)

    def _told_flat(self, flat: System | None) -> list[Item]:
        if flat is None or not flat.solutions:
            return []
        words = "At points where the gradient of the condition is zero there may be extreme values as well."
        return [Sentence(worded(words)), *flat.items]

    def _told_points(self, points: Sequence[Extreme]) -> list[Item]:
        if not points:
            return [Sentence(worded("No point was found at which there could be an extreme value."))]
        items: list[Item] = [Sentence(worded("Compare the values at the points found."))]
        items += [value_told(self.name, self.expression.tree, point.at) for point in points[:_MOST_TOLD]]
        columns: tuple[Words, ...] = (*[(Name(letter),) for letter in self.variables],)
        columns = (*columns, (naming.function(self.name, self.variables),), worded("kind"))
        rows = [
            (*map(cell, (*point.at.values(), point.value)), (translated(_KINDS[point.kind]) if point.kind else "–",))
            for point in points
        ]
        items.append(Table(columns, tuple(rows)))
        if all(point.kind is None for point in points):
            words = "Whether these are the largest and smallest values is to be seen from the shape of the condition."
            items.append(Sentence(worded(words)))
        return items


_ON_CURVE = (
    "Where the function is largest or smallest on the curve, going along the curve changes nothing: both gradients "
    "stand at right angles to it, so they are parallel."
)
_ON_SURFACE = (
    "Where the function is largest or smallest on the surface, going along the surface changes nothing: both gradients "
    "stand at right angles to it, so they are parallel."
)
_KINDS = {"minimum": "minimum", "maximum": "maximum"}


def _kind(point: Extreme) -> Words:
    return worded(_KINDS[point.kind]) if point.kind else ("–",)


def _difference(condition: Comparison) -> Node:
    left, right = condition.operands
    return left if right == Number(0) else less(left, right)
