"""How an expression is written in presentational MathML, within what browsers draw (MathML Core)."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from derivtutor.language import between, called, decimals, translated
from derivtutor.notation.functions import FUNCTIONS, GREEK
from derivtutor.notation.shape import (
    ROOTS,
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


class Written(NamedTuple):
    """An expression as one element; the same inside of a row; what follows its minus sign or its name there.

    Inside of a row it is a group only where that shows: brackets grow with theirs, a sign that begins one is close.
    """

    text: str
    inside: str
    rest: str


NAMESPACE = "http://www.w3.org/1998/Math/MathML"
INVISIBLE_TIMES = "\u2062"
FUNCTION_APPLICATION = "\u2061"

_SIGNS = ("<mo>−", "<mo>+")
"""Signs that stand closer to what follows where they begin a row."""
_STILL = ' stretchy="false"'
_TALL = ("<mfrac", "<mtable", "<msqrt", "<mroot", "∫")
_RELATIONS = {"<=": "≤", ">=": "≥", "!=": "≠"}
_ACCENTS = {"hat": "^", "bar": "¯", "tilde": "~"}


def mathml(node: Node, display: bool = True, memo: Memo[Written] | None = None) -> str:
    """Write an expression as a complete `<math>` element, on a line of its own (`display`) or within a sentence.

    With a `memo` that is passed in again, sub-trees that expressions share are written once.
    """
    style = "block" if display else "inline"
    return f'<math xmlns="{NAMESPACE}" display="{style}">{fold(node, ALGEBRA, memo).inside}</math>'


def _element(tag: str, *content: str, attributes: str = "") -> str:
    return f"<{tag}{attributes}>{''.join(content)}</{tag}>"


def _operator(text: str, attributes: str = "") -> str:
    return f"<mo{attributes}>{escape(text)}</mo>"


def _identifier(text: str) -> str:
    return f"<mi>{escape(text)}</mi>"


def whole(text: str) -> Written:
    """What is one element wherever it stands."""
    return Written(text, text, text)


def row(*content: str) -> Written:
    """Elements side by side."""
    inside = "".join(content)
    text = f"<mrow>{inside}</mrow>"
    return Written(text, text, text) if inside.startswith(_SIGNS) else Written(text, inside, inside)


def _primed(head: str, count: int) -> str:
    """What has primes, in a group with them: their glyphs are raised as they are, an exponent would do so twice."""
    primes = _operator({2: "″", 3: "‴"}.get(count, "′" * count), ' form="postfix"')
    return _element("mrow", head, primes) if count else head


def _bracketed(value: Written, needed: bool = True) -> Written:
    return _in_brackets(value.inside) if needed else value


def _in_brackets(inside: str) -> Written:
    # Chromium sets brackets that may grow too far from what is in them, so only those that must grow may.
    if any(tag in inside for tag in _TALL):
        return whole(_element("mrow", _operator("("), inside, _operator(")")))
    return row(_operator("(", _STILL), inside, _operator(")", _STILL))


def _arguments(values: Sequence[Written]) -> Written:
    return _in_brackets(_operator(between().strip()).join(value.inside for value in values))


def _number(node: Number, _: list[Written]) -> Written:
    if not node.text and not isinstance(node.value, int):
        return whole(_element("mfrac", *(f"<mn>{part}</mn>" for part in node.value.as_integer_ratio())))
    return whole(f"<mn>{escape(decimals(node.text or str(node.value)))}</mn>")


def _name(name: str) -> str:
    parts = letters(name)
    text = _identifier(GREEK.get(parts.letter, parts.letter))
    if parts.accent:
        accent = _operator(_ACCENTS[parts.accent], ' stretchy="false"')
        text = _element("mover", text, accent, attributes=' accent="true"')
    below = f"<mn>{parts.subscript}</mn>" if parts.subscript.isdigit() else _identifier(parts.subscript)
    return _primed(_element("msub", text, below) if parts.subscript else text, parts.primes)


def summands(node: Sum, terms: Sequence[Written]) -> list[str]:
    """The terms of a sum, each with the sign before it."""
    written: list[str] = []
    for term, value in zip(node.terms, terms, strict=True):
        if is_subtracted(term):
            written.append(_operator("−") + value.rest)
        else:
            written.append((_operator("+") if written else "") + _bracketed(value, brackets_as_term(term)).inside)
    return written


def _negation(node: Negation, values: list[Written]) -> Written:
    operand = _bracketed(values[0], brackets_as_operand(node.operand)).inside
    return row(_operator("−"), operand)._replace(rest=operand)


def _between(left: Node, right: Node) -> str:
    if separator(left, right) == TIMES:
        return _operator("⋅")
    # As in TeX, the name of a function or a word stands a little apart from its neighbour.
    apart = any(isinstance(side, Call | Unknown) or _is_word(side) for side in (base(left), base(right)))
    return _operator(INVISIBLE_TIMES, ' rspace="0.17em"' if apart else "")


def _is_word(node: Node) -> bool:
    return isinstance(node, Name) and letters(node.name).is_word


def multiplied(node: Product, factors: Sequence[Written]) -> list[str]:
    """The factors of a product, each with the sign before it."""
    written: list[str] = []
    last = node.factors[-1]
    for index, (factor, value) in enumerate(zip(node.factors, factors, strict=True)):
        sign = _between(node.factors[index - 1], factor) if index else ""
        written.append(sign + _bracketed(value, brackets_as_factor(factor, factor is last)).inside)
    return written


def _quotient(_: Quotient, values: list[Written]) -> Written:
    return whole(_element("mfrac", values[0].text, values[1].text))


def _power(node: Power, values: list[Written]) -> Written:
    below, exponent = values[0], values[1].text
    if power_before_argument(node) and isinstance(node.base, Call):
        return _applied(_element("msup", _function_name(node.base.function), exponent), below.rest)
    return whole(_element("msup", _bracketed(below, brackets_as_base(node.base)).text, exponent))


def _function_name(function: str) -> str:
    as_letter = FUNCTIONS[function].latex.removeprefix("\\")
    return _identifier(GREEK.get(as_letter) or called(function))


def _applied(head: str, arguments: str) -> Written:
    return row(head, _operator(FUNCTION_APPLICATION), arguments)._replace(rest=arguments)


def _call(node: Call, values: list[Written]) -> Written:
    if node.function in ROOTS:
        if node.function == "sqrt":
            return whole(_element("msqrt", values[0].inside))
        index = "<mn>3</mn>" if node.function == "cbrt" else values[0].text
        return whole(_element("mroot", values[-1].text, index))
    if node.function == "abs":
        left, right = (_operator("|", f' form="{form}" stretchy="true"') for form in ("prefix", "postfix"))
        return whole(_element("mrow", left, values[0].inside, right))
    if node.function == "log":
        return _applied(_element("msub", _function_name("log"), values[0].text), _arguments(values[1:]).inside)
    return _applied(_function_name(node.function), _arguments(values).inside)


def _unknown(node: Unknown, values: list[Written]) -> Written:
    head, mark = _name(node.name), derivative_mark(node.orders)
    is_number = mark.startswith("(")
    marked = _element("msup", head, f"<mtext>{mark}</mtext>") if is_number else _primed(head, len(mark))
    return _applied(marked, _arguments(values).inside)


def _comparison(node: Comparison, values: list[Written]) -> Written:
    written = [_bracketed(values[0], isinstance(node.operands[0], Comparison)).inside]
    for relation, operand, value in zip(node.relations, node.operands[1:], values[1:], strict=True):
        written.append(_operator(_RELATIONS.get(relation, relation)))
        written.append(_bracketed(value, isinstance(operand, Comparison)).inside)
    return row(*written)


def _piecewise(node: Piecewise, values: list[Written]) -> Written:
    count = len(node.values)
    conditions = [f"<mtext>{escape(translated('if'))}\u00a0</mtext>{value.inside}" for value in values[count:]]
    if len(conditions) < count:
        conditions.append(f"<mtext>{escape(translated('otherwise'))}</mtext>")
    # Browsers ignore columnalign, other readers ignore style.
    left = ' columnalign="left" style="text-align: left"'
    rows = [
        _element("mtr", _element("mtd", value.inside, attributes=left), _element("mtd", condition, attributes=left))
        for value, condition in zip(values, conditions, strict=False)
    ]
    return whole(_element("mrow", _operator("{"), _element("mtable", *rows, attributes=' displaystyle="true"')))


def _integral(node: Integral, values: list[Written]) -> Written:
    sign = _element("msubsup", _operator("∫"), values[1].text, values[2].text)
    integrand = _bracketed(values[0], brackets_as_operand(node.integrand)).inside
    return row(sign, integrand, '<mspace width="0.17em"/>', _identifier("d"), _name(node.variable))


def _derivative(node: Derivative, values: list[Written]) -> Written:
    d = sign = _identifier("∂" if node.is_partial else "d")
    variable = _name(node.variable)
    if node.order > 1:
        order = f"<mn>{node.order}</mn>"
        d, variable = _element("msup", d, order), _element("msup", variable, order)
    bottom = row(sign, variable).text
    if is_single_derivative(node):
        return whole(_element("mfrac", row(d, values[0].inside).text, bottom))
    return row(_element("mfrac", d, bottom), _bracketed(values[0]).inside)


ALGEBRA: Algebra[Written] = {
    Number: _number,
    Name: lambda node, _: whole(_name(node.name)),
    Sum: lambda node, terms: row(*summands(node, terms)),
    Negation: _negation,
    Product: lambda node, factors: row(*multiplied(node, factors)),
    Quotient: _quotient,
    Power: _power,
    Call: _call,
    Unknown: _unknown,
    Comparison: _comparison,
    Piecewise: _piecewise,
    Integral: _integral,
    Derivative: _derivative,
}
