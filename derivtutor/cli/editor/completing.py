"""What can be written at a place of a YAML file, by its schema: keys, and the words that a value may be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_KEY = re.compile(r"(?P<before>\s*(?:- +)*)(?P<name>[\w$.-]*)(?P<colon>:\s)?")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A key or a value, and what it means."""

    name: str
    says: str
    is_key: bool


def part_of_lesson(lines: Sequence[str], line: int) -> tuple[int, str] | None:
    """Where the YAML around a line of a lesson begins, counted from 0, and what it is, by its name in the schema."""
    fences = [number for number in range(min(line, len(lines))) if lines[number].startswith("```")]
    if len(fences) % 2:
        return (fences[-1] + 1, "Exercise") if lines[fences[-1]].strip() == "```exercise" else None
    rules = [number for number in range(min(line, len(lines))) if lines[number].rstrip() == "---"]
    return (1, "Head") if rules == [0] else None


def suggestions(lines: Sequence[str], line: int, schema: Mapping[str, Any], column: int) -> list[Suggestion]:
    """All that can be written at a place, counted from 0; whatever was begun there may be the beginning of any."""
    typed = _KEY.match(lines[line][:column]) if line < len(lines) else _KEY.match(" " * column)
    assert typed is not None  # it matches nothing as well
    depth = len(typed["before"])
    if typed["colon"]:
        path = [*_above(lines, line, depth), typed["name"]]
        return [each for each in _offered(path, schema) if not each.is_key]
    if typed.end() < min(column, len(lines[line]) if line < len(lines) else 0):
        return []  # in the middle of a text
    return _offered(_above(lines, line, depth), schema)


def meaning(lines: Sequence[str], line: int, schema: Mapping[str, Any]) -> str:
    """What the key of a line means; empty where there is none that is known."""
    typed = _KEY.match(lines[line] + " ")
    if typed is None or not typed["colon"]:
        return ""
    known = _offered(_above(lines, line, len(typed["before"])), schema)
    return next((each.says for each in known if each.is_key and each.name == typed["name"]), "")


def _above(lines: Sequence[str], line: int, depth: int) -> list[str]:
    """The keys within which a place is that is indented so far, the outermost first."""
    path: list[str] = []
    for text in reversed(lines[:line]):
        match = _KEY.match(text.rstrip() + " ")
        if match and match["colon"] and len(match["before"]) < depth:
            path.insert(0, match["name"])
            depth = len(match["before"])
    return path


def _offered(path: Sequence[str], schema: Mapping[str, Any]) -> list[Suggestion]:
    nodes = [*_alternatives(schema, schema)]
    for key in path:
        nodes = [inner for node in nodes for inner in _below(node, key, schema)]
    found = [
        Suggestion(name, each.get("description", ""), is_key=True)
        for node in nodes
        for name, each in node.get("properties", {}).items()
    ]
    values = [value for node in nodes for value in node.get("enum", ()) if isinstance(value, str)]
    found += [Suggestion(value, "", is_key=False) for value in values]
    return [*dict.fromkeys(found)]


def _below(node: Mapping[str, Any], key: str, schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    inner = node.get("properties", {}).get(key, node.get("additionalProperties"))
    if isinstance(inner, dict):
        yield from _alternatives(inner, schema)


def _alternatives(node: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """What a value may be: itself, what it refers to, one of several, an item of a list."""
    yield node
    if "$ref" in node:
        yield from _alternatives(schema["$defs"][node["$ref"].rpartition("/")[2]], schema)
    for inner in [*node.get("anyOf", ()), *([node["items"]] if "items" in node else [])]:
        yield from _alternatives(inner, schema)
