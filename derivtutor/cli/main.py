"""The command `derivtutor`: finds the subcommand, and says in one sentence what a user can mend."""

from __future__ import annotations

import importlib
import os
import sys

import click

import derivtutor
from derivtutor.cli.complaint import complaint
from derivtutor.errors import UserError

COMMANDS = {
    "explain": "Show how an expression is differentiated, step by step.",
    "check": "Judge an answer, or a whole working.",
    "hint": "Give a hint, as slight as possible.",
    "next": "Show the next step of a working.",
    "rules": "Look up the rules of differentiation.",
}
"""Each command has the module of its name; it is loaded when the command is called."""


class Commands(click.Group):
    """The subcommands, none of which is imported before it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"derivtutor.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS:
            raise click.UsageError(_unknown_command(args[0]), ctx)
        return super().resolve_command(ctx, args)


def _unknown_command(word: str) -> str:
    import difflib

    from derivtutor.render.safe import safe

    near = difflib.get_close_matches(word, COMMANDS, n=1)
    meant = near[0] if near else "" if word.isalpha() else f'derivtutor explain "{safe(word)}"'
    remedy = f"Did you mean {meant}?" if meant else f"There are {' and '.join(COMMANDS)}."
    return f"There is no command {safe(word)}. {remedy}"


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(derivtutor.__version__, prog_name="derivtutor", message="%(prog)s %(version)s")
def cli() -> None:
    """A tutor for differentiation.

    Try: derivtutor explain "sin(exp(2x))"
    """


def main() -> None:
    """Run the command line; exit 0 when done, 2 on a mistake that the user can mend."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        cli.main(standalone_mode=False)
    except UserError as error:
        click.echo(complaint(error), err=True)
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        click.echo(f"Error: The output cannot be written: {error.strerror}.", err=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(2)
