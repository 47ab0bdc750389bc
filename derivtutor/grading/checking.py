"""Judging one answer: as a derivative, or as the answer to a topic."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from derivtutor.grading.form import Form
from derivtutor.grading.judge import Judge
from derivtutor.grading.verdict import Verdict
from derivtutor.notation.reader import Base


def check(
    problem: Any,
    answer: Any,
    wrt: str | None = None,
    order: int = 1,
    at: str | float | Mapping[str, object] | None = None,
    form: Form = "any",
    tolerance: float | Fraction | None = None,
    log: Base = "e",
    topic: str | None = None,
    **told: Any,
) -> Verdict:
    """Judge one answer.

    Args:
        problem: the function to differentiate; text, an `Expression`, a SymPy expression or a finished derivation.
        answer: text in any notation, an `Expression` or a SymPy expression.
        wrt: the variable; the only one, else x, when left out.
        order: how often to differentiate.
        at: a point such as `"x=2"`; the answer is then a number.
        form: what the answer must look like: any, simplified, factored or expanded.
        tolerance: how far a number at a point may be off; to its stated precision when left out.
        log: the base of logarithms that are written without one: e, 10 or 2.
        topic: what the answer is to, such as `gradient`, if it is not a derivative.
        told: the topic's own arguments.

    >>> check("sin(x^2)", "cos(x^2)").diagnosis[0].slips[0].slip
    'chain-missing-inner'
    >>> check("x^2 y", "(2x y, x)", topic="gradient").observations
    ('Wrong here: the component y.',)

    Raises:
        UserError: where the problem or the answer cannot be read, or there is no such topic.
        TypeError: where there are arguments of a topic without one.
    """
    if topic is not None:
        from derivtutor.grading.topics.checking import check_topic  # few answers are about topics

        usual = {"wrt": wrt, "at": at, "order": None if order == 1 else order}
        given = {name: value for name, value in usual.items() if value is not None}
        return check_topic(topic, problem, answer, form, tolerance, log, **given, **told)
    if told:
        raise TypeError(f"check() got an unexpected keyword argument {next(iter(told))!r}")
    return Judge(problem, wrt, order, at, form, tolerance, log)(answer)
