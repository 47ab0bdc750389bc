"""What a function requires of its variable, and the same solved for it."""

from __future__ import annotations

from itertools import product

import pytest

from derivtutor.analysis.requirements import bends, requirements
from derivtutor.analysis.solving import solved
from derivtutor.notation import linear
from derivtutor.notation.reader import read
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Comparison, Name, Node, Piecewise

REQUIRED = [
    # something not to be zero, of what is inside
    ("1/(x (x - a))", "x != 0; x - a != 0"), ("1/x^3", "x != 0"), ("1/e^x", ""), ("1/ln(x)", "x != 1; x > 0"),
    ("1/log_2(x)", "x != 1; x > 0"), ("1/arcsin(x)", "x != 0; -1 < x < 1"), ("1/|x|", "x != 0"),
    ("1/root(3, x)", "x != 0"), ("1/sqrt(x - a)", "x - a > 0"), ("1/csch(x)", "x != 0"), ("1/sec(x)", "cos(x) != 0"),
    ("1/tan(x)", "sin(x) != 0; cos(x) != 0"), ("1/cot(x)", "cos(x) != 0; sin(x) != 0"), ("1/(x/a)", "x != 0"),
    # something to be positive
    ("ln(-x)", "x < 0"), ("ln(x^2)", "x != 0"), ("ln(x^3)", "x^3 > 0"), ("ln(ln(x))", "x > 1; x > 0"),
    ("ln(sinh(x))", "x > 0"), ("ln(-3/x)", "x < 0; x != 0"), ("ln(3/x)", "x > 0; x != 0"), ("ln(sqrt(x))", "x > 0"),
    ("ln(sec(x))", "cos(x) > 0; cos(x) != 0"), ("sqrt(csc(x))", "sin(x) > 0; sin(x) != 0"), ("ln(2^x)", ""),
    ("ln(a + x^2)", "a + x^2 > 0"), ("ln(x + 1/2)", "x + 1/2 > 0"),
    # sums of what is never negative and of what is positive need not be looked at
    ("ln(1 + x^2 + x^4)", ""), ("ln(1 + |x|)", "x != 0"), ("ln(1 + sqrt(x))", "x > 0"), ("ln(2 + relu(x))", "x != 0"),
    ("ln(1 + |x| sqrt(x)/e^x)", "x != 0; x > 0"), ("ln(e^x/cosh(x) + softplus(x))", ""), ("ln(1 + x)", "1 + x > 0"),
    ("ln(|x| + sqrt(x))", "|x| + sqrt(x) > 0; x != 0; x > 0"), ("ln(1 + x^3)", "1 + x^3 > 0"),
    ("ln(1 + x |x|)", "1 + x |x| > 0; x != 0"), ("sqrt(2 - x^2)", "2 - x^2 > 0"), ("ln(pi + e x^2)", ""),
    # powers and roots
    ("x^n", ""), ("x^pi", "x > 0"), ("x^x", "x > 0"), ("0^x", "x > 0"), ("2^x", ""), ("a^x", ""),
    ("root(4, x)", "x > 0"),
    ("(x - 1)^(1/2)", "x - 1 > 0"), ("(x - 1)^(2/3)", "x - 1 != 0"), ("(x - 1)^(-2/3)", "x - 1 != 0"), ("x^2", ""),
    ("root(3, x)", "x != 0"), ("root(n, x)", "x > 0"), ("(x - 1)^(-1/2)", "x - 1 > 0"),
    # functions of bounded domains, functions in pieces
    ("arcsin(2x)", "-1 < 2x < 1"), ("arcosh(x)", "x > 1"), ("artanh(x/a)", "-1 < x/a < 1"), ("arcsec(x)", "|x| > 1"),
    ("bce(x, y)", "0 < x < 1"), ("tan(2x)", "cos(2x) != 0"), ("f(x) + sqrt(y)", ""), ("sqrt(x) sqrt(x)", "x > 0"),
    ("max(x, a, 1)", "x != a; x != 1"), ("|x - a|", "x - a != 0"), ("leaky_relu(1 - x)", "1 - x != 0"),
    ("piecewise((x, 0 < x < a), (x^2, True))", "x != 0; x != a"), ("piecewise((x, 0 < x), (2, True))", "x != 0"),
    # integrals: the upper bound stays on the side of the lower one
    ("int(ln(t), t, 1, x)", "x > 0"), ("int(1/(t + 1), t, -3, x)", "x + 1 < 0"), ("int(1/t, t, a, x)", "x != 0"),
    ("int(|t - a|, t, 0, x)", "x - a != 0"), ("int(t^2, t, 0, sqrt(x))", "x > 0"), ("int(x ln(t), t, 1, 2)", ""),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "required"), REQUIRED)
def test_what_is_required_of_the_variable(typed: str, required: str) -> None:
    assert "; ".join(map(linear.text, requirements(read(typed).tree, "x"))) == required


BENDING = [
    ("|x| + sqrt(x)", "x != 0"), ("1/|x|", ""), ("(x - 1)^(2/3)", "x - 1 != 0"), ("(x - 1)^(-2/3)", ""),
    ("root(5, x)", "x != 0"), ("max(x, 1)/x", "x != 1"), ("relu(ln(x))", "x != 1"), ("sin(x)", ""),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "where"), BENDING)
def test_where_it_may_bend_and_have_a_value(typed: str, where: str) -> None:
    assert "; ".join(map(linear.text, bends(read(typed).tree, "x"))) == where


SOLVED = [
    "2x - a > 0", "a - 2x > 0", "a - x >= b", "x/2 + b < a", "(x - a)/(-4) != 1", "3(x - a) <= 6", "-x < a",
    "x + 2x > a",
    "0 < x + b", "b - 2 (a - x) (-3) > 1", "a < 2x - b < 3", "a < b - 2x <= 3", "x^2 - a^2 != 0", "a^2 - x^2 != 0",
    "x^2 != a^2",
]  # fmt: skip
AS_THEY_ARE = [
    "x^2 - a^2 > 0",
    "a x > 1",
    "x < 1 - 2x < 3",
    "sin(x) > a",
    "x^2 - a^3 != 0",
    "x^2 + a^2 != 0",
    "x < x + a",
]


def condition(typed: str) -> Comparison:
    (piece,) = [part for part in read(f"piecewise((1, {typed}), (2, True))").tree.children if type(part) is Comparison]
    return piece


def holds(comparison: Node, point: tuple[int, ...]) -> bool:
    chosen = Piecewise((read("1").tree, read("0").tree), (comparison,))
    return compile_real(chosen, ("x", "a", "b"))(point) == 1


@pytest.mark.parametrize("typed", SOLVED)
def test_a_condition_is_solved_for_the_variable_and_says_the_same(typed: str) -> None:
    asked = condition(typed)
    found = solved(asked, "x")
    assert all(each.operands[len(each.operands) == 3] == Name("x") for each in found)
    for point in product((-4, -3, -2, -1, 0, 1, 2, 3, 4), (-3, -1, 0, 2), (-2, 0, 3)):
        assert holds(asked, point) == all(holds(each, point) for each in found), point


@pytest.mark.parametrize("typed", AS_THEY_ARE)
def test_other_conditions_stay(typed: str) -> None:
    assert solved(condition(typed), "x") == (condition(typed),)
