"""Which letters are scalars, vectors and matrices follows from the function, or is asked."""

from __future__ import annotations

import pytest
from matrix_functions import ARRAYS, GRADIENTS

from derivtutor import UserError
from derivtutor.network.matrices.reading import read_problem, read_shapes


def shapes(text: str, wrt: str, given: object = None) -> dict[str, str]:
    problem = read_problem(text, wrt, read_shapes(given))
    return {name: " x ".join(map(str, letter.shape)) for name, letter in problem.letters.items()}


@pytest.mark.parametrize(
    ("text", "wrt", "expected"),
    [
        ("||X w - y||^2", "w", {"X": "n x m", "w": "m x 1", "y": "n x 1"}),
        ("tr(A X B)", "X", {"A": "n x m", "X": "m x k", "B": "k x n"}),
        ("x^T A x", "x", {"x": "n x 1", "A": "n x n"}),
        ("sigmoid(w^T x + b)", "w", {"w": "n x 1", "x": "n x 1", "b": "1 x 1"}),
        ("||X w - y||^2 + lambda ||w||^2", "w", {"X": "n x m", "w": "m x 1", "y": "n x 1", "lambda": "1 x 1"}),
        ("(x - mu)' inv(S) (x - mu)", "S", {"x": "n x 1", "mu": "n x 1", "S": "n x n"}),
        ("logdet(I + X X^T)", "X", {"X": "n x m"}),
        ("sum(ln(x))", "x", {"x": "n x 1"}),
        ("c w^T w", "w", {"c": "1 x 1", "w": "n x 1"}),
        ("det(A + t B)", "t", {"A": "n x n", "t": "1 x 1", "B": "n x n"}),
        ("||2x - y||", "x", {"x": "n x 1", "y": "n x 1"}),
        ("x^2 + 1", "x", {"x": "1 x 1"}),
        ("sigmoid(w·x + b)", "w", {"w": "n x 1", "x": "n x 1", "b": "1 x 1"}),
    ],
)
def test_shapes_follow_from_the_function(text: str, wrt: str, expected: dict[str, str]) -> None:
    assert shapes(text, wrt) == expected


CLEAR = [case for case in GRADIENTS if "=scalar" not in case.shapes and "e=" not in case.shapes]


@pytest.mark.parametrize("case", CLEAR, ids=lambda case: case.text)
def test_textbook_functions_need_no_shapes(case: object) -> None:
    found = shapes(case.text, case.wrt)  # type: ignore[attr-defined]
    for name, shape in case.sizes.items():  # type: ignore[attr-defined]
        assert found[name].endswith(" x 1") is ("x" not in shape)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("X=5x3", {"X": "5 x 3", "w": "3 x 1", "y": "5 x 1"}),
        ("X=5×3,w=3", {"X": "5 x 3", "w": "3 x 1", "y": "5 x 1"}),
        (("X=5x3", "y=5"), {"X": "5 x 3", "w": "3 x 1", "y": "5 x 1"}),
        ({"X": (5, 3)}, {"X": "5 x 3", "w": "3 x 1", "y": "5 x 1"}),
        ({"X": "5x3", "w": 3, "y": [5]}, {"X": "5 x 3", "w": "3 x 1", "y": "5 x 1"}),
        ("X=Nxd", {"X": "N x d", "w": "d x 1", "y": "N x 1"}),
        ("X=(5,3)", {"X": "5 x 3", "w": "3 x 1", "y": "5 x 1"}),
        ("w=vector", {"X": "n x m", "w": "m x 1", "y": "n x 1"}),
        ("X=5x1", {"X": "5 x 1", "w": "1 x 1", "y": "5 x 1"}),
    ],
)
def test_shapes_can_be_given(given: object, expected: dict[str, str]) -> None:
    assert shapes("||X w - y||^2", "X", given) == expected


@pytest.mark.parametrize(
    ("text", "wrt", "given", "says", "position"),
    [
        ("||X w - y||^2", "w", "X=5x3,w=4", "X is 5 × 3 and w is a vector of length 4: the 3 columns", 4),
        ("||X w - y||^2", "w", "X=5x3,y=4", "(X w) is a vector of length 5 and y is a vector of length 4", 8),
        ("tr(A X)", "X", "A=2x3,X=3x4", "tr needs a square matrix, and (A X) is 2 × 4.", 3),
        ("inv(A) x", "x", "A=2x3", "inv needs a square matrix, and A is 2 × 3.", 4),
        ("x y", "x", "x=3,y=3", "x and y are vectors, which cannot be multiplied as they stand.", 2),
        (
            "x .* y",
            "x",
            "x=3,y=4",
            "x is a vector of length 3 and y is a vector of length 4: they cannot be combined",
            5,
        ),
        ("x/A", "x", "", "A is n × m, and only scalars can be divided by.", 2),
        ("x^2", "x", "x=3", "x is a vector of length 3, and has no power.", 0),
        ("X^n", "X", "", "A matrix can be raised to whole powers up to 20.", 2),
        ("tr(X^300)", "X", "", "A matrix can be raised to whole powers up to 20.", 5),
        ("|x|", "x", "x=3", "The bars around x may mean its length or the size of each entry.", 0),
        ("||x||_3", "x", "", "The norm with index 3 is not known here.", 0),
        ("||X||_1", "X", "", "The 1-norm of a matrix is not known here.", 0),
        ("||X||_2", "X", "", "The 2-norm of a matrix is not known here.", 0),
        ("vec(X)", "X", "", "vec is not known for matrices.", 0),
        ("max(x)", "x", "", "Only the maximum of 0 and an expression is known here.", 0),
        ("softmax(X)", "X", "", "softmax needs a vector", 8),
        ("[[1, 2], [3]] x", "x", "", "The rows of this matrix have different lengths.", 0),
        ("[[a, 2], [3, 4]] x", "x", "", "A matrix that is written out has numbers in it only.", 0),
    ],
)
def test_what_does_not_fit_is_said_with_both_shapes_and_the_place(
    text: str, wrt: str, given: str, says: str, position: int
) -> None:
    with pytest.raises(UserError) as raised:
        read_problem(text, wrt, read_shapes(given))
    assert says in str(raised.value)
    assert raised.value.position == position


@pytest.mark.parametrize(
    ("text", "wrt", "given", "says"),
    [
        ("alpha x", "x", "", "It is not clear which of α and x are scalars and which are vectors."),
        ("w", "w", "", "It is not clear whether w is a scalar or a vector."),
        ("x^T A x", None, "", "Say which with --wrt: x or A."),
        ("x^T A x", "y", "", "The letter y does not occur in x^T A x. Choose one of x, A."),
        ("5", None, "", "There are no letters to differentiate with respect to."),
        ("||x||", "x", "Q=2x2", "The letter Q does not occur in ||x||."),
        ("||x||", "x", "x", "x is not a shape."),
        ("||x||", "x", "x=foo bar", "x=foo bar is not a shape."),
        ("||x||", "x", "x=0x3", "x=0x3 is not a shape."),
    ],
)
def test_what_is_not_settled_is_asked(text: str, wrt: str | None, given: str, says: str) -> None:
    with pytest.raises(UserError) as raised:
        read_problem(text, wrt, read_shapes(given))
    assert says in str(raised.value)


def test_letters_for_rows_and_columns_are_none_of_the_function() -> None:
    assert shapes("||n M x||", "x", "n=scalar") == {"n": "1 x 1", "M": "m x k", "x": "k x 1"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r"\operatorname{tr}(A X)", "tr(A X)"),
        (r"\mathrm{tr}(A X)", "tr(A X)"),
        (r"\log\det(X)", "ln(det(X))"),
        (r"\|A X - B\|_F^2", "||A X - B||^2"),
        (r"\lVert A X - B \rVert^2", "||A X - B||^2"),
        ("tr(AXBX^TC)", "tr(A X B X' C)"),
        ("trace(A @ X)", "tr(A X)"),
        ("|X|", "det(X)"),
        ("a^T X^{-T} b", "a' inv(X') b"),
        ("sum(max(0, X))", "sum(relu(X))"),
        ("[[1,2],[3,4]] X", "[[1, 2], [3, 4]] X"),
        ("ones(1,3) X", "1^T eye(3) X"),
        ("outer(a, b)^T X", "(a b')' X"),
        ("CAXB", "C A X B"),
        ("(2a · X b)^2", "(2a^T X b)^2"),
        (r"\vec{a}\cdot X\vec{b} + c", "a^T X b + c"),
        ("c·tr(X)", "c tr(X)"),
        ("tr X", "tr(X)"),
        ("tr A X^T B + c", "tr(A X^T B) + c"),
        ("tr{A X}", "tr(A X)"),
        (r"\operatorname{trace}\left(A X\right)", "tr(A X)"),
        (r"\mathrm{tr}\,\big(A X\big)", "tr(A X)"),
        (r"\operatorname{tr}A X", "tr(A X)"),
        ("-½ yᵀX⁻¹y − ½ ln det X", "-1/2 y^T inv(X) y - 1/2 ln(det(X))"),
        (r"\log\det X", "ln(det(X))"),
        (r"\ln\left|\det X\right|", "ln(abs(det(X)))"),
        (r"\ln\left|X\right|", "ln(det(X))"),
        ("logdet X", "logdet(X)"),
        (r"A \odot X", "A .* X"),
        (r"A \circ X", "A .* X"),
        ("A ∘ X ⊘ B", "A .* X ./ B"),
        (r"X^{\circ 2}", "X.^2"),
        ("X.²", "X.^2"),
        ("tanh²(X)", "tanh(X).^2"),
        ("a⊤X b", "a^T X b"),
        (r"a^{\top}X b", "a^T X b"),
        ("a^T X⁻ᵀ b", "a' inv(X') b"),
        ("⟨A, X⟩", "dot(A, X)"),
        (r"\langle a, X b\rangle^2", "dot(a, X b)^2"),
        (r"\vec{a}^T X \vec b", "a^T X b"),
        ("norm(X, 'fro')^2", "norm(X)^2"),
        ("||X b||_1", "sum(abs(X b))"),
        ("‖X b‖₁", "sum(abs(X b))"),
        ("logsumexp(X b)", "ln(sum(exp(X b)))"),
        ("log_softmax(X b)", "ln(softmax(X b))"),
        (r"\mathbf{1}^T X \mathbf{1}", "1^T X 1"),
        ("𝟏ᵀX𝟏", "1^T X 1"),
        ("X 1", "(1^T X^T)^T"),
        ("(A - ⅓𝟏𝟏ᵀ) X", "(A - 1 1^T/3) X"),
    ],
)
def test_spellings(one: str, other: str) -> None:
    assert read_problem(one, "X", {}).function == read_problem(other, "X", {}).function


def test_e_is_a_letter_where_it_was_given_a_shape() -> None:
    assert shapes("(D x + e)^T (D x + e)", "x", "e=4") == {"D": "4 x n", "x": "n x 1", "e": "4 x 1"}


def test_every_case_is_read_with_its_own_shapes() -> None:
    for case in (*GRADIENTS, *ARRAYS):
        assert read_problem(case.text, case.wrt, read_shapes(case.sizes)).variable.name == case.wrt
