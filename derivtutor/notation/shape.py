"""What every way of writing an expression agrees on: which factors stand side by side, and where powers go."""

from __future__ import annotations

from derivtutor.notation.functions import POWERS_BEFORE_ARGUMENT
from derivtutor.notation.tree import Call, Name, Negation, Node, Number, Power, Product, Quotient, Sum, Unknown

FUNCTION_LETTERS = frozenset("fghFGH")
"""Letters that are read as functions when a bracket follows at once: `f(x)`."""

TIMES = "*"


def separator(left: Node, right: Node) -> str:
    """What stands between two neighbouring factors: nothing (`2x`), a space (`x sin(x)`) or `*` (`2*3`, `x*x`).

    Chosen so that what is written is read back as the same product.
    """
    if starts_with_number(right) or base(left) == base(right) or isinstance(right, Quotient) or _is_unit_fraction(left):
        return TIMES
    if isinstance(left, Number) and left.value == 1:
        return TIMES
    last = _last_letter(left)
    if last and (_opens_bracket(right) and (last in FUNCTION_LETTERS or last == "sigma")):
        return TIMES
    if isinstance(left, Number):
        return TIMES if left.text and not left.text.isascii() else ("" if not _starts_like_exponent(right) else TIMES)
    if _opens_bracket(right):
        return "" if isinstance(left, Name | Sum | Negation | Product | Quotient) or _is_bracket_power(left) else " "
    return "" if isinstance(left, Sum | Negation | Product | Quotient) else " "


def base(node: Node) -> Node:
    """The base of a power, or the expression itself."""
    return node.base if isinstance(node, Power) else node


def starts_with_number(node: Node) -> bool:
    """Whether a factor begins with a digit when it is written."""
    return isinstance(base(node), Number)


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


def _opens_bracket(node: Node) -> bool:
    return isinstance(base(node), Sum | Negation | Product)


def _is_bracket_power(node: Node) -> bool:
    return isinstance(node, Power) and isinstance(node.base, Sum | Negation | Product | Quotient)


def _is_unit_fraction(node: Node) -> bool:
    return isinstance(node, Quotient) and not isinstance(node.bottom, Number)


def _last_letter(node: Node) -> str:
    return node.name if isinstance(node, Name) else ""


def _starts_like_exponent(node: Node) -> bool:
    """`2*e1` and not `2e1`, which is twenty."""
    first = base(node)
    if isinstance(first, Unknown):
        return first.name.startswith("e")
    return isinstance(first, Name) and first.name != "e" and first.name.startswith("e")
