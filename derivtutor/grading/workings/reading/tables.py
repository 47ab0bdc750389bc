"""Tables that students draw with bars: which bars part cells, and what their columns are called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from derivtutor.grading.workings.reading.source import Source

_SPACED_BAR = re.compile(r"(?:(?<=\s)|^)\|(?=\s|$)")
_RULE = re.compile(r"[\s|:+=–—-]*[-–—=]{2}[\s|:+=–—-]*")
_FUNCTION_AND_DERIVATIVE = (("f", "f'"), ("y", "y'"), ("f(x)", "f'(x)"))
"""Heads of tables that have terms and their derivatives below them."""

_NAME = re.compile(r"[A-Za-z]'*(?:\([A-Za-z]\))?|d[A-Za-z]/d[A-Za-z]")


def columns_of(lines: Sequence[str]) -> list[tuple[str, ...] | None]:
    """For each line the names that stand above its cells: `| u | u' |` is the head of the rows that follow it.

    A head, and a rule between rows, have none and say nothing themselves: None.
    """
    columns: list[tuple[str, ...] | None] = []
    head: tuple[str, ...] = ()
    for line in lines:
        bars = _bars(line)
        cells = _cells(line, bars) if bars else ()
        if "|" in line and _RULE.fullmatch(line):
            columns.append(None)
        elif len(cells) > 1 and all(_NAME.fullmatch(cell) for cell in cells):
            head = () if cells in _FUNCTION_AND_DERIVATIVE else cells
            columns.append(None)
        else:
            head = head if cells else ()
            columns.append(head if len(cells) == len(head) else ())
    return columns


def without_bars(source: Source, head: Sequence[str]) -> Source:
    """A row of a table with `;` between its cells, `→` between two that are expressions; other lines as they are.

    Args:
        source: the line.
        head: the names above its columns, which are written into the cells.
    """
    if "|" not in source.text:
        return source
    bars = _bars(source.text)
    cells = _cells(source.text, bars)
    bare = len(cells) == 2 and not any("=" in cell or ":" in cell for cell in cells)
    names = iter(reversed(head))
    for bar in reversed(bars):
        is_first = bar == bars[0] and not source.text[:bar].strip()
        is_last = bar == bars[-1] and not source.text[bar + 1 :].strip()
        name = "" if is_last else next(names, "")
        sign = ";" if is_first or is_last or name or not bare else "→"
        source = source.replaced(bar, bar + 1, f"{sign} {name} =" if name else sign)
    return source


def _bars(line: str) -> list[int]:
    """Where bars part cells: in a line that begins and ends with one, or between blanks around equations."""
    text = line.strip()
    places = [place for place, character in enumerate(line) if character == "|"]
    spaced = [bar.start() for bar in _SPACED_BAR.finditer(line)]
    if not places or _RULE.fullmatch(line):
        return []
    if text.startswith("|") and text.endswith("|") and len(places) > 2:
        if spaced == places:
            return places
        if len(spaced) > 2 and len(places) % 2 == len(spaced) % 2:
            return spaced
        return places if len(places) % 2 else []
    inner = len(spaced) and all(cell.strip() for cell in _cells(line, spaced))
    if inner and (len(places) % 2 or all("=" in cell for cell in _cells(line, spaced))):
        return spaced
    return []


def _cells(line: str, bars: Sequence[int]) -> tuple[str, ...]:
    bounds = [-1, *bars, len(line)]
    cells = [line[start + 1 : end].strip() for start, end in pairwise(bounds)]
    return tuple(cells[bool(cells and not cells[0]) : len(cells) - bool(cells and not cells[-1])])
