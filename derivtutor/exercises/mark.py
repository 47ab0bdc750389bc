"""What an answer to an exercise is worth, and why: verdict, credit, evidence, the slips, and what to say."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from msgspec import Struct

from derivtutor.errors import UserError
from derivtutor.exercises import sentences
from derivtutor.grading.verdict import AGREEMENT

Word: TypeAlias = Literal[
    "correct", "wrong-form", "incorrect", "unfinished", "unreadable", "empty", "timeout", "crashed"
]
"""`timeout` and `crashed` are no judgement: nobody knows whether the answer is right."""

Reason: TypeAlias = Literal[
    "right",
    "wrong form",
    "one slip",
    "two slips",
    "by lines",
    "by parts",
    "alternative",
    "brackets",
    "wrong",
    "other count",
    "not judged",
]
"""The row of the credit scheme that was used; nothing is given for what would be right with brackets only, and where
there are more blanks or fewer than answers."""


class Slipped(Struct, frozen=True, omit_defaults=True):
    """A slip that was made, as it is kept in a mark: its id, the rule, where it was made (as text), and the hint."""

    id: str
    rule: str = ""
    at: str = ""
    hint: str = ""


class Mark(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One marked answer.

    `credit` is the share of the points from 0 to 1; `read_as` is the answer as it was understood; `slips` are those of
    the likeliest explanation, and `others` the ids of other slips that would explain it as well; `parts` are the marks
    of components or lines.
    """

    verdict: Word
    credit: float
    reason: Reason
    read_as: str = ""
    says: str = ""
    slips: tuple[Slipped, ...] = ()
    others: tuple[str, ...] = ()
    evidence: dict[str, Any] = {}
    notes: tuple[str, ...] = ()
    parts: tuple[dict[str, Any], ...] = ()

    @property
    def is_right(self) -> bool:
        return self.verdict == "correct"

    @property
    def is_judged(self) -> bool:
        """Whether anything is known of the answer."""
        return self.verdict not in ("timeout", "crashed")

    @property
    def is_unproved(self) -> bool:
        """Whether the answer, or a part of it, is taken for right because it agrees to 100 digits, without a proof."""
        parts = (part.get("evidence", {}) for part in self.parts)
        return any(evidence.get("method") == AGREEMENT for evidence in (self.evidence, *parts))


def empty() -> Mark:
    """The mark where nothing was answered."""
    return Mark(verdict="empty", credit=0.0, reason="wrong", says=sentences.NO_ANSWER)


def unreadable(error: UserError) -> Mark:
    """The mark of an answer that cannot be read."""
    says = sentences.UNREADABLE if error.position is None else sentences.UNREADABLE_AT
    told = says.format(message=error.message, number=(error.position or 0) + 1, remedy=error.hint)
    return Mark(verdict="unreadable", credit=0.0, reason="wrong", says=told.strip())


def right(read_as: str, evidence: dict[str, Any] | None = None, says: str = "") -> Mark:
    """The mark of a right answer."""
    return Mark(verdict="correct", credit=1.0, reason="right", read_as=read_as, says=says, evidence=evidence or {})


def wrong(read_as: str, says: str) -> Mark:
    """The mark of a wrong answer, of which nothing is right."""
    return Mark(verdict="incorrect", credit=0.0, reason="wrong", read_as=read_as, says=says)
