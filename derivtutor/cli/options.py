"""Options that several commands have."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any, get_args

import click

from derivtutor.cli import sentences
from derivtutor.cli.choices import Choice, Format, Outward
from derivtutor.errors import reason
from derivtutor.language import speak_english
from derivtutor.libraries import difflib
from derivtutor.render import formats

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

FORMATS = {**formats.FORMATS, "json": (".json",)}
"""What a derivation is printed in, and how the files end."""

_YEARS = range(1900, 3001)

wrt = click.option(
    "--wrt", metavar="VARIABLE", help="Differentiate with respect to this variable (default: the only one, else x)."
)
log = click.option(
    "--log",
    type=Choice(["e", "10", "2"]),
    default="e",
    show_default=True,
    help="The base of log where none is written.",
)

detail = click.option(
    "--detail", type=Choice(get_args(formats.Detail)), default="standard", show_default=True, help="How much to show."
)


form = click.option(
    "--format", "form", type=Format(list(FORMATS)), help="What to print (default: terminal, or by FILE's name)."
)


class _File(click.Path):
    """A file to write; what reckons with paths is loaded where one is given."""

    def coerce_path_result(self, value: str | os.PathLike[str]) -> str | bytes | os.PathLike[str]:
        from pathlib import Path

        if str(value).lower().endswith(FORMATS["json"]):
            speak_english()
        return Path(value)


output = click.option("--output", cls=Outward, metavar="FILE", type=_File(dir_okay=False), help="Write to FILE.")


def check_year(moment: datetime) -> None:
    """See whether a moment can be reckoned with.

    Raises:
        UserError: where it is too far away.
    """
    if moment.year not in _YEARS:
        raise sentences.TOO_FAR_AWAY(year=moment.year, first=_YEARS[0], last=_YEARS[-1])


class ExpressionCommand(click.Command):
    """A command whose argument may begin with a minus sign: `derivtutor explain -x^2`."""

    ignore_unknown_options = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        known = [name for parameter in self.get_params(ctx) for name in (*parameter.opts, *parameter.secondary_opts)]
        for argument in args:
            option = argument.partition("=")[0]
            if argument == "--":
                break
            if re.match("--[a-z][a-z]", argument) and option not in known:
                raise click.NoSuchOption(option, possibilities=difflib.get_close_matches(option, known), ctx=ctx)
        if "--plot" in known and "--plot" in args:
            from derivtutor.cli.plotting import with_value

            args = with_value(args)
        letters = {name[1] for name in known if len(name) == 2}
        rest = super().parse_args(ctx, [_marked(argument, letters) for argument in args])
        ctx.params = {name: _unmarked(value) for name, value in ctx.params.items()}
        return rest


_MARK = "\0"
"""What keeps `-cosh(x)` from being taken for `-c -o -s -h`; no argument of a program can have it."""


def _marked(argument: str, letters: set[str]) -> str:
    is_expression = re.match("-[^-]", argument) and len(argument) > 2
    return _MARK + argument if is_expression and not letters.isdisjoint(argument) else argument


def _unmarked(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_unmarked, value))
    return value.removeprefix(_MARK) if isinstance(value, str) else value


def format_for(chosen: str | None, file: Path | None) -> str:
    """The format that was asked for, else the one that the file's name tells, else the terminal's."""
    if chosen is not None:
        return chosen
    if file is None:
        return "terminal"
    return next((form for form, endings in FORMATS.items() if file.suffix.lower() in endings), "plain")


def write(text: str, file: Path | None) -> None:
    """Print a text, or write it to a file as UTF-8.

    Raises:
        UserError: where the file cannot be written.
    """
    if file is None:
        click.echo(text)
        return
    try:
        file.write_text(text if text.endswith("\n") else text + "\n", encoding="utf-8")
    except OSError as error:
        raise sentences.UNWRITABLE(file=file, why=reason(error)) from None
