"""How one line of a working is read: which equations and expressions stand in it, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from derivtutor.errors import UserError
from derivtutor.grading import sentences
from derivtutor.grading.workings.reading.differentials import with_arguments, with_derivatives
from derivtutor.grading.workings.reading.dressing import list_marks, undressed
from derivtutor.grading.workings.reading.labels import used_in, with_labels
from derivtutor.grading.workings.reading.limits import as_calls, with_bare_limits, with_limits
from derivtutor.grading.workings.reading.primes import with_operators
from derivtutor.grading.workings.reading.saying import becomes, is_called_slope, is_stated, may_be_stated
from derivtutor.grading.workings.reading.source import Source, top_level
from derivtutor.grading.workings.reading.statement import Part, Statement, WrittenLine
from derivtutor.grading.workings.reading.tables import columns_of, without_bars
from derivtutor.grading.workings.reading.text import EQUALS, Piece, pieces
from derivtutor.notation.cases_in_words import with_pieces
from derivtutor.notation.characters import GREEK_LETTERS
from derivtutor.notation.expression import expression
from derivtutor.notation.functions import GREEK
from derivtutor.notation.names import CALLABLE
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Derivative, Name, Node, Piecewise, Unknown
from derivtutor.notation.words import function_word

MOST_CHARACTERS = 2_000

_PLUS_FIRST = re.compile(r"[\s&$]*(?:\\q?quad\s*)*\+(?!\+)")
_OPEN_ENDED = re.compile(r"(?:[-+*/=]|\\cdot|\\times)[\s&$]*(?:\\\\)?\s*$")
_IN_NUMBER = re.compile(r"(?<=\d),(?=\d)")
_RELATION = re.compile(r"<|>|≤|≥|≠|!=|\\(?:neq?|leq?|geq?|in|lt|gt)(?![A-Za-z])")
_ABOUT = re.compile(r"≈|≅|\\approx(?![A-Za-z])|~=")
_DERIVATIVE_OF = re.compile(r"(?:\bderiv(?:ative|\.)?|\bd/d[a-z]|\bdiff(?:erentiate)?) of(?: the)?\s*$")
_ITS_DERIVATIVE = re.compile(r"\b(?:its|whose|with) deriv(?:ative)?\s*(?:is|of|equals|becomes|[:=])?\s*(?:just\s*)?$")
_GAP_BEFORE_ARGUMENT = re.compile(r"(?<![A-Za-z\\])[A-Za-z]'*(\s+)(?=\(\s*(\\?[A-Za-zα-ω]+)\s*\)\s*=)")
_CALLED = re.compile(r"(?<![A-Za-z\\])(\\[a-z]+|[A-Za-zΑ-Ωα-ω])'*(\([^()]{1,12}\))")
_CASE = re.compile(r"[\s,(]*(?:for|if|when|case|where|whenever)?(?:\s*\d)?[\s:.]*")
_IF = re.compile(r"[\s,(]*(?:for|if|when|where|whenever)\s*")
_STATES = re.compile(r"\s*,?\s*(?:is|equals|becomes|gives)\s*$")


@dataclass(frozen=True, slots=True)
class _Page:
    """What is the same for all lines: which words and letters are names."""

    labels: frozenset[str]
    variable: str
    letters: frozenset[str]
    log: Base


def read_lines(lines: Sequence[str], variable: str, letters: frozenset[str], log: Base) -> tuple[WrittenLine, ...]:
    """Read the lines of a working; what is on the whole page decides what marks and words mean on it."""
    page = _Page(used_in(lines), variable, letters, log)
    dashed, numbered = list_marks(lines)
    sources = with_bare_limits([undressed(line, dashed, numbered) for line in lines], letters)
    written: list[WrittenLine] = []
    for number, (line, head) in enumerate(zip(lines, columns_of(lines), strict=True), 1):
        if head is None:
            written.append(WrittenLine(number, line))
        elif number > 1 and _goes_on(sources[number - 2], sources[number - 1]):
            written.append(WrittenLine(number, line, continued=True))
        else:
            written.append(_read_line(number, line, _whole(sources[number - 1 :]), head, page))
    return tuple(written)


def _whole(sources: Sequence[Source]) -> Source:
    """The first line with those that it goes on in."""
    whole = sources[0]
    for before, after in pairwise(sources):
        if not _goes_on(before, after):
            break
        whole = whole.followed_by(after)
    return whole


def _goes_on(line: Source, following: Source) -> bool:
    """Whether a line is broken: what follows begins with a plus sign, or it ends with an operator itself."""
    if not (line.text.strip() and following.text.strip()):
        return False
    return bool(_PLUS_FIRST.match(following.text) or _OPEN_ENDED.search(line.text))


def _read_line(number: int, line: str, whole: Source, head: Sequence[str], page: _Page) -> WrittenLine:
    """Read a line; `whole` is the same with those that it goes on in."""
    try:
        if len(whole.text) > MOST_CHARACTERS:
            raise sentences.LINE_TOO_LONG(whole.text, MOST_CHARACTERS, most=MOST_CHARACTERS)
        source = _without_arguments(_with_pieces(without_bars(whole, head)), page)
        source = with_labels(with_limits(source), page.labels)
        return WrittenLine(number, line, tuple(_statements(pieces(source, page.letters), page)))
    except UserError as error:
        return WrittenLine(number, line, (), error)


def _with_pieces(source: Source) -> Source:
    """Pieces that are written in words as the call that they are read as."""
    text = with_pieces(source.text)
    if text == source.text:
        return source
    same = next(place for place, (new, old) in enumerate(zip(text, source.text, strict=False)) if new != old)
    return source.replaced(same, len(source.text), text[same:])


def _spellings(letter: str) -> tuple[str, ...]:
    """How a letter may be typed: `theta`, `\\theta`, `θ`."""
    return (letter, f"\\{letter}", GREEK[letter]) if letter in GREEK else (letter,)


def _without_arguments(source: Source, page: _Page) -> Source:
    """`N(t) = …` with N alone, if N is no letter of the problem and not one that is usual for functions."""
    for gap in reversed(list(_GAP_BEFORE_ARGUMENT.finditer(source.text))):
        source = source.replaced(*gap.span(1), "") if gap[2] in _spellings(page.variable) else source
    spelled = "|".join(re.escape(name) for letter in page.letters for name in _spellings(letter))
    for call in _CALLED.finditer(source.text):
        name, several = GREEK_LETTERS.get(call[1], call[1].removeprefix("\\")), "," in call[2]
        if name in page.letters or name in ("d", "e", "D", "sigma", "Delta") or function_word(name):
            continue
        if name in CALLABLE and not several:
            continue
        if re.fullmatch(rf"\(\s*(?:{spelled})(?:\s*[,;]\s*(?:{spelled}))*\s*\)", call[2]):
            source = source.blanked(*call.span(2))
    return source


def _statements(pieces: Sequence[Piece], page: _Page) -> Iterator[Statement]:
    """The statements of a line; a condition at its beginning is one for all of them: `x > 0: y' = 2x`."""
    case = _condition(pieces[0], page) if pieces and _CASE.fullmatch(pieces[0].before) else None
    if case is None:
        yield from _unconditional(pieces, page)
    else:
        yield from (replace(statement, condition=case) for statement in _unconditional(pieces[1:], page))


def _unconditional(pieces: Sequence[Piece], page: _Page) -> Iterator[Statement]:
    place = 0
    before: Part | None = None
    while place < len(pieces):
        piece = pieces[place]
        place += 1
        statements = list(_of_piece(piece, page))
        after = pieces[place] if place < len(pieces) else None
        condition = _condition(after, page) if after is not None and _IF.fullmatch(after.before) else None
        if condition is not None and statements:
            place += 1
            yield from (replace(statement, condition=condition) for statement in statements)
            continue
        if before is not None and statements and _ITS_DERIVATIVE.search(piece.before):
            yield Statement((_derivative_of(before, page.variable), *statements[0].parts))
            continue
        before = statements[-1].parts[0] if statements else None
        following = pieces[place] if place < len(pieces) else None
        if _DERIVATIVE_OF.search(piece.before) and statements:
            more: tuple[Part, ...] = ()
            if following is not None and _STATES.fullmatch(following.before):
                more = tuple([part for stated in _of_piece(following, page) for part in stated.parts])
                place += 1
            yield _of_derivative(statements[0], more, page.variable)
        elif following is not None and statements and becomes(piece, following):
            then = list(_of_piece(following, page))
            last = statements[-1]
            if _is_unnamed(then) and (_is_bare(statements) or _is_unnamed(statements) or last.defined):
                place += 1
                yield from statements[:-1] if _is_bare(statements) else statements
                yield replace(last, parts=(last.parts[-1], *then[0].parts), becomes=True)
            else:
                yield from _stated(piece, statements)
        elif len(statements) > 1:
            yield from statements
        else:
            yield from _stated(piece, statements)


def _condition(piece: Piece, page: _Page) -> Node | None:
    """The condition that a piece is, `x > 2`; None if it is something else."""
    if not _is_condition(piece.source.text):
        return None
    try:
        tree = expression(f"piecewise((0, {piece.source.text.rstrip(' .,')}), (1, otherwise))", log=page.log).tree
    except UserError:
        return None
    return tree.conditions[0] if isinstance(tree, Piecewise) else None


def _stated(piece: Piece, statements: Sequence[Statement]) -> Iterator[Statement]:
    """What stands there alone, as something that is said or only spoken of."""
    for statement in statements:
        if is_stated(piece, statements):
            yield statement
        elif not piece.aside:
            yield replace(statement, loose=True, is_slope=is_called_slope(piece), is_last=may_be_stated(piece))


def _derivative_of(part: Part, variable: str) -> Part:
    tree = part.tree
    return Part(Name(f"{tree.name}'") if isinstance(tree, Name) else Derivative(tree, variable), part.source)


def _is_bare(statements: Sequence[Statement]) -> bool:
    """Whether this is one expression alone."""
    return len(statements) == 1 and len(statements[0].parts) == 1 and not statements[0].continues


def _is_unnamed(statements: Sequence[Statement]) -> bool:
    """Whether this is one expression, or one and what it is equal to, and no name stands on the left."""
    first = statements[0].first if statements else None
    return len(statements) == 1 and not statements[0].continues and not isinstance(first, Name | Unknown)


def _of_derivative(statement: Statement, more: tuple[Part, ...], variable: str) -> Statement:
    """What `the derivative of A is B` states."""
    first = statement.parts[0]
    asked = Part(Derivative(first.tree, variable), first.source)
    return Statement((asked, *statement.parts[1:], *more))


def _of_piece(piece: Piece, page: _Page) -> Iterator[Statement]:
    """The statements that stand side by side, with commas between them: `u = x^2, v = sin(x)`.

    A remark in brackets that cannot be read is one in words.
    """
    source = piece.source
    commas = [place for place in top_level(source.text, ",") if not _IN_NUMBER.match(source.text, place)]
    commas = [-1, *commas, len(source.text)]
    if not _are_separate(source.text, commas):
        commas = [-1, len(source.text)]
    for start, end in pairwise(commas):
        part = source.part(start + 1, end)
        if part.text.strip(" .,!?") and not _is_condition(part.text):
            try:
                yield from _approximate(part, page)
            except UserError:
                if not piece.may_be_words:
                    raise


def _approximate(source: Source, page: _Page) -> Iterator[Statement]:
    """A statement, and what its last side is roughly equal to."""
    signs = list(_ABOUT.finditer(source.text))
    bounds = [0, *[place for sign in signs for place in sign.span()], len(source.text)]
    exact = source.part(0, bounds[1])
    if exact.text and (len(signs) == 0 or top_level(exact.text, "=")):
        yield _statement(exact, page)
    for place in range(2, len(bounds), 2):
        number = source.part(bounds[place], bounds[place + 1])
        before = source.part(bounds[place - 2], bounds[place - 1])
        last = before.part(max([-1, *top_level(before.text, "=")]) + 1, len(before.text))
        if last.text and number.text:
            yield Statement((_part(last, page), _part(number, page)), about=True)


def _are_separate(text: str, commas: Sequence[int]) -> bool:
    """Whether commas part statements: each side is an equation, a condition or nothing."""
    sides = [text[start + 1 : end] for start, end in pairwise(commas)]
    return all(not side.strip() or "=" in side or _is_condition(side) for side in sides[1:])


def _is_condition(text: str) -> bool:
    """Whether this is `x > 0`; the conditions within pieces are none of their own."""
    if r"\begin{cases}" in text:
        return False
    if "±" in text or r"\pm" in text:
        return True
    level = set(top_level(text, text))
    return any(relation.start() in level for relation in _RELATION.finditer(text))


def _statement(source: Source, page: _Page) -> Statement:
    source = source.part(0, len(source.text.rstrip(" \t.,!?\\")))
    source = with_arguments(source, page.variable)
    signs = [sign for sign in EQUALS.finditer(source.text) if sign.start() in top_level(source.text, "=:")]
    continues = bool(signs) and not source.text[: signs[0].start()].strip()
    bounds = [0, *[place for sign in signs for place in sign.span()], len(source.text)]
    sides = [source.part(start, end) for start, end in zip(bounds[::2], bounds[1::2], strict=True)]
    if continues:
        sides = sides[1:]
    if len(sides) > 1 and not sides[-1].text:
        sides = sides[:-1]
    return Statement(tuple([_part(side, page) for side in sides]), continues)


def _part(source: Source, page: _Page) -> Part:
    source = with_derivatives(with_operators(source, page.variable), page.variable, page.letters)
    source = as_calls(source, page.variable)
    try:
        return Part(expression(source.text, log=page.log).tree, source)
    except UserError as error:
        place = None if error.position is None else source.columns[min(error.position, len(source.text))]
        raise UserError(error.message, error.hint, error.text, place) from error
