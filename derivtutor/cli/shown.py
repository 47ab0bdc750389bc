"""Commands that are run within another one: those that show something, and nothing else."""

from __future__ import annotations

import difflib
import importlib.util
import io
import shlex
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout

import click
from click.exceptions import Exit

from derivtutor.cli import sentences
from derivtutor.cli.programs import is_file
from derivtutor.render.safe import safe


def shown(line: str, plain: bool = False) -> str:
    """What a command prints on the screen at hand.

    Args:
        line: the command as it is typed, without the name of the program.
        plain: whether whole sentences are wanted, to be read aloud.

    Raises:
        UserError: where it is no command that only shows something, would read or write a file, or fails.
    """
    with redirect_stdout(_Kept()) as kept, _prepared(_words(line), plain) as context:
        try:
            context.command.invoke(context)
        except SystemExit as ended:  # an answer that is not right, which may be what is to be seen
            if ended.code not in (None, 0, 1):
                raise sentences.COMMAND_ENDS() from None
        except click.ClickException as error:
            raise sentences.COMMAND_FAILS(message=_sentence(error)) from None
    return kept.getvalue().rstrip("\n")


def explorer() -> click.Command | None:
    """The command that opens an explorer, where there is one and what it needs is installed."""
    from derivtutor.cli.main import COMMANDS, cli

    if "explore" not in COMMANDS or importlib.util.find_spec("textual") is None:
        return None
    return cli.get_command(click.Context(cli), "explore")


def explorable(arguments: str) -> click.Context | None:
    """An explorer with its arguments, which may be opened; None where there is none here.

    Raises:
        UserError: where the arguments cannot be taken apart, or are none of an explorer.
    """
    given, command = _words(arguments), explorer()
    return _context(command, given) if command else None


def explored(arguments: str) -> None:
    """Open an explorer, and wait until it is closed.

    Raises:
        UserError: where that fails.
    """
    with explorable(arguments) or click.Context(click.Command("explore")) as context:
        try:
            context.command.invoke(context)
        except (click.ClickException, SystemExit) as error:
            raise sentences.COMMAND_FAILS(message=safe(str(error))) from None


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError:
        raise sentences.QUOTE_MISSING() from None


def _prepared(given: list[str], plain: bool) -> click.Context:
    """A command with its arguments, which may be run."""
    from derivtutor.cli.main import COMMANDS, SHOWING, cli

    name = given[0] if given else ""
    if name == "derivtutor":
        raise sentences.PROGRAM_NAMED(command=safe(" ".join(given[1:2])))
    if name not in SHOWING:
        near = [] if name in COMMANDS else difflib.get_close_matches(name, SHOWING, n=1)
        remedy = sentences.DID_YOU_MEAN.format(name=near[0]) if near else sentences.THESE_SHOW.format(names=_listed())
        raise sentences.SHOWS_NOTHING(command=safe(name), remedy=remedy)
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    context = _context(command, given[1:] + _plainly(command, given) * plain)
    named = next(_files(context), None)
    if named is not None:
        raise sentences.NO_FILES_HERE(name=named)
    return context


def _context(command: click.Command, arguments: list[str]) -> click.Context:
    try:
        return command.make_context(command.name, arguments)
    except Exit:
        raise sentences.COMMAND_ENDS() from None
    except click.ClickException as error:
        raise sentences.COMMAND_FAILS(message=_sentence(error)) from None


def _listed() -> str:
    from derivtutor.cli.main import COMMANDS, SHOWING

    return ", ".join([name for name in COMMANDS if name in SHOWING])


def _plainly(command: click.Command, given: list[str]) -> list[str]:
    """What makes a command write sentences, if it can and nothing else was asked for."""
    formats = [each.type for each in command.params if "--format" in each.opts]
    can = any(isinstance(each, click.Choice) and "plain" in each.choices for each in formats)
    return ["--format=plain"] if can and not any(each.startswith("--format") for each in given) else []


def _files(context: click.Context) -> Iterator[str]:
    """The options and arguments by which a file would be read or written."""
    for parameter in context.command.params:
        value, metavar = context.params.get(parameter.name or ""), parameter.metavar or (parameter.name or "").upper()
        if value and "FILE" in metavar:
            yield parameter.opts[0]
        elif isinstance(value, str) and metavar == "PROGRAM" and (value == "-" or is_file(value)):
            yield parameter.opts[0].upper()


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
