"""How an expression is written in SymPy's own syntax, without SymPy."""

from __future__ import annotations

import functools
import re

from derivtutor.notation.binding import ATOM, POWER, SUM, Written, bracketed
from derivtutor.notation.functions import FUNCTIONS, GREEK
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


def sympy_text(node: Node, memo: Memo[Written] | None = None) -> str:
    """SymPy's own syntax: `2*exp(2*x)*cos(exp(2*x))`; `sympify` reads it."""
    return fold(node, SYMPY, memo)[0]


_CONSTANTS = {"e": "E", "pi": "pi"}
_NEEDS_SYMBOL = frozenset({"beta", "gamma", "zeta", "lambda", "E", "I", "N", "O", "Q", "S"})
"""Names that SymPy reads as something else than a symbol."""


@functools.lru_cache(maxsize=1024)
def _sympy_name(name: str) -> str:
    plain = re.fullmatch(r"(?:[A-Za-z]|" + "|".join(GREEK) + r")(?:_?[0-9]+)?", name)
    if name in _CONSTANTS:
        return _CONSTANTS[name]
    return name if plain and name not in _NEEDS_SYMBOL else f"Symbol({name!r})"


def _sympy_power(node: Power, parts: list[Written]) -> Written:
    if type(node.base) is Name and node.base.name == "e":
        return f"exp({parts[1][0]})", ATOM
    return f"{bracketed(parts[0], ATOM)}**{bracketed(parts[1], ATOM)}", POWER


def _sympy_call(node: Call, arguments: list[Written]) -> Written:
    inside = [argument for argument, _ in arguments]
    template = FUNCTIONS[node.function].sympy
    written = template.format(*inside, all=", ".join(inside))
    return written, ATOM if _is_one_call(template) else SUM


@functools.cache
def _is_one_call(template: str) -> bool:
    return re.fullmatch(r"\w+\(\{\w+\}\)", template) is not None


def _sympy_unknown(node: Unknown, arguments: list[Written]) -> Written:
    names = all(isinstance(argument, Name) for argument in node.arguments)
    plain = names and len({*node.arguments}) == len(node.arguments)
    letters = [f"_xi_{number}" for number in range(1, len(arguments) + 1)]
    shown = [text for text, _ in arguments]
    inside = shown if plain or not any(node.orders) else letters
    written = f"{node.name}({', '.join(inside)})"
    if not any(node.orders):
        return written, ATOM
    counted = [(letter, order) for letter, order in zip(inside, node.orders, strict=True) if order]
    by = ", ".join(letter if order == 1 else f"({letter}, {order})" for letter, order in counted)
    written = f"Derivative({written}, {by})"
    if plain:
        return written, ATOM
    return f"Subs({written}, ({', '.join(letters)},), ({', '.join(shown)},))", ATOM


def _sympy_comparison(node: Comparison, operands: list[Written]) -> Written:
    shown = []
    for relation, (left, _), (right, _) in zip(node.relations, operands, operands[1:], strict=False):
        named = {"=": "Eq", "!=": "Ne"}.get(relation)
        shown.append(f"{named}({left}, {right})" if named else f"({left} {relation} {right})")
    return " & ".join(shown), SUM


def _sympy_piecewise(node: Piecewise, parts: list[Written]) -> Written:
    values = [value for value, _ in parts[: len(node.values)]]
    conditions = [condition for condition, _ in parts[len(node.values) :]] + ["True"]
    return f"Piecewise({', '.join(f'({v}, {c})' for v, c in zip(values, conditions, strict=False))})", ATOM


def _sympy_derivative(node: Derivative, parts: list[Written]) -> Written:
    variable = _sympy_name(node.variable)
    operand = parts[0][0]
    if isinstance(node.operand, Name) and node.operand.name not in (node.variable, *_CONSTANTS):
        operand = f"Function({node.operand.name!r})({variable})"
    return f"Derivative({operand}, {variable if node.order == 1 else f'({variable}, {node.order})'})", ATOM


SYMPY: Algebra[Written] = {
    **ARITHMETIC,
    Name: lambda node, _: (_sympy_name(node.name), ATOM),
    Power: _sympy_power,
    Call: _sympy_call,
    Unknown: _sympy_unknown,
    Comparison: _sympy_comparison,
    Piecewise: _sympy_piecewise,
    Integral: lambda node, parts: (
        f"Integral({parts[0][0]}, ({_sympy_name(node.variable)}, {parts[1][0]}, {parts[2][0]}))",
        ATOM,
    ),
    Derivative: _sympy_derivative,
}
