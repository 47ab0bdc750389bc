"""What can be typed and how it is read: every row of the table against SymPy, and what is said about the reading."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sympy

from derivtutor.errors import UserError
from derivtutor.notation import linear
from derivtutor.notation.latex import latex
from derivtutor.notation.reader import read
from derivtutor.notation.to_sympy import to_sympy
from derivtutor.notation.tree import Name, Node, Unknown, parts

TABLE = Path(__file__).parent / "notation.jsonl"
ROWS = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]
READ = [row for row in ROWS if "sympy" in row]
REFUSED = [row for row in ROWS if "error_at" in row]
NAMESPACE: dict[str, Any] = {
    **{letter: sympy.Symbol(letter) for letter in ("theta", "alpha", "beta", "w_1", "x_1", "w1", "x1", "E1")},
    **{letter: sympy.Function(letter) for letter in "fg"},
}


def value(row: dict[str, str]) -> Any:
    return sympy.sympify(row["sympy"], locals=NAMESPACE)


def same(found: Any, wanted: Any) -> bool:
    return bool(found.doit() == wanted.doit() or sympy.simplify(found.doit() - wanted.doit()) == 0)


def oracle(tree: Node, wanted: Any) -> None:
    found = to_sympy(tree)
    if wanted.has(sympy.Piecewise) or found.has(sympy.Piecewise):
        for number in (-1.5, 0.25, 2.0):
            here = {sympy.Symbol("x"): number}
            assert float(found.subs(here)) == pytest.approx(float(wanted.subs(here)))
    elif "cbrt" not in str(wanted):
        assert same(found, wanted)


@pytest.mark.parametrize("row", READ, ids=lambda row: row["text"])
def test_the_table_against_sympy(row: dict[str, str]) -> None:
    tree = read(row["text"]).tree
    oracle(tree, value(row))
    for write in (linear.text, linear.unicode, latex):
        assert read(write(tree)).tree == tree


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row["text"])
def test_the_table_of_what_is_refused(row: dict[str, str]) -> None:
    with pytest.raises(UserError) as caught:
        read(row["text"])
    assert caught.value.position == int(row["error_at"])


SAME = [
    ("𝑠𝑖𝑛 𝑥²", "sin(x^2)"), ("ｘ＋１", "x + 1"), ("x\u200b+1", "x + 1"), ("f\u2061(x)", "f(x)"), ("2\u2062x", "2x"),
    ("ŷ − y", "yhat - y"), ("x̄²", "xbar^2"), ("w₁x₁", "w_1 x_1"), ("log₂(x)", "log_2(x)"), ("log(2, x)", "log_2(x)"),
    ("∫₀^π sin t dt", "int(sin t, t, 0, pi)"), (r"\int_0^1 \theta\,d\theta", "int(theta, theta, 0, 1)"),
    (r"\int_0^1 w_1\,dw_{1}", "int(w_1, w_1, 0, 1)"), (r"\int_0^1 x\,\mathrm{d}x", "int(x, x, 0, 1)"),
    (r"\frac{d}{d\mathrm{rate}}(x)", r"d/d\mathrm{rate} (x)"), (r"\frac{\mathrm{d}y}{\mathrm{d}x}", "dy/dx"),
    ("d2y/dx2", "d^2y/dx^2"), (r"\frac{d^2}{dx^2} x^3", "d²/dx² (x^3)"),
    (r"\frac{d^{2}y}{dx^{2}}", "d²y/dx²"),
    ("∂f/∂x", "df/dx"), (r"f^{(4)}(x)", "f''''(x)"), (r"f^{(1,0)}(x,y)", "f^(1,0)(x, y)"),
    (r"\hat{w_1}", "what_1"), (r"\hat w_1", "what_1"), (r"\tfrac12 x", "½x"), ("1½", r"1\tfrac{1}{2}"), ("x²³", "x^23"),
    ("root(2, x)", "sqrt(x)"), ("∜x", "root(4, x)"), (r"\mathrm{w1}", "w1"), (r"\mathrm{rate}_{1}", "rate_1"),
    ("Leaky_ReLU(x)", "leaky_relu(x)"), ("BCE(p, y)", "bce(p, y)"), ("MSE(p,y)", "mse(p, y)"), ("Cos X", "cos(X)"),
    ("z1₁^2", "z1_1^2"), ("W1_{1,2} x", r"\mathrm{W1}_{12} x"), ("{w}_{1}", "w_1"), (r"{\hat y}_1", "yhat_1"),
    (r"\int_0^1 x \mathrm d x", "int(x, x, 0, 1)"), (r"\mathrm dx", "d x"), (r"f^{\prime\prime}(x)", "f''(x)"),
    (r"\sigma^{\prime}(x)", "σ'(x)"), ("f_y(x, y)", "f^(0,1)(x, y)"), ("f_{xy}(x, y)", "f^(1,1)(x, y)"),
    (r"\frac{d \sin x}{dx}", "d/dx (sin x)"), ("d(d(x^3)/dx)/dx", "d/dx (d/dx (x^3))"), ("D_x y", "dy/dx"),
    (r"D_\theta \theta^2", "d/dtheta (theta^2)"), ("D_x x^2 + 1", "d/dx (x^2) + 1"), ("D[Sin[x], x]", "d/dx (sin x)"),
    ("Derivative(x^3, x, 2)", "d^2/dx^2 (x^3)"), ("(d/dx)(x^2)", "d/dx (x^2)"), ("1+D_x", "1 + D_x"),
    ("\\sin x\n\\cos x", "sin(x) cos(x)"), ("x &+ y\nz", "x + y z"), ("(x + 1\n )", "x + 1"), ("[\nx]", "x"),
    ("f^{2}(x)", "f(x)^2"), ("y^2(t)", "y(t)^2"), ("y^2(x+1)", "y^2*(x+1)"),
    ("Si x", "S i x"), ("max(1,5)", "max(1, 5)"), ("x^(0,5)", "x^0.5"), ("x+1,5", "x + 1.5"),
    ("xdy/dx", "x dy/dx"), ("lnx", "ln(x)"), ("xsinx", "x sin(x)"), ("2\\left.x\\right.", "2x"), (r"\varphi", "phi"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "plain"), SAME)
def test_the_same_is_read(text: str, plain: str) -> None:
    assert read(text).tree == read(plain).tree


@pytest.mark.parametrize("sign", ["+", "-", "−", "*", "·", "⋅", "/", "^"])
def test_what_ends_with_a_sign_goes_on_in_the_next_line(sign: str) -> None:
    assert read(f"x^2 {sign} \n3x").tree == read(f"x^2 {sign} 3x").tree


@pytest.mark.parametrize("sign", ["+", "-", "−", "*", "·", "⋅", "/"])
def test_a_line_that_begins_with_a_sign_goes_on_if_it_is_not_further_left(sign: str) -> None:
    assert read(f"x^2\n{sign} 3x").tree == read(f"x^2\n  {sign} 3x").tree == read(f"x^2 {sign} 3x").tree
    with pytest.raises(UserError, match="several lines"):
        read(f"  x^2\n {sign} 3x")


def test_an_index_is_part_of_the_name() -> None:
    assert read("w1").tree == Name("w1")
    assert read("w_1").tree == read("w₁").tree == read("w_{1}").tree == Name("w_1")
    assert (linear.text(Name("w1")), linear.unicode(Name("w1")), latex(Name("w1"))) == ("w1", "w1", r"\mathrm{w1}")
    assert (linear.text(Name("w_1")), linear.unicode(Name("w_1")), latex(Name("w_1"))) == ("w_1", "w₁", "w_{1}")


NOTES = {
    "1/2x": ["1/2x is read as (1/2)*x; to divide by x too, write /(2x)"],
    "1/2sqrt(x)": ["1/2sqrt(x) is read as (1/2)*sqrt(x); to divide by sqrt(x) too, write /(2sqrt(x))"],
    "1 / 2 x": ["1 / 2 x is read as (1 / 2)*x; to divide by x too, write /(2x)"],
    "(1/2)x": [],
    "x/(2)y": [],
    "e^2x": ["e^2x is read as (e^2)*x; write e^(2x) for the other reading"],
    "e**2x": ["e**2x is read as (e**2)*x; write e^(2x) for the other reading"],
    "2^3x": ["2^3x is read as (2^3)*x; write 2^(3x) for the other reading"],
    "4x^3y": [],
    "x^1/2": ["x^1/2 is read as (x^1)/2; write x^(1/2) for the power"],
    "x^2/3": ["x^2/3 is read as (x^2)/3; write x^(2/3) for the power"],
    "x^4/4": [],
    "x^6/2 + x^2/4": [],
    "x^-1/2": ["x^-1/2 is read as (x^-1)/2; write x^(-1/2) for the power"],
    "e^-2x": ["e^-2x is read as (e^-2)*x; write e^(-2x) for the other reading"],
    "log x": ["log is read as the natural logarithm ln; write log_10(x) for base 10"],
    "log(x)": ["log is read as the natural logarithm ln; write log_10(x) for base 10"],
    "log_2(x)": [],
    "log(2, x)": ["log(2, x) is read as log_{2}(x): the base comes first"],
    "sin^-1 x": ["sin^-1 is read as the inverse function arcsin, not as 1/sin"],
    "tan⁻¹(x)": ["tan⁻¹ is read as the inverse function arctan, not as 1/tan"],
    "sin x": [],
    "sin 2x": [],
    "ln 3": [],
    "sin 2x cos pi x": [],
    "ln sin x": [],
    "sin x^2": ["sin x^2 is read as sin(x^2)"],
    "sin x cos x": [],
    "sin^2 3x": [],
    "sin^2 x^3": ["sin^2 x^3 is read as sin^2(x^3)"],
    "ln 2x(x+1)": ["ln 2x is read as ln(2x)"],
    "arctan x/2": ["arctan x/2 is read as arctan(x)/2; write arctan(x/2) for the other reading"],
    "sin 2x/a": ["sin 2x/a is read as sin(2x)/a; write sin(2x/a) for the other reading"],
    "ln x/x": [],
    "sin x/cos x": [],
    "ln(3x+2)^5": ["ln(3x+2)^5 is read as (ln(3x+2))^5; put the power inside the brackets for the other reading"],
    "log_2(3x)²": ["log_2(3x)² is read as (log_2(3x))²; put the power inside the brackets for the other reading"],
    "sin(x+1)^2": ["sin(x+1)^2 is read as (sin(x+1))^2; put the power inside the brackets for the other reading"],
    "(ln(3x+2))^5": [],
    "ln(x)^2": [],
    "sin(2x)^2": [],
    "sqrt(x+1)^3": [],
    r"\ln {(3x+2)}^{5}": [
        r"\ln(3x+2)^{5} is read as (\ln(3x+2))^{5}; put the power inside the brackets for the other reading"
    ],
    "√2x": ["√2x is read as √(2)*x; write √(2x) for both"],
    "√x": [],
    r"\sqrt2x": [],
    "rate*time": [
        "rate is read as one name; put * between letters for a product",
        "time is read as one name; put * between letters for a product",
    ],
    "theta": [],
    "w1*x2": ["x2 is read as x with subscript 2; write x^2 for a power"],
    "w_1": [],
    "e2x": ["e2 is read as e*2; write e^2 for the power"],
    "2x + 1": [],
    "ab": [],
    "x(x+1)": [],
    "xsinx": [],
    "abx": ["abx is read as a*b*x"],
    "xy(x+1)": ["xy is read as x*y"],
    "abxe^x": ["abx is read as a*b*x"],
    "cost(x)": ["cost is read as cos(t)"],
    "xsinx(x+1)": ["sinx is read as sin(x)"],
    "0,5x": ["0,5 is read as 0.5"],
    "1e-3x": ["1e-3 is read as 1*10^(-3); write 1*e - 3 for the number e"],
    "2e - 3": [],
    "f^2(x)": ["f^2(x) is read as (f(x))^2"],
    "Acos(x)": ["Acos is read as A*cos; write arccos for the inverse function"],
    "Pi x": ["Pi is read as the number pi"],
    "w^{(1)} x": ["w^{(1)} is read as the power w^1; write w_1 for a subscript"],
    "x^{(n)}": [],
    "E^x": ["E is read as a letter; write e for the number e"],
}


@pytest.mark.parametrize(("text", "notes"), NOTES.items())
def test_what_is_said_about_the_reading(text: str, notes: list[str]) -> None:
    assert list(read(text).notes) == notes


@pytest.mark.parametrize("text", ["f + f(x)", "2f - f(3)", "g*f(2)", "f/g(x)", "h + x f(x)"])
def test_a_letter_of_functions_may_stand_alone(text: str) -> None:
    assert Name(text.lstrip("2")[0]) in parts(read(text).tree)
    assert any(isinstance(node, Unknown) for node in parts(read(text).tree))
