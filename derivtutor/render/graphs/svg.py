"""A graph as SVG, with everything where the characters of a terminal would stand, in the colour of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from derivtutor.calculus.drawing import Drawing
from derivtutor.notation.block import columns
from derivtutor.render.graphs.canvas import DOWN, LEFT, RIGHT, UP, arms_of
from derivtutor.render.graphs.picture import Frame, Picture, Point, Wire, picture
from derivtutor.render.graphs.text import shown

WIDEST = 84
"""Columns that a page has room for; what is wider is drawn downwards."""
_WIDE, _HIGH, _SIZE = 8.5, 17, 14
"""Of a column, of a row and of letters, in pixels; monospaced letters are 0.6 times as wide as they are high."""
_ROUND, _HEAD = 5, 8
_FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"


def to_svg(drawing: Drawing) -> str:
    """A graph as one `svg` element that may stand for itself or in a page; no script, no style sheet, no ids."""
    harmless = shown(drawing)
    made = picture(harmless)
    if made.width > WIDEST:
        made = picture(harmless, is_down=True)
    width, height = round(made.width * _WIDE), made.height * _HIGH
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" class="graph" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" fill="none" stroke="currentColor" color="CanvasText" '
        'style="color-scheme: light dark" '
        f'font-family="{_FONT}" font-size="{_SIZE}">'
    )
    return "\n".join(
        [
            head,
            f"<title>{escape(harmless.says)}</title>",
            f"<desc>{escape(_told(harmless))}</desc>",
            *_drawn(made),
            "</svg>",
        ]
    )


def _told(drawing: Drawing) -> str:
    """The boxes in words."""
    return "; ".join([", ".join(box.lines) for box in drawing.boxes])


def _drawn(made: Picture) -> Iterator[str]:
    for wire in made.wires:
        yield _wire(wire, made)
    yield from map(_joint, _joints(made))
    for frame in made.frames:
        yield from _frame(frame)
    for label in made.labels:
        x, y = label.at
        if not made.is_down:
            yield _gap(x * _WIDE, y * _HIGH, columns(label.text) * _WIDE)
        yield _words(label.text, x * _WIDE, y, 'class="label"')


def _gap(x: float, y: float, width: float) -> str:
    """What interrupts the line that words stand in."""
    place = f'x="{x - _WIDE / 2:g}" y="{y:g}" width="{width + _WIDE:g}" height="{_HIGH}"'
    return f'<rect {place} fill="Canvas" stroke="none"/>'


def _at(point: Point) -> tuple[float, float]:
    """The middle of a cell."""
    return (point[0] + 0.5) * _WIDE, (point[1] + 0.5) * _HIGH


def _wire(wire: Wire, made: Picture) -> str:
    """A line; beside words without a border it begins below them, and at a box its head touches the border."""
    points = [_at(point) for point in wire.points]
    stroke = ' stroke-width="3"' if wire.is_highlighted else ""
    mark = ' class="highlighted"' if wire.is_highlighted else ""
    frame = made.frames[wire.source]
    if made.is_down and not frame.has_border and wire.points[0][1] < frame.top + frame.height:
        points[0] = points[0][0], points[0][1] + _HIGH / 2
    head = ""
    if wire.has_head:
        x, y = points[-1]
        tip = (x, y + _HIGH - 1) if made.is_down else (x + _WIDE - 1, y)
        points[-1] = (x, tip[1] - _HEAD) if made.is_down else (tip[0] - _HEAD, y)
        head = _head(tip, made.is_down, mark)
    return f'<path{mark}{stroke} d="{_rounded(points)}"/>{head}'


def _rounded(points: Sequence[tuple[float, float]]) -> str:
    """A path from corner to corner, each rounded as far as its sides are long."""
    path = [f"M{_pair(points[0])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        path.append(f"L{_pair(_towards(corner, before))}Q{_pair(corner)} {_pair(_towards(corner, after))}")
    return "".join([*path, f"L{_pair(points[-1])}"])


def _towards(corner: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    """A point beside a corner, but not beyond the middle of the side."""
    across, down = other[0] - corner[0], other[1] - corner[1]
    share = min(_ROUND / (abs(across) + abs(down) or 1), 0.5)
    return corner[0] + across * share, corner[1] + down * share


def _pair(point: tuple[float, float]) -> str:
    return f"{point[0]:g} {point[1]:g}"


def _head(tip: tuple[float, float], is_down: bool, mark: str) -> str:
    x, y = tip
    sides = [(x - 4, y - _HEAD), (x + 4, y - _HEAD)] if is_down else [(x - _HEAD, y - 4), (x - _HEAD, y + 4)]
    return f'<path{mark} fill="currentColor" stroke="none" d="M{"L".join(map(_pair, [*sides, tip]))}Z"/>'


def _joints(made: Picture) -> list[Point]:
    """Where a line branches."""
    branches = {UP | DOWN | LEFT, UP | DOWN | RIGHT, UP | LEFT | RIGHT, DOWN | LEFT | RIGHT, UP | DOWN | LEFT | RIGHT}
    inside = {point for wire in made.wires for point in wire.points[1:-1]}
    return sorted(
        [
            at
            for at, nets in arms_of(made).items()
            if at in inside and any(arms in branches for arms, _ in nets.values())
        ]
    )


def _joint(at: Point) -> str:
    x, y = _at(at)
    return f'<circle cx="{x:g}" cy="{y:g}" r="2.5" fill="currentColor" stroke="none"/>'


def _frame(frame: Frame) -> Iterator[str]:
    box = frame.box
    x, y = _at((frame.left, frame.top))
    width, height = (frame.width - 1) * _WIDE, (frame.height - 1) * _HIGH
    kind = f"{box.sort}{' highlighted' * box.is_highlighted}"
    if frame.has_border or box.is_highlighted:
        yield _rect(kind, x, y, width, height, box.is_highlighted)
    if box.sort == "loss":
        yield _rect(kind, x + 3, y + 3, width - 6, height - 6, False)
    top = frame.top + (frame.height - len(box.lines)) / 2
    for row, line in enumerate(box.lines):
        yield _words(line, (frame.left + frame.width / 2) * _WIDE, top + row, 'text-anchor="middle"')


def _rect(kind: str, x: float, y: float, width: float, height: float, is_highlighted: bool) -> str:
    stroke = ' stroke-width="3"' if is_highlighted else ""
    return f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="4"{stroke}/>'


def _words(text: str, x: float, row: float, kind: str) -> str:
    """Words, their middle in the middle of a row: most letters reach a third of their size up from there, and down."""
    y = (row + 0.5) * _HIGH + _SIZE / 3
    return f'<text {kind} x="{x:g}" y="{y:.1f}" fill="currentColor" stroke="none">{escape(text)}</text>'
