"""The gradebooks of Canvas and Moodle: what was exported stays, and every score stands in its student's row."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from graded import CANVAS, MOODLE, graded, of_class, report, table, written

from derivtutor.classroom.results import Results
from derivtutor.errors import UserError
from derivtutor.render.reports import canvas, moodle


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
        ("canvas", "", "is empty"),
        ("canvas", "a,b\n1,2\n", "no gradebook from Canvas"),
        ("canvas", "Student,ID,Section\nx,1,A,9\n", "export.csv:2:1: this row has 4 columns"),
        ("canvas", 'Student,ID,Section\n"x,1,A\n', "quotes in this row"),
        ("canvas", "Student,ID,Section,Week 1 (1),Week 1 (2)\n", "2 assignments called Week 1"),
        ("moodle", "a,b\n1,2\n", "no gradebook from Moodle"),
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
