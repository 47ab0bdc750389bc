"""Parts of an expression that have a certain form, and the whole with something else in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from derivtutor.derivation.formula import builder, formula
from derivtutor.notation.tree import CONSTANTS, Call, Name, Node, Number, Product, Sum, Unknown, names, with_children


def places(node: Node) -> Iterator[tuple[Node, Callable[[Node], Node]]]:
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


def replaced(node: Node, pattern: str, becomes: str, functions: frozenset[str] = frozenset()) -> Node | None:
    """An expression of the form of `pattern` as `becomes` has it, or None where it has another form.

    Args:
        node: the expression.
        pattern: a formula; `c` stands for numbers, `a` for bases, `n` for exponents, `f` for functions, and of `u` and
            `v`, which stand for anything, one has a letter: nobody takes 3 - 1 apart.
        becomes: a formula in the same letters.
        functions: those that `f` may be.
    """
    parts: dict[str, Any] = {}
    if not _fits(formula(pattern), node, functions, parts):
        return None
    if not any(names(part) for letter, part in parts.items() if letter in "uv"):
        return None
    return builder(becomes)(parts)


def _fits(pattern: Node, node: Node, functions: frozenset[str], parts: dict[str, Any]) -> bool:
    """Whether an expression has the form of a pattern; the last part of a sum or product is all the rest."""
    if isinstance(pattern, Name) and pattern.name not in CONSTANTS:
        parts[pattern.name] = node
        return _may_stand(pattern.name, node)
    if isinstance(pattern, Unknown):
        if not isinstance(node, Call) or node.function not in functions:
            return False
        parts["f"] = _calling(node.function)
    elif type(pattern) is not type(node) or getattr(pattern, "function", "") != getattr(node, "function", ""):
        return False
    children, last = node.children, len(pattern.children) - 1
    if isinstance(node, Sum | Product) and len(children) > last + 1:
        children = (*children[:last], type(node)(children[last:]))
    if len(pattern.children) != len(children):
        return False
    return all(_fits(*pair, functions, parts) for pair in zip(pattern.children, children, strict=True))


def _may_stand(letter: str, node: Node) -> bool:
    """A letter `c` stands for numbers, `n` for exponents other than 1, `a` for bases."""
    if letter == "n":
        return not (isinstance(node, Number) and node.value == 1)
    if letter == "a":
        return isinstance(node, Number | Name)
    return letter != "c" or isinstance(node, Number)


def _calling(function: str) -> Callable[[Node], Node]:
    return lambda argument: Call(function, (argument,))
