"""A figure as PNG or PDF, drawn by matplotlib (the extra `derivtutor[plot]`), with the marks that it has in SVG."""

from __future__ import annotations

import textwrap
from typing import Any

from derivtutor.calculus.figures.figure import Axis, Figure
from derivtutor.render.figures.svg import KINDS, STYLES
from derivtutor.render.safe import safe

_LETTERS = 95
"""Of the sentence, so many have room below one figure."""
_INK, _FAINT = "black", 0.25
_INCHES, _DOTS, _IN_A_ROW = (8.0, 5.0), 150, 2


def write(figure: Figure, file: str) -> None:
    """Write a figure to a file, in the way its name ends.

    Raises:
        ModuleNotFoundError: without matplotlib.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # no window, no state that all share
    from matplotlib.figure import Figure as Sheet

    panels = figure.panels
    across = min(len(panels), _IN_A_ROW)
    down = -(-len(panels) // across)
    sheet = Sheet(figsize=(_INCHES[0] * across, _INCHES[1] * down), dpi=_DOTS, layout="constrained")
    FigureCanvasAgg(sheet)
    for place, panel in enumerate(panels, 1):
        _panel(sheet.add_subplot(down, across, place), panel)
    says = " ".join(panel.says for panel in panels)
    together = _plain(says).replace(" = ", "\u00a0=\u00a0").replace(" ≈ ", "\u00a0≈\u00a0")
    sheet.supxlabel(textwrap.fill(together, _LETTERS * across), fontsize="small")
    sheet.savefig(file, metadata={"Title": safe(says)})


def _panel(field: Any, figure: Figure) -> None:
    _axes(field, figure)
    _lines(field, figure)
    for arrow in figure.arrows:
        field.annotate("", arrow.end, arrow.start, arrowprops={"color": STYLES[1][0], "arrowstyle": "-|>"})
    for dot in figure.dots:
        fill = "white" if dot.is_open else _INK
        field.plot(*dot.at, "o", color=_INK, markerfacecolor=fill, markersize=6, zorder=4, clip_on=False)
        above = -14 if dot.is_below else 6
        field.annotate(_plain(dot.label), dot.at, xytext=(8, above), textcoords="offset points")
    if any(curve.label for curve in figure.curves):
        field.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=5, frameon=False)


def _axes(field: Any, figure: Figure) -> None:
    """Limits, ticks, and the signs of a slope above the field."""
    for axis, name in ((figure.across, "x"), (figure.up, "y")):
        _axis(field, axis, name)
    for line, axis in ((field.axvline, figure.across), (field.axhline, figure.up)):
        if axis.low <= 0 <= axis.high and not axis.is_log:
            line(0, color=_INK, linewidth=0.8)
    field.grid(alpha=_FAINT)
    for sign in figure.signs:
        middle = (sign.low + sign.high) / 2
        shown = sign.sign.replace("-", "−")
        field.annotate(
            shown, (middle, 0), (0, 4), xycoords=("data", "axes fraction"), textcoords="offset points", ha="center",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        )  # fmt: skip


def _axis(field: Any, axis: Axis, name: str) -> None:
    if axis.is_log:
        getattr(field, f"set_{name}scale")("log")
    getattr(field, f"set_{name}lim")(axis.low, axis.high)
    labels = [_plain(tick.label) for tick in axis.ticks]
    getattr(field, f"set_{name}ticks")([tick.at for tick in axis.ticks], labels)
    getattr(field, f"set_{name}label")(_plain(axis.name), fontstyle="italic")


def _lines(field: Any, figure: Figure) -> None:
    for straight in figure.straights:
        colour, dashes, width = KINDS[straight.kind]
        ends = zip(straight.start, straight.end, strict=True)
        field.plot(*ends, color=_ink(colour), linestyle=_dashes(dashes), linewidth=width, label=_plain(straight.label))
    if figure.contours:
        field.set_aspect("equal")
    for contour in figure.contours:
        for stretch in contour.stretches:
            field.plot(*zip(*stretch, strict=True), color=_INK, alpha=0.5, linewidth=0.8)
            field.annotate(contour.label, stretch[len(stretch) // 2], fontsize="x-small", annotation_clip=True)
    for curve in figure.curves:
        colour, dashes = STYLES[curve.style % len(STYLES)]
        for number, stretch in enumerate(curve.stretches):
            label = "" if number else _plain(curve.label)
            field.plot(*zip(*stretch, strict=True), color=colour, linestyle=_dashes(dashes), label=label)


def _plain(text: str) -> str:
    """Words in which a dollar does not begin a formula."""
    return safe(text).replace("$", r"\$")


def _ink(colour: str) -> str:
    return _INK if colour == "currentColor" else colour


def _dashes(dashes: str) -> Any:
    return (0, tuple(map(float, dashes.split()))) if dashes else "solid"
