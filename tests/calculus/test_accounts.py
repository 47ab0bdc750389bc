"""Gradients and tangents as accounts: what was asked, the parts, and what came out."""

import json

import pytest

from derivtutor import explain
from derivtutor.calculus.gradients.gradient import gradient
from derivtutor.calculus.tangents.tangent import tangent
from derivtutor.derivation.account import Account, Result
from derivtutor.errors import UserError
from derivtutor.notation import linear
from derivtutor.notation.reader import read
from derivtutor.notation.tree import names


def tree(text: str):
    return read(text).tree


ACCOUNTS = {
    "derivation": explain("x^2 y", wrt="x", at="x=2, y=1"),
    "gradient": gradient("x^2 y + sin(z)"),
    "tangent": tangent("a x^2", "x=3"),
}


@pytest.mark.parametrize("name", ACCOUNTS)
def test_every_account_has_a_task_parts_a_result_and_a_document(name: str) -> None:
    account: Account = ACCOUNTS[name]
    assert account.task.functions
    assert set(account.task.variables) <= names(account.task.functions[0].tree)
    document = account.as_dict()
    assert document["schema"] == f"derivtutor/{name}/1"
    assert json.loads(json.dumps(document)) == document
    for part in account.parts:
        assert part.task.functions == account.task.functions


@pytest.mark.parametrize(
    ("function", "wrt", "text"),
    [
        ("x^2 y", (), "(2x y, x^2)"),
        ("x^2 y", ("y", "x"), "(x^2, 2x y)"),
        ("x^2 y", ("x",), "(2x y)"),
        ("x^2 y", ("x", "t"), "(2x y, 0)"),
        ("a b c", (), "(b c, a c, a b)"),
    ],
)
def test_a_gradient_has_the_order_of_its_variables(function: str, wrt: tuple[str, ...], text: str) -> None:
    found = gradient(function, wrt)
    assert found.result.text == text
    assert [part.variable for part in found.parts] == list(found.task.variables)
    assert found.result.shape == (len(found.parts),)


def test_what_is_said_of_a_function_is_said_once_in_its_gradient() -> None:
    notes = gradient("ln(x y)").notes
    assert len(set(notes)) == len(notes) > 0


@pytest.mark.parametrize(
    ("function", "at", "lines"),
    [
        ("x^2", "x=3", ["y = 6(x - 3) + 9", "y = 6x - 9"]),
        ("x^2", 3, ["y = 6(x - 3) + 9", "y = 6x - 9"]),
        ("x^2 + x", "x=-1", ["y = -(x + 1)", "y = -x - 1"]),
        ("sqrt(x)", "x=4", ["y = (1/4)(x - 4) + 2", "y = x/4 + 1"]),
        ("a x^2", "x=1", ["y = (2a)(x - 1) + a", "y = 2a x - a"]),
        ("a x^2", "x=1, a=2", ["y = 4(x - 1) + 2", "y = 4x - 2"]),
        ("t^2", "t=2", ["y = 4(t - 2) + 4", "y = 4t - 4"]),
        ("y^2", "y=2", ["z = 4(y - 2) + 4", "z = 4y - 4"]),
        ("|x|^3", "x=0", ["y = 0"]),
    ],
)
def test_a_tangent_is_told_through_its_point_and_then_by_slope_and_intercept(
    function: str, at: object, lines: list[str]
) -> None:
    found = tangent(function, at)
    told = [line["text"] for line in found.as_dict()["lines"]]
    assert told[told.index(lines[0]) :][: len(lines)] == lines
    assert found.result.text == lines[-1].partition("= ")[2]


@pytest.mark.parametrize(
    ("function", "at", "message"),
    [
        ("|x|", "x=0", "no tangent at this point"),
        ("1/x", "x=0", "no tangent at this point"),
        ("ln(x)", "x=-1", "no tangent at this point"),
        ("a x", "a=1", "no value for x"),
        ("a/x", "x=0", "no tangent at this point"),
        ("a ln(x)", "x=0", "no tangent at this point"),
        ("a |x|", "x=0", "no tangent at this point"),
    ],
)
def test_where_there_is_no_slope_there_is_no_tangent(function: str, at: str, message: str) -> None:
    with pytest.raises(UserError, match=message):
        tangent(function, at, wrt="x")


def test_a_constant_has_no_gradient() -> None:
    with pytest.raises(UserError, match="A constant has no gradient"):
        gradient("5")


def test_results_are_written_by_their_shape() -> None:
    entries = tuple(map(tree, ("6", "x", "2/y", "x + 1")))
    matrix = Result(entries, (2, 2))
    assert matrix.text == "[[6, x], [2/y, x + 1]]"
    assert matrix.latex == r"\begin{pmatrix} 6 & x \\ \frac{2}{y} & x + 1 \end{pmatrix}"
    assert Result(entries, (4,)).text == "(6, x, 2/y, x + 1)"
    assert Result(entries[:1]).text == linear.text(entries[0]) == Result(entries[:1]).latex
    with pytest.raises(ValueError, match="4 entries"):
        Result(entries, (3,))
