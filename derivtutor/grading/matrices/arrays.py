"""Answers that are written out entry by entry: lists of numbers, or of formulas in `X_12` and `w_1`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from derivtutor.grading import sentences
from derivtutor.grading.answer import read_answer
from derivtutor.grading.matrices.reading import entry_letters
from derivtutor.grading.topics.entries import matrix
from derivtutor.libraries import flint
from derivtutor.network.matrices.balls import Balls
from derivtutor.network.matrices.evaluate import Place, UndefinedError
from derivtutor.network.matrices.expression import SCALAR, Shape
from derivtutor.network.matrices.reading import Problem
from derivtutor.notation.ball import balls, evaluate_ball
from derivtutor.notation.components import components
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Node, names

_MOST_ENTRIES = 400
_ONE_ROW = re.compile(r"\[\s*(\[[^\[\]]*\])\s*\]")


def rows_of(answer: Any) -> list[list[str]]:
    """The rows of a list, or of an array of a library."""
    answer = answer.tolist() if hasattr(answer, "tolist") else answer
    rows = [list(row) if isinstance(row, list | tuple) else [row] for row in answer]
    if not rows or any(not row or isinstance(entry, list | tuple | dict) for row in rows for entry in row or [None]):
        raise sentences.NO_ANSWER(answer=answer)
    return _checked([[_typed(entry) for entry in row] for row in rows])


def _typed(entry: Any) -> str:
    if isinstance(entry, bool) or not isinstance(entry, str | int | float):
        raise sentences.NO_ANSWER(answer=entry)
    return entry if isinstance(entry, str) else repr(entry)


def rows_in(answer: str) -> list[list[str]] | None:
    """The rows of a text that is nothing but a vector or a matrix; None for any other."""
    bare = answer.strip()
    is_latex = bare.startswith("\\begin{") and bare.endswith("matrix}")
    if not is_latex and not _is_bracketed(bare):
        return None
    if not is_latex and len(components(bare, 1)) == 1 and not bare.startswith("["):
        return None
    if row := _ONE_ROW.fullmatch(bare):
        return _checked([components(row[1])])
    rows = matrix(bare)
    is_column = len(rows) > 1 and all(len(row) == 1 for row in rows)
    return _checked(rows if is_column or len(rows) > 1 else _vector(bare, rows))


def _vector(bare: str, rows: list[list[str]]) -> list[list[str]]:
    """`[1, 2]` is a vector; `[[1, 2]]` is a row."""
    return rows if bare.replace(" ", "").startswith(("[[", "\\begin")) else [[entry] for entry in rows[0]]


def _is_bracketed(text: str) -> bool:
    """Whether a first bracket is closed by the last sign."""
    if text[:1] not in ("[", "(") or text[-1:] not in ("]", ")"):
        return False
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign in "([") - (sign in ")]")
        if depth == 0:
            return place == len(text) - 1
    return False


def _checked(rows: list[list[str]]) -> list[list[str]]:
    if len({len(row) for row in rows}) != 1:
        raise sentences.RAGGED()
    if sum(map(len, rows)) > _MOST_ENTRIES:
        raise sentences.ANSWER_TOO_LONG(most=_MOST_ENTRIES)
    if not all(entry.strip() for row in rows for entry in row):
        raise sentences.LACKS_COMPONENT(count=sum(map(len, rows)))
    return rows


@dataclass(frozen=True)
class Entries:
    """The entries of an answer, in the letters of those of the problem."""

    rows: tuple[tuple[Node, ...], ...]
    letters: Mapping[str, tuple[str, int, int]]
    text: str

    @classmethod
    def of(cls, rows: list[list[str]], problem: Problem, log: Base) -> Entries:
        """Read entries.

        Raises:
            UserError: where one cannot be read.
        """
        letters = entry_letters(problem)
        known = frozenset(letters)
        read = [[read_answer(entry, problem.wrt, known, log).tree for entry in row] for row in rows]
        lines = [f"[{', '.join(row)}]" for row in rows]
        text = f"[{', '.join(lines)}]"
        return cls(tuple(map(tuple, read)), letters, text)

    @property
    def shape(self) -> Shape:
        return (len(self.rows), len(self.rows[0])) if self.rows else SCALAR

    @property
    def strange(self) -> tuple[str, ...]:
        """Letters that are none of an entry."""
        found = frozenset[str]().union(*[names(entry) for row in self.rows for entry in row])
        return tuple(sorted(found - self.letters.keys()))

    def __call__(self, place: Place, precision: int) -> Balls:
        """Their values at a place."""
        there = {
            name: balls([Fraction(place.values[letter][row][column].real)], precision)[0]
            for name, (letter, row, column) in self.letters.items()
        }
        found = [evaluate_ball(entry, there, precision) for row in self.rows for entry in row]
        if any(value is None for value in found):
            raise UndefinedError(None)  # type: ignore[arg-type]
        return flint.arb_mat(*self.shape, found)
