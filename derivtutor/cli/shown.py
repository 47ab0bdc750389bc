"""Commands that are run within another one: those that show something, and nothing else."""

from __future__ import annotations

import importlib.util
import io
import shlex
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import click
from click.exceptions import Exit

from derivtutor.cli import sentences
from derivtutor.cli.choices import Outward
from derivtutor.cli.programs import ProgramText, is_file
from derivtutor.libraries import difflib
from derivtutor.render.safe import safe


def shown(line: str, plain: bool = False) -> str:
    """What a command prints on the screen at hand.

    Args:
        line: the command as it is typed, without the name of the program.
        plain: whether whole sentences are wanted, to be read aloud.

    Raises:
        UserError: where it is no command that only shows something, would read or write a file, or fails.
    """
    from derivtutor.cli.main import COMMANDS, SHOWING, cli

    name, *arguments = _words(line) or [""]
    if name == "derivtutor":
        raise sentences.PROGRAM_NAMED(command=safe(" ".join(arguments[:1])))
    if name not in SHOWING:
        near = [] if name in COMMANDS else difflib.get_close_matches(name, SHOWING, n=1)
        listed = sentences.THESE_SHOW.format(names=", ".join([each for each in COMMANDS if each in SHOWING]))
        remedy = sentences.DID_YOU_MEAN.format(name=near[0]) if near else listed
        raise sentences.SHOWS_NOTHING(command=safe(name), remedy=remedy)
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    return _printed(command, arguments + _plainly(command, arguments) * plain)


# -- explorers -------------------------------------------------------------------------------------------------


def can_explore() -> bool:
    """Whether explorers can be opened: what they need may not be installed."""
    return _explorer() is not None and importlib.util.find_spec("textual") is not None


def pictured(arguments: str) -> str:
    """What an explorer shows at first, as a still picture; nothing where there are no explorers.

    Raises:
        UserError: where the arguments cannot be taken apart, or are none of an explorer.
    """
    given, command = _words(arguments), _explorer()
    return _printed(command, [*given, _STILL]) if command else ""


def explored(arguments: str) -> None:
    """Open an explorer, and wait until it is closed.

    Raises:
        UserError: where that fails.
    """
    command = _explorer()
    if command is not None:
        with _context(command, _words(arguments)) as context:
            context.command.invoke(context)


_STILL = "--still"
"""What makes an explorer print what it would show."""


def _explorer() -> click.Command | None:
    from derivtutor.cli.main import cli

    return cli.get_command(click.Context(cli), "explore")


# -- how a command is run --------------------------------------------------------------------------------------


def _printed(command: click.Command, arguments: list[str]) -> str:
    """What a command prints, if it reads and writes nothing else."""
    with redirect_stdout(_Kept()) as kept, _context(command, arguments) as context:
        try:
            context.command.invoke(context)
        except SystemExit as ended:  # an answer that is not right, which may be what is to be seen
            if ended.code not in (None, 0, 1):
                raise sentences.COMMAND_ENDS() from None
        except click.ClickException as error:
            raise sentences.COMMAND_FAILS(message=_sentence(error)) from None
    return kept.getvalue().rstrip("\n")


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError:
        raise sentences.QUOTE_MISSING() from None


def _context(command: click.Command, arguments: list[str]) -> click.Context:
    """A command with its arguments, ready to be run."""
    try:
        context = command.make_context(command.name, arguments)
    except Exit:
        raise sentences.COMMAND_ENDS() from None
    except click.ClickException as error:
        raise sentences.COMMAND_FAILS(message=_sentence(error)) from None
    elsewhere = next(_elsewhere(context), None)
    if elsewhere is not None:
        raise sentences.NOT_HERE(name=elsewhere)
    return context


def _plainly(command: click.Command, given: list[str]) -> list[str]:
    """What makes a command write sentences, if it can and nothing else was asked for."""
    formats = [each.type for each in command.params if "--format" in each.opts]
    can = any(isinstance(each, click.Choice) and "plain" in each.choices for each in formats)
    return ["--format=plain"] if can and not any(each.startswith("--format") for each in given) else []


def _elsewhere(context: click.Context) -> Iterator[str]:
    """The options and arguments by which more is read or written than the screen: a file, a port, what is typed."""
    for parameter in context.command.params:
        value, name = context.params.get(parameter.name or ""), parameter.opts[0]
        if any(_is_elsewhere(parameter, each) for each in (value if isinstance(value, tuple) else (value,))):
            yield name if name.startswith("-") else name.upper()


def _is_elsewhere(parameter: click.Parameter, value: Any) -> bool:
    if isinstance(parameter, Outward):
        return bool(value)
    return isinstance(value, Path) or value == "-" or (isinstance(parameter.type, ProgramText) and is_file(value or ""))


def _sentence(error: click.ClickException) -> str:
    return safe(error.format_message())


class _Kept(io.StringIO):
    """Keeps what is printed, and looks to commands like the screen for which it is meant."""

    def __init__(self) -> None:
        super().__init__()
        self._screen = sys.stdout

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._screen.encoding

    def isatty(self) -> bool:
        return self._screen.isatty()
