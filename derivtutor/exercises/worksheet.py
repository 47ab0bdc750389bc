"""Worksheets: a student's own copy of a set to fill in, as YAML or Markdown, and what was filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from derivtutor.exercises import sentences
from derivtutor.exercises.as_written import as_written, head_by_lines
from derivtutor.exercises.catalogue import Entry
from derivtutor.exercises.document import FileError, Located, Place, read_document, text_of
from derivtutor.exercises.escapes import doubled, literal
from derivtutor.exercises.incoming import with_line_ends
from derivtutor.exercises.writing import yaml_text

_ANSWER = "**Answer:**"
_ANSWER_LINE = re.compile(r"^\s*(?:\*\*)?Answer:?(?:\*\*)?:?\s*(.*)$", re.IGNORECASE)
_FENCE = re.compile(r"^\s*```")
_HEADING = re.compile(r"^##\s.*\{#([A-Za-z0-9][A-Za-z0-9._-]{0,63})\}\s*$")


@dataclass(frozen=True, slots=True)
class Worksheet:
    """What a student handed in: answers by the id of the exercise, each with its place, and which set they are to.

    `student` is empty where the sheet does not say whose it is.
    """

    set_name: str
    student: str
    seed: int
    answers: Mapping[str, str]
    places: Mapping[str, Place]


def write(
    title: str, source: str, student: str, seed: int, entries: Sequence[tuple[Entry, str]], markdown: bool = False
) -> str:
    """A worksheet to fill in.

    Args:
        title: of the set.
        source: the file or topic that grading will look for.
        student: whose copy it is.
        seed: where the student's numbers come from.
        entries: every exercise with its question in plain words.
        markdown: Markdown with answer lines, instead of YAML.
    """
    head = yaml_text({"worksheet": title, "set": source, "student": student, "seed": seed})
    if markdown:
        return f"---\n{head}---\n\n# {title}\n\n" + "\n".join(_markdown(*numbered) for numbered in _numbered(entries))
    body = "\n".join(_yaml(*numbered) for numbered in _numbered(entries))
    return f"{head}# Write each answer between the quotes, as on paper: 2x sin(3x).\nanswers:\n{body}"


def _numbered(entries: Sequence[tuple[Entry, str]]) -> list[tuple[int, Entry, str]]:
    return [(number, entry, question) for number, (entry, question) in enumerate(entries, 1)]


def _worth(entry: Entry) -> str:
    points = f"{entry.exercise.points:g}"
    return f"{points} point" if points == "1" else f"{points} points"


def _yaml(number: int, entry: Entry, question: str) -> str:
    first, *others = question.strip().splitlines() or [""]
    comments = [f"  # {number}. {first} ({_worth(entry)})", *(f"  #    {line}".rstrip() for line in others)]
    blank = "|\n    \n" if entry.exercise.facts.sort == "lines" else '""\n'
    return "\n".join([*comments, f"  {entry.exercise.id}: {blank}"])


def _markdown(number: int, entry: Entry, question: str) -> str:
    heading = f"## {number}. {entry.title} ({_worth(entry)}) {{#{entry.exercise.id}}}"
    return f"{heading}\n\n{question.strip()}\n\n{_ANSWER} \n"


def is_worksheet(text: str) -> bool:
    """Whether a text is a worksheet, by its first lines."""
    return bool(re.search(r"""^[\ufeff\s{]*["']?worksheet["']?\s*[:=]""", text, re.MULTILINE))


def student_of(text: str) -> str:
    """The student that the head of a worksheet names, be the rest as it may; empty where it names none.

    >>> student_of('worksheet: T\\n"student": "ada", # me\\nseed: [')
    'ada'
    """
    student = _QUOTED_STUDENT.search(text) or _STUDENT.search(text)
    return student[1].strip("\"' \t") if student else ""


_QUOTED_STUDENT = re.compile(r"""(?:^|[{,])\s*["']?student["']?\s*[:=]\s*(?:"([^"\n]+)")""", re.MULTILINE)
_STUDENT = re.compile(r"""^\s*["']?student["']?[ \t]*[:=][ \t]*(.*?)[ \t]*(?:[ \t]#.*)?$""", re.MULTILINE)


def read(path: Path) -> Worksheet:
    """Read what was filled in.

    Raises:
        FileError: where it is no worksheet, with the place.
    """
    return read_text(text_of(path, is_strict=False), path)


_FRONT = re.compile(r"\s*---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def read_text(text: str, path: PurePath) -> Worksheet:
    """As `read`, for a text; the path is named in errors."""
    text, name = with_line_ends(text), str(path)
    if front := _FRONT.match(text):
        head = "\n" * text.count("\n", 0, front.start(1)) + front[1]
        answered = _answers_in_markdown(text[front.end() :], name, text.count("\n", 0, front.end()) + 1)
        return _worksheet(_head(head, name), *answered, path)
    if path.suffix.lower() not in (".json", ".toml") and (written := as_written(text, name)):
        return _worksheet(_head(written.head, name), written.answers, written.places, path)
    fields = _other_layout(text, name)
    _check_kind(fields, path)
    given = fields.value.get("answers") if isinstance(fields.value, dict) else None
    if given is None or not isinstance(given.value, dict):
        place = fields.place if given is None else given.place
        raise FileError.at(place, sentences.NO_ANSWERS)
    for exercise, place in given.repeated:
        raise FileError.at(place, sentences.ANSWERED_TWICE, id=exercise)
    answers = {exercise: _answer(item) for exercise, item in given.value.items()}
    return _worksheet(fields, answers, {exercise: item.place for exercise, item in given.value.items()}, path)


def _head(text: str, name: str) -> Located:
    """The head of a worksheet. What students write into it need not be YAML: `student: @ada`.

    Raises:
        FileError: where even its lines say nothing.
    """
    try:
        return read_document(text, name)
    except FileError:
        fields = head_by_lines(text, name)
        if fields is None:
            raise
        return fields


def _other_layout(text: str, name: str) -> Located:
    """A worksheet that a program wrote, or somebody who knows the format; backslashes that spoil it are letters.

    Raises:
        FileError: where it cannot be read either way.
    """
    if not text.lstrip().startswith("{") and not name.lower().endswith(".json"):
        return read_document(literal(text), name)
    try:
        return read_document(text, name)
    except FileError:
        if "\\" not in text:
            raise
        return read_document(doubled(text), name)


def _check_kind(fields: Located, path: PurePath) -> None:
    head = fields.value if isinstance(fields.value, dict) else {}
    if "worksheet" in head:
        return
    refusal = sentences.SET_FOR_WORKSHEET if "exercises" in head else sentences.NOT_A_WORKSHEET
    raise FileError.at(Place(str(path), 1, 1), refusal, path=path)


def _answer(item: Located) -> str:
    if isinstance(item.value, list):
        return "\n".join(inner.text for inner in item.value)  # components and lines of a working alike
    if isinstance(item.value, dict):
        raise FileError.at(item.place, sentences.ANSWER_NOT_TEXT)
    return "" if item.value is None else item.text


def _worksheet(fields: Located, answers: Mapping[str, str], places: Mapping[str, Place], path: PurePath) -> Worksheet:
    _check_kind(fields, path)
    head = fields.value
    assert isinstance(head, dict)
    student = head["student"].text.strip() if "student" in head else ""
    seed = head["seed"].value if "seed" in head else 0
    if not isinstance(seed, int):
        raise FileError.at(head["seed"].place, sentences.SEED_NOT_A_NUMBER)
    return Worksheet(head["set"].text if "set" in head else "", student, seed, answers, places)


def _answers_in_markdown(body: str, name: str, first: int) -> tuple[dict[str, str], dict[str, Place]]:
    """What stands after `Answer:`, up to the next exercise; an exercise without an answer line has an empty answer."""
    answers: dict[str, list[str]] = {}
    places: dict[str, Place] = {}
    current, has_begun = "", False
    for number, line in enumerate(body.split("\n"), first):
        heading, answer, place = _HEADING.match(line), _ANSWER_LINE.match(line), Place(name, number, 1)
        if heading is not None:
            current, has_begun = heading[1], False
            if current in places:
                raise FileError.at(place, sentences.ANSWERED_TWICE_IN_MARKDOWN, id=current)
            places[current], answers[current] = place, []
        elif current and answer is not None and not has_begun:
            places[current], has_begun = place, True
            answers[current].append(answer[1])
        elif has_begun and not _FENCE.match(line):
            answers[current].append(line)
    return {exercise: "\n".join(lines).strip() for exercise, lines in answers.items()}, places
