"""One HTML page for the teacher that needs nothing else: the class, the exercises, the misconceptions, the students."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from derivtutor.classroom.results import ExerciseResult, Refused, Remark, Results
from derivtutor.render.reports.charts import Bars, bar_chart, histogram
from derivtutor.render.reports.html_cards import Places, cards, places
from derivtutor.render.reports.html_parts import MOST_ROWS, exercises, misconceptions, students
from derivtutor.render.reports.html_table import class_table
from derivtutor.render.reports.html_words import count, number, percent, plain, points, title_of, words
from derivtutor.render.reports.words import BY_HAND, files
from derivtutor.render.web.frame import beginning, ending, escape

if TYPE_CHECKING:
    from derivtutor.render.reports import Options

STYLES = ("derivtutor.render.reports/report.css",)
SCRIPTS = ("derivtutor.render.reports/report.js",)

MOST_REFUSED = 200
"""So many of the refused rows are shown."""

MOST_BARS = 12
"""A chart with more exercises would not fit a sheet of paper."""


def pages(results: Results, options: Options) -> Iterator[str]:
    """The page, piece by piece."""
    detailed = results.rows <= MOST_ROWS
    yield _start(results)
    there = places(results) if detailed else {}
    yield from _summary(results, there)
    yield from _section("class", "The class", class_table(results, detailed) if results.student_count else _nobody())
    yield from _section("charts", "Charts", _charts(results))
    yield from _section("exercises", "Exercises", exercises(results))
    yield from _section("misconceptions", "Misconceptions", misconceptions(results, there))
    yield from _section("students", "Students", students(results) if detailed else _too_many(results))
    yield f"</main>\n{ending(SCRIPTS)}"


def _start(results: Results) -> str:
    """The beginning of the page."""
    title = words(results.plan.exercises.title)
    links = "".join(f'<li><a href="#{name.lower()}">{name}</a></li>' for name in _SECTIONS)
    return (
        f"{beginning(f'{title}: report', STYLES, SCRIPTS)}<main>\n"
        f'<header>\n<h1>{title}</h1>\n<nav aria-label="Sections"><ul>{links}</ul></nav>\n'
    )


_SECTIONS = ("Class", "Charts", "Exercises", "Misconceptions", "Students")


def _section(name: str, title: str, content: Iterator[str]) -> Iterator[str]:
    yield f'<section id="{name}">\n<h2>{title}</h2>\n'
    yield from content
    yield "</section>\n"


# The head


def _summary(results: Results, there: Places) -> Iterator[str]:
    if results.student_count:
        yield from _section("glance", "At a glance", cards(results, there))
    share = f" ({percent(results.mean / results.possible)})" if results.possible else ""
    figures = [
        ("Students", f"{results.student_count:,}"),
        ("Answers", f"{results.rows:,}"),
        ("Mean", f"{number(results.mean)} of {points(results.possible)}{share}"),
        ("Not judged", f"{results.doubtful:,}{' (needs a look)' if results.doubtful else ''}"),
        ("Not proved", f"{results.unproved:,}{' (worth a look)' if results.unproved else ''}"),
        ("Unreadable", f"{results.unreadable:,}"),
        ("Blank", f"{results.blank:,}"),
        ("Refused rows", f"{results.refused_count:,}"),
    ]
    if results.plan.roster:
        figures.append(("Missing", f"{len(results.missing):,}"))
    if results.overruled_count:
        figures.append((BY_HAND.capitalize(), f"{results.overruled_count:,}"))
    items = (f"<div><dt>{label}</dt><dd>{figure}</dd></div>" for label, figure in figures)
    yield f'<dl class="figures">{"".join(items)}</dl>\n<p class="soft">{_how(results)}</p>\n'
    if results.files:
        yield f'<p class="soft">{files(results)}</p>\n'
    if results.ungraded:
        names = ", ".join(f"<bdi>{plain(name)}</bdi>" for name in results.ungraded)
        yield f"<p>{count(len(results.ungraded), 'student')} from whom nothing could be graded: {names}</p>\n"
    yield from _places(f"{count(results.refused_count, 'row')} refused", results.refused_count, results.refused())
    yield from _places("Worth knowing", results.remark_count, results.remarks())
    yield "</header>\n"


def _how(results: Results) -> str:
    """Which attempt counts, and when answers were due."""
    text = f"Of several attempts at an exercise the {results.plan.count} counts."
    due = results.plan.exercises.due
    own = sum(person.due is not None for person in results.plan.roster.people) if results.plan.roster else 0
    text += f" Answers were due {escape(due)}." if due else ""
    return text + (f" {count(own, 'student has', 'students have')} a due date of their own." if own else "")


def _places(summary: str, many: int, rows: Iterator[Refused | Remark]) -> Iterator[str]:
    """What is said of places in what was handed in."""
    if not many:
        return
    yield f"<details>\n<summary>{summary}</summary>\n<ul>\n"
    for row in islice(rows, MOST_REFUSED):
        yield f"<li><code>{escape(row.file)}:{row.line}</code> {plain(row.message)}</li>\n"
    if many > MOST_REFUSED:
        yield f"<li>and {many - MOST_REFUSED:,} more</li>\n"
    yield "</ul>\n</details>\n"


def _nobody() -> Iterator[str]:
    yield "<p>There are no answers to show.</p>\n"


def _too_many(results: Results) -> Iterator[str]:
    yield f"<p>With {results.rows:,} answers this page leaves them out; the report in CSV has every one.</p>\n"


# Charts


def _charts(results: Results) -> Iterator[str]:
    totals = "Students by their share of all points"
    yield f'<div class="charts">\n{_figure(totals, _totals(results, totals))}'
    legend = ("mean of the points", "students all right")
    bars = [_bars(results, result) for result in results.by_exercise]
    charts = max(math.ceil(len(bars) / MOST_BARS), 1)
    size = max(math.ceil(len(bars) / charts), 1)
    for start in range(0, len(bars), size):
        some = bars[start : start + size]
        title = f"Exercises {start + 1} to {start + len(some)}" if charts > 1 else "Exercises"
        yield _figure(title, bar_chart(f"shares-{start}", title, legend, some))
    yield "</div>\n"


def _figure(title: str, content: str) -> str:
    return f"<figure>\n<figcaption>{title}</figcaption>\n{content}\n</figure>\n"


def _totals(results: Results, title: str) -> str:
    if not (results.possible and results.student_count):
        return "<p>There are no points to show.</p>"
    tenths = [0] * 10
    for student in results.handed_in():
        tenths[min(int(10 * student.total / results.possible + 1e-9), 9)] += 1
    return histogram("totals", title, tenths, "Students")


def _bars(results: Results, result: ExerciseResult) -> Bars:
    title = title_of(results, result.exercise)
    label = f"{result.exercise.id}: {title}" if title else result.exercise.id
    if not result.students:
        return Bars(label, remark="nobody answered")
    if not result.exercise.points:
        return Bars(label, remark="no points")
    right = result.right / result.students
    return Bars(label, result.mean, right, (percent(result.mean), percent(right)))
