"""Small programs to run forward and back by hand, with numbers that stay short."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from derivtutor.errors import UserError
from derivtutor.exercises.kinds.blanks import number_text
from derivtutor.exercises.kinds.graph import GraphQuestion
from derivtutor.exercises.model import Exercise, Scheme
from derivtutor.network.graph import Graph
from derivtutor.network.passes import forward
from derivtutor.network.shapes import Shape
from derivtutor.network.values import nested

_TRIES = 60
_MOST_SIGNS = 4
"""A number that is longer is too much to reckon with."""

_LARGEST = 400
_NUMBERS: Sequence[Sequence[float]] = ((1, 2, 3, 4, 5, -1, -2, -3), (1, 2, 3, -1, -2, 0.5, -0.5, 1.5))
"""What letters may be: whole numbers, and from level 3 on halves as well."""


class Row(NamedTuple):
    """A program, its letters that are numbers, and the shapes of those that are not."""

    program: str
    letters: str
    arrays: Mapping[str, Shape] = {}


LEVELS: Sequence[Sequence[Row]] = (
    (
        Row("z = w*x; r = z - y; L = r^2", "w x y"),
        Row("s = x + y; p = s*z; L = 2p", "x y z"),
        Row("p = x*y; s = p + z; L = s^2", "x y z"),
        Row("d = x - y; p = d*w; L = 3p", "x y w"),
    ),
    (
        Row("z = w*x; a = z + b; r = a - y; L = r^2", "w x b y"),
        Row("p = x*y; s = p + x; L = s^2", "x y"),
        Row("a = x^2; b = 3a; L = a*b", "x"),
        Row("m = max(x, y); p = m*z; L = p^2", "x y z"),
    ),
    (
        Row("z = w*x + b; a = relu(z); r = v*a - y; L = r^2", "w x b v y"),
        Row("h = w*x; k = w*h; r = k - y; L = r^2", "w x y"),
        Row("a = x^2; b = 2a; c = a - y; L = b*c", "x y"),
        Row("p = x*y; m = max(p, z); q = m*x; L = q + z", "x y z"),
        Row("q = x/y; d = q - z; L = d^2", "x y z"),
    ),
    (
        Row("z1 = u*x; z2 = v*x; a1 = relu(z1); a2 = relu(z2); r = a1 + a2 - y; L = r^2", "u x v y"),
        Row("r = w*x + b - y; L = mean(r*r)", "w b", {"x": (2,), "y": (2,)}),
        Row("z = dot(w, x) + b; a = relu(z); r = a - y; L = r^2", "b y", {"w": (2,), "x": (2,)}),
        Row("h = relu(u*x); k = x + v*h; r = k - y; L = r^2", "u x v y"),
    ),
    (
        Row("z = W @ x; r = z - y; L = dot(r, r)", "", {"W": (2, 2), "x": (2,), "y": (2,)}),
        Row("z = W @ x; a = relu(z); L = dot(v, a)", "", {"W": (2, 2), "x": (2,), "v": (2,)}),
        Row("r = X @ w + b - y; L = mean(r*r)", "b", {"X": (2, 2), "w": (2,), "y": (2,)}),
        Row("h = x + W @ x; r = h - y; L = dot(r, r)", "", {"W": (2, 2), "x": (2,), "y": (2,)}),
    ),
)
"""Programs of each difficulty."""


def made_program(difficulty: int, rng: random.Random) -> Exercise | None:
    """An exercise; nothing where the numbers that were tried become long."""
    row = rng.choice(LEVELS[difficulty - 1])
    proposals = (_proposed(row, difficulty, rng) for _ in range(_TRIES))
    return next((each for each in proposals if _is_short(each)), None)


def _proposed(row: Row, difficulty: int, rng: random.Random) -> Exercise:
    numbers = _NUMBERS[difficulty > 2 and not row.arrays]
    lines = row.program.split("; ")
    arrays = [f"{name} = {_array(shape, numbers, rng)}" for name, shape in row.arrays.items()]
    letters = row.letters.split()
    return Exercise(
        id="backprop",
        kind="graph",
        title="Forward and back",
        program="\n".join([*arrays, *lines]),
        at={name: number_text(rng.choice(numbers)) for name in letters},
        fill=_asked(row),
        difficulty=difficulty,
        skills=(),
    )


def _array(shape: Shape, numbers: Sequence[float], rng: random.Random) -> str:
    count = shape[0] * (shape[1] if len(shape) > 1 else 1)
    return str(nested([rng.choice(numbers) for _ in range(count)], shape))


def _asked(row: Row) -> tuple[str, ...]:
    """All values, then the gradients from the loss back, then those by the letters that are no data."""
    names = [line.partition(" =")[0] for line in row.program.split("; ")]
    data = {"X"} | ({"y"} if "- y" in row.program else set())
    inner = [f"dL/d{name}" for name in reversed(names[:-1])]
    outer = [f"dL/d{name}" for name in (*row.letters.split(), *row.arrays) if name not in data]
    return (*names, *inner, *outer)


def _is_short(exercise: Exercise) -> bool:
    """Whether all numbers are short, none of the values is 0, and something comes back, at slopes that there are."""
    try:
        question = GraphQuestion(exercise, Scheme())
    except UserError:
        return False
    values = [entry for blank in question.blanks if blank.symbol.sort == "value" for entry in blank.entries]
    gradients = [entry for blank in question.blanks if blank.symbol.sort == "gradient" for entry in blank.entries]
    texts = [number_text(entry).lstrip("-") for entry in (*values, *gradients)]
    is_open = exercise.difficulty is not None and exercise.difficulty > 2
    return (
        all(len(text) <= _MOST_SIGNS for text in texts)
        and max(map(abs, (*values, *gradients))) <= _LARGEST
        and (is_open or all(values))
        and values[-1] != 0
        and 2 * sum(map(bool, gradients)) > len(gradients)
        and not _has_kinks(question.judge.graph)
    )


def _has_kinks(graph: Graph) -> bool:
    """Whether a relu or a maximum has no slope there: what frameworks take for it is nothing to be found by hand."""
    return bool(forward(graph, frozenset(range(len(graph.vertices)))).kinks)
