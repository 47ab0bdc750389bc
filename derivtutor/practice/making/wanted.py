"""What a question is made from: what is wanted of it, and functions that need exactly the rules of a skill."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from random import Random
from typing import Any

from derivtutor.derivation.model import Step
from derivtutor.derivation.rules import RULES
from derivtutor.errors import UserError
from derivtutor.exercises.difficulty import level
from derivtutor.exercises.generating.likeness import same
from derivtutor.exercises.generator import source
from derivtutor.exercises.model import Exercise
from derivtutor.notation.expression import parse
from derivtutor.practice.item import Item, ItemKind
from derivtutor.practice.skills import LEVELS, Skill

RECOGNISED = frozenset([rule.id for rule in RULES if rule.structural and not rule.is_plain])
"""Rules that are recognised by how a function is put together."""

_LOOKED_AT = 30
"""So many functions of mixed difficulty show which difficulties there are; rarer ones would take long to find."""

_OF_ONE_LEVEL = 3
"""After so many functions that do not serve, those of the next difficulty are tried."""

_OF_EASIEST = 30
"""So many more of the easiest are tried in the end: they are quickly made."""

_HARDEST: Mapping[ItemKind, int] = {"worked-example": 3, "faded-example": 4, "find-slip": 3}
"""The lines of harder ones are too long to be read."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be made. `seen` are the functions that must not come again, as `likeness.same` writes them."""

    kind: ItemKind
    skill: Skill
    difficulty: int
    seed: int
    seen: frozenset[str] = frozenset()

    @property
    def own_seed(self) -> int:
        """Another for each kind and skill: else sin and cos would come with the same numbers."""
        return zlib.crc32(f"{self.kind} {self.skill.id} {self.seed}".encode())

    def random(self) -> Random:
        """What is chosen at random, always the same for what is wanted."""
        return Random(self.own_seed)

    @property
    def difficulties(self) -> list[int]:
        """Those that there are for the skill, the one to begin with first."""
        return nearest(self.skill.rules, min(self.difficulty, _HARDEST.get(self.kind, self.difficulty)))

    def functions(self, rules: tuple[str, ...]) -> Iterator[Step]:
        """Some derivations that need these rules and no others, of the difficulty that is asked for or near it.

        Where these are not the skill's own rules, they come no harder than the skill itself can be.
        """
        first, *_ = self.difficulties
        supplies = {difficulty: source(rules, difficulty, 1, self.own_seed) for difficulty in nearest(rules, first)}
        for supply in supplies.values():
            supply.seen |= self.seen
            yield from islice(supply, _OF_ONE_LEVEL)
        yield from islice(supplies[min(supplies)], _OF_EASIEST)

    def items(self, maker: Callable[[Wanted, Step], Item | None]) -> Iterator[Item]:
        """The questions that can be made of the functions for the skill."""
        return (item for root in self.functions(self.skill.rules) if (item := maker(self, root)) is not None)

    def item(self, difficulty: int, lead: str = "", skills: tuple[str, ...] = (), **fields: Any) -> Item:
        """The question; `skills` are what it practises, where that is not the skill; `fields` are the exercise's."""
        exercise = Exercise(
            id=f"{self.kind}-{self.seed}", skills=self.skill.rules, difficulty=difficulty, **fields
        )  # fmt: skip
        return Item(
            kind=self.kind,
            exercise=exercise,
            skills=skills or (self.skill.id,),
            difficulty=difficulty,
            lead=lead,
            seed=self.seed,
        )


@lru_cache(maxsize=10_000)
def fingerprint(function: str) -> str:
    """The same for two texts of one function, up to the order of terms and factors; else the text itself."""
    try:
        return same(parse(function).tree)
    except UserError:  # older files of progress have ids of exercises among the functions
        return function


def nearest(rules: Sequence[str], difficulty: int) -> list[int]:
    """The difficulties that there are for these rules, the nearest first, of two that are as near the easier one."""
    levels = LEVELS.get(tuple(rules)) or found_levels(tuple(rules))
    return sorted(levels, key=lambda each: (abs(each - difficulty), each))


@cache
def found_levels(rules: tuple[str, ...]) -> frozenset[int]:
    """The difficulties that occur in a sample of functions that need these rules."""
    return frozenset(map(level, islice(source(rules, None, 1, 0), _LOOKED_AT)))
