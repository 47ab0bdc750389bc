"""A few quick questions at the beginning: who answers one rightly knows its rules, and need not begin with them."""

from __future__ import annotations

from msgspec.structs import replace

from derivtutor.practice.asking import Making
from derivtutor.practice.item import Item
from derivtutor.practice.skills import skill

QUESTIONS = (
    ("power", 2),
    ("chain+sine", 1),
    ("product+natural-exponential", 2),
    ("quotient+logarithm", 1),
    ("chain+product", 2),
)
"""The skills, and how difficult each question is among those of its skill."""


def questions(making: Making, seed: int) -> tuple[Item, ...]:
    """The questions, from easy to hard."""
    made = [making.make("differentiate", skill(name), hard, seed, frozenset()) for name, hard in QUESTIONS]
    return tuple([replace(item, kind="placement") for item in made])
