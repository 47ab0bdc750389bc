"""Where a derivative exists, as conditions: solved for the variable where possible, and none that others imply."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from derivtutor.analysis.line import Line, holding, line
from derivtutor.analysis.place import Place
from derivtutor.analysis.samples import Sample
from derivtutor.derivation.region import Clause, Condition, bound, clauses
from derivtutor.derivation.tidy import tidied
from derivtutor.notation import linear
from derivtutor.notation.polynomial import coefficients
from derivtutor.notation.tree import Comparison, Integral, Name, Node, names, parts

_FEW = 4
_MOST, _MANY = 60, 12
"""More conditions than the first are told as they are; of more than the second, only polynomials are solved unseen."""


def of_line(axis: Line, gaps: Sequence[bool], points: Sequence[bool]) -> tuple[Clause, ...]:
    """Gaps of a line and places between as conditions on its variable."""
    marks = _changes(gaps, points)
    kept = [gaps[0], *(gaps[mark + 1] for mark in marks)]
    return clauses(axis.variable, [bound(axis.places[mark], tidied) for mark in marks], kept)


def _changes(gaps: Sequence[bool], points: Sequence[bool]) -> list[int]:
    """The places at which a set of gaps and points begins, ends or has a hole."""
    sides = zip(gaps, gaps[1:], points, strict=False)
    return [index for index, (left, right, point) in enumerate(sides) if left != right or (left and not point)]


def is_exact(axis: Line, gaps: Sequence[bool], points: Sequence[bool]) -> bool:
    """Whether all places at which something changes are known exactly, and no others can be."""
    return axis.complete and all(axis.places[mark].form for mark in _changes(gaps, points))


def _is_short(axis: Line, gaps: Sequence[bool], points: Sequence[bool]) -> bool:
    """Whether a set is told by its bounds: all are known, or it lies between a few and there is nothing far away."""
    return axis.complete or (len(_changes(gaps, points)) <= _FEW and not any((gaps[0], *gaps[-2:])))


def condition(function: Node, variable: str, samples: Sequence[Sample], exact: Sample | None) -> Condition | None:
    """Where the derivative exists; None for everywhere.

    `exact` looks at a function of one letter; of others the `samples` tell what is necessary, and what is said already.
    """
    states = (exact.line.gaps, exact.valid[len(exact.line.gaps) :]) if exact else None
    if exact and states and is_exact(exact.line, *states):
        return _condition(of_line(exact.line, *states))
    from derivtutor.analysis.requirements import requirements  # not needed where all borders are known

    required = requirements(function, variable)
    if len(required) > _MOST:
        return _condition(tuple((each,) for each in required))
    wanted = [each for each in required if _is_necessary(each, samples)]
    alone = [each for each in required if names(each) == {variable}]
    if not samples and len(required) > _MANY:
        alone = [each for each in alone if all(coefficients(side, variable) is not None for side in each.operands)]
    closed = [each for each in alone if _is_closed(each, variable)]
    others: list[Clause] = [(each,) for each in wanted if each not in closed]
    others.extend(
        _with_exceptions(each, exact, wanted) for each in required if exact and each not in (*wanted, *closed)
    )
    others = [clause for clause in others if clause]
    others.sort(key=lambda clause: len(linear.text(clause[0])))
    region = _region(closed, [each for each in closed if each in wanted], variable, exact)
    clauses = _without_implied([*region, *others], samples)
    if exact and states and _is_short(exact.line, *states) and _together(clauses, exact) != list(exact.valid):
        return _condition(of_line(exact.line, *states))
    return _condition(tuple(chain.from_iterable(_solved(clause, variable) for clause in clauses)))


def _condition(clauses: tuple[Clause, ...]) -> Condition | None:
    return Condition(tuple(dict.fromkeys(clauses))) if clauses else None


def _is_necessary(condition: Comparison, samples: Sequence[Sample]) -> bool:
    """Whether, for some values of the other letters, there is a derivative only where a condition holds."""
    looked_at = [at for at in samples if not at.is_special]
    return not looked_at or any(_implies(at.valid, at.holds(condition)) for at in looked_at)


def _with_exceptions(condition: Comparison, at: Sample, wanted: Sequence[Comparison]) -> Clause:
    """A condition or one of the few places at which there is a derivative without it: `x |sin(x)|` has one at 0.

    Where these are not few, it is told as if there were none: so nothing is said to exist that does not.
    """
    holds = at.holds(condition)
    if all(held or valid for held, valid, asked in zip(holds, at.valid, _all_hold(wanted, at), strict=True) if asked):
        return ()
    known = [place.form for place, held, valid in zip(at.points, holds, at.valid, strict=True)
             if valid and not held and isinstance(place, Place)]  # fmt: skip
    others = sum(valid and not held for held, valid in zip(holds, at.valid, strict=True)) - len(known)
    if others or len(known) > _FEW or None in known:
        return (condition,)
    return (condition, *(Comparison((Name(at.variable), tidied(form)), ("=",)) for form in known if form))


def _all_hold(conditions: Sequence[Comparison], at: Sample) -> list[bool]:
    return _together([(condition,) for condition in conditions], at)


def _is_closed(condition: Comparison, variable: str) -> bool:
    axis = line(holding([condition]), variable)
    return axis.complete and all(place.form for place in axis.places)


def _region(
    closed: Sequence[Comparison], wanted: Sequence[Comparison], variable: str, exact: Sample | None
) -> tuple[Clause, ...]:
    """What conditions on the variable alone come to, as one set of numbers.

    Of those that are not wanted as such, some borders may be: `max(x, 1, 8 - x^2)` bends at one zero of `x^2 + x - 8`.
    """
    if not closed:
        return ()
    axis = Line(holding(wanted), variable, line(holding(closed), variable).places)
    points = [axis.has_value_at(place) and (exact is None or exact.is_smooth(place)) for place in axis.places]
    return of_line(axis, axis.gaps, points) if any(axis.gaps) else tuple((each,) for each in wanted)


def _without_implied(clauses: Sequence[Clause], samples: Sequence[Sample]) -> list[Clause]:
    """Clauses without those that hold wherever all others do, as far as the samples show."""
    kept = list(clauses)
    for clause in reversed(clauses) if samples else ():
        if any(type(part) is Integral for part in parts(clause[0])):
            continue  # where it is zero is not looked for
        others = [other for other in kept if other != clause]
        if all(_implies(_together(others, at), _holds(clause, at)) for at in samples):
            kept = others
    return kept


def _implies(these: Sequence[bool], those: Sequence[bool]) -> bool:
    return all(that or not this for this, that in zip(these, those, strict=True))


def _together(clauses: Sequence[Clause], at: Sample) -> list[bool]:
    return list(map(all, zip(*(_holds(clause, at) for clause in clauses), strict=True))) or [True] * len(at.points)


def _holds(clause: Clause, at: Sample) -> list[bool]:
    return list(map(any, zip(*(at.holds(each) for each in clause), strict=True)))


def _solved(clause: Clause, variable: str) -> list[Clause]:
    from derivtutor.analysis.solving import solved

    if len(clause) > 1 or names(clause[0]) == {variable}:
        return [clause]
    return [(Comparison(tuple(map(tidied, each.operands)), each.relations),) for each in solved(clause[0], variable)]
