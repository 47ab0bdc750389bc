"""Rectangles of characters, and how they are set beside and below each other."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from derivtutor.patterns import pattern

ACCENTS = "\u0302\u0304\u0303"
"""Hat, bar and tilde, which stand on the letter before them."""
_FIRST_WIDE = "\u2e80"
_WIDE = pattern("[\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]")


class Block(Struct, frozen=True):
    """A rectangle of characters; `baseline` is the index of the line on which its neighbours stand."""

    lines: tuple[str, ...]
    baseline: int = 0

    @property
    def width(self) -> int:
        """The columns it takes on a terminal: as many for every line."""
        return columns(self.lines[0])

    @property
    def height(self) -> int:
        return len(self.lines)

    def __str__(self) -> str:
        return "\n".join(line.rstrip() for line in self.lines)


def columns(text: str) -> int:
    """The columns that a line takes: an accent that stands on a letter takes none, a Chinese character two."""
    wide = len(_WIDE.findall(text)) if max(text, default="") >= _FIRST_WIDE else 0
    return len(text) - sum(map(text.count, ACCENTS)) + wide


def text_block(text: str) -> Block:
    """One line of text as a block."""
    return Block((text,))


def beside(blocks: Sequence[Block], gap: int = 0) -> Block:
    """Set blocks side by side on one baseline, `gap` columns apart."""
    above = max(block.baseline for block in blocks)
    below = max(block.height - block.baseline for block in blocks)
    rows = [""] * (above + below)
    for index, block in enumerate(blocks):
        width, first = block.width, above - block.baseline
        for row in range(above + below):
            line = block.lines[row - first] if first <= row < first + block.height else " " * width
            rows[row] += " " * (gap if index else 0) + line
    return Block(tuple(rows), above)


def stack(blocks: Sequence[Block], baseline: int, centred: bool = False) -> Block:
    """Set blocks one below the other; line `baseline` of the whole is its baseline."""
    width = max(block.width for block in blocks)
    lines = (line for block in blocks for line in _placed(block, width, centred))
    return Block(tuple(lines), baseline)


def padded(line: str, width: int, fill: str = " ") -> str:
    """A line that takes as many columns; a longer one stays as it is."""
    return line + fill * (width - columns(line))


def _placed(block: Block, width: int, centred: bool) -> list[str]:
    before = " " * ((width - block.width) // 2 if centred else 0)
    return [padded(before + line, width) for line in block.lines]
