"""What the tests of the exports have in common: a set of all kinds, a hostile one, and what is expected of them.

`python tests/render/exported.py` writes the golden files anew; look at what changed before keeping it.
"""

from __future__ import annotations

import functools
import json
from pathlib import Path

from derivtutor.render.exports import render
from derivtutor.render.exports.question_bank import Bank, bank

HERE = Path(__file__).parent
SET = HERE / "exported.yaml"
GOLDEN = {
    "exports-stack.xml": ("stack", False),
    "exports-moodle.xml": ("moodle", False),
    "exports-anki.txt": ("anki", False),
    "exports-sheet.html": ("html", False),
    "exports-sheet-key.html": ("html", True),
    "exports-sheet.tex": ("latex", False),
    "exports-sheet-key.tex": ("latex", True),
}
HOSTILE = (
    "<script>alert(1)</script> ]]> [[input:evil]] {@evil@} {#evil#} \\(evil\\) \\[evil\\] \\input{evil} @@PLUGINFILE@@ "
    "$\\input{evil}$ $}$ $$\\href{javascript:evil}{x}$$ $x^^41$ $a & b$ [sound:evil] [latex]evil[/latex] {{evil}} "
    "%#&_^~ [link](javascript:evil) \u202e \x1b \t é ж "
)
"""A text that means something in each of the programs."""


@functools.cache
def kinds() -> Bank:
    """A set with every kind of exercise."""
    return bank(str(SET), "ada")


def hostile(folder: Path) -> Bank:
    """A set all of whose texts are hostile."""
    texts = {
        "title": HOSTILE,
        "hints": [HOSTILE],
        "tags": [HOSTILE],
        "alternatives": [{"answer": "7x", "credit": 0.33, "says": HOSTILE}],
    }
    slips = {"power-coefficient-lost": HOSTILE, "chain": HOSTILE}
    exercises = [
        {"id": "one", "differentiate": "x^3", "text": HOSTILE, "feedback": slips, **texts},
        {"id": "two", "kind": "choice", "text": HOSTILE, "choices": [HOSTILE, "a"], "answer": "a", **texts},
        {"id": "three", "kind": "rule", "differentiate": "x^3", "text": HOSTILE, "feedback": slips, **texts},
        {"id": "four", "differentiate": "a x^2", "parameters": {"a": "2..9"}, "text": "<b>[[x]]", **texts},
        {"id": "five", "kind": "numeric", "text": HOSTILE, "answer": "2/7", **texts},
        {"id": "six", "kind": "working", "differentiate": "7", "text": HOSTILE, "title": HOSTILE},
    ]
    path = folder / "hostile.json"
    path.write_text(json.dumps({"title": HOSTILE, "introduction": HOSTILE, "exercises": exercises}), "utf-8")
    return bank(str(path), HOSTILE)


def golden(name: str) -> str:
    """The output that is expected, byte by byte."""
    return (HERE / "golden" / name).read_text("utf-8")


def write_golden() -> None:
    """Take the present output for what is expected."""
    for name, (style, key) in GOLDEN.items():
        (HERE / "golden" / name).write_text(render(kinds(), style, key), "utf-8")


if __name__ == "__main__":
    write_golden()
