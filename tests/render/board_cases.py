"""The derivations whose text on a terminal and in plain lines is kept in golden files.

`python tests/render/board_cases.py` writes those files anew; look at what changed before keeping it.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from derivtutor import Derivation, explain
from derivtutor.render import plain, terminal
from derivtutor.render.telling.derivation import tell

FOLDER = Path(__file__).parent / "golden"
THIRTY_TERMS = " + ".join(f"sin({k}x)" for k in range(1, 31))
THIRTY_DEEP = "sin(" * 30 + "x" + ")" * 30
PROBLEMS: list[tuple[str, dict[str, Any]]] = [
    ("sin(exp(2x))", {"at": "x=2"}),
    ("x^2 sin(x)", {"order": 3}),
    ("(3x^2+1)^5", {"simplify": "none"}),
    ("x^x", {"at": "x=2"}),
    ("(x^2+1)/(x-3)", {"at": "x=3"}),
    ("ln(x)/x", {}),
    ("3x^4 - 5x^2 + 7x - 2", {"at": "x=1"}),
    ("1/2x", {}),
    ("sqrt((x+1)/(x-1))", {}),
    ("|x^2-4|", {"at": "x=2"}),
    ("piecewise((x^2, x<0), (sin x, x>=0))", {}),
    ("relu(3x-1)", {}),
    ("f(g(x))", {}),
    ("int(sin t, t, 0, x^2)", {}),
    ("sin(x^2) + x sin(x^2)", {"order": 2}),
    ("a x^2 + b x + theta^2", {"wrt": "theta"}),
    ("y^y", {"wrt": "y"}),
    ("5", {}),
    ("x", {}),
    (THIRTY_TERMS, {}),
]
GOLDEN: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "chain-at": ("sin(exp(2x))", {"at": "x=2"}, {}),
    "chain-lines": ("sin(exp(2x))", {}, {"view": "lines"}),
    "product-third": ("x^2 sin(x)", {"order": 3}, {}),
    "power-unsimplified": ("(3x^2+1)^5", {"simplify": "none"}, {}),
    "logarithmic": ("x^x", {}, {}),
    "quotient": ("(x^2+1)/(x-3)", {}, {}),
    "quotient-full": ("(x^2+1)/(x-3)", {}, {"detail": "full"}),
    "quotient-brief": ("(x^2+1)/(x-3)", {}, {"detail": "brief"}),
    "polynomial": ("3x^4 - 5x^2 + 7x - 2", {"at": "x=1"}, {}),
    "read-as": ("1/2x", {}, {}),
    "root": ("sqrt((x+1)/(x-1))", {}, {}),
    "pieces": ("piecewise((x^2, x<0), (sin x, x>=0))", {}, {}),
    "integral": ("int(sin t, t, 0, x^2)", {}, {}),
    "repeated": ("sin(x^2) + x sin(x^2)", {}, {}),
}
PLAIN = ("chain-at", "chain-lines", "quotient-full", "logarithmic", "repeated")


@functools.cache
def derived(problem: str, *options: tuple[str, Any]) -> Derivation:
    return explain(problem, **dict(options))


def golden_texts() -> dict[str, str]:
    """Every golden file's name and what it should hold."""
    found: dict[str, str] = {}
    for name, (problem, asked, shown) in GOLDEN.items():
        derivation = derived(problem, *asked.items())
        found[f"terminal-{name}.txt"] = terminal.render(tell(derivation, **shown)) + "\n"
        if name in PLAIN:
            found[f"plain-{name}.txt"] = plain.render(tell(derivation, **shown)) + "\n"
    root = derived("sqrt((x+1)/(x-1))")
    found["terminal-root-ascii-60.txt"] = terminal.render(tell(root), width=60, unicode=False) + "\n"
    return found


if __name__ == "__main__":
    for file, text in golden_texts().items():
        (FOLDER / file).write_text(text, encoding="utf-8")
