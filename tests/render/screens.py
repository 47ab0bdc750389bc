"""Screens of the explorer that are kept as pictures; `python tests/render/screens.py` writes them anew."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from derivtutor.exploring.subjects import start
from derivtutor.render.tui.app import Explorer

GOLDEN, DOCS = Path(__file__).parent / "golden", Path(__file__).parents[2] / "docs"

SCREENS: dict[str, tuple[str, str, tuple[int, int], str]] = {
    "explorer": ("(sin x)^2", "x=1", (120, 40), "h right"),
    "screen-tangent": ("x^2", "x=2", (80, 24), "right"),
    "screen-secant": ("x^3", "x=1", (60, 20), "tab h h"),
    "screen-layers": ("sin(e^(2x))", "x=0.2", (80, 24), "tab tab left"),
    "screen-together": ("(3x^2+1)^5", "x=0.2", (120, 40), "left h plus"),
    "screen-activations": ("sigmoid(x); tanh(x); relu(x)", "x=0", (60, 20), "pagedown"),
    "screen-help": ("x^2", "x=2", (80, 24), "question_mark"),
    "screen-mistake": ("x^2", "x=2", (60, 20), "e plus enter"),
}
"""A function, a point, the size of the screen, and the keys that are pressed. The first is for the documentation."""


def file_of(name: str) -> Path:
    return (DOCS if name == "explorer" else GOLDEN) / f"{name}.svg"


def explorer(function: str, at: str) -> Explorer:
    options = {"at": at}
    return Explorer(*start([function], options), f"{function} at {at}", {})


def picture(name: str) -> str:
    """The screen as SVG, without what is drawn anew each time or fetched from elsewhere."""
    function, at, size, keys = SCREENS[name]

    async def shown() -> str:
        app = explorer(function, at)
        async with app.run_test(size=size) as pilot:
            await pilot.press(*keys.split())
            await pilot.pause()
            return app.export_screenshot(title=f"derivtutor explore {function}")

    svg = re.sub(r"terminal-\d+", "terminal", asyncio.run(shown()))
    return re.sub(r"@font-face \{.*?\}\n?", "", svg, flags=re.DOTALL)


if __name__ == "__main__":
    for each in SCREENS:
        file_of(each).write_text(picture(each), "utf-8")
