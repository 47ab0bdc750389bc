"""How a session went, on one screen: what went well, what to look at again, slips, and what is due when."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, tzinfo

from derivtutor.derivation.rules import BY_ID
from derivtutor.language import mark, percent, raised, translated
from derivtutor.notation.block import columns, padded
from derivtutor.practice.skills import skill
from derivtutor.practice.summary import Change, Summary
from derivtutor.render import dates, sentences
from derivtutor.render.practice import Said, Voice
from derivtutor.render.telling.words import title, titles
from derivtutor.render.verdict import how_often

_BAR = 10
_NUMBERS = 46
"""Columns that the bar, the percentages and the time take beside the name of a skill."""

_WIDEST_NAME = 40
_MOST_ROWS = 4
"""So many rows a section has, that all of it fits on one screen; what matters most comes first."""


def summary(result: Summary, now: datetime, zone: tzinfo | None, voice: Voice) -> list[Said]:
    """The end of a session.

    Args:
        result: what the session came to.
        now: the time.
        zone: where the student's days begin and end; where the computer is if None.
        voice: how it is said.
    """
    said = [("", ""), *voice.filled(_result(result), "title")]
    for heading, sign in ((sentences.WHAT_WENT_WELL, 1), (sentences.TO_LOOK_AT_AGAIN, -1)):
        changes = [change for change in result.changes[:: -1 if sign > 0 else 1] if _sign(change) == sign]
        said += _section(heading, [_skill(change, now, zone, voice) for change in changes], voice)
    said += _section(sentences.STARTED, [_item(skill_title(name), voice) for name in result.begun], voice)
    said += _section(sentences.SLIPS, [_item(how_often(*slip), voice) for slip in result.slips], voice)
    said += _section(sentences.MARKED, [_item(each.about, voice) for each in result.flagged], voice)
    if result.next_due is not None:
        said += [*_gap(voice), *voice.filled(sentences.NEXT_PRACTICE.format(when=day(result.next_due, now, zone)))]
    return said


def day(due: datetime, now: datetime, zone: tzinfo | None) -> str:
    """The day of a moment, and on the same day the time.

    >>> from datetime import UTC, timedelta
    >>> noon = datetime(2026, 12, 1, 12, tzinfo=UTC)
    >>> [day(noon + timedelta(hours=hours), noon, UTC) for hours in (-1, 1.5, 13, 49, 1000)]
    ['now', 'today at 13:30', 'tomorrow, 2 December', 'on Thursday, 3 December', 'on Tuesday, 12 January 2027']
    """
    if due <= now:
        return sentences.NOW
    here, today = due.astimezone(zone), now.astimezone(zone)
    date = dates.day_and_month(here) if here.year == today.year else dates.whole(here)
    days = (here.date() - today.date()).days
    said = (sentences.TODAY_AT, sentences.TOMORROW)[days] if days < 2 else sentences.ON_DAY
    return said.format(time=f"{here:%H:%M}", date=date, weekday=dates.weekday(here))


def when(due: datetime, now: datetime, zone: tzinfo | None) -> str:
    """A moment in words, from now.

    >>> from datetime import UTC, timedelta
    >>> noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    >>> [when(noon + timedelta(hours=hours), noon, UTC) for hours in (-1, 0.1, 1, 13, 49, 2400)]
    ['now', 'in 6 minutes', 'today', 'tomorrow', 'in 2 days', 'in 3 months']
    """
    if due <= now:
        return sentences.NOW
    minutes = math.ceil((due - now).total_seconds() / 60)
    if minutes < 60:
        return sentences.IN_MINUTES.format(minutes=minutes) if minutes > 1 else sentences.IN_A_MINUTE
    days = (due.astimezone(zone).date() - now.astimezone(zone).date()).days
    if days < 2:
        return (sentences.TODAY, sentences.TOMORROW_ALONE)[days]
    if days < 60:
        return sentences.IN_DAYS.format(days=days)
    return sentences.IN_MONTHS.format(months=days // 30)


def skill_title(name: str) -> str:
    """A skill by its own title, or by those of its rules."""
    return translated(skill(name).title) or titles(title(BY_ID[rule]) for rule in skill(name).rules)


def _result(summary: Summary) -> str:
    """Solved is solved, at whichever try; how much was right at once is told as well, where that is anything."""
    if not summary.questions:
        return sentences.NOTHING_ANSWERED
    if not summary.solved:
        return sentences.NOTHING_SOLVED.format(questions=summary.questions)
    told = sentences.SOLVED_AT_ONCE if summary.right_at_once else sentences.SOLVED
    return told.format(solved=summary.solved, questions=summary.questions, at_once=summary.right_at_once)


def _section(heading: str, rows: Sequence[list[Said]], voice: Voice) -> list[Said]:
    if not rows:
        return []
    shown = rows if voice.plain or len(rows) <= _MOST_ROWS else rows[: _MOST_ROWS - 1]
    rest = [_item(sentences.AND_MORE.format(count=len(rows) - len(shown)), voice)] if len(shown) < len(rows) else []
    lines = [line for row in (*shown, *rest) for line in row]
    return [*_gap(voice), *voice.filled(f"{heading}{mark(':')}" if voice.plain else heading, "title"), *lines]


def _gap(voice: Voice) -> list[Said]:
    return [] if voice.plain else [("", "")]


def _item(text: str, voice: Voice) -> list[Said]:
    return voice.filled(f"{raised(text)}." if voice.plain else text, indent=0 if voice.plain else 2)


def _skill(change: Change, now: datetime, zone: tzinfo | None, voice: Voice) -> list[Said]:
    named, due = skill_title(change.skill), when(change.due, now, zone)
    before, after = percent(change.before), percent(change.after)
    if voice.plain:
        return [(sentences.MASTERY_CHANGED.format(title=named, before=before, after=after, due=due), "")]
    arrow = "→" if voice.unicode else "->"
    numbers = f"{_bar(change.after, voice.unicode)}  {before:>4} {arrow} {after:>4}   {sentences.DUE.format(when=due)}"
    room = min(_WIDEST_NAME, voice.width - _NUMBERS)
    first = [] if columns(named) <= room else voice.filled(named, indent=2)
    return [*first, (f"  {padded('' if first else named, room)}{numbers}", "")]


def _sign(change: Change) -> int:
    return (change.after > change.before) - (change.after < change.before)


def _bar(share: float, unicode: bool) -> str:
    full, empty = "█░" if unicode else "#-"
    return (full * round(share * _BAR)).ljust(_BAR, empty)
