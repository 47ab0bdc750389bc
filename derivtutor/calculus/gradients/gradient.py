"""The gradient: the partial derivatives of a function of several variables, as a vector."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from derivtutor.calculus import naming, sentences
from derivtutor.calculus.explanation import Chain, Derived, Explanation, Item, Sentence, Turn, listed, worded
from derivtutor.calculus.reading import read_function, read_point, read_variables
from derivtutor.calculus.values import put_in, slope_there, value_of, worked_out
from derivtutor.calculus.where_valid import notes_of
from derivtutor.derivation.account import Result, Symbol, Task
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.explain import explain
from derivtutor.language import between, translated
from derivtutor.notation import linear
from derivtutor.notation.expression import Expression
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Call, Name, Negation, Node, Number, Power, Quotient, Sum, names


def gradient(function: Any, wrt: str | Sequence[str] | None = None, at: Any = None, log: Base = "e") -> Explanation:
    """The gradient of a function.

    Args:
        function: text in any notation, an `Expression` or a SymPy expression.
        wrt: the variables in their order; all letters in the order of the alphabet when left out.
        at: a point, such as `"x=1,y=2"`, for the vector there, its length and the steepest directions.
        log: the base of logarithms that are written without one: e, 10 or 2.

    >>> gradient("x^2 y").result.text
    '(2x y, x^2)'

    Raises:
        UserError: where the function or the point cannot be read, or there are no letters.
    """
    expression = read_function(function, log)
    if not names(expression.tree):
        raise sentences.NO_GRADIENT()
    variables = read_variables(wrt, names(expression.tree))
    name = naming.called(names(expression.tree))
    whole = naming.function(name, variables)
    parts = partials(expression, variables)
    vector = Result(tuple([part.answer for part in parts]), (len(parts),))
    items: list[Item] = [Chain(whole, (Turn(expression.tree),)), *told(name, variables, parts)]
    items += [
        Sentence(worded("Write the partial derivatives as a vector.")),
        stacked(name, variables, vector, at is None),
    ]
    document: dict[str, Any] = {
        "expression": expression.tree,
        "wrt": list(variables),
        "partials": list(vector.entries),
    }
    point: Mapping[str, Node] = {}
    if at is not None:
        point = read_point(at, variables, names(expression.tree))
        more, numbers = _at_point(name, parts, point)
        items += more
        document |= {"at": dict(point), **numbers}
    title = worded("Gradient of {function}", function=whole)
    task = Task((expression,), variables, point)
    return Explanation("gradient", title, task, tuple(items), vector, document, notes_of(parts))


def partials(expression: Expression, variables: Sequence[str]) -> tuple[Derivation, ...]:
    """The derivations of the partial derivatives, in the order of the variables."""
    return tuple([explain(expression, wrt=variable) for variable in variables])


def told(name: str, variables: Sequence[str], parts: Sequence[Derivation]) -> list[Item]:
    """The partial derivatives one after the other, each with what is held constant."""
    items: list[Item] = []
    for variable, part in zip(variables, parts, strict=True):
        items += [holding(variable, variables), Derived(naming.partial(name, variable), part)]
    return items


def holding(variable: str, variables: Sequence[str]) -> Sentence:
    """What is held constant."""
    others = [Name(other) for other in variables if other != variable]
    if not others:
        return Sentence(worded("Differentiate with respect to {variable}.", variable=Name(variable)))
    return Sentence(
        worded(
            "Differentiate with respect to {variable}; hold {others} constant.",
            variable=Name(variable),
            others=listed(others),
        )
    )


def stacked(name: str, variables: Sequence[str], vector: Result, is_answer: bool = False) -> Chain:
    """The partial derivatives written as a vector: `∇f = (∂f/∂x, ∂f/∂y) = (2x, 4y)`."""
    symbols = [naming.partial(name, variable) for variable in variables]
    inside = [between().join(getattr(symbol, form) for symbol in symbols) for form in ("text", "plain", "latex")]
    stacked = naming.symbol(f"({inside[0]})", f"({inside[1]})", rf"\left({inside[2]}\right)")
    return Chain(naming.gradient(name), (Turn(stacked), Turn(vector)), is_answer)


def length(vector: Result) -> Node:
    """How the length of a vector is worked out: `√(3^2 + 4^2)`."""
    return Call("sqrt", (Sum(tuple([Power(entry, Number(2)) for entry in vector.entries])),))


def length_told(name: Symbol, vector: Result, norm: Node) -> Chain:
    """How long a vector is, worked out where that changes anything."""
    asked = length(vector)
    is_same = linear.text(asked) == linear.text(norm)
    return Chain(naming.length(name), (Turn(norm),) if is_same else (Turn(asked), Turn(norm)))


def slopes_at(
    parts: Sequence[Derivation], point: Mapping[str, Node], shape: tuple[int, ...] = ()
) -> tuple[Result, Result]:
    """Derivatives as a vector, or as a matrix of a shape, with a point put in, and their exact values.

    Raises:
        UserError: where one of the functions has no value, or not all of the derivatives.
    """
    shape = shape or (len(parts),)
    values = tuple([slope_there(part, point) for part in parts])
    return Result(tuple([put_in(part.answer, point) for part in parts]), shape), Result(values, shape)


def scaled(vector: Result, length: Node, sign: int = 1) -> Result:
    """A vector divided by its length, or by that with the other sign."""
    entries = [Quotient(entry, length) for entry in vector.entries]
    signed = [worked_out(entry if sign > 0 else Negation(entry)) for entry in entries]
    return Result(tuple(signed), vector.shape)


def _at_point(name: str, parts: Sequence[Derivation], point: Mapping[str, Node]) -> tuple[list[Item], dict[str, Any]]:
    there = naming.placed(naming.gradient(name), point)
    inside, values = slopes_at(parts, point)
    numbers = [value_of(entry) for entry in values.entries]
    items: list[Item] = [Sentence(worded("Substitute the point.")), Chain(there, (Turn(inside), Turn(values)), True)]
    norm = worked_out(length(values))
    document: dict[str, Any] = {"value": numbers, "norm": value_of(norm), "ascent": None, "descent": None}
    if not any(numbers):
        return [*items, Sentence(worded("The gradient is zero: no direction is the steepest."))], document
    ascent, descent = scaled(values, norm), scaled(values, norm, -1)
    items += [
        Sentence(worded("Its length is the slope in the steepest direction.")),
        length_told(there, values, norm),
        Sentence(worded("The function rises fastest along the gradient, and falls fastest against it.")),
        Chain(naming.symbol("u"), (Turn(ascent, translated("steepest ascent")),)),
        Chain(naming.symbol("−u", "-u", "-u"), (Turn(descent, translated("steepest descent")),)),
    ]
    document["ascent"] = [value_of(entry) for entry in ascent.entries]
    document["descent"] = [value_of(entry) for entry in descent.entries]
    return items, document
