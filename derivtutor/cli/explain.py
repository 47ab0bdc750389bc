"""`derivtutor explain`: a worked derivation."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from derivtutor.cli import options
from derivtutor.cli.screen import Screen
from derivtutor.errors import UserError

if TYPE_CHECKING:
    from derivtutor.derivation.derivation import Derivation


@click.command("explain", cls=options.ExpressionCommand)
@click.argument("expression")
@options.wrt
@options.log
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
@click.option(
    "--for",
    "reader",
    metavar="NAME",
    help="Cut short what the student of this profile has mastered; me is the default.",
)
@options.output
def command(
    expression: str,
    wrt: str | None,
    log: Any,
    order: int,
    at: tuple[str, ...],
    method: str,
    simplify: str,
    detail: str,
    view: str,
    form: str | None,
    reader: str | None,
    output: Path | None,
) -> None:
    """Show how EXPRESSION is differentiated, step by step.

    EXPRESSION is written as by hand ("x^2 sin 3x"), in Unicode or in LaTeX; - reads it from standard input.
    """
    from derivtutor.derivation.explain import explain

    text = sys.stdin.read().removeprefix("\ufeff").strip() if expression == "-" else expression
    place = ", ".join(at) or None
    derivation = explain(text, wrt=wrt, order=order, at=place, method=method, simplify=simplify, log=log)  # type: ignore[arg-type]
    form = options.format_for(form, output)
    understood = _understood(reader, form) if reader else {}
    options.write(rendered(derivation, form, detail, view, output, **understood), output)


def _understood(reader: str, form: str) -> dict[str, frozenset[str]]:
    """What a student has mastered, for the formats that leave it out.

    Raises:
        UserError: where there is no progress of that name, or the format tells everything.
    """
    from derivtutor.practice.learning import mastered
    from derivtutor.practice.mastery import MASTERED
    from derivtutor.practice.place import progress_file
    from derivtutor.practice.store import Store

    if form not in ("terminal", "plain"):
        raise UserError(f"The format {form} tells everything to everyone.", "Leave --for out, or use plain.")
    path = progress_file(None if reader == "me" else reader)
    if not path.exists():
        if reader == "me":
            return {}
        raise UserError(f"There is no progress in {path}.", "Use the name of a profile, or me.")
    with Store(path) as store:
        return {"understood": mastered(store.skills(), MASTERED)}


def rendered(
    derivation: Derivation, form: str, detail: str, view: str, file: Path | None, **understood: frozenset[str]
) -> str:
    """A derivation in one of the formats; `understood` are the rules that some of them then leave out."""
    import importlib

    if form == "json":
        import json

        return json.dumps(derivation.as_dict(), ensure_ascii=False, indent=2)
    renderer = importlib.import_module(f"derivtutor.render.{form}")
    if form == "terminal":
        screen = Screen.here(to_file=file is not None)
        text: str = renderer.render(
            derivation,
            detail,
            view,
            width=screen.width,
            unicode=screen.unicode,
            colour=screen.colour,
            **understood,
        )
        return text
    written: str = renderer.render(derivation, detail, view, **understood)
    return written
