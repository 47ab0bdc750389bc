"""Gradients: the vector, its length, and the steepest directions."""

from __future__ import annotations

import pytest

from derivtutor import UserError, gradient
from derivtutor.render.formats import render
from derivtutor.render.telling.explanation import tell


def test_the_vector_its_length_and_the_directions() -> None:
    document = gradient("x^2 + 2y^2", at={"x": 3, "y": 2}).as_dict()
    assert [each["text"] for each in document["partials"]] == ["2x", "4y"]
    assert (document["value"], document["norm"]) == ([6, 8], 10)
    assert document["ascent"] == pytest.approx([0.6, 0.8])
    assert document["descent"] == pytest.approx([-0.6, -0.8])


def test_a_zero_gradient_has_no_direction() -> None:
    explanation = gradient("x^2 + 2y^2", at="x=0,y=0")
    document = explanation.as_dict()
    assert (document["norm"], document["ascent"], document["descent"]) == (0, None, None)
    assert "no direction is the steepest" in render(tell(explanation), "plain")


def test_numbers_may_be_large() -> None:
    found = gradient("x y", at="10^200, 10^200").as_dict()
    assert (found["value"], found["norm"]) == ([1e200, 1e200], 1.4142135623730950488e200)


def test_the_variables_come_in_the_order_asked_for() -> None:
    assert gradient("x^2 y", wrt="y,x").result.text == "(x^2, 2x y)"
    assert gradient("a x^2", wrt=["x"]).result.text == "(2a x)"
    assert gradient("x1^2 + x1 x2 + 3x3^2").result.text == "(2x1 + x2, x1, 6x3)"


def test_it_is_told_as_a_teacher_writes_it() -> None:
    assert render(tell(gradient("x^2 y + 3y", at="2, 1")), "plain").splitlines() == [
        "f(x, y) = x^2 y + 3y",
        "Differentiate with respect to x; hold y constant.",
        "df/dx = d/dx (x^2 y + 3y)",
        "df/dx = d/dx (x^2 y) + 0 (Sum and constant rule)",
        "df/dx = y (d/dx (x^2)) + 0 (Constant multiple rule)",
        "df/dx = 2x y + 0 (Power rule)",
        "df/dx = 2x y (drop factors of 1 and terms of 0)",
        "Differentiate with respect to y; hold x constant.",
        "df/dy = d/dy (x^2 y + 3y)",
        "df/dy = d/dy (x^2 y) + d/dy (3y) (Sum rule)",
        "df/dy = x^2 + 3 (Constant multiple and identity rule)",
        "Write the partial derivatives as a vector.",
        "grad f = (df/dx, df/dy)",
        "grad f = (2x y, x^2 + 3)",
        "Substitute the point.",
        "grad f(2, 1) = (2*2*1, 2^2 + 3)",
        "Answer: grad f(2, 1) = (4, 7)",
        "Its length is the slope in the steepest direction.",
        "|grad f(2, 1)| = sqrt(4^2 + 7^2)",
        "|grad f(2, 1)| = sqrt(65)",
        "The function rises fastest along the gradient, and falls fastest against it.",
        "u = (4sqrt(65)/65, 7sqrt(65)/65) (steepest ascent)",
        "-u = (-4sqrt(65)/65, -7sqrt(65)/65) (steepest descent)",
    ]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"function": "5"}, "A constant has no gradient."),
        ({"function": "x y", "at": "x=1"}, "The point has no value for y."),
        ({"function": "x y", "at": "1"}, "The number of values is 1, but the variables are x, y."),
        ({"function": "x y", "at": "x=1,z=2"}, "The letter z does not occur"),
        ({"function": "x y", "wrt": "x,x"}, "The variable x is given twice."),
        ({"function": "ln(x y)", "at": "1,-1"}, "has no value"),
    ],
)
def test_what_cannot_be_is_one_sentence(arguments: dict[str, str], says: str) -> None:
    with pytest.raises(UserError) as raised:
        gradient(**arguments)
    assert says in raised.value.message
    assert raised.value.hint


def test_a_length_that_cannot_be_shortened_is_told_once() -> None:
    lines = [line["text"] for line in gradient("x^2 e^y + ln(x y)", at="x=1,y=1").as_dict()["lines"]]
    assert len(lines) == len(set(lines))
