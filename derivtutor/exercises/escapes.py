r"""What double quotes do to LaTeX in YAML, JSON and TOML: `\t` of `\tan` becomes a tab."""

from __future__ import annotations

import re

from derivtutor.notation.swallowed import N_COMMANDS, SHORT, swallowed

_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|[^\n])")
_LETTERS = re.compile("[A-Za-z]*")
_WORD = re.compile(r"(?<![A-Za-z\\])[A-Za-z]{2}")
_CONTROL = frozenset("0abvfeN_LP")
"""What stands behind a backslash for a character that nobody means in a set of exercises; tabs may be meant."""

_N_COMMANDS = frozenset(N_COMMANDS.split())


def lost_in_quotes(typed: str) -> tuple[int, str] | None:
    r"""Where a text between double quotes loses a backslash, and the command that loses it; `\n` alone breaks a line.

    >>> lost_in_quotes(r'"x \tan x"'), lost_in_quotes(r'"one\nTwo, \\tan"')
    ((3, '\\tan'), None)
    """
    for match in _ESCAPE.finditer(typed):
        escape, rest = match[1], _LETTERS.match(typed, match.end())
        letters = rest.group() if rest else ""
        if escape == "n":
            is_lost = _is_command(f"n{letters}", typed[: match.start()])
        elif len(escape) > 1:
            is_lost = bool(letters) and _is_control(chr(int(escape[1:], 16) % 0x110000))
        else:
            is_lost = escape in _CONTROL or (escape in "tr" and bool(letters))
        if is_lost:
            return match.start(), f"\\{escape}{letters if len(escape) == 1 else ''}"
    return None


def _is_command(name: str, before: str) -> bool:
    r"""Whether `\n` and the letters behind it are a command. One letter may begin a line too: not in a formula."""
    in_formula = before.count("$") % 2 == 1 or before.count(r"\(") > before.count(r"\)") or not _WORD.search(before)
    return name in _N_COMMANDS and (name not in SHORT or in_formula)


def _is_control(character: str) -> bool:
    return character != "\n" and (character < " " or "\x7f" <= character < "\xa0")


def lost_in_value(value: str) -> str:
    """The command that has lost its backslash in a text that was not typed between double quotes; empty if none has."""
    if value.isprintable():
        return ""
    lost = swallowed(value.replace("\n", " "))
    return lost.command if lost else ""


def literal(text: str) -> str:
    r"""Text of a file in which every backslash between double quotes is one, as whoever types it by hand means it.

    >>> print(literal(r'answers: {a: "\frac{x}{2}", b: \tan x}'))
    answers: {a: "\\frac{x}{2}", b: \tan x}
    """
    return _QUOTED.sub(lambda quoted: doubled(quoted.group()), text)


def doubled(text: str) -> str:
    """Text with two backslashes for each one that stands alone; one before a quotation mark is left."""
    return _LONE.sub(lambda run: run[0] if len(run[0]) > 1 else r"\\", text)


_QUOTED = re.compile(r'(?<=[:=\[{,\-])[ \t]*"(?:[^"\\\n]|\\.)*"(?=[ \t]*(?:[,\]}#]|$))', re.MULTILINE)
_LONE = re.compile(r'(?:\\[\\"])+|\\')
