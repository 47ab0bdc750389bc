"""What STACK asks for and expects: each input of a question with its key and the answers that are foreseen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from derivtutor.exercises.kinds.inputs import Foreseen, Input
from derivtutor.exercises.model import Scheme
from derivtutor.notation.maxima import maxima_text
from derivtutor.notation.polynomial import coefficients
from derivtutor.notation.tree import Comparison, Derivative, Integral, Node, Piecewise, Unknown, names, parts
from derivtutor.render.exports import foreseen
from derivtutor.render.exports.question_bank import Item
from derivtutor.render.exports.responses import Response

_IMAGINARY = frozenset({"i", "j"})
"""Letters that stand for the imaginary unit."""

_NOT_TYPED = (Piecewise, Comparison, Integral, Derivative, Unknown)
"""What students cannot type there."""

_FORMS = {
    "factored": ("FacForm", "Right, but it can be factored."),
    "expanded": ("Expanded", "Right, but it can be expanded."),
}
_MOST_UNFINISHED = 3


@dataclass(frozen=True, slots=True)
class Part:
    """One input: what stands before it (TeX), its key and what is foreseen, in Maxima's syntax.

    `as_typed` where answers must not be simplified before they are compared, `is_number` where decimals are allowed,
    `is_equation` where an equation is asked for.
    """

    label: str
    key: str
    responses: tuple[Response, ...]
    letters: frozenset[str] = frozenset()
    as_typed: bool = False
    is_number: bool = False
    is_equation: bool = False


def parts_of(item: Item) -> tuple[Part, ...]:
    """The inputs of a question; none where STACK cannot ask it."""
    others = [*foreseen.alternatives(item)] if item.input else []
    parts = [_part(each, others, item.question.scheme) for each in item.question.inputs]
    return tuple(part for part in parts if part is not None) if all(parts) else ()


def is_typed(*trees: Node) -> bool:
    """Whether students can type an expression in STACK."""
    return all(
        names(tree).isdisjoint(_IMAGINARY) and not any(isinstance(node, _NOT_TYPED) for node in parts(tree))
        for tree in trees
    )


def _part(asked: Input, others: Iterable[Foreseen], scheme: Scheme) -> Part | None:
    """An input; None where STACK cannot ask for it."""
    if asked.expected is None or not is_typed(asked.expected):
        return None
    written = maxima_text(asked.written or asked.expected)
    key = f"{asked.left} = {written}" if asked.left else written
    number = foreseen.number(asked)
    responses = (
        *_unfinished(asked),
        key_response(asked, key, scheme),
        *([Response(written, 1.0)] if asked.left else []),
        *_near(key, number),
        *responses_to(others),
        *responses_to(asked.wrong()),
    )
    as_typed, is_equation = bool(asked.unfinished), bool(asked.left)
    return Part(asked.label, key, _distinct(responses), asked.letters, as_typed, number is not None, is_equation)


def key_response(asked: Input, key: str, scheme: Scheme) -> Response:
    """The key, with the test of the form that was asked for, if STACK has one for it."""
    test, says = _FORMS.get(asked.form, ("", ""))
    if test and asked.expected is not None and coefficients(asked.expected, asked.variable) is not None:
        return Response(key, 1.0, says, option=asked.variable, form=test, less=scheme.wrong_form)
    return Response(key, 1.0)


def _unfinished(asked: Input) -> list[Response]:
    """What is right but not in the form that is asked for."""
    some = asked.unfinished[:_MOST_UNFINISHED]
    return [Response(maxima_text(each.tree), each.credit, each.says, "EqualComAss") for each in some if each.tree]


def _near(key: str, number: foreseen.Decimal | None) -> list[Response]:
    """A decimal that is near enough."""
    if number is None or not number.tolerance:
        return []
    return [Response(key, 1.0, test="NumAbsolute", option=f"{number.tolerance:.12f}".rstrip("0"))]


def responses_to(others: Iterable[Foreseen]) -> list[Response]:
    """Other answers, as far as they are expressions that STACK can compare with."""
    return [
        Response(maxima_text(other.tree), other.credit, other.says)
        for other in others
        if other.tree is not None and is_typed(other.tree)
    ]


def _distinct(responses: Iterable[Response]) -> tuple[Response, ...]:
    """Each answer with the first response to it."""
    first: dict[tuple[str, str], Response] = {}
    for response in responses:
        first.setdefault((response.test, response.model), response)
    return tuple(first.values())
