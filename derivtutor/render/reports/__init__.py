"""Reports of a grading run: one module for each format, found here by name, and how they are written to disk."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from derivtutor.classroom.keeping import is_stream
from derivtutor.classroom.submissions.own import as_text
from derivtutor.render import sentences
from derivtutor.render.safe import safe

if TYPE_CHECKING:
    from derivtutor.classroom.results import Results

FORMATS = {
    "terminal": "A summary: scores, the hardest exercises, the commonest misconceptions.",
    "json": "The summary as one JSON document.",
    "jsonl": "Every decision with answer, verdict, evidence and diagnosis, one JSON object a line.",
    "csv": "A table with a row for each answer.",
    "junit": "JUnit XML, for continuous integration.",
    "gradescope": "Gradescope's results.json (one student).",
    "github": "GitHub Classroom's autograding results (one student).",
    "canvas": "A gradebook for Canvas, made from its export.",
    "moodle": "A gradebook for Moodle, made from its export.",
    "blackboard": "A gradebook for Blackboard, made from its download.",
    "brightspace": "A gradebook for Brightspace (D2L), made from its export.",
    "markdown": "Feedback for each student; a folder, or one file.",
    "changes": "Whose scores have changed since the last grading, and why.",
    "html": "A page for the teacher: table, exercises, misconceptions.",
}
"""Each has the module of its name with `pages(results, options)`, which yields the text piece by piece."""

ALSO_CALLED = {"d2l": "brightspace"}
"""Other names of formats."""

HANDED_ON = frozenset({"gradescope", "github", "canvas", "moodle", "blackboard", "brightspace", "markdown"})
"""What students read, or platforms that show it to them: nothing in it makes a right answer look doubtful."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a report is written. `template` is the exported gradebook of a platform; the others are the screen's."""

    template: Path | None = None
    width: int = 80
    unicode: bool = True
    colour: bool = False


def pages(form: str, results: Results, options: Options) -> Iterator[str]:
    """The text of a report, piece by piece."""
    module = importlib.import_module(f"derivtutor.render.reports.{form}")
    yield from module.pages(results, options)


GRADEBOOKS = ("canvas", "moodle", "blackboard", "brightspace")
"""Reports that are made from an exported gradebook."""


def check(form: str, options: Options) -> None:
    """Find out before a long run whether a report can be written.

    Raises:
        UserError: where the gradebook that it is made from is missing or of another kind.
    """
    if form in GRADEBOOKS:
        importlib.import_module(f"derivtutor.render.reports.{form}").check(options.template)


def unmatched(form: str, results: Results, options: Options) -> list[str]:
    """The students that the exported gradebook does not have, where there is one."""
    return _asked("unmatched", form, results, options)


def warnings(form: str, results: Results, options: Options) -> list[str]:
    """What should be looked at before a gradebook is imported."""
    return _asked("warnings", form, results, options)


def _asked(question: str, form: str, results: Results, options: Options) -> list[str]:
    if form not in GRADEBOOKS or options.template is None:
        return []
    report = importlib.import_module(f"derivtutor.render.reports.{form}")
    return list(getattr(report, question)(results, options.template))


def write(form: str, results: Results, target: Path, options: Options) -> None:
    """Write a report to a file, which is there whole or not at all; Markdown also to a folder, a file a student.

    Raises:
        UserError: where it cannot be written.
    """
    try:
        if form == "markdown" and (target.is_dir() or not target.suffix):
            markdown = importlib.import_module("derivtutor.render.reports.markdown")
            target.mkdir(parents=True, exist_ok=True)
            for name, text in markdown.files(results):
                _replace(target / f"{name}.md", [text])
        else:
            _replace(target, pages(form, results, options))
    except (OSError, RuntimeError) as error:  # a link that leads to itself is a RuntimeError
        why = getattr(error, "strerror", None) or sentences.LINK_LEADS_NOWHERE
        raise sentences.UNWRITABLE(target=target, why=why) from None


def _replace(target: Path, text: Iterable[str]) -> None:
    """Write a file whole or not at all. A link keeps leading where it leads; a device or a pipe is written to."""
    if is_stream(target):
        with target.open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(text)
        return
    place = target.resolve()
    unfinished = place.with_name(f"{place.name}.unfinished")
    try:
        unfinished.unlink(missing_ok=True)  # it may be a link, or of a run that was cut off
        with unfinished.open("x", encoding="utf-8", newline="") as stream:
            stream.writelines(text)
        unfinished.replace(place)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise


def spreadsheet_cell(text: str) -> str:
    """A text for a table that spreadsheets open: what they would take for a formula is marked as text.

    A plain number stays one. Control characters are shown.

    >>> spreadsheet_cell("=1+1"), spreadsheet_cell("-2.5"), spreadsheet_cell("-2x")
    ("'=1+1", '-2.5', "'-2x")
    """
    return as_text("".join(piece if piece in ("\n", "\t") else safe(piece) for piece in re.split("([\n\t])", text)))
