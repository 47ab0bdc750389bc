"""How an expression is written for Maxima, and so for STACK, whose questions it judges."""

from __future__ import annotations

import re

from derivtutor.notation.binding import ATOM, POWER, SUM, Written, bracketed
from derivtutor.notation.tree import (
    Algebra,
    Call,
    Comparison,
    Derivative,
    Integral,
    Memo,
    Name,
    Node,
    Piecewise,
    Power,
    Unknown,
    fold,
)
from derivtutor.notation.typed_arithmetic import ARITHMETIC


def maxima_text(node: Node, memo: Memo[Written] | None = None) -> str:
    """Maxima's own syntax: `2*%e^(2*x)*cos(%e^(2*x))`.

    >>> from derivtutor.notation.reader import read
    >>> maxima_text(read("ln(x)/|x - 1|").tree)
    'log(x)/abs(x - 1)'
    """
    return fold(node, MAXIMA, memo)[0]


_CONSTANTS = {"e": "%e", "pi": "%pi"}
_OTHER = {
    "arcsin": "asin", "arccos": "acos", "arctan": "atan", "arccot": "acot", "arcsec": "asec", "arccsc": "acsc",
    "arsinh": "asinh", "arcosh": "acosh", "artanh": "atanh", "arcoth": "acoth", "arsech": "asech", "arcsch": "acsch",
    "ln": "log", "sign": "signum", "Si": "expintegral_si",
}  # fmt: skip
"""Functions that go by another name."""

_WRITTEN_OUT = {
    "log": "log({1})/log({0})",
    "cbrt": "({0})^(1/3)",
    "root": "({1})^(1/({0}))",
    "sigmoid": "1/(1 + %e^(-({0})))",
    "relu": "max(0, {0})",
    "leaky_relu": "if {0} > 0 then {0} else ({0})/100",
    "softplus": "log(1 + %e^({0}))",
    "gelu": "({0})*(1 + erf(({0})/sqrt(2)))/2",
    "swish": "({0})/(1 + %e^(-({0})))",
    "bce": "-(({1})*log({0}) + (1 - ({1}))*log(1 - ({0})))",
    "mse": "({0} - ({1}))^2",
}
"""Functions that have no name there; `{0}` is the first argument."""

SMOOTH = frozenset(
    {
        "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "coth", "sech",
        "csch", "arsinh", "arcosh", "artanh", "ln", "log", "sqrt", "cbrt", "root", "sigmoid", "softplus", "erf",
    }
)  # fmt: skip
"""Functions that Maxima's own `diff` differentiates as derivtutor does."""


_CHOICE = SUM - 1
"""`if … then … else …` takes whatever follows for its own, and needs brackets before every sign."""


def _name(name: str) -> str:
    return _CONSTANTS.get(name) or re.sub("'", "_prime", name)


def _call(node: Call, arguments: list[Written]) -> Written:
    inside = [bracketed(argument, SUM) for argument in arguments]
    template = _WRITTEN_OUT.get(node.function)
    if template is not None:
        return template.format(*inside), _CHOICE if template.startswith("if ") else SUM
    return f"{_OTHER.get(node.function, node.function)}({', '.join(inside)})", ATOM


def _unknown(node: Unknown, arguments: list[Written]) -> Written:
    inside = [argument for argument, _ in arguments]
    if not any(node.orders):
        return f"{node.name}({', '.join(inside)})", ATOM
    plain = len({*node.arguments}) == len(node.arguments) and all(type(each) is Name for each in node.arguments)
    letters = inside if plain else [f"xi_{place}" for place in range(1, len(inside) + 1)]
    by = "".join(f", {letter}, {order}" for letter, order in zip(letters, node.orders, strict=True) if order)
    derivative = f"'diff({node.name}({', '.join(letters)}){by})"
    if plain:
        return derivative, ATOM
    where = ", ".join(f"{letter} = {argument}" for letter, argument in zip(letters, inside, strict=True))
    return f"at({derivative}, [{where}])", ATOM


def _comparison(node: Comparison, operands: list[Written]) -> Written:
    shown = [bracketed(operand, SUM) for operand in operands]
    compared = [
        f"{left} {'#' if relation == '!=' else relation} {right}"
        for relation, left, right in zip(node.relations, shown, shown[1:], strict=False)
    ]
    return " and ".join(compared), SUM


def _piecewise(node: Piecewise, parts: list[Written]) -> Written:
    """`if … then … elseif … then … else …`; what has no value is `und`."""
    texts = [bracketed(part, SUM) for part in parts]
    values, conditions = texts[: len(node.values)], texts[len(node.values) :]
    cases = [f"if {condition} then {value}" for condition, value in zip(conditions, values, strict=False)]
    last = values[-1] if len(values) > len(conditions) else "und"
    return f"{' else'.join(cases)} else {last}", _CHOICE


def _derivative(node: Derivative, parts: list[Written]) -> Written:
    times = "" if node.order == 1 else f", {node.order}"
    return f"'diff({parts[0][0]}, {_name(node.variable)}{times})", ATOM


MAXIMA: Algebra[Written] = {
    **ARITHMETIC,
    Name: lambda node, _: (_name(node.name), ATOM),
    Power: lambda _, parts: (f"{bracketed(parts[0], ATOM)}^{bracketed(parts[1], ATOM)}", POWER),
    Call: _call,
    Unknown: _unknown,
    Comparison: _comparison,
    Piecewise: _piecewise,
    Integral: lambda node, parts: (
        f"'integrate({parts[0][0]}, {_name(node.variable)}, {parts[1][0]}, {parts[2][0]})",
        ATOM,
    ),
    Derivative: _derivative,
}
