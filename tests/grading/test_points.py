"""Points that no textbook boundary falls on."""

from __future__ import annotations

from derivtutor.grading.points import BATCHES, SIZE, points


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
