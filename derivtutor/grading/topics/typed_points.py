"""Points as students write them, and what they say that each is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from derivtutor.grading import sentences
from derivtutor.grading.answer import read_answer
from derivtutor.grading.topics.choices import word_of
from derivtutor.grading.wording import without_marks
from derivtutor.language import between
from derivtutor.notation import linear
from derivtutor.notation.components import apart, components, entries, outside
from derivtutor.notation.markup import without_markup
from derivtutor.notation.tree import Node

if TYPE_CHECKING:
    from derivtutor.grading.topics.judging import TopicJudge

_NONE = re.compile(
    r"\W*(?:there (?:is|are) )?(?:none|no (?:such |critical |stationary )?points?|nothing|∅"
    r"|\\emptyset|\\varnothing)\W*",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[A-Za-z][A-Za-z'’\-]*(?:\s+[A-Za-z][A-Za-z'’\-]*)*")
_NAMED_VALUE = re.compile(r"\s*\\?[A-Za-z]\w*\s*=")
_BRACKETS = {"(": ")", "[": "]", "⟨": "⟩"}
_FRAME = re.compile(r"\\(?:left|right|[bB]igg?[lr]?)(?=\s*[()\[\]])|\$")
_ARROWS = re.compile(r"^\s*(?:->|=>|[:–—→⇒])|(?:->|=>|[-:–—→⇒=])\s*$")
"""What stands between a point and what it is."""

_SAID_IN_BRACKETS = re.compile(r"\(\s*([A-Za-z][A-Za-z\s.\-]*)\)")
_WITH_BARS = re.compile(r"\([^()|,;]+(?:\|[^()|,;]+)+\)")
_ORIGIN = re.compile(r"\b(?:the )?origin\b(?=(\s*,?\s*[(\[])?)", re.IGNORECASE)

_LONGEST = 60
"""Of what is longer, only the beginning is shown."""

_OUTER = {"{": "}", "[": "]"}


class Given(NamedTuple):
    """A point of an answer, and what it is said to be."""

    coordinates: tuple[Node, ...]
    kind: str | None = None

    @property
    def shown(self) -> str:
        """The point in a sentence, which it does not fill."""
        written = between().join(map(linear.unicode, self.coordinates))
        if len(written) > _LONGEST:
            written = f"{written[:_LONGEST]}…"
        return f"({written})" if len(self.coordinates) > 1 else written


def read_points(judge: TopicJudge, answer: Any) -> list[Given]:
    """The points of an answer, none where it says that there are none.

    Raises:
        UserError: where they cannot be read.
    """
    if isinstance(answer, list | tuple):
        return [_from_value(judge, each) for each in answer]
    text = _FRAME.sub("", without_marks(without_markup(str(answer)))).strip(" .")
    if _NONE.fullmatch(text) or text in ("{}", "[]", "()"):
        return []
    text = _plain(text, len(judge.found.task.variables))
    text = _unwrapped(text, len(judge.found.task.variables))
    groups = [piece for piece in apart(text, r"[;\n]") if piece.strip(" ,.")]
    found = [point for group in groups for point in _group(judge, group)]
    if not found:
        raise sentences.NO_POINTS_READ()
    return found


def _plain(text: str, size: int) -> str:
    """Points and kinds in other spellings as usual ones: `(1|0)`, `the origin`, `x = 2 (min)`."""
    text = _SAID_IN_BRACKETS.sub(lambda said: f" {said[1]} " if word_of(said[1]) else said[0], text)
    if size == 1:
        return text
    text = _WITH_BARS.sub(
        lambda point: point[0].replace("|", ",") if point[0].count("|") == size - 1 else point[0], text
    )
    return _ORIGIN.sub(lambda origin: "" if origin[1] else f"({', '.join(['0'] * size)})", text)


def _from_value(judge: TopicJudge, value: Any) -> Given:
    """A point from a list of coordinates, or a mapping such as those of the contract."""
    kind = None
    if isinstance(value, Mapping):
        kind = word_of(str(value["kind"])) if value.get("kind") else None
        value = value.get("at", value)
    if isinstance(value, Mapping):
        value = [value.get(variable, "") for variable in judge.found.task.variables]
    coordinates = list(value) if isinstance(value, list | tuple) else [value]
    return _given(judge, [str(each) for each in coordinates], kind)


def _unwrapped(text: str, size: int) -> str:
    """A set without its brackets: `{(1, 0), (-1, 0)}`, `[[1, 0], [-1, 0]]`."""
    is_whole = text[:1] in _OUTER and text[-1:] == _OUTER[text[0]] and not outside(text)[1:-1].strip()
    inner = text[1:-1].strip()
    if is_whole and (text[0] == "{" or size == 1 or inner[:1] in _BRACKETS):
        return inner
    return text


def _group(judge: TopicJudge, group: str) -> list[Given]:
    """The points of what stands between semicolons; one word may be about all of them.

    That is so where it stands before the first, `maxima at (1, 1), (-1, -1)`, or behind the last.
    """
    found = [point for piece in _apart(group, len(judge.found.task.variables)) for point in _point(judge, piece)]
    kinds = [point.kind for point in found]
    said = [kind for kind in kinds if kind]
    beginning = _WORDS.match(group.lstrip(" $"))
    is_first = beginning is not None and _kind(beginning[0], frozenset(judge.found.task.variables))[0] is not None
    if len(said) == 1 and kinds[0 if is_first else -1]:
        return [point._replace(kind=said[0]) for point in found]
    return found


def _apart(piece: str, size: int) -> list[str]:
    """Points side by side: `(1, 0) minimum, (-1, 0) saddle`; with one variable also `x = 1 and x = -1`."""
    if size == 1:
        return [each for entry in entries(piece) for each in re.split(r"\band\b|\bor\b", entry) if each.strip(" .")]
    starts = [place for place, character in enumerate(outside(piece)) if character in _BRACKETS]
    if not starts:
        return [piece]
    stands_before = re.search(r"[A-Za-z]", piece[: starts[0]]) is not None
    between = [_closing(piece, start) for start in starts[:-1]] if stands_before else starts[1:]
    return [piece[start:end] for start, end in pairwise([0, *between, len(piece)])]


def _closing(text: str, start: int) -> int:
    """The place behind the bracket that closes."""
    opening, depth = text[start], 0
    for place in range(start, len(text)):
        depth += (text[place] == opening) - (text[place] == _BRACKETS[opening])
        if depth == 0:
            return place + 1
    return len(text)


def _point(judge: TopicJudge, piece: str) -> list[Given]:
    """The point in a piece, and what it is said to be; two where there is a `±` in it."""
    variables = judge.found.task.variables
    kind, rest = _kind(piece, frozenset(variables))
    rest = _ARROWS.sub("", rest).strip(" ,.:")
    if not rest:
        raise sentences.NO_POINTS_READ()
    if "±" in rest or "\\pm" in rest:
        return [_given(judge, _coordinates(re.sub(r"±|\\pm", sign, rest), variables), kind) for sign in ("+", "-")]
    return [_given(judge, _coordinates(rest, variables), kind)]


def _kind(piece: str, letters: frozenset[str]) -> tuple[str | None, str]:
    """The word in a piece, and the piece without its words."""
    kind, rest = None, piece
    for words in _WORDS.finditer(outside(piece)):
        spoken = [word for word in words.group().split() if word not in letters]
        said = [word for word in spoken if word.casefold() not in _BESIDE]
        word = word_of(" ".join(said)) if said else None
        if word is None and (said or not spoken):
            continue
        kind = word or kind
        blank = " " * len(words.group())
        kept = [each for each in words.group().split() if each in letters]
        rest = rest[: words.start()] + (" ".join(kept)).ljust(len(blank)) + rest[words.end() :]
    return kind, rest


_LITTLE_WORDS = "a an and are at critical f has in is local or point points stationary the there with"
_BESIDE = frozenset(_LITTLE_WORDS.split())
"""Words that say nothing of themselves."""


def _coordinates(text: str, variables: Sequence[str]) -> list[str]:
    pieces = components(text) if len(variables) > 1 else [text.strip(" ()")]
    if not all(_NAMED_VALUE.match(piece) for piece in entries(text)) or "(" in text:
        return pieces
    named = {name.strip(): value for name, _, value in (piece.partition("=") for piece in entries(text))}
    return [named[variable] for variable in variables] if named.keys() == {*variables} else pieces


def _given(judge: TopicJudge, pieces: Sequence[str], kind: str | None) -> Given:
    variables = judge.found.task.variables
    if len(pieces) == 1 < len(variables):
        raise sentences.NO_POINTS_READ()
    if len(pieces) != len(variables):
        point = f"({', '.join(pieces)})"
        point = point if len(point) <= _LONGEST else f"{point[:_LONGEST]}…"
        raise sentences.POINT_OF_OTHER_SIZE(point=point, given=len(pieces), wanted=len(variables))
    if not all(piece.strip() for piece in pieces):
        raise sentences.LACKS_COMPONENT(count=len(variables))
    read = [read_answer(piece, "", frozenset(variables), judge.log).tree for piece in pieces]
    return Given(tuple(read), kind)
