"""What to ask next: what is due first, then what was begun and never asked, then something new, then what is weakest;
skills in turn if possible.

Topics stand behind rules: as long as there is a rule to be mastered, one topic is learnt at a time, and one question in
a few is about topics.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from derivtutor.practice.item import PROBLEMS, ItemKind
from derivtutor.practice.learning import FILLS_IN, READS
from derivtutor.practice.mastery import MASTERED
from derivtutor.practice.records import SkillState
from derivtutor.practice.skills import Skill, is_skill, skill

KNOWN_ENOUGH = 0.5
"""What a skill needs must be mastered so far before it is begun."""

MOST_AT_ONCE = 6
"""So many skills are learnt at a time: nothing new is begun before one of them is mastered."""

MOST_SHAKY = 2
"""So many of them may be known less than enough: two rules are taken in turn before a third is begun."""

_HELP: Mapping[int, ItemKind] = {READS: "worked-example", FILLS_IN: "faded-example"}
"""How a skill begins, and begins again after a failure, before problems."""

_HARDER = (0.35, 0.5, 0.75, MASTERED)
"""From these masteries on the next difficulty suits."""

PIECES: frozenset[ItemKind] = frozenset({"faded-example", "missing-step"})
"""What asks for less than a derivative comes once among so many questions as are remembered, unless it is to help."""

_WEIGHTS: Mapping[ItemKind, int] = {
    "differentiate": 6, "missing-step": 1, "rule": 1, "inner-outer": 1, "find-slip": 1, "slope": 1, "topic": 1,
}  # fmt: skip
"""How often each kind of question is asked, afterwards."""


class Choice(Struct, frozen=True):
    """What to ask: the kind of question, the skill and the difficulty."""

    kind: ItemKind
    skill: Skill
    difficulty: int


def choose(
    known: Mapping[str, SkillState],
    allowed: Sequence[Skill],
    now: datetime,
    recent: Sequence[str],
    lately: Sequence[ItemKind],
    just_read: str,
    difficulty: int | None,
    kinds: Mapping[str, Sequence[ItemKind]],
    rng: random.Random,
) -> Choice:
    """The next question.

    Args:
        known: the skills that were practised.
        allowed: those of this session, from easy to hard.
        now: the time.
        recent: the ids of the skills asked lately, the last one last.
        lately: the kinds of the last questions.
        just_read: the id of the skill of which an example was read just now; its gap comes at once.
        difficulty: from 1 to 5; by the mastery if None.
        kinds: which kinds of questions there are for a skill.
        rng: chooses among kinds.
    """
    skill = _skill(known, _in_question(known, allowed, lately), now, recent, just_read)
    state = known.get(skill.id)
    kind = _kind(state, kinds[skill.id], not PIECES.isdisjoint(lately), rng)
    return Choice(kind, skill, difficulty or level(state))


def _kind(state: SkillState | None, possible: Sequence[ItemKind], had_piece: bool, rng: random.Random) -> ItemKind:
    """What is asked: what helps; else a problem, at first to differentiate, and any kind of question later on."""
    helps = _HELP.get(state.support if state else READS)
    is_first = state is None or not state.asked
    if helps is not None and helps in possible and not (helps in PIECES and is_first and had_piece):
        return helps
    later = [each for each in possible if each in _WEIGHTS and not (each in PIECES and had_piece)]
    if is_first or not later:
        return next(each for each in possible if each in PROBLEMS)
    return rng.choices(later, [_WEIGHTS[each] for each in later])[0]


def level(state: SkillState | None) -> int:
    """The difficulty that suits a mastery, from the easiest to the hardest, one step above what was managed at most."""
    if state is None:
        return 1
    return min(1 + sum(state.mastery >= bound for bound in _HARDER), state.level + 1)


def _in_question(
    known: Mapping[str, SkillState], allowed: Sequence[Skill], lately: Sequence[ItemKind]
) -> Sequence[Skill]:
    """The skills that may be asked for now: topics have their turn, but not twice in a few questions."""
    waits = "topic" in lately and _are_topics_second(known, allowed)
    return [each for each in allowed if not each.topic] if waits else allowed


def _are_topics_second(known: Mapping[str, SkillState], allowed: Sequence[Skill]) -> bool:
    """Whether there are rules to be mastered; of a few skills that were chosen, all count alike."""
    rules = [known.get(each.id) for each in allowed if not each.topic]
    return not _are_few(allowed) and any(state is None or state.mastery < MASTERED for state in rules)


def _are_few(allowed: Sequence[Skill]) -> bool:
    return len(allowed) <= MOST_AT_ONCE


def _skill(
    known: Mapping[str, SkillState], allowed: Sequence[Skill], now: datetime, recent: Sequence[str], just_read: str
) -> Skill:
    if just_read in known and known[just_read].support == FILLS_IN:
        return next(each for each in allowed if each.id == just_read)
    due = [each for each in allowed if _is_due(known.get(each.id), now)]
    candidates = sorted(due, key=lambda each: known[each.id].due)
    # of a few skills that were chosen, all are begun
    place = 0 if _are_few(allowed) else len(candidates)
    # a lesson, or an example that was read, has begun it
    begun = [each for each in allowed if each.id in known and not known[each.id].asked]
    candidates[place:place] = [*begun, *filter(None, _new_ones(known, allowed))]
    practised = sorted([each for each in allowed if each.id in known], key=lambda each: known[each.id].mastery)
    candidates += [each for each in practised if known[each.id].mastery < MASTERED]
    return _in_turn(candidates, recent) or _in_turn([*candidates, *practised], recent[-1:]) or candidates[0]


def _in_turn(candidates: Sequence[Skill], recent: Sequence[str]) -> Skill | None:
    """The first that is unlike those asked last, else the first that is another than the last one."""
    for last in (recent[-2:], recent[-1:]):
        kin = frozenset[str]().union(*[skill(name).kin for name in last if is_skill(name)])
        for each in candidates:
            if kin.isdisjoint(each.parts):
                return each
    return next((each for each in candidates if each.id not in recent[-1:]), None)


def _is_due(state: SkillState | None, now: datetime) -> bool:
    return state is not None and state.asked > 0 and state.due <= now


def _new_ones(known: Mapping[str, SkillState], allowed: Sequence[Skill]) -> Iterator[Skill | None]:
    """The next rule to begin and the next topic, if those before it are known well enough and not too many are learnt.

    Skills that were asked for by name begin whatever is known of others.
    """
    topics = 1 if _are_topics_second(known, allowed) else MOST_AT_ONCE
    for most, are_topics in (MOST_AT_ONCE, False), (topics, True):
        among = [each for each in allowed if bool(each.topic) == are_topics]
        if _are_few(allowed) or _has_room(known, among, most):
            yield _new(known, among, allowed)


def _has_room(known: Mapping[str, SkillState], among: Sequence[Skill], most: int) -> bool:
    """Whether one more of these skills may be begun."""
    learning = [known[each.id].mastery for each in among if each.id in known and known[each.id].mastery < MASTERED]
    return len(learning) < most and sum(mastery < KNOWN_ENOUGH for mastery in learning) < MOST_SHAKY


def _new(known: Mapping[str, SkillState], among: Sequence[Skill], allowed: Sequence[Skill]) -> Skill | None:
    """The first of these that was not begun, and of which what it needs of all others is known well enough."""
    ids = {each.id for each in allowed}
    for each in among:
        needed = ids.intersection(each.needs)
        if each.id not in known and all(name in known and known[name].mastery >= KNOWN_ENOUGH for name in needed):
            return each
    return None
