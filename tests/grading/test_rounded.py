"""Lines, planes and polynomials with rounded coefficients: right to the digits written, and to three at least."""

from __future__ import annotations

from typing import Any

import pytest

from derivtutor import check

LINE: tuple[str, dict[str, Any]] = "sin(x)", {"topic": "tangent", "at": "x=pi/4"}
SERIES: tuple[str, dict[str, Any]] = "e^x", {"topic": "taylor", "order": 3}
ELSEWHERE: tuple[str, dict[str, Any]] = "e^x", {"topic": "taylor", "order": 2, "around": 1}
PLANE: tuple[str, dict[str, Any]] = "e^(x y)", {"topic": "tangent-plane", "at": "x=1,y=1"}
SURFACE: tuple[str, dict[str, Any]] = "x^2+y^2+z^2=4", {"topic": "tangent-plane", "at": "x=1,y=sqrt(2),z=1"}


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (LINE, "y = 0.707x + 0.152"),
        (LINE, "y - 0.707 = 0.707(x - 0.785)"),
        (LINE, "y = 0.707 + 0.707(x - pi/4)"),
        (LINE, "L(x) = 0.707 + 0.707(x - 0.785)"),
        (LINE, "0.707x - y + 0.152 = 0"),
        (LINE, "y = 7.07*10^-1 x + 0.152"),
        (LINE, "1.41y = x + 0.215"),
        (SERIES, "1 + x + 0.500x^2 + 0.167x^3"),
        (SERIES, "1 + x + x^2/2 + 0.1667x^3 + ..."),
        (ELSEWHERE, "2.72 + 2.72(x-1) + 1.36(x-1)^2"),
        (ELSEWHERE, "1.36x^2 + 1.36"),
        (PLANE, "z = 2.72 + 2.72(x-1) + 2.72(y-1)"),
        (PLANE, "2.72x + 2.72y - z = 2.72"),
        (SURFACE, "x + 1.41y + z = 4.00"),
        (SURFACE, "0.5x + 0.7071y + 0.5z = 2"),
    ],
)
def test_right_to_the_digits_written(asked: tuple[str, dict[str, Any]], answer: str) -> None:
    verdict = check(asked[0], answer, **asked[1])
    assert verdict, verdict.as_dict()
    assert verdict.observations == ("Your numbers are rounded.",)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (LINE, "y = 0.7x + 0.2"),
        (LINE, "y = 0.71x + 0.15"),
        (LINE, "y = 0.7071x + 0.15"),
        (LINE, "y = 0.707x + 0.153"),
        (LINE, "y = 0.708x + 0.152"),
        (LINE, "y = 0.707x"),
        (LINE, "y = 0.707x + 0.155 + 100.0 - 100.0"),
        (LINE, "y = 2(x+5.00) + 0.707x - 2x - 9.845"),
        (LINE, "y = 0.707(x + 100.1) - 70.6"),
        (LINE, "y = (0.707x + 0.153)*1.00"),
        (LINE, "y = 0.707x + 0.153*1.00"),
        (LINE, "y = 0.707x + 0.152 + 0.000001x^2"),
        (LINE, "0.000y = 0.000x"),
        (LINE, "y = 0.707x + 0.152/0.000"),
        (SERIES, "1 + x + x^2/2 + 0.17x^3"),
        (SERIES, "1 + x + x^2/2 + 0.166x^3"),
        (SERIES, "1 + x + x^2/2 + 0.167x^3 + 0.0417x^4"),
        (ELSEWHERE, "2.72 + 2.72(x-1) + 1.35(x-1)^2"),
        (PLANE, "z = 2.7x + 2.7y - 2.7"),
        (PLANE, "z = 2.72x + 2.72y"),
        (SURFACE, "x + 1.4y + z = 4"),
        (SURFACE, "x + 1.42y + z = 4"),
    ],
)
def test_wrong_or_with_too_few_digits(asked: tuple[str, dict[str, Any]], answer: str) -> None:
    assert not check(asked[0], answer, **asked[1])


@pytest.mark.parametrize(("answer", "right"), [("y = 0.71x + 0.15", True), ("y = 0.73x + 0.15", False)])
def test_a_tolerance_holds_for_each_coefficient(answer: str, right: bool) -> None:
    assert bool(check(LINE[0], answer, tolerance=0.01, **LINE[1])) is right
