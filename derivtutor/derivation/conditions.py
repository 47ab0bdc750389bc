"""Where a derivative holds: the conditions that logarithms, roots and denominators set."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from derivtutor.derivation.corners import corners
from derivtutor.derivation.solving import solved, strongest
from derivtutor.notation import linear
from derivtutor.notation.rational import constant_value, rational
from derivtutor.notation.tree import (
    NAMES,
    Call,
    Comparison,
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
    fold,
    names,
)

ZERO = Number(0)


def conditions(function: Node, derivative: Node, variable: str, letters: frozenset[str]) -> tuple[str, ...]:
    """Sentences about where the derivative holds, and where the function has none though it is defined."""
    found = dict.fromkeys(_domain(function, variable))
    found.update(dict.fromkeys(_domain(derivative, variable)))
    wanted = strongest([each for condition in found for each in solved(condition, variable)], variable)
    sentences = [f"Valid for {_listed([linear.unicode(condition) for condition in wanted])}."] if wanted else []
    excluded = [bound for condition in wanted if (bound := _excluded(condition, variable)) is not None]
    return (*sentences, *corners(function, variable, letters, excluded))


def _excluded(condition: Comparison, variable: str) -> Fraction | None:
    """The number that the variable must not be."""
    alone = condition.operands[0] == Name(variable) and condition.relations == ("!=",)
    return rational(condition.operands[1]) if alone else None


def _listed(items: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(items[:-1]), items[-1]]))


# Conditions of the domain


def _compare(left: Node, relation: str, right: Node = ZERO) -> Comparison:
    """A comparison; that a square or an absolute value is positive means that what is inside is not 0, and that a
    logarithm is positive that what is inside is greater than 1.
    """
    while right is ZERO:
        sharp = relation in (">", "!=")
        if sharp and isinstance(left, Call) and left.function == "abs":
            left, relation = left.arguments[0], "!="
        elif (
            sharp
            and isinstance(left, Power)
            and ((exponent := constant_value(left.exponent)) is not None and exponent.numerator % 2 == 0)
        ):
            left, relation = left.base, "!="
        elif isinstance(left, Call) and left.function == "ln":
            left, right = left.arguments[0], Number(1)
        else:
            break
    return Comparison((left, right), (relation,))


_BETWEEN: dict[str, Callable[[Node], Comparison]] = {
    "ln": lambda u: _compare(u, ">"),
    "sqrt": lambda u: _compare(u, ">="),
    "arcsin": lambda u: Comparison((Negation(Number(1)), u, Number(1)), ("<=", "<=")),
    "arccos": lambda u: Comparison((Negation(Number(1)), u, Number(1)), ("<=", "<=")),
    "artanh": lambda u: Comparison((Negation(Number(1)), u, Number(1)), ("<", "<")),
    "arcosh": lambda u: _compare(u, ">=", Number(1)),
    "arcoth": lambda u: _compare(Call("abs", (u,)), ">", Number(1)),
    "arcsec": lambda u: _compare(Call("abs", (u,)), ">", Number(1)),
    "arccsc": lambda u: _compare(Call("abs", (u,)), ">", Number(1)),
    "arsech": lambda u: Comparison((ZERO, u, Number(1)), ("<", "<=")),
    "tan": lambda u: _compare(Call("cos", (u,)), "!="),
    "sec": lambda u: _compare(Call("cos", (u,)), "!="),
    "cot": lambda u: _compare(Call("sin", (u,)), "!="),
    "csc": lambda u: _compare(Call("sin", (u,)), "!="),
    "coth": lambda u: _compare(u, "!="),
    "csch": lambda u: _compare(u, "!="),
    "log": lambda u: _compare(u, ">"),
}


def _domain(node: Node, variable: str) -> Iterator[Comparison]:
    known: Memo[frozenset[str]] = Memo()
    pending = [node]
    seen: set[int] = set()
    while pending:
        current = pending.pop()
        if id(current) in seen or type(current) is Piecewise:
            continue
        seen.add(id(current))
        pending.extend(current.children[::-1])
        if type(current) in _SETTING_CONDITIONS:
            for condition in _own_conditions(current, variable):
                if variable in fold(condition, NAMES, known) and not _always(condition):
                    yield condition


_SETTING_CONDITIONS = frozenset({Call, Quotient, Power})


def _own_conditions(node: Node, variable: str) -> Iterator[Comparison]:
    if isinstance(node, Call) and node.function in _BETWEEN:
        yield _BETWEEN[node.function](node.arguments[-1])
    elif isinstance(node, Call) and node.function == "root" and _is_even(node):
        yield _compare(node.arguments[1], ">=")
    elif isinstance(node, Quotient):
        for factor in node.bottom.factors if isinstance(node.bottom, Product) else (node.bottom,):
            yield from _nonzero(factor)
    elif isinstance(node, Power):
        exponent = constant_value(node.exponent)
        if exponent is None and _needs_positive_base(node, variable):
            yield _compare(node.base, ">")
        elif exponent is not None and exponent.denominator % 2 == 0:
            yield _compare(node.base, ">" if exponent < 0 else ">=")
        elif exponent is not None and exponent < 0:
            yield from _nonzero(node.base)


def _needs_positive_base(node: Power, variable: str) -> bool:
    """Whether a power is a real number for positive bases only; `x^n` is not such a one, since n is mostly whole."""
    if isinstance(node.base, Number) or node.base == Name("e"):
        return False
    letters = names(node.exponent)
    return not letters or variable in letters


def _is_even(root: Call) -> bool:
    """Whether a root is of an even degree, or of one that is not known."""
    degree = rational(root.arguments[0])
    return degree is None or degree.numerator % 2 == 0


def _nonzero(node: Node) -> Iterator[Comparison]:
    """What it means that a denominator is not 0, told of what stands inside roots, bars and powers."""
    if isinstance(node, Call) and (node.function == "sqrt" or (node.function == "root" and _is_even(node))):
        yield _compare(node.arguments[-1], ">")
    elif isinstance(node, Call) and node.function == "root":
        yield from _nonzero(node.arguments[-1])
    elif isinstance(node, Call) and node.function in ("abs", "cbrt"):
        yield from _nonzero(node.arguments[0])
    elif isinstance(node, Power) and node.base != Name("e"):
        yield from _nonzero(node.base)
    else:
        yield _compare(node, "!=")


def _always(condition: Comparison) -> bool:
    """Whether a condition holds for every number, as far as signs and squares show."""
    left, right = condition.operands[0], condition.operands[-1]
    if len(condition.relations) != 1 or right != ZERO:
        return False
    return _positive(left) if condition.relations[0] in (">", "!=") else _not_negative(left)


def _positive(node: Node) -> bool:
    if isinstance(node, Number):
        return node.value > 0
    if isinstance(node, Power):
        return node.base == Name("e") or _positive(node.base)
    if isinstance(node, Call):
        return node.function in ("cosh", "sigmoid", "softplus", "sech")
    if isinstance(node, Sum):
        return all(map(_not_negative, node.terms)) and any(map(_positive, node.terms))
    if isinstance(node, Product | Quotient):
        return all(map(_positive, node.children))
    return node in (Name("e"), Name("pi"))


def _not_negative(node: Node) -> bool:
    if isinstance(node, Power):
        exponent = constant_value(node.exponent)
        return bool(exponent is not None and exponent.numerator % 2 == 0) or _positive(node) or _not_negative(node.base)
    if isinstance(node, Call) and node.function in ("abs", "sqrt", "relu"):
        return True
    if isinstance(node, Sum | Product | Quotient):
        return all(map(_not_negative, node.children))
    return _positive(node)
