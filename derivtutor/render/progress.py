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
from derivtutor.practice.progress import RESOLVED, Overview, SkillProgress, Streak
from derivtutor.render.catalogue import console, table
from derivtutor.render.lesson import in_short
from derivtutor.render.reports.words import count
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
_WHEN = {"now": "Due now", "today": "Later today", "tomorrow": "Tomorrow", "week": "This week"}


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
        yield self.text(f"Progress on {overview.now:%A}, {overview.today.day} {overview.today:%B %Y}", "bold")
        if not overview.skills and self.lessons:
            yield self.text(f"Lessons: {self.lessons}")
            return
        if not overview.skills:
            yield self.text("Nothing has been practised yet. Start with derivtutor practice.")
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
        lessons = [("Lessons", self.lessons)] if self.lessons else []
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
        yield f"    {_months(first, overview.today)}"
        for weekday in range(7):
            label = f"{first + timedelta(days=weekday):%a}" if weekday % 2 == 0 else ""
            yield f"{label:4}{shades[weekday::7]}"
        yield "    " + " ".join(f"{signs[self.sign]}{start}+" for start, *signs in _SHADES[1:])

    def shade(self, answers: int) -> str:
        return next(signs[self.sign] for start, *signs in reversed(_SHADES) if answers >= start)

    # -- skills ------------------------------------------------------------------------------------------------

    def skills(self, overview: Overview) -> Iterator[RenderableType]:
        shown, rest = overview.skills[:_MOST_BARS], overview.skills[_MOST_BARS:]
        widest = min(max(len(each.id.replace("+", " + ")) for each in shown), self.width // 3)
        right = ("Right",) if self.width >= _WIDE else ()
        bar = max(8, min(30, self.width - widest - 31 - 11 * len(right)))
        rows = table("Skill", "Mastery", "Trend", "Due", *right, right=right)
        rows.columns[0].width = widest
        for column in rows.columns[1:]:
            column.no_wrap = True
        for each in shown:
            rows.add_row(*(self.text(cell) for cell in self.skill(each, bar, overview)[: len(rows.columns)]))
        yield rows
        if rest:
            names = ", ".join(f"{safe(each.id)} {each.mastery:.0%}" for each in rest)
            yield self.text(f"Others: {names}")

    def skill(self, each: SkillProgress, bar: int, overview: Overview) -> tuple[str, ...]:
        filled = round(each.mastery * bar)
        level = f"{_FULL[self.sign] * filled}{_EMPTY[self.sign] * (bar - filled)} {each.mastery:4.0%}"
        word = "mastered" if each.is_mastered and each.trend != "falling" else each.trend
        return (
            safe(each.id).replace("+", " + "),  # so that long ones can be broken
            level,
            f"{_SIGNS[word][self.sign]} {word}",
            _due(each, overview) if each.asked else "",
            f"{each.correct}/{each.asked}",
        )

    # -- misconceptions ----------------------------------------------------------------------------------------

    def misconceptions(self, overview: Overview) -> Iterator[RenderableType]:
        yield self.text("Misconceptions", "bold")
        for each in overview.open[:_MOST_OPEN]:
            times = "once" if each.count == 1 else f"{each.count} times"
            since = f"{each.clean} of the {RESOLVED} right answers needed"
            yield self.indented(f"{safe(name_of(each.slip)).capitalize()}: {times}; {since}")
            hint = _hints().get((each.slip, each.rule)) or _hints().get((each.slip, ""))
            if hint:
                yield self.indented(hint, 4)
        if len(overview.open) > _MOST_OPEN:
            yield self.indented(f"and {len(overview.open) - _MOST_OPEN} more")
        if overview.resolved:
            yield self.indented(f"Resolved: {', '.join(safe(name_of(each.slip)) for each in overview.resolved)}")


def _figures(overview: Overview) -> Iterator[tuple[str, str]]:
    """Labels and what they say."""
    yield "Streak", _streak(overview.streak)
    yield "Practised", f"{_hours(overview.seconds)}, {_hours(overview.seconds_this_week)} this week"
    share = f", {overview.right_at_once / overview.answers:.0%} right at once" if overview.answers else ""
    yield "Answers", f"{overview.answers}{share}"
    mastered = sum(each.is_mastered for each in overview.skills)
    yield "Mastered", f"{mastered} of {count(len(overview.skills), 'skill')} started"
    for when, label in _WHEN.items():
        skills = getattr(overview.due, when)
        if skills or when == "now":
            yield label, _names(skills)


def _streak(streak: Streak) -> str:
    days = count(streak.days, "day")
    today = "" if streak.practised_today or not streak.days else "; practise today to keep it"
    kept = f", {count(streak.freezes, 'freeze day')}" if streak.freezes else ""
    return f"{days} (longest {streak.longest}){kept}{today}"


def _names(skills: Sequence[str]) -> str:
    if not skills:
        return "nothing"
    named = ", ".join(safe(name) for name in skills[:_MOST_NAMES])
    more = len(skills) - _MOST_NAMES
    return f"{len(skills)}: {named}{f' and {more} more' if more > 0 else ''}"


def _hours(seconds: float) -> str:
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def _due(each: SkillProgress, overview: Overview) -> str:
    if each.due <= overview.now:
        return "now"
    return "today" if each.days <= 0 else "tomorrow" if each.days == 1 else f"in {each.days} days"


def _months(first: date, today: date) -> str:
    """The months above the weeks in which they begin, as far as there is room."""
    line = ""
    for week in range((today - first).days // 7 - 1):
        end = first + timedelta(days=7 * week + 6)
        if end.day <= 7 and len(line) <= week:
            line = line.ljust(week) + f"{end:%b} "
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
