"""How numbers are read: `0.5`, `1.5e-3`, `½`, and with the commas of other countries, `0,5` and `1.000,5`."""

from __future__ import annotations

import unicodedata
from fractions import Fraction
from typing import TYPE_CHECKING

from derivtutor.language import written
from derivtutor.notation import commands, sentences
from derivtutor.notation.characters import VULGAR
from derivtutor.notation.shape import FUNCTION_LETTERS
from derivtutor.notation.words import TAKE_SEVERAL
from derivtutor.patterns import pattern

if TYPE_CHECKING:
    from derivtutor.notation.lexer import Lexer, Token

_NUMBER = pattern(r"([0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE]([-+−]?[0-9]+))?")
_ONE_DIGIT = pattern(rf"[0-9](?![0-9.,eE\\{{{VULGAR}])")
_MIXED = pattern(rf"([0-9]*)(?:([{VULGAR}])|\\tfrac\s*(?:([1-9])([1-9])|\{{([0-9])\}}\s*\{{([0-9]{{1,2}})\}}))")
_FRACTIONS = {unicodedata.normalize("NFKC", sign).replace("⁄", "/"): sign for sign in VULGAR}
_WITH_COMMAS = pattern(r"([0-9][0-9.]*(?:(?:,|\{,\})[0-9][0-9.]*){1,9})(?:[eE]([-+−]?[0-9]+))?")
_THOUSANDS = pattern(r"[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?|[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?")
_DECIMAL = pattern(r"[0-9]+,[0-9]+")
_DOTTED_THOUSANDS = pattern(r"([1-9][0-9]{0,2}(?:\.[0-9]{3}){2,})(?![0-9.])()")


def number(lexer: Lexer, character: str) -> None:
    """Read the number at the lexer's position.

    Raises:
        UserError: where it is none, is too long, or could be two different ones.
    """
    text, position = lexer.text, lexer.position
    if _ONE_DIGIT.match(text, position):
        lexer.add("number", "", 1, int(character))
        return
    if mixed_number(lexer):
        return
    match = _NUMBER.match(text, position)
    if match is None:
        if character == ".":
            lexer.fail(*sentences.NO_DIGITS.words())
        lexer.unknown_character(character)
    spelling, exponent = match.groups()
    if text.startswith((",", "{,}", "."), match.end(1)) and _with_commas(lexer):
        return
    if "." in spelling and text.startswith(".", match.end(1)):
        lexer.fail(*sentences.TWO_POINTS.words(), match.end(1))
    if commands.takes_one_digit(lexer.tokens):
        if character == ".":
            lexer.fail(*sentences.NO_DIGITS_IN_LATEX.words())
        spelling, exponent = spelling[0], None
    if written().comma and _THOUSANDS.fullmatch(spelling):
        whole, decimal = spelling.replace(".", ""), spelling.replace(".", ",")
        lexer.notes.append(sentences.POINT_IN_DECIMAL.format(typed=spelling, decimal=decimal, whole=whole))
    _add(lexer, spelling, exponent, len(spelling) if exponent is None else len(match[0]))


def _add(lexer: Lexer, spelling: str, exponent: str | None, length: int) -> None:
    size = int(exponent.lstrip("-+−")[:9]) if exponent else 0
    if max(len(spelling), size) > lexer.most_digits:
        lexer.fail(*sentences.TOO_MANY_DIGITS.words(most=lexer.most_digits))
    if exponent is not None:
        if not (sign := exponent[0]).isdigit():
            typed = lexer.text[lexer.position : lexer.position + length]
            other = f"{spelling}*e {sign} {exponent[1:]}"
            lexer.notes.append(
                sentences.POWER_OF_TEN.format(typed=typed, digits=spelling, exponent=exponent, other=other)
            )
        spelling = f"{spelling}e{exponent.replace('−', '-')}"
    if spelling.isdecimal():
        value = int(spelling)
        lexer.add("number", "" if spelling[0] != "0" or spelling == "0" else spelling, length, value)
    else:
        lexer.add("number", spelling, length, Fraction(spelling))


def mixed_number(lexer: Lexer) -> bool:
    r"""Read `½`, `1½` or the same in LaTeX, `1\tfrac{1}{2}`, if it stands here."""
    match = _MIXED.match(lexer.text, lexer.position)
    sign = match and (match[2] or _FRACTIONS.get(f"{match[3] or match[5]}/{match[4] or match[6]}"))
    if not match or not sign or len(match[1]) > lexer.most_digits:
        return False
    value = int(match[1] or 0) + Fraction(unicodedata.normalize("NFKC", sign).replace("⁄", "/"))
    lexer.add("number", match[1] + sign, len(match.group()), value)
    return True


# Commas


def _with_commas(lexer: Lexer) -> bool:
    """Read a number with a decimal comma or with thousands, if there is one and it can only be one number."""
    match = _WITH_COMMAS.match(lexer.text, lexer.position) or _DOTTED_THOUSANDS.match(lexer.text, lexer.position)
    if match is None:
        return False
    typed, exponent = match[1].replace("{,}", ","), match[2] or None
    is_decimal = written().comma and _DECIMAL.fullmatch(typed) is not None and not _in_a_row(lexer)
    may_part = "," in match[0] and "{" not in match[0]
    if may_part and (lexer.commas_part or (_commas_part(lexer) and not (is_decimal and not _orders(lexer.tokens)))):
        return False
    if is_decimal:
        _add(lexer, typed.replace(",", "."), exponent, len(match[0]))
        return True
    spelling = _meant(typed)
    if spelling is None:
        return False
    if spelling == "":
        whole, decimal = typed.replace(",", ""), typed.replace(",", ".")
        lexer.fail(*sentences.WHOLE_OR_DECIMAL.words(typed=typed, whole=whole, decimal=decimal))
    lexer.notes.append(sentences.READ_AS.format(typed=typed, meant=spelling))
    _add(lexer, spelling, exponent, len(match[0]))
    return True


def _meant(typed: str) -> str | None:
    """The number with a decimal point; empty where it can be two numbers, None where it is none.

    >>> [_meant(typed) for typed in ("0,5", "1.000,5", "1,000.5", "1,000,000", "1,000", "1,2,3")]
    ['0.5', '1000.5', '1000.5', '1000000', '', None]
    """
    thousands = _THOUSANDS.fullmatch(typed)
    if _DECIMAL.fullmatch(typed):
        return "" if thousands else typed.replace(",", ".")
    if thousands is None:
        return None
    if thousands[1]:
        return typed.replace(",", "")
    return typed.replace(".", "").replace(",", ".")


def _commas_part(lexer: Lexer) -> bool:
    """Whether a comma may stand between arguments here: within the brackets of what takes several.

    The tokens so far are looked through once; `lexer.several` has an entry for every open bracket.
    """
    tokens, several = lexer.tokens, lexer.several
    for place in range(lexer.looked_at, len(tokens)):
        if tokens[place].kind == "open":
            several.append((bool(several) and several[-1]) or (place > 0 and _takes_several(tokens, place - 1)))
        elif tokens[place].kind == "close" and several:
            several.pop()
    lexer.looked_at = len(tokens)
    return bool(several) and several[-1]


def _in_a_row(lexer: Lexer) -> bool:
    """Whether a number and a comma stand before this one without a gap: `1,2,3` are three numbers."""
    before = lexer.tokens[-2:]
    is_list = [token.kind for token in before] == ["number", "comma"] and lexer.text[before[-1].start] == ","
    return is_list and lexer.glued and before[-1].glued


def _orders(tokens: list[Token]) -> bool:
    """Whether orders of derivatives begin here, `f^(1,0)`, which are no decimal number in any country."""
    opened = [token.kind == "open" for token in tokens[-2:]]
    before = tokens[-3:] if all(opened) else tokens[-2:]
    return opened[-1:] == [True] and before[0].text == "^"


def _takes_several(tokens: list[Token], place: int) -> bool:
    """Whether the token before a bracket is a function of several arguments, or asks for orders: `f^(1,0)(x, y)`."""
    token = tokens[place]
    if token.kind == "operator" and token.text == "^" and place:
        return tokens[place - 1].text in FUNCTION_LETTERS
    return token.kind == "prime" or token.text in TAKE_SEVERAL or token.text in FUNCTION_LETTERS
