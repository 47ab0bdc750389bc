"""Writing an expression on one line, as plain text or in Unicode, so that it is read back as the same tree."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from derivtutor import language
from derivtutor.notation.binding import ATOM, NEGATION, POWER, PRODUCT, SUM, Written, bracketed
from derivtutor.notation.characters import VULGAR
from derivtutor.notation.functions import FUNCTIONS, GREEK, POWERS_BEFORE_ARGUMENT
from derivtutor.notation.shape import (
    FUNCTION_LETTERS,
    is_single_derivative,
    letters,
    power_before_argument,
    separator,
    upright,
)
from derivtutor.notation.sympy_syntax import sympy_text
from derivtutor.notation.tree import (
    CONSTANTS,
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
from derivtutor.notation.words import function_word, meant_function, split_letters
from derivtutor.patterns import pattern

__all__ = ["Written", "sympy_text", "text", "typed", "unicode"]


def text(node: Node, memo: Memo[Written] | None = None) -> str:
    """Plain text that is read back as the same tree: `2e^(2x) cos(e^(2x))`."""
    return fold(node, TEXT, memo)[0]


def typed(node: Node, memo: Memo[Written] | None = None) -> str:
    """Plain text as it is typed in the language that is spoken: `sen(2,5x)`, `max(1,5; x)`."""
    return fold(node, TYPED, memo)[0]


def unicode(node: Node, memo: Memo[Written] | None = None) -> str:
    """One line of Unicode, as in a book: `(1 − ln x)/x²`."""
    return fold(node, UNICODE, memo)[0]


def primes_together(text: str) -> str:
    """A line with primes that stand together as one sign, more than three as their number.

    >>> primes_together("f′′(x) = f′′′′(x)")
    'f″(x) = f⁽⁴⁾(x)'
    """
    return _PRIMES.sub(lambda run: _TOGETHER.get(run[0]) or f"⁽{str(len(run[0])).translate(_RAISED)}⁾", text)


_PRIMES = pattern("′{2,}")
_TOGETHER = {"′′": "″", "′′′": "‴"}


class Alphabet(Struct, frozen=True):
    """The signs in which the styles for people differ; what `is_local` is written as at schools of the language."""

    times: str
    minus: str
    prime: str
    name: Callable[[str], str]
    relation: dict[str, str]
    raised: bool
    roots: dict[str, str]
    is_local: bool = True


_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_ACCENTS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "": ""}


@functools.lru_cache(maxsize=1024)
def _text_name(name: str) -> str:
    """A name as it is read back; in LaTeX's braces where it would be taken apart."""
    match = _NAME.fullmatch(name)
    if match is None or not _is_single_name(match[1]) or ((match[2] or match[4]) and match[1] in CONSTANTS):
        return upright(name)
    word, layer, index, digits, primes = match.groups()
    return word + (layer or "") + _index(index) + (digits or "") + primes


@functools.lru_cache(maxsize=1024)
def _unicode_name(name: str) -> str:
    parts = letters(name)
    written = _text_name(name)
    if written.startswith("\\") or parts.is_word:
        return written.replace("'", "′")
    index = "" if parts.digits else parts.index.translate(_LOWERED) if parts.index.isdigit() else _index(parts.index)
    letter = GREEK.get(parts.letter, parts.letter) + _ACCENTS[parts.accent]
    return letter + index + parts.digits + "′" * parts.primes


def _index(index: str | None) -> str:
    if not index:
        return ""
    return f"_{index}" if index.isdigit() or index.isalpha() else f"_{{{index}}}"


@functools.cache
def _is_single_name(word: str) -> bool:
    """Whether a run of letters is read as one name and nothing else."""
    if function_word(word) or word == "Pi":  # which is read as the number
        return False
    return split_letters(word) == (word,) and meant_function(word, called=False) is None


def _differential(name: str, written: str) -> str:
    """A name after the `d` of a derivative, where a word would run into it."""
    parts = letters(name)
    runs_together = parts.is_word and not written.startswith("\\")
    return rf"\mathrm{{{name}}}" if runs_together else written


_NAME = pattern(r"([A-Za-z]+)(?:([0-9]*)_([A-Za-z0-9]+)|([0-9]+))?('*)")
PLAIN = Alphabet("*", "-", "'", _text_name, {"=": "="}, False, {}, is_local=False)
AT_SCHOOL = replace(PLAIN, is_local=True)
BOOK = Alphabet("·", "−", "′", _unicode_name, {"<=": "≤", ">=": "≥", "!=": "≠"}, True, {"sqrt": "√", "cbrt": "∛"})


def _linear(alphabet: Alphabet) -> Algebra[Written]:
    minus, times = alphabet.minus, alphabet.times

    def total(node: Sum, terms: list[Written]) -> Written:
        shown = [bracketed(terms[0], NEGATION)]
        for term, written in zip(node.terms[1:], terms[1:], strict=True):
            if isinstance(term, Negation):
                shown.append(f" {minus} {written[0][len(minus) :]}")
            else:
                shown.append(f" + {bracketed(written, PRODUCT)}")
        return "".join(shown), SUM

    def negation(_: Negation, operand: list[Written]) -> Written:
        return minus + bracketed(operand[0], PRODUCT), NEGATION

    def product(node: Product, factors: list[Written]) -> Written:
        shown = [_factor(node.factors[0], factors[0])]
        for left, right, before, written in zip(node.factors, node.factors[1:], factors, factors[1:], strict=False):
            between = separator(left, right)
            if alphabet.raised and between != "*":
                between = _book_separator(before[0], left, right, between)
            shown.append(f"{times if between == '*' else between}{_factor(right, written)}")
        return "".join(shown), PRODUCT

    def _factor(node: Node, written: Written) -> str:
        return (
            written[0]
            if alphabet.raised and (isinstance(node, Call) or _is_raised(node))
            else bracketed(written, POWER)
        )

    def quotient(node: Quotient, parts: list[Written]) -> Written:
        top, bottom = closed(node.top, parts[0]), closed(node.bottom, parts[1])
        return f"{bracketed(top, PRODUCT)}/{bracketed(bottom, POWER)}", PRODUCT

    def closed(node: Node, written: Written) -> Written:
        """A function that would be written `sin x` with its brackets after all, `sin(x)`; a derivative in brackets."""
        if isinstance(node, Derivative):
            return written[0], SUM
        if _is_raised(node) and written[1] == PRODUCT:
            name, argument = written[0].split(" ", 1)
            return f"{name}({argument})", POWER
        if not isinstance(node, Call) or written[1] == ATOM or node.function in alphabet.roots:
            return written
        name = called(node.function)
        return f"{name}({written[0][len(name) + 1 :]})", ATOM

    def power(node: Power, parts: list[Written]) -> Written:
        exponent = parts[1]
        if power_before_argument(node):
            assert isinstance(node.base, Call)
            raised = exponent[0].translate(_RAISED) if alphabet.raised else f"^{exponent[0]}"
            name = called(node.base.function)
            argument = parts[0][0][len(name) :]
            return f"{name}{raised}{argument}", POWER if argument.startswith("(") else PRODUCT
        base = bracketed(closed(node.base, parts[0]), ATOM)
        if alphabet.raised and re.fullmatch("−?[0-9]+", exponent[0]):
            return base + exponent[0].replace("−", "-").translate(_RAISED), POWER
        mixed = len(exponent[0]) > 1 and exponent[0][-1] in VULGAR
        bare = (
            exponent[1] == ATOM
            and not mixed
            and not (isinstance(node.exponent, Name) and node.exponent.name in FUNCTION_LETTERS)
        )
        return f"{base}^{exponent[0] if bare else f'({exponent[0]})'}", POWER

    def call(node: Call, arguments: list[Written]) -> Written:
        inside = comma().join(text for text, _ in arguments)
        if node.function == "abs":
            return (f"|{inside}|" if "|" not in inside else f"abs({inside})"), ATOM
        if node.function == "log":
            base, argument = arguments
            simple = base[0].isdecimal() or (len(base[0]) == 1 and base[0].isalpha())
            return f"log_{base[0] if simple else f'{{{base[0]}}}'}({argument[0]})", ATOM
        if node.function in alphabet.roots:
            argument = arguments[0]
            short = argument[1] == ATOM and len(argument[0]) == 1
            return alphabet.roots[node.function] + (argument[0] if short else f"({inside})"), POWER
        if alphabet.raised and node.function in POWERS_BEFORE_ARGUMENT and isinstance(node.arguments[0], Name):
            return f"{called(node.function)} {inside}", PRODUCT
        if alphabet.raised and node.function == "ln" and inside.startswith("|") and arguments[0][1] == ATOM:
            return f"ln{inside}", ATOM
        return f"{called(node.function)}({inside})", ATOM

    def called(function: str) -> str:
        sign = FUNCTIONS[function].latex.removeprefix("\\") if alphabet.raised and function in FUNCTIONS else ""
        return GREEK.get(sign, language.called(function) if alphabet.is_local else function)

    def shown(number: str) -> str:
        return language.decimals(number) if alphabet.is_local else number

    def comma() -> str:
        return language.between() if alphabet.is_local else ", "

    def unknown(node: Unknown, arguments: list[Written]) -> Written:
        inside = comma().join(text for text, _ in arguments)
        if len(node.orders) == 1:
            name = called(node.name) if function_word(node.name) else alphabet.name(node.name)
            return f"{name}{alphabet.prime * node.orders[0]}({inside})", ATOM
        orders = f"^({','.join(map(str, node.orders))})" if any(node.orders) else ""
        return f"{alphabet.name(node.name)}{orders}({inside})", ATOM

    def comparison(node: Comparison, operands: list[Written]) -> Written:
        text = operands[0][0]
        for relation, operand in zip(node.relations, operands[1:], strict=True):
            text += f" {alphabet.relation.get(relation, relation)} {operand[0]}"
        return text, SUM

    def piecewise(node: Piecewise, parts: list[Written]) -> Written:
        values, conditions = parts[: len(node.values)], parts[len(node.values) :]
        shown = [
            f"({value}{comma()}{condition})" for (value, _), (condition, _) in zip(values, conditions, strict=False)
        ]
        if len(conditions) < len(values):
            shown.append(f"({values[-1][0]}{comma()}otherwise)")
        return f"piecewise({comma().join(shown)})", ATOM

    def integral(node: Integral, parts: list[Written]) -> Written:
        integrand, lower, upper = (part for part, _ in parts)
        return f"int({comma().join((integrand, alphabet.name(node.variable), lower, upper))})", ATOM

    def derivative(node: Derivative, parts: list[Written]) -> Written:
        order = "" if node.order == 1 else (str(node.order).translate(_RAISED) if alphabet.raised else f"^{node.order}")
        sign = "∂" if node.is_partial and alphabet.raised else "d"
        below = f"{sign}{_differential(node.variable, alphabet.name(node.variable))}{order}"
        if is_single_derivative(node):
            return f"{sign}{order}{parts[0][0]}/{below}", POWER
        return f"{sign}{order}/{below} ({parts[0][0]})", PRODUCT

    return {
        Number: lambda node, _: (shown(node.text or str(node.value)), ATOM),
        Name: lambda node, _: (alphabet.name(node.name), ATOM),
        Sum: total,
        Negation: negation,
        Product: product,
        Quotient: quotient,
        Power: power,
        Call: call,
        Unknown: unknown,
        Comparison: comparison,
        Piecewise: piecewise,
        Integral: integral,
        Derivative: derivative,
    }


def _is_raised(node: Node) -> bool:
    """Whether it is written as `cos² x` is."""
    return isinstance(node, Power) and power_before_argument(node)


def _book_separator(written: str, left: Node, right: Node, between: str) -> str:
    """In a book a function stands off (`2 sin x`), and what follows one without brackets must be a function too."""
    is_call = isinstance(right, Call) or (isinstance(right, Power) and isinstance(right.base, Call))
    is_word = is_call and not (isinstance(right, Call) and right.function in ("abs", "sqrt", "cbrt"))
    function = isinstance(left, Call) or _is_raised(left)
    if function and not written.endswith((")", "|")):
        return " " if is_word and (isinstance(right, Call) or _is_raised(right)) else "*"
    return " " if is_word else between


TEXT: Algebra[Written] = _linear(PLAIN)
TYPED: Algebra[Written] = _linear(AT_SCHOOL)
UNICODE: Algebra[Written] = _linear(BOOK)
