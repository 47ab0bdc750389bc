"""The operations of programs, one row each: what goes in, what comes out, and what comes back to each operand.

Operations on numbers are formulas, done entry by entry to arrays; their slopes come from the rule book. Those on arrays
say in formulas what comes back of `g`, the gradient by their result `r`, to the operands `u` and `v`; `o` are ones in
the shape of `u`, and `n` is the number of its entries.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from derivtutor.derivation.differentiator import Differentiator
from derivtutor.derivation.model import Step
from derivtutor.network import shapes, values
from derivtutor.network.shapes import Shape
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.reader import read
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Call, Name, Node, Power, names

LETTERS = ("u", "v")
"""What formulas call the operands."""


class Operation(Struct, frozen=True, eq=False):
    """One operation.

    Args:
        name: what it is called in documents.
        title: what it is called in a sentence.
        shape: that of the result, or None where the shapes of the operands do not go together.
        formula: of one that is done entry by entry, over `u` and `v`.
        value: of one on arrays: the shapes and the values of the operands make the result.
        pulls: formulas of what comes back to each operand.
        pushes: formulas of how the result changes with `du` and `dv`, the changes of the operands.
        at_kink: the slope that is taken where there is none.
        picks: whether the result is one of the entries, so that there is no slope where several of them are equal.
        decides: whether it goes by the sizes of the entries, so that no one formula has its value everywhere.
        rectifies: whether it makes 0 of what is negative, and lets the rest through.
        shown: how it is written, in text and after a bar in LaTeX; as a function of its operands if empty.
    """

    name: str
    title: str
    shape: Callable[[Sequence[Shape]], Shape | None] = shapes.broadcast
    formula: Node | None = None
    value: Callable[..., Any] | None = None
    pulls: tuple[str, ...] = ()
    pushes: tuple[str, ...] = ()
    at_kink: float | None = None
    picks: bool = False
    decides: bool = False
    rectifies: bool = False
    shown: str = ""


class Pointwise(Struct, frozen=True, eq=False):
    """An operation on numbers, ready to be run: its value and its slopes at `[u, v]`, nan where there are none.

    `steps` are the derivations of the slopes, each with its rule.
    """

    value: Callable[[Sequence[float]], float]
    slopes: tuple[Callable[[Sequence[float]], float], ...]
    steps: tuple[Step, ...]


_ACCURATE: Mapping[str, str] = {
    "sigmoid": "sigmoid(u) sigmoid(-u)",
    "tanh": "4sigmoid(2u) sigmoid(-2u)",
    "swish": "sigmoid(u) (1 + u sigmoid(-u))",
    "gelu": "erfc(-u/sqrt(2))/2 + u e^(-u^2/2)/sqrt(2pi)",
}
"""Slopes of the rule book in a form that keeps its digits where a function is nearly constant: 1 - tanh^2 loses them."""


@functools.cache
def pointwise(operation: Operation) -> Pointwise:
    """An operation with a formula, its slopes looked up once in the rule book."""
    formula = operation.formula
    assert formula is not None
    letters = [letter for letter in LETTERS if letter in names(formula)]
    slopes = Differentiator(formula).slopes(letters)
    steps = tuple([slopes[letter] for letter in letters])
    accurate = _ACCURATE.get(operation.name)
    results = [read(accurate).tree] if accurate else [step.result for step in steps]
    compiled = tuple([compile_real(result, letters) for result in results])
    return Pointwise(compile_real(formula, letters), compiled, steps)


@functools.cache
def power(exponent: Node) -> Operation:
    """The power with this exponent, a number."""
    return Operation("power", "power", formula=Power(Name("u"), exponent))


_OF_FUNCTIONS: Mapping[str, Mapping[str, Any]] = {
    "relu": {"at_kink": 0.0, "rectifies": True},
    "abs": {"at_kink": 0.0},
    "sign": {"at_kink": 0.0},
    "leaky_relu": {"at_kink": 0.01},
}
"""What is so of some functions: the slope that frameworks take where there is none."""


@functools.cache
def function(name: str) -> Operation:
    """A function of numbers that derivtutor knows, by its name in `notation.functions`."""
    letters = tuple([Name(letter) for letter in LETTERS[: FUNCTIONS[name].arity]])
    return Operation(name, name, formula=Call(name, letters), **_OF_FUNCTIONS.get(name, {}))


def _numbers(name: str, title: str, formula: str, at_kink: float | None = None) -> Operation:
    return Operation(name, title, formula=read(formula).tree, at_kink=at_kink)


@functools.cache
def arithmetic() -> Mapping[str, Operation]:
    """The operations that have signs."""
    rows = (
        _numbers("identity", "the same again", "u"),
        _numbers("add", "sum", "u + v"),
        _numbers("subtract", "difference", "u - v"),
        _numbers("multiply", "product", "u v"),
        _numbers("divide", "quotient", "u/v"),
        _numbers("power", "power", "u^v"),
        _numbers("negate", "negative", "-u"),
        _numbers("exp", "exponential function", "e^u"),
        _numbers("max", "maximum", "max(u, v)", at_kink=0.5),
        _numbers("min", "minimum", "min(u, v)", at_kink=0.5),
    )
    return {row.name: row for row in rows}


def multiplications(operation: Operation, shapes: Sequence[Shape]) -> int:
    """How many multiplications an operation needs at the most, as it is done here."""
    entries = max(map(math.prod, shapes))
    if operation.name == "matrix-matrix":
        return math.prod(shapes[0]) * shapes[1][1]
    if operation.name == "outer":
        return math.prod(map(math.prod, shapes))
    return entries * shapes[0][0] if operation.name in ("det", "logdet", "inv") else entries


O = Operation
# fmt: off
_ROWS = (
    O("matrix-vector", "matrix times vector", shapes.matrix_vector, value=values.matrix_vector, pulls=("outer(g, v)", "u' @ g"), pushes=("du @ v", "u @ dv"), shown=r"{0} @ {1}|{0} {1}"),
    O("vector-matrix", "vector times matrix", shapes.vector_matrix, value=values.vector_matrix, pulls=("v @ g", "outer(u, g)"), pushes=("du @ v", "u @ dv"), shown=r"{0} @ {1}|{0}^{{\top}} {1}"),
    O("matrix-matrix", "matrix product", shapes.matrix_matrix, value=values.matrix_matrix, pulls=("g @ v'", "u' @ g"), pushes=("du @ v", "u @ dv"), shown=r"{0} @ {1}|{0} {1}"),
    O("dot", "dot product", shapes.equal, value=values.dot, pulls=("g v", "g u"), pushes=("dot(du, v)", "dot(u, dv)"), shown=r"{0} · {1}|{0} \cdot {1}"),
    O("outer", "outer product", shapes.outer, value=values.outer, pulls=("g @ v", "u @ g"), pushes=("outer(du, v)", "outer(u, dv)"), shown=r"{0} @ {1}'|{0} {1}^{{\top}}"),
    O("transpose", "transpose", shapes.flipped, value=values.transpose, pulls=("g'",), pushes=("du'",), shown=r"{0}'|{0}^{{\top}}"),
    O("sum", "sum of the entries", shapes.to_number, value=values.total, pulls=("g o",), pushes=("sum(du)",)),
    O("mean", "mean of the entries", shapes.to_number, value=values.mean, pulls=("g/n o",), pushes=("mean(du)",)),
    O("norm", "length", shapes.to_number, value=values.norm, pulls=("g u/r",), pushes=("sum(u du)/r",), at_kink=0.0, shown=r"‖{0}‖|\left\|{0}\right\|"),
    O("largest", "largest entry", shapes.number_of_array, value=values.largest, pulls=("g at_largest(u)",), pushes=("sum(at_largest(u) du)",), picks=True, decides=True),
    O("smallest", "smallest entry", shapes.number_of_array, value=values.smallest, pulls=("g at_smallest(u)",), pushes=("sum(at_smallest(u) du)",), picks=True, decides=True),
    O("softmax", "softmax", shapes.array, value=values.softmax, pulls=("r (g - row_sums(g r))",), pushes=("r (du - row_sums(r du))",)),
    O("logsumexp", "logarithm of the sum of exponentials", shapes.number_of_vector, value=values.logsumexp, pulls=("g softmax(u)",), pushes=("sum(softmax(u) du)",)),
    O("log_softmax", "logarithm of the softmax", shapes.array, value=values.log_softmax, pulls=("g - softmax(u) row_sums(g)",), pushes=("du - row_sums(softmax(u) du)",)),
    O("array", "array", shapes.stacked, value=values.stacked),
    O("cross_entropy", "cross-entropy", shapes.equal, value=values.cross_entropy, pulls=("-g v/u", "-g ln(u)"), pushes=("-sum(v du/u)", "-sum(ln(u) dv)")),
    O("softmax_cross_entropy", "softmax and cross-entropy", shapes.equal_arrays, value=values.softmax_cross_entropy, pulls=("g (row_sums(v) softmax(u) - v)", "-g log_softmax(u)"), pushes=("sum((row_sums(v) softmax(u) - v) du)", "-sum(log_softmax(u) dv)")),
    O("tr", "trace", shapes.number_of_square, value=values.trace, pulls=("g identity_like(u)",), pushes=("tr(du)",)),
    O("det", "determinant", shapes.number_of_square, value=values.determinant, pulls=("g r inv(u)'",), pushes=("r tr(inv(u) @ du)",), decides=True),
    O("logdet", "logarithm of the determinant", shapes.number_of_square, value=values.log_determinant, pulls=("g inv(u)'",), pushes=("tr(inv(u) @ du)",), decides=True),
    O("inv", "inverse", shapes.square, value=values.inverse, pulls=("-r' @ g @ r'",), pushes=("-r @ du @ r",), decides=True),
    O("diag", "diagonal", shapes.diagonal, value=values.diagonal, pulls=("diag(g)",), pushes=("diag(du)",)),
    O("identity_like", "identity matrix", shapes.square, value=values.identity_like),
    O("row_sums", "sums of the rows", shapes.array, value=values.row_sums),
    O("at_largest", "place of the largest entry", shapes.array, value=values.at_largest, decides=True),
    O("at_smallest", "place of the smallest entry", shapes.array, value=values.at_smallest, decides=True),
)
# fmt: on

ARRAYS: Mapping[str, Operation] = {row.name: row for row in _ROWS}
"""The operations on arrays."""
