"""What a statement of a working is about, as far as its form tells: a definition, a point, the name of a derivative."""

from __future__ import annotations

from dataclasses import replace

from derivtutor.errors import UserError
from derivtutor.grading.answer import without_constant
from derivtutor.grading.workings.meaning import Meaning, open_derivatives
from derivtutor.grading.workings.reading.statement import Part, Statement
from derivtutor.grading.workings.verdict import Finding
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.tree import CONSTANTS, Derivative, Name, Node, Unknown, names, parts

USUAL_LABELS = frozenset("yf")
"""On the left, `y'` is the derivative even where y is a letter of the problem."""

FORMULA_LETTERS = frozenset("uvwfghyzpqDFGH")
"""Letters that stand for parts of a problem; any other strange letter is simply not in the answer."""


def named_derivative(node: Node, variable: str) -> tuple[str, int] | None:
    """The name and order of `u'`, `u'(x)` or `du/dx`."""
    if isinstance(node, Name) and node.name.endswith("'"):
        base = node.name.rstrip("'")
        return base, len(node.name) - len(base)
    if isinstance(node, Unknown) and len(node.orders) == 1 and node.orders[0] and node.arguments[0] == Name(variable):
        return None if node.name in FUNCTIONS else (node.name, node.orders[0])
    if isinstance(node, Derivative) and node.variable == variable:
        inner = node.operand
        if isinstance(inner, Name) or (isinstance(inner, Unknown) and inner.arguments == (Name(variable),)):
            return inner.name, node.order
    return None


def is_point(statement: Statement, meaning: Meaning) -> bool:
    """Whether a letter of the problem is given a value: a number, or an expression in other letters."""
    name = statement.defined
    if statement.becomes or not isinstance(name, Name) or name.name not in meaning.letters:
        return False
    values = [node for part in statement.parts[1:] for node in parts(part.tree)]
    return not any(
        isinstance(node, Unknown | Derivative) or (isinstance(node, Name) and "'" in node.name) for node in values
    )


def turned(statement: Statement, meaning: Meaning) -> Statement:
    """Read `y_x = 2x` as `y' = 2x`, `x^2 = u` as `u = x^2`, and `v = ds/dt = 3t^2` as what it says of `ds/dt`."""
    if statement.defined is not None and len(statement.parts) > 2:
        second = statement.parts[1].tree
        if isinstance(second, Derivative) or named_derivative(second, meaning.variable):
            return Statement(statement.parts[1:])
    first, last = statement.first, statement.parts[-1].tree
    if isinstance(first, Name) and first.name.removesuffix(f"_{meaning.variable}") in meaning.labels - {first.name}:
        primed = Name(first.name.removesuffix(f"_{meaning.variable}") + "'", first.span)
        return replace(statement, parts=(replace(statement.parts[0], tree=primed), *statement.parts[1:]))
    if len(statement.parts) != 2 or statement.continues or isinstance(first, Name | Unknown):
        return statement
    defines = isinstance(last, Name) and meaning.is_free(last.name) and last.name in FORMULA_LETTERS
    return Statement(statement.parts[::-1]) if defines and not open_derivatives(first) else statement


def argument_of(first: Node, meaning: Meaning) -> str:
    """The letter that only stands for a function's argument: the u of `f'(u) = cos(u)`."""
    if isinstance(first, Unknown) and first.name in meaning.functions:
        letter = meaning.functions[first.name][0]
        if first.arguments == (Name(letter),) and meaning.is_free(letter):
            return letter
    return ""


def part_without_constant(part: Part, meaning: Meaning) -> Part:
    """The derivative without a `+ C`, which belongs to integrals."""
    rest = without_constant(part.tree) if meaning.is_free("C") else None
    return part if rest is None else Part(rest, part.source)


def is_worked_out(explicit: Node, shown: Node, meaning: Meaning) -> bool:
    """Whether an expression is in the letters of the problem, and no derivative stands in it."""
    if open_derivatives(explicit) or not names(shown) <= meaning.letters | CONSTANTS:
        return False
    return all(part.name in meaning.named for part in parts(shown) if isinstance(part, Unknown))


def unreadable(error: UserError, part: Part | None = None) -> Finding:
    """A line that cannot be judged, with the reason."""
    place = None if part is None else part.columns()
    if error.position is not None and part is None:
        place = (error.position, error.position + 1)
    return Finding("unreadable", str(error), place)
