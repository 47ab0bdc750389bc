"""The tables of learning platforms, as they export them: graded without options where their own columns are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from derivtutor.classroom.submissions.row import BadRow, Remark, Submission
from derivtutor.classroom.submissions.sources import rows
from derivtutor.errors import UserError
from derivtutor.exercises.model import Exercise, ExerciseSet

SET = ExerciseSet(
    title="T",
    exercises=(
        Exercise(id="chain-1", differentiate="sin(x^2)", title="Inside and outside"),
        Exercise(id="power-1", differentiate="x^3"),
    ),
)


def read(folder: Path, text: str, asked: ExerciseSet = SET) -> list[str]:
    """What a table says: student, exercise, answer and time, or what is wrong with a row."""
    path = folder / "export.csv"
    path.write_text(text, encoding="utf-8")
    found = []
    for row in rows([str(path)], asked, {}):
        if isinstance(row, Submission):
            found.append(f"{row.student}: {row.exercise} = {row.answer} @ {row.submitted}".removesuffix(" @ "))
        elif isinstance(row, BadRow | Remark):
            found.append(f"{row.line}: {row.message}")
    return found


MOODLE = (
    "Last name,First name,Email address,Status,Started,Completed,Duration,Grade/10.00,Response 1,Response 2\n"
    "Lovelace,Ada,ada@x.org,Finished,6 February 2024  9:48 AM,6 February 2024  9:50 AM,2 mins,10.00,cos(x^2),-\n"
    "Lovelace,Ada,,,6 February 2024  9:48 AM,6 February 2024  9:50 AM,2 mins,,2x cos(x^2),3x^2\n"
)
CANVAS = (
    "name,id,sis_id,section,section_id,submitted,attempt,1001: Differentiate,1.0,1002: [power-1],1.0,n correct\n"
    "Ada,7,ada7,A,1,2026-03-02 10:15:00 UTC,1,cos(x^2),0,3x^2,1,1\n"
    "Bob,8,,A,1,2026-03-02 10:15:00 UTC,1,x,0,3x^2,1,1\n"
)
GOOGLE = (
    "Timestamp,What is your name?,Score,Differentiate f(x) = x^3.,Second question\n"
    "2026/03/02 10:15:00 AM GMT+1,Ada,1 / 2,3x^2,cos(x^2)\n"
)
MICROSOFT = (
    "ID,Start time,Completion time,Email,Name,Total points,Quiz feedback,Differentiate sin(x^2),"
    "Points - Differentiate sin(x^2),Feedback - Differentiate sin(x^2),Question 2,Points - Question 2\n"
    "1,3/2/26 10:12:40,3/2/26 10:15:22,ada@x.org,Ada Lovelace,,,cos(x^2),,,3x^2,\n"
)
ANONYMOUS = (
    "Id,Start time,Completion time,Email,Name,Student ID,Q1,Q2\n"
    "1,3/2/26 10:12:40,3/2/26 10:15:22,anonymous,,ada7,cos(x^2),3x^2\n"
    "2,3/2/26 10:12:40,3/2/26 10:15:22,anonymous,,,x,x\n"
)
GERMAN_FORMS = (
    "ID;Startzeit;Fertigstellungszeit;E-Mail;Name;A;B\n1;2.3.26 10:12;2.3.26 10:15;ada@x.org;Ada;cos(x^2);3x^2\n"
)
BY_QUESTION = (
    '"Username","Last Name","First Name","Question ID","Question","Answer","Possible Points","Auto Score","Manual Score"\n'
    '"ada","Lovelace","Ada","Question ID 1","<p>Differentiate sin(x<sup>2</sup>)</p>","<p>cos(x<sup>2</sup>)</p>","1","0",""\n'
    '"bob","B","Bob","Question ID 1","<p>Differentiate sin(x<sup>2</sup>)</p>","<Unanswered>","1","0",""\n'
    '"ada","Lovelace","Ada","Question ID 2","Another","3x^2","1","0",""\n'
)
BY_USER = (
    "Username\tLast Name\tFirst Name\tQuestion ID 1\tQuestion 1\tAnswer 1\tPossible Points 1\tAuto Score 1\tManual Score 1\t"
    "Question ID 2\tQuestion 2\tAnswer 2\tPossible Points 2\tAuto Score 2\tManual Score 2\n"
    "ada\tLovelace\tAda\tQuestion ID 1\tPower [power-1]\t3x^2\t1\t0\t\tQuestion ID 2\tInside and outside\tcos(x^2)\t1\t0\t\n"
    "bob\tB\tBob\tQuestion ID 1\tInside and outside\tx\t1\t0\t\tQuestion ID 2\tPower [power-1]\t\t1\t0\t\n"
)
BRIGHTSPACE = (
    "Org Defined ID,Username,FirstName,LastName,Attempt #,Attempt Start,Attempt End,Section #,Q #,Q Type,Q Title,Q Text,"
    "Bonus?,Difficulty,Answer,Answer Match,Score,Out Of\n"
    "20067930,ada,Ada,Lovelace,1,3/2/2026 10:05,3/2/2026 10:15,,1,SA,,First,FALSE,1,cos(x^2),,0,1\n"
    "20067930,ada,Ada,Lovelace,1,3/2/2026 10:05,3/2/2026 10:15,,2,SA,,Second,FALSE,1,3x^2,,0,1\n"
    "20067931,bob,Bob,B,1,3/2/2026 10:05,3/2/2026 10:15,,1,MC,,First,FALSE,1,wrong,Unchecked,0,1\n"
    "20067931,bob,Bob,B,1,3/2/2026 10:05,3/2/2026 10:15,,1,MC,,First,FALSE,1,right,Checked,0,1\n"
)
GRADESCOPE = (
    "First Name,Last Name,SID,Email,Sections,Total Score,Max Points,Status,Submission ID,Submission Time,"
    "Lateness (H:M:S),chain-1 (1.0 pts),power-1 (1.0 pts)\n"
    "Ada,Lovelace,s1,ada@x.org,A,,2.0,Ungraded,1,2026-03-02 10:15:00 -0500,00:00:00,cos(x^2),3x^2\n"
)
WORK_OFFLINE = (
    '"Last Name","First Name","Username","Student ID","Last Access","Availability",'
    '"chain-1 [Total Pts: 0 Text] |664617","power-1 [Total Pts: 0 Text] |664618"\n'
    '"Lovelace","Ada","ada","s1","2026-03-02 10:15:00","Yes","cos(x^2)","3x^2"\n'
)
NAMES = "First name,Last name,chain-1\nAda,Lovelace,cos(x^2)\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            MOODLE,
            [
                "ada@x.org: chain-1 = cos(x^2) @ 6 February 2024  9:50 AM",
                "ada@x.org: chain-1 = 2x cos(x^2) @ 6 February 2024  9:50 AM",
                "ada@x.org: power-1 = 3x^2 @ 6 February 2024  9:50 AM",
            ],
        ),
        (
            CANVAS,
            [
                "ada7: chain-1 = cos(x^2) @ 2026-03-02 10:15:00 UTC",
                "ada7: power-1 = 3x^2 @ 2026-03-02 10:15:00 UTC",
                "8: chain-1 = x @ 2026-03-02 10:15:00 UTC",
                "8: power-1 = 3x^2 @ 2026-03-02 10:15:00 UTC",
            ],
        ),
        (
            GOOGLE,
            ["Ada: power-1 = 3x^2 @ 2026/03/02 10:15:00 AM GMT+1", "Ada: chain-1 = cos(x^2) @ 2026/03/02 10:15:00 AM GMT+1"],
        ),
        (
            MICROSOFT,
            ["ada@x.org: chain-1 = cos(x^2) @ 3/2/26 10:15:22", "ada@x.org: power-1 = 3x^2 @ 3/2/26 10:15:22"],
        ),
        (
            ANONYMOUS,
            [
                "ada7: chain-1 = cos(x^2) @ 3/2/26 10:15:22",
                "ada7: power-1 = 3x^2 @ 3/2/26 10:15:22",
                "3: The answers were given anonymously: the row does not say whose they are. Ask for a name in the form, "
                "or name the column that has it: --column student=NAME.",
            ],
        ),
        (GERMAN_FORMS, ["ada@x.org: chain-1 = cos(x^2) @ 2.3.26 10:15", "ada@x.org: power-1 = 3x^2 @ 2.3.26 10:15"]),
        (BY_QUESTION, ["ada: chain-1 = cos(x^(2))", "ada: power-1 = 3x^2"]),
        (BY_USER, ["ada: power-1 = 3x^2", "ada: chain-1 = cos(x^2)", "bob: chain-1 = x"]),
        (
            BRIGHTSPACE,
            [
                "ada: chain-1 = cos(x^2) @ 3/2/2026 10:15",
                "ada: power-1 = 3x^2 @ 3/2/2026 10:15",
                "bob: chain-1 = right @ 3/2/2026 10:15",
            ],
        ),
        (
            GRADESCOPE,
            ["ada@x.org: chain-1 = cos(x^2) @ 2026-03-02 10:15:00 -0500", "ada@x.org: power-1 = 3x^2 @ 2026-03-02 10:15:00 -0500"],
        ),
        (WORK_OFFLINE, ["ada: chain-1 = cos(x^2)", "ada: power-1 = 3x^2"]),
        (GOOGLE.replace("What is your name?", "First name,Last name").replace("Ada", "Ada,Lovelace"),
         ["Ada Lovelace: power-1 = 3x^2 @ 2026/03/02 10:15:00 AM GMT+1",
          "Ada Lovelace: chain-1 = cos(x^2) @ 2026/03/02 10:15:00 AM GMT+1"]),
        (NAMES, ["Ada Lovelace: chain-1 = cos(x^2)"]),
    ],
    ids=[
        "moodle", "canvas", "google forms", "microsoft forms", "anonymous", "german forms", "blackboard by question and user",
        "blackboard by user", "brightspace", "gradescope", "blackboard grade center", "two names", "only names",
    ],
)  # fmt: skip
def test_platforms(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert read(tmp_path, text) == expected


def test_questions_in_another_order_for_everybody(tmp_path: Path) -> None:
    shuffled = BY_USER.replace("Power [power-1]", "One").replace("Inside and outside", "Two")
    with pytest.raises(UserError) as raised:
        read(tmp_path, shuffled)
    assert "It is unclear which exercises these questions are: One, Two." in raised.value.message
    assert raised.value.hint == "Put the id of the exercise into each question, such as [chain-1]."


def test_a_question_that_is_none_of_the_set(tmp_path: Path) -> None:
    more = BY_QUESTION.replace("Another", "[power-1]") + '"ada","L","Ada","Question ID 3","Essay","Long","9","",""\n'
    assert read(tmp_path, more)[-1] == "5: Passed over: Essay is not a question of the set."


SUMMARY = "Seed: 1; ans1: {} [score]; prt1: # = 1 | prt1-1-T"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (SUMMARY.format("2*x*cos(x^2)"), ["ada: chain-1 = 2*x*cos(x^2)"]),
        (SUMMARY.format("2*%e^(%pi*x)"), ["ada: chain-1 = 2*e^(pi*x)"]),
        ("Seed: 1; ans1: 2*x)+ [invalid]; prt1: !", ["ada: chain-1 = 2*x)+"]),
        ("ans1: 2*x [valid]; prt1: #", ["ada: chain-1 = 2*x"]),
        ("Seed: 1; prt1: !", ["ada: chain-1 = "]),
        ("Seed: 77", ["ada: chain-1 = "]),
        (
            "Seed: 1; ans1: 2*x [score]; ans2: 7 [score]; prt1: # = 0 | prt1-1-F",
            [
                "2: STACK's question has the inputs ans1, ans2: it is unclear which of them answers chain-1. "
                "Put the right ones in a column of their own, called after the exercise."
            ],
        ),
    ],
)
def test_responses_of_stack(tmp_path: Path, cell: str, expected: list[str]) -> None:
    one = ExerciseSet(title="T", exercises=SET.exercises[:1])
    assert read(tmp_path, f'Email address,State,Completed,Response 1\nada,Finished,,"{cell}"\n', one) == expected
    assert read(tmp_path, f'student,exercise,answer\nada,chain-1,"{cell}"\n', one) == expected


def test_stack_asks_for_components_one_by_one(tmp_path: Path) -> None:
    one = ExerciseSet(title="T", exercises=(Exercise(id="g", kind="gradient", differentiate="x^2 y"),))
    cell = "Seed: 1; ans1: 2*x*y [score]; ans2: x^2 [score]; prt1: # = 1 | prt1-1-T; prt2: # = 1 | prt2-1-T"
    assert read(tmp_path, f'student,g\nada,"{cell}"\n', one) == ["ada: g = (2*x*y, x^2)"]


def test_numbers_that_stack_drew_are_not_those_of_the_set(tmp_path: Path) -> None:
    one = ExerciseSet(title="T", exercises=(Exercise(id="a", differentiate="a x", parameters={"a": "2..9"}),))
    said = read(tmp_path, f'student,a\nada,"{SUMMARY.format("2")}"\n', one)
    assert said == [
        "2: STACK drew the numbers of a itself, with the seed 1, so that they are not those of the set. "
        "Take STACK's own score, or ask for numbers that are the same for all."
    ]


def test_questions_that_have_numbers_and_no_text(tmp_path: Path) -> None:
    bare = BRIGHTSPACE.replace("First", "").replace("Second", "")
    assert read(tmp_path, bare) == read(tmp_path, BRIGHTSPACE)
    assert len(read(tmp_path, bare)) == 3
