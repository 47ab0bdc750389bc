"""Makes sure of every case of `cheats.py` by mpmath, and writes those of the test, `tests/cases/corners.jsonl`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from cheats import Case, Task, cases
from mpmath import mp

from derivtutor.errors import UserError
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Node, names

TESTS = Path(__file__).parents[1] / "tests"
sys.path.insert(0, str(TESTS))

from oracle import Reading, UnclearError  # noqa: E402

NEAR = ("1/10", "1/1000", "2/10^6", "3/10^12", "1/10^20")
ANYWHERE = ("0.37", "-1.31", "2.6", "-8.8", "41.3", "-777.7", "31234.7", "-2222222.2")
LETTERS = [
    {"a": "1.7", "b": "2.3", "y": "-0.6", "x": "1.9", "w": "0.8"},
    {"a": "-0.45", "b": "3.1", "y": "4.2", "x": "-2.6", "w": "-1.1"},
    {"a": "12.6", "b": "-5.5", "y": "0.13", "x": "0.31", "w": "7.7"},
]
STEP = "1e-40"

MANY = 1000
"""Where so many digits are needed only the answer is looked at: the problems are those of other families."""

Point = dict[str, Any]


@lru_cache(100_000)
def tree(text: str) -> Node:
    return read(text).tree


def points(task: Task) -> Iterator[Point]:
    """Points beside and between the places of a task, and anywhere."""
    reading = Reading()
    letters = LETTERS[0].keys() - {task.wrt} if len(names(tree(task.problem))) > 1 else ()
    for values in LETTERS[: 3 if letters else 1]:
        others = {name: mp.mpf(values[name]) for name in letters}
        places = sorted(reading.value(tree(place), others) for place in task.places)
        near = [reading.value(tree(distance), {}) for distance in NEAR]
        found = [place + side * distance for place in places for distance in near for side in (-1, 1)]
        found += [(a + b) / 2 for a, b in pairwise(places)]
        for x in (*found, *map(mp.mpf, ANYWHERE)):
            if all(abs(x - place) > 1e-25 for place in places):
                yield {**others, task.wrt: x}


def value(text: str, point: Point) -> Any:
    try:
        return Reading().value(tree(text), point)
    except (UnclearError, OverflowError):
        return None


def slope(task: Task, point: Point) -> Any:
    """The problem's derivative at a point by a difference quotient."""
    step = mp.mpf(STEP)
    left, right = (value(task.problem, {**point, task.wrt: point[task.wrt] + side * step}) for side in (-1, 1))
    return None if left is None or right is None else (right - left) / (2 * step)


def differ(one: Any, other: Any, share: Any) -> bool:
    return bool(abs(one - other) > share * max(abs(one), abs(other), share))


@lru_cache(100_000)
def true_values(task: Task) -> tuple[tuple[Point, Any], ...]:
    """The derivative where there is one; it must be that of the problem."""
    found = []
    for point in points(task):
        there = value(task.derivative, point)
        quotient = slope(task, point) if task.digits < MANY else there
        if there is None or quotient is None:
            continue
        if differ(there, quotient, mp.mpf("1e-25")):
            raise ValueError(f"not the derivative of {task.problem}: {task.derivative}, {there} at {point}, {quotient}")
        found.append((point, there))
    if len(found) < 4:
        raise ValueError(f"not looked at: {task.problem}")
    return tuple(found)


def verify(case: Case) -> None:
    """Raises `ValueError` where a case is not what it says."""
    with mp.workdps(case.task.digits):
        share = mp.mpf(10) ** (-0.7 * case.task.digits if case.task.digits >= MANY else -65)
        found = [(point, there, value(case.answer, point)) for point, there in true_values(case.task)]
        gaps = [{**point, case.wrt: point[case.wrt] + mp.mpf(STEP)} for point, _, got in found if got is None]
        if case.right and any(value(case.answer, beside) is None for beside in gaps):
            raise ValueError(f"undefined: {case}")
        wrong = [point for point, there, got in found if got is not None and differ(there, got, share)]
        wrong += [point for point in places(case) if is_off(case, point)] if case.right else []
        if case.right == bool(wrong):
            raise ValueError(f"{'not right' if case.right else 'not wrong'}: {case} {wrong[:1]}")


def places(case: Case) -> list[Point]:
    """The places themselves, for tasks of one letter."""
    return [{case.wrt: Reading().value(tree(x), {})} for x in case.task.places] if case.family != "letters" else []


def is_off(case: Case, point: Point) -> bool:
    """Whether the problem has a slope just there, and the answer has another value."""
    got, middle = value(case.answer, point), value(case.problem, point)
    if got is None or middle is None:
        return False
    steps = [mp.mpf(STEP), -mp.mpf(STEP)]
    beside = [value(case.problem, {case.wrt: point[case.wrt] + step}) for step in steps]
    if None in beside:
        return False
    right, left = ((there - middle) / step for there, step in zip(beside, steps, strict=True))
    return abs(right) < 1e30 and abs(right - left) < 1e-15 and abs(got - right) > 1e-15 * max(1, abs(got))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=8)
    parser.add_argument("--write", action="store_true", help="write the cases for the test")
    options = parser.parse_args()
    made, bad = cases(options.seed, options.count), 0
    for case in made:
        try:
            verify(case)
        except (ValueError, UserError) as error:
            bad += 1
            print(case.family, case.answer, error)
    right = sum(case.right for case in made)
    print(f"cases: {right} right, {len(made) - right} wrong ones; not so: {bad}")
    if options.write and not bad:
        rows = [
            {"family": c.family, "problem": c.problem, "answer": c.answer, "wrt": c.wrt, "right": c.right} for c in made
        ]
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (TESTS / "cases" / "corners.jsonl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
