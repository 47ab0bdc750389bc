"""Functions side by side, each with its slope, over the same part of the line."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from derivtutor.calculus import sentences
from derivtutor.calculus.figures.asked import put_in
from derivtutor.calculus.figures.axes import written
from derivtutor.calculus.figures.cells import Interval, cells, over, parted
from derivtutor.calculus.figures.figure import Figure
from derivtutor.calculus.figures.of_function import number_of, of_function
from derivtutor.calculus.figures.survey import Questioned
from derivtutor.calculus.figures.window import Window, window
from derivtutor.calculus.reading import read_function
from derivtutor.derivation.differentiator import derivative
from derivtutor.derivation.region import listed
from derivtutor.language import decimals, translated
from derivtutor.notation import linear
from derivtutor.notation.block import columns
from derivtutor.notation.components import interval
from derivtutor.notation.expression import parse
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Name, Negation, Node, Sum, names

_LONGEST = 20
"""Columns of a function that is its own name."""
_FLAT = "0.01"
_LEAST = 0.02
"""An end of a function is called flat where that is such a part of the window at least."""


def plot(expressions: Sequence[Any], wrt: str | None = None, across: str | None = None, log: Base = "e") -> Figure:
    """Functions of one variable side by side, each with its slope and a sentence of its own.

    Args:
        expressions: the functions, as text or values.
        wrt: the variable, where there are several letters.
        across: from where to where they are shown, such as `"-6,6"` or `"0,2pi"`; chosen when left out.
        log: the base of `log`.

    >>> plot(["tanh(x)"]).says
    'From x = −5 to x = 5, tanh x rises throughout. Zero at x = 0. Its slope is less than 0.01 for x < −3 and x > 3.'

    Raises:
        UserError: where one cannot be read, or has letters that are no variable.
    """
    trees = [read_function(each, log).tree for each in expressions]
    variable = _variable(trees, wrt)
    functions = [put_in(tree, (variable,), {}) for tree in trees]
    asked = [Questioned(function, derivative(function, variable), variable) for function in functions]
    chosen = _given(across) if across else _together(list(map(window, asked)))
    panels = [_panel(each, chosen, number, len(asked)) for number, each in enumerate(asked, 1)]
    return replace(panels[0], beside=tuple(panels[1:]))


def _variable(trees: Sequence[Node], wrt: str | None) -> str:
    letters = sorted(frozenset().union(*map(names, trees)))
    if wrt is None and len(letters) > 1:
        raise sentences.ONE_LETTER_TO_PLOT(letters=", ".join([linear.unicode(Name(letter)) for letter in letters]))
    return wrt or next(iter(letters), "x")


def _given(across: str) -> Window:
    """`-6,6`, `0,2pi` or `]0; 1[`."""
    ends = interval(across)
    if len(ends) != 2:
        raise sentences.NO_PART_OF_THE_LINE(given=across)
    trees = [parse(end).tree for end in ends]
    if any(map(names, trees)):
        raise sentences.NO_PART_OF_THE_LINE(given=across)
    low, high = map(number_of, trees)
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        raise sentences.NO_PART_OF_THE_LINE(given=across)
    return Window(low, high, "π" in linear.unicode(trees[0]) + linear.unicode(trees[1]))


def _together(windows: Sequence[Window]) -> Window:
    """What shows all that each of some windows shows."""
    low, high = min(each.low for each in windows), max(each.high for each in windows)
    return Window(low, high, all(each.of_pi for each in windows))


def _panel(asked: Questioned, chosen: Window, number: int, of: int) -> Figure:
    shown = linear.unicode(asked.function)
    is_short = columns(shown) <= _LONGEST
    name = shown if is_short else f"f{number}".translate(_LOWERED) if of > 1 else "f"
    figure = of_function(asked, name, chosen=chosen, slope_name=translated("slope"))
    told = [*([] if is_short else [f"{name} = {shown}."]), figure.says, *_flat(asked, chosen)]
    return replace(figure, says=" ".join(told))


_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def _flat(asked: Questioned, chosen: Window) -> Iterator[str]:
    """Where a function hardly changes any more towards the ends of the window, for certain."""
    edges = (_edge(asked, chosen, is_left=True), _edge(asked, chosen, is_left=False))
    letter = linear.unicode(Name(asked.variable))
    told = [f"{letter} {sign} {written(edge)}" for edge, sign in zip(edges, "<>", strict=True) if edge is not None]
    if told:
        says = translated("Its slope is less than {bound} for {places}.")
        yield says.format(bound=decimals(_FLAT), places=listed(told, "and"))


def _edge(asked: Questioned, chosen: Window, is_left: bool) -> float | None:
    """Beyond which number the slope is small up to one end of the window, without being zero."""
    bound = parse(_FLAT).tree
    crossed = [Sum((asked.derivative, bound)), Sum((asked.derivative, Negation(bound)))]
    found = cells([*asked.turning, *crossed], asked.variable, parted(chosen.low, chosen.high))
    inner = (found[0].low if is_left else found[-1].high) if found else None
    if inner is None or not chosen.low < inner < chosen.high:
        return None
    edge = _outward(inner, is_left)
    beyond: Interval = (chosen.low, edge) if is_left else (edge, chosen.high)
    if beyond[1] - beyond[0] < (chosen.high - chosen.low) * _LEAST:
        return None
    ends = over(asked.derivative, asked.variable, [(end, end) for end in beyond])
    is_small = all(abs(end) < float(_FLAT) for end in ends)
    is_constant = bool(over(asked.derivative, asked.variable, [beyond])[0].is_zero())
    return edge if is_small and not is_constant else None


def _outward(number: float, is_left: bool) -> float:
    """A simple number beyond which there is no other than beyond this one."""
    tenths = number * 10
    return (math.floor(tenths) if is_left else math.ceil(tenths)) / 10
