"""Where nothing can be printed or written: one sentence and exit code 2, and no work is lost."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import EllipsisType
from typing import TextIO

import command
import pytest

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device here")

COMMANDS = [
    ["explain", "sin(x)"],
    ["explain", "--help"],
    ["--version"],
    ["check", "x^2", "2x"],
    ["check", "x^2", "x"],
    ["hint", "x^2"],
    ["next", "x^2"],
    ["rules"],
    ["exercises", "list"],
    ["exercises", "show", "set.yaml"],
    ["exercises", "check", "set.yaml"],
    ["exercises", "worksheet", "set.yaml", "--student", "ada"],
    ["exercises", "generate", "--rules", "power", "--count", "1"],
    ["exercises", "export", "set.yaml", "--format", "stack"],
    ["progress"],
    ["grade", "set.yaml", "answers.csv"],
    ["grade", "set.yaml", "answers.csv", "--report", "json"],
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "set.yaml").write_text("title: T\nexercises:\n  - {id: a, differentiate: x^2}\n", encoding="utf-8")
    (tmp_path / "answers.csv").write_text("student,exercise,answer\nada,a,2x\nbob,a,x\n", encoding="utf-8")
    return tmp_path


IN_A_SHELL = [["explain", "sin(x)"], ["--version"], ["check", "x^2", "x"], ["grade", "set.yaml", "answers.csv"]]
"""These are tried in a process of their own as well: Python itself uses the streams when it ends."""


def here(folder: Path, arguments: list[str], output: TextIO | EllipsisType | None = ...) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command in this process."""
    found = command.run(*arguments, folder=folder, output=output, DERIVTUTOR_HOME=str(folder / "home"))
    return found.returncode, found.stdout, found.stderr


def run(folder: Path, arguments: list[str], redirected: str = "") -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command in a shell."""
    shell = f'exec "$0" -m derivtutor "$@" {redirected}'
    environment = {**os.environ, "DERIVTUTOR_HOME": str(folder / "home")}
    found = subprocess.run(
        ["sh", "-c", shell, sys.executable, *arguments],
        cwd=folder, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return found.returncode, found.stdout, found.stderr


@contextmanager
def takes_nothing(file: str | int) -> Iterator[TextIO]:
    """A stream that fails; it does so again when it is closed, if something is left in it."""
    stream = open(file, "w")  # noqa: SIM115, PTH123
    try:
        yield stream
    finally:
        with suppress(OSError):
            stream.close()


def nobody_reads() -> int:
    """A pipe whose reader is gone."""
    reading, writing = os.pipe()
    os.close(reading)
    return writing


def tells(arguments: list[str], found: tuple[int, str, str], says: str) -> None:
    code, _, said = found
    assert code == 2
    first = said.splitlines()[0]
    assert first.startswith("Error: The ")
    assert first.endswith(f"cannot be {'printed' if arguments[0] == 'grade' else 'written'}: {says}")
    assert "Traceback" not in said
    assert "Exception" not in said


@pytest.mark.parametrize("arguments", IN_A_SHELL, ids=" ".join)
@pytest.mark.parametrize(
    ("redirected", "says"),
    [(">&-", "it is closed."), (">/dev/full", "No space left on device.")],
    ids=["closed", "full"],
)
def test_output_that_takes_nothing(folder: Path, arguments: list[str], redirected: str, says: str) -> None:
    tells(arguments, run(folder, arguments, redirected), says)


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_every_command_tells_that_its_output_is_closed(folder: Path, arguments: list[str]) -> None:
    tells(arguments, here(folder, arguments, None), "it is closed.")


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_every_command_tells_that_its_output_is_full(folder: Path, arguments: list[str]) -> None:
    with takes_nothing("/dev/full") as full:
        tells(arguments, here(folder, arguments, full), "No space left on device.")


@pytest.mark.parametrize("arguments", IN_A_SHELL, ids=" ".join)
def test_a_reader_that_has_had_enough(folder: Path, arguments: list[str]) -> None:
    environment = {**os.environ, "DERIVTUTOR_HOME": str(folder / "home")}
    with takes_nothing(nobody_reads()) as pipe:
        found = subprocess.run(
            command.program(*arguments),
            cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=pipe, stderr=subprocess.PIPE,
        )  # fmt: skip
    assert (found.returncode, found.stderr) == (141, b"")
    assert not list(folder.glob("*.sqlite"))


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_every_command_leaves_a_reader_that_has_had_enough(folder: Path, arguments: list[str]) -> None:
    with takes_nothing(nobody_reads()) as pipe:
        assert here(folder, arguments, pipe) == (141, "", "")
    assert not list(folder.glob("*.sqlite"))


@pytest.mark.parametrize("closed", ["<&-", "2>&-", "<&- 2>&-"])
def test_the_other_streams_may_be_closed(folder: Path, closed: str) -> None:
    code, printed, _ = run(folder, ["grade", "set.yaml", "answers.csv", "--report", "csv"], closed)
    assert code == 0
    assert printed.count("\n") == 3
    assert run(folder, ["explain", "sin(x)"], closed)[0] == 0


def test_work_is_kept_where_it_cannot_be_printed(folder: Path) -> None:
    arguments = ["grade", "set.yaml", "answers.csv", "--report", "json", "--report", "csv=marks.csv"]
    with takes_nothing("/dev/full") as full:
        first = here(folder, arguments, full)
    assert first[0] == 2
    assert "--resume" in first[2]
    assert (folder / "marks.csv").read_text("utf-8").count("\n") == 3  # files come first
    again = here(folder, ["grade", "set.yaml", "answers.csv", "--report", "csv=marks.csv", "--resume"])
    assert again[0] == 0


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("loop.csv", "The report loop.csv is a broken link."),
        ("dangling.csv", "There is no folder"),
        ("to-folder", "to-folder is a folder."),
        ("/proc/marks.csv", "cannot be used"),
    ],
)
def test_places_where_no_report_can_be(folder: Path, target: str, says: str) -> None:
    (folder / "loop.csv").symlink_to("loop.csv")
    (folder / "dangling.csv").symlink_to("nowhere/marks.csv")
    (folder / "somewhere").mkdir()
    (folder / "to-folder").symlink_to("somewhere")
    code, printed, said = here(folder, ["grade", "set.yaml", "answers.csv", "--report", f"csv={target}"])
    assert (code, printed) == (2, "")
    assert says in said
    assert "Traceback" not in said


def test_a_report_goes_where_its_link_leads(folder: Path) -> None:
    (folder / "elsewhere").mkdir()
    (folder / "marks.csv").symlink_to("elsewhere/real.csv")
    assert here(folder, ["grade", "set.yaml", "answers.csv", "--report", "csv=marks.csv"])[0] == 0
    assert (folder / "marks.csv").is_symlink()
    assert (folder / "elsewhere" / "real.csv").read_text("utf-8").count("\n") == 3


def test_a_pipe_is_written_to_and_never_replaced(folder: Path) -> None:
    os.mkfifo(folder / "pipe.csv")
    with subprocess.Popen(["cat", "pipe.csv"], cwd=folder, stdout=subprocess.PIPE, text=True) as reader:
        code, _, said = here(folder, ["grade", "set.yaml", "answers.csv", "--report", "csv=pipe.csv"])
        read, _ = reader.communicate()
    assert (code, read.count("\n")) == (0, 3)
    assert "Wrote pipe.csv." in said
    assert (folder / "pipe.csv").is_fifo()
    assert sorted(path.name for path in folder.iterdir()) == ["answers.csv", "pipe.csv", "set.yaml"]


def device(folder: Path, name: str, minor: int) -> str:
    """A device; for root, who could replace the real one by a fault, a second node of it that may be lost."""
    if os.geteuid() == 0:
        try:
            os.mknod(folder / name, stat.S_IFCHR | 0o666, os.makedev(1, minor))
            (folder / name).write_bytes(b"")
            return name
        except OSError:
            (folder / name).unlink(missing_ok=True)
    return f"/dev/{name}"


def test_devices_are_written_to(folder: Path) -> None:
    null, full = device(folder, "null", 3), device(folder, "full", 7)
    assert here(folder, ["grade", "set.yaml", "answers.csv", "--report", f"csv={null}"])[0] == 0
    assert (folder / null).is_char_device()
    assert run(folder, ["grade", "set.yaml", "answers.csv", "--report", "csv=/dev/stdout"])[1].count("\n") == 3
    code, _, said = here(folder, ["grade", "set.yaml", "answers.csv", "--report", f"csv={full}"])
    assert code == 2
    assert f"The report {full} cannot be written: No space left on device." in said


@pytest.mark.parametrize(
    "arguments",
    [
        ["explain", "x", "--output", "/proc/x.txt"],
        ["exercises", "new", "/proc/x.yaml"],
        ["exercises", "worksheet", "set.yaml", "--student", "ada", "-o", "set.yaml/x"],
        ["exercises", "generate", "--rules", "power", "-o", "/proc/x.yaml"],
        ["exercises", "export", "set.yaml", "--format", "anki", "-o", "/proc/x.txt"],
        ["explain", "x", "--output", "."],
    ],
    ids=" ".join,
)
def test_files_that_cannot_be_written(folder: Path, arguments: list[str]) -> None:
    code, printed, said = here(folder, arguments)
    assert (code, printed) == (2, "")
    assert "Error" in said
    assert "Traceback" not in said
