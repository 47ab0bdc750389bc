r"""LaTeX whose backslash is lost: a program took `\t` of `\tan` for a tab, `\f` of `\frac` for a form feed."""

from __future__ import annotations

import re

from msgspec import Struct

from derivtutor.notation import sentences
from derivtutor.patterns import pattern

ANY = ""
N_COMMANDS = "nabla neq notin not neg nmid nleq ngeq nexists nearrow nolimits nonumber normalsize newline ne nu ni"
SHORT = frozenset({"ne", "nu", "ni"})
"""What is also a line break and a line that begins with that letter."""

_SIGNS = {
    "\0": ("0", ANY),
    "\a": ("a", ANY),
    "\b": ("b", ANY),
    "\f": ("f", ANY),
    "\x1b": ("e", ANY),
    "\n": ("n", " ".join(name for name in N_COMMANDS.split() if name not in SHORT)),
    "\r": ("r", "rho rightarrow right rangle rm rvert rbrace rbrack rceil rfloor root"),
    "\v": ("v", "vec varphi vartheta varepsilon varrho varsigma vert vee vdots vspace vphantom"),
    "\t": (
        "t",
        "tanh tan theta times textstyle textrm textbf textit text tfrac tau tilde triangle therefore to top tag tbinom",
    ),
}  # fmt: skip
"""What a backslash and a letter become in most languages: the letter, and the commands that begin so; of a
sign that nobody types, any."""

_RUN_ON = r"\t(?=an|heta|imes|frac|ext\{)"
"""Commands that students write without a space behind: `\tanx`."""


def _sign(sign: str, names: str) -> str:
    rests = "|".join(name[1:] for name in names.split())
    return f"{re.escape(sign)}(?={f'(?:{rests})(?![A-Za-z])' if rests else '[A-Za-z]'})"


_SWALLOWED = pattern("|".join([_RUN_ON, *(_sign(sign, names) for sign, (_, names) in _SIGNS.items())]))
_REST = pattern("[A-Za-z]+")
_LINE_ENDS = pattern("\r\n?|[\v\x85]")
"""Also the line break of word processors, a vertical tab."""


class Swallowed(Struct, frozen=True):
    """Where a control character stands, and the command that it was the beginning of."""

    position: int
    command: str


def swallowed(text: str) -> Swallowed | None:
    r"""The first character that stands where a command of LaTeX began.

    A tab or a line break is such only where the rest of a command follows: `\t` before `heta x`.

    >>> swallowed("2x\tan x").command, swallowed("y = 1\n= 2")
    ('\\tan', None)
    """
    match = None if text.isprintable() else _SWALLOWED.search(text)
    if match is None:
        return None
    letter, _ = _SIGNS[match.group()]
    rest = _REST.match(text, match.end())
    return Swallowed(match.start(), f"\\{letter}{rest.group() if rest else ''}")


def check(text: str) -> None:
    """See whether a text has kept the backslashes of its commands.

    Raises:
        UserError: where one of them is lost.
    """
    lost = swallowed(text)
    if lost is not None:
        called = sentences.LOST_SIGNS[text[lost.position]]
        raise sentences.LOST_BACKSLASH(text, lost.position, sign=called, command=lost.command)


def with_plain_line_ends(text: str) -> str:
    r"""A text whose lines end in `\n`, whatever they ended in; a lost `\rho` stays lost, to be told."""
    if text.isprintable():
        return text
    lost = swallowed(text)
    return text if lost and text[lost.position] in "\r\v" else _LINE_ENDS.sub("\n", text)
