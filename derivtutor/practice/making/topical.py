"""Questions in the topics beyond the rules: exercises as they are generated, to be read or to be answered."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from derivtutor.exercises.topical import topical
from derivtutor.language import translated
from derivtutor.practice.item import Item
from derivtutor.practice.making.wanted import Wanted

_MOST_TRIED = 12
"""So many exercises are looked at for one that was not asked yet."""

_MOST_BLANKS = 8
"""So many blanks are filled in at once: a line that is longer is not typed without a mistake."""


def questions(wanted: Wanted) -> Iterator[Item]:
    """Some exercises of the topic."""
    return (_item(wanted, number) for number in range(_MOST_TRIED))


def _item(wanted: Wanted, number: int) -> Item:
    skill, difficulty = wanted.skill, wanted.suitable
    (made,) = topical(skill.topic, difficulty, 1, wanted.own_seed + number)
    exercise = replace(made, id=f"{skill.id}-{wanted.seed}", title=translated(skill.title), fill=_few(made.fill))
    return Item(kind=wanted.kind, exercise=exercise, skills=(skill.id,), difficulty=difficulty, seed=wanted.seed)


def _few(fill: tuple[str, ...]) -> tuple[str, ...]:
    """What is filled in; of too many blanks those from the loss on, which are the way back."""
    values = [each for each in fill if "/" not in each]
    return fill if len(fill) <= _MOST_BLANKS else fill[len(values) - 1 :]
