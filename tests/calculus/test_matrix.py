"""The topic: worked cases, values, symmetric matrices, indices, what is told and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from derivtutor import UserError, matrix
from derivtutor.cli.main import cli
from derivtutor.render.formats import render
from derivtutor.render.telling.explanation import tell

CASES = Path(__file__).parents[1] / "cases"
ROWS = [json.loads(line) for line in (CASES / "matrices.jsonl").read_text(encoding="utf-8").splitlines()]
FIGURES = [
    row
    for row in map(json.loads, (CASES / "figures.jsonl").read_text(encoding="utf-8").splitlines())
    if row["feature"] == "matrix"
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_worked_cases(row: dict[str, Any]) -> None:
    symmetric = [name for name, what in row.get("assume", {}).items() if what == "symmetric"]
    found = matrix(row["f"], row["wrt"], shapes=row["shapes"], at=row["at"], symmetric=symmetric).as_dict()
    assert found["value"] == pytest.approx(row["value"], rel=1e-12)
    pairs = zip(found["result"], row["result"], strict=True)
    assert all(ours == pytest.approx(theirs, rel=1e-9, abs=1e-12) for ours, theirs in pairs)
    assert (found["layout"], found["shapes"]) == (row["layout"], row["shapes"])
    assert found["steps"]


@pytest.mark.parametrize("row", FIGURES, ids=lambda row: row["ask"])
def test_figures_of_the_lessons(row: dict[str, Any]) -> None:
    wrt, wanted = row["expect"]["wrt"], row["expect"]["derivative"]
    ours = matrix(row["ask"], wrt).as_dict()["derivative"]["text"]
    zero = f"sum(({ours} - ({wanted})).^2)"
    values = {"A": [[1, 2], [3, 5]], "X": [[2, -1], [4, 3]], "a": [1, 2], "b": [3, -1], "w": [2, 1], "y": [1, 4]}
    letters = {letter: value for letter, value in values.items() if letter in ours + wanted}
    assert matrix(zero, next(iter(letters)), at=letters).as_dict()["value"] == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize(
    "at",
    [
        {"X": [[1, 2], [3, 4]], "w": [1, 2], "y": [0, 1]},
        {"X": ((1, 2), (3, 4)), "w": [[1], [2]], "y": "(0, 1)"},
        "X=[[1,2],[3,4]],w=(1,2),y=(0,1)",
        "X = [[1, 2], [3, 4]]; w = [1, 2]; y = [0, 1]",
        ("X=[[1,2],[3,4]]", "w=(1,2)", "y=(0,1)"),
        ("X=((2/2,2),(3,4.0))", "w=(1,2)", "y=(0,1)"),
    ],
)
def test_ways_of_giving_values(at: Any) -> None:
    found = matrix("||X w - y||^2", "w", at=at).as_dict()
    assert (found["value"], found["result"]) == (125, [70, 100])
    assert found["shapes"] == {"X": "2x2", "w": "2", "y": "2"}


def test_values_of_letters_that_do_not_occur_are_left_alone() -> None:
    found = matrix("||w||^2", "w", at={"w": [1, 2], "X": [[1, 2], [3, 4]]}).as_dict()
    assert (found["value"], found["result"], found["at"]) == (5, [2, 4], {"w": [1, 2]})


def test_rows_and_single_entries() -> None:
    found = matrix("x A x^T", "x", at={"x": [[1, 2]], "A": [[1, 2], [3, 4]]}).as_dict()
    assert (found["value"], found["result"], found["shape"]) == (27, [[12, 21]], [1, 2])
    assert matrix("tr(A X)", "X", at={"A": [[2]], "X": [[5]]}).as_dict()["result"] == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("values.json", '{"X": [[1, 2], [3, 4]], "w": [1, 2], "y": [0, 1]}'),
        ("values.txt", "# a fit\nX = [[1, 2],\n     [3, 4]]\nw = (1, 2)\n\ny = (0, 1)\n"),
    ],
)
def test_values_from_a_file(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert matrix("||X w - y||^2", "w", at=tmp_path / name).as_dict()["result"] == [70, 100]
    with pytest.raises(UserError, match="is not a matrix"):
        matrix("||X w - y||^2", "w", at=str(tmp_path / name))  # a text may come from anywhere


@pytest.mark.parametrize(
    ("text", "wrt", "symmetric", "expected"),
    [
        ("x^T A x", "x", "A", "2A x"),
        ("(x - m)^T inv(S) (x - m)", "x", "S", "2S^-1 (x - m)"),
        ("tr(A X)", "X", "X", "A^T + A - I .* A"),
        ("tr(X^2)", "X", "X", "4X - 2(I .* X)"),
        ("logdet(X)", "X", ["X"], "2X^-1 - I .* X^-1"),
        ("tr(A X B)", "X", ("A", "B"), "A B"),
    ],
)
def test_symmetric_matrices(text: str, wrt: str, symmetric: Any, expected: str) -> None:
    assert matrix(text, wrt, symmetric=symmetric).as_dict()["derivative"]["text"] == expected


@pytest.mark.parametrize(
    ("text", "wrt", "entries", "slope"),
    [
        ("tr(A X)", "X", "sum_{kl} A_{kl} X_{lk}", "A_{ji}"),
        ("tr(X^T A)", "X", "sum_{kl} X_{lk} A_{lk}", "A_{ij}"),
        ("tr(X^T X)", "X", "sum_{kl} X_{lk} X_{lk}", "X_{ij} + X_{ij}"),
        ("a^T X b", "X", "sum_{kl} a_k X_{kl} b_l", "a_i b_j"),
        ("tr(X)", "X", "sum_{k} X_{kk}", "delta_{ij}"),
        ("tr(X)^1 + tr(A X)", "X", "sum_{k} X_{kk} + sum_{kl} A_{kl} X_{lk}", "delta_{ij} + A_{ji}"),
        ("x^T A x", "x", "sum_{kl} x_k A_{kl} x_l", "sum_{l} A_{il} x_l + sum_{k} x_k A_{ki}"),
        ("lambda ||w||^2", "w", "lambda sum_{k} w_k w_k", "lambda w_i + lambda w_i"),
    ],
)
def test_derivatives_by_indices(text: str, wrt: str, entries: str, slope: str) -> None:
    lines = [line["text"] for line in matrix(text, wrt, method="indices").as_dict()["lines"]]
    assert f"f = {entries}" in lines
    assert any(line.endswith(f" = {slope}") for line in lines)


def test_the_squared_loss_by_indices() -> None:
    lines = [line["text"] for line in matrix("||X w - y||^2", "w", method="indices").as_dict()["lines"]]
    assert "f = w^T X^T X w - 2w^T X^T y + y^T y" in lines
    assert lines[-1] == "df/dw = 2X^T (X w - y)"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"expression": "logdet(X)", "wrt": "X", "method": "indices"}, "By indices only traces of products"),
        ({"expression": "sum(exp(x))", "wrt": "x", "method": "indices"}, "By indices only traces of products"),
        ({"expression": "||x||", "wrt": "x", "method": "guess"}, "There is no method called guess."),
        ({"expression": "A B", "wrt": "A"}, "this derivative has four indices and is no matrix"),
        ({"expression": "X w", "wrt": "X"}, "this derivative has three indices and is no matrix"),
        ({"expression": "x^T A", "wrt": "x"}, "Differentiate its transpose, which is a column."),
        ({"expression": "det(X)", "wrt": "X", "order": 2}, "A Hessian is that of a scalar function by a vector"),
        ({"expression": "||x||", "wrt": "x", "order": 3}, "The order 3 is not possible here."),
        ({"expression": "tr(X)", "wrt": "X", "symmetric": "Q"}, "The letter Q does not occur in tr(X)."),
        ({"expression": "a^T x", "wrt": "x", "symmetric": "a"}, "only square matrices are symmetric"),
        ({"expression": "det(x y^T)", "wrt": "x"}, "has no inverse at any of the matrices tried"),
        ({"expression": "ln(-x^T x)", "wrt": "x"}, "No matrices were found at which ln(−xᵀx) has a value."),
        ({"expression": "||x||", "at": "x=(0,0)"}, "1/‖x‖ has no value at this point."),
        ({"expression": "tr(inv(X))", "at": "X=[[1,2],[2,4]]"}, "X is singular at this point"),
        ({"expression": "sum(ln(x))", "at": "x=(1,-1)"}, "ln(x) has no value at this point."),
        ({"expression": "a^T x", "wrt": "x", "at": "x=(1,2)"}, "There is no value for a."),
        ({"expression": "||x||", "at": "x=(1,two)"}, "(1,two) is not a matrix."),
        ({"expression": "||x||", "at": "x=[[1,2],[3]]"}, "is not a matrix."),
        ({"expression": "||x||", "at": Path("missing.json")}, "The file missing.json cannot be read."),
        ({"expression": "||x||", "shapes": "x=3", "at": "x=(1,2)"}, "The value of x is a vector of length 2"),
    ],
)
def test_refusals(arguments: dict[str, Any], says: str) -> None:
    with pytest.raises(UserError) as raised:
        matrix(**arguments)
    assert says in str(raised.value)


@pytest.mark.parametrize("form", ["plain", "terminal", "markdown", "html", "latex"])
@pytest.mark.parametrize("text", ["||X w - y||^2", "-sum(y .* ln(softmax(W w)))", "softmax(A w)"])
def test_every_format_tells_it(form: Any, text: str) -> None:
    assert len(render(tell(matrix(text, "w")), form)) > 200


@pytest.mark.parametrize("width", [80, 60])
@pytest.mark.parametrize(
    ("text", "wrt"),
    [
        ("-sum(y .* ln(softmax(W x))) + logdet(W' W)/2", "W"),
        ("||W_2 relu(W_1 x + b_1) - y||^2", "W_1"),
        ("-sum(y .* ln(sigmoid(X w)) + (1 - y) .* ln(1 - sigmoid(X w)))", "w"),
        ("ln(softmax(x))", "x"),
    ],
)
def test_lines_fit_the_screen(text: str, wrt: str, width: int) -> None:
    told = render(tell(matrix(text, wrt)), "terminal", width=width, unicode=True, colour=False)
    assert max(map(len, told.splitlines())) <= width


def test_letters_with_numbers_are_set_in_latex() -> None:
    told = render(tell(matrix("||W_2 relu(W_1 x) - y||^2", "W_1")), "latex")
    assert "dW$_1$)" in told
    assert "U+" not in told


def test_telling_in_plain_text() -> None:
    told = " ".join(render(tell(matrix("||X w - y||^2", "w")), "plain").split())
    for words in (
        "letter: X; kind: matrix; shape: n x m",
        "The shapes of X, w and y follow from the function.",
        "df = 2(X w - y)^T d(X w - y) (d||u||^2 = 2u^T du)",
        "Read off: where df is g^T dw, the gradient is g.",
        "Answer: df/dw = 2X^T (X w - y)",
        "The gradient has the shape of w, m x 1.",
    ):
        assert words in told, told


@pytest.mark.parametrize(
    ("text", "wrt", "note"),
    [
        (
            "-sum(y .* ln(softmax(W x)))",
            "W",
            "Where the entries of y add up to 1, as with one-hot labels, this is (soft",
        ),
        ("sum(relu(x))", "x", "At 0, where |u| and relu(u) have a kink, their slope is taken as 0."),
        ("||X||", "X", "The norm of a matrix is the Frobenius norm"),
        ("logdet(I + X X^T)", "X", "I is the identity matrix."),
        ("sum(exp(X))", "X", "Functions of numbers, such as exp, are applied to each entry."),
    ],
)
def test_notes(text: str, wrt: str, note: str) -> None:
    assert any(each.startswith(note) for each in matrix(text, wrt).as_dict()["notes"])


def test_the_command_takes_what_the_library_takes() -> None:
    arguments = ["matrix", "x^T A x", "--wrt", "x", "--symmetric", "A", "--shapes", "x=2", "--order", "2"]
    printed = CliRunner().invoke(cli, [*arguments, "--format", "json"])
    assert json.loads(printed.output) == matrix("x^T A x", "x", shapes="x=2", symmetric="A", order=2).as_dict()


def test_code_is_printed_alone() -> None:
    printed = CliRunner().invoke(cli, ["matrix", "||x||^2", "--code", "numpy"]).output
    assert printed.startswith("import numpy as np\n")
    assert printed.endswith("return value, derivative\n")
