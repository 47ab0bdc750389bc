"""`derivtutor explore`: panels that move together under keys and mouse, or the same as plain text, frame by frame."""

from __future__ import annotations

import os
import sys
from typing import Any

import click
from msgspec.structs import replace

from derivtutor.cli import options, sentences
from derivtutor.cli.programs import chosen as chosen_program
from derivtutor.cli.programs import listed_examples
from derivtutor.cli.screen import Screen
from derivtutor.errors import reason
from derivtutor.language import mark, translated
from derivtutor.processes import end_with_parent


@click.command("explore", cls=options.ExpressionCommand)
@click.argument("expressions", nargs=-1)
@options.wrt
@options.log
@click.option("--at", metavar="POINT", multiple=True, help="Where to begin, such as x=2 or x=pi/2.")
@click.option("--rate", metavar="RATE", help="Where to descend: what the slope is multiplied by, such as 0.1.")
@click.option("--example", metavar="NAME", help="A ready-made program; --example list names them.")
@click.option("--keys", metavar="KEYS", default="", help='Keys that are pressed at first, such as "right right h".')
@click.option("--panel", metavar="NAME", help="The panel to begin with, such as secant; the only one of the frames.")
@click.option("--frames", is_flag=True, help="Print what is shown, at first and after each key, as plain text.")
@click.option("--still", is_flag=True, hidden=True, help="Print the last frame alone.")
@click.option(
    "--serve", metavar="PORT", type=click.IntRange(1, 65535), help="Show it in a browser, at this port of localhost."
)
def command(
    expressions: tuple[str, ...],
    wrt: str | None,
    log: Any,
    at: tuple[str, ...],
    rate: str | None,
    example: str | None,
    keys: str,
    panel: str | None,
    frames: bool,
    still: bool,
    serve: int | None,
) -> None:
    """Explore EXPRESSION: slide a point, shrink h, watch rates multiply.

    Several EXPRESSIONS of one variable are shown side by side. One may have two variables, or be a program with
    numbers: "z = w*x; y = sigmoid(z)".
    """
    from derivtutor.exploring.subjects import opened, pressed, start

    if example == "list":
        click.echo(listed_examples())
        return
    if example is not None:
        program, _ = chosen_program("; ".join(expressions) or None, example)
        expressions = ("; ".join(program.strip().split("\n")),)
    given = {"at": ", ".join(at) or None, "wrt": wrt, "rate": rate, "log": None if log == "e" else log}
    chosen = {name: value for name, value in given.items() if value is not None}
    subject, state = start(expressions, chosen)
    names = keys.split()
    states = [state, *pressed(subject, state, names)]
    if panel is not None:
        subject = opened(subject, states[-1], panel)
    if serve is not None:
        _serve(serve)
        return
    if frames or still:
        shown = subject if panel is None else replace(subject, panels=subject.panels[:1])
        _print(shown, states[-1:] if still else states, names)
        return
    typed = "; ".join(expressions)
    if at:
        typed = translated("{function} at {at}").format(function=typed, at=chosen["at"])
    _run(subject, states[-1], typed, {name: chosen[name] for name in ("log", "rate") if name in chosen})


def _run(subject: Any, state: Any, typed: str, kept: dict[str, Any]) -> None:
    """Show the panels in the terminal, or in the browser that is served."""
    if os.environ.get("TEXTUAL_DRIVER"):
        end_with_parent()  # the server may be ended before it can end what it has started
    else:
        _need_terminal()
    try:
        from derivtutor.render.tui.app import Explorer
    except ModuleNotFoundError:
        raise sentences.NO_EXPLORER_LIBRARY() from None
    Explorer(subject, state, typed, kept).run()


def _need_terminal() -> None:
    """Make sure that there is a terminal that shows panels."""
    screen = Screen.here()
    if not sys.stdout.isatty():
        raise sentences.NO_TERMINAL()
    if not (screen.unicode and screen.dots):
        raise sentences.TOO_PLAIN_A_TERMINAL()


def _print(subject: Any, states: list[Any], names: list[str]) -> None:
    """All frames, one below the other, with the key that leads to each above it."""
    from derivtutor.render.exploring import Look, frame

    screen = Screen.here()
    look = Look(screen.unicode, screen.dots)
    says = {key.name: translated(key.says) for key in subject.keys}
    for number, state in enumerate(states):
        if number:
            key = names[number - 1]
            click.echo(f"\n[{key}{mark(': ')}{says[key]}]\n")
        click.echo(frame(subject, state, screen.width, look))


def _serve(port: int) -> None:
    """The same in a browser, as the command that was typed; each page is a run of its own."""
    import shlex
    import subprocess
    from pathlib import Path

    try:
        from textual_serve.server import Server
    except ModuleNotFoundError:
        raise sentences.NO_SERVER_LIBRARY() from None
    from derivtutor.render import tui

    command = [sys.executable, "-m", "derivtutor", *_without_serving(sys.argv[1:])]
    pages = Path(tui.__file__).parent / "pages"  # they fetch nothing from elsewhere
    # a shell would stand between the server and what it serves
    line = subprocess.list2cmdline(command) if os.name == "nt" else f"exec {shlex.join(command)}"
    try:
        Server(line, port=port, title="derivtutor", templates_path=pages).serve()
    except OSError as error:
        raise sentences.NO_SUCH_PORT(port=port, why=reason(error)) from None


def _without_serving(arguments: list[str]) -> list[str]:
    """The arguments of the command without --serve and its port."""
    place = next(place for place, argument in enumerate(arguments) if argument.partition("=")[0] == "--serve")
    return arguments[:place] + arguments[place + (1 if "=" in arguments[place] else 2) :]
