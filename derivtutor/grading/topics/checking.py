"""Judging an answer to a topic from what was typed: the problem, the topic's arguments and the answer."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from derivtutor.calculus.explanation import Explanation as Found
from derivtutor.calculus.topics import BY_NAME, TOPICS, Topic
from derivtutor.errors import UserError
from derivtutor.grading import sentences
from derivtutor.grading.form import Form
from derivtutor.grading.matrices.judge import MatrixJudge
from derivtutor.grading.matrices.numbers import NumbersJudge
from derivtutor.grading.topics.judging import TopicJudge
from derivtutor.grading.topics.no_slope import NoTangentJudge, without_tangent
from derivtutor.grading.verdict import Verdict
from derivtutor.language import lowered, translated
from derivtutor.notation.components import components
from derivtutor.notation.reader import Base

_NEAR = Fraction(1, 10**9)
"""How far a number may be off where the right one is known in doubles only."""


def check_topic(
    name: str,
    problem: Any,
    answer: Any,
    form: Form = "any",
    tolerance: float | Fraction | None = None,
    log: Base = "e",
    **arguments: Any,
) -> Verdict:
    """Judge an answer to a topic.

    Args:
        name: the topic, as its command is called.
        problem: what the topic takes: a function, an equation, or several in a list.
        answer: text; a vector or matrix may also be a list.
        arguments: the topic's own, such as `at`, `along`, `where`.

    >>> bool(check_topic("gradient", "x^2 y", "(2x y, x^2)"))
    True

    Raises:
        UserError: where something cannot be read; that is no attempt.
    """
    try:
        judge: TopicJudge | MatrixJudge | NoTangentJudge = judge_of(name, problem, form, tolerance, log, **arguments)
    except UserError:
        without = without_tangent(problem, arguments, log) if name == "tangent" else None
        if without is None:
            raise
        judge = without
    return judge(answer)


def judge_of(
    name: str,
    problem: Any,
    form: Form = "any",
    tolerance: float | Fraction | None = None,
    log: Base = "e",
    **arguments: Any,
) -> TopicJudge | MatrixJudge:
    """What judges answers to a topic; the arguments are those of `check_topic`."""
    topic = BY_NAME.get(name.replace("_", "-"))
    if topic is None or not topic.is_judged:
        judged = sorted([each.name for each in TOPICS if each.is_judged])
        raise sentences.NO_SUCH_TOPIC(topic=name, topics=", ".join(judged))
    strange = sorted(arguments.keys() - {*topic.options})
    if strange:
        raise sentences.NO_SUCH_ARGUMENT(argument=strange[0], topic=name, arguments=", ".join(topic.options))
    for needed in topic.needed:
        if arguments.get(needed) is None:
            argument = topic.arguments[needed]
            says = lowered(translated(argument.says))
            raise sentences.NEEDS_ARGUMENT(topic=topic.name, option=argument.spelled or needed, says=says)
    found, is_exact = _found(topic, problem, log, arguments)
    if topic.name == "matrix" and "at" in arguments:
        return NumbersJudge(found, arguments, form, tolerance, log, _NEAR)
    if topic.name == "matrix":
        return MatrixJudge(found, arguments, log)
    return TopicJudge(found, arguments, form, tolerance, log, None if is_exact else _NEAR, problem)


def _found(topic: Topic, problem: Any, log: Base, arguments: Mapping[str, Any]) -> tuple[Found, bool]:
    """What the topic finds, and whether its numbers are exact: those of a descent are if they can be."""
    operands = [problem]
    if len(topic.operands) > 1:
        operands = components(problem) if isinstance(problem, str) else list(problem)
    if "exact" not in topic.options:
        return topic.function(*operands, **arguments, log=log), True
    try:
        return topic.function(*operands, **{**arguments, "exact": True}, log=log), True
    except UserError:
        return topic.function(*operands, **arguments, log=log), False
