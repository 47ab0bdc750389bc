"""Characterisation: files of many questions, each with all that is told about it, compared exactly.

Every row of such a file is `{"ask": …, "told": …}`. Whoever changes what is told runs the test file as a program, which
writes `told` anew from `ask`, and reads the difference before committing it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from derivtutor.errors import UserError

Tell = Callable[[Any], Any]


def rows(path: Path) -> list[dict[str, Any]]:
    """The questions of a file, and what was told about them."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def told(tell: Tell, ask: Any) -> Any:
    """What is told about a question, as JSON has it; of one that is refused, the sentence, the remedy and the place."""
    try:
        found = tell(ask)
    except UserError as error:
        found = {"refused": [str(error.message), error.hint, error.position]}
    return json.loads(json.dumps(found))


def write_anew(path: Path, tell: Tell) -> None:
    """Write what is told now."""
    found = [{"ask": row["ask"], "told": told(tell, row["ask"])} for row in rows(path)]
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in found), "utf-8")


def brief(value: Any) -> Any:
    """A JSON document with text alone for each expression, numbers to 12 digits, and nothing that is empty."""
    if isinstance(value, Mapping):
        if value.keys() == {"text", "latex", "sympy"}:
            return value["text"]
        kept = {name: brief(each) for name, each in value.items() if name != "schema"}
        return {name: each for name, each in kept.items() if each not in ([], {}, "")}
    if isinstance(value, list | tuple):
        return [brief(each) for each in value]
    return float(f"{value:.12g}") if isinstance(value, float) else value
