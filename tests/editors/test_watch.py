"""`derivtutor exercises watch`: what is told when files are saved, in whatever way an editor does that."""

from __future__ import annotations

import io
import os
import pty
import re
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path

import pytest
from command import program, run

from derivtutor.cli.exercises.watch import Watched
from derivtutor.exercises.watching import saves

SET = """\
title: The chain rule
exercises:
  - id: square
    differentiate: (3x + 1)^2
  - id: wave
    differentiate: x sin(x^2)
"""


def told(doings: list[Callable[[], object]], *files: Path) -> list[tuple[list[str], list[str]]]:
    """Which files are told to be saved and gone, if between two looks something is done to them."""
    waiting = iter(doings)
    found: list[tuple[list[str], list[str]]] = []

    class Over(Exception):
        pass

    def pause() -> None:
        doing = next(waiting, None)
        if doing is None:
            raise Over
        doing()

    try:
        for saved, gone in saves(lambda: files, pause):
            found.append(([path.name for path in saved], [path.name for path in gone]))
    except Over:
        return found
    raise AssertionError("watching does not end")


def nothing() -> None:
    """A moment in which nothing happens."""


def test_saves_are_told_when_they_are_whole(tmp_path: Path) -> None:
    file, other = tmp_path / "a", tmp_path / "b"
    file.write_text("1")
    doings = [
        lambda: file.write_text(""),
        lambda: file.write_text("2"),
        nothing,
        lambda: other.write_text("3"),
        nothing,
    ]
    assert told(doings, file, other) == [(["a"], []), (["a"], []), (["b"], [])]


def test_a_save_by_renaming_is_one_save(tmp_path: Path) -> None:
    file, draft = tmp_path / "a", tmp_path / "a~"
    file.write_text("1")
    draft.write_text("2")
    found = told([file.unlink, lambda: draft.rename(file), nothing, nothing], file)
    assert found == [(["a"], []), (["a"], [])]


def test_a_file_that_stays_away_is_gone_and_may_come_back(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("1")
    found = told([file.unlink, nothing, nothing, lambda: file.write_text("1"), nothing], file)
    assert found == [(["a"], []), ([], ["a"]), (["a"], [])]


def test_a_save_that_changes_neither_time_nor_size_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("1")
    moment = file.stat().st_mtime_ns

    def save() -> None:
        file.write_text("2")
        os.utime(file, ns=(moment, moment))

    assert told([save, nothing], file) == [(["a"], []), (["a"], [])]


def test_a_file_that_is_touched_is_not_saved(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("1")
    assert told([file.touch, nothing, nothing], file) == [(["a"], [])]


@contextmanager
def watching(folder: Path, *names: str) -> Iterator[subprocess.Popen[str]]:
    """A process of its own, as in another window; it is ended as a user ends it."""
    root = str(Path(__file__).parents[2])
    with subprocess.Popen(
        program("exercises", "watch", *names), cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": root, "PYTHONIOENCODING": "utf-8"},
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate()


def block(process: subprocess.Popen[str]) -> list[str]:
    """The lines up to the next one that says that it is watching."""
    assert process.stdout is not None
    lines = []
    while line := process.stdout.readline():
        if line.startswith("Watching"):
            return [*lines, line.rstrip("\n")]
        lines.append(line.rstrip("\n"))
    raise AssertionError(lines)


def test_files_are_checked_whenever_they_are_saved(tmp_path: Path) -> None:
    file, more = tmp_path / "week.yaml", tmp_path / "more.yaml"
    file.write_text(SET)
    with watching(tmp_path, ".") as process:
        assert block(process) == ["2 exercises are in order.", "Watching 1 file; Ctrl-C ends it."]
        file.write_text(SET.replace("sin(x^2)", "arcsn(x)"))
        assert block(process) == [
            "week.yaml was saved.",
            "  changed: wave",
            "week.yaml:6:20: The function arcsn is not known; did you mean arcsin? Write arcsin(x).",
            "    x arcsn(x)",
            "      ^",
            "1 mistake.",
            "Watching 1 file; Ctrl-C ends it.",
        ]
        draft = tmp_path / "week.yaml.tmp"
        draft.write_text(SET.replace("id: square", "id: line").replace("sin(x^2)", "e^x"))
        draft.replace(file)
        assert block(process) == [
            "week.yaml was saved.",
            "  new: line, answer 6(3x + 1)",
            "  changed: wave, answer (x + 1)e^x",
            "  gone: square",
            "  mended: The function arcsn is not known; did you mean arcsin?",
            "2 exercises are in order.",
            "Watching 1 file; Ctrl-C ends it.",
        ]
        more.write_text("title: T\nexercises: [{id: a, differentiate: k x^2, parameters: {k: [3]}}]\n")
        assert block(process) == [
            "more.yaml was saved.",
            "  new: a, answer 6x if k = 3",
            "3 exercises are in order.",
            "Watching 2 files; Ctrl-C ends it.",
        ]
        file.unlink()
        assert block(process) == [
            "week.yaml is gone.",
            "1 exercise is in order.",
            "Watching 1 file; Ctrl-C ends it.",
        ]
    assert process.returncode == 0


def test_a_file_that_cannot_be_read_has_lost_no_exercises(tmp_path: Path) -> None:
    file = tmp_path / "week.yaml"
    file.write_text(SET)
    watched = Watched()
    watched.tell([file], [])
    file.write_text("title: [")
    first = told_by(watched, file)
    file.write_text(SET)
    second = told_by(watched, file)
    assert first[1].startswith(f"{file}:1:9: This is not YAML: ")
    assert [line[:10] for line in second[1:3]] == ["  mended: ", "2 exercise"]


def told_by(watched: Watched, *saved: Path) -> list[str]:
    with redirect_stdout(io.StringIO()) as printed:
        watched.tell([*saved], [])
    return printed.getvalue().splitlines()


def test_lessons_are_watched_in_the_same_way(tmp_path: Path) -> None:
    lesson = tmp_path / "slopes.md"
    shutil.copy(Path(__file__).parents[1] / "lessons" / "samples" / "01-slopes.md", lesson)
    text, watched = lesson.read_text(encoding="utf-8"), Watched()
    before = told_by(watched, lesson)
    lesson.write_text(text.replace("\ntitle:", "\ntilte:", 1).replace("id: at-three", "id: at-3"), encoding="utf-8")
    mistakes = told_by(watched, lesson)
    assert f"{lesson}:2:1: There is no key tilte. Did you mean title?" in mistakes
    assert any(line.startswith("  new: at-3, answer 6") for line in mistakes)
    lesson.write_text(text, encoding="utf-8")
    assert told_by(watched, lesson)[-len(before) :] == before


def test_a_terminal_is_cleared(tmp_path: Path) -> None:
    (tmp_path / "week.yaml").write_text(SET)
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        program("exercises", "watch", "week.yaml"), cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=theirs,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "TERM": "xterm"},
    ) as process:  # fmt: skip
        os.close(theirs)
        seen = b""
        while b"Ctrl-C" not in seen:
            seen += os.read(ours, 4096)
        process.send_signal(signal.SIGINT)
    os.close(ours)
    assert seen.startswith(b"\x1b[2J")


def test_a_name_that_is_none_is_told_before_anything_is_watched(tmp_path: Path) -> None:
    done = run("exercises", "watch", "nowhere.yaml", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "nowhere.yaml" in done.stderr


def test_the_page_shows_what_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = Path(__file__).parents[2] / "docs"
    shown = re.search(r"```text\n(week3.*?)```", (docs / "editors.md").read_text(encoding="utf-8"), re.DOTALL)
    week = re.search(
        r"```yaml\n(title: The chain.*?)```", (docs / "exercises.md").read_text(encoding="utf-8"), re.DOTALL
    )
    assert shown
    assert week
    monkeypatch.chdir(tmp_path)
    file, watched = Path("week3.yaml"), Watched()
    without = week[1].partition("\n  # Every student")[0]
    file.write_text(without.replace("sin(x^2)", "arcsn(x)"), encoding="utf-8")
    told_by(watched, file)
    file.write_text(week[1], encoding="utf-8")
    assert told_by(watched, file) == shown[1].splitlines()
