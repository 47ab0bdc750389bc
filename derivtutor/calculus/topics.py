"""The topics beyond the rules: what each is called, what it takes, and where it is worked out.

A topic is a function of its name in the module of its home; it takes the operands in their order and the options as
keywords, as text or as values, and hands out an `Explanation`. Its command, its library function and its JSON follow.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple  # the command line needs the names alone: nothing else is loaded for them


class Argument(NamedTuple):
    """Something that a topic is told: what it is called in help, and what it says there.

    It may be given `several` times, or be a whole `number` or a `real` one; there may be a `default`.
    A `flag` stands alone. An option may be `spelled` otherwise than the keyword, or be one of some `choices`.
    On the command line one may be the name of a file instead, of which help says what is in that `file`.
    """

    metavar: str
    says: str
    several: bool = False
    number: bool = False
    real: bool = False
    flag: bool = False
    default: Any = None
    spelled: str = ""
    choices: tuple[str, ...] = ()
    file: str = ""


OPTIONS = {
    "wrt": Argument("VARIABLES", "The variables, such as x,y (default: all letters)."),
    "at": Argument("POINT", "A point, such as x=1,y=2.", several=True),
    "along": Argument("DIRECTION", "A direction: 1,1 or 60deg."),
    "towards": Argument("POINT", "A point to go towards, such as x=4,y=6."),
    "where": Argument("RULES", "What the variables depend on, such as x=sin(2t),y=cos(t).", several=True),
    "around": Argument("POINT", "The centre of the expansion (default: 0)."),
    "within": Argument("R", "The distance from the centre within which the error is bounded.", real=True),
    "order": Argument("N", "The order.", number=True),
    "start": Argument("POINT", "Where to begin, such as 3,2.", spelled="from"),
    "rate": Argument("R", "The learning rate, such as 0.1 or 1/3 (default: 0.1)."),
    "steps": Argument("N", "How many steps (default: 20).", number=True),
    "method": Argument("", "What goes down beside plain descent.", choices=("plain", "momentum", "newton")),
    "exact": Argument("", "Go on in exact fractions.", flag=True),
    "shapes": Argument("SHAPES", "Shapes of letters, such as X=5x3,w=3,c=scalar.", several=True),
    "symmetric": Argument("LETTERS", "Letters that are symmetric matrices, such as A.", several=True),
    "known": Argument("RATE", "A rate that is known, such as dx/dt=2.", several=True),
    "wanted": Argument("RATE", "The rate that is wanted, such as dy/dt."),
    "of": Argument("VARIABLE", "The variable that depends on the other one (default: y)."),
}
"""What topics can be told beside their operands."""


class Topic(NamedTuple):
    """One topic: its name, what it does in one sentence, its module, its operands and options.

    The last operand may be given several times where the topic takes `several`. Without the options that are `needed`
    there is nothing to do. Options of its `own` are known to no other topic; those that others have too are told there
    in other words. What it finds `is_judged` where an answer to it is given. One that has a `figure`
    names the module of `figures` that makes it of the explanation.
    """

    name: str
    says: str
    home: str
    operands: tuple[str, ...] = ("expression",)
    options: tuple[str, ...] = ()
    several: bool = False
    needed: tuple[str, ...] = ()
    own: Mapping[str, Argument] = {}
    is_judged: bool = True
    figure: str = ""

    @property
    def arguments(self) -> dict[str, Argument]:
        """All options by their names: those that others have as well, then its own."""
        return {**{option: OPTIONS[option] for option in self.options}, **self.own}

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
        "curves.implicit",
        ("equation",),
        ("wrt", "of", "at", "order"),
    ),
    Topic(
        "tangent",
        "Find the tangent to a function at a point.",
        "tangents.tangent",
        options=("wrt", "at"),
        figure="of_tangent",
    ),
    Topic(
        "parametric",
        "Find the slope of a curve given by x(t) and y(t).",
        "curves.parametric",
        ("x", "y"),
        ("wrt", "at"),
    ),
    Topic(
        "rates",
        "Find how fast a quantity changes from how fast others do.",
        "curves.rates",
        ("equation",),
        ("at", "known", "wanted", "where"),
    ),
    Topic("inverse", "Find the slope of the inverse of a function.", "curves.inverse", options=("wrt", "at")),
    Topic(
        "partial",
        "Differentiate by one variable; hold the others constant.",
        "gradients.partial",
        options=("wrt", "at", "order"),
    ),
    Topic(
        "gradient",
        "Find the gradient of a function of several variables.",
        "gradients.gradient",
        options=("wrt", "at"),
        figure="of_gradient",
    ),
    Topic(
        "directional",
        "Find the slope of a function in a direction.",
        "gradients.directional",
        options=("along", "towards", "at", "wrt"),
    ),
    Topic(
        "tangent-plane",
        "Find the tangent plane of a function, or of a surface given by an equation.",
        "tangents.tangent_plane",
        options=("at", "wrt"),
    ),
    Topic(
        "total",
        "Differentiate a function whose variables depend on others.",
        "gradients.total",
        options=("where", "wrt", "at"),
    ),
    Topic(
        "jacobian",
        "Find the Jacobian matrix of several functions.",
        "gradients.jacobian",
        operands=("expressions",),
        options=("wrt", "at"),
        several=True,
    ),
    Topic("hessian", "Find the Hessian, and what it says about a point.", "extremes.hessian", options=("wrt", "at")),
    Topic(
        "critical", "Find the critical points of a function, and what each is.", "extremes.critical", options=("wrt",)
    ),
    Topic(
        "lagrange",
        "Find the extreme values of a function under a condition.",
        "extremes.lagrange",
        operands=("expression", "where"),
        options=("wrt",),
        several=True,
    ),
    Topic(
        "taylor",
        "Expand a function into its Taylor polynomial.",
        "series.taylor",
        options=("around", "order", "wrt", "within"),
        figure="of_taylor",
    ),
    Topic(
        "descend",
        "Walk down a function by gradient descent.",
        "descending.descent",
        options=("start", "rate", "steps", "wrt", "method", "exact"),
        needed=("start",),
        figure="of_descent",
    ),
    Topic(
        "verify",
        "Check a derivative by numbers, in every way there is.",
        "verifying.verification",
        options=("at", "wrt"),
        needed=("at",),
        figure="of_verification",
    ),
    Topic(
        "matrix",
        "Differentiate a function of vectors and matrices.",
        "matrices.matrix",
        options=("wrt", "shapes", "at", "symmetric", "order"),
        own={
            "wrt": Argument("LETTER", "The letter to differentiate with respect to (default: the only one)."),
            "at": Argument(
                "VALUES",
                "Values, such as w=(1,2).",
                several=True,
                file="Or a file with lines X = [[1, 2], [3, 4]].",
            ),
            "order": Argument("N", "2 for the Hessian of a scalar function of a vector.", number=True),
            "method": Argument("", "How to derive it.", choices=("differentials", "indices")),
            "code": Argument("", "Print a function that computes value and gradient.", choices=("numpy", "pytorch")),
        },
    ),
)
"""The topics, in the order in which they are taught."""

BY_NAME = {topic.name: topic for topic in TOPICS}
