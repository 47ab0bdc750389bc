"""Reads a matrix expression: which letters are scalars, vectors and matrices, and of which size."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from derivtutor.errors import UserError
from derivtutor.language import listed, translated
from derivtutor.network.matrices import sentences
from derivtutor.network.matrices.dimensions import ONE, Sides, Unknown, in_words, is_column, is_scalar
from derivtutor.network.matrices.expression import SCALAR, Expression, Shape, Symbol
from derivtutor.network.matrices.inference import Inference
from derivtutor.network.matrices.lowering import Lowering
from derivtutor.notation import linear
from derivtutor.notation.array_words import SLOPES, SPELLINGS
from derivtutor.notation.arrays import read_array
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import CONSTANTS, Name, Power
from derivtutor.showing import Shown

_MOST_OPEN = 8
"""More small letters than this are asked about rather than tried."""


@dataclass(frozen=True, repr=False)
class Problem(Shown):
    """A function as it was typed and as an expression, with its letters in the order in which they occur.

    `settled` says of each letter whether its shape was given; else it follows from the function.
    """

    text: str
    function: Expression
    letters: Mapping[str, Symbol]
    given: frozenset[str]
    wrt: str
    notes: tuple[str, ...]
    added: bool = False

    def _in_short(self) -> str:
        return f"problem {self.text} by {self.wrt}"

    @property
    def variable(self) -> Symbol:
        return self.letters[self.wrt]


def read_shapes(shapes: Any) -> dict[str, Shape]:
    """`{"X": "5x3"}`, `"X=5x3,w=3"` or several of these: what is said about letters.

    Raises:
        UserError: where it is no shape.
    """
    if not shapes:
        return {}
    if isinstance(shapes, Mapping):
        return {str(letter): _shape(shape, f"{letter}={shape}") for letter, shape in shapes.items()}
    texts = [shapes] if isinstance(shapes, str) else shapes
    return dict(itertools.chain.from_iterable(_pairs(text) for text in texts))


def _pairs(text: str) -> list[tuple[str, Shape]]:
    found_pairs = []
    for part in re.split(r"[,;](?![^()\[\]]*[)\]])", text):
        letter, equals, shape = part.partition("=")
        if not equals or not letter.strip():
            raise sentences.NOT_A_SHAPE(text=part.strip())
        found_pairs.append((letter.strip(), _shape(shape, part.strip())))
    return found_pairs


_SHAPE = re.compile(r"\(?\[?\s*([0-9]+|[A-Za-z]\w*?)\s*(?:(?:[x×*,]|\bby\b)\s*([0-9]+|[A-Za-z]\w*)?)?\s*,?\]?\)?")


def _shape(shape: Any, text: str) -> Shape:
    if isinstance(shape, int):
        return (shape, 1)
    if isinstance(shape, Sequence) and not isinstance(shape, str):
        sides = tuple(shape)
        return SCALAR if not sides else (sides[0], 1) if len(sides) == 1 else (sides[0], sides[1])
    written = str(shape).strip()
    if written in ("scalar", "1", "1x1", "number"):
        return SCALAR
    if written == "vector":
        return ("?", 1)
    if written == "matrix":
        return ("?", "?")
    match = _SHAPE.fullmatch(written)
    if match is None or "0" in match.groups():
        raise sentences.NOT_A_SHAPE(text=text)
    sides_found = [int(side) if side.isdecimal() else side for side in match.groups() if side]
    return (sides_found[0], sides_found[1] if len(sides_found) > 1 else 1)


def read_problem(
    function: str,
    wrt: str | None,
    shapes: Mapping[str, Shape],
    symmetric: Collection[str] = (),
    log: Base = "e",
    may_be_unused: Collection[str] = (),
) -> Problem:
    """A function with the shapes of its letters; the one to differentiate by varies freely, symmetric or not.

    Raises:
        UserError: where it cannot be read, shapes do not fit, or a letter may be a scalar as well as a vector.
    """
    function = _BETWEEN_DIGITS.sub(", ", function)
    known = {name for name in (*shapes, *symmetric, *([wrt] if wrt else [])) if len(name) > 1}
    reading = read_array(spelled(function), known=known, log=log)
    names = _names(reading.tree, {*shapes, wrt})
    for letter in shapes:
        if letter not in (*names, *may_be_unused) and letter not in _dimensions(shapes):
            raise sentences.UNUSED_SHAPE(letter=letter, function=function)
    if "I" in names and "I" not in shapes and wrt != "I":
        names.remove("I")
    chosen = _chosen(names, wrt, function)
    inference = _inferred(function, reading.tree, names, shapes, chosen, symmetric)
    sides = {name: inference.letters[name] for name in names}
    named = inference.names
    letters = {name: Symbol(name, named.shape(each)) for name, each in sides.items()}
    mirrored = {name: _symmetric(letters, name, function) for name in symmetric}
    letters |= {name: symbol for name, symbol in mirrored.items() if name != chosen}
    lowered = Lowering(letters, inference).of(reading.tree)
    return Problem(function, lowered, letters, frozenset(shapes), chosen, reading.notes, inference.shifts > 0)


_UNSEEN = "\u2061"
_NAMES = "|".join(sorted([*SPELLINGS, *SLOPES, "rank"], key=len, reverse=True))
_IN_LATEX = re.compile(
    rf"\\(?:operatorname|mathrm|text|mathsf)\*?\s*\{{\s*({_NAMES})\s*\}}"
    r"|\\(tr|Tr|trace|Trace|det|logdet|diag|softmax)(?![A-Za-z])|\\(?:left|right)?\\?([lr])Vert(?![A-Za-z])"
)
_KIND_OF_NORM = re.compile(r"""(?<=\w),\s*(?:(['"])fro\1|2)(?=\s*\))""")
"""`norm(X, 'fro')`, as NumPy and MATLAB write what is meant anyway."""
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9]),(?=[0-9])")
"""A comma in a list of numbers: nobody writes decimals with commas where rows are written out."""


def spelled(text: str) -> str:
    """Functions and norms as LaTeX and programs have them, in plain words of the same length."""

    def plain(match: re.Match[str]) -> str:
        if match[3]:
            return "‖".rjust(len(match.group()), _UNSEEN)
        return (_UNSEEN + (match[1] or match[2])).ljust(len(match.group()))

    if "norm" in text:
        text = _KIND_OF_NORM.sub(lambda match: " " * len(match.group()), text)
    return _IN_LATEX.sub(plain, text)


def _dimensions(shapes: Mapping[str, Shape]) -> set[Any]:
    return {side for shape in shapes.values() for side in shape}


def _symmetric(letters: Mapping[str, Symbol], name: str, function: str) -> Symbol:
    if name not in letters:
        raise sentences.UNKNOWN_SYMMETRIC(letter=name, function=function)
    shape = letters[name].shape
    if shape[0] != shape[1] or shape == SCALAR:
        raise sentences.NOT_SYMMETRIC(letter=name, shape=in_words(shape))
    return Symbol(name, shape, True)


def _names(tree: Any, meant: Collection[str | None]) -> list[str]:
    """The letters of a tree in the order in which they stand; e is a number unless something else is `meant`."""
    found_names: list[tuple[int, str]] = []
    pending = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, Name) and (node.name not in CONSTANTS or node.name in meant):
            found_names.append((node.span[0] if node.span else 0, node.name))
        pending.extend(node.children[:1] if _is_transposed(node) and "T" not in meant else node.children)
    return list(dict.fromkeys(name for _, name in sorted(found_names)))


def _is_transposed(node: Any) -> bool:
    """Whether it is `X^T` before a letter, `X^TC`, which is read as a power."""
    return isinstance(node, Power) and isinstance(node.exponent, Name) and node.exponent.name == "T"


def _chosen(names: Sequence[str], wrt: str | None, function: str) -> str:
    if not names:
        raise sentences.NO_LETTERS()
    if wrt is None:
        if len(names) > 1:
            raise sentences.WHICH_LETTER(letters=f"{', '.join(names[:-1])}{translated(' or ')}{names[-1]}")
        return names[0]
    if wrt not in names:
        raise sentences.NOT_THERE(letter=wrt, function=function, letters=", ".join(names))
    return wrt


# -- kinds ---------------------------------------------------------------------------------------------------------


def _inferred(
    text: str,
    tree: Any,
    names: Sequence[str],
    shapes: Mapping[str, Shape],
    wrt: str,
    symmetric: Collection[str],
) -> Inference:
    """The only reading in which all shapes fit, or the one that is most natural.

    A scalar function is more natural than another one, and letters beside matrices and in norms are vectors.
    """
    open_letters = [name for name in names if name not in shapes and not _is_capital(name)]
    if len(open_letters) > _MOST_OPEN:
        raise sentences.WHICH_KINDS(letters=", ".join(open_letters), example=f"{open_letters[0]}=3")
    best: list[tuple[tuple[int, int, int], dict[str, str], Inference]] = []
    failures: list[UserError] = []
    for kinds in itertools.product(("vector", "scalar"), repeat=len(open_letters)):
        assigned = dict(zip(open_letters, kinds, strict=True))
        inference = Inference(text, _sides(names, shapes, assigned, symmetric), frozenset(shapes))
        try:
            result = inference.of(tree)
        except UserError as failure:
            failures.append(failure)
            continue
        cost = (inference.oddities, _rank(result, inference.letters[wrt]), inference.shifts)
        best.append((cost, assigned, inference))
    if not best:
        raise max(failures, key=lambda failure: failure.position or 0)
    lowest = min(cost for cost, *_ in best)
    likely = [(assigned, inference) for cost, assigned, inference in best if cost == lowest]
    if not any(_has_array(inference) for _, inference in likely):  # it is of numbers alone, or not settled
        likely = [(assigned, inference) for cost, assigned, inference in best if cost[0] == lowest[0]]
    unsettled = [name for name in open_letters if len({assigned[name] for assigned, _ in likely}) > 1]
    if unsettled:
        raise _asked(unsettled)
    return likely[0][1]


def _has_array(inference: Inference) -> bool:
    return not all(map(is_scalar, inference.letters.values()))


def _rank(result: Sides, variable: Sides) -> int:
    """How natural it is to differentiate something of these sides by something of those."""
    if is_scalar(result):
        return 0
    if is_column(result):
        return 1 if is_column(variable) or is_scalar(variable) else 3
    return 2 if is_scalar(variable) else 3


def _asked(letters: Sequence[str]) -> UserError:
    shown = [linear.unicode(Name(letter)) for letter in letters]
    example = f"{letters[0]}=scalar" if len(letters) == 1 else f"{letters[0]}=scalar,{letters[1]}=vector"
    if len(letters) == 1:
        return sentences.WHICH_KIND(letters=shown[0], example=example)
    return sentences.WHICH_KINDS(letters=listed(shown), example=example)


def _is_capital(name: str) -> bool:
    return name[0].isupper()


def _sides(
    names: Sequence[str], shapes: Mapping[str, Shape], kinds: Mapping[str, str], symmetric: Collection[str]
) -> dict[str, Sides]:
    def side(given: Any) -> Any:
        return Unknown() if given == "?" else given

    def sides(name: str) -> Sides:
        if name in shapes:
            return side(shapes[name][0]), side(shapes[name][1])
        if kinds.get(name) == "scalar":
            return ONE
        rows = Unknown()
        if name in kinds:
            return rows, 1
        return rows, rows if name in symmetric else Unknown()

    return {name: sides(name) for name in names}
