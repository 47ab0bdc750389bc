"""A figure as SVG, written directly; its strokes are told apart by dashes as well as by colour.

Its parts are groups with a name each, within each other: a screen reader meets them one by one, and a page lets arrow
keys lead through them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from derivtutor.calculus.figures.figure import Arrow, Axis, Contour, Curve, Dot, Figure, Point, Straight
from derivtutor.language import translated
from derivtutor.notation.block import columns
from derivtutor.render.figures import naming
from derivtutor.render.figures.scale import along
from derivtutor.render.safe import safe

_WIDTH, _HEIGHT, _IN_A_ROW = 640, 380, 2
_TOP, _RIGHT, _BOTTOM = 34, 22, 34
_LETTER, _SIZE = 8, 13
_SIGNS, _STEP = 24, 18
_FONT = "system-ui, 'Segoe UI', Helvetica, Arial, sans-serif"

STYLES = (
    ("#2f74c0", ""),
    ("#bf5b17", "7 4"),
    ("#2e8b57", "2 4"),
    ("#8e5bb5", "9 3 2 3"),
)
"""Colour, seen on white and on black, and dashes of a curve by its style."""

KINDS = {
    "asymptote": ("currentColor", "3 4", 1.0),
    "tangent": ("#2e8b57", "2 4", 2.0),
    "secant": ("#8e5bb5", "9 3 2 3", 1.5),
}


def to_svg(figure: Figure) -> str:
    """A figure as one `svg` element that may stand for itself or in a page; no script, no style sheet, no ids.

    Figures beside each other are within one, two in a row.
    """
    panels = figure.panels
    if len(panels) == 1:
        return _whole(_WIDTH, _height(figure), figure.says, _name(figure), _Drawn(figure).elements())
    rows = [panels[place : place + _IN_A_ROW] for place in range(0, len(panels), _IN_A_ROW)]
    heights = [max(map(_height, row)) for row in rows]
    inside = [
        f'<svg x="{column * _WIDTH}" y="{sum(heights[:place])}" width="{_WIDTH}" height="{_height(panel)}">\n'
        + _part(f"{_name(panel)}. {panel.says}", [], list(_Drawn(panel).elements()))
        + "\n</svg>"
        for place, row in enumerate(rows)
        for column, panel in enumerate(row)
    ]
    says = " ".join(panel.says for panel in panels)
    return _whole(_IN_A_ROW * _WIDTH, sum(heights), says, f"{len(panels)} figures", inside)


def _whole(width: int, height: int, says: str, name: str, elements: Iterable[str]) -> str:
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" role="graphics-document" class="figure" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        'fill="none" stroke="currentColor" color="CanvasText" '
        'style="color-scheme: light dark" '
        f'font-family="{_FONT}" font-size="{_SIZE}">'
    )
    return "\n".join([head, f"<title>{_shown(name)}</title>", f"<desc>{_shown(says)}</desc>", *elements, "</svg>"])


def _height(figure: Figure) -> int:
    return _HEIGHT + (_SIGNS if figure.signs else 0)


def _name(figure: Figure) -> str:
    """What a figure is called: by its first curve, or what is upwards."""
    if figure.contours:
        return translated("Contours")
    labels = [*[curve.label for curve in figure.curves[:1]], figure.up.name]
    return next((translated("Graph of {name}").format(name=label) for label in labels if label), translated("Figure"))


def _shown(text: str) -> str:
    return escape(safe(text))


def write(figure: Figure, file: str) -> None:
    """Write a figure to a file."""
    from pathlib import Path  # which takes longer to load than a figure to be drawn

    Path(file).write_text(to_svg(figure) + "\n", "utf-8")


class _Drawn:
    """A figure within its frame."""

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        labels = [columns(safe(tick.label)) for tick in figure.up.ticks] + [columns(safe(figure.of_signs))]
        self.left = max(*labels, columns(safe(figure.up.name))) * _LETTER + 16
        self.right, self.bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
        self._x = along(figure.across, self.right - self.left)
        self._y = along(figure.up, self.bottom - _TOP)

    def at(self, point: Point) -> Point:
        return self.left + self._x(point[0]), self.bottom - self._y(point[1])

    def elements(self) -> Iterator[str]:
        """The parts in the order of thought; what comes later lies on top: dashes leave the line below to be seen."""
        figure = self.figure
        yield from self.axes()
        for contour in figure.contours:
            yield _part(naming.contour(contour), self.contour(contour))
        for straight in figure.straights:
            yield _part(naming.straight(straight, figure.across.name), self.straight(straight))
        for curve in figure.curves:
            parts = self.trends(curve.label) if curve is figure.curves[0] else ()
            yield _part(naming.curve(curve), [self.curve(curve)], list(parts))
        for arrow in figure.arrows:
            yield _part(naming.arrow(arrow), self.arrow(arrow))
        for dot in sorted(figure.dots, key=lambda dot: not dot.is_open):
            yield _part(naming.dot(dot), self.dot(dot))
        yield _unnamed([*self.legend(), *self.signs()])

    # -- axes --------------------------------------------------------------------------------------------------

    def axes(self) -> Iterator[str]:
        width, height = self.right - self.left, self.bottom - _TOP
        yield _unnamed([f'<rect x="{self.left}" y="{_TOP}" width="{width}" height="{height}" stroke-opacity="0.35"/>'])
        yield _part(naming.axis(self.figure.across, "across"), self.upright_lines())
        yield _part(naming.axis(self.figure.up, "up"), self.level_lines())
        yield _unnamed(self.numbers())

    def upright_lines(self) -> Iterator[str]:
        for tick in self.figure.across.ticks:
            x = self.left + self._x(tick.at)
            yield _line((x, _TOP), (x, self.bottom), _strength(self.figure.across, tick.at))

    def level_lines(self) -> Iterator[str]:
        for tick in self.figure.up.ticks:
            y = self.bottom - self._y(tick.at)
            yield _line((self.left, y), (self.right, y), _strength(self.figure.up, tick.at))

    def numbers(self) -> Iterator[str]:
        for tick in self.figure.across.ticks:
            yield _words(tick.label, self.left + self._x(tick.at), self.bottom + 18, "middle")
        for tick in self.figure.up.ticks:
            yield _words(tick.label, self.left - 7, self.bottom - self._y(tick.at) + _SIZE / 3, "end")
        yield self.across_name()
        yield _words(self.figure.up.name, self.left - 7, _TOP - 12, "end", is_letter=True)

    def trends(self, name: str) -> Iterator[str]:
        """How the first curve goes, from left to right, each a part of the field that is not seen."""
        for sign in sorted(self.figure.signs, key=lambda sign: (sign.low, sign.high)):
            low, high = (self.left + self._x(end) for end in (sign.low, sign.high))
            place = f'x="{low - 1:.1f}" y="{_TOP}" width="{high - low + 2:.1f}" height="{self.bottom - _TOP}"'
            yield _part(naming.trend(name, self.figure.across.name, sign), [f'<rect {place} stroke="none"/>'])

    def across_name(self) -> str:
        """The variable to the right of its axis; a longer word above its end, within the frame."""
        name = self.figure.across.name
        if columns(safe(name)) * _LETTER <= _RIGHT - 7 + _LETTER:
            return _words(name, self.right + 7, self.bottom + 4, "start", is_letter=True)
        return _words(name, self.right - 4, self.bottom - 6, "end", is_letter=True)

    def signs(self) -> Iterator[str]:
        """The sign of a slope below the axis, again and again where it is the same."""
        if self.figure.signs:
            yield _words(self.figure.of_signs, self.left - 7, _HEIGHT + _SIZE / 3, "end")
        for sign in self.figure.signs:
            low, high = (self.left + self._x(end) for end in (sign.low, sign.high))
            shown = sign.sign.replace("-", "−")
            for x in _spread(low, high):
                yield _words(shown, x, _HEIGHT + _SIZE / 3, "middle", is_bold=low == high)

    # -- what is drawn -----------------------------------------------------------------------------------------

    def curve(self, curve: Curve) -> str:
        colour, dashes = STYLES[curve.style % len(STYLES)]
        return f'<path stroke="{colour}" stroke-width="2"{_dashed(dashes)} d="{self.path(curve.stretches)}"/>'

    def path(self, stretches: Sequence[Sequence[Point]]) -> str:
        return "".join(f"M{'L'.join(map(_pair, map(self.at, stretch)))}" for stretch in stretches)

    def straight(self, line: Straight) -> Iterator[str]:
        colour, dashes, width = KINDS[line.kind]
        opacity = ' stroke-opacity="0.7"' if line.kind == "asymptote" else ""
        ends = f"M{_pair(self.at(line.start))}L{_pair(self.at(line.end))}"
        yield f'<path stroke="{colour}" stroke-width="{width:g}"{_dashed(dashes)}{opacity} d="{ends}"/>'

    def contour(self, contour: Contour) -> Iterator[str]:
        yield f'<path stroke-opacity="0.55" d="{self.path(contour.stretches)}"/>'
        if contour.label and contour.stretches:
            x, y = self.at(contour.stretches[0][len(contour.stretches[0]) // 2])
            yield _words(contour.label, x, y - 3, "middle")

    def arrow(self, arrow: Arrow) -> Iterator[str]:
        (x, y), (right, below) = self.at(arrow.start), self.at(arrow.end)
        length = ((right - x) ** 2 + (below - y) ** 2) ** 0.5 or 1.0
        across, down = (right - x) / length, (below - y) / length
        head = min(9.0, length)
        sides = [(right - head * across + side * down, below - head * down - side * across) for side in (4, -4)]
        colour = STYLES[1][0]
        yield f'<path stroke="{colour}" stroke-width="2" d="M{_pair((x, y))}L{_pair((right, below))}"/>'
        yield f'<path fill="{colour}" stroke="none" d="M{"L".join(map(_pair, [*sides, (right, below)]))}Z"/>'
        if arrow.label:
            yield _words(arrow.label, right + 6, below - 6, "start")

    def dot(self, dot: Dot) -> Iterator[str]:
        x, y = self.at(dot.at)
        fill = "Canvas" if dot.is_open else "currentColor"
        yield f'<circle cx="{x:.4g}" cy="{y:.4g}" r="4" fill="{fill}" stroke-width="1.5"/>'
        if dot.label:
            is_right = x + 10 + columns(dot.label) * _LETTER <= self.right
            beside = 18 if dot.is_below else -8
            yield _words(dot.label, x + 9 if is_right else x - 9, y + beside, "start" if is_right else "end")

    def legend(self) -> Iterator[str]:
        """How each curve is drawn, above the frame."""
        drawn = [(curve.label, *STYLES[curve.style % len(STYLES)]) for curve in self.figure.curves if curve.label]
        drawn += [(line.label, *KINDS[line.kind][:2]) for line in self.figure.straights if line.label]
        x = float(self.left)
        for label, colour, dashes in drawn:
            yield f'<path stroke="{colour}" stroke-width="2"{_dashed(dashes)} d="M{x:g} 18h30"/>'
            yield _words(label, x + 36, 18 + _SIZE / 3, "start")
            x += 36 + columns(safe(label)) * _LETTER + 22


def _part(name: str, drawn: Iterable[str], parts: Sequence[str] = ()) -> str:
    """What has a name, and below it what it is made of."""
    role = "graphics-object" if parts else "graphics-symbol"
    inside = [*drawn, *(["<g>", *parts, "</g>"] if parts else [])]
    return "\n".join([f'<g role="{role}" aria-label="{_shown(name)}">', *inside, "</g>"])


def _unnamed(drawn: Iterable[str]) -> str:
    """What says nothing that parts do not say."""
    return "\n".join(['<g aria-hidden="true">', *drawn, "</g>"])


def _spread(low: float, high: float) -> list[float]:
    """Places well within a stretch, at equal distances."""
    if low == high:
        return [low]
    count = max(1, int((high - low - _STEP) / _STEP))
    return [(low + high) / 2 + (number - (count - 1) / 2) * _STEP for number in range(count)]


def _strength(axis: Axis, at: float) -> float:
    """Lines of a grid are faint; the one of zero is not."""
    return 0.7 if at == 0 and not axis.is_log else 0.12


def _line(start: Point, end: Point, opacity: float) -> str:
    return f'<path stroke-opacity="{opacity}" d="M{_pair(start)}L{_pair(end)}"/>'


def _pair(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def _dashed(dashes: str) -> str:
    return f' stroke-dasharray="{dashes}"' if dashes else ""


def _words(text: str, x: float, y: float, anchor: str, is_letter: bool = False, is_bold: bool = False) -> str:
    style = ' font-style="italic"' if is_letter else ' font-weight="bold"' if is_bold else ""
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place}{style} fill="currentColor" stroke="none">{_shown(text)}</text>'
