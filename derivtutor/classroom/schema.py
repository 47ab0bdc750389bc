"""The schemas of rosters: a JSON Schema for lists in YAML or JSON, and a Table Schema for tables."""

from __future__ import annotations

import re
from typing import Any

from derivtutor.classroom.roster import COLUMNS
from derivtutor.exercises.schema import DIALECT


def schema() -> dict[str, Any]:
    """The JSON Schema: a list of students, or one field that has it; other fields of a student may be there."""
    needed = [column for column in COLUMNS if column.needed]
    student = {
        "type": "object",
        "properties": {column.names[0]: {"$ref": "#/$defs/Text", "description": column.says} for column in COLUMNS},
        "allOf": [
            # Editors tell the first name as missing, and take the column by its other names as readers of rosters do.
            {"anyOf": [{"required": [column.names[0]]}, {"not": {"propertyNames": {"not": _any_of(column.names)}}}]}
            for column in needed
        ],
    }
    text = {"type": ["string", "number", "boolean", "null"]}
    listed = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/Student"}}
    return {
        "$schema": DIALECT,
        "title": "derivtutor roster",
        "anyOf": [
            {"$ref": "#/$defs/Students"},
            {
                "type": "object",
                "properties": {"students": {"$ref": "#/$defs/Students"}},
                "additionalProperties": {"$ref": "#/$defs/Students"},
                "minProperties": 1,
                "maxProperties": 1,
            },
        ],
        "$defs": {
            "Students": listed,
            "Student": student,
            "Text": {"anyOf": [text, {"type": "array", "items": text}]},
        },
    }


def _any_of(names: tuple[str, ...]) -> dict[str, str]:
    """Names as they are recognised: in capitals too, and with underscores for spaces."""
    letters = [re.sub("[a-z]", lambda letter: f"[{letter[0]}{letter[0].upper()}]", name) for name in names]
    return {"pattern": f"^\\s*({'|'.join(letters).replace(' ', '[ _]+')})\\s*$"}


def table_schema() -> dict[str, Any]:
    """The Table Schema (Data Package 2.0): the columns of a roster in a table, of which only some must be there."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fieldsMatch": ["partial"],
        "fields": [
            {
                "name": column.names[0],
                "type": "string",
                "description": column.says,
                **({"constraints": {"required": True, "unique": True}} if column.needed else {}),
            }
            for column in COLUMNS
        ],
        "primaryKey": [column.names[0] for column in COLUMNS if column.needed],
    }
