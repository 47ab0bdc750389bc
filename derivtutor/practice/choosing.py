"""What to ask next: what is due first, then something new, then what is weakest; rules in turn, never one in a row."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from derivtutor.practice.item import ItemKind
from derivtutor.practice.mastery import INITIAL, MASTERED
from derivtutor.practice.skills import Skill
from derivtutor.practice.store import SkillState

KNOWN_ENOUGH = 0.6
"""What a skill needs must be mastered so far before it is begun."""

MOST_AT_ONCE = 6
"""So many skills are learnt at a time: nothing new is begun before one of them is mastered."""

_FIRST_KINDS: tuple[ItemKind, ...] = ("worked-example", "faded-example")
"""How a skill begins, before problems."""

_WEIGHTS: Mapping[ItemKind, int] = {
    "differentiate": 6, "missing-step": 1, "rule": 1, "inner-outer": 1, "find-slip": 1, "slope": 1,
}  # fmt: skip
"""How often each kind of question is asked, afterwards."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What to ask: the kind of question, the skill and the difficulty."""

    kind: ItemKind
    skill: Skill
    difficulty: int


def choose(
    known: Mapping[str, SkillState],
    allowed: Sequence[Skill],
    now: datetime,
    recent: Sequence[str],
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
        difficulty: from 1 to 5; by the mastery if None.
        kinds: which kinds of questions there are for a skill.
        rng: chooses among kinds.
    """
    skill = _skill(known, allowed, now, recent)
    state = known.get(skill.id)
    asked = state.asked if state else 0
    possible = kinds[skill.id]
    if asked < len(_FIRST_KINDS) and _FIRST_KINDS[asked] in possible:
        kind = _FIRST_KINDS[asked]
    else:
        later = [kind for kind in possible if kind in _WEIGHTS] or ["differentiate"]
        kind = rng.choices(later, [_WEIGHTS[kind] for kind in later])[0]
    return Choice(kind, skill, difficulty or level(state.mastery if state else INITIAL))


def level(mastery: float) -> int:
    """The difficulty that suits a mastery: the easiest at first, the hardest only for what is mastered."""
    return 5 if mastery >= MASTERED else 1 + min(3, int(mastery * 4))


def _skill(known: Mapping[str, SkillState], allowed: Sequence[Skill], now: datetime, recent: Sequence[str]) -> Skill:
    due = sorted((known[each.id].due, place) for place, each in enumerate(allowed) if _is_due(known.get(each.id), now))
    candidates = [allowed[place] for _, place in due]
    new = _new(known, allowed)
    if new is not None:
        candidates.append(new)
    practised = [each for each in allowed if each.id in known]
    candidates += sorted(practised, key=lambda each: known[each.id].mastery)
    candidates += allowed
    last = recent[-1] if recent else ""
    return next((each for each in candidates if each.id != last), candidates[0])


def _is_due(state: SkillState | None, now: datetime) -> bool:
    return state is not None and state.due <= now


def _new(known: Mapping[str, SkillState], allowed: Sequence[Skill]) -> Skill | None:
    """The next skill to begin, if those before it are known well enough and not too many are being learnt."""
    learning = [each for each in allowed if each.id in known and known[each.id].mastery < MASTERED]
    if len(learning) >= MOST_AT_ONCE:
        return None
    ids = {each.id for each in allowed}
    for each in allowed:
        needed = [name for name in each.needs if name in ids or name in known]
        if each.id not in known and all(name in known and known[name].mastery >= KNOWN_ENOUGH for name in needed):
            return each
    return None
