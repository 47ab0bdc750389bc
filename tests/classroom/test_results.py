"""What a run found, exercise by exercise and mistake by mistake: what every report is written from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from inline import results_of

from derivtutor.classroom.results import Results

SET = """\
title: Week
exercises:
  - {id: none, differentiate: x^5, points: 2}
  - {id: easy, differentiate: x^2, points: 2}
  - {id: hard, differentiate: sin(x^2), points: 4, attempts: 2}
  - {id: bonus, differentiate: x^3, points: 0}
  - {id: blank, differentiate: x^4, points: 3}
  - {id: form, differentiate: (x + 1)^2, points: 1, form: factored}
"""
CSV = """\
student,exercise,answer
ada,easy,2x
ada,hard,cos(x^2)
ada,hard,2x cos(x^2)
ada,bonus,3x^2
ada,form,2x + 2
bob,easy,x
bob,hard,cos(x^2)
bob,hard,7
bob,blank,
eve,easy,2x
eve,hard,(x
eve,blank,?
eve,hard,cos(x^2)
zoe,hard,7
"""


@pytest.fixture(scope="module")
def results() -> Iterator[Results]:
    found = results_of(SET, CSV)
    with closing(found.store):
        yield found


@pytest.mark.parametrize(
    ("exercise", "students", "attempts", "mean", "right"),
    [
        ("none", 0, 0, 0.0, 0),  # nobody answered it
        ("easy", 3, 3, 2 / 3, 2),
        ("hard", 4, 6, (1 + 0.5 + 0.5 + 0) / 4, 1),  # only the better attempt counts, and (x is none
        ("bonus", 1, 1, 0.0, 1),  # nothing of nothing
        ("blank", 2, 0, 0.0, 0),  # handed in, and no attempt
        ("form", 1, 1, 0.75, 0),
    ],
)
def test_how_each_exercise_went(
    results: Results, exercise: str, students: int, attempts: int, mean: float, right: int
) -> None:
    found = next(each for each in results.by_exercise if each.exercise.id == exercise)
    assert (found.students, found.attempts, found.right) == (students, attempts, right)
    assert found.mean == pytest.approx(mean)


def test_exercises_stand_in_the_order_of_the_set_and_the_hardest_first(results: Results) -> None:
    assert [each.exercise.id for each in results.by_exercise] == ["none", "easy", "hard", "bonus", "blank", "form"]
    assert [each.exercise.id for each in results.hardest] == ["blank", "hard", "easy", "form"]  # all are right at bonus


def test_slips_stand_by_the_number_of_students_each_with_what_was_written(results: Results) -> None:
    found = next(each for each in results.misconceptions if each.slip == "chain-missing-inner")
    assert (found.rule, found.students, found.rows) == ("chain", 3, 3)
    assert [(each.exercise, each.answer, each.rows) for each in found.examples] == [("hard", "cos(x^2)", 3)]
    students = [each.students for each in results.misconceptions]
    assert students == sorted(students, reverse=True)


def test_the_commonest_wrong_answers_of_an_exercise(results: Results) -> None:
    found = results.commonest_wrong("hard")
    assert [(each.answer, each.rows, mark.verdict) for each, mark in found] == [
        ("cos(x^2)", 3, "incorrect"),
        ("7", 2, "incorrect"),
        ("(x", 1, "unreadable"),
    ]
    assert [each.answer for each, _ in results.commonest_wrong("hard", most=1)] == ["cos(x^2)"]
    assert results.commonest_wrong("bonus") == results.commonest_wrong("none") == ()


@pytest.mark.parametrize(
    ("csv", "is_all_right"),
    [
        ("ada,a,2x\nada,b,3x^2\n", True),
        ("ada,a,2x\nada,a,x\nada,b,3x^2\n", True),  # the better attempt counts
        ("ada,a,2x\n", False),
        ("ada,a,2x\nada,b,x\n", False),
        ("ada,a,2x\nada,b,3x^2\nada,c,x\n", False),  # a row was refused
        ("ada,a,2x\nada,b,3x^2\nbob,a,2x\n", False),
    ],
)
def test_whether_all_is_right(csv: str, is_all_right: bool) -> None:
    two = "title: Two\nexercises: [{id: a, differentiate: x^2}, {id: b, differentiate: x^3}]\n"
    found = results_of(two, f"student,exercise,answer\n{csv}")
    with closing(found.store):
        assert found.is_all_right == is_all_right
