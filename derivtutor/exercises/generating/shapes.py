"""What exercises look like: the shapes that need each rule, what may stand in their places, and friendly numbers.

Formulas are in derivtutor's own notation. In them `u` and `v` are places for functions, `x` is the variable, and the
other letters but `y` are numbers (`NUMBERS`); ± stands for plus or minus.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from derivtutor.derivation.rules import RULES

Place: TypeAlias = Literal["term", "piece", "factor", "top", "bottom", "base", "inside", "exponent"]
"""What stands around a function: nothing or a sum, a choice of pieces, a product, a fraction, a power, a function."""

BASIC: tuple[str, ...] = tuple([rule.id for rule in RULES if rule.is_basic])
"""Rules that an exercise may need without being asked for."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A formula that needs a rule, where its letters `u` and `v` stand, and the other rules that it always needs."""

    formula: str
    places: tuple[Place, ...]
    brings: tuple[str, ...] = ()


_SMOOTH = (
    (0, "c x^2", "d x^2"), (0, "c x", "x^k + c x"), (0, "x^k + c x + n", "c x + n"), (0, "n", "x^k + n"),
    (0, "n - x^k", "n + c x^2"), (0, "x^2 - c x", "x^h - c x"), (0, "n - c x", "x^2 - c x + n"), (0, "c x^3", "-x^2"),
    (1, "x^2", "2x - 1"), (1, "x^3", "3x - 2"), (1, "2x - 1", "x^2"), (1, "x + 1", "2sqrt(x)"), (1, "2 - x", "1/x"),
    (2, "x^2", "4x - 4"), (2, "4x - 1", "x^2 + 3"), (3, "6x - 9", "x^2"),
)  # fmt: skip
_BENT = (
    (0, "c x", "d x"), (0, "n - x", "n + c x"), (0, "x^k", "c x"), (0, "x^2 + n", "n - c x"), (0, "x^2 + c x", "x"),
    (1, "x", "x^k"), (1, "c x^h", "c x"), (1, "x^2", "2 - x"), (1, "1 - x", "x^2 - 1"), (1, "c x", "c sqrt(x)"),
    (2, "x^2", "2x"), (2, "x^2", "6 - x"), (2, "4 - x^2", "x - 2"), (3, "x^2", "3x"), (3, "x^2 - 1", "5 + x"),
)  # fmt: skip
"""Pieces that meet: the joint, what comes before it and after. Some have a slope there, the others a corner."""

STRUCTURES: Mapping[str, tuple[Shape, ...]] = {
    "product": (*[Shape("u v", ("factor", "factor"))] * 6, Shape("u v w", ("factor", "factor", "factor"))),
    "quotient": (Shape("u/v", ("top", "bottom")),),
    "reciprocal": (Shape("1/u", ("bottom",)), Shape("c/u", ("bottom",))),
    "chain": (
        Shape("u^k", ("base",)),
        Shape("u^k", ("base",)),
        Shape("u^k", ("base",)),
        Shape("sqrt(u)", ("base",)),
        Shape("sqrt(u)", ("base",)),
        Shape("cbrt(u)", ("base",)),
        Shape("1/u^k", ("base",)),
        Shape("1/sqrt(u)", ("base",)),
    ),
    "logarithmic-differentiation": (
        Shape("x^u", ("factor",), ("product", "logarithm")),
        Shape("u^v", ("base", "factor"), ("product", "logarithm", "chain")),
    ),
    "piecewise": (
        Shape("piecewise((u, x < m), (v, x >= m))", ("piece", "piece")),
        Shape("piecewise((u, x < 0), (v, x >= 0))", ("piece", "piece")),
        *[Shape(f"piecewise(({u}, x < {joint}), ({v}, x >= {joint}))", ()) for joint, u, v in (*_SMOOTH, *_BENT)],
    ),
    "maximum": (Shape("max(u, v)", ("piece", "piece")), Shape("max(u, n)", ("piece",))),
    "minimum": (Shape("min(u, v)", ("piece", "piece")), Shape("min(u, n)", ("piece",))),
    "rewrite": (
        Shape("log_x(a)", (), ("reciprocal", "logarithm")),
        Shape("root(x, a)", (), ("chain", "exponential")),
        Shape("mse(n, u)", ("inside",), ("chain",)),
        Shape("max(u, v, n)", ("piece", "piece"), ("maximum",)),
        Shape("min(u, v, n)", ("piece", "piece"), ("minimum",)),
    ),
}
"""By rule. Those of the chain rule are powers; every function that is asked for is one more."""

GROWING = ("chain", "product", "quotient", "reciprocal")
"""Rules that are used several times in larger exercises."""

FRACTIONS = frozenset({"quotient", "reciprocal"})
"""Rules whose expressions are no factors of products."""

NOT_AGAIN: Mapping[Place, frozenset[str]] = {
    "factor": FRACTIONS | {"product"},
    "top": FRACTIONS,
    "bottom": FRACTIONS,
}
"""Rules that are not used once more in some places: no product in a product, no fraction in a fraction."""

FUNCTIONS: Mapping[str, tuple[str, ...]] = {
    **{rule.id: (rule.pattern,) for rule in RULES if rule.id not in (*STRUCTURES, *BASIC)},
    "logarithm": (*["ln(u)"] * 14, "log_a(u)"),
    "binary-cross-entropy": ("bce(u, y)",),
    "squared-error": ("mse(u, y)", "mse(u, n)"),
    "integral": (
        "int(sin(t^2), t, 0, u)",
        "int(e^(-t^2), t, 0, u)",
        "int(sin(t)/t, t, m, u)",
        "int(sqrt(t^2 + n), t, 0, u)",
        "int(1/(t^k + n), t, 0, u)",
        "int(t^k cos(t), t, 0, u)",
        "int(c t^k + n, t, 0, u)",
        "int(ln(t)/t^k, t, m, u)",
        "int(sqrt(t^h + n), t, u, m)",
        "int(e^t/t, t, u, m)",
    ),
    "unknown-function": ("f(u)", "g(u)"),
}
"""The functions of each rule, from the rule book's own rows where nothing else is said."""

INSIDE: Mapping[str, Place] = {"natural-exponential": "exponent", "exponential": "exponent", "logarithm": "base"}
"""What stands in a function of another one, where that is not as inside any function."""

_POLYNOMIALS: Mapping[Place, tuple[str, ...]] = {
    "term": (
        "x^k", "c x^k", "c x", "c x ± n", "x^2 ± c x", "x^2 ± n", "x^h ± c x^2", "x^h ± c x ± n", "c x^2 ± d x ± n",
        "x^h/c ± x^2", "c sqrt(x) ± d x", "c/x ± x^2", "n - c x^k", "c x^h - d/x^2", "x^h ± c x^2 ± d x ± n", "sqrt(x)",
        "c sqrt(x)", "c/x", "1/x", "x^h",
    ),
    "piece": (
        "x", "x^2", "x^h", "c x", "c x ± n", "x^2 ± n", "n - x", "n - x^2", "x^2 ± c x", "x ± n", "c x^2",
        "x^h ± n", "n - c x",
    ),
    "factor": (
        "x", "x^k", "x^2", "c x ± n", "x^2 ± n", "n - x^2", "sqrt(x)", "c x^2 ± d x", "x^h ± c x", "x^2 ± c x ± n",
        "x ± n", "sqrt(x) ± n", "n - c x", "x^2 + 1",
    ),
    "top": (
        "x", "x", "x^k", "c x ± n", "x^2 ± n", "x ± n", "n - x", "sqrt(x)", "x^2 ± c x", "c x^2 ± n", "x^2 ± c x ± n",
    ),
    "bottom": (
        "c x ± n", "x^2 ± n", "x ± n", "x^2 + 1", "n - x", "x^h ± n", "c x^2 ± n", "sqrt(x) ± n", "x^2 ± c x ± n", "x",
        "x^2",
    ),
    "base": (
        "c x ± n", "c x ± n", "x^2 ± n", "n - x^2", "n - c x", "x^2 ± c x ± n", "x^h ± c x", "c x^2 ± n", "x^h ± n",
        "x^2 ± c x", "sqrt(x) ± n", "x ± c/x",
    ),
    "inside": (
        "c x", "c x", "x^k", "x^2", "c x ± n", "x^2 ± n", "n - c x", "c x^2 ± d x", "sqrt(x)", "1/x", "x/c",
        "x^2 ± c x ± n", "c x^2", "x^h ± c x", "n - x^2",
    ),
    "exponent": (
        "c x", "-x", "-c x", "x^2", "-x^2", "c x ± n", "n - c x", "x^2 ± c x", "sqrt(x)", "x/c", "-x^2/2", "1/x",
    ),
}  # fmt: skip

_AROUND: Mapping[Place, tuple[str, ...]] = {
    "term": (*["u"] * 6, *["c u"] * 3, "u/c", "u ± c x"),
    "piece": ("u", "u", "u", "c u", "u ± n"),
    "factor": (*["u"] * 14, *["u ± n"] * 4, "x + u"),
    "top": (*["u"] * 12, *["u ± n"] * 5, "x + u"),
    "bottom": (*["u", "u ± n", "n ± u", "1 + u"] * 3, "x + u"),
    "base": (*["u", "u ± n", "u ± n", "n ± u", "1 + u"] * 2, "x ± u"),
    "inside": (*["u"] * 14, "x + u"),
    "exponent": ("u", "u", "u", "u", "-u"),
}

TOGETHER = ("u ± v", "u ± c v", "c u ± d v", "v ± u", "v - c u", "u/c ± v", "c (u ± v)")
"""How several functions stand side by side where no rule puts them together."""

NUMBERS: Mapping[str, tuple[int, ...]] = {
    "c": (2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 7, 8, 9),
    "d": (2, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9),
    "n": (1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9),
    "k": (2, 2, 2, 3, 3, 3, 4, 4, 5, 6),
    "h": (3, 3, 3, 4, 4, 5, 6),
    "a": (2, 2, 3, 5, 10),
    "m": (1, 1, 2, 3),
}
"""What the letters for numbers may be, friendly ones more often; `h` is an exponent greater than 2, `a` a base."""


def signed(formulas: tuple[str, ...]) -> tuple[str, ...]:
    """Each formula with every choice of signs.

    >>> signed(("x ± n",))
    ('x + n', 'x - n')
    """
    variants: list[str] = []
    for formula in formulas:
        before, sign, after = formula.partition("±")
        variants += [f"{before}{each}{rest}" for rest in signed((after,)) for each in "+-"] if sign else [formula]
    return tuple(variants)


POLYNOMIALS: Mapping[Place, tuple[tuple[str, ...], ...]] = {
    place: tuple([signed((formula,)) for formula in formulas]) for place, formulas in _POLYNOMIALS.items()
}
"""What stands in each place where no function is asked for, each with its choices of signs."""

AROUND: Mapping[Place, tuple[tuple[str, ...], ...]] = {
    place: tuple([signed((formula,)) for formula in formulas]) for place, formulas in _AROUND.items()
}
"""What may be put around a function in each place."""
