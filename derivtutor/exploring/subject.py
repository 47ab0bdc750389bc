"""What an explorer is made of, as values: a state, keys that change it, and panels that are views of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from msgspec import Struct

from derivtutor.calculus.explanation import Item, Words
from derivtutor.calculus.figures.figure import Figure, Point
from derivtutor.errors import UserError

State: TypeAlias = Any
"""A frozen value of the subject's own: where the point is, which h, how many steps. All panels show the same one."""


class View(Struct, frozen=True):
    """What a panel shows of one state: a figure or items of an explanation, and one sentence on what to notice now."""

    notice: Words
    items: tuple[Item, ...] = ()
    figure: Figure | None = None


class Key(Struct, frozen=True):
    """A key, as Textual calls it (`right`, `plus`), what it does in a few words, and how it changes the state."""

    name: str
    says: str
    change: Callable[[State], State]


class Panel(Struct, frozen=True):
    """One view of a state, under a title; None where there is nothing to see, as of the layers of x.

    `put` is where a click at a point of its figure leads.
    """

    id: str
    title: str
    view: Callable[[State], View | None]
    put: Callable[[State, Point], State] | None = None

    def seen(self, state: State) -> View | None:
        """What is shown of a state: where the view cannot be worked out, why."""
        try:
            return self.view(state)
        except UserError as error:
            return View((error.message,))


class Subject(Struct, frozen=True):
    """What is explored: `start` makes the first state of what was typed (operands, then options by name, as far as they
    were given: `at`, `wrt`, `log`, `rate`; it raises a `UserError` where these are wrong), or None where the subject is
    another one. Keys are the same for all of its panels, `status` says in a line where one is."""

    id: str
    start: Callable[..., State | None]
    keys: tuple[Key, ...]
    panels: tuple[Panel, ...]
    status: Callable[[State], Words] | None = None
