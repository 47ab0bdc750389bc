"""What the tests of reports have in common: a small class with hostile names and answers, and its golden files.

`python tests/render/graded.py` writes the golden files anew; look at what changed before keeping it.
"""

from __future__ import annotations

import atexit
import csv
import functools
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.append(str(Path(__file__).parents[1]))
from inline import results_of

from derivtutor.classroom.results import Results
from derivtutor.exercises.mark import Mark
from derivtutor.render.reports import Options, pages

FOLDER = Path(__file__).parent / "golden"
SET = """
title: "Week 1"
due: 2026-11-30T23:59
seed: 7
credit:
  late: 0.5
exercises:
  - id: power-1
    text: Differentiate.
    differentiate: 3x^4 - 5x^2
    points: 1
    tags: [warm-up]
  - id: chain-1
    title: The chain rule
    text: Which rule is used first? Then differentiate.
    differentiate: sin(x^2)
    points: 2
    hints: [What is outside of $sin(x^2)$?]
    feedback:
      chain-missing-inner: The outside of $sin(x^{2})$ is right. What is the derivative of the inside?
  - id: product-1
    title: A product with {a}
    text: Differentiate, with {a} and {n} as your numbers.
    differentiate: a x^n e^x
    parameters: {a: 2..9, n: 2..5}
    points: 2
"""
ANSWERS = """student,exercise,answer,submitted
ada@example.org,power-1,12x^3 - 10x,2026-11-29T10:00
ada@example.org,chain-1,cos(x^2),2026-11-29T10:05
ada@example.org,chain-1,2x cos(x^2),2026-11-29T10:10
bob,power-1,12x^3,2026-11-29T11:00
bob,chain-1,2x cos(x^2),2026-12-01T08:00
bob,chain-1,2x cos(x^2,2026-11-29T11:10
"=HYPERLINK(""http://evil"")",power-1,"=cmd|' /C calc'!A0",
"=HYPERLINK(""http://evil"")",chain-1,"`2x` <script>alert(1)</script> | $x$ \x1b[31m\u202e",
Eve | *x* </td>,product-1,3x^2 e^x + x^3 e^x,
Eve | *x* </td>,chian-1,x,
Eve | *x* </td>,power-1
"Müller, Zoë",power-1,"12x³ − 10x",2026-11-29T12:00
"Müller, Zoë",chain-1,,2026-11-29T12:00
"""
ONE = "\n".join(ANSWERS.split("\n")[:3]) + "\nada@example.org,chian-1,x,\n"
CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Week 0 (11),Week 1 (12),Current Score,Final Score
,,,,,,Manual Posting,,
    Points Possible,,,,,10.00,5.00,(read only),(read only)
"Lovelace, Ada",101,s1,ada@example.org,A,9.00,,90.00,90.00
"Müller, Zoë",102,s2,zoe,A,8.50,4.00,85.00,85.00
"Bobson, Bob",103,BOB,b.bobson,B,,EX,,
"Nobody, Nina",104,s4,nina,B,7.00,3.00,70.00,70.00
"Student, Test",105,,,A,,,,
"""
MOODLE = """\
"First name","Last name","ID number",Institution,"Email address","Quiz: Week 1 (Real)",Exported
Ada,Lovelace,1,Uni,ADA@example.org,-,1790000000
Zoë,Müller,2,Uni,zoe@example.org,3.00,1790000000
Nina,Nobody,3,Uni,nina@example.org,2.00,1790000000
"""
CLASS = {
    "terminal": "txt", "json": "json", "jsonl": "jsonl", "csv": "csv", "junit": "xml", "moodle": "csv",
    "markdown": "md",
}  # fmt: skip
STUDENT = {"terminal": "txt", "gradescope": "json", "github": "json"}
"""The endings of the golden files, of a class and of one student."""


def graded(answers: str) -> Results:
    """The results of grading answers to the set; they last as long as the tests."""
    found = results_of(SET, answers)
    atexit.register(found.store.close)
    return found


@functools.cache
def of_class() -> Results:
    return graded(ANSWERS)


@functools.cache
def of_one() -> Results:
    return graded(ONE)


def not_judged() -> Results:
    """One student, whose answer to chain-1 took too long."""
    found = graded(ONE)
    answer = found.store.one("SELECT id FROM answer WHERE text = 'cos(x^2)'")
    says = "No judgement within 5 seconds."
    found.store.write_marks([(answer, Mark(verdict="timeout", credit=0.0, reason="not judged", says=says))])
    found.store.begin_counting()
    for exercise in found.exercises:
        found.store.say_worth(exercise.id, exercise.points, exercise.attempts)
    found.store.count_attempts(1.0, "best")
    return Results(found.plan, found.store)


def report(form: str, results: Results, **options: Any) -> str:
    """A whole report."""
    return "".join(pages(form, results, Options(**options)))


def table(text: str) -> list[dict[str, str]]:
    """A report that is a table, read back."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


def reports() -> Iterator[tuple[str, str]]:
    """The name of every golden file and what stands in it."""
    for form, ending in CLASS.items():
        yield f"report-class.{form}.{ending}", report(form, of_class())
    for form, ending in STUDENT.items():
        yield f"report-student.{form}.{ending}", report(form, of_one())
    with TemporaryDirectory() as folder:
        template = written(Path(folder), CANVAS)
        yield "report-class.canvas.csv", report("canvas", of_class(), template=template)


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    """A file as a platform exports it."""
    path = folder / "export.csv"
    path.write_bytes(text.encode(encoding))
    return path


def golden(name: str) -> str:
    """The output that is expected, byte by byte."""
    return (FOLDER / name).read_bytes().decode()


def write_golden() -> None:
    """Take the present output for what is expected."""
    for name, text in reports():
        (FOLDER / name).write_bytes(text.encode())


if __name__ == "__main__":
    write_golden()
