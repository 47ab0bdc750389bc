"""Programs and derivatives by matrices in other languages: every word of theirs comes from a catalogue."""

from __future__ import annotations

import pytest
from marked_language import marked, unmarked

from derivtutor.calculus.backpropagation.backprop import backprop
from derivtutor.calculus.backpropagation.train import train
from derivtutor.calculus.explanation import Explanation
from derivtutor.calculus.matrices.matrix import matrix
from derivtutor.errors import UserError
from derivtutor.network.examples import EXAMPLES, example
from derivtutor.render.formats import render
from derivtutor.render.telling.explanation import tell

NAMES = {"relu", "bce", "yhat", "mean", "max", "min", "sum", "cross", "entropy", "dot", "largest", "smallest", "array",
         "logdet", "inv", "log", "abs", "det", "softmax", "sigmoid", "tanh", "diag", "exp", "step", "text"}  # fmt: skip
"""Names of functions, and of values in the programs below."""

PROGRAMS = [
    "L = (w*x + b - y)^2", "z = max(u, v); L = z*relu(u)", "x = [1, 1]; L = max(x)", "x = 0; L = relu(x)",
    "W = [[1, 2], [3, 4]]; L = max(W) + min(W)", "W = [[1, 2], [3, 4]]; L = sum(softmax(W))", "x = 1; L = x",
    "W = [[1, 2], [3, 4]]; L = logdet(W) + mean(inv(W))", "x = 2; y = [x, 3*x]; L = sum(y)",
    "w = 2; x = [1, 2, 3]; L = sum(w*abs(x))", "x = [1, -1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]; L = sum(relu(x))",
]  # fmt: skip
TRAININGS = [("(w - 1)^2", "w=1", 0.1), ("(w - 1)^2", "w=3", 3.0), ("(w - 1)^2", "w=3", 0.5), ("relu(w)", "w=-1", 0.1),
             ("w^2", "w=3", 1e-12), ("(w - 1)^4 - w^2", "w=3", 0.06)]  # fmt: skip
MATRICES = [
    {"expression": "||X w - y||^2", "wrt": "w"}, {"expression": "x^T A x", "wrt": "x", "order": 2},
    {"expression": "tr(X^T A X)", "wrt": "X", "method": "indices"}, {"expression": "A x", "wrt": "x"},
    {"expression": "tr(A X)", "wrt": "X", "symmetric": "X"}, {"expression": "t A", "wrt": "t"},
    {"expression": "softmax(W x + b)", "wrt": "x"}, {"expression": "sum(relu(A x))", "wrt": "x"},
    {"expression": "a^T x", "wrt": "x", "at": "a=(1, 2),x=(3, 4)"},
]  # fmt: skip
REFUSED = [
    "x = -1; L = arcsin(x - 3)",
    "x = [1, -2]; L = sum(ln(x))",
    "W = [[1, 2], [3, 4]]; x = [1, 2, 3]; L = sum(W @ x)",
    "W = [[1, -2], [3, 4]]; L = sum(ln(W))",
    "L = x < 3",
    "L = vec(x)",
    "x = [1, 2]; L = x",
    "x = 0; L = 1/x",
]


def shown(explanation: Explanation) -> str:
    return render(tell(explanation), "terminal", width=150, unicode=True)


@pytest.mark.parametrize("program", [*PROGRAMS, *[each.program for each in EXAMPLES]])
def test_every_word_of_a_pass_can_be_translated(program: str) -> None:
    with marked():
        seen = shown(backprop(program))
    assert unmarked(seen) - NAMES == set()
    assert "⟦" in seen


@pytest.mark.parametrize("mode", ["frames", "forward", "compare", "hessian"])
def test_every_word_of_another_mode_can_be_translated(mode: str) -> None:
    with marked():
        seen = shown(backprop(example("two-outputs").program, "b1", mode=mode))  # type: ignore[arg-type]
    assert unmarked(seen) - NAMES == set()


@pytest.mark.parametrize("wrong", ["overwrite", "no-topological-order", "no-zeroing"])
def test_every_word_of_a_fault_can_be_translated(wrong: str) -> None:
    with marked():
        seen = [shown(backprop(example(name).program, wrong=wrong)) for name in ("shared", "neuron")]
    assert unmarked(" ".join(seen)) - NAMES == set()


@pytest.mark.parametrize(("loss", "at", "rate"), TRAININGS)
@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])
def test_every_word_of_training_can_be_translated(loss: str, at: str, rate: float, optimizer: str) -> None:
    with marked():
        seen = shown(train(f"L = {loss}", 20, rate, optimizer, "w", at))  # type: ignore[arg-type]
    assert unmarked(seen) - NAMES == set()


@pytest.mark.parametrize("asked", MATRICES)
def test_every_word_of_matrices_can_be_translated(asked: dict[str, str]) -> None:
    english = shown(matrix(**asked))  # type: ignore[arg-type]
    with marked():
        seen = shown(matrix(**asked))  # type: ignore[arg-type]
    assert unmarked(seen) - NAMES == set()
    assert "⟦" in seen
    assert shown(matrix(**asked)) == english  # type: ignore[arg-type]


@pytest.mark.parametrize("program", REFUSED)
def test_every_word_of_a_refusal_can_be_translated(program: str) -> None:
    with marked(), pytest.raises(UserError) as refused:
        backprop(program)
    assert unmarked(str(refused.value)) - {*NAMES, "arcsin", "vec"} == set()


def test_a_pass_is_told_in_the_language_of_now() -> None:
    program = example("two-layer").program
    english = shown(backprop(program))
    with marked():
        other = shown(backprop(program))
    assert other != english == shown(backprop(program))
