"""Where the state of a run lies, when it is thrown away, and what no report may take the place of."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from derivtutor.classroom import keeping
from derivtutor.classroom.keeping import check_target, kept
from derivtutor.classroom.store import Store
from derivtutor.errors import UserError
from derivtutor.exercises.mark import Mark
from derivtutor.exercises.model import Exercise, Scheme

RIGHT = Mark(verdict="correct", credit=1.0, reason="right")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "hand").mkdir()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "elsewhere"))
    return tmp_path


@pytest.mark.parametrize(
    ("report", "handed_in", "beside"),
    [
        (None, "answers.csv", "answers.csv"),
        (None, "hand/ada.yaml", "hand/ada.yaml"),
        (None, "hand", "hand"),
        (None, "-", "derivtutor"),  # standard input has no name, and none begins with a hyphen
        ("r.json", "answers.csv", "r.json"),
        ("r.json", "-", "r.json"),
        ("hand/r.json", "-", "hand/r.json"),
    ],
)
def test_the_state_lies_beside_the_report_or_what_was_handed_in(
    folder: Path, report: str | None, handed_in: str, beside: str
) -> None:
    with kept(report and Path(report), handed_in, resume=False) as store:
        assert Path(store.path) == folder / f"{beside}.grading.sqlite"


def test_the_root_of_a_disk_has_no_name() -> None:
    assert keeping._place(Path("/"), "answers.csv").name == "derivtutor.grading.sqlite"


def test_where_nothing_can_be_written_the_state_lies_elsewhere(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with kept(None, "hand/answers.csv", resume=False) as first, kept(None, "answers.csv", resume=False) as second:
        assert {Path(first.path).parent, Path(second.path).parent} == {folder / "elsewhere"}
        assert first.path != second.path
    with kept(Path("r.json"), "answers.csv", resume=False) as store:  # the report says so itself
        assert Path(store.path).parent == folder


def run(store: Store, answers: int = 1, ends: bool = True) -> None:
    """As a run does: it marks some answers, and ends if nothing comes between."""
    if answers:
        store.begin_reading()
        problem = store.problem(Exercise(id="a", differentiate="x^2"), Scheme(), {})
        for number in range(answers):
            store.add(number, "ada", problem, f"{number}x", ("answers.csv", 2), ("", "", 0))
        store.end_reading()
        store.unmarked()
        store.write_marks([(id, RIGHT) for pending in store.pending(10) for id, _ in pending.answers])
    if ends:
        store.begin_counting()
        store.say_worth("a", 1.0, None)
        store.count_attempts(1.0, "best")
        store.remember("basis", "what it is about")
        store.remember("finished", "yes")


@pytest.mark.parametrize(
    ("report", "answers", "ends", "stays"),
    [
        (None, 1, True, False),
        (None, 1, False, True),  # to go on
        (None, 2, False, True),
        (None, 0, False, False),
        ("r.json", 1, True, True),  # to add answers, or to be compared with
        ("r.json", 1, False, True),
        ("r.json", 0, False, False),
    ],
)
def test_what_is_of_use_later_stays(folder: Path, report: str | None, answers: int, ends: bool, stays: bool) -> None:
    with kept(report and Path(report), "answers.csv", resume=False) as store:
        run(store, answers, ends)
    assert bool(list(folder.glob("*.sqlite"))) == stays


REPORT = Path("r.json")


@pytest.mark.parametrize("report", [None, REPORT])
def test_what_was_cut_off_is_gone_on_with_and_never_thrown_away(folder: Path, report: Path | None) -> None:
    with kept(report, "answers.csv", resume=False) as store:
        run(store, ends=False)
    for _ in range(2):
        with pytest.raises(UserError, match=r"interrupted; .* has what it did\. Add --resume to continue, or"):
            kept(report, "answers.csv", resume=False).__enter__()
    with kept(report, "answers.csv", resume=True) as store:
        assert store.marked == 1
        run(store)
    assert bool(list(folder.glob("*.sqlite"))) == (report is not None)


@pytest.mark.parametrize(("resume", "marked"), [(False, 0), (True, 1)])
def test_what_was_finished_is_compared_with_and_added_to_on_request(folder: Path, resume: bool, marked: int) -> None:
    with kept(REPORT, "answers.csv", resume=False) as store:
        run(store)
    with kept(REPORT, "answers.csv", resume) as store:
        assert (store.marked, store.value("earlier")) == (marked, "what it is about")
        assert store.value("finished") == "no"


def test_a_run_that_did_nothing_stands_in_nobodys_way(folder: Path) -> None:
    with kept(REPORT, "answers.csv", resume=False) as store:
        run(store)
    for _ in range(2):
        with pytest.raises(UserError, match="cannot be read"), kept(REPORT, "answers.csv", resume=False):
            raise UserError("The file answers.csv cannot be read.", "Check its name.")
    with kept(REPORT, "answers.csv", resume=False) as store:
        assert store.value("earlier") == "what it is about"


def test_a_state_that_cannot_be_read_any_more_is_not_thrown_away(folder: Path) -> None:
    with kept(None, "answers.csv", resume=False) as store:
        run(store)
        store.write("DROP TABLE answer")
    assert (folder / "answers.csv.grading.sqlite").exists()


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        ("database is locked", "The state of grading in {} is in use by another run. Wait until it ends."),
        ("disk I/O error", "The state of grading in {} is in use by another run. Wait until it ends."),
        ("database or disk is full", "The disk is full: {} cannot be written. Free some space, then add --resume."),
        (
            "unable to open database file",
            "The state of grading in {} cannot be used: unable to open database file. Is its folder there, and may you "
            "write to it?",
        ),
    ],
)
def test_what_is_wrong_with_the_state_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str, says: str
) -> None:
    class Failing(sqlite3.Connection):
        def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
            raise sqlite3.OperationalError(reason)

    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Failing))
    with pytest.raises(UserError) as raised:
        Store(tmp_path / "state")
    assert str(raised.value) == says.format(tmp_path / "state")


def test_a_state_of_another_version_or_none_is_to_be_moved(tmp_path: Path) -> None:
    other, none = tmp_path / "other", tmp_path / "none"
    with closing(Store(other)) as store:
        store.remember("version", "0")
    none.write_text("not a database " * 100, encoding="utf-8")
    with pytest.raises(UserError, match=r"by another version of derivtutor\. Move the file away\."):
        Store(other)
    with pytest.raises(UserError, match=r"cannot be used: file is not a database\. Move the file away\."):
        Store(none)


# What a report may replace

SOURCES = [Path("answers.csv"), Path("set.yaml"), Path("hand")]


@pytest.mark.parametrize("target", ["r.json", "answers.json", "elsewhere/hand", "hand.csv", "/dev/stdout"])
def test_what_a_report_may_be_called(folder: Path, target: str) -> None:
    check_target(Path(target), SOURCES)


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("answers.csv", "The report answers.csv would replace what is graded. Choose another name."),
        ("hand/../set.yaml", "The report hand/../set.yaml would replace what is graded. Choose another name."),
        ("hand", "The report hand would replace what is graded. Choose another name."),
        ("hand/r.json", "The report hand/r.json would be among the submissions. Choose another folder."),
        ("hand/deep/r.json", "The report hand/deep/r.json would be among the submissions. Choose another folder."),
        ("no/r.json", "There is no folder no. Create it first, or choose another."),
        ("link.json", "There is no folder FOLDER/nowhere. Create it first, or choose another."),
        ("loop.json", "The report loop.json is a broken link. Choose another name."),
        ("hidden.json", "The report hidden.json would replace what is graded. Choose another name."),
    ],
)
def test_what_no_report_may_be_called(folder: Path, target: str, says: str) -> None:
    try:
        (folder / "link.json").symlink_to("nowhere/r.json")
        (folder / "loop.json").symlink_to("loop.json")
        (folder / "hidden.json").symlink_to("answers.csv")
    except OSError:
        pytest.skip("there are no links here")
    with pytest.raises(UserError) as raised:
        check_target(Path(target), SOURCES)
    assert str(raised.value) == says.replace("FOLDER", str(folder.resolve()))


def test_a_folder_that_cannot_be_written_to(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    check_target(Path("/dev/stdout"), SOURCES)
    with pytest.raises(UserError, match=r"cannot be written to\. Choose another one for the report\."):
        check_target(Path("r.json"), SOURCES)
