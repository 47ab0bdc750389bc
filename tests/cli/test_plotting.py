"""`--plot`: a figure in what is printed, or in a file of its own."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from command import run

SAYS = "From x = −5 to x = 5, f falls until x = 0 and then falls again. Vertical asymptote at x = 0."


@pytest.mark.parametrize("arguments", [("1/x", "--plot"), ("--plot", "1/x"), ("1/x", "--plot", "--detail", "brief")])
def test_a_figure_in_what_is_printed(arguments: tuple[str, ...]) -> None:
    done = run("explain", *arguments)
    assert done.returncode == 0
    assert "╎" in done.stdout
    assert SAYS in " ".join(done.stdout.split())


def test_an_expression_after_it_is_no_file() -> None:
    assert run("explain", "--plot", "-x^2").returncode == 0


def test_a_file_by_its_ending(tmp_path: Path) -> None:
    done = run("explain", "1/x", "--plot", "figure.svg", folder=tmp_path)
    assert done.stdout == run("explain", "1/x").stdout
    assert ElementTree.parse(tmp_path / "figure.svg").getroot().get("role") == "graphics-document"
    run("tangent", "x^2", "--at", "x=1", "--plot", "figure.txt", folder=tmp_path)
    assert "The tangent to f at x = 1 is y = 2x − 1." in (tmp_path / "figure.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("figure.gif", "figure.gif is no name of a figure."),
        ("nowhere/figure.svg", "The file nowhere/figure.svg cannot be written: No such file or directory."),
    ],
)
def test_files_that_cannot_be_written(file: str, says: str, tmp_path: Path) -> None:
    done = run("explain", "1/x", "--plot", file, folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


def test_images_need_a_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.delitem(sys.modules, "matplotlib.figure", raising=False)
    done = run("explain", "1/x", "--plot", "figure.png", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert 'Install it with python -m pip install "derivtutor[plot]", or write a .svg.' in done.stderr


def test_the_sentence_alone_in_plain_text() -> None:
    assert "Figure: From x = -5 to x = 5, f falls" in run("explain", "1/x", "--plot", "--format", "plain").stdout


def test_figures_in_json() -> None:
    told = json.loads(run("explain", "1/x", "--plot", "--format", "json").stdout)
    assert told["figure"]["says"] == SAYS
    assert "figure" not in json.loads(run("explain", "1/x", "--format", "json").stdout)


def test_screens() -> None:
    """Braille on a pipe as on a terminal; ASCII where the terminal is dumb or its encoding has no more."""
    assert "⠤" in run("explain", "x^2", "--plot", COLUMNS="60").stdout
    assert "****" in run("explain", "x^2", "--plot", TERM="dumb").stdout
    assert run("explain", "x^2", "--plot", PYTHONIOENCODING="ascii").stdout.isascii()


@pytest.mark.parametrize(
    ("topic", "arguments"),
    [
        ("tangent", ("x^2", "--at", "x=1")),
        ("gradient", ("x^2 + y^2", "--at", "x=1,y=2")),
        ("taylor", ("sin(x)", "--order", "5")),
        ("descend", ("x^2 + y^2", "--from", "3,2")),
        ("verify", ("x^3", "--at", "x=2")),
    ],
)
def test_topics_with_figures(topic: str, arguments: tuple[str, ...]) -> None:
    without, done = run(topic, *arguments), run(topic, *arguments, "--plot")
    assert done.returncode == 0
    assert done.stdout.startswith(without.stdout.rstrip("\n"))
    assert "└" in done.stdout.removeprefix(without.stdout.rstrip("\n"))


def test_programs_have_figures(tmp_path: Path) -> None:
    backprop = ("backprop", "L = (w*x - y)^2", "--at", "w=1,x=2,y=3", "--wrt", "w")
    assert "which is ∂L/∂w." in " ".join(run(*backprop, "--plot").stdout.split())
    assert run(*backprop, "--plot", "--graph", "dot").returncode == 2
    run("train", *backprop[1:], "--plot", "way.svg", folder=tmp_path)
    root = ElementTree.parse(tmp_path / "way.svg").getroot()
    assert len(root.findall("{http://www.w3.org/2000/svg}svg")) == 2


def test_a_topic_without_a_figure_says_so() -> None:
    done = run("jacobian", "x y", "x + y", "--plot")
    assert done.returncode == 2
    assert "No such option '--plot'" in done.stderr


def test_letters_need_numbers() -> None:
    done = run("explain", "a x^2", "--wrt", "x", "--plot")
    assert (done.returncode, done.stdout) == (2, "")
    assert "A figure needs a number for a." in done.stderr
