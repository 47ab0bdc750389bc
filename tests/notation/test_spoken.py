"""Expressions said aloud: as a teacher says them, in words alone, and never two alike that are not equal."""

from __future__ import annotations

import random
import re

import pytest

from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.linear import text
from derivtutor.notation.reader import read
from derivtutor.notation.real import compile_real
from derivtutor.notation.spoken import spoken
from derivtutor.notation.tree import Call, Name

SAID = [
    ("sin(e^(2x))", "the sine of e to the two x"),
    ("2e^(2x) cos(e^(2x))", "two e to the two x times the cosine of e to the two x"),
    ("x^2 + 3x - 1", "x squared plus three x minus one"),
    ("-x^2", "minus x squared"),
    ("(x+1)^2", "open bracket x plus one close bracket squared"),
    ("(2x)^2", "open bracket two x close bracket squared"),
    ("2x^2", "two x squared"),
    ("x*x", "x times x"),
    ("2*3", "two times three"),
    ("x - (y - 1)", "x minus open bracket y minus one close bracket"),
    ("(x^2+1)/(x-3)", "the fraction with numerator x squared plus one and denominator x minus three, end fraction"),
    ("sin(x)/x", "the fraction with numerator the sine of x and denominator x, end fraction"),
    ("sin(x/x)", "the sine of x over x"),
    ("x/2", "x over two"),
    ("-2/3", "minus two thirds"),
    ("17/23", "seventeen over twenty three"),
    ("sqrt(x)", "the square root of x"),
    ("sqrt(x+1)", "the square root of x plus one, end root"),
    ("sqrt(x) + 1", "the square root of x plus one"),
    ("root(4, x)", "the fourth root of x"),
    ("sin(x)^2", "the sine squared of x"),
    ("sin(x^2)", "the sine of x squared"),
    ("sin(x)^5", "the fifth power of the sine of x"),
    ("e^(x^2)", "e to the power x squared, end power"),
    ("(e^x)^2", "open bracket e to the x close bracket squared"),
    ("x^(3/2)", "x to the three halves"),
    ("x^-1", "x to the minus one"),
    ("x^25", "x to the twenty five"),
    ("x^(n-1)", "x to the power n minus one, end power"),
    ("log_10(x)", "the log base ten of x"),
    ("|x + 1|", "the absolute value of x plus one, end absolute value"),
    ("f''(x)", "f double prime of x"),
    ("f(x, y)", "f of x comma y"),
    ("theta w_1 yhat", "theta w sub one y hat"),
    ("X x", "capital X x"),
    ("0.54x", "zero point five four x"),
    ("1e-9", "one times ten to the minus nine"),
    ("int(t^2, t, 0, x)", "the integral from zero to x of t squared, d t, end integral"),
    ("piecewise((x, x<0),(1,x>=0))", "in two cases: x, if x is less than zero; one, if x is at least zero; end cases"),
    ("max(x, 2y)", "the maximum of x comma two y"),
    ("dy/dx", "d y by d x"),
    ("d/dx (x + 1)", "d by d x of open bracket x plus one close bracket"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "said"), SAID, ids=[typed for typed, _ in SAID])
def test_as_a_teacher_says_it(typed: str, said: str) -> None:
    assert spoken(read(typed).tree) == said


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_has_a_name(function: str) -> None:
    arguments = tuple(Name(letter) for letter in "xyz"[: FUNCTIONS[function].arity or 2])
    said = spoken(Call(function, arguments))
    assert re.fullmatch(r"the [a-z ]+ of [a-z ]+", said) or function == "log"


def _random(chance: random.Random, depth: int) -> str:
    if depth == 0 or chance.random() < 0.2:
        return chance.choice(["x", "y", "2", "3", "1/2", "2x", "e"])
    one, other = _random(chance, depth - 1), _random(chance, depth - 1)
    shape = chance.choice(
        ["({0}) + ({1})", "({0}) - ({1})", "({0})*({1})", "({0})*({1})", "({0})/({1})", "({0})^({1})", "({0})^2",
         "sin({0})", "sqrt({0})", "ln({0})", "-({0})", "|{0}|", "e^({0})"]
    )  # fmt: skip
    return shape.format(one, other)


def test_what_sounds_alike_is_equal() -> None:
    chance = random.Random(0)
    heard: dict[str, str] = {}
    for _ in range(4000):
        tree = read(_random(chance, chance.randint(1, 4))).tree
        said = spoken(tree)
        assert re.fullmatch(r"[a-z ,]+", said), said
        before = heard.setdefault(said, text(tree))
        if before != text(tree):
            values = [_value(each) for each in (before, text(tree))]
            assert values[0] == pytest.approx(values[1], rel=1e-9, nan_ok=True), (said, before, text(tree))
    assert len(heard) > 2000


def _value(typed: str) -> float:
    return compile_real(read(typed).tree, ("x", "y"))((1.37, 0.61))
