"""What a function requires of a variable in order to be differentiable: conditions on expressions inside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from derivtutor.analysis.domain import ZERO, conditions, kinks
from derivtutor.analysis.turning import turning
from derivtutor.notation.rational import constant_value, rational
from derivtutor.notation.tree import (
    NAMES,
    Call,
    Comparison,
    Integral,
    Memo,
    Name,
    Negation,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    fold,
    names,
    substitute,
)

ONE = Number(1)
_STRICT = {"<=": "<", ">=": ">", "=": "!="}
_Comparing: TypeAlias = tuple[Node, Node, str]

FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "!=": "!=", "=": "="}


def requirements(function: Node, variable: str) -> tuple[Comparison, ...]:
    """Conditions that contain the variable, each once and in its simplest form, those of the outer functions first.

    Under all of them the function is differentiable. Not every one must hold: `|x|^3` has a slope at 0 too.
    """
    return tuple(_all_of(function, variable, _own))


def bends(function: Node, variable: str) -> tuple[Comparison, ...]:
    """Those of the requirements outside of which the function may have a value."""
    ends = set(_all_of(function, variable, lambda node, _: map(_strict, conditions(node))))
    return tuple(each for each in _all_of(function, variable, lambda node, _: kinks(node)) if each not in ends)


def _all_of(function: Node, variable: str, own: Callable[[Node, str], Iterable[Comparison]]) -> dict[Comparison, None]:
    known: Memo[frozenset[str]] = Memo()
    required: dict[Comparison, None] = {}
    pending, seen = [function], set()
    while pending:
        current = pending.pop()
        if id(current) in seen or variable not in fold(current, NAMES, known):
            continue
        seen.add(id(current))
        pending.extend(reversed(current.children if not isinstance(current, Integral) else current.children[1:]))
        for condition in own(current, variable):
            required.update((each, None) for each in simplest(condition) if variable in fold(each, NAMES, known))
    return required


def _own(node: Node, variable: str) -> Iterator[Comparison]:
    if isinstance(node, Integral):
        yield from _of_integral(node)
    elif not _is_whole_by_custom(node, variable):
        yield from map(_strict, conditions(node))
    yield from kinks(node)


def _is_whole_by_custom(node: Node, variable: str) -> bool:
    """The exponent of `x^n` is mostly whole, so nothing is required of its base."""
    if not isinstance(node, Power) or constant_value(node.exponent) is not None:
        return False
    letters = names(node.exponent)
    return bool(letters) and variable not in letters


def _of_integral(node: Integral) -> Iterator[Comparison]:
    """Between the bounds the integrand must not turn: where the lower one is a number, the upper is on its side."""
    for inner in turning(node.integrand, node.variable):
        lower, upper = (substitute(inner, {node.variable: bound}) for bound in (node.lower, node.upper))
        start = constant_value(lower)
        yield Comparison((upper, ZERO), ("!=" if not start else ">" if start > 0 else "<",))


def _strict(condition: Comparison) -> Comparison:
    return Comparison(condition.operands, tuple(_STRICT.get(each, each) for each in condition.relations))


def simplest(condition: Comparison) -> Iterator[Comparison]:
    """A condition in simpler ones that say the same: of a product not to be zero, of its factors."""
    if len(condition.relations) != 1:
        yield condition
        return
    (first, second), (sign,) = condition.operands, condition.relations
    pending: list[_Comparing] = [(first, second, sign)]
    while pending:
        left, right, relation = pending.pop()
        if right == ZERO and (simpler := list(_simpler(left, relation))):
            pending.extend(reversed(simpler))
        elif right == ZERO and relation in (">", "!=") and (_is_positive(left) or _is_reciprocal(left, relation)):
            continue
        else:
            yield Comparison((left, right), (relation,))


def _simpler(node: Node, relation: str) -> Iterator[_Comparing]:
    """What the relation of an expression to zero means for what is inside it; nothing where that is not simpler."""
    if isinstance(node, Negation):
        yield node.operand, ZERO, FLIPPED[relation]
    elif relation == "!=":
        yield from _not_zero(node)
    elif relation == ">" and _is_square(node):
        yield node, ZERO, "!="
    elif isinstance(node, Call) and node.function == "ln":
        yield node.arguments[0], ONE, relation
    elif isinstance(node, Call) and node.function in ("sqrt", "sinh", "arsinh", "arctan", "cbrt", "tanh"):
        yield node.arguments[0], ZERO, relation
    elif isinstance(node, Quotient) and rational(node.top) is not None and relation in ("<", ">"):
        top = rational(node.top) or 0
        yield node.bottom, ZERO, relation if top > 0 else FLIPPED[relation]
    elif isinstance(node, Call) and node.function in ("sec", "csc"):
        yield Call("cos" if node.function == "sec" else "sin", node.arguments), ZERO, relation


_ZERO_WITH_ARGUMENT = frozenset({"abs", "cbrt", "sinh", "arsinh", "arctan", "tanh", "arcsin", "artanh", "sign"})


def _not_zero(node: Node) -> Iterator[_Comparing]:
    if isinstance(node, Product):
        yield from ((factor, ZERO, "!=") for factor in node.factors)
    elif isinstance(node, Quotient):
        yield node.top, ZERO, "!="
    elif isinstance(node, Power) and node.base != Name("e"):
        yield node.base, ZERO, "!="
    elif isinstance(node, Call) and node.function in ("ln", "log"):
        yield node.arguments[-1], ONE, "!="
    elif isinstance(node, Call) and node.function == "root":
        yield node.arguments[1], ZERO, "!="
    elif isinstance(node, Call) and node.function == "sqrt":
        yield node.arguments[0], ZERO, ">"
    elif isinstance(node, Call) and node.function in _ZERO_WITH_ARGUMENT:
        yield node.arguments[0], ZERO, "!="
    elif isinstance(node, Call) and node.function in ("tan", "cot"):
        yield Call("sin" if node.function == "tan" else "cos", node.arguments), ZERO, "!="


def _is_square(node: Node) -> bool:
    """Whether an expression is never negative because it is an absolute value or an even power."""
    if isinstance(node, Call):
        return node.function == "abs"
    exponent = constant_value(node.exponent) if isinstance(node, Power) else None
    return exponent is not None and exponent.numerator % 2 == 0


def _is_reciprocal(node: Node, relation: str) -> bool:
    """Whether an expression is a reciprocal, which is never zero."""
    return relation == "!=" and isinstance(node, Call) and node.function in ("sec", "csc", "csch", "arcsch", "arccot")


def _is_positive(node: Node) -> bool:
    """Whether signs and squares alone show that an expression is positive wherever it has a value."""
    if isinstance(node, Number):
        return node.value > 0
    if isinstance(node, Power):
        return node.base == Name("e") or _is_positive(node.base)
    if isinstance(node, Call):
        return node.function in ("cosh", "sigmoid", "softplus", "sech")
    if isinstance(node, Sum):
        return all(map(_is_never_negative, node.terms)) and any(map(_is_positive, node.terms))
    if isinstance(node, Product | Quotient):
        return all(map(_is_positive, node.children))
    return node in (Name("e"), Name("pi"))


def _is_never_negative(node: Node) -> bool:
    if _is_square(node) or (isinstance(node, Call) and node.function in ("sqrt", "relu")):
        return True
    if isinstance(node, Product | Quotient):
        return all(map(_is_never_negative, node.children))
    return _is_positive(node)
