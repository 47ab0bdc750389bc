"""The JSON Schema of exercise files, for editors and other programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import msgspec

from derivtutor.derivation.misconceptions import NAMES
from derivtutor.derivation.rules import BY_ID
from derivtutor.exercises.kinds import KINDS
from derivtutor.exercises.model import ExerciseSet

FILE_NAME = "exercises.schema.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"

_LISTS = ("alternatives", "skills", "hints", "tags", "choices", "variables", "where", "known", "fill")


def schema() -> dict[str, Any]:
    """The schema: the fields and their meaning, and which fields each kind needs."""
    generated = msgspec.json.schema(ExerciseSet)
    definitions = generated["$defs"]
    exercise = definitions["Exercise"]
    definitions["ExerciseSet"]["required"] = ["title", "exercises"]
    # What a kind needs may stand among the defaults of the file, which a schema cannot see: it is asked for only
    # where the kind is named in the exercise itself, and by checking.
    exercise["allOf"] = [
        {
            "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
            "then": {
                "required": [
                    name for name in facts.needs if name in ("differentiate", "choices", "answer", "program", "fill")
                ]
            },
        }
        for kind, facts in KINDS.items()
    ]
    properties = exercise["properties"]
    properties["alternatives"]["items"] = {"anyOf": [{"$ref": "#/$defs/Alternative"}, {"type": "string"}]}
    properties["skills"]["items"] = {"$ref": "#/$defs/Rule"}
    properties["feedback"] = {"$ref": "#/$defs/Feedback", "description": properties["feedback"]["description"]}
    for name in _LISTS:
        properties[name] = or_single(properties[name])
    defaults = {key: value for key, value in properties.items() if key != "id"}
    definitions["ExerciseSet"]["properties"]["defaults"].update({"properties": defaults, "additionalProperties": False})
    definitions["Rule"] = {"enum": [*BY_ID]}
    definitions["Feedback"] = {
        "type": "object",
        "properties": {slip: {"type": "string", "description": name} for slip, name in NAMES.items()},
        "additionalProperties": {"type": "string"},
    }
    generated["$defs"] = {name: _with_plain_values(each) for name, each in definitions.items()}
    return {"$schema": DIALECT, "title": "derivtutor exercises", **generated}


def or_single(field: dict[str, Any]) -> dict[str, Any]:
    """A list, or a single value for a list of one."""
    kept = {key: value for key, value in field.items() if key in ("description", "default")}
    listed = {key: value for key, value in field.items() if key not in kept}
    return {**kept, "anyOf": [listed, listed["items"]]}


def _with_plain_values(node: Any) -> Any:
    """Wherever text is asked for, a number, true or false may stand: they are taken as they were written."""
    if isinstance(node, list):
        return [_with_plain_values(item) for item in node]
    if not isinstance(node, dict):
        return node
    changed = {key: _with_plain_values(item) for key, item in node.items()}
    if changed.get("type") == "string":
        changed["type"] = ["string", "number", "boolean"]
    if "pattern" in changed:
        changed.update({"type": ["string", "number"], "minimum": 0})
    if "enum" in changed:
        changed["enum"] += [int(value) for value in changed["enum"] if value.isdigit()]
    return changed


def as_text(document: Mapping[str, Any]) -> str:
    """A schema as it is written to a file."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
