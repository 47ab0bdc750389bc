"""The gradebooks of platforms: what was exported stays, and every score stands in its student's row."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import msgspec
import openpyxl
import pytest
from graded import CANVAS, MOODLE, graded, of_class, report, table, written

from derivtutor.classroom.results import Results
from derivtutor.errors import UserError
from derivtutor.render import reports
from derivtutor.render.reports import Options, canvas, moodle


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_canvas_keeps_what_it_exported(tmp_path: Path, encoding: str, separator: str) -> None:
    before = table(CANVAS)
    stream = io.StringIO(newline="")
    out = csv.writer(stream, delimiter=separator)
    out.writerows([list(before[0]), *(list(row.values()) for row in before)])
    text = report("canvas", of_class(), template=written(tmp_path, stream.getvalue(), encoding))
    after = table(text)
    assert not text.startswith("\ufeff")
    kept = [row for row in before if any(row.values())]
    assert [{**row, "Week 1 (12)": ""} for row in after] == [{**row, "Week 1 (12)": ""} for row in kept]
    scores = {row["ID"]: row["Week 1 (12)"] for row in after}
    assert scores == {"": "5.00", "101": "3", "102": "1", "103": "EX", "104": "3.00", "105": ""}


def test_canvas_adds_a_column(tmp_path: Path) -> None:
    template = written(tmp_path, CANVAS.replace("Week 1 (12)", "Week 2 (12)"))
    after = table(report("canvas", of_class(), template=template))
    assert list(after[0])[-1] == "Week 1"
    assert [row["Week 1"] for row in after] == ["", "5", "3", "1", "1", "", ""]


def test_canvas_title_is_no_assignment_number(tmp_path: Path) -> None:
    results = of_class()
    renamed = msgspec.structs.replace(results.plan.exercises, title="=Week (2)")
    results = Results(replace(results.plan, exercises=renamed), results.store)
    found = table(report("canvas", results, template=written(tmp_path, CANVAS)))
    assert list(found[0])[-1] == "'=Week [2]"


def test_unmatched_students_are_named(tmp_path: Path) -> None:
    strangers = ['=HYPERLINK("http://evil")', "Eve | *x* </td>"]
    assert canvas.unmatched(of_class(), written(tmp_path, CANVAS)) == strangers
    assert moodle.unmatched(of_class(), written(tmp_path, MOODLE)) == [*strangers, "bob"]


def test_a_name_of_two_rows_finds_neither(tmp_path: Path) -> None:
    twice = CANVAS + '"Müller, Zoë",106,s6,zoe2,A,,,,\n'
    assert "Müller, Zoë" in canvas.unmatched(of_class(), written(tmp_path, twice))


def test_the_exact_identifier_comes_first(tmp_path: Path) -> None:
    results = graded("student,exercise,answer\nADA,power-1,x\nada,power-1,12x^3 - 10x\n")
    template = written(tmp_path, "Student,ID,SIS Login ID,Section\nX,1,ada,A\n")
    assert table(report("canvas", results, template=template))[0]["Week 1"] == "1"
    assert canvas.unmatched(results, template) == ["ADA"]


@pytest.mark.parametrize(
    ("form", "text", "says"),
    [
        ("blackboard", "Student,ID\nx,1\n", "not a gradebook from Blackboard: it has no column Username"),
        ("blackboard", "Username,Week 1 |1,Week 1 |2\n", "2 columns called Week 1"),
        ("brightspace", "Student,ID\nx,1\n", "not a gradebook from Brightspace: it has no column OrgDefinedId"),
        ("canvas", "", "is empty"),
        ("canvas", "a,b\n1,2\n", "not a gradebook from Canvas"),
        ("canvas", "Student,ID,Section\nx,1,A,9\n", "export.csv:2:1: This row has 4 columns"),
        ("canvas", 'Student,ID,Section\n"x,1,A\n', "quotes in this row"),
        ("canvas", "Student,ID,Section,Week 1 (1),Week 1 (2)\n", "2 assignments called Week 1"),
        ("moodle", "a,b\n1,2\n", "not a gradebook from Moodle"),
    ],
)
def test_an_export_that_cannot_be_used(tmp_path: Path, form: str, text: str, says: str) -> None:
    with pytest.raises(UserError, match=says):
        report(form, of_class(), template=written(tmp_path, text))


def test_canvas_needs_an_export() -> None:
    with pytest.raises(UserError, match="choose Export"):
        report("canvas", of_class())


def test_moodle_fills_and_adds(tmp_path: Path) -> None:
    after = table(report("moodle", of_class(), template=written(tmp_path, MOODLE.replace(",", ";"), "utf-8-sig")))
    assert [row["Quiz: Week 1 (Real)"] for row in after] == ["3", "1", "2.00"]
    assert list(after[0])[-1] == "Week 1 (Feedback)"
    assert after[0]["Week 1 (Feedback)"].endswith(": No answer.")
    assert after[2]["Week 1 (Feedback)"] == ""


def test_moodle_adds_both_columns_in_german(tmp_path: Path) -> None:
    german = "Vorname;Nachname;ID-Nummer;E-Mail-Adresse\nAda;L.;1;ada@example.org\nNina;N.;2;nina@example.org\n"
    after = table(report("moodle", of_class(), template=written(tmp_path, german)))
    assert [row["Week 1"] for row in after] == ["3", "-"]


BLACKBOARD = """\
"Last Name","First Name","Username","Student ID","Last Access","Availability","Week 1 [Total Pts: 5.00 Score] |664617"
"Lovelace","Ada","ada","ada@example.org","2026-11-30 10:00:00","Yes","1.00"
"Müller","Zoë","zoe","","","Yes",""
"Nobody","Nina","nina","","","Yes","2.00"
"""
BRIGHTSPACE = """\
OrgDefinedId,Username,Last Name,First Name,Email,Week 1 Points Grade <Numeric MaxPoints:5.00>,End-of-Line Indicator
#00101,#ada,Lovelace,Ada,ADA@example.org,,#
#00102,#bob,Bobson,Bob,b@example.org,0.5,#
#00104,#nina,Nobody,Nina,n@example.org,2.00,#
"""


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_blackboard_keeps_what_was_downloaded(tmp_path: Path, encoding: str) -> None:
    column = "Week 1 [Total Pts: 5.00 Score] |664617"
    after = table(report("blackboard", of_class(), template=written(tmp_path, BLACKBOARD.replace(",", "\t"), encoding)))
    before = table(BLACKBOARD)
    assert [{**row, column: ""} for row in after] == [{**row, column: ""} for row in before]
    assert [row[column] for row in after] == ["3", "1", "2.00"]


def test_blackboard_adds_a_column(tmp_path: Path) -> None:
    template = written(tmp_path, BLACKBOARD.replace("Week 1 [", "Week 2 ["))
    assert [row["Week 1"] for row in table(report("blackboard", of_class(), template=template))] == ["3", "1", ""]


def test_brightspace_takes_keys_and_one_column(tmp_path: Path) -> None:
    text = report("brightspace", of_class(), template=written(tmp_path, BRIGHTSPACE))
    assert text.replace('"', "").splitlines() == [
        "OrgDefinedId,Username,Week 1 Points Grade <Numeric MaxPoints:5.00>,End-of-Line Indicator",
        "#00101,#ada,3,#",
        "#00102,#bob,1,#",
        "#00104,#nina,2.00,#",
    ]
    new = report("brightspace", of_class(), template=written(tmp_path, BRIGHTSPACE.replace("Week 1", "Week 2")))
    assert new.replace('"', "").splitlines()[0] == "OrgDefinedId,Username,Week 1 Points Grade,End-of-Line Indicator"
    assert new.replace('"', "").splitlines()[3] == "#00104,#nina,,#"


def test_gradebooks_without_an_export() -> None:
    numbered = graded("student,exercise,answer\n101,power-1,12x^3 - 10x\n")
    assert report("brightspace", numbered).replace('"', "").splitlines() == [
        "OrgDefinedId,Week 1 Points Grade,End-of-Line Indicator",
        "101,1,#",
    ]
    assert report("brightspace", of_class()).startswith('"Username","Week 1 Points Grade"')
    assert table(report("blackboard", numbered)) == [{"Username": "101", "Week 1": "1"}]


@pytest.mark.parametrize(
    ("form", "text", "says"),
    [
        ("canvas", CANVAS, ""),
        (
            "canvas",
            CANVAS.replace("5.00,(read", "4.00,(read"),
            "In Canvas, the points for Week 1 are 4.00, but 5 in the set",
        ),
        ("blackboard", BLACKBOARD, ""),
        ("blackboard", BLACKBOARD.replace("5.00", "4"), "In Blackboard, the points for Week 1 are 4, but 5 in the set"),
        ("brightspace", BRIGHTSPACE, ""),
        (
            "brightspace",
            BRIGHTSPACE.replace(":5.00", ":4"),
            "In Brightspace, the points for Week 1 are 4, but 5 in the set",
        ),
    ],
)
def test_scores_are_not_converted(tmp_path: Path, form: str, text: str, says: str) -> None:
    found = reports.warnings(form, of_class(), Options(written(tmp_path, text)))
    assert [each.partition(":")[0] for each in found] == ([says] if says else [])


def test_a_gradebook_may_be_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in csv.reader(io.StringIO(MOODLE)):
        book.active.append(row)
    book.save(tmp_path / "export.xlsx")
    after = table(report("moodle", of_class(), template=tmp_path / "export.xlsx"))
    assert [row["Quiz: Week 1 (Real)"] for row in after] == ["3", "1", "2.00"]
