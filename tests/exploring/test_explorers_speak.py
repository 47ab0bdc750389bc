"""Explorers in other languages: every word of theirs comes from a catalogue, and none is kept from one to the next."""

from __future__ import annotations

import pytest
from marked_language import marked, unmarked

from derivtutor.exploring.subjects import pressed, start
from derivtutor.network.examples import example
from derivtutor.render.exploring import frame
from derivtutor.render.tui.keys import HelpScreen, in_short

TYPED = {"sin", "cos", "tanh", "sigmoid", "relu", "sign", "mean", "bce", "max", "sum", "softmax", "cross", "entropy",
         "yhat", "and", "start", "path", "arcsin"}  # fmt: skip
"""Names of functions and of programs, and what figures of other topics say."""

ALL_THE_WAY = "right " * 12 + "i up down b left"
LINES = [
    *[(each, "h h plus plus minus c o H n home") for each in ("x^2", "sin(x^2)", "x^3", "tanh(3x)", "3sin(2x) + 1")],
    *[(f"{each} at x=0", "h c") for each in ("1/x", "sqrt(x)", "|x|", "x^(1/3)", "x^(2/3)", "sign(x)", "x sin(1/x)")],
    ("(x^2 - 1)/(x - 1) at x=1", "h"), ("tanh(x) at x=5", "h"), ("-tanh(x) at x=5", "h"), ("arcsin(x) at x=1", "h"),
    ("sin(x); tanh(x) at x=4", "right"), ("|x|; x^2 at x=0", "n"), ("3; 4", "n"),
]  # fmt: skip
LANDSCAPES = [("sqrt(x^2 + y^2) at x=0,y=0", "n"), ("x y at x=0,y=0", ""), ("ln(x) + y at x=1,y=2", "n n plus")]
PROGRAMS = [(example(name).program, ALL_THE_WAY) for name in ("two-layer", "shared", "softmax", "deep-10")]
BESIDE = ("sin(x^2) & y = sigmoid(w*x) at x=1,w=2", "right right b up home")


def shown(typed: str, keys: str) -> str:
    """All frames of a session: what is typed may have a point behind it."""
    what, _, point = typed.partition(" at ")
    subject, state = start(what.split(" & "), {"at": point} if point else {})
    return "\n".join([frame(subject, each, 150) for each in (state, *pressed(subject, state, keys.split()))])


@pytest.mark.parametrize(("typed", "keys"), [*LINES, *LANDSCAPES, *PROGRAMS, BESIDE])
def test_every_word_that_is_seen_can_be_translated(typed: str, keys: str) -> None:
    with marked():
        seen = shown(typed, keys)
    assert unmarked(seen) - TYPED == set()
    assert "⟦" in seen


@pytest.mark.parametrize(("typed", "keys"), [LINES[0], LANDSCAPES[0], PROGRAMS[0], BESIDE])
def test_no_language_is_kept(typed: str, keys: str) -> None:
    english = shown(typed, keys)
    with marked():
        other = shown(typed, keys)
    assert "⟦" in other
    assert shown(typed, keys) == english


@pytest.mark.parametrize(
    "operands", [["x^2"], ["x^2 + y^2"], ["w = 2; y = w^2"], ["x = 1; y = x^2", "u = 3; z = sin(u)"]]
)
def test_keys_are_told_in_the_language_that_is_spoken(operands: list[str]) -> None:
    subject, _ = start(operands, {})
    with marked():
        line, screen = in_short(subject.keys, 400), "\n".join(HelpScreen(subject.keys).rows())
    assert unmarked(line) <= {"tab", "shift", "space", "home", "pageup", "pagedown"}
    assert unmarked(screen) <= {"tab", "shift", "space", "home", "pageup", "pagedown"}
