"""Rosters: who is meant, who is missing, due dates and numbers of one's own, and what can be wrong with the file."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from command import run
from test_grading import decisions, grade

from derivtutor.classroom.roster import read
from derivtutor.errors import UserError
from derivtutor.exercises.loading import exercise_set
from derivtutor.exercises.variants import chosen

SET = """\
title: The chain rule
due: 2026-11-30T12:00
credit: {late: 0.5}
exercises:
  - {id: square, differentiate: (3x + 1)^2}
  - {id: wave, differentiate: x sin(x^2), points: 3}
  - {id: decay, differentiate: a e^(-n x), parameters: {a: 2..9, n: 2..5}}
"""
ROSTER = """\
id,name,aliases,e-mail,due
s1,Ada Lovelace,"countess; King, Ada",Ada@example.org,2026-12-02
s2,Ben O'Neill,,ben@example.org,
s3,Zoë Müller,,zoe@example.org,
s4,<b>Eve</b> =1+1,,,
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "set.yaml").write_text(SET, encoding="utf-8")
    (tmp_path / "class.csv").write_text(ROSTER, encoding="utf-8")
    return tmp_path


def answers(folder: Path, *rows: str) -> None:
    text = "\n".join(["student,exercise,answer,submitted", *rows])
    (folder / "answers.csv").write_text(text + "\n", encoding="utf-8")


def numbers(folder: Path, student: str) -> dict[str, str]:
    """The own numbers that somebody of this name has in decay."""
    found = exercise_set(folder / "set.yaml")
    return chosen(found.exercises[-1], student, found.seed)


def key(found: dict[str, str]) -> str:
    return f"-{int(found['a']) * int(found['n'])} e^(-{found['n']}x)"


RUN = ("set.yaml", "answers.csv", "--roster", "class.csv")
SPELLINGS = (
    "Ada Lovelace", "ADA  LOVELACE", " ada\u00a0lovelace", "Lovelace, Ada", "lovelace,ada", "S1", "s1", "Countess",
    "King, Ada", "ada king", "ada@EXAMPLE.org", "Ada\u200b Lovelace", "Ａｄａ Lovelace",
)  # fmt: skip


@pytest.mark.parametrize("written", [*SPELLINGS])
def test_a_student_is_found_however_the_name_is_written(folder: Path, written: str) -> None:
    person = read(folder / "class.csv").find(written)
    assert person is not None
    assert person.id == "s1"


@pytest.mark.parametrize(
    ("written", "label"),
    [("ben o’neill", "Ben O'Neill"), ("Zoe\u0308 Mu\u0308ller", "Zoë Müller"), ("MÜLLER, ZOË", "Zoë Müller")],
)
def test_apostrophes_and_accents_in_two_characters(folder: Path, written: str, label: str) -> None:
    person = read(folder / "class.csv").find(written)
    assert person is not None
    assert person.label == label


def test_all_spellings_are_one_student_with_one_set_of_numbers(folder: Path) -> None:
    own = key(numbers(folder, "s1"))
    answers(folder, *(f'"{written}",decay,{own},2026-11-30 10:00' for written in SPELLINGS))
    found = decisions(grade(folder, *RUN, "--report", "jsonl").stdout)[: len(SPELLINGS)]
    assert {(row["student"], row["id"], row["verdict"]) for row in found} == {("Ada Lovelace", "s1", "correct")}
    assert [row["attempt"] for row in found] == list(range(1, len(SPELLINGS) + 1))


def test_a_due_date_of_ones_own_takes_the_place_of_the_sets(folder: Path) -> None:
    answers(folder, "ada lovelace,square,18x + 6,2026-12-02 23:00", "s2,square,18x + 6,2026-12-02 23:00")
    found = decisions(grade(folder, *RUN, "--report", "jsonl").stdout)
    assert [(row["late"], row["score"]) for row in found[:2]] == [(False, 1.0), (True, 0.5)]
    (folder / "set.yaml").write_text(SET.replace("due: 2026-11-30T12:00\n", ""), encoding="utf-8")
    answers(folder, "s1,square,18x + 6,2026-12-03", "s2,square,18x + 6,2026-12-03")
    found = decisions(grade(folder, *RUN, "--report", "jsonl").stdout)
    assert [row["late"] for row in found[:2]] == [True, False]


MISSING = "Missing: nothing to grade was found"


def test_who_is_missing_stands_in_every_report(folder: Path) -> None:
    answers(folder, "s1,square,18x + 6,", "s2,square,18x,")
    told = ["html=r.html", "json=r.json", "jsonl=r.jsonl", "csv=r.csv", "junit=r.xml", "moodle=m.csv", "markdown=r.md"]
    arguments = [word for each in told for word in ("--report", each)]
    shown = grade(folder, *RUN, *arguments, "--report", "terminal").stdout
    assert "2 students, 2 answers, on average" in shown
    assert f"{MISSING} from 2 students on the roster\n  <b>Eve</b> =1+1\n  Zoë Müller\n" in shown
    page = (folder / "r.html").read_text("utf-8")
    assert page.count(f"<p>{MISSING}.</p>") == 2
    assert page.count('<td data-v="1">missing</td>') == 2
    assert "<b>Eve" not in page
    document = json.loads((folder / "r.json").read_text("utf-8"))
    assert [(row["student"], row["id"], row["missing"], row["scores"]) for row in document["students"][:2]] == [
        ("<b>Eve</b> =1+1", "s4", True, {}),
        ("Ada Lovelace", "s1", False, {"square": 1.0}),
    ]
    assert (document["totals"]["students"], document["totals"]["missing"]) == (2, 2)
    assert document["students"][1]["due"] == "2026-12-02T23:59:59+00:00"
    lines = decisions((folder / "r.jsonl").read_text("utf-8"))
    assert [row["id"] for row in lines if row["schema"] == "derivtutor/missing/1"] == ["s4", "s3"]
    table = list(csv.DictReader(io.StringIO((folder / "r.csv").read_text("utf-8-sig"))))
    assert [row["exercise"] for row in table if row["verdict"] == "missing" and row["id"] == "s3"] == [
        "square", "wave", "decay",
    ]  # fmt: skip
    assert (folder / "r.xml").read_text("utf-8").count(f"<system-out>{MISSING}.</system-out>") == 2
    moodle = list(csv.reader(io.StringIO((folder / "m.csv").read_text("utf-8"))))
    assert ["s3", "-", f"{MISSING}."] in moodle
    assert "Nothing of yours was found to grade: you have 0 of 5 points" in (folder / "r.md").read_text("utf-8")
    beside = grade(folder, *RUN, "--report", "csv=s.csv").stderr
    assert f"{MISSING} from 2 students on the roster: <b>Eve</b> =1+1, Zoë Müller." in beside


def test_gradebooks_know_students_by_all_that_the_roster_says(folder: Path) -> None:
    export = "Student,ID,SIS Login ID,Section,The chain rule (7)\nPoints Possible,,,,5.00\n"
    export += '"L, A",1,ada@example.org,A,\n"N, B",2,BEN@example.org,A,\n"Müller, Zoë",3,z,A,\n'
    (folder / "export.csv").write_text(export, encoding="utf-8")
    answers(folder, "countess,square,18x + 6,", "s2,square,18x + 6,")
    run = grade(folder, *RUN, "--gradebook", "export.csv", "--report", "canvas=c.csv")
    rows = list(csv.reader(io.StringIO((folder / "c.csv").read_text("utf-8"))))
    assert [row[4] for row in rows[2:]] == ["1", "1", ""]  # nobody gets a zero for what is missing
    assert "2 students on the roster: <b>Eve</b> =1+1, Zoë Müller." in run.stderr
    assert "change one of them" not in run.stderr  # 5.00 points are 5


def test_strangers_are_graded_and_told(folder: Path) -> None:
    answers(folder, "Ada Lovelac,square,18x + 6,", "zed,square,18x + 6,", "ZED,wave,1,")
    found = decisions(grade(folder, *RUN, "--report", "jsonl").stdout)
    assert [(row["student"], row["score"], row["id"]) for row in found[:3]] == [
        ("Ada Lovelac", 1.0, None), ("zed", 1.0, None), ("zed", 0.0, None),
    ]  # fmt: skip
    assert [(row["file"], row["line"], row["message"]) for row in found if row["schema"] == "derivtutor/remark/1"] == [
        (
            "answers.csv",
            2,
            "Ada Lovelac is not on the roster. Is it Ada Lovelace? Then add it as an alias. The answers are graded.",
        ),
        ("answers.csv", 3, "zed is not on the roster. The answers are graded."),
    ]
    assert "answers.csv:3  zed is not on the roster." in grade(folder, *RUN).stdout


def test_two_students_of_one_name_are_two(folder: Path) -> None:
    (folder / "class.csv").write_text("id,name\nw1,Wei Wang\nw2,wei wang\n", encoding="utf-8")
    answers(folder, "w1,square,18x + 6,", "w2,square,18x,", "Wei Wang,square,1,")
    found = decisions(grade(folder, *RUN, "--report", "jsonl").stdout)
    assert [row["student"] for row in found[:3]] == ["Wei Wang (w1)", "wei wang (w2)", "Wei Wang"]
    assert "is the name of several students on the roster; write the id" in found[3]["message"]


def test_an_answer_that_fits_somebody_elses_numbers_is_told_to_the_teacher(folder: Path) -> None:
    bens = key(numbers(folder, "s2"))
    assert numbers(folder, "s1") != numbers(folder, "s2")
    answers(folder, f"ada lovelace,decay,{bens},", f"ben@example.org,decay,{bens},")
    told = grade(folder, *RUN, "--report", "terminal", "--report", "markdown=r.md", "--report", "json=r.json").stdout
    shown = " ".join(told.split())
    says = "The answer of Ada Lovelace to decay fits the numbers of Ben O'Neill, <b>Eve</b> =1+1."
    assert f"answers.csv:2 {says}" in shown
    assert says in json.loads((folder / "r.json").read_text("utf-8"))["remarks"][0]["message"]
    assert "Ben" not in (folder / "r.md").read_text("utf-8").partition("## Ben")[0]


def test_a_worksheet_from_before_the_roster_is_told(folder: Path) -> None:
    answers(folder, f"ada@example.org,decay,{key(numbers(folder, 'Ada Lovelace'))},")
    shown = " ".join(grade(folder, *RUN).stdout.split())
    assert (
        "The answer of Ada Lovelace to decay fits a worksheet that was made for Ada Lovelace, without the roster."
        in shown
    )


def test_worksheets_for_everybody_have_the_numbers_of_the_roster(folder: Path) -> None:
    command = ("exercises", "worksheet", "set.yaml", "--roster", "class.csv")
    assert run(*command, "-o", "sheets", folder=folder).returncode == 0
    assert sorted(path.name for path in (folder / "sheets").iterdir()) == ["s1.yaml", "s2.yaml", "s3.yaml", "s4.yaml"]
    sheet = (folder / "sheets" / "s1.yaml").read_text("utf-8")
    assert run(*command, "--student", "LOVELACE, ada", folder=folder).stdout == sheet
    own = key(numbers(folder, "s1"))
    (folder / "sheets" / "s1.yaml").write_text(sheet.replace('decay: ""', f"decay: {own}"), encoding="utf-8")
    for roster in ([], ["--roster", "class.csv"]):
        found = decisions(grade(folder, "set.yaml", "sheets", *roster, "--report", "jsonl").stdout)
        assert [row["student"] for row in found if row.get("verdict") == "correct"] == [
            "Ada Lovelace" if roster else "s1"
        ]
    again = run(*command, "-o", "sheets", folder=folder)
    assert again.returncode == 2
    assert "so that no answers are lost" in again.stderr


FAULTS = [
    ("class.csv", "id,name\ns1,Ada\nS1,Ben\n", "class.csv:3:1: S1 stands for two students, here and in line 2."),
    ("class.csv", "id,alias\ns1,x\ns2,y; X\n", "class.csv:3:1: X stands for two students, here and in line 2."),
    ("class.csv", "id,e-mail\ns1,a@x\ns2,A@X\n", "class.csv:3:1: A@X stands for two students, here and in line 2."),
    ("class.csv", "id,name,alias\ns1,Ada,\ns2,Ben,ada\n", "class.csv:3:1: Ada stands for two students"),
    ("class.csv", "name\nAda\n", "class.csv:1:1: The roster has no column id; there are name."),
    ("class.csv", "id,name,due dat\ns1,Ada,x\n", "class.csv:1:1: The column due dat is not known. Did you mean due?"),
    ("class.csv", "id,name,name\ns1,Ada,x\n", "class.csv:1:1: Two columns are called name."),
    ("class.csv", "id,due\ns1,soon\n", "class.csv:2:1: The due date soon is not understood. Write 2026-11-30T23:59."),
    ("class.csv", "id,due\ns1,03/04/2026\n", "class.csv:2:1: The due date 03/04/2026 is not understood."),
    ("class.csv", "id,name\n,Ada\n", "class.csv:2:1: This student has no id."),
    ("class.csv", "id,name\ns1,Lovelace, Ada\n", "class.csv:2:1: This row has 3 columns, but the header has 2."),
    ("class.csv", 'id,name\n"s1,Ada\n', "class.csv:2:1: The quotes in this row do not match."),
    ("class.csv", "", "class.csv:1:1: The roster is empty."),
    ("class.csv", "id,name\n", "class.csv:1:1: The roster has no rows."),
    ("class.yaml", "- {id: s1}\n- {id: s1}\n", "class.yaml:2:1: s1 stands for two students, here and in line 1."),
    ("class.yaml", "- {id: s1}\n- {id: s2, due: soon}\n", "class.yaml:2:1: The due date soon"),
    ("class.yaml", "id: s1\nname: x\n", "class.yaml:1:1: The roster is not a list."),
    ("class.yaml", "- s1\n", "class.yaml:1:1: This entry of the roster has no fields."),
    ("class.json", "[{]", "class.json:1:3: This is not JSON"),
    ("class.xlsx", "PK", "class.xlsx cannot be read: not a zip file. Save the table as CSV."),
]


@pytest.mark.parametrize(("name", "text", "says"), FAULTS)
def test_what_is_wrong_with_a_roster_is_one_sentence(tmp_path: Path, name: str, text: str, says: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as error:
        read(tmp_path / name)
    assert says in str(error.value)


def test_the_command_tells_what_is_wrong_before_it_grades(folder: Path) -> None:
    answers(folder, "s1,square,18x + 6,")
    (folder / "class.csv").write_text("id,due\ns1,soon\n", encoding="utf-8")
    found = grade(folder, *RUN, "--report", "csv=r.csv", code=2)
    assert "class.csv:2:1: The due date soon is not understood." in found.stderr
    assert not list(folder.glob("r.csv*"))
    assert "There is no" not in grade(folder, *RUN[:2], "--roster", "none.csv", code=2).stdout
    refused = grade(folder, *RUN, "--report", "csv=class.csv", code=2)
    assert "would replace what is graded" in refused.stderr


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("c.csv", "\ufeffID;Surname;First name;E-mail address;Extension\n7;Lovelace;Ada;a@x;\n"),
        ("c.yaml", "students:\n  - {id: 7, name: Ada Lovelace, e-mail: a@x}\n"),
        ("c.json", '[{"id": 7, "name": "Ada Lovelace", "email": "a@x", "due": null}]'),
        ("c.csv", "student_id\tname\temail\r\n7.0\tAda Lovelace\ta@x\r\n"),
    ],
)
def test_rosters_come_in_many_forms(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    found = read(tmp_path / name)
    for written in ("7", "7.0", "Ada Lovelace", "A@X"):
        person = found.find(written)
        assert person is not None
        assert person.label == "Ada Lovelace"
