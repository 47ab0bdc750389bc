r"""LaTeX whose backslash is lost: a program took `\t` of `\tan` for a tab, `\f` of `\frac` for a form feed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from derivtutor.errors import UserError

_LETTERS = {
    "\0": "0", "\a": "a", "\b": "b", "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r", "\x1b": "e",
}  # fmt: skip
"""Which letter behind a backslash stands for the character, in most languages."""

_NAMES = {
    "0": "a null character", "a": "a bell", "b": "a backspace", "t": "a tab", "n": "a line break",
    "v": "a vertical tab", "f": "a form feed", "r": "a carriage return", "e": "an escape character",
}  # fmt: skip

T_COMMANDS = (
    "tanh tan theta times textstyle textrm textbf textit text tfrac tau tilde triangle therefore to top tag tbinom"
)
N_COMMANDS = "nabla neq notin not neg nmid nleq ngeq nexists nearrow nolimits nonumber normalsize newline ne nu ni"
V_COMMANDS = "vec varphi vartheta varepsilon varrho varsigma vert vee vdots vspace vphantom"
R_COMMANDS = "rho rightarrow right rangle rm rvert rbrace rbrack rceil rfloor root"
SHORT = frozenset({"ne", "nu", "ni"})
"""What is also a line break and a line that begins with that letter."""


def _rests(names: str) -> str:
    return "|".join(name[1:] for name in names.split())


_LINE_BREAKS = "|".join(name[1:] for name in N_COMMANDS.split() if name not in SHORT)
_SWALLOWED = re.compile(
    rf"[\0-\x08\x0e-\x1b\x7f]|\f(?=[A-Za-z])|\v(?=(?:{_rests(V_COMMANDS)})(?![a-z]))|\t(?=(?:{_rests(T_COMMANDS)})(?![a-z]))|\t(?=(?:an|heta|imes|frac|ext\{{))"
    rf"|\r(?=(?:{_rests(R_COMMANDS)})(?![A-Za-z]))|\n(?=(?:{_LINE_BREAKS})(?![A-Za-z]))"
)
_LINE_ENDS = re.compile("\r\n?|[\v\x85]")
"""Also the line break of word processors, a vertical tab."""

_LETTERS_BEHIND = re.compile("[A-Za-z]*")


@dataclass(frozen=True, slots=True)
class Swallowed:
    """Where a control character stands, what it is called, and the command that was probably meant, if any."""

    position: int
    character: str
    command: str


def swallowed(text: str) -> Swallowed | None:
    r"""The first character that nobody types in mathematics, or that stands where a command of LaTeX began.

    Tabs and line breaks are such only where the rest of a command follows: `\t` before `heta x`, and form feeds, which
    part pages, only before a letter.

    >>> swallowed("2x\tan x").command, swallowed("y = 1\n= 2")
    ('\\tan', None)
    """
    found = None if text.isprintable() else _SWALLOWED.search(text)
    if found is None:
        return None
    sign = found.group()
    rest = _LETTERS_BEHIND.match(text, found.end())
    letter = _LETTERS.get(sign, "")
    name = _NAMES.get(letter) or f"the control character U+{ord(sign):04X}"
    command = f"\\{letter}{rest.group()}" if letter and rest and rest.group() else ""
    return Swallowed(found.start(), name, command)


def check(text: str) -> None:
    """See whether a text still has what was typed.

    Raises:
        UserError: where it has a control character, most often in the place of a backslash and a letter.
    """
    found = swallowed(text)
    if found is None:
        return
    if found.command:
        says = f"{found.character.capitalize()} stands where {found.command} began: its backslash was lost."
        hint = "Write it again; in a text between double quotes, programs want each backslash twice."
    else:
        says, hint = f"{found.character.capitalize()} stands here, which nobody sees.", "Leave it out."
    raise UserError(says, hint, text, found.position)


def with_plain_line_ends(text: str) -> str:
    r"""A text whose lines end in `\n`, whatever they ended in; a lost `\rho` stays lost, to be told."""
    if text.isprintable():
        return text
    return text if (lost := swallowed(text)) and text[lost.position] in "\r\v" else _LINE_ENDS.sub("\n", text)
