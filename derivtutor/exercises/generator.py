"""Generated exercises: as many different ones as are wanted, which need exactly the rules asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from derivtutor.derivation.model import Step
from derivtutor.exercises import sentences
from derivtutor.exercises.difficulty import level
from derivtutor.exercises.generating.likeness import same
from derivtutor.exercises.generating.request import asked_rules, title
from derivtutor.exercises.generating.source import LEVELS, Source
from derivtutor.exercises.model import Exercise
from derivtutor.notation import linear
from derivtutor.notation.expression import parse
from derivtutor.notation.tree import names


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

    >>> [exercise.differentiate for exercise in generate(["product", "sine"], 2, 3, seed=1)]
    ['sin(x) (sin(x) + 3)', 'sqrt(x) (sin(x) + 3)', '(x^2 + 1)sin(x)']

    Raises:
        UserError: where a rule is unknown or cannot occur without others, or where there are no such exercises, or not
            so many.
    """
    supply = source(rules, difficulty, count, seed, exclude=exclude)
    made = [
        _exercise(f"generated-{seed}-{number:03}", root, supply.asked)
        for number, root in zip(range(1, count + 1), supply, strict=False)
    ]
    if len(made) == count:
        return tuple(made)
    if not made:
        supply.check_possible()
    refusal = sentences.ONE_FOUND if len(made) == 1 else sentences.FEW_FOUND
    raise refusal(count=len(made), rules=", ".join(supply.asked))


def source(
    rules: Sequence[str], difficulty: int | None, count: int, seed: int, *, exclude: Iterable[str] = ()
) -> Source:
    """The derivations behind the exercises of `generate`, one after the other; `count` is only checked.

    Raises:
        UserError: where a rule is unknown or cannot occur without others, or a number is impossible.
    """
    if difficulty is not None and difficulty not in LEVELS:
        raise sentences.NO_SUCH_DIFFICULTY(difficulty=difficulty)
    if count < 1:
        raise sentences.NO_SUCH_COUNT(count=count)
    return Source(asked_rules(rules), difficulty, seed, {same(parse(text).tree) for text in exclude})


def _exercise(name: str, root: Step, asked: Sequence[str]) -> Exercise:
    function = root.goal.expression
    return Exercise(
        id=name,
        title=title(asked),
        differentiate=linear.text(function),
        variable="x" if len(names(function)) > 1 else "",
        skills=tuple(asked),
        difficulty=level(root),
    )
