"""Answers that name the rule to use first, in the words of students."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import cached_property

from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.explain import explain
from derivtutor.derivation.formula import formula
from derivtutor.derivation.model import Rule, Step
from derivtutor.derivation.rules import BY_ID, RULES
from derivtutor.errors import UserError
from derivtutor.exercises.kinds.question import EMPTY, Key, unreadable, with_function
from derivtutor.exercises.mark import Mark
from derivtutor.exercises.model import Exercise, Scheme
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.tree import Call, Quotient, names


class RuleQuestion:
    """A function; the answer is the rule that is used first."""

    def __init__(self, exercise: Exercise, scheme: Scheme) -> None:
        self.exercise = exercise
        self.scheme = scheme
        self.derivation: Derivation = explain(exercise.differentiate, wrt=exercise.variable or None, log=exercise.log)
        self.rule = self.derivation.roots[0].rule

    @property
    def derivations(self) -> tuple[Derivation, ...]:
        return (self.derivation,)

    @cached_property
    def statement(self) -> str:
        function = self.derivation.function.latex
        if self.exercise.text:
            return with_function(self.exercise.text, function)
        return f"Which rule is used first to differentiate ${function}$?"

    @property
    def key(self) -> Key:
        return Key(self.rule.title, rf"\text{{{self.rule.title}}}")

    @cached_property
    def accepted(self) -> frozenset[str]:
        """The rules that a teacher accepts: the one that is used, and others by which one can begin as well."""
        return frozenset(_possible(self.derivation.roots[0]))

    def same(self, answer: str, other: str) -> bool:
        try:
            return not rules_named(answer).isdisjoint(rules_named(other))
        except UserError:
            return False

    def mark(self, answer: str) -> Mark:
        if not answer.strip():
            return EMPTY
        try:
            named = rules_named(answer)
        except UserError as error:
            return unreadable(error)
        if not named.isdisjoint(self.accepted):
            return Mark(verdict="correct", credit=1.0, reason="right", read_as=min(named & self.accepted))
        rule = min(named)
        says = self.exercise.feedback.get(rule) or _looked_at(rule, self.derivation.variable)
        return Mark(verdict="incorrect", credit=0.0, reason="wrong", read_as=rule, says=says)


def _looked_at(rule: str, variable: str) -> str:
    """What to look at: what the rule that was named is for, and how the one that is wanted is found."""
    when = BY_ID[rule].when
    is_for = f"That is for the case that {when.partition(':')[0].partition(';')[0]}. " if " is " in when else ""
    return f"{is_for}Which operation would you do last if you put a number in for {variable}?"


def _possible(step: Step) -> Iterator[str]:
    """The rules by which a function can be differentiated, as it is or with a power in another writing."""
    node = step.goal.expression
    yield step.rule.id
    if step.rule.id == "constant-multiple":
        yield from _possible(step.steps[0])
    elif step.rule.id == "natural-exponential":
        yield "exponential"
    if isinstance(node, Quotient) and step.goal.variable in names(node.bottom) - names(node.top):
        yield from ("reciprocal", "quotient", *(() if step.rule.id == "power" else ("chain",)))


def rules_named(text: str) -> frozenset[str]:
    """The ids of the rules that are meant by `chain`, `Chain rule` or `the chain rule`: mostly one, but two by `exp`.

    Raises:
        UserError: where there is no such rule, or two are named.
    """
    word = _bare(text)
    if word in _RULES:
        return _RULES[word]
    within = _named_within(word)
    if len(within) == 1:
        return within.pop()
    if within:
        raise UserError("One rule is asked for: the one that is used first.", "Name that one.")
    near = difflib.get_close_matches(word, _RULES, n=1, cutoff=_NEAR)
    remedy = f"Did you mean {near[0]}?" if near else f"Choose from {_CHOICE}."
    raise UserError(f"There is no rule called {text.strip()}.", remedy)


def _named_within(word: str) -> set[frozenset[str]]:
    """The rules whose names are in a text; of names within each other, the longest."""
    found: set[frozenset[str]] = set()
    for name in sorted(_RULES, key=len, reverse=True):
        word, times = re.subn(rf"\b{re.escape(name)}\b", "|", word) if len(name) > 1 else (word, 0)
        if times:
            found.add(_RULES[name])
    return found


def _bare(text: str) -> str:
    words = re.sub(r"[^\w]+|rules?(?![a-z])", " ", text.casefold()).split()
    return " ".join(word for word in words if word not in _LEFT_OUT)


_LEFT_OUT = frozenset(
    {"the", "of", "for", "use", "a", "an", "apply", "first", "it", "is", "i", "would", "with", "derivative"}
)
_NEAR = 0.75
_CHOICE = (
    "sum, constant multiple, power, product, quotient, reciprocal, chain, exponential, or a function such as sine or ln"
)
"""What is offered where nothing was understood."""


def _functions_of(rule: Rule) -> tuple[str, ...]:
    """The names and spellings of the function that a rule of the table is about."""
    pattern = formula(rule.pattern)
    return (pattern.function, *FUNCTIONS[pattern.function].spellings) if isinstance(pattern, Call) else ()


def _names() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for rule in RULES:
        for name in (rule.title, rule.id, *_functions_of(rule), *rule.also):
            found.setdefault(_bare(name), set()).add(rule.id)
    return {name: frozenset(rules) for name, rules in found.items() if name}


_RULES = _names()
