"""A tutor for differentiation: worked derivations whose every step is labelled and true.

>>> from derivtutor import explain
>>> explain("x^2 sin(x)").derivative.text
'2x sin(x) + x^2 cos(x)'
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from derivtutor.showing import connect

if TYPE_CHECKING:
    from derivtutor.calculus.backpropagation.backprop import backprop
    from derivtutor.calculus.backpropagation.train import train
    from derivtutor.calculus.curves.implicit import implicit
    from derivtutor.calculus.curves.inverse import inverse
    from derivtutor.calculus.curves.parametric import parametric
    from derivtutor.calculus.curves.rates import rates
    from derivtutor.calculus.descending.descent import descend
    from derivtutor.calculus.extremes.critical import critical
    from derivtutor.calculus.extremes.hessian import hessian
    from derivtutor.calculus.extremes.lagrange import lagrange
    from derivtutor.calculus.gradients.directional import directional
    from derivtutor.calculus.gradients.gradient import gradient
    from derivtutor.calculus.gradients.jacobian import jacobian
    from derivtutor.calculus.gradients.partial import partial
    from derivtutor.calculus.gradients.total import total
    from derivtutor.calculus.matrices.matrix import matrix
    from derivtutor.calculus.methods import explain
    from derivtutor.calculus.series.taylor import taylor
    from derivtutor.calculus.tangents.tangent import tangent
    from derivtutor.calculus.tangents.tangent_plane import tangent_plane
    from derivtutor.calculus.verifying.verification import verify
    from derivtutor.derivation.derivation import Derivation
    from derivtutor.errors import UserError
    from derivtutor.grading.backward.checking import check_backprop
    from derivtutor.grading.checking import check
    from derivtutor.grading.hints import hint
    from derivtutor.grading.judge import Judge, equal
    from derivtutor.grading.next_step import next_step
    from derivtutor.grading.require import require
    from derivtutor.grading.verdict import Verdict
    from derivtutor.grading.workings.checking import check_work
    from derivtutor.notation.expression import Expression, parse
    from derivtutor.render.shown import show

__all__ = [
    "Derivation",
    "Expression",
    "Judge",
    "UserError",
    "Verdict",
    "backprop",
    "check",
    "check_backprop",
    "check_work",
    "critical",
    "descend",
    "directional",
    "equal",
    "explain",
    "gradient",
    "hessian",
    "hint",
    "implicit",
    "inverse",
    "jacobian",
    "lagrange",
    "matrix",
    "next_step",
    "parametric",
    "parse",
    "partial",
    "rates",
    "require",
    "show",
    "tangent",
    "tangent_plane",
    "taylor",
    "total",
    "train",
    "verify",
]

_HOMES = {
    "Derivation": "derivtutor.derivation.derivation",
    "Expression": "derivtutor.notation.expression",
    "Judge": "derivtutor.grading.judge",
    "UserError": "derivtutor.errors",
    "Verdict": "derivtutor.grading.verdict",
    "backprop": "derivtutor.calculus.backpropagation.backprop",
    "check": "derivtutor.grading.checking",
    "check_backprop": "derivtutor.grading.backward.checking",
    "check_work": "derivtutor.grading.workings.checking",
    "critical": "derivtutor.calculus.extremes.critical",
    "descend": "derivtutor.calculus.descending.descent",
    "directional": "derivtutor.calculus.gradients.directional",
    "equal": "derivtutor.grading.judge",
    "explain": "derivtutor.calculus.methods",
    "gradient": "derivtutor.calculus.gradients.gradient",
    "hessian": "derivtutor.calculus.extremes.hessian",
    "hint": "derivtutor.grading.hints",
    "implicit": "derivtutor.calculus.curves.implicit",
    "inverse": "derivtutor.calculus.curves.inverse",
    "jacobian": "derivtutor.calculus.gradients.jacobian",
    "lagrange": "derivtutor.calculus.extremes.lagrange",
    "matrix": "derivtutor.calculus.matrices.matrix",
    "next_step": "derivtutor.grading.next_step",
    "parametric": "derivtutor.calculus.curves.parametric",
    "parse": "derivtutor.notation.expression",
    "partial": "derivtutor.calculus.gradients.partial",
    "rates": "derivtutor.calculus.curves.rates",
    "require": "derivtutor.grading.require",
    "show": "derivtutor.render.shown",
    "tangent": "derivtutor.calculus.tangents.tangent",
    "tangent_plane": "derivtutor.calculus.tangents.tangent_plane",
    "taylor": "derivtutor.calculus.series.taylor",
    "total": "derivtutor.calculus.gradients.total",
    "train": "derivtutor.calculus.backpropagation.train",
    "verify": "derivtutor.calculus.verifying.verification",
}


def __getattr__(name: str) -> Any:
    """Load what is asked for, and only that: `derivtutor --version` needs none of it."""
    if name == "__version__":
        from importlib.metadata import version

        number = globals()[name] = version(__name__)  # asked for with every exercise, and looked up once
        return number
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]


def load_ipython_extension(shell: Any) -> None:
    """What `%load_ext derivtutor` calls: the magics derive, answer and hint."""
    importlib.import_module("derivtutor.cli.notebook").register(shell)


def _display() -> Any:
    return importlib.import_module("derivtutor.render.shown")


connect(_display)
