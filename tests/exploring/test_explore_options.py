"""What the command takes for landscapes and programs."""

from __future__ import annotations

import pytest
from command import run

from derivtutor.network.examples import EXAMPLES


def test_a_ready_made_program_is_explored() -> None:
    shown = run("explore", "--example", "neuron", "--frames", "--keys", "b").stdout
    assert "0.1201" in shown


def test_examples_are_listed() -> None:
    shown = run("explore", "--example", "list").stdout
    assert all(each.name in shown for each in EXAMPLES)


def test_a_rate_leads_downhill() -> None:
    shown = run("explore", "x^2", "--at", "x=3", "--rate", "1.1", "--frames", "--keys", "n").stdout
    assert "It diverges" in shown
    assert "f = 12.96" in shown or "f ≈ 12.96" in shown


@pytest.mark.parametrize(
    "arguments", [("x^2", "--example", "neuron"), ("x^2", "--rate", "0"), ("x y z",), ("z = w*x + b",), ()]
)
def test_what_cannot_be_explored_is_said_in_a_sentence(arguments: tuple[str, ...]) -> None:
    done = run("explore", *arguments, "--frames")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: ")
