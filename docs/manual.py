"""The manual page derivtutor(1), made of the help of all commands."""

from __future__ import annotations

from collections.abc import Iterator

import click

from derivtutor.cli import sentences
from derivtutor.cli.main import SECTIONS, cli

_NAME = "derivtutor"


def page() -> str:
    """The page in the language of troff, as `man` reads it."""
    context = click.Context(cli, info_name=_NAME)
    lines = [
        f'.TH "{_NAME.upper()}" "1" "" "{_NAME}" "User commands"',
        ".SH NAME",
        rf"{_NAME} \- a tutor for differentiation",
        ".SH SYNOPSIS",
        rf"\fB{_NAME}\fR \fICOMMAND\fR [\fIARGUMENTS\fR]",
        ".SH DESCRIPTION",
        _text(sentences.THREE_THINGS),
        *[line for command, says in sentences.TO_TRY for line in (".TP", rf"\fB{_text(command)}\fR", _text(says))],
        *_options(cli, context),
    ]
    for title, commands in SECTIONS.items():
        lines.append(f".SH {_text(title).upper()}")
        for name in commands:
            lines += _command(cli.get_command(context, name), name, context)
    lines += [
        ".SH EXIT STATUS",
        *[line for code, says in _CODES for line in (".TP", rf"\fB{code}\fR", _text(says))],
    ]
    return "\n".join(lines) + "\n"


_CODES = (
    (0, "Done; where an answer was judged, it is correct."),
    (1, "An answer was judged, and is not correct."),
    (2, "Something that was typed cannot be used; what to write instead is said on standard error."),
    (130, "Interrupted."),
)


def _command(command: click.Command | None, name: str, parent: click.Context) -> Iterator[str]:
    """A command, what it does and takes; the commands of a group one after the other."""
    if command is None:
        raise KeyError(name)
    context = click.Context(command, parent=parent, info_name=name)
    yield f".SS {_text(' '.join([name, *command.collect_usage_pieces(context)[1:]]))}"
    yield from _text(command.get_short_help_str(1000) if not command.help else command.help).split("\n")
    yield from _options(command, context)
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            yield from _command(command.get_command(context, each), f"{name} {each}", context)


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record and record[1] and "--help" not in parameter.opts:
            yield from (".TP", rf"\fB{_text(record[0])}\fR", _text(record[1]))


def _text(words: str) -> str:
    """Words in which nothing is an order to troff; an empty line begins a paragraph."""
    lines = words.replace("\\", r"\e").replace("-", r"\-").split("\n")
    return "\n".join(rf"\&{line}" if line.startswith((".", "'")) else line.strip() or ".PP" for line in lines)
