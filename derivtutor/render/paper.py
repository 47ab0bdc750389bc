"""What fits on paper: how wide an expression is, where it may be broken over lines, what nobody would read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from derivtutor.derivation.account import Limit, Result, Side, Symbol
from derivtutor.notation.functions import FUNCTIONS, GREEK
from derivtutor.notation.tree import (
    Algebra,
    Call,
    Comparison,
    Derivative,
    Integral,
    Name,
    Negation,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    Unknown,
    fold,
)
from derivtutor.render.telling import blocks, words
from derivtutor.render.telling.blocks import Answer, Equation, Lines, Part, Step, Turn

ABOUT = r"\approx"
_TEX_SIGNS = {"·": r"{}\cdot ", "+": "{}+ ", "": "{}"}

WIDE = 50
"""Letters of an expression that is not repeated where a shorter name will do."""
HUGE = 3000
"""Letters of an expression that fills a page and that nobody reads: it is printed as the answer and nowhere else."""


class Piece(NamedTuple):
    """A part of a broken expression, and the sign that it begins with."""

    sign: str
    expression: Side


@dataclass(frozen=True, slots=True)
class Chain:
    """`left = … = …`; `boxed` where it ends with the answer; without turns where they would be too long to read."""

    left: Side
    turns: tuple[Turn, ...]
    boxed: bool = False


def broken(node: Side, most: int) -> tuple[Piece, ...]:
    """An expression in pieces of about `most` letters: a sum at its terms, a product at its factors, all else whole."""
    if not isinstance(node, Sum | Product) or width(node) <= most:
        return (Piece("", node),)
    groups: list[list[Node]] = []
    room = 0
    for child in node.children:
        needed = width(child) + 3
        if not groups or needed > room:
            groups.append([])
            room = most
        groups[-1].append(child)
        room -= needed
    return tuple(_piece(node, tuple(group), place) for place, group in enumerate(groups))


def tex_pieces(node: Side, most: int, write: Callable[[Side], str]) -> list[str]:
    """An expression in pieces of LaTeX, each but the first with its sign."""
    first, *others = broken(node, most)
    return [write(first.expression), *(_TEX_SIGNS[piece.sign] + write(piece.expression) for piece in others)]


def chain_of_equations(chain: blocks.Chain) -> Chain:
    """Equations of a topic."""
    return Chain(chain.left, chain.turns, boxed=chain.is_answer)


def chain_of_answer(answer: Answer) -> Chain:
    """The answer in its box, unless it has one above."""
    return Chain(answer.left, () if answer.stood_above else (Turn(answer.expression, answer.why),), boxed=True)


def chain_of_lines(lines: Lines) -> Chain:
    """Lines on paper; those left out hand their reasons on, and a long question is not repeated from the left side."""
    asked, *others = lines.lines
    turns = [] if others and width(asked.expression) > WIDE else [Turn(asked.expression)]
    rules: tuple[str, ...] = ()
    for place, line in enumerate(others, 1):
        rules += line.rules
        if place == len(others) or width(line.expression) <= HUGE:
            turns.append(Turn(line.expression, words.reasons(rules)))
            rules = ()
    return Chain(lines.left, tuple(turns), lines.end_in_answer)


def chain_of_step(step: Step, is_root: bool) -> Chain:
    """What a step comes to; what is asked stands on the left, unless that is long and has a name."""
    left = step.left if is_root or width(step.asked.operand) > WIDE else step.asked
    turns = (Turn(step.result), *step.tidied)
    return Chain(left, tuple(turn for turn in turns if width(turn.expression) <= HUGE))


def chain_of_rewriting(step: Step) -> Chain:
    """What a function was rewritten as before it is differentiated."""
    return Chain(step.asked.operand, step.rewriting)


def on_the_way(step: Step) -> tuple[Equation, ...]:
    """The equations between the formula and what comes out, without that which says the same as this."""
    equations = (*step.before, *step.after)
    return equations[:-1] if equations and equations[-1].right == step.result else equations


def rate(part: Part) -> Equation | None:
    """The derivative of a part, if it can be read."""
    return part.rate if part.rate and width(part.rate.right) <= HUGE else None


def width(side: Side) -> int:
    """About how many letters wide an expression is when it is set as mathematics."""
    if isinstance(side, Symbol):
        return len(side.text)
    if isinstance(side, Limit):
        return 4 + width(side.expression)
    if isinstance(side, Result):
        return 2 + max(sum(2 + width(entry.tree) for entry in row) for row in side.rows)
    return fold(side, WIDTHS)


def _piece(whole: Sum | Product, group: tuple[Node, ...], place: int) -> Piece:
    if isinstance(whole, Product):
        return Piece("·" if place else "", Product(group))
    return Piece("+" if place and not isinstance(group[0], Negation) else "", Sum(group))


def _number(node: Number, _: list[int]) -> int:
    if node.text or isinstance(node.value, int):
        return len(node.text or str(node.value))
    return max(len(str(node.value.numerator)), len(str(node.value.denominator)))


def _name(node: Name, _: list[int]) -> int:
    return 1 if node.name in GREEK else len(node.name)


def _call(node: Call, arguments: list[int]) -> int:
    if "{0}" in FUNCTIONS[node.function].latex:
        return sum(arguments) + 2
    return len(node.function) + sum(arguments) + 2 * len(arguments)


def _piecewise(node: Piecewise, parts: list[int]) -> int:
    count = len(node.values)
    return max(parts[:count]) + max(parts[count:], default=8) + 5


def _together(each: int, more: int = 0) -> Any:
    return lambda _, parts: sum(parts) + each * len(parts) + more


WIDTHS: Algebra[int] = {
    Number: _number,
    Name: _name,
    Sum: _together(3, -3),
    Negation: _together(1),
    Product: _together(1),
    Quotient: lambda _, parts: max(parts) + 1,
    Power: lambda _, parts: parts[0] + max(1, parts[1] * 2 // 3),
    Call: _call,
    Unknown: lambda node, parts: len(node.name) + sum(node.orders) + sum(parts) + 2,
    Comparison: _together(3, -3),
    Piecewise: _piecewise,
    Integral: lambda _, parts: parts[0] + max(parts[1:]) + 4,
    Derivative: _together(4),
}
