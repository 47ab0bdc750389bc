"""The engine: the first rule that applies, then its parts in turn. It knows no particular rule."""

from __future__ import annotations

from typing import Protocol

from derivtutor.derivation import sentences
from derivtutor.derivation.model import Goal, Letters, Match, Rule, Step, Tidying
from derivtutor.derivation.rule_book import RuleBook
from derivtutor.notation import linear
from derivtutor.notation.rational import with_sums_of_numbers
from derivtutor.notation.tree import NAMES, SIZE, Call, Memo, Node, Structure, fold


class Tidy(Protocol):
    """What the engine asks of a simplifier: the labelled steps from a raw result to a tidy one."""

    def __call__(self, expression: Node, root: bool) -> tuple[Tidying, ...]: ...


LARGE_PROBLEM = 300
"""Up to so many nodes in a problem, what comes out needs no watching."""

MOST_IN_ONE = 100_000
MOST_PARTS = 700_000
"""One result, and the results of all steps together, may have so many parts; printed, that is megabytes."""


class Engine:
    """Differentiates goals of one problem; a goal that occurs twice is worked out once."""

    def __init__(
        self,
        rules: RuleBook,
        letters: Letters,
        structure: Structure,
        names: Memo[frozenset[str]],
        tidy: Tidy | None = None,
    ) -> None:
        self.rules = rules
        self.letters = letters
        self.tidy = tidy
        self._structure = structure
        self._names = names
        self._sizes: Memo[int] = Memo()
        self._parts = 0
        self._done: dict[tuple[int, str], Step] = {}

    def depends(self, node: Node, variable: str) -> bool:
        """Whether the expression has the variable in it."""
        return variable in fold(node, NAMES, self._names)

    def has_rule(self, node: Call, argument: Node) -> bool:
        """Whether a rule of the book differentiates this function by this argument."""
        return self.rules.has_rule(node, argument)

    def derive(self, goal: Goal, root: bool = False, by: tuple[Rule, ...] = ()) -> Step:
        """Differentiate `goal` with the first rule that applies, and its parts in turn.

        Rules `by` which it is to be done come before the others: on the goal, else on its terms; and after one that
        only rewrites, the rule for which that was done.

        Raises:
            UserError: where no rule applies, naming the sub-expression.
        """
        key = (self._structure(goal.expression), goal.variable)
        done = self._done.get(key)
        if done is not None:
            return done
        rule, match = self._match_by(by, goal) or self.first_match(goal)
        still_by = by if rule.term_by_term or rule.rewrites else ()
        steps = tuple([self.derive(part, by=still_by) for part in match.goals])
        applied = match.conclude(tuple([step.result for step in steps]))
        if len(self._names) > LARGE_PROBLEM:
            self._watch(applied)
        step = Step(goal, rule, match, steps, applied, self._tidied(match, applied, root))
        self._done[key] = step
        return step

    def first_match(self, goal: Goal) -> tuple[Rule, Match]:
        """The first rule of the book that applies to a goal, and how."""
        for rule, matcher in self.rules.candidates(goal.expression):
            match = matcher(rule, goal, self)
            if match is not None:
                return rule, match
        raise sentences.NO_RULE(function=linear.text(goal.expression), variable=goal.variable)

    def _match_by(self, rules: tuple[Rule, ...], goal: Goal) -> tuple[Rule, Match] | None:
        """The first of some rules that applies to a goal, and how."""
        for rule in rules:
            match = self.rules.matcher(rule)(rule, goal, self)
            if match is not None:
                return rule, match
        return None

    def _watch(self, applied: Node) -> None:
        size = fold(applied, SIZE, self._sizes)
        self._parts += size
        if size > MOST_IN_ONE or self._parts > MOST_PARTS:
            raise sentences.TOO_LONG()

    def _tidied(self, match: Match, applied: Node, root: bool) -> tuple[Tidying, ...]:
        if self.tidy is None:
            return ()
        if match.rewriting and match.respell is not None:
            respelled = match.respell(applied)
            again = Tidying(("respell",), respelled)
            return (*([again] if respelled != applied else []), *self.tidy(respelled, root))
        if match.respell is not None:
            worked_out = with_sums_of_numbers(applied)
            respelled = match.respell(applied)
            steps = Tidying(("numbers",), worked_out), Tidying(("respell",), respelled)
            shown = (applied, *[step.result for step in steps])
            return tuple([step for before, step in zip(shown, steps, strict=False) if step.result != before])
        return self.tidy(applied, root)
