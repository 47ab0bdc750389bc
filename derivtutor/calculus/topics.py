"""The topics beyond the rules: what each is called, what it takes, and where it is worked out.

A topic is a function of its name in the module of its home; it takes the operands in their order and the options as
keywords, as text or as values, and hands out an `Explanation`. Its command, its library function and its JSON follow.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from msgspec import Struct


class Argument(Struct, frozen=True):
    """Something that a topic is told: what it is called in help, and what it says there.

    It may be given `several` times, or be a whole `number` or a `real` one; there may be a `default`.
    """

    metavar: str
    says: str
    several: bool = False
    number: bool = False
    real: bool = False
    flag: bool = False
    default: Any = None


OPTIONS = {
    "wrt": Argument("VARIABLES", "The variables, such as x,y (default: all letters)."),
    "at": Argument("POINT", "A point, such as x=1,y=2.", several=True),
    "along": Argument("DIRECTION", "A direction: 1,1 or 60deg."),
    "towards": Argument("POINT", "A point to go towards, such as x=4,y=6."),
    "where": Argument("RULES", "What the variables depend on, such as x=sin(2t),y=cos(t).", several=True),
    "around": Argument("POINT", "The centre of the expansion (default: 0)."),
    "order": Argument("N", "The order.", number=True),
    "start": Argument("POINT", "Where to begin, such as 3,2."),
    "rate": Argument("R", "The learning rate.", real=True),
    "steps": Argument("N", "How many steps.", number=True),
    "known": Argument("RATE", "A rate that is known, such as dx/dt=2.", several=True),
    "wanted": Argument("RATE", "The rate that is wanted, such as dy/dt."),
    "of": Argument("VARIABLE", "The variable that depends on the other one (default: y)."),
}
"""What topics can be told beside their operands."""


class Topic(Struct, frozen=True):
    """One topic: its name, what it does in one sentence, its module, its operands and options.

    The last operand may be given several times where the topic takes `several`.
    """

    name: str
    says: str
    home: str
    operands: tuple[str, ...] = ("expression",)
    options: tuple[str, ...] = ()
    several: bool = False

    @property
    def function(self) -> Callable[..., Any]:
        """The library function; its module is loaded when it is asked for."""
        module = importlib.import_module(f"derivtutor.calculus.{self.home}")
        found: Callable[..., Any] = getattr(module, self.name.replace("-", "_"))
        return found


TOPICS: tuple[Topic, ...] = (
    Topic(
        "implicit",
        "Find the slope of a curve given by an equation.",
        "implicit",
        ("equation",),
        ("wrt", "of", "at", "order"),
    ),
    Topic("tangent", "Find the tangent to a function at a point.", "tangent", options=("wrt", "at")),
    Topic("parametric", "Find the slope of a curve given by x(t) and y(t).", "parametric", ("x", "y"), ("wrt", "at")),
    Topic(
        "rates",
        "Find how fast a quantity changes from how fast others do.",
        "rates",
        ("equation",),
        ("at", "known", "wanted"),
    ),
    Topic("inverse", "Find the slope of the inverse of a function.", "inverse", options=("wrt", "at")),
    Topic("gradient", "Find the gradient of a function of several variables.", "gradient", options=("wrt", "at")),
)
"""The topics, in the order in which they are taught."""

BY_NAME = {topic.name: topic for topic in TOPICS}
