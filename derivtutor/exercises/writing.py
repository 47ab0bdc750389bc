"""Sets of exercises as YAML: formulas and multi-line texts as an author would write them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import msgspec

from derivtutor.exercises.model import ExerciseSet


def to_yaml(exercises: ExerciseSet) -> str:
    """A set as the YAML text of a file that reads back as the same exercises.

    Each has all of its fields: what is left out since it is usual must not be set by the defaults of the file.
    """
    alone = msgspec.structs.replace(exercises, defaults={}, log="e")
    return yaml_text(msgspec.to_builtins(alone))


def yaml_text(plain: Mapping[str, Any]) -> str:
    """Plain values as YAML, lines of any length kept whole."""
    from ruamel.yaml import YAML
    from ruamel.yaml.scalarstring import LiteralScalarString

    def shown(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: shown(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [shown(item) for item in value]
        if (
            isinstance(value, str)
            and "\n" in value.strip("\n")
            and all(line == line.rstrip() for line in value.split("\n"))
        ):
            return LiteralScalarString(value)
        return value

    yaml = YAML()
    yaml.width = 10**6
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    yaml.dump(shown(plain), stream)
    return stream.getvalue()
