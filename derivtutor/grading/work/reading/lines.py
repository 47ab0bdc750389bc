"""How one line of a working is read: which equations and expressions stand in it, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from derivtutor.errors import UserError
from derivtutor.grading.work.reading.differentials import with_arguments, with_derivatives
from derivtutor.grading.work.reading.dressing import list_marks, undressed
from derivtutor.grading.work.reading.labels import used_in, with_labels
from derivtutor.grading.work.reading.limits import as_calls, with_limits
from derivtutor.grading.work.reading.primes import with_operators
from derivtutor.grading.work.reading.source import Source, top_level
from derivtutor.grading.work.reading.tables import columns_of, without_bars
from derivtutor.grading.work.reading.text import EQUALS, Piece, pieces
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
_RELATION = re.compile(r"<|>|≤|≥|≠|!=|\\(?:neq?|leq?|geq?|in|lt|gt)(?![A-Za-z])")
_ABOUT = re.compile(r"≈|≅|\\approx(?![A-Za-z])|~=")
_CLAIMING = re.compile(
    r"(?:^|[\s(])(?:is|get|gets?|gives?|giving|so|therefore|thus|hence|obtain|have|then|answer|equals|becomes?|"
    r"derivative|result|to|yields?|finally|and|now|simplified|simplifies|simplify|or)[\s,)]*$|[:⇒→⟹⟶∴]\s*$|[=-]>\s*$"
)
_EXPLAINING = re.compile(
    r"[\s,.(\[\\{a-z]*?\b(?:by|using|use|from|after|because|since|for|rule|with|where|as)\b|\s*[(\[.]"
)
_ABOUT_A_PART = re.compile(r"\b(?:inner|outer|inside|outside|middle|layer|function|let|where)\b[^.]*$")
_DERIVATIVE_OF = re.compile(r"(?:\bderiv(?:ative|\.)?|\bd/d[a-z]|\bdiff(?:erentiate)?) of(?: the)?\s*$")
_BECOMES = re.compile(
    r"[-=~]+>|[⇒→⟹⟶↦➔➜:]|\\(?:implies|rightarrow|longrightarrow|to|mapsto)|becomes|goes to|(?:which )?differentiates to"
    r"|has (?:the )?derivative|turns into"
)
_ITS_DERIVATIVE = re.compile(r"\b(?:its|whose|with) deriv(?:ative)?\s*(?:is|of|equals|becomes|[:=])?\s*(?:just\s*)?$")
_GAP_BEFORE_ARGUMENT = re.compile(r"(?<![A-Za-z\\])[A-Za-z]'*(\s+)(?=\(\s*(\\?[A-Za-zα-ω]+)\s*\)\s*=)")
_CALLED = re.compile(r"(?<![A-Za-z\\])(\\[a-z]+|[A-Za-zΑ-Ωα-ω])'*(\([^()]{1,12}\))")
_SLOPE = re.compile(r"\b(?:slope|gradient|derivative|steepness|rate)\b[^.]*$")
_ONLY_NUMERATOR = re.compile(r"^(?!.*\b(?:over|divided|squared)\b).*\b(?:top|bottom|numerator|high|low)\b.*\bminus\b")
_PART_WORD = re.compile(
    r"\b(?:first|second|third|top|bottom|numerator|denominator|inner|outer|inside|outside|middle|layers?|parts?|terms?"
    r"|factors?|rule|name|class|exercise|homework|date)\b"
)
_SPEAKING_TEXT = """
    the of for with constant term factor by function since because use using where and both on to inside outside
    inner outer let differentiate derive expand take taking multiply divide add subtract times plus minus over
    in at from via wrt like root square power exponent base number coefficient letter variable a an each every
    this that when if as apply rewrite copy have find given consider differentiating deriving expanding respect problem
    question task
"""
_SPEAKING_OF = frozenset(_SPEAKING_TEXT.split())
"""After these words an expression is spoken of, and not said to be the derivative."""

_CASE = re.compile(r"[\s,(]*(?:for|if|when|case|where|whenever)?(?:\s*\d)?[\s:.]*")
_IF = re.compile(r"[\s,(]*(?:for|if|when|where|whenever)\s*")
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
    """Expressions that are said to be equal.

    It `continues` where it begins with an equality sign; with `becomes` an arrow stands between the two: the second is
    the derivative of the first, or the same in another form. One is `loose` that stands alone among words which do not
    say that it is the derivative. A `condition` restricts what is said to a part of the line: `2 for x > 2`. One
    is `about` numbers that are only roughly equal: `1/3 ≈ 0.33`. One that
    `is_slope` is called a slope, and one that `is_last` ends a line whose words may say that it is the derivative.
    """

    parts: tuple[Part, ...]
    continues: bool = False
    becomes: bool = False
    loose: bool = False
    condition: Node | None = None
    about: bool = False
    is_slope: bool = False
    is_last: bool = False

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
class _Page:
    """What is the same for all lines: which words and letters are names."""

    labels: frozenset[str]
    variable: str
    letters: frozenset[str]
    log: Base


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
    """Read the lines of a working; what is on the whole page decides what marks and words mean on it."""
    page = _Page(used_in(lines), variable, letters, log)
    dashed, numbered = list_marks(lines)
    sources = [undressed(line, dashed, numbered) for line in lines]
    found: list[WrittenLine] = []
    for number, (line, head) in enumerate(zip(lines, columns_of(lines), strict=True), 1):
        if head is None:
            found.append(WrittenLine(number, line))
        elif number > 1 and _goes_on(sources[number - 2], sources[number - 1]):
            found.append(WrittenLine(number, line, continued=True))
        else:
            found.append(_read_line(number, line, _whole(sources[number - 1 :]), head, page))
    return tuple(found)


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
            message = f"This line is longer than {MOST_CHARACTERS:,} characters."
            raise UserError(message, "Break it into smaller lines.", whole.text, MOST_CHARACTERS)
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
    for found in _CALLED.finditer(source.text):
        name, several = GREEK_LETTERS.get(found[1], found[1].removeprefix("\\")), "," in found[2]
        if name in page.letters or name in ("d", "e", "D", "sigma", "Delta") or function_word(name):
            continue
        if name in CALLABLE and not several:
            continue
        if re.fullmatch(rf"\(\s*(?:{spelled})(?:\s*[,;]\s*(?:{spelled}))*\s*\)", found[2]):
            source = source.blanked(*found.span(2))
    return source


def _statements(found: Sequence[Piece], page: _Page) -> Iterator[Statement]:
    """The statements of a line; a condition at its beginning is one for all of them: `x > 0: y' = 2x`."""
    case = _condition(found[0], page) if found and _CASE.fullmatch(found[0].before) else None
    if case is None:
        yield from _unconditional(found, page)
    else:
        yield from (replace(statement, condition=case) for statement in _unconditional(found[1:], page))


def _unconditional(found: Sequence[Piece], page: _Page) -> Iterator[Statement]:
    place = 0
    before: Part | None = None
    while place < len(found):
        piece = found[place]
        place += 1
        statements = list(_of_piece(piece, page))
        after = found[place] if place < len(found) else None
        condition = _condition(after, page) if after is not None and _IF.fullmatch(after.before) else None
        if condition is not None and statements:
            place += 1
            yield from (replace(statement, condition=condition) for statement in statements)
            continue
        if before is not None and statements and _ITS_DERIVATIVE.search(piece.before):
            yield Statement((_derivative_of(before, page.variable), *statements[0].parts))
            continue
        before = statements[-1].parts[0] if statements else None
        following = found[place] if place < len(found) else None
        if _DERIVATIVE_OF.search(piece.before) and statements:
            more: tuple[Part, ...] = ()
            if following is not None and _STATES.fullmatch(following.before):
                more = tuple([part for stated in _of_piece(following, page) for part in stated.parts])
                place += 1
            yield _of_derivative(statements[0], more, page.variable)
        elif following is not None and statements and _becomes(piece, following):
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
        if _is_stated(piece, statements):
            yield statement
        elif not piece.aside:
            slope = bool(_SLOPE.search(piece.before))
            yield replace(statement, loose=True, is_slope=slope, is_last=_may_be_stated(piece))


def _derivative_of(part: Part, variable: str) -> Part:
    tree = part.tree
    return Part(Name(f"{tree.name}'") if isinstance(tree, Name) else Derivative(tree, variable), part.source)


def _is_bare(statements: Sequence[Statement]) -> bool:
    """Whether this is one expression alone."""
    return len(statements) == 1 and len(statements[0].parts) == 1 and not statements[0].continues


def _becomes(piece: Piece, following: Piece) -> bool:
    """Whether an arrow stands between two pieces; a colon after words, `factor x: x(x + 1)`, only announces."""
    if _BECOMES.fullmatch(following.before) is None:
        return False
    return following.before.strip() != ":" or not re.search("[a-z]{2}", piece.before)


def _is_unnamed(statements: Sequence[Statement]) -> bool:
    """Whether this is one expression, or one and what it is equal to, and no name stands on the left."""
    first = statements[0].first if statements else None
    return len(statements) == 1 and not statements[0].continues and not isinstance(first, Name | Unknown)


def _of_derivative(statement: Statement, more: tuple[Part, ...], variable: str) -> Statement:
    """What `the derivative of A is B` states."""
    first = statement.parts[0]
    asked = Part(Derivative(first.tree, variable), first.source)
    return Statement((asked, *statement.parts[1:], *more))


def _is_stated(piece: Piece, statements: Sequence[Statement]) -> bool:
    """Whether an expression between words is what the line comes to, not something that the words are about."""
    if not statements or len(statements[0].parts) > 1 or statements[0].continues:
        return True
    if piece.aside or _ONLY_NUMERATOR.search(piece.sentence):
        return False
    before = not piece.before.strip() or (_CLAIMING.search(piece.before) and not _ABOUT_A_PART.search(piece.before))
    after = not piece.after.strip(" .,;|!") or _EXPLAINING.match(piece.after)
    return bool(before and after)


def _may_be_stated(piece: Piece) -> bool:
    """Whether words before the end of a line may announce the derivative, as in `Ans. 2x`."""
    words = re.findall("[a-zà-ÿ]+", piece.before)
    about_a_part = _PART_WORD.search(piece.before) or piece.aside or _ONLY_NUMERATOR.search(piece.sentence)
    return bool(words and words[-1] not in _SPEAKING_OF and not about_a_part and not piece.after.strip(" .,;|!"))


def _of_piece(piece: Piece, page: _Page) -> Iterator[Statement]:
    """The statements that stand side by side, with commas between them: `u = x^2, v = sin(x)`.

    A remark in brackets that cannot be read is one in words.
    """
    source = piece.source
    commas = [-1, *top_level(source.text, ","), len(source.text)]
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
    return any(found.start() in level for found in _RELATION.finditer(text))


def _statement(source: Source, page: _Page) -> Statement:
    source = source.part(0, len(source.text.rstrip(" \t.,!?\\")))
    source = with_arguments(source, page.variable)
    signs = [found for found in EQUALS.finditer(source.text) if found.start() in top_level(source.text, "=:")]
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
