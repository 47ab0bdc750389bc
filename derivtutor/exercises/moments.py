"""Dates and times as learning platforms and spreadsheets write them, in several languages and whatever the locale.

Moodle writes `Monday, 2 March 2026, 10:15 AM` (langconfig's strftimedaydatetime), Canvas `2026-03-02 10:15:00 UTC`
(quiz_student_analysis.rb), Google Forms `2026/03/02 10:15:00 AM GMT+1`, Microsoft Forms `3/2/26 10:15:22`, Brightspace
`2/3/2016 15:24` (Attempt Details), Gradescope `2026-03-02 10:15:00 -0500` (Download Grades).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from derivtutor.notation.months import MONTHS

First: TypeAlias = Literal["day", "month"]
"""What comes first in a date such as 3/4/2026."""

_CLOCK = (
    r"(?:(?:[\s,T]+|\sat\s+)(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?(?:[.,]\d+)?"
    r"\s*(?P<half>[AaPp]\.?\s?[Mm]\.?)?)?"
)
_ZONE = r"\s*(?:\(?(?:(?P<abbreviation>[A-Za-z]{1,4})(?![A-Za-z])\)?)?\s*(?P<offset>[+-]\d{1,2}(?::?\d{2})?)?)"
_WEEKDAY = r"(?:[^\W\d_]+\.?,?\s+)?"
_NAME = r"(?P<name>[^\W\d_]{3,10})\.?"
_NUMBERS = re.compile(
    rf"(?P<one>\d{{1,2}})(?P<mark>[/-])(?P<two>\d{{1,2}})(?P=mark)(?P<year>\d{{4}}|\d\d){_CLOCK}{_ZONE}"
)
"""The day may come first, or the month."""

_ISO = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?")
_FORMS = (
    re.compile(rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_CLOCK}{_ZONE}"),
    _NUMBERS,
    re.compile(rf"{_WEEKDAY}(?P<day>\d{{1,2}})\.?(?:\s|-)(?:de\s)?{_NAME}(?:\s|-)(?:de\s)?(?P<year>\d{{4}}|\d\d){_CLOCK}{_ZONE}"),
    re.compile(rf"{_WEEKDAY}(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>\d{{4}}|\d\d){_CLOCK}{_ZONE}"),
    re.compile(rf"{_WEEKDAY}{_NAME}\s(?P<day>\d{{1,2}}),?\s(?P<year>\d{{4}}){_CLOCK}{_ZONE}"),
)  # fmt: skip

# RFC 5322's names, and others that are those of one place. IST and BST are of several: only the zone given tells.
_HOURS = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8,
    "pdt": -7, "wet": 0, "west": 1, "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "eet": 2, "eest": 3,
    "msk": 3, "sast": 2, "sgt": 8, "hkt": 8, "jst": 9, "kst": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
    "hst": -10, "akst": -9, "akdt": -8,
}  # fmt: skip


class Reading(NamedTuple):
    """A date and time as it was read. `has_clock` is whether there is a time of day."""

    moment: datetime
    has_clock: bool


def moment(text: str, zone: tzinfo = UTC, first: First | None = None) -> datetime | None:
    """A date and time; without a time of day it is the day's beginning. None where it is not understood.

    Args:
        text: as it was written.
        zone: where the clock hangs, if the text does not say it.
        first: what comes first where that cannot be seen, as in 3/4/2026; None: such a date is not understood.

    >>> moment("30 November 2026 11:59 PM").isoformat()
    '2026-11-30T23:59:00+00:00'
    >>> moment("2026/11/30 11:59:00 PM GMT+1").isoformat()
    '2026-11-30T23:59:00+01:00'
    >>> moment("3/2/26 10:15:22", first="month").isoformat()
    '2026-03-02T10:15:22+00:00'
    """
    reading = _read(text, zone, first)
    return reading.moment if reading else None


def last_moment(text: str, zone: tzinfo = UTC, first: First | None = None) -> datetime | None:
    """As `moment`, for the end of something: a day without a time of day lasts until its end, and an hour that the
    clocks repeat until its second end."""
    reading = _read(text, zone, first)
    if reading is None:
        return None
    last = reading.moment if reading.has_clock else reading.moment + timedelta(days=1, seconds=-1)
    return max(last, last.replace(fold=1), key=_in_utc)


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


@lru_cache(maxsize=10_000)
def first_of(text: str) -> First | Literal["either"] | None:
    """What comes first in a date, day or month; `either` where it could be both, None where there is no question.

    >>> first_of("30/11/2026"), first_of("3/14/26 9:15"), first_of("3/4/2026"), first_of("2026-03-04")
    ('day', 'month', 'either', None)
    """
    numbers = _NUMBERS.fullmatch(text.strip())
    return _first(int(numbers["one"]), int(numbers["two"])) if numbers else None


def _first(one: int, two: int) -> First | Literal["either"] | None:
    if one == two or one > 31 or two > 31:
        return None
    if one <= 12 and two <= 12:
        return "either"
    return "day" if one > 12 else "month"


@lru_cache(maxsize=10_000)
def _read(text: str, zone: tzinfo, first: First | None) -> Reading | None:
    written = text.strip()
    if _ISO.fullmatch(written):
        return _of_iso(written, zone)
    for form in _FORMS:
        match = form.fullmatch(written)
        if match is not None:
            return _made(match.groupdict(), zone, first)
    return None


def _of_iso(written: str, zone: tzinfo) -> Reading | None:
    """What most tables have, at a fifth of the cost."""
    try:
        return Reading(datetime.fromisoformat(written).replace(tzinfo=zone), True)
    except ValueError:
        return None


def _made(fields: Mapping[str, str | None], zone: tzinfo, first: First | None) -> Reading | None:
    date = _date(fields, first)
    own = _own_zone(fields, zone)
    if date is None or own is None:
        return None
    hour = int(fields["hour"] or 0)
    if fields["half"]:
        hour = hour % 12 + 12 * (fields["half"][0] in "Pp")
    try:
        moment = datetime(*date, hour, int(fields["minute"] or 0), int(fields["second"] or 0), tzinfo=own)
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return Reading(moment, fields["hour"] is not None)


def _date(fields: Mapping[str, str | None], first: First | None) -> tuple[int, int, int] | None:
    """Year, month and day. Years of two digits are of this century."""
    written = fields["year"] or ""
    year = int(written) + (2000 if len(written) == 2 else 0)
    if "one" not in fields:
        month = fields.get("month") or MONTHS.get((fields.get("name") or "").casefold())
        return year, int(month or 0), int(fields["day"] or 0)
    one, two = int(fields["one"] or 0), int(fields["two"] or 0)
    order = _first(one, two)
    order = first if order == "either" else order or "day"
    return None if order is None else (year, two, one) if order == "day" else (year, one, two)


@lru_cache
def _called(zone: tzinfo) -> frozenset[str]:
    """What a zone is called in winter and in summer, in small letters."""
    return frozenset((datetime(2026, month, 1, tzinfo=zone).tzname() or "").casefold() for month in (1, 7))


def _own_zone(fields: Mapping[str, str | None], zone: tzinfo) -> tzinfo | None:
    """The zone that the text names, else the one that is given; None where a name is not known."""
    name, offset = fields["abbreviation"], fields["offset"]
    if name and fields["hour"] is None:
        return None
    if not offset and (not name or name.casefold() in _called(zone)):
        return zone
    if name and name.casefold() not in _HOURS:
        return None
    digits = (offset or "+0")[1:].replace(":", "")
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    sign = -1 if (offset or "+").startswith("-") else 1
    hours = hours * sign + _HOURS.get((name or "").casefold(), 0)
    shift = timedelta(hours=hours, minutes=minutes * sign)
    return timezone(shift) if abs(shift) < timedelta(days=1) else None
