"""How programs may be typed: files of all kinds, Unicode, LaTeX, and what is copied from other languages."""

from __future__ import annotations

import math
import random
from typing import Any

import pytest
from running import run

from derivtutor.errors import UserError
from derivtutor.network.program import graph_of
from derivtutor.network.statements import statements
from derivtutor.notation.array_lexer import ArrayLexer
from derivtutor.notation.lexer import Token

_SIGMOID = 1 / (1 + math.exp(-1))
_W = {"W": [[1, 2], [3, 4]], "x": [3, 4], "y": [1, 2]}


@pytest.mark.parametrize(
    ("program", "at", "loss"),
    [
        ("\ufeffz = w*x\r\nL = z^2\r\n", "w=1, x=2", 4),
        ("z\t=\tw*x\n\n\tL = z^2 # the loss", "w=1, x=2", 4),
        ("# first\n// second\n% third\nL = w", "w=1", 1),
        ("z = w*x; L = z^2;", "w=1, x=2", 4),
        ("total = (w\n  + x  # goes on\n\n  + 1)\nL = total", "w=1, x=2", 4),
        ("W = [[1, 2],\n     [3, 4]]\nL = sum(W)", None, 10),
        ("w*x", "w=2, x=3", 6),
        ("L := w^2", "w=3", 9),
        ("L = 2w**2", "w=3", 18),
        # names
        ("ŷ = σ(z)\nL = ŷ", "z=1", _SIGMOID),
        ("θ₁ = 2\nL = θ_1*theta_1", None, 4),
        ("y_hat = 2; W_1 = 3; dz1 = 4; lambda = 5\nL = y_hat*W_1*dz1*lambda", None, 120),
        ("loss = w^2; loss2 = 2loss; sin_x = 1; cost = 3\nL = loss + loss2 + sin_x + cost", "w=1", 7),
        ("L = alpha*w", {"α": 2, "w": 3}, 6),
        ("T = 2\nL = T^T", None, 4),
        ("L = sum(A^T)", "A=[[1, 2], [3, 4]], T=2", 30),
        ("L = sum(A^T)*T", "A=[[1, 2], [3, 4]], T=2", 60),
        ("L = sum(A.T @ [1, 0])", "A=[[1, 2], [3, 4]]", 3),
        ("f = 2\nL = f(w + 1)", "w=1", 4),
        ("E = 2; d = 3; i = 4\nL = E*d*i", None, 24),
        # commas and semicolons in brackets
        ("L = sum([1,2])", None, 3),
        ("L = sum([1, 2,])", None, 3),
        ("L = max(1,5)", None, 5),
        ("L = sum([1,2;3,4] * [[1, 10], [100, 1000]])", None, 4321),
        ("L = dot([1; 2], (3,4))", None, 11),
        ("x = (1,2)\nL = x @ x", None, 5),
        # LaTeX
        (r"a = \sigma(z)" "\n" r"L = -\ln(a)", "z=1", -math.log(_SIGMOID)),
        (r"L = \frac{1}{2} (w x - y)^{2}", "w=1, x=2, y=5", 4.5),
        (r"A = \begin{pmatrix}1&2\\3&4\end{pmatrix}" "\n" r"L = \sum_i 1", None, UserError),
        (r"A = \begin{pmatrix}1&2\\3&4\end{pmatrix}" "\n" "L = sum(A*A)", None, 30),
        ("A = \\begin{bmatrix}\n1 & 2 \\\\\n3 & 4\n\\end{bmatrix}\nL = sum(A*A)", None, 30),
        (r"L = \begin{pmatrix} 1 \\ 2 \end{pmatrix} \cdot \begin{pmatrix} 3 \\ 4 \end{pmatrix}", None, UserError),
        (r"z = \mathbf{W} \mathbf{x}" "\n" r"L = \|z - y\|^2", _W, 629),
        (r"L = \lVert W x - y \rVert_2^2", _W, 629),
        (r"L = \left\| x \right\|", {"x": [3, 4]}, 5),
        (r"L = y^\top W x", _W, 61),
        (r"L = 2 y^{\top} W^\top x", _W, 118),
        (r"\hat{y} = w x" "\n" r"L = (\hat{y} - y)^2", "w=1, x=2, y=1", 1),
        ("$z = w x$\n$$L = z^2$$", "w=1, x=2", 4),
        ("\\begin{aligned}\nz &= w x \\\\\nL &= z^2 \\\\\n\\end{aligned}", "w=1, x=2", 4),
        # side by side, as on a board
        ("L = sum(W x)", {"W": _W["W"], "x": _W["x"]}, 36),
        ("L = x'W x", {"W": _W["W"], "x": _W["x"]}, 133),
        ("L = 1/2 (W x - y)'(W x - y)", _W, 314.5),
        ("L = sum(x y')", {"x": [3, 4], "y": [1, 2]}, 21),
        ("L = sum(W W)", {"W": _W["W"]}, 54),
        ("L = sum(W*W)", {"W": _W["W"]}, 30),
        ("L = sum(2x) + sum(x 2)", {"x": [3, 4]}, 28),
        # Python
        ("x = np.array([[1.0, 2.0], [3, 4]])\nL = np.sum(np.tanh(x)*0) + math.exp(0)", None, 1),
        ("a = Value(2.0); b = torch.tensor([1, 2])\nL = a*torch.nn.functional.relu(-1)*1 + b @ b", None, 5),
        ("L = np.maximum(0, w) + math.pi*0", "w=3", 3),
    ],
)
def test_programs_as_they_are_typed(program: str, at: Any, loss: float | type[UserError]) -> None:
    if isinstance(loss, float | int):
        assert run(program, at)[0] == pytest.approx(loss, rel=1e-14)
    else:
        with pytest.raises(loss):
            run(program, at)


def test_lines_are_counted_as_in_the_text() -> None:
    read = statements("# a comment\n\nz = (w\n + x)\n\na = z; L = a\n")
    assert [(each.name, each.line) for each in read] == [("z", 3), ("a", 6), ("L", 6)]


def test_a_bracket_that_stays_open_ends_before_the_next_name_that_is_set() -> None:
    with pytest.raises(UserError) as raised:
        graph_of("z = 2*(w + x\nL = z^2", "w=1, x=2")
    assert (raised.value.line, raised.value.text, raised.value.position) == (1, "z = 2*(w + x", 6)


_PIECES = (
    *("x", "w1", "W_1", "a", "sin", "relu", "softmax", "sum", "max", "(", ")", "[", "]", ",", "+", "-", "*", "/", "^"),
    *("**", "@", " ", " ", "2", "0.5", "10", "007", "foo", "theta", "sigma", "e", "pi", "d", "D", "E", "T", "ln"),
    *("log", "dz1", "loss", "sinx", "x_", "__", "3.14", "1.", "2x", "i", "y", "exp", "leaky_relu", "int", "^T", "np."),
)


def test_plain_text_is_read_as_all_other_is() -> None:
    """Long programs are read in fewer steps; they become the same tokens."""
    rng = random.Random(7)
    fast = 0
    for _ in range(6000):
        text = "".join(rng.choice(_PIECES) for _ in range(rng.randint(1, 9)))
        known = rng.choice(((), ("x", "w1", "a", "d", "foo", "sum"), ("loss", "dz1", "i", "T")))
        lexer = ArrayLexer(text, 1000, True, known)
        fast += lexer.is_plain and lexer.plain_tokens() is not None
        assert _tokens(ArrayLexer(text, 1000, True, known)) == _tokens(_OneByOne(text, 1000, True, known)), text
    assert fast > 2000


class _OneByOne(ArrayLexer):
    """Reads character by character, whatever the text is."""

    def plain_tokens(self) -> list[Token] | None:
        return None


def _tokens(lexer: ArrayLexer) -> object:
    try:
        return [tuple(token) for token in lexer.run()]
    except UserError as error:
        return str(error), error.position
