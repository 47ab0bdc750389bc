"""The lines of a program: which name each sets, and to what."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from derivtutor.errors import UserError
from derivtutor.language import grouped
from derivtutor.network import complaints, sentences
from derivtutor.notation.array_words import SPELLINGS
from derivtutor.notation.arrays import read_array
from derivtutor.notation.tree import CONSTANTS, Name, Node
from derivtutor.notation.words import FUNCTION_WORDS

UNNAMED = "L"
"""The name of what is set by a line that names nothing."""

MOST_STATEMENTS = 400_000
LONGEST_STATEMENT = 10_000
"""A program that is larger than this is refused: nobody would wait for it, and none that is taught is."""

_EQUALS = re.compile(r"(?<![<>=!]):?=(?!=)")
_NAME = re.compile(r"\s*([A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*)\s*$")
_SETS = re.compile(r"\s*[^\W\d]\w*\s*=(?!=)")
_COMMENT = re.compile(r"\s*(?:#|//|%)")
_TAKEN = frozenset({*FUNCTION_WORDS, *SPELLINGS, *CONSTANTS})
_OPENS = re.compile(r"[(\[{]")
_MATRIX = re.compile(r"\\(begin|end)\s*\{\s*[A-Za-z]*matrix\s*\}")
_OF_LATEX = re.compile(r"^\s*\$\$?|\$\$?\s*$|\\\\\s*$|&(?==)|\\(?:begin|end)\{(?:aligned|align|gather|equation)\*?\}")


class Statement(Struct, frozen=True, eq=False, gc=False):
    """`name = expression`; `line` is that of the text, from 1, and spans are places in `text`."""

    name: str
    expression: Node
    text: str
    line: int


def statements(program: str, given: Collection[str] = ()) -> tuple[Statement, ...]:
    """The statements of a program: one a line, or divided by semicolons; what follows `#` is a comment.

    Args:
        given: names that have values, and are never taken apart.

    Raises:
        UserError: where a line cannot be read, with its number.
    """
    if program.count("=") > MOST_STATEMENTS:
        raise sentences.TOO_LONG(most=grouped(MOST_STATEMENTS))
    pieces = list(_pieces(program))
    if not pieces:
        raise sentences.EMPTY()
    known = {match[1] for text, _ in pieces if (match := _NAME.match(text.partition("=")[0].rstrip(":")))}
    known = (known | set(given)) - _TAKEN
    return tuple([_statement(text, line, known, is_only=len(pieces) == 1) for text, line in pieces])


def _pieces(program: str) -> Iterator[tuple[str, int]]:
    """Each statement as text, with the number of the line on which it begins; brackets may go on over lines."""
    pending, begun, is_open = "", 0, False
    for number, whole in enumerate(program.replace("\ufeff", "").splitlines(), 1):
        text = whole.partition("#")[0].rstrip()
        if not text or _COMMENT.match(text):
            continue
        if is_open and (_SETS.match(text) or len(pending) > LONGEST_STATEMENT):
            yield from _divided(pending, begun)
            is_open = False
        begun = begun if is_open else number
        pending = f"{pending} {text}" if is_open else text
        is_open = _goes_on(pending)
        if not is_open:
            yield from _divided(pending, begun)
    if is_open:
        yield from _divided(pending, begun)


def _goes_on(text: str) -> bool:
    """Whether a bracket, or a matrix of LaTeX, is open at the end."""
    if not _OPENS.search(text):
        return False
    if sum(map(text.count, "([{")) > sum(map(text.count, ")]}")):
        return True
    edges = _MATRIX.findall(text) if "matrix" in text else ()
    return edges.count("begin") > edges.count("end")


def _divided(text: str, line: int) -> Iterator[tuple[str, int]]:
    """The pieces between semicolons outside of brackets, without what LaTeX has around a line."""
    if "\\" in text or "$" in text:
        text = _OF_LATEX.sub(lambda match: " " * len(match.group()), text)
    for piece in _parted(text):
        if stripped := piece.strip():
            yield stripped, line


def _parted(text: str) -> Sequence[str]:
    if ";" not in text:
        return (text,)
    pieces, depth, start = [], 0, 0
    for place, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if character == ";" and depth <= 0 and not text.startswith("\\", place - 1):
            pieces.append(text[start:place])
            start = place + 1
    return (*pieces, text[start:])


def _statement(text: str, line: int, known: Collection[str], is_only: bool) -> Statement:
    equals = _EQUALS.search(text)
    try:
        if len(text) > LONGEST_STATEMENT:
            raise sentences.LONG_LINE(text, LONGEST_STATEMENT, most=grouped(LONGEST_STATEMENT))
        name, start = UNNAMED, 0
        if equals is not None:
            start = equals.end()
            name = _name(text[: equals.start()], text)
        elif not is_only or "=" in text:
            complaints.no_name(text)
        complaints.check_right(text, start, _EQUALS, known)
        return Statement(name, read_array(" " * start + text[start:], True, known).tree, text, line)
    except UserError as error:
        raise UserError(error.message, error.hint, text, error.position, line) from None


def _name(left: str, text: str) -> str:
    """The name on the left side of a line."""
    plain = _NAME.match(left)
    word, start = plain[1] if plain else left.strip(), len(left) - len(left.lstrip())
    if word in _TAKEN:
        raise sentences.NAME_IS_TAKEN(text, start, name=word)
    if plain:
        return word
    try:
        tree = read_array(left, True).tree if word else None
    except UserError:
        tree = None
    if not isinstance(tree, Name):
        complaints.no_name(text, left)
    return tree.name
