"""The lines of a program: which name each sets, and to what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from derivtutor.errors import UserError
from derivtutor.network import sentences
from derivtutor.notation.arrays import SPELLINGS, read_array
from derivtutor.notation.tree import CONSTANTS, Name, Node
from derivtutor.notation.words import FUNCTION_WORDS

UNNAMED = "L"
"""The name of what is set by a line that names nothing."""

_EQUALS = re.compile(r"(?<![<>=!:])=(?!=)")
_NAME = re.compile(r"\s*([A-Za-z][A-Za-z0-9_]*)\s*$")


class Statement(Struct, frozen=True, eq=False):
    """`name = expression`; `line` is that of the text, from 1, and spans are places in `text`."""

    name: str
    expression: Node
    text: str
    line: int


def statements(program: str) -> tuple[Statement, ...]:
    """The statements of a program: one a line, or divided by semicolons; what follows `#` is a comment.

    Raises:
        UserError: where a line cannot be read, with its number.
    """
    pieces = list(_pieces(program))
    if not pieces:
        raise sentences.EMPTY(program, 0)
    set_names = frozenset([match[1] for text, _ in pieces if (match := _NAME.match(text.partition("=")[0]))])
    return tuple([_statement(text, line, set_names, is_only=len(pieces) == 1) for text, line in pieces])


def _pieces(program: str) -> Iterator[tuple[str, int]]:
    """Each statement as text, with the number of the line on which it begins; brackets may go on over lines."""
    pending, begun, depth = "", 0, 0
    for number, whole in enumerate(program.replace("\ufeff", "").splitlines(), 1):
        text = whole.partition("#")[0].rstrip()
        begun = begun if depth else number
        pending = f"{pending} {text}" if depth else text
        depth = _depth(pending)
        if depth <= 0:
            yield from [(piece, begun) for piece in _divided(pending) if piece.strip()]
            pending, depth = "", 0
    if pending.strip():
        yield pending, begun


def _depth(text: str) -> int:
    return sum(map(text.count, "([{")) - sum(map(text.count, ")]}"))


def _divided(text: str) -> Sequence[str]:
    """The pieces between semicolons outside of brackets."""
    if ";" not in text:
        return (text,)
    pieces, depth, start = [], 0, 0
    for place, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if character == ";" and not depth:
            pieces.append(text[start:place])
            start = place + 1
    return (*pieces, text[start:])


def _statement(text: str, line: int, known: frozenset[str], is_only: bool) -> Statement:
    equals = _EQUALS.search(text)
    try:
        if equals is None:
            if not is_only:
                raise sentences.NOT_A_NAME(text, len(text) - len(text.lstrip()))
            return Statement(UNNAMED, read_array(text, True, known).tree, text, line)
        name = _name(text[: equals.start()], text)
        right = " " * equals.end() + text[equals.end() :]
        return Statement(name, read_array(right, True, known).tree, text, line)
    except UserError as error:
        raise UserError(error.message, error.hint, text, error.position, line) from None


def _name(left: str, text: str) -> str:
    """The name on the left side of a line."""
    word, start = left.strip(), len(left) - len(left.lstrip())
    if word in FUNCTION_WORDS or word in SPELLINGS or word in CONSTANTS:
        raise sentences.NAME_IS_TAKEN(text, start, name=word)
    tree = read_array(left, True, (word,)).tree if word else None
    if not isinstance(tree, Name):
        raise sentences.NOT_A_NAME(text, start)
    return tree.name
