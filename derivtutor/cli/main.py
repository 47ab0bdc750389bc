"""The command `derivtutor`: finds the subcommand, and says in one sentence what a user can mend."""

from __future__ import annotations

import difflib
import os
import sys

import click

import derivtutor
from derivtutor.cli.complaint import complaint
from derivtutor.cli.lazy import LazyGroup
from derivtutor.errors import UserError

COMMANDS = {
    "explain": "Show how an expression is differentiated, step by step.",
    "check": "Judge an answer, or a whole working.",
    "hint": "Give a hint, as slight as possible.",
    "next": "Show the next step of a working.",
    "exercises": "List, show, check and write exercises.",
    "grade": "Grade worksheets, or the answers of a whole class.",
    "progress": "Show what was learnt, what is due, and what still goes wrong.",
    "due": "Say how much is due, for a shell prompt.",
    "practice": "Practise: questions chosen for you, one after the other.",
    "rules": "Look up the rules of differentiation.",
}
"""Each command has the module of its name; it is loaded when the command is called."""


class Commands(LazyGroup):
    """All the commands; an expression where a command should be is probably to be explained."""

    def unknown(self, word: str) -> str:
        from derivtutor.render.safe import safe

        if word.isalpha() or difflib.get_close_matches(word, COMMANDS, n=1):
            return super().unknown(word)
        return f'There is no command {safe(word)}. Did you mean derivtutor explain "{safe(word)}"?'


@click.group(
    cls=Commands, package="derivtutor.cli", commands=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]}
)
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
