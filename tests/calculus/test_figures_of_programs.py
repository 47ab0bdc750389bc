"""Figures of programs: the loss around the values at hand, and how it falls in training."""

from __future__ import annotations

import pytest

from derivtutor.calculus.backpropagation.backprop import backprop
from derivtutor.calculus.backpropagation.train import train
from derivtutor.calculus.figures.figure import Figure
from derivtutor.calculus.figures.topics import figure_of
from derivtutor.errors import UserError

LINE, AT = "L = (w*x + b - y)^2", "w=1.5,b=0.5,x=2,y=1"


def of_backprop(program: str, wrt: str, at: str) -> Figure:
    return figure_of("of_backprop", backprop(program, wrt, at))


def test_one_number_has_a_tangent_with_its_gradient() -> None:
    figure = of_backprop(LINE, "w", AT)
    assert figure.says == ("L as it depends on w alone. The tangent at w = 1.5 has the slope 10, which is ∂L/∂w.")
    line = next(straight for straight in figure.straights if straight.kind == "tangent")
    rise, run = line.end[1] - line.start[1], line.end[0] - line.start[0]
    assert rise / run == pytest.approx(backprop(LINE, "w", AT).document["gradients"]["w"])
    assert figure.across.name == "w"


def test_two_numbers_have_an_arrow_that_leads_down() -> None:
    figure = of_backprop(LINE, "w,b", AT)
    assert "in the direction of −(∂L/∂w, ∂L/∂b) = (−10, −5): L falls fastest that way." in figure.says
    arrow = figure.arrows[0]
    assert arrow.end[0] - arrow.start[0] == pytest.approx(2 * (arrow.end[1] - arrow.start[1]))
    assert (figure.across.name, figure.up.name) == ("w", "b")


def test_where_there_is_no_slope_there_is_no_tangent() -> None:
    figure = of_backprop("L = relu(w)", "w", "w=0")
    assert figure.says == "L as it depends on w alone. At w = 0 there is no tangent."
    assert not figure.straights


@pytest.mark.parametrize(
    ("program", "why"),
    [("L = w^2 + b^2", "the slope is zero in every direction"), ("L = |w| + b", "L has no gradient")],
)
def test_why_there_is_no_arrow(program: str, why: str) -> None:
    figure = of_backprop(program, "w,b", "w=0,b=0")
    assert figure.says.endswith(f"At w = 0, b = 0 {why}: there is no arrow.")
    assert not figure.arrows


def test_a_number_that_depends_on_the_first_is_not_moved_beside_it() -> None:
    assert of_backprop("z = w*x; L = z^2", "w,z", "w=2,x=3").across.name == "w"


def test_entries_of_arrays_have_their_names() -> None:
    figure = of_backprop("L = sum(tanh(W @ x))", "W", "W=[[1, 2], [3, 4]],x=(1, 2)")
    assert (figure.across.name, figure.up.name) == ("W_11", "W_12")


def test_letters_have_no_figure() -> None:
    with pytest.raises(UserError, match="--plot needs numbers"):
        figure_of("of_backprop", backprop(LINE, "w"))


def test_training_falls_on_an_axis_of_powers_of_ten() -> None:
    losses, path = figure_of("of_training", train(LINE, 20, 0.05, wrt="w", at=AT)).panels
    assert losses.says.startswith("L after each of 20 steps: it falls with every step, from 6.25 to ")
    assert losses.up.is_log
    assert len(losses.curves[0].stretches[0]) == 21
    assert path.says == "The way of w from 1.5 to 0.25."
    assert path.across.name == "w"


def test_two_numbers_go_their_way_on_contours() -> None:
    _, path = figure_of("of_training", train(LINE, 3, 0.05, wrt="w,b", at=AT)).panels
    assert path.contours
    assert path.curves[0].stretches[0][:2] == ((1.5, 0.5), (1.0, 0.25))


def test_of_many_numbers_the_loss_alone_is_drawn() -> None:
    figure = figure_of("of_training", train("L = sum(w^2)", 3, 0.1, wrt="w", at="w=(1, 2, 3)"))
    assert figure.panels == (figure,)
    assert not figure.up.is_log


def test_a_loss_that_is_never_positive_has_an_even_axis() -> None:
    losses = figure_of("of_training", train("L = w^2 - 5", 30, 0.4, wrt="w", at="w=2")).panels[0]
    assert not losses.up.is_log
    assert losses.up.low < -5 < -1 < losses.up.high
