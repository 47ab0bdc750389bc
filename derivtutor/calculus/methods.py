"""All the methods by which one function is differentiated: those of the rule book, and the definition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from derivtutor.derivation import explain as rules
from derivtutor.derivation import sentences
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.explain import Simplify, Way
from derivtutor.notation.reader import Base

Method: TypeAlias = rules.Method | Literal["definition"]

METHODS: Mapping[str, Way | None] = dict([*rules.METHODS.items(), ("definition", None)])
"""The methods; the one that has no way through the rule book takes the limit of the difference quotient."""


def explain(
    problem: Any,
    wrt: str | None = None,
    order: int = 1,
    at: str | float | Mapping[str, object] | None = None,
    method: Method = "auto",
    simplify: Simplify = "light",
    budget: float = 1.0,
    log: Base = "e",
) -> Derivation:
    """Differentiate a function and show how.

    Args:
        problem: text in any notation, an `Expression` or a SymPy expression; `d/dx (…)` may stand around it.
        wrt: the variable; the only one, else x, when left out.
        order: how often to differentiate.
        at: a point such as `"x=2"`, for the slope there.
        method: `auto` rewrites the function where that makes it shorter, and lets the rule book choose; `direct`
            differentiates it as it was typed. `rewrite`, `product`, `quotient` and `logarithmic` begin in that way.
            `definition` takes the limit of the difference quotient.
        simplify: `light` uses school laws with their labels, `none` leaves the raw result, `full` asks SymPy as well.
        budget: seconds that SymPy may take.
        log: the base of logarithms that are written without one: e, 10 or 2.

    >>> print(explain("sin(exp(2x))"))
    2e^(2x) cos(e^(2x))
    >>> print(explain("1/x", method="definition"))
    -1/x^2

    Raises:
        UserError: where the problem cannot be read, the variable is unclear, or the method does not apply.
    """
    if method not in METHODS:
        *choices, last = METHODS
        raise sentences.NO_SUCH_METHOD(chosen=method, choices=", ".join(choices), last=last)
    if method != "definition":
        return rules.explain(problem, wrt, order, at, method, simplify, budget, log)
    from derivtutor.calculus.first_principles.definition import by_definition  # few ask for it

    return by_definition(problem, wrt, order, at, simplify, budget, log)
