"""What STACK asks for and expects: each input of a question with its key and the answers that are foreseen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from derivtutor.exercises.kinds.derivative import DerivativeQuestion
from derivtutor.exercises.kinds.gradient import GradientQuestion
from derivtutor.exercises.kinds.key import key_tree
from derivtutor.exercises.kinds.numeric import NumericQuestion
from derivtutor.exercises.kinds.tangent import TangentQuestion
from derivtutor.exercises.kinds.working import WorkingQuestion
from derivtutor.grading.form import remaining
from derivtutor.grading.undefined import UNDEFINED
from derivtutor.notation.latex import latex
from derivtutor.notation.maxima import maxima_text
from derivtutor.notation.polynomial import coefficients
from derivtutor.notation.tree import (
    Comparison,
    Derivative,
    Integral,
    Name,
    Node,
    Piecewise,
    Unknown,
    names,
    parts,
)
from derivtutor.render.exports import foreseen
from derivtutor.render.exports.foreseen import Foreseen
from derivtutor.render.exports.question_bank import Item
from derivtutor.render.exports.responses import Response

_IMAGINARY = frozenset({"i", "j"})
"""Letters that stand for the imaginary unit."""

_NOT_TYPED = (Piecewise, Comparison, Integral, Derivative, Unknown)
"""What students cannot type there."""

_FORMS = {
    "factored": ("FacForm", "Right, but it can be factored."),
    "expanded": ("Expanded", "Right, but it can be multiplied out."),
}
_MOST_UNSIMPLIFIED = 3


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
    question = item.question
    others = [*foreseen.alternatives(item)]
    if isinstance(question, WorkingQuestion):
        exercise = msgspec.structs.replace(item.exercise, kind="derivative", form="any", at="")
        question = DerivativeQuestion(exercise, item.question.scheme)
    if isinstance(question, DerivativeQuestion):
        found = [derivative_part(question, others)]
    elif isinstance(question, GradientQuestion):
        labels = [rf"\frac{{\partial}}{{\partial {latex(Name(each))}}}\colon" for each in question.variables]
        found = [derivative_part(each, (), label) for label, each in zip(labels, question.partials, strict=True)]
    elif isinstance(question, TangentQuestion):
        found = [_tangent(question, others)]
    elif isinstance(question, NumericQuestion):
        found = [_number(question, others)]
    else:
        return ()
    return tuple(part for part in found if part is not None) if all(found) else ()


def is_typed(*trees: Node) -> bool:
    """Whether students can type an expression in STACK."""
    return all(
        names(tree).isdisjoint(_IMAGINARY) and not any(isinstance(node, _NOT_TYPED) for node in parts(tree))
        for tree in trees
    )


def derivative_part(question: DerivativeQuestion, others: Iterable[Foreseen], label: str = "") -> Part | None:
    """The input for a derivative or its value; None where STACK cannot ask for it."""
    asked = question.judge.asked
    if asked.expected == UNDEFINED or not is_typed(asked.expected):
        return None
    key = maxima_text(key_tree(question.judge.asked, question.exercise.form))
    unsimplified = _unsimplified(question)
    number = foreseen.decimal_of(question)
    responses = (
        *unsimplified,
        key_response(question, key),
        *_near(key, number),
        *told(others),
        *told(foreseen.slips(question)),
    )
    return Part(label, key, _distinct(responses), asked.letters, bool(unsimplified), number is not None)


def key_response(question: DerivativeQuestion, key: str) -> Response:
    """The key, with the test of the form that was asked for, if STACK has one for it."""
    asked, form = question.judge.asked, question.exercise.form
    test, says = _FORMS.get(form, ("", ""))
    if test and coefficients(asked.expected, asked.variable) is not None:
        return Response(key, 1.0, says, option=asked.variable, form=test, less=question.scheme.wrong_form)
    return Response(key, 1.0)


def _unsimplified(question: DerivativeQuestion) -> list[Response]:
    """The finished lines of the working that are not yet simplified, where that is asked for."""
    if question.exercise.form != "simplified":
        return []
    found = []
    for line in reversed(question.derivation.lines_of_order(question.exercise.order)):
        if any(isinstance(node, Derivative) for node in parts(line.expression)):
            break
        undone = remaining(line.expression, "simplified")
        if undone:
            model = maxima_text(line.expression)
            found.append(Response(model, question.scheme.wrong_form, " ".join(undone), "EqualComAss"))
    return found[:_MOST_UNSIMPLIFIED]


def _near(key: str, number: foreseen.Decimal | None) -> list[Response]:
    """A decimal that is near enough."""
    if number is None or not number.tolerance:
        return []
    return [Response(key, 1.0, test="NumAbsolute", option=f"{number.tolerance:.12f}".rstrip("0"))]


def told(others: Iterable[Foreseen]) -> list[Response]:
    """Other answers, as far as they are expressions that STACK can compare with."""
    return [
        Response(maxima_text(other.tree), other.credit, other.says)
        for other in others
        if other.tree is not None and is_typed(other.tree)
    ]


def _distinct(responses: Iterable[Response]) -> tuple[Response, ...]:
    """Each answer with the first response to it."""
    found: dict[tuple[str, str], Response] = {}
    for response in responses:
        found.setdefault((response.test, response.model), response)
    return tuple(found.values())


def _tangent(question: TangentQuestion, others: Iterable[Foreseen]) -> Part | None:
    if not is_typed(question.line, question.derivation.answer):
        return None
    line = maxima_text(question.line)
    key = f"{question.height} = {line}"
    responses = (Response(key, 1.0), Response(line, 1.0), *told(others), *told(foreseen.slips(question)))
    return Part("", key, _distinct(responses), question.letters | {question.height}, is_equation=True)


def _number(question: NumericQuestion, others: Iterable[Foreseen]) -> Part | None:
    if not is_typed(question.tree):
        return None
    key = maxima_text(question.tree)
    near = _near(key, foreseen.decimal_of(question))
    responses = (Response(key, 1.0), *near, *told(others), *told(foreseen.slips(question)))
    return Part("", key, _distinct(responses), is_number=True)
