"""What explanations say to be equal is checked: what is false raises."""

from fractions import Fraction

import pytest

from derivtutor.calculus.checking import FalseLineError, check_chain, check_limit
from derivtutor.notation.reader import read


def tree(text: str):
    return read(text).tree


@pytest.mark.parametrize(("left", "right"), [("(x + h)^2", "x^2 + 2x h + h^2"), ("2x dx/dt", "x dx/dt + x dx/dt")])
def test_what_is_true_is_let_through(left: str, right: str) -> None:
    check_chain((tree(left), tree(right)), (False,))


@pytest.mark.parametrize(("left", "right"), [("(x + h)^2", "x^2 + h^2"), ("2x dx/dt", "x dx/dt"), ("y'", "2y'")])
def test_what_is_false_raises(left: str, right: str) -> None:
    with pytest.raises(FalseLineError):
        check_chain((tree(left), tree(right)), (False,))


def test_rates_are_letters_that_points_give_values_to() -> None:
    moment = [{"dy/dt": Fraction(-3, 2)}]
    check_chain((tree("8 dy/dt"), tree("-12")), (False,), moment)
    with pytest.raises(FalseLineError):
        check_chain((tree("8 dy/dt"), tree("12")), (False,), moment)


@pytest.mark.parametrize(("quotient", "limit"), [("2x + h", "2x"), ("sin(h)/h cos(x)", "cos(x)")])
def test_a_quotient_may_come_near_to_its_limit(quotient: str, limit: str) -> None:
    check_limit(tree(quotient), "h", tree(limit))


@pytest.mark.parametrize(("quotient", "limit"), [("2x + h", "3x"), ("sin(h)/h", "0"), ("1/h", "x")])
def test_a_quotient_must_come_near_to_its_limit(quotient: str, limit: str) -> None:
    with pytest.raises(FalseLineError):
        check_limit(tree(quotient), "h", tree(limit))
