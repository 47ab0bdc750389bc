"""Generated exercises: as many different ones as are wanted, which need exactly the rules asked for."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.engine import Engine
from derivtutor.derivation.explain import explain, rule_book
from derivtutor.derivation.model import Goal, Letters, Step
from derivtutor.errors import UserError
from derivtutor.exercises.difficulty import difficulty as difficulty_of
from derivtutor.exercises.difficulty import level
from derivtutor.exercises.generating.composing import Composer
from derivtutor.exercises.generating.fitness import is_well_posed, written
from derivtutor.exercises.generating.likeness import alike, same
from derivtutor.exercises.generating.request import asked_rules, title
from derivtutor.exercises.generating.shapes import BASIC
from derivtutor.exercises.model import Exercise
from derivtutor.notation import linear
from derivtutor.notation.expression import parse
from derivtutor.notation.tree import Memo, Node, Structure, names

LONGEST_ANSWER = 120
"""So many characters a derivative may have: two lines of a notebook."""

SIZES: Mapping[int | None, tuple[int, ...]] = {
    None: (0, 0, 0, 1, 1, 2),
    1: (0, 0, 1),
    2: (0, 0, 1),
    3: (0, 1, 2),
    4: (0, 1, 2, 3),
    5: (1, 2, 3, 4),
}
"""How often rules are used again in one exercise, by difficulty."""

_CANDIDATES = 6
"""Of so many proposals the one is taken whose shape has occurred least."""

_MOST_ROUNDS = 150
"""So many times that number of proposals are made for one exercise before it counts as impossible."""

_LEVELS = (1, 2, 3, 4, 5)
_ALWAYS_FLAT = frozenset({"constant", "identity", "constant-multiple", "sum"})
"""Where only these are asked for, the derivative may be a number."""


def generate(
    rules: Sequence[str], difficulty: int | None, count: int, seed: int, *, exclude: Iterable[str] = ()
) -> tuple[Exercise, ...]:
    """Different exercises that need the rules asked for, and no others but the basic ones.

    Args:
        rules: ids or titles of rules; constants, sums, multiples and powers may occur without being asked for.
        difficulty: from 1 to 5; a mixture when None.
        count: how many; a larger number begins with the same exercises as a smaller one.
        seed: another seed gives other exercises, the same seed the same.
        exclude: functions that must not come (again), as text.

    >>> [exercise.differentiate for exercise in generate(["product"], 2, 2, seed=1)]
    []

    Raises:
        UserError: where a rule is unknown or cannot occur without others, or where there are no such exercises, or not
            so many.
    """
    if difficulty is not None and difficulty not in _LEVELS:
        raise UserError(f"There is no difficulty {difficulty}.", "Use a number from 1 to 5.")
    if count < 1:
        raise UserError(f"{count} exercises cannot be made.", "Ask for one or more.")
    asked = asked_rules(rules)
    source = _Source(asked, difficulty, random.Random(seed), {same(parse(text).tree) for text in exclude})
    made: list[Exercise] = []
    for number, found in zip(range(1, count + 1), source, strict=False):
        made.append(_exercise(f"generated-{seed}-{number:03}", found, asked))
    if len(made) < count:
        raise _too_few(asked, difficulty, len(made), seed)
    return tuple(made)


def _exercise(name: str, found: Derivation, asked: Sequence[str]) -> Exercise:
    return Exercise(
        id=name,
        title=title(asked),
        differentiate=found.function.text,
        variable="x" if len(names(found.function.tree)) > 1 else "",
        skills=tuple(asked),
        difficulty=difficulty_of(found),
    )


def _too_few(asked: Sequence[str], difficulty: int | None, count: int, seed: int) -> UserError:
    listed = ", ".join(asked)
    if count:
        return UserError(
            f"Only {count} different exercises were found for {listed}.", "Ask for fewer, or for more rules."
        )
    possible = [
        str(each) for each in _LEVELS if next(_Source(asked, each, random.Random(seed), set(), _MOST_ROUNDS // 5), None)
    ]
    if not possible or difficulty is None:
        return UserError(f"No exercise was found that needs {listed} and nothing else.", "Ask for fewer rules.")
    return UserError(
        f"There are no exercises of difficulty {difficulty} for {listed}.", f"Ask for {' or '.join(possible)}."
    )


@dataclass(slots=True)
class _Source(Iterator[Derivation]):
    """An endless supply of different exercises, as long as new ones are found in reasonable time."""

    asked: tuple[str, ...]
    difficulty: int | None
    rng: random.Random
    seen: set[str]
    rounds: int = _MOST_ROUNDS
    shapes: Counter[str] = field(default_factory=Counter)
    composer: Composer = field(init=False)

    def __post_init__(self) -> None:
        self.composer = Composer(self.asked, self.rng)

    def __next__(self) -> Derivation:
        for _ in range(self.rounds):
            candidates = [self.composer.propose(self.rng.choice(SIZES[self.difficulty])) for _ in range(_CANDIDATES)]
            for tree in sorted(candidates, key=lambda tree: self.shapes[alike(tree)]):
                found = self._accepted(tree)
                if found is not None:
                    self.seen.add(same(found.function.tree))
                    self.shapes[alike(found.function.tree)] += 1
                    return found
        raise StopIteration

    def _accepted(self, proposed: Node) -> Derivation | None:
        """The derivation of a proposal that is as it should be; the cheap questions come first."""
        if not self._needs_what_is_asked(proposed):
            return None
        tree = written(proposed)
        if tree is None or same(tree) in self.seen or not self._needs_what_is_asked(tree):
            return None
        found = explain(linear.text(tree))
        flat = _ALWAYS_FLAT.issuperset(self.asked)
        fits = len(found.derivative.text) <= LONGEST_ANSWER and is_well_posed(tree, found.answer, flat)
        return found if fits else None

    def _needs_what_is_asked(self, tree: Node) -> bool:
        root = steps(tree)
        used = _used(root)
        wanted = used.difference(BASIC).union(used.intersection(self.asked)) == set(self.asked)
        return wanted and self.difficulty in (None, level(root))


def steps(function: Node) -> Step:
    """The steps by which a function of x is differentiated, without tidying: quick, and all that rules depend on."""
    engine = Engine(rule_book(), Letters(names(function) | {"x"}), Structure(), Memo())
    return engine.derive(Goal(function, "x"))


def _used(root: Step) -> set[str]:
    """The rules that a derivation uses."""
    used: set[str] = set()
    pending = [root]
    while pending:
        step = pending.pop()
        used.add(step.rule.id)
        pending.extend(step.steps)
    return used
