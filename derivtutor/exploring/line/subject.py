"""The subject: functions of one variable, at one point."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from derivtutor.calculus.explanation import Words
from derivtutor.calculus.figures.window import Window, containing, window
from derivtutor.calculus.naming import called, prime
from derivtutor.calculus.reading import read_function
from derivtutor.derivation.amount import Amount
from derivtutor.derivation.explain import explain
from derivtutor.derivation.point import exact_point
from derivtutor.derivation.tidy import tidied
from derivtutor.exploring import sentences
from derivtutor.exploring.line.explored import Explored, as_number, there
from derivtutor.exploring.line.layers import of_layers
from derivtutor.exploring.line.moving import KEYS, decimal, put
from derivtutor.exploring.line.panels import of_the_point, of_the_slope, side_by_side
from derivtutor.exploring.line.secants import of_secants
from derivtutor.exploring.line.state import LineState, grid
from derivtutor.exploring.line.taylor import of_taylor
from derivtutor.exploring.line.words import at, cell, joined
from derivtutor.exploring.line.words import called as called_so
from derivtutor.exploring.subject import Panel, Subject
from derivtutor.notation.decimals import rounded
from derivtutor.notation.expression import Expression, variable_name
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Negation, Node, Number, names

MOST = 4
"""More curves are not told apart."""
_USUAL, _OF_A_LANDSCAPE = "x", 2
"""The variable where it is not told by the letters; with two of them a function is explored as one of both."""
_TRIED = (1, 2, 0, -1, -2, 3)
"""So many large steps from the middle of the window the point may be at first: the first place with a slope."""


def start(*operands: Any, at: Any = None, wrt: str | None = None, log: Base = "e", **others: Any) -> LineState | None:
    """The first state; None for a program, or a function of several variables.

    Args:
        operands: functions, as text in any notation, or several in one text with semicolons between.
        at: the point, such as `"x=2"`, with values for other letters.
        wrt: the variable; the only letter that the point gives no value, else x.

    Raises:
        UserError: where something cannot be read, or a letter has no value.
    """
    operands = tuple([piece for each in operands for piece in _pieces(each)])
    if others or not operands:
        return None
    if len(operands) > MOST:
        raise sentences.TOO_MANY_FUNCTIONS(many=len(operands), most=MOST)
    functions = [read_function(each, log) for each in operands]
    letters = frozenset().union(*[names(each.tree) for each in functions])
    variable = _variable(letters, at, wrt)
    if variable is None:
        return None
    given = {} if at is None else exact_point(at, variable, letters)
    place = given.pop(variable, None)
    explored = _explored(functions, variable, given, letters)
    whole = _hull([_window(each, place, len(explored) == 1) for each in explored])
    if place is None:
        place = _first_place(explored[0], whole)
    place = tidied(place)
    return LineState(explored, place, place, place, whole, whole)


def _pieces(given: Any) -> list[Any]:
    """What stands between semicolons; nothing of a program, whose lines are equations."""
    if not isinstance(given, str) or not ({";", "\n"} & set(given)):
        return [given]
    return [] if "=" in given else [piece for piece in re.split("[;\n]", given) if piece.strip()]


def _variable(letters: frozenset[str], at: Any, wrt: str | None) -> str | None:
    """The variable: what was asked for, the only letter, or the only one that the point leaves open; else x."""
    if wrt is not None:
        return variable_name(str(wrt))
    if len(letters) <= 1:
        return next(iter(letters), "x")
    valued = exact_point(at, "", letters).keys() if at is not None and "=" in str(at) else set()
    left = letters - valued
    if not left and len(letters) > _OF_A_LANDSCAPE and _USUAL in letters:
        return _USUAL
    return next(iter(left)) if len(left) == 1 else None


def _explored(
    functions: Sequence[Expression], variable: str, given: Mapping[str, Node], letters: frozenset[str]
) -> tuple[Explored, ...]:
    """Each function under a letter of its own."""
    taken = {*letters, "h"}  # that is how far the second point is
    found = []
    for function in functions:
        name = called(taken)
        taken.add(name)
        own = {letter: value for letter, value in given.items() if letter in names(function.tree)}
        found.append(Explored(name, explain(function, wrt=variable), own))
    return tuple(found)


def _window(explored: Explored, place: Node | None, is_alone: bool) -> Window:
    """What is interesting of a function, near the point if it is alone, and some room beside that."""
    if place is None:
        return window(explored.asked)
    x = as_number(place)
    return containing(window(explored.asked, (x,) if is_alone else ()), x - 1, x + 1)


def _hull(windows: Sequence[Window]) -> Window:
    low, high = min(each.low for each in windows), max(each.high for each in windows)
    return Window(low, high, all(each.of_pi for each in windows))


def _first_place(explored: Explored, whole: Window) -> Node:
    """A round place to the right of the middle, at which there is a slope if there is one anywhere."""
    large = grid(whole).coarse()
    middle = round((whole.low + whole.high) / 2 / large.length)
    tried = [large.place(middle + step) for step in _TRIED]
    inside = [place for place in tried if whole.low < as_number(place) < whole.high]
    return next((place for place in inside if there(explored, place).steepness.is_defined), inside[0])


def status(state: LineState) -> Words:
    """Where the point is, and what the function is worth there."""
    explored, here = state.explored, state.at
    where = at(explored.variable, state.place)
    is_number = isinstance(state.place, Number | Negation)
    words: list[Words] = [
        (called_so(explored), " = ", explored.function),
        where if is_number else joined(where, " ≈ ", (rounded(state.x),)),
        joined(explored.name, _is(here.height)),
        joined((prime(explored.name),), _is(here.steepness)),
    ]
    if state.gap is not None:
        words.append(("h = ", decimal(state.gap)))
    return joined(*[joined("   " if place else "", each) for place, each in enumerate(words)])


def _is(amount: Amount) -> Words:
    """`= 2`, `≈ 1.23457`, `: none`."""
    told = cell(amount)
    return joined(" = " if amount.is_defined and told[0] != "≈ " else " " if amount.is_defined else ": ", told)


SUBJECT = Subject(
    "line",
    start,
    KEYS,
    (
        Panel("beside", "Side by side", side_by_side, put),
        Panel("tangent", "Tangent line", of_the_point, put),
        Panel("secant", "Secant line", of_secants, put),
        Panel("layers", "Layers", of_layers),
        Panel("slope", "Slope", of_the_slope, put),
        Panel("taylor", "Taylor", of_taylor, put),
    ),
    status,
)
