"""What every way of writing an expression agrees on: which factors stand side by side, and where powers go."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from msgspec import Struct

from derivtutor.notation.functions import GREEK, POWERS_BEFORE_ARGUMENT
from derivtutor.notation.tree import (
    CONSTANTS,
    Call,
    Comparison,
    Derivative,
    Integral,
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
)
from derivtutor.patterns import pattern

FUNCTION_LETTERS = frozenset("fghFGH")
"""Letters that are read as functions when a bracket follows at once: `f(x)`."""

ROOTS = frozenset({"sqrt", "cbrt", "root"})
"""Functions that are written with a radical sign."""

TIMES = "*"


class Letters(Struct, frozen=True):
    """What a name is made of: `yhat_1'` is the letter `y` with the accent `hat`, the subscript `1` and one prime.

    The `digits` of `w1` stand at the letter itself, for it is another name than `w_1`; the letter of `z1_2` is `z1`.
    """

    letter: str
    accent: str = ""
    index: str = ""
    digits: str = ""
    primes: int = 0

    @property
    def is_word(self) -> bool:
        """Whether it is a word (`rate`) and not a single letter, Latin or Greek."""
        return len(self.letter) > 1 and self.letter not in GREEK

    @property
    def subscript(self) -> str:
        return self.index or self.digits


_LETTERS = pattern(r"([^\W\d_]+(?:\d+(?=_))?)(?:_(\w+)|(\d+))?('*)")
_ACCENTED = pattern(rf"([^\W\d_]|{'|'.join(GREEK)})(hat|bar|tilde)")


@functools.lru_cache(maxsize=1024)
def letters(name: str) -> Letters:
    """Take a name apart as it is written on paper."""
    match = _LETTERS.fullmatch(name)
    if match is None:
        return Letters(name.rstrip("'"), primes=len(name) - len(name.rstrip("'")))
    letter, index, digits, primes = match.groups()
    accented = _ACCENTED.fullmatch(letter)
    letter, accent = accented.groups() if accented else (letter, "")
    return Letters(letter, accent, index or "", digits or "", len(primes))


def upright(name: str) -> str:
    r"""A name in LaTeX's braces, which keep it in one piece: `\mathrm{w1}'`."""
    whole = name.rstrip("'")
    return rf"\mathrm{{{whole}}}" + name[len(whole) :]


# Side by side


def separator(left: Node, right: Node) -> str:
    """What stands between two neighbouring factors: nothing (`2x`), a space (`x sin(x)`) or `*` (`2*3`, `x*x`).

    Chosen so that what is written is read back as the same product.
    """
    first, kind = base(right), type(left)
    if type(first) is Number or type(right) is Quotient or _same(base(left), first):
        return TIMES
    if _is_word(first) or _is_word(base(left)) or _is_operator(left):
        return "" if isinstance(left, Number) else TIMES
    if isinstance(left, Number):
        return TIMES if left.value == 1 or _starts_like_exponent(first) else ""
    if isinstance(left, Quotient):
        return "" if type(left.bottom) is Number else TIMES
    if type(first) not in _BRACKETED:
        return "" if kind in _BRACKETED else " "
    last = left.exponent if isinstance(left, Power) else left
    if isinstance(last, Name) and _would_be_called(last.name):
        return TIMES
    if isinstance(left, Name):
        return ""
    return "" if kind in _BRACKETED or (isinstance(left, Power) and type(left.base) in _BRACKETED_BASE) else " "


_BRACKETED = frozenset({Sum, Negation, Product})
_BRACKETED_BASE = _BRACKETED | {Quotient}


def _is_word(node: Node) -> bool:
    return type(node) is Name and len(node.name) > 2 and node.name[0].isalpha() and letters(node.name).is_word


def _is_operator(node: Node) -> bool:
    """Whether an expression ends in what differentiates its neighbour when it is read: `D_x`, `D_x^2`."""
    while isinstance(node, Power | Negation):
        is_order = isinstance(node, Power) and type(node.exponent) is Number
        node = node.operand if isinstance(node, Negation) else node.base if is_order else node.exponent
    return type(node) is Name and node.name.startswith("D_")


def _same(left: Node, right: Node) -> bool:
    return left is right or (type(left) is type(right) and left == right)


def base(node: Node) -> Node:
    """The base of a power, or the expression itself."""
    return node.base if type(node) is Power else node


def power_before_argument(node: Power) -> bool:
    """Whether a power of a function is written `sin^2(x)`: a small whole exponent on a function with that custom."""
    return (
        isinstance(node.base, Call)
        and node.base.function in POWERS_BEFORE_ARGUMENT
        and isinstance(node.exponent, Number)
        and not node.exponent.text
        and node.exponent.value >= 2
    )


def is_subtracted(term: Node) -> bool:
    """Whether a term of a sum is written after a minus sign."""
    return isinstance(term, Negation)


def _would_be_called(name: str) -> bool:
    """Whether a name with a bracket after it is read as a function."""
    if name in FUNCTION_LETTERS or (name[0] in FUNCTION_LETTERS and not name.isalpha()):
        return True
    if name == "sigma" or name.endswith("'"):
        return True
    return len(name) > 1 and letters(name).is_word


def _starts_like_exponent(first: Node) -> bool:
    """`2*e1` and not `2e1`, which is twenty."""
    if isinstance(first, Unknown):
        return first.name.startswith("e")
    return isinstance(first, Name) and first.name != "e" and first.name.startswith("e")


# Brackets in two-dimensional mathematics


_BRACKETED_TERMS = frozenset({Sum, Comparison, Piecewise})
_BRACKETED_OPERANDS = _BRACKETED_TERMS | {Negation}


def brackets_as_term(node: Node) -> bool:
    """Whether an expression stands in brackets when it is added or subtracted."""
    return type(node) in _BRACKETED_TERMS


def brackets_as_operand(node: Node) -> bool:
    """Whether an expression stands in brackets after a minus sign, or under an integral."""
    return type(node) in _BRACKETED_OPERANDS


def brackets_as_factor(node: Node, last: bool) -> bool:
    """Whether an expression stands in brackets as a factor; only the last factor may be an open integral."""
    return type(node) is Product or type(node) in _BRACKETED_OPERANDS or (isinstance(node, Integral) and not last)


def brackets_as_base(node: Node) -> bool:
    """Whether an expression stands in brackets when it has an exponent."""
    match node:
        case Number():
            return not isinstance(node.value, int) and not re.fullmatch(r"[\d.]+", node.text)
        case Name():
            return node.name.endswith("'")
        case Call():
            return node.function in ROOTS
        case Unknown():
            return False
    return True


def is_single_derivative(node: Derivative) -> bool:
    """Whether a derivative is written `dy/dx`, with the one letter that is differentiated on the fraction."""
    if not isinstance(node.operand, Name) or node.operand.name in CONSTANTS:
        return False
    parts = letters(node.operand.name)
    return not (parts.is_word or parts.accent or parts.primes)


def derivative_mark(orders: Sequence[int]) -> str:
    """What stands above the name of a differentiated function: up to three primes, then `(4)`; `(1,0)`."""
    if not any(orders):
        return ""
    if len(orders) == 1 and orders[0] <= 3:
        return "'" * orders[0]
    return f"({','.join(map(str, orders))})"
