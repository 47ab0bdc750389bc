"""The tangent plane: of the graph of a function of several variables, or of a surface that an equation describes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from derivtutor.calculus import naming, sentences
from derivtutor.calculus.curves.curve import require_on
from derivtutor.calculus.explanation import Chain, Explanation, Item, Sentence, Turn, Words, worded
from derivtutor.calculus.gradients.gradient import partials, slopes_at, stacked, told
from derivtutor.calculus.reading import equality_signs, read_among, read_equation, read_function, read_place
from derivtutor.calculus.steps import through
from derivtutor.calculus.values import put_in, value_of, values_of, worked_out
from derivtutor.calculus.where_valid import notes_of
from derivtutor.derivation.account import Result, Task
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.tidy import tidied
from derivtutor.notation.expression import Expression, expression, named
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Comparison, Name, Negation, Node, Number, Product, Sum, names


def tangent_plane(given: Any, at: Any = None, wrt: str | Sequence[str] | None = None, log: Base = "e") -> Explanation:
    """The tangent plane of z = f(x, y) at a point, or of a surface such as `x^2 + y^2 + z^2 = 9`.

    Args:
        given: a function or an equation, as text or from SymPy.
        at: the point of the function's variables, or the point of the surface.
        wrt: the variables in their order; all letters in the order of the alphabet when left out.
        log: the base of logarithms that are written without one: e, 10 or 2.

    >>> tangent_plane("x^2 + y^2", "x=1,y=2").result.text
    '2x + 4y - 5'
    >>> tangent_plane("x^2 + y^2 = 5", "x=1,y=2").result.text
    '2x + 4y - 10'

    Raises:
        UserError: where something cannot be read, there is no tangent plane, or the point is not on the surface.
    """
    if _is_surface(given, at):
        return _of_surface(read_equation(given, log), at, wrt)
    return _of_function(read_function(given, log), at, wrt)


def _is_surface(given: Any, at: Any) -> bool:
    """Whether an equation is given; `z = x^2 y` is one only if the point gives a value to z."""
    if not isinstance(given, str):
        return isinstance(expression(given).tree, Comparison)
    name, _ = named(given)
    if not name:
        return bool(equality_signs(given))
    told = at if isinstance(at, Mapping) else ";".join(map(str, at)) if isinstance(at, list | tuple) else str(at)
    return name in told and "(" not in given[: given.index("=")]


def _of_function(function: Expression, at: Any, wrt: str | Sequence[str] | None) -> Explanation:
    """The plane that touches the graph."""
    letters = names(function.tree)
    variables, point = _variables_and_point(at, wrt, function)
    name = naming.called(letters, naming.unknowns(function.tree))
    height = next((letter for letter in "zwhHZW" if letter not in letters), "z")
    whole = naming.function(name, variables)
    parts = partials(function, variables)
    items: list[Item] = [Chain(whole, (Turn(function.tree),)), *told(name, variables, parts)]
    inside, slopes = slopes_at(parts, point)
    value = worked_out(function.tree, point)
    items += [
        Sentence(worded("Substitute the point: the height there and the slopes in the directions of the axes.")),
        Chain(naming.placed(naming.symbol(name), point), (Turn(put_in(function.tree, point)), Turn(value))),
        *[
            Chain(naming.placed(naming.partial(name, variable), point), (Turn(entry), Turn(slope)))
            for variable, entry, slope in zip(variables, inside.entries, slopes.entries, strict=True)
        ],
    ]
    written, plane = _through(slopes, variables, point, value)
    items += [
        Sentence(worded("The plane goes through the point and has these slopes.")),
        Chain(naming.symbol(height), (Turn(written), Turn(plane)), is_answer=True),
    ]
    document = {
        "expression": function.tree,
        "wrt": list(variables),
        "at": dict(point),
        "value": value_of(value),
        "slopes": values_of(slopes),
        "plane": plane,
    }
    title = worded("Tangent plane of {surface}", surface=(naming.symbol(height), " = ", whole))
    return _explanation(title, function, variables, point, items, plane, document, parts)


def _of_surface(equation: Expression, at: Any, wrt: str | Sequence[str] | None) -> Explanation:
    """The plane that touches the surface where both sides are equal."""
    assert isinstance(equation.tree, Comparison)
    left, right = equation.tree.operands
    level = Expression(left if right == Number(0) else tidied(Sum((left, Negation(right)))), equation.notes)
    letters = names(equation.tree)
    variables, point = _variables_and_point(at, wrt, equation)
    require_on(equation.tree, point, sentences.NOT_ON_IT)
    name = "F" if "F" not in letters | naming.unknowns(left, right) else naming.called(letters)
    whole = naming.function(name, variables)
    parts = partials(level, variables)
    vector = Result(tuple([part.answer for part in parts]), (len(parts),))
    inside, normal = slopes_at(parts, point)
    if not any(values_of(normal)):
        raise sentences.NO_NORMAL()
    normal_name = naming.symbol("n") if "n" not in letters else naming.symbol("N")
    there = naming.placed(naming.gradient(name), point)
    items: list[Item] = [
        Sentence(worded("Bring everything to one side; the surface is where this function is zero.")),
        Chain(whole, (Turn(level.tree),)),
        Sentence(worded("The point lies on it.")),
        Chain(naming.placed(naming.symbol(name), point), (Turn(put_in(level.tree, point)), Turn(Number(0)))),
        *told(name, variables, parts),
        stacked(name, variables, vector),
        Sentence(worded("Substitute the point: the gradient is a normal vector of the surface.")),
        Chain(normal_name, (Turn(there), Turn(inside), Turn(normal))),
    ]
    written, plane = _through(normal, variables, point, Number(0))
    items += [
        Sentence(worded("Every direction in the plane is perpendicular to it.")),
        Chain(naming.symbol("0"), (Turn(written), Turn(plane)), is_answer=True),
    ]
    document = {
        "expression": equation.tree,
        "wrt": list(variables),
        "at": dict(point),
        "normal": values_of(normal),
        "plane": plane,
        "equation": Comparison((plane, Number(0)), ("=",)),
    }
    title = worded(
        "Tangent plane of {surface}" if len(variables) > 2 else "Tangent line of {surface}", surface=equation.tree
    )
    return _explanation(title, equation, variables, point, items, plane, document, parts)


def _explanation(
    title: Words,
    given: Expression,
    variables: tuple[str, ...],
    point: Mapping[str, Node],
    items: list[Item],
    plane: Node,
    document: dict[str, Any],
    parts: Sequence[Derivation],
) -> Explanation:
    task, notes = Task((given,), variables, point), notes_of(parts, given.notes)
    return Explanation("tangent-plane", title, task, tuple(items), Result((plane,)), document, notes)


def _variables_and_point(
    at: Any, wrt: str | Sequence[str] | None, given: Expression
) -> tuple[tuple[str, ...], dict[str, Node]]:
    variables = read_among(wrt, given)
    if len(variables) < 2:
        raise sentences.ONE_VARIABLE()
    return variables, read_place(at, variables, given)


def _through(slopes: Result, variables: Sequence[str], point: Mapping[str, Node], height: Node) -> tuple[Node, Node]:
    """The plane through a point with slopes, and with all numbers put together."""
    pairs = list(zip(slopes.entries, variables, strict=True))
    start = Sum((height, *[Negation(Product((slope, point[letter]))) for slope, letter in pairs]))
    plane = tidied(Sum((*[Product((slope, Name(letter))) for slope, letter in pairs], worked_out(start))))
    return through({letter: point[letter] for letter in variables}, slopes.entries, height), plane
