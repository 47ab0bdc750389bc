"""One question of a session, as plain data: it is kept with the session, so that a killed terminal loses nothing."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from derivtutor.exercises.model import Exercise
from derivtutor.practice.skills import skill

ItemKind: TypeAlias = Literal[
    "worked-example", "faded-example", "differentiate", "rule", "inner-outer", "find-slip", "missing-step", "slope",
    "exercise", "placement", "topic",
]  # fmt: skip
"""What is asked. A worked example asks nothing: it is read. `exercise` is one of a set or a file, `placement` one that
shows what is known before anything was practised, `topic` one in a topic beyond the rules.
"""

_PARTS: frozenset[ItemKind] = frozenset({"rule", "inner-outer", "find-slip", "missing-step", "faded-example"})

EXAMPLES: frozenset[ItemKind] = frozenset({"worked-example", "faded-example"})
"""How a skill begins, before problems."""

PROBLEMS: frozenset[ItemKind] = frozenset({"differentiate", "topic"})
"""What a skill is for: its whole questions, of which there are always more."""


class Item(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A question.

    `exercise` asks it and marks the answer; that of a worked example has the function only. `skills` are what it
    practises. `lead` is shown before it, in Markdown: the worked lines of an example that is read.
    """

    kind: ItemKind
    exercise: Exercise
    skills: tuple[str, ...]
    difficulty: int
    lead: str = ""
    seed: int = 0

    @property
    def is_part(self) -> bool:
        """Whether less is asked for than a derivative or a slope: a piece of one, or one of a few answers."""
        return self.kind in _PARTS or self.exercise.facts.is_part

    @property
    def is_of_topic(self) -> bool:
        """Whether it practises a topic beyond the rules."""
        return any(skill(name).topic for name in self.skills)

    @property
    def can_work(self) -> bool:
        """Whether it can be answered by a working."""
        return self.exercise.facts.by_lines and not self.exercise.at
