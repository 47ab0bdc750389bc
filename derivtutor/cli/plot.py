"""`derivtutor plot`: functions side by side, with their slopes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import asdict

from derivtutor.cli import options, plotting
from derivtutor.cli.choices import Format
from derivtutor.cli.screen import Screen
from derivtutor.render.formats import render

if TYPE_CHECKING:
    from pathlib import Path


@click.command("plot", cls=options.ExpressionCommand)
@click.argument("expressions", nargs=-1, required=True)
@options.wrt
@options.log
@click.option("--across", metavar="LOW,HIGH", help="Which part of the line is shown, such as -6,6 or 0,2pi.")
@click.option(
    "--format",
    "form",
    type=Format(list(options.FORMATS)),
    help="What to print (default: terminal, or by FILE's name).",
)
@options.output
def command(
    expressions: tuple[str, ...], wrt: str | None, log: Any, across: str | None, form: str | None, output: Path | None
) -> None:
    """Show EXPRESSIONS as curves, each with its slope and a sentence that says what is seen."""
    from derivtutor.calculus.figures.of_functions import plot
    from derivtutor.render.telling import blocks

    figure = plot(expressions, wrt, across, log)
    if output is not None and form is None and plotting.is_drawing(output.name):
        plotting.write(figure, str(output))
        return
    form = options.format_for(form, output)
    if form == "json":
        import json

        options.write(json.dumps(figure.as_dict(), ensure_ascii=False, indent=2), output)
        return
    document = blocks.Document(("Figure",), ("Figure",), (blocks.Figure(figure),))
    screen = asdict(Screen.here(to_file=output is not None)) if form == "terminal" else {}
    options.write(render(document, form, **screen), output)
