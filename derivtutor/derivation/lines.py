"""The derivation as it is written on paper: the whole expression line by line, from what is asked to the answer."""

from __future__ import annotations

from derivtutor.derivation.model import Line, Step
from derivtutor.notation.tree import Derivative, Node


def lines(root: Step) -> tuple[Line, ...]:
    """Successive whole expressions, each equal to the next, each with the rules that led to it.

    All derivatives that stand in a line are worked out at once in the next.
    """
    layout = _Layout(root)
    found = [Line(layout.at(root, 0), ())]
    for depth in range(1, layout.ready[id(root)] + 1):
        expression = root.applied if depth == layout.ready[id(root)] else layout.at(root, depth)
        found.append(Line(expression, layout.rules(depth)))
    for tidying in root.tidying:
        found.append(Line(tidying.result, tidying.laws))
    return tuple(found)


class _Layout:
    """When each step of a derivation is written down, and what stands in its place until then."""

    def __init__(self, root: Step) -> None:
        self.ready: dict[int, int] = {}
        self.starts: dict[int, list[str]] = {}
        self._written: dict[tuple[int, int], Node] = {}
        self._asked: dict[int, Node] = {}
        self._measure(root)
        self._collect(root)

    def rules(self, depth: int) -> tuple[str, ...]:
        """The rules that were used between the line before and this one."""
        return tuple(dict.fromkeys(self.starts.get(depth, ())))

    def _measure(self, root: Step) -> None:
        """How many lines after its derivative is asked for a step's result stands there."""
        pending = [root]
        while pending:
            step = pending[-1]
            inner = [child for child in _written_out(step) if id(child) not in self.ready]
            if inner:
                pending.extend(inner)
                continue
            pending.pop()
            self.ready[id(step)] = 1 + max((self.ready[id(child)] for child in _written_out(step)), default=0)

    def _collect(self, root: Step) -> None:
        level = [root]
        depth = 1
        while level:
            names: list[str] = []
            following: dict[int, Step] = {}
            for step in level:
                names.append(step.rule.id)
                names += [child.rule.id for child in step.steps if _at_once(step, child)]
                following.update((id(child), child) for child in _written_out(step))
            self.starts[depth] = names
            level = list(following.values())
            depth += 1

    def at(self, root: Step, depth: int) -> Node:
        """What is written for a step so many lines after its derivative was asked for."""
        pending = [(root, depth)]
        while pending:
            step, lines_after = pending[-1]
            key = (id(step), lines_after)
            if key in self._written:
                pending.pop()
            elif lines_after == 0:
                self._written[key] = self._asked.setdefault(
                    id(step), Derivative(step.goal.expression, step.goal.variable)
                )
            elif lines_after >= self.ready[id(step)]:
                self._written[key] = step.result
            else:
                missing = [
                    (child, lines_after - 1)
                    for child in _written_out(step)
                    if (id(child), lines_after - 1) not in self._written
                ]
                if missing:
                    pending.extend(missing)
                else:
                    self._written[key] = step.match.conclude(
                        tuple([self._shown(step, child, lines_after - 1) for child in step.steps])
                    )
        return self._written[(id(root), depth)]

    def _shown(self, step: Step, child: Step, lines_after: int) -> Node:
        return child.result if _at_once(step, child) else self._written[(id(child), lines_after)]


def _written_out(step: Step) -> list[Step]:
    """The sub-steps whose derivatives stand in the line for a while; what needs no work is written down at once."""
    return [child for child in step.steps if not _at_once(step, child)]


def _at_once(step: Step, child: Step) -> bool:
    """The outer function of a chain, the variable itself and constants."""
    return child.goal.variable != step.goal.variable or child.rule.id in ("identity", "constant")
