"""How the shapes are put together at random to a function that needs certain rules."""

from __future__ import annotations

import functools
import random
from collections.abc import Sequence

from derivtutor.derivation.formula import builder, formula
from derivtutor.derivation.rules import BY_ID
from derivtutor.exercises.generating.fitness import is_spoiled
from derivtutor.exercises.generating.shapes import (
    AROUND,
    BASIC,
    FRACTIONS,
    FUNCTIONS,
    GROWING,
    INSIDE,
    NOT_AGAIN,
    NUMBERS,
    POLYNOMIALS,
    STRUCTURES,
    TOGETHER,
    Place,
    Shape,
    signed,
)
from derivtutor.notation.tree import Name, Negation, Node, Number, Piecewise, Product, Quotient, Sum, Unknown, names

_X = Name("x")
_UNKNOWN = {name: lambda argument, name=name: Unknown(name, (argument,), (0,)) for name in "fg"}
_FUNCTION_AS_LEAF = 0.3
"""How often a function that is asked for stands again where a polynomial could."""

_NESTED = 0.5
"""How often, of two functions that the chain rule may put together, one stands inside the other."""

_NEEDED_FIRST = 0.75
"""How often a function that is still missing is the outer one of a composition."""


_SUM, _SUM_OTHERWISE = 0.12, 0.7
"""How often a larger exercise is a sum of smaller ones: seldom where they can be nested, as only compositions can."""

_MOST_INSIDE = 2
"""How often rules are used again inside a function: compositions of more layers are hard to read."""

_TOGETHER_SIGNED = tuple([signed((text,)) for text in TOGETHER])
_ATTEMPTS = 3
"""What would be simplified at once is put together so many times, then left to be rejected."""

_TWO_TERMS = Shape("u + v", ("term", "term"))


class Composer:
    """Proposes functions of x for the rules asked for. Most need all of them and no others; that is to be checked."""

    def __init__(self, asked: Sequence[str], rng: random.Random) -> None:
        self.rng = rng
        self.asked = frozenset(asked)
        self._needed = [rule for rule in asked if rule not in BASIC]
        self._functions = [rule for rule in self._needed if rule in FUNCTIONS]
        self._composing = next((rule for rule in asked if BY_ID[rule].composes), "")
        self._growing = [rule for rule in GROWING if rule in self.asked]
        self._sum = _SUM

    def propose(self, size: int, may_nest: bool = True) -> Node:
        """A function; the greater the size, the more often rules are used again, within each other if possible."""
        self._sum = _SUM if may_nest and self._composing else _SUM_OTHERWISE
        needs = list(self._needed)
        body = self._expression(needs, size, "term")
        if size > 0 and self._needed and not self._growing:
            body = self._together(body, self._polynomial("term"))
        return self._around(body, "term")

    def _choice(self, formulas: Sequence[tuple[str, ...]]) -> str:
        return self.rng.choice(self.rng.choice(formulas))

    def _expression(self, needs: list[str], size: int, place: Place) -> Node:
        """A function in some place that needs certain rules."""
        if size > 0 and self._growing and place == "term" and self.rng.random() < self._sum:
            more = [self.rng.choice(rules) for rules in (self._growing, self._functions) if rules]
            return self._together(*self._parts(_TWO_TERMS, [*needs, *more], size - 1))
        structures = [rule for rule in needs if rule in STRUCTURES]
        if not FRACTIONS.isdisjoint(structures):
            # No factor is a fraction, so a product goes into one and not around it.
            structures = [rule for rule in structures if rule != "product"]
        if structures:
            rule = self.rng.choice(structures)
            return self._structure(rule, [other for other in needs if other != rule], size, place)
        growing = [rule for rule in self._growing if rule not in NOT_AGAIN.get(place, ())]
        if size > 0 and growing:
            return self._structure(self.rng.choice(growing), needs, size - 1, place)
        return self._side_by_side(needs, place)

    def _together(self, left: Node, right: Node) -> Node:
        """Two functions side by side, with coefficients where they are no sums themselves."""
        text = self._choice(_TOGETHER_SIGNED)
        for letters, part in (("c u", left), ("u/c", left), ("d v", right), ("c v", right)):
            if _has_coefficient(part):
                text = text.replace(letters, letters.strip("cd /"))
        if isinstance(right, Sum):
            text = text.replace("-", "+")
        return self._filled(text, u=left, v=right)

    def _structure(self, rule: str, needs: list[str], size: int, place: Place) -> Node:
        """What the shape of a rule makes of parts that need the other rules."""
        for _ in range(_ATTEMPTS):
            shape, further = self._shape(rule, needs)
            parts = dict(zip("uvw", self._parts(shape, further, size), strict=False))
            expression = self._filled(shape.formula, **parts)
            if not is_spoiled(expression):
                break
        return expression if place in ("term", "piece") else self._around(expression, place)

    def _shape(self, rule: str, needs: list[str]) -> tuple[Shape, list[str]]:
        """A shape of a rule, and what its parts must still need."""
        if rule == self._composing:
            missing = [other for other in needs if other in FUNCTIONS]
            functions = missing if missing and self.rng.random() < _NEEDED_FIRST else self._functions
            if functions and self.rng.random() < _NEEDED_FIRST:
                outer = self.rng.choice(functions)
                shape = Shape(self.rng.choice(FUNCTIONS[outer]), (INSIDE.get(outer, "inside"),))
                return shape, [other for other in needs if other != outer]
        possible = [shape for shape in STRUCTURES[rule] if self.asked.issuperset(shape.brings)]
        fitting = [shape for shape in possible if shape.places or not set(needs).difference(shape.brings)]
        shape = self.rng.choice(fitting or possible)
        return shape, [other for other in needs if other not in shape.brings]

    def _parts(self, shape: Shape, needs: list[str], size: int) -> list[Node]:
        count = len(shape.places)
        dealt: list[list[str]] = [[] for _ in range(count)]
        sizes = [0] * count
        for need in self.rng.sample(needs, len(needs)) if count else ():
            fewest = min(map(len, dealt))
            self.rng.choice([each for each in dealt if len(each) == fewest]).append(need)
        for _ in range(min(size, _MOST_INSIDE) if count == 1 else size if count else 0):
            sizes[self.rng.randrange(count)] += 1
        return [
            self._expression(own, share, place) for own, share, place in zip(dealt, sizes, shape.places, strict=True)
        ]

    def _side_by_side(self, needs: list[str], place: Place) -> Node:
        """Functions of x itself, or a polynomial where none is needed."""
        if not needs:
            again = (
                place in ("term", "piece", "factor", "top")
                and self._functions
                and self.rng.random() < _FUNCTION_AS_LEAF
            )
            if not again:
                return self._polynomial(place)
            needs = [self.rng.choice(self._functions)]
        if len(needs) > 1 and self._composing and self.rng.random() < _NESTED:
            return self._structure(self._composing, needs, 0, place)
        first, *others = self.rng.sample(needs, len(needs))
        expression = self._function(first)
        for other in others:
            expression = self._together(expression, self._function(other))
        return expression if others or place in ("term", "piece") else self._around(expression, place)

    def _polynomial(self, place: Place) -> Node:
        for _ in range(_ATTEMPTS):
            text = self._choice(POLYNOMIALS[place])
            numbers = self._numbers(text)
            if not _spoil(text, numbers):
                break
        return _with(text, numbers)

    def _function(self, rule: str) -> Node:
        return self._filled(self.rng.choice(FUNCTIONS[rule]), u=_X)

    def _around(self, node: Node, place: Place) -> Node:
        """A function with a number or a power of x beside it, or as it is."""
        if isinstance(node, Sum) or (isinstance(node, Product | Quotient) and place not in ("term", "base")):
            return node
        text = self._choice(AROUND[place])
        if _has_coefficient(node):
            text = text.replace("c u", "u")
        return self._filled(text, u=node)

    def _filled(self, text: str, **parts: Node) -> Node:
        """A formula with parts and numbers put in."""
        return _with(text, self._numbers(text), **parts)

    def _numbers(self, text: str) -> tuple[int, ...]:
        """A value for each of the numbers in a formula."""
        return tuple([self.rng.choice(NUMBERS[letter]) for letter in _number_letters(text)])


def _has_coefficient(node: Node) -> bool:
    """Whether one would not put a number before it: it begins with one, or is a sum or a constant multiple."""
    first = node.factors[0] if isinstance(node, Product) else node
    return isinstance(first, Number | Sum | Quotient | Negation | Piecewise)


@functools.cache
def _number_letters(text: str) -> tuple[str, ...]:
    return tuple(sorted(names(formula(text)) & NUMBERS.keys()))


def _with(text: str, numbers: Sequence[int], **parts: Node) -> Node:
    """A formula with certain numbers, in the order of their letters, and parts."""
    values = zip(_number_letters(text), map(Number, numbers), strict=True)
    return builder(text)({**_UNKNOWN, **dict(values), **parts})


@functools.cache
def _spoil(text: str, numbers: tuple[int, ...]) -> bool:
    """Whether the numbers spoil a polynomial; there are few, and they come again and again."""
    return is_spoiled(_with(text, numbers))
