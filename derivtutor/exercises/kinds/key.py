"""The right answer to a derivative in the form that is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from derivtutor.derivation.tidy import tidied
from derivtutor.grading.asked import Asked
from derivtutor.grading.form import Form, remaining
from derivtutor.grading.forms.polynomials import factored, polynomial
from derivtutor.notation.polynomial import coefficients
from derivtutor.notation.tree import Derivative, Name, Node, Sum, parts


def key_tree(asked: Asked, form: Form) -> Node:
    """The key, in the form that is asked for where one is known."""
    if asked.point:
        return tidied(asked.expected)
    if form in ("any", "simplified"):
        return asked.expected
    found = [tree for tree in right_trees(asked) if not remaining(tree, form)]
    return found[0] if found else asked.expected


def right_trees(asked: Asked) -> Iterator[Node]:
    """The right answer; polynomials also multiplied out and factored; and the finished lines before it."""
    yield asked.expected
    found = coefficients(asked.expected, asked.variable)
    if found is not None and any(found) and all(value.denominator == 1 for value in found):
        expanded = polynomial([int(value) for value in found], Name(asked.variable))
        yield expanded
        in_factors = factored(expanded) if isinstance(expanded, Sum) else None
        yield from [in_factors] if in_factors is not None else []
    if not asked.point:
        for line in reversed(asked.derivation.lines_of_order(asked.derivation.order)):
            if any(isinstance(node, Derivative) for node in parts(line.expression)):
                break
            yield line.expression
