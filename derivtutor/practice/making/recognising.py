"""Questions about which rule comes first."""

from __future__ import annotations

from collections.abc import Iterator

from derivtutor.derivation.model import Rule, Step
from derivtutor.exercises.kinds.naming import case_of
from derivtutor.language import translated
from derivtutor.notation import linear
from derivtutor.practice.item import Item
from derivtutor.practice.making.wanted import RECOGNISED, Wanted
from derivtutor.practice.skills import is_skill, known_before

_OWN = 0.75
"""How often the rule that comes first is one of the skill's."""

_LAST = "Which operation would you do last if you substituted a number for $x$?"


def first_rules(wanted: Wanted) -> Iterator[Item]:
    """Which rule is used first: mostly one of the skill's, else another by which functions are put together. They need
    only rules that a student of the skill knows.
    """
    own = wanted.skill.rules
    if wanted.random().random() > _OWN:
        for rules in _mistaken(wanted):
            yield from [_item(*each) for each in wanted.functions(rules) if each[1].rule.id not in own]
    yield from (_item(*each) for each in wanted.functions(own) if each[1].rule.id in own)


def _mistaken(wanted: Wanted) -> list[tuple[str, ...]]:
    """The rules of functions that may be taken for those with which the skill begins: the same parts put together in
    another way, or what the skill is about as a part of something else.
    """
    own = wanted.skill.rules
    parts = tuple([rule for rule in own if rule not in RECOGNISED])
    structures = sorted(known_before(wanted.skill) & RECOGNISED.difference(own))
    possible = [own, *[(*parts, rule) for rule in structures]]
    return wanted.random().sample(possible, len(possible))


def _item(wanted: Wanted, root: Step) -> Item:
    """The question; who answers it shows that the rule is known which comes first."""
    rule = root.rule
    return wanted.item(
        root,
        skills=(rule.id,) if is_skill(rule.id) else (),
        kind="rule",
        differentiate=linear.text(root.goal.expression),
        hints=tuple(_hints(rule)),
    )


def _hints(rule: Rule) -> Iterator[str]:
    yield translated(_LAST)
    if rule.when:
        yield translated("Here {case}.").format(case=case_of(rule.id))
