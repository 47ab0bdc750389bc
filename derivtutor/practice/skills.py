"""What can be practised: the rules, and the pairs of rules that go together, each with what should be known before."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
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
    def is_pair(self) -> bool:
        return len(self.rules) > 1


def _skills(needs: tuple[str, ...], *rules: str) -> tuple[Skill, ...]:
    return tuple(Skill(tuple(each.split("+")), needs) for each in rules)


CURRICULUM: tuple[Skill, ...] = (
    *_skills((), "power"),
    *_skills(("power",), "sine", "cosine", "natural-exponential", "logarithm", "exponential"),
    *_skills(("power",), "product", "quotient", "chain"),
    *_skills(("sine", "cosine"), "tangent", "secant", "cosecant", "cotangent"),
    *_skills(("product", "sine"), "product+sine", "product+cosine"),
    *_skills(("product", "natural-exponential"), "product+natural-exponential"),
    *_skills(("product", "logarithm"), "product+logarithm"),
    *_skills(("quotient", "sine"), "quotient+sine"),
    *_skills(("quotient", "logarithm"), "quotient+logarithm"),
    *_skills(("quotient", "natural-exponential"), "quotient+natural-exponential"),
    *_skills(("chain", "sine", "cosine"), "chain+sine", "chain+cosine"),
    *_skills(("chain", "natural-exponential"), "chain+natural-exponential"),
    *_skills(("chain", "logarithm"), "chain+logarithm"),
    *_skills(("chain", "product"), "chain+product"),
    *_skills(("chain", "quotient"), "chain+quotient"),
    *_skills(("power",), "arctangent", "arcsine", "arccosine"),
    *_skills(("arctangent", "chain"), "arctangent+chain"),
    *_skills(("natural-exponential",), "hyperbolic-sine", "hyperbolic-cosine", "hyperbolic-tangent"),
    *_skills(("chain", "natural-exponential"), "sigmoid", "relu", "softplus"),
    *_skills(("sigmoid", "chain"), "chain+sigmoid"),
    *_skills(("product", "logarithm"), "logarithmic-differentiation+product+logarithm"),
    *_skills(("power",), "absolute-value", "piecewise"),
)
"""All skills, roughly from easy to hard; what a skill needs comes before it."""


LEVELS: Mapping[tuple[str, ...], tuple[int, ...]] = {
    tuple(name.split("+")): levels
    for name, levels in {
        "power": (1,), "sine": (1, 2), "cosine": (1, 2), "natural-exponential": (1, 2), "logarithm": (1, 2),
        "exponential": (1, 2), "product": (2, 3), "quotient": (2, 3, 4), "chain": (2, 3, 4), "tangent": (1, 2),
        "secant": (1, 2), "cosecant": (1, 2), "cotangent": (1, 2), "product+sine": (2, 3, 4),
        "product+cosine": (2, 3, 4), "product+natural-exponential": (2, 3, 4), "product+logarithm": (2, 3, 4),
        "quotient+sine": (3, 4, 5), "quotient+logarithm": (3, 4, 5), "quotient+natural-exponential": (3, 4, 5),
        "chain+sine": (2, 3, 4, 5), "chain+cosine": (2, 3, 4, 5), "chain+natural-exponential": (2, 3, 4, 5),
        "chain+logarithm": (2, 3, 4, 5), "chain+product": (3, 4, 5), "chain+quotient": (3, 4), "arctangent": (1, 2),
        "arcsine": (1, 2), "arccosine": (1, 2), "arctangent+chain": (2, 3, 4, 5), "hyperbolic-sine": (1, 2),
        "hyperbolic-cosine": (1, 2), "hyperbolic-tangent": (1, 2), "sigmoid": (1, 2), "relu": (1, 2),
        "softplus": (1, 2), "chain+sigmoid": (2, 3, 4), "logarithmic-differentiation+product+logarithm": (3, 4, 5),
        "absolute-value": (1, 2), "piecewise": (1, 2),
    }.items()
}  # fmt: skip
"""The difficulties of which the generator has enough: found out once, and checked by a test."""


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
