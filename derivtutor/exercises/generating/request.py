"""What is asked for: rules by id or title, and whether an exercise can need them and no others."""

from __future__ import annotations

from collections.abc import Sequence

from derivtutor.derivation.rules import BY_ID, RULES
from derivtutor.exercises import sentences
from derivtutor.exercises.generating.shapes import STRUCTURES
from derivtutor.language import lowered, translated
from derivtutor.libraries import difflib

_BY_NAME = {
    name: rule.id
    for rule in RULES
    for name in (
        rule.id,
        rule.title.lower().replace(" ", "-"),
        rule.title.lower().replace(" ", "-").removesuffix("-rule"),
    )
}


def asked_rules(names: Sequence[str]) -> tuple[str, ...]:
    """The ids of the rules asked for, in the order of the rule book.

    Args:
        names: ids or titles, in capitals or not: `product`, `Product rule`.

    Raises:
        UserError: where a rule is unknown, or always needs others that are not asked for.
    """
    if not names:
        raise sentences.NO_RULE_ASKED()
    wanted = {_known(name) for name in names}
    for rule in BY_ID:
        if rule in wanted:
            _check_companions(rule, wanted)
    return tuple([rule for rule in BY_ID if rule in wanted])


def title(rules: Sequence[str]) -> str:
    """The rules as a title: `Product rule, chain rule`."""
    first, *others = [translated(BY_ID[rule].title) for rule in rules]
    return ", ".join([first, *map(lowered, others)])


def _known(name: str) -> str:
    wanted = "-".join(name.lower().replace("_", " ").replace("-", " ").split())
    if wanted in _BY_NAME:
        return _BY_NAME[wanted]
    near = difflib.get_close_matches(wanted, BY_ID, n=1, cutoff=0.5)
    remedy = sentences.DID_YOU_MEAN.format(name=near[0]) if near else sentences.ALL_RULES_ARE_LISTED
    raise sentences.NO_RULE_CALLED(name=name.strip(), remedy=remedy)


def _check_companions(rule: str, wanted: set[str]) -> None:
    """That one of a rule's shapes brings no rule that is not asked for."""
    missing = [[other for other in shape.brings if other not in wanted] for shape in STRUCTURES.get(rule, ())]
    if not missing or not all(missing):
        return
    fewest = min(missing, key=len)
    enough = ",".join([other for other in BY_ID if other in wanted.union(fewest)])
    raise sentences.NEEDS_OTHERS(rule=rule, others=sentences.AND.join(fewest), enough=enough)
