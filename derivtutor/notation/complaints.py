"""What is said when a token does not fit: what is wrong, where, and what to write instead."""

from __future__ import annotations

from string import ascii_letters
from typing import NoReturn

from derivtutor.language import written
from derivtutor.notation import sentences
from derivtutor.notation.characters import CLOSING, shortened
from derivtutor.notation.cursor import Cursor
from derivtutor.notation.lexer import Token
from derivtutor.notation.prose import no_mathematics
from derivtutor.notation.tree import Node


def too_many_parts(reader: Cursor, most: int) -> NoReturn:
    reader.fail(*sentences.TOO_MANY_PARTS.words(most=most), reader.tokens[0])


def too_deep(reader: Cursor, most: int) -> NoReturn:
    reader.fail(*sentences.TOO_DEEP.words(most=most))


def unexpected(reader: Cursor) -> NoReturn:
    """What stands here cannot go on what was read so far."""
    _check_raised(reader)
    token, shown = reader.token, _shown(reader, reader.token)
    if token.kind == "end":
        reader.fail(*sentences.ENDS_TOO_EARLY.words())
    if token.kind == "close":
        if reader.open:
            wrong_bracket(reader, reader.open[-1])
        reader.fail(*sentences.NEVER_OPENED.words(shown=shown))
    if token.kind == "relation":
        says = sentences.AN_EQUATION if token.text == "=" else sentences.A_COMPARISON
        reader.fail(*says.words(sign=shown))
    if token.kind == "number":
        first, second, below = _shown(reader, reader.before), shown, _below(reader)
        says = sentences.TWO_NUMBERS_OR_ONE if second.isdecimal() and len(second) == 3 else sentences.TWO_NUMBERS
        says = sentences.TWO_NUMBERS_OR_MIXED if below else says
        reader.fail(*says.words(first=first, second=second, below=below))
    if token.kind == "subscript":
        if reader.before.kind == "number":
            reader.fail(*sentences.INDEX_OF_NUMBER.words())
        reader.fail(*sentences.NO_INDEX.words())
    if token.kind == "comma":
        before = reader.text[: reader.open[-1].start].rstrip() if reader.open else ""
        called = before[len(before.rstrip(ascii_letters)) :]
        if called and reader.before.kind != "number":
            reader.fail(*no_mathematics(shortened(called), called=True), len(before) - len(called))
        if reader.text[token.start : token.end] == ";":
            reader.fail(*sentences.SEMICOLON_ALONE.words())
        has_point = reader.before.kind == "number" and not written().comma
        says = sentences.DECIMAL_COMMA if has_point else sentences.COMMA
        reader.fail(*says.words())
    if token.kind == "prime":
        if reader.before.kind == "number" and reader.tokens[reader.index + 1].kind == "number":
            reader.fail(*sentences.PRIME_IN_NUMBER.words())
        reader.fail(*sentences.PRIME_OF_NOTHING.words())
    reader.fail(*sentences.DOES_NOT_FIT.words(shown=shown))


def missing_operand(reader: Cursor) -> NoReturn:
    """No expression begins here where one must."""
    _check_raised(reader)
    token, before = reader.token, reader.before if reader.index else None
    shown = _shown(reader, token)
    if before is not None and before.kind == "operator":
        _after_operator(reader, token, before)
    if token.kind in ("operator", "superscript"):
        reader.fail(*sentences.NOTHING_BEFORE.words(shown=shown or shortened(token.text)))
    if before is not None and before.kind == "open" and token.kind == "close":
        reader.fail(*sentences.EMPTY_BRACKETS.words())
    if token.kind == "end" and reader.open:
        unclosed(reader)
    if token.kind == "end" and before is None:
        reader.fail(*sentences.NOTHING.words())
    if token.kind in ("close", "relation", "prime"):
        unexpected(reader)
    if token.kind == "subscript":
        reader.fail(*sentences.INDEX_OF_NOTHING.words())
    reader.fail(*sentences.NO_EXPRESSION.words())


def _below(reader: Cursor) -> str:
    """The number below the line where a fraction begins here: the 2 of `1 1/2`."""
    line, below = (*reader.tokens[reader.index + 1 : reader.index + 3], reader.tokens[-1])[:2]
    return _shown(reader, below) if line.text == "/" and below.kind == "number" else ""


def _after_operator(reader: Cursor, token: Token, before: Token) -> NoReturn:
    shown, shown_before = _shown(reader, token), _shown(reader, before)
    if token.kind != "operator":
        reader.fail(*sentences.NOTHING_AFTER.words(before=shown_before))
    if before.text == token.text:
        reader.fail(*sentences.TWICE.words(shown=shown))
    reader.fail(*sentences.CANNOT_FOLLOW.words(shown=shown, before=shown_before))


def nothing_between_bars(reader: Cursor) -> NoReturn:
    reader.fail(*sentences.EMPTY_BARS.words())


def _check_raised(reader: Cursor) -> None:
    """Whatever is wrong in raised characters is easier to mend on the line."""
    for opening in reader.open:
        if opening.kind == "superscript":
            reader.fail(*sentences.RAISED_INCOMPLETE.words(), opening)


def unclosed(reader: Cursor) -> NoReturn:
    _check_raised(reader)
    opening = reader.open[-1]
    if opening.kind == "bar":
        reader.fail(*sentences.BAR_NEVER_CLOSED.words(), opening)
    reader.fail(*sentences.NEVER_CLOSED.words(closing=CLOSING[opening.text]), opening)


def wrong_bracket(reader: Cursor, opening: Token) -> NoReturn:
    _check_raised(reader)
    shown = _shown(reader, reader.token)
    if opening.kind == "bar":
        reader.fail(*sentences.BRACKET_FOR_BAR.words(shown=shown))
    reader.fail(*sentences.WRONG_BRACKET.words(shown=shown, opening=opening.text, closing=CLOSING[opening.text]))


def missing_argument(reader: Cursor, function: str, example: str = "") -> NoReturn:
    function = shortened(function)
    reader.fail(*sentences.NO_ARGUMENT.words(function=function, example=example or function))


def wrong_number_of_arguments(reader: Cursor, token: Token, function: str, arity: int | None, count: int) -> NoReturn:
    says = {None: sentences.TAKES_ANY, 1: sentences.TAKES_ONE}.get(arity, sentences.TAKES_MORE)
    name = _shown(reader, token)
    reader.fail(*says.words(name=name, function=function, arity=arity, count=count), token)


def which_base(reader: Cursor, token: Token, arguments: tuple[Node, ...]) -> NoReturn:
    """`log(x, 3)`: some programs put the base last, others first."""
    first, second = (shortened(reader.typed(*node.span)) if node.span else "" for node in arguments)
    shown, with_first, with_second = reader.shown(token.start), _based(first, second), _based(second, first)
    says = sentences.WHICH_BASE.words(
        shown=shortened(shown), first=first, second=second, with_first=with_first, with_second=with_second
    )
    reader.fail(*says, token)


def _based(base: str, argument: str) -> str:
    return f"log_{base}({argument})" if base.isalnum() else f"log_{{{base}}}({argument})"


def _shown(reader: Cursor, token: Token) -> str:
    """The token as it was typed."""
    return shortened(reader.text[token.start : token.end])
