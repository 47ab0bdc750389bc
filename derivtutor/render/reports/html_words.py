"""How the HTML report writes numbers, words, answers and verdicts."""

from __future__ import annotations

from collections.abc import Mapping

from derivtutor.classroom.results import Results
from derivtutor.derivation.misconceptions import name_of
from derivtutor.exercises.kinds.question import Question
from derivtutor.exercises.mark import Mark, Word
from derivtutor.exercises.model import Exercise
from derivtutor.exercises.variants import chosen, in_text
from derivtutor.render.prose import formula_html, to_html, to_unicode, without_headings
from derivtutor.render.safe import safe
from derivtutor.render.web.formulas import without_styles
from derivtutor.render.web.frame import escape

MOST = 600
"""Letters of an answer, a name or a remark that are repeated on the page."""

VERDICTS: Mapping[Word, tuple[str, str]] = {
    "correct": ("✓", "correct"),
    "wrong-form": ("◐", "right, but not in the form that was asked for"),
    "incorrect": ("✗", "incorrect"),
    "unfinished": ("✗", "unfinished"),
    "unreadable": ("✗", "cannot be read"),
    "empty": ("–", "empty"),
    "timeout": ("?", "not judged"),
    "crashed": ("?", "not judged"),
}
"""The sign of a verdict and its name."""


def number(value: float) -> str:
    """A number of points, to two digits after the point.

    >>> number(7.3333), number(2.0), number(1234.5)
    ('7.33', '2', '1,234.5')
    """
    written = f"{value:,.2f}"
    return written.rstrip("0").rstrip(".")


def percent(share: float) -> str:
    """A share in percent: 100% is all and 0% nothing, never rounded to.

    >>> percent(2 / 3), percent(0.999), percent(0.001)
    ('67%', '99%', '1%')
    """
    rounded = round(100 * share)
    return f"{min(max(rounded, 1), 99) if 0 < share < 1 else rounded}%"


def count(many: int, thing: str, things: str = "") -> str:
    """A number of things.

    >>> count(1, "row"), count(1200, "row"), count(0, "query", "queries")
    ('1 row', '1,200 rows', '0 queries')
    """
    return f"{many:,} {thing if many == 1 else things or thing + 's'}"


def points(many: float) -> str:
    """`1 point`, `2.5 points`."""
    return f"{number(many)} {'point' if many == 1 else 'points'}"


def plain(text: str) -> str:
    """A name, or a message that may repeat what somebody typed."""
    return escape(_cut(text))


def words(text: str) -> str:
    """An author's words or a hint on a line, formulas between dollar signs as one would type them."""
    return escape(_cut(to_unicode(text)))


def prose(text: str) -> str:
    """An author's Markdown as HTML. Its headings are paragraphs here, for the page has headings of its own."""
    seen = "\n".join(safe(line.expandtabs(4)) for line in text.replace("\r\n", "\n").split("\n"))
    return without_headings(without_styles(to_html(seen))).strip()


def key(question: Question) -> str:
    """The right answer: a formula, or the name of what is to be chosen."""
    if question.exercise.facts.in_words:
        return escape(question.key.text)
    return without_styles(formula_html(question.key.latex))


def typed(text: str) -> str:
    """An answer as it was typed, line by line."""
    lines = "\n".join(map(escape, _cut(text).split("\n")))
    return f'<code class="answer">{lines}</code>' if text else "<em>no answer</em>"


def numbers(own: Mapping[str, str]) -> str:
    """A student's own numbers: `a = 3, n = 4`."""
    return escape(", ".join(f"{name} = {value}" for name, value in own.items()))


def verdict(mark: Mark) -> str:
    """The verdict as a sign and words; part of the credit is part of the sign."""
    sign, name = VERDICTS[mark.verdict]
    shown = "◐" if sign == "✗" and mark.credit else sign
    return f'<span class="verdict"><span aria-hidden="true">{shown}</span> {name}</span>'


def slips(mark: Mark) -> str:
    """Links to the misconceptions behind an answer."""
    ids = dict.fromkeys(slip.id for slip in mark.slips)
    links = [f'<a href="#{slip_anchor(slip)}">{escape(name_of(slip))}</a>' for slip in ids]
    return f'<span class="slip">{", ".join(links)}</span>' if links else ""


def exercise_anchor(exercise: str) -> str:
    """Where an exercise stands on the page."""
    return f"exercise-{escape(exercise)}"


def slip_anchor(slip: str) -> str:
    """Where a misconception stands on the page."""
    return f"slip-{escape(slip)}"


def title_of(results: Results, exercise: Exercise) -> str:
    """An exercise's title, in words; empty where it has none."""
    if not exercise.title:
        return ""
    return words(in_text(exercise.title, chosen(exercise, "", results.plan.seed)))


def named(results: Results, id: str) -> str:
    """A link to an exercise, and its title."""
    exercise = results.plan.exercises.find(id)
    title = title_of(results, exercise) if exercise else ""
    return f"{link(id)} {title}" if title else link(id)


def link(exercise: str) -> str:
    """A link to an exercise."""
    return f'<a href="#{exercise_anchor(exercise)}">{escape(exercise)}</a>'


def _cut(text: str) -> str:
    return text if len(text) <= MOST else f"{text[:MOST]} …"
