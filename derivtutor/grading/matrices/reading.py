"""What a student wrote for a derivative by a vector or a matrix, in the letters and shapes of the problem."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from derivtutor.errors import UserError
from derivtutor.grading import sentences
from derivtutor.grading.wording import check_contractions, without_marks
from derivtutor.network.matrices import expression as e
from derivtutor.network.matrices.dimensions import unify
from derivtutor.network.matrices.expression import Expression, Shape
from derivtutor.network.matrices.inference import Inference
from derivtutor.network.matrices.lowering import Lowering
from derivtutor.network.matrices.reading import Problem, spelled
from derivtutor.notation.arrays import Array, nodes, read_array
from derivtutor.notation.markup import without_markup
from derivtutor.notation.rational import rational
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import CONSTANTS, Name, Number, Power

_MOST_CHARACTERS = 10_000
_LARGEST_EXPONENT = 64
_MOST_DIGITS = 10**60

_SPELLINGS = (
    (r"\^\s*\{?\s*\(?\s*[-−]\s*(?:T|\\top|\\intercal|⊤)\s*\)?\s*\}?|⁻ᵀ", "'^(-1) "),
    (r"(?:\^\s*(?:\{\s*-\s*1\s*\}|\(\s*-\s*1\s*\)|-\s*1)|⁻¹)\s*(?:'|\.T\b|\^\s*(?:T\b|\{\s*(?:T|\\top)\s*\}|\\top\b)|ᵀ)", "'^(-1) "),
    (r"\^\s*\{\s*(?:T|\\top|\\intercal|⊤|\\mathsf\s*\{T\}|\\mathrm\s*\{T\})\s*\}|\^\s*(?:\\top\b|\\intercal\b|⊤)", "^T "),
    (r"\\odot\b|\\circ\b|[⊙∘◦]", " .* "),
    (r"\\oslash\b|⊘", " ./ "),
    (r"\^\s*\{\s*(?:\\circ|\\odot|∘)\s*([^{}]*)\}", r".^(\1)"),
    (r"(?<!\.)[.。]\s*$", ""),
)  # fmt: skip
"""Signs that the reader of arrays does not know, and what they are to it."""
_SIGNS = [(re.compile(pattern), sign) for pattern, sign in (_SPELLINGS[5], *_SPELLINGS[:5], _SPELLINGS[6])]
_SMALL_T = re.compile(r"\^\s*(?:t(?![A-Za-z])|\{\s*t\s*\})")

_NAMED = re.compile(
    r"""[\s$({\[\\]*(?:
        (?:∂|d|D|\\partial|\\mathrm\{d\}|\\[dt]?frac).*(?:∂|d|\\partial).*
        | (?:∇|\\nabla|D_?|J_?|H_?|G_?|g_?|f'?|F'?|L'?|grad(?:ient)?|jacobian|hessian|derivative|answer|result|the\ answer)
          [\w\s(){}^',.²]{0,14}
    )[\s$)}\]]*""",
    re.VERBOSE | re.IGNORECASE,
)
"""What stands on the left of an equality sign and names what was asked for."""


@dataclass(frozen=True)
class Given:
    """An answer: its expression, if its shapes fit together, and its shape; `misfit` says why they do not.

    `strange` are letters that are not in the problem.
    """

    text: str
    expression: Expression | None = None
    shape: Shape = e.SCALAR
    misfit: str = ""
    strange: tuple[str, ...] = ()


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
    check_contractions(side) if "n't" in side else None
    tree = read_array(_spelled(side, letters), known={name for name in letters if len(name) > 1}, log=log).tree
    if any(map(_is_too_large, nodes(tree))):
        raise sentences.TOO_LARGE()
    return tree


def _spelled(text: str, letters: Mapping[str, Any]) -> str:
    for pattern, sign in _SIGNS:
        text = pattern.sub(sign, text)
    return spelled(text if "t" in letters else _SMALL_T.sub("^T ", text))


def _is_too_large(node: Any) -> bool:
    if isinstance(node, Number):
        size = abs(node.value)
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
    strange = [name for name in letters_of(tree) if name not in problem.letters and name not in {*sizes, "I", "T"}]
    if strange:
        return Given(side, strange=tuple(strange))
    if isinstance(tree, Number) and not tree.value:
        return Given(side, e.Zero(wanted), wanted)
    return _shaped(side, tree, problem, wanted, sizes)


def letters_of(tree: Any) -> list[str]:
    """The letters of an answer, in any order."""
    return list(dict.fromkeys(node.name for node in nodes(tree) if isinstance(node, Name) and node.name not in CONSTANTS))


def _shaped(side: str, tree: Any, problem: Problem, wanted: Shape, sizes: set[str]) -> Given:
    text = _spelled(side, problem.letters)
    inference = Inference(text, {name: letter.shape for name, letter in problem.letters.items()}, frozenset(problem.letters))
    try:
        sides = inference.of(tree)
    except UserError as error:
        return Given(side, misfit=error.message)
    for shape in (wanted, wanted[::-1]):
        if all(map(unify, sides, shape)):
            break
    meant: dict[str, Any] = {**{size: e.Size(size) for size in sizes}, **problem.letters}
    lowered = Lowering(text, meant, inference.sides, inference.names).of(tree)
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
