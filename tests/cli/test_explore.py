"""`derivtutor explore --keys … --frames`: what is shown, frame by frame, as plain text. Run as a program, it writes the
golden files anew; read what changed before committing it.
"""

from __future__ import annotations

import builtins
import io
import sys
from pathlib import Path
from typing import Any

import pytest
from command import run

GOLDEN = Path(__file__).parent / "golden"

SESSIONS: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "explore-parabola": (("x^2", "--at", "x=0.2", "--keys", "left h h plus"), {}),
    "explore-layers": (("(3x^2+1)^5", "--at", "x=2", "--keys", "left"), {"COLUMNS": "60"}),
    "explore-pole": (("1/x", "--at", "x=0.1", "--keys", "left h"), {}),
    "explore-activations": (("sigmoid(x)", "tanh(x)", "relu(x)", "--at", "x=0", "--keys", "n pagedown"), {}),
    "explore-in-ascii": (("sqrt(x)", "--at", "x=1", "--keys", "h"), {"PYTHONIOENCODING": "ascii"}),
}


def printed(name: str) -> str:
    arguments, environment = SESSIONS[name]
    done = run("explore", *arguments, "--frames", **{"COLUMNS": "80", **environment})
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize("name", SESSIONS)
def test_the_frames_are_as_before(name: str) -> None:
    assert printed(name) == (GOLDEN / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", SESSIONS)
def test_no_row_is_wider_than_the_screen(name: str) -> None:
    width = int(SESSIONS[name][1].get("COLUMNS", "80"))
    assert max(map(len, printed(name).splitlines())) <= width


def test_one_panel_alone_after_the_last_key() -> None:
    done = run("explore", "x^2", "--at", "x=2", "--panel", "secant", "--keys", "h h", "--still", COLUMNS="80")
    assert done.stdout.count("── ") == 1
    assert "── Secant line ──" in done.stdout
    assert "h = 0.5" in done.stdout.split("\n")[0]
    frames = run("explore", "x^2", "--panel", "secant", "--keys", "h", "--frames", COLUMNS="80").stdout
    assert (frames.count("── Secant line ──"), frames.count("── Tangent ──")) == (2, 0)


@pytest.mark.parametrize("name", ["layers", "gradient"])
def test_a_panel_that_is_not_there(name: str) -> None:
    done = run("explore", "x^2", "--panel", name, "--frames")
    assert done.returncode == 2
    assert f"There is no panel {name} here." in done.stderr
    assert "The panels are tangent, secant, slope, taylor." in done.stderr


def test_frames_need_no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "textual")
    assert run("explore", "x^2", "--frames").returncode == 0


def without(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    """As if a library were not installed."""
    real = builtins.__import__

    def missing(name: str, *arguments: Any, **named: Any) -> Any:
        if name.partition(".")[0] == library:
            raise ModuleNotFoundError(name)
        return real(name, *arguments, **named)

    for name in [name for name in sys.modules if name.startswith((library, "derivtutor.render.tui"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", missing)


def test_without_the_library_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "textual")
    done = run("explore", "x^2", TEXTUAL_DRIVER="none")
    assert done.returncode == 2
    assert done.stderr == (
        "Error: The explorer needs the library textual.\n"
        '  Install it with python -m pip install "derivtutor[tui]", or add --frames for plain text.\n'
    )


def test_without_the_server_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "textual_serve")
    done = run("explore", "x^2", "--serve", "8000")
    assert done.returncode == 2
    assert 'pip install "derivtutor[browser]"' in done.stderr


def test_a_pipe_is_no_screen() -> None:
    done = run("explore", "x^2")
    assert done.returncode == 2
    assert done.stderr == "Error: The explorer needs a terminal.\n  Add --frames for plain text.\n"


class Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("kind", "encoding"), [("dumb", "utf-8"), ("xterm", "latin-1")])
def test_a_terminal_that_cannot_show_it_is_told(kind: str, encoding: str) -> None:
    done = run("explore", "x^2", TERM=kind, output=Terminal(io.BytesIO(), encoding))
    assert done.returncode == 2
    assert "needs a terminal with more signs than ASCII has, and a cursor that moves." in done.stderr


def test_the_list_of_examples_fits_the_terminal() -> None:
    screen = Terminal(io.BytesIO(), "utf-8")
    run("explore", "--example", "list", output=screen, COLUMNS="60")
    screen.flush()
    rows = screen.buffer.getvalue().decode().splitlines()  # type: ignore[attr-defined]
    assert max(map(len, rows)) <= 60
    assert any(row.startswith(" " * 14) for row in rows)
    assert len(rows) > len(run("explore", "--example", "list").stdout.splitlines())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("sin(",), "This bracket is never closed."),
        (("x^2", "--at", "x=a"), "a is not a number."),
        (("x^2", "--keys", "enter"), "There is no key enter."),
        (("a b c",), "This cannot be explored."),
        (tuple("abcde"), "5 functions cannot be told apart."),
    ],
)
def test_a_mistake_is_one_sentence(arguments: tuple[str, ...], said: str) -> None:
    done = run("explore", *arguments, "--frames")
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


if __name__ == "__main__":
    for session in SESSIONS:
        (GOLDEN / f"{session}.txt").write_text(printed(session), "utf-8")
