"""How one line of a working is read: which equations and expressions stand in it, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from derivtutor.errors import UserError
from derivtutor.grading.work.primes import with_operators
from derivtutor.grading.work.text import Piece, Source, pieces, top_level
from derivtutor.notation.expression import expression
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Derivative, Name, Node, Unknown

MOST_CHARACTERS = 2_000

_NUMBERED = re.compile(
    r"\s*(?:(?:step|line)\s*)?(?:\(([1-9]\d?|[ivx]+)\)|([1-9]\d?)\s*[).:](?!\d)|[*•‣]|[a-h]\))\s+", re.IGNORECASE
)
_DASHED = re.compile(r"\s*[-–—]\s+(?=(?:let|with|where)\b|[A-Za-z]'*(?:\([A-Za-z]\))?\s*=)", re.IGNORECASE)
_PLUS_FIRST = re.compile(r"[\s&$]*(?:\\q?quad\s*)*\+(?!\+)")
_OPEN_ENDED = re.compile(r"(?:[-+*/=]|\\cdot|\\times)[\s&$]*(?:\\\\)?\s*$")
_EQUALS = re.compile(r"(?<![<>!=:])(?::=|==?)(?![=<>])")
_RELATION = re.compile(r"<|>|≤|≥|≠|≈|!=|\\(?:neq?|leq?|geq?|in|approx|lt|gt)(?![A-Za-z])")
_CLAIMING = re.compile(
    r"(?:^|[\s(])(?:is|get|gets?|gives?|giving|so|therefore|thus|hence|obtain|have|then|answer|equals|becomes?|"
    r"derivative|result|to|yields?|finally|and|now|simplified|simplifies|simplify|or)[\s,)]*$|[:⇒→⟹⟶∴]\s*$|[=-]>\s*$"
)
_EXPLAINING = re.compile(
    r"[\s,.(\[\\{a-z]*?\b(?:by|using|use|from|after|because|since|for|rule|with|where|as)\b|\s*[(\[.]"
)
_ABOUT_A_PART = re.compile(r"\b(?:inner|outer|inside|outside|function|let|where)\b[^.]*$")
_DERIVATIVE_OF = re.compile(r"\bderivative of(?: the)?\s*$")
_STATES = re.compile(r"\s*,?\s*(?:is|equals|becomes|gives)\s*$")


@dataclass(frozen=True, slots=True)
class Part:
    """One side of an equation, or an expression alone; `source` knows the columns of the tree's spans."""

    tree: Node
    source: Source

    def columns(self, node: Node | None = None) -> tuple[int, int]:
        """Where a node stands in the line; the whole part, if none is given or it has no place."""
        span = node.span if node is not None and node.span is not None else (0, len(self.source.text))
        start, end = (self.source.columns[min(place, len(self.source.text))] for place in span)
        return start, max(start + 1, end)


@dataclass(frozen=True, slots=True)
class Statement:
    """Expressions that are said to be equal; `continues` where it begins with an equality sign."""

    parts: tuple[Part, ...]
    continues: bool = False

    @property
    def first(self) -> Node:
        return self.parts[0].tree

    @property
    def defined(self) -> Name | Unknown | None:
        """The name or function that is on the left, if this may be a definition: `u = …`, `g(x) = …`."""
        first = self.first
        if len(self.parts) < 2 or self.continues:
            return None
        if isinstance(first, Name) and "'" not in first.name:
            return first
        is_function = isinstance(first, Unknown) and first.orders == (0,) and isinstance(first.arguments[0], Name)
        return first if is_function and isinstance(first, Unknown) else None


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """A line of a working: what is stated in it, or why it cannot be read. Neither, if there are words only.

    One that is `continued` was read with the line before.
    """

    number: int
    text: str
    statements: tuple[Statement, ...] = ()
    complaint: UserError | None = None
    continued: bool = False


def read_lines(lines: Sequence[str], variable: str, letters: frozenset[str], log: Base) -> tuple[WrittenLine, ...]:
    """Read the lines of a working; numbers and bullets before them are left out."""
    numbered = len([line for line in lines if _NUMBERED.match(line)]) > 1
    found: list[WrittenLine] = []
    for number, line in enumerate(lines, 1):
        if number > 1 and _goes_on(lines[number - 2], line):
            found.append(WrittenLine(number, line, continued=True))
            continue
        whole = [line]
        for before, after in pairwise(lines[number - 1 :]):
            if not _goes_on(before, after):
                break
            whole.append(after)
        found.append(_read_line(number, line, " ".join(whole), variable, letters, log, numbered))
    return tuple(found)


def _goes_on(line: str, following: str) -> bool:
    """Whether a line is broken: what follows begins with a plus sign, or it ends with an operator itself."""
    return bool(line.strip() and following.strip() and (_PLUS_FIRST.match(following) or _OPEN_ENDED.search(line)))


def _read_line(
    number: int, line: str, whole: str, variable: str, letters: frozenset[str], log: Base, numbered: bool
) -> WrittenLine:
    """Read a line; `whole` is the same with those that it goes on in."""
    try:
        if len(whole) > MOST_CHARACTERS:
            message = f"This line is longer than {MOST_CHARACTERS:,} characters."
            raise UserError(message, "Break it into smaller lines.", whole, MOST_CHARACTERS)
        text = _without_number(whole, numbered)
        return WrittenLine(number, line, tuple(_statements(pieces(text, letters), variable, log)))
    except UserError as error:
        return WrittenLine(number, line, (), error)


def _without_number(line: str, numbered: bool) -> str:
    """The line with blanks for its number. One number in brackets may be a factor, several are a list."""
    found = _NUMBERED.match(line)
    if found is None or (found[1] and not numbered):
        found = _DASHED.match(line)
    return line if found is None else " " * found.end() + line[found.end() :]


def _statements(found: Sequence[Piece], variable: str, log: Base) -> Iterator[Statement]:
    place = 0
    while place < len(found):
        piece = found[place]
        place += 1
        statements = list(_of_piece(piece, variable, log))
        if _DERIVATIVE_OF.search(piece.before) and statements:
            following = found[place] if place < len(found) else None
            more: tuple[Part, ...] = ()
            if following is not None and _STATES.fullmatch(following.before):
                more = tuple([part for stated in _of_piece(following, variable, log) for part in stated.parts])
                place += 1
            yield _of_derivative(statements[0], more, variable)
        elif len(statements) > 1 or _is_stated(piece, statements):
            yield from statements


def _of_derivative(statement: Statement, more: tuple[Part, ...], variable: str) -> Statement:
    """What `the derivative of A is B` states."""
    first = statement.parts[0]
    asked = Part(Derivative(first.tree, variable), first.source)
    return Statement((asked, *statement.parts[1:], *more))


def _is_stated(piece: Piece, statements: Sequence[Statement]) -> bool:
    """Whether an expression between words is what the line comes to, not something that the words are about."""
    if not statements or len(statements[0].parts) > 1 or statements[0].continues:
        return True
    before = not piece.before.strip() or (_CLAIMING.search(piece.before) and not _ABOUT_A_PART.search(piece.before))
    after = not piece.after.strip(" .,") or _EXPLAINING.match(piece.after)
    return bool(before and after)


def _of_piece(piece: Piece, variable: str, log: Base) -> Iterator[Statement]:
    """The statements that stand side by side, with commas between them: `u = x^2, v = sin(x)`."""
    source = piece.source
    commas = [-1, *top_level(source.text, ","), len(source.text)]
    if not _are_separate(source.text, commas):
        commas = [-1, len(source.text)]
    for start, end in pairwise(commas):
        part = source.part(start + 1, end)
        if part.text.strip(" .,!?") and not _is_condition(part.text):
            yield _statement(part, variable, log)


def _are_separate(text: str, commas: Sequence[int]) -> bool:
    """Whether commas part statements: each side is an equation, a condition or nothing."""
    sides = [text[start + 1 : end] for start, end in pairwise(commas)]
    return all(not side.strip() or "=" in side or _is_condition(side) for side in sides[1:])


def _is_condition(text: str) -> bool:
    """Whether this is `x > 0`; the conditions within pieces are none of their own."""
    if r"\begin{cases}" in text:
        return False
    level = set(top_level(text, text))
    return any(found.start() in level for found in _RELATION.finditer(text))


def _statement(source: Source, variable: str, log: Base) -> Statement:
    source = source.part(0, len(source.text.rstrip(" \t.,!?\\")))
    signs = [found for found in _EQUALS.finditer(source.text) if found.start() in top_level(source.text, "=:")]
    continues = bool(signs) and not source.text[: signs[0].start()].strip()
    bounds = [0, *[place for sign in signs for place in sign.span()], len(source.text)]
    sides = [source.part(start, end) for start, end in zip(bounds[::2], bounds[1::2], strict=True)]
    if continues:
        sides = sides[1:]
    if len(sides) > 1 and not sides[-1].text:
        sides = sides[:-1]
    return Statement(tuple([_part(side, variable, log) for side in sides]), continues)


def _part(source: Source, variable: str, log: Base) -> Part:
    source = with_operators(source, variable)
    try:
        return Part(expression(source.text, log=log).tree, source)
    except UserError as error:
        place = None if error.position is None else source.columns[min(error.position, len(source.text))]
        raise UserError(error.message, error.hint, error.text, place) from error
