"""The JSON Schema of what is YAML in a lesson: its head, and the exercises in its blocks."""

from __future__ import annotations

from typing import Any

import msgspec

from derivtutor.exercises.schema import DIALECT, or_single
from derivtutor.exercises.schema import schema as of_exercises
from derivtutor.lessons.model import Head
from derivtutor.practice.skills import CURRICULUM


def schema() -> dict[str, Any]:
    """The schema of the head; below it, as `#/$defs/Exercise`, that of an exercise."""
    head = msgspec.json.schema(Head)["$defs"]["Head"]
    properties = head["properties"]
    properties["teaches"]["items"] = {"enum": [skill.id for skill in CURRICULUM]}
    for name in ("needs", "teaches"):
        properties[name] = or_single(properties[name])
    head["required"] = ["title", "says"]
    exercises = {name: each for name, each in of_exercises()["$defs"].items() if name != "ExerciseSet"}
    return {
        "$schema": DIALECT,
        "title": "derivtutor lesson",
        "$ref": "#/$defs/Head",
        "$defs": {"Head": head, **exercises},
    }
