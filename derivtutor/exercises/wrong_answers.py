"""The wrong answers that known slips lead to, as expressions: what other programs compare an answer with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from derivtutor.derivation.explain import explain
from derivtutor.derivation.formula import builder, formula
from derivtutor.derivation.model import Evidence, Slip, Step
from derivtutor.derivation.tidy import tidied
from derivtutor.errors import UserError
from derivtutor.grading.judge import Judge
from derivtutor.grading.misreadings import Misreading, misread
from derivtutor.grading.readings import Reading, applicable, readings
from derivtutor.grading.tasks import TASKS
from derivtutor.notation.expression import Expression
from derivtutor.notation.nearness import fingerprint
from derivtutor.notation.tree import Name, Node, names, substitute

_MOST_TRIED = 200
"""So many wrong answers of one problem are built, the likeliest first."""

_MOST_STEPS = 60
"""In longer derivations, slips are looked for in the first steps from the outside in."""

_RANK: dict[Evidence, int] = {"documented": 0, "analogous": 1, "inferred": 2}


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """A wrong answer, the slip that it is recognised by, and the hint."""

    slip: str
    tree: Node
    hint: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An answer that should be wrong; `last` are those of slips that are only told of where no other is known."""

    slip: str
    tree: Node
    evidence: Evidence
    last: bool = False


def wrong_answers(judge: Judge, most: int = 8) -> tuple[WrongAnswer, ...]:
    """Wrong answers to a problem, the likeliest first; each is judged wrong and named by its slip.

    >>> [wrong.slip for wrong in wrong_answers(Judge("sin(x^2)"), most=2)]
    ['chain-missing-inner', 'chain-outer-not-differentiated']
    """
    found: dict[tuple[str, ...], WrongAnswer] = {}
    for candidate in _likeliest_first(_candidates(judge))[:_MOST_TRIED]:
        wrong = _recognised(judge, candidate)
        if wrong is not None:
            found.setdefault(_fingerprint(judge, wrong.tree), wrong)
        if len(found) == most:
            break
    return tuple(found.values())


def _likeliest_first(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """Slips that were seen before those that were thought of, and each slip once before any is made elsewhere."""
    seen: Counter[str] = Counter()
    ranked = []
    for candidate in candidates:
        ranked.append(((candidate.last, _RANK[candidate.evidence], seen[candidate.slip]), candidate))
        seen[candidate.slip] += 1
    return [candidate for _, candidate in sorted(ranked, key=lambda pair: pair[0])]


def _recognised(judge: Judge, candidate: _Candidate) -> WrongAnswer | None:
    """The candidate as a wrong answer, if diagnosis finds in it the slip that it was built from."""
    asked = judge.asked
    try:
        tree = tidied(asked.here(candidate.tree))
        if not names(tree) <= asked.letters:
            return None
        verdict = judge(Expression(tree))
        if verdict.verdict != "incorrect" or not verdict.diagnosis:
            return None
    except UserError:
        return None
    first = verdict.diagnosis[0]
    if [slip.slip for slip in first.slips] != [candidate.slip]:
        return None
    return WrongAnswer(candidate.slip, tree, first.hint)


def _fingerprint(judge: Judge, tree: Node) -> tuple[str, ...]:
    """The same for two answers that are equal."""
    return tuple(fingerprint(value.real) for value in judge.asked.sample(tree))


def _candidates(judge: Judge) -> Iterator[_Candidate]:
    for step, above in islice(_steps(judge.asked.derivation.roots[-1]), _MOST_STEPS):
        for slip in applicable(step, [parent for parent, _ in above]):
            for reading in readings(step, slip):
                tree = _carried_up(_concluded(step, slip, reading), above)
                if tree is not None:
                    yield _Candidate(slip.id, tree, slip.evidence)
    for misreading, tree in _misread(judge):
        yield _Candidate(misreading.id, tree, misreading.evidence)
    for task in TASKS:
        for tree in task.wrong(judge.asked):
            yield _Candidate(task.id, tree, task.evidence, task.told == "last")


def _misread(judge: Judge) -> Iterator[tuple[Misreading, Node]]:
    """The right derivatives of misread problems."""
    asked = judge.asked
    if asked.derivation.order > 1:
        return
    for misreading, _, whole in misread(asked.function):
        try:
            yield misreading, explain(Expression(whole), wrt=asked.variable).answer
        except UserError:
            continue


_Above: TypeAlias = tuple[tuple[Step, int], ...]
"""The steps around a step, the outermost first, each with the place in it that leads there."""


def _steps(root: Step) -> Iterator[tuple[Step, _Above]]:
    """All steps of a derivation, the outer ones first."""
    level: list[tuple[Step, _Above]] = [(root, ())]
    while level:
        yield from level
        level = [(child, (*above, (step, place))) for step, above in level for place, child in enumerate(step.steps)]


def _carried_up(result: Node | None, above: _Above) -> Node | None:
    """What comes out in the end when one step has this result and all others are right."""
    for step, place in reversed(above):
        if result is None:
            return None
        results = [child.result for child in step.steps]
        results[place] = result
        result = step.match.conclude(tuple(results))
    return result


def _concluded(step: Step, slip: Slip, reading: Reading) -> Node | None:
    """A slip's conclusion with the parts of the step put in; None where a part has no derivative."""
    variable = step.goal.variable
    wanted = names(formula(slip.conclusion))
    parts: dict[str, object] = {**reading.letters, "x": Name(variable)}
    try:
        for letter, node in reading.letters.items():
            rate = f"{letter}'"
            if rate in wanted:
                parts[rate] = _rate(step, node)
            if rate in reading.rates:
                parts[rate] = substitute(reading.rates[rate], {rate: _rate(step, node)})
    except UserError:
        return None
    if step.rule.id == "chain":
        parts |= _outer(step)
    return builder(slip.conclusion)(parts)


def _outer(step: Step) -> dict[str, Callable[[Node], Node]]:
    """The outer function of a chain and its derivative, as functions of their argument."""
    outer = step.steps[0]
    letter = outer.goal.variable
    return {
        "f": lambda argument: substitute(outer.goal.expression, {letter: argument}),
        "f'": lambda argument: substitute(outer.result, {letter: argument}),
    }


def _rate(step: Step, node: Node) -> Node:
    """The derivative of a part: from the steps below where it stands there."""
    for child in step.steps:
        if child.goal.expression is node and child.goal.variable == step.goal.variable:
            return child.result
    return explain(Expression(node), wrt=step.goal.variable).answer
