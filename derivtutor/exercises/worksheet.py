"""Worksheets: a student's own copy of a set to fill in, as YAML or Markdown, and what was filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from derivtutor.exercises.catalogue import Entry
from derivtutor.exercises.document import FileError, Located, Place, read_document, text_of
from derivtutor.exercises.writing import yaml_text

_ANSWER = "**Answer:**"
_ANSWER_LINE = re.compile(r"^\s*(?:\*\*)?Answer:?(?:\*\*)?:?\s*(.*)$", re.IGNORECASE)
_FENCE = re.compile(r"^\s*```")
_HEADING = re.compile(r"^##\s.*\{#([A-Za-z0-9][A-Za-z0-9._-]{0,63})\}\s*$")


@dataclass(frozen=True, slots=True)
class Worksheet:
    """What a student handed in: answers by the id of the exercise, each with its place, and which set they are to."""

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
    blank = "|\n    \n" if entry.exercise.kind == "working" else '""\n'
    return "\n".join([*comments, f"  {entry.exercise.id}: {blank}"])


def _markdown(number: int, entry: Entry, question: str) -> str:
    heading = f"## {number}. {entry.title} ({_worth(entry)}) {{#{entry.exercise.id}}}"
    return f"{heading}\n\n{question.strip()}\n\n{_ANSWER} \n"


def is_worksheet(text: str) -> bool:
    """Whether a text is a worksheet, by its first lines."""
    return bool(re.search(r"""^[\ufeff\s{]*["']?worksheet["']?\s*[:=]""", text, re.MULTILINE))


def read(path: Path) -> Worksheet:
    """Read what was filled in.

    Raises:
        FileError: where it is no worksheet, with the place.
    """
    return read_text(text_of(path), path)


def read_text(text: str, path: Path) -> Worksheet:
    """As `read`, for a text; the path is named in errors."""
    text = text.removeprefix("\ufeff")
    if text.startswith("---") and "\n---" in text[3:]:
        head, _, body = text[3:].partition("\n---")
        fields, first = read_document(head, str(path)), text[: len(head) + 7].count("\n") + 1
        return _worksheet(fields, *_answers_in_markdown(body, str(path), first), path)
    if path.suffix.lower() not in (".json", ".toml") and (lines := _as_written(text, str(path))):
        head, answers, places = lines
        return _worksheet(read_document(head, str(path)), answers, places, path)
    fields = read_document(text, str(path))
    _check_kind(fields, path)
    given = fields.value.get("answers") if isinstance(fields.value, dict) else None
    if given is None or not isinstance(given.value, dict):
        place = fields.place if given is None else given.place
        raise FileError(f"{place}: there are no answers.", "Write answers: and below it a line for each exercise.")
    for name, place in given.repeated:
        raise FileError(f"{place}: {name} is answered twice.", "Leave one of the answers out.")
    answers = {name: _answer(item) for name, item in given.value.items()}
    return _worksheet(fields, answers, {name: item.place for name, item in given.value.items()}, path)


_ENTRY = re.compile(r"^  ([A-Za-z0-9][A-Za-z0-9._-]{0,63}):(?:\s(.*))?$")
_HEAD = re.compile(r"^(worksheet|set|student|seed):")
_QUOTED = re.compile(r"""\s*(["'])(.*)\1\s*""", re.DOTALL)


def _as_written(text: str, name: str) -> tuple[str, dict[str, str], dict[str, Place]] | None:
    """The head, the answers and their places of a YAML worksheet that still looks as it was handed out.

    Answers are taken letter by letter: LaTeX in quotation marks would lose its backslashes in YAML, and a line of a
    working that is not indented would lose the whole worksheet. None where the layout is another one.
    """
    pieces = re.split(r"^answers:[ \t]*$", text, maxsplit=1, flags=re.MULTILINE)
    if len(pieces) < 2:
        return None
    head, body = pieces
    answers: dict[str, list[str]] = {}
    places: dict[str, Place] = {}
    current = ""
    for number, line in enumerate(body.splitlines()[1:], head.count("\n") + 2):
        entry = _ENTRY.match(line)
        if _HEAD.match(line):
            return None
        if entry is not None:
            current = entry[1]
            if current in answers:
                raise FileError(f"{name}:{number}:1: {current} is answered twice.", "Leave one of the answers out.")
            places[current], answers[current] = Place(name, number, 1), [entry[2] or ""]
        elif re.match(r"\s*#", line):
            continue
        elif current:
            answers[current].append(line)
        elif line.strip():
            return None
    return head, {name: _bare_answer(lines) for name, lines in answers.items()}, places


def _bare_answer(lines: list[str]) -> str:
    first, *others = lines
    if re.fullmatch(r"\s*[|>][-+0-9]*\s*", first):
        first = ""
    text = "\n".join(line.strip() for line in (first, *others)).strip()
    quoted = _QUOTED.fullmatch(text)
    return quoted[2].strip() if quoted else text


def _check_kind(fields: Located, path: Path) -> None:
    head = fields.value if isinstance(fields.value, dict) else {}
    if "worksheet" in head:
        return
    remedy = "derivtutor exercises worksheet writes one."
    if "exercises" in head:
        remedy = f"It is a set of exercises: name what was handed in, derivtutor grade {path} FILE."
    raise FileError(f"{path}:1:1: this is no worksheet.", remedy)


def _answer(item: Located) -> str:
    if isinstance(item.value, list):
        return "\n".join(inner.text for inner in item.value)  # components and lines of a working alike
    if isinstance(item.value, dict):
        raise FileError(f"{item.place}: this answer is not text.", "Put it in quotes.")
    return "" if item.value is None else item.text


def _worksheet(fields: Located, answers: Mapping[str, str], places: Mapping[str, Place], path: Path) -> Worksheet:
    _check_kind(fields, path)
    head = fields.value
    assert isinstance(head, dict)
    student = head["student"].text.strip() if "student" in head else ""
    seed = head["seed"].value if "seed" in head else 0
    if not isinstance(seed, int):
        raise FileError(f"{head['seed'].place}: the seed is not a whole number.", "Write it as it was.")
    return Worksheet(head["set"].text if "set" in head else "", student or path.stem, seed, answers, places)


def _answers_in_markdown(body: str, name: str, first: int) -> tuple[dict[str, str], dict[str, Place]]:
    """What stands after `Answer:`, up to the next exercise; an exercise without an answer line has an empty answer."""
    answers: dict[str, list[str]] = {}
    places: dict[str, Place] = {}
    current, has_begun = "", False
    for number, line in enumerate(body.splitlines(), first):
        heading, answer = _HEADING.match(line), _ANSWER_LINE.match(line)
        if heading is not None:
            current, has_begun = heading[1], False
            if current in places:
                raise FileError(f"{name}:{number}:1: {current} is answered twice.", "Leave one of them out.")
            places[current], answers[current] = Place(name, number, 1), []
        elif current and answer is not None and not has_begun:
            places[current], has_begun = Place(name, number, 1), True
            answers[current].append(answer[1])
        elif has_begun and not _FENCE.match(line):
            answers[current].append(line)
    return {exercise: "\n".join(lines).strip() for exercise, lines in answers.items()}, places
