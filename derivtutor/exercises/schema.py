"""The JSON Schema of exercise files, for editors and other programs."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from derivtutor.exercises.loading import NEEDED
from derivtutor.exercises.model import ExerciseSet

FILE_NAME = "exercises.schema.json"


def schema() -> dict[str, Any]:
    """The schema: the fields and their meaning, and which fields each kind needs."""
    found = msgspec.json.schema(ExerciseSet)
    definitions = found["$defs"]
    exercise = definitions["Exercise"]
    definitions["ExerciseSet"]["required"] = ["title", "exercises"]
    # What a kind needs may stand among the defaults of the file, which a schema cannot see: it is asked for only
    # where the kind is named in the exercise itself, and by checking.
    exercise["allOf"] = [
        {
            "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
            "then": {"required": [name for name in needed if name in ("differentiate", "choices", "answer")]},
        }
        for kind, needed in NEEDED.items()
    ]
    defaults = {"properties": {key: value for key, value in exercise["properties"].items() if key != "id"}}
    definitions["ExerciseSet"]["properties"]["defaults"].update({**defaults, "additionalProperties": False})
    for properties in (exercise["properties"], defaults["properties"]):
        for name in ("skills", "hints", "tags", "choices", "variables"):
            properties[name] = _or_single(properties[name])
        for name in ("differentiate", "answer", "at"):
            properties[name] = _or_number(properties[name])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "derivtutor exercises", **found}


def _or_single(field: dict[str, Any]) -> dict[str, Any]:
    """A list, or a single text for a list of one."""
    kept = {key: value for key, value in field.items() if key in ("description", "default")}
    listed = {key: value for key, value in field.items() if key not in kept}
    return {**kept, "anyOf": [listed, {"type": "string"}]}


def _or_number(field: dict[str, Any]) -> dict[str, Any]:
    """Text, or a number that is taken as it was written."""
    kept = {key: value for key, value in field.items() if key in ("description", "default")}
    other = field.get("anyOf") or [{key: value for key, value in field.items() if key not in kept}]
    return {**kept, "anyOf": [*other, {"type": "number"}]}


def schema_text() -> str:
    """The schema as it is written to a file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
