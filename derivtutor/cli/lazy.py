"""A group of commands none of which is imported before it is called."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Mapping
from typing import Any

import click

from derivtutor.cli import sentences
from derivtutor.errors import UserError
from derivtutor.render.safe import safe


class LazyGroup(click.Group):
    """Subcommands by name, each with its sentence of help; the module of a name has its `command`."""

    def __init__(self, *arguments: Any, package: str, commands: Mapping[str, str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._package = package
        self._names = commands

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._names:
            return None
        command: click.Command = importlib.import_module(f"{self._package}.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(self._names.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self._names:
            raise click.UsageError(str(self.unknown(args[0])), ctx)
        return super().resolve_command(ctx, args)

    def unknown(self, word: str) -> UserError:
        """What to say about a word that is no command."""
        near = difflib.get_close_matches(word, self._names, n=1)
        if near:
            return sentences.NO_SUCH_COMMAND_BUT(word=safe(word), near=near[0])
        return sentences.NO_SUCH_COMMAND(word=safe(word), commands=sentences.AND.join(self._names))
