"""What a teacher asks first, as three cards: the hardest exercises, the commonest misconceptions, who needs a look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from derivtutor.classroom.results import Misconception, Results
from derivtutor.derivation.misconceptions import name_of
from derivtutor.render.reports.html_table import anchor, looks, with_late
from derivtutor.render.reports.html_words import count, named, percent, plain, slip_anchor
from derivtutor.render.web.frame import escape

MOST = 3
"""So many exercises and misconceptions are on a card."""
MOST_STUDENTS = 8
"""So many students are on a card."""
MOST_NAMES = 40
"""So many students are named under a misconception."""

Places = Mapping[str, int]
"""Where each student stands on the page, by name; empty where the page has no section for each."""


def places(results: Results) -> Places:
    """The place of every student."""
    return {student.name: place for place, student in enumerate(results.students(with_ungraded=True), 1)}


def cards(results: Results, there: Places) -> Iterator[str]:
    """The three cards."""
    yield '<div class="cards">\n'
    yield from _card("Hardest exercises", _hardest(results), "Nobody lost a point.")
    yield from _card("Commonest misconceptions", _commonest(results, there), "No misconception was recognised.")
    yield from _card("Who needs a look", _who(results, there), "Nobody: all was judged, proved and in time.")
    yield "</div>\n"


def _card(title: str, items: Iterator[str], nothing: str) -> Iterator[str]:
    shown = "".join(f"<li>{item}</li>\n" for item in items)
    yield f'<section class="card">\n<h3>{title}</h3>\n'
    yield f'<ol class="answers">\n{shown}</ol>\n</section>\n' if shown else f"<p>{nothing}</p>\n</section>\n"


def _hardest(results: Results) -> Iterator[str]:
    for result in islice((each for each in results.hardest if each.mean < 1), MOST):
        how = f"mean {percent(result.mean)}, {result.right:,} of {count(result.students, 'student')} all right"
        yield f'{named(results, result.exercise.id)}<br><span class="soft">{how}</span>'


def _commonest(results: Results, there: Places) -> Iterator[str]:
    for misconception in results.misconceptions[:MOST]:
        name = escape(name_of(misconception.slip).capitalize())
        who = made_by(results, misconception, there, MOST_STUDENTS)
        yield f'<a href="#{slip_anchor(misconception.slip)}">{name}</a><br><span class="soft">{who}</span>'


def _who(results: Results, there: Places) -> Iterator[str]:
    found = [(student.name, looks(student, late)) for student, late in with_late(results)]
    found = [(name, why) for name, why in found if why]
    for name, why in found[:MOST_STUDENTS]:
        yield f'{person(name, there)} <span class="soft">{why}</span>'
    if len(found) > MOST_STUDENTS:
        yield f'<a href="#class">and {len(found) - MOST_STUDENTS:,} more</a>'


def made_by(results: Results, misconception: Misconception, there: Places, most: int = MOST_NAMES) -> str:
    """How many students made a slip, and who."""
    names = results.made_by(misconception.slip, most)
    more = misconception.students - len(names)
    listed = ", ".join(person(name, there) for name in names) + (f" and {more:,} more" if more else "")
    return f"{count(misconception.students, 'student')}: {listed}"


def person(name: str, there: Places) -> str:
    """A student's name, as a link where there is something to link to."""
    shown = f"<bdi>{plain(name)}</bdi>"
    return f'<a href="#{anchor(there[name])}">{shown}</a>' if name in there else shown
