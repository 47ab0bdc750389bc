"""The Taylor polynomial in several variables up to the second order: value, gradient and Hessian at the centre."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from derivtutor.calculus import naming, sentences
from derivtutor.calculus.explanation import Chain, Explanation, Sentence, Turn, worded
from derivtutor.calculus.extremes.second_partials import SecondPartials, matrix_name
from derivtutor.calculus.reading import read_point
from derivtutor.calculus.steps import step
from derivtutor.calculus.values import entries_at, put_in, value_of, worked_out
from derivtutor.derivation.account import Result, Task
from derivtutor.derivation.formula import total
from derivtutor.derivation.tidy import tidied
from derivtutor.notation.expression import Expression
from derivtutor.notation.tree import Node, Number, Power, Product, Quotient, names

_HIGHEST = 2


def taylor_several(expression: Expression, variables: Sequence[str], around: Any, order: int) -> Explanation:
    """The polynomial of the first or second order.

    Raises:
        UserError: where the centre cannot be read, or the order is higher.
    """
    if isinstance(order, bool) or not isinstance(order, int) or not 1 <= order <= _HIGHEST:
        raise sentences.ORDER_OF_SEVERAL()
    centre = read_point(around, variables, names(expression.tree))
    second = SecondPartials(expression, variables)
    place = naming.placed(naming.symbol(second.name), centre)
    inside = put_in(second.expression.tree, centre)
    value = worked_out(inside)
    slopes_put_in, slopes = entries_at(second.gradient, centre)
    items = [*second.told_first(), *(second.told_second() if order == _HIGHEST else ())]
    items += [
        Sentence(worded("Substitute the centre.")),
        Chain(place, (Turn(inside), Turn(value))),
        Chain(naming.placed(naming.gradient(second.name), centre), (Turn(slopes_put_in), Turn(slopes))),
    ]
    document: dict[str, Any] = {
        "expression": expression.tree,
        "wrt": list(variables),
        "around": dict(centre),
        "order": order,
        "constant": value_of(value),
        "gradient": [value_of(entry) for entry in slopes.entries],
    }
    bends: Result | None = None
    if order == _HIGHEST:
        bends = entries_at(second.hessian, centre)[1]
        items.append(Chain(naming.placed(matrix_name(), centre), (Turn(bends),)))
        size = len(variables)
        floats = [value_of(entry) for entry in bends.entries]
        document["hessian"] = [floats[row * size : (row + 1) * size] for row in range(size)]
    written = _written(variables, centre, value, slopes, bends)
    items += [
        _formula(order, second.name),
        Chain(
            naming.of_letters(naming.indexed("T", order), variables),
            (Turn(written),),
            True,
        ),
    ]
    document["polynomial"] = written
    title = worded("Taylor polynomial of order {order} of {function}", order=str(order), function=second.whole)
    task = Task((expression,), tuple(variables), centre)
    return Explanation("taylor", title, task, tuple(items), Result((written,)), document, second.notes)


def _formula(order: int, name: str) -> Sentence:
    half = " + ½ dᵀ H d" if order == _HIGHEST else ""
    tex = r" + \tfrac{1}{2} d^{T} H d" if order == _HIGHEST else ""
    whole = naming.symbol(
        f"{name} + ∇{name} · d{half}",
        f"{name} + grad {name} . d{' + 1/2 d^T H d' if half else ''}",
        rf"{name} + \nabla {name} \cdot d{tex}",
    )
    return Sentence(
        worded(
            "The polynomial is {polynomial}, where d is the step from the centre and all is taken at the centre.",
            polynomial=whole,
        )
    )


def _written(
    variables: Sequence[str], centre: Mapping[str, Node], value: Node, slopes: Result, bends: Result | None
) -> Node:
    """The polynomial in steps from the centre."""
    steps = [step(variable, centre[variable]) for variable in variables]
    terms = [value, *map(_times, slopes.entries, steps)]
    for place, entry in enumerate(bends.entries if bends else ()):
        row, column = divmod(place, len(steps))
        if row == column:
            terms.append(_times(worked_out(Quotient(entry, Number(2))), Power(steps[row], Number(2))))
        elif row < column:
            terms.append(_times(entry, Product((steps[row], steps[column]))))
    kept = [term for term in terms if term != Number(0)]
    return total(kept) if kept else Number(0)


def _times(factor: Node, what: Node) -> Node:
    return Number(0) if factor == Number(0) else tidied(Product((factor, what)))
