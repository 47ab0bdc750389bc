"""Worked cases of calculus beyond the rules: what comes out is what must, for every feature."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sympy

import derivtutor

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "multivariable.jsonl").read_text(encoding="utf-8").splitlines()
]


def near(expected: Any) -> Any:
    return pytest.approx(expected, rel=1e-9, abs=1e-9)


def value(expression: dict[str, str], at: dict[str, float]) -> float:
    """An expression object at a point, by SymPy."""
    tree = sympy.sympify(expression["sympy"])
    return float(tree.subs({symbol: at[symbol.name] for symbol in tree.free_symbols}).evalf())


def entries(matrix: list[list[dict[str, str]]], expected: list[list[str]]) -> None:
    for row, wanted in zip(matrix, expected, strict=True):
        for entry, text in zip(row, wanted, strict=True):
            assert sympy.simplify(sympy.sympify(entry["sympy"]) - sympy.sympify(text)) == 0


def at_points(expression: dict[str, str], expect: dict[str, Any], key: str = "points") -> None:
    for point in expect.get(key, ()):
        assert value(expression, point["at"]) == near(point["value"])


def partial(ask: dict[str, Any], expect: dict[str, Any]) -> None:
    document = derivtutor.partial(ask["expr"], ask["wrt"], at=ask["at"]).as_dict()
    at_points(document["derivative"], expect)
    assert document["value"] == near(expect["value"])


def gradient(ask: dict[str, Any], expect: dict[str, Any]) -> None:
    document = derivtutor.gradient(ask["expr"], wrt=ask["wrt"], at=ask["at"]).as_dict()
    entries([document["partials"]], [expect["partials"]])
    for key, name in (
        ("value", "value"),
        ("norm", "norm"),
        ("ascent", "steepest_ascent"),
        ("descent", "steepest_descent"),
    ):
        assert document[key] == near(expect[name])


def directional(ask: dict[str, Any], expect: dict[str, Any]) -> None:
    document = derivtutor.directional(ask["expr"], ask["along"], ask["at"], wrt=ask["wrt"]).as_dict()
    assert document["unit"] == near(expect["unit"])
    assert document["value"] == near(expect["value"])


def tangent_plane(ask: dict[str, Any], expect: dict[str, Any]) -> None:
    document = derivtutor.tangent_plane(ask.get("expr") or ask["equation"], ask["at"]).as_dict()
    if "normal" in expect:
        ratios = {ours / theirs for ours, theirs in zip(document["normal"], expect["normal"], strict=True)}
        assert len(ratios) == 1
        return
    assert document["value"] == near(expect["z0"])
    assert document["slopes"] == near(expect["slopes"])
    at_points(document["plane"], expect)


def total(ask: dict[str, Any], expect: dict[str, Any]) -> None:
    document = derivtutor.total(ask["expr"], where=ask["where"], wrt=ask["wrt"], at=ask["at"]).as_dict()
    at_points(document["derivative"], expect)
    assert document["value"] == near(expect["value"])
    assert len(document["paths"]) == expect["paths"]


def jacobian(ask: dict[str, Any], expect: dict[str, Any]) -> None:
    document = derivtutor.jacobian(ask["exprs"], wrt=ask["wrt"], at=ask["at"]).as_dict()
    entries(document["matrix"], expect["matrix"])
    assert document["value"] == [near(row) for row in expect["value"]]
    assert document["shape"] == expect["shape"]


def hessian(ask: dict[str, Any], expect: dict[str, Any]) -> None:
    document = derivtutor.hessian(ask["expr"], wrt=ask["wrt"], at=ask["at"]).as_dict()
    entries(document["matrix"], expect["matrix"])
    assert document["value"] == [near(row) for row in expect["value"]]
    assert sorted(document["eigenvalues"]) == near(expect["eigenvalues"])
    assert (document["critical"], document["verdict"]) == (expect["critical"], expect["verdict"])


def taylor(ask: dict[str, Any], expect: dict[str, Any]) -> None:
    document = derivtutor.taylor(ask["expr"], around=ask["around"], order=ask["order"]).as_dict()
    assert [value(each, {}) for each in document["coefficients"]] == near(expect["numbers"])
    at_points(document["polynomial"], expect)


def taylor2(ask: dict[str, Any], expect: dict[str, Any]) -> None:
    document = derivtutor.taylor(ask["expr"], around=ask["around"], order=ask["order"]).as_dict()
    at_points(document["polynomial"], expect)
    assert document["constant"] == near(expect["constant"])
    assert document["gradient"] == near(expect["gradient"])
    assert document["hessian"] == [near(row) for row in expect["hessian"]]


def implicit(ask: dict[str, Any], expect: dict[str, Any]) -> None:
    document = derivtutor.implicit(ask["equation"], at=ask["at"], order=ask.get("order", 1)).as_dict()
    assert document["value"] == near(expect["value"])
    at_points(document["derivative"], expect, "points_on_curve")
    if "second" in expect:
        assert document["second"]["value"] == near(expect["second"]["value"])


def inverse(ask: dict[str, Any], expect: dict[str, Any]) -> None:
    document = derivtutor.inverse(ask["expr"], at=ask["at"]).as_dict()
    assert (document["x"], document["value"]) == (near(expect["x"]), near(expect["value"]))


def parametric(ask: dict[str, Any], expect: dict[str, Any]) -> None:
    document = derivtutor.parametric(ask["x"], ask["y"], at=ask["at"]).as_dict()
    at_points(document["derivative"], expect)
    assert document["value"] == near(expect["value"])
    assert document["point"] == near(expect["point"])
    assert document["second"]["value"] == near(expect["second"]["value"])


def definition(ask: dict[str, Any], expect: dict[str, Any]) -> None:
    document = derivtutor.explain(ask["expr"], method="definition", at=ask["at"]).as_dict()
    at_points(document["derivative"], expect)
    difference = sympy.sympify(document["quotient"]["sympy"]) - sympy.sympify(expect["quotient"])
    assert float(difference.subs({"x": 1.3, "h": 0.4}).evalf()) == pytest.approx(0, abs=1e-9)
    assert document["secants"] == [near(pair) for pair in expect["secants"]]


def descent(ask: dict[str, Any], expect: dict[str, Any]) -> None:
    document = derivtutor.descend(ask["expr"], start=ask["from"], rate=ask["rate"], steps=ask["steps"]).as_dict()
    first, last = ([expect[name][letter] for letter in ask["from"]] for name in ("first", "last"))
    points = [list(point.values()) if isinstance(point, dict) else point for point in document["points"]]
    assert (points[1], points[-1]) == (near(first), near(last))
    values = document["values"]
    assert [values[0], values[1], values[-1]] == near(expect["values"])
    assert (document["verdict"], document["largest_rate"]) == (expect["verdict"], near(expect["largest_rate"]))


def verify(ask: dict[str, Any], expect: dict[str, Any]) -> None:
    document = derivtutor.verify(ask["expr"], ask["at"]).as_dict()
    assert document["value"] == near(expect["value"])
    assert {name: round(order) for name, order in document["orders"].items()} == expect["orders"]
    for name, (least, most) in expect["best_h"].items():
        assert least <= document["best_h"][name] <= most
    assert document["complex_step_error"] < expect["complex_step_error_below"]


def critical(ask: dict[str, Any], expect: dict[str, Any]) -> None:
    points = derivtutor.critical(ask["expr"], wrt=ask["wrt"]).as_dict()["points"]
    assert len(points) == len(expect["points"])
    for wanted in expect["points"]:
        place = {name: wanted[name] for name in ask["wrt"]}
        (ours,) = [
            point for point in points if all(float(point["at"][name]) == near(place[name]) for name in ask["wrt"])
        ]
        assert (ours["kind"], ours["value"]) == (wanted["kind"], near(wanted["value"]))


FEATURES: dict[str, Callable[[dict[str, Any], dict[str, Any]], None]] = {
    "partial": partial,
    "gradient": gradient,
    "directional": directional,
    "tangent-plane": tangent_plane,
    "total": total,
    "jacobian": jacobian,
    "hessian": hessian,
    "taylor": taylor,
    "taylor2": taylor2,
    "implicit": implicit,
    "inverse": inverse,
    "parametric": parametric,
    "definition": definition,
    "descent": descent,
    "verify": verify,
    "critical": critical,
}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_what_comes_out_is_what_must(row: dict[str, Any]) -> None:
    FEATURES[row["feature"]](row["ask"], row["expect"])
