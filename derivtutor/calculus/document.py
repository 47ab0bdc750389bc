"""An explanation as a document for programs: the JSON of its contract."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from derivtutor.calculus.drawing import Drawing
from derivtutor.derivation.account import Result, in_latex, written
from derivtutor.derivation.document import Document, as_number
from derivtutor.notation.tree import Node

if TYPE_CHECKING:
    from derivtutor.calculus.explanation import Chain, Explanation


def document(explanation: Explanation) -> dict[str, Any]:
    """The contract `derivtutor/<topic>/1`."""
    write = Document()
    return {
        "schema": f"derivtutor/{explanation.topic}/1",
        **{key: _written(value, write) for key, value in explanation.document.items()},
        "lines": [_line(chain, place) for chain in explanation.chains for place in range(len(chain.turns))],
        "notes": list(explanation.notes),
    }


def _line(chain: Chain, place: int) -> dict[str, str]:
    """One equation of a chain for programs; the left side is what the chain begins with."""
    turn = chain.turns[place]
    sign, tex = ("≈", r"\approx") if turn.is_about else ("=", "=")
    return {
        "text": f"{written(chain.left)} {sign} {written(turn.right)}",
        "latex": f"{in_latex(chain.left)} {tex} {in_latex(turn.right)}",
        "why": turn.why,
    }


def _written(value: Any, write: Document) -> Any:
    """A value for JSON: expressions as expression objects, vectors and matrices as nested lists of them."""
    if isinstance(value, Result):
        rows = [[write.expression(entry.tree) for entry in row] for row in value.rows]
        return rows if len(value.shape) == 2 else rows[0] if value.shape else rows[0][0]
    if isinstance(value, Drawing):
        return value.as_dict()
    if isinstance(value, Mapping):
        return {key: _written(each, write) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_written(each, write) for each in value]
    if isinstance(value, float | int) and not isinstance(value, bool):
        return as_number(float(value)) if isinstance(value, float) and math.isfinite(value) else _whole(value)
    return write.expression(value) if isinstance(value, Node) else value


def _whole(value: float) -> float | None:
    return value if isinstance(value, int) else None
