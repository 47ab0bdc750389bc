"""`derivtutor plot`: functions side by side."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from command import run

from derivtutor.calculus.figures.of_functions import plot
from derivtutor.notation.reader import read
from derivtutor.notation.real import compile_real


def test_functions_share_a_part_of_the_line_and_have_a_sentence_each() -> None:
    told = " ".join(run("plot", "sigmoid(x)", "relu(x)").stdout.split())
    assert "From x = −5 to x = 5, σ(x) rises throughout. Its slope is less than 0.01 for x < −4.6 and x > 4.6." in told
    assert "From x = −5 to x = 5, relu(x) is constant until x = 0 and then rises." in told
    spread = plot(["x^2", "(x - 3)(x - 20)"])
    assert {(panel.across.low, panel.across.high) for panel in spread.panels} == {
        (spread.across.low, spread.across.high)
    }


def test_they_stand_beside_each_other_where_there_is_room() -> None:
    heads = [
        next(line for line in run("plot", "x^2", "x^3", COLUMNS=str(width)).stdout.splitlines() if "slope" in line)
        for width in (60, 120)
    ]
    assert [head.count("slope") for head in heads] == [1, 2]


@pytest.mark.parametrize(
    ("function", "slope"),
    [("tanh(x)", "1 - tanh(x)^2"), ("sigmoid(x)", "sigmoid(x) (1 - sigmoid(x))"), ("e^(-x^2)", "-2x e^(-x^2)")],
)
def test_what_is_said_of_flat_ends_is_true(function: str, slope: str) -> None:
    says = plot([function], across="-9,9").says
    edge = float(says.rpartition("x > ")[2].rstrip("."))
    assert f"x < −{edge:g} and" in says
    steepness = compile_real(read(slope).tree, "x")
    assert abs(steepness((edge,))) < 0.01 < abs(steepness((edge - 0.11,)))


def test_what_is_not_flat_is_not_said_to_be() -> None:
    for function in ("x^2", "sin(x)", "relu(x)", "1/(x - 4.99)", "5"):
        assert "slope is less" not in plot([function], across="-5,5").says


def test_a_long_function_gets_a_name() -> None:
    told = plot(["x^2", "x^5 - 3x^4 + 2x^3 - x + 1"])
    assert told.beside[0].says.startswith("f₂ = x⁵ − 3x⁴ + 2x³ − x + 1. From x = ")


def test_files_by_their_endings(tmp_path: Path) -> None:
    run("plot", "x^2", "--output", "square.svg", folder=tmp_path)
    assert ElementTree.parse(tmp_path / "square.svg").getroot().get("class") == "figure"
    run("plot", "x^2", "x^3", "--output", "both.html", folder=tmp_path)
    assert (tmp_path / "both.html").read_text("utf-8").count("<figure") == 2
    assert json.loads(run("plot", "x^2", "--format", "json").stdout)["curves"][0]["label"] == "x²"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("a x",), "Curves have one variable, and here the letters are a, x."),
        (("a x", "--wrt", "x"), "A figure needs a number for a."),
        (("x", "--across", "3,1"), "3,1 is no part of the line. Write two numbers, the smaller one first: -6,6."),
        (("x", "--across", "a,1"), "a,1 is no part of the line."),
        (("x", "--across", "1"), "1 is no part of the line."),
        (("x = 2",), "An expression is expected here, not an equation."),
        ((), "Missing argument"),
    ],
)
def test_what_cannot_be_drawn(arguments: tuple[str, ...], says: str) -> None:
    done = run("plot", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in " ".join(done.stderr.split())
