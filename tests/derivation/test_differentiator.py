"""One function, differentiated by any of its letters."""

from typing import get_args

import pytest
from msgspec.structs import replace

from derivtutor.derivation.differentiator import HIGHEST_ORDER, Differentiator, derivative
from derivtutor.derivation.explain import METHODS, Method, explain
from derivtutor.derivation.rules import BY_ID
from derivtutor.errors import UserError
from derivtutor.notation import linear
from derivtutor.notation.reader import read
from derivtutor.render import plain
from derivtutor.render.telling.derivation import tell


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


def test_every_method_has_a_row() -> None:
    assert tuple(METHODS) == get_args(Method)


@pytest.mark.parametrize("method", METHODS)
def test_every_method_comes_to_the_same_derivative_and_is_told_by_its_title(method: Method) -> None:
    rule = next(iter(METHODS[method].by), None)
    example = rule.example if rule else "x^2 sin(x)"
    by_the_book, derivation = (explain(example, at="x=2.25", method=each) for each in ("direct", method))
    assert derivation.at.slope == pytest.approx(by_the_book.at.slope, rel=1e-12)
    page = plain.render(tell(derivation))
    assert rule is None or rule.title.lower() in page.lower()


def test_a_rule_with_a_plain_formula_may_be_begun_with() -> None:
    by_product = replace(BY_ID["quotient"], id="by-product", matcher=None)
    steps = Differentiator(read("sin(x)/(x^2 + 1)").tree).steps("x", by=(by_product,))
    assert steps.roots[0].rule is by_product
    with pytest.raises(UserError, match="does not apply"):
        Differentiator(read("sin(x)").tree).steps("x", by=(by_product,))
