"""How the function, its derivatives and its value are called, in letters that the problem has not used itself."""

from __future__ import annotations

from derivtutor.derivation.derivation import Derivation
from derivtutor.notation.tree import Derivative, Integral, Name, Unknown, parts


def value_of(derivation: Derivation, order: int = 0) -> Unknown:
    """The function, or its derivative of some order, as it is written on a left side: `f″(x)`."""
    return Unknown(function_letter(derivation), (Name(derivation.variable),), (order,))


def function_letter(derivation: Derivation) -> str:
    """What the function is called: f, unless the problem has an f of its own."""
    return free("fhFH", taken(derivation))


def graph_letter(derivation: Derivation) -> str:
    """What the value of the function is called for short: y, unless the problem has a y of its own."""
    return free("yzYZ", taken(derivation))


def free(letters: str, used: frozenset[str]) -> str:
    """The first of some letters that is not used."""
    return next((letter for letter in letters if letter not in used), letters[0])


def taken(derivation: Derivation) -> frozenset[str]:
    """Every letter that the problem uses, names of functions and bound variables included."""
    letters = {derivation.variable}
    for node in parts(derivation.function.tree):
        if isinstance(node, Name | Unknown):
            letters.add(node.name)
        elif isinstance(node, Integral | Derivative):
            letters.add(node.variable)
    return frozenset(letters)
