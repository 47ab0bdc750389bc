"""What a try comes to: judged, and whether it costs anything."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct

from derivtutor.errors import UserError
from derivtutor.exercises.mark import Mark
from derivtutor.exercises.model import Exercise
from derivtutor.notation.expression import parse
from derivtutor.notation.tree import names
from derivtutor.practice import sentences
from derivtutor.practice.plan import Progress, Try

if TYPE_CHECKING:  # what judges workings takes longer to load than a question to be asked
    from derivtutor.grading.workings.verdict import Working

_NOT_PUT_IN = "derivative-not-evaluated-at-point"
"""The slip of who has found the derivative and not yet put the number in: that is no mistake, only not the end."""


class Feedback(Struct, frozen=True):
    """What comes of a try. Without `tried` it costs nothing, and `note` is said beside what the mark says.

    `told_apart` are the slips that may have been made, where several explain the answer.
    """

    mark: Mark
    tried: Try | None = None
    told_apart: tuple[str, ...] = ()
    note: str = ""
    offers_solution: bool = False

    @property
    def is_silent(self) -> bool:
        """Whether nothing more than that it is wrong is known of a try."""
        mark = self.mark
        has_example = bool((mark.evidence.get("counterexample") or {}).get("at"))
        is_told = has_example or mark.says or mark.slips or mark.notes or self.note
        return mark.verdict == "incorrect" and not is_told

    @property
    def is_over(self) -> bool:
        """Whether the question is answered."""
        return self.mark.is_right


def judged(text: str, mark: Mark, exercise: Exercise, progress: Progress) -> Feedback:
    """A try by its mark. What cannot be read, has letters of another problem, leaves blanks or was tried before costs
    nothing.
    """
    is_again = text in [each.text for each in progress.tries]
    is_unfit = mark.verdict in ("unreadable", "empty") or mark.reason == "other count"
    if is_unfit or is_again or _has_strange_letters(exercise, mark):
        note = sentences.ANSWERED_BEFORE if is_again else sentences.COSTS_NOTHING
        return Feedback(mark, note=note if mark.verdict == "incorrect" else "")
    # what several slips explain is not held against anybody: the next question tells them apart
    slips = () if mark.others else tuple(dict.fromkeys((slip.id, slip.rule) for slip in mark.slips))
    told_apart = (*(slip.id for slip in mark.slips), *mark.others) if mark.others else ()
    is_nearly = mark.verdict == "wrong-form" or mark.reason == "brackets"
    is_halfway = is_nearly or {slip for slip, _ in slips} == {_NOT_PUT_IN}
    tried = Try(text, not (mark.is_right or is_halfway), () if is_halfway else slips)
    return Feedback(mark, tried, told_apart)


def judged_by_lines(lines: str, exercise: Exercise) -> tuple[Feedback, Working]:
    """A try as a working of several lines. What is unfinished, or cannot be read, costs nothing.

    Raises:
        UserError: where there are too many lines.
    """
    from derivtutor.exercises.kinds.working import in_own_words
    from derivtutor.grading.workings.checking import judged

    asked = exercise.differentiate, lines, exercise.variable or None, exercise.order, exercise.log
    working = in_own_words(judged(*asked)[0], exercise.feedback)
    mark = Mark(verdict=working.verdict, credit=float(bool(working)), reason="by lines", says=working.message)
    if working.verdict == "unfinished" or not (working or working.first_wrong):
        return Feedback(mark), working
    certain = [line.finding.diagnosis[0] for line in working.lines if len(line.finding.diagnosis) == 1]
    slips = tuple(dict.fromkeys((slip.slip, slip.rule) for diagnosis in certain for slip in diagnosis.slips))
    lacks_brackets = any(line.finding.meant for line in working.lines if line.number == working.first_wrong)
    return Feedback(mark, Try(lines, not (working or lacks_brackets), slips)), working


def _has_strange_letters(exercise: Exercise, mark: Mark) -> bool:
    """Whether a wrong answer has letters that are neither in the function nor in the key: it was meant otherwise, or is
    a word.
    """
    if mark.verdict != "incorrect" or exercise.facts.in_words or exercise.facts.has_braces or not mark.read_as:
        return False
    with suppress(UserError):
        rules = [each.rpartition("=")[2] for each in exercise.where]
        possible = [parse(text).tree for text in (exercise.differentiate, exercise.answer, *rules) if text]
        letters = frozenset({exercise.variable}).union(*map(names, possible))
        return bool(possible) and not names(parse(mark.read_as).tree) <= letters
    return False
