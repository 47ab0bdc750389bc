"""The figure of a derivation: the function with its slope; by the definition, secants that become the tangent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivtutor.calculus.figures.asked import questioned
from derivtutor.calculus.figures.figure import Figure
from derivtutor.calculus.figures.of_function import of_function
from derivtutor.calculus.naming import called
from derivtutor.notation.tree import names

if TYPE_CHECKING:
    from derivtutor.derivation.derivation import Derivation


def figure(derivation: Derivation) -> Figure:
    """A function and its first derivative.

    Raises:
        UserError: where there are other letters without values.
    """
    point = derivation.at.point if derivation.at else {}
    asked = questioned(derivation, point)
    name = called(names(derivation.function.tree))
    place = point.get(derivation.variable)
    if place is None:
        return of_function(asked, name)
    if derivation.method == "definition":
        from derivtutor.calculus.figures.of_tangent import with_secants

        return with_secants(asked, name, place)
    return of_function(asked, name, place)
