"""Curves given by a parameter, x(t) and y(t): the slope dy/dx and the second derivative."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from derivtutor.calculus import naming, sentences
from derivtutor.calculus.decimals import shown_value
from derivtutor.calculus.explanation import (
    Chain,
    Derived,
    Explanation,
    Item,
    Sentence,
    Turn,
    Words,
    ending_in_answer,
    worded,
)
from derivtutor.calculus.reading import read_function, read_point
from derivtutor.calculus.values import put_in, value_of, worked_out
from derivtutor.calculus.where_valid import notes_of
from derivtutor.derivation.account import Result, Side, Symbol, Task
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.explain import explain
from derivtutor.derivation.tidy import tidied
from derivtutor.language import between
from derivtutor.notation import latex, linear
from derivtutor.notation.expression import Expression, variable_name
from derivtutor.notation.rational import rational
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Derivative, Name, Node, Number, Quotient, names

_X, _Y = Name("x"), Name("y")
_SLOPE = Derivative(_Y, "x")
_BEND = Derivative(_Y, "x", 2)


def parametric(x: Any, y: Any, wrt: str | None = None, at: Any = None, log: Base = "e") -> Explanation:
    """The slope of a curve that a parameter runs along, and how the slope changes.

    Args:
        x: the horizontal coordinate, text in any notation, an `Expression` or a SymPy expression.
        y: the vertical one.
        wrt: the parameter; the only letter, else t, when left out.
        at: a value of it, such as `"t=2"`.
        log: the base of logarithms that are written without one: e, 10 or 2.

    >>> parametric("t^2", "t^3 - 3t").as_dict()["derivative"]["text"]
    '3(t^2 - 1)/(2t)'

    Raises:
        UserError: where something cannot be read, has no value, or x does not change.
    """
    coordinates = tuple([read_function(given, log) for given in (x, y)])
    parameter = _parameter(wrt, coordinates)
    curve = _Curve(coordinates, parameter)
    point = {} if at is None else read_point(at, (parameter,), curve.letters)
    items = curve.items()
    document: dict[str, Any] = {
        "x": coordinates[0].tree,
        "y": coordinates[1].tree,
        "wrt": parameter,
        "derivative": curve.slope,
        "second": {"derivative": curve.second},
    }
    if point:
        items += _at_point(curve, point, document)
    parts = (*curve.rates, curve.change)
    return Explanation(
        "parametric",
        worded(
            "Slope of the curve {curve}",
            curve=naming.symbol(
                Result(tuple([each.tree for each in coordinates]), (2,)).in_brackets(linear.typed, between())
            ),
        ),
        Task(coordinates, (parameter,), point),
        ending_in_answer(items),
        Result((curve.slope,)),
        document,
        notes_of(parts),
    )


def _parameter(wrt: str | None, coordinates: tuple[Expression, ...]) -> str:
    letters = frozenset[str]().union(*[names(each.tree) for each in coordinates])
    if wrt is not None:
        return variable_name(str(wrt))
    if len(letters) != 1 and "t" not in letters:
        raise sentences.ONE_PARAMETER(letters=", ".join(sorted(letters)) or "none")
    return next(iter(letters)) if len(letters) == 1 else "t"


class _Curve:
    """A curve, and its derivatives by the parameter and by x."""

    def __init__(self, coordinates: tuple[Expression, ...], parameter: str) -> None:
        self.coordinates, self.parameter = coordinates, parameter
        self.letters = frozenset[str]().union(*[names(each.tree) for each in coordinates])
        self.rates = tuple([explain(each, wrt=parameter) for each in coordinates])
        self.run, self.rise = (rate.answer for rate in self.rates)
        if self.run == Number(0):
            raise sentences.VERTICAL_LINE(variable=parameter)
        self.slope = tidied(Quotient(self.rise, self.run))
        self.change: Derivation = explain(Expression(self.slope), wrt=parameter)
        self.second = tidied(Quotient(self.change.answer, self.run))

    def rate(self, of: Name) -> Derivative:
        """`dx/dt`."""
        return Derivative(of, self.parameter)

    @property
    def change_of_slope(self) -> Symbol:
        """`d/dt (dy/dx)`."""
        slope, letter = r"\left(\frac{dy}{dx}\right)", Name(self.parameter)
        plain = f"d/d{self.parameter} (dy/dx)"
        return Symbol(f"d/d{linear.unicode(letter)} (dy/dx)", plain, rf"\frac{{d}}{{d{latex.latex(letter)}}} {slope}")

    def items(self) -> list[Item]:
        t = Name(self.parameter)
        items: list[Item] = [
            _open(letter, Turn(each.tree)) for letter, each in zip((_X, _Y), self.coordinates, strict=True)
        ]
        items.append(Sentence(worded("Differentiate both coordinates with respect to {t}.", t=t)))
        items += [Derived(naming.spelled(self.rate(of)), part) for of, part in zip((_X, _Y), self.rates, strict=True)]
        over = _quotient(naming.spelled(self.rate(_Y)), naming.spelled(self.rate(_X)))
        items += [
            Sentence(
                worded(
                    "By the chain rule {rise} is {slope} times {run}. Divide.",
                    rise=self.rate(_Y),
                    slope=_SLOPE,
                    run=self.rate(_X),
                )
            ),
            _chain(naming.spelled(_SLOPE), over, Quotient(self.rise, self.run), self.slope),
            Sentence(
                worded(
                    "For the second derivative, differentiate the slope with respect to {t} and divide by {run} again.",
                    t=t,
                    run=self.rate(_X),
                )
            ),
            Derived(self.change_of_slope, self.change),
            _chain(
                naming.spelled(_BEND),
                _quotient(self.change_of_slope, naming.spelled(self.rate(_X))),
                Quotient(self.change.answer, self.run),
                self.second,
            ),
        ]
        return items


def _open(letter: Name, *turns: Turn) -> Chain:
    return Chain(naming.spelled(letter), turns)


def _quotient(top: Symbol, bottom: Symbol) -> Symbol:
    return Symbol(
        f"({top.text}) / ({bottom.text})", f"({top.plain})/({bottom.plain})", rf"\frac{{{top.latex}}}{{{bottom.latex}}}"
    )


def _chain(left: Side, *ways: Side) -> Chain:
    """A chain, equal sides said once."""
    distinct: list[Side] = []
    for way in ways:
        if way not in distinct[-1:]:
            distinct.append(way)
    return Chain(left, tuple(map(Turn, distinct)))


def _at_point(curve: _Curve, point: Mapping[str, Node], document: dict[str, Any]) -> list[Item]:
    """The point of the curve, its slope and second derivative there."""
    t = Name(curve.parameter)
    place = Result(tuple([worked_out(each.tree, point) for each in curve.coordinates]), (2,))
    inside = Result(tuple([put_in(each.tree, point) for each in curve.coordinates]), (2,))
    document |= {"at": dict(point), "point": _floats(place), "value": None}
    document["second"]["value"] = None
    items: list[Item] = [
        Sentence(worded("Substitute {values}.", values=(t, " = ", point[curve.parameter]))),
        _chain(naming.symbol(f"(x{between()}y)", tex=rf"\left(x{between()}y\right)"), inside, place),
    ]
    run, rise = (worked_out(rate, point) for rate in (curve.run, curve.rise))
    if rational(run) == 0:
        return [*items, Sentence(_no_slope(curve, rational(rise) == 0))]
    for name, formula, keep in ((_SLOPE, curve.slope, document), (_BEND, curve.second, document["second"])):
        value = worked_out(formula, point)
        first = put_in(formula, point)
        ends = [shown_value(value)] if value != first else []
        items.append(Chain(naming.spelled(name), (Turn(first), *ends)))
        keep["value"] = None if names(value) else value_of(value)
    return items


def _no_slope(curve: _Curve, is_stopping: bool) -> Words:
    """Why the slope has no value where x does not change."""
    run, rise = curve.rate(_X), curve.rate(_Y)
    if is_stopping:
        return worded(
            "{run} and {rise} are both 0 there: the curve stops for a moment, and the quotient has no value.",
            run=run,
            rise=rise,
        )
    return worded("{run} is 0 there and {rise} is not: the tangent is vertical.", run=run, rise=rise)


def _floats(place: Result) -> list[float] | None:
    return None if any(map(names, place.entries)) else [value_of(entry) for entry in place.entries]
