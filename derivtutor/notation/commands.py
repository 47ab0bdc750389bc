"""LaTeX: which commands are understood, and what each is on the line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from derivtutor.notation import sentences
from derivtutor.notation.braces import IGNORED
from derivtutor.notation.characters import shortened
from derivtutor.notation.functions import GREEK
from derivtutor.notation.pieces import IF, OTHERWISE, TEXT
from derivtutor.notation.prose import WORDS, no_mathematics
from derivtutor.notation.spelling import ACCENTS, name_at
from derivtutor.notation.words import FUNCTION_WORDS, function_word, nearest_function
from derivtutor.patterns import pattern

if TYPE_CHECKING:
    from derivtutor.notation.lexer import Kind, Lexer, Token

_SYMBOLS: dict[str, tuple[Kind, str]] = {
    "cdot": ("operator", "*"), "times": ("operator", "*"), "ast": ("operator", "*"), "div": ("operator", "/"),
    "cdotp": ("operator", "*"), "bullet": ("operator", "*"), "centerdot": ("operator", "*"), "slash": ("operator", "/"),
    "lbrack": ("open", "["), "rbrack": ("close", "]"), "lparen": ("open", "("), "rparen": ("close", ")"),
    "lt": ("relation", "<"), "le": ("relation", "<="), "leq": ("relation", "<="), "leqslant": ("relation", "<="),
    "gt": ("relation", ">"), "ge": ("relation", ">="), "geq": ("relation", ">="), "geqslant": ("relation", ">="),
    "ne": ("relation", "!="), "neq": ("relation", "!="), "lvert": ("bar", "lvert"), "rvert": ("bar", "rvert"),
    "vert": ("bar", "|"), "mid": ("bar", "|"), "{": ("open", "{"), "}": ("close", "}"), "lbrace": ("open", "{"),
    "rbrace": ("close", "}"), "prime": ("prime", "'"), "frac": ("command", "frac"), "dfrac": ("command", "frac"),
    "tfrac": ("command", "frac"), "cfrac": ("command", "frac"), "sqrt": ("command", "sqrt"), "int": ("command", "int"),
    "\\": ("row", "\\"),
}  # fmt: skip
_CONDITION_WORDS = IF | {"", "and"}
_BAR = pattern(r"\s*(?:\||\\[lr]?vert(?![A-Za-z]))")
_COMMAND = pattern(r"\\([A-Za-z]+|.)", re.DOTALL)
_GROUP = pattern(r"\s*\{([^{}]*)\}")


def command(lexer: Lexer) -> None:
    r"""Read the command at the lexer's position, such as `\frac`, `\left` or `\mathrm{rate}`."""
    match = _COMMAND.match(lexer.text, lexer.position)
    if match is None:
        lexer.fail(*sentences.NO_COMMAND.words())
    name, length = match[1], len(match.group())
    greek = name.removeprefix("var")
    if name in IGNORED:
        _skip(lexer, name, length)
    elif name in _SYMBOLS:
        if (meaning := _SYMBOLS[name])[1] != "frac" or not lexer.differentiation():
            lexer.integrals += meaning[1] == "int"
            lexer.add(*meaning, length)
    elif name in FUNCTION_WORDS:
        lexer.add("word", name, length)
    elif greek in GREEK:
        lexer.greek(greek, length)
    elif name in ACCENTS:
        _name(lexer, length)
    elif name in ("circ", "degree", "textdegree"):
        lexer.ring(length)
    elif not (name == "partial" and lexer.differentiation()):
        _group(lexer, name, length)


def takes_one_digit(tokens: list[Token]) -> bool:
    r"""Whether the number that follows is one digit, as in `\frac12`."""
    kinds = [(token.kind, token.text) for token in tokens[-2:]]
    frac = ("command", "frac")
    return kinds[-1:] == [frac] or (kinds[:1] == [frac] and kinds[1][0] in ("number", "name"))


_BARS = {"left": "lvert", "right": "rvert"}
"""What a bar is after a command that says its side."""


def _skip(lexer: Lexer, name: str, length: int) -> None:
    r"""Pass over a command that says nothing; `\left.` has an invisible bracket, `\left|` opens a bar."""
    lexer.position += length
    if lexer.text.startswith(".", lexer.position) and lexer.text[lexer.position - 1].isalpha():
        lexer.position += 1
    elif name in _BARS and (bar := _BAR.match(lexer.text, lexer.position)):
        lexer.add("bar", _BARS[name], bar.end() - lexer.position)


def _name(lexer: Lexer, length: int) -> None:
    spelled = name_at(lexer.text, lexer.position)
    if spelled is None:
        lexer.fail(*sentences.ACCENT.words(), lexer.position + length)
    lexer.add("name", spelled.name, spelled.end - lexer.position)


def _group(lexer: Lexer, name: str, length: int) -> None:
    r"""A command with text in braces: `\operatorname{arsinh}`, `\mathrm{rate}`, `\begin{cases}`, `\text{if}`."""
    group = _GROUP.match(lexer.text, lexer.position + length)
    if group is None or name not in (*TEXT, "begin", "end"):
        near = nearest_function(name)
        says = sentences.MISSPELT_COMMAND if near else sentences.UNKNOWN_COMMAND
        lexer.fail(*says.words(command=shortened(name), near=near))
    content, whole = group[1].replace("\\_", "_").strip(), length + len(group.group())
    if name in ("begin", "end"):
        if content != "cases":
            lexer.fail(*sentences.UNKNOWN_ENVIRONMENT.words(environment=shortened(content)))
        lexer.add("command" if name == "begin" else "ending", name, whole)
    elif content in _CONDITION_WORDS:
        lexer.position += whole
    elif name in ("text", "textrm", "mbox") and content.lower() in WORDS and not function_word(content):
        lexer.fail(*no_mathematics(content, called=False))
    elif content in OTHERWISE:
        lexer.add("otherwise", content, whole)
    elif function := function_word(content):
        lexer.add("word", function, whole)
    elif not (content == "d" and (lexer.differentiation() or lexer.differential())):
        _upright_name(lexer, content, whole)


def _upright_name(lexer: Lexer, content: str, whole: int) -> None:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", content):
        lexer.fail(*sentences.TEXT.words(text=shortened(content)))
    lexer.name(content, whole)
