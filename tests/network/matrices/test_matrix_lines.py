"""The lines of a derivation: rules one after the other, in the order of a board, each of them checked."""

from __future__ import annotations

from fractions import Fraction

import pytest

import derivtutor
from derivtutor.calculus.checking import FalseLineError
from derivtutor.network.matrices import building, differentials
from derivtutor.network.matrices.deriving import derive
from derivtutor.network.matrices.differentials import RULES
from derivtutor.network.matrices.reading import read_problem
from derivtutor.network.matrices.writing import latex, plain, unicode


def lines(text: str, wrt: str) -> list[tuple[str, str]]:
    problem = read_problem(text, wrt, {})
    return [(unicode(line.expression), line.why) for line in derive(problem.function, problem.variable).lines]


def test_a_squared_length() -> None:
    assert lines("||X w - y||^2", "w") == [
        ("2(Xw − y)ᵀ d(Xw − y)", "d‖u‖² = 2uᵀ du"),
        ("2(Xw − y)ᵀX dw", "d is linear"),
        ("(2Xᵀ(Xw − y))ᵀ dw", "in the form gᵀ dw"),
    ]


def test_a_trace_with_the_variable_twice() -> None:
    assert lines("tr(X^T X)", "X") == [
        ("tr(d(XᵀX))", "d tr(U) = tr(dU)"),
        ("tr(dXᵀ X + Xᵀ dX)", "d(U V) = dU V + U dV"),
        ("tr(dXᵀ X) + tr(Xᵀ dX)", "multiply out"),
        ("2 tr(Xᵀ dX)", "tr(Uᵀ) = tr(U)"),
        ("tr((2X)ᵀ dX)", "in the form tr(Gᵀ dX)"),
    ]


def test_a_quadratic_form() -> None:
    assert lines("x^T A x", "x") == [
        ("dxᵀ Ax + xᵀA dx", "d(U V) = dU V + U dV"),
        ("xᵀAᵀ dx + xᵀA dx", "a scalar equals its transpose"),
        ("((A + Aᵀ)x)ᵀ dx", "in the form gᵀ dx"),
    ]


def test_an_inverse_under_a_trace() -> None:
    assert [line for line, _ in lines("tr(A inv(X) B)", "X")] == [
        "tr(d(AX⁻¹B))",
        "tr(A d(X⁻¹) B)",
        "−tr(AX⁻¹ dX X⁻¹B)",
        "−tr(X⁻¹BAX⁻¹ dX)",
        "tr((−X⁻ᵀAᵀBᵀX⁻ᵀ)ᵀ dX)",
    ]


def test_what_does_not_vary() -> None:
    assert lines("tr(X - X)", "X") == [("0", "it does not vary")]
    assert derivtutor.matrix("tr(X - X)", "X", at="X=[[1,2],[3,4]]").as_dict()["result"] == [[0, 0], [0, 0]]


def test_equal_terms_are_put_together_where_it_is_said() -> None:
    told = derivtutor.matrix("(y - X w)^T W (y - X w)", "w", symmetric="W").as_dict()["steps"]
    assert [(line["text"], line["why"]) for line in told[1:3]] == [
        ("-dw^T X^T W (y - X w) - (y - X w)^T W X dw", "d is linear"),
        ("-2(y - X w)^T W X dw", "a scalar equals its transpose"),
    ]


def test_a_constant_factor_lets_d_pass_entry_by_entry() -> None:
    assert lines("sum(a .* sin(x))", "x")[:2] == [
        ("sum(d(a ⊙ sin(x)))", "d sum(U) = sum(dU)"),
        ("sum(a ⊙ d(sin(x)))", "d is linear"),
    ]


@pytest.mark.parametrize("row", RULES, ids=lambda row: f"{row.id} {row.formula}")
def test_a_false_rule_is_noticed(row: differentials.Row, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each rule with its result doubled: no line that it made is shown."""
    text, wrt = POWERS.get((row.id, row.kind.__name__)) or EXAMPLES[row.formula]
    assert derivtutor.matrix(text, wrt).as_dict()["steps"]
    false = row._replace(apply=lambda node, d: building.scaled(Fraction(2), row.apply(node, d)))
    monkeypatch.setattr(differentials, "RULES", tuple(false if each is row else each for each in RULES))
    with pytest.raises(FalseLineError):
        derivtutor.matrix(text, wrt)


POWERS = {("matrix-power", "MatrixPower"): ("tr(X^3)", "X"), ("inverse", "Inverse"): ("tr(inv(X))", "X")}
EXAMPLES = {
    "d(U + V) = dU + dV": ("ln(1 + x^T x)", "x"),
    "d(Uᵀ) = (dU)ᵀ": ("tr(A (X + B)^T)", "X"),
    "d tr(U) = tr(dU)": ("tr(A X)", "X"),
    "d sum(U) = sum(dU)": ("sum(exp(x))", "x"),
    "d diag(u) = diag(du)": ("a^T diag(x) b", "x"),
    "d diag(U) = diag(dU)": ("a^T diag(X)", "X"),
    "d(U V) = dU V + U dV": ("x^T A x", "x"),
    "d(U⁻¹) = −U⁻¹ dU U⁻¹": ("a^T X^{-2} b", "X"),
    "d det(U) = det(U) tr(U⁻¹ dU)": ("det(X)", "X"),
    "d ln det(U) = tr(U⁻¹ dU)": ("logdet(X)", "X"),
    "d‖u‖² = 2uᵀ du": ("||x||^2", "x"),
    "d‖U‖² = 2 tr(Uᵀ dU)": ("||X||^2", "X"),
    "d‖u‖ = uᵀ du/‖u‖": ("||x||", "x"),
    "d‖U‖ = tr(Uᵀ dU)/‖U‖": ("||X||", "X"),
    "d(uⁿ) = n uⁿ⁻¹ du": ("(a^T x)^3", "x"),
    "d(u.ⁿ) = n u.ⁿ⁻¹ ⊙ du": ("sum(x.^3)", "x"),
    "d(u ⊙ v) = du ⊙ v + u ⊙ dv": ("sum(x .* exp(x))", "x"),
    "ds = (diag(s) − s sᵀ) du, s = softmax(u)": ("a^T softmax(x)", "x"),
    "d f(u) = f′(u) du": ("exp(a^T x)", "x"),
    "d f(u) = f′(u) ⊙ du": ("sum(tanh(x))", "x"),
}


@pytest.mark.parametrize(
    ("text", "wrt", "expected"),
    [
        ("||X w - y||^2", "w", ("2Xᵀ(Xw − y)", "2X^T (X w - y)", r"2 X^{\top} \left(X w - y\right)")),
        ("logdet(X)", "X", ("X⁻ᵀ", "X^-T", r"X^{-\top}")),
        ("x^T A x", "x", ("(A + Aᵀ)x", "(A + A^T) x", r"\left(A + A^{\top}\right) x")),
        ("||A x - b||", "x", ("Aᵀ(Ax − b)/‖Ax − b‖", "A^T (A x - b)/||A x - b||",
                              r"\frac{A^{\top} \left(A x - b\right)}{\left\|A x - b\right\|}")),
        ("sum(sigmoid(A x))", "x", ("Aᵀ(σ(Ax) ⊙ (1 − σ(Ax)))", "A^T (sigmoid(A x) .* (1 - sigmoid(A x)))",
                                    r"A^{\top} \left(\sigma\left(A x\right) \odot \left(1 - \sigma\left(A x\right)\right)\right)")),
        ("sum(ln(x))", "x", ("1 ⊘ x", "1 ./ x", r"1 \oslash x")),
        ("sum(sin(X)^T A)", "A", None),
        ("tr(X^3)", "X", ("3(Xᵀ)²", "3(X^T)^2", r"3 \left(X^{\top}\right)^{2}")),
        ("1/2 x^T x", "x", ("x", "x", "x")),
        ("sum(x)", "x", ("𝟏", "ones(n)", r"\mathbf{1}")),
        ("||x||_1", "x", ("sign(x)", "sign(x)", None)),
        ("logsumexp(A x)", "x", ("Aᵀ softmax(Ax)", "A^T softmax(A x)", None)),
        ("ln(softmax(x))", "x", ("I − 𝟏 softmax(x)ᵀ", "I - ones(n) softmax(x)^T", None)),
        ("(I - 1 1^T/3) x", "x", ("I − ⅓𝟏𝟏ᵀ", None, r"I - \frac{1}{3} \mathbf{1}\mathbf{1}^{\top}")),
        ("mean((x - mean(x)).^2)", "x", ("2(x − sum(x)/n)/n", "2(x - sum(x)/n)/n", None)),
        ("W_2 tanh(W_1 x)", "x", ("W₂ diag(1 − tanh²(W₁ x)) W₁", "W_2 diag(1 - tanh(W_1 x).^2) W_1", None)),
    ],
)  # fmt: skip
def test_results_as_textbooks_print_them(text: str, wrt: str, expected: tuple[str | None, ...] | None) -> None:
    problem = read_problem(text, wrt, {})
    derivative = derive(problem.function, problem.variable).derivative
    for write, wanted in zip((unicode, plain, latex), expected or (), strict=False):
        assert wanted is None or write(derivative) == wanted


def test_rounding_is_no_false_line() -> None:
    """The determinant of a high power has hardly a right digit at large entries."""
    text = "logdet(I + X^6 (X^T)^6)"
    assert derivtutor.matrix(text, "X", shapes="X=3x3").as_dict()["steps"]
