"""One function, differentiated by any of its letters."""

import pytest

from derivtutor.derivation.differentiator import HIGHEST_ORDER, Differentiator, derivative
from derivtutor.derivation.explain import METHODS, explain
from derivtutor.errors import UserError
from derivtutor.notation import linear
from derivtutor.notation.reader import read


@pytest.mark.parametrize("function", ["x^2 y + sin(x y)", "e^(a b) c", "relu(w x + b)", "x^y"])
def test_every_letter_is_differentiated_by_as_explain_does(function: str) -> None:
    by = Differentiator(read(function).tree)
    assert by.letters
    for letter in by.letters:
        assert by.steps(letter, 2).results == explain(function, wrt=letter, order=2).derivatives


@pytest.mark.parametrize(
    ("operation", "slopes"),
    [
        ("w x", {"w": ("constant-multiple", "x"), "x": ("constant-multiple", "w")}),
        ("z + b", {"z": ("sum", "1"), "b": ("sum", "1")}),
        ("a/y", {"a": ("constant-multiple", "1/y"), "y": ("constant-multiple", "-a/y^2")}),
        ("sigmoid(z)", {"z": ("sigmoid", "sigmoid(z) (1 - sigmoid(z))")}),
    ],
)
def test_one_operation_has_local_slopes_with_their_rules(operation: str, slopes: dict[str, tuple[str, str]]) -> None:
    steps = Differentiator(read(operation).tree).slopes()
    assert {letter: (step.rule.id, linear.text(step.result)) for letter, step in steps.items()} == slopes


def test_slopes_come_in_the_order_that_is_asked_for() -> None:
    assert list(Differentiator(read("x y z").tree).slopes(["z", "x"])) == ["z", "x"]
    assert list(Differentiator(read("z y x").tree).slopes()) == ["x", "y", "z"]


def test_derivatives_within_a_function_are_worked_out_first() -> None:
    by = Differentiator(read("x d/dx(x^3)").tree)
    assert by.notes == ("d/dx (x³) is worked out first: it is 3x².",)
    assert linear.text(by.derivative("x")) == "9x^2"


def test_an_order_beyond_all_is_refused() -> None:
    with pytest.raises(UserError, match="order 13 is not possible"):
        derivative(read("x^2").tree, "x", HIGHEST_ORDER + 1)


@pytest.mark.parametrize("method", METHODS)
def test_every_method_comes_to_the_same_derivative(method: str) -> None:
    at = {"x": 1.25}
    slopes = [explain("x^2 sin(x)", at=at, method=each).at.slope for each in ("auto", method)]
    assert slopes[0] == pytest.approx(slopes[1], rel=1e-12)
