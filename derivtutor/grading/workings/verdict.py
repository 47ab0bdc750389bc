"""A judged working: every line with what was found in it, and the verdict on the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from derivtutor.derivation.document import Document
from derivtutor.grading.verdict import Explanation, explanation_document
from derivtutor.notation.tree import Node
from derivtutor.showing import Shown

Status: TypeAlias = Literal["right", "wrong", "follow-through", "unreadable", "note", "definition"]
Word: TypeAlias = Literal["correct", "incorrect", "unfinished"]

SCHEMA = "derivtutor/working/1"
_WORST_FIRST: tuple[Status, ...] = ("wrong", "unreadable", "follow-through", "right", "definition", "note")


@dataclass(frozen=True, slots=True, repr=False)
class Finding(Shown):
    """What was found in a part of a line: `part` is where it stands, `expression` what was read there.

    `meant` is a wrong one with the brackets that make it right.
    """

    status: Status
    message: str = ""
    part: tuple[int, int] | None = None
    expression: Node | None = None
    rules: tuple[str, ...] = ()
    skips: tuple[str, ...] = ()
    diagnosis: tuple[Explanation, ...] = ()
    meant: str | None = None

    def _in_short(self) -> str:
        return f"finding: {self.status}{self.message and ', '}{self.message}"

    def within(self, length: int) -> Finding:
        """The same for a line of this length; what goes on in the next line is not pointed at."""
        if self.part is None:
            return self
        start, end = (min(place, length) for place in self.part)
        return replace(self, part=(start, end))


def together(findings: Iterable[Finding]) -> Finding:
    """What is told of a line in which several things were found: the worst, or else the last; all its rules."""
    findings = list(findings)
    if not findings:
        return Finding("note")
    worst = min(_WORST_FIRST.index(finding.status) for finding in findings)
    chosen = [finding for finding in findings if finding.status == _WORST_FIRST[worst]]
    main = chosen[0] if chosen[0].status in ("wrong", "unreadable") else chosen[-1]
    rules = tuple(dict.fromkeys(rule for finding in findings for rule in finding.rules))
    skips = tuple(dict.fromkeys(rule for finding in findings for rule in finding.skips))
    messages = [main.message] if main.status == "wrong" else [finding.message for finding in chosen if finding.message]
    return replace(main, rules=rules, skips=skips, message=" ".join(dict.fromkeys(messages)))


@dataclass(frozen=True, slots=True, repr=False)
class JudgedLine(Shown):
    """One line of a working.

    Attributes:
        number: which, from 1.
        text: the line as it was written.
        finding: what was found in it: where, what was read there, the rules used and skipped, the slips.
    """

    number: int
    text: str
    finding: Finding

    def _in_short(self) -> str:
        return f"line {self.number}, {self.status}: {self.text}"

    @property
    def status(self) -> Status:
        """Whether it is right, wrong, follows from a wrong line, cannot be read, is words only, or defines a letter."""
        return self.finding.status

    @property
    def slip(self) -> str | None:
        """The id of the likeliest slip, if one explains a wrong line."""
        return self.finding.diagnosis[0].slips[0].slip if self.finding.diagnosis else None

    @property
    def message(self) -> str:
        """What is to be said of it; nothing of a plain right line."""
        return self.finding.message


@dataclass(frozen=True, slots=True, repr=False)
class Working(Shown):
    """A judged working. It counts as true if it is right and finished.

    Attributes:
        problem: what was to be differentiated.
        variable: with respect to what.
        order: how often.
        verdict: `correct`, `incorrect`, or `unfinished` where nothing is wrong so far.
        lines: the lines, each with what was found in it.
        message: how the whole stands.
    """

    problem: Node
    variable: str
    order: int
    verdict: Word
    lines: tuple[JudgedLine, ...]
    message: str = ""

    def _in_short(self) -> str:
        return f"working: {self.verdict}, {self.message}"

    def __bool__(self) -> bool:
        return self.verdict == "correct"

    @property
    def first_wrong(self) -> int | None:
        """The number of the first wrong line."""
        return next((line.number for line in self.lines if line.status == "wrong"), None)

    def as_dict(self) -> dict[str, Any]:
        """The JSON document of the contract `derivtutor/working/1`."""
        write = Document().expression
        return {
            "schema": SCHEMA,
            "problem": write(self.problem),
            "wrt": self.variable,
            "order": self.order,
            "verdict": self.verdict,
            "message": self.message,
            "lines": [_line(line, write) for line in self.lines],
            "first_wrong": self.first_wrong,
        }


def _line(line: JudgedLine, write: Callable[[Node], dict[str, str]]) -> dict[str, Any]:
    finding = line.finding
    return {
        "number": line.number,
        "text": line.text,
        "status": line.status,
        "part": None if finding.part is None else {"start": finding.part[0], "end": finding.part[1]},
        "expression": None if finding.expression is None else write(finding.expression),
        "rules": list(finding.rules),
        "skips": list(finding.skips),
        "slip": line.slip,
        "diagnosis": [explanation_document(explanation, write) for explanation in finding.diagnosis],
        "message": line.message,
    }
