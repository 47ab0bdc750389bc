"""The page about the design is true of the folders: every path that it names is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PATH = re.compile(r"`([\w./-]+/|[\w./-]+\.(?:py|css|html|js|md|toml|jsonl|yaml))`")


def unknown_paths(design: str) -> list[str]:
    """Files and folders that the page about the design names, and that are not where it says.

    In a row of a table names without a folder stand in one that was named before; elsewhere they may stand anywhere.
    """
    anywhere = [path.as_posix() for path in (ROOT / "derivtutor").rglob("*")]
    unknown = []
    for number, line in enumerate(design.splitlines(), 1):
        folders = [ROOT, ROOT / "derivtutor"]
        for name in PATH.findall(line):
            found = [folder / name for folder in folders if (folder / name).exists()]
            folders += [path if path.is_dir() else path.parent for path in found]
            is_elsewhere = not line.startswith("|") and any(path.endswith(f"/{name.rstrip('/')}") for path in anywhere)
            if not found and not is_elsewhere:
                unknown.append(f"{number}: {name}")
    return unknown


def test_every_path_in_the_design_is_there() -> None:
    assert unknown_paths((ROOT / "docs" / "design.md").read_text(encoding="utf-8")) == []


def test_a_path_that_is_not_there_is_found() -> None:
    rows = (
        "| `grading/judge.py`, `answer.py`, `lexer.py` | `forms/` |\n`lexer.py` and `nowhere/` and `grading/lexer.py`"
    )
    assert unknown_paths(rows) == ["1: lexer.py", "2: nowhere/", "2: grading/lexer.py"]
