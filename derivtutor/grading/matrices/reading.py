"""What a student wrote for a derivative by a vector or a matrix, in the letters and shapes of the problem."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from derivtutor.errors import UserError
from derivtutor.grading import sentences
from derivtutor.grading.matrices.spelling import for_reader
from derivtutor.grading.wording import without_marks
from derivtutor.network.matrices import expression as e
from derivtutor.network.matrices import sentences as words
from derivtutor.network.matrices.dimensions import unify
from derivtutor.network.matrices.expression import Expression, Shape
from derivtutor.network.matrices.inference import Inference
from derivtutor.network.matrices.lowering import Lowering
from derivtutor.network.matrices.reading import Problem
from derivtutor.notation.arrays import Array, nodes, read_array
from derivtutor.notation.markup import without_markup
from derivtutor.notation.rational import rational
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import CONSTANTS, Name, Number, Power

_MOST_CHARACTERS = 10_000
_LARGEST_EXPONENT = 64
_MOST_DIGITS = 10**60

_NAMED = re.compile(
    r"""[\s$({\[\\]*(?:
        (?:∂|d|D|\\partial|\\mathrm\{d\}|\\[dt]?frac).*(?:∂|d|\\partial).*
        | (?:∇|\\nabla|[DJHG]_?|[fgFL]'?|(?:the\ )?(?:grad(?:ient)?|jacobian|hessian|derivative|answer|result))
          [\w\s(){}^',.²]{0,14}
    )[\s$)}\]]*""",
    re.VERBOSE | re.IGNORECASE,
)
"""What stands on the left of an equality sign and names what was asked for."""


@dataclass(frozen=True)
class Given:
    """An answer: its expression, if its shapes fit together, and its shape; `misfit` says why they do not.

    `entries` are its values where it is written out; `strange` are letters that are not in the problem.
    """

    text: str
    expression: Expression | None = None
    shape: Shape = e.SCALAR
    misfit: str = ""
    strange: tuple[str, ...] = ()
    entries: Any = None


def sides_of(answer: str) -> list[str]:
    """The sides of an equation that are answers; what only names the derivative is left out.

    Raises:
        UserError: where there is no answer, or a long one.
    """
    if len(answer) > _MOST_CHARACTERS:
        raise sentences.ANSWER_TOO_LONG(most=_MOST_CHARACTERS)
    bare = without_marks(without_markup(answer)).strip().strip("$").strip()
    if not bare:
        raise sentences.EMPTY()
    sides = [side.strip() for side in re.split(r"(?<![<>!:])=(?!=)|≡", bare)]
    while len(sides) > 1 and _NAMED.fullmatch(sides[0]):
        sides.pop(0)
    if not all(sides):
        raise sentences.NO_ANSWER(answer=answer.strip())
    return sides


def tree_of(side: str, letters: Mapping[str, Any], log: Base) -> Any:
    """The syntax tree of an answer.

    Raises:
        UserError: where it cannot be read, or has numbers that are too large.
    """
    tree = read_array(for_reader(side, letters), known={name for name in letters if len(name) > 1}, log=log).tree
    if any(map(_is_too_large, nodes(tree))):
        raise sentences.TOO_LARGE()
    return tree


def _is_too_large(node: Any) -> bool:
    if isinstance(node, Number):
        size = abs(Fraction(node.value))
        return size > _MOST_DIGITS or 0 < size * _MOST_DIGITS < 1
    exponent = rational(node.exponent) if isinstance(node, Power) else None
    return exponent is not None and abs(exponent) > _LARGEST_EXPONENT


def given(side: str, problem: Problem, wanted: Shape, log: Base) -> Given:
    """An answer in the letters of a problem.

    Raises:
        UserError: where it cannot be read.
    """
    tree = tree_of(side, problem.letters, log)
    sizes = {str(side) for letter in problem.letters.values() for side in letter.shape if isinstance(side, str)}
    strange = [name for name in letters_of(tree) if name not in problem.letters and name not in {*sizes, "I"}]
    if strange:
        return Given(side, strange=tuple(strange))
    if isinstance(tree, Number) and not tree.value:
        return Given(side, e.Zero(wanted), wanted)
    return _shaped(side, tree, problem, wanted, sizes)


def letters_of(tree: Any) -> list[str]:
    """The letters of an answer, without the T of a transpose."""
    signs = {id(node.exponent) for node in nodes(tree) if isinstance(node, Power) and node.exponent == Name("T")}
    found = [node for node in nodes(tree) if isinstance(node, Name) and id(node) not in signs]
    return list(dict.fromkeys(node.name for node in found if node.name not in CONSTANTS))


_OF_SHAPES = frozenset(
    refusal.remedy
    for refusal in (
        words.MISMATCH_PRODUCT, words.MISMATCH_SUM, words.MISMATCH_ENTRIES, words.NOT_SQUARE, words.NOT_A_VECTOR,
        words.EXPONENT_IS_ARRAY,
    )
)  # fmt: skip
"""What is said to formulas that can be read and mean nothing, as their shapes do not fit: such answers are wrong."""


def _shaped(side: str, tree: Any, problem: Problem, wanted: Shape, sizes: set[str]) -> Given:
    text = for_reader(side, problem.letters)
    inference = Inference(
        text, {name: letter.shape for name, letter in problem.letters.items()}, frozenset(problem.letters)
    )
    try:
        sides = inference.of(tree)
    except UserError as error:
        if error.hint not in _OF_SHAPES:
            raise
        return Given(side, misfit=str(error))
    for shape in (wanted, wanted[::-1]):
        if all(map(unify, sides, shape)):
            break
    meant: dict[str, Any] = {**{size: e.Size(size) for size in sizes}, **problem.letters}
    lowered = Lowering(meant, inference).of(tree)
    return Given(side, lowered, inference.names.shape(sides))


def is_list(tree: Any) -> bool:
    """Whether an answer is a vector or a matrix that is written out."""
    return isinstance(tree, Array)


def entry_letters(problem: Problem) -> dict[str, tuple[str, int, int]]:
    """What the entries of the letters are called, such as `X_12`: the letter, and where in it they stand."""
    found: dict[str, tuple[str, int, int]] = {}
    for name, letter in problem.letters.items():
        rows, columns = letter.shape
        if letter.shape == e.SCALAR:
            found[name] = (name, 0, 0)
        elif isinstance(rows, int) and isinstance(columns, int):
            places = [(row, column) for row in range(rows) for column in range(columns)]
            found |= {_entry(name, row, column, columns): (name, row, column) for row, column in places}
    return found


def _entry(name: str, row: int, column: int, columns: int) -> str:
    return f"{name}_{row + 1}" if columns == 1 else f"{name}_{row + 1}{column + 1}"


def is_written_out(shape: Sequence[Any]) -> bool:
    """Whether the sizes of a shape are known."""
    return all(isinstance(side, int) for side in shape)
