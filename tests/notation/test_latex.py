"""What is written in LaTeX is what a textbook prints, and is read back as the same expression."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derivtutor.notation import linear
from derivtutor.notation.functions import FUNCTIONS, GREEK
from derivtutor.notation.latex import Written, latex
from derivtutor.notation.mathml import mathml
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Call, Memo, Name, Negation, Node, Number, Power, Product, Quotient, Sum, Unknown

x, y, two = Name("x"), Name("y"), Number(2)

TYPED = [
    ("2x", "2 x"),
    ("x*x", r"x \cdot x"),
    ("2*3^x", r"2 \cdot 3^{x}"),
    ("3 - x", "3 - x"),
    ("-x/2", r"-\frac{x}{2}"),
    ("2(x+1)", r"2 \left(x + 1\right)"),
    ("x - (-2x)", r"x - \left(-2 x\right)"),
    ("-(x+1)", r"-\left(x + 1\right)"),
    ("1/2x", r"\frac{1}{2} x"),
    ("1/(x/2)", r"\frac{1}{\frac{x}{2}}"),
    ("(x/2)^2", r"\left(\frac{x}{2}\right)^{2}"),
    ("(x^2)^3", r"\left(x^{2}\right)^{3}"),
    ("2^3^2", "2^{3^{2}}"),
    ("e^(2x)", "e^{2 x}"),
    ("e^-x", "e^{-x}"),
    ("0.5x", "0.5 x"),
    ("sqrt(3x+1)", r"\sqrt{3 x + 1}"),
    ("sqrt(x)^3", r"\left(\sqrt{x}\right)^{3}"),
    ("root(n, x)", r"\sqrt[n]{x}"),
    ("sin^2 x", r"\sin^{2}\left(x\right)"),
    ("sin(x)^n", r"\sin\left(x\right)^{n}"),
    ("x sin x", r"x \sin\left(x\right)"),
    ("|x^2-4|", r"\left|x^{2} - 4\right|"),
    ("log_2(x)", r"\log_{2}\left(x\right)"),
    ("arsinh(x)", r"\operatorname{arsinh}\left(x\right)"),
    ("sigmoid(x)", r"\sigma\left(x\right)"),
    ("leaky_relu(x)", r"\operatorname{leaky\_relu}\left(x\right)"),
    ("max(0, x)", r"\max\left(0, x\right)"),
    ("theta w_1", r"\theta w_{1}"),
    ("yhat - y", r"\hat{y} - y"),
    ("xbar^2", r"\bar{x}^{2}"),
    ("rate*time", r"\mathrm{rate} \, \mathrm{time}"),
    ("f'(x) g(x)", r"f'\left(x\right) g\left(x\right)"),
    ("int(sin t, t, 0, x^2)", r"\int_{0}^{x^{2}} \sin\left(t\right) \,dt"),
    ("d/dx (x^2)", r"\frac{d}{dx}\left(x^{2}\right)"),
    ("d^2/dx^2 (x^2)", r"\frac{d^{2}}{dx^{2}}\left(x^{2}\right)"),
    ("dy/dx", r"\frac{dy}{dx}"),
    (
        "piecewise((x^2, x<0), (sin x, x>=0))",
        r"\begin{cases} x^{2} & \text{if } x < 0 \\ \sin\left(x\right) & \text{if } x \ge 0 \end{cases}",
    ),
    ("piecewise((1, x!=0), (0, True))", r"\begin{cases} 1 & \text{if } x \ne 0 \\ 0 & \text{otherwise} \end{cases}"),
]

BUILT = [
    (Number(Fraction(1, 2), "½"), r"\tfrac{1}{2}"),
    (Product((two, Product((x, y)))), r"2 \left(x y\right)"),
    (Sum((x, Sum((y, two)))), r"x + \left(y + 2\right)"),
    (Sum((Negation(x), two)), "-x + 2"),
    (Negation(Negation(x)), r"-\left(-x\right)"),
    (Product((two, Negation(x))), r"2 \left(-x\right)"),
    (Quotient(Negation(x), two), r"\frac{-x}{2}"),
    (Power(Name("y'"), two), r"\left(y'\right)^{2}"),
    (Name("w1"), r"\mathrm{w1}"),
    (Name("w_1"), "w_{1}"),
    (Unknown("f", (x,), (4,)), r"f^{(4)}\left(x\right)"),
    (Unknown("f", (x, y), (1, 0)), r"f^{(1,0)}\left(x, y\right)"),
    (Unknown("f", (x, y), (0, 0)), r"f\left(x, y\right)"),
]


@pytest.mark.parametrize(("typed", "written"), TYPED)
def test_a_typed_expression_is_printed_and_read_back(typed: str, written: str) -> None:
    tree = read(typed).tree
    assert latex(tree) == written
    assert read(written).tree == tree


@pytest.mark.parametrize(("tree", "written"), BUILT)
def test_the_shape_of_the_tree_is_kept(tree: Node, written: str) -> None:
    assert latex(tree) == written


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_is_read_back(function: str) -> None:
    tree = Call(function, tuple(Name(letter) for letter in "uv"[: FUNCTIONS[function].arity]))
    written = latex(Sum((tree, Power(tree, two))))
    assert written.count("{") == written.count("}")
    assert read(latex(tree)).tree == tree


CUSTOMARY = {"sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch", "ln"}
"""Functions that carry their exponent before the argument in print."""


@pytest.mark.parametrize("function", [name for name, row in FUNCTIONS.items() if row.arity == 1 and name != "abs"])
def test_exponents_stand_where_print_has_them(function: str) -> None:
    square = Power(Call(function, (x,)), two)
    before = function in CUSTOMARY
    assert linear.text(square) == (f"{function}^2(x)" if before else f"{function}(x)^2")
    assert latex(square).endswith(r"^{2}\left(x\right)" if before else "^{2}")
    assert mathml(square).count("<msup><mi>") == before


@pytest.mark.parametrize("letter", GREEK)
def test_every_greek_letter_has_a_command(letter: str) -> None:
    assert latex(Product((Name(letter), x))) == rf"\{letter} x"


def test_shared_sub_trees_are_written_once() -> None:
    memo: Memo[Written] = Memo()
    shared = Power(x, two)
    latex(Sum((shared, y)), memo)
    before = len(memo)
    assert latex(Quotient(shared, y), memo).startswith(r"\frac{x^{2}}")
    assert len(memo) <= before + 2


def test_deep_nesting_does_not_recurse() -> None:
    tree: Node = x
    for _ in range(2_000):
        tree = Negation(Quotient(tree, two))
    assert latex(tree).count(r"\frac") == 2_000
