"""Which of several explanations of a wrong answer a teacher would name, and what is said where that is not clear."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from derivtutor.derivation.misconceptions import OF_SIGNS
from derivtutor.derivation.model import Told
from derivtutor.derivation.rules import BY_ID
from derivtutor.grading import sentences
from derivtutor.grading.asked import Asked
from derivtutor.grading.verdict import Explanation, Slipped
from derivtutor.language import translated
from derivtutor.notation import linear
from derivtutor.notation.tree import parts

Together: TypeAlias = Sequence[Slipped]
"""The slips of one explanation: one, or two that were made together."""

_LEVELS: dict[Told, int] = {"alone": -1, "first": 0, "": 1, "last": 2}
_ALONE, _LAST = _LEVELS["alone"], _LEVELS["last"]


def ranked(explanations: Iterable[Together], asked: Asked) -> tuple[Explanation, ...]:
    """The explanations that are in question, the likeliest first.

    If one is clearly the likeliest, each has its own hint. Otherwise all have one that is true for each of them.
    """
    unique: dict[tuple[str, ...], Together] = {}
    for made in sorted(explanations, key=_rank):
        unique.setdefault(tuple(sorted(slip.slip for slip in made)), made)
    kept = _in_question(list(unique.values()))
    hint = "" if _is_clear(kept, asked) else _common_hint(kept, asked)
    return tuple([Explanation(tuple(made), hint or made[0].hint, not hint) for made in kept])


def _rank(made: Together) -> tuple[int, ...]:
    general = sum(not slip.rule or (BY_ID[slip.rule].structural and not slip.special) for slip in made)
    different = len({slip.slip for slip in made})
    return len(made), different, _level(made), general, -sum(len(linear.text(slip.at)) for slip in made)


def _level(made: Together) -> int:
    return max(_LEVELS[slip.told] for slip in made)


def _in_question(possible: Sequence[Together]) -> list[Together]:
    """Without what is only told of where nothing else explains the answer, and without what another one covers."""
    if any(_level(made) == _ALONE for made in possible):
        return [made for made in possible if _level(made) == _ALONE]
    if any(_level(made) < _LAST for made in possible):
        possible = [made for made in possible if _level(made) < _LAST]
    return [made for made in possible if not any(other is not made and _covers_all(other, made) for other in possible)]


def _covers_all(other: Together, made: Together) -> bool:
    if len(other) != len(made):
        return False
    return all(any((one.slip, one.at) == (slip.slip, slip.at) or _covers(one, slip) for one in other) for slip in made)


def _covers(one: Slipped, slip: Slipped) -> bool:
    """Whether nobody would think of `slip` where `one` explains the same: it is the special case, or the commonest."""
    if _LEVELS[one.told] > _LEVELS[slip.told]:
        return False
    if one.at == slip.at:
        return one.rule == slip.rule and one.special and not slip.special
    return bool(one.rule) and one.told == "first" and slip.at in parts(one.at)


def _is_clear(likeliest: Sequence[Together], asked: Asked) -> bool:
    """Whether the first explanation is the only one or far likelier than the others; one number tells too little."""
    return len(likeliest) < 2 or (not asked.point and _level(likeliest[0]) < min(1, _level(likeliest[1])))


def _common_hint(explanations: Sequence[Together], asked: Asked) -> str:
    """A hint that is true for all explanations."""
    slips = [slip for made in explanations for slip in made]
    if asked.point:
        return sentences.PUT_IN_LAST
    if all(slip.slip in OF_SIGNS for slip in slips):
        return sentences.LOOK_AT_SIGNS
    widest = max([slip.at for slip in slips], key=lambda place: len(linear.text(place)))
    shown = linear.unicode(widest)
    if len({slip.rule for slip in slips}) == 1 and slips[0].rule and all(slip.at == widest for slip in slips):
        rule = BY_ID[slips[0].rule]
        return sentences.LOOK_AT_RULE.format(part=shown, rule=translated(rule.title), says=translated(rule.says))
    inside = frozenset(parts(widest))
    if all(slip.at in inside for slip in slips):
        return sentences.LOOK_AT_PART.format(part=shown)
    return sentences.LOOK_AT_ALL
