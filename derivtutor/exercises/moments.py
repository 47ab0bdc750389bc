"""Dates and times as learning platforms write them, in English and whatever the locale."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
_CLOCK = (
    r"(?:[ ,T]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:\.\d+)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?)?"
)
_ZONE = r"\s*(?:(?:GMT|UTC|Z)?(?P<offset>[+-]\d{1,2}(?::?\d{2})?)?|Z)"
_FORMS = (
    re.compile(rf"(?P<year>\d{{4}})[-/](?P<month>\d{{1,2}})[-/](?P<day>\d{{1,2}}){_CLOCK}{_ZONE}"),
    re.compile(rf"(?:[A-Za-z]+, )?(?P<day>\d{{1,2}})\.? (?P<name>[A-Za-z]{{3,9}}) (?P<year>\d{{4}}){_CLOCK}{_ZONE}"),
    re.compile(rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>\d{{4}}){_CLOCK}{_ZONE}"),
    # With slashes the day may come first or the month: only what can be one of them is read.
    re.compile(rf"(?P<day>1[3-9]|2\d|3[01])/(?P<month>\d{{1,2}})/(?P<year>\d{{4}}){_CLOCK}{_ZONE}"),
    re.compile(rf"(?P<month>\d{{1,2}})/(?P<day>1[3-9]|2\d|3[01])/(?P<year>\d{{4}}){_CLOCK}{_ZONE}"),
    re.compile(rf"(?:[A-Za-z]+, )?(?P<name>[A-Za-z]{{3,9}}) (?P<day>\d{{1,2}}),? (?P<year>\d{{4}}){_CLOCK}{_ZONE}"),
)


@lru_cache(maxsize=10_000)
def moment(text: str) -> datetime | None:
    """A date and time; without an offset it is taken as UTC, and without a time of day as the day's beginning.

    >>> moment("30 November 2026 11:59 PM").isoformat()
    '2026-11-30T23:59:00+00:00'
    >>> moment("2026/11/30 11:59:00 PM GMT+1").isoformat()
    '2026-11-30T23:59:00+01:00'
    """
    for form in _FORMS:
        found = form.fullmatch(text.strip())
        if found is not None:
            return _made(found.groupdict())
    return None


def last_moment(text: str) -> datetime | None:
    """As `moment`, for the end of something: a day without a time of day lasts until its end."""
    found = moment(text)
    return found + timedelta(days=1, seconds=-1) if found and ":" not in text else found


def _made(found: dict[str, str | None]) -> datetime | None:
    month = found.get("month") or _MONTHS.get((found.get("name") or "")[:3].casefold())
    hour = int(found["hour"] or 0)
    if found["half"]:
        hour = hour % 12 + 12 * (found["half"][0] in "Pp")
    try:
        return datetime(
            int(found["year"] or 0), int(month or 0), int(found["day"] or 0), hour,
            int(found["minute"] or 0), int(found["second"] or 0), tzinfo=_zone(found["offset"]),
        )  # fmt: skip
    except ValueError:
        return None


def _zone(offset: str | None) -> timezone:
    if not offset:
        return UTC
    digits = offset[1:].replace(":", "")
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    return timezone(timedelta(hours=hours, minutes=minutes) * (-1 if offset[0] == "-" else 1))
