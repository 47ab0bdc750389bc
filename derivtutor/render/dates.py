"""Days, months and times of the calendar in words, in the language that is spoken."""

from __future__ import annotations

from datetime import date

from derivtutor.render import sentences


def weekday(day: date) -> str:
    """`Monday`."""
    return sentences.WEEKDAYS[day.weekday()]


def short_weekday(day: date) -> str:
    """`Mon`."""
    return sentences.SHORT_WEEKDAYS[day.weekday()]


def short_month(day: date) -> str:
    """`Jan`."""
    return sentences.SHORT_MONTHS[day.month - 1]


def day_and_month(day: date) -> str:
    """`2 December`."""
    return sentences.DAY_AND_MONTH.format(day=day.day, month=sentences.MONTHS[day.month - 1])


def whole(day: date) -> str:
    """`2 December 2026`."""
    return sentences.WHOLE_DATE.format(day=day.day, month=sentences.MONTHS[day.month - 1], year=day.year)
