r"""LaTeX in pieces, without commands and environments that say nothing: `\phantom{…}`, `\hfill`, `\begin{aligned}`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from derivtutor.notation.characters import TRANSPARENT
from derivtutor.notation.words import function_word
from derivtutor.patterns import pattern

_UNSEEN = frozenset(
    ("hfill", "hfil", "nonumber", "notag", "allowbreak", "strut", "mathstrut", "relax", "rm", "it", "bf", "sf", "bold",
     "mathop", "mathbin", "mathrel", "mathord", "mathopen", "mathclose", "mathinner", "mathpunct", "boldsymbol", "bm",
     "pmb", "ensuremath", "bgroup", "egroup", "aftergroup", "medspace", "thickspace", "negthinspace", "enspace",
     "scriptstyle", "scriptscriptstyle", "small", "normalsize", "large", "Large", "therefore", "underline", "fbox",
     "checkmark")
)  # fmt: skip
"""Commands that say nothing; a group that follows one stands there as any other."""

_UNSEEN_WITH_GROUPS = {
    "phantom": 1, "hphantom": 1, "vphantom": 1, "rule": 2, "hspace": 1, "vspace": 1, "mspace": 1, "label": 1, "tag": 1,
    "color": 1, "textcolor": 1, "raisebox": 1,
}  # fmt: skip
"""Commands that say nothing together with so many groups after them."""

TEXT = frozenset(
    ("mathrm", "text", "mathit", "mathbf", "textrm", "mathsf", "textit", "textbf", "textsf", "textup", "textnormal",
     "mathnormal", "mathtt", "mbox", "hbox", "operatorname")
)  # fmt: skip
"""Commands whose group is text or letters in another type."""

_LINES = frozenset(
    ("aligned", "align", "align*", "alignedat", "split", "gathered", "gather", "gather*", "equation", "equation*",
     "array", "displaymath", "math", "multline", "multline*", "eqnarray", "eqnarray*")
)  # fmt: skip
"""Environments that only set lines; behind a brace they are cases, as matrices are."""


_PIECE = pattern(
    r"\\(?P<edge>begin|end)\s*\{\s*(?P<environment>[A-Za-z]+\*?)\s*\}(?:\s*\[[a-z]\])?"
    r"|(?P<nothing>[\s~]+|\\(?:left|right)\s*\.|\\(?:[mh]?kern|[mh]skip)\s*-?[0-9.]+\s*[a-z]{2})"
    r"|(?P<row>\\\\\s*(?:\[\s*-?[0-9.]+\s*[a-z]{2}\s*\])?)"
    r"|\\(?P<command>[A-Za-z]+)\*?(?:\s*\{(?P<content>(?:[^{}\\$]|\\_)*)\})?"
    r"|(?P<other>\\.|[A-Za-z]+|[0-9.]+|.)",
    re.DOTALL,
)
_OPTION = pattern(r"\s*\[[^\]\\{}]*\]")
_OPENING = pattern(r"\s*\{")
_COLUMNS = pattern(r"\s*\{[lcr|@\s]*\}")
_WORD = pattern(r"[A-Za-z][A-Za-z0-9_\\]*|.*[^\W\d_]{2}.*", re.DOTALL)
_NOTHING_SEEN = "".join(TRANSPARENT) + " \t\r\n\u00a0\u2002\u2003\u2009\u200a"
_ALIGNED = frozenset({"", "&", "=", "<", ">", "≤", "≥", "+", "-", "−", "\\\\", "\\le", "\\leq", "\\ge", "\\geq"})
_ALIGNED_AT = pattern(r"\s*(?:[=<>≤≥+−&-]|\\(?:l|g)e|\\end|$)")
OTHERWISE = frozenset(
    {"otherwise", "else", "True", "sonst", "sinon", "en otro caso", "caso contrário", "其他", "其他情形", "否则"}
)
IF = frozenset({"if", "for", "when", "where", "falls", "wenn", "für", "si", "se", "若", "当", "如果"})


def _is_formula(content: str) -> bool:
    """Whether a text is `sin 2x`."""
    first, *more = content.split()
    return bool(more) and function_word(first) is not None


class Piece(NamedTuple):
    """Some characters, and which part of the text they stand for."""

    text: str
    start: int
    end: int


def pieces(text: str) -> list[Piece]:
    """What a text in LaTeX consists of, without spaces and without commands that say nothing."""
    return _Pieces(text).run()


def with_fractions(pieces: Iterable[Piece]) -> list[Piece]:
    r"""The pieces with `\frac{x}{2}` for `{x \over 2}`, whose parts reach to the braces around it."""
    written: list[Piece] = []
    groups: list[tuple[int, bool]] = [(0, False)]  # where each begins, and whether it is a fraction
    for piece in pieces:
        begin, is_fraction = groups[-1]
        if piece.text == "\\over" and not is_fraction:
            groups[-1] = begin, True
            start = written[begin].start if begin < len(written) else piece.start
            written[begin:begin] = Piece("\\frac", start, start), Piece("{", start, start)
            written += Piece("}", *piece[1:]), Piece("{", *piece[1:])
            continue
        if piece.text == "}" and len(groups) > 1:
            groups.pop()
            if is_fraction:
                written.append(Piece("}", piece.start, piece.start))
        written.append(piece)
        if piece.text == "{":
            groups.append((len(written), False))
    if groups[0][1]:
        written.append(Piece("}", written[-1].end, written[-1].end))
    return written


class _Pieces:
    """Goes through a text once; `cases` tells of every open environment whether its lines are cases."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces: list[Piece] = []
        self.cases: list[bool] = []
        self.has_cell = False

    def run(self) -> list[Piece]:
        position = 0
        while match := _PIECE.match(self.text, position):
            kind, position = match.lastgroup, match.end()
            if kind == "other":
                if match["other"] != "&" or self.cell() or not self.is_alignment(position):
                    self.pieces.append(Piece(match["other"], match.start(), position))
            elif kind in ("command", "content"):
                position = self.command(match)
            elif kind == "environment":
                position = self.environment(match)
            elif kind == "row":
                self.has_cell = False
                self.pieces.append(Piece("\\\\", match.start(), position))
        return self.pieces

    def command(self, match: re.Match[str]) -> int:
        """Take a command as far as it says something; where to go on."""
        name, content, start = match["command"], match["content"], match.start()
        behind_name = match.end() if content is None else self.text.index("{", start)
        if name in _UNSEEN_WITH_GROUPS:
            return self.behind_groups(behind_name, _UNSEEN_WITH_GROUPS[name])
        if name in TEXT:
            return behind_name if content is None else self.words(match, name, content.strip(_NOTHING_SEEN))
        if name not in _UNSEEN:
            self.pieces.append(Piece(f"\\{name}", start, behind_name))
        return behind_name

    def words(self, match: re.Match[str], font: str, content: str) -> int:
        r"""A text such as `\text{sin}`; one that is no word, such as `\text{−}`, is read as if it were none."""
        place = match.start(), match.end()
        if content in IF and self.cases[-1:] == [True] and self.cell():
            self.pieces.append(Piece("&", *place))
        elif content in (".", ",", ";"):
            pass
        elif content in IF or (_WORD.fullmatch(content) and not _is_formula(content)):
            if content in OTHERWISE and self.cell():
                self.pieces.append(Piece("&", match.start(), match.start()))
            self.pieces.append(Piece(f"\\{font}{{{content}}}", *place))
        else:
            return match.start("content") - 1
        return match.end()

    def cell(self) -> bool:
        """Whether a sign that parts value and condition belongs here."""
        belongs = self.cases[-1:] == [True] and not self.has_cell
        self.has_cell = self.has_cell or belongs
        return belongs

    def is_alignment(self, position: int) -> bool:
        """Whether a sign `&` that ends here stands beside an equality sign, an operator or nothing."""
        before = self.pieces[-1].text if self.pieces else ""
        return before in _ALIGNED or _ALIGNED_AT.match(self.text, position) is not None

    def environment(self, match: re.Match[str]) -> int:
        name, start, end = match["environment"], match.start(), match.end()
        if match["edge"] == "begin":
            columns = _COLUMNS.match(self.text, end) if name == "array" else None
            end = columns.end() if columns else end
            behind_brace = bool(self.pieces) and self.pieces[-1].text in ("\\{", "\\lbrace")
            is_cases = name in ("cases", "dcases") or (behind_brace and (name in _LINES or name == "matrix"))
            if is_cases and behind_brace:
                self.pieces.pop()
            self.cases.append(is_cases)
            self.has_cell = False
        else:
            is_cases = bool(self.cases) and self.cases.pop()
        if is_cases or name not in _LINES:
            shown = "cases" if is_cases else name
            self.pieces.append(Piece(f"\\{match['edge']}{{{shown}}}", start, end))
        return end

    def behind_groups(self, position: int, count: int) -> int:
        """Where so many groups in braces end that follow `position`, and one in square brackets before them."""
        option = _OPTION.match(self.text, position)
        position = option.end() if option else position
        for _ in range(count):
            opening = _OPENING.match(self.text, position)
            position = self.closing.get(opening.end() - 1, position) if opening else position
        return position

    @cached_property
    def closing(self) -> dict[int, int]:
        """Where each group ends that begins at a brace."""
        ends, opened = {}, []
        for brace in re.finditer(r"\\.|[{}]", self.text, re.DOTALL):
            if brace.group() == "{":
                opened.append(brace.start())
            elif brace.group() == "}" and opened:
                ends[opened.pop()] = brace.end()
        return ends
