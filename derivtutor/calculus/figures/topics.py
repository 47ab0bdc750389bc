"""Which figure an account has: the module that is named in the row of its topic makes it."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from derivtutor.calculus.figures.figure import Figure


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
