"""What an answer changes in what is known of a student: mastery, schedule, difficulty, and how much help comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from derivtutor.practice import schedule
from derivtutor.practice.item import EXAMPLES, Item
from derivtutor.practice.mastery import INITIAL, updated
from derivtutor.practice.records import SkillState
from derivtutor.practice.skills import CURRICULUM, is_skill, known_before, skill

READS, FILLS_IN, ALONE = 2, 1, 0
"""How much help a skill needs: a worked example to read, one with a gap, or none."""

LOST = 0.5
"""Who fails at a problem with a lower mastery than this gets an example with a gap before the next problem."""

PLACED = 0.9
"""The mastery of what a question at the beginning has shown: once more right, and it is mastered."""

PLACED_LEVEL = 3

_SINGLE = frozenset(each.id for each in CURRICULUM if not each.is_pair)


class Outcome(Struct, frozen=True):
    """How a question went.

    `at_once` is whether the first try was right, without a hint; `rating` is the scheduler's, 0 where nothing was
    answered; `blamed` are the rules of the slips that explain what was wrong.
    """

    item: Item
    at_once: bool
    rating: int
    blamed: frozenset[str] = frozenset()


def changes(known: Mapping[str, SkillState], outcome: Outcome, now: datetime) -> dict[str, SkillState]:
    """The skills that change, as they are after a question: those it practises, and single rules that were to blame."""
    if not outcome.rating:
        return {name: _helped(known.get(name), name, outcome, now) for name in outcome.item.skills}
    blamed = {rule for rule in outcome.blamed & _SINGLE if rule in known} - {*outcome.item.skills}
    return {
        **(_placed(known, outcome.item, now) if outcome.item.kind == "placement" and outcome.at_once else {}),
        **{name: _practised(known.get(name), name, outcome, now) for name in outcome.item.skills},
        **{name: _failed(known[name], outcome, now) for name in sorted(blamed)},
    }


def _begun(name: str, now: datetime) -> SkillState:
    return SkillState(name, schedule.new_card(now), now, INITIAL, 0, 0, now, READS)


def _placed(known: Mapping[str, SkillState], item: Item, now: datetime) -> dict[str, SkillState]:
    """The skills that one must know to answer a question at the beginning: they need no examples."""
    names = {rule for name in item.skills for rule in known_before(skill(name)) if is_skill(rule)} - {*item.skills}
    tomorrow = now + timedelta(days=1)
    begun = {name: known.get(name) or replace(_begun(name, now), due=tomorrow) for name in sorted(names)}
    return {name: _raised(state) for name, state in begun.items()}


def _raised(state: SkillState) -> SkillState:
    level = max(state.level, PLACED_LEVEL)
    return replace(state, mastery=max(state.mastery, PLACED), support=ALONE, level=level)


def _helped(state: SkillState | None, name: str, outcome: Outcome, now: datetime) -> SkillState:
    """After an example that was read: one with a gap follows."""
    return replace(state or _begun(name, now), support=FILLS_IN, last=now)


def relieved(known: Mapping[str, SkillState], item: Item, now: datetime) -> dict[str, SkillState]:
    """The skills of an example that was skipped: their problems come next."""
    states = {name: known.get(name) or _begun(name, now) for name in item.skills}
    return {name: replace(state, support=ALONE) for name, state in states.items()}


def taught(known: Mapping[str, SkillState], names: Sequence[str], now: datetime) -> dict[str, SkillState]:
    """The skills that begin with a lesson, which stands for the example to read; those that were practised stay."""
    return {name: replace(_begun(name, now), support=FILLS_IN) for name in names if name not in known}


def _practised(state: SkillState | None, name: str, outcome: Outcome, now: datetime) -> SkillState:
    """After an answer. What was wrong elsewhere, such as a lost constant, says nothing of this skill's mastery."""
    state = state or _begun(name, now)
    card, due = schedule.reviewed(state.card, outcome.rating, now)
    is_elsewhere = bool(outcome.blamed) and outcome.blamed.isdisjoint(name.split("+"))
    mastery = state.mastery
    if outcome.at_once or not is_elsewhere:
        mastery = _updated(mastery, outcome.at_once, outcome.item)
    practised = SkillState(
        name, card, due, mastery, state.asked + 1, state.correct + outcome.at_once, now,
        _support(outcome, mastery), _level(state.level, outcome),
    )  # fmt: skip
    return _raised(practised) if outcome.item.kind == "placement" and outcome.at_once else practised


def _failed(state: SkillState, outcome: Outcome, now: datetime) -> SkillState:
    """After a slip in a rule that a question has beside others: it is to be practised on its own again."""
    card, due = schedule.reviewed(state.card, schedule.AGAIN, now)
    due = min(due, state.due)  # another slip does not put off what is due already
    return replace(state, card=card, due=due, mastery=_updated(state.mastery, False, outcome.item), last=now)


def _updated(mastery: float, is_correct: bool, item: Item) -> float:
    return updated(mastery, is_correct, item.difficulty, item.is_part)


def _support(outcome: Outcome, mastery: float) -> int:
    has_failed = outcome.rating == schedule.AGAIN
    if outcome.item.kind in EXAMPLES or outcome.item.kind == "placement":
        return READS if has_failed else ALONE
    lost = READS if outcome.item.kind == "topic" else FILLS_IN  # examples of topics have no gap
    return lost if has_failed and mastery < LOST else ALONE


def _level(level: int, outcome: Outcome) -> int:
    """The difficulty that was managed: parts of a derivation do not tell."""
    asked = outcome.item.difficulty
    if outcome.rating == schedule.AGAIN:
        return max(1, min(level, asked) - 1)
    return max(level, asked) if outcome.at_once and not outcome.item.is_part else level


def mastered(known: Mapping[str, SkillState], enough: float) -> frozenset[str]:
    """The rules that are mastered on their own: they need no explaining in worked solutions."""
    return frozenset(name for name, state in known.items() if "+" not in name and state.mastery >= enough)
