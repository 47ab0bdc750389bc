"""What a topic beyond the rules hands out: sentences, chains of equations, tables, derivations and drawings, in a row.

Whoever tells or exports an explanation knows these items and no topic; a topic knows no format.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from string import Formatter
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from derivtutor.calculus import sentences
from derivtutor.calculus.checking import check_chain
from derivtutor.calculus.drawing import Drawing
from derivtutor.derivation.account import Result, Side, Symbol, Task, written
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.model import Line
from derivtutor.language import between, mark, softened, translated
from derivtutor.notation.tree import Comparison, Name, Node
from derivtutor.showing import Shown

Words: TypeAlias = tuple[str | Side, ...]
"""Words and formulas in a row."""


def worded(text: str, **parts: Words | str | Side) -> Words:
    """A text in the language that is spoken, with words and formulas where it has their names in braces.

    >>> worded("The slope at {place} is 0.", place="x = 1")
    ('The slope at ', 'x = 1', ' is 0.')
    """
    return filled(translated(text), **parts)


def filled(text: str, **parts: Words | str | Side) -> Words:
    """A text, translated already, with words and formulas where it has their names in braces."""
    words: list[str | Side] = []
    for before, name, _, _ in Formatter().parse(text):
        words += [before] if before else []
        if name is not None:
            part = parts[name]
            words += part if isinstance(part, tuple) else [part]
    return tuple(words)


def listed(each: Sequence[Words | str | Side], last: str = "") -> Words:
    """`a, b and c`; `last` stands before the last one instead of "and"."""
    joined = last or sentences.AND
    are_words = all(map(_is_letter, each)) or any(isinstance(one, tuple) for one in each)
    comma = mark(", ") if are_words and last != between() else between()
    words: list[str | Side] = []
    for place, one in enumerate(each):
        if place:
            words.append(softened(joined, _first(one)) if place == len(each) - 1 else comma)
        words += one if isinstance(one, tuple) else [one]
    return tuple(words)


def _first(one: Words | str | Side) -> str:
    """What is read first of it."""
    if isinstance(one, tuple):
        return _first(one[0]) if one else ""
    return one if isinstance(one, str) else written(one)


def _is_letter(one: Words | str | Side) -> bool:
    """Whether there are no numbers in it, with whose commas those of a list could be confused."""
    return isinstance(one, Name | str) or (isinstance(one, Symbol) and one.text.isidentifier())


class Heading(Struct, frozen=True):
    """What the following items are about."""

    words: str


class Sentence(Shown, Struct, frozen=True):
    """A sentence, with formulas in it; one that `is_needed` is told in brief, too."""

    words: Words
    is_needed: bool = False

    def _in_short(self) -> str:
        return f"sentence: {_words(self.words)}"


class Turn(Shown, Struct, frozen=True):
    """One more `= right`, and why; `is_about` is written with ≈."""

    right: Side
    why: str = ""
    is_about: bool = False

    def _in_short(self) -> str:
        return f"turn {'~' if self.is_about else '='} {written(self.right)}"


class Chain(Shown, Struct, frozen=True):
    """`left = … = …`; one that `is_answer` ends with what was asked, one that `is_aside` says nothing without words."""

    left: Side
    turns: tuple[Turn, ...]
    is_answer: bool = False
    is_aside: bool = False

    def _in_short(self) -> str:
        return f"chain {' = '.join([written(side) for side in self.sides])}"

    @property
    def sides(self) -> tuple[Side, ...]:
        """All that is said to be equal."""
        return (self.left, *[turn.right for turn in self.turns])


class Table(Shown, Struct, frozen=True):
    """Rows below headings, each cell words or formulas."""

    columns: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]

    def _in_short(self) -> str:
        return f"table of {len(self.rows)} rows: {', '.join(map(_words, self.columns))}"


class Derived(Shown, Struct, frozen=True):
    """A derivation on paper, under the name of what it finds: `∂f/∂x`; `constant` are letters to be called that.

    `shown` writes its expressions in another way, such as y′ for y′(x).
    """

    name: Side
    derivation: Derivation
    constant: tuple[str, ...] = ()
    shown: Callable[[Node], Node] | None = None

    def _in_short(self) -> str:
        return f"derivation of {written(self.name)}: {self.derivation.derivative.text}"


def _words(phrase: Words) -> str:
    return "".join([each if isinstance(each, str) else written(each) for each in phrase])


Item: TypeAlias = Heading | Sentence | Chain | Table | Derived | Drawing


def ending_in_answer(items: Sequence[Item]) -> tuple[Item, ...]:
    """Items of which the last chain ends with what was asked."""
    last = max((place for place, item in enumerate(items) if isinstance(item, Chain)), default=None)
    return tuple([replace(item, is_answer=True) if place == last else item for place, item in enumerate(items)])


class Explanation(Shown, Struct, frozen=True, dict=True):
    """An `Account` in items.

    Attributes:
        topic: the name of its contract.
        title: what is told, in words and formulas.
        task: what was asked.
        items: what is told, in its order: headings, sentences, chains of equations, tables, derivations, drawings.
        result: the answer: an expression, a vector or a matrix.
        document: what its JSON document has beside lines and notes.
        notes: what is to be said beside the mathematics.
        holding: the points at which its chains hold, such as points of a curve; everywhere if there are none.

    Raises:
        FalseLineError: where a chain has an `=` between what is not equal, which is a bug.
    """

    topic: str
    title: Words
    task: Task
    items: tuple[Item, ...]
    result: Result
    document: Mapping[str, Any]
    notes: tuple[str, ...] = ()
    holding: tuple[Mapping[str, Any], ...] = ()

    def __post_init__(self) -> None:
        for chain in self.chains:
            check_chain(chain.sides, [turn.is_about for turn in chain.turns], self.holding)

    def _in_short(self) -> str:
        found = self.result.text
        return f"{self.topic}: {_words(self.title)}" + (f": {found}" if found.strip("()") else "")

    @property
    def chains(self) -> tuple[Chain, ...]:
        """Its chains of equations."""
        return tuple([item for item in self.items if isinstance(item, Chain)])

    @property
    def parts(self) -> tuple[Derivation, ...]:
        """The derivations that are told on the way."""
        return tuple([item.derivation for item in self.items if isinstance(item, Derived)])

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The equations between expressions, line by line."""
        return tuple([line for chain in self.chains for line in _lines(chain)])

    def as_dict(self) -> dict[str, Any]:
        """The JSON document: the contract `derivtutor/<topic>/1`."""
        from derivtutor.calculus.document import document

        return document(self)


def _lines(chain: Chain) -> list[Line]:
    lines = []
    left = chain.left
    for turn in chain.turns:
        if isinstance(left, Node) and isinstance(turn.right, Node):
            lines.append(Line(Comparison((left, turn.right), ("=",)), (turn.why,) if turn.why else ()))
        left = turn.right
    return lines
