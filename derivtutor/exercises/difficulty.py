"""How hard a derivation is for a student, from 1 to 5: what each step costs, and how much more deeper inside."""

from __future__ import annotations

from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.model import Step
from derivtutor.notation.tree import SIZE, fold

DEEPER = 0.25
"""Each rule around a step makes it so much harder: what is half done must be kept in mind."""

VARIETY = 0.2
"""So much for every different rule that must be recalled."""

LENGTH = 0.03
"""So much for every part of the function: more to write, more to lose."""

THRESHOLDS = (2.1, 4.2, 7.2, 10.5)
"""A derivation that costs no more than the first of these has difficulty 1, no more than the second 2, and so on."""

_FREE = 0.5
"""Steps that cost less neither count as a different rule nor as a level of nesting."""


def difficulty(derivation: Derivation) -> int:
    """How hard a derivation is, from 1 (a table and a sum) to 5 (several rules within each other).

    >>> from derivtutor import explain
    >>> [difficulty(explain(text)) for text in ("3x^2", "x sin(x)", "e^(-x^2) sin(3x)", "ln(sin(e^(2x)))/x")]
    [1, 2, 4, 5]
    """
    return level(*derivation.roots)


def level(*roots: Step) -> int:
    """The same for steps alone, those of all orders together."""
    cost = sum(map(_cost, roots))
    return 1 + sum(cost > threshold for threshold in THRESHOLDS)


def _cost(root: Step) -> float:
    """What a derivation costs; a step that occurs twice is done once."""
    total = LENGTH * fold(root.goal.expression, SIZE)
    rules: set[str] = set()
    seen: set[int] = set()
    pending = [(root, 0)]
    while pending:  # a walk of its own, for every proposal of the generator is asked how hard it is
        step, depth = pending.pop()
        if id(step) in seen:
            continue
        seen.add(id(step))
        effort = step.rule.effort
        total += effort * (1 + DEEPER * depth)
        if effort >= _FREE:
            rules.add(step.rule.id)
        pending.extend([(child, depth + (effort >= _FREE)) for child in step.steps])
    return total + VARIETY * len(rules)
