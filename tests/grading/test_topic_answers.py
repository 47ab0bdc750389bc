"""Answers to topics that are no entries: equations, sets of points, words; and polynomials, with their slips."""

from __future__ import annotations

import json
from typing import Any

import pytest
from command import run

from derivtutor import check
from derivtutor.errors import UserError


def slips(problem: Any, answer: Any, **told: Any) -> list[str]:
    verdict = check(problem, answer, **told)
    assert not verdict, verdict.as_dict()
    return [slip.slip for each in verdict.diagnosis for slip in each.slips]


PLANE = {"topic": "tangent-plane", "at": "x=1,y=1"}
SPHERE = {"topic": "tangent-plane", "at": "x=1,y=2,z=2"}
LINE = {"topic": "tangent", "at": "x=3"}


@pytest.mark.parametrize(
    "answer",
    [
        "z = 4x + 2y − 3",
        "4x + 2y − z = 3",
        "4(x−1) + 2(y−1) − (z−3) = 0",
        "z - 3 = 4(x - 1) + 2(y - 1)",
        "4x + 2y - 3",
        "f(x, y) = 4x + 2y - 3",
        "L(x, y) = 3 + 4(x - 1) + 2(y - 1)",
        "8x + 4y - 2z - 6 = 0",
        "-z = 3 - 4x - 2y",
        r"$z = 4x + 2y - 3$",
    ],
)
def test_a_plane_may_be_any_equation_of_it(answer: str) -> None:
    assert check("2x^2 + y^2", answer, **PLANE)


@pytest.mark.parametrize(
    ("answer", "named"),
    [
        ("z = 4x + 2y", ["tangent-not-through-point"]),
        ("z = 4x + 2y + 3", ["tangent-not-through-point"]),
        ("z - 3 = 4(x + 1) + 2(y + 1)", ["tangent-shift-sign"]),
        ("z = 4(x - 1) + 2(y - 1)", ["tangent-height-missing"]),
        ("4(x - 1) + 2(y - 1) + (z - 3) = 0", ["tangent-height-sign"]),
        ("z = 4x(x - 1) + 2y(y - 1) + 3", ["tangent-slope-not-evaluated"]),
        ("z x = x(4x + 2y - 3)", []),
        ("(4x + 2y - z - 3)^3 = 0", []),
        ("z = 4a + 2y - 3", []),
        ("q - 3 = 4(x - 1) + 2(y - 1)", []),
        ("0 = 0", []),
        ("z = 5", []),
    ],
)
def test_wrong_planes(answer: str, named: list[str]) -> None:
    assert slips("2x^2 + y^2", answer, **PLANE) == named


@pytest.mark.parametrize(
    "answer",
    ["x + 2y + 2z = 9", "2x + 4y + 4z - 18 = 0", "(x-1) + 2(y-2) + 2(z-2) = 0", "z = (9 - x - 2y)/2", "-x-2y-2z = -9"],
)
def test_the_plane_of_a_surface_may_be_any_multiple(answer: str) -> None:
    assert check("x^2 + y^2 + z^2 = 9", answer, **SPHERE)


@pytest.mark.parametrize("answer", ["x + 2y + 2z = 8", "0 = 0", "x = x", "(x + 2y + 2z - 9) x = 0", "x + 2y + 2z = 9a"])
def test_wrong_planes_of_a_surface(answer: str) -> None:
    assert not check("x^2 + y^2 + z^2 = 9", answer, **SPHERE)


def test_a_line_touches_a_curve() -> None:
    assert check("x^2 + y^2 = 25", "3x + 4y = 25", topic="tangent-plane", at="x=3,y=4")
    assert not check("x^2 + y^2 = 25", "4x + 3y = 25", topic="tangent-plane", at="x=3,y=4")


@pytest.mark.parametrize("answer", ["y = 6x − 9", "y − 9 = 6(x − 3)", "6x - y = 9", "6x - 9", "f(x) = 6x - 9"])
def test_tangents(answer: str) -> None:
    assert check("x^2", answer, **LINE)


def test_the_height_may_be_called_as_in_the_problem() -> None:
    assert check("s = t^2", "s - 9 = 6(t - 3)", topic="tangent", at="t=3")


@pytest.mark.parametrize(
    ("answer", "slip"),
    [
        ("6", "tangent-slope-only"),
        ("2x", "tangent-slope-not-evaluated"),
        ("y = 2x(x - 3) + 9", "tangent-slope-not-evaluated"),
        ("y = 6x + 9", "tangent-not-through-point"),
        ("y - 9 = 6(x + 3)", "tangent-shift-sign"),
        ("y = 6(x - 3)", "tangent-height-missing"),
        ("y - 9 = -(x - 3)/6", "tangent-normal-given"),
    ],
)
def test_wrong_tangents(answer: str, slip: str) -> None:
    assert slips("x^2", answer, **LINE) == [slip]


# Points

SADDLE = "x^3 - 3x + y^2"


@pytest.mark.parametrize(
    "answer",
    [
        "(1, 0) minimum; (-1, 0) saddle",
        "(-1,0) saddle point, (1,0) local minimum",
        "minimum at (1,0), saddle at (-1,0)",
        "(1, 0) is a minimum and (-1, 0) is a saddle point",
        "f has a minimum at (1,0) and a saddle at (-1,0)",
        "Local minimum: (1, 0). Saddle point: (-1, 0).",
        "(1, 0): minimum\n(-1, 0): saddle",
        "x=1, y=0: minimum; x=-1, y=0: saddle",
        "(1,0), (-1,0)",
        "{(1,0), (-1,0)}",
        "(±1, 0)",
        r"$(1,0)$ minimum, $(-1,0)$ saddle",
        "(1|0) min, (-1|0) saddle",
        "(1, 0) (minimum); (-1, 0) (saddle)",
        [[1, 0], [-1, 0]],
        [{"at": {"x": 1, "y": 0}, "kind": "minimum"}, {"at": {"x": -1, "y": 0}, "kind": "saddle"}],
    ],
)
def test_sets_of_points(answer: Any) -> None:
    verdict = check(SADDLE, answer, topic="critical")
    assert verdict, verdict.observations
    assert verdict.as_dict()["credit"] == 1


@pytest.mark.parametrize(
    ("answer", "says", "credit"),
    [
        ("(1, 0) maximum; (-1, 0) saddle", "(1, 0) is not a maximum.", 0.5),
        ("(1, 0) minimum", "A point is missing.", 0.5),
        ("(1, 0) minimum; (2, 0) saddle; (-1, 0) saddle", "(2, 0) is not one of the points.", 2 / 3),
        ("(1, 0); (1, 0); (-1, 0)", "(1, 0) stands there more than once.", 2 / 3),
        ("(1, 0) minimum; (-1, 0)", "What (−1, 0) is, is not said.", 0.5),
        ("none", "2 points are missing.", 0),
        ("(a, 0); (-1, 0)", "(a, 0) is not one of the points.", 0.5),
    ],
)
def test_the_first_wrong_point_is_named(answer: str, says: str, credit: float) -> None:
    verdict = check(SADDLE, answer, topic="critical")
    assert not verdict
    assert verdict.observations == (says,)
    assert verdict.as_dict()["credit"] == pytest.approx(credit)


def test_minimum_and_maximum_mixed_up() -> None:
    assert slips("x^3 - 3x", "x = 1 maximum, x = -1 minimum", topic="critical") == ["extremes-swapped"]


@pytest.mark.parametrize(
    ("function", "answer"),
    [
        ("x^3 - 3x", "x = 1 minimum; x = -1 maximum"),
        ("x^3 - 3x", "max at x = -1, min at x = 1"),
        ("x^3 - 3x", "x = ±1"),
        ("x + y", "none"),
        ("x + y", "There are no critical points."),
        ("x^3", "0 saddle"),
        ("x^3", "x = 0: inflection"),
        ("x^4 + y^4", "(0, 0) undecided"),
        ("x^5 - x - 1", "x = -0.6687 max; x = 0.6687 min"),
        ("x^4 - 4x y + y^4", "(0,0) saddle, (1,1) min, (-1,-1) min"),
    ],
)
def test_points_of_all_kinds(function: str, answer: str) -> None:
    assert check(function, answer, topic="critical")


def test_extreme_values_under_a_condition() -> None:
    problem = ["x y", "x^2 + y^2 = 8"]
    kinds = "(2,2) maximum, (-2,-2) maximum, (2,-2) minimum, (-2,2) minimum"
    assert check(problem, kinds, topic="lagrange")
    assert check(problem, "(2,2), (-2,-2)", topic="lagrange").observations == ("2 points are missing.",)


@pytest.mark.parametrize(
    ("function", "answer", "says"),
    [
        (SADDLE, "banana", "No points can be read"),
        (SADDLE, "(,)", "No points can be read"),
        (SADDLE, "(1, 0, 0)", "3 coordinates"),
        (SADDLE, "", "No points can be read"),
        ("cosh(x^2) + y^4", "(0, 0) minimum", "does not decide"),
        ("sin(x) y", "(0, 0)", "Not all points"),
    ],
)
def test_points_that_are_no_attempt(function: str, answer: str, says: str) -> None:
    with pytest.raises(UserError, match=says):
        check(function, answer, topic="critical")


# Words

ORIGIN = {"topic": "hessian", "at": "x=0,y=0"}


@pytest.mark.parametrize(
    ("function", "answer"),
    [
        ("x^2 + y^2", "positive definite"),
        ("x^2 + y^2", "It is a local minimum."),
        ("x^2 + y^2", "positive definite, so a minimum"),
        ("x^2 + y^2", "[[2, 0], [0, 2]]"),
        ("x^2 - y^2", "indefinite"),
        ("x^2 - y^2", "saddle point"),
        ("-x^2 - y^2", "negative definite"),
        ("x^4 + y^4", "positive semi-definite"),
        ("x^4 + y^4", "undecided"),
        ("x^2 + y^2 + x", "not critical"),
        ("x^2 + y^2 + x", "neither"),
    ],
)
def test_words_about_a_hessian(function: str, answer: str) -> None:
    assert check(function, answer, **ORIGIN)


@pytest.mark.parametrize(
    ("function", "answer", "named"),
    [
        ("x^2 + y^2 + x", "minimum", ["second-derivative-test-not-critical"]),
        ("x^2 - y^2 + x", "saddle", ["second-derivative-test-not-critical"]),
        ("x^2 + y^2 + x", "saddle", []),
        ("x^2 + y^2", "maximum", ["extremes-swapped"]),
        ("x^2 + y^2", "positive semidefinite", []),
        ("x^2 + y^2", "indefinite", []),
    ],
)
def test_wrong_words(function: str, answer: str, named: list[str]) -> None:
    assert slips(function, answer, **ORIGIN) == named


def test_the_first_wrong_word_is_named() -> None:
    verdict = check("x^2 + y^2", "positive definite, saddle", **ORIGIN)
    assert verdict.observations == ("Wrong here: saddle point.",)
    assert verdict.as_dict()["credit"] == 0.5
    assert verdict.as_dict()["answer"]["text"] == "positive definite, saddle point"


def test_words_without_a_point_are_no_attempt() -> None:
    with pytest.raises(UserError, match="depends on the point"):
        check("x^3 + y^2", "minimum", topic="hessian")


def test_how_a_descent_ends() -> None:
    told = {"topic": "descend", "start": "1", "rate": "1.5", "steps": 5}
    assert check("x^2", "It diverges.", **told)
    assert not check("x^2", "converges", **told)
    with pytest.raises(UserError, match="no answer here"):
        check("x^2", "minimum", **told)


# Polynomials


@pytest.mark.parametrize(
    ("function", "answer", "told"),
    [
        ("sin(x)", "x - x^3/6 + x^5/120", {}),
        ("sin(x)", "x - x^3/3! + x^5/5! + O(x^7)", {}),
        ("sin(x)", "x(1 - x^2/6 (1 - x^2/20)) + ...", {}),
        ("ln(x)", "-3/2 + 2x - x^2/2", {"around": "1", "order": 2}),
        ("e^(x+y)", "1 + (x + y) + (x + y)^2/2", {"around": {"x": 0, "y": 0}}),
    ],
)
def test_polynomials_in_any_form(function: str, answer: str, told: dict[str, Any]) -> None:
    assert check(function, answer, topic="taylor", **told)


@pytest.mark.parametrize(
    ("function", "answer", "told", "slip"),
    [
        ("e^x", "1 + x + x^2 + x^3", {"order": 3}, "taylor-factorial-missing"),
        ("e^x", "1 + x + x^2/2 + x^3/3", {"order": 3}, "taylor-factorial-missing"),
        ("ln(x)", "x - x^2/2", {"around": "1", "order": 2}, "taylor-center-not-subtracted"),
        ("ln(x)", "(x+1) - (x+1)^2/2", {"around": "1", "order": 2}, "taylor-center-sign"),
        ("sin(x)", "-x + x^3/6 - x^5/120", {}, "taylor-odd-signs"),
        ("sin(x)", "x + x^3/6 + x^5/120", {}, "taylor-alternating-signs"),
        ("sin(x)", "x - x^3/6", {}, "taylor-stopped-early"),
        ("e^x", "x + x^2/2", {"order": 2}, "taylor-value-missing"),
        ("e^(x+y)", "1 + x + y + x^2 + 2x y + y^2", {"around": {"x": 0, "y": 0}}, "taylor-factorial-missing"),
        ("e^(x+y)", "1 + x + y + x^2/2 + y^2/2", {"around": {"x": 0, "y": 0}}, "taylor-mixed-missing"),
        ("e^(x+y)", "1 + x + y + (x^2 + x y + y^2)/2", {"around": {"x": 0, "y": 0}}, "taylor-mixed-once"),
    ],
)
def test_wrong_polynomials(function: str, answer: str, told: dict[str, Any], slip: str) -> None:
    assert slips(function, answer, topic="taylor", **told) == [slip]


def test_the_function_itself_is_no_polynomial() -> None:
    assert slips("sin(x)", "sin(x)", topic="taylor") == []


# Paths, directions, rates

CHAIN = {"topic": "total", "where": "x=sin(2t),y=cos(t)"}


@pytest.mark.parametrize(
    ("problem", "answer", "told", "slip"),
    [
        ("x^2 y", "2x y*2cos(2t)", CHAIN, "one-path-only"),
        ("x^2 y", "2x y*2cos(2t)*(-x^2 sin(t))", CHAIN, "paths-multiplied"),
        ("x^2 y", "2sin(2t) cos(t) + sin(2t)^2", CHAIN, "partials-without-rates"),
        ("x^2 y", "2cos(2t) - sin(t)", CHAIN, "rates-without-partials"),
        ("x y", "2", {"topic": "total", "where": "x=t^2,y=t^3", "at": "t=1"}, "one-path-only"),
        ("x^2 + x y", "52", {"topic": "directional", "at": "x=4,y=4", "along": "3,4"}, "direction-not-normalised"),
        ("x^2 + x y", "52", {"topic": "directional", "at": "x=4,y=4", "towards": "7,8"}, "direction-not-normalised"),
        ("x^2 + x y", "52/25", {"topic": "directional", "at": "x=4,y=4", "along": "3,4"}, "direction-root-missing"),
        ("x^2 + x y", "-52/5", {"topic": "directional", "at": "x=4,y=4", "along": "3,4"}, "direction-turned-round"),
        (["x y", "x + y"], "[[y, 1], [x, 1]]", {"topic": "jacobian"}, "jacobian-transposed"),
        ("x^2 + x y", "(x, 2x + y)", {"topic": "gradient"}, "gradient-order-swapped"),
        ("t^2, t^3 - 3t", "2t/(3t^2 - 3)", {"topic": "parametric"}, "implicit-inverted"),
        ("t^2, t^3 - 3t", "3t^2 - 3", {"topic": "parametric"}, "parametric-not-divided"),
        ("x^3 + 2x - 1", "5", {"topic": "inverse", "at": "y=2"}, "inverse-not-reciprocal"),
        ("x^3 + 2x - 1", "1/14", {"topic": "inverse", "at": "y=2"}, "inverse-at-the-value"),
        ("x^2 + y^2 = 25", "3/4", {"topic": "implicit", "at": "x=3,y=4"}, "implicit-sign-lost"),
    ],
)
def test_slips_of_tasks(problem: Any, answer: str, told: dict[str, Any], slip: str) -> None:
    assert slips(problem, answer, **told) == [slip]


def test_a_total_derivative_may_keep_the_variables() -> None:
    assert check("x^2 y", "2x y*2cos(2t) - x^2 sin(t)", **CHAIN)
    assert not check("x^2 y", "2x y*2cos(2t) - x^2 sin(t) + sin(10 pi t)", **CHAIN)


def test_a_number_is_asked_for_at_a_point() -> None:
    verdict = check("x^2 + y^2 = 25", "-x/y", topic="implicit", at="x=3,y=4")
    assert verdict.observations == ("The question asks for a number: substitute x = 3, y = 4.",)


@pytest.mark.parametrize(("answer", "is_right"), [("vertical", True), ("does not exist", True), ("0", False)])
def test_where_there_is_no_slope(answer: str, is_right: bool) -> None:
    assert bool(check("x^2 + y^2 = 25", answer, topic="implicit", at="x=5,y=0")) is is_right


def test_strange_letters_are_told() -> None:
    assert check("x^2 + y^2 = 25", "-a/y", topic="implicit").observations == (
        "The letter a does not occur in the problem.",
    )


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["2x^2 + y^2", "4x + 2y - z = 3", "--topic", "tangent-plane", "--at", "x=1,y=1"], 0),
        (["2x^2 + y^2", "4x + 2y + z = 3", "--topic", "tangent-plane", "--at", "x=1,y=1"], 1),
        ([SADDLE, "(1, 0) minimum; (-1, 0) saddle", "--topic", "critical"], 0),
        ([SADDLE, "(1, 0) maximum; (-1, 0) saddle", "--topic", "critical"], 1),
        (["x^2 + y^2", "minimum", "--topic", "hessian", "--at", "0,0"], 0),
        (["x^2 + y^2 = 25", "-(25 - y^2)/(x y)", "--topic", "implicit"], 0),
        (["x^2 + y^2 = 25", "x/y", "--topic", "implicit"], 1),
    ],
)
def test_the_contract(words: list[str], code: int) -> None:
    done = run("check", *words, "--format", "json")
    assert done.returncode == code, done.stderr
    document = json.loads(done.stdout)
    assert document["schema"] == "derivtutor/verdict/1"
    assert document["verdict"] == ("incorrect" if code else "correct")
    assert {"problem", "answer", "evidence", "diagnosis", "observations", "topic", "credit", "entries"} <= {*document}


@pytest.mark.parametrize(
    "answer", ["nan", "inf", "infinity", "?", "", "i don't know", "1e999999999999", "x ^", "((((", "=", "-x/y; DROP"]
)
@pytest.mark.parametrize("topic", ["implicit", "tangent-plane"])
def test_what_cannot_be_read_is_no_attempt(topic: str, answer: str) -> None:
    problem, at = ("x^2 + y^2 = 25", None) if topic == "implicit" else ("x^2 y", "x=1,y=1")
    with pytest.raises(UserError):
        check(problem, answer, topic=topic, at=at)


@pytest.mark.parametrize("answer", [None, [], {}, [None, None]])
@pytest.mark.parametrize("topic", ["gradient", "hessian", "jacobian"])
def test_values_that_are_none_are_no_attempt(topic: str, answer: Any) -> None:
    with pytest.raises(UserError):
        check(["x y", "x + y"] if topic == "jacobian" else "x^2 y", answer, topic=topic)


def test_numbers_and_lists_of_another_shape_are_judged() -> None:
    assert not check("x^2 y", 5, topic="gradient")
    assert not check("x^2 y", [1, 2], topic="hessian")
    assert not check("x^3 - 3x", 5, topic="critical")
    assert check("x^2", 6.0, topic="verify", at=3)


@pytest.mark.parametrize(
    ("function", "answer", "right"),
    [
        ("x^3 - 12x", "x = 2 (min), x = -2 (max)", True),
        ("x^3 - 12x", "x = 2 (max), x = -2 (min)", False),
        ("x y", "saddle point at the origin (0,0)", True),
        ("x y", "The origin is a saddle point.", True),
        ("x y", "origin: minimum", False),
        ("x^2 + y^2 - 2x", "(|1|, 0)", True),
    ],
)
def test_points_in_other_spellings(function: str, answer: str, right: bool) -> None:
    assert bool(check(function, answer, topic="critical")) is right


def test_a_word_with_its_reason() -> None:
    assert check("x^2 + y^2", "neither, since it is not critical", topic="hessian", at="x=1,y=0")


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("(2,2), (-2,-2) max; (2,-2), (-2,2) min", True),
        ("maxima at (2,2) and (-2,-2); minima at (2,-2) and (-2,2)", True),
        ("max: (2,2), (-2,-2)\nmin: (2,-2), (-2,2)", True),
        ("(2,2), (-2,-2) min; (2,-2), (-2,2) max", False),
        ("(2,2) max, (-2,-2); (2,-2), (-2,2) min", False),
    ],
)
def test_a_word_may_be_about_several_points(answer: str, right: bool) -> None:
    assert bool(check(["x y", "x^2 + y^2 = 8"], answer, topic="lagrange")) is right


def test_a_word_behind_one_point_is_about_that_one() -> None:
    verdict = check("x^4 - 2x^2", "x = 1 min, x = -1; x = 0 max", topic="critical")
    assert verdict.observations == ("What −1 is, is not said.",)


def test_where_there_is_a_tangent_it_is_not_undefined() -> None:
    assert not check("x^2", "undefined", topic="tangent", at="x=3")
    assert not check("x^2", "vertical tangent", topic="tangent", at="x=3")
