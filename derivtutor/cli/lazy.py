"""A group of commands none of which is imported before it is called."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from derivtutor.cli import sentences
from derivtutor.cli.translation import in_words, with_help_in_words
from derivtutor.errors import UserError
from derivtutor.language import translated
from derivtutor.libraries import difflib
from derivtutor.render.safe import safe

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class LazyGroup(click.Group):
    """Subcommands by name in sections, each with its sentence of help; the module of a name has its `command`."""

    def __init__(
        self, *arguments: Any, package: str, sections: Mapping[str, Mapping[str, str]], **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self._package = package
        self.sections = sections
        self._names = {name: says for commands in sections.values() for name, says in commands.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._names:
            return None
        command: click.Command = importlib.import_module(f"{self._package}.{cmd_name}").command
        return in_words(command)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)  # made before `--language` is read
        return option and with_help_in_words(option)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        click.Group.format_help(in_words(self), ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        widest = max(map(len, self._names))
        for title, commands in self.sections.items():
            with formatter.section(translated(title)):
                formatter.write_dl([(name.ljust(widest), translated(says)) for name, says in commands.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The names that begin so, and what they are for; click would load all commands to see which are hidden."""
        from click.shell_completion import CompletionItem

        if incomplete.startswith("-"):
            return click.Command.shell_complete(self, ctx, incomplete)
        fitting = [(name, says) for name, says in self._names.items() if name.startswith(incomplete)]
        return [CompletionItem(name, help=translated(says)) for name, says in fitting]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self._names and not ctx.resilient_parsing:  # as when the Tab key is pressed
            raise click.UsageError(str(self.unknown(args[0], ctx.command_path)), ctx)
        return super().resolve_command(ctx, args)

    def unknown(self, word: str, path: str) -> UserError:
        """What to say about a word that is no command; the `path` of words to these commands lists them with --help."""
        near = difflib.get_close_matches(word, self._names, n=1)
        if near:
            return sentences.NO_SUCH_COMMAND_BUT(word=safe(word), near=near[0])
        return sentences.NO_SUCH_COMMAND(word=safe(word), path=path)
