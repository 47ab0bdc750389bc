"""What functions tend to beside a point."""

from __future__ import annotations

import flint
import pytest

from derivtutor.analysis.limits import Limit, Side, is_integrable, limits_of, slope_side, value_at, value_side
from derivtutor.notation.reader import read

BEYOND, BELOW, NOTHING = "∞", "-∞", "none"
BOTH: tuple[Side, Side] = (-1, 1)

LIMITS = [
    # function, point, values from below and above, slopes from below and above
    ("x^2", "3", ("9", "9"), ("6", "6")),
    ("|x - 1|", "1", ("0", "0"), ("-1", "1")),
    ("sign(x)", "0", ("-1", "1"), (BEYOND, BEYOND)),
    ("1/x", "0", (BELOW, BEYOND), (NOTHING, NOTHING)),
    ("-1/x^2", "0", (BELOW, BELOW), (NOTHING, NOTHING)),
    ("ln(x)", "0", (NOTHING, BELOW), (NOTHING, NOTHING)),
    ("sqrt(x)", "0", (NOTHING, "0"), (NOTHING, BEYOND)),
    ("cbrt(x)", "0", ("0", "0"), (BEYOND, BEYOND)),
    ("-x^(2/3)", "0", ("0", "0"), (BEYOND, BELOW)),
    ("sin(1/x)", "0", (NOTHING, NOTHING), (NOTHING, NOTHING)),
    ("arctan(1/x)", "0", ("-pi/2", "pi/2"), (NOTHING, NOTHING)),
    ("tan(x)", "pi/2", (BEYOND, BELOW), (NOTHING, NOTHING)),
    ("x ln|x|", "0", ("0", "0"), (NOTHING, NOTHING)),
    ("e^(-1/x)", "0", (BEYOND, "0"), (NOTHING, NOTHING)),
    ("piecewise((x^2, x < 2), (3x, True))", "2", ("4", "6"), (BEYOND, "3")),
    ("int(t^2, t, 0, x)", "1", ("1/3", "1/3"), ("1", "1")),
    ("sqrt(|x - sqrt(2)|) + x^2", "sqrt(2)", ("2", "2"), (BELOW, BEYOND)),
]


def told(limit: Limit, expected: str) -> str:
    """The limit as it is expected, if it is that number."""
    if limit.value is None:
        return {1: BEYOND, -1: BELOW, 0: NOTHING}[limit.infinite]
    worth = None if expected in (BEYOND, BELOW, NOTHING) else value_at(read(expected).tree, {})
    return expected if worth is not None and limit.value.overlaps(worth) else str(limit.value)


@pytest.mark.parametrize(("typed", "point", "values", "slopes"), LIMITS)
def test_limits_of_values_and_slopes(typed: str, point: str, values: tuple[str, str], slopes: tuple[str, str]) -> None:
    function, where = read(typed).tree, {"x": read(point).tree}
    for side, value, slope in zip(BOTH, values, slopes, strict=True):
        assert told(value_side(function, "x", where, side), value) == value
        assert told(slope_side(function, "x", where, side), slope) == slope
        assert [
            told(each, wanted)
            for each, wanted in zip(limits_of(function, "x", where, side), (value, slope), strict=True)
        ] == [value, slope]


FILLED = [("sin(x)/x", "0", 1, ("0", "0")), ("x^2/x", "0", 0, ("1", "1")), ("|x|^3/x^2", "0", 0, ("-1", "1")),
          ("sin(x)/x", "0", 2, (BEYOND, BELOW))]  # fmt: skip


@pytest.mark.parametrize(("typed", "point", "height", "slopes"), FILLED)
def test_slopes_where_a_gap_is_filled(typed: str, point: str, height: int, slopes: tuple[str, str]) -> None:
    function, where = read(typed).tree, {"x": read(point).tree}
    for side, slope in zip(BOTH, slopes, strict=True):
        assert told(slope_side(function, "x", where, side, flint.arb(height)), slope) == slope
    assert told(slope_side(function, "x", where, 1), "") == NOTHING


@pytest.mark.parametrize(
    ("typed", "expected"), [("1/x", False), ("1/sqrt|x|", True), ("ln|x|", True), ("1/x^2", False), ("x^(-0.9)", True)]
)
def test_areas_beside_a_pole(typed: str, expected: bool) -> None:
    assert is_integrable(read(typed).tree, "x", {"x": read("0").tree}, 1) is expected
