"""A student's progress for the terminal: bars, trends, days of practice, what is due and what still goes wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from derivtutor.derivation.misconceptions import name_of
from derivtutor.language import counted, mark, percent, raised, translated
from derivtutor.notation.block import columns, padded
from derivtutor.practice.progress import RESOLVED, Overview, SkillProgress, Streak
from derivtutor.render import dates, sentences
from derivtutor.render.catalogue import console, table
from derivtutor.render.lesson import in_short
from derivtutor.render.safe import ascii_text, safe

if TYPE_CHECKING:
    from rich.console import RenderableType

    from derivtutor.lessons.standing import Standing

_MOST_BARS = 12
"""So many skills have a bar, the weakest ones; the others stand in one sentence."""

_MOST_OPEN = 5
_MOST_NAMES = 4
"""So many skills are named of those that are due together."""

_CALENDAR = 30
_FIGURES = 60
_WIDE = 76
"""On screens of so many columns the calendar stands beside the figures, and right answers are counted by skill."""

_SIGNS = {
    "rising": ("↑", "+"), "steady": ("→", "="), "falling": ("↓", "-"), "new": ("·", "."), "mastered": ("✓", "*"),
}  # fmt: skip
"""The sign of a trend, and that in ASCII; what is mastered and does not fall has no other."""

_SHADES = ((0, "·", "."), (1, "░", "-"), (5, "▒", "+"), (10, "▓", "*"), (20, "█", "#"))
"""From so many answers a day on this shade, and that in ASCII."""

_FULL, _EMPTY = ("█", "#"), ("░", "-")


def render(
    overview: Overview, width: int = 80, unicode: bool = True, colour: bool = False, lessons: Sequence[Standing] = ()
) -> str:
    """The page.

    Args:
        overview: the progress.
        width: the columns of the screen.
        unicode: whether it shows more than ASCII.
        colour: whether to set escape codes; none carries a meaning.
        lessons: all lessons, and how far each has come.
    """
    page = _Page(width, unicode, in_short(lessons))
    screen = console(width, colour)
    with screen.capture() as captured:
        for each in page.of(overview):
            screen.print(each)
    return "\n".join(line.rstrip() for line in captured.get().rstrip("\n").split("\n"))


class _Page:
    """Sets the parts of the page in the signs that the screen has."""

    def __init__(self, width: int, unicode: bool, lessons: str) -> None:
        self.width = width
        self.lessons = lessons
        self.sign = 0 if unicode else 1

    def of(self, overview: Overview) -> Iterator[RenderableType]:
        """Everything, from top to bottom."""
        yield self.text(
            sentences.PROGRESS_ON.format(weekday=dates.weekday(overview.now), date=dates.whole(overview.today)), "bold"
        )
        if not overview.skills and self.lessons:
            yield self.text(sentences.LESSONS_DONE.format(lessons=self.lessons))
            return
        if not overview.skills:
            yield self.text(sentences.NOTHING_PRACTISED)
            return
        yield from self.figures(overview)
        yield ""
        yield from self.skills(overview)
        if overview.open or overview.resolved:
            yield ""
            yield from self.misconceptions(overview)

    def text(self, words: str, style: str = "") -> Text:
        return Text(ascii_text(words) if self.sign else words, style=style)

    def indented(self, words: str, columns: int = 2) -> RenderableType:
        return Padding(self.text(words), (0, 0, 0, columns))

    # -- figures and calendar ----------------------------------------------------------------------------------

    def figures(self, overview: Overview) -> Iterator[RenderableType]:
        rows = Table.grid(padding=(0, 2, 0, 0))
        lessons = [(sentences.LESSONS, self.lessons)] if self.lessons else []
        for label, words in (*_figures(overview), *lessons):
            rows.add_row(self.text(label, "bold"), self.text(words))
        calendar = Text("\n").join(self.text(line) if not self.sign else Text(line) for line in self.calendar(overview))
        if self.width < _WIDE:
            yield rows
            yield ""
            yield calendar
            return
        both = Table.grid(padding=(0, 2, 0, 0))
        both.add_column(width=min(self.width - _CALENDAR - 4, _FIGURES))
        both.add_column(width=_CALENDAR, no_wrap=True)
        both.add_row(rows, calendar)
        yield both

    def calendar(self, overview: Overview) -> Iterator[str]:
        """A column for each week, a row for each day of it; days to come are left out."""
        first = overview.activity[0][0]
        shades = "".join(self.shade(many) for _, many in overview.activity)
        # the point of an abbreviation has no room
        days = [
            dates.short_weekday(first + timedelta(days=day)).rstrip(".") if day % 2 == 0 else "" for day in range(7)
        ]
        room = max(4, 1 + max(map(columns, days)))
        yield " " * room + _months(first, overview.today)
        for weekday, label in enumerate(days):
            yield padded(label, room) + shades[weekday::7]
        yield " " * room + " ".join(f"{signs[self.sign]}{start}+" for start, *signs in _SHADES[1:])

    def shade(self, answers: int) -> str:
        return next(signs[self.sign] for start, *signs in reversed(_SHADES) if answers >= start)

    # -- skills ------------------------------------------------------------------------------------------------

    def skills(self, overview: Overview) -> Iterator[RenderableType]:
        shown, rest = overview.skills[:_MOST_BARS], overview.skills[_MOST_BARS:]
        widest = min(max(len(each.id.replace("+", " + ")) for each in shown), self.width // 3)
        *heads, last = sentences.PROGRESS_COLUMNS
        right = (last,) if self.width >= _WIDE else ()
        bar = max(8, min(30, self.width - widest - 31 - 11 * len(right)))
        rows = table(*heads, *right, right=right)
        rows.columns[0].width = widest
        for column in rows.columns[1:]:
            column.no_wrap = True
        for each in shown:
            rows.add_row(*(self.text(cell) for cell in self.skill(each, bar, overview)[: len(rows.columns)]))
        yield rows
        if rest:
            names = ", ".join(f"{safe(each.id)} {percent(each.mastery)}" for each in rest)
            yield self.text(sentences.OTHER_SKILLS.format(skills=names))

    def skill(self, each: SkillProgress, bar: int, overview: Overview) -> tuple[str, ...]:
        filled = round(each.mastery * bar)
        level = f"{_FULL[self.sign] * filled}{_EMPTY[self.sign] * (bar - filled)} {each.mastery:4.0%}"
        word = "mastered" if each.is_mastered and each.trend != "falling" else each.trend
        return (
            safe(each.id).replace("+", " + "),  # so that long ones can be broken
            level,
            f"{_SIGNS[word][self.sign]} {sentences.TRENDS[word]}",
            _due(each, overview) if each.asked else "",
            f"{each.correct}/{each.asked}",
        )

    # -- misconceptions ----------------------------------------------------------------------------------------

    def misconceptions(self, overview: Overview) -> Iterator[RenderableType]:
        yield self.text(sentences.MISCONCEPTIONS, "bold")
        for each in overview.open[:_MOST_OPEN]:
            says = sentences.MISCONCEPTION_ONCE if each.count == 1 else sentences.MISCONCEPTION_OFTEN
            name = raised(safe(name_of(each.slip)))
            yield self.indented(says.format(name=name, times=each.count, clean=each.clean, needed=RESOLVED))
            hint = _hints().get((each.slip, each.rule)) or _hints().get((each.slip, ""))
            if hint:
                yield self.indented(translated(hint), 4)
        if len(overview.open) > _MOST_OPEN:
            yield self.indented(sentences.AND_MORE.format(count=len(overview.open) - _MOST_OPEN))
        if overview.resolved:
            yield self.indented(
                sentences.RESOLVED_ONES.format(names=", ".join(safe(name_of(each.slip)) for each in overview.resolved))
            )


def _figures(overview: Overview) -> Iterator[tuple[str, str]]:
    """Labels and what they say."""
    yield sentences.STREAK, _streak(overview.streak)
    spent, this_week = _hours(overview.seconds), _hours(overview.seconds_this_week)
    yield sentences.PRACTISED, sentences.TIME_PRACTISED.format(time=spent, this_week=this_week)
    yield sentences.ANSWERS, _answers(overview)
    mastered, started = sum(each.is_mastered for each in overview.skills), len(overview.skills)
    says = counted("{mastered} of 1 skill started", "{mastered} of {skills} skills started", started)
    yield sentences.MASTERED, says.format(mastered=mastered, skills=started)
    for when, label in sentences.WHEN_DUE.items():
        skills = getattr(overview.due, when)
        if skills or when == "now":
            yield label, _names(skills)


def _answers(overview: Overview) -> str:
    if not overview.answers:
        return str(overview.answers)
    share = percent(overview.right_at_once / overview.answers)
    return sentences.RIGHT_AT_ONCE.format(answers=overview.answers, share=share)


def _streak(streak: Streak) -> str:
    days = counted("1 day", "{days} days", streak.days).format(days=streak.days)
    told = sentences.LONGEST_STREAK.format(days=days, longest=streak.longest)
    if streak.freezes:
        told += ", " + counted("1 freeze day", "{days} freeze days", streak.freezes).format(days=streak.freezes)
    is_kept = streak.practised_today or not streak.days
    return told if is_kept else f"{told}{mark('; ')}{sentences.KEEP_THE_STREAK}"


def _names(skills: Sequence[str]) -> str:
    if not skills:
        return sentences.NOTHING_DUE
    named = mark(", ").join(safe(name) for name in skills[:_MOST_NAMES])
    more = len(skills) - _MOST_NAMES
    shown = sentences.NAMES_AND_MORE.format(names=named, count=more) if more > 0 else named
    return f"{len(skills)}{mark(': ')}{shown}"


def _hours(seconds: float) -> str:
    hours, minutes = divmod(round(seconds / 60), 60)
    return (sentences.HOURS if hours else sentences.MINUTES).format(hours=hours, minutes=minutes)


def _due(each: SkillProgress, overview: Overview) -> str:
    if each.due <= overview.now:
        return sentences.NOW
    if each.days <= 1:
        return sentences.TODAY if each.days <= 0 else sentences.TOMORROW_ALONE
    return sentences.IN_DAYS.format(days=each.days)


def _months(first: date, today: date) -> str:
    """The months above the weeks in which they begin, as far as there is room."""
    line = ""
    for week in range((today - first).days // 7 - 1):
        end = first + timedelta(days=7 * week + 6)
        if end.day <= 7 and columns(line) <= week:
            line = padded(line, week) + f"{dates.short_month(end).rstrip('.')} "
    return line.rstrip()


@cache
def _hints() -> dict[tuple[str, str], str]:
    """What a teacher says of a slip: by its id and its rule, without a rule for those that have none.

    Of several forms of a slip in a rule, the first is the usual one.
    """
    from derivtutor.derivation.rules import RULES
    from derivtutor.grading.backward import slips as of_passes
    from derivtutor.grading.misreadings import MISREADINGS
    from derivtutor.grading.tasks import INTEGRATED, NOT_AT_POINT, TASKS
    from derivtutor.grading.topics.slips.book import SLIPS

    of_rules = {(slip.id, rule.id): slip.says for rule in RULES for slip in reversed(rule.slips)}
    of_topics = {key: each.hint for each in reversed(SLIPS) for key in ((each.id, each.topic), (each.id, ""))}
    backward = {(each.id, topic): each.in_general for each in of_passes.SLIPS for topic in ("backprop", "")}
    of_tasks = {(each.id, ""): each.says for each in (*MISREADINGS[::-1], *TASKS, INTEGRATED, NOT_AT_POINT)}
    return backward | of_rules | of_topics | of_tasks
