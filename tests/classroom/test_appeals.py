"""Scores that are decided by hand, and what a grading changed."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest
from held import kill
from test_grading import decisions, grade

SET = """\
title: The chain rule
credit: {late: 0.5}
exercises:
  - {id: square, differentiate: (3x + 1)^2}
  - {id: wave, differentiate: x sin(x^2), points: 3}
"""
ANSWERS = """\
student,exercise,answer,submitted
ada,square,18x + 6,2026-11-30 10:00
ada,wave,sin(x^2) + x cos(x^2),2026-11-30 10:05
Ben,square,2(3x + 1),2026-11-30 10:00
Cleo,wave,(1,2026-11-30 11:00
"""
REASON = "appeal: <script>alert(1)</script> | *granted* \u202e"
OVERRIDES = f"""\
student,exercise,points,reason
ADA,wave,2.50,"{REASON}"
cleo,square,1.00,=handed in on paper
"""
RUN = ("set.yaml", "answers.csv", "--overrides", "hand.csv")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "set.yaml").write_text(SET, encoding="utf-8")
    (tmp_path / "answers.csv").write_text(ANSWERS, encoding="utf-8")
    (tmp_path / "hand.csv").write_text(OVERRIDES, encoding="utf-8")
    return tmp_path


def scores(text: str) -> dict[tuple[str, str], float]:
    return {(row["student"], row["exercise"]): row["score"] for row in decisions(text) if row.get("counts")}


# Overrides


def test_what_was_decided_stands_beside_what_was_judged(folder: Path) -> None:
    found = decisions(grade(folder, *RUN, "--report", "jsonl").stdout)
    by_hand = {(row["student"], row["exercise"]): row for row in found if row["override"]}
    wave, square = by_hand["ada", "wave"], by_hand["Cleo", "square"]
    assert len(by_hand) == 2
    assert wave["override"] == {"score": 2.5, "judged": 1.5, "reason": REASON, "file": "hand.csv", "line": 2}
    assert (wave["verdict"], wave["credit"], wave["score"], wave["points"]) == ("incorrect", 0.5, 2.5, 3.0)
    assert (square["answer"], square["verdict"], square["score"], square["file"]) == ("", "empty", 1.0, "hand.csv")


def test_every_report_says_it_and_no_text_does_harm(folder: Path) -> None:
    told = ["html=r.html", "json=r.json", "csv=r.csv", "junit=r.xml", "moodle=m.csv", "markdown=r.md"]
    arguments = [word for each in told for word in ("--report", each)]
    shown = " ".join(grade(folder, *RUN, *arguments, "--report", "terminal").stdout.split())
    assert "3 students, 5 answers, on average 1.67 of 4 points" in shown.replace("1.6667", "1.67")
    assert "2 scores decided by hand ada, wave: Decided by hand: 2.5 of 3 points (judged 1.5). Reason: appeal:" in shown
    texts = {name: (folder / name.partition("=")[2]).read_text("utf-8") for name in told}
    for name, text in texts.items():
        assert "\u202e" not in text or name.startswith("json"), name
        if name.startswith("json"):
            assert json.loads(text)["students"][1]["overridden"] == ["square"]
        elif not name.startswith("csv"):
            assert text.count("Decided by hand: 2.5 of 3 points (judged 1.5). Reason: appeal:") >= 1, name
    for name in ("html=r.html", "junit=r.xml", "moodle=m.csv", "markdown=r.md"):
        assert "<script>alert(1)" not in texts[name], name
    assert "✎" in texts["html=r.html"]
    assert "| wave | Not correct, decided by hand | 2.5 of 3 |" in texts["markdown=r.md"]
    assert "\\*granted\\*" in texts["markdown=r.md"]
    table = {(row["student"], row["exercise"]): row for row in csv.DictReader(io.StringIO(texts["csv=r.csv"][1:]))}
    assert [table["ada", "wave"][name] for name in ("score", "judged")] == ["2.5", "1.5"]
    assert table["Cleo", "square"]["reason"] == "'=handed in on paper"


def test_one_student_reads_it(folder: Path) -> None:
    (folder / "one.csv").write_text("\n".join(ANSWERS.splitlines()[:3]) + "\n", encoding="utf-8")
    arguments = ("set.yaml", "one.csv", "--overrides", "hand.csv", "--report")
    assert "Decided by hand: 2.5 of 3 points (judged 1.5)." in " ".join(
        grade(folder, *arguments, "terminal").stdout.split()
    )
    for form in ("gradescope", "github"):
        assert "Decided by hand: 2.5 of 3 points (judged 1.5)." in grade(folder, *arguments, form).stdout


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("*,square,1,,broken", {("ada", "square"): 1, ("Ben", "square"): 1, ("Cleo", "square"): 1}),
        ("*,square,0.5,,x\nben,square,,0.75,y", {("ada", "square"): 0.5, ("Ben", "square"): 0.75}),
        ("ben,square,,0.75,y\n*,square,50%,,x", {("ada", "square"): 0.5, ("Ben", "square"): 0.75}),
        ("ada,*,0,,copied", {("ada", "square"): 0, ("ada", "wave"): 0, ("Ben", "square"): 0.5}),
        ('ada,WAVE,"0,5",,x', {("ada", "wave"): 1.5}),
        ("ada,wave,1.00,,x", {("ada", "wave"): 3.0}),
    ],
)
def test_what_overrides_can_say(folder: Path, rows: str, expected: dict[tuple[str, str], float]) -> None:
    (folder / "hand.csv").write_text(f"student,exercise,credit,points,reason\n{rows}\n", encoding="utf-8")
    found = scores(grade(folder, *RUN, "--report", "jsonl").stdout)
    assert {key: found[key] for key in expected} == expected


def test_by_hand_is_final_whatever_the_answer(folder: Path) -> None:
    """Lateness takes nothing from it, and what could not be judged needs no look any more."""
    (folder / "set.yaml").write_text(SET.replace("credit", "due: 2026-11-01\ncredit"), encoding="utf-8")
    found = decisions(grade(folder, *RUN, "--report", "jsonl").stdout)
    assert [(row["late"], row["score"]) for row in found[:3]] == [(True, 0.5), (True, 2.5), (True, 0.25)]
    (folder / "hand.csv").write_text("student,exercise,points,reason\n*,square,1,x\n*,wave,3,x\n", encoding="utf-8")
    (folder / "w.yaml").write_text(
        "worksheet: T\nset: set.yaml\nstudent: s\nseed: 0\nanswers: {square: 1, wave: 2}\n", encoding="utf-8"
    )
    grade(folder, "w.yaml", code=1)
    grade(folder, "w.yaml", "--overrides", "hand.csv", code=0)


def test_about_nobody_and_nothing_is_told(folder: Path) -> None:
    text = "student,exercise,credit,reason\nadda,wave,1,x\nada,wafe,1,x\nada,square,0,seen\n"
    (folder / "hand.csv").write_text(text, encoding="utf-8")
    found = decisions(grade(folder, *RUN, "--report", "jsonl").stdout)
    assert [(row["line"], row["message"]) for row in found if row["schema"] == "derivtutor/remark/1"] == [
        (2, "There is no answer by adda. Did you mean ada? This override is not used."),
        (3, "There is no exercise wafe. Did you mean wave? This override is not used."),
    ]
    assert found[0]["score"] == 0.0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("student,exercise,points,reason\nada,wave,1,\n", "hand.csv:2:1: This override has no reason."),
        ("student,exercise,points,reason\n,wave,1,x\n", "hand.csv:2:1: This override has no student."),
        ("student,exercise,points,reason\nada,,1,x\n", "hand.csv:2:1: This override has no exercise."),
        ("student,exercise,points,reason\nada,wave,,x\n", "hand.csv:2:1: This override has neither credit nor points."),
        ("student,exercise,points,credit,reason\nada,wave,1,1,x\n", "hand.csv:2:1: This override has both"),
        ("student,exercise,points,reason\nada,wave,4,x\n", "hand.csv:2:1: 4 is more than the 3 that wave is worth."),
        ("student,exercise,points,reason\nada,wave,-1,x\n", "hand.csv:2:1: -1 is not a number of points."),
        ("student,exercise,points,reason\nada,wave,nan,x\n", "hand.csv:2:1: nan is not a number of points."),
        ("student,exercise,credit,reason\nada,wave,50,x\n", "hand.csv:2:1: 50 is not a share of the points."),
        ("student,exercise,credit,reason\nada,wave,1,x\nADA,wave,0,y\n", "hand.csv:3:1: Line 2 is already about"),
        ("student,exercise,points\nada,wave,1\n", "hand.csv:1:1: The list of overrides has no column reason"),
    ],
)
def test_what_is_wrong_with_overrides_is_one_sentence(folder: Path, text: str, says: str) -> None:
    (folder / "hand.csv").write_text(text, encoding="utf-8")
    found = grade(folder, *RUN, code=2)
    assert says in found.stderr
    assert found.stdout == ""


def test_a_resumed_run_has_the_same_bytes(folder: Path) -> None:
    """Cut off after the answers were marked, and before anything was counted."""
    grade(folder, *RUN, "--report", "jsonl=whole.jsonl")
    grade(folder, *RUN, "--report", "jsonl=cut.jsonl")
    with contextlib.closing(sqlite3.connect(folder / "cut.jsonl.grading.sqlite")) as state:
        state.execute("DROP TABLE counted")
        state.execute("UPDATE run SET value = 'no' WHERE key = 'finished'")
        state.commit()
    refused = grade(folder, *RUN, "--report", "jsonl=cut.jsonl", code=2)
    assert "--resume" in refused.stderr
    grade(folder, *RUN, "--report", "jsonl=cut.jsonl", "--resume")
    assert (folder / "cut.jsonl").read_bytes() == (folder / "whole.jsonl").read_bytes()


# What a grading changed

AGAIN = ("set.yaml", "answers.csv", "--report", "json=r.json", "--report", "changes")


def changed(folder: Path, *arguments: str) -> list[str]:
    return grade(folder, *AGAIN, *arguments).stdout.splitlines()[1:]


def test_the_first_grading_says_that_nothing_changed(folder: Path) -> None:
    assert changed(folder) == ["This is the first grading: nothing has changed."]
    assert changed(folder) == ["Nothing has changed since the last grading."]
    assert changed(folder, "--resume") == ["Nothing has changed since the last grading."]


def test_a_mended_set(folder: Path) -> None:
    changed(folder)
    (folder / "set.yaml").write_text(SET.replace("(3x + 1)^2", "x^2 + 2x"), encoding="utf-8")
    (folder / "answers.csv").write_text(ANSWERS.replace("2(3x + 1)", "2x + 2"), encoding="utf-8")
    assert changed(folder) == [
        "Since the last grading, the marks of 2 students have changed.",
        "",
        "Ben: 0.5 → 1",
        "  square: 0.5 of 1 point → 1 of 1 point (the exercise was changed; another answer counts)",
        "",
        "ada: 2.5 → 1.5",
        "  square: 1 of 1 point → 0 of 1 point (the exercise was changed)",
    ]
    assert changed(folder) == ["Nothing has changed since the last grading."]


CHANGES = [
    ({"points: 3": "points: 4"}, {}, (), "  wave: 1.5 of 3 points → 2 of 4 points (the exercise was changed)"),
    (
        {"late: 0.5": "one_slip: 0.25"}, {}, (),
        "  wave: 1.5 of 3 points → 0.75 of 3 points (the credit scheme was changed)",
    ),
    ({"id: square": "id: circle"}, {}, (), "The exercise square is no longer in the set."),
    ({"id: square": "id: circle"}, {}, (), "The exercise circle is new in the set."),
    (
        {"id: square": "id: circle"}, {}, (),
        "  square: 1 of 1 point → no answer (the exercise is no longer in the set)",
    ),
    ({}, {"Ben,square,2(3x + 1),2026-11-30 10:00\n": ""}, (), "Ben: 0.5 → nothing graded"),
    (
        {}, {"Ben,square,2(3x + 1),2026-11-30 10:00\n": ""}, (),
        "  square: 0.5 of 1 point → no answer (the answer is no longer there)",
    ),
    ({}, {"Cleo,wave": "Dan,square,18x + 6,\nCleo,wave"}, (), "Dan: nothing graded → 1"),
    (
        {}, {"Cleo,wave": "Dan,square,18x + 6,\nCleo,wave"}, (),
        "  square: no answer → 1 of 1 point (an answer was handed in)",
    ),
    (
        {"credit": "due: 2026-11-30T10:01\ncredit"}, {}, (),
        "  wave: 1.5 of 3 points → 0.75 of 3 points (it now counts as late)",
    ),
    (
        {}, {}, ("--overrides", "hand.csv"),
        "  square: no answer → 1 of 1 point (decided by hand: =handed in on paper)",
    ),
    ({}, {}, ("--roster", "class.csv"), "Ada Lovelace: 2.5 → 2.5"),
]  # fmt: skip


@pytest.mark.parametrize(("in_set", "in_answers", "arguments", "line"), CHANGES)
@pytest.mark.parametrize("resume", [(), ("--resume",)])
def test_what_changed_and_why(
    folder: Path,
    in_set: dict[str, str],
    in_answers: dict[str, str],
    arguments: tuple[str, ...],
    line: str,
    resume: tuple[str, ...],
) -> None:
    changed(folder)
    (folder / "class.csv").write_text("id,name,alias\n1,Ada Lovelace,ada\n2,Ben,\n3,Cleo,\n", encoding="utf-8")
    for name, replaced in (("set.yaml", in_set), ("answers.csv", in_answers)):
        text = (folder / name).read_text("utf-8")
        for old, new in replaced.items():
            assert old in text
            text = text.replace(old, new)
        (folder / name).write_text(text, encoding="utf-8")
    found = changed(folder, *arguments, *resume)
    if arguments[:1] == ("--roster",):  # the same student by another name
        assert found == ["Nothing has changed since the last grading."]
    else:
        assert line in found


def test_an_override_is_kept_through_regrades_and_taken_back(folder: Path) -> None:
    changed(folder, "--overrides", "hand.csv")
    (folder / "set.yaml").write_text(SET.replace("x sin(x^2)", "x cos(x^2)"), encoding="utf-8")
    assert changed(folder, "--overrides", "hand.csv") == ["Nothing has changed since the last grading."]
    found = changed(folder)
    assert "  wave: 2.5 of 3 points → 0 of 3 points (the decision by hand was withdrawn)" in found


def test_a_run_that_was_cut_off_is_compared_with_the_last_whole_one(folder: Path) -> None:
    changed(folder)
    (folder / "set.yaml").write_text(SET.replace("points: 3", "points: 4"), encoding="utf-8")
    (folder / "answers.csv").write_text(ANSWERS + "zoe,wave,1" + "0" * 60 + "x^2,\n", encoding="utf-8")
    grade(folder, *AGAIN[:-2])
    with contextlib.closing(sqlite3.connect(folder / "r.json.grading.sqlite")) as state:
        state.execute("UPDATE run SET value = 'no' WHERE key = 'finished'")
        state.commit()
    found = changed(folder, "--resume")
    assert "  wave: 1.5 of 3 points → 2 of 4 points (the exercise was changed)" in found


def test_it_is_told_in_a_line_where_the_report_is_not_asked_for(folder: Path) -> None:
    first = grade(folder, *AGAIN[:-2]).stderr
    assert "since" not in first.casefold()
    assert "Nothing has changed since the last grading." in grade(folder, *AGAIN[:-2]).stderr
    (folder / "set.yaml").write_text(SET.replace("points: 3", "points: 4"), encoding="utf-8")
    told = grade(folder, *AGAIN[:-2]).stderr
    assert "Since the last grading, the marks of 2 students have changed. --report changes shows them." in told


def test_another_set_is_not_compared(folder: Path) -> None:
    changed(folder)
    (folder / "set.yaml").write_text("title: Other\nexercises: [{id: other, differentiate: x^2}]\n", encoding="utf-8")
    (folder / "answers.csv").write_text("student,exercise,answer\nada,other,2x\n", encoding="utf-8")
    assert changed(folder) == ["This is the first grading: nothing has changed."]


def test_a_mistake_in_between_loses_nothing(folder: Path) -> None:
    changed(folder)
    (folder / "wrong.csv").write_text("student,exercise,answer\nada,none,2x\n", encoding="utf-8")
    grade(folder, "set.yaml", "wrong.csv", *AGAIN[2:], code=2)
    (folder / "set.yaml").write_text(SET.replace("points: 3", "points: 4"), encoding="utf-8")
    assert "  wave: 1.5 of 3 points → 2 of 4 points (the exercise was changed)" in changed(folder)


def test_hostile_names_and_reasons_in_the_report_of_changes(folder: Path) -> None:
    changed(folder)
    (folder / "answers.csv").write_text(ANSWERS + "\x1b[31mEve\u202e,square,18x + 6,\n", encoding="utf-8")
    told = grade(folder, *AGAIN, "--overrides", "hand.csv").stdout
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert "\\x1b[31mEve\\u202e: nothing graded → 1" in told


def test_kill_and_resume_with_a_roster_and_overrides(folder: Path) -> None:
    """As without them: the last of several tries has the bytes of a run that nobody disturbed."""
    rows = [f"s{n},wave,sin(x^2) + {n}x^2 cos(x^2)" for n in range(2, 400)]
    (folder / "many.csv").write_text("student,exercise,answer\n" + "\n".join(rows) + "\n", encoding="utf-8")
    (folder / "class.csv").write_text("id\n" + "\n".join(f"s{n}" for n in range(2, 420)) + "\n", encoding="utf-8")
    (folder / "hand.csv").write_text("student,exercise,credit,reason\n*,square,1,paper\n", encoding="utf-8")
    run = ["set.yaml", "many.csv", "--roster", "class.csv", "--overrides", "hand.csv"]
    grade(folder, *run, "--report", "jsonl=whole.jsonl")
    command = ("grade", *run, "--report", "jsonl=cut.jsonl")
    kill(folder, "overrule", 1, *command)
    for place in (("end_reading", 1), ("write_marks", 1), ("say_worth", 1)):
        kill(folder, *place, *command, "--resume")
    grade(folder, *run, "--report", "jsonl=cut.jsonl", "--resume")
    assert (folder / "cut.jsonl").read_bytes() == (folder / "whole.jsonl").read_bytes()
