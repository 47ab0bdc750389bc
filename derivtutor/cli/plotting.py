"""The option --plot: a figure in what is printed, or in a file of its own."""

from __future__ import annotations

import gc
import importlib
import re
from typing import TYPE_CHECKING, Any

import click

from derivtutor.cli import sentences
from derivtutor.cli.choices import Outward
from derivtutor.errors import reason
from derivtutor.render.safe import safe

if TYPE_CHECKING:
    from derivtutor.calculus.figures.figure import Figure
    from derivtutor.render.telling.blocks import Document

plot = click.option(
    "--plot",
    cls=Outward,
    metavar="[FILE]",
    help="Show a figure as well, or write it to FILE (.svg, .txt, .png or .pdf).",
)

_FILE = re.compile(r".*\.[A-Za-z]{2,4}")
_HERE = ""
"""What --plot is given where the figure belongs into what is printed."""

_ENDINGS = {".svg": "svg", ".txt": "text", ".png": "image", ".pdf": "image"}


def with_value(arguments: list[str]) -> list[str]:
    """Arguments in which --plot has a value: what follows it if that is the name of a file, else none."""
    given = list(arguments)
    for place in reversed([place for place, argument in enumerate(given) if argument == "--plot"]):
        if "--" in given[:place]:
            continue
        follows = given[place + 1 : place + 2]
        is_file = bool(follows and _FILE.fullmatch(follows[0]))
        given[place : place + 1 + is_file] = [f"--plot={follows[0] if is_file else _HERE}"]
    return given


class Plotted:
    """The figure of an account, as far as it was asked for."""

    def __init__(self, asked: str | None, home: str, account: Any) -> None:
        self.asked = asked
        self.figure: Figure | None = None
        if asked is not None:
            from derivtutor.calculus.figures.topics import figure_of

            gc.freeze()  # all that is loaded stays: looking through it again and again takes longer than a figure
            self.figure = figure_of(home, account)
        if asked:
            write(self.figure, asked)

    def in_document(self, document: Document) -> Document:
        """A document with the figure at its end, unless that has a file of its own."""
        if self.figure is None or self.asked:
            return document
        from msgspec.structs import replace

        from derivtutor.render.telling.blocks import Figure

        return replace(document, blocks=(*document.blocks, Figure(self.figure)))

    def in_json(self, document: dict[str, Any]) -> dict[str, Any]:
        """The same for programs."""
        return document if self.figure is None or self.asked else document | {"figure": self.figure.as_dict()}


NOTHING = Plotted(None, "", None)


def is_drawing(file: str) -> bool:
    """Whether a file of this name is a drawing and nothing else."""
    return _ENDINGS.get(_ending(file), "text") != "text"


def _ending(file: str) -> str:
    return f".{file.rpartition('.')[2]}".lower()


def write(figure: Any, file: str) -> None:
    """Write a figure to a file, in the way its name ends.

    Raises:
        UserError: where no figure has such an ending, its library is missing, or the file cannot be written.
    """
    form = _ENDINGS.get(_ending(file))
    if form is None:
        raise sentences.NO_SUCH_FIGURE(file=safe(file))
    try:
        importlib.import_module(f"derivtutor.render.figures.{form}").write(figure, file)
    except ModuleNotFoundError:
        raise sentences.NO_DRAWING_LIBRARY(ending=file.rpartition(".")[2].upper()) from None
    except OSError as error:
        raise sentences.UNWRITABLE(file=file, why=reason(error)) from None
