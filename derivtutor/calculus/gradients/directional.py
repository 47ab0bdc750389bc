"""The directional derivative: the slope of a function of several variables in a direction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from derivtutor.calculus import naming
from derivtutor.calculus.explanation import Chain, Explanation, Item, Sentence, Turn, worded
from derivtutor.calculus.gradients.directions import Names, find_unit, names_for
from derivtutor.calculus.gradients.gradient import partials, slopes_at, stacked, told
from derivtutor.calculus.reading import read_among, read_function, read_place
from derivtutor.calculus.values import value_of, values_of, worked_out
from derivtutor.calculus.where_valid import notes_of
from derivtutor.derivation.account import Result, Symbol, Task
from derivtutor.derivation.derivation import Derivation
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Node, Product, Sum, names


def directional(
    function: Any,
    along: Any = None,
    at: Any = None,
    wrt: str | Sequence[str] | None = None,
    towards: Any = None,
    log: Base = "e",
) -> Explanation:
    """The slope of a function at a point, in a direction.

    Args:
        function: text in any notation, an `Expression` or a SymPy expression.
        along: the direction as a vector of any length, `"1,1"`, or as an angle, `"60deg"`.
        at: the point, such as `"x=1,y=2"`.
        wrt: the variables in their order; all letters in the order of the alphabet when left out.
        towards: a point, in place of `along`.
        log: the base of logarithms that are written without one: e, 10 or 2.

    >>> directional("x^2 y", "3,4", "x=1,y=2").result.text
    '16/5'

    Raises:
        UserError: where the function, the point or the direction cannot be read, or the direction is zero.
    """
    expression = read_function(function, log)
    letters, variables = names(expression.tree), read_among(wrt, expression)
    point = read_place(at, variables, expression)
    called, name = names_for(letters), naming.called(letters, naming.unknowns(expression.tree))
    unit, way = find_unit(along, towards, variables, point, called)
    whole, parts = naming.function(name, variables), partials(expression, variables)
    slopes, gradient = _gradient_there(name, variables, parts, point)
    value, slope = _slope_there(naming.placed(_slope(name, called), point), name, called, slopes, unit)
    items = [Chain(whole, (Turn(expression.tree),)), *told(name, variables, parts), *gradient, *way, *slope]
    document = {
        "expression": expression.tree,
        "wrt": list(variables),
        "at": dict(point),
        "partials": [part.answer for part in parts],
        "gradient": values_of(slopes),
        "unit": values_of(unit),
        "value": value_of(value),
    }
    title = worded("Derivative of {function} in a direction", function=whole)
    task = Task((expression,), variables, point)
    return Explanation("directional", title, task, tuple(items), Result((value,)), document, notes_of(parts))


def _gradient_there(
    name: str, variables: Sequence[str], parts: Sequence[Derivation], point: Mapping[str, Node]
) -> tuple[Result, list[Item]]:
    """The gradient at the point, and how it is told."""
    inside, slopes = slopes_at(parts, point)
    there = naming.placed(naming.gradient(name), point)
    return slopes, [
        stacked(name, variables, Result(tuple([part.answer for part in parts]), (len(parts),))),
        Sentence(worded("Substitute the point.")),
        Chain(there, (Turn(inside), Turn(slopes))),
    ]


def _slope_there(symbol: Symbol, name: str, called: Names, slopes: Result, unit: Result) -> tuple[Node, list[Item]]:
    """The scalar product of gradient and unit vector, and how it is told."""
    product, value = _product(slopes, unit)
    turns = (Turn(_gradient_times_unit(name, called)), Turn(product), Turn(value))
    return value, [
        Sentence(worded("The slope in the direction is the scalar product of gradient and unit vector.")),
        Chain(symbol, turns, is_answer=True),
        _what_it_means(value_of(value)),
    ]


def _slope(name: str, called: Names) -> Symbol:
    plain = f"D_{called.unit.plain} {name}"
    return naming.symbol(f"{called.slope}{name}", plain, plain)


def _gradient_times_unit(name: str, called: Names) -> Symbol:
    gradient, unit = naming.gradient(name), called.unit
    return naming.symbol(
        f"{gradient.text} · {unit.text}", f"{gradient.plain} * {unit.plain}", rf"{gradient.latex} \cdot {unit.latex}"
    )


def _product(vector: Result, unit: Result) -> tuple[Node, Node]:
    """The scalar product, as a sum and worked out."""
    products = [Product(pair) for pair in zip(vector.entries, unit.entries, strict=True)]
    product = Sum(tuple(products)) if len(products) > 1 else products[0]
    return product, worked_out(product)


def _what_it_means(slope: float) -> Sentence:
    if slope == 0:
        return Sentence(worded("In this direction the function neither rises nor falls at this point."))
    rises, falls = "In this direction the function rises.", "In this direction the function falls."
    return Sentence(worded(rises if slope > 0 else falls))
