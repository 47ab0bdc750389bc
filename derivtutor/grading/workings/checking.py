"""Checking a whole worked solution: every line against the line before and against the truth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from derivtutor.derivation.explain import explain
from derivtutor.grading import sentences
from derivtutor.grading.workings.judging import Judging
from derivtutor.grading.workings.openings import has_limit, with_point_named
from derivtutor.grading.workings.reading.lines import read_lines
from derivtutor.grading.workings.statements import USUAL_LABELS
from derivtutor.grading.workings.verdict import JudgedLine, Word, Working
from derivtutor.notation import linear
from derivtutor.notation.expression import named
from derivtutor.notation.markup import without_markup
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import CONSTANTS, names

MOST_LINES = 200


def check_work(
    problem: Any, lines: str | Sequence[str], wrt: str | None = None, order: int = 1, log: Base = "e"
) -> Working:
    """Judge a worked solution line by line.

    Args:
        problem: the function to differentiate; text, an `Expression` or a SymPy expression.
        lines: the working as it was written: a list of lines, or one text with line breaks.
        wrt: the variable; the only one, else x, when left out.
        order: how often to differentiate.
        log: the base of logarithms that are written without one: e, 10 or 2.

    >>> working = check_work("x^2 sin(x)", ["y' = (x^2)' sin(x) + x^2 (sin x)'", "= 2x sin(x) - x^2 cos(x)"])
    >>> working.verdict, working.first_wrong, working.lines[1].slip
    ('incorrect', 2, 'sin-or-tan-sign-added')

    Raises:
        UserError: where the problem cannot be read, or there are too many lines.
    """
    return judged(problem, lines, wrt, order, log, may_be_at_point=True)[0]


def judged(
    problem: Any, lines: str | Sequence[str], wrt: str | None, order: int, log: Base, may_be_at_point: bool = False
) -> tuple[Working, Judging]:
    """A judged working, and how far it has come; the derivative at one point is an end where it `may_be_at_point`."""
    written = [without_markup(line) for line in (lines.splitlines() if isinstance(lines, str) else map(str, lines))]
    if len(written) > MOST_LINES:
        raise sentences.TOO_MANY_LINES(most=MOST_LINES)
    derivation = explain(problem, wrt=wrt, order=order, method="direct", log=log)
    function, variable = derivation.function.tree, derivation.variable
    name = named(without_markup(problem))[0] if isinstance(problem, str) else ""
    letters = (names(function) | {variable}) - CONSTANTS
    read = with_point_named(read_lines(written, variable, letters, log), function, variable)
    asked = function, variable, derivation.order, USUAL_LABELS | ({name} if name else set()), read
    judging = Judging(*asked)
    if not judging.claims.asked[-1].known.is_comparable:
        raise sentences.NO_DERIVATIVE_FOR_WORKING()
    lines_judged = judging.judge_all()
    wrong = next((line for line in lines_judged if line.status == "wrong"), None)
    miscopied = judging.definitions.miscopied_before(wrong) if wrong else frozenset()
    if miscopied:
        judging = Judging(*asked, miscopied)
        lines_judged = judging.judge_all()
    verdict, message = _verdict(lines_judged, judging, may_be_at_point)
    return Working(function, variable, derivation.order, verdict, lines_judged, message), judging


def _verdict(lines: Sequence[JudgedLine], judging: Judging, may_be_at_point: bool) -> tuple[Word, str]:
    wrong = next((line.number for line in lines if line.status == "wrong"), None)
    if wrong is not None:
        return "incorrect", sentences.FIRST_WRONG.format(number=wrong)
    if judging.claims.is_finished:
        return "correct", sentences.RIGHT_TO_THE_END
    if has_limit(judging.foresight.lines) and (point := judging.sides.point_found) is not None:
        if names(point) - judging.meaning.letters:
            return "correct", sentences.RIGHT_TO_THE_END
        at = f"{judging.meaning.variable} = {linear.unicode(point)}"
        if may_be_at_point:
            return "correct", sentences.RIGHT_AT_POINT.format(point=at)
        return "unfinished", sentences.AT_POINT_ALONE.format(point=at)
    if not judging.claims.claimed:
        return "unfinished", sentences.NOT_BEGUN
    return "unfinished", sentences.NOT_WORKED_OUT
