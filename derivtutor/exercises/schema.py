"""The JSON Schema of exercise files, for editors and other programs."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from derivtutor.exercises.kinds import KINDS
from derivtutor.exercises.model import ExerciseSet

FILE_NAME = "exercises.schema.json"


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
    defaults = {"properties": {key: value for key, value in exercise["properties"].items() if key != "id"}}
    definitions["ExerciseSet"]["properties"]["defaults"].update({**defaults, "additionalProperties": False})
    for properties in (exercise["properties"], defaults["properties"]):
        properties["alternatives"]["items"] = {"anyOf": [{"$ref": "#/$defs/Alternative"}, {"type": "string"}]}
        for name in ("skills", "hints", "tags", "choices", "variables", "where", "known", "fill"):
            properties[name] = _or_single(properties[name])
    generated["$defs"] = {name: _with_numbers(each) for name, each in definitions.items()}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "derivtutor exercises", **generated}


def _or_single(field: dict[str, Any]) -> dict[str, Any]:
    """A list, or a single text for a list of one."""
    kept = {key: value for key, value in field.items() if key in ("description", "default")}
    listed = {key: value for key, value in field.items() if key not in kept}
    return {**kept, "anyOf": [listed, {"type": "string"}]}


def _with_numbers(node: Any) -> Any:
    """Wherever text is asked for, a number may stand: it is taken as it was written."""
    if isinstance(node, list):
        return [_with_numbers(item) for item in node]
    if not isinstance(node, dict):
        return node
    changed = {key: _with_numbers(item) for key, item in node.items()}
    if changed.get("type") == "string" and "pattern" not in changed:
        changed["type"] = ["string", "number"]
    return changed


def schema_text() -> str:
    """The schema as it is written to a file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
