"""What is stated in a line of a working: equations, expressions, arrows, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from derivtutor.errors import UserError
from derivtutor.grading.workings.reading.source import Source
from derivtutor.notation.tree import Name, Node, Unknown


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
class WrittenLine:
    """A line of a working: what is stated in it, or why it cannot be read. Neither, if there are words only.

    One that is `continued` was read with the line before.
    """

    number: int
    text: str
    statements: tuple[Statement, ...] = ()
    complaint: UserError | None = None
    continued: bool = False
