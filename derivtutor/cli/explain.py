"""`derivtutor explain`: a worked derivation."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, get_args

import click
from msgspec.structs import asdict

from derivtutor.calculus.methods import METHODS, explain
from derivtutor.cli import options, plotting, sentences
from derivtutor.cli.choices import Choice, Format
from derivtutor.cli.screen import Screen
from derivtutor.derivation.explain import Simplify
from derivtutor.render.formats import Detail, View, render
from derivtutor.render.telling.account import tell

if TYPE_CHECKING:
    from pathlib import Path


@click.command("explain", cls=options.ExpressionCommand)
@click.argument("expression")
@options.wrt
@options.log
@click.option("--order", type=int, default=1, show_default=True, help="Differentiate this many times.")
@click.option("--at", metavar="POINT", multiple=True, help="Also give the slope at a point, such as x=2 or x=pi/2.")
@click.option(
    "--method",
    type=Choice(list(METHODS)),
    default="auto",
    show_default=True,
    help="How to differentiate.",
)
@click.option(
    "--simplify",
    type=Choice(get_args(Simplify)),
    default="light",
    show_default=True,
    help="How far to simplify.",
)
@click.option(
    "--detail",
    type=Choice(get_args(Detail)),
    default="standard",
    show_default=True,
    help="How much to show.",
)
@click.option(
    "--view",
    type=Choice(get_args(View)),
    default="tree",
    show_default=True,
    help="Nested steps, or lines as on paper.",
)
@click.option(
    "--format",
    "form",
    type=Format(list(options.FORMATS)),
    help="What to print (default: terminal, or by FILE's name).",
)
@click.option(
    "--for",
    "reader",
    metavar="NAME",
    help="Shorten what the student of this profile has mastered; me is the default profile.",
)
@plotting.plot
@click.option("--interactive", is_flag=True, help="Write an HTML page on which a point moves along the curve.")
@options.output
def command(
    expression: str,
    wrt: str | None,
    log: Any,
    order: int,
    at: tuple[str, ...],
    method: str,
    simplify: str,
    detail: Detail,
    view: View,
    form: str | None,
    reader: str | None,
    plot: str | None,
    interactive: bool,
    output: Path | None,
) -> None:
    """Show how EXPRESSION is differentiated, step by step.

    EXPRESSION is written as by hand ("x^2 sin 3x"), in Unicode or in LaTeX; - reads it from standard input.
    """
    text = sys.stdin.read().removeprefix("\ufeff").strip() if expression == "-" else expression
    place = ", ".join(at) or None
    derivation = explain(text, wrt=wrt, order=order, at=place, method=method, simplify=simplify, log=log)  # type: ignore[arg-type]
    plotted = plotting.Plotted(plot, "of_derivation", derivation)
    form = options.format_for(form or ("html" if interactive and output is None else None), output)
    if interactive and form != "html":
        raise sentences.ONLY_ON_A_PAGE()
    if form == "json":
        import json

        if reader:
            raise sentences.SAME_FOR_EVERYONE()
        options.write(json.dumps(plotted.in_json(derivation.as_dict()), ensure_ascii=False, indent=2), output)
        return
    document = plotted.in_document(tell(derivation, detail, view, _understood(reader) if reader else frozenset()))
    screen = asdict(Screen.here(to_file=output is not None)) if form == "terminal" else {}
    if interactive:
        screen = {"explored": derivation}
    options.write(render(document, form, **screen), output)


def _understood(reader: str) -> frozenset[str]:
    """The rules that a student has mastered.

    Raises:
        UserError: where there is no progress of that name.
    """
    from derivtutor.practice.learning import mastered
    from derivtutor.practice.mastery import MASTERED
    from derivtutor.practice.place import progress_file
    from derivtutor.practice.store import Store

    path = progress_file(None if reader == "me" else reader)
    if not path.exists():
        if reader == "me":
            return frozenset()
        raise sentences.NO_PROGRESS_IN(path=path)
    with Store(path) as store:
        return mastered(store.skills(), MASTERED)
