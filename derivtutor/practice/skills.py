"""What can be practised: rules, pairs of rules that go together, and topics, each with what should be known before."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from derivtutor.exercises import sentences as of_exercises
from derivtutor.practice import sentences


@dataclass(frozen=True, slots=True)
class Skill:
    """Rules, or a topic beyond the rules, which has a title. `needs` are the skills to begin with.

    `parts` are its rules, or what the topic is called here; its `id` is them joined by `+`.
    """

    parts: tuple[str, ...]
    needs: tuple[str, ...] = ()
    topic: str = ""
    title: str = ""

    @property
    def id(self) -> str:
        return "+".join(self.parts)

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that it is about; a topic is about none of its own."""
        return () if self.topic else self.parts

    @property
    def kin(self) -> frozenset[str]:
        """Its parts, and those that are much like them."""
        return frozenset(self.parts).union(*[family for family in FAMILIES if not family.isdisjoint(self.parts)])

    @property
    def is_pair(self) -> bool:
        return len(self.parts) > 1


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

_TOPICS = (
    ("definition", "The derivative from its definition", "chain product quotient"),
    ("tangent", "Tangent lines", "chain product quotient natural-exponential logarithm sine"),
    ("implicit", "Implicit differentiation", "chain product natural-exponential sine logarithm"),
    ("rates", "Related rates", "implicit"),
    ("inverse", "Slopes of inverse functions", "chain product natural-exponential sine"),
    ("parametric", "Parametric curves", "tangent-line cosine"),
    ("partial", "Partial derivatives", "chain product quotient natural-exponential logarithm sine"),
    ("gradient", "Gradients", "partial"),
    ("directional", "Directional derivatives", "gradient"),
    ("tangent-plane", "Tangent planes", "tangent-line gradient"),
    ("total", "Total derivatives", "partial cosine"),
    ("critical", "Critical points", "gradient"),
    ("lagrange", "Lagrange multipliers", "critical"),
    ("descend", "Gradient descent", "gradient"),
    ("jacobian", "Jacobian matrices", "gradient cosine"),
    ("hessian", "Hessian matrices", "gradient cosine"),
    ("taylor", "Taylor polynomials", "tangent-line cosine"),
    ("matrix", "Matrix derivatives", "gradient"),
    ("backprop", "Backpropagation", "total relu"),
)
"""Each topic, what it is called, and what should be known before it, in the order in which they are begun."""

_OWN_IDS = {"tangent": "tangent-line"}
"""Topics that are called as a rule is have another id."""

RULE_SKILLS = tuple([Skill(tuple(name.split("+")), tuple(needs.split())) for name, needs in _ROWS])
TOPIC_SKILLS = tuple(
    [Skill((_OWN_IDS.get(topic, topic),), tuple(needs.split()), topic, title) for topic, title, needs in _TOPICS]
)
CURRICULUM: tuple[Skill, ...] = (*RULE_SKILLS, *TOPIC_SKILLS)
"""All skills; what a skill needs comes before it."""

GROUPS = {"rules": RULE_SKILLS, "topics": TOPIC_SKILLS}
"""The skills by what they are about."""

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


@cache
def _by_topic() -> dict[str, Skill]:
    return {skill.topic: skill for skill in TOPIC_SKILLS}


def skill(name: str) -> Skill:
    """The skill of this id.

    Raises:
        UserError: where there is none.
    """
    if not is_skill(name):
        raise sentences.NO_SUCH_SKILL(name=name, remedy=_nearest(name, _by_id(), sentences.SEE_RULES))
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
    practised = {rule for each in RULE_SKILLS for rule in each.rules}
    for rule in rules:
        if rule not in practised:
            known = of_exercises.KNOWN_ARE.format(names=", ".join(sorted(practised)))
            remedy = sentences.IS_A_TOPIC.format(topic=rule) if is_topic(rule) else _nearest(rule, practised, known)
            raise sentences.NOT_PRACTISED(rule=rule, remedy=remedy)
    within = [each for each in RULE_SKILLS if set(each.rules) <= set(rules)]
    alone = set(rules).difference(*[each.rules for each in within])
    return tuple(each for each in RULE_SKILLS if each in within or not alone.isdisjoint(each.rules))


def of_topics(names: tuple[str, ...]) -> tuple[Skill, ...]:
    """The skills of these topics, or of whole groups.

    Raises:
        UserError: where one of them is none.
    """
    return tuple(dict.fromkeys([each for name in names for each in GROUPS.get(name) or (_of_topic(name),)]))


def _of_topic(name: str) -> Skill:
    if not is_topic(name):
        known = of_exercises.KNOWN_ARE.format(names=", ".join(_by_topic()))
        raise sentences.NOT_A_TOPIC(topic=name, remedy=_nearest(name, _by_topic(), known))
    return _by_topic()[name]


def is_topic(name: str) -> bool:
    """Whether there is a topic of this name."""
    return name in _by_topic()


def named(text: str) -> tuple[str, ...]:
    """The names between commas in what was typed, each once."""
    return tuple(dict.fromkeys(name.strip().casefold() for name in text.split(",") if name.strip()))


def _nearest(name: str, known: Iterable[str], otherwise: str) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return of_exercises.DID_YOU_MEAN.format(name=near[0]) if near else otherwise


def skills_used(rules: set[str]) -> tuple[Skill, ...]:
    """The skills that an exercise with these rules practises: its largest ones, pairs before single rules."""
    within = [each for each in RULE_SKILLS if set(each.rules) <= rules]
    pairs = [each for each in within if each.is_pair]
    covered = {rule for each in pairs for rule in each.rules}
    return (*pairs, *(each for each in within if not each.is_pair and each.rules[0] not in covered))
