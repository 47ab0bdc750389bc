"""Feedback for each student in Markdown: one document, or a file each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from derivtutor.errors import UserError
from derivtutor.render import sentences
from derivtutor.render.markdown import escape
from derivtutor.render.prose import to_unicode
from derivtutor.render.reports.sheet import Item, Sheet, sheets
from derivtutor.render.reports.words import VERDICTS, misconception, nothing_in_it, number, of, plain, typed

if TYPE_CHECKING:
    from derivtutor.classroom.results import Decision, Results
    from derivtutor.render.reports import Options

_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever their ending."""

_MOST_NAME = 50
"""Letters of a file's name: four bytes each, and an ending, fit into the 255 bytes that file systems allow."""

_Asked = Callable[[Item], tuple[str, str]]
"""The question of an exercise with the student's numbers, as a quotation, and its first hint."""


def pages(results: Results, options: Options) -> Iterator[str]:
    """One document, a section for each student."""
    asked = _questions(results)
    yield f"# {escape(plain(results.plan.exercises.title))}\n"
    if sentence := nothing_in_it(results):
        yield f"\n{sentence}\n"
    if results.ungraded:
        students = ", ".join(map(escape, results.ungraded))
        yield f"\n{sentences.NOTHING_GRADED_OF.format(students=students)}\n"
    for sheet in sheets(results):
        yield f"\n## {escape(sheet.student)}\n\n{_feedback(sheet, asked, 3)}"


def files(results: Results) -> Iterator[tuple[str, str]]:
    """The name of a file, without ending, and its text for each student."""
    asked, taken = _questions(results), set[str]()
    title = escape(plain(results.plan.exercises.title))
    for sheet in sheets(results):
        yield file_name(sheet.student, taken), f"# {title}\n\n{_feedback(sheet, asked, 2)}"
    for student in results.ungraded:
        yield file_name(student, taken), f"# {title}\n\nHello {escape(student)},\n\n{sentences.YOURS_UNGRADED}\n"


def file_name(student: str, taken: set[str]) -> str:
    """A name that every file system takes, and that is not taken yet, be it in other capitals; it is then.

    >>> taken = set()
    >>> [file_name(student, taken) for student in ("ada", "Ada", "../ada", "con", "...")]
    ['ada', 'Ada-2', 'ada-3', 'student-con', 'student']
    """
    kept = re.sub(r"[^\w.@+-]+", "_", unicodedata.normalize("NFKC", student))
    base = kept.strip("._-")[:_MOST_NAME].rstrip("._-") or "student"
    base = f"student-{base}" if _RESERVED.fullmatch(base) else base
    name, number = base, 1
    while _same(name) in taken:
        number += 1
        name = f"{base}-{number}"
    taken.add(_same(name))
    return name


def _same(name: str) -> str:
    """What is one name to file systems that do not tell capitals apart."""
    return unicodedata.normalize("NFKD", name).upper().casefold()


def _questions(results: Results) -> _Asked:
    @lru_cache(maxsize=500)
    def asked(exercise: str, numbers: tuple[tuple[str, str], ...]) -> tuple[str, str]:
        try:
            question = results.marker(exercise, dict(numbers)).question
        except UserError:  # nobody could answer it either, and that is said of the answer
            return "", ""
        lines = to_unicode(question.statement).strip().split("\n")
        quoted = "\n".join(f"> {escape(line.strip())}".rstrip() for line in lines)
        return quoted, next(iter(question.exercise.hints), "")

    return lambda item: asked(item.exercise.id, tuple(item.numbers.items()))


def _feedback(sheet: Sheet, asked: _Asked, level: int) -> str:
    possible = sum(item.exercise.points for item in sheet.items)
    rows = [
        f"| {escape(item.title)} | {item.verdict} | {number(item.score)} of {number(item.exercise.points)} |"
        for item in sheet.items
    ]
    table = "\n".join(["| Exercise | Verdict | Score |", "|---|---|--:|", *rows])
    begins = "Nothing of yours was found to grade: you" if sheet.is_missing else "You"
    blocks = [f"Hello {escape(sheet.student)},", f"{begins} have {of(sheet.total, possible)}.", table]
    for place, item in enumerate(sheet.items, 1):
        blocks.append(f"{'#' * level} {place}. {escape(item.title)}")
        blocks += _item(item, *asked(item))
    return "\n\n".join(blocks) + "\n"


def _item(item: Item, question: str, hint: str) -> Iterator[str]:
    if question:
        yield question
    if item.decision is None or item.word == "empty":
        yield f"**{VERDICTS['empty']}.** {escape(item.by_hand)}".rstrip()
        return
    yield f"Your answer: {code(typed(item.decision.answer))}"
    late = " It was handed in late." if item.decision.late else ""
    if item.is_right:
        yield f"**{VERDICTS[item.word]}.**{f' {escape(item.by_hand)}' if item.by_hand else ''}{late}"
        return
    yield f"**{VERDICTS[item.word]}.** {_said(item)}{late}".rstrip()
    notes = _notes(item.decision, hint)
    if notes:
        yield "\n".join(f"- {label}: {text}" for label, text in notes)


def _said(item: Item) -> str:
    return escape(item.remark.removeprefix(f"{VERDICTS[item.word]}.").strip())


def _notes(decision: Decision, hint: str) -> list[tuple[str, str]]:
    """The hint to the slip, unless it was said already, else the author's; the misconception's name; observations."""
    mark = decision.mark
    hints = [slip.hint for slip in mark.slips if slip.hint and slip.hint not in mark.says] or [hint]
    notes = [("Hint", escape(plain(hint))) for hint in hints[:1] if hint]
    notes += [("Misconception", escape(misconception(slip))) for slip in mark.slips]
    return notes + [("Note", escape(plain(note))) for note in mark.notes]


def code(text: str) -> str:
    """Text as code, fenced by more backticks than it has in a row; several lines as a block of their own."""
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    if "\n" in text:
        return f"\n\n{fence.ljust(3, '`')}\n{text}\n{fence.ljust(3, '`')}"
    space = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return f"{fence}{space}{text}{space}{fence}"
