"""The words in which rules, laws, orders and numbers of steps are told."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from derivtutor.derivation.laws import LAWS
from derivtutor.derivation.rules import BY_ID

_ORDINALS = (
    "First", "Second", "Third", "Fourth", "Fifth", "Sixth",
    "Seventh", "Eighth", "Ninth", "Tenth", "Eleventh", "Twelfth",
)  # fmt: skip
_TIMES = {1: "", 2: " twice", 3: " three times", 4: " four times"}
_MOST_PLACES = 9


def derivative_of_order(order: int) -> str:
    """`Second derivative`."""
    return f"{_ORDINALS[order - 1]} derivative"


def times(order: int) -> str:
    """How often is differentiated: nothing, ` twice`, ` three times`."""
    return _TIMES.get(order, f" {order} times")


def laws(names: Iterable[str]) -> str:
    """Labels of tidying in words."""
    return ", ".join(LAWS.get(name, name) for name in names)


def listed(names: Iterable[str]) -> str:
    """Titles of rules as one phrase, the first with a capital: `Sum, constant multiple and power rule`."""
    words = list(dict.fromkeys(names))
    if all(word.endswith(" rule") for word in words):
        words = [word.removesuffix(" rule") for word in words[:-1]] + words[-1:]
    words = words[:1] + [lowered(word) for word in words[1:]]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def line_label(names: tuple[str, ...]) -> str:
    """What led to a line on paper, rules or laws of tidying: `Chain rule and sine`."""
    if names and all(name in BY_ID for name in names):
        return listed(BY_ID[name].title for name in names)
    return reasons(names) if any(name in BY_ID for name in names) else laws(names)


def reasons(names: Iterable[str]) -> str:
    """What led to a line on paper, rules and laws of tidying, one after the other: `Chain rule, sine`."""
    text = ", ".join(lowered(BY_ID[name].title) if name in BY_ID else laws((name,)) for name in dict.fromkeys(names))
    return text[:1].upper() + text[1:]


def lowered(title: str) -> str:
    """A title within a sentence; names of people keep their capital."""
    return title if title.startswith(_OF_PEOPLE) else title[:1].lower() + title[1:]


_OF_PEOPLE = ("Jacobian", "Hessian", "Taylor", "Newton", "Lagrange", "Leibniz", "L'Hôpital")


def short_number(number: str) -> str:
    """The number of a step, equal places in a row counted: `1.2.2.2.2.2.1` is `1.(5x2).1`."""
    runs = [(place, len(list(group))) for place, group in itertools.groupby(number.split("."))]
    return ".".join(
        f"({count}x{place})" if count > _MOST_PLACES else ".".join([place] * count) for place, count in runs
    )
