"""A tutor for differentiation: worked derivations whose every step is labelled and true.

>>> from derivtutor import explain
>>> explain("x^2 sin(x)").derivative.text
'2x sin(x) + x^2 cos(x)'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from derivtutor.calculus.descent import descend
    from derivtutor.calculus.gradient import gradient
    from derivtutor.calculus.verification import verify
    from derivtutor.derivation.derivation import Derivation
    from derivtutor.derivation.explain import explain
    from derivtutor.errors import UserError
    from derivtutor.grading.checking import check
    from derivtutor.grading.hints import hint
    from derivtutor.grading.judge import Judge, equal
    from derivtutor.grading.next_step import next_step
    from derivtutor.grading.require import require
    from derivtutor.grading.verdict import Verdict
    from derivtutor.grading.workings.checking import check_work
    from derivtutor.notation.expression import Expression, parse

__all__ = [
    "Derivation",
    "Expression",
    "Judge",
    "UserError",
    "Verdict",
    "check",
    "check_work",
    "descend",
    "equal",
    "explain",
    "gradient",
    "hint",
    "next_step",
    "parse",
    "require",
    "verify",
]

_HOMES = {
    "Derivation": "derivtutor.derivation.derivation",
    "Expression": "derivtutor.notation.expression",
    "Judge": "derivtutor.grading.judge",
    "UserError": "derivtutor.errors",
    "Verdict": "derivtutor.grading.verdict",
    "check": "derivtutor.grading.checking",
    "check_work": "derivtutor.grading.workings.checking",
    "descend": "derivtutor.calculus.descent",
    "equal": "derivtutor.grading.judge",
    "explain": "derivtutor.derivation.explain",
    "gradient": "derivtutor.calculus.gradient",
    "hint": "derivtutor.grading.hints",
    "next_step": "derivtutor.grading.next_step",
    "parse": "derivtutor.notation.expression",
    "require": "derivtutor.grading.require",
    "verify": "derivtutor.calculus.verification",
}


def __getattr__(name: str) -> Any:
    """Load what is asked for, and only that: `derivtutor --version` needs none of it."""
    import importlib

    if name == "__version__":
        from importlib.metadata import version

        number = globals()[name] = version(__name__)  # asked for with every exercise, and looked up once
        return number
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
