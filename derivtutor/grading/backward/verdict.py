"""A judged backward pass: every line with what was found in it, and the verdict on the whole."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from msgspec import Struct

from derivtutor.grading.backward.diagnosis import Explained
from derivtutor.showing import Shown

Status: TypeAlias = Literal[
    "exact", "rounded", "part", "follow-through", "wrong", "early", "unreadable", "not-a-gradient", "note"
]
"""`rounded` is right to the digits that were typed, `part` one of several shares that are added, and `early` a line
that needs a gradient that the page has not found before."""

Word: TypeAlias = Literal["correct", "incorrect", "unfinished"]

SCHEMA = "derivtutor/backward/1"
RIGHT: frozenset[Status] = frozenset({"exact", "rounded"})


class Difference(Struct, frozen=True):
    """The entry of a line that is farthest off: where it stands (from 1; empty for a number), and both values."""

    entry: tuple[int, ...]
    yours: float
    right: float


class JudgedLine(Shown, Struct, frozen=True):
    """One line.

    Attributes:
        number: which, from 1.
        text: the line as it was written.
        status: what it is: `exact`, `rounded`, `part`, `follow-through`, `wrong`, `early`, `unreadable` and so on.
        about: what it is about, such as ∂L/∂w.
        sort: whether that is a `gradient`, a `value` or a `rate`.
        value: what it comes to.
        difference: the entry that is farthest off.
        follows: the number of the wrong line that it follows from.
        diagnosis: the slip that explains a wrong line, and where in the program it was made.
        message: what is to be said of it.
    """

    number: int
    text: str
    status: Status
    about: str = ""
    sort: str = ""
    value: Any = None
    difference: Difference | None = None
    follows: int | None = None
    diagnosis: Explained | None = None
    message: str = ""

    def _in_short(self) -> str:
        return f"line {self.number}, {self.status}: {self.text}"

    @property
    def is_right(self) -> bool:
        """Whether it is true, exactly or to the digits that were typed."""
        return self.status in RIGHT

    @property
    def slip(self) -> str | None:
        """The id of the slip that explains a wrong line."""
        return self.diagnosis.slip or None if self.diagnosis else None

    def as_dict(self) -> dict[str, Any]:
        """The line in the JSON of a page."""
        difference, diagnosis = self.difference, self.diagnosis
        return {
            "number": self.number,
            "text": self.text,
            "status": self.status,
            "about": self.about,
            "sort": self.sort,
            "value": self.value,
            "difference": difference
            and {"entry": list(difference.entry), "yours": difference.yours, "right": difference.right},
            "follows": self.follows,
            "slip": self.slip,
            "diagnosis": diagnosis
            and {
                "slip": diagnosis.slip or None,
                "says": diagnosis.says,
                "hint": diagnosis.hint,
                "result": diagnosis.result,
                "operand": diagnosis.operand,
            },
            "message": self.message,
        }


class Backward(Shown, Struct, frozen=True):
    """A judged page. It counts as true if it is right and finished.

    Attributes:
        program: the lines of the program.
        loss: the name that its last line sets.
        verdict: `correct`, `incorrect` or `unfinished`.
        lines: the lines of the page, each with what was found in it.
        asked: the names whose gradients were asked for.
        missing: those that are not on the page.
        message: how the whole stands.
    """

    program: tuple[str, ...]
    loss: str
    verdict: Word
    lines: tuple[JudgedLine, ...]
    asked: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    message: str = ""

    def _in_short(self) -> str:
        return f"backward pass: {self.verdict}, {self.message}"

    def __bool__(self) -> bool:
        return self.verdict == "correct"

    @property
    def first_wrong(self) -> int | None:
        """The number of the first wrong line."""
        return next((line.number for line in self.lines if line.status == "wrong"), None)

    def as_dict(self) -> dict[str, Any]:
        """The JSON document of the contract `derivtutor/backward/1`."""
        return {
            "schema": SCHEMA,
            "program": list(self.program),
            "loss": self.loss,
            "wrt": list(self.asked),
            "verdict": self.verdict,
            "message": self.message,
            "lines": [line.as_dict() for line in self.lines],
            "first_wrong": self.first_wrong,
            "missing": list(self.missing),
        }
