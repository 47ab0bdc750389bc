"""Which figure an account has: the module that is named in the row of its topic makes it."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from derivtutor.calculus.topics import BY_NAME

if TYPE_CHECKING:
    from derivtutor.calculus.figures.figure import Figure


_OF_PROGRAMS = {"backprop": "of_backprop", "train": "of_training"}


def home_of(topic: str) -> str:
    """The module that makes the figure of an explanation of a topic; empty where it has none."""
    return BY_NAME[topic].figure if topic in BY_NAME else _OF_PROGRAMS.get(topic, "")


def figure_of(home: str, account: Any) -> Figure:
    """The figure of an account, by the module of this folder that makes it.

    >>> from derivtutor.calculus.methods import explain
    >>> figure_of("of_derivation", explain("x^2")).says
    'From x = −5 to x = 5, f falls until x = 0 and then rises. Zero at x = 0.'

    Raises:
        UserError: where there is none.
    """
    figure: Figure = importlib.import_module(f"derivtutor.calculus.figures.{home}").figure(account)
    return figure
