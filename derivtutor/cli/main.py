"""The command `derivtutor`: finds the subcommand, and says in one sentence what a user can mend."""

from __future__ import annotations

import contextvars
import gc
import sys
from collections.abc import Callable
from contextlib import suppress

import click

from derivtutor.calculus.topics import BY_NAME, TOPICS
from derivtutor.cli import sentences, streams
from derivtutor.cli.lazy import LazyGroup
from derivtutor.cli.translation import in_words, speak_with_click
from derivtutor.errors import UserError, reason
from derivtutor.language import ENGLISH, LANGUAGES, Language, speak, speak_english
from derivtutor.libraries import difflib
from derivtutor.render.complaint import complaint
from derivtutor.render.safe import safe
from derivtutor.speaking import VARIABLE, of_environment, required

SECTIONS = {
    "Derivatives": {
        "explain": "Show how an expression is differentiated, step by step.",
        "plot": "Show functions as curves side by side, with their slopes.",
        "rules": "Look up the rules of differentiation.",
    },
    "Beyond the rules": {topic.name: topic.says for topic in TOPICS},
    "Programs": {
        "backprop": "Go forward and backward through a program, edge by edge.",
        "train": "Take steps down a program, the first one taken apart.",
    },
    "Answers": {
        "check": "Judge an answer, or a whole working.",
        "hint": "Give a hint that reveals as little as possible.",
        "next": "Show the next step of a working.",
    },
    "Learning": {
        "learn": "Learn from lessons: a few ideas at a time, each followed by your turn.",
        "explore": "Move a point, a step or an edge, and watch what follows.",
        "practice": "Practise: questions chosen for you, one after the other.",
        "progress": "Show what has been learnt, what is due, and what still goes wrong.",
        "due": "Say how much is due, for a shell prompt.",
    },
    "Classes": {
        "exercises": "List, show, check and write exercises.",
        "grade": "Grade worksheets, or the answers of a whole class.",
    },
    "Other programs": {
        "mcp": "Answer an assistant, such as a language model's, over standard input and output.",
        "serve": "Answer over HTTP, with a page to type and see.",
    },
    "Shells and editors": {
        "completion": "Let the Tab key complete commands, options and names.",
        "lsp": "Serve an editor: mistakes, answers, and what can be typed.",
    },
}
"""Each command has the module of its name, or is a topic; it is loaded when the command is called."""

_OBJECTS = 50_000
"""After so many new objects garbage is looked for: a short command makes none, and looking takes long."""

COMMANDS = [name for section in SECTIONS.values() for name in section]

SHOWING = frozenset({"explain", *BY_NAME, "plot", "backprop", "train", "check", "hint", "rules"})
"""Commands that show something and keep nothing: lessons may run them."""


IN_ENGLISH = frozenset({"lsp", "mcp", "serve"})
"""Commands all of whose output is read by programs. Others make in English what they keep or write for others."""

_PIPE_CLOSED = 141
"""What shells report of a program whose reader went away: 128 and the number of the signal."""


class Commands(LazyGroup):
    """All the commands; an expression where a command should be is probably to be explained."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in BY_NAME:
            from derivtutor.cli.topics import command_of  # what shows explanations takes long to load

            return in_words(command_of(cmd_name))
        return super().get_command(ctx, cmd_name)

    def unknown(self, word: str, path: str) -> UserError:
        if word.isalpha() or difflib.get_close_matches(word, COMMANDS, n=1):
            return super().unknown(word, path)
        return sentences.NO_COMMAND_BUT_EXPRESSION(word=safe(word))


def _speak(_context: click.Context, _option: click.Parameter, tag: str | None) -> None:
    """Choose the language before anything is said in it."""
    _speak_in(required(tag) if tag else of_environment())


def _speak_in(chosen: Language) -> None:
    shown = chosen if streams.has_letters(chosen.name) else ENGLISH
    speak(shown, reading=chosen)
    speak_with_click(shown)


@click.group(
    cls=Commands,
    package="derivtutor.cli",
    sections=SECTIONS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--language",
    metavar="TAG",
    is_eager=True,
    expose_value=False,
    callback=_speak,
    shell_complete=lambda _context, _option, typed: [tag for tag in LANGUAGES if tag.startswith(typed)],
    help=f"Speak another language: {', '.join(LANGUAGES)} (default: {VARIABLE}, else the terminal's).",
)
@click.version_option(package_name="derivtutor", prog_name="derivtutor", message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """A tutor for differentiation.

    Try: derivtutor explain "sin(exp(2x))"
    """
    if context.invoked_subcommand in IN_ENGLISH:
        speak_english()
    if context.invoked_subcommand is None:
        click.echo(_greeting())


def _greeting() -> str:
    """What somebody sees who types the name of the program alone."""
    widest = max(len(command) for command, _ in sentences.TO_TRY)
    examples = [f"  {command.ljust(widest)}   {says}" for command, says in sentences.TO_TRY]
    return sentences.GREETING.format(three=sentences.THREE_THINGS, examples="\n".join(examples))


def main() -> None:
    """Run the command line; exit 0 when done, 2 on a mistake that the user can mend."""
    gc.set_threshold(_OBJECTS)
    streams.prepare()
    sys.exit(_printed(lambda: contextvars.copy_context().run(_run)))


def _run() -> int:
    """Run the command that was asked for."""
    printed = sys.stdout
    with suppress(UserError):  # help is printed before options are looked at; a wrong language is told by its option
        _speak_in(of_environment())
    try:
        cli.main(prog_name="derivtutor", standalone_mode=False)
    except UserError as error:
        streams.say(complaint(error))
        return 2
    except click.ClickException as error:
        with suppress(OSError):
            error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        streams.say(sentences.INTERRUPTED)
        return 130
    except SystemExit as ended:
        if sys.stdout is not printed:
            raise BrokenPipeError from None  # click puts another stream there, and makes an exit with 1 of it
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return 0


def _printed(run: Callable[[], int]) -> int:
    """Run, and see that everything was printed. Who stops reading, as `head` does, has had enough: nothing is said."""
    try:
        code = run()
        sys.stdout.flush()
    except BrokenPipeError:
        streams.give_up_output()
        return _PIPE_CLOSED
    except OSError as error:
        streams.give_up_output()
        streams.say(complaint(sentences.UNPRINTABLE(why=reason(error))))
        return 2
    return code
