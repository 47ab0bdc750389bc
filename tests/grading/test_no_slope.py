"""Topics at points without a slope: what says that there is none is right, and vertical where that is proved."""

from __future__ import annotations

from typing import Any

import pytest

from derivtutor import check
from derivtutor.errors import UserError
from derivtutor.render.verdict import render

CIRCLE: tuple[Any, dict[str, Any]] = "x^2 + y^2 = 25", {"topic": "implicit", "at": "x=5,y=0"}
PATH: tuple[Any, dict[str, Any]] = ["t^2", "t^3 + t"], {"topic": "parametric", "at": "t=0"}
FLAT: tuple[Any, dict[str, Any]] = "x^3", {"topic": "inverse", "at": "y=0"}
STEEP: tuple[Any, dict[str, Any]] = "cbrt(x)", {"topic": "tangent", "at": "x=0"}
VERTICAL = (CIRCLE, PATH, FLAT, STEEP)
CROSSING: tuple[Any, dict[str, Any]] = "x^2 = y^2", {"topic": "implicit", "at": "x=0,y=0"}
CORNER: tuple[Any, dict[str, Any]] = "abs(x)", {"topic": "tangent", "at": "x=0"}


def judged(asked: tuple[Any, dict[str, Any]], answer: str) -> bool:
    return bool(check(asked[0], answer, **asked[1]))


@pytest.mark.parametrize("asked", VERTICAL)
@pytest.mark.parametrize(
    "answer",
    [
        "undefined",
        "DNE",
        "does not exist",
        "no slope",
        "dy/dx is undefined",
        "vertical tangent",
        "The tangent is vertical.",
        "it is vertical there",
        "infinite slope",
        "undefined (vertical tangent)",
        "The slope is undefined.",
    ],
)
def test_what_says_that_there_is_no_slope(asked: tuple[Any, dict[str, Any]], answer: str) -> None:
    assert judged(asked, answer)


@pytest.mark.parametrize("asked", VERTICAL)
@pytest.mark.parametrize("answer", ["0", "18/0", "1/0", "5"])
def test_numbers_are_no_answer(asked: tuple[Any, dict[str, Any]], answer: str) -> None:
    assert not judged(asked, answer)


@pytest.mark.parametrize("asked", VERTICAL)
@pytest.mark.parametrize("answer", ["horizontal", "undefined or 0", "not vertical"])
def test_other_words_are_not_read(asked: tuple[Any, dict[str, Any]], answer: str) -> None:
    with pytest.raises(UserError):
        judged(asked, answer)


def test_a_vertical_tangent_has_an_equation() -> None:
    assert judged(STEEP, "x = 0")
    assert not judged(STEEP, "x = 1")
    assert not judged(STEEP, "y = 0")
    assert not judged(CORNER, "x = 0")


@pytest.mark.parametrize("asked", [CROSSING, CORNER])
def test_no_slope_need_not_be_vertical(asked: tuple[Any, dict[str, Any]]) -> None:
    assert judged(asked, "undefined")
    assert not judged(asked, "1")


def test_a_corner_is_not_vertical() -> None:
    assert not judged(CORNER, "vertical tangent")
    with pytest.raises(UserError, match="0/0"):
        judged(CROSSING, "vertical tangent")


def test_where_there_is_a_slope_nothing_else_is_right() -> None:
    for answer in ("undefined", "vertical tangent", "DNE"):
        assert not check("x^2 + y^2 = 25", answer, topic="implicit", at="x=3,y=4")
        assert not check("x^3", answer, topic="inverse", at="y=8")
    assert not check("x^2 + y^2 = 25", "undefined", topic="implicit", at="x=0,y=5")


@pytest.mark.parametrize(
    ("asked", "answer", "says"),
    [
        (CIRCLE, "vertical tangent", "There is no slope at this point."),
        (CIRCLE, "0", "Is there a slope at this point?"),
        (CORNER, "vertical tangent", "There is no vertical tangent at this point."),
        (("x^2", {"topic": "tangent", "at": "x=3"}), "undefined", "There is a slope at this point."),
    ],
)
def test_what_is_said_of_it(asked: tuple[Any, dict[str, Any]], answer: str, says: str) -> None:
    verdict = check(asked[0], answer, **asked[1])
    assert says in render(verdict, 80, unicode=True, colour=False)
