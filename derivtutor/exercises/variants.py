"""Exercises with parameters: every student gets numbers of their own, always the same from one seed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

import msgspec

from derivtutor.exercises import sentences
from derivtutor.exercises.model import Exercise, Range
from derivtutor.grading.answer import EQUALS
from derivtutor.notation.components import components
from derivtutor.notation.expression import problem
from derivtutor.notation.linear import text as written
from derivtutor.notation.reader import Base, read
from derivtutor.notation.tree import (
    KEEPING,
    Algebra,
    Negation,
    Node,
    Number,
    Power,
    Product,
    fold,
    names,
    substitute,
)

POINTS, RULES = ("along", "towards", "around", "start", "rate"), ("where", "known")
"""Fields that hold a point or numbers, and fields that hold several such."""

MOST_VALUES = 10_000
_RANGE = re.compile(r"\s*([-+−]?\d{1,9})\s*(?:\.\.|…|–)\s*([-+−]?\d{1,9})\s*")
_SIMPLE = re.compile(r"[-+−]?\d+(\.\d+)?(/\d+)?")


def values(given: Range) -> tuple[str, ...]:
    """What a parameter may be.

    >>> values("2..5")
    ('2', '3', '4', '5')

    Raises:
        UserError: where that is no range and no list of numbers.
    """
    if isinstance(given, str):
        ends = _RANGE.fullmatch(given)
        if ends is None:
            raise sentences.NOT_A_RANGE(given=given)
        low, high = (int(end.replace("−", "-")) for end in ends.groups())
        if low > high or high - low >= MOST_VALUES:
            raise sentences.EMPTY_OR_TOO_LONG(given=given)
        return tuple(map(str, range(low, high + 1)))
    listed = tuple(str(value).strip() for value in given)
    wrong = next((value for value in listed if not _SIMPLE.fullmatch(value)), None)
    if wrong is not None or not listed:
        raise (sentences.NOT_A_NUMBER if wrong else sentences.EMPTY_LIST)(given=wrong)
    return listed


def chosen(exercise: Exercise, student: str, seed: int) -> dict[str, str]:
    """The student's own numbers. They depend on nothing but the seed, the student, the exercise and the parameter."""
    numbers = {}
    for name, given in exercise.parameters.items():
        possible = values(given)
        digest = hashlib.sha256("\x1f".join((str(seed), student, exercise.id, name)).encode("utf-8", "replace"))
        numbers[name] = possible[int.from_bytes(digest.digest()[:8], "big") % len(possible)]
    return numbers


def variant(exercise: Exercise, numbers: Mapping[str, str]) -> Exercise:
    """An exercise with numbers in place of its parameters, and without parameters.

    Raises:
        UserError: where an expression in it cannot be read.
    """
    if not exercise.parameters:
        return exercise
    at = exercise.at

    def with_numbers(text: str) -> str:
        return in_text(text, numbers)

    def answered(text: str) -> str:
        is_formula = exercise.facts.sort in ("formula", "number")
        return filled(with_numbers(text), numbers, exercise.log) if is_formula else with_numbers(text)

    return msgspec.structs.replace(
        exercise,
        title=with_numbers(exercise.title),
        text=with_numbers(exercise.text),
        program=with_numbers(exercise.program),
        differentiate=_problem(exercise.differentiate, numbers, exercise.log),
        answer=answered(exercise.answer),
        at=_point(at, numbers) if isinstance(at, str) else {name: filled(value, numbers) for name, value in at.items()},
        **{name: _point(getattr(exercise, name), numbers) for name in POINTS},
        **{name: tuple([_point(each, numbers) for each in getattr(exercise, name)]) for name in RULES},
        choices=tuple(map(with_numbers, exercise.choices)),
        hints=tuple(map(with_numbers, exercise.hints)),
        feedback={with_numbers(key): with_numbers(says) for key, says in exercise.feedback.items()},
        alternatives=tuple(
            msgspec.structs.replace(other, answer=answered(other.answer), says=with_numbers(other.says))
            for other in exercise.alternatives
        ),
        parameters={},
    )


def filled(text: str, numbers: Mapping[str, str], log: Base = "e") -> str:
    """An expression with numbers in place of letters, written as one would: `x + b` with b = -3 is `x - 3`.

    >>> filled("a x^n + b", {"a": "2", "n": "1", "b": "-3"})
    '2x - 3'

    Raises:
        UserError: where the expression cannot be read.
    """
    if not text.strip():
        return text
    pieces = components(text) if text.lstrip().startswith(("(", "[", "<")) else []
    if len(pieces) > 1:
        return ", ".join(filled(piece, numbers, log) for piece in pieces)
    tree = problem(text, log).tree
    if names(tree).isdisjoint(numbers):
        return text
    trees = {name: read(value).tree for name, value in numbers.items()}
    return written(fold(substitute(tree, trees), _AS_WRITTEN))


def _problem(text: str, numbers: Mapping[str, str], log: Base) -> str:
    """What is asked about, which may be an equation."""
    sides = EQUALS.split(text)
    return (
        " = ".join([filled(side.strip(), numbers, log) for side in sides])
        if len(sides) > 1
        else filled(text, numbers, log)
    )


def _product(node: Product, children: list[Node]) -> Node:
    negative = sum(isinstance(child, Negation) for child in children) % 2
    factors = [child.operand if isinstance(child, Negation) else child for child in children]
    kept = [factor for factor in factors if factor != _ONE] or [_ONE]
    product = kept[0] if len(kept) == 1 else Product(tuple(kept))
    return Negation(product) if negative else product


def _power(node: Power, children: list[Node]) -> Node:
    return children[0] if children[1] == _ONE else Power(children[0], children[1])


def _negation(node: Negation, children: list[Node]) -> Node:
    return children[0].operand if isinstance(children[0], Negation) else Negation(children[0])


_ONE = Number(1)
_AS_WRITTEN: Algebra[Node] = {**KEEPING, Product: _product, Power: _power, Negation: _negation}


def in_text(text: str, numbers: Mapping[str, str]) -> str:
    """A text with `{a}` replaced by the number; between dollar signs the brackets stay, as LaTeX needs them.

    >>> in_text("At {a}: $x^{a}$", {"a": "12"})
    'At 12: $x^{12}$'
    """
    pieces = _MATH.split(text)
    for name, value in numbers.items():
        for place, piece in enumerate(pieces):
            pieces[place] = piece.replace(f"{{{name}}}", f"{{{value}}}" if place % 2 else value)
    return "".join(pieces)


_MATH = re.compile(r"(\$\$.+?\$\$|\$.+?\$)", re.DOTALL)


def _point(text: str, numbers: Mapping[str, str]) -> str:
    """A point such as `x=a, y=2b` with numbers on the right of each equality sign."""
    if not any(name in text for name in numbers):
        return text
    pieces = []
    for piece in re.split(r"[,;]", text):
        name, equals, value = piece.rpartition("=")
        space = " " if equals and value.startswith(" ") else ""
        pieces.append(f"{name}{equals}{space}{filled(value, numbers).strip()}")
    return ",".join(pieces)
