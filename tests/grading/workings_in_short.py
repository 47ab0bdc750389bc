"""A judged working as texts to compare: status, part, rules, skipped rules, slips and message of each line."""

from __future__ import annotations

from typing import Any

from golden import brief

from derivtutor.grading.workings.verdict import Working


def in_short(working: Working) -> list[str]:
    """A text for each line, and what is said of the whole."""
    return [_line(line) for line in brief(working.as_dict()).get("lines", ())] + [working.message]


def _line(line: dict[str, Any]) -> str:
    part = line["part"]
    slips = [
        found["slip"] + "".join(f" + {one['slip']}" for one in found.get("with", ()))
        for found in line.get("diagnosis", ())
    ]
    read = f"{line['text'][part['start'] : part['end']]} [{part['start']}] = {line['expression']}" if part else ""
    if "f_lim(" in read:  # limits have no notation of their own
        read, *_ = read.split("] = ")
    rest = [
        ", ".join(line.get("rules", ())),
        ", ".join(line.get("skips", ())),
        "; ".join(slips),
        line.get("message", ""),
    ]
    return " | ".join([line["status"], read, *rest]).rstrip(" |")
