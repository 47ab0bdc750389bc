"""What can be practised: the rules, and the pairs of rules that go together, each with what should be known before."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cache

from derivtutor.exercises.sentences import DID_YOU_MEAN, KNOWN_ARE
from derivtutor.practice import sentences


@dataclass(frozen=True, slots=True)
class Skill:
    """A rule or a pair of rules. `id` is their ids joined by `+`; `needs` are the skills to begin with."""

    rules: tuple[str, ...]
    needs: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return "+".join(self.rules)

    @property
    def kin(self) -> frozenset[str]:
        """Its rules, and those that are much like them."""
        return frozenset(self.rules).union(*[family for family in FAMILIES if not family.isdisjoint(self.rules)])

    @property
    def is_pair(self) -> bool:
        return len(self.rules) > 1


_ROWS = (
    ("power", ""),
    ("chain", "power"),
    ("sine", "power"),
    ("product", "power"),
    ("quotient", "power"),
    ("natural-exponential", "power"),
    ("chain+sine", "chain sine"),
    ("product+natural-exponential", "product natural-exponential"),
    ("cosine", "power"),
    ("logarithm", "power"),
    ("chain+natural-exponential", "chain natural-exponential"),
    ("quotient+logarithm", "quotient logarithm"),
    ("product+sine", "product sine"),
    ("chain+logarithm", "chain logarithm"),
    ("chain+product", "chain product"),
    ("tangent", "sine cosine"),
    ("chain+cosine", "chain sine cosine"),
    ("product+logarithm", "product logarithm"),
    ("quotient+natural-exponential", "quotient natural-exponential"),
    ("chain+quotient", "chain quotient"),
    ("exponential", "power"),
    ("product+cosine", "product cosine"),
    ("quotient+sine", "quotient sine"),
    ("arctangent", "power"),
    ("secant", "sine cosine"),
    ("arctangent+chain", "arctangent chain"),
    ("absolute-value", "power"),
    ("hyperbolic-sine", "natural-exponential"),
    ("arcsine", "power"),
    ("cosecant", "sine cosine"),
    ("logarithmic-differentiation+product+logarithm", "product logarithm"),
    ("hyperbolic-cosine", "natural-exponential"),
    ("sigmoid", "chain natural-exponential"),
    ("arccosine", "power"),
    ("cotangent", "sine cosine"),
    ("piecewise", "power"),
    ("relu", "chain natural-exponential"),
    ("chain+sigmoid", "sigmoid chain"),
    ("hyperbolic-tangent", "natural-exponential"),
    ("softplus", "chain natural-exponential"),
)
"""Each skill, and what should be known before it, in the order in which they are begun: the rules by which functions
are put together come early, and rare functions not one after the other.
"""

CURRICULUM: tuple[Skill, ...] = tuple([Skill(tuple(name.split("+")), tuple(needs.split())) for name, needs in _ROWS])
"""All skills; what a skill needs comes before it."""

FAMILIES = (
    frozenset({"tangent", "secant", "cosecant", "cotangent"}),
    frozenset({"arctangent", "arcsine", "arccosine"}),
    frozenset({"hyperbolic-sine", "hyperbolic-cosine", "hyperbolic-tangent"}),
    frozenset({"sigmoid", "relu", "softplus"}),
)
"""Rules of functions that are too much alike to be asked for one after the other."""


@cache
def _by_id() -> dict[str, Skill]:
    return {skill.id: skill for skill in CURRICULUM}


def skill(name: str) -> Skill:
    """The skill of this id.

    Raises:
        UserError: where there is none.
    """
    if not is_skill(name):
        near = difflib.get_close_matches(name, _by_id(), n=1)
        remedy = DID_YOU_MEAN.format(name=near[0]) if near else sentences.SEE_RULES
        raise sentences.NO_SUCH_SKILL(name=name, remedy=remedy)
    return _by_id()[name]


def is_skill(name: str) -> bool:
    """Whether there is a skill of this id."""
    return name in _by_id()


def known_before(of: Skill) -> frozenset[str]:
    """The rules of a skill, and of all skills that should be known before it."""
    return frozenset(of.rules).union(*[known_before(skill(name)) for name in of.needs])


def of_rules(rules: tuple[str, ...]) -> tuple[Skill, ...]:
    """The skills that are about some of these rules and no others: each rule, and the pairs among them.

    A rule that is never used alone comes with those that it is used with.

    Raises:
        UserError: where a rule cannot be practised.
    """
    practised = {rule for each in CURRICULUM for rule in each.rules}
    for rule in rules:
        if rule not in practised:
            near = difflib.get_close_matches(rule, practised, n=1)
            known = KNOWN_ARE.format(names=", ".join(sorted(practised)))
            remedy = DID_YOU_MEAN.format(name=near[0]) if near else known
            raise sentences.NOT_PRACTISED(rule=rule, remedy=remedy)
    within = [each for each in CURRICULUM if set(each.rules) <= set(rules)]
    alone = set(rules).difference(*[each.rules for each in within])
    return tuple(each for each in CURRICULUM if each in within or not alone.isdisjoint(each.rules))


def skills_used(rules: set[str]) -> tuple[Skill, ...]:
    """The skills that an exercise with these rules practises: its largest ones, pairs before single rules."""
    within = [each for each in CURRICULUM if set(each.rules) <= rules]
    pairs = [each for each in within if each.is_pair]
    covered = {rule for each in pairs for rule in each.rules}
    return (*pairs, *(each for each in within if not each.is_pair and each.rules[0] not in covered))
