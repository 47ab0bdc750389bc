"""Values that show themselves: in one line where there is only text, in full in a notebook.

What they look like there is known far above them: whoever stands above all layers connects who knows it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

MOST = 120
"""Letters of the one line."""


class Display(Protocol):
    """Who knows how values look."""

    def html(self, value: Any) -> str | None:
        """Part of a page; nothing where there is no more to show than a line."""

    def line(self, node: Any) -> str:
        """A node of a syntax tree in a line."""

    def complaint(self, error: Any) -> str:
        """A mistake of a user: a sentence, its place, and the remedy."""


def _nobody() -> Display:
    raise AssertionError("nobody was connected who knows how values look")


_find: Callable[[], Display] = _nobody


def connect(find: Callable[[], Display]) -> None:
    """Say who knows how values look; `find` is called when the first one is shown."""
    global _find
    _find = find


class Shown:
    """Something that users meet: its class says `_in_short` what it is."""

    __slots__ = ()

    def _in_short(self) -> str:
        """What it is, in a few words."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return one_line(f"<{self._in_short()}>")

    def _repr_html_(self) -> str | None:
        """What a notebook shows; nothing where the line says it all."""
        return _find().html(self)


class ShownError:
    """An error without a traceback in IPython: the place of the mistake is in what was typed."""

    __slots__ = ()

    def _render_traceback_(self) -> list[str]:
        """The lines that IPython prints."""
        return _find().complaint(self).split("\n")


def line_of(node: Shown) -> str:
    """The line of a node of a syntax tree, whose `repr` is for those who look into trees."""
    return _find().line(node)


def one_line(text: str) -> str:
    r"""Text in one line, cut where it is too long, with what cannot be seen written as its code.

    >>> one_line("<expression x\n+ 1>")
    '<expression x\\n+ 1>'
    """
    start = text[: MOST + 1]
    seen = "".join([each if each.isprintable() else each.encode("unicode_escape").decode() for each in start])
    return seen if len(seen) <= MOST else f"{seen[: MOST - 2]}…{text[-1]}"
