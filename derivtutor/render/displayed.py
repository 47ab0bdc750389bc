"""A formula on lines of its own, as it is written on paper: expressions, the signs between them, limits."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from derivtutor.notation.block import Block, beside, text_block
from derivtutor.notation.matrix_signs import is_of_arrays
from derivtutor.notation.pretty import pretty
from derivtutor.notation.tree import Derivative, Name, Node, Sum
from derivtutor.notation.within import Limit, expression_of, limit_of, parted
from derivtutor.render.board import Board
from derivtutor.render.practice import Voice

_RELATIONS = frozenset("=≠≤≥≈→←<>")
"""Before these signs a formula that is too wide is broken."""

_CLOSE = frozenset(",;…")
"""These signs stand close to what is before them."""


def displayed(formula: str, voice: Voice, room: int) -> Sequence[str]:
    """The lines of a formula in so many columns; one that does not fit is broken before its relations.

    What has no place on several lines, such as a matrix, is written on one.
    """
    setter = _Setter(voice)
    rows = [] if is_of_arrays(formula) else setter.rows(formula, room)
    if rows and all(row.width <= room for row in rows):
        return [line.rstrip() for row in rows for line in row.lines]
    return [line for line, _ in voice.filled(f"${formula}$")]


class _Setter:
    """Sets the pieces of formulas as blocks of characters."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self.board = Board(voice.unicode)

    def rows(self, formula: str, room: int) -> list[Block]:
        """A formula in one row, or else one for each of its relations."""
        pieces = [self.sign(piece) if is_sign else self.piece(piece) for piece, is_sign in parted(formula)]
        if not pieces:
            return []
        whole = beside(pieces)
        breaks = [place for place, (piece, is_sign) in enumerate(parted(formula)) if is_sign and piece in _RELATIONS]
        if whole.width <= room or not breaks:
            return [whole]
        ends = [0, *breaks, len(pieces)]
        parts = [pieces[start:end] for start, end in itertools.pairwise(ends) if start < end]
        if len(parts) == 1:
            return [whole]
        left, *others = [beside(part) for part in parts]
        margin = text_block(" " * left.width)
        first, *rest = [beside([left if not place else margin, other]) for place, other in enumerate(others)]
        return [first, *rest]

    def sign(self, sign: str) -> Block:
        """A sign between two expressions."""
        shown = self.voice.written(sign)
        return text_block(f"{shown} " if sign in _CLOSE else f" {shown} ")

    def piece(self, piece: str) -> Block:
        """An expression, a limit, several in brackets, or what is written as it was typed."""
        tree = expression_of(piece)
        if tree is not None:
            return self.expression(tree)
        limit = limit_of(piece)
        if limit is not None and (of := expression_of(limit.of)) is not None:
            return self.limit(limit, of)
        if piece[:1] + piece[-1:] in ("()", "[]") and "," in piece:
            inside = [self.sign(each) if is_sign else self.piece(each) for each, is_sign in parted(piece[1:-1])]
            return bracketed(beside(inside), piece[0] + piece[-1], self.voice.unicode)
        return text_block(self.voice.written(f"${piece}$"))

    def expression(self, tree: Node) -> Block:
        """An expression; a derivative of a name is a fraction, as in the chain rule of Leibniz."""
        if isinstance(tree, Derivative) and isinstance(tree.operand, Name):
            return pretty(tree, self.voice.unicode)
        return self.board.left(tree)

    def limit(self, limit: Limit, of: Node) -> Block:
        """A limit, with what goes where below it."""
        below = self.voice.written(f"${limit.letter}$ → ${limit.to}$").replace(" ", "")
        operator = Block(("lim".center(len(below)), below), 0)
        inside = self.board.left(of)
        return beside((operator, bracketed(inside, "()", self.voice.unicode) if isinstance(of, Sum) else inside), 1)


def bracketed(block: Block, signs: str, unicode: bool) -> Block:
    """A block between brackets as high as it is."""
    if block.height == 1 or not unicode:
        columns = [(sign,) * block.height for sign in signs]
    else:
        tall = {"(": "⎛⎜⎝", ")": "⎞⎟⎠", "[": "⎡⎢⎣", "]": "⎤⎥⎦"}
        columns = [(tall[sign][0], *[tall[sign][1]] * (block.height - 2), tall[sign][2]) for sign in signs]
    opening, closing = (Block(column, block.baseline) for column in columns)
    return beside((opening, block, closing))
