"""What is too large is refused before any of it is worked out, and what is deep or long is no matter."""

from __future__ import annotations

import pytest
from running import run

from derivtutor.errors import UserError
from derivtutor.network.program import graph_of


@pytest.mark.parametrize(
    ("program", "line", "says"),
    [
        ("L = 1" + " + 1" * 4000, 1, "more than 10,000 characters"),
        ("a = 1\nL = " + "(" * 4000 + "a" + ")" * 4000, 2, "nested"),
        ("a = 1\nL = a" + "'" * 5000, 2, "more than 5,000 parts"),
        ("x = 1\n" * 400_001, None, "more than 400,000 operations"),
        ("A = eye(2000)\nL = sum(A)", 1, "more than 2,000,000 entries"),
        ("A = ones(100000000, 1000)\nL = sum(A)", 1, "more than 2,000,000 entries"),
        ("A = ones(1000, 1000)\nL = sum(A @ A)", 2, "more than 20,000,000 multiplications"),
        ("A = eye(400)\nL = sum(inv(A))", 2, "more than 20,000,000 multiplications"),
        ("a = ones(3000)\nL = sum(a @ a')", 2, "more than 2,000,000 entries"),
        ("A = ones(1000, 1000)\nB = A + 1\nC = B + 1\nL = sum(C)", 2, "more than 2,000,000 entries"),
        ("L = w*" + "9" * 1500, 1, "more than 1,000 digits"),
        ("L = (w\n" + "+ 1\n" * 20_000, 1, "more than 10,000 characters"),
        ("\n".join(f"a{place} = a{place + 1}" for place in range(3000)) + "\na3000 = a0", 1, "depends on itself"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_what_is_too_large_is_refused(program: str, line: int | None, says: str) -> None:
    with pytest.raises(UserError, match=says) as raised:
        graph_of(program, "w=1" if "w" in program else None)
    assert raised.value.line == line


def test_a_long_chain_goes_forward_and_back() -> None:
    lines = ["a0 = w"] + [f"a{place} = a{place - 1}*0.999 + w" for place in range(1, 5000)]
    loss, gradients = run("\n".join([*lines, "L = a4999"]), "w=1")
    assert loss == pytest.approx(gradients["w"], rel=1e-12)


def test_a_matrix_may_be_given_in_numbers_that_would_fill_a_line_too_long_to_read() -> None:
    assert run("L = sum(X)", {"X": [[1.25] * 100] * 100})[0] == 12500


def test_numbers_keep_all_their_digits() -> None:
    value = 0.1234567890123456
    assert run("L = w", {"w": value})[0] == value
    assert run("L = w", f"w={value}")[0] == value
