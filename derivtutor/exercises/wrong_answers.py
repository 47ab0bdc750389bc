"""The wrong answers that known slips lead to, as expressions: what other programs compare an answer with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from derivtutor.derivation.differentiator import derivative
from derivtutor.derivation.model import Evidence
from derivtutor.derivation.replay import concluding, places, replayed
from derivtutor.derivation.tidy import tidied
from derivtutor.errors import UserError
from derivtutor.grading.judge import Judge
from derivtutor.grading.misreadings import Misreading, misread
from derivtutor.grading.readings import possible_slips
from derivtutor.grading.tasks import TASKS
from derivtutor.notation.expression import Expression
from derivtutor.notation.nearness import fingerprint
from derivtutor.notation.tree import Node, names

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
    answers: dict[tuple[str, ...], WrongAnswer] = {}
    for candidate in _likeliest_first(_candidates(judge))[:_MOST_TRIED]:
        wrong = _recognised(judge, candidate)
        if wrong is not None:
            answers.setdefault(_fingerprint(judge, wrong.tree), wrong)
        if len(answers) == most:
            break
    return tuple(answers.values())


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
    for place in islice(places(judge.asked.derivation.roots[-1], by_levels=True), _MOST_STEPS):
        for slip, reading in possible_slips(place.step, place.around):
            as_stated = replace(reading, term=None)  # an answer has no lines that would show its terms in their places
            conclude = concluding(place.step, slip.conclusion, as_stated, _derivative)
            if conclude is not None:
                yield _Candidate(slip.id, replayed(place, conclude).result, slip.evidence)
    for misreading, tree in _misread(judge):
        yield _Candidate(misreading.id, tree, misreading.evidence)
    for task in TASKS:
        for tree in task.wrong(judge.asked):
            yield _Candidate(task.id, tree, task.evidence, task.told == "last")


def _derivative(part: Node, variable: str) -> Node | None:
    try:
        return derivative(part, variable)
    except UserError:
        return None


def _misread(judge: Judge) -> Iterator[tuple[Misreading, Node]]:
    """The right derivatives of misread problems."""
    asked = judge.asked
    if asked.derivation.order > 1:
        return
    for misreading, _, whole in misread(asked.function):
        tree = None if misreading.of_result else _derivative(whole, asked.variable)
        if tree is not None:
            yield misreading, tree
