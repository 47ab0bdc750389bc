"""What a student sees of their progress: mastery and its trend, misconceptions, days in a row, what is due when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, Literal, TypeAlias

from derivtutor.practice.mastery import INITIAL, MASTERED
from derivtutor.practice.records import Answered, Misconception, SkillState
from derivtutor.practice.schedule import MOST_SECONDS

SCHEMA = "derivtutor/progress/1"

RECENT = 5
"""A trend compares the mastery with what it was so many answers ago."""

STEADY = 0.05
"""A smaller change of mastery is none."""

RESOLVED = 5
"""So many right answers without a slip that was possible in them resolve it: who still makes it every second time gets
there in 3 of 100 cases, which is less than the doubt that mastery leaves."""

DAYS_FOR_FREEZE = 7
"""So many days in a row earn a freeze day."""

MOST_FREEZES = 2
"""So many freeze days are kept."""

WEEKS = 26
"""So many weeks of activity are shown, the present one last."""

Trend: TypeAlias = Literal["rising", "steady", "falling", "new"]
"""`new` is a skill without an answer that counts."""


@dataclass(frozen=True, slots=True)
class SkillProgress:
    """A skill: its mastery, how much that changed over the last answers, answers and right ones, when it is due.

    `days` are those of the student until then, below 0 where it was due before today.
    """

    id: str
    mastery: float
    change: float
    trend: Trend
    asked: int
    correct: int
    due: datetime
    days: int

    @property
    def is_mastered(self) -> bool:
        return self.mastery >= MASTERED


@dataclass(frozen=True, slots=True)
class Streak:
    """Days of practice in a row; `freezes` are the days that may still be missed."""

    days: int
    longest: int
    freezes: int
    practised_today: bool


@dataclass(frozen=True, slots=True)
class Due:
    """The skills by when they are due; `today` is later today, `week` the five days after tomorrow."""

    now: tuple[str, ...]
    today: tuple[str, ...]
    tomorrow: tuple[str, ...]
    week: tuple[str, ...]
    later: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """All of it at one moment: `skills` the weakest first, `activity` the number of answers of every day shown."""

    now: datetime
    today: date
    skills: tuple[SkillProgress, ...]
    open: tuple[Misconception, ...]
    resolved: tuple[Misconception, ...]
    streak: Streak
    answers: int
    right_at_once: int
    seconds: float
    seconds_this_week: float
    activity: tuple[tuple[date, int], ...]
    due: Due

    def as_dict(self) -> dict[str, Any]:
        """The document `derivtutor/progress/1`."""
        return {
            "schema": SCHEMA,
            "at": _text(self.now),
            "skills": [*map(_skill, self.skills)],
            "misconceptions": [*map(_misconception, (*self.open, *self.resolved))],
            "streak": {
                "days": self.streak.days,
                "longest": self.streak.longest,
                "freezes": self.streak.freezes,
                "practised_today": self.streak.practised_today,
            },
            "answers": self.answers,
            "right_at_once": self.right_at_once,
            "seconds": round(self.seconds, 1),
            "seconds_this_week": round(self.seconds_this_week, 1),
            "activity": {
                "from": self.activity[0][0].isoformat(),
                "to": self.today.isoformat(),
                "answers": {day.isoformat(): many for day, many in self.activity if many},
            },
            "due": {
                "now": list(self.due.now),
                "today": list(self.due.today),
                "tomorrow": list(self.due.tomorrow),
                "week": list(self.due.week),
                "later": list(self.due.later),
            },
        }


def overview(
    skills: Mapping[str, SkillState],
    answers: Sequence[Answered],
    misconceptions: Iterable[Misconception],
    now: datetime,
    zone: tzinfo | None = None,
    masteries: Mapping[str, Sequence[float]] | None = None,
) -> Overview:
    """What there is to see.

    Args:
        skills: the skills that were practised.
        answers: all that were not taken back, in their order.
        misconceptions: the slips that were made, the latest first.
        now: the moment, with its UTC offset.
        zone: where the student's days begin and end; the place that this machine is set to if None.
        masteries: the mastery of each skill before each answer that changed it; none changed if None.
    """
    today = local_day(now, zone)
    monday = today - timedelta(days=today.weekday())
    counted = [each for each in answers if each.rating]
    per_day = Counter(local_day(each.at, zone) for each in counted)
    first = monday - timedelta(weeks=WEEKS - 1)
    slips = list(misconceptions)
    return Overview(
        now=now.astimezone(zone),
        today=today,
        skills=tuple(sorted(_progress(skills, masteries or {}, today, zone), key=lambda each: (each.mastery, each.id))),
        open=tuple(slip for slip in slips if not is_resolved(slip)),
        resolved=tuple(slip for slip in slips if is_resolved(slip)),
        streak=streak(per_day, today),
        answers=len(counted),
        right_at_once=sum(each.correct for each in counted),
        seconds=_seconds(answers),
        seconds_this_week=_seconds(each for each in answers if local_day(each.at, zone) >= monday),
        activity=tuple(
            (day, per_day[day]) for day in (first + timedelta(days=past) for past in range((today - first).days + 1))
        ),
        due=due(skills.values(), now, zone),
    )


def local_day(moment: datetime, zone: tzinfo | None) -> date:
    """The day that it is for the student."""
    return moment.astimezone(zone).date()


def is_resolved(misconception: Misconception) -> bool:
    """Whether a slip was possible often enough since it was made last, and not made."""
    return misconception.clean >= RESOLVED


def streak(days: Collection[date], today: date) -> Streak:
    """Days of practice in a row, up to today or yesterday.

    Every seventh day in a row earns a freeze day, of which two are kept. A missed day uses one up, and neither
    lengthens the row nor ends it; without one the row ends. Today is not missed before it is over.

    >>> streak({date(2026, 3, day) for day in (1, 2, 3, 4, 5, 6, 7, 9)}, date(2026, 3, 10))
    Streak(days=8, longest=8, freezes=0, practised_today=False)
    """
    row = longest = freezes = 0
    last: date | None = None
    for day in sorted({day for day in days if day <= today}):
        row, freezes = _missing(row, freezes, last, day)
        row += 1
        if row % DAYS_FOR_FREEZE == 0:
            freezes = min(freezes + 1, MOST_FREEZES)
        longest, last = max(longest, row), day
    if last != today:
        row, freezes = _missing(row, freezes, last, today)
    return Streak(row, longest, freezes, last == today)


def _missing(row: int, freezes: int, last: date | None, day: date) -> tuple[int, int]:
    """A row of days and the freeze days after those that were missed between two days."""
    missed = (day - last).days - 1 if last else 0
    return (row, freezes - missed) if missed <= freezes else (0, 0)


def due(skills: Iterable[SkillState], now: datetime, zone: tzinfo | None = None) -> Due:
    """When skills are due, by the student's days: each is in one place."""
    today = local_day(now, zone)
    groups: dict[str, list[str]] = {name: [] for name in Due.__slots__}
    practised = [state for state in skills if state.asked]
    for state in sorted(practised, key=lambda each: (each.due, each.id)):
        days = (local_day(state.due, zone) - today).days
        when = "today" if days <= 0 else "tomorrow" if days == 1 else "week" if days < 7 else "later"
        groups["now" if state.due <= now else when].append(state.id)
    return Due(**{name: tuple(ids) for name, ids in groups.items()})


def _progress(
    skills: Mapping[str, SkillState], masteries: Mapping[str, Sequence[float]], today: date, zone: tzinfo | None
) -> Iterable[SkillProgress]:
    for name, state in skills.items():
        before = masteries.get(name, ())
        change = state.mastery - (before[-RECENT] if len(before) >= RECENT else INITIAL)
        trend: Trend = "rising" if change >= STEADY else "falling" if change <= -STEADY else "steady"
        yield SkillProgress(
            id=name,
            mastery=state.mastery,
            change=change,
            trend=trend if before else "new",
            asked=state.asked,
            correct=state.correct,
            due=state.due,
            days=(local_day(state.due, zone) - today).days,
        )


def _seconds(answers: Iterable[Answered]) -> float:
    return sum(min(each.seconds, MOST_SECONDS) for each in answers)


def _skill(skill: SkillProgress) -> dict[str, Any]:
    return {
        "skill": skill.id,
        "mastery": round(skill.mastery, 4),
        "mastered": skill.is_mastered,
        "change": round(skill.change, 4),
        "trend": skill.trend,
        "asked": skill.asked,
        "correct": skill.correct,
        "due": _text(skill.due),
    }


def _misconception(misconception: Misconception) -> dict[str, Any]:
    return {
        "slip": misconception.slip,
        "rule": misconception.rule,
        "first": _text(misconception.first),
        "last": _text(misconception.last),
        "count": misconception.count,
        "clean": misconception.clean,
        "resolved": is_resolved(misconception),
    }


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
