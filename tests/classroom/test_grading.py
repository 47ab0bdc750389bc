"""Whole runs of the command: scores, attempts, late answers, interruption, and what a user can get wrong."""

from __future__ import annotations

import contextlib
import json
import random
import re
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from command import Done, program, run
from held import held, kill

SET = """\
title: Chain and power
due: 2026-11-30T12:00
credit: {late: 0.5}
exercises:
  - {id: chain-1, differentiate: x^2 sin(3x), points: 4}
  - {id: power-1, differentiate: 3x^4 - 5x^2, points: 2, form: expanded, attempts: 2}
  - {id: mine, differentiate: a x^n, parameters: {a: 2..9, n: 3..6}}
"""
ANSWERS = """\
student,exercise,answer,submitted
ada,chain-1,2x sin(3x) + 3x^2 cos(3x),2026-11-30 11:00
bob,chain-1,2x sin(3x) + x^2 cos(3x),2026-11-30 11:00
bob,power-1,2x(6x^2 - 5),2026-11-30 11:00
bob,power-1,12x^3,2026-11-30 11:30
bob,power-1,12x^3 - 10x,2026-11-30 11:40
eve,chain-1,"2 x sin(3 x)+3x^2cos(3x)",2026-12-01 11:00
eve,power-1,(12x,2026-12-01 11:00
eve,chian-1,x,2026-12-01 11:00
"""


def grade(folder: Path, *arguments: str, code: int = 0) -> Done:
    found = run("grade", *arguments, folder=folder)
    assert found.returncode == code, found.stderr
    return found


def decisions(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "set.yaml").write_text(SET, encoding="utf-8")
    (tmp_path / "answers.csv").write_text(ANSWERS, encoding="utf-8")
    return tmp_path


UNPROVED = """\
student,exercise,answer
ada,area,"x e^(x^2) + int(e^(t^2), t, -x, 0)"
bob,area,"x e^(x^2) + int(e^(t^2), t, 0, x)"
"""
"""Both are right; the first by a symmetry that exact arithmetic does not know."""


@pytest.fixture
def unproved(tmp_path: Path) -> Path:
    exercise = '{id: area, differentiate: "x int(e^(t^2), t, 0, x)"}'
    (tmp_path / "set.yaml").write_text(f"title: Area\nexercises: [{exercise}]", encoding="utf-8")
    (tmp_path / "answers.csv").write_text(UNPROVED, encoding="utf-8")
    return tmp_path


def test_what_is_not_proved_is_told_to_whoever_grades(unproved: Path) -> None:
    told = "Not proved, worth a look: 1 answer; --report terminal shows it.\n"
    assert told in grade(unproved, "set.yaml", "answers.csv", "--report", "moodle=m.csv").stderr
    assert told not in grade(unproved, "set.yaml", "answers.csv", "--report", "moodle=m.csv", "--report", "csv").stderr
    shown = grade(unproved, "set.yaml", "answers.csv").stdout
    assert "Not proved, worth a look: 1 answer\n  ada, area: x e^(x^2) + int(e^(t^2), t, -x, 0)\n" in shown


def test_a_state_from_before_this_was_counted_is_taken_up(unproved: Path) -> None:
    grade(unproved, "set.yaml", "answers.csv", "--report", "json=r.json")
    with contextlib.closing(sqlite3.connect(unproved / "r.json.grading.sqlite")) as state:
        state.execute("ALTER TABLE counted DROP COLUMN unproved")
        state.execute("UPDATE run SET value = 'no' WHERE key = 'finished'")
        state.commit()
    grade(unproved, "set.yaml", "answers.csv", "--report", "json=r.json", "--resume")
    assert json.loads((unproved / "r.json").read_text("utf-8"))["totals"]["not_proved"] == 1


def test_scores_attempts_and_late_answers(folder: Path) -> None:
    found = decisions(grade(folder, "set.yaml", "answers.csv", "--report", "jsonl").stdout)
    rows = [(row["student"], row["verdict"], row["attempt"], row["counts"], row["score"]) for row in found[:-1]]
    assert rows == [
        ("ada", "correct", 1, True, 4.0),
        ("bob", "incorrect", 1, True, 2.0),  # right but for one slip
        ("bob", "wrong-form", 1, True, 1.5),
        ("bob", "incorrect", 2, False, 0.0),
        ("bob", "correct", 3, False, 2.0),  # two attempts count
        ("eve", "correct", 1, True, 2.0),  # late
        ("eve", "unreadable", 1, True, 0.0),
    ]
    assert found[-1]["message"] == "There is no exercise chian-1. Did you mean chain-1?"
    assert found[1]["slips"][0]["slip"] == "chain-missing-inner"
    assert found[1]["evidence"]["counterexample"]["got"] != found[1]["evidence"]["counterexample"]["expected"]
    assert sorted(path.name for path in folder.iterdir()) == ["answers.csv", "set.yaml"]


@pytest.mark.parametrize(("count", "scores"), [("last", [0.0]), ("first", [1.5]), ("best", [1.5])])
def test_which_attempt_counts(folder: Path, count: str, scores: list[float]) -> None:
    found = decisions(grade(folder, "set.yaml", "answers.csv", "--report", "jsonl", "--count", count).stdout)
    assert [row["score"] for row in found if row.get("counts") and row["student"] == "bob"][1:] == scores


def test_every_student_has_their_own_numbers(folder: Path) -> None:
    for student in ("ada", "bob"):
        arguments = ["exercises", "worksheet", "set.yaml", "--student", student, "--seed", "5", "-o", f"{student}.yaml"]
        assert run(*arguments, folder=folder).returncode == 0
    text = (folder / "ada.yaml").read_text(encoding="utf-8")
    assert text != (folder / "bob.yaml").read_text(encoding="utf-8").replace("bob", "ada")
    shown = next(line for line in text.splitlines() if line.startswith("  # 3."))
    found_numbers = re.search(r"(\d)x([⁰¹²³⁴⁵⁶⁷⁸⁹])", shown)
    assert found_numbers is not None
    coefficient, exponent = found_numbers[1], "⁰¹²³⁴⁵⁶⁷⁸⁹".index(found_numbers[2])
    right = f"{int(coefficient) * exponent}x^{exponent - 1}"
    (folder / "ada.yaml").write_text(text.replace('mine: ""', f'mine: "{right}"'), encoding="utf-8")
    found = decisions(grade(folder, "ada.yaml", "--seed", "5", "--report", "jsonl", code=1).stdout)
    assert [row["verdict"] for row in found] == ["empty", "empty", "correct"]
    assert found[2]["numbers"] == {"a": coefficient, "n": str(exponent)}
    refused = grade(folder, "set.yaml", "ada.yaml", "--seed", "6", code=2)
    assert "made with the seed 5" in refused.stderr
    alone = decisions(grade(folder, "ada.yaml", "--report", "jsonl", code=1).stdout)
    assert [row["verdict"] for row in alone] == ["empty", "empty", "correct"]  # it says its seed itself


def test_one_worksheet_that_is_all_right(folder: Path) -> None:
    (folder / "one.yaml").write_text("title: T\nexercises: [{id: a, differentiate: x^2}]\n", encoding="utf-8")
    (folder / "w.yaml").write_text(
        "worksheet: T\nset: one.yaml\nstudent: s\nseed: 0\nanswers: {a: 2x}\n", encoding="utf-8"
    )
    grade(folder, "w.yaml", code=0)
    (folder / "w.yaml").write_text(
        "worksheet: T\nset: one.yaml\nstudent: s\nseed: 0\nanswers: {a: x}\n", encoding="utf-8"
    )
    grade(folder, "w.yaml", code=1)


PLACES = (("add", 300), ("end_reading", 1), ("write_marks", 1), ("write_marks", 2), ("count_attempts", 1))
"""Where a run is killed: the call of the store that was the last to be done."""


def test_a_run_that_is_killed_again_and_again_ends_with_the_same_bytes(folder: Path) -> None:
    rng = random.Random(1)
    # 500 different answers: the kills see three writes of 100 at most, and whatever else was ready
    numbers = [*range(2, 502), *(rng.randint(2, 500) for _ in range(100))]
    rows = [f"s{n},chain-1,2x sin(3x) + {number}x^2 cos(3x)" for n, number in enumerate(numbers)]
    (folder / "many.csv").write_text("student,exercise,answer\n" + "\n".join(rows) + "\n", encoding="utf-8")
    grade(folder, "set.yaml", "many.csv", "--report", "jsonl=whole.jsonl")
    command = ("grade", "set.yaml", "many.csv", "--report", "jsonl=cut.jsonl", "--workers", "2")
    state = folder / "cut.jsonl.grading.sqlite"
    marked = []
    for place in PLACES:
        kill(folder, *place, *command, *(["--resume"] if state.exists() else []))
        refused = grade(folder, *command[1:], code=2)
        assert "--resume" in refused.stderr
        with contextlib.closing(sqlite3.connect(state)) as connection:
            marked += connection.execute("SELECT COUNT(*) FROM answer WHERE mark IS NOT NULL").fetchone()
    assert marked == sorted(marked)
    assert marked[1] == 0 < marked[2] < marked[3] < marked[4]
    subprocess.run(program(*command, "--resume"), cwd=folder, check=True, capture_output=True)
    assert (folder / "cut.jsonl").read_bytes() == (folder / "whole.jsonl").read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process there")
def test_ctrl_c_says_how_to_go_on(folder: Path) -> None:
    rows = [f"s{n},chain-1,2x sin(3x) + {n}x^2 cos(3x)" for n in range(2000)]
    (folder / "many.csv").write_text("student,exercise,answer\n" + "\n".join(rows) + "\n", encoding="utf-8")
    with held(folder, "write_marks", 2, "grade", "set.yaml", "many.csv", "--report", "jsonl=o.jsonl") as process:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=300)
    assert process.returncode == 130
    assert "Stopped. Different answers marked so far: 200. Continue with --resume." in said
    assert "Traceback" not in said


def test_late_answers_are_added_to_a_finished_run(folder: Path) -> None:
    first = grade(folder, "set.yaml", "answers.csv", "--report", "jsonl=o.jsonl")
    assert first.stdout == ""
    before = (folder / "o.jsonl").read_text(encoding="utf-8")
    (folder / "answers.csv").write_text(ANSWERS + "zoe,chain-1,2x,\n", encoding="utf-8")
    grade(folder, "set.yaml", "answers.csv", "--report", "jsonl=o.jsonl", "--resume")
    after = (folder / "o.jsonl").read_text(encoding="utf-8")
    assert [row for row in decisions(after) if row.get("student") != "zoe"] == decisions(before)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["set.yaml", "nothing.csv"], "The file nothing.csv cannot be read"),
        (["nothing.yaml", "answers.csv"], "There is no file and no topic called nothing.yaml."),
        (["set.yaml", "answers.csv", "--report", "htlm=o"], "Did you mean html?"),
        (["set.yaml", "answers.csv", "--report", "html"], "The report html needs a file."),
        (["set.yaml", "answers.csv", "--report", "csv=o", "--report", "jsonl=o"], "Two reports have the same file."),
        (["set.yaml", "answers.csv", "--column", "x"], "--column x does not name a column."),
        (["set.yaml", "answers.csv", "--timeout", "0"], "The time limit 0 is not possible."),
        (["set.yaml", "empty.csv"], "The table has no header"),
        (["set.yaml", "answers.csv", "--report", "jsonl=no/such/folder/o"], "There is no folder"),
        (["set.yaml", "answers.csv", "--report", "csv=answers.csv"], "would replace what is graded"),
        (["set.yaml", "answers.csv", "--report", "jsonl=set.yaml"], "would replace what is graded"),
        (["set.yaml", "other.csv"], "Nothing in what was handed in could be graded."),
        (["."], "is a folder"),
        (["set.yaml", "answers.csv", "--scheduler", "foo"], "a scheduler.\n  Write tcp://192.168.0.5:8786, or local."),
        (["set.yaml"], "This is not a worksheet"),
    ],
)
def test_mistakes_are_one_sentence(folder: Path, arguments: list[str], says: str) -> None:
    (folder / "empty.csv").write_text("", encoding="utf-8")
    (folder / "other.csv").write_text("student,exercise,answer\nada,unknown,x\n", encoding="utf-8")
    found = grade(folder, *arguments, code=2)
    assert says.casefold() in found.stderr.casefold()
    assert found.stdout == ""
    assert not list(folder.glob("*.sqlite*"))


def test_a_state_that_is_no_state(folder: Path) -> None:
    (folder / "o.jsonl.grading.sqlite").write_text("not a database " * 100, encoding="utf-8")
    found = grade(folder, "set.yaml", "answers.csv", "--report", "jsonl=o.jsonl", code=2)
    assert "cannot be used" in found.stderr
    assert (folder / "o.jsonl.grading.sqlite").exists()
