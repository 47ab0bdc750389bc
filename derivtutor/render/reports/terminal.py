"""A summary for the screen: of a class, or of one student's answers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from derivtutor.derivation.misconceptions import name_of
from derivtutor.language import counted, decimals, mark, percent, translated
from derivtutor.render.catalogue import console, table
from derivtutor.render.reports.sheet import Sheet, only_sheet
from derivtutor.render.reports.words import (
    VERDICTS,
    by_hand,
    files,
    nothing_in_it,
    number,
    of,
    plain,
    typed,
)
from derivtutor.render.safe import ascii_text, safe

if TYPE_CHECKING:
    from rich.console import Console

    from derivtutor.classroom.results import Example, Misconception, Refused, Remark, Results
    from derivtutor.render.reports import Options

_MOST = 10
"""So many refused rows, and so many misconceptions, are listed."""

_MOST_FILES = 40
"""So many where whole files were handed in, each of which is somebody's."""

_MOST_EXERCISES = 25
"""So many exercises are listed; those that went well need no attention."""

_MOST_EXAMPLE = 60
_BAR = 30
_PARTS = 5


def pages(results: Results, options: Options) -> Iterator[str]:
    """The summary."""
    screen = _Screen(console(options.width, options.colour), options)
    with screen.console.capture() as captured:
        screen.heading(plain(results.plan.exercises.title))
        if results.student_count == 1 and not results.ungraded:
            _one_student(screen, only_sheet(results, "one student"))
            _to_look_at(screen, results)
        else:
            _class(screen, results)
    yield "\n".join(line.rstrip() for line in captured.get().rstrip("\n").split("\n")) + "\n"


class _Screen:
    """Where text is printed, in the signs that it has."""

    def __init__(self, console: Console, options: Options) -> None:
        self.console = console
        self.unicode = options.unicode
        self.width = options.width

    def text(self, text: str, style: str = "") -> Text:
        """Words without meaning for Rich: square brackets in an answer are no markup."""
        return Text(text if self.unicode else "\n".join(map(ascii_text, text.split("\n"))), style=style)

    def line(self, text: str, indent: int = 0) -> None:
        self.console.print(Padding(self.text(text), (0, 0, 0, indent)))

    def heading(self, text: str) -> None:
        self.console.print(self.text(text, "bold"))

    def rows(self, columns: tuple[str, ...], right: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
        made = table(*columns, right=right)
        made.columns[0].min_width = min(max(len(row[0]) for row in rows), self.width // 2)
        for row in rows:
            made.add_row(*map(self.text, row))
        self.console.print(made)


def _class(screen: _Screen, results: Results) -> None:
    rows = _answers(results.rows)
    says = "{students}, {answers}, on average {score}" if results.student_count else "{students}, {answers}"
    average = of(results.mean, results.possible)
    screen.line(translated(says).format(students=_students(results.student_count), answers=rows, score=average))
    if sentence := nothing_in_it(results):
        screen.line(sentence)
    if results.files:
        screen.line(files(results))
    _distribution(screen, results)
    _to_look_at(screen, results)
    if results.hardest:
        screen.console.print()
        screen.heading(translated("Exercises, the hardest first"))
        figures = (translated("Students"), translated("Mean share"), translated("Fully right"))
        screen.rows(
            (translated("Exercise"), *figures),
            figures,
            [
                (result.exercise.id, str(result.students), percent(result.mean), str(result.right))
                for result in results.hardest[:_MOST_EXERCISES]
            ],
        )
        _rest(screen, len(results.hardest) - _MOST_EXERCISES)
    left = [result.exercise.id for result in results.by_exercise if not result.students]
    if left:
        screen.line(translated("Answered by nobody: {exercises}").format(exercises=", ".join(left)))
    if results.misconceptions:
        screen.console.print()
        screen.heading(translated("Commonest misconceptions"))
        misconceptions = list(map(_misconception, results.misconceptions[:_MOST]))
        heads = (translated("Misconception"), translated("Rule"), translated("Students"), translated("Example"))
        screen.rows(heads, (heads[2],), misconceptions)
        _rest(screen, len(results.misconceptions) - _MOST)


def _students(many: int) -> str:
    return counted("{count} student", "{count} students", many).format(count=many)


def _answers(many: int) -> str:
    return counted("{count} answer", "{count} answers", many).format(count=many)


def _misconception(misconception: Misconception) -> tuple[str, ...]:
    example = _example(misconception.examples[0]) if misconception.examples else ""
    return safe(name_of(misconception.slip)), safe(misconception.rule), str(misconception.students), example


def _example(example: Example) -> str:
    own = ", ".join(f"{name} = {value}" for name, value in example.numbers.items())
    says = translated("{answer} ({exercise} with {numbers})" if own else "{answer} ({exercise})")
    return says.format(answer=_short(example.answer), exercise=example.exercise, numbers=own)


def _short(answer: str) -> str:
    return safe(answer if len(answer) <= _MOST_EXAMPLE else f"{answer[:_MOST_EXAMPLE]} …")


def _distribution(screen: _Screen, results: Results) -> None:
    """How many students reached which share, as bars."""
    if not results.possible or not results.student_count:
        return
    many = [0] * _PARTS
    for student in results.handed_in():
        share = student.total / results.possible + 1e-9  # a share that is a limit belongs above it
        many[min(int(share * _PARTS), _PARTS - 1)] += 1
    step = 100 // _PARTS
    screen.console.print()
    screen.heading(translated("Students by their share of the points"))
    for part, students in enumerate(many):
        last = 100 if part == _PARTS - 1 else (part + 1) * step - 1
        limits = translated("{first}% to {last}%").format(first=part * step, last=last)
        length = -(-_BAR * students // max(many))
        screen.line(f"{limits:>12}  {('█' if screen.unicode else '#') * length} {students}")


def _to_look_at(screen: _Screen, results: Results) -> None:
    """What has no judgement or no proof, and the rows that could not be graded at all."""
    if results.doubtful:
        screen.console.print()
        says = translated("Not judged, and so far without points: {answers}")
        screen.line(says.format(answers=_answers(results.doubtful)))
    if results.unproved:
        screen.console.print()
        says = translated("Not proved, worth a look: {answers}")
        screen.heading(says.format(answers=_answers(results.unproved)))
        for decision in islice(results.decisions(only_unproved=True), _MOST):
            screen.line(f"{safe(decision.student)}, {decision.exercise}{mark(': ')}{_short(decision.answer)}", indent=2)
        _rest(screen, results.unproved - _MOST)
    _class_list(screen, results)
    if results.ungraded:
        screen.console.print()
        many = len(results.ungraded)
        screen.heading(
            counted(
                "{count} student from whom nothing could be graded",
                "{count} students from whom nothing could be graded",
                many,
            ).format(count=many)
        )
        screen.line(", ".join(map(safe, results.ungraded)), indent=2)
    most = _MOST_FILES if results.files else _MOST
    many = results.refused_count
    refused = counted("{count} row could not be graded", "{count} rows could not be graded", many)
    if results.files:
        refused = counted("{count} file or row could not be graded", "{count} files or rows could not be graded", many)
    _places(screen, refused.format(count=many), many, results.refused(), most)
    _places(screen, translated("Worth knowing"), results.remark_count, results.remarks(), most)


def _class_list(screen: _Screen, results: Results) -> None:
    """Who is missing, and whose scores were decided by hand."""
    if results.missing:
        screen.console.print()
        many = len(results.missing)
        says = counted(
            "Missing: nothing to grade was found from {count} student on the roster",
            "Missing: nothing to grade was found from {count} students on the roster",
            many,
        )
        screen.heading(says.format(count=many))
        for person in results.missing[:_MOST]:
            screen.line(safe(person.label), indent=2)
        _rest(screen, len(results.missing) - _MOST)
    if results.overruled_count and results.student_count > 1:
        screen.console.print()
        many = results.overruled_count
        screen.heading(
            counted("{count} score decided by hand", "{count} scores decided by hand", many).format(count=many)
        )
        for decision in islice(results.decisions(only_overruled=True), _MOST):
            screen.line(f"{safe(decision.student)}, {decision.exercise}{mark(': ')}{by_hand(decision)}", indent=2)
        _rest(screen, results.overruled_count - _MOST)


def _places(screen: _Screen, heading: str, many: int, rows: Iterator[Refused | Remark], most: int) -> None:
    """What is said of places in what was handed in."""
    if not many:
        return
    screen.console.print()
    screen.heading(heading)
    for row in islice(rows, most):
        screen.line(f"{safe(row.file)}:{row.line}  {plain(row.message)}", indent=2)
    _rest(screen, many - most)


def _rest(screen: _Screen, many: int) -> None:
    if many > 0:
        screen.line(translated("and {many} more").format(many=many), indent=2)


def _one_student(screen: _Screen, sheet: Sheet) -> None:
    """Every exercise with answer, verdict and score; below what is not right, what to say."""
    screen.line(
        f"{safe(sheet.student)}{mark(': ')}{of(sheet.total, sum(item.exercise.points for item in sheet.items))}"
    )
    screen.console.print()
    heads = (translated("Exercise"), translated("Answer"), translated("Verdict"), translated("Score"))
    first = min(max(len(word) for word in (heads[0], *(item.exercise.id for item in sheet.items))), screen.width // 4)
    widths = (first, max(screen.width - first - 38, 10), 20, 12)
    _aligned(screen, widths, heads, "bold")
    for item in sheet.items:
        answer = "" if item.decision is None else typed(item.decision.answer)
        score, points = (decimals(number(each)) for each in (item.score, item.exercise.points))
        score = translated("{score} of {points}").format(score=score, points=points)
        _aligned(screen, widths, (item.exercise.id, answer, item.verdict, score))
        says = item.remark.removeprefix(f"{translated(VERDICTS[item.word])}.").strip()
        if says and (item.by_hand or not item.is_right):
            screen.line(says, indent=4)


def _aligned(screen: _Screen, widths: tuple[int, ...], cells: tuple[str, ...], style: str = "") -> None:
    """One row of a table that is interrupted by sentences as wide as the screen."""
    row = table(*cells)
    row.show_header = False
    for column, width in zip(row.columns, widths, strict=True):
        column.width = width
    row.add_row(*(screen.text(cell, style) for cell in cells))
    screen.console.print(row)
