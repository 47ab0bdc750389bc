"""The words and numbers that the reports in plain text share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from derivtutor.derivation.misconceptions import name_of
from derivtutor.derivation.rules import BY_ID
from derivtutor.exercises.mark import Mark, Reason, Slipped, Word
from derivtutor.grading.decimals import coordinate, told_apart
from derivtutor.language import between, counted, decimals, mark, percent, translated
from derivtutor.render import sentences
from derivtutor.render.prose import to_unicode
from derivtutor.render.safe import safe

if TYPE_CHECKING:
    from derivtutor.classroom.results import Decision, Results

MOST = 2_000
"""Letters of an answer or a remark that are repeated."""

VERDICTS: Mapping[Word, str] = {
    "correct": "Correct",
    "wrong-form": "Right, but not in the form asked for",
    "incorrect": "Not correct",
    "unfinished": "Not finished",
    "unreadable": "Could not be read",
    "empty": "No answer",
    "timeout": "Could not be judged in time",
    "crashed": "Could not be judged",
}

NOT_PROVED = "not proved, worth a look"
"""What a teacher is told of an answer that is right as far as 100 digits say; a student is not."""


MISSING = "Missing: nothing to grade was found"
"""What is told of a student who stands in the roster and nowhere else."""

BY_HAND = "decided by hand"
"""What is told of a score that does not come from the judgement."""


def number(value: float) -> str:
    """A number of points as every program reads it.

    >>> number(2.0), number(0.75), number(1234.5), number(1 / 3)
    ('2', '0.75', '1234.5', '0.3333')
    """
    return f"{value:.4f}".rstrip("0").rstrip(".")


def count(many: int, thing: str) -> str:
    """A number of things.

    >>> count(1, "answer"), count(0, "answer")
    ('1 answer', '0 answers')
    """
    return f"{many} {thing}" if many == 1 else f"{many} {thing}s"


def of(score: float, points: float) -> str:
    """What was reached: `1 of 2 points`."""
    says = counted("{score} of {points} point", "{score} of {points} points", 1 if points == 1 else 2)
    return says.format(score=decimals(number(score)), points=decimals(number(points)))


def nothing_in_it(results: Results) -> str:
    """How many answers say nothing, and so are no attempts; empty where all say something."""
    parts = []
    if many := results.unreadable:
        parts.append(counted("{count} could not be read", "{count} could not be read", many).format(count=many))
    if many := results.blank:
        parts.append(counted("{count} is blank", "{count} are blank", many).format(count=many))
    return translated("Of the answers, {parts}.").format(parts=translated(" and ").join(parts)) if parts else ""


_FATES = {"graded": "{count} graded", "refused": "{count} refused", "passed over": "{count} passed over"}


def files(results: Results) -> str:
    """What became of the files that were handed in.

    >>> from types import SimpleNamespace
    >>> files(SimpleNamespace(files={"graded": 3, "refused": 1}))
    '4 files were handed in: 3 graded, 1 refused.'
    """
    many = sum(results.files.values())
    outcomes = ", ".join(translated(_FATES[word]).format(count=amount) for word, amount in results.files.items())
    says = counted("{count} file was handed in: {outcomes}.", "{count} files were handed in: {outcomes}.", many)
    return says.format(count=many, outcomes=outcomes)


def plain(text: str) -> str:
    """Words on one line, formulas in them as one would type them."""
    return safe(" ".join(_cut(to_unicode(text)).split()))


def typed(text: str) -> str:
    """What was typed, line by line, with nothing unseen in it."""
    return "\n".join(safe(line) for line in _cut(text).split("\n"))


REASONS: Mapping[Reason, str] = {
    "wrong form": "right, in another form",
    "one slip": "right but for one slip",
    "two slips": "right but for two slips",
    "by lines": "by the lines that are right",
    "by parts": "by its components",
    "alternative": "as your teacher says",
}
"""Why an answer gets a part of the points."""


def credit(mark: Mark) -> str:
    """Which part of the points an answer gets, and why; empty where it gets all or nothing."""
    if not 0 < mark.credit < 1:
        return ""
    says = translated("{share} of the points: {reason}.")
    return says.format(share=percent(mark.credit), reason=translated(REASONS.get(mark.reason, mark.reason)))


def comment(mark: Mark) -> str:
    """What the student is told, on one line; empty where there is nothing to say."""
    if mark.verdict == "unreadable":  # its message repeats what the student typed, which is no prose
        return safe(" ".join(_cut(mark.says).split()))
    return plain(mark.says) or _counterexample(mark)


def _counterexample(mark: Mark) -> str:
    """Where a wrong answer goes wrong; not for a number that was asked for, since that would tell it."""
    example = mark.evidence.get("counterexample")
    if not example or not example["at"] or None in (example["got"], example["expected"]):
        return ""
    got, expected = told_apart(example["got"], example["expected"])
    at = between().join(f"{name} = {coordinate(value)}" for name, value in example["at"].items())
    return sentences.GIVES_INSTEAD.format(at=at, got=got, expected=expected) if got != expected else ""


def by_hand(decision: Decision) -> str:
    """What was decided by hand, beside what was judged, and why; empty where nothing was."""
    override = decision.overruled
    if override is None:
        return ""
    as_judged = "Decided by hand: {score} (as judged). Reason: {reason}"
    otherwise = "Decided by hand: {score} (judged {judged}). Reason: {reason}"
    says = translated(as_judged if override.judged == decision.score else otherwise)
    score = of(decision.score, decision.points)
    return says.format(score=score, judged=decimals(number(override.judged)), reason=plain(override.reason))


def misconception(slip: Slipped) -> str:
    """A slip by its rule's title and its name: `Chain rule: inner derivative forgotten`."""
    name, rule = name_of(slip.id), BY_ID.get(slip.rule)
    return f"{translated(rule.title)}{mark(': ')}{name}" if rule else name


def _cut(text: str) -> str:
    return text if len(text) <= MOST else f"{text[:MOST]} …"
