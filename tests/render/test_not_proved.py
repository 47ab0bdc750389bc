"""An answer that agrees to 100 digits without a proof: reports for teachers mark and count it, others do not."""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from graded import report, table, written
from reported import results_of

from derivtutor.classroom.results import Results
from derivtutor.render.reports import FORMATS, HANDED_ON
from derivtutor.render.reports.words import NOT_PROVED

SET = """
title: Week 1
exercises:
  - {id: power, differentiate: x^3}
  - {id: area, differentiate: "x int(e^(t^2), t, 0, x)"}
"""
BY_SYMMETRY = "x e^(x^2) + int(e^(t^2), t, -x, 0)"
"""Right, by a symmetry that exact arithmetic does not know."""

ADA = f"""student,exercise,answer
ada,power,3x x
ada,area,"{BY_SYMMETRY}"
"""
OTHERS = """bob,area,"x e^(x^2) + int(e^(t^2), t, 0, x)"
bob,power,3x^2
cy,area,e^(x^2)
"""
CANVAS = "Student,ID,SIS Login ID,Section\nA,1,ada,A\nB,2,bob,A\n"
ONE_STUDENT = ("gradescope", "github")
ABOUT_SCORES = ("changes",)
"""Reports in which no answer stands."""


@functools.cache
def results(answers: str) -> Results:
    return results_of(SET, answers)


def shown(form: str, answers: str, folder: Path) -> str:
    return report(form, results(answers), template=written(folder, CANVAS) if form == "canvas" else None)


SAYS = {
    "terminal": f"Not proved, worth a look: 1 answer\n  ada, area: {BY_SYMMETRY}\n",
    "html": f'<span class="doubt">≈ {NOT_PROVED}</span>',
    "csv": f'"{NOT_PROVED}"',
    "json": '"not_proved":["area"]',
    "jsonl": '"not_proved":true',
    "junit": f"<system-out>area: {NOT_PROVED}</system-out>",
}


@pytest.mark.parametrize("form", [form for form in FORMATS if form not in ABOUT_SCORES])
def test_every_report_says_it_once_or_is_read_by_students(form: str, tmp_path: Path) -> None:
    text = shown(form, ADA if form in ONE_STUDENT else ADA + OTHERS, tmp_path)
    if form in HANDED_ON:
        assert not re.search("proved|worth a look", text, re.IGNORECASE)
    else:
        assert text.count(SAYS[form]) == 1


@pytest.mark.parametrize("form", [form for form in FORMATS if form not in ABOUT_SCORES])
def test_no_report_says_it_of_what_is_proved(form: str, tmp_path: Path) -> None:
    proved = "student,exercise,answer\nada,power,3x x\n"
    text = shown(form, proved if form in ONE_STUDENT else proved + OTHERS, tmp_path)
    assert form in HANDED_ON or SAYS[form] not in text


def test_it_is_counted() -> None:
    found = results(ADA + OTHERS)
    assert found.unproved == 1
    assert [student.unproved for student in found.students()] == [{"area"}, set(), set()]
    assert json.loads(report("json", found))["totals"]["not_proved"] == 1
    assert "<dt>Not proved</dt><dd>1 (worth a look)</dd>" in report("html", found)


def test_the_table_of_the_class_can_be_narrowed_to_it() -> None:
    rows = re.findall(r"<tr.*?</tr>", report("html", results(ADA + OTHERS)).partition("<tbody>")[2])
    assert [" data-look" in row for row in rows] == [True, False, False]
    assert '<td data-v="1">1 not proved</td>' in rows[0]
    assert f'1 ✓<abbr title="{NOT_PROVED}">≈</abbr></td>' in rows[0]


def test_the_row_is_the_one() -> None:
    assert [row["student"] + row["exercise"] for row in table(report("csv", results(ADA + OTHERS))) if row["look"]] == [
        "adaarea"
    ]
    ada = ElementTree.fromstring(report("junit", results(ADA + OTHERS)))[0]
    assert (ada.attrib["name"], ada.attrib["failures"], ada.attrib["errors"]) == ("ada", "0", "0")


def test_the_screen_shows_a_few() -> None:
    many = "".join(f'student{number:02},area,"{BY_SYMMETRY}"\n' for number in range(12))
    text = report("terminal", results(ADA + OTHERS + many))
    assert "Not proved, worth a look: 13 answers\n" in text
    assert text.count(BY_SYMMETRY) == 10
    assert "  and 3 more\n" in text
