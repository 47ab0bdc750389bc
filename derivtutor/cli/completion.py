"""`derivtutor completion`: commands, options and names completed by the Tab key of a shell."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click
import platformdirs
from click.shell_completion import get_completion_class

from derivtutor.cli import sentences
from derivtutor.cli.choices import Choice
from derivtutor.errors import reason
from derivtutor.render.safe import safe


def _home(*parts: str) -> Callable[[], list[Path]]:
    return lambda: [Path.home().joinpath(*parts)]


def _zsh() -> list[Path]:
    return [Path(os.environ.get("ZDOTDIR") or Path.home()) / ".zshrc"]


def _literal(path: str) -> str:
    """A path as PowerShell takes it to the letter; it knows five quotes, of which each ends a text unless doubled."""
    return "'" + "".join([letter * 2 if letter in "'‘’‚‛" else letter for letter in path]) + "'"


def _profiles() -> list[Path]:
    """Where PowerShell looks: on Windows, version 5 and those after it each have a folder of their own."""
    name = "Microsoft.PowerShell_profile.ps1"
    if sys.platform == "win32":
        documents = Path(platformdirs.user_documents_dir())
        return [documents / "PowerShell" / name, documents / "WindowsPowerShell" / name]
    return [Path(platformdirs.user_config_dir("powershell")) / name]


@dataclass(frozen=True, slots=True)
class Shell:
    """A shell: how its scripts end, the files it reads at its start, and the line with which these read another.

    In that line the script stands between quotes, so that nothing in its path is more than a letter. One that `loads` a
    folder by itself needs no such line. `before` is what its script needs to be done.
    """

    ending: str
    starts: Callable[[], list[Path]] = list
    line: str = ""
    quoted: Callable[[str], str] = shlex.quote
    before: str = ""
    loads: Callable[[], Path] | None = None

    def loading(self, script: Path) -> bytes:
        """The line that reads a script."""
        return os.fsencode(self.line.format(script=self.quoted(str(script))))


SHELLS = {
    "bash": Shell("bash", _home(".bashrc"), "[ -r {script} ] && . {script}"),
    "zsh": Shell(
        "zsh",
        _zsh,
        "[ -r {script} ] && . {script}",
        before="(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }\n",
    ),
    "fish": Shell(
        "fish",
        loads=lambda: Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "fish" / "completions",
    ),
    "powershell": Shell("ps1", _profiles, "if (Test-Path -LiteralPath {script}) {{ . {script} }}", _literal),
}

_NAME = "derivtutor"
_ASKED_BY = "_DERIVTUTOR_COMPLETE"
"""The variable by which a shell's script asks what can follow; click derives it from the name of the program."""


@click.command("completion")
@click.argument("shell", type=Choice(list(SHELLS)))
@click.option("--show", is_flag=True, help="Print the script, and install nothing.")
def command(shell: str, show: bool) -> None:
    """Complete commands, options and names with the Tab key in SHELL: bash, zsh, fish or powershell.

    The script is written to a file of its own, and a line in the file that the shell reads at its start loads it.
    """
    script = script_of(shell)
    if show:
        click.echo(script)
        return
    row = SHELLS[shell]
    folder = row.loads() if row.loads else Path(platformdirs.user_data_dir(_NAME, appauthor=False))
    place = folder / (f"{_NAME}.{row.ending}" if row.loads else f"completion.{row.ending}")
    _write(place, script)
    changed = [start for start in row.starts() if _with_line(start, row.loading(place))]
    click.echo(sentences.COMPLETION_WRITTEN.format(place=safe(str(place))))
    for start in changed:
        click.echo(sentences.COMPLETION_LOADED.format(start=safe(str(start))))
    click.echo(sentences.COMPLETION_NEXT)


def script_of(shell: str) -> str:
    """What a shell reads in order to complete."""
    from derivtutor.cli.main import cli

    complete = get_completion_class(shell)
    if complete is None:  # what click knows was asked for by its row
        raise KeyError(shell)
    return SHELLS[shell].before + complete(cli, {}, _NAME, _ASKED_BY).source()


def _write(place: Path, text: str) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise sentences.UNWRITABLE(file=place, why=reason(error)) from None


def _with_line(start: Path, line: bytes) -> bool:
    """Add a line to the end of a file that a shell reads, once; whether it was added."""
    try:
        before = start.read_bytes() if start.exists() else b""
        if line in before.splitlines():
            return False
        start.parent.mkdir(parents=True, exist_ok=True)
        with start.open("ab") as file:
            file.write((b"" if not before or before.endswith(b"\n") else b"\n") + line + b"\n")
    except OSError as error:
        raise sentences.UNWRITABLE(file=start, why=reason(error)) from None
    return True
