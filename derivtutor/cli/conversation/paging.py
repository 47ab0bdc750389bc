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
