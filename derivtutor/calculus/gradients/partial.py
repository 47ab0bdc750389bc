"""Partial derivatives: by one variable while the others are held constant, and once more by the same or another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

from derivtutor.calculus import naming, sentences
from derivtutor.calculus.explanation import Chain, Derived, Explanation, Item, Sentence, Turn, worded
from derivtutor.calculus.gradients.gradient import holding
from derivtutor.calculus.reading import read_function, read_letters, read_point
from derivtutor.calculus.values import put_in, slope_there, value_of
from derivtutor.calculus.where_valid import notes_of
from derivtutor.derivation.account import Result, Task
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.differentiator import HIGHEST_ORDER
from derivtutor.derivation.explain import explain
from derivtutor.derivation.sentences import NO_SUCH_ORDER, WHICH_VARIABLE
from derivtutor.language import translated
from derivtutor.notation import linear
from derivtutor.notation.expression import Expression
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Node, names


def partial(
    function: Any, wrt: str | Sequence[str] | None = None, at: Any = None, order: int | None = None, log: Base = "e"
) -> Explanation:
    """A partial derivative of a function.

    Args:
        function: text in any notation, an `Expression` or a SymPy expression.
        wrt: the variable; several, such as `"x,y"`, differentiate by the first, and that by the next.
        at: a point, such as `"x=1,y=2"`, for the value there.
        order: how often to differentiate by one variable; 1 when left out.
        log: the base of logarithms that are written without one: e, 10 or 2.

    >>> partial("x^2 y", "x").result.text
    '2x y'
    >>> partial("x^2 y", "x,y").result.text
    '2x'

    Raises:
        UserError: where the function or the point cannot be read, or a variable does not occur.
    """
    expression = read_function(function, log)
    letters = sorted(names(expression.tree))
    by = _by(wrt, order, expression)
    name = naming.called(letters, naming.unknowns(expression.tree))
    whole = naming.function(name, letters)
    symbols = [naming.partial(name, *reversed(so_far)) for so_far in accumulate([(each,) for each in by])]
    parts = _one_after_the_other(expression, by)
    items: list[Item] = [Chain(whole, (Turn(expression.tree),))]
    for variable, symbol, part in zip(by, symbols, parts, strict=True):
        held = tuple([letter for letter in letters if letter != variable])
        items += [holding(variable, letters), Derived(symbol, part, held)]
    result = parts[-1].answer
    if len(set(by)) > 1:
        items += _other_order(expression, name, by, result)
    if at is None:
        items.append(Chain(symbols[-1], (Turn(result),), is_answer=True))
    document: dict[str, Any] = {"expression": expression.tree, "wrt": list(by), "order": len(by), "derivative": result}
    point: Mapping[str, Node] = {}
    if at is not None:
        point = read_point(at, letters, letters)
        value = _value(expression, parts, point)
        there = naming.placed(symbols[-1], point)
        items += [
            Sentence(worded("Substitute the point.")),
            Chain(there, (Turn(put_in(result, point)), Turn(value)), True),
        ]
        document |= {"at": dict(point), "value": value_of(value)}
    title = worded("Partial derivative {derivative} of {function}", derivative=symbols[-1], function=whole)
    task = Task((expression,), by, point)
    return Explanation("partial", title, task, tuple(items), Result((result,)), document, notes_of(parts))


def _by(wrt: str | Sequence[str] | None, order: int | None, expression: Expression) -> tuple[str, ...]:
    """The variables in the order in which is differentiated by them."""
    letters = sorted(names(expression.tree))
    if not letters:
        raise sentences.NO_LETTERS()
    usual = letters[0] if len(letters) == 1 else "x"
    by = read_letters(wrt) or (usual,)
    missing = [variable for variable in by if variable not in letters]
    if missing and wrt is None:
        raise WHICH_VARIABLE(letters=", ".join(letters), first=letters[0])
    if missing:
        function = linear.unicode(expression.tree)
        raise sentences.NOT_THERE(variable=missing[0], function=function, letters=", ".join(letters))
    if order is None or order == len(by):
        return by
    if len(by) > 1:
        raise sentences.ORDER_OR_VARIABLES(order=order, variables=", ".join(by))
    if not 1 <= order <= HIGHEST_ORDER:
        raise NO_SUCH_ORDER(order=order, most=HIGHEST_ORDER)
    return by * order


def _one_after_the_other(expression: Expression, by: Sequence[str]) -> list[Derivation]:
    """The derivation by the first variable, of that by the next, and so on."""
    found: list[Derivation] = []
    for variable in by:
        found.append(explain(found[-1].derivative if found else expression, wrt=variable))
    return found


def _other_order(expression: Expression, name: str, by: Sequence[str], result: Node) -> list[Item]:
    """That the order of the variables does not matter, with what the other order comes to."""
    other = _one_after_the_other(expression, by[::-1])[-1].answer
    here, there = naming.partial(name, *reversed(by)), naming.partial(name, *by)
    turns = (Turn(other, translated("the other way round")),) if other == result else (Turn(other), Turn(result))
    return [
        Chain(there, turns),
        Sentence(
            worded(
                "The order does not matter where both are continuous (Schwarz's theorem): {same}.",
                same=(here, " = ", there),
            )
        ),
    ]


def _value(expression: Expression, parts: Sequence[Derivation], point: Mapping[str, Node]) -> Node:
    """The value at a point at which the function and all derivatives on the way exist."""
    values = [slope_there(part, point) for part in parts]
    return values[-1]
