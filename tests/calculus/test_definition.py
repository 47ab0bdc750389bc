"""The derivative from its definition: against SymPy's limit, and as it is told."""

import json

import pytest
import sympy
from oracle_of_topics import near, numbers

from derivtutor import explain
from derivtutor.errors import UserError
from derivtutor.notation.expression import parse
from derivtutor.render.formats import render
from derivtutor.render.telling.explanation import tell

X, H = sympy.Symbol("x", positive=True), sympy.Symbol("h", positive=True)
FUNCTIONS = """
x^2
x^2 - 3x
x^3 - 3x + 1
5
x
3x^4 - x/2
(x + 1)(x - 2)
(2x + 1)^3
0.5x^2
pi x^2
1/x
1/x^2
x^(-3)
(x + 1)/(x + 3)
x/(x^2 + 1)
(x^2 + 1)/x
1/(x^2 + 1)^2
1/(2x)
-(x^2 + 1)/(x + 2)
sqrt(x)
sqrt(2x + 1)
sqrt(x^2 + 1)
1/sqrt(x)
cbrt(x)
x^(1/3)
x^(3/2)
4/sqrt(x)
2/(3sqrt(x))
sin(x)
cos(x)
sin(2x)
cos(3x + 1)
e^x
e^(-x)
2^x
ln(x)
ln(2x + 1)
3 sin(x)
-cos(x)
5e^x
ln(x)/2
x^2 + sin(x)
x^2 - 3x + sqrt(x) - 2cos(x) + ln(x)
sqrt(x) + 3
2/x + x
x sin(x)
x e^x
(x^2 + 1)e^(-x)
x e^x sin(x)
3x ln(x)
x sqrt(x) + cos(x)
(x + sin(x))e^x
sin(x)/x
x/e^x
5/ln(x)
1/(1 + e^x)
e^x/(1 + e^x)
tan(x)
tan(2x + 1)
cot(x)
sec(x)
csc(2x)
log_2(x)
log_3(2x + 1)
sinh(x)
cosh(2x)
sin(x)^2
cos(2x)^3
(ln x)^4
2^x x
""".strip().splitlines()


@pytest.mark.parametrize("function", FUNCTIONS)
def test_quotient_lines_and_secants_are_right(function: str) -> None:
    found = explain(function, wrt="x", method="definition", at="x=2").as_dict()
    assert json.loads(json.dumps(found)) == found
    assert found["schema"] == "derivtutor/derivation/1"
    formula = numbers(parse(function).sympy.doit(), x=X)
    quotient = numbers(sympy.sympify(found["quotient"]["sympy"]), x=X, h=H)
    for x, h in ((0.7, 0.1), (1.9, 0.3)):
        assert near(quotient.subs({X: x, H: h}), (formula.subs(X, x + h) - formula.subs(X, x)) / h, 1e-8)
    derivative = sympy.diff(formula, X)
    assert near(numbers(sympy.sympify(found["derivative"]["sympy"]), x=X).subs(X, 1.3), derivative.subs(X, 1.3))
    assert near(found["at"]["slope"], derivative.subs(X, 2))
    for h, slope in found["secants"]:
        exact = sympy.Rational(str(h))
        assert near(slope, sympy.N((formula.subs(X, 2 + exact) - formula.subs(X, 2)) / exact, 30), 1e-12)
    assert [h for h, _ in found["secants"]] == [0.1, 0.01, 0.001]


@pytest.mark.parametrize("function", ["x^2", "1/x", "sqrt(x)", "x^2 + 1/x"])
def test_every_line_is_the_derivative(function: str) -> None:
    found = explain(function, method="definition").as_dict()
    derivative = sympy.sympify(found["derivative"]["sympy"])
    for line in found["lines"]:
        assert sympy.simplify(sympy.sympify(line["expression"]["sympy"]).doit() - derivative) == 0
        assert line["rules"] == ["definition"]
    assert [step["rule"] for step in found["steps"]] == ["definition"]


def test_a_quadratic_takes_ten_lines_at_most() -> None:
    told = explain("x^2 - 3x", method="definition").told  # type: ignore[attr-defined]
    assert len(told.as_dict()["lines"]) <= 10
    there = explain("x^2 + 3x", method="definition", at="x=2").told  # type: ignore[attr-defined]
    assert len(there.as_dict()["lines"]) <= 10
    assert render(tell(told), "plain").splitlines() == [
        "f(x) = x^2 - 3x",
        "The derivative is the limit of the slopes of secants from x to x + h.",
        "f'(x) = lim_{h->0} (f(x + h) - f(x))/h",
        "Work on the slope of the secant until h can go to 0.",
        "(f(x + h) - f(x))/h = ((x + h)^2 - 3(x + h) - (x^2 - 3x))/h (substitute)",
        "(f(x + h) - f(x))/h = (x^2 + 2x h + h^2 - 3x - 3h - x^2 + 3x)/h (expand)",
        "(f(x + h) - f(x))/h = (2x h + h^2 - 3h)/h (collect)",
        "(f(x + h) - f(x))/h = 2x + h - 3 (cancel h)",
        "Let h go to 0.",
        "f'(x) = lim_{h->0} (2x + h - 3)",
        "Answer: f'(x) = 2x - 3",
    ]


@pytest.mark.parametrize(
    ("function", "words"),
    [
        ("sqrt(x)", "rationalise with the conjugate"),
        ("cbrt(x)", "rationalise with u^2 + u v + v^2"),
        ("1/x", "common denominator"),
        ("sin(x)", "It is known that then sin(h)/h goes to 1 and (cos(h) - 1)/h goes to 0."),
        ("e^x", "goes to 1."),
        ("2^x", "goes to ln(2)."),
        ("ln(x)", "It is known that then ln(1 + h/x)/(h/x) goes to 1."),
        ("3 sin(x)", "the constant stays in front"),
        ("x + 1/x", "Take them one by one."),
        ("x sin(x)", "(subtract and add a product)"),
        ("x sin(x)", "f'(x) = sin(x + 0) + x(sin(x)*0 + cos(x)*1)"),
        ("e^x/x", "Work out the difference quotients of numerator and denominator."),
        ("sin(x)^2", "u^2 - v^2 = (u - v)(u + v)"),
        ("tan(x)", "tan u = sin u/cos u"),
        ("log_2(x)", "change of base"),
        ("sec(x)", "Work out the difference quotient of the denominator."),
    ],
)
def test_each_kind_has_its_way(function: str, words: str) -> None:
    told = explain(function, method="definition").told  # type: ignore[attr-defined]
    assert words in render(tell(told), "plain")


def test_other_letters_are_constants_and_h_gets_another_name() -> None:
    found = explain("a x^2 + b x + c", method="definition", at="x=2").as_dict()
    assert found["quotient"]["text"] == "2a x + a h + b"
    assert found["secants"] == []
    assert explain("h^2", method="definition").as_dict()["quotient"]["text"] == "2h + k"


def test_it_is_a_derivation() -> None:
    found = explain("x^2", method="definition")
    assert (found.derivative.text, found.method, str(found)) == ("2x", "definition", "2x")
    assert "aligned" in found._repr_latex_()
    assert "from the definition" in found._repr_html_()


@pytest.mark.parametrize("form", ["terminal", "markdown", "html", "latex", "plain"])
@pytest.mark.parametrize("function", ["x^2", "ln(x)", "1/sqrt(x)", "x + cos(x)"])
def test_every_format_tells_it(form: str, function: str) -> None:
    told = explain(function, method="definition", at="x=2").told  # type: ignore[attr-defined]
    for detail in ("brief", "standard", "full"):
        assert render(tell(told, detail), form)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("function", "told", "message"),
    [
        ("tanh(x)", {}, "The definition is worked out for .* tanh x is none of these"),
        ("x sin(x^2)", {}, "sin\\(x²\\) is none of these"),
        ("sin(x^2)", {}, "none of these"),
        ("|x|", {}, "none of these"),
        ("f(x)", {}, "none of these"),
        ("x^2 + x^x", {}, "x\\^x is none of these"),
        ("x^200", {}, "none of these"),
        (" ".join(["sin(x)"] * 40), {}, "none of these, or too long"),
        ("x^2", {"order": 2}, "The definition is that of the first derivative"),
        ("x^2", {"at": "y=2"}, "The letter y does not occur here"),
        ("ln(x)", {"at": "x=-2"}, "ln\\(−2\\) has no value"),
        ("x^2 = 3", {}, "An expression is expected here"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(function: str, told: dict[str, object], message: str) -> None:
    with pytest.raises(UserError, match=message):
        explain(function, wrt="x", method="definition", **told)  # type: ignore[arg-type]


def test_methods_that_there_are_not_are_refused() -> None:
    with pytest.raises(UserError, match=r"no method called limit.*definition"):
        explain("x^2", method="limit")  # type: ignore[arg-type]
