"""What somebody typed, short enough to be repeated on a page."""

from __future__ import annotations

from derivtutor.render.safe import safe

MOST = 400
"""Letters of what was typed that are repeated on the page."""


def shortened(text: str) -> str:
    """What was typed, cut where it is too long to be worth repeating, with nothing unseen in it."""
    return safe(text if len(text) <= MOST else f"{text[:MOST]} …")
