"""The words in which rules, laws, orders and numbers of steps are told."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from derivtutor.derivation.laws import LAWS
from derivtutor.derivation.model import Rule
from derivtutor.derivation.rules import BY_ID
from derivtutor.language import ENGLISH, listed, lowered, mark, raised, spoken, translated

_OF_ORDER = (
    "First derivative", "Second derivative", "Third derivative", "Fourth derivative", "Fifth derivative",
    "Sixth derivative", "Seventh derivative", "Eighth derivative", "Ninth derivative", "Tenth derivative",
    "Eleventh derivative", "Twelfth derivative",
)  # fmt: skip
_TO_DIFFERENTIATE = {
    1: "Differentiate with respect to",
    2: "Differentiate twice with respect to",
    3: "Differentiate three times with respect to",
    4: "Differentiate four times with respect to",
}
_MANY_TIMES = "Differentiate {order} times with respect to"
_MOST_PLACES = 9

__all__ = [
    "as_in",
    "derivative_of_order",
    "laws",
    "line_label",
    "lowered",
    "reasons",
    "short_number",
    "title",
    "titles",
    "to_differentiate",
]


def derivative_of_order(order: int) -> str:
    """`Second derivative`."""
    return translated(_OF_ORDER[order - 1])


def to_differentiate(order: int) -> str:
    """What is to be done, and how often, before the variable: `Differentiate twice with respect to`."""
    return translated(_TO_DIFFERENTIATE.get(order, _MANY_TIMES)).format(order=order)


def laws(names: Iterable[str]) -> str:
    """Labels of tidying in words."""
    return mark(", ").join(translated(LAWS.get(name, name)) for name in names)


def titles(names: Iterable[str]) -> str:
    """Titles of rules as one phrase, the first with a capital: `Sum, constant multiple and power rule`."""
    words = list(dict.fromkeys(names))
    if spoken() is ENGLISH and all(word.endswith(" rule") for word in words):
        words = [word.removesuffix(" rule") for word in words[:-1]] + words[-1:]
    words = words[:1] + [lowered(word) for word in words[1:]]
    return listed(words)


def line_label(names: tuple[str, ...]) -> str:
    """What led to a line on paper, rules or laws of tidying: `Chain rule and sine`."""
    if names and all(name in BY_ID for name in names):
        return titles(title(BY_ID[name]) for name in names)
    return reasons(names) if any(name in BY_ID for name in names) else laws(names)


def reasons(names: Iterable[str]) -> str:
    """What led to a line on paper, rules and laws of tidying, one after the other: `Chain rule, sine`."""
    told = [lowered(title(BY_ID[name])) if name in BY_ID else laws((name,)) for name in dict.fromkeys(names)]
    return raised(mark(", ").join(told))


def as_in(number: str) -> str:
    """Where something was told before: `as in step 1.2`."""
    return translated("as in step {number}").format(number=number)


def title(rule: Rule) -> str:
    """What a rule is called in the language that is spoken."""
    return translated(rule.title)


def short_number(number: str) -> str:
    """The number of a step, equal places in a row counted: `1.2.2.2.2.2.1` is `1.(5x2).1`."""
    runs = [(place, len(list(group))) for place, group in itertools.groupby(number.split("."))]
    return ".".join(
        f"({count}x{place})" if count > _MOST_PLACES else ".".join([place] * count) for place, count in runs
    )
