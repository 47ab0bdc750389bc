"""Answers as a textbook has them, and what may be asked."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
import sympy

import derivtutor
from derivtutor import UserError, equal, explain

ANSWERS = {
    "sin(exp(2x))": "2e^(2x) cos(e^(2x))",
    "ln(x)/x": "(1 - ln(x))/x^2",
    "(x^2+1)^3": "6x(x^2 + 1)^2",
    "(3x^2+1)^5": "30x(3x^2 + 1)^4",
    "3x^4 - 5x^2 + 7x - 2": "12x^3 - 10x + 7",
    "e^(-x^2)": "-2x e^(-x^2)",
    "(3x)^2": "18x",
    "x^2 sin(x)": "2x sin(x) + x^2 cos(x)",
    "x^2/(x+1)": "x(x + 2)/(x + 1)^2",
    "sqrt(x)": "1/(2sqrt(x))",
    "sqrt(x^2+1)": "x/sqrt(x^2 + 1)",
    "x^(1/2)": "1/(2x^(1/2))",
    "x^(-3)": "-3x^(-4)",
    "1/x^2": "-2/x^3",
    "x^x": "x^x (ln(x) + 1)",
    "arctan(3x)": "3/(1 + 9x^2)",
    "e^x/x^2": "(x - 2)e^x/x^3",
    "e^(-x)/x": "-(x + 1)e^(-x)/x^2",
    "x^2 (x+1)^4": "2x(x + 1)^3(3x + 1)",
    "ln(x)^2/x^2": "2ln(x) (1 - ln(x))/x^3",
    "sqrt(x + sqrt(x))": "(2sqrt(x) + 1)/(4sqrt(x) sqrt(x + sqrt(x)))",
    "ln(x + sqrt(x^2 + 1))": "1/sqrt(x^2 + 1)",
    "x/e^x": "(1 - x)/e^x",
    "1/(x+1) - 1/(x-1)": "4x/(x^2 - 1)^2",
    "(x+1)(x-1)": "2x",
    "ln|x|": "1/x",
    "x|x|": "2|x|",
    "ln(x/(x+1))": "1/(x(x + 1))",
    "relu(3x-1)": "piecewise((0, x < 1/3), (3, x > 1/3))",
    "softplus(x)": "sigmoid(x)",
    "sigmoid(x)": "sigmoid(x) (1 - sigmoid(x))",
    "tanh(x)": "1 - tanh^2(x)",
    "bce(yhat, y)": "(yhat - y)/(yhat(1 - yhat))",
    "f(x) g(x)": "f'(x) g(x) + f(x) g'(x)",
    "f(g(x))": "f'(g(x)) g'(x)",
    "int(sin t, t, 0, x^2)": "2x sin(x^2)",
    "x*x": "2x",
    "x/x": "0",
    "e^(2x)*e^x": "3e^(3x)",
    "(x^2+3x+2)/(x+1)": "1",
    "2(x+3)": "2",
    "sqrt(x)*sqrt(x)": "1",
    "ln(e^x)": "1",
    "3 - x": "-1",
    "0.5x^2": "x",
    "0.1x^2": "0.2x",
    "x^e": "e x^(e - 1)",
    "9^9^9^9 x": "9^(9^(9^9))",
    "2.5e^(-0.2x)": "-0.5e^(-0.2x)",
    "x^1.5": "1.5x^0.5",
    "x^(-1.5)": "-1.5x^(-2.5)",
    "x sqrt(x+1)": "(3x + 2)/(2sqrt(x + 1))",
    "(3x+2)(x^2-1)": "9x^2 + 4x - 3",
    "sin(x)/(1+cos(x))": "1/(1 + cos(x))",
    "x/e^(2-x)": "(x + 1)e^(x - 2)",
    "1/x + 1/x^2": "-1/x^2 - 2/x^3",
    "-3x^2 + 2x": "-6x + 2",
    "sin(x^117)": "117x^116 cos(x^117)",
    "x/sqrt(x^2)": "0",
    "sign(x)": "0",
    "max(x, x)": "1",
    "max(x, x, x^2)": "piecewise((2x, x < 0), (1, 0 < x < 1), (2x, x > 1))",
    "max(x, 2, x^2)": "piecewise((2x, x < -sqrt(2)), (0, -sqrt(2) < x < sqrt(2)), (2x, x > sqrt(2)))",
    "max(1/x, 2)": "piecewise((0, x < 0), (-1/x^2, 0 < x < 1/2), (0, x > 1/2))",
    "0^x": "0",
    "piecewise((e^x, x != 0), (1, x = 0))": "e^x",
    "piecewise((x, x <= a), (x^2, x >= 2a))": "piecewise((1, x < a), (2x, x > 2a))",
    "piecewise((-x, x<0), (x^2, x<=2), (4, True))": "piecewise((-1, x < 0), (2x, 0 < x < 2), (0, x > 2))",
}
TYPED = ("x*x", "x/x", "e^(2x)*e^x", "(x^2 + 3x + 2)/(x + 1)", "2(x + 3)", "sqrt(x)*sqrt(x)", "ln(e^x)", "3 - x")
FIGURES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "figures.jsonl").read_text(encoding="utf-8").splitlines()
]
DERIVATIVES = [row for row in FIGURES if row["feature"] in ("derivative", "loss") and "derivative" in row["expect"]]
SLOPES = [row for row in FIGURES if row["feature"] in ("derivative", "loss", "tangent") and "slope" in row["expect"]]


@pytest.mark.parametrize("problem", ANSWERS)
def test_the_answer_reads_like_a_textbooks(problem: str) -> None:
    wrt = "yhat" if "yhat" in problem else "x"
    assert explain(problem, wrt=wrt).derivative.text == ANSWERS[problem]


@pytest.mark.parametrize("problem", TYPED)
def test_what_was_typed_is_shown_as_typed(problem: str) -> None:
    assert explain(problem).as_dict()["expression"]["text"] == problem


@pytest.mark.parametrize("row", DERIVATIVES, ids=lambda row: row["ask"])
def test_the_worked_figures_derivatives(row: dict) -> None:
    wrt = row["expect"].get("wrt", "x")
    ours, theirs = explain(row["ask"], wrt=wrt).derivative, derivtutor.parse(row["expect"]["derivative"])
    assert sympy.simplify((ours.sympy - theirs.sympy).doit()) == 0


@pytest.mark.parametrize("row", SLOPES, ids=lambda row: row["ask"])
def test_the_worked_figures_slopes(row: dict) -> None:
    expect = row["expect"]
    at = explain(row["ask"], wrt=expect.get("wrt"), at=expect["at"]).at
    assert round(at.slope, expect.get("rounded", 9)) == expect["slope"]


def test_a_tangent() -> None:
    at = explain("x^2", at="x=2").at
    assert (at.slope, at.intercept, at.trend) == (4, -4, "rising")


def test_a_higher_derivative_at_a_point() -> None:
    at = explain("x^3", order=2, at=2).at
    assert (at.value, at.slope, at.derivative) == (8, 12, 12)


def test_outside_the_domain_there_is_no_slope() -> None:
    at = explain("ln(x)", at=-1).at
    assert math.isnan(at.value)
    assert math.isnan(at.slope)


def test_layers_at_a_point_multiply_to_the_slope() -> None:
    at = explain("sin(exp(2x))", at="x = 1/3").at
    assert [layer.letter for layer in at.layers] == ["u", "v", "x"]
    assert math.isclose(math.prod(layer.rate for layer in at.layers), at.slope)


LETTERS = {
    "x": "u v w s t p q r z m k u_1 u_2 u_3 x",
    "x + u + v_2": "v w s t p q r z m k v_1 v_3 v_4 v_5 v_6 x",
}


@pytest.mark.parametrize("inside", LETTERS)
def test_every_layer_has_a_letter_of_its_own_however_many_there_are(inside: str) -> None:
    found = explain("sin(" * 15 + inside + ")" * 15, wrt="x", at={"x": 1, "u": 2, "v_2": 3} if "u" in inside else 1)
    assert " ".join(layer.letter for layer in found.at.layers) == LETTERS[inside]


def test_the_document_has_the_contracts_fields() -> None:
    document = explain("sin(exp(2x))", at=2).as_dict()
    assert document["schema"] == "derivtutor/derivation/1"
    assert document["derivative"] == {
        "text": "2e^(2x) cos(e^(2x))",
        "latex": r"2 e^{2 x} \cos\left(e^{2 x}\right)",
        "sympy": "2*exp(2*x)*cos(exp(2*x))",
    }
    assert document["steps"][0]["parts"]["outer"]["text"] == "sin(u)"
    assert document["steps"][0]["parts"]["inner"]["text"] == "e^(2x)"
    assert document["lines"][1]["rules"] == ["chain", "sine"]
    assert document["at"]["point"] == {"x": 2}
    assert json.loads(json.dumps(document)) == document


@pytest.mark.parametrize("problem", [*ANSWERS, "piecewise((x^2, x<0), (sin x, x>=0))", "f'(x^2)", "beta x + E^2 + S I"])
def test_every_sympy_field_is_read_back_by_sympify(problem: str) -> None:
    document = explain(problem, wrt="yhat" if "yhat" in problem else "x").as_dict()
    for text in (document["expression"]["sympy"], document["derivative"]["sympy"]):
        if "9**" not in text:
            sympy.sympify(text)


def test_the_variable_is_the_only_one_or_x() -> None:
    assert explain("t^2").variable == "t"
    assert explain("a x^2").variable == "x"
    assert explain("7").variable == "x"
    with pytest.raises(UserError, match=r"which variable to differentiate with respect to: a, t"):
        explain("a t^2")


def test_a_problem_may_say_what_is_asked() -> None:
    assert explain("d/dt (a t^2)").derivative.text == "2a t"
    assert explain(r"\frac{d^2}{dx^2} x^3").derivative.text == "6x"


@pytest.mark.parametrize(
    ("problem", "function", "derivative", "note"),
    [
        ("d/dx(x) + 1", "1 + 1", "0", "dx/dx is worked out first: it is 1."),
        ("x * d/dx(x^2)", "x(2x)", "4x", "d/dx (x²) is worked out first: it is 2x."),
        ("d/dx(d/dx(x^3))", "3x^2", "6x", "d/dx (x³) is worked out first: it is 3x²."),
        ("x (x^2)'", "x(2x)", "4x", "d/dx (x²) is worked out first: it is 2x."),
        (
            "tanh'(2x)",
            "1 - tanh^2(2x)",
            "-4tanh(2x) (1 - tanh^2(2x))",
            "tanh′(2x) is worked out first: it is 1 − tanh²(2x).",
        ),
        ("sin''(x)", "-sin(x)", "-cos(x)", "sin′′(x) is worked out first: it is −sin x."),
        ("exp'(x)", "e^x", "e^x", "exp′(x) is worked out first: it is e^x."),
        ("f'(x) x", "f'(x) x", "x f''(x) + f'(x)", ""),
    ],
)
def test_derivatives_inside_a_problem_are_worked_out_first(
    problem: str, function: str, derivative: str, note: str
) -> None:
    found = explain(problem)
    assert (found.function.text, found.derivative.text) == (function, derivative)
    assert [said for said in found.notes if "worked out" in said] == ([note] if note else [])


def test_the_derivative_of_the_sigmoids_derivative() -> None:
    wanted = "sigmoid(x)(1 - sigmoid(x))(1 - 2sigmoid(x))"
    assert equal(explain("σ'(x)").derivative, wanted)


def test_too_many_derivatives_inside_a_problem_are_refused() -> None:
    with pytest.raises(UserError, match="more than 20 derivatives"):
        explain("+".join(["d/dx(x)"] * 21))


def test_a_sympy_expression_may_be_given() -> None:
    x = sympy.Symbol("x")
    assert explain(sympy.sin(sympy.exp(2 * x))).derivative.text == "2e^(2x) cos(e^(2x))"


def test_higher_orders_have_a_derivation_each() -> None:
    derivation = explain("x^4", order=3)
    assert [root.result for root in derivation.roots][-1] == derivtutor.parse("24x").tree
    assert [entry.id for entry in derivation.steps] == ["1", "2", "3"]


def test_a_repeated_part_is_referred_to() -> None:
    document = explain("x sin(x) + sin(x)").as_dict()
    assert document["steps"][0]["steps"][1]["same_as"] == "1.1.2"


def test_simplification_can_be_switched_off() -> None:
    derivation = explain("sin(exp(2x))", simplify="none")
    assert derivation.derivative.text == "cos(e^(2x)) e^(2x)*2*1"
    assert derivation.roots[0].tidying == ()


def test_logarithmic_differentiation_by_choice() -> None:
    derivation = explain("x^2 (x + 1)^3/(x - 2)", method="logarithmic")
    assert derivation.roots[0].rule.id == "logarithmic-differentiation"
    assert derivation.derivative.text == "x(x + 1)^2(4x^2 - 9x - 4)/(x - 2)^2"
    with pytest.raises(UserError, match="does not apply"):
        explain("x + 1", method="logarithmic")


def test_full_simplification_asks_computer_algebra() -> None:
    derivation = explain("sin(2x)/sin(x)", simplify="full", budget=60)
    assert derivation.derivative.text == "-2sin(x)"
    assert derivation.simplified.laws == ("simplify",)
    assert (derivation.lines[-1].text, derivation.lines[-1].rules) == ("-2sin(x)", ("simplify",))


LINES = {
    "x^2 sin(x)": """
        d/dx (x^2 sin(x))
        (d/dx (x^2)) sin(x) + x^2 (d/dx (sin(x)))   product
        2x sin(x) + x^2 cos(x)   power, sine
    """,
    "sin(e^(2x))": """
        d/dx (sin(e^(2x)))
        cos(e^(2x)) (d/dx (e^(2x)))   chain, sine
        cos(e^(2x)) e^(2x) (d/dx (2x))   chain, natural-exponential
        cos(e^(2x))*2e^(2x)   constant-multiple, identity
        2e^(2x) cos(e^(2x))   order
    """,
    "(2x + 1)/(x - 3)": """
        d/dx ((2x + 1)/(x - 3))
        ((d/dx (2x + 1)) (x - 3) - (2x + 1)(d/dx (x - 3)))/(x - 3)^2   quotient
        ((d/dx (2x) + 0)(x - 3) - (2x + 1)*1)/(x - 3)^2   sum, constant, identity
        (2(x - 3) - (2x + 1)*1)/(x - 3)^2   constant-multiple, identity
        (2(x - 3) - 2x - 1)/(x - 3)^2   brackets
        -7/(x - 3)^2   expand, like-terms
    """,
    "sqrt(x) + sqrt(x) ln(x)": """
        d/dx (sqrt(x) + sqrt(x) ln(x))
        d/dx (sqrt(x)) + d/dx (sqrt(x) ln(x))   sum
        1/(2sqrt(x)) + (d/dx (sqrt(x))) ln(x) + sqrt(x) (d/dx (ln(x)))   power, product
        1/(2sqrt(x)) + ln(x)/(2sqrt(x)) + 1/sqrt(x)   power, logarithm
        3/(2sqrt(x)) + ln(x)/(2sqrt(x))   like-terms
        (3 + ln(x))/(2sqrt(x))   common-denominator
    """,
}


@pytest.mark.parametrize("problem", LINES)
def test_lines_follow_each_other_as_on_paper(problem: str) -> None:
    written = [f"{line.text}   {', '.join(line.rules)}".strip() for line in explain(problem).lines]
    assert written == [line.strip() for line in LINES[problem].strip().splitlines()]


def test_lines_of_higher_orders_follow_those_of_lower_ones() -> None:
    found = explain("x^3 + 2x", order=2)
    assert found.lines == (*found.lines_of_order(1), *found.lines_of_order(2))
    assert [line.text for line in found.lines_of_order(2)] == [
        "d/dx (3x^2 + 2)", "d/dx (3x^2) + 0", "3(d/dx (x^2)) + 0", "6x + 0", "6x",
    ]  # fmt: skip


def test_full_simplification_falls_back_when_time_is_up() -> None:
    derivation = explain("sin(x)/(1+cos(x))", simplify="full", budget=0.0)
    assert derivation.derivative == explain("sin(x)/(1+cos(x))").derivative
    assert any("took longer" in note for note in derivation.notes)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"problem": "x^2", "order": 0}, "order 0"),
        ({"problem": "x^2", "order": 99}, "order 99"),
        ({"problem": "x^2", "wrt": "e"}, "not the name of a variable"),
        ({"problem": "x^2", "wrt": "2x"}, "not the name of a variable"),
        ({"problem": "x^2", "at": "y=2"}, "y does not occur"),
        ({"problem": "a x^2", "wrt": "x", "at": "a=2"}, "no value for x"),
        ({"problem": "x^2", "at": "x=1/0"}, "no finite value"),
        ({"problem": "x^2", "at": "x="}, "gives no value"),
        ({"problem": "x^2", "wrt": ""}, "is missing"),
        ({"problem": "f(x)", "at": 1}, "has no values"),
        ({"problem": "dy/dx"}, "not given as a function"),
        ({"problem": "dy/dx + x"}, "not given as a function"),
        ({"problem": "help"}, '"help" is not mathematics'),
        ({"problem": "undefined"}, '"undefined" is not mathematics'),
        ({"problem": "x^2", "at": "x=a"}, "not a number"),
        ({"problem": "x^2", "simplify": "extreme"}, "extreme"),
        ({"problem": "d/dx (x^2)", "wrt": "y"}, "d/dx"),
    ],
)
def test_mistakes_in_what_is_asked(arguments: dict, message: str) -> None:
    with pytest.raises(UserError, match=message) as caught:
        explain(**arguments)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("problem", "note"),
    [
        ("root(5, x)", "Valid for x ≠ 0."),
        ("piecewise((-x, x<0), (x^2, x<=2), (4, True))", "Not differentiable at x = 2: left 4, right 0."),
        ("ln(x)", "Valid for x > 0."),
        ("sqrt(2x - 4)", "Valid for x > 2."),
        ("arcsin(x)", "Valid for −1 < x < 1."),
        ("1/(x^2 - 9)", "Valid for x ≠ −3 and x ≠ 3."),
        ("|x|", "Not differentiable at x = 0: left −1, right 1."),
        ("sign(x)", "Not continuous at x = 0: left −1, right 1."),
        ("max(x, 1 - x)", "Not differentiable at x = 1/2: left −1, right 1."),
        ("piecewise((x^2, x < 0), (x^3, x >= 0))", "At x = 0 the pieces join smoothly: the slope there is 0."),
        ("sqrt(|x|)", "Not differentiable at x = 0: there is a cusp with a vertical tangent."),
        ("sign(x)^2", "Not continuous at x = 0: left 1, right 1, value 0."),
        ("piecewise((1/x, x > 0), (0, x <= 0))", "Not continuous at x = 0: left 0, right ∞."),
        ("|sin(x)|", "Not differentiable where sin x = 0: left −1, right 1."),
        ("max(sin(x), cos(x))", "Not differentiable at x = π/4 + 2n π: left −0.707107, right 0.707107."),
        ("max(x, cos(x))", "Not differentiable at x ≈ 0.739085: left −0.673612, right 1."),
        ("0.00001|x|", "Not differentiable at x = 0: left −0.00001, right 0.00001."),
        ("x|x|", "At x = 0 the pieces join smoothly: the slope there is 0."),
        ("|x - a|", "Not differentiable at x = a: left −1, right 1."),
        ("relu(a x + b)", "Not differentiable where a x + b = 0. Machine learning frameworks take 0 for relu there."),
        ("relu(x)", "Not differentiable at x = 0: left 0, right 1. Machine learning frameworks take 0 for relu there."),
        ("|f(x)|", "There may be a corner where f(x) = 0."),
        ("bce(x, y)", "Valid for 0 < x < 1."),
        ("tan(x) + ln(x)", "Valid for x > 0 and cos x ≠ 0."),
        ("ln(x + ln(x))", "Valid for x + ln x > 0."),
        ("1/(x + ln(x))", "Valid for x > 0 and x + ln x ≠ 0."),
        ("ln(ln(x - 1) - 1)", "Valid for x > e + 1."),
        ("int(tan(t), t, 0, x)", "Valid for −π/2 < x < π/2."),
        ("sqrt(a - 2x)", "Valid for x < a/2."),
        ("1/(1 - e^(-x))", "Valid for x ≠ 0."),
        ("1/(ln(x) - 5000)", "Valid for x > 0 and x ≠ e⁵⁰⁰⁰."),
        ("sqrt(x - 10^400)", "Valid for x > 10⁴⁰⁰."),
        ("x |sin(x)|", "Valid for sin x ≠ 0 or x = 0."),
        ("1/((1 + cos(x)) max(x, 1, 8 - x^2))", "Valid for x ≠ −√7, x ≠ (√(33) − 1)/2 and 1 + cos x ≠ 0."),
        ("int(t, t, 1, ln(x))", "Valid for x > 0."),
        ("1/(x^2 - a^2)", "Valid for x ≠ −a and x ≠ a."),
        ("relu(a x + b)", "Valid for a x + b ≠ 0."),
        ("sqrt(x)/x", "Valid for x > 0."),
        ("arcsec(x)", "Valid for |x| > 1."),
        ("sqrt(ln(x))", "Valid for x > 1."),
        ("arcsin(x) ln(x)", "Valid for 0 < x < 1."),
        ("ln(x) + sqrt(3 - x)", "Valid for 0 < x < 3."),
        ("sqrt(x - 1) + sqrt(x - 2)", "Valid for x > 2."),
        ("sqrt(x^2)", "Not differentiable at x = 0: left −1, right 1."),
        ("cbrt(x)", "Not differentiable at x = 0: the tangent is vertical."),
        ("7a", "x does not occur here, so this is a constant."),
        (
            "piecewise((sqrt(x), x >= 0), (0, x < 0))",
            "Not differentiable at x = 0: left 0, right a vertical tangent.",
        ),
        (
            "piecewise((x, x >= 0), (-sqrt(-x), x < 0))",
            "Not differentiable at x = 0: left a vertical tangent, right 1.",
        ),
        ("sqrt(x - a) + sqrt(x - b) + sqrt(x - c)", "Valid for x > a, x > b and x > c."),
        ("sqrt(int(t^2, t, 1, x))", "Valid for int(t², t, 1, x) > 0."),
        ("|int(e^(-t^2), t, 0, x)|", "Valid for int(e^(−t²), t, 0, x) ≠ 0."),
        ("|sin(x)|^x", "Valid for sin x ≠ 0."),
        (" ".join(f"cbrt(x-{place})" for place in range(1, 31)), "There may be corners where this does not hold."),
        ("+".join(f"|x-{place}|" for place in range(400)), "There may be corners where this does not hold."),
        (f"max({', '.join(f'sin({k}x)' for k in range(1, 9))})", "There may be corners where this does not hold."),
    ],
)
def test_where_it_holds_is_noted(problem: str, note: str) -> None:
    assert note in explain(problem, wrt="x").notes


@pytest.mark.parametrize(
    ("problem", "order", "notes", "corners"),
    [
        ("|x|^3", 3, ("Valid for x ≠ 0.", "No derivative of order 3 at x = 0: left −6, right 6."), []),
        ("x|x|", 2, ("Valid for x ≠ 0.", "No derivative of order 2 at x = 0: left −2, right 2."), []),
        ("max(0, x)^3", 4, ("Valid for x ≠ 0.", "No derivative of order 3 at x = 0: left 0, right 6."), []),
        ("x^(5/3)", 2, ("Valid for x ≠ 0.", "No derivative of order 2 at x = 0."), []),
        ("|x|", 2, ("Valid for x ≠ 0.", "Not differentiable at x = 0: left −1, right 1."), [(-1, 1)]),
    ],
)
def test_corners_are_the_functions_own_whatever_order_is_asked_for(
    problem: str, order: int, notes: tuple[str, ...], corners: list[tuple[int, int]]
) -> None:
    found = explain(problem, order=order)
    assert found.notes == notes
    assert [(corner["left"], corner["right"]) for corner in found.as_dict()["corners"]] == corners


@pytest.mark.parametrize(
    "problem", ["x^2 + 1", "e^x", "x^n", "1/(x^2 + 1)", "1/(1 + a^2 x^2)", "int(sin(t)/t, t, 0, x)"]
)
def test_nothing_is_noted_where_nothing_needs_to_be(problem: str) -> None:
    assert explain(problem, wrt="x").notes == ()


@pytest.mark.parametrize(
    ("problem", "message", "hint"),
    [
        ("ln(-x^2)", "ln(−x²) has no real value for any x.", "It would need −x² > 0, which holds for no x."),
        ("x/0", "x/0 has no real value for any x.", "It divides by 0."),
        ("((x + x)(x x))/((x - x)/(x/3))", "has no real value for any x.", "It divides by 0."),
        ("ln(x - 5) + ln(3 - x)", "has no real value for any x.", "Its parts are never defined at the same point."),
        ("a ln(-x^2)", "ln(−x²) has no real value for any x.", "which holds for no x."),
        ("sqrt(-x^2)", "only at isolated points, so it has no derivative.", "which holds on no interval."),
    ],
)
def test_what_is_defined_nowhere_is_refused_and_why(problem: str, message: str, hint: str) -> None:
    with pytest.raises(UserError) as caught:
        explain(problem, wrt="x")
    assert message in caught.value.message
    assert hint in (caught.value.hint or "")


@pytest.mark.parametrize(
    "problem", ["ln(-V) C", "sqrt((C-5)(6-C))", "ln(C-20000)", "arcsin(C-100)", "sqrt(sin(C)-0.999999)", "ln(a-1000) C"]
)
def test_points_are_found_wherever_there_are_some(problem: str) -> None:
    assert not any("No point" in note for note in explain(problem, wrt="C").notes)


def nested(name: str, depth: int) -> str:
    return f"{name}(" * depth + "x" + ")" * depth


@pytest.mark.parametrize(
    "problem",
    [
        nested("sin", 150),
        nested("sqrt", 150),
        "+".join(f"x^{n}" for n in range(2, 1002)),
        "x" + " sin(x)" * 9,
        "x^" * 30 + "x",
    ],
    ids=["150 sines", "150 roots", "1000 terms", "10 factors", "a tower"],
)
def test_large_problems_are_worked_out(problem: str) -> None:
    assert explain(problem).as_dict()["derivative"]["text"]


@pytest.mark.parametrize(
    "problem",
    ["sin(x)" * 1500, "x^" * 150 + "x", "1/(1+" * 95 + "x" + ")" * 95],
    ids=["1500 factors", "a tower", "fractions"],
)
def test_what_nobody_could_read_is_refused(problem: str) -> None:
    with pytest.raises(UserError, match=r"thousands of pages\. Name the inner parts and work on them one at a time\."):
        explain(problem, method="direct")
