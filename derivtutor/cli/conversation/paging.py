"""What is longer than the screen, a page at a time."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

_PROMPT = 3
"""Rows that the prompt takes, with what stands below it."""

_FEWEST = 8


def rows_of_screen() -> int:
    """The rows that a page may have on the terminal at hand."""
    return max(_FEWEST, shutil.get_terminal_size((80, 24)).lines - _PROMPT)


def pages(text: str, rows: int) -> Iterator[str]:
    """A text in pieces of so many rows at the most; a page ends with a paragraph, if one ends in its second half.

    >>> [*pages("a\\nb\\n\\nc\\nd", 4)], [*pages("a\\nb\\nc", 2)]
    (['a\\nb', 'c\\nd'], ['a\\nb', 'c'])
    """
    left = text.split("\n")
    while len(left) > rows:
        breaks = (place for place in range(rows, rows // 2 - 1, -1) if not left[place].strip())
        end = next(breaks, rows)
        yield "\n".join(left[:end])
        left = left[end + (not left[end].strip()) :]
    yield "\n".join(left)


def leaves(text: str, rows: int) -> Iterator[str]:
    """A text in pieces of so many rows at the most, no paragraph or figure cut that fits on a screen.

    A paragraph of one line, such as a heading, stands with the one that follows.

    >>> [*leaves("a\\n\\nb\\nc\\n\\nd\\ne\\nf", 5)]
    ['a\\n\\nb\\nc', 'd\\ne\\nf']
    """
    leaf: list[str] = []
    for paragraph in _kept_together(text.split("\n\n"), rows):
        lines = paragraph.split("\n")
        if leaf and len(leaf) + 1 + len(lines) > rows:
            yield "\n".join(leaf)
            leaf = []
        leaf += ["", *lines] if leaf else lines
        if len(leaf) > rows:
            *whole, rest = pages("\n".join(leaf), rows)
            yield from whole
            leaf = rest.split("\n")
    yield "\n".join(leaf)


def _kept_together(paragraphs: list[str], rows: int) -> Iterator[str]:
    """Paragraphs, a single line with what follows it if both fit on a screen."""
    line = ""
    for paragraph in paragraphs:
        both = f"{line}\n\n{paragraph}" if line else paragraph
        if line and both.count("\n") >= rows:
            yield line
            both = paragraph
        line = both if "\n" not in paragraph else ""
        if not line:
            yield both
    if line:
        yield line
