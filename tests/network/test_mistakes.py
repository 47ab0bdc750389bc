"""What is said of programs that cannot be run: one sentence with the line, the place in it and the remedy."""

from __future__ import annotations

import re

import pytest
from running import run

from derivtutor.errors import UserError
from derivtutor.network.program import graph_of
from derivtutor.network.targets import targets_of
from derivtutor.render.complaint import complaint

MISTAKES = (
    # program                                     line, place, what is said
    ("z = w*x\nL = (z - t)^2", 2, 9, "The name t is not set. Set it in a line before, or give its value with --at t=…."),
    ("loss1 = w*x\nL = los1^2", 2, 4, "The name los1 is not set. Did you mean loss1?"),
    ("Rate = w*x\nL = rate^2", 2, 4, "The name rate is not set. Did you mean Rate?"),
    ("z = wx + b\nL = z", 1, 4, "The name wx is not set. For a product, write w*x."),
    ("a = sigmod(w)\nL = a", 1, 4, "The function sigmod is not known. Did you mean sigmoid?"),
    ("L = Sum(u)", 1, 4, "The function Sum is not known. Did you mean sum?"),
    ("L = foo(w)", 1, 4, "The function foo is not known. Use one such as sigmoid, tanh, relu, exp, ln or sum, or * for a product."),
    ("L = (a - 1)^2\na = w*x", 1, 5, "a is used before it is set in line 2. Move line 2 up."),
    ("a = c + 1\nc = a + 1\nL = a*c", 1, 4, "c depends on itself: it is needed here, and set in line 2 from what is set here. Break the circle."),
    ("a = w\na = a + 1\nL = a", 2, 0, "a is set a second time; it was set in line 1. Give the second value another name."),
    ("a = a + 1\nL = a", 1, 4, "a is set from itself. Give the new value another name, such as a1."),
    ("L = sum(A @ [1, 2, 3])", 1, 8, "A is a 2 × 2 matrix and [1, 2, 3] is a vector of 3: there is no matrix product of them. The columns of the first must be as many as the rows of the second."),
    ("B = [[1, 2, 3]]\nL = sum(B @ A)", 2, 8, "B is a 1 × 3 matrix and A is a 2 × 2 matrix: there is no matrix product of them. The columns of the first must be as many as the rows of the second."),
    ("B = [[1, 2]]\nL = sum(A @ B)", 2, 8, "A is a 2 × 2 matrix and B is a 1 × 2 matrix: there is no matrix product of them. For the matrix product, write A @ B'."),
    ("L = sum(A + [1, 2, 3])", 1, 8, "A is a 2 × 2 matrix and [1, 2, 3] is a vector of 3: there is no sum of them. Give both the same shape; only numbers go with every array."),
    ("L = sum(A*u)", 1, 8, "A is a 2 × 2 matrix and u is a vector of 2: there is no product of them. For the matrix product, write A @ u."),
    ("L = dot(u, [1, 2, 3])", 1, 4, "u is a vector of 2 and [1, 2, 3] is a vector of 3: there is no dot product of them. Give both the same shape."),
    ("L = u u", 1, 4, "u u could be two products of vectors. Write u*u for the products of the entries, or u @ u for their sum."),
    ("L = det([[1, 2, 3], [4, 5, 6]])", 1, 4, "[[1, 2, 3], [4, 5, 6]] is a 2 × 3 matrix, and there is no determinant of it. Look at its shape."),
    ("L = softmax(w)", 1, 4, "w is a number, and there is no softmax of it. Look at its shape."),
    ("B = [[1, 2], [3]]\nL = sum(B)", 1, 13, "The rows have different lengths: 2, 1. Give every row the same number of entries."),
    ("B = [[1, 2], 3]\nL = sum(B)", 1, 4, "An array is made of numbers or of rows, and not of both. Put each row in brackets of its own."),
    ("z = w*x\nL = 1/(x - 2)", 2, 4, "L divides by 0 at this point: the denominator x - 2 is 0. Choose other values."),
    ("z = x - 2\nL = (1/z)^2", 2, 5, "1/z divides by 0 at this point: the denominator z is 0. Choose other values."),
    ("L = sum(1/(u - 2))", 1, 8, "1/(u - 2) divides by 0 at this point: the denominator entry 2 of u - 2 is 0. Choose other values."),
    ("z = b - 1\nL = ln(z)", 2, 4, "ln needs a positive number, and z is -0.5 at this point. Choose other values."),
    ("L = sum(ln(A - 3))", 1, 8, "ln needs a positive number, and the entry in row 1 and column 1 of A - 3 is -2 at this point. Choose other values."),
    ("L = sqrt(w - x)", 1, 4, "sqrt needs a number that is not negative, and w - x is -0.5 at this point. Choose other values."),
    ("L = sqrt(x - 2)", 1, 4, "L has no derivative by x - 2 where that is 0. Choose other values."),
    ("L = arcsin(x)", 1, 4, "arcsin needs a number from -1 to 1, and x is 2 at this point. Choose other values."),
    ("L = (w - x)^b", 1, 4, "L has no value at this point: w - x is -0.5, and a negative number has no such power. Choose other values."),
    ("L = (x - 2)^(-3)", 1, 4, "L divides by 0 at this point: x - 2 is 0 and its exponent is negative. Choose other values."),
    ("L = exp(1000x)", 1, 4, "L is too large at this point: it is beyond 10^308. Choose other values."),
    ("p = u - 1\nL = cross_entropy(p, u)", 2, 4, "cross-entropy needs a positive number, and entry 1 of p is 0 at this point. Choose other values."),
    ("L = bce(x, y)", 1, 4, "bce needs a number between 0 and 1, and x is 2 at this point. Choose other values."),
    ("B = [[1, 2], [2, 4]]\nL = sum(inv(B))", 2, 8, "The matrix B has the determinant 0 at this point, so that there is no inverse. Choose other values."),
    ("L = 1e400 w", 1, 4, "This number is too large: it is beyond 10^308. Choose a smaller one."),
    ("z = w*x\nL = z*u", 2, 0, "The last line must be a number, and L is a vector of 2. Make one number of it, such as sum(L) or mean(L)."),
    ("L = dot(u)", 1, 4, "dot takes 2 arguments, but here it has 1. For example, write dot(p, y)."),
    ("L = sigmoid(w, x)", 1, 4, "sigmoid takes one argument, but here it has 2. For example, write sigmoid(x)."),
    ("L = relu()", 1, 9, "The argument is missing: relu of what? For example, write relu(x)."),
    ("z = (w*x\nL = z", 1, 4, "This bracket is never closed. Write ) after the expression."),
    ("L = w*x)", 1, 7, "There is no bracket that this ) could close. Remove it, or open a bracket before it."),
    ("L = [1, 2", 1, 4, "This bracket is never closed. Write ] after the expression."),
    ("L = z = w", 1, 6, "There is a second = in this line. Write two lines, each with one =."),
    ("L == w", 1, 2, "== compares, and sets no name. Write a single =."),
    ("z = w\nz += x", 2, 2, "+= would set z a second time. Give the new value a name of its own, such as z2 = z + 1."),
    ("L = w +", 1, 7, "Something must follow +. For example, write x + 2."),
    ("L = w ** * x", 1, 9, "* cannot follow **. Put an expression between them."),
    ("z = w\nL = w > x", 2, 6, "A program compares nothing. For a choice use max, min, relu or abs."),
    ("def f(x):\n    return x", 1, 0, "def is a word of Python; a program here only has lines that set names. Write, for example, z = w*x + b."),
    ("for i in range(3):\n    L = w", 1, 0, "for is a word of Python; a program here only has lines that set names. Write, for example, z = w*x + b."),
    ("import numpy as np\nL = w", 1, 0, "import is a word of Python; a program here only has lines that set names. Write, for example, z = w*x + b."),
    ("L = w if w > 0 else 0", 1, 6, "if is a word of Python; a program here only has lines that set names. Write, for example, z = w*x + b."),
    ("L = u.sum()", 1, 5, "Functions are not called with a dot here. Write sum(…) instead of .sum."),
    ("L = sum(u, axis=0)", 1, 15, "Arguments have no names here. Write the value alone, as in dot(x, y)."),
    ("L = u[0]", 1, 5, "Brackets after u would pick an entry, which is not supported. Give the entry a name of its own, such as x1, or multiply: dot(x, [1, 0])."),
    ("f(x) = x^2\nL = f(2)", 1, 0, "A program sets names, and defines no functions. Write the formula in the line that needs it."),
    ("W^{(1)} = w\nL = w", 1, 0, "An upper index would be read as a power. Write W_1 or W1."),
    ("w*x + b\nL = 2", 1, 0, "A line must set one name. Write, for example, z = w*x + b."),
    ("w + x = y", 1, 0, "A line must set one name. Write, for example, z = w*x + b."),
    ("e = 2\nL = e", 1, 0, "e has a meaning of its own and cannot be set. Choose another name."),
    ("pi = 3\nL = pi", 1, 0, "pi has a meaning of its own and cannot be set. Choose another name."),
    ("tanh = 3\nL = tanh", 1, 0, "tanh has a meaning of its own and cannot be set. Choose another name."),
    ("L = w/0", 1, 4, "L divides by 0. Write another number."),
    ("L = w*ln(-1)", 1, 6, "ln needs a positive number, and -1 is none. Write another number."),
    ("L = cross_entropy(u, [1])", 1, 4, "u is a vector of 2 and [1] is a vector of 1: there is no cross-entropy of them. Give both the same shape."),
    ("z = []\nL = w", 1, 5, "Nothing stands in these brackets. Write an expression, or entries such as [1, 2]."),
    ("z = [1 2 3]\nL = w", 1, 7, "Two entries are side by side. Write a comma between them."),
    ("L = softmax(u)[0]", 1, 14, "Brackets after an expression would pick an entry, which is not supported. Give the entry a name of its own, such as x1, or multiply: dot(x, [1, 0])."),
    ("L = 0,5*w", 1, 5, "A comma does not fit here. Write a decimal point, as in 2.5."),
    ("L = ones(w)", 1, 4, "ones needs whole numbers. Write, for example, ones(3)."),
    ("L = sum([[[1]]])", 1, 8, "An array has rows and columns, and no more. Use numbers, vectors and matrices."),
)  # fmt: skip


VALUES = {"w": 1.5, "x": 2, "b": 0.5, "y": 1, "u": [1, 2], "A": [[1, 2], [3, 4]]}


@pytest.mark.parametrize(("program", "line", "place", "says"), MISTAKES, ids=[case[0] for case in MISTAKES])
def test_mistakes_are_said_with_line_place_and_remedy(program: str, line: int, place: int, says: str) -> None:
    with pytest.raises(UserError) as raised:
        run(program, _values(program))
    error = raised.value
    assert (str(error), error.line, error.position) == (says, line, place)
    assert error.text in program.replace("\n", " ")
    assert 0 <= place <= len(error.text)


def _values(program: str) -> dict[str, object]:
    """Values of the names that occur, those that stand side by side among them."""
    words = re.findall(r"[A-Za-z]+", program)
    letters = {letter for word in words if len(word) < 3 for letter in word}
    return {name: value for name, value in VALUES.items() if name in letters}


@pytest.mark.parametrize("program", ["", "  \n\n", "# a program\n  # without lines", "\ufeff"])
def test_a_program_without_lines_is_refused(program: str) -> None:
    with pytest.raises(UserError, match="The program has no lines"):
        graph_of(program)


@pytest.mark.parametrize(
    ("at", "says"),
    [
        ("w=1", "The name x is not set. Set it in a line before, or give its value with --at x=…."),
        ("w=1, x=2, q=3", "q has a value in --at, and does not occur in the program. The names are w, x, rate, L."),
        ("w=1, x=2, rat=3", "rat has a value in --at, and does not occur in the program. Did you mean rate?"),
        ("w=1, x=2, w=3", "w has two values in --at. Give it one."),
        ("w=one, x=2", "one is not a value. Write, for example, w=1.5, x=(1, 2)."),
        ("w=1/0, x=2", "w=1/0 is not a value. Write, for example, w=1.5, x=(1, 2)."),
        ("w=1 x=2", "w=1 x=2 is not a value. Write, for example, w=1.5, x=(1, 2)."),
        ("w=1,2, x=2", "w=1,2 is not a value. Write, for example, w=1.5, x=(1, 2)."),
        ("w", "w is not a value. Write, for example, w=1.5, x=(1, 2)."),
        ("w=[[1, 2], [3]], x=1", "The rows have different lengths: 2, 1. Give every row the same number of entries."),
        (
            "w=1, x=2, rate=3",
            "rate is worked out in line 1, so that no value can be given for it. Leave rate out of --at.",
        ),
        ({"w": float("nan"), "x": 1}, "w = nan is not a value. Write, for example, w=1.5, x=(1, 2)."),
        ({"w": [], "x": 1}, "w = [] is not a value. Write, for example, w=1.5, x=(1, 2)."),
        (
            {"w": [[1], [1, 2]], "x": 1},
            "The rows have different lengths: 1, 2. Give every row the same number of entries.",
        ),
    ],
)
def test_mistakes_in_values(at: object, says: str) -> None:
    with pytest.raises(UserError) as raised:
        graph_of("rate = w*x\nL = rate^2", at)  # type: ignore[arg-type]
    assert str(raised.value) == says


@pytest.mark.parametrize(
    ("wrt", "says"),
    [
        ("v", "v does not occur in the program. The names are w, x, rate, L."),
        ("w, rats", "rats does not occur in the program. Did you mean rate?"),
    ],
)
def test_names_to_differentiate_by_that_do_not_occur(wrt: str, says: str) -> None:
    with pytest.raises(UserError) as raised:
        targets_of(graph_of("rate = w*x\nL = rate^2", "w=1, x=2"), wrt)
    assert str(raised.value) == says


def test_without_any_value_all_inputs_stay_letters() -> None:
    assert graph_of("L = (w*x + b - y)^2").leaves == ("w", "x", "b", "y")
    assert not graph_of("L = w*x").has_values


def test_a_complaint_shows_line_and_caret() -> None:
    with pytest.raises(UserError) as raised:
        graph_of("z = w*x\nL = (z - t)^2", "w=1, x=2")
    assert complaint(raised.value).splitlines() == [
        "Error: The name t is not set.",
        "  line 2: L = (z - t)^2",
        "                   ^",
        "  Set it in a line before, or give its value with --at t=….",
    ]
