"""What sheets are called that do not say whose they are: by their folder or file, and never two of them the same."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import PurePath

_OF_PLATFORMS = (
    re.compile(r"(?P<student>.+?)_\d+_assign(?:submission|feedback)_.*", re.IGNORECASE),  # Moodle
    re.compile(r"(?P<student>[a-z]+)(?:_LATE)?_\d+_\d+_.+"),  # Canvas
)
"""How platforms name the files and folders of a student when all are downloaded at once."""


@dataclass(slots=True)
class Nameless:
    """The names that were given in a run."""

    given: dict[str, PurePath] = field(default_factory=dict)

    @staticmethod
    def of_platform(path: PurePath) -> str:
        """The student whose name a platform gave to a file or its folder; empty where none did."""
        for part in reversed(path.parts):
            for pattern in _OF_PLATFORMS:
                if match := pattern.fullmatch(part):
                    return match["student"]
        return ""

    def name(self, path: PurePath) -> str:
        """A name for the sheet of a file that says none."""
        if known := self.of_platform(path):
            return known
        parts = [*path.parts[:-1], _stem(path)]
        for first in range(len(parts) - 1, -1, -1):
            name = "/".join(part.strip("/\\") for part in parts[first:]) or path.name
            if self.given.setdefault(_same(name), path) == path:
                return name
        return str(path)


_ENDINGS = frozenset({".yaml", ".yml", ".md", ".markdown", ".json", ".toml", ".txt"})


def _stem(path: PurePath) -> str:
    """The name without ending, or endings: systems that hide one add another."""
    while path.suffix.lower() in _ENDINGS:
        path = path.with_suffix("")
    return path.name


def _same(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
