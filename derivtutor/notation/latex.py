"""How an expression is written in LaTeX, and where two-dimensional mathematics needs brackets."""

from __future__ import annotations

import functools
import unicodedata
from typing import TypeAlias

from derivtutor.language import between, called, decimals
from derivtutor.notation.functions import FUNCTIONS, GREEK
from derivtutor.notation.shape import (
    TIMES,
    base,
    brackets_as_base,
    brackets_as_factor,
    brackets_as_operand,
    brackets_as_term,
    derivative_mark,
    is_single_derivative,
    is_subtracted,
    letters,
    power_before_argument,
    separator,
    upright,
)
from derivtutor.notation.tree import (
    Algebra,
    Call,
    Comparison,
    Derivative,
    Integral,
    Memo,
    Name,
    Negation,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    Unknown,
    fold,
)


def vulgar_fraction(text: str) -> tuple[str, str, str] | None:
    """The whole part, top and bottom of a number that is spelled with a fraction character, such as `½`."""
    top, slash, bottom = unicodedata.normalize("NFKC", text[-1:]).partition("\N{FRACTION SLASH}")
    return (text[:-1], top, bottom) if slash else None


Written: TypeAlias = tuple[str, str]
"""An expression as written, and what of it follows its minus sign or the name of its function."""

_SPECIAL = str.maketrans({character: f"\\{character}" for character in "_&%$#{}"})
_RELATIONS = {"<": "<", "<=": r"\le", ">": ">", ">=": r"\ge", "=": "=", "!=": r"\ne"}


def latex(node: Node, memo: Memo[Written] | None = None) -> str:
    r"""Write an expression in LaTeX for mathematics mode.

    With a `memo` that is passed in again, sub-trees that expressions share are written once.

    >>> latex(Quotient(Name("x"), Number(2)))
    '\\frac{x}{2}'
    """
    return fold(node, LATEX, memo)[0]


def _whole(text: str) -> Written:
    return text, text


def _bracketed(text: str, needed: bool = True) -> str:
    return rf"\left({text}\right)" if needed else text


def _number(node: Number, _: list[Written]) -> Written:
    if not node.text and type(node.value) is int:
        return _whole(str(node.value))
    fraction = vulgar_fraction(node.text)
    if fraction:
        whole, top, bottom = fraction
        return _whole(rf"{whole}\tfrac{{{top}}}{{{bottom}}}")
    if not node.text and not isinstance(node.value, int):
        return _whole(rf"\frac{{{node.value.numerator}}}{{{node.value.denominator}}}")
    return _whole(decimals((node.text or str(node.value)).translate(_SPECIAL)).replace(",", "{,}"))


def _letter(text: str) -> str:
    if text in GREEK:
        return f"\\{text}"
    return text if len(text) == 1 else rf"\mathrm{{{text.translate(_SPECIAL)}}}"


@functools.lru_cache(maxsize=1024)
def _name(name: str) -> str:
    parts = letters(name)
    if parts.digits:  # `w1` and `w_1` are two names
        return upright(name)
    text = _letter(parts.letter)
    if parts.accent:
        text = rf"\{parts.accent}{{{text}}}"
    if parts.subscript:
        text += rf"_{{{parts.subscript.translate(_SPECIAL)}}}"
    return text + "'" * parts.primes


def _differential(variable: str, order: int = 1, sign: str = "d") -> str:
    text = _joined(sign, _name(variable))
    return text if order == 1 else rf"{text}^{{{order}}}"


def _joined(d: str, name: str) -> str:
    return f"{d} {name}" if name.startswith("\\") else d + name


def _sum(node: Sum, terms: list[Written]) -> Written:
    written: list[str] = []
    for term, (text, rest) in zip(node.terms, terms, strict=True):
        if is_subtracted(term):
            written += [" - ", rest] if written else [text]
        else:
            written += [" + "] if written else []
            written.append(_bracketed(text, brackets_as_term(term)))
    return _whole("".join(written))


def _negation(node: Negation, values: list[Written]) -> Written:
    operand = _bracketed(values[0][0], brackets_as_operand(node.operand))
    return f"-{operand}", operand


def _is_word(node: Node) -> bool:
    return isinstance(node, Name) and letters(node.name).is_word


def _between(left: Node, right: Node) -> str:
    if _is_word(left) and type(base(right)) is Name:
        return r" \, "
    # `d x` below a line would be read as in `d/dx`.
    # Brackets after a prime would hold arguments.
    is_called = type(right) is Piecewise and type(left) is Name and left.name.endswith("'")
    if separator(left, right) == TIMES or (type(left) is Name and left.name == "d") or is_called:
        return r" \cdot "
    return r" \, " if _is_word(left) or _is_word(base(right)) else " "


def _product(node: Product, factors: list[Written]) -> Written:
    written: list[str] = []
    last = node.factors[-1]
    for index, (factor, value) in enumerate(zip(node.factors, factors, strict=True)):
        if index:
            written.append(_between(node.factors[index - 1], factor))
        written.append(_bracketed(value[0], brackets_as_factor(factor, factor is last)))
    return _whole("".join(written))


def _quotient(_: Quotient, values: list[Written]) -> Written:
    return _whole(rf"\frac{{{values[0][0]}}}{{{values[1][0]}}}")


def _power(node: Power, values: list[Written]) -> Written:
    (text, rest), exponent = values[0], values[1][0]
    if power_before_argument(node):
        name = text.removesuffix(rest)
        return _whole(rf"{name}^{{{exponent}}}{rest}")
    return _whole(rf"{_bracketed(text, brackets_as_base(node.base))}^{{{exponent}}}")


def _call(node: Call, values: list[Written]) -> Written:
    template = FUNCTIONS[node.function].latex
    texts = [value[0] for value in values]
    if "{0}" in template:
        return _whole(template.format(*texts))
    name = called(node.function)
    head = (name == node.function and template.format()) or rf"\operatorname{{{name.translate(_SPECIAL)}}}"
    if node.function == "log":
        head, texts = rf"\log_{{{texts[0]}}}", texts[1:]
    arguments = _bracketed(between().join(texts))
    return head + arguments, arguments


def _unknown(node: Unknown, values: list[Written]) -> Written:
    mark = derivative_mark(node.orders)
    if mark.startswith("("):
        mark = f"^{{{mark}}}"
    arguments = _bracketed(between().join([value[0] for value in values]))
    return _name(node.name) + mark + arguments, arguments


def _comparison(node: Comparison, values: list[Written]) -> Written:
    written = [_bracketed(values[0][0], isinstance(node.operands[0], Comparison))]
    for relation, operand, value in zip(node.relations, node.operands[1:], values[1:], strict=True):
        written += [_RELATIONS[relation], _bracketed(value[0], isinstance(operand, Comparison))]
    return _whole(" ".join(written))


def _piecewise(node: Piecewise, values: list[Written]) -> Written:
    count = len(node.values)
    conditions = [f"\\text{{if }} {value[0]}" for value in values[count:]]
    if len(conditions) < count:
        conditions.append(r"\text{otherwise}")
    rows = r" \\ ".join(f"{value[0]} & {condition}" for value, condition in zip(values, conditions, strict=False))
    return _whole(rf"\begin{{cases}} {rows} \end{{cases}}")


def _integral(node: Integral, values: list[Written]) -> Written:
    integrand = _bracketed(values[0][0], brackets_as_operand(node.integrand))
    limits = rf"\int_{{{values[1][0]}}}^{{{values[2][0]}}}"
    return _whole(rf"{limits} {integrand} \,{_differential(node.variable)}")


def _derivative(node: Derivative, values: list[Written]) -> Written:
    sign = r"\partial " if node.is_partial else "d"
    top = sign if node.order == 1 else rf"{sign.strip()}^{{{node.order}}}"
    bottom = _differential(node.variable, node.order, sign)
    if is_single_derivative(node):
        return _whole(rf"\frac{{{_joined(top, values[0][0])}}}{{{bottom}}}")
    return _whole(rf"\frac{{{top}}}{{{bottom}}}{_bracketed(values[0][0])}")


LATEX: Algebra[Written] = {
    Number: _number,
    Name: lambda node, _: _whole(_name(node.name)),
    Sum: _sum,
    Negation: _negation,
    Product: _product,
    Quotient: _quotient,
    Power: _power,
    Call: _call,
    Unknown: _unknown,
    Comparison: _comparison,
    Piecewise: _piecewise,
    Integral: _integral,
    Derivative: _derivative,
}
