"""Which rules lead from one line of a working to the next, and whether steps were skipped."""

from __future__ import annotations

from derivtutor.derivation.model import Step
from derivtutor.derivation.rules import BY_ID
from derivtutor.errors import UserError
from derivtutor.grading.workings.meaning import Meaning, key, open_derivatives
from derivtutor.notation.tree import Derivative, Node


class _Used:
    """The rules of the steps between what was asked for and what is still open; `depth` counts the lines they take."""

    def __init__(self, still_open: frozenset[Node], settled: set[Node]) -> None:
        self.still_open = still_open
        self.settled = settled
        self.left: set[Node] = set()
        self.rules: dict[str, None] = {}
        self.depth = 0

    def collect(self, step: Step, level: int = 1) -> None:
        """Go through a step and those below it, down to what is still open."""
        self.rules[step.rule.id] = None
        if not step.rule.is_plain and not self._has_settled_outer(step):
            self.depth = max(self.depth, level)
            level += 1
        for child in step.steps:
            goal = key(child.goal.expression, child.goal.variable)
            outer = child.goal.variable != step.goal.variable
            if goal in self.still_open:
                self.left.add(goal)
            elif goal in self.settled:
                continue
            elif outer:
                self._at_once(child)
            elif not child.rule.is_trivial:
                self.collect(child, level)

    def _has_settled_outer(self, step: Step) -> bool:
        goals = [child.goal for child in step.steps if child.goal.variable != step.goal.variable]
        return any(key(goal.expression, goal.variable) in self.settled for goal in goals)

    def _at_once(self, step: Step) -> None:
        """The outer function of a chain is differentiated in the chain rule's own line."""
        self.rules[step.rule.id] = None
        for child in step.steps:
            if not child.rule.is_trivial:
                self._at_once(child)


def rules_between(before: Node, now: Node, meaning: Meaning) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The rules that lead from one explicit expression to the next; the same again if they skip a line.

    Both are empty where the student goes a way of their own, so that nothing is said about rules that were not used.
    """
    asked, still_open = open_derivatives(before), open_derivatives(now)
    left = {key(goal.operand, goal.variable) for goal in still_open}
    used = _Used(frozenset(left), meaning.settled)
    for goal in asked:
        if key(goal.operand, goal.variable) in left | meaning.settled:
            continue
        step = _step(goal, meaning)
        if step is None:
            return (), ()
        used.collect(step)
    known = used.left | {key(goal.operand, goal.variable) for goal in asked}
    if not left <= known or any(goal.order > 1 for goal in still_open):
        return (), ()
    rules = tuple([rule for rule in used.rules if not BY_ID[rule].is_trivial] or used.rules)
    return rules, rules if used.depth > 1 else ()


def _step(goal: Derivative, meaning: Meaning) -> Step | None:
    try:
        derivation = meaning.derivation(goal)
    except UserError:
        return None
    return derivation.roots[0] if derivation.order == 1 else None
