"""`derivtutor explain`: a worked derivation."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from derivtutor.cli import options
from derivtutor.cli.screen import Screen

if TYPE_CHECKING:
    from derivtutor.derivation.derivation import Derivation


@click.command("explain", cls=options.ExpressionCommand)
@click.argument("expression")
@options.wrt
@click.option("--order", type=int, default=1, show_default=True, help="Differentiate this many times.")
@click.option("--at", metavar="POINT", multiple=True, help="Also give the slope at a point, such as x=2 or x=pi/2.")
@click.option(
    "--method",
    type=click.Choice(["auto", "logarithmic"]),
    default="auto",
    show_default=True,
    help="How to differentiate.",
)
@click.option(
    "--simplify",
    type=click.Choice(["none", "light", "full"]),
    default="light",
    show_default=True,
    help="How far to tidy.",
)
@click.option(
    "--detail",
    type=click.Choice(["brief", "standard", "full"]),
    default="standard",
    show_default=True,
    help="How much to tell.",
)
@click.option(
    "--view",
    type=click.Choice(["tree", "lines"]),
    default="tree",
    show_default=True,
    help="Nested steps, or lines on paper.",
)
@click.option(
    "--format", "form", type=click.Choice(options.FORMATS), help="What to print (default: terminal, or by FILE's name)."
)
@options.output
def command(
    expression: str,
    wrt: str | None,
    order: int,
    at: tuple[str, ...],
    method: str,
    simplify: str,
    detail: str,
    view: str,
    form: str | None,
    output: Path | None,
) -> None:
    """Show how EXPRESSION is differentiated, step by step.

    EXPRESSION is written as by hand ("x^2 sin 3x"), in Unicode or in LaTeX; - reads it from standard input.
    """
    from derivtutor.derivation.explain import explain

    text = sys.stdin.read().removeprefix("\ufeff").strip() if expression == "-" else expression
    derivation = explain(text, wrt=wrt, order=order, at=", ".join(at) or None, method=method, simplify=simplify)  # type: ignore[arg-type]
    options.write(rendered(derivation, options.format_for(form, output), detail, view, output), output)


def rendered(derivation: Derivation, form: str, detail: str, view: str, file: Path | None) -> str:
    """A derivation in one of the formats."""
    import importlib

    if form == "json":
        import json

        return json.dumps(derivation.as_dict(), ensure_ascii=False, indent=2)
    renderer = importlib.import_module(f"derivtutor.render.{form}")
    if form == "terminal":
        screen = Screen.here(to_file=file is not None)
        text: str = renderer.render(
            derivation, detail, view, width=screen.width, unicode=screen.unicode, colour=screen.colour
        )
        return text
    written: str = renderer.render(derivation, detail, view)
    return written
