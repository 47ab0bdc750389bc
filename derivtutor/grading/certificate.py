"""Whether two expressions are proved equal as real functions, by exact arithmetic over a tower of real functions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product

from derivtutor.grading.tower.arithmetic import Refused, Tower, Undefined, sampling
from derivtutor.grading.tower.inverse import vanishes
from derivtutor.grading.tower.powers import Finer
from derivtutor.grading.tower.reading import Reading, parts_that_must_exist
from derivtutor.grading.tower.signs import is_zero, known_sign
from derivtutor.notation.rational import constant_value
from derivtutor.notation.tree import (
    KEEPING,
    Algebra,
    Call,
    Integral,
    Name,
    Node,
    Piecewise,
    Power,
    Quotient,
    Structure,
    Unknown,
    fold,
)

_MOST_BEGINNINGS = 10
_MOST_NODES = 2000
_MOST_CASES = 3


def is_certain(left: Node, right: Node, domain: Sequence[Node] = ()) -> bool:
    """Whether both expressions are proved equal wherever they and all of `domain` have values.

    That is up to a set without interior. False says nothing: it is no proof that they differ.
    """
    return difference_vanishes(left, right, domain) is True


def difference_vanishes(left: Node, right: Node, domain: Sequence[Node] = ()) -> bool | None:
    """Whether the difference of two expressions is zero in the tower; None where it cannot be read there.

    True is a proof. False is one as far as no relation between the generators is missing.
    """
    structure = Structure()
    if structure(left) == structure(right):
        return True
    without = _without_integrals(structure)
    trees = [fold(tree, without) for tree in (left, right, *domain)]
    if sum(1 for tree in trees for _ in parts_that_must_exist(tree)) > _MOST_NODES:
        return None
    with sampling():
        return _is_proved(trees)


def _is_proved(trees: Sequence[Node]) -> bool | None:
    tower = _beginning(trees)
    for _ in range(_MOST_BEGINNINGS):
        try:
            return _agree(tower, trees)
        except Finer as finer:
            letters = {**tower.letters, finer.letter[0]: finer.letter[1]} if finer.letter else tower.letters
            tower = Tower(math.lcm(tower.roots, finer.roots), math.lcm(tower.turns, finer.turns), letters)
        except Refused:
            return None
    return None


def _agree(tower: Tower, trees: Sequence[Node]) -> bool:
    """Signs that are found out too late to have been used make a second reading worth while."""
    for _ in range(2):
        known = len(tower.signs)
        if _is_zero_difference(tower, trees):
            return True
        if len(tower.signs) == known:
            break
    return _agree_by_cases(tower, trees)


def _agree_by_cases(tower: Tower, trees: Sequence[Node]) -> bool:
    """Whether both are equal whatever the signs of the few polynomials that stand in absolute values."""
    sizes = [generator.of for generator in tower.at.values() if generator.kind == "size" and not generator.constant]
    unknown = [str(size) for size in sizes if not known_sign(tower, size)]
    if not 0 < len(unknown) <= _MOST_CASES:
        return False
    known, somewhere = tower.signs, False
    tower.is_supposing = True
    for signs in product((1, -1), repeat=len(unknown)):
        tower.signs = {**known, **dict(zip(unknown, signs, strict=True))}
        try:
            if not _is_zero_difference(tower, trees):
                return False
            somewhere = True
        except Undefined:
            continue
    return somewhere


def _is_zero_difference(tower: Tower, trees: Sequence[Node]) -> bool:
    left, right, *domain = trees
    for tree in domain:
        try:
            Reading(tower, tree).value()
        except Undefined:
            raise
        except Refused:
            continue
    difference = tower.subtract(Reading(tower, left).value(), Reading(tower, right).value())
    is_piecewise = any(isinstance(part, Piecewise) for tree in trees for part in parts_that_must_exist(tree))
    return is_zero(tower, difference) if is_piecewise else vanishes(tower, difference)


def _beginning(trees: Sequence[Node]) -> Tower:
    """A tower that most expressions need no other than: with the orders of roots and the letters under them."""
    roots, letters = 1, {}
    for tree in trees:
        for node in parts_that_must_exist(tree):
            if isinstance(node, Call) and node.function in ("sqrt", "cbrt", "ln"):
                roots = math.lcm(roots, {"sqrt": 2, "cbrt": 3, "ln": 1}[node.function])
                argument = node.arguments[0]
                if isinstance(argument, Name) and argument.name not in ("e", "pi") and node.function != "cbrt":
                    letters[argument.name] = 1
            elif isinstance(node, Power) and isinstance(node.exponent, Quotient):
                exponent = constant_value(node.exponent)
                if exponent is not None and exponent.denominator <= 12:
                    roots = math.lcm(roots, exponent.denominator)
    return Tower(roots if roots <= 60 else 1, 1, letters)


def _without_integrals(structure: Structure) -> Algebra[Node]:
    """Integrals as functions of their bounds: all that is known of one is what is integrated."""

    def integral(node: Integral, children: list[Node]) -> Node:
        name = f"integral {structure(node.integrand)} {node.variable}"
        return Unknown(name, (children[1], children[2]), (0, 0))

    return {**KEEPING, Integral: integral}
