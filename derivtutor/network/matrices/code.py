"""A function in NumPy or PyTorch that computes value and derivative. Vectors are columns inside of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from derivtutor.network.coding.pieces import Piece, Spelling
from derivtutor.network.coding.spellings import HELPERS, SPELLINGS
from derivtutor.network.matrices import expression as e
from derivtutor.network.matrices import sentences
from derivtutor.network.matrices.expression import SCALAR, Expression
from derivtutor.network.matrices.reading import Problem
from derivtutor.network.matrices.writing import unicode
from derivtutor.notation.real import compile_real

SUM, PRODUCT, ATOM = range(3)


class Language(NamedTuple):
    """A library: how it is imported, how arrays are made of what is given, and what is written as for columns only.

    All other functions are written as programs write them.
    """

    head: str
    module: str
    array: str
    scalar: str
    one_number: str
    spellings: Mapping[str, Spelling]
    helpers: Mapping[str, str]


def _reciprocals(module: str) -> dict[str, Spelling]:
    below = {"sec": "cos", "csc": "sin", "cot": "tan", "sech": "cosh", "csch": "sinh", "coth": "tanh"}
    return {name: Spelling(f"(1 / {module}.{function}({{0}}))") for name, function in below.items()}


NUMPY = Language(
    head="import numpy as np",
    module="np",
    array="np.asarray({0}, dtype=float)",
    scalar="float({0})",
    one_number=".item()",
    spellings={
        **SPELLINGS["numpy"],
        **_reciprocals("np"),
        **{name: Spelling(f"{name}({{0}})") for name in ("step", "leaky_step", "swish", "gelu", "erfc")},
        "power": Spelling("np.linalg.matrix_power({all})"),
    },
    helpers={
        **HELPERS["numpy"],
        "softmax": "def softmax(z):\n    raised = np.exp(z - np.max(z))\n    return raised / np.sum(raised)",
        "step": "def step(z):\n    return np.where(z > 0, 1.0, 0.0)",
        "leaky_step": "def leaky_step(z):\n    return np.where(z > 0, 1.0, 0.01)",
        "swish": "def swish(z):\n    return z / (1 + np.exp(-z))",
        "gelu": "def gelu(z):\n    return z * (1 + np.vectorize(math.erf)(z / np.sqrt(2))) / 2",
        "erfc": "def erfc(z):\n    return np.vectorize(math.erfc)(z)",
    },
)
PYTORCH = Language(
    head="import torch",
    module="torch",
    array="torch.as_tensor({0}, dtype=torch.float64)",
    scalar="torch.as_tensor({0}, dtype=torch.float64)",
    one_number=".squeeze()",
    spellings={
        **SPELLINGS["pytorch"],
        **_reciprocals("torch"),
        **{name: Spelling(f"{name}({{0}})") for name in ("step", "leaky_step")},
        "softmax": Spelling("torch.softmax({0}, dim=0)"),
        "power": Spelling("torch.linalg.matrix_power({all})"),
        "erfc": Spelling("torch.erfc({0})"),
    },
    helpers={
        **HELPERS["pytorch"],
        "step": "def step(z):\n    return (z > 0).to(torch.float64)",
        "leaky_step": "def leaky_step(z):\n    return torch.where(z > 0, 1.0, 0.01).to(torch.float64)",
    },
)
LANGUAGES = {"numpy": NUMPY, "pytorch": PYTORCH}
FLAT = ".ravel()"


def function_in(name: str, problem: Problem, derivative: Expression) -> str:
    """A function that takes the letters in their order and gives value and derivative.

    Raises:
        UserError: where there is no such library, or it has no such function.
    """
    if name not in LANGUAGES:
        raise sentences.NO_SUCH_CODE(code=name)
    language = LANGUAGES[name]
    write = _Coder(language)
    value, slope = write.result(problem.function), write.result(derivative)
    called = set(_CALLED.findall(f"{value} {slope}"))
    helpers = [text for name, text in language.helpers.items() if name in called]
    letters = ", ".join(map(_identifier, problem.letters))
    lines = [
        *["import math\n"][: any("math." in helper for helper in helpers)],
        language.head,
        *[f"\n\n{helper}" for helper in helpers],
        f"\n\ndef value_and_derivative({letters}):",
        f'    """{unicode(problem.function)}, and its derivative with respect to {problem.wrt}."""',
        *[f"    {line}" for line in _arrays(problem, language)],
        *[f"    {line}" for line in _sizes(problem, write.dimensions)],
        f"    value = {value}",
        f"    derivative = {slope}",
        "    return value, derivative",
    ]
    return "\n".join(lines).replace("\n\n\n\n", "\n\n\n")


_CALLED = re.compile(r"(?<![\w.])(\w+)\(")


def _identifier(letter: str) -> str:
    return f"{letter}_" if letter in ("lambda", "np", "torch") else letter


def _arrays(problem: Problem, language: Language) -> list[str]:
    lines = []
    for name, symbol in problem.letters.items():
        letter = _identifier(name)
        made = (language.scalar if symbol.shape == SCALAR else language.array).format(letter)
        lines.append(f"{letter} = {made}{'.reshape(-1, 1)' if symbol.shape[1] == 1 and symbol.shape != SCALAR else ''}")
    return lines


def _sizes(problem: Problem, dimensions: Mapping[str, None]) -> list[str]:
    """Where the letters for numbers of rows and columns come from."""
    lines = []
    for dimension in dimensions:
        found = [
            f"{_identifier(name)}.shape[{symbol.shape.index(dimension)}]"
            for name, symbol in problem.letters.items()
            if dimension in symbol.shape
        ]
        lines.append(f"{dimension} = {found[0]}")
    return lines


class _Coder:
    """Writes expressions as code, and remembers which numbers of rows and columns they need."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.dimensions: dict[str, None] = {}

    def result(self, expression: Expression) -> str:
        """An expression as it is handed out: vectors flat."""
        text, binding = self.of(expression)
        if expression.shape == SCALAR or 1 not in expression.shape:
            return text
        return f"{_bracketed(text, binding, ATOM)}{FLAT}"

    def of(self, expression: Expression) -> tuple[str, int]:
        return _CODE[type(expression)](self, expression)

    def inside(self, expression: Expression, least: int) -> str:
        return _bracketed(*self.of(expression), least)

    def call(self, name: str, *arguments: str) -> tuple[str, int]:
        if name not in self.language.spellings:
            raise sentences.NO_CODE_OF(function=name)
        return self.language.spellings[name].of(*[Piece(argument, "sum") for argument in arguments]).text, ATOM

    def size(self, dimension: e.Dimension) -> str:
        if isinstance(dimension, str):
            self.dimensions[dimension] = None
        return str(dimension)

    def filled(self, shape: e.Shape, name: str) -> tuple[str, int]:
        kind = ", dtype=torch.float64" if self.language.module == "torch" else ""
        return f"{self.language.module}.{name}(({self.size(shape[0])}, {self.size(shape[1])}){kind})", ATOM

    def identity(self, node: e.Identity) -> tuple[str, int]:
        kind = ", dtype=torch.float64" if self.language.module == "torch" else ""
        return f"{self.language.module}.eye({self.size(node.size)}{kind})", ATOM

    def literal(self, node: e.Literal) -> tuple[str, int]:
        rows = [[float(entry) for entry in row] for row in node.rows]
        return self.language.array.format(rows), ATOM

    def product(self, node: e.Product) -> tuple[str, int]:
        """Scalars first, then the chain; what is divided by comes last."""
        above, below = abs(node.number.numerator), node.number.denominator
        sign = "-" if node.number < 0 else ""
        top = [str(above)] if above != 1 or not node.children else []
        bottom = [str(below)] if below != 1 else []
        for scalar in node.scalars:
            if isinstance(scalar, e.Power) and scalar.exponent < 0:
                bottom.append(self.inside(_upside_down(scalar), ATOM))
            else:
                top.append(self.inside(scalar, ATOM))
        if node.chain:
            top.append(self.chain(node))
        text = " * ".join(top or ["1"])
        for divisor in bottom:
            text += f" / {divisor}"
        return sign + text, PRODUCT if len(top) + len(bottom) > 1 or sign else ATOM

    def chain(self, node: e.Product) -> str:
        text = " @ ".join([self.inside(factor, ATOM) for factor in node.chain])
        return text if len(node.chain) == 1 else f"({text}){self.language.one_number if e.is_scalar(node) else ''}"

    def sum(self, node: e.Sum) -> tuple[str, int]:
        text = ""
        for term in node.terms:
            shown = self.inside(term, PRODUCT)
            minus = shown.startswith("-")
            text += shown if not text else f" - {shown[1:]}" if minus else f" + {shown}"
        return text, SUM

    def power(self, node: e.Power) -> tuple[str, int]:
        if node.exponent < 0:
            return f"1 / {self.inside(_upside_down(node), ATOM)}", PRODUCT
        if node.exponent == Fraction(1, 2):
            return self.call("sqrt", self.of(node.base)[0])
        exponent = str(node.exponent) if node.exponent.denominator == 1 else f"({node.exponent})"
        return f"{self.inside(node.base, ATOM)} ** {exponent}", PRODUCT

    def hadamard(self, node: e.Hadamard) -> tuple[str, int]:
        top = [each for each in node.factors if not (isinstance(each, e.Power) and each.exponent < 0)]
        bottom = [each for each in node.factors if isinstance(each, e.Power) and each.exponent < 0]
        text = " * ".join([self.inside(each, ATOM) for each in top] or ["1"])
        return text + "".join(f" / {self.inside(_upside_down(each), ATOM)}" for each in bottom), PRODUCT

    def diagonal(self, node: e.Diagonal) -> tuple[str, int]:
        return self.call("diag", f"{self.inside(node.operand, ATOM)}{FLAT}")

    def diagonal_of(self, node: e.DiagonalOf) -> tuple[str, int]:
        text, _ = self.call("diag", self.of(node.operand)[0])
        return f"{text}.reshape(-1, 1)", ATOM


def _bracketed(text: str, binding: int, least: int) -> str:
    return text if binding >= least else f"({text})"


def _upside_down(node: e.Power) -> Expression:
    return node.base if node.exponent == -1 else e.Power(node.base, -node.exponent)


def _constant(_: _Coder, node: e.Constant) -> tuple[str, int]:
    return repr(compile_real(node.value, ())(())), ATOM


def _of_one(name: str) -> Callable[[_Coder, Any], tuple[str, int]]:
    return lambda coder, node: coder.call(name, coder.of(node.operand)[0])


_CODE: dict[type, Callable[[_Coder, Any], tuple[str, int]]] = {
    e.Symbol: lambda _, node: (_identifier(node.name), ATOM),
    e.Constant: _constant,
    e.Size: lambda coder, node: (coder.size(node.dimension), ATOM),
    e.Identity: _Coder.identity,
    e.Ones: lambda coder, node: coder.filled(node.shape, "ones"),
    e.Zero: lambda coder, node: ("0.0", ATOM) if node.shape == SCALAR else coder.filled(node.shape, "zeros"),
    e.Literal: _Coder.literal,
    e.Product: _Coder.product,
    e.Sum: _Coder.sum,
    e.Transpose: lambda coder, node: (f"{coder.inside(node.operand, ATOM)}.T", ATOM),
    e.Inverse: _of_one("inv"),
    e.MatrixPower: lambda coder, node: coder.call("power", coder.of(node.base)[0], str(node.exponent)),
    e.Trace: _of_one("tr"),
    e.Determinant: _of_one("det"),
    e.LogDeterminant: _of_one("logdet"),
    e.Norm: _of_one("norm"),
    e.Total: _of_one("sum"),
    e.Softmax: _of_one("softmax"),
    e.Diagonal: _Coder.diagonal,
    e.DiagonalOf: _Coder.diagonal_of,
    e.Apply: lambda coder, node: coder.call(node.function, coder.of(node.operand)[0]),
    e.Power: _Coder.power,
    e.Hadamard: _Coder.hadamard,
}
