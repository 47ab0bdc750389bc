"""The rules in their order, ready to be matched: each is only tried on the kinds of expression it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from derivtutor.derivation.formula import builder, formula
from derivtutor.derivation.formula import match as match_formula
from derivtutor.derivation.model import Context, Goal, Match, Matcher, Part, Rule
from derivtutor.notation.tree import Call, Name, Node

Candidate: TypeAlias = tuple[Rule, Matcher]

_PRIMED = re.compile(r"\b([uvw])'")


class RuleBook:
    """Rules in order, looked up by the kind of expression they are about."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._all = tuple([(rule, self.matcher(rule)) for rule in rules])
        self._candidates: dict[tuple[type, str], tuple[Candidate, ...]] = {}
        self._functions = frozenset(
            [place for rule, _ in self._all for text in (rule.pattern, *rule.functions) for place in _functions(text)]
        )

    def candidates(self, node: Node) -> tuple[Candidate, ...]:
        """The rules that may apply to an expression, in order, each with its matcher."""
        key = type(node), node.function if isinstance(node, Call) else ""
        candidates = self._candidates.get(key)
        if candidates is None:
            candidates = self._candidates[key] = tuple([pair for pair in self._all if _may_apply(*pair, node)])
        return candidates

    @staticmethod
    def matcher(rule: Rule) -> Matcher:
        """How a rule applies, also one that is not in the book: by a matcher of its own, else by its formula."""
        return rule.matcher or FormulaMatcher(rule)

    def has_rule(self, node: Call, argument: Node) -> bool:
        """Whether a rule differentiates this function by this argument."""
        return any(
            (node.function, place) in self._functions for place, each in enumerate(node.arguments) if each is argument
        )


def _functions(pattern: str) -> Iterator[tuple[str, int]]:
    """The function that a pattern is about, with the places of its arguments that are u."""
    node = formula(pattern)
    if isinstance(node, Call):
        yield from [(node.function, place) for place, each in enumerate(node.arguments) if each == Name("u")]


def _may_apply(rule: Rule, matcher: Matcher, node: Node) -> bool:
    if not isinstance(matcher, FormulaMatcher):
        return not rule.forms or isinstance(node, rule.forms)
    pattern = matcher.pattern
    if isinstance(pattern, Call):
        return isinstance(node, Call) and node.function == pattern.function
    return type(pattern) is type(node)


class FormulaMatcher:
    """How a rule applies whose pattern is a plain formula such as `u/v`.

    Letters of the conclusion that carry a prime are differentiated; `c`, `n` and `a` must not depend on the variable,
    and all other letters must be the variable itself.
    """

    def __init__(self, rule: Rule) -> None:
        self.pattern = formula(rule.pattern)
        self.introduces = rule.introduces
        primed = sorted(set(_PRIMED.findall(rule.conclusion)))
        self.free = ["u", "v"] if rule.introduces else primed
        self.wanted = primed
        self.primes = [f"{letter}'" for letter in primed]

    def __call__(self, rule: Rule, goal: Goal, context: Context) -> Match | None:
        variable = goal.variable

        def accepts(letter: str, node: Node) -> bool:
            if letter in "cna":
                return not context.depends(node, variable)
            return letter in self.free or (type(node) is Name and node.name == variable)

        bindings = match_formula(self.pattern, goal.expression, accepts)
        if bindings is None:
            return None
        renamed = {letter: context.letters[goal.level + index] for index, letter in enumerate(self.free)}
        level = goal.level + len(renamed)
        shown = [letter for letter in sorted(bindings) if letter in self.free or letter in "na"]
        parts = tuple([Part("part", renamed.get(letter, letter), bindings[letter]) for letter in shown])
        if self.introduces:
            bindings[self.introduces[0]] = builder(self.introduces[1])(bindings)
        goals = tuple([Goal(bindings[letter], variable, level) for letter in self.wanted])
        build, primes = builder(rule.conclusion), self.primes

        def conclude(results: tuple[Node, ...]) -> Node:
            return build({**bindings, **dict(zip(primes, results, strict=True))} if primes else bindings)

        return Match(parts, goals, conclude, letters=renamed, bindings=bindings)
