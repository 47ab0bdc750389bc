"""Derivatives inside a problem, `x d/dx (x^2)` and `tanh'(x)`, which are worked out before it is differentiated."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from derivtutor.derivation import sentences
from derivtutor.notation import linear
from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.tree import (
    CONSTANTS,
    KEEPING,
    Algebra,
    Call,
    Derivative,
    Name,
    Node,
    Power,
    Unknown,
    fold,
    parts,
    substitute,
    with_children,
)

Derive: TypeAlias = Callable[[Node, str, int], Node]
"""Differentiates an expression by a variable, so many times."""

_MOST = 20
_PLACE = "t"


def is_open(node: Node) -> bool:
    """Whether a node asks for a derivative that can be worked out.

    Derivatives of functions that only have a name stay.
    """
    return isinstance(node, Derivative) or (
        isinstance(node, Unknown) and (node.name in FUNCTIONS or node.name == "exp")
    )


def worked_out(tree: Node, derive: Derive) -> tuple[Node, tuple[str, ...]]:
    """An expression without open derivatives, and what each of them is.

    Raises:
        UserError: where one of them cannot be worked out.
    """
    derivatives = [node for node in parts(tree) if is_open(node)]
    if not derivatives:
        return tree, ()
    if len(derivatives) > _MOST:
        raise sentences.TOO_MANY_DERIVATIVES(most=_MOST)
    notes: list[str] = []

    def derivative(node: Derivative, children: list[Node]) -> Node:
        check_given(node)
        return noted(node, derive(children[0], node.variable, node.order))

    def of_function(node: Unknown, children: list[Node]) -> Node:
        if not is_open(node):
            return with_children(node, tuple(children))
        place = Name(_PLACE)
        function = Power(Name("e"), place) if node.name == "exp" else Call(node.name, (place,))
        return noted(node, substitute(derive(function, _PLACE, node.orders[0]), {_PLACE: children[0]}))

    def noted(node: Node, result: Node) -> Node:
        shown, worth = linear.unicode(node), linear.unicode(result)
        notes.append(sentences.WORKED_OUT_FIRST.format(derivative=shown, result=worth))
        return result

    algebra: Algebra[Node] = {**KEEPING, Derivative: derivative, Unknown: of_function}
    return fold(tree, algebra), tuple(dict.fromkeys(notes))


def check_given(node: Derivative) -> None:
    """`dy/dx` says nothing of what y is.

    Raises:
        UserError: where only the name of a function is differentiated.
    """
    if isinstance(node.operand, Name) and node.operand.name not in (node.variable, *CONSTANTS):
        raise sentences.NOT_GIVEN(name=node.operand.name, variable=node.variable)
