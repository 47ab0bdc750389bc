"""The derivation as it is written on paper: the whole expression line by line, from what is asked to the answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from derivtutor.derivation.model import Line, Step, Tidying
from derivtutor.derivation.tidying.monomial import TRIVIAL
from derivtutor.notation.tree import Derivative, Node

MOST_LAWS = 2
"""So many laws share a line, where not every law has one of its own."""


def lines(root: Step, single: bool = False) -> tuple[Line, ...]:
    """Successive whole expressions, each equal to the next, each with the rules or laws that led to it.

    All derivatives that stand in a line are worked out at once in the next. With `single` every law has a line.
    """
    tidied = [Line(tidying.result, tidying.laws) for tidying in turns(root.tidying, single)]
    if not root.match.rewriting:
        return (*worked(root), *tidied)
    variable = root.goal.variable
    rewriting = [Line(Derivative(each.result, variable), each.laws) for each in rewritings(root, single)]
    asked = Line(Derivative(root.goal.expression, variable), ())
    return (asked, *rewriting, *lines(root.steps[0], single)[1:], *tidied)


def brief(root: Step) -> tuple[Line, ...]:
    """What a good student hands in: the rule with everything put in, and what it comes to; the latter alone where that
    is seen at once.
    """
    if root.match.rewriting:
        rewritten = Derivative(root.steps[0].goal.expression, root.goal.variable)
        return (Line(rewritten, ()), Line(root.result, ()))
    raw, singles = root.applied, [single for tidying in root.tidying for single in tidying.single]
    while singles and TRIVIAL.issuperset(singles[0].laws):
        raw = singles.pop(0).result
    return (Line(raw, ()), Line(root.result, ())) if singles else (Line(root.result, ()),)


def turns(tidying: Iterable[Tidying], single: bool) -> Iterator[Tidying]:
    """Simplifications as they are told: law by law, or few at a time; what is trivial is told only where it is all."""
    if single:
        yield from (law for each in tidying for law in each.single)
        return
    yield from _without_trivial([turn for each in tidying for turn in _few_at_a_time(each.single)])


def rewritings(step: Step, single: bool) -> Iterator[Tidying]:
    """How a step's goal was rewritten before, told in the same way."""
    yield from step.match.rewriting if single else _without_trivial(list(_few_at_a_time(step.match.rewriting)))


def _without_trivial(together: Sequence[Tidying]) -> Iterator[Tidying]:
    return (turn for turn in together if turn is together[-1] or not TRIVIAL.issuperset(turn.laws))


def _few_at_a_time(singles: Sequence[Tidying]) -> Iterator[Tidying]:
    laws: list[str] = []
    before: Tidying | None = None
    for each in singles:
        new = [law for law in each.laws if law not in laws and law not in TRIVIAL]
        if before is not None and len(laws) + len(new) > MOST_LAWS:
            yield Tidying(tuple(laws), before.result)
            laws = []
        laws += new
        before = each
    if before is not None:
        yield Tidying(tuple(laws) or tuple(dict.fromkeys(law for each in singles for law in each.laws)), before.result)


def worked(root: Step) -> tuple[Line, ...]:
    """The lines from what is asked to the raw result."""
    layout = _Layout(root)
    last = layout.ready[id(root)]
    return (
        Line(layout.at(root, 0), ()),
        *[Line(layout.at(root, depth), layout.rules(depth)) for depth in range(1, last)],
        Line(root.applied, layout.rules(last)),
    )


class _Layout:
    """When each step of a derivation is written down, and what stands in its place until then."""

    def __init__(self, root: Step) -> None:
        self.waiting: dict[int, tuple[Step, ...]] = {}
        self.ready: dict[int, int] = {}
        self.starts: list[list[str]] = [[]]
        self._written: dict[tuple[int, int], Node] = {}
        self._measure(root)
        self._collect(root)

    def rules(self, depth: int) -> tuple[str, ...]:
        """The rules that were used between the line before and this one."""
        return tuple(dict.fromkeys(self.starts[depth])) if depth < len(self.starts) else ()

    def _measure(self, root: Step) -> None:
        """Which derivatives stand in the lines for a while, and after how many lines a step's result stands there."""
        pending = [root]
        while pending:
            step = pending[-1]
            waiting = self.waiting.get(id(step))
            if waiting is None:
                waiting = self.waiting[id(step)] = tuple([child for child in step.steps if not _at_once(step, child)])
                pending.extend(waiting)
                continue
            pending.pop()
            self.ready[id(step)] = 1 + max([self.ready[id(child)] for child in waiting], default=0)

    def _collect(self, root: Step) -> None:
        level = [root]
        while level:
            names: list[str] = []
            following: dict[int, Step] = {}
            for step in level:
                names.append(step.rule.id)
                names += [child.rule.id for child in step.steps if _at_once(step, child)]
                following.update([(id(child), child) for child in self.waiting[id(step)]])
            self.starts.append(names)
            level = list(following.values())

    def at(self, root: Step, depth: int) -> Node:
        """What is written for a step so many lines after its derivative was asked for."""
        pending = [(root, depth)]
        while pending:
            step, after = pending[-1]
            if after == 0:
                result: Node = Derivative(step.goal.expression, step.goal.variable)
            elif after >= self.ready[id(step)]:
                result = step.result
            else:
                before = after - 1
                missing = [
                    (child, before) for child in self.waiting[id(step)] if (id(child), before) not in self._written
                ]
                if missing:
                    pending.extend(missing)
                    continue
                shown = [self._written.get((id(child), before), child.result) for child in step.steps]
                result = step.match.conclude(tuple(shown))
            pending.pop()
            self._written[(id(step), after)] = result
        return self._written[(id(root), depth)]


def _at_once(step: Step, child: Step) -> bool:
    """What is written down without asking: the outer function of a chain, the variable itself and constants."""
    return child.goal.variable != step.goal.variable or child.rule.is_trivial
