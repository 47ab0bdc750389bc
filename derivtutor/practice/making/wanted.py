"""What a question is made from: what is wanted of it, and functions that need exactly the rules of a skill."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
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
from derivtutor.practice.making.textbook import supplies
from derivtutor.practice.skills import Skill

RECOGNISED = frozenset([rule.id for rule in RULES if rule.structural and not rule.is_plain])
"""Rules that are recognised by how a function is put together."""

_OF_ONE_DIFFICULTY = 6
"""After so many functions that do not serve, those of the next difficulty are tried."""

_GENERATED = 30
"""So many more are made in the end, of the easiest levels that there are: they are quickly made, and look harmless."""

_EASY_LEVELS = (1, 2, 3)
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

    def functions(self, rules: tuple[str, ...]) -> Iterator[tuple[Wanted, Step]]:
        """Some derivations that need these rules and no others, and what is wanted there: the difficulty that is asked
        for or one near it. Functions of textbooks come first.
        """
        seen = set(self.seen)
        by_difficulty = supplies(rules, self.own_seed, seen)
        for difficulty in self._nearest(by_difficulty):
            wanted = replace(self, difficulty=difficulty)
            yield from ((wanted, root) for root in islice(by_difficulty[difficulty], _OF_ONE_DIFFICULTY))
        for difficulty in _EASY_LEVELS:
            supply = source(rules, difficulty, 1, self.own_seed)
            supply.seen |= seen
            yield from ((replace(self, difficulty=difficulty), root) for root in islice(supply, _GENERATED))

    def _nearest(self, difficulties: Iterable[int]) -> list[int]:
        """The nearest difficulty first, of two that are as near the easier one."""
        return sorted(difficulties, key=lambda each: (abs(each - self.suitable), each))

    @property
    def suitable(self) -> int:
        """The difficulty that is asked for, if that can be read."""
        return min(self.difficulty, _HARDEST.get(self.kind, self.difficulty))

    def items(self, maker: Callable[[Wanted, Step], Item | None]) -> Iterator[Item]:
        """The questions that can be made of the functions for the skill."""
        return (item for wanted, root in self.functions(self.skill.rules) if (item := maker(wanted, root)) is not None)

    def item(self, root: Step, lead: str = "", skills: tuple[str, ...] = (), **fields: Any) -> Item:
        """The question about a derivation; `skills` are what it practises, where that is not the skill; `fields` are
        the exercise's, whose difficulty is that of the derivation, whatever it is among those of the skill.
        """
        exercise = Exercise(
            id=f"{self.kind}-{self.seed}", skills=self.skill.rules, difficulty=level(root), **fields
        )  # fmt: skip
        return Item(
            kind=self.kind,
            exercise=exercise,
            skills=skills or (self.skill.id,),
            difficulty=self.difficulty,
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
