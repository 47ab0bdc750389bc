"""What a reader is told when an expression could have been meant otherwise: `1/2x is read as (1/2)*x`."""

from __future__ import annotations

import math
from fractions import Fraction

from derivtutor.notation import sentences
from derivtutor.notation.cursor import Cursor
from derivtutor.notation.functions import GREEK, POWERS_BEFORE_ARGUMENT
from derivtutor.notation.lexer import Token
from derivtutor.notation.tree import Call, Name, Node, Number, Power, Span, Sum
from derivtutor.notation.words import ACCENTED

LOGARITHMS = {"e": sentences.NATURAL_LOGARITHM, "10": sentences.LOGARITHM_TO_10, "2": sentences.LOGARITHM_TO_2}
"""What is said about `log` without a base, by the base that it has in this course."""


def bare_fraction(reader: Cursor, start: int) -> Span | None:
    """Where the denominator of a fraction stands that a factor follows, if it is no more than a word or number."""
    bottom = reader.before
    if reader.tokens[reader.index - 2].text != "/" or bottom.kind == "close":
        return None
    return bottom.start, bottom.end


def fraction_first(reader: Cursor, start: int, bottom: Span) -> None:
    """`1/2x`: the factor after a fraction of which nothing is in brackets."""
    fraction, below = reader.typed(start, bottom[1]), reader.typed(*bottom)
    whole, factor = reader.shown(start), reader.typed(bottom[1], reader.before.end).lstrip()
    note = sentences.FACTOR_AFTER_FRACTION.format(whole=whole, fraction=fraction, factor=factor, below=below)
    reader.notes.append(note)


def bare_exponent(reader: Cursor, base: Node, start: int) -> None:
    """`e^2x`, `x^1/2`, `x^-1/2`: what follows an exponent without brackets does not belong to it."""
    following, after = reader.token, reader.tokens[min(reader.index + 1, len(reader.tokens) - 1)]
    shown, raised = reader.shown(start), typed(reader, reader.before)
    before = shown[: shown.rfind(raised)].rstrip(" ")
    raised = f"-{raised}" if before.endswith(("-", "−")) else raised
    base_shown = before.rstrip("^*-− ")
    if following.kind == "name" and following.glued and (base == Name("e") or isinstance(base, Number)):
        factor, note = typed(reader, following), sentences.FACTOR_NO_EXPONENT
        reader.notes.append(note.format(shown=shown, factor=factor, base=base_shown, raised=raised))
    if following.kind == "operator" and following.text == "/" and _may_be_an_exponent(reader.before.value, after):
        below, note = typed(reader, after), sentences.QUOTIENT_NO_EXPONENT
        reader.notes.append(note.format(shown=shown, below=below, base=base_shown, raised=raised))


def number_of_layer(reader: Cursor, start: int) -> None:
    """`w^{(1)}` and `w^{[1]}`, as the layers of a network are numbered in some books."""
    shown = reader.shown(start)
    name, _, raised = shown.partition("^")
    name, number = name.strip(), raised.strip(" {}()[]")
    power, index = f"{name}^{number}", f"{name}_{number}"
    if name == "e":
        return
    if "[" in raised:
        reader.fail(*sentences.POWER_OR_LAYER.words(shown=shown, index=index, power=power), start)
    if number.isdecimal():
        reader.notes.append(sentences.POWER_NO_LAYER.format(shown=shown, power=power, index=index))


def _may_be_an_exponent(top: int | Fraction, below: Token) -> bool:
    """Whether somebody may mean `x^(2/3)` by `x^2/3`; but nobody `x^(4/4)` by `x^4/4`, nor `x^(2/4)` by `x^2/4`."""
    exact = type(top) is int and type(below.value) is int
    return below.kind == "number" and not (exact and (below.value < 2 or math.gcd(int(top), int(below.value)) > 1))


def digits_after_e(reader: Cursor, digits: Token) -> None:
    """`e2x`: the number e takes no index."""
    if digits.glued and digits.text == "" and typed(reader, reader.before) == "e":
        reader.notes.append(sentences.DIGITS_AFTER_E.format(digits=typed(reader, digits)))


def is_word(reader: Cursor, token: Token) -> bool:
    """Whether a name was typed as a word in plain letters, such as `rate`."""
    name = token.text
    return (
        len(name) > 1
        and name.isalpha()
        and typed(reader, token) == name
        and not (name in GREEK or ACCENTED.fullmatch(name))
    )


def long_name(reader: Cursor, token: Token) -> None:
    """`rate` and `x2`, which may have been meant as a product and as a power."""
    name = token.text
    if typed(reader, token) != name or name in GREEK or ACCENTED.fullmatch(name):
        return
    letter = name.rstrip("0123456789")
    if name.isalpha():
        reader.notes.append(sentences.ONE_NAME.format(name=name))
    elif letter.isalpha() and (digits := name[len(letter) :]) not in ("0", "1"):  # nobody means a power by those
        reader.notes.append(sentences.INDEX_NO_POWER.format(name=name, letter=letter, digits=digits))


def without_brackets(reader: Cursor, function: Token, start: int, factors: list[Node]) -> None:
    """`sin x^2`, `ln 2x(x+1)` and `arctan x/2`; of `sin 2x` nothing is said, for it means one thing only."""
    following, argument = reader.token, reader.shown(start)
    name = reader.typed(function.start, start).rstrip()
    if following.text == "/" and _is_beside(reader.tokens[reader.index + 1], factors):
        below = typed(reader, reader.tokens[reader.index + 1])
        shown, note = reader.shown(function.start), sentences.ARGUMENT_ENDS
        reader.notes.append(note.format(shown=shown, below=below, name=name, argument=argument))
    elif isinstance(factors[-1], Power) or (following.kind == "open" and following.glued and len(factors) > 1):
        reader.notes.append(sentences.READ_AS.format(typed=reader.shown(function.start), meant=f"{name}({argument})"))


def _is_beside(below: Token, factors: list[Node]) -> bool:
    """Whether a number or another letter stands below the line: `arctan x/a`, but not `ln x/x`."""
    return below.kind == "number" or (below.kind == "name" and Name(below.text) not in factors)


def raised_function(reader: Cursor, function: Call, start: int) -> None:
    """`ln(3x+2)^5`; nothing is said of `sin(x)^2`, which means one thing only."""
    argument = function.arguments[-1]
    is_logarithm = function.function in ("ln", "log") and not isinstance(argument, Name)
    is_told = is_logarithm or (isinstance(argument, Sum) and function.function in POWERS_BEFORE_ARGUMENT)
    if is_told and function.span is not None and function.span[0] == start:
        inner, shown = reader.typed(*function.span), reader.shown(start)
        power = shown[len(inner) :].strip()
        reader.notes.append(sentences.POWER_OF_VALUE.format(shown=shown, inner=inner, power=power))


def root_covers(reader: Cursor, sign: Token, start: int) -> None:
    """`√2x`."""
    following, covered = reader.token, reader.shown(start)
    if typed(reader, sign)[0] != "\\" and following.glued and following.kind in ("name", "number"):
        shown, factor = reader.shown(sign.start), typed(reader, following)
        root, note = typed(reader, sign), sentences.FACTOR_AFTER_ROOT
        reader.notes.append(note.format(shown=shown, factor=factor, root=root, covered=covered))


def inverse_function(reader: Cursor, function: Token, inverse: str) -> None:
    """`sin^-1 x`."""
    shown, name = reader.shown(function.start), typed(reader, function)
    reader.notes.append(sentences.INVERSE_FUNCTION.format(shown=shown, inverse=inverse, name=name))


def raised_name(reader: Cursor, function: Token, raised: str) -> None:
    """`f^2(x)`."""
    name = typed(reader, function)
    argument, exponent = reader.shown(function.start)[len(raised) :], raised[len(name) :]
    reader.notes.append(sentences.READ_AS.format(typed=raised + argument, meant=f"({name}{argument}){exponent}"))


def typed(reader: Cursor, token: Token) -> str:
    return reader.typed(token.start, token.end)


def logarithm_of_two(reader: Cursor, function: Token, arguments: tuple[Node, ...]) -> None:
    """`log(2, x)`."""
    base, argument = (reader.typed(*node.span) if node.span else "u" for node in arguments)
    shown, note = reader.shown(function.start), sentences.BASE_FIRST
    reader.notes.append(note.format(shown=shown, base=base, argument=argument))
