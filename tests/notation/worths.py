"""What functions are worth at points: exactly, in balls whose zeros are recognised, and as polynomials.

`worths.jsonl` has a row for each function and point. To add one, write `["function", "point"]`,
or `["polynomial", ""]`; then
`python tests/notation/worths.py` writes all anew. Read the difference: that each is true is asked in `test_worths.py`.
"""

from __future__ import annotations

import json
from pathlib import Path

from derivtutor.notation import linear
from derivtutor.notation.ball import evaluate_ball, evaluate_settled
from derivtutor.notation.exact import Exact
from derivtutor.notation.polynomial import coefficients, real_roots
from derivtutor.notation.reader import read

FILE = Path(__file__).with_name("worths.jsonl")


def worth(function: str, point: str) -> list[str]:
    tree, place = read(function).tree, read(point).tree
    found = Exact({"x": place}).tree(tree)
    ball = evaluate_ball(place, {}, 400)
    settled = evaluate_settled(tree, {"x": [ball]}, 400)[0] if ball is not None else None
    digits = "undefined" if settled is None or not settled.is_finite() else f"{float(settled.mid()):.12g}"
    return [function, point, linear.unicode(found) if found else "undefined", digits]


def polynomial(function: str) -> list[str]:
    """The coefficients from the constant upwards, and the zeros of those of low degree."""
    found = coefficients(read(function).tree, "x")
    if found is None:
        return [function, "", "no polynomial"]
    roots = real_roots(found)
    return [
        function,
        "",
        " ".join(map(str, found)),
        "" if roots is None else " ".join(str(each)[:12] for each in roots),
    ]


def rows() -> list[list[str]]:
    return [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]


def anew(row: list[str]) -> list[str]:
    """A row as it should be; one whose point is missing is a polynomial."""
    return worth(*row[:2]) if row[1] else polynomial(row[0])


if __name__ == "__main__":
    FILE.write_text("".join(json.dumps(anew(row), ensure_ascii=False) + "\n" for row in rows()), "utf-8")
