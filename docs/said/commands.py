"""The help of commands, and what Click says of them."""

from __future__ import annotations

from collections.abc import Iterator

import click

from derivtutor.cli.lazy import LazyGroup
from derivtutor.cli.main import cli
from said.text import Said

_OF_CLICK = (
    Said("Usage:", "help", "click"),
    Said("Options", "help", "click"),
    Said("Commands", "help", "click"),
    Said("Show this message and exit.", "help", "click"),
    Said("Show the version and exit.", "help", "click"),
    Said("default: {default}", "help", "click"),
    Said("required", "help", "click"),
    Said("Try '{command} {option}' for help.", "errors", "click"),
    Said("Error: {message}", "errors", "click"),
    Said("Missing argument", "errors", "click"),
    Said("Missing option", "errors", "click"),
    Said("Missing command.", "errors", "click"),
    Said("Invalid value: {message}", "errors", "click"),
    Said("Invalid value for {param_hint}: {message}", "errors", "click"),
    Said("{value!r} is not a valid {number_type}.", "errors", "click"),
    Said("{value!r} is not {choice}.", "errors", "click", "{value!r} is not one of {choices}."),
    Said("{value} is not in the range {range}.", "errors", "click"),
    Said("No such option {name!r}.", "errors", "click"),
    Said("Did you mean {possibility}?", "errors", "click", "(Did you mean one of: {possibilities}?)"),
    Said("Option {name!r} does not take a value.", "errors", "click"),
    Said("Option {name!r} requires an argument.", "errors", "click", "Option {name!r} requires {nargs} arguments."),
    Said(
        "Got unexpected extra argument ({args})", "errors", "click", "Got unexpected extra arguments ({args})"
    ),
    Said("{name} {filename!r} does not exist.", "errors", "click"),
    Said("{name} {filename!r} is a file.", "errors", "click"),
    Said("{name} {filename!r} is a directory.", "errors", "click"),
    Said("{name} {filename!r} is not readable.", "errors", "click"),
    Said("{name} {filename!r} is not writable.", "errors", "click"),
    Said("file", "errors", "click"),
    Said("directory", "errors", "click"),
    Said("path", "errors", "click"),
    Said("integer", "errors", "click"),
    Said("float", "errors", "click"),
    Said("integer range", "errors", "click"),
)  # fmt: skip
"""What Click says itself, in its own words, of what our commands take."""


def of_commands() -> Iterator[Said]:
    """The help of commands and their options, and what Click adds."""
    yield from _OF_CLICK
    yield from _help_of(cli, click.Context(cli), "derivtutor/cli/main.py")


def _help_of(command: click.Command, context: click.Context, where: str) -> Iterator[Said]:
    texts = (command.help, command.short_help, *[getattr(each, "help", None) for each in command.params])
    yield from (Said(text, "help", where) for text in texts if text)
    if isinstance(command, LazyGroup):
        for title, says in command.sections.items():
            yield from (Said(text, "help", where) for text in (title, *says.values()))
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            part = command.get_command(context, name)
            assert part is not None
            yield from _help_of(part, click.Context(part, parent=context), f"derivtutor {name}")
