"""How the known functions behave on the real line: where they have values, where they bend, how they are undone."""

from __future__ import annotations

import functools
from typing import NamedTuple

from derivtutor.notation.functions import FUNCTIONS
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Comparison, Node, Piecewise


class Behaviour(NamedTuple):
    """A function of `u` (and `v`) on the real line.

    `domain` are the conditions under which it has a value, parted by semicolons. Where `kink` is zero it may have a
    value and is not analytic. `inverses` are the `u` at which it may have the value `t`, again after every `period`.
    Of some functions only the `root` is known, where they are zero. `flattens` says how fast it comes to zero, a
    constant or its own argument: by about `e^-flattens`. One that `branches` has branch points in the complex plane
    though it is analytic on the whole line.
    """

    function: str
    domain: str = ""
    kink: str = ""
    inverses: tuple[str, ...] = ()
    period: str = ""
    flattens: str = ""
    branches: bool = False
    root: str = ""

    @property
    def conditions(self) -> tuple[Comparison, ...]:
        """The conditions of the domain, over the argument names of the function's row."""
        return _conditions(self.domain)

    @property
    def is_meromorphic(self) -> bool:
        """Whether it is one formula, with poles at the most: what vanishes on a stretch vanishes everywhere."""
        return not self.branches and not self.kink and all(each.relations == ("!=",) for each in self.conditions)


B = Behaviour
# fmt: off
_ROWS = (
    #  function       has a value where        bends where  undone by                                period
    B("sin",          inverses=("arcsin(t)", "pi - arcsin(t)"),                                      period="2pi"),
    B("cos",          inverses=("arccos(t)", "-arccos(t)"),                                          period="2pi"),
    B("tan",          "cos(u) != 0",                        inverses=("arctan(t)",),                 period="pi"),
    B("cot",          "sin(u) != 0",                        inverses=("pi/2 - arctan(t)",),          period="pi"),
    B("sec",          "cos(u) != 0",                        inverses=("arccos(1/t)", "-arccos(1/t)"),     period="2pi"),
    B("csc",          "sin(u) != 0",                        inverses=("arcsin(1/t)", "pi - arcsin(1/t)"), period="2pi"),
    B("arcsin",       "-1 <= u <= 1",                       inverses=("sin(t)",)),
    B("arccos",       "-1 <= u <= 1",                       inverses=("cos(t)",)),
    B("arctan",                                             inverses=("tan(t)",), branches=True),
    B("arccot",       "u != 0",                kink="u",    inverses=("1/tan(t)",)),
    B("arcsec",       "|u| >= 1",                           inverses=("1/cos(t)",)),
    B("arccsc",       "|u| >= 1",                           inverses=("1/sin(t)",)),
    B("sinh",                                               inverses=("arsinh(t)",)),
    B("cosh",                                               inverses=("arcosh(t)", "-arcosh(t)")),
    B("tanh",                                               inverses=("artanh(t)",), flattens="2u"),
    B("coth",         "u != 0",                             inverses=("artanh(1/t)",), flattens="2u"),
    B("sech",                                               inverses=("arcosh(1/t)", "-arcosh(1/t)")),
    B("csch",         "u != 0",                             inverses=("arsinh(1/t)",)),
    B("arsinh",                                             inverses=("sinh(t)",), branches=True),
    B("arcosh",       "u >= 1",                             inverses=("cosh(t)",)),
    B("artanh",       "-1 < u < 1",                         inverses=("tanh(t)",)),
    B("arcoth",       "|u| > 1",                            inverses=("1/tanh(t)",)),
    B("arsech",       "0 < u <= 1",                         inverses=("1/cosh(t)",)),
    B("arcsch",       "u != 0",                kink="u",    inverses=("1/sinh(t)",)),
    B("ln",           "u > 0",                              inverses=("e^t",)),
    B("log",          "v > 0; u > 0; u != 1"),
    B("sqrt",         "u >= 0",                             inverses=("t^2",)),
    B("cbrt",                                  kink="u",    inverses=("t^3",)),
    B("abs",                                   kink="u",    inverses=("t", "-t")),
    B("sign",                                  kink="u",    root="0"),
    B("relu",                                  kink="u",    inverses=("t",)),
    B("leaky_relu",                            kink="u",    inverses=("t", "100t")),
    B("sigmoid",                                            inverses=("-ln(1/t - 1)",), flattens="u"),
    B("softplus",                                           inverses=("ln(e^t - 1)",), flattens="u", branches=True),
    B("erf",          flattens="u^2", root="0"),
    B("erfc",         flattens="u^2"),
    B("swish",        flattens="u", root="0"),
    B("gelu",         flattens="u^2/2", root="0"),
    B("Si",           root="0"),
    B("bce",          "0 < u < 1"),
)
# fmt: on

BEHAVIOURS: dict[str, Behaviour] = {name: Behaviour(name) for name in FUNCTIONS} | {row.function: row for row in _ROWS}
"""Every known function; one without a row is analytic on the whole line."""


@functools.cache
def formula(text: str) -> Node:
    """A formula of the table as a tree, read when it is first needed."""
    return read(text).tree


@functools.cache
def _conditions(domain: str) -> tuple[Comparison, ...]:
    texts = filter(None, domain.split("; "))
    trees = [formula(f"piecewise((0, {text}))") for text in texts]
    return tuple(
        condition
        for tree in trees
        if isinstance(tree, Piecewise)
        for condition in tree.conditions
        if isinstance(condition, Comparison)
    )
