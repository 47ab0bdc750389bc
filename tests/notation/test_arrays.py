"""Expressions with vectors and matrices, as they are typed in programs and on boards."""

from __future__ import annotations

import pytest

from derivtutor.errors import UserError
from derivtutor.notation.arrays import read_array

SAME = (
    ("A @ B", "A@B"),
    ("A' @ x", "A^T @ x"),
    ("A' @ x", "A.T @ x"),
    ("A' @ x", "A^{T} @ x"),
    ("A' @ x", r"A^\top @ x"),
    ("A' @ x", "Aᵀ @ x"),
    ("A'^(-1)", "A^{-T}"),
    ("norm(X w - y)^2", "||X w - y||^2"),
    ("norm(X w - y)^2", r"\|X w - y\|^2"),
    ("norm(X A)^2", "||X A||_F^2"),
    ("norm(x)", "||x||_2"),
    ("x .* y", "x ⊙ y"),
    ("[1, 2]", "(1, 2)"),
    ("tr(A X)", "trace(AX)"),
    ("0.001x", "1e-3 x"),
    ("x' x", "x'x"),
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_expression(one: str, other: str) -> None:
    assert _without_text(one) == _without_text(other)


def test_transposes_bind_more_strongly_than_powers_and_products() -> None:
    assert _without_text("A B'") == _without_text("A (B')")
    assert _without_text("A'^2") == _without_text("(A')^2")
    assert _without_text("-A'") == _without_text("-(A')")


def test_products_of_matrices_bind_like_products() -> None:
    assert _without_text("W @ x + b") == _without_text("(W @ x) + b")
    assert _without_text("A @ B @ x") == _without_text("(A @ B) @ x")


def test_letters_in_a_row_are_a_name_in_a_program_and_a_product_on_a_board() -> None:
    assert repr(read_array("dz*W1", whole=True).tree) == "Product(factors=(Name(name='dz'), Name(name='W1')))"
    assert _without_text("Xw") == _without_text("X w")


def test_a_name_before_brackets_is_a_factor() -> None:
    assert _without_text("y(1 - y)") == _without_text("y*(1 - y)")


@pytest.mark.parametrize(
    ("text", "position", "says"),
    [
        ("sigmiod(z)", 0, "Did you mean sigmoid?"),
        ("2 + softmux(z)", 4, "Did you mean softmax?"),
        ("dot(x)", 0, "dot"),
        ("[1, 2", 0, "never closed"),
        ("A @", 3, ""),
        ("@ B", 0, ""),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(text: str, position: int, says: str) -> None:
    with pytest.raises(UserError) as raised:
        read_array(text, whole=True)
    assert raised.value.position == position
    assert says in str(raised.value)


def _without_text(text: str) -> str:
    """The tree without how its numbers were spelled."""
    return repr(read_array(text).tree).replace(", text='0.001'", "").replace(", text='1e-3'", "").replace("', ", "',")
