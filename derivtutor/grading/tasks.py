"""Slips about the task itself: another derivative, no derivative, the wrong variable, the value at the point."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from derivtutor.derivation.differentiator import derivative
from derivtutor.derivation.formula import product, total
from derivtutor.derivation.model import Evidence, Told
from derivtutor.grading.asked import Asked
from derivtutor.notation.tree import (
    Call,
    Name,
    Negation,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    names,
    parts,
    with_children,
)

CIRCULAR = frozenset({"sin", "cos", "tan", "cot", "sec", "csc"})


@dataclass(frozen=True, slots=True)
class Task:
    """A slip about the task: its `wrong` answers, its `claim` as a formula; one `of_the_whole` is made in no part."""

    id: str
    claim: str
    says: str
    wrong: Callable[[Asked], Iterator[Node]]
    evidence: Evidence = "inferred"
    told: Told = ""
    of_the_whole: bool = False


def _original(asked: Asked) -> Iterator[Node]:
    if not asked.point:
        yield asked.function


def _negative(asked: Asked) -> Iterator[Node]:
    yield Negation(asked.expected)


def _first(asked: Asked) -> Iterator[Node]:
    for root in asked.derivation.roots[:-1]:
        yield asked.here(root.result)


def _square_of_first(asked: Asked) -> Iterator[Node]:
    if asked.derivation.order == 2:
        yield asked.here(Power(asked.derivation.roots[0].result, Number(2)))


def _seconds(asked: Asked) -> Iterator[Node]:
    """Each factor differentiated twice in its turn, without what comes in between."""
    node = asked.function
    if asked.derivation.order == 2 and isinstance(node, Product):
        seconds = [derivative(factor, asked.variable, 2) for factor in node.factors]
        turns = [
            product([*node.factors[:place], second, *node.factors[place + 1 :]]) for place, second in enumerate(seconds)
        ]
        yield asked.here(total(turns))


def _zero_at_point(asked: Asked) -> Iterator[Node]:
    if asked.point:
        yield Number(0)


def _value_at_point(asked: Asked) -> Iterator[Node]:
    if asked.point:
        yield asked.here(asked.function)


def _in_degrees(asked: Asked) -> Iterator[Node]:
    """The value at the point as a calculator gives it that takes angles for degrees."""
    if asked.point:
        yield _angles_as_degrees(asked.here(asked.derivation.answer))


def _angles_as_degrees(node: Node) -> Node:
    children = tuple([_angles_as_degrees(child) for child in node.children])
    if isinstance(node, Call) and node.function in CIRCULAR:
        return Call(node.function, (Product((*children, _DEGREE)),))
    return with_children(node, children) if children else node


_DEGREE = Quotient(Name("pi"), Number(180))


def _other_variables(asked: Asked) -> list[str]:
    return sorted(names(asked.function) - {asked.variable}) if asked.derivation.order == 1 else []


def _by_another_variable(asked: Asked) -> Iterator[Node]:
    for other in _other_variables(asked):
        yield asked.here(derivative(asked.function, other))


def _by_both_variables(asked: Asked) -> Iterator[Node]:
    for other in _other_variables(asked):
        if not _is_only_a_term(other, asked.function):
            yield asked.here(total([asked.derivation.answer, derivative(asked.function, other)]))


def _is_only_a_term(letter: str, function: Node) -> bool:
    """Whether a letter is a term of its own, as in `a x + c`: its derivative is that of a constant, taken for 1."""
    around = [part for part in parts(function) if Name(letter) in part.children]
    return all(isinstance(part, Sum) for part in around)


def _one_after_the_other(asked: Asked) -> Iterator[Node]:
    """For a product of a function of each variable, the product of the partial derivatives is the mixed one."""
    if isinstance(asked.function, Product):
        for other in _other_variables(asked):
            yield asked.here(derivative(asked.derivation.answer, other))


ORIGINAL = "answer-is-original-function"

TASKS = (
    Task("second-derivative-stopped-at-first", "f'' = f'", "One more time.", _first, "documented", "alone"),
    Task(
        "second-derivative-as-square",
        "f'' = (f')^2",
        "The second derivative is the derivative OF the derivative, not its square.",
        _square_of_first,
        "documented",
    ),
    Task(
        "second-derivative-product-of-seconds",
        "(u v)'' = u'' v + u v''",
        "The second derivative of a product has a middle term.",
        _seconds,
        "analogous",
        "first",
    ),
    Task(
        "derivative-at-point-as-zero",
        "f'(a) = (f(a))'",
        "Differentiate first, substitute last.",
        _zero_at_point,
        told="first",
    ),
    Task(
        "calculator-in-degrees",
        "f'(a) = f'(a°)",
        "Derivatives of sin, cos and tan hold for radians. What is your calculator set to?",
        _in_degrees,
        told="last",
    ),
    Task(
        "value-instead-of-derivative",
        "f'(a) = f(a)",
        "You evaluated f. The question asks for its slope there.",
        _value_at_point,
        told="first",
    ),
    Task(
        "partial-wrong-variable",
        "df/dx = df/dy",
        "Look at the bottom of d/d…: which variable changes?",
        _by_another_variable,
    ),
    Task(
        "partial-other-variable-differentiated",
        "df/dx = df/dx + df/dy",
        "Hold the other letters fixed, as if each were a number such as 7.",
        _by_both_variables,
        "analogous",
    ),
    Task(
        "partial-product-of-partials",
        "d/dx (u(x) v(y)) = u'(x) v'(y)",
        "Only one variable changes in a partial derivative.",
        _one_after_the_other,
        told="last",
    ),
    Task(ORIGINAL, "f' = f", "That is f itself. Now find its slope.", _original, told="last", of_the_whole=True),
    Task(
        "overall-sign-flipped",
        "f' = -f'",
        "Everything is right but one sign in front. Recheck where a minus enters.",
        _negative,
        "documented",
        told="last",
        of_the_whole=True,
    ),
)

INTEGRATED = Task(
    "integrated-instead-of-differentiated",
    "f' is the integral of f",
    "Which direction was asked: rate of change, or area?",
    lambda _: iter(()),
    "documented",
    told="last",
)
"""Recognised the other way round: the answer's own derivative is the problem."""

NOT_AT_POINT = Task(
    "derivative-not-evaluated-at-point",
    "f'(a) = f'(x)",
    "The derivative is right: now substitute the number.",
    lambda _: iter(()),
)
"""Recognised by comparing functions: at the point itself the answer is right."""
