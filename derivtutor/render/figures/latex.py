"""A figure in LaTeX's own `picture` environment, which needs no package: curves are short straight strokes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from derivtutor.calculus.figures.figure import Dot, Figure, Point
from derivtutor.render.figures.scale import along

_WIDTH, _HEIGHT = 110.0, 62.0
_ROW = 5
_SHORTEST = 1.2
"""Millimetres of a stroke, as far as points are so close."""
_DASHES = ((1, 1), (2, 4), (1, 3), (3, 5))
"""Of so many strokes in a row the first ones are drawn, by style."""
_STYLES = {"asymptote": 2, "tangent": 3, "secant": 1}


def to_latex(figure: Figure, words: Callable[[str], str]) -> str:
    """A figure for a page of A4; `words` writes text as LaTeX sets it."""
    return "\n".join(
        [
            r"{\setlength{\unitlength}{1mm}\footnotesize",
            rf"\begin{{picture}}({_WIDTH + 16:g},{_HEIGHT + 24:g})(-14,-14)",
            *_Drawn(figure, words).elements(),
            r"\end{picture}}",
        ]
    )


class _Drawn:
    def __init__(self, figure: Figure, words: Callable[[str], str]) -> None:
        self.figure, self.words = figure, words
        self.x, self.y = along(figure.across, _WIDTH), along(figure.up, _HEIGHT)

    def at(self, point: Point) -> Point:
        return self.x(point[0]), self.y(point[1])

    def elements(self) -> Iterator[str]:
        yield from self.axes()
        for line in self.figure.straights:
            yield from self.strokes((line.start, line.end), _STYLES[line.kind])
        for contour in self.figure.contours:
            for stretch in contour.stretches:
                yield from self.strokes(stretch, 0)
        for curve in self.figure.curves:
            for stretch in curve.stretches:
                yield from self.strokes(stretch, curve.style)
        for arrow in self.figure.arrows:
            yield from self.strokes((arrow.start, arrow.end), 0)
            yield _put(self.at(arrow.end), r"\makebox(0,0){$\bullet$}")
        yield from map(self.dot, self.figure.dots)
        yield from self.legend()
        yield from self.signs()

    def axes(self) -> Iterator[str]:
        yield rf"\put(0,0){{\framebox({_WIDTH:g},{_HEIGHT:g}){{}}}}"
        for tick in self.figure.across.ticks:
            yield _put((self.x(tick.at), -1), r"\line(0,1){1}")
            yield _put((self.x(tick.at), -4), rf"\makebox(0,0){{{self.words(tick.label)}}}")
        for tick in self.figure.up.ticks:
            yield _put((-1, self.y(tick.at)), r"\line(1,0){1}")
            yield _put((-2, self.y(tick.at)), rf"\makebox(0,0)[r]{{{self.words(tick.label)}}}")
        if self.figure.up.low < 0 < self.figure.up.high and not self.figure.up.is_log:
            yield _put((0, self.y(0)), rf"\line(1,0){{{_WIDTH:g}}}")
        if self.figure.across.low < 0 < self.figure.across.high and not self.figure.across.is_log:
            yield _put((self.x(0), 0), rf"\line(0,1){{{_HEIGHT:g}}}")
        yield _put((_WIDTH, -_ROW * 1.6), rf"\makebox(0,0)[r]{{{self.words(self.figure.across.name)}}}")

    def strokes(self, stretch: Sequence[Point], style: int) -> Iterator[str]:
        """Strokes from point to point; those of a straight line are as short as those of curves."""
        shown, length = _DASHES[style % len(_DASHES)]
        for number, (start, end) in enumerate(pairwise(_even(list(map(self.at, stretch))))):
            if number % length < shown:
                middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
                yield rf"\qbezier{_pair(start)}{_pair(middle)}{_pair(end)}"

    def dot(self, dot: Dot) -> str:
        return _put(self.at(dot.at), r"\circle{1.6}" if dot.is_open else r"\circle*{1.6}")

    def legend(self) -> Iterator[str]:
        x = 0.0
        for curve in self.figure.curves:
            if curve.label:
                shown, length = _DASHES[curve.style % len(_DASHES)]
                for number in range(6):
                    if number % length < shown:
                        yield _put((x + number * _SHORTEST, _HEIGHT + 4), rf"\line(1,0){{{_SHORTEST}}}")
                yield _put((x + 9, _HEIGHT + 4), rf"\makebox(0,0)[l]{{{self.words(curve.label)}}}")
                x += 24

    def signs(self) -> Iterator[str]:
        if self.figure.signs:
            yield _put((-2, -_ROW * 1.7), rf"\makebox(0,0)[r]{{{self.words(self.figure.of_signs)}}}")
        for sign in self.figure.signs:
            middle = (self.x(sign.low) + self.x(sign.high)) / 2
            yield _put((middle, -_ROW * 1.7), rf"\makebox(0,0){{${sign.sign}$}}")


def _even(points: list[Point]) -> list[Point]:
    """Points of a line of which each is about as far from the next."""
    even = points[:1]
    for point in points[1:]:
        across, up = point[0] - even[-1][0], point[1] - even[-1][1]
        count = int((across * across + up * up) ** 0.5 / _SHORTEST)
        start = even[-1]
        even += [(start[0] + across * part / count, start[1] + up * part / count) for part in range(1, count + 1)]
    return even if len(even) > 1 else [*even, *points[-1:]]


def _put(at: Point, what: str) -> str:
    return rf"\put{_pair(at)}{{{what}}}"


def _pair(point: Point) -> str:
    return f"({point[0]:.2f},{point[1]:.2f})"
