"""Answers that name the rule to use first, in the words of students."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from derivtutor.derivation.explain import explain
from derivtutor.derivation.formula import formula
from derivtutor.derivation.model import Rule, Step
from derivtutor.derivation.rules import BY_ID, RULES
from derivtutor.errors import Refusal, UserError
from derivtutor.exercises import sentences
from derivtutor.exercises.kinds.inputs import Foreseen, Input
from derivtutor.exercises.kinds.question import Key, Question, Worked
from derivtutor.exercises.mark import Mark, right, wrong
from derivtutor.exercises.model import Exercise, Scheme
from derivtutor.language import translated
from derivtutor.libraries import difflib
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.tree import Call, Quotient, names


class RuleQuestion(Question):
    """A function; the answer is the rule that is used first."""

    def __init__(self, exercise: Exercise, scheme: Scheme) -> None:
        super().__init__(exercise, scheme)
        self.derivation = explain(exercise.differentiate, exercise.variable or None, method="direct", log=exercise.log)
        self._workings = (Worked(self.derivation),)
        self.rule = self.derivation.roots[0].rule

    def _usual_task(self) -> str:
        return translated("Which rule is used first to differentiate {function}?").format(
            function=f"${self._function}$"
        )

    @property
    def inputs(self) -> tuple[Input, ...]:
        return (Input(sort="words", wrong=self._foreseen),)

    @property
    def key(self) -> Key:
        return Key(self.rule.title, rf"\text{{{self.rule.title}}}")

    @property
    def key_told(self) -> str:
        return translated("The answer is {answer}.").format(answer=translated(self.rule.title))

    def spellings(self) -> Iterable[str]:
        for rule in (self.rule.id, *sorted(self.accepted - {self.rule.id})):
            yield from _spellings(rule)

    def practised(self, skills: Sequence[str]) -> Sequence[str]:
        return [skill for skill in skills if skill == self.rule.id]

    @cached_property
    def accepted(self) -> frozenset[str]:
        """The rules that a teacher accepts: the one that is used, and others by which one can begin as well."""
        return frozenset(_possible(self.derivation.roots[0]))

    def same(self, answer: str, other: str) -> bool:
        try:
            return not rules_named(answer).isdisjoint(rules_named(other))
        except UserError:
            return False

    def _mark(self, answer: str) -> Mark:
        named = rules_named(answer)
        if not named.isdisjoint(self.accepted):
            return right(min(named & self.accepted))
        rule = min(named)
        return wrong(rule, self.exercise.feedback.get(rule) or _looked_at(rule, self.derivation.variable))

    def _foreseen(self) -> Iterator[Foreseen]:
        """The rules that the author's feedback is about."""
        for rule in self.exercise.feedback:
            mark = self.mark(rule)
            if mark.verdict == "incorrect":
                yield from (Foreseen(spelling, mark.credit, mark.says) for spelling in _spellings(mark.read_as))

    @property
    def feedback_on(self) -> tuple[Iterable[str], Refusal]:
        return BY_ID, sentences.NO_SUCH_RULE


def _spellings(rule: str) -> Iterable[str]:
    """The names of a rule as they may be typed."""
    title = BY_ID[rule].title
    words = [title, f"the {title}", title.removesuffix(" rule"), rule, rule.replace("-", " ")]
    return dict.fromkeys(word.lower() for word in words)


def _looked_at(rule: str, variable: str) -> str:
    """What to look at: what the rule that was named is for, and how the one that is wanted is found."""
    when = BY_ID[rule].when
    says = sentences.FOR_ANOTHER_CASE if " is " in when else sentences.WHAT_COMES_LAST
    return says.format(case=case_of(rule), variable=variable)


def case_of(rule: str) -> str:
    """When a rule is used, in short."""
    return re.split("[:;：；]", translated(BY_ID[rule].when))[0]


def _possible(step: Step) -> Iterator[str]:
    """The rules by which a function can be differentiated, as it is or with a power in another writing."""
    node = step.goal.expression
    yield step.rule.id
    if step.rule.case_of:
        yield step.rule.case_of
    if step.rule.is_plain and len(step.steps) == 1:
        yield from _possible(step.steps[0])
    if isinstance(node, Quotient) and step.goal.variable in names(node.bottom) - names(node.top):
        yield from ("reciprocal", "quotient", *(("chain",) if step.steps else ()))


def rules_named(text: str) -> frozenset[str]:
    """The ids of the rules that are meant by `chain`, `Chain rule` or `the chain rule`: mostly one, but two by `exp`.

    Raises:
        UserError: where there is no such rule, or two are named.
    """
    word = _bare(text)
    if word in _RULES:
        return _RULES[word]
    called = frozenset([rule.id for rule in RULES if translated(rule.title).casefold() == text.strip().casefold()])
    if called:
        return called
    within = _named_within(word)
    if len(within) == 1:
        return within.pop()
    if within:
        raise sentences.TWO_RULES()
    near = difflib.get_close_matches(word, _RULES, n=1, cutoff=_NEAR)
    remedy = sentences.DID_YOU_MEAN.format(name=near[0]) if near else sentences.CHOOSE_A_RULE
    raise sentences.NO_RULE_CALLED(name=text.strip(), remedy=remedy)


def _named_within(word: str) -> set[frozenset[str]]:
    """The rules whose names are in a text; of names within each other, the longest."""
    rules: set[frozenset[str]] = set()
    for name in sorted(_RULES, key=len, reverse=True):
        word, times = re.subn(rf"\b{re.escape(name)}\b", "|", word) if len(name) > 1 else (word, 0)
        if times:
            rules.add(_RULES[name])
    return rules


def _bare(text: str) -> str:
    words = re.sub(r"[^\w]+|rules?(?![a-z])", " ", text.casefold()).split()
    return " ".join(word for word in words if word not in _LEFT_OUT)


_LEFT_OUT = frozenset(
    {"the", "of", "for", "use", "a", "an", "apply", "first", "it", "is", "i", "would", "with", "derivative"}
)
_NEAR = 0.75


def _functions_of(rule: Rule) -> tuple[str, ...]:
    """The names and spellings of the function that a rule of the table is about."""
    pattern = formula(rule.pattern)
    return (pattern.function, *FUNCTIONS[pattern.function].spellings) if isinstance(pattern, Call) else ()


def _names() -> dict[str, frozenset[str]]:
    rules_of: dict[str, set[str]] = {}
    for rule in RULES:
        for name in (rule.title, rule.id, *_functions_of(rule), *rule.also):
            rules_of.setdefault(_bare(name), set()).add(rule.id)
    return {name: frozenset(rules) for name, rules in rules_of.items() if name}


_RULES = _names()
