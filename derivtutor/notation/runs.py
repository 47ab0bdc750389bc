"""What a run of letters becomes: functions, names and products, each a token; and what is said of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from derivtutor.notation import sentences
from derivtutor.notation.characters import SUPERSCRIPTS, shortened
from derivtutor.notation.functions import GREEK
from derivtutor.notation.pieces import OTHERWISE
from derivtutor.notation.prose import ends_in_e, no_mathematics
from derivtutor.notation.spelling import differentiation_at
from derivtutor.notation.words import (
    FUNCTION_WORDS,
    MEANT,
    WITH_AMPLITUDE,
    function_word,
    is_word,
    meant_function,
    rows_of_letters,
    split_letters,
)
from derivtutor.patterns import pattern

if TYPE_CHECKING:
    from derivtutor.notation.lexer import Lexer

_LETTERS = pattern(r"[A-Za-z]+")
_ENDS_IN_DIFFERENTIAL = pattern(rf"(.*?)d(?:[A-Za-z]|{'|'.join(GREEK)})?")
_LEAKY_RELU = pattern("leaky_relu(?![A-Za-z])", re.IGNORECASE)
_DERIVATIVE = frozenset({"diff", "Diff", "Derivative"})
_ARC = pattern(r"[aA]rc\s+\\?([A-Za-z]+)")
_POWERS = ("^", "**", *map(chr, SUPERSCRIPTS))
_BRACKETS = ("(", "[")
_LETTERS_TOLD = 3
_AS_WHOLE = FUNCTION_WORDS - {"Si"}


def letters(lexer: Lexer) -> None:
    """Read the letters at the lexer's position."""
    if lexer.text[lexer.position] == "d" and (lexer.differentiation() or lexer.differential()):
        return
    match = _LETTERS.match(lexer.text, lexer.position)
    assert match is not None
    run, end = match.group(), match.end()
    if len(run) == 1:
        if run != "D" or not _operator(lexer, end):
            lexer.name(run, 1)
    elif run in _AS_WHOLE:
        lexer.add("word", run, len(run))
    elif not _special(lexer, run, end):
        called = lexer.text.startswith(_BRACKETS, end)
        _check_spelling(lexer, run, called)
        _words(lexer, run, called)


def _operator(lexer: Lexer, end: int) -> bool:
    """Read the D that ends here as a sign for the derivative, `D[x^2, x]` or `D_x x^2`, if it is one."""
    if not lexer.text.startswith("[", end):
        return lexer.operator()
    lexer.add("word", "diff", 1)
    return True


def _special(lexer: Lexer, run: str, end: int) -> bool:
    """Read a run that is more, or less, than functions and names side by side."""
    before = _before_differential(lexer, run, end)
    if run[:4].lower() == "leak" and _LEAKY_RELU.match(lexer.text, lexer.position):
        lexer.add("word", "leaky_relu", len("leaky_relu"))
    elif run in _DERIVATIVE and lexer.text.startswith(_BRACKETS, end):
        lexer.add("word", "diff", len(run))
    elif before:
        _words(lexer, before, called=False)
    elif run in OTHERWISE:
        lexer.add("otherwise", run, len(run))
    elif run[-1] == "e" and lexer.text.startswith(_POWERS, end) and ends_in_e(run) and run not in MEANT:
        _words(lexer, run[:-1], called=False)
        lexer.name("e", 1)
    else:
        return run in ("arc", "Arc") and _arc_function(lexer)
    return True


def _before_differential(lexer: Lexer, run: str, end: int) -> str:
    """The `sin t` of `sin tdt` in an integral, the `x` of `xdy/dx`; empty where no differential ends the run."""
    if not (lexer.integrals or lexer.text.startswith(("/d", "/∂"), end)):
        return ""
    match = _ENDS_IN_DIFFERENTIAL.fullmatch(run)
    if not match or not (lexer.integrals or differentiation_at(lexer.text, lexer.position + match.end(1))):
        return ""
    return match[1]


def _arc_function(lexer: Lexer) -> bool:
    """Read `arc sin` as one word, if it stands here."""
    match = _ARC.match(lexer.text, lexer.position)
    function = function_word(f"arc{match[1]}") if match else None
    if match is None or function is None:
        return False
    lexer.add("word", function, len(match[0]))
    return True


def _check_spelling(lexer: Lexer, run: str, called: bool) -> None:
    meant = meant_function(run, called)
    if meant:
        lexer.fail(*sentences.MISSPELT_FUNCTION.words(word=shortened(run), meant=meant))
    if meant is not None or is_word(run, called):
        lexer.fail(*no_mathematics(shortened(run), called))


def _words(lexer: Lexer, run: str, called: bool) -> None:
    _tell_product(lexer, run, called)
    for word in ("S", "i") if run == "Si" and not called else split_letters(run):
        function = function_word(word) if len(word) > 1 else None
        if function:
            lexer.add("word", function, len(word))
        elif word == "Pi":
            lexer.notes.append(sentences.CAPITAL_PI)
            lexer.add("name", "pi", len(word))
        elif word == "sigma":
            lexer.greek(word, len(word))
        else:
            lexer.name(word, len(word))
        lexer.glued = True


def _tell_product(lexer: Lexer, run: str, called: bool) -> None:
    """Say it where three letters or more in a row were taken apart, or two before a bracket."""
    rows = rows_of_letters(run)
    if run in WITH_AMPLITUDE:
        lexer.notes.append(sentences.AMPLITUDE.format(run=run, function=run[1:]))
    if called and rows[-1] and len(rows) > 1:
        before = split_letters(run)[-len(rows[-1]) - 1]
        if function_word(before):
            lexer.notes.append(sentences.READ_AS.format(typed=before + rows[-1], meant=f"{before}({rows[-1]})"))
    for place, row in enumerate(rows):
        if len(row) >= (2 if called and place == len(rows) - 1 else _LETTERS_TOLD):
            lexer.notes.append(sentences.READ_AS.format(typed=row, meant="*".join(row)))
