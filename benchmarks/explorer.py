"""How quick the explorer is: from a key to its picture, and from the start to the first picture, beyond an empty app.

`python benchmarks/explorer.py [REPEATS]` prints medians in milliseconds of processor time. A key is timed from when its
handler begins to when the screen has been written, without the wait for the next of 60 pictures a second.
The first picture is timed in processes of their own, in pairs: the explorer, and an app that shows nothing.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from typing import Any

os.environ["TEXTUAL_FPS"] = "100000"  # no wait for the next picture

KEYS = ["right"] * 8 + ["h"] * 4 + ["plus"] * 3 + ["shift+left"] * 3 + ["left"] * 8 + ["c", "minus", "z", "right", "Z"]
KEYS_OF_TWO = ["right"] * 4 + ["shift+right"] * 4 + ["up", "shift+up", "n", "n", "plus", "n", "u"] + ["shift+left"] * 8
KEYS_OF_PROGRAMS = ["right"] * 12 + ["up", "down", "i", "up", "b"]
FUNCTIONS = (
    *[(each, "", KEYS) for each in ("x^2", "sin(e^(2x))", "(3x^2+1)^5", "sin(1/x)", "e^(-x^2)", "tan x")],
    ("sigmoid(x); tanh(x); relu(x)", "", KEYS),
    ("x^2 + 2y^2", "3,2", KEYS_OF_TWO),
    ("sin(x) cos(y)", "1,1", KEYS_OF_TWO),
    ("z = w*x + b; y = sigmoid(z); L = (y - t)^2", "w=0.6,x=0.5,b=0.1,t=1", KEYS_OF_PROGRAMS),
)
"""What is explored, at which point, and the keys that are pressed."""
SIZES = ((80, 24), (60, 20), (120, 40))
BAR, BAR_OF_START = 20.0, 250.0

_EMPTY = """
from textual.app import App
class Empty(App[None]):
    pass
app = Empty()
"""
_EXPLORER = """
from derivtutor.exploring.subjects import start
from derivtutor.render.tui.app import Explorer
app = Explorer(*start(["(3x^2+1)^5"], {"at": "x=2"}), "", {})
"""
_FIRST = """
import time
began = time.process_time()
import asyncio
%s
async def main():
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        print((time.process_time() - began) * 1000)
asyncio.run(main())
"""


async def of_keys(function: str, at: str, keys: list[str], size: tuple[int, int]) -> list[float]:
    """Milliseconds from each key to its picture."""
    from derivtutor.exploring.subjects import start
    from derivtutor.render.tui.app import Explorer

    class Timed(Explorer):
        began = 0.0
        times: list[float]

        def on_key(self, event: Any) -> None:  # Textual calls that of the explorer next, by itself
            self.began = time.process_time()

        def _display(self, screen: Any, renderable: Any) -> None:
            super()._display(screen, renderable)
            if self.began:
                self.times[-1] = (time.process_time() - self.began) * 1000

    subject, state = start([function], {"at": at} if at else {})
    app = Timed(subject, state, function, {})
    app.times = []
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for key in keys:
            app.times.append(0.0)
            await pilot.press(key)
            await pilot.pause()
            app.began = 0.0
    return app.times


def first(script: str, environment: dict[str, str]) -> float:
    """Milliseconds to the first picture in a process of its own."""
    command = [sys.executable, "-c", _FIRST % script]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return float(done.stdout)


def of_start(repeats: int) -> tuple[float, float]:
    """Milliseconds to the first picture beyond those of an empty app, and those of that; all is compiled already."""
    with tempfile.TemporaryDirectory() as compiled:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        first(_EXPLORER, environment)
        pairs = [(first(_EXPLORER, environment), first(_EMPTY, environment)) for _ in range(repeats)]
    return statistics.median(one - empty for one, empty in pairs), statistics.median(empty for _, empty in pairs)


def main(repeats: int = 7) -> None:
    print(f"{'key to picture, ms':36} {'size':>8} {'median':>7} {'most':>7}")
    for function, at, keys in FUNCTIONS:
        for size in SIZES:
            times = asyncio.run(of_keys(function, at, keys, size))
            middle, most = statistics.median(times), max(times)
            mark = "" if middle < BAR else "  too slow"
            print(f"{function[:36]:36} {'x'.join(map(str, size)):>8} {middle:7.1f} {most:7.1f}{mark}")
    beyond, empty = of_start(repeats)
    mark = "" if beyond < BAR_OF_START else "  too slow"
    print(f"first picture: {beyond:.0f} ms beyond an empty app, which takes {empty:.0f} ms{mark}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
