"""How what is told is printed, or written to a file; and mistakes that were found in files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import asdict

from derivtutor.cli import options, sentences
from derivtutor.cli.screen import Screen
from derivtutor.render.formats import render
from derivtutor.render.safe import safe

if TYPE_CHECKING:
    from pathlib import Path

    from derivtutor.render.telling.blocks import Document


def show(
    tell: Callable[[], Document], facts: Callable[[], dict[str, Any]], form: str, output: Path | None, **more: Any
) -> None:
    """Print an account in a format: for programs its facts, else the document that tells it.

    Args:
        tell: makes the document.
        facts: makes what is written as JSON.
        form: the format.
        output: the file; the screen at hand if there is none.
        more: what the format is told beside the document.
    """
    if form == "json":
        import json

        options.write(json.dumps(facts(), ensure_ascii=False, indent=2), output)
        return
    screen = asdict(Screen.here(to_file=output is not None)) if form == "terminal" else {}
    options.write(render(tell(), form, **screen, **more), output)


def list_mistakes(mistakes: Iterable[str]) -> None:
    """Print mistakes as they are found, and how many there are; then end with exit code 1 if there are any."""
    many = 0
    for each in mistakes:
        click.echo("\n".join(map(safe, each.split("\n"))))
        many += 1
    if many:
        click.echo((sentences.MISTAKE if many == 1 else sentences.MISTAKES).format(many=many))
        sys.exit(1)
