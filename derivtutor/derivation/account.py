"""What every method hands out: an account of what was asked, the lines on paper, the parts, and what came out.

A derivation is one, by one variable. Whatever tells, judges or exports an account needs to know no more of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeAlias

from msgspec import Struct

from derivtutor.derivation.model import Line
from derivtutor.language import between
from derivtutor.notation import latex, linear
from derivtutor.notation.expression import Expression
from derivtutor.notation.tree import Node, Sum
from derivtutor.showing import Shown


class Symbol(Shown, Struct, frozen=True):
    """What stands on a left side and is no expression, such as `∇f(x, y)`: with Unicode's signs, in ASCII, in LaTeX."""

    text: str
    plain: str
    latex: str

    def _in_short(self) -> str:
        return f"symbol {self.plain}"


class Limit(Shown, Struct, frozen=True):
    """The limit of an expression as a letter goes to 0."""

    expression: Node
    letter: str = "h"

    def _in_short(self) -> str:
        return f"limit {self.text}"

    @property
    def text(self) -> str:
        """`lim_{h->0} (2x + h)`."""
        return f"lim_{{{self.letter}->0}} {self._within(linear.text(self.expression), '(', ')')}"

    @property
    def latex(self) -> str:
        """For inside a formula."""
        inside = self._within(latex.latex(self.expression), r"\left(", r"\right)")
        return rf"\lim_{{{self.letter} \to 0}} {inside}"

    def _within(self, written: str, opening: str, closing: str) -> str:
        return f"{opening}{written}{closing}" if isinstance(self.expression, Sum) else written


class Task(Shown, Struct, frozen=True):
    """What was asked.

    Attributes:
        functions: what to differentiate.
        variables: the variables to differentiate by.
        point: the values of letters, if there is a point.
    """

    functions: tuple[Expression, ...]
    variables: tuple[str, ...]
    point: Mapping[str, Node] = {}

    def _in_short(self) -> str:
        functions = ", ".join([each.text for each in self.functions])
        return f"task: {functions} by {', '.join(self.variables)}"


class Result(Shown, Struct, frozen=True):
    """An expression, or a vector or matrix of expressions.

    Attributes:
        entries: row by row.
        shape: `()` for one expression, `(n,)` for a vector, `(rows, columns)` for a matrix.

    >>> from derivtutor.notation.tree import Name, Number
    >>> Result((Name("x"), Number(2)), (2,)).text
    '(x, 2)'
    >>> Result((Name("x"), Number(2)), (2, 1)).latex
    '\\\\begin{pmatrix} x \\\\\\\\ 2 \\\\end{pmatrix}'

    Raises:
        ValueError: where the shape has another number of entries.
    """

    entries: tuple[Node, ...]
    shape: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if len(self.shape) > 2 or math.prod(self.shape) != len(self.entries):
            raise ValueError(f"{len(self.entries)} entries do not have the shape {self.shape}")

    def _in_short(self) -> str:
        return f"result {self.text}"

    @property
    def rows(self) -> tuple[tuple[Expression, ...], ...]:
        """The rows of a matrix; anything else is one row."""
        columns = (self.shape[-1] if self.shape else 1) or 1
        entries = [Expression(entry) for entry in self.entries]
        return tuple([tuple(entries[start : start + columns]) for start in range(0, len(entries) or 1, columns)])

    @property
    def text(self) -> str:
        """As it can be typed: `2x`, `(2x, 4y)`, `[[6, 1], [2, 3]]`."""
        return self.in_brackets(linear.text, ", ")

    def in_brackets(self, write: Callable[[Node], str], comma: str) -> str:
        """The same in another notation: `(2,5x; 4y)`.

        Args:
            write: how an entry is written.
            comma: what stands between entries.
        """
        lists = [comma.join([write(entry.tree) for entry in row]) for row in self.rows]
        if len(self.shape) == 2:
            return f"[{comma.join([f'[{entries}]' for entries in lists])}]"
        return f"({lists[0]})" if self.shape else lists[0]

    @property
    def latex(self) -> str:
        """For inside a formula."""
        if len(self.shape) == 2:
            rows = r" \\ ".join(" & ".join([entry.latex for entry in row]) for row in self.rows)
            return rf"\begin{{pmatrix}} {rows} \end{{pmatrix}}"
        entries = between().join([entry.latex for entry in self.rows[0]])
        return rf"\left({entries}\right)" if self.shape else entries


Side: TypeAlias = Node | Result | Symbol | Limit
"""What can stand beside an equality sign: an expression, a vector or matrix of them, a name, or a limit."""


def written(side: Side) -> str:
    """A side as it can be typed, names in ASCII."""
    if isinstance(side, Symbol):
        return side.plain
    return side.text if isinstance(side, Result | Limit) else linear.text(side)


def in_latex(side: Side) -> str:
    """A side in LaTeX."""
    return side.latex if isinstance(side, Symbol | Result | Limit) else latex.latex(side)


class Account(Protocol):
    """What a method hands out. Every line was checked in numbers when the account was made."""

    @property
    def task(self) -> Task:
        """What was asked."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines on paper; an equation among them is a `Comparison`. Empty where all is said in the parts."""

    @property
    def parts(self) -> tuple[Account, ...]:
        """Accounts of which this one is made up, such as the partial derivatives of a gradient."""

    @property
    def result(self) -> Result:
        """What came out."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about how it was read, and where it holds."""

    def as_dict(self) -> dict[str, Any]:
        """The JSON document of its contract."""
