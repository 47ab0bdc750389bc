"""Answers to topics that nobody should write: none crashes, and none gains anything."""

from __future__ import annotations

from typing import Any

import pytest

from derivtutor import check
from derivtutor.errors import UserError

TOPICS: dict[str, tuple[Any, dict[str, Any], str]] = {
    "gradient": ("x^2 + 2y^2", {"topic": "gradient"}, "(2x, 4y)"),
    "jacobian": (["x^2 y", "x + y"], {"topic": "jacobian"}, "[[2x y, x^2], [1, 1]]"),
    "matrix": ("x^2 y", {"topic": "hessian"}, "[[2y, 2x], [2x, 0]]"),
    "formula": ("||X w - y||^2", {"topic": "matrix", "wrt": "w"}, "2X^T(X w - y)"),
    "written": ("a^T x", {"topic": "matrix", "wrt": "x", "shapes": "a=2"}, "[a_1, a_2]"),
    "word": ("x^2 - y^2", {"topic": "hessian", "at": "x=0,y=0"}, "saddle"),
    "points": ("x^3 - 3x + y^2", {"topic": "critical"}, "(1, 0) minimum; (-1, 0) saddle"),
    "line": ("x^2", {"topic": "tangent", "at": "x=3"}, "y = 6x - 9"),
    "surface": ("x^2 + y^2 + z^2 = 9", {"topic": "tangent-plane", "at": "x=1,y=2,z=2"}, "x + 2y + 2z = 9"),
    "series": ("e^x", {"topic": "taylor", "order": 3}, "1 + x + x^2/2 + x^3/6"),
    "curve": ("x^2 + y^2 = 25", {"topic": "implicit"}, "-x/y"),
    "steep": ("x^2 + y^2 = 25", {"topic": "implicit", "at": "x=5,y=0"}, "vertical"),
    "number": ("x^3", {"topic": "inverse", "at": "y=8"}, "1/12"),
}
NOTHING: list[Any] = [
    "", " ", "()", "[]", "{}", None, [], [[]], [[], []], {}, {"at": {}}, [None], [[None]], True, object(), b"x",
    float("nan"), float("inf"), "nan", "inf", "\x00", "$$", "?", "…", "...",
]  # fmt: skip
TOO_MUCH = [
    "(" + ",".join(["x"] * 3000) + ")", "[" * 3000, "(" * 500 + "x" + ")" * 500, "a" * 20000, "1+" * 5000 + "1",
    "sin(" * 300, "9^9^9^9", "x^(10^6)", "1e99999", "(99!)!", "[[[[1]]]]", "[[", "]]", "[[1, 2], [3]]",
]  # fmt: skip
STRANGE = [
    "[bold]x[/bold]", "[/]", r"\frac{", r"\begin{pmatrix} & \end{pmatrix}", "__import__('os')", "😀", "∫x dx",
    "0/0", "1/0", "0 = 0", "x = x", "y = 0/0", "O(x)", "f'(x)", "d/dx (x^2)", "lim_{h->0} h", "all points",
    "the answer", "correct", "minimum or maximum", "minimum maximum saddle", "undefined or 0", "vertical; 0",
    "positive definite, negative definite, indefinite", "y = 1.00x/0.000", "0.000 = 0.000", "+-", "a, b",
]  # fmt: skip
ADDED = [" or 0", " or (2x, 3y)", " = 0", " and more", " + 0x/0", " + 10^-200", ", 7", "; 7", " [/]", r"\text{ or } 7"]


_LONGEST = 400
"""No refusal repeats a long answer."""


def gained(name: str, answer: Any) -> float:
    problem, told, _ = TOPICS[name]
    try:
        verdict = check(problem, answer, **told)
    except UserError as error:
        return 0 if len(str(error)) < _LONGEST else 1
    document = verdict.as_dict()
    assert verdict.diagnosis is not None
    return float(document.get("credit", bool(verdict)))


@pytest.mark.parametrize("name", TOPICS)
def test_hostile_answers_gain_nothing(name: str) -> None:
    assert [answer for answer in (*NOTHING, *TOO_MUCH, *STRANGE) if gained(name, answer)] == []


@pytest.mark.parametrize("name", TOPICS)
@pytest.mark.parametrize("added", ADDED)
def test_a_right_answer_with_something_added_is_not_right(name: str, added: str) -> None:
    key = TOPICS[name][2]
    assert gained(name, key) == 1
    assert gained(name, key + added) < 1


def test_what_stood_before_the_last_sign_is_told() -> None:
    verdict = check("x^3", "1/7 = 1/12", topic="inverse", at="y=8")
    assert verdict.observations == ("Only what comes after the last = was judged: 1/7 is not equal to it.",)
