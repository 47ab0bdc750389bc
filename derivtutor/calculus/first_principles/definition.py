"""`explain` by the definition: a derivation whose lines are those of the limit."""

from __future__ import annotations

from typing import Any

from msgspec.structs import asdict

from derivtutor.calculus import sentences
from derivtutor.calculus.explanation import Explanation, ending_in_answer, worded
from derivtutor.calculus.first_principles.telling import Telling
from derivtutor.calculus.reading import require_sizes
from derivtutor.derivation.account import Limit, Result, Task
from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.document import Document
from derivtutor.derivation.explain import Simplify, explain
from derivtutor.derivation.model import Line
from derivtutor.notation import latex
from derivtutor.notation.reader import Base
from derivtutor.notation.sympy_syntax import sympy_text
from derivtutor.notation.tree import Node

RULE, TITLE = "definition", "Definition of the derivative"
SAYS = "The derivative is the limit of the slopes of secants, the difference quotients, for h → 0."


class Definition(Derivation, frozen=True, kw_only=True):
    """A derivative found by the definition.

    `told` is how; `quotient` is the difference quotient when h, the `step`, is cancelled, and `limits` are the
    expressions of which the derivative is the limit, one line after the other. `secants` has steps and slopes.
    """

    told: Explanation
    step: str
    quotient: Node
    limits: tuple[Node, ...]
    secants: tuple[tuple[float, float | None], ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return self.told.lines

    def lines_of_order(self, order: int, single: bool = False) -> tuple[Line, ...]:
        return self.lines

    def as_dict(self) -> dict[str, Any]:
        """The JSON document of a derivation, with the definition as its only step."""
        write = Document()
        result = write.expression(self.answer)
        step = {
            "id": "1",
            "rule": RULE,
            "title": TITLE,
            "wrt": self.variable,
            "input": write.expression(self.function.tree),
            "output": result,
            "parts": {},
            "says": SAYS,
            "steps": [],
        }
        lines = [*[_limit(node, self.step) for node in self.limits], result]
        return write.derivation(self) | {
            "steps": [step],
            "lines": [{"expression": line, "rules": [RULE]} for line in lines],
            "quotient": write.expression(self.quotient),
            "secants": [list(secant) for secant in self.secants],
        }

    def _repr_latex_(self) -> str:
        sides = [[latex.latex(side) for side in line.expression.children] for line in self.lines]
        rows = r" \\ ".join(" &= ".join(pair) for pair in sides)
        return f"$\\displaystyle \\begin{{aligned}} {rows} \\end{{aligned}}$"


def _limit(node: Node, step: str) -> dict[str, str]:
    """The limit of an expression for programs."""
    limit = Limit(node, step)
    return {
        "text": limit.text,
        "latex": limit.latex,
        "sympy": f"Limit({sympy_text(node)}, {step}, 0, '+-')",
    }


def by_definition(
    problem: Any,
    wrt: str | None = None,
    order: int = 1,
    at: Any = None,
    simplify: Simplify = "light",
    budget: float = 1.0,
    log: Base = "e",
) -> Definition:
    """A derivative found as the limit of the difference quotient; the arguments are those of `explain`.

    >>> by_definition("x^2").as_dict()["quotient"]["text"]
    '2x + h'

    Raises:
        UserError: where the problem cannot be read, or is of a kind for which the definition is not worked out.
    """
    if order != 1:
        raise sentences.FIRST_ONLY()
    derivation = explain(problem, wrt, 1, at, "auto", simplify, budget, log)
    telling = Telling(derivation)
    point = derivation.at.point if derivation.at else {}
    require_sizes(point)
    told = Explanation(
        RULE,
        worded("Derivative of {function} from the definition", function=telling.whole),
        Task((derivation.function,), (derivation.variable,), point),
        ending_in_answer([*telling.items(), *telling.at_point(point)]),
        Result((derivation.answer,)),
        {},
        derivation.notes,
    )
    facts = asdict(derivation) | {"method": RULE, "told": told, "step": telling.step, "secants": telling.secants(point)}
    return Definition(**facts, quotient=telling.quotient, limits=telling.limits)
