"""How mathematics is set in so many columns: on several lines if that fits, else on one, broken only at its signs."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from msgspec import Struct

from derivtutor.derivation.account import Limit, Result, Side, Symbol
from derivtutor.language import between
from derivtutor.notation import linear
from derivtutor.notation.pretty import Block, Written, beside, pretty, split_sum, stack, text_block
from derivtutor.notation.tree import (
    Algebra,
    Call,
    Comparison,
    Derivative,
    Integral,
    Memo,
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


class Setting(Struct, frozen=True):
    """An expression as it is set, blocks one below the other, and how well that went."""

    blocks: tuple[Block, ...]
    fits: bool = True
    is_two_dimensional: bool = True


class Board:
    """Sets expressions for a screen with or without mathematical characters."""

    def __init__(self, unicode: bool) -> None:
        self.unicode = unicode
        self.times = "·" if unicode else "*"
        self.about = "≈" if unicode else "~"
        self._least: Memo[int] = Memo()
        self._lines: Memo[linear.Written] = Memo()
        self._drawn: Memo[Written] = Memo()

    def set(self, side: Side, room: int) -> Setting:
        """An expression in `room` columns: on several lines, a sum split between its terms, else on one line.

        A line that is still too wide is broken before terms or factors. What has neither is left to overflow: a break
        anywhere else would go through a formula.
        """
        if isinstance(side, Symbol | Result | Limit):
            block = self.left(side)
            if isinstance(side, Result) and block.width > room:
                return self._entry_by_entry(side, room)
            if isinstance(side, Symbol) and block.width > room:
                lines = _before_signs(self.line(side), room)
                return Setting(tuple(map(text_block, lines)), all(len(line) <= room for line in lines), False)
            return Setting((block,), block.width <= room, block.width <= room)
        blocks = self._two_dimensional(side, room)
        if blocks:
            return Setting(tuple(blocks))
        lines = self._broken(side, room)
        if all(len(line) <= room for line in lines):
            return Setting(tuple(map(text_block, lines)), True, False)
        return Setting(tuple(map(text_block, self._broken(side, room, within=True))), False, False)

    def line(self, node: Side) -> str:
        """An expression on one line."""
        if isinstance(node, Symbol):
            return node.text if self.unicode else node.plain
        if isinstance(node, Result):
            return node.in_brackets(self.line, between())
        if isinstance(node, Limit):
            return node.text.replace("->", "→") if self.unicode else node.text
        return linear.unicode(node, self._lines) if self.unicode else linear.typed(node, self._lines)

    def is_short(self, node: Side, room: int) -> bool:
        """Whether an expression is set in `room` columns without being written on one line for it."""
        if isinstance(node, Symbol | Result | Limit):
            return self.set(node, room).fits
        return self._two_dimensional(node, room) is not None

    def left(self, node: Side) -> Block:
        """A left side: `d/dx` stands on the line before anything that has no line below it."""
        if isinstance(node, Symbol):
            return text_block(self.line(node))
        if isinstance(node, Result):
            return self._entries(node)
        if isinstance(node, Limit):
            return self._limit(node)
        if isinstance(node, Derivative) and node.order == 1:
            inner = self._pretty(node.operand)
            below = f"d{self.line(Name(node.variable))}"
            if inner.height <= 2 and inner.baseline == inner.height - 1:
                needed = not isinstance(node.operand, Call | Unknown | Power | Number | Name)
                return beside((text_block(f"d/{below}"), self._bracketed(inner) if needed else inner), 1)
            rule = ("─" if self.unicode else "-") * len(below)
            return beside((Block(("d".center(len(below)), rule, below), 1), self._bracketed(inner)), 1)
        block = self._pretty(node)
        return Block(tuple(map(linear.primes_together, block.lines)), block.baseline)

    def equation(self, left: Side, right: Side) -> Block:
        """`left = right` side by side, however wide."""
        whole = self.left(right) if isinstance(right, Symbol | Result | Limit) else self._pretty(right)
        return beside((self.left(left), text_block("="), whole), 1)

    def _pretty(self, node: Node) -> Block:
        return pretty(node, self.unicode, self._drawn)

    def _limit(self, limit: Limit) -> Block:
        arrow = "→" if self.unicode else "->"
        below = f"{self.line(Name(limit.letter))}{arrow}0"
        operator = Block(("lim".center(len(below)), below), 0)
        inside = self._pretty(limit.expression)
        return beside((operator, self._bracketed(inside) if isinstance(limit.expression, Sum) else inside), 1)

    def _entry_by_entry(self, result: Result, room: int) -> Setting:
        """A vector or matrix that is too wide: a line for each entry, its rows in brackets."""
        opening, closing = ("[[", "]]") if len(result.shape) == 2 else ("(", ")") if result.shape else ("", "")
        lines: list[str] = []
        for number, row in enumerate(result.rows):
            for place, entry in enumerate(row):
                is_first, is_last = place == 0, place == len(row) - 1
                before = opening if not lines else opening[1:].rjust(len(opening)) if is_first else " " * len(opening)
                ends = closing if number == len(result.rows) - 1 else f"{closing[:-1]}{between().strip()}"
                pieces = self._broken(entry.tree, room - len(opening) - len(closing), within=True)
                lines += [f"{' ' * len(opening) if n else before}{piece}" for n, piece in enumerate(pieces)]
                lines[-1] += ends if is_last else between().strip()
        return Setting(tuple(map(text_block, lines)), all(len(line) <= room for line in lines), False)

    def _entries(self, result: Result) -> Block:
        """A vector in a row, a matrix in rows whose columns stand below each other."""
        grid = [[self._pretty(entry.tree) for entry in row] for row in result.rows]
        if len(result.shape) < 2:
            inside = [piece for entry in grid[0] for piece in (entry, text_block(between()))][:-1]
            return self._bracketed(beside(tuple(inside))) if result.shape else grid[0][0]
        widths = [max(row[place].width for row in grid) for place in range(len(grid[0]))]
        padded = [[_padded(entry, width) for entry, width in zip(row, widths, strict=True)] for row in grid]
        rows = [beside(tuple(row), 2) for row in padded]
        height = sum(row.height for row in rows)
        return self._bracketed(stack(tuple(rows), height // 2))

    def _bracketed(self, block: Block) -> Block:
        if block.height == 1 or not self.unicode:
            signs = [Block((sign,) * block.height, block.baseline) for sign in "()"]
        else:
            middle = block.height - 2
            signs = [Block((top, *[bar] * middle, end), block.baseline) for top, bar, end in ("⎛⎜⎝", "⎞⎟⎠")]
        return beside((signs[0], block, signs[1]))

    def _two_dimensional(self, node: Node, room: int) -> Sequence[Block] | None:
        parts = node.terms if isinstance(node, Sum) else (node,)
        if any(fold(part, _LEAST, self._least) > room for part in parts):
            return None
        return split_sum(node, room, self.unicode, self._drawn)

    def _broken(self, node: Node, room: int, within: bool = False) -> list[str]:
        written = self.line(node)
        if len(written) <= room:
            return [written]
        whole = node.operand if isinstance(node, Negation) else node
        inside = self._cuts_of_quotient if isinstance(whole, Quotient) else self._cuts
        return self._cut(written, inside(whole, written, room, within), room)

    def _cut(self, written: str, places: Sequence[int], room: int) -> list[str]:
        """A line in pieces, as many as there is room for in each row."""
        cuts = [0, *places, len(written)]
        lines = [""]
        for start, end in itertools.pairwise(cuts):
            piece = written[start:end]
            if lines[-1] and len((lines[-1] + piece).rstrip()) > room:
                lines[-1] = lines[-1].rstrip()
                lines.append(
                    piece if piece.startswith(("+ ", "− ", "- ", "/", self.times)) else f"{self.times} {piece}"
                )
            else:
                lines[-1] += piece
        return lines

    def _cuts(self, node: Node, written: str, room: int, within: bool = False) -> list[int]:
        """Where a line may be broken: before the signs of its outermost sum, or between its outermost factors.

        Sums in brackets that are too long for a line may be broken `within` if asked for.
        """
        while isinstance(node, Negation):
            node = node.operand
        if not _may_break(node):
            return []
        cuts: list[int] = []
        end = 0
        for child in node.children:
            operand = child.operand if isinstance(node, Sum) and isinstance(child, Negation) else child
            inside = self.line(operand)
            start = written.find(inside, end)
            if start < 0:
                return cuts
            if end:
                between = written[end:start]
                closing = between.startswith(")")
                cuts.append(end + closing + between[closing:].startswith(" "))
            end = start + len(inside)
            is_bracketed = written[end : end + 1] == ")"
            may_break = isinstance(operand, Sum) and within if is_bracketed else isinstance(node, Sum)
            if len(inside) + 2 > room and may_break:
                cuts += [start + cut for cut in self._cuts(operand, inside, room, within)]
        return cuts

    def _cuts_of_quotient(self, node: Node, written: str, room: int, within: bool = False) -> list[int]:
        """Of a fraction that is the whole expression: before its line, and at the outermost signs above and below."""
        assert isinstance(node, Quotient)
        top, bottom = self.line(node.top), self.line(node.bottom)
        start, below = written.find(top), written.rfind(bottom)
        if start < 0 or below < start + len(top):
            return []
        line = written.find("/", start + len(top))
        above = [start + cut for cut in self._cuts(node.top, top, room, within)]
        return [*above, line, *[below + cut for cut in self._cuts(node.bottom, bottom, room, within)]]


def _padded(block: Block, width: int) -> Block:
    """A block in the middle of as many columns."""
    return Block(tuple([line.center(width) for line in block.lines]), block.baseline)


def _may_break(node: Node) -> bool:
    while isinstance(node, Negation):
        node = node.operand
    return isinstance(node, Sum | Product)


def _one(_: Node, widths: list[int]) -> int:
    return 1


def _beside(_: Node, widths: list[int]) -> int:
    return sum(widths)


def _inside(_: Node, widths: list[int]) -> int:
    return sum(widths) + 1


def _widest(_: Node, widths: list[int]) -> int:
    return max(widths)


_LEAST: Algebra[int] = {
    Number: _one,
    Name: _one,
    Sum: _beside,
    Negation: _inside,
    Product: _beside,
    Quotient: _widest,
    Power: _beside,
    Call: _inside,
    Unknown: _inside,
    Comparison: _inside,
    Piecewise: _widest,
    Integral: _widest,
    Derivative: _inside,
}
"""The columns that an expression takes at least, however it is set: told at once where trying would be slow."""


def _before_signs(text: str, room: int) -> list[str]:
    """A formula that is no tree, broken before terms, else before factors: outside of brackets as far as possible."""
    lines = []
    while len(text) > room and (place := _place_to_break(text, room)):
        lines.append(text[:place].strip())
        text = text[place:].strip()
    return [*lines, text.strip()]


_SIGNS = {**dict.fromkeys("+−-", 0), **dict.fromkeys("⊙⊘·*", 1)}
_FACTOR = 2


def _place_to_break(text: str, room: int) -> int:
    """The last blank that fits, within the fewest brackets, before terms rather than between factors; 0 if none.

    A few letters do not stand on a line alone where there is another place.
    """
    depth, places = 0, []
    for place, character in enumerate(text[: room + 1]):
        depth += (character in "([{") - (character in ")]}")
        follows_sign = text[place - 1] in _SIGNS and text[place - 2] == " "
        if character == " " and place and not follows_sign:
            is_sign = text[place + 2 : place + 3] == " "
            kind = _SIGNS.get(text[place + 1 : place + 2], _FACTOR) if is_sign else _FACTOR
            places.append((4 * place < room, depth, kind, -place))
    return -min(places)[3] if places else 0
