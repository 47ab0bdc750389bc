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
_HEADING = re.compile(r"^##\s.*\{#([A-Za-z0-9][A-Za-z0-9._-]{0,63})\}\s*$")


@dataclass(frozen=True, slots=True)
class Worksheet:
    """What a student handed in: answers by the id of the exercise, each with its place."""

    exercises: str
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
    return bool(re.match(r"\ufeff?(---\s*\n)?(\s*#.*\n)*\s*\"?worksheet\"?\s*:", text))


def read(path: Path) -> Worksheet:
    """Read what was filled in.

    Raises:
        FileError: where it is no worksheet, with the place.
    """
    return read_text(text_of(path), path)


def read_text(text: str, path: Path) -> Worksheet:
    """As `read`, for a text; the path is named in errors."""
    text = text.removeprefix("\ufeff")
    if text.startswith("---"):
        head, _, body = text[3:].partition("\n---")
        fields, first = read_document(head, f"{path}.yaml"), text[: len(head) + 7].count("\n") + 1
        return _worksheet(fields, *_answers_in_markdown(body, str(path), first), path)
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
        lines = [inner.text for inner in item.value]
        return f"[{', '.join(lines)}]" if all(line for line in lines) else ""
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
    answers: dict[str, str] = {}
    places: dict[str, Place] = {}
    current, lines = "", [*body.splitlines(), "## end {#end}"]
    kept: list[str] = []
    for number, line in enumerate(lines, first):
        heading = _HEADING.match(line)
        if heading or (line.startswith("## ") and current):
            if current in places:
                answers[current] = "\n".join(kept).strip()
            current = heading[1] if heading else ""
            if current in places:
                raise FileError(f"{name}:{number}:1: {current} is answered twice.", "Leave one of them out.")
        elif current and line.lstrip().startswith(_ANSWER) and current not in places:
            places[current] = Place(name, number, 1)
            kept = [line.partition(_ANSWER)[2]]
        elif current in places:
            kept.append(line)
    return answers, places
