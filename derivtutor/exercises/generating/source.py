"""A supply of derivations that need exactly the rules asked for: proposals, and the questions each must pass."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from derivtutor.derivation.differentiator import rule_book
from derivtutor.derivation.engine import Engine
from derivtutor.derivation.model import Goal, Letters, Step, steps_of
from derivtutor.derivation.rules import RULES
from derivtutor.derivation.verify import Checker
from derivtutor.exercises import sentences
from derivtutor.exercises.difficulty import level
from derivtutor.exercises.generating.composing import Composer
from derivtutor.exercises.generating.effort import EFFORT, KINDS, RANGE
from derivtutor.exercises.generating.fitness import in_order, is_readable, is_well_posed
from derivtutor.exercises.generating.likeness import alike, same
from derivtutor.exercises.generating.shapes import BASIC
from derivtutor.notation.tree import SIZE, Memo, Node, Structure, fold, names

LEVELS = (1, 2, 3, 4, 5)
MOST_PARTS_OF_ANSWER = 100
"""So many parts a derivative may have before it is tidied; the answer then fills two lines at the most."""

SIZES: Mapping[int | None, tuple[int, ...]] = {
    None: (0, 1, 2, 3),
    1: (0, 1),
    2: (0, 1),
    3: (0, 1, 2),
    4: (0, 1, 2, 3),
    5: (1, 2, 3, 4),
}
"""By difficulty, how often rules may be used again in one exercise."""

_CANDIDATES = 3
"""Of so many proposals the one is taken whose shape has occurred least."""

_MOST_ROUNDS, _MOST_ROUNDS_AT_FIRST = 40, 75
"""So many times that number of proposals are made for one exercise before it counts as impossible."""

_NESTED_ROUNDS = 12
"""After so many of them, more sums are proposed: not everything can be nested to every difficulty."""

_OFTEN_FLAT = frozenset([rule.id for rule in RULES if rule.is_plain])
"""Where only these are asked for, the derivative may be a number."""


class Record:
    """How often proposals of each kind have led to an exercise."""

    def __init__(self) -> None:
        self._tries: Counter[int] = Counter()
        self._hits: Counter[int] = Counter()

    def note(self, kind: int, hit: bool) -> None:
        self._tries[kind] += 1
        self._hits[kind] += hit

    def chance(self, kind: int) -> float:
        """Laplace's estimate, which is a half for a kind that was never tried."""
        return (self._hits[kind] + 1) / (self._tries[kind] + 2)

    def best(self) -> float:
        """The chance of the kind that has led to exercises most often."""
        return max(map(self.chance, self._tries), default=1)


@dataclass(slots=True)
class Source(Iterator[Step]):
    """Different derivations, untidied, one after the other, as long as new ones are found in reasonable time.

    `asked` are the rules' ids, `seen` the functions that must not come, as `likeness.same` writes them.
    """

    asked: tuple[str, ...]
    difficulty: int | None
    seed: int
    seen: set[str] = field(default_factory=set)
    _rng: random.Random = field(init=False)
    _composer: Composer = field(init=False)
    _shapes: Counter[str] = field(default_factory=Counter)
    _sizes: Record = field(default_factory=Record)
    _efforts: Record = field(default_factory=Record)

    def __post_init__(self) -> None:
        self._rng = random.Random(self.seed)
        self._composer = Composer(self.asked, self._rng)

    def __next__(self) -> Step:
        for number in range(_MOST_ROUNDS if self._shapes else _MOST_ROUNDS_AT_FIRST):
            for size, tree in self._candidates(number < _NESTED_ROUNDS):
                effort = fold(tree, EFFORT)
                if not self._is_promising(effort):
                    continue
                step = self.accepted(tree) if is_readable(tree) else None
                self._sizes.note(size, step is not None)
                self._efforts.note(round(KINDS * effort), step is not None)
                if step is not None:
                    self.seen.add(same(step.goal.expression))
                    self._shapes[alike(step.goal.expression)] += 1
                    return step
        raise StopIteration

    def check_possible(self) -> None:
        """Complain where nothing at all was found, with the difficulties that there are.

        Raises:
            UserError: in any case but that there are exercises of this difficulty.
        """
        listed = ", ".join(self.asked)
        possible = [each for each in LEVELS if next(Source(self.asked, each, self.seed), None)]
        if not possible:
            raise sentences.NONE_FOUND(rules=listed)
        if self.difficulty not in (None, *possible):
            others = sentences.OR.join(map(str, possible))
            raise sentences.NOT_SO_DIFFICULT(difficulty=self.difficulty, rules=listed, possible=others)

    def _candidates(self, may_nest: bool) -> list[tuple[int, Node]]:
        """Some proposals, those of shapes that have occurred least before the others.

        Sizes that have led to exercises of this difficulty are tried more often.
        """
        sizes = SIZES[self.difficulty]
        chances = [self._sizes.chance(size) ** 3 for size in sizes]
        chosen = self._rng.choices(sizes, chances, k=_CANDIDATES)
        proposals = [(size, self._composer.propose(size, may_nest)) for size in chosen]
        return sorted(proposals, key=lambda candidate: self._shapes[alike(candidate[1])])

    def _is_promising(self, effort: float) -> bool:
        """Whether to look at a proposal, by what came of others that look as hard."""
        if self.difficulty is None:
            return True
        least, most = RANGE[self.difficulty]
        chance = self._efforts.chance(round(KINDS * effort))
        return least <= effort <= most and self._rng.random() * self._efforts.best() <= chance

    def accepted(self, proposed: Node) -> Step | None:
        """The steps of a function that is as it should be, however hard to read; the cheap questions come first."""
        root = steps(proposed)
        if not self._is_as_asked(root):
            return None
        tree = in_order(proposed)
        if tree is None or same(tree) in self.seen:
            return None
        root = root if tree is proposed else steps(tree)
        fits = is_well_posed(tree, root.result, _OFTEN_FLAT.issuperset(self.asked))
        return root if fits and Checker(names(tree) | {"x"}, "x").check(root) else None

    def _is_as_asked(self, root: Step) -> bool:
        used = rules_used(root)
        wanted = used.difference(BASIC).union(used.intersection(self.asked)) == set(self.asked)
        return wanted and self.difficulty in (None, level(root)) and fold(root.result, SIZE) <= MOST_PARTS_OF_ANSWER


def steps(function: Node) -> Step:
    """The steps by which a function of x is differentiated, without tidying: quick, and all that rules depend on."""
    engine = Engine(rule_book(), Letters(names(function) | {"x"}), Structure(), Memo())
    return engine.derive(Goal(function, "x"))


def rules_used(root: Step) -> set[str]:
    """The ids of the rules that a derivation uses."""
    return {step.rule.id for step in steps_of(root)}
