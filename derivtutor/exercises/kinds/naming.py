"""Answers that are one of a few words: the rule to use first, or one of several choices."""

from __future__ import annotations

import difflib
import re
from functools import cached_property

from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.explain import explain
from derivtutor.derivation.rules import RULES
from derivtutor.errors import UserError
from derivtutor.exercises.kinds.question import EMPTY, Key, unreadable, with_function
from derivtutor.exercises.mark import Mark
from derivtutor.exercises.model import Exercise, Scheme


class RuleQuestion:
    """A function; the answer is the rule that is used first."""

    def __init__(self, exercise: Exercise, scheme: Scheme) -> None:
        self.exercise = exercise
        self.scheme = scheme
        self.derivation: Derivation = explain(exercise.differentiate, wrt=exercise.variable or None)
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

    def same(self, answer: str, other: str) -> bool:
        try:
            return rule_named(answer) == rule_named(other)
        except UserError:
            return False

    def mark(self, answer: str) -> Mark:
        if not answer.strip():
            return EMPTY
        try:
            rule = rule_named(answer)
        except UserError as error:
            return unreadable(error)
        if rule == self.rule.id:
            return Mark(verdict="correct", credit=1.0, reason="right", read_as=rule)
        says = self.exercise.feedback.get(rule) or _why(self.rule.when)
        return Mark(verdict="incorrect", credit=0.0, reason="wrong", read_as=rule, says=says)


def _why(when: str) -> str:
    return f"Look at how it is built: {when}." if when else "Look at how it is built, from the outside in."


def rule_named(text: str) -> str:
    """The id of a rule from its id or title: `chain`, `Chain rule`, `the chain rule`.

    Raises:
        UserError: where there is no such rule.
    """
    word = _bare(text)
    if word in _RULES:
        return _RULES[word]
    within = {rule for name, rule in _RULES.items() if re.search(rf"\b{re.escape(name)}\b", word)}
    if len(within) == 1:
        return within.pop()
    near = difflib.get_close_matches(word, _RULES, n=1)
    remedy = f"Did you mean {near[0]}?" if near else "Known are chain, product, quotient, power and so on."
    raise UserError(f"There is no rule called {text.strip()}.", remedy)


def _bare(text: str) -> str:
    words = re.sub(r"[^\w]+|rule(?![a-z])", " ", text.casefold()).split()
    return " ".join(word for word in words if word not in ("the", "of", "use", "a", "apply", "first"))


_ALSO = {"difference": "sum", "constant factor": "constant-multiple", "inner outer": "chain", "kettenregel": "chain"}
"""Other names of rules."""

_RULES = {
    **{_bare(name): rule for name, rule in _ALSO.items()},
    **{_bare(word): rule.id for rule in RULES for word in (rule.title, rule.id)},
}


class ChoiceQuestion:
    """A question with a few answers to choose from, by their text, letter or number."""

    derivations: tuple[Derivation, ...] = ()

    def __init__(self, exercise: Exercise, scheme: Scheme) -> None:
        self.exercise = exercise
        self.scheme = scheme
        self.right = self._chosen(exercise.answer)
        if self.right is None:
            raise UserError(
                f"The answer {exercise.answer} is none of the choices.",
                "Repeat one of the choices, or write its letter.",
            )

    @cached_property
    def statement(self) -> str:
        choices = "\n".join(f"- ({letter(place)}) {choice}" for place, choice in enumerate(self.exercise.choices))
        return f"{self.exercise.text.rstrip()}\n\n{choices}"

    @cached_property
    def key(self) -> Key:
        assert self.right is not None
        named = letter(self.right)
        if self._chosen(named) != self.right:  # the letter is the text of another choice
            named = self.exercise.choices[self.right]
        return Key(named, rf"\text{{({named})}}")

    def same(self, answer: str, other: str) -> bool:
        chosen = self._chosen(answer)
        return chosen is not None and chosen == self._chosen(other)

    def mark(self, answer: str) -> Mark:
        if not answer.strip():
            return EMPTY
        chosen = self._chosen(answer)
        if chosen is None:
            last = letter(len(self.exercise.choices) - 1)
            return Mark(
                verdict="unreadable", credit=0.0, reason="wrong", says=f"Answer with a letter from a to {last}."
            )
        read_as = letter(chosen)
        says = self.exercise.feedback.get(self.exercise.choices[chosen], self.exercise.feedback.get(read_as, ""))
        if chosen == self.right:
            return Mark(verdict="correct", credit=1.0, reason="right", read_as=read_as, says=says)
        return Mark(verdict="incorrect", credit=0.0, reason="wrong", read_as=read_as, says=says)

    def _chosen(self, answer: str) -> int | None:
        """Which choice was meant: its text first, then its letter or number; both, as the question shows them, too."""
        choices = self.exercise.choices
        for same in (str.strip, _plain, _loose):
            matching = [place for place, choice in enumerate(choices) if same(choice) == same(answer)]
            if len(matching) == 1:
                return matching[0]
        bare = answer.strip().strip("().:").casefold()
        if len(bare) == 1 and "a" <= bare < letter(len(choices)):
            return ord(bare) - ord("a")
        if bare.isdecimal() and 1 <= int(bare[:4]) <= len(choices):
            return int(bare[:4]) - 1
        shown = re.fullmatch(r"\s*\(?([a-z])[).:]+\s*(.+)", answer, re.DOTALL | re.IGNORECASE)
        if shown is not None:
            place = self._chosen(shown[2])
            return place if place is not None and letter(place) == shown[1].casefold() else None
        return None


def _loose(text: str) -> str:
    """A text without brackets around it, articles and full stops."""
    return re.sub(r"^the|[().,]|rule$", "", _plain(text))


def _plain(text: str) -> str:
    return re.sub(r"[\s$`]+", "", text).casefold()


def letter(place: int) -> str:
    """The letter of a choice, counted from 0."""
    return chr(ord("a") + place)
