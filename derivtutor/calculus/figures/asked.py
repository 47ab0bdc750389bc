"""What is to be drawn: expressions of one variable, or of two, with numbers for all other letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from derivtutor.calculus import sentences
from derivtutor.calculus.figures.survey import Questioned
from derivtutor.derivation.derivation import Derivation
from derivtutor.notation import linear
from derivtutor.notation.tree import Name, Node, Unknown, names, parts, substitute


def put_in(node: Node, variables: Sequence[str], point: Mapping[str, Node]) -> Node:
    """An expression with the values of a point for all letters but the variables.

    Raises:
        UserError: where a letter has no value, or a function has only a name.
    """
    inside = substitute(node, {letter: value for letter, value in point.items() if letter not in variables})
    for part in parts(inside):
        if isinstance(part, Unknown):
            raise sentences.NO_FORMULA_TO_DRAW(function=linear.unicode(part))
    left = sorted(names(inside) - set(variables))
    if left:
        raise sentences.NO_VALUE_TO_DRAW(letter=linear.unicode(Name(left[0])))
    return inside


def questioned(derivation: Derivation, point: Mapping[str, Node]) -> Questioned:
    """A function and its first derivative."""
    function, slope = derivation.function.tree, derivation.derivatives[0]
    variable = derivation.variable
    return Questioned(put_in(function, (variable,), point), put_in(slope, (variable,), point), variable)
