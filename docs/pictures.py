"""The pictures of the documentation: what the command shows in a terminal, and the figures that it draws.

Without an argument all of them are made anew, from real runs; with --check, only those that are not fresh are told.
"""

from __future__ import annotations

import io
import os
import pty
import re
import shlex
import subprocess
import sys
import tempfile
import termios
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import recording
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

HERE = Path(__file__).parent
FOLDER = HERE / "pictures"
PROMPT, END = b"> ", b"\x04"
"""What stands where a line is to be typed, and the key that ends it all."""

_FILE = re.compile(r"<!-- ([\w.-]+) -->\n```\w+\n(.*?)```", re.DOTALL)


class Session(NamedTuple):
    """What a terminal of so many columns shows of some commands; `typed` are the lines that are typed then.

    The files that a page of the documentation shows are there, as for the sessions in its text.
    """

    commands: tuple[str, ...]
    columns: int = 80
    typed: tuple[str, ...] = ()
    page: str = ""


class Figure(NamedTuple):
    """A figure that a command draws into a file."""

    command: str


class Recording(NamedTuple):
    """Sessions of one command each, one after the other, each seen for so many seconds."""

    scenes: tuple[Session, ...]
    seconds: float = 6


PICTURES: Mapping[str, Session | Figure | Recording] = {
    "recording": Recording(
        (
            Session(('derivtutor explain "x^2 sin(x)"',)),
            Session(('derivtutor check "sin(x^2)" "cos(x^2)"',)),
            Session(('derivtutor plot "x^3 - 3x"',)),
            Session(('derivtutor backprop "z = w*x + b; y = sigmoid(z)" --at w=0.6,x=0.5,b=0.1 --graph text',), 96),
            Session(("derivtutor learn --list",), 96),
        )
    ),
    "explain": Session(('derivtutor explain "sin(exp(2x))"',)),
    "check": Session(
        ('derivtutor check "x^2 sin(3x)" "2x cos(3x)*3"', 'derivtutor check "x^2 sin(3x)" "x(2sin(3x) + 3x cos(3x))"')
    ),
    "practice": Session(
        ("derivtutor practice week.yaml --plain --now 2026-01-31T12:00 --count 1",),
        typed=("2(3x + 1)", "6(3x + 1)"),
        page="for-teachers.md",
    ),
    "grade": Session(
        ("derivtutor grade week.yaml answers.csv --report terminal",),
        page="for-teachers.md",
    ),
    "backprop": Session(
        ('derivtutor backprop "z = w*x; y = sigmoid(z); L = y^2" --at w=0.8,x=0.5 --wrt w --detail brief',), 100
    ),
    "poles": Figure('derivtutor explain "1/(x^2 - 1)"'),
    "descent": Figure('derivtutor descend "x^2 + 4y^2" --from 4,2 --rate 0.2'),
}

_COLOURS = ("20242c", "ff7b72", "7ee787", "e3b341", "79c0ff", "d2a8ff", "56d4dd", "d7dae0")
_BRIGHT = ("8b949e", "ffa198", "a5f0b0", "f2cc60", "a5d6ff", "e2c5ff", "b3f0ff", "ffffff")


def _rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour)
    return red, green, blue


THEME = TerminalTheme(_rgb("1b1f26"), _rgb("e6e8ec"), list(map(_rgb, _COLOURS)), list(map(_rgb, _BRIGHT)))
"""Light on dark, so that a picture is legible on a light page and on a dark one."""

FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">
<style>
.{unique_id}-matrix {{
  font: {char_height}px/{line_height}px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace
}}
.{unique_id}-title {{ font: 16px system-ui, sans-serif }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""
"""Around what Rich exports; its own frame would fetch fonts from another host."""


def drawn(name: str) -> str:
    """A picture as SVG."""
    wanted = PICTURES[name]
    with tempfile.TemporaryDirectory() as folder:
        if isinstance(wanted, Figure):
            path = Path(folder, "figure.svg")
            _run(f"{wanted.command} --plot {path}", Session(()), Path(folder))
            return path.read_text(encoding="utf-8")
        if isinstance(wanted, Recording):
            return _recorded(name, wanted, Path(folder))
        return _exported(name, _shown(wanted, Path(folder)), wanted.columns, FRAME)


def _recorded(name: str, wanted: Recording, folder: Path) -> str:
    scenes = []
    for number, session in enumerate(wanted.scenes):
        shown = _shown(session, folder)
        drawing = _exported(f"{name}-{number}", shown, session.columns, recording.SCENE)
        lighter = re.sub(r' clip-path="[^"]*"', "", drawing)  # no line is longer than the screen
        scenes.append((session.commands[0], lighter, len(shown.split("\n"))))
    return recording.recording(scenes, max(session.columns for session in wanted.scenes), wanted.seconds)


def _shown(session: Session, folder: Path) -> Text:
    """What a terminal shows of a session."""
    for file, content in _files(session.page):
        Path(folder, file).write_text(content, encoding="utf-8")
    shown = Text()
    for command in session.commands:
        shown += Text.assemble(("$ ", "green"), f"{command}\n", Text.from_ansi(_run(command, session, folder)), "\n")
    return shown


def _exported(name: str, shown: Text, columns: int, frame: str) -> str:
    console = Console(record=True, width=columns, file=io.StringIO(), color_system="truecolor", force_terminal=True)
    console.print(shown, end="")
    picture = console.export_svg(title="derivtutor", theme=THEME, code_format=frame, unique_id=name)
    return picture.replace("&#160;", "\N{NO-BREAK SPACE}")  # a third of the bytes


def _files(page: str) -> list[tuple[str, str]]:
    """The files that a page shows, each with its name in a comment before it."""
    return _FILE.findall((HERE / page).read_text(encoding="utf-8")) if page else []


def _run(command: str, session: Session, folder: Path) -> str:
    """What a terminal gets from a command, with its colours, but not how far it has come, which differs each time.

    Raises:
        ValueError: where the command refuses what it is told.
    """
    keyboard, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (50, session.columns))
    words = [sys.executable, "-m", *shlex.split(command)]
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "LINES")}
    facts = {
        **kept,
        "TERM": "xterm-256color",
        "DERIVTUTOR_HOME": str(folder),
        "PYTHONUTF8": "1",
        "DERIVTUTOR_LANGUAGE": "en",
    }
    process = subprocess.Popen(words, stdin=terminal, stdout=terminal, stderr=subprocess.DEVNULL, cwd=folder, env=facts)
    os.close(terminal)
    shown, waiting = b"", list(session.typed)
    while block := _read(keyboard):
        shown += block
        if shown.endswith(PROMPT):
            os.write(keyboard, f"{waiting.pop(0)}\n".encode() if waiting else END)
    os.close(keyboard)
    if process.wait() > 1:
        raise ValueError(f"{command} ends with {process.returncode}")
    return shown.decode().replace("\r\n", "\n").rstrip("\n")


def _read(terminal: int) -> bytes:
    """The next that is shown; nothing when nobody writes any more, which a terminal tells as an error."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def main() -> int:
    """Draw all, or with --check compare; the exit code is 0 if nothing is stale."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        wanted = dict(zip((f"{name}.svg" for name in PICTURES), pool.map(drawn, PICTURES), strict=True))
    there = {path.name: path for path in FOLDER.glob("*")}
    stale = [
        name for name, text in wanted.items() if name not in there or there[name].read_text(encoding="utf-8") != text
    ]
    stale += there.keys() - wanted.keys()
    if "--check" in sys.argv[1:]:
        if stale:
            print(f"Not fresh: {', '.join(sorted(stale))}. Run python docs/pictures.py.")
        return 1 if stale else 0
    FOLDER.mkdir(exist_ok=True)
    for name in there.keys() - wanted.keys():
        there[name].unlink()
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
