"""A derivation once more with another conclusion at one place: which places there are, and what comes out."""

from __future__ import annotations

import pytest

from derivtutor import explain
from derivtutor.derivation.engine import Tidy
from derivtutor.derivation.replay import Place, Reading, concluding, places, replayed, results
from derivtutor.derivation.tidy import Tidier
from derivtutor.notation import linear
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Node, Structure


def tree(text: str) -> Node:
    return read(text).tree


def at(problem: str, part: str) -> Place:
    """The place at which a part of a function of x is differentiated."""
    root = explain(problem, wrt="x").roots[0]
    return next(place for place in places(root) if linear.text(place.step.goal.expression) == part)


def tidy(problem: str) -> Tidy:
    return Tidier(tree(problem), Structure())


DOWN = ["x sin(2x) + 3x^2", "3x^2", "x^2", "x sin(2x)", "sin(2x)", "2x", "x", "sin(w)", "x"]
ACROSS = ["x sin(2x) + 3x^2", "x sin(2x)", "3x^2", "x", "sin(2x)", "x^2", "sin(w)", "2x", "x"]


@pytest.mark.parametrize(("by_levels", "order"), [(False, DOWN), (True, ACROSS)])
def test_every_place_comes_before_those_below_it(by_levels: bool, order: list[str]) -> None:
    found = list(places(explain("x sin(2x) + 3x^2").roots[0], by_levels))
    assert [linear.text(place.step.goal.expression) for place in found] == order
    for place in found:
        step = found[0].step
        for around, number in zip(place.around, place.path, strict=True):
            assert step is around
            step = step.steps[number]
        assert step is place.step


@pytest.mark.parametrize(
    ("problem", "part", "conclusion", "letters", "raw", "tidied"),
    [
        ("x sin(x)", "x sin(x)", "u' v'", "u = x, v = sin(x)", "1*cos(x)", "cos(x)"),
        ("x sin(x)", "x sin(x)", "v' u - v", "u = x, v = sin(x)", "cos(x) x - sin(x)", "x cos(x) - sin(x)"),
        ("x sin(x) + 2x", "sin(x)", "sin(x)", "", "1*sin(x) + x sin(x) + 2", "sin(x) + x sin(x) + 2"),
        ("(x + sin(x))^2", "(x + sin(x))^2", "f'(u)", "u = x + sin(x)", "2(x + sin(x))", "2(x + sin(x))"),
        ("sin(x^2)", "sin(x^2)", "f'(u') u'", "u = x^2", "cos(2x)*2x", "2x cos(2x)"),
        ("sin(x^2)", "sin(x^2)", "f(u')", "u = x^2", "sin(2x)", "sin(2x)"),
        ("x^2 - sin(x)", "x^2 - sin(x)", "-u'", "u = x^2 - sin(x)", "-(2x - cos(x))", "-(2x - cos(x))"),
        ("x^2 - sin(x)", "x^2 - sin(x)", "3u'", "u = -sin(x)", "3(-cos(x))", "-3cos(x)"),
    ],
)
def test_another_conclusion_at_a_place_goes_all_the_way_up(
    problem: str, part: str, conclusion: str, letters: str, raw: str, tidied: str
) -> None:
    place = at(problem, part)
    named = dict(each.split(" = ") for each in letters.split(", ") if each)
    conclude = concluding(place.step, conclusion, Reading({name: tree(text) for name, text in named.items()}))
    assert conclude is not None
    assert linear.text(replayed(place, conclude).result) == raw
    assert linear.text(replayed(place, conclude, tidy(problem)).result) == tidied


def test_a_derivative_that_no_step_finds_is_asked_for() -> None:
    place = at("x sin(x)", "x sin(x)")
    reading = Reading({"u": tree("x^3")})
    asked: list[tuple[str, str]] = []

    def worked_out(node: Node, variable: str) -> Node | None:
        asked.append((linear.text(node), variable))
        return tree("3x^2")

    assert concluding(place.step, "u'", reading) is None
    assert concluding(place.step, "w'", reading, worked_out) is None
    conclude = concluding(place.step, "u' + u", reading, worked_out)
    assert conclude is not None
    assert linear.text(conclude(results(place.step))) == "3x^2 + x^3"
    assert asked == [("x^3", "x")]


@pytest.mark.parametrize(
    ("term", "one", "raw"),
    [(0, "x^2", "x^2 - cos(x) + 1"), (1, "sin(x)", "2x + sin(x) + 1"), (2, "x", "2x - cos(x) + x")],
)
def test_one_of_several_terms_is_treated_otherwise(term: int, one: str, raw: str) -> None:
    place = at("x^2 - sin(x) + x", "x^2 - sin(x) + x")
    conclude = concluding(place.step, "u' + v", Reading({"v": tree(one)}, term=term))
    assert conclude is not None
    assert linear.text(replayed(place, conclude).result) == raw


def test_a_rate_may_be_made_from_another() -> None:
    place = at("x sin(x)", "x sin(x)")
    reading = Reading({"u": tree("x"), "v": tree("sin(x)")}, {"v'": tree("-v'")})
    conclude = concluding(place.step, "u' v + u v'", reading)
    assert conclude is not None
    assert linear.text(replayed(place, conclude).result) == "1*sin(x) + x(-cos(x))"
