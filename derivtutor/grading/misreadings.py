"""Slips before differentiating: a problem read wrongly, and algebra that does not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from derivtutor.derivation.formula import builder, formula
from derivtutor.derivation.model import Evidence
from derivtutor.notation.functions import POWERS_BEFORE_ARGUMENT
from derivtutor.notation.tree import CONSTANTS, Call, Name, Node, Number, Product, Sum, Unknown, with_children

TRIGONOMETRIC = frozenset({"sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh"})


@dataclass(frozen=True, slots=True)
class Misreading:
    """What a student takes an expression for: `pattern` is read as `becomes`; `f` is one of `functions`."""

    id: str
    pattern: str
    becomes: str
    says: str
    functions: frozenset[str] = frozenset()
    evidence: Evidence = "analogous"


M = Misreading
# fmt: off
MISREADINGS = (
    M("power-distributed-over-sum",     "(u + v)^n",   "u^n + v^n",      "Try it with numbers: is (1 + 3)^2 the same as 1^2 + 3^2?"),
    M("power-only-on-last-factor",      "(c u)^n",     "c u^n",          "What does the exponent cover: the last factor only, or the whole bracket?", evidence="inferred"),
    M("exp-of-sum-split",               "a^(u + v)",   "a^u + a^v",      "An exponential of a sum is a product of exponentials, not a sum."),
    M("fnpower-read-as-inner-power",    "f(u)^n",      "f(u^n)",         "The exponent belongs to the function's value, not to what is inside. Which function is outermost?", POWERS_BEFORE_ARGUMENT),
    M("inner-power-read-as-fnpower",    "f(u^n)",      "f(u)^n",         "The exponent belongs to the inside only. Which function is outermost?", POWERS_BEFORE_ARGUMENT),
    M("trig-of-sum-split",              "f(u + v)",    "f(u) + f(v)",    "Trig functions do not distribute over +.", TRIGONOMETRIC),
    M("log-of-product-as-product",      "ln(u v)",     "ln(u) ln(v)",    "A log turns a product into what?"),
    M("log-of-sum-split",               "ln(u + v)",   "ln(u) + ln(v)",  "ln(a+b) cannot be split. Use the chain rule."),
    M("log-of-quotient-as-quotient",    "ln(u/v)",     "ln(u)/ln(v)",    "A log turns a quotient into a difference."),
)
# fmt: on


def misread(problem: Node) -> Iterator[tuple[Misreading, Node, Node]]:
    """Every problem that comes out when one part is misread: the misreading, that part and the whole."""
    for part, rebuild in _places(problem):
        for misreading in MISREADINGS:
            read = _taken_for(part, misreading)
            if read is not None:
                yield misreading, part, rebuild(read)


def _places(node: Node) -> Iterator[tuple[Node, Callable[[Node], Node]]]:
    """Every part of an expression, and how the whole looks with something else in its place."""
    pending: list[tuple[Node, Callable[[Node], Node]]] = [(node, lambda new: new)]
    while pending:
        current, rebuild = pending.pop()
        yield current, rebuild
        for place, child in enumerate(current.children):
            pending.append((child, _in_place(current, place, rebuild)))


def _in_place(parent: Node, place: int, rebuild: Callable[[Node], Node]) -> Callable[[Node], Node]:
    before, after = parent.children[:place], parent.children[place + 1 :]
    return lambda new: rebuild(with_children(parent, (*before, new, *after)))


def _taken_for(node: Node, misreading: Misreading) -> Node | None:
    """What a part is taken for; None where the misreading is not about it."""
    found: dict[str, Any] = {}
    if not _fits(formula(misreading.pattern), node, misreading.functions, found):
        return None
    return builder(misreading.becomes)(found)


def _fits(pattern: Node, node: Node, functions: frozenset[str], found: dict[str, Any]) -> bool:
    """Whether an expression has the form of a pattern; sums and products are a first part and the rest."""
    if isinstance(pattern, Name) and pattern.name not in CONSTANTS:
        found[pattern.name] = node
        return _may_stand(pattern.name, node)
    if isinstance(pattern, Unknown):
        if not isinstance(node, Call) or node.function not in functions:
            return False
        found["f"] = _calling(node.function)
    elif type(pattern) is not type(node) or getattr(pattern, "function", "") != getattr(node, "function", ""):
        return False
    children = node.children
    if isinstance(node, Sum | Product) and len(children) > 2:
        children = (children[0], type(node)(children[1:]))
    pairs = zip(pattern.children, children, strict=True)
    return len(pattern.children) == len(children) and all(_fits(*pair, functions, found) for pair in pairs)


def _may_stand(letter: str, node: Node) -> bool:
    """A letter `c` stands for numbers, `n` for exponents that are no numbers below two, `a` for bases."""
    if letter == "n":
        return not (isinstance(node, Number) and node.value == 1)
    if letter == "a":
        return isinstance(node, Number | Name)
    return letter != "c" or isinstance(node, Number)


def _calling(function: str) -> Callable[[Node], Node]:
    return lambda argument: Call(function, (argument,))
