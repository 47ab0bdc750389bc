"""Descent on a curve as it is explored, and its keys for states of other subjects."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from msgspec import Struct

from derivtutor.calculus.explanation import Chain, Table
from derivtutor.exploring.landscape import descent, walking
from derivtutor.exploring.landscape.subject import SUBJECT, start
from derivtutor.exploring.landscape.walking import Walk
from derivtutor.exploring.subjects import pressed
from derivtutor.exploring.worth import as_text


def begun(text: str, at: str, rate: str = "0.1") -> Walk:
    walk = start(text, at=at, rate=rate)
    assert walk is not None
    return walk


def after(walk: Walk, keys: str) -> Walk:
    found: Walk = [walk, *pressed(SUBJECT, walk, keys.split())][-1]
    return found


def test_a_step_with_its_numbers() -> None:
    view = descent.view(begun("x^2", "3"))
    chain = view.items[0]
    assert isinstance(chain, Chain)
    assert [as_text((side,)) for side in chain.sides] == ["p₁", "p₀ − 0.1 f′(p₀)", "3 − 0.1 · 6", "2.4"]


@pytest.mark.parametrize(
    ("rate", "says"),
    [("0.001", "crawls"), ("0.1", "converges"), ("0.9", "converges"), ("1", "oscillates"), ("1.1", "diverges")],
)
def test_what_a_rate_does(rate: str, says: str) -> None:
    assert as_text(descent.view(begun("x^2", "3", rate)).notice).startswith(f"It {says}")


def test_the_way_is_drawn_on_the_curve() -> None:
    view = descent.view(after(begun("x^2", "3"), "n n"))
    assert view.figure is not None
    assert [dot.at for dot in view.figure.dots] == [pytest.approx(at) for at in ((3, 9), (2.4, 5.76), (1.92, 3.6864))]
    table = view.items[1]
    assert isinstance(table, Table)
    assert [as_text(cell) for cell in table.rows[1]] == ["1", "0.1", "2.4", "5.76", "4.8"]


def test_only_descent_is_seen_of_one_variable() -> None:
    walk = begun("x^2", "3")
    assert [panel.id for panel in SUBJECT.panels if panel.view(walk) is not None] == ["descent"]
    assert after(walk, "up").point == walk.point


@pytest.mark.parametrize(
    ("text", "at"),
    [("1/x", "1"), ("tan(x)", "1"), ("ln(x)", "2"), ("|x|", "1"), ("sqrt(x)", "0.5"), ("x^x", "1"), ("sin(1/x)", "0.5"),
     ("e^(1/x)", "1"), ("x", "0"), ("e^(e^x)", "2"), ("x^20", "1.5"), ("sign(x)", "1")],
)  # fmt: skip
def test_no_key_breaks_descent_on_a_curve(text: str, at: str) -> None:
    walk, rng = begun(text, at), random.Random(text)
    keys = [key.name for key in SUBJECT.keys]
    for _ in range(40):
        walk = after(walk, rng.choice([*keys, "n", "n"]))
        view = descent.view(walk)
        assert as_text(view.notice).endswith(".")
        assert view.figure is not None
        for dot in view.figure.dots:
            assert view.figure.across.low <= dot.at[0] <= view.figure.across.high


def test_a_step_that_is_too_long_for_doubles_is_not_taken() -> None:
    view = descent.view(begun("10^300 x", "0", "1e300"))
    assert "too large" in as_text(view.notice)
    assert view.items == ()


class Outer(Struct, frozen=True, eq=False):
    walk: Walk
    other: int = 7


def test_keys_change_a_walk_within_another_state() -> None:
    state = Outer(begun("x^2", "3"))
    keys = {key.name: key for key in descent.within("walk")}
    moved = keys["n"].change(state)
    assert moved.other == 7
    assert moved.walk.point == pytest.approx((2.4,))
    assert keys["plus"].change(moved).walk.rate == Fraction(1, 5)
    assert keys["u"].change(moved).walk.point == (3,)
    assert walking.reset(moved.walk) is state.walk
