"""Dates and times as they are written, and what they mean."""

from __future__ import annotations

from datetime import UTC

import pytest

from derivtutor.errors import UserError
from derivtutor.exercises.moments import First, first_of, last_moment, moment
from derivtutor.exercises.zones import zone_of

WRITTEN = """
Monday, 2 March 2026, 10:15 AM          | 2026-03-02T10:15+00:00
2 March 2026  10:15 AM                  | 2026-03-02T10:15+00:00
Montag, 2. März 2026, 10:15             | 2026-03-02T10:15+00:00
lunes, 2 de marzo de 2026, 10:15        | 2026-03-02T10:15+00:00
lundi 2 mars 2026, 10:15                | 2026-03-02T10:15+00:00
2026-03-02 10:15:00 UTC                 | 2026-03-02T10:15+00:00
2026/03/02 10:15:00 AM GMT+1            | 2026-03-02T10:15+01:00
2026/03/02 10:15:00 PM GMT-5            | 2026-03-02T22:15-05:00
2026-03-02T10:15:00.000Z                | 2026-03-02T10:15+00:00
2026-03-02 10:15:00 -0500               | 2026-03-02T10:15-05:00
3/14/26 10:15                           | 2026-03-14T10:15+00:00
14/3/26 10:15                           | 2026-03-14T10:15+00:00
5/5/26                                  | 2026-05-05T00:00+00:00
2.3.26 10:15                            | 2026-03-02T10:15+00:00
02-Mar-26 10:15                         | 2026-03-02T10:15+00:00
Mar 2, 2026 10:15 AM                    | 2026-03-02T10:15+00:00
March 2, 2026 at 10:15 AM EST           | 2026-03-02T10:15-05:00
Sunday, March 1, 2026 11:59:00 PM MST   | 2026-03-01T23:59-07:00
2 March 2026, 12:05 AM                  | 2026-03-02T00:05+00:00
2026-03-02 10:15 IST                    |
3/4/26 10:15                            |
13/13/2026                              |
2026-02-30                              |
2026-03-02 25:00                        |
tomorrow                                |
"""


@pytest.mark.parametrize("line", WRITTEN.strip().splitlines())
def test_moments_as_platforms_write_them(line: str) -> None:
    text, _, expected = map(str.strip, line.partition("|"))
    found = moment(text)
    assert (found.isoformat(timespec="minutes") if found else "") == expected


@pytest.mark.parametrize(("first", "expected"), [("day", "2026-04-03"), ("month", "2026-03-04"), (None, None)])
def test_what_comes_first_is_told(first: First | None, expected: str | None) -> None:
    found = moment("3/4/26 10:15:22", first=first)
    assert (found and found.date().isoformat()) == expected


def test_what_a_date_tells_of_its_column() -> None:
    told = {text: first_of(text) for text in ("14/3/26", "3/14/2026 9:00", "3/4/26", "3/3/26", "2026-03-14", "x")}
    assert list(told.values()) == ["day", "month", "either", None, None, None]


def test_a_name_of_several_places_is_that_of_the_zone() -> None:
    found = moment("2026-07-02 10:15 BST", zone_of("Europe/London"))
    assert found is not None
    assert found.astimezone(UTC).hour == 9
    assert moment("2026-07-02 10:15 BST", BERLIN) is None


BERLIN = zone_of("europe/berlin")


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-03-02 10:15", "2026-03-02T09:15"),
        ("2026-07-02 10:15", "2026-07-02T08:15"),
        ("2026-07-02 10:15 UTC", "2026-07-02T10:15"),
        ("2026-07-02T10:15-05:00", "2026-07-02T15:15"),
        ("7/14/26 10:15", "2026-07-14T08:15"),
    ],
)
def test_the_clock_hangs_in_a_zone(text: str, utc: str) -> None:
    found = moment(text, BERLIN)
    assert found is not None
    assert found.astimezone(UTC).isoformat(timespec="minutes") == f"{utc}+00:00"


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-07-02", "2026-07-02T21:59:59"),
        ("2026-10-25", "2026-10-25T22:59:59"),  # this day has 25 hours
        ("2026-10-25 02:30", "2026-10-25T01:30:00"),  # and this hour comes twice: the second one counts
        ("2026-03-29 02:30", "2026-03-29T01:30:00"),  # this one never comes
    ],
)
def test_an_end_is_the_last_that_is_meant(text: str, utc: str) -> None:
    found = last_moment(text, BERLIN)
    assert found is not None
    assert found.astimezone(UTC).isoformat() == f"{utc}+00:00"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Berlin", "There is no time zone Berlin. Did you mean Europe/Berlin?"),
        ("Europe/Pariss", "There is no time zone Europe/Pariss. Did you mean Europe/Paris?"),
        ("New York", "There is no time zone New York. Did you mean America/New_York?"),
        ("../../etc/passwd", "There is no time zone ../../etc/passwd. For example, write Europe/Berlin"),
    ],
)
def test_a_zone_that_there_is_not(name: str, says: str) -> None:
    with pytest.raises(UserError) as raised:
        zone_of(name)
    assert f"{raised.value.message} {raised.value.hint}".startswith(says)
