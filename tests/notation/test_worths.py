"""What `worths.jsonl` tells: exact values, balls and coefficients; and that the exact values are those of mpmath."""

from __future__ import annotations

from mpmath import mp
from oracle import Reading, UnclearError
from worths import anew, rows

from derivtutor.notation.reader import read

ROWS = rows()


def test_every_row_is_as_recorded() -> None:
    assert [found for row in ROWS if (found := anew(row)) != row] == []


def test_exact_values_are_true() -> None:
    """Where both have a value; what is exactly undefined is undefined for mpmath too."""
    with mp.workdps(40):
        reading = Reading(mp)
        for function, point, exact, _ in (row for row in ROWS if row[1] and "int(" not in row[0]):
            try:
                there = reading.value(read(function).tree, {"x": reading.value(read(point).tree, {})})
                found = None if exact == "undefined" else reading.value(read(exact).tree, {})
            except UnclearError:
                continue
            assert (there is None) == (found is None), (function, point, exact)
            assert there is None or abs(there - found) <= 1e-30 * max(1, abs(there)), (function, point, exact)
