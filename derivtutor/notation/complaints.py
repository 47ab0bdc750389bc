"""What is said when a token does not fit: what is wrong, where, and what to write instead."""

from __future__ import annotations

from string import ascii_letters
from typing import NoReturn

from derivtutor.notation.characters import CLOSING, shortened
from derivtutor.notation.cursor import Cursor
from derivtutor.notation.lexer import Token
from derivtutor.notation.prose import no_mathematics
from derivtutor.notation.tree import Node

_SMALLER = "Break it into smaller expressions."
_WHOLE = "Write a long number without signs in it, as 1000, and a letter with an index as w_1."
_EXAMPLE = "Write one expression, such as x^2 + 3x."


def too_many_parts(reader: Cursor, most: int) -> NoReturn:
    reader.fail(f"This has more than {most:,} parts.", _SMALLER, reader.tokens[0])


def too_deep(reader: Cursor, most: int) -> NoReturn:
    message = f"This is nested more than {most} levels deep."
    reader.fail(message, "Name the inner parts and treat them one by one.")


def unexpected(reader: Cursor) -> NoReturn:
    """What stands here cannot go on what was read so far."""
    _check_raised(reader)
    token, shown = reader.token, _shown(reader, reader.token)
    if token.kind == "end":
        reader.fail("The expression ends too early.", _EXAMPLE)
    if token.kind == "close":
        if reader.open:
            wrong_bracket(reader, reader.open[-1])
        reader.fail(f"There is no bracket that this {shown} could close.", "Remove it, or open a bracket before it.")
    if token.kind == "relation":
        kind = "an equation" if token.text == "=" else "a comparison"
        reader.fail(f"An expression is wanted here, not {kind}.", f"Write only one side of the {shown}.")
    if token.kind == "number":
        first, second = _shown(reader, reader.before), shown
        below = _below(reader)
        whole = f"{first}{second} for one number, or " if second.isdecimal() and len(second) == 3 else ""
        whole = f"({first} + {second}/{below}) for a mixed number, or " if below else whole
        reader.fail("Two numbers stand side by side.", f"Write {whole}* between them to multiply.")
    if token.kind == "subscript":
        if reader.before.kind == "number":
            reader.fail("A number has no index.", _WHOLE)
        reader.fail("The index is missing.", "Write a letter with an index as w_1 or w_max.")
    if token.kind == "comma":
        before = reader.text[: reader.open[-1].start].rstrip() if reader.open else ""
        called = before[len(before.rstrip(ascii_letters)) :]
        if called and reader.before.kind != "number":
            reader.fail(*no_mathematics(shortened(called), called=True), len(before) - len(called))
        hint = "Write a decimal point, as in 2.5." if reader.before.kind == "number" else _EXAMPLE
        reader.fail("A comma does not fit here.", hint)
    if token.kind == "prime":
        if reader.before.kind == "number" and reader.tokens[reader.index + 1].kind == "number":
            reader.fail("A prime does not fit into a number.", _WHOLE)
        reader.fail("A prime needs a function before it.", "Write for example f'(x) or y', or d/dx (x^2).")
    reader.fail(f"{shown} does not fit here.", _EXAMPLE)


def missing_operand(reader: Cursor) -> NoReturn:
    """No expression begins here where one must."""
    _check_raised(reader)
    token, before = reader.token, reader.before if reader.index else None
    shown = _shown(reader, token)
    if before is not None and before.kind == "operator":
        _after_operator(reader, token, before)
    if token.kind in ("operator", "superscript"):
        reader.fail(f"Something must stand before {shown or shortened(token.text)}.", "Write for example x + 2 or x^2.")
    if before is not None and before.kind == "open" and token.kind == "close":
        reader.fail("There is nothing between these brackets.", "Put an expression between them.")
    if token.kind == "end" and reader.open:
        unclosed(reader)
    if token.kind == "end" and before is None:
        reader.fail("There is nothing to read.", "Write an expression, such as x^2 + 3x.")
    if token.kind in ("close", "relation", "prime"):
        unexpected(reader)
    if token.kind == "subscript":
        reader.fail("An index needs a letter before it.", "Write a letter with an index as w_1 or w_max.")
    reader.fail("An expression is missing here.", "Write for example x^2.")


def _below(reader: Cursor) -> str:
    """The number below the line where a fraction begins here: the 2 of `1 1/2`."""
    line, below = (*reader.tokens[reader.index + 1 : reader.index + 3], reader.tokens[-1])[:2]
    return _shown(reader, below) if line.text == "/" and below.kind == "number" else ""


def _after_operator(reader: Cursor, token: Token, before: Token) -> NoReturn:
    shown, shown_before = _shown(reader, token), _shown(reader, before)
    if token.kind != "operator":
        reader.fail(f"Something must follow {shown_before}.", f"Write for example x {shown_before} 2.")
    if before.text == token.text:
        reader.fail(f"The sign {shown} stands here twice.", f"Write it once, as in x {shown} 2.")
    reader.fail(f"{shown} cannot follow {shown_before}.", "Put an expression between them.")


def nothing_between_bars(reader: Cursor) -> NoReturn:
    reader.fail("There is nothing between these bars.", "Put an expression between them.")


def _check_raised(reader: Cursor) -> None:
    """Whatever is wrong in raised characters is easier to mend on the line."""
    for opening in reader.open:
        if opening.kind == "superscript":
            reader.fail("This raised exponent is not complete.", "Write it with ^, such as x^(-2).", opening)


def unclosed(reader: Cursor) -> NoReturn:
    _check_raised(reader)
    opening = reader.open[-1]
    if opening.kind == "bar":
        reader.fail("This bar is never closed.", "Write a second | after the expression.", opening)
    reader.fail("This bracket is never closed.", f"Write {CLOSING[opening.text]} after the expression.", opening)


def wrong_bracket(reader: Cursor, opening: Token) -> NoReturn:
    _check_raised(reader)
    shown = _shown(reader, reader.token)
    if opening.kind == "bar":
        reader.fail(f"This {shown} stands where a bar should be closed.", "Write | before it.")
    message = f"This {shown} closes a bracket that was opened with {opening.text}."
    reader.fail(message, f"Write {CLOSING[opening.text]} here.")


def missing_argument(reader: Cursor, function: str, example: str = "") -> NoReturn:
    function = shortened(function)
    reader.fail(f"The argument is missing: {function} of what?", f"Write for example {example or function}(x).")


def wrong_number_of_arguments(reader: Cursor, token: Token, wanted: str, count: int, example: str) -> NoReturn:
    name = _shown(reader, token)
    reader.fail(f"{name} takes {wanted}, and here it has {count}.", f"Write for example {example}.", token)


def which_base(reader: Cursor, token: Token, arguments: tuple[Node, ...]) -> NoReturn:
    """`log(x, 3)`: some programs put the base last, others first."""
    first, second = (shortened(reader.typed(*node.span)) if node.span else "" for node in arguments)
    shown = shortened(reader.shown(token.start))
    reader.fail(
        f"{shown} has two readings: some put the base last, others first.",
        f"Write {_based(second, first)} for base {second}, or {_based(first, second)} for base {first}.",
        token,
    )


def _based(base: str, argument: str) -> str:
    return f"log_{base}({argument})" if base.isalnum() else f"log_{{{base}}}({argument})"


def _shown(reader: Cursor, token: Token) -> str:
    """The token as it was typed."""
    return shortened(reader.text[token.start : token.end])
