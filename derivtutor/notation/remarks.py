"""What a reader is told when an expression could have been meant otherwise: `1/2x is read as (1/2)*x`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivtutor.notation.functions import GREEK
from derivtutor.notation.tree import Name, Node, Number, Span
from derivtutor.notation.words import ACCENTED

if TYPE_CHECKING:
    from derivtutor.notation.lexer import Token
    from derivtutor.notation.reader import Reader

CAPITAL_E = "E is read as a letter; write e for the number e"
NATURAL_LOGARITHM = "log is read as the natural logarithm ln; write log_10(x) for base 10"


def bare_fraction(reader: Reader, start: int) -> Span | None:
    """Where the denominator of a fraction stands that a factor follows, if it is no more than a word or number."""
    bottom = reader.before
    if reader.tokens[reader.index - 2].text != "/" or bottom.kind == "close":
        return None
    return bottom.start, bottom.end


def fraction_first(reader: Reader, start: int, bottom: Span) -> None:
    """`1/2x`: the factor after a fraction of which nothing is in brackets."""
    fraction, below = reader.text[start : bottom[1]], reader.text[slice(*bottom)]
    whole, factor = reader.shown(start), reader.text[bottom[1] : reader.before.end].lstrip()
    reader.notes.append(
        f"{whole} is read as ({fraction})*{factor}; for {factor} below the line write /({below}{factor})"
    )


def bare_exponent(reader: Reader, base: Node, start: int) -> None:
    """`e^2x`, `x^1/2`, `x^-1/2`: what follows an exponent without brackets does not belong to it."""
    following, after = reader.token, reader.tokens[min(reader.index + 1, len(reader.tokens) - 1)]
    shown, raised = reader.shown(start), typed(reader, reader.before)
    before = shown[: shown.rfind(raised)].rstrip(" ")
    raised = f"-{raised}" if before.endswith(("-", "−")) else raised
    base_shown = before.rstrip("^*-− ")
    if following.kind == "name" and following.glued and (base == Name("e") or isinstance(base, Number)):
        factor = typed(reader, following)
        reader.notes.append(
            f"{shown}{factor} is read as ({shown})*{factor}; write {base_shown}^({raised}{factor}) for the other"
        )
    if following.kind == "operator" and following.text == "/" and after.kind == "number":
        below = typed(reader, after)
        reader.notes.append(
            f"{shown}/{below} is read as ({shown})/{below}; write {base_shown}^({raised}/{below}) for the power"
        )


def digits_after_e(reader: Reader, digits: Token) -> None:
    """`e2x`: the number e takes no index."""
    if digits.glued and digits.text == "" and typed(reader, reader.before) == "e":
        shown = typed(reader, digits)
        reader.notes.append(f"e{shown} is read as e*{shown}; write e^{shown} for the power")


def is_word(reader: Reader, token: Token) -> bool:
    """Whether a name was typed as a word in plain letters, such as `rate`."""
    name = token.text
    return (
        len(name) > 1
        and name.isalpha()
        and typed(reader, token) == name
        and not (name in GREEK or ACCENTED.fullmatch(name))
    )


def long_name(reader: Reader, token: Token) -> None:
    """`rate` and `x2`, which may have been meant as a product and as a power."""
    name = token.text
    if typed(reader, token) != name or name in GREEK or ACCENTED.fullmatch(name):
        return
    letter = name.rstrip("0123456789")
    if name.isalpha():
        reader.notes.append(f"{name} is read as one name; put * between letters for a product")
    elif letter.isalpha():
        digits = name[len(letter) :]
        reader.notes.append(f"{name} is read as {letter} with index {digits}; write {letter}^{digits} for a power")


def without_brackets(reader: Reader, function: Token, start: int, plain: bool) -> None:
    """`sin 2x`; nothing is said of a `plain` argument of one letter, `sin x`."""
    if not plain:
        name = reader.text[function.start : start].rstrip()
        reader.notes.append(f"{reader.shown(function.start)} is read as {name}({reader.shown(start)})")


def root_covers(reader: Reader, sign: Token, start: int) -> None:
    """`√2x`."""
    following, covered = reader.token, reader.shown(start)
    if following.glued and following.kind in ("name", "number"):
        shown, factor = reader.shown(sign.start), typed(reader, following)
        name = typed(reader, sign)
        reader.notes.append(
            f"{shown}{factor} is read as {name}({covered})*{factor}; write {name}({covered}{factor}) for both"
        )


def inverse_function(reader: Reader, function: Token, inverse: str) -> None:
    """`sin^-1 x`."""
    shown, name = reader.shown(function.start), typed(reader, function)
    reader.notes.append(f"{shown} is read as the inverse function {inverse}, not as 1/{name}")


def raised_function(reader: Reader, function: Token, raised: str) -> None:
    """`f^2(x)`."""
    name = typed(reader, function)
    argument, exponent = reader.shown(function.start)[len(raised) :], raised[len(name) :]
    reader.notes.append(f"{raised}{argument} is read as ({name}{argument}){exponent}")


def typed(reader: Reader, token: Token) -> str:
    return reader.text[token.start : token.end]


def logarithm_of_two(reader: Reader, function: Token, arguments: tuple[Node, ...]) -> None:
    """`log(2, x)`."""
    base, argument = (reader.text[node.span[0] : node.span[1]] if node.span else "u" for node in arguments)
    reader.notes.append(f"{reader.shown(function.start)} is read as log_{{{base}}}({argument}): the base stands first")
