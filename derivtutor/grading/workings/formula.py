"""Rules that students write down in general letters: `(f g)' = f' g + f g'`, `(u^n)' = n u^(n-1) u'`."""

from __future__ import annotations

from derivtutor.errors import UserError
from derivtutor.grading.comparison import Known
from derivtutor.grading.workings.meaning import Meaning
from derivtutor.grading.workings.reading.statement import Statement
from derivtutor.grading.workings.statements import FORMULA_LETTERS
from derivtutor.notation.expression import parse
from derivtutor.notation.tree import CONSTANTS, Derivative, Name, Node, Unknown, names, parts

_EXAMPLES = (
    "x^3/5 + x + 7",
    "e^(x/3) + x^2 + 2",
    "x^2/3 - x/7 + 11",
    "ln(x^2 + 3) + 2x + 9",
    "e^(x/2) + 5x + 3",
)
"""Functions that have nothing to do with one another; a rule that is true for them is true for all."""

_EXPONENTS = frozenset("nmkac")


def formula_holds(statement: Statement, meaning: Meaning, introduced: frozenset[str]) -> bool | None:
    """Whether an equation in general letters is true for all functions; None if it is no such equation.

    Letters are general until they are `introduced`.
    """
    trees = [part.tree for part in statement.parts]
    if not any(_has_derivative(tree) for tree in trees[:1]):
        return None
    general = _general_letters(trees, meaning, introduced)
    if not general:
        return None
    rest = {name for tree in trees for name in _all_letters(tree)} - general - CONSTANTS - {meaning.variable}
    if rest - _EXPONENTS:
        return None
    try:
        first, *others = _as_examples(trees, sorted(general), meaning.variable)
        known = Known(first, names(first) | {meaning.variable})
        return known.is_comparable and all(known.compare(other).relation == "equal" for other in others)
    except UserError:
        return None


def letters_of(statement: Statement) -> frozenset[str]:
    """The letters of an equation that usually stand for functions."""
    return frozenset(name for part in statement.parts for name in _all_letters(part.tree)) & FORMULA_LETTERS


def _has_derivative(tree: Node) -> bool:
    return any(
        isinstance(node, Derivative)
        or (isinstance(node, Name) and node.name.endswith("'"))
        or (isinstance(node, Unknown) and any(node.orders))
        for node in parts(tree)
    )


def _general_letters(trees: list[Node], meaning: Meaning, introduced: frozenset[str]) -> frozenset[str]:
    """The letters that stand for any function."""
    letters = {name for tree in trees for name in _all_letters(tree)} & FORMULA_LETTERS
    letters -= meaning.letters | {meaning.variable}
    return frozenset() if letters & introduced or letters <= meaning.labels else frozenset(letters)


def _all_letters(tree: Node) -> frozenset[str]:
    called = {node.name for node in parts(tree) if isinstance(node, Unknown)}
    return frozenset(called | {name.rstrip("'") for name in names(tree)})


def _as_examples(trees: list[Node], letters: list[str], variable: str) -> list[Node]:
    general = Meaning(Name(variable), variable, frozenset())
    for letter, text in zip(letters, _EXAMPLES, strict=False):
        body = parse(text.replace("x", variable)).tree
        general.define(Unknown(letter, (Name(variable),), (0,)), body)
    return [general.value(general.explicit(tree)) for tree in trees]
