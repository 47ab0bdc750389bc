"""Points that no textbook boundary falls on."""

from __future__ import annotations

from itertools import combinations
from operator import eq

import pytest

from derivtutor import check
from derivtutor.grading.points import BATCHES, SIZE, column, points


def test_no_point_is_whole_and_no_batch_repeats_itself() -> None:
    for batch in BATCHES:
        assert len(set(batch)) == len(batch) == SIZE
        assert all(value.denominator > 1 for value in batch)


def test_letters_take_different_values_and_all_signs() -> None:
    found = list(points(("x", "y")))
    assert len(found) == SIZE * len(BATCHES)
    first = found[:SIZE]
    assert {(point["x"] > 0, point["y"] > 0) for point in first} == {
        (a, b) for a in (True, False) for b in (True, False)
    }
    assert sum(point["x"] == point["y"] for point in first) <= 1
    assert list(points(())) == [{}]


@pytest.mark.parametrize("batch", range(len(BATCHES)))
def test_each_letter_takes_every_value_of_a_batch_and_no_two_letters_go_together(batch: int) -> None:
    columns = [column(batch, letter) for letter in range(12)]
    assert all(sorted(values) == sorted(BATCHES[batch]) for values in columns)
    assert all(sum(map(eq, one, other)) <= SIZE // 2 for one, other in combinations(columns, 2))


@pytest.mark.parametrize("place", range(SIZE))
def test_a_wrong_answer_in_a_sixth_letter_is_refused(place: int) -> None:
    """One that is right for a single value of the last letter, at whatever place of the first batch it stands."""
    value = BATCHES[0][place]
    assert check("a b c d x^2 z", "2a b c d x z", wrt="x")
    assert not check("a b c d x^2 z", f"2a b c d x z + (z - ({value}))", wrt="x")
