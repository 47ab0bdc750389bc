"""An answer that must be right: for the tests of notebooks (nbgrader, otter) and of programs."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from derivtutor.errors import UserError
from derivtutor.grading import sentences
from derivtutor.grading.form import Form
from derivtutor.grading.judge import Judge
from derivtutor.grading.verdict import Verdict
from derivtutor.language import between, translated
from derivtutor.notation import linear
from derivtutor.notation.reader import Base


def require(
    problem: Any,
    answer: Any,
    wrt: str | None = None,
    order: int = 1,
    at: str | float | Mapping[str, object] | None = None,
    form: Form = "any",
    tolerance: float | Fraction | None = None,
    log: Base = "e",
) -> None:
    """Do nothing if an answer is right; else fail with the hint as the message.

    Args:
        problem: the function to differentiate; text, an `Expression`, a SymPy expression or a finished derivation.
        answer: text in any notation, an `Expression` or a SymPy expression.
        wrt: the variable; the only one, else x, when left out.
        order: how often to differentiate.
        at: a point such as `"x=2"`; the answer is then a number.
        form: what the answer must look like: any, simplified, factored or expanded.
        tolerance: how far a number at a point may be off; to its stated precision when left out.
        log: the base of logarithms that are written without one: e, 10 or 2.

    >>> require("sin(x^2)", "2x cos(x^2)")
    >>> require("sin(x^2)", "cos(x^2)")
    Traceback (most recent call last):
    AssertionError: cos(x^2) is not the derivative of sin(x^2) with respect to x. Good start: the outside is right. \
What is inside the function, and did you multiply by its derivative?

    Raises:
        AssertionError: where the answer is wrong, has not the form that was asked for, or cannot be read.
        UserError: where the problem cannot be read.
    """
    judge = Judge(problem, wrt, order, at, form, tolerance, log)
    if answer is None or answer is ...:  # as notebooks leave room for an answer
        raise AssertionError(sentences.NO_ANSWER_YET)
    try:
        verdict = judge(answer)
    except UserError as error:
        raise AssertionError(sentences.CANNOT_BE_READ.format(error=error)) from None
    if verdict:
        return
    raise AssertionError(_message(judge, verdict, order))


def _message(judge: Judge, verdict: Verdict, order: int) -> str:
    """What is said of an answer that is not right, or not in the form that was asked for."""
    shown = linear.typed(verdict.answer)
    if verdict.verdict == "wrong-form":
        return sentences.NOT_IN_FORM[judge.form].format(answer=shown, remaining=" ".join(verdict.remaining))
    says = _AT_POINT if judge.asked.point else _EVERYWHERE
    message = translated(says[min(order, 3) - 1]).format(
        answer=shown,
        order=order,
        function=linear.typed(judge.asked.function),
        variable=judge.asked.variable,
        point=_shown(judge.asked.point),
        hint=translated(verdict.diagnosis[0].hint) if verdict.diagnosis else " ".join(verdict.observations),
    )
    return message.rstrip()


_EVERYWHERE = (sentences.NOT_FIRST, sentences.NOT_SECOND, sentences.NOT_OF_ORDER)
_AT_POINT = (sentences.NOT_FIRST_AT, sentences.NOT_SECOND_AT, sentences.NOT_OF_ORDER_AT)
"""What is said of a wrong answer, by the order of the derivative: the first, the second, and later ones."""


def _shown(point: Mapping[str, Any]) -> str:
    return between().join(f"{name} = {linear.typed(value)}" for name, value in point.items())
