"""What a reader chooses: how much is told, as steps or as lines, and the format that it is set in."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from derivtutor.render.telling.blocks import Document

Detail: TypeAlias = Literal["brief", "standard", "full"]
"""How much is told: the lines on paper, the steps, or every step in full."""

View: TypeAlias = Literal["tree", "lines"]
"""What is told: nested steps, or the lines on paper."""

FORMATS: dict[str, tuple[str, ...]] = {
    "terminal": (),
    "plain": (".txt",),
    "speech": (),
    "latex": (".tex",),
    "markdown": (".md",),
    "html": (".html", ".htm"),
}
"""How the files of each end. Each has the module of its name, with `render(document)`."""


def render(document: Document, form: str, **screen: Any) -> str:
    """A document in one of the formats; `screen` is what the terminal is like."""
    text: str = importlib.import_module(f"derivtutor.render.{form}").render(document, **screen)
    return text
