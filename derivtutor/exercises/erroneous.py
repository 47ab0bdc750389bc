"""Generated exercises in finding a slip: worked solutions in which one line is wrong."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.explain import explain
from derivtutor.derivation.formula import formula
from derivtutor.derivation.model import Step
from derivtutor.exercises import sentences
from derivtutor.exercises.difficulty import difficulty as difficulty_of
from derivtutor.exercises.generating.request import title
from derivtutor.exercises.generating.slipping import MOST_LINES, Chance, WrongWorking, chances, wrong_working
from derivtutor.exercises.generator import source
from derivtutor.exercises.model import Exercise
from derivtutor.language import translated
from derivtutor.notation.expression import Expression
from derivtutor.notation.latex import latex
from derivtutor.notation.tree import Name, names

QUESTION = "One line of this working does not follow from the line before it. Which one?"

_MOST_WITHOUT = 60
"""So many derivations in a row without a slip, and the rest will have none either."""

_OTHER_RULE = 2
"""Slips of rules that were not asked for come after others have come so many times more often."""

_CHOICE = 4
"""Of so many slips that come first the one is made whose line was the wrong one least, so that it cannot be guessed."""


def erroneous(rules: Sequence[str], difficulty: int | None, count: int, seed: int) -> tuple[Exercise, ...]:
    """Worked solutions with one slip to be found: the question is which line is the wrong one.

    Args:
        rules: ids or titles of rules that the solutions need, as for `generate`.
        difficulty: of the derivations, from 1 to 5; a mixture when None.
        count: how many; a larger number begins with the same exercises as a smaller one.
        seed: another seed gives other exercises, the same seed the same.

    >>> exercise = erroneous(["product", "sine"], 2, 1, seed=1)[0]
    >>> exercise.choices, exercise.answer
    (('Line 2', 'Line 3', 'Line 4', 'Line 5'), 'Line 2')

    Raises:
        UserError: where `generate` raises one, or where no slips are known in such derivations.
    """
    supply = source(rules, difficulty, count, seed)
    made = tuple(islice(workings(supply, supply.asked, seed), count))
    if len(made) == count:
        return made
    if not made:
        supply.check_possible()
    listed = ", ".join(supply.asked)
    refusal = sentences.ONE_WORKING_FOUND if len(made) == 1 else sentences.FEW_WORKINGS_FOUND
    raise refusal(count=len(made), rules=listed)


def workings(roots: Iterator[Step], asked: Sequence[str], seed: int) -> Iterator[Exercise]:
    """Worked solutions with a slip each, of those derivations in which one can be made; `asked` are the rules meant."""
    rng = random.Random(seed)
    uses: Counter[str | int] = Counter()
    made = without = 0
    for root in roots:
        derivation = explain(Expression(root.goal.expression), wrt="x", method="direct")
        slipped = _slipped(derivation, asked, rng, uses)
        without = 0 if slipped else without + 1
        if without == _MOST_WITHOUT:
            return
        if slipped:
            chance, working = slipped
            made += 1
            uses.update((chance.slip.id, working.wrong))
            yield _exercise(f"erroneous-{seed}-{made:03}", asked, difficulty_of(derivation), chance, working)


def _slipped(
    derivation: Derivation, asked: Sequence[str], rng: random.Random, uses: Counter[str | int]
) -> tuple[Chance, WrongWorking] | None:
    """A slip that can be made here and has been told of least, and what comes of it."""
    if len(derivation.lines) > MOST_LINES:
        return None
    possible = [
        (uses[chance.slip.id] + _OTHER_RULE * (chance.place.step.rule.id not in asked), rng.random(), number, chance)
        for number, chance in enumerate(chances(derivation.roots[0]))
        if chance.reading.in_order  # another order of factors would betray the line
    ]
    workings: list[tuple[int, float, int, Chance, WrongWorking]] = []
    for rank, _, number, chance in sorted(possible, key=lambda entry: entry[:3]):
        if len(workings) == _CHOICE or (workings and rank > workings[0][0]):
            break
        working = wrong_working(derivation, chance)
        if working is not None:
            workings.append((rank, uses[working.wrong] + rng.random(), number, chance, working))
    return min(workings, key=lambda entry: entry[1])[3:] if workings else None


def _exercise(name: str, asked: Sequence[str], level: int, chance: Chance, working: WrongWorking) -> Exercise:
    choices = tuple([translated("Line {number}").format(number=number) for number in range(2, len(working.lines) + 1)])
    first, *others = [latex(line) for line in working.lines]
    shown = [f"1. ${first}$", *[f"{number}. $= {line}$" for number, line in enumerate(others, 2)]]
    return Exercise(
        id=name,
        kind="choice",
        title=translated("Find the slip: {rules}").format(rules=title(asked)),
        text="\n".join([translated(QUESTION), "", *shown]),
        choices=choices,
        answer=choices[working.wrong - 1],
        feedback={choice: _says(number - working.wrong, chance) for number, choice in enumerate(choices, 1)},
        skills=tuple(asked),
        tags=(chance.slip.id,),
        difficulty=level,
    )


def _says(after: int, chance: Chance) -> str:
    """What is said to the choice of a line, by how many lines it stands after the wrong one."""
    if after < 0:
        return sentences.LINE_RIGHT
    if after > 0:
        return sentences.LINE_FOLLOWS
    slip, pattern = chance.slip, formula(chance.slip.pattern or chance.place.step.rule.pattern)
    letters = {letter: node for letter, node in chance.reading.letters.items() if letter in names(pattern)}
    here = sentences.AND.join(f"${letter} = {latex(node)}$" for letter, node in letters.items() if node != Name(letter))
    used = f"(${latex(pattern)}$)′ = ${latex(formula(slip.conclusion))}$"
    says = sentences.DONE_AS_IF_WITH if here else sentences.DONE_AS_IF
    return says.format(rule=used, letters=here, says=translated(slip.says))
