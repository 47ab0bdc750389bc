"""What depends on what: what the variables of a function stand for, and the paths down to a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct

from derivtutor.calculus import naming, sentences
from derivtutor.calculus.reading import equality_signs, read_function, read_pieces
from derivtutor.derivation.account import Symbol
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.explain import explain
from derivtutor.notation import linear
from derivtutor.notation.expression import Expression, variable_name
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Derivative, Name, Node, Unknown, names, substitute

_OF = re.compile(r"(?<![A-Za-z\\])(?P<name>[A-Za-z])\s*\(\s*(?P<letters>[A-Za-z](?:\s*,\s*[A-Za-z])*)\s*\)")
"""`x(t)`, `x(s, t)`."""

_FUNCTIONS = frozenset("fgh")
"""What the reader takes for functions itself."""


def read_dependent(given: Any, where: Any, log: Base = "e") -> tuple[Expression, dict[str, Node]]:
    """A function, and what its variables stand for: `x^2 y` where `x=sin(2t),y=cos(t)`, or `f(x(t), y(t))`.

    Raises:
        UserError: where something cannot be read, or nothing depends on anything.
    """
    rules = dict(_rules(where, log))
    if isinstance(given, str):
        given = _OF.sub(lambda match: _taken(match, rules), given)
    if not rules:
        raise sentences.NO_RULES()
    return read_function(given, log), rules


def _taken(match: re.Match[str], rules: dict[str, Node]) -> str:
    """The letter alone, where `x(t)` says that it depends on t."""
    name, letters = match["name"], _letters(match["letters"])
    if name in _FUNCTIONS or name in letters or name == "e" or not _is_alone(name, rules):
        return match[0]
    rules[name] = naming.function(name, letters)
    return name


def _is_alone(name: str, rules: Mapping[str, Node]) -> bool:
    return name not in rules or is_open(name, rules[name])


def _letters(listed: str) -> tuple[str, ...]:
    return tuple([letter.strip() for letter in listed.split(",")])


def is_open(letter: str, formula: Node) -> bool:
    """Whether nothing more is known than that the letter depends on others: `x = x(t)`."""
    return isinstance(formula, Unknown) and formula.name == letter


def _rules(where: Any, log: Base) -> Iterator[tuple[str, Node]]:
    pairs = list(where.items()) if isinstance(where, Mapping) else [_pair(piece) for piece in read_pieces(where)]
    found = set()
    for left, right in pairs:
        letter = variable_name(str(left).split("(")[0].strip())
        if letter in found:
            raise sentences.TWO_RULES(variable=letter)
        found.add(letter)
        yield letter, _formula(letter, right, log)


def _formula(letter: str, given: Any, log: Base) -> Node:
    match = _OF.fullmatch(given.strip()) if isinstance(given, str) else None
    if match and match["name"] == letter:
        return naming.function(letter, _letters(match["letters"]))
    return read_function(given, log).tree


def _pair(piece: str) -> tuple[str, str]:
    signs = equality_signs(piece)
    if len(signs) != 1 or not piece[: signs[0].start()].strip() or not piece[signs[0].end() :].strip():
        raise sentences.NOT_A_RULE(text=piece)
    return piece[: signs[0].start()], piece[signs[0].end() :]


def check_order(function: Expression, rules: Mapping[str, Node]) -> None:
    """Check that no variable depends on itself, and that each is needed.

    Raises:
        UserError: where that is not so.
    """
    pending, seen = [(function.tree, frozenset[str]())], set()
    while pending:
        formula, above = pending.pop()
        for letter in sorted(names(formula) & rules.keys()):
            if letter in above:
                raise sentences.GOES_IN_A_CIRCLE(variable=letter)
            seen.add(letter)
            pending.append((rules[letter], above | {letter}))
    unused = [letter for letter in rules if letter not in seen]
    if unused:
        raise sentences.UNUSED_RULE(variable=unused[0], function=linear.unicode(function.tree))


class Edge(Struct, frozen=True):
    """What depends on a letter, and its derivative with respect to that; known only by its `symbol` without steps."""

    above: str
    letter: str
    symbol: Symbol
    rate: Node
    derivation: Derivation | None
    held: tuple[str, ...] = ()


class Dependencies:
    """A function called `name`, the variables' `rules`, and the letter `below` at which all paths end.

    Raises:
        UserError: where nothing depends on that letter.
    """

    def __init__(self, name: str, function: Expression, rules: Mapping[str, Node], below: str) -> None:
        self.name, self.function, self.rules, self.below = name, function, rules, below
        if not self.paths:
            raise sentences.NOTHING_DEPENDS(variable=below, letters=", ".join(self.free))

    @cached_property
    def free(self) -> tuple[str, ...]:
        """The letters that depend on nothing."""
        return free_letters(self.function.tree, self.rules)

    @cached_property
    def paths(self) -> tuple[tuple[Edge, ...], ...]:
        """The ways from the function down to the letter, those over other letters first."""
        return tuple(self._paths(self.name, self.function.tree))

    @property
    def edges(self) -> tuple[Edge, ...]:
        """The derivatives that stand in the paths, each once."""
        return tuple({(edge.above, edge.letter): edge for path in self.paths for edge in path}.values())

    @property
    def goes_directly(self) -> bool:
        """Whether the letter stands in the function itself, beside variables that depend on it."""
        return any(len(path) == 1 for path in self.paths)

    @cached_property
    def formulas(self) -> dict[str, Node]:
        """What each variable stands for in free letters; one that is only known to depend on them stays a letter."""
        known = {letter: formula for letter, formula in self.rules.items() if not is_open(letter, formula)}
        for _ in known:
            known = {letter: substitute(formula, known) for letter, formula in known.items()}
        return known

    def _paths(self, above: str, formula: Node) -> Iterator[tuple[Edge, ...]]:
        for letter in sorted(names(formula), key=lambda each: (each == self.below, each)):
            if letter == self.below:
                yield (self._edge(above, formula, letter),)
            elif letter in self.rules:
                for path in self._paths(letter, self.rules[letter]):
                    yield (self._edge(above, formula, letter), *path)

    def _edge(self, above: str, formula: Node, letter: str) -> Edge:
        key = (above, letter)
        if key not in self._known:
            self._known[key] = self._new_edge(above, formula, letter)
        return self._known[key]

    @cached_property
    def _known(self) -> dict[tuple[str, str], Edge]:
        return {}

    def _new_edge(self, above: str, formula: Node, letter: str) -> Edge:
        letters = sorted(names(formula))
        is_partial = len(letters) > 1
        symbol = naming.partial(above, letter) if is_partial else naming.derivative(above, letter)
        if is_open(above, formula) or (formula is self.function.tree and _is_of_letters(formula)):
            return Edge(above, letter, symbol, Derivative(Name(above), letter, is_partial=is_partial), None)
        function = self.function if above == self.name else Expression(formula)
        held = tuple([each for each in letters if each != letter])
        derivation = explain(function, wrt=letter)
        return Edge(above, letter, symbol, derivation.answer, derivation, held)


def free_letters(function: Node, rules: Mapping[str, Node]) -> tuple[str, ...]:
    """The letters of a function and of what its variables stand for that depend on nothing."""
    letters = names(function).union(*[names(formula) for formula in rules.values()])
    return tuple(sorted(letters - rules.keys()))


def chosen(wrt: str | Sequence[str] | None, function: Node, rules: Mapping[str, Node]) -> str:
    """The letter to differentiate by: the one that the variables depend on, t if there are several.

    Raises:
        UserError: where that does not say which, or another one is asked for.
    """
    free = free_letters(function, rules)
    if wrt is not None:
        letter = variable_name(wrt if isinstance(wrt, str) else ", ".join(wrt))
        if letter in rules:
            raise sentences.NOT_FREE(variable=letter, letters=", ".join(free))
        return letter
    below = sorted(frozenset[str]().union(*[names(formula) for formula in rules.values()]) - rules.keys())
    if not below:
        raise sentences.NO_LETTERS()
    if len(below) > 1 and "t" not in below:
        raise sentences.WHICH_LETTER(letters=", ".join(below), first=below[0])
    return below[0] if len(below) == 1 else "t"


def _is_of_letters(formula: Node) -> bool:
    return isinstance(formula, Unknown) and all(isinstance(each, Name) for each in formula.arguments)
