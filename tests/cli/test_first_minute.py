"""What somebody sees who has just installed the program: a greeting, near words, completion by the Tab key."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import platformdirs
import pytest
from command import run

from derivtutor.cli.completion import SHELLS
from derivtutor.cli.main import COMMANDS


def test_the_name_alone_greets_with_three_things_that_work() -> None:
    done = run()
    assert done.returncode == 0
    assert max(map(len, done.stdout.splitlines())) <= 80
    shown = [line.split("   ")[0].strip() for line in done.stdout.splitlines() if line.startswith("  derivtutor")]
    assert len(shown) == 3
    for command in shown:
        assert run(*shlex.split(command)[1:], "--help").returncode == 0, command


def test_help_lists_every_command_once() -> None:
    lines = run("--help").stdout.splitlines()
    assert [sum(line.startswith(f"  {name} ") for line in lines) for name in COMMANDS] == [1] * len(COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("explain", "x", "--format", "htlm"), "Did you mean html?"),
        (("check", "x", "1", "--form", "Simplified"), "Did you mean simplified?"),
        (("backprop", "y = x", "--mode", "x"), "one of"),
        (("completion", "bsh"), "Did you mean bash?"),
        (("completion",), "bash|zsh|fish|powershell"),
        (("explan", "x"), "Did you mean explain?"),
        (("explain", "x", "--formt", "html"), "--format"),
    ],
)
def test_what_is_nearly_right_is_told(arguments: tuple[str, ...], says: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("derivtutor ex", {"explain", "explore", "exercises"}),
        ("derivtutor explain x --format m", {"markdown"}),
        ("derivtutor rules quo", {"quotient"}),
        ("derivtutor practice chain-", {"chain-rule"}),
        ("derivtutor exercises sh", {"show"}),
        ("derivtutor exercises show product", {"product-rule"}),
        ("derivtutor gradient x --w", {"--wrt"}),
        ("derivtutor --v", {"--version"}),
        ("derivtutor --language zh", {"zh_CN"}),
        ("derivtutor nothing we", set()),
        ("derivtutor exercises nothing we", set()),
    ],
)
def test_shells_are_told_what_can_follow(typed: str, completed: set[str]) -> None:
    place = str(len(typed.split()) - 1)
    done = run(_DERIVTUTOR_COMPLETE="bash_complete", COMP_WORDS=typed, COMP_CWORD=place)
    assert {line.partition(",")[2] for line in done.stdout.split()} == completed
    assert done.stderr == ""  # it would stand in the middle of what is being typed


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_is_installed_and_what_was_there_stays(
    shell: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platformdirs, "user_data_dir", lambda *_, **__: str(tmp_path / "data"))
    starts = [tmp_path / "started" / "here"]
    row = SHELLS[shell]
    folder = (lambda: tmp_path / "loaded") if row.loads else None
    monkeypatch.setitem(SHELLS, shell, replace(row, starts=lambda: [] if row.loads else starts, loads=folder))
    if not row.loads:
        starts[0].parent.mkdir()
        starts[0].write_text("# mine, without an end of its line", encoding="utf-8")
    done = [run("completion", shell) for _ in range(2)]
    assert [(each.returncode, each.stderr) for each in done] == [(0, "")] * 2
    [script] = [path for path in tmp_path.rglob("*") if path.is_file() and path not in starts]
    assert script.read_text(encoding="utf-8").strip() == run("completion", shell, "--show").stdout.strip()
    assert str(script) in done[0].stdout
    if not row.loads:
        mine, line = starts[0].read_text(encoding="utf-8").splitlines()
        assert mine == "# mine, without an end of its line"
        assert str(script) in line


_HOSTILE = """it's "here" $(touch ran) `touch ran` $HOME ’;touch ran;‘ [a] \\ *\n; touch ran\n#"""


@pytest.mark.parametrize("shell", [name for name, row in SHELLS.items() if row.line])
def test_a_path_in_a_file_of_a_shell_is_nothing_but_a_path(shell: str, tmp_path: Path) -> None:
    row, script = SHELLS[shell], tmp_path / _HOSTILE / f"completion.{SHELLS[shell].ending}"
    line = row.loading(script).decode()
    quoted = _unquoted(line) if shell == "powershell" else shlex.split(line)
    assert quoted.count(str(script)) == 2
    assert "touch" not in "".join([each for each in quoted if each != str(script)])


def _unquoted(line: str) -> list[str]:
    """The texts of a line of PowerShell between single quotes of any of its five kinds, and what stands around them."""
    quote, letter = "['‘’‚‛]", "[^'‘’‚‛]"
    pieces = re.split(f"{quote}((?:{letter}|{quote}{{2}})*){quote}", line)
    return [re.sub(f"({quote}){quote}", r"\1", piece) for piece in pieces]


@pytest.mark.parametrize("name", ["bash", "zsh", "sh"])
def test_a_shell_reads_the_script_and_nothing_else(name: str, tmp_path: Path) -> None:
    shell = shutil.which(name) or shutil.which("bash")
    if shell is None:  # on Windows
        return
    script = tmp_path / _HOSTILE.replace("\\", "") / "completion.bash"
    script.parent.mkdir(parents=True)
    script.write_text("echo loaded", encoding="utf-8")
    start = tmp_path / "start"
    start.write_bytes(SHELLS["bash"].loading(script) + b"\n")
    done = subprocess.run([shell, str(start)], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("loaded\n", "")
    assert not (tmp_path / "ran").exists()


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    monkeypatch.setattr(platformdirs, "user_data_dir", lambda *_, **__: str(blocked))
    done = run("completion", "bash")
    assert (done.returncode, done.stdout) == (2, "")
    assert "cannot be written" in done.stderr
