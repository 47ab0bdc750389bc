"""Days in a row, trends, misconceptions and what is due, as a student would count them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derivtutor.practice.mastery import INITIAL, MASTERED, updated
from derivtutor.practice.progress import (
    MOST_FREEZES,
    RECENT,
    RESOLVED,
    WEEKS,
    Overview,
    Streak,
    due,
    local_day,
    overview,
    streak,
)
from derivtutor.practice.records import Answered, Misconception, SkillState

NEW_YORK = ZoneInfo("America/New_York")
START = date(2026, 1, 1)
NOON = datetime(2026, 3, 18, 12, tzinfo=UTC)  # a Wednesday

day_sets = st.sets(st.integers(0, 60).map(lambda past: START + timedelta(days=past)))


def days(marks: str) -> set[date]:
    """The days of practice: `x.x` is the first and the third."""
    return {START + timedelta(days=place) for place, mark in enumerate(marks) if mark == "x"}


def answered(
    at: datetime,
    correct: bool = True,
    skill: str = "power",
    seconds: float = 60.0,
    rating: int = 3,
    slips: tuple[str, ...] = (),
) -> Answered:
    return Answered(
        0, 1, at, "differentiate", "x^2", (skill,), 1, ("2x",), correct, 1, 0, seconds, rating, slips, False
    )  # fmt: skip


def state(skill: str, mastery: float = 0.5, due: datetime = NOON) -> SkillState:
    return SkillState(skill, {}, due, mastery, 1, 1, NOON)


def practised(right: Sequence[bool]) -> Overview:
    """What there is to see after these answers to one skill."""
    mastery, answers, before = INITIAL, [], []
    for place, is_right in enumerate(right):
        before.append(mastery)
        mastery = updated(mastery, is_right, 3)
        answers.append(answered(NOON - timedelta(hours=len(right) - place), is_right))
    return overview({"power": state("power", mastery)}, answers, (), NOON, UTC, {"power": before})


# -- days in a row ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ("", Streak(0, 0, 0, False)),
        ("x", Streak(1, 1, 0, True)),
        ("x.", Streak(1, 1, 0, False)),
        ("x..", Streak(0, 1, 0, False)),
        ("xxx.x", Streak(1, 3, 0, True)),
        ("xxxxxxx", Streak(7, 7, 1, True)),
        ("xxxxxxx.x", Streak(8, 8, 0, True)),
        ("xxxxxxx..", Streak(7, 7, 0, False)),
        ("xxxxxxx..x", Streak(1, 7, 0, True)),
        ("x" * 14, Streak(14, 14, 2, True)),
        ("x" * 28, Streak(28, 28, 2, True)),
        ("x" * 28 + "..x", Streak(29, 29, 0, True)),
        ("x" * 28 + "...x", Streak(1, 28, 0, True)),
        ("x" * 14 + ".x.x", Streak(16, 16, 0, True)),
        ("x" * 10 + "." + "x" * 4, Streak(14, 14, 1, True)),
    ],
)
def test_days_in_a_row(marks: str, expected: Streak) -> None:
    assert streak(days(marks), START + timedelta(days=max(len(marks) - 1, 0))) == expected


@given(day_sets, st.integers(0, 70))
def test_laws_of_days_in_a_row(practised: set[date], today: int) -> None:
    now = START + timedelta(days=today)
    found = streak(practised, now)
    past = {day for day in practised if day <= now}
    assert 0 <= found.days <= found.longest <= len(past)
    assert 0 <= found.freezes <= MOST_FREEZES
    assert found.practised_today == (now in past)
    assert found == streak(past, now)  # what is to come does not count
    more = streak(practised | {now}, now)
    assert more.days == found.days + (now not in past)  # practising today goes on from what is shown


@given(st.integers(1, 100))
def test_every_day_is_a_row_of_all_days(many: int) -> None:
    found = streak({START + timedelta(days=place) for place in range(many)}, START + timedelta(days=many - 1))
    assert found == Streak(many, many, min(many // 7, MOST_FREEZES), True)


def test_days_are_those_of_the_student() -> None:
    late = datetime(2026, 3, 18, 3, 30, tzinfo=UTC)  # half past eleven in the evening of the 17th in New York
    early = late + timedelta(hours=1)
    assert [local_day(at, NEW_YORK).day for at in (late, early)] == [17, 18]
    assert overview({}, [answered(late), answered(early)], (), NOON, NEW_YORK).streak.days == 2
    assert overview({}, [answered(late), answered(early)], (), NOON, UTC).streak.days == 1


@pytest.mark.parametrize("change", [date(2026, 3, 8), date(2026, 11, 1)])
def test_days_of_23_and_of_25_hours_are_days(change: date) -> None:
    """Every evening at half past eleven, over the days on which the clocks change."""
    evenings = [
        datetime(change.year, change.month, change.day, 23, 30, tzinfo=NEW_YORK) + timedelta(days=off)
        for off in (-1, 0, 1)
    ]
    found = overview({}, [answered(at.astimezone(UTC)) for at in evenings], (), evenings[-1], NEW_YORK)
    assert found.streak.days == 3
    assert [many for _, many in found.activity][-3:] == [1, 1, 1]


def test_what_was_only_read_is_not_due() -> None:
    read = SkillState("power", {}, NOON, INITIAL, 0, 0, NOON, 1)
    assert due([read], NOON, UTC).now == ()


def test_worked_examples_and_skipped_questions_are_no_day_of_practice() -> None:
    found = overview({}, [answered(NOON, rating=0)], (), NOON, UTC)
    assert (found.streak.days, found.answers, found.seconds) == (0, 0, 60.0)


# -- trends and misconceptions ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("right", "trend"),
    [
        ([True] * 3, "rising"),
        ([True] * 20, "steady"),
        ([True] * 4 + [False] * 4, "falling"),
        ([False] * 10 + [True] * 4, "rising"),
    ],
)
def test_trends(right: list[bool], trend: str) -> None:
    assert practised(right).skills[0].trend == trend


def test_a_skill_without_answers_that_count_is_new() -> None:
    assert overview({"power": state("power")}, [answered(NOON, rating=0)], (), NOON, UTC).skills[0].trend == "new"


@given(st.lists(st.booleans(), min_size=1, max_size=30))
def test_a_trend_is_the_change_over_the_last_answers(right: list[bool]) -> None:
    skill = practised(right).skills[0]
    before = INITIAL
    for is_right in right[:-RECENT]:
        before = updated(before, is_right, 3)
    assert skill.change == pytest.approx(skill.mastery - before)
    assert (skill.change > 0) or skill.trend != "rising"


def test_misconceptions_are_resolved_by_answers_in_which_they_were_possible() -> None:
    made = [Misconception(f"slip-{clean}", "power", NOON, NOON, 1, clean) for clean in range(RESOLVED + 2)]
    found = overview({}, [], made, NOON, UTC)
    assert [each.clean for each in found.resolved] == [RESOLVED, RESOLVED + 1]
    assert len(found.open) == RESOLVED
    assert 0.5**RESOLVED < 1 - MASTERED <= 0.5 ** (RESOLVED - 1)


# -- time, activity, what is due -------------------------------------------------------------------------------


def test_time_and_activity() -> None:
    monday = datetime(2026, 3, 16, tzinfo=UTC)
    answers = [answered(monday - timedelta(minutes=1)), answered(monday), answered(NOON, seconds=86_400.0)]
    found = overview({}, answers, (), NOON, UTC)
    assert found.seconds == 60 + 60 + 600
    assert found.seconds_this_week == 60 + 600
    assert len(found.activity) == 7 * (WEEKS - 1) + 3
    assert found.activity[0][0].weekday() == 0
    assert found.activity[-1] == (NOON.date(), 1)
    assert sum(many for _, many in found.activity) == 3


@given(st.lists(st.integers(-500, 500)), st.integers(-12, 14))
def test_every_skill_is_due_once(hours: list[int], offset: int) -> None:
    skills = [state(f"s{place}", due=NOON + timedelta(hours=each)) for place, each in enumerate(hours)]
    zone = timezone(timedelta(hours=offset))
    found = due(skills, NOON, zone)
    parts = (found.now, found.today, found.tomorrow, found.week, found.later)
    assert sorted(name for part in parts for name in part) == sorted(each.id for each in skills)
    assert len(found.now) == sum(each <= 0 for each in hours)
    tomorrow = local_day(NOON, zone) + timedelta(days=1)
    assert all(local_day(each.due, zone) == tomorrow for each in skills if each.id in found.tomorrow)


def test_the_document_is_plain_data_without_and_with_progress() -> None:
    slip = Misconception("product-of-derivatives", "product", NOON, NOON, 2, 1)
    answers = [answered(NOON, skill="product")]
    for found in (overview({}, (), (), NOON, UTC), overview({"product": state("product")}, answers, [slip], NOON)):
        document = found.as_dict()
        assert json.loads(json.dumps(document)) == document
        assert document["schema"] == "derivtutor/progress/1"
    assert document["misconceptions"][0]["resolved"] is False
    assert document["skills"][0]["skill"] == document["due"]["now"][0] == "product"
