"""Topics hand out explanations whose every line is true, and are found by name everywhere."""

from __future__ import annotations

import importlib
import json
from fractions import Fraction
from typing import Any

import pytest
from click.testing import CliRunner

import derivtutor
from derivtutor.calculus import naming
from derivtutor.calculus.checking import FalseLineError
from derivtutor.calculus.explanation import Chain, Explanation, Heading, Sentence, Table, Turn
from derivtutor.calculus.topics import OPTIONS, TOPICS, Topic
from derivtutor.cli.main import COMMANDS, cli
from derivtutor.derivation.account import Result, Side, Task
from derivtutor.notation.expression import Expression
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Name, Number
from derivtutor.render.formats import FORMATS, render
from derivtutor.render.telling.explanation import tell


def toy(*chains: Chain, holding: tuple[Any, ...] = ()) -> Explanation:
    function = Expression(read("x y").tree)
    items = (Heading("A toy"), Sentence(("Look at ", Name("x"), ".")), *chains, Table((("n",),), ((("1",),),)))
    return Explanation(
        "toy", ("A toy",), Task((function,), ("x", "y")), items, Result((Number(1),)), {"value": 1}, holding=holding
    )


def chain(left: Side | str, *rights: Side | str, is_about: bool = False) -> Chain:
    sides = [read(side).tree if isinstance(side, str) else side for side in (left, *rights)]
    return Chain(sides[0], tuple([Turn(side, "because", is_about) for side in sides[1:]]))


def vector(*entries: str) -> Result:
    return Result(tuple([read(entry).tree for entry in entries]), (len(entries),))


@pytest.mark.parametrize(
    "true",
    [
        chain("x (x + 1)", "x^2 + x", "x + x^2"),
        chain(naming.gradient("f"), vector("2x", "y + y"), vector("x + x", "2y")),
        chain("d/dx (x^2)", "2x"),
        chain("sqrt(2)", "1.414", is_about=True),
        chain("f(x, y)", "x y"),
        chain("ln(x y)", "ln(x) + ln(y)"),
    ],
)
def test_a_true_chain_is_told(true: Chain) -> None:
    assert toy(true).chains == (true,)


@pytest.mark.parametrize(
    "false",
    [
        chain("x (x + 1)", "x^2 + x", "x^2 + 1"),
        chain("x", vector("x", "y")),
        chain(vector("x", "y"), vector("y", "x")),
        chain("d/dx (x^2)", "x"),
        chain("sqrt(2)", "1.414"),
        chain("sqrt(2)", "1.5", is_about=True),
    ],
)
def test_a_false_chain_is_never_told(false: Chain) -> None:
    with pytest.raises(FalseLineError):
        toy(false)


def test_a_chain_may_hold_on_a_curve_alone() -> None:
    on_circle = chain("x^2 + y^2", "25")
    assert toy(on_circle, holding=({"x": Fraction(3), "y": Fraction(4)},)).chains
    with pytest.raises(FalseLineError):
        toy(on_circle)


@pytest.mark.parametrize("form", FORMATS)
def test_a_new_topic_is_shown_in_every_format(form: str) -> None:
    page = render(tell(toy(chain("x (x + 1)", "x^2 + x"))), form)
    assert "because" in page
    assert "Look at " in page


def test_brief_leaves_the_words_out() -> None:
    assert "Look at" not in render(tell(toy(chain("x", "x")), "brief"), "plain")


def test_the_document_has_the_values_and_the_lines() -> None:
    document = toy(chain("x + x", "2x")).as_dict()
    assert document == {
        "schema": "derivtutor/toy/1",
        "value": 1,
        "lines": [{"text": "x + x = 2x", "latex": "x + x = 2 x", "why": "because"}],
        "notes": [],
    }


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_a_topic_is_a_function_a_command_and_a_library_function(topic: Topic) -> None:
    name = topic.name.replace("-", "_")
    assert topic.name in COMMANDS
    assert name in derivtutor.__all__
    assert getattr(derivtutor, name) is topic.function
    assert topic.function.__module__ == f"derivtutor.calculus.{topic.home}"
    assert set(topic.options) <= OPTIONS.keys()
    assert importlib.import_module(topic.function.__module__).__doc__
    assert CliRunner().invoke(cli, [topic.name, "--help"]).exit_code == 0


def test_the_command_prints_the_library_s_document() -> None:
    printed = CliRunner().invoke(cli, ["gradient", "x^2 y", "--at", "x=1", "--at", "y=2", "--format", "json"]).output
    assert json.loads(printed) == derivtutor.gradient("x^2 y", at={"x": 1, "y": 2}).as_dict()
