"""The Hessian: the matrix of second partial derivatives, and what it says about a critical point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from derivtutor.calculus import naming
from derivtutor.calculus.explanation import Chain, Explanation, Item, Sentence, Turn, Words, worded
from derivtutor.calculus.extremes.definiteness import VERDICTS, SymmetricMatrix, sign_of
from derivtutor.calculus.extremes.second_partials import SecondPartials, matrix_name
from derivtutor.calculus.reading import read_function, read_point, read_variables
from derivtutor.calculus.values import entries_at, value_of, worked_out
from derivtutor.derivation.account import Result, Symbol, Task
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Node, names


def hessian(function: Any, wrt: str | Sequence[str] | None = None, at: Any = None, log: Base = "e") -> Explanation:
    """The Hessian of a function.

    Args:
        function: text in any notation, an `Expression` or a SymPy expression.
        wrt: the variables in their order; all letters in the order of the alphabet when left out.
        at: a point, such as `"x=1,y=2"`, for the matrix there, its sign, and what that says where the gradient is zero.
        log: the base of logarithms that are written without one: e, 10 or 2.

    >>> hessian("x^3 y").result.text
    '[[6x y, 3x^2], [3x^2, 0]]'

    Raises:
        UserError: where the function or the point cannot be read, or there are no letters.
    """
    expression = read_function(function, log)
    letters = names(expression.tree)
    variables = read_variables(wrt, letters)
    second = SecondPartials(expression, variables)
    items = [*second.told_first(), *second.told_second()]
    document: dict[str, Any] = {"expression": expression.tree, "wrt": list(variables), "matrix": second.hessian}
    point: Mapping[str, Node] = {}
    if at is not None:
        point = read_point(at, variables, letters)
        more, found = _at_point(second, point)
        document["at"] = dict(point)
    else:
        more, found = _everywhere(second)
    title = worded("Hessian of {function}", function=second.whole)
    task = Task((expression,), variables, point)
    return Explanation("hessian", title, task, (*items, *more), second.hessian, document | found, second.notes)


_NOTHING = {"value": None, "eigenvalues": None, "definite": None, "critical": None, "verdict": None}


def _everywhere(second: SecondPartials) -> tuple[list[Item], dict[str, Any]]:
    """A matrix without letters says something wherever the gradient is zero."""
    if any(map(names, second.hessian.entries)):
        return [], dict(_NOTHING)
    matrix = SymmetricMatrix(Result(tuple(map(worked_out, second.hessian.entries)), second.hessian.shape))
    items: list[Item] = [Sentence(worded("The matrix is the same at every point.")), *matrix.told(matrix_name())]
    verdict = VERDICTS[matrix.definite] if 0 not in matrix.signs else None
    if verdict:
        items.append(Sentence(worded(_EVERYWHERE[verdict])))
    return items, _NOTHING | _facts(matrix) | {"verdict": verdict}


_EVERYWHERE = {
    "minimum": "There is one point at which the gradient is zero, and it is a local minimum.",
    "maximum": "There is one point at which the gradient is zero, and it is a local maximum.",
    "saddle": "There is one point at which the gradient is zero, and it is a saddle point.",
}


def _at_point(second: SecondPartials, point: Mapping[str, Node]) -> tuple[list[Item], dict[str, Any]]:
    worked_out(second.expression.tree, point)  # where the function has no value, nothing is said of it
    inside, values = entries_at(second.hessian, point)
    there = naming.placed(matrix_name(), point)
    items: list[Item] = [Sentence(worded("Substitute the point.")), Chain(there, _turns(inside, values), True)]
    if any(map(names, values.entries)):
        return items, dict(_NOTHING)
    matrix = SymmetricMatrix(values)
    slopes, is_critical, zero = gradient_at(second, point)
    items += [*matrix.told(there), *zero, Sentence(conclusion(matrix, there, is_critical), is_needed=True)]
    verdict = VERDICTS[matrix.definite] if is_critical else None
    numbers = [value_of(entry) for entry in slopes.entries]
    return items, _facts(matrix) | {"critical": is_critical, "verdict": verdict, "gradient": numbers}


def gradient_at(second: SecondPartials, point: Mapping[str, Node]) -> tuple[Result, bool, list[Item]]:
    """The gradient at a point, whether it is zero, and how that is told."""
    inside, values = entries_at(second.gradient, point)
    is_zero = not any(map(sign_of, values.entries))
    name = naming.placed(naming.gradient(second.name), point)
    words = "The second-derivative test asks for a point at which the gradient is zero."
    return values, is_zero, [Sentence(worded(words)), Chain(name, _turns(inside, values))]


def _turns(inside: Result, values: Result) -> tuple[Turn, ...]:
    """What is put in and what comes out, said once where nothing was to be put in."""
    return (Turn(values),) if inside == values else (Turn(inside), Turn(values))


def conclusion(matrix: SymmetricMatrix, there: Symbol, is_critical: bool) -> Words:
    """What the test says."""
    if not is_critical:
        return worded("The gradient is not zero there: the point is neither a minimum, a maximum nor a saddle.")
    return worded(_AT_POINT[VERDICTS[matrix.definite]], matrix=there)


_AT_POINT = {
    "minimum": "The gradient is zero and {matrix} is positive definite: a local minimum.",
    "maximum": "The gradient is zero and {matrix} is negative definite: a local maximum.",
    "saddle": "The gradient is zero and {matrix} is indefinite: a saddle point.",
    "undecided": "The gradient is zero, but an eigenvalue of {matrix} is zero as well: the test does not decide.",
}


def _facts(matrix: SymmetricMatrix) -> dict[str, Any]:
    size = matrix.size
    return {
        "value": [[value_of(matrix.entry(row, column)) for column in range(size)] for row in range(size)],
        "eigenvalues": list(matrix.eigenvalues),
        "definite": matrix.definite,
    }
