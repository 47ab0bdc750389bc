"""Everything that answers come in as: what is read from it, and what is said of what cannot be."""

from __future__ import annotations

import codecs
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derivtutor.classroom.submissions.delimited import rows_of
from derivtutor.classroom.submissions.row import BadRow, Submission
from derivtutor.classroom.submissions.sources import rows
from derivtutor.errors import UserError
from derivtutor.exercises.model import Exercise, ExerciseSet

SET = ExerciseSet(
    title="T",
    exercises=(
        Exercise(id="chain-1", differentiate="sin(x^2)", title="Inside and outside"),
        Exercise(id="power-1", differentiate="x^3"),
        Exercise(id="rule-1", differentiate="x e^x", kind="rule"),
    ),
)


def read(path: Path, columns: Mapping[str, str] | None = None) -> tuple[list[tuple[str, str, str]], list[str]]:
    """What was read from a path: students, exercises, answers; and what was said of the rest."""
    found = list(rows([str(path)], SET, columns or {}))
    good = [(row.student, row.exercise, row.answer) for row in found if isinstance(row, Submission)]
    bad = [f"{row.line}: {row.message}" for row in found if isinstance(row, BadRow)]
    return good, bad


LONG = "student,exercise,answer\nada,chain-1,2x cos(x^2)\nbob,power-1,3x²\n"
SHEET = "worksheet: T\nset: set.yaml\nstudent: {}\nseed: 0\nanswers:\n  chain-1: 2x\n  power-1: ''\n"
EXPECTED = [("ada", "chain-1", "2x cos(x^2)"), ("bob", "power-1", "3x²")]


@pytest.mark.parametrize(
    "content",
    [
        LONG.encode(),
        codecs.BOM_UTF8 + LONG.encode(),
        LONG.encode("utf-16"),
        LONG.encode("cp1252"),
        LONG.replace(",", ";").encode(),
        LONG.replace(",", "\t").encode(),
        LONG.replace("\n", "\r\n").encode(),
        LONG.replace("ada", '"ada"').encode(),
        LONG.replace("student", "Student ID").replace("answer", "Response").encode(),
        (LONG + "\n\n").encode(),
    ],
    ids=["plain", "bom", "utf-16", "cp1252", "semicolons", "tabs", "crlf", "quoted", "other names", "empty lines"],
)
def test_a_long_table_in_any_usual_encoding(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(content)
    assert read(path) == (EXPECTED, [])


COLUMNS = {
    "student": """Student, Student ID, student_id, User, User ID, Username, Login, Email, E-mail, Email address, Name,
        ID number, SID, OrgDefinedId, Org Defined ID, Full name, Student name""",
    "exercise": """Exercise, Exercise ID, exercise_id, Question, Question ID, question_id, Problem, Item, Task""",
    "answer": "Answer, Response, Submission, Solution, Student answer, student_answer",
    "submitted": """Submitted, Submitted at, submitted_at, Timestamp, Time, Date, Completed, Finished, Submission time,
        Submission date, Date submitted, Completion time, Attempt end""",
}
"""What the columns of a long table are called by those who write one, or by a program."""


@pytest.mark.parametrize(
    ("role", "called"), [(role, name.strip()) for role, names in COLUMNS.items() for name in names.split(",")]
)
def test_columns_are_known_by_their_usual_names(tmp_path: Path, role: str, called: str) -> None:
    header = [called if each == role else each for each in COLUMNS]
    path = tmp_path / "answers.csv"
    path.write_text(f"{','.join(header)}\nada,chain-1,2x,2026-11-30\n", encoding="utf-8")
    row, *more = rows([str(path)], SET, {})
    assert isinstance(row, Submission)
    assert (row.student, row.exercise, row.answer, row.submitted) == ("ada", "chain-1", "2x", "2026-11-30")
    assert not more


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["Unix", "Windows", "Mac"])
def test_an_answer_of_several_lines_keeps_their_ends(tmp_path: Path, ends: str, encoding: str) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes('student,exercise,answer\nada,chain-1,"2x²\n3"\ncy\n'.replace("\n", ends).encode(encoding))
    good, bad = read(path)
    assert good == [("ada", "chain-1", f"2x²{ends}3")]
    assert [said.split(":")[0] for said in bad] == ["4"]


def test_a_bad_row_costs_itself_only(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text(
        'student,exercise,answer\nada,chain-1,"2x\nbob,power-1,3x^2\ncy\n,power-1,1\neve,power-1,x\n', encoding="utf-8"
    )
    good, bad = read(path)
    assert good == [("bob", "power-1", "3x^2"), ("eve", "power-1", "x")]
    assert bad == [
        "2: The quotes in this row do not match.",
        "4: The row has 1 of 3 columns.",
        "5: The row does not say whose answer it is.",
    ]


def test_an_answer_of_several_lines(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text('student,exercise,answer\nada,chain-1,"y = 1\n= 2"\nbob,power-1,x\n', encoding="utf-8")
    found = list(rows([str(path)], SET, {}))
    assert [(row.line, getattr(row, "answer", "")) for row in found] == [(2, "y = 1\n= 2"), (4, "x")]


MOODLE = (
    "Last name,First name,Email address,State,Started on,Completed,Time taken,Grade/3.00,Response 1,Response 2,"
    "Response 3\n"
    "Lovelace,Ada,ada@x.org,Finished,30 November 2026  9:00 AM,30 November 2026  9:10 AM,10 mins,-,cos(x^2),3x^2,-\n"
)
CANVAS = (
    "name,id,sis_id,section,submitted,attempt,1001: Differentiate,1.0,1002: Then this,1.0,n correct\n"
    "Ada,7,ada7,A,2026-11-30 09:10:00 UTC,1,cos(x^2),0,3x^2,1,1\n"
)
GOOGLE = (
    "Timestamp,Email Address,Score,Inside and outside,Find it [power-1]\n"
    "2026/11/30 9:10:00 AM GMT,ada@x.org,1 / 2,cos(x^2),3x^2\n"
)
WIDE = "name,chain-1,POWER-1\nAda,cos(x^2),3x^2\n"


@pytest.mark.parametrize(
    ("text", "student"),
    [(MOODLE, "ada@x.org"), (CANVAS, "ada7"), (GOOGLE, "ada@x.org"), (WIDE, "Ada")],
    ids=["moodle", "canvas", "google forms", "ids"],
)
def test_wide_tables(tmp_path: Path, text: str, student: str) -> None:
    path = tmp_path / "export.csv"
    path.write_text(text, encoding="utf-8")
    asked = SET if text is MOODLE else ExerciseSet(title="T", exercises=SET.exercises[:2])
    found = list(rows([str(path)], asked, {}))
    assert [row[:3] for row in found if isinstance(row, Submission)] == [
        (student, "chain-1", "cos(x^2)"),
        (student, "power-1", "3x^2"),
    ]


def test_questions_that_cannot_be_told_from_each_other(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(CANVAS, encoding="utf-8")
    with pytest.raises(UserError, match="There are 2 questions and 3 exercises"):
        list(rows([str(path)], SET, {}))


@pytest.mark.parametrize(
    ("answers", "read_as"),
    [
        ('  chain-1: "\\frac{1}{2} \\cdot x"\n', "\\frac{1}{2} \\cdot x"),
        ("  chain-1: '2x'\n", "2x"),
        ("  chain-1: 2x  \n", "2x"),
        ("  chain-1: |\n    y = 1\n  = 2\n= 3\n", "y = 1\n= 2\n= 3"),
        ("  chain-1: no\n", "no"),
        ("  chain-1: f'(x) = 2x # I think\n", "f'(x) = 2x # I think"),
    ],
)
def test_a_worksheet_is_read_letter_by_letter(tmp_path: Path, answers: str, read_as: str) -> None:
    path = tmp_path / "ada.yaml"
    head = "worksheet: T\nset: s\nstudent: ada\nseed: 0\nanswers:\n  # 1. A question\n"
    path.write_text(head + answers, encoding="utf-8")
    assert read(path)[0] == [("ada", "chain-1", read_as)]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        (SHEET.format("ada") + '  chain-1: "3"\n', ["8: chain-1 is answered twice. Leave out one of the answers."]),
        (SHEET.format("ada").replace("seed: 0", "seed: ["), None),
        (SHEET.format("ada").replace("seed: 0\n", "") + "seed: 0\n", []),
    ],
)
def test_a_worksheet_that_was_rearranged(tmp_path: Path, changed: str, says: list[str] | None) -> None:
    path = tmp_path / "ada.yaml"
    path.write_text(changed, encoding="utf-8")
    good, bad = read(path)
    if says is None:
        assert "ada.yaml" not in bad[0]
        assert not bad[0].startswith("1:")  # the line is that of the mistake
    else:
        assert bad == says
        assert [answer for *_, answer in good] == ([] if says else ["2x", ""])


def test_a_markdown_worksheet(tmp_path: Path) -> None:
    path = tmp_path / "ada.md"
    path.write_text(
        "---\nworksheet: T\nstudent: ada\n---\n\n# T\n\n## 1. One {#chain-1}\n\n## Hint\n\n"
        "**Answer:** x\n## Step 2\n= 2\n\n"
        "## 2. Two {#power-1}\n\nanswer:\n```\n2x\n```\n\n## 3. Three {#rule-1}\n\nNothing.\n",
        encoding="utf-8",
    )
    good, bad = read(path)
    assert [(exercise, answer) for _, exercise, answer in good] == [
        ("chain-1", "x\n## Step 2\n= 2"),
        ("power-1", "2x"),
        ("rule-1", ""),
    ]
    assert bad == []


def test_columns_that_are_told(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text("Who,When,Q1,Q2\nada,now,x,y\n", encoding="utf-8")
    columns = {"student": "Who", "chain-1": "Q1", "power-1": "4"}
    assert read(path, columns)[0] == [("ada", "chain-1", "x"), ("ada", "power-1", "y")]


@pytest.mark.parametrize(
    ("text", "columns", "message"),
    [
        ("who,what\na,b\n", {}, "No column is named after an exercise; there are who, what."),
        ("who,chain-1\na,b\n", {}, "No column says who the student is; there are who, chain-1."),
        ("student,chain-1\na,b\n", {"student": "login"}, "There is no column login."),
        ("student,chain-1\na,b\n", {"chain-9": "chain-1"}, "There is no exercise chain-9."),
        ("", {}, "The table has no header."),
    ],
)
def test_tables_that_say_too_little(tmp_path: Path, text: str, columns: dict[str, str], message: str) -> None:
    path = tmp_path / "export.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as raised:
        read(path, columns)
    assert raised.value.message.endswith(message)


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    records = [
        {"student": "ada", "exercise": "chain-1", "answer": "x"},
        {"student": 7, "exercise": "power-1", "answer": 3},
        {"student": "eve", "exercise": "chain-1", "answer": ["y = 1", "= 2"]},
        {"exercise": "chain-1", "answer": "x"},
        [1],
    ]
    path.write_text("".join(json.dumps(record) + "\n" for record in records) + "{\n", encoding="utf-8-sig")
    good, bad = read(path)
    assert good == [("ada", "chain-1", "x"), ("7", "power-1", "3"), ("eve", "chain-1", "y = 1\n= 2")]
    assert bad == [
        "4: There is no student in this line.",
        "5: This line is not an object with student, exercise and answer.",
        "6: This line is not JSON.",
    ]


def test_parquet(tmp_path: Path) -> None:
    import pyarrow
    import pyarrow.parquet

    path = tmp_path / "answers.parquet"
    table = pyarrow.table({"student": ["ada", "bob"], "exercise": ["chain-1"] * 2, "answer": ["x", None]})
    pyarrow.parquet.write_table(table, path)
    assert read(path)[0] == [("ada", "chain-1", "x"), ("bob", "chain-1", "")]
    path.write_bytes(b"no")
    with pytest.raises(UserError, match="cannot be read as Parquet"):
        read(path)


def test_a_folder_of_worksheets(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "ada.yaml").write_text(SHEET.format("ada"), encoding="utf-8")
    (tmp_path / "bob.yml").write_text(SHEET.format("bob").replace("seed: 0", "seed: ["), encoding="utf-8")
    (tmp_path / "photo.jpg").write_bytes(b"no")
    (tmp_path / "notes.csv").write_text("hello\n", encoding="utf-8")
    (tmp_path / "set.yaml").write_text("title: T\nexercises: []\n", encoding="utf-8")
    (tmp_path / "notes.md").write_text("# Notes\n", encoding="utf-8")
    good, bad = read(tmp_path)
    assert good == [("ada", "chain-1", "2x"), ("ada", "power-1", "")]
    assert len(bad) == 4
    assert any("This is not YAML" in said for said in bad)
    assert any("ends in .jpg cannot be graded" in said for said in bad)
    assert any("No column is named after an exercise; there are hello." in said for said in bad)


def test_an_archive_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../ada.yaml", SHEET.format("ada"))
        archive.writestr("/etc/bob.yaml", SHEET.format("bob"))
        archive.writestr("big.yaml", b"#" * 6_000_000, zipfile.ZIP_DEFLATED)
    good, bad = read(path)
    assert {student for student, _, _ in good} == {"ada", "bob"}
    assert bad == ["1: This file of the archive is larger than 5,000,000 bytes."]
    assert list(tmp_path.iterdir()) == [path]


@given(st.lists(st.lists(st.text(alphabet='ab",; \n', max_size=6), min_size=2, max_size=2), min_size=1, max_size=8))
def test_what_a_spreadsheet_writes_is_read_back(table: list[list[str]]) -> None:
    import csv

    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(["student", "answer"])
    writer.writerows(table)
    found = [row[1] for row in rows_of(io.StringIO(stream.getvalue(), newline=""), "f") if not isinstance(row, BadRow)]
    assert found == [["student", "answer"], *table]


@given(st.text(alphabet='ab",\n', max_size=60))
def test_any_text_is_read_to_its_end(text: str) -> None:
    lines = [line for line in text.splitlines() if line.strip(",\"' ")]
    found = list(rows_of(io.StringIO(f"s,a\n{text}\nlast,row\n", newline=""), "f"))
    assert len(found) >= 2 or not lines
    last = found[-1]
    assert isinstance(last, BadRow) or last[1][0].endswith("last") or "last,row" in "".join(last[1])


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"student": None, "name": "ada", "exercise": "chain-1", "answer": "x"}, ("ada", "chain-1", "x")),
        ({"STUDENT": "ada", "Question": "chain-1", "Response": "x"}, ("ada", "chain-1", "x")),
        ({"student": "ada", "exercise": "chain-1", "answer": None, "response": "x"}, ("ada", "chain-1", "x")),
        ({"student": "ada", "exercise": "chain-1", "answer": None}, ("ada", "chain-1", "")),
        ({"student": "ada", "exercise": "chain-1", "answer": 0}, ("ada", "chain-1", "0")),
        ({"student": 0, "exercise": 0, "answer": False}, ("0", "0", "False")),
    ],
)
def test_what_the_fields_of_a_record_may_be_called(
    tmp_path: Path, record: dict[str, object], expected: tuple[str, str, str]
) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    assert read(path) == ([expected], [])
