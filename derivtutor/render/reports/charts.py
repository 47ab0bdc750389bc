"""Charts as inline SVG, as wide as their place with letters that never shrink: no colour needed, all told in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from derivtutor.render.web.frame import escape

_COLUMN = 120
"""How high the highest column is."""
_ROW = 46
"""How high a row of bars is, with its label above them."""
_LONGEST = 84
"""How long a bar for everything is, in percent of the width; its number stands behind it."""
_LABEL = 36
"""Letters of a label that fit a small screen."""


@dataclass(frozen=True, slots=True)
class Bars:
    """A row of a bar chart: two shares from 0 to 1, each with its number in words; or a remark in their place."""

    label: str
    first: float = 0.0
    second: float = 0.0
    says: tuple[str, str] = ("", "")
    remark: str = ""


def histogram(name: str, title: str, counts: Sequence[int], unit: str) -> str:
    """How often each part of the whole occurs, the parts being equal: with ten counts, every tenth.

    Args:
        name: the chart's own, for ids.
        title: what it shows.
        counts: one for each part.
        unit: what is counted.
    """
    wide = 100 / len(counts)
    parts = [f"{wide * place:g} to {wide * (place + 1):g}%: {many:,}" for place, many in enumerate(counts) if many]
    drawn = [*_columns(counts, wide), *_axis(5)]
    return _svg(name, title, f"{unit}: {', '.join(parts)}.", _COLUMN + 44, drawn)


def _columns(counts: Sequence[int], wide: float) -> Iterator[str]:
    most = max(*counts, 1)
    for place, number in enumerate(counts):
        if number:
            top, left = 18 + _COLUMN - _COLUMN * number / most, wide * place
            size = f'y="{top:.1f}" width="{wide - 1:g}%" height="{18 + _COLUMN - top:.1f}"'
            yield f'<rect class="first" x="{left + 0.5:g}%" {size}/>'
            yield _text(f"{left + wide / 2:g}%", top - 5, f"{number:,}", "middle")


def _axis(steps: int) -> Iterator[str]:
    bottom = 18 + _COLUMN
    yield f'<line class="axis" x1="0" x2="100%" y1="{bottom}" y2="{bottom}"/>'
    for step in range(steps + 1):
        anchor = "start" if step == 0 else "end" if step == steps else "middle"
        yield _text(f"{100 * step // steps}%", bottom + 17, f"{100 * step // steps}%", anchor)


def bar_chart(name: str, title: str, legend: tuple[str, str], rows: Sequence[Bars]) -> str:
    """Two bars for each row, one filled and one only outlined.

    Args:
        name: the chart's own, for ids.
        title: what it shows.
        legend: what the two bars are.
        rows: from the top.
    """
    description = "; ".join(f"{row.label}: {row.remark or _both(legend, row.says)}" for row in rows)
    return _svg(name, title, f"{description}.", 26 + _ROW * len(rows), [*_legend(legend), *_rows(rows)])


def _both(legend: tuple[str, str], says: tuple[str, str]) -> str:
    return f"{legend[0]} {says[0]}, {legend[1]} {says[1]}"


def _legend(legend: tuple[str, str]) -> Iterator[str]:
    for kind, left, words in zip(("first", "second"), (0, 50), legend, strict=True):
        yield f'<rect class="{kind}" x="{left or 0.3}%" y="2" width="14" height="9"/>'
        yield _text(f"{left}%", 11, words, "start", 22)


def _rows(rows: Sequence[Bars]) -> Iterator[str]:
    for place, row in enumerate(rows):
        top = 26 + _ROW * place
        label = row.label if len(row.label) <= _LABEL else f"{row.label[: _LABEL - 1]}…"
        yield _text("0", top + 11, f"{label}: {row.remark}" if row.remark else label, "start")
        if row.remark:
            continue
        for kind, share, says, y in zip(("first", "second"), (row.first, row.second), row.says, (16, 28), strict=True):
            yield f'<rect class="{kind}" x="0.3%" y="{top + y}" width="{_LONGEST * share:.2f}%" height="9"/>'
            yield _text(f"{_LONGEST * share:.2f}%", top + y + 9, says, "start", 8)


def _text(x: str, y: float, words: str, anchor: str, dx: int = 0) -> str:
    aside = f' dx="{dx}"' if dx else ""
    return f'<text x="{x}" y="{y:g}"{aside} text-anchor="{anchor}">{escape(words)}</text>'


def _svg(name: str, title: str, description: str, height: int, drawn: Sequence[str]) -> str:
    labels = f'aria-labelledby="{name}-title" aria-describedby="{name}-desc"'
    return "\n".join(
        [
            f'<svg role="img" {labels} width="100%" height="{height}">',
            f'<title id="{name}-title">{escape(title)}</title>',
            f'<desc id="{name}-desc">{escape(description)}</desc>',
            *drawn,
            "</svg>",
        ]
    )
