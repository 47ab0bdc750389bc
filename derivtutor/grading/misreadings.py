"""Slips before differentiating: a problem read wrongly, and algebra that does not hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from derivtutor.derivation.model import Evidence
from derivtutor.grading.replacing import places, replaced
from derivtutor.notation.functions import POWERS_BEFORE_ARGUMENT
from derivtutor.notation.tree import Node

TRIGONOMETRIC = frozenset({"sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh"})


@dataclass(frozen=True, slots=True)
class Misreading:
    """What a student takes an expression for: `pattern` is read as `becomes`; `f` is one of `functions`.

    One `of_problem` is about how the problem is written; the others are algebra, which goes wrong in results as well; one
    `of_result` is about how an answer is written.
    """

    id: str
    pattern: str
    becomes: str
    says: str
    functions: frozenset[str] = frozenset()
    evidence: Evidence = "analogous"
    of_problem: bool = False
    of_result: bool = False


M = Misreading
# fmt: off
MISREADINGS = (
    M("power-distributed-over-sum",     "(u + v)^n",   "u^n + v^n",      "Try it with numbers: is (1 + 3)^2 the same as 1^2 + 3^2?"),
    M("power-distributed-over-sum",     "(u - v)^n",   "u^n - v^n",      "Try it with numbers: is (3 - 1)^2 the same as 3^2 - 1^2?"),
    M("power-distributed-over-sum",     "sqrt(u + v)", "sqrt(u) + sqrt(v)", "Try it with numbers: is sqrt(9 + 16) the same as 3 + 4?"),
    M("power-distributed-over-sum",     "sqrt(u^2 + v)", "u + sqrt(v)",  "Try it with numbers: is sqrt(3^2 + 16) the same as 3 + 4?"),
    M("power-distributed-over-sum",     "sqrt(u^2 + v^2)", "u + v",      "Try it with numbers: is sqrt(3^2 + 4^2) the same as 3 + 4?"),
    M("power-distributed-over-sum",     "sqrt(u^2 - v^2)", "u - v",      "Try it with numbers: is sqrt(5^2 - 4^2) the same as 5 - 4?"),
    M("power-only-on-last-factor",      "(c u)^n",     "c u^n",          "What does the exponent cover: the last factor only, or the whole bracket?", evidence="inferred"),
    M("power-only-on-last-factor",      "a/(c u)",     "a c/u",          "Try it with a number: is 1/(2*3) the same as 2/3?", evidence="inferred"),
    M("exp-of-sum-split",               "a^(u + v)",   "a^u + a^v",      "An exponential of a sum is a product of exponentials, not a sum."),
    M("fnpower-read-as-inner-power",    "f(u)^n",      "f(u^n)",         "The exponent belongs to the function's value, not to what is inside. Which function is outermost?", POWERS_BEFORE_ARGUMENT, of_problem=True),
    M("fnpower-written-inside",         "f(u)^n",      "f(u^n)",         "The power of a function is written sec^2 x or (sec x)^2: sec x^2 is the secant of x^2.", POWERS_BEFORE_ARGUMENT, "inferred", of_result=True),
    M("inner-power-read-as-fnpower",    "f(u^n)",      "f(u)^n",         "The exponent belongs to the inside only. Which function is outermost?", POWERS_BEFORE_ARGUMENT, of_problem=True),
    M("inner-power-read-as-fnpower",    "a^(u^n)",     "(a^u)^n",        "The exponent has an exponent of its own: it belongs to that alone. What is the inside here?", of_problem=True),
    M("trig-of-sum-split",              "f(u + v)",    "f(u) + f(v)",    "This function does not distribute over +. Try it with numbers.", TRIGONOMETRIC),
    M("log-of-product-as-product",      "ln(u v)",     "ln(u) ln(v)",    "A log turns a product into what?"),
    M("log-of-sum-split",               "ln(u + v)",   "ln(u) + ln(v)",  "ln(a+b) cannot be split. Use the chain rule."),
    M("log-of-quotient-as-quotient",    "ln(u/v)",     "ln(u)/ln(v)",    "A log turns a quotient into a difference."),
)
# fmt: on


def misread(problem: Node) -> Iterator[tuple[Misreading, Node, Node]]:
    """Every problem that comes out when one part is misread: the misreading, that part and the whole."""
    for part, rebuild in places(problem):
        for misreading in MISREADINGS:
            read = replaced(part, misreading.pattern, misreading.becomes, misreading.functions)
            if read is not None:
                yield misreading, part, rebuild(read)
