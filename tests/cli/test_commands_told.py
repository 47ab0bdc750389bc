"""What commands print, say and write, compared exactly: in each row of `golden/commands.jsonl`, some commands one after
the other in a folder of their own.

`python tests/cli/test_commands_told.py` writes it anew; read the difference.
"""

from __future__ import annotations

import re
import runpy
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import chdir
from pathlib import Path
from typing import Any

import click
import pytest

sys.path.append(str(Path(__file__).parents[1]))

from command import run
from golden import rows, told, write_anew

from derivtutor import cli

GOLDEN = Path(__file__).parent / "golden"
FILE, HELP = GOLDEN / "commands.jsonl", GOLDEN / "help.txt"
LONGEST = 300
"""So much of a file is compared that a command has written."""


def commands(ask: Mapping[str, Any]) -> Any:
    """Commands, each with its standard input, in a folder with some files: what each tells, and what is there then."""
    files: Mapping[str, str] = ask.get("files", {})
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        for name, text in files.items():
            Path(name).parent.mkdir(exist_ok=True)
            Path(name).write_text(text, encoding="utf-8")
        done = [_done(*each, **ask.get("environment", {})) for each in ask["commands"]]
        written = {name: text for name, text in _texts() if files.get(name) != text}
    return {
        "done": done,
        "written": {name: text[: 0 if "sqlite" in name else LONGEST] for name, text in written.items()},
    }


def _done(words: list[str], stdin: str = "", **environment: str) -> list[Any]:
    done = run(*words, stdin=stdin, **{"DERIVTUTOR_HOME": "home", **environment})
    said = _USAGE.sub("", done.stderr)
    return [done.returncode, *(text.replace(str(Path.cwd()), ".") for text in (done.stdout, said))]


_USAGE = re.compile(r"^Usage: .*?(?=^Error: )", re.DOTALL | re.MULTILINE)
"""What click says before an error, which its versions word in several ways."""


def _texts() -> Iterator[tuple[str, str]]:
    for path in sorted(Path().rglob("*")):
        if path.is_file() and not path.name.startswith(".") and "home" not in path.parts:
            yield path.as_posix(), path.read_bytes().decode("utf-8", "replace")


def _group(row: Mapping[str, Any]) -> str:
    """The command that a row is about, with its subcommand."""
    words = row["ask"]["commands"][-1][0]
    return "-".join(words[:2] if words[0] == "exercises" else words[:1])


GROUPS = sorted({_group(row) for row in rows(FILE)})


@pytest.mark.parametrize("group", GROUPS)
def test_what_commands_tell(group: str) -> None:
    for row in rows(FILE):
        if _group(row) == group:
            assert told(commands, row["ask"]) == row["told"], row["ask"]


def help_pages() -> str:
    """What each command says of itself; the modules are run anew, whatever was loaded before."""
    modules = sorted(path for path in Path(cli.__file__).parent.rglob("*.py"))
    found = [
        (path.stem, runpy.run_path(str(path)).get("command")) for path in modules if "conversation" not in path.parts
    ]
    pages = [(name, command) for name, command in found if isinstance(command, click.Command)]
    pages += [(name, each) for _, group in pages for name, each in getattr(group, "commands", {}).items()]
    return "\n".join(f"{_help(name, command)}\n" for name, command in pages)


def _help(name: str, command: click.Command) -> str:
    page = command.get_help(click.Context(command, info_name=name, terminal_width=80, max_content_width=80))
    return page.replace("[COMMAND]", "COMMAND")  # as older versions of click write it


def test_help_pages() -> None:
    assert help_pages() == HELP.read_text("utf-8")


if __name__ == "__main__":
    write_anew(FILE, commands)
    HELP.write_text(help_pages(), "utf-8")
