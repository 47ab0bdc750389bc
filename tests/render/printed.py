"""What the tests of the printed formats have in common: derivations to print, and hostile text to print them with.

`python tests/render/printed.py` writes the golden files anew; look at what changed before keeping it.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from derivtutor import Derivation, explain
from derivtutor.render import html, latex, markdown
from derivtutor.render.formats import Detail, View
from derivtutor.render.telling.derivation import tell

SUM = " + ".join(f"{power}x^{power}" for power in range(1, 31))
PROBLEMS: list[tuple[str, dict[str, Any]]] = [
    ("sin(exp(2x))", {"at": "x=2"}),
    ("x^2 sin(x)", {"order": 3, "at": "x=2"}),
    ("(3x^2+1)^5", {"simplify": "none"}),
    ("x^x", {}),
    ("(x^2+1)/(x-3)", {"at": 3}),
    ("3x^4 - 5x^2 + 7x - 2", {"order": 2}),
    ("1/2x", {}),
    ("sqrt((x+1)/(x-1))", {}),
    ("|x^2-4|", {"at": 2}),
    ("piecewise((x^2, x<0), (sin x, x>=0))", {}),
    ("relu(3x-1)", {"at": 1}),
    ("f(g(x))", {}),
    ("int(sin t, t, 0, x^2)", {}),
    ("(x^2+1) sin(x^2+1)", {}),
    (SUM, {}),
    ("sin(" * 30 + "x" + ")" * 30, {}),
]
SHOWN: list[tuple[Detail, View]] = [("standard", "tree"), ("full", "tree"), ("standard", "lines"), ("brief", "tree")]
HOSTILE = '<script>alert(1)</script> [/x] \x00 \u202e ${_}^~%#&\\end{document} " | ` ``` é ж $$'
GOLDEN: dict[str, tuple[str, dict[str, Any], Detail, View]] = {
    "chain-at": ("sin(exp(2x))", {"at": "x=2"}, "standard", "tree"),
    "quotient-lines": ("(x^2+1)/(x-3)", {}, "standard", "lines"),
    "repeated-full": ("(x^2+1) sin(x^2+1)", {}, "full", "tree"),
    "pieces": ("relu(3x-1)", {}, "standard", "tree"),
    "order-brief": ("x^2 sin(x)", {"order": 2}, "brief", "tree"),
}


@functools.cache
def _explained(problem: str, options: tuple[tuple[str, Any], ...]) -> Derivation:
    return explain(problem, **dict(options))


def explained(problem: str, options: dict[str, Any]) -> Derivation:
    """A derivation, made once for all tests."""
    return _explained(problem, tuple(options.items()))


def hostile() -> Derivation:
    """A derivation whose texts try to break out of the page."""
    return replace(explained("x^2 sin(x)", {}), input=HOSTILE, asides=(HOSTILE,))


FOLDER = Path(__file__).parent / "golden"


def golden(name: str) -> str:
    """The output that is expected, byte by byte."""
    return (FOLDER / name).read_text("utf-8")


def titles(derivation: Derivation) -> set[str]:
    """The titles of all rules that were used."""
    found, pending = set(), list(derivation.steps)
    while pending:
        entry = pending.pop()
        found.add(entry.step.rule.title)
        pending.extend(entry.entries)
    return found


def write_golden() -> None:
    """Take the present output for what is expected."""
    for name, (problem, options, detail, view) in GOLDEN.items():
        for kind, ending, render in (
            ("latex", "tex", latex.render),
            ("markdown", "md", markdown.render),
            ("html", "html", html.render),
        ):
            (FOLDER / f"{kind}-{name}.{ending}").write_text(
                render(tell(explained(problem, options), detail, view)), "utf-8"
            )


if __name__ == "__main__":
    write_golden()
