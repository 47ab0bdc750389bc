"""Writes the generated pages of the documentation; with --check, only tells whether they are fresh."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from derivtutor.notation.functions import FUNCTIONS, GREEK
from derivtutor.notation.linear import text
from derivtutor.notation.reader import Limits, read
from derivtutor.render import rule_book

HERE = Path(__file__).parent


def notation_page() -> str:
    """How every example of `notation.toml` is read, and the table of functions."""
    areas = tomllib.loads((HERE / "notation.toml").read_text(encoding="utf-8"))["area"]
    lines = [
        "# What can be typed",
        "",
        "Generated from `docs/notation.toml` and the table of functions by `python docs/generate.py`.",
        "",
    ]
    for area in areas:
        lines += [f"## {area['title']}", "", area["says"], "", "| typed | read as | said |", "|---|---|---|"]
        for typed in area["inputs"]:
            reading = read(typed)
            lines.append(f"| {_code(typed)} | {_code(text(reading.tree))} | {_plain('; '.join(reading.notes))} |")
        lines.append("")
    lines += ["## All functions", "", "| name | also |", "|---|---|"]
    lines += [f"| {_code(name)} | {', '.join(map(_code, row.spellings))} |" for name, row in sorted(FUNCTIONS.items())]
    limits = Limits()
    lines += [
        "",
        "Greek letters are typed by their names or as themselves: "
        + ", ".join(f"`{name}` {letter}" for name, letter in GREEK.items())
        + ".",
        "",
        "## Limits",
        "",
        f"{limits.characters:,} characters, {limits.nodes:,} parts, {limits.depth} levels of nesting, "
        f"numbers of {limits.digits:,} digits.",
        "",
    ]
    return "\n".join(lines)


def _code(shown: str) -> str:
    return "<code>" + _plain(shown).replace("\\", "&#92;").replace("*", "&#42;").replace("_", "&#95;") + "</code>"


def _plain(shown: str) -> str:
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace("|", "&#124;")


PAGES = {"rules.md": rule_book.markdown, "notation.md": notation_page}


def main() -> int:
    stale = []
    for name, page in PAGES.items():
        path, wanted = HERE / name, page()
        if "--check" not in sys.argv[1:]:
            path.write_text(wanted, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != wanted:
            stale.append(name)
    if stale:
        print(f"Not fresh: {', '.join(stale)}. Run python docs/generate.py.")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
