"""Gradient descent, step by step: the points, what becomes of them, and why."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, get_args

from msgspec import Struct

from derivtutor.calculus import naming, sentences
from derivtutor.calculus.descending.courses import Bowl, Course, bowl, course
from derivtutor.calculus.descending.model import Descent, stacked, vector_of
from derivtutor.calculus.descending.telling import told
from derivtutor.calculus.descending.walking import Landscape, Method, Path, Scalar, Vector, mover, walk
from derivtutor.calculus.explanation import Explanation, worded
from derivtutor.calculus.gradients.gradient import partials
from derivtutor.calculus.reading import read_function, read_number, read_point, read_variables, with_formula
from derivtutor.calculus.values import value_of, worked_out
from derivtutor.calculus.where_valid import notes_of
from derivtutor.derivation.account import Result, Task
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.differentiator import derivative
from derivtutor.notation import linear
from derivtutor.notation.expression import Expression
from derivtutor.notation.rational import constant_value
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Call, Integral, Node, Piecewise, Unknown, names, parts, substitute

_MOST_STEPS = 10_000
_ALL_DIGITS = 15
_PLAIN: Method = "plain"


def descend(
    function: Any,
    start: Any,
    rate: Any = 0.1,
    steps: int = 20,
    wrt: str | Sequence[str] | None = None,
    method: Method = "plain",
    exact: bool = False,
    momentum: Any = 0.9,
    log: Base = "e",
) -> Explanation:
    """Gradient descent from a point.

    Args:
        function: text in any notation, an `Expression` or a SymPy expression.
        start: where to begin: `"3,2"`, `"x=3,y=2"`, a mapping or a list; letters that are no variables get values too.
        rate: what the gradient is multiplied by, a number or text such as `"1/3"`.
        steps: how many steps to take.
        wrt: the variables in their order; all letters in the order of the alphabet when left out.
        method: with `momentum` or `newton`, that path is told beside plain descent.
        exact: whether to go on in fractions instead of doubles.
        momentum: the share of the velocity that is kept.
        log: the base of logarithms that are written without one: e, 10 or 2.

    >>> descend("x^2 + 2y^2", "3,2", rate=0.1, steps=1).document["points"][1]
    {'x': 2.4, 'y': 1.2}

    Raises:
        UserError: where something cannot be read, or there is no gradient at the start.
    """
    _check(steps, method)
    ground = ground_of(function, start, wrt, log)
    alpha, beta = positive(rate), read_number(momentum)
    found = _descent(ground, alpha, beta, exact, method, steps)
    whole = naming.function(found.name, found.variables)
    return Explanation(
        "descend",
        worded("Gradient descent on {function}", function=whole),
        Task((found.expression,), found.variables, ground.point),
        tuple(told(found)),
        vector_of(found.path.points[-1], _ALL_DIGITS),
        _document(found),
        notes_of(found.parts),
    )


class Ground(Struct, frozen=True, dict=True):
    """Where a descent goes: the function `there` has numbers for all letters but the variables; `point` has all.

    Of it `parts` find the first derivatives, `slopes` has them with the same numbers, and `bends` the second ones,
    row by row.
    """

    expression: Expression
    there: Node
    variables: tuple[str, ...]
    start: Mapping[str, Node]
    point: Mapping[str, Node]
    parts: tuple[Derivation, ...]
    slopes: tuple[Node, ...]
    bends: tuple[Node, ...]

    @property
    def name(self) -> str:
        """What the function is called."""
        return naming.called(names(self.expression.tree))

    @functools.cached_property
    def is_quadratic(self) -> bool:
        """Whether its second derivatives are constant, and there are no corners."""
        return _is_smooth(self.there) and not any(map(names, self.bends))

    def landscape(self, exact: bool = False) -> Landscape:
        """Heights, gradients and curvatures in doubles or in fractions."""
        return Landscape(self.there, self.variables, self.slopes, self.bends, exact)


def ground_of(function: Any, start: Any, wrt: str | Sequence[str] | None = None, log: Base = "e") -> Ground:
    """A function with its derivatives, and the values of its letters at the start.

    Raises:
        UserError: where something cannot be read.
    """
    expression = with_formula(read_function(function, log))
    letters = names(expression.tree)
    if not letters:
        raise sentences.NO_GRADIENT()
    variables = read_variables(wrt, letters)
    point = read_point(start, tuple(dict.fromkeys((*variables, *sorted(letters)))), letters)
    others = {letter: value for letter, value in point.items() if letter not in variables}
    there = substitute(expression.tree, others)
    derivations = partials(expression, variables)
    slopes = tuple([substitute(part.answer, others) for part in derivations])
    bends = tuple([derivative(slope, variable) for slope in slopes for variable in variables])
    first = {variable: point[variable] for variable in variables}
    return Ground(expression, there, variables, first, point, derivations, slopes, bends)


def _descent(ground: Ground, rate: Fraction, momentum: Fraction, exact: bool, method: Method, steps: int) -> Descent:
    landscape = ground.landscape(exact)
    first = tuple([_scalar(value, exact) for value in ground.start.values()])
    _check_start(landscape, first, ground)
    rates: tuple[Scalar, Scalar] = (rate, momentum) if exact else (float(rate), float(momentum))
    paths = [walk(landscape, first, mover(way, landscape, *rates), steps) for way in (_PLAIN, method)]
    return descent_along(ground, landscape, ground.start, (paths[0], paths[1]), rate, momentum, exact, method)


def descent_along(
    ground: Ground,
    landscape: Landscape,
    start: Mapping[str, Node],
    paths: tuple[Path, Path],
    rate: Fraction,
    momentum: Fraction = Fraction(0),
    exact: bool = False,
    method: Method = _PLAIN,
) -> Descent:
    """What becomes of plain descent and of another method along these paths, from a start."""
    size, (plain, path) = len(ground.variables), paths
    shape = _shape(ground.slopes, ground.bends, start) if ground.is_quadratic else None
    verdict = shape.course(rate, plain) if shape else course(plain)
    return Descent(
        ground.name,
        ground.variables,
        ground.expression,
        ground.parts,
        stacked(ground.slopes),
        Result(ground.bends, (size, size) if size > 1 else ()),
        start,
        rate,
        momentum,
        exact,
        method,
        plain,
        path,
        (verdict, verdict if method == _PLAIN else course(path)),
        shape,
        (shape_at_end(landscape, plain), shape_at_end(landscape, path)),
    )


def _check(steps: int, method: str) -> None:
    if not 1 <= steps <= _MOST_STEPS:
        raise sentences.NUMBER_OF_STEPS(steps=steps, most=_MOST_STEPS)
    if method not in get_args(Method):
        raise sentences.NO_SUCH_METHOD(method=method, methods=", ".join(get_args(Method)))


def positive(rate: Any) -> Fraction:
    """A learning rate, as a fraction.

    Raises:
        UserError: where it cannot be read, or is not greater than 0.
    """
    value = read_number(rate)
    if value <= 0:
        raise sentences.RATE_NOT_POSITIVE()
    return value


def _scalar(value: Node, exact: bool) -> Scalar:
    if not exact:
        return value_of(value)
    fraction = constant_value(value)
    if fraction is None:
        raise sentences.NOT_RATIONAL()
    return fraction


def _check_start(landscape: Landscape, first: Vector, ground: Ground) -> None:
    if math.isnan(landscape.height(first)):
        inside = substitute(ground.there, dict(ground.start))
        worked_out(inside)
        raise sentences.TOO_LARGE_THERE(expression=linear.unicode(inside))
    if any(map(math.isnan, landscape.gradient(first))):
        raise sentences.NO_GRADIENT_AT_START()


def _is_smooth(function: Node) -> bool:
    """Whether no function but powers is applied to a letter: what bends nowhere may still have corners."""
    return not any(names(part) for part in parts(function) if isinstance(part, Call | Piecewise | Integral | Unknown))


def _shape(slopes: Sequence[Node], bends: Sequence[Node], start: Mapping[str, Node]) -> Bowl:
    """A quadratic function by its second derivatives, which are constant."""
    size = len(slopes)
    entries = list(map(_fraction, bends))
    gradient = [_fraction(substitute(slope, dict(start))) for slope in slopes]
    return bowl([entries[row : row + size] for row in range(0, len(entries), size)], gradient)


def _fraction(number: Node) -> Fraction:
    exact = constant_value(number)
    return Fraction(value_of(number)) if exact is None else exact


def shape_at_end(landscape: Landscape, path: Path) -> Bowl | None:
    """How the function is curved where the path ends, where that can be told."""
    try:
        rows = landscape.curvature(path.points[-1])
    except ArithmeticError:
        return None
    if not all(math.isfinite(entry) for row in rows for entry in row):
        return None
    return bowl([[Fraction(entry) for entry in row] for row in rows], [Fraction(0)] * len(rows))


def _document(found: Descent) -> dict[str, Any]:
    document = {
        "expression": found.expression.tree,
        "wrt": list(found.variables),
        "method": found.method,
        "rate": float(found.rate),
        **_facts(found.path, found.variables, found.courses[1]),
        "largest_rate": found.shape.largest_rate if found.shape else None,
        "largest_rate_at_end": found.ends[1].largest_rate if found.ends[1] else None,
    }
    if found.exact:
        points = [vector_of(point).entries for point in found.path.points]
        document["exact"] = [dict(zip(found.variables, entries, strict=True)) for entries in points]
    if found.method != "plain":
        document["plain"] = _facts(found.plain, found.variables, found.courses[0])
    return document


def _facts(path: Path, variables: Sequence[str], verdict: Course) -> dict[str, Any]:
    """What a path is in numbers."""
    return {
        "points": [dict(zip(variables, map(float, point), strict=True)) for point in path.points],
        "values": list(map(float, path.heights)),
        "gradients": [list(map(float, gradient)) for gradient in path.gradients],
        "norms": path.norms,
        "verdict": verdict,
    }
