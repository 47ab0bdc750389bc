"""The class as a table: a row for each student, a column for each exercise, written as the students come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter

from derivtutor.classroom.results import Results, Student
from derivtutor.render.reports.html_words import count, number, percent, plain, points, title_of
from derivtutor.render.reports.words import BY_HAND, NOT_PROVED

MOST_CELLS = 60_000
"""With more scores than this the table shows totals only, so that a browser can still hold it."""

STEPS = (
    (1.0, "✓", "all", "all points"),
    (0.75, "◕", "most", "75% or more"),
    (0.5, "◑", "half", "50% or more"),
    (1e-9, "◔", "some", "some"),
    (0.0, "✗", "none", "none"),
)
"""From this share of the points on: a sign, the class in the style sheet, and what it means."""

UNPROVED = "≈"
"""The sign of an answer that is right as far as 100 digits say."""

OVERRULED = "✎"
"""The sign of a score that was decided by hand."""

_CONTROLS = """<div class="controls" id="controls" hidden>
<label>Find a student <input type="search" id="find" autocomplete="off" spellcheck="false"></label>
<label><input type="checkbox" id="look"> only what needs a look</label>
<output id="shown" aria-live="polite"></output>
</div>"""

_LATE = """SELECT student.name, counted.exercise FROM counted
JOIN submission ON submission.number = counted.number JOIN student ON student.id = counted.student
WHERE counted.counts AND submission.late ORDER BY student.name, counted.exercise"""


def class_table(results: Results, linked: bool) -> Iterator[str]:
    """The table, piece by piece.

    Args:
        results: of the run.
        linked: whether the page has a section for each student.
    """
    students, exercises = results.student_count + len(results.missing), len(results.exercises)
    full = students * exercises <= MOST_CELLS
    if full:
        yield _legend()
    else:
        yield (
            f"<p>With {count(students, 'student')} and {count(exercises, 'exercise')} this table shows totals only;"
            " the report in CSV has every score.</p>\n"
        )
    yield f'{_CONTROLS}\n<div class="scroll" role="region" aria-labelledby="scores-caption" tabindex="0">\n'
    yield '<table id="scores" class="scores">\n<caption id="scores-caption">Scores by student'
    yield f"{' and exercise' if full else ''}</caption>\n{_head(results, full)}<tbody>\n"
    for place, (student, late) in enumerate(with_late(results), 1):
        yield _row(results, student, late, place if linked else None, full)
    yield "</tbody>\n</table>\n</div>\n"


def anchor(place: int) -> str:
    """Where a student stands on the page; students are numbered by name."""
    return f"student-{place}"


def with_late(results: Results) -> Iterator[tuple[Student, frozenset[str]]]:
    """The students by name, each with the exercises whose score is of a late answer."""
    late = groupby(results.store.query(_LATE), key=itemgetter(0))
    name, rows = next(late, ("", iter(())))
    for student in results.students(with_ungraded=True):
        if student.name == name:
            yield student, frozenset(exercise for _, exercise in rows)
            name, rows = next(late, ("", iter(())))
        else:
            yield student, frozenset()


def _legend() -> str:
    meanings = [(sign, meaning, kind) for _, sign, kind, meaning in STEPS]
    meanings += [("?", "not judged", "doubt"), (UNPROVED, NOT_PROVED, ""), (OVERRULED, BY_HAND, "")]
    meanings += [("L", "late", ""), ("–", "no answer", "")]
    items = (f'<li><span class="sign {kind}">{sign}</span> {meaning}</li>' for sign, meaning, kind in meanings)
    return f'<ul class="legend">{"".join(items)}</ul>\n'


def _head(results: Results, full: bool) -> str:
    heads = ['<th scope="col" data-by="name">Student</th>']
    heads += [f'<th scope="col" data-by="number">{label}</th>' for label in ("Total", "Share", "Look")]
    for exercise in results.exercises if full else ():
        about = (
            f"{title}, {points(exercise.points)}" if (title := title_of(results, exercise)) else points(exercise.points)
        )
        label = f"<span>{plain(exercise.id)} <small>{about}</small></span>"
        heads.append(f'<th scope="col" data-by="number" class="turned">{label}</th>')
    return f"<thead><tr>{''.join(heads)}</tr></thead>\n"


def _row(results: Results, student: Student, late: frozenset[str], place: int | None, full: bool) -> str:
    name = f"<bdi>{plain(student.name)}</bdi>{' (not graded)' if student.is_ungraded else ''}"
    if place is not None:
        name = f'<a href="#{anchor(place)}">{name}</a>'
    share = student.total / results.possible if results.possible else None
    many = len(student.doubtful | student.unproved | late) + student.is_missing
    cells = [
        f'<th scope="row">{name}</th>',
        f'<td data-v="{student.total:g}">{number(student.total)}</td>',
        "<td>–</td>" if share is None else f'<td data-v="{share:.6g}">{percent(share)}</td>',
        f'<td data-v="{many}">{looks(student, late)}</td>',
    ]
    if full:
        cells += [
            cell(student.scores.get(each.id), each.points, each.id in student.doubtful, _signs(student, late, each.id))
            for each in results.exercises
        ]
    return f"<tr{' data-look' if many else ''}>{''.join(cells)}</tr>\n"


def looks(student: Student, late: frozenset[str]) -> str:
    """Why a student's answers are to be looked at; each exercise is counted once."""
    reasons = (
        (student.doubtful, "not judged"),
        (student.unproved, "not proved"),
        (late - student.doubtful - student.unproved, "late"),
    )
    if student.is_missing:
        return "missing"
    return ", ".join(f"{len(exercises)} {what}" for exercises, what in reasons if exercises)


def _signs(student: Student, late: frozenset[str], exercise: str) -> Mapping[str, str]:
    """The signs behind a score, each with its meaning."""
    signs = (
        (UNPROVED, NOT_PROVED, student.unproved),
        (OVERRULED, BY_HAND, student.overruled),
        ("L", "late", late),
    )
    return {sign: meaning for sign, meaning, exercises in signs if exercise in exercises}


def cell(score: float | None, possible: float, doubtful: bool, signs: Mapping[str, str]) -> str:
    """A score with the sign and the colour of its share, and signs behind it with their meaning."""
    if score is None:
        return "<td>–</td>"
    after = "".join(f'<abbr title="{meaning}">{sign}</abbr>' for sign, meaning in signs.items())
    if doubtful:
        return f'<td class="doubt" data-v="{score:g}">?{after}</td>'
    if possible <= 0:
        return f'<td data-v="{score:g}">{number(score)}{after}</td>'
    sign, kind = next((sign, kind) for least, sign, kind, _ in STEPS if score / possible >= least)
    return f'<td class="{kind}" data-v="{score:g}">{number(score)} {sign}{after}</td>'
