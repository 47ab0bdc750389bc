"""How much is told of a step, and in which words."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from derivtutor.derivation.rules import BY_ID
from derivtutor.notation.tree import Name, Node, Number, Unknown
from derivtutor.render.presentation import StepShown, laws

ORDINALS = (
    "First", "Second", "Third", "Fourth", "Fifth", "Sixth",
    "Seventh", "Eighth", "Ninth", "Tenth", "Eleventh", "Twelfth",
)  # fmt: skip
TOLD_ONCE = frozenset({"power", "constant-multiple", "sum"})
"""Rules whose formula has the same letters wherever it is used."""

_IN_PASSING = frozenset({"power", "constant-multiple"})
_MOST_PLACES = 4


def in_one_line(step: StepShown) -> bool:
    """Whether a step is told in a line at standard detail: nothing of interest is below it."""
    if step.understood and not step.steps:
        return True
    if step.rule == "sum":
        return len(step.result.right.children) <= 4 and all(
            child.rule in _IN_PASSING and in_one_line(child) for child in step.steps
        )
    if step.rule == "constant-multiple":
        return all(in_one_line(child) and not child.steps for child in step.steps)
    return not step.steps and not step.work and step.rule != "rewrite"


def title(step: StepShown) -> str:
    """The rule of a step, and whether it is understood: `Product rule, understood`."""
    return f"{step.title}, understood" if step.understood else step.title


def titles(step: StepShown) -> str:
    """The rules of a step that is told in one line: `Constant multiple and power rule`."""
    return title(step) if step.understood else listed(each.title for each in with_below(step))


def with_below(step: StepShown) -> Iterator[StepShown]:
    """A step and all that is below it."""
    pending = [step]
    while pending:
        current = pending.pop()
        yield current
        pending.extend(reversed(current.steps))


def is_instructive(step: StepShown) -> bool:
    """Whether the formula with its parts says more than the result: for a power, if the exponent is no plain number."""
    return step.rule != "power" or not isinstance(step.parts[0].right, Number)


def letter_of(node: Node) -> object:
    """What a part and its rate have in common: `u` and `u'`, `g(u)` and `g'(u)`."""
    return node.arguments if isinstance(node, Unknown) else node.name.rstrip("'") if isinstance(node, Name) else node


def short_number(id: str) -> str:
    """The number of a step, equal places in a row counted: `1.2.2.2.2.2.1` is `1.(5x2).1`."""
    runs = [(place, len(list(group))) for place, group in itertools.groupby(id.split("."))]
    return ".".join(
        f"({count}x{place})" if count > _MOST_PLACES else ".".join([place] * count) for place, count in runs
    )


def listed(names: Iterable[str]) -> str:
    """Titles of rules as one phrase, the first with a capital: `Sum, constant multiple and power rule`."""
    words = list(dict.fromkeys(names))
    if all(word.endswith(" rule") for word in words):
        words = [word.removesuffix(" rule") for word in words[:-1]] + words[-1:]
    words = words[:1] + [word[0].lower() + word[1:] for word in words[1:]]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def line_label(names: tuple[str, ...]) -> str:
    """What led to a line on paper, rules or laws of tidying, in words."""
    if names and all(name in BY_ID for name in names):
        return listed(BY_ID[name].title for name in names)
    return laws(names)
