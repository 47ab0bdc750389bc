"""Worksheets in YAML, read letter by letter: LaTeX between quotation marks would lose its backslashes in YAML, and a
line of a working that is not indented would lose the whole worksheet."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from derivtutor.exercises import sentences
from derivtutor.exercises.document import FileError, Located, Place

_ANSWERS = re.compile(r"""^(["']?)answers\1[ \t]*:[ \t]*(?:#.*)?$""", re.MULTILINE)
_ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}"
_ENTRY = re.compile(rf"""^(?P<indent>[ \t]*)(?P<mark>["']?)(?P<id>{_ID})(?P=mark)[ \t]*:(?:\s(?P<answer>.*))?$""")
_HEAD = re.compile(r"""^(["']?)(?P<key>worksheet|set|student|seed)\1[ \t]*:(?:[ \t]+(?P<value>.*))?$""")
_QUOTED = re.compile(r"""\s*(["'])(.*)\1\s*(?:\s#[^"']*)?""", re.DOTALL)
_BLOCK = re.compile(r"\s*[|>][-+0-9]*\s*(?:#.*)?")


@dataclass(frozen=True, slots=True)
class Written:
    """The head of a worksheet, still as text, and its answers with their places."""

    head: str
    answers: Mapping[str, str]
    places: Mapping[str, Place]


def as_written(text: str, name: str) -> Written | None:
    """What a worksheet in YAML says that still looks as it was handed out; None where the layout is another one.

    Raises:
        FileError: where an exercise is answered twice.
    """
    heading = _ANSWERS.search(text)
    if heading is None:
        return None
    reading = _Lines(name)
    lines = text[heading.end() :].split("\n")[1:]
    for number, line in enumerate(lines, text.count("\n", 0, heading.end()) + 2):
        if not reading.take(line, number):
            return None
    head = text[: heading.start()] + "\n".join(reading.head)
    return Written(head, {key: _bare(lines) for key, lines in reading.answers.items()}, reading.places)


@dataclass(slots=True)
class _Lines:
    """The lines below `answers:`, one after the other."""

    name: str
    head: list[str] = field(default_factory=list)
    answers: dict[str, list[str]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    indent: str | None = None
    current: str = ""

    def take(self, line: str, number: int) -> bool:
        """Take a line; whether it fits."""
        entry = _ENTRY.match(line)
        if _HEAD.match(line):
            self.head.append(line)  # somebody moved it below the answers
        elif entry is not None and self._begins(entry):
            self._begin(entry, number)
        elif re.match(r"\s*#|\.\.\.$|---$", line):
            pass
        elif self.current:
            self.answers[self.current].append(line)
        else:
            return not line.strip()
        return True

    def _begins(self, entry: re.Match[str]) -> bool:
        """Whether a line begins an answer: it is indented as the first one, or nothing else can be meant."""
        if self.indent is None or entry["indent"] == self.indent:
            return True
        before = self.answers[self.current]
        complete = len(before) == 1 and _QUOTED.fullmatch(before[0]) is not None
        return complete and _QUOTED.fullmatch(entry["answer"] or "") is not None

    def _begin(self, entry: re.Match[str], number: int) -> None:
        self.indent = entry["indent"] if self.indent is None else self.indent
        self.current = entry["id"]
        place = Place(self.name, number, 1)
        if self.current in self.answers:
            raise FileError.at(place, sentences.ANSWERED_TWICE, id=self.current)
        self.places[self.current] = place
        self.answers[self.current] = [entry["answer"] or ""]


def _bare(lines: Sequence[str]) -> str:
    first, *others = lines
    if _BLOCK.fullmatch(first):
        first = ""
    text = "\n".join(line.strip() for line in (first, *others)).strip()
    quoted = _QUOTED.fullmatch(text)
    return quoted[2].strip() if quoted else text


def head_by_lines(text: str, name: str) -> Located | None:
    """The head of a worksheet that is no YAML, by its lines; None where one of them is something else."""
    fields: dict[str, Located] = {}
    for number, line in enumerate(text.split("\n"), 1):
        field = _HEAD.match(line)
        if field is not None:
            quoted = _QUOTED.fullmatch(field["value"] or "")
            value = (quoted[2] if quoted else field["value"] or "").strip()
            seed = field["key"] == "seed" and re.fullmatch(r"-?\d{1,18}", value)
            if field["key"] == "seed" and not seed:
                return None
            place = Place(name, number, 1)
            fields[field["key"]] = Located(int(value) if seed else value, place, {}, value)
        elif line.strip() and not re.match(r"\s*#|---$", line):
            return None
    return Located(fields, Place(name, 1, 1), {}) if fields else None
