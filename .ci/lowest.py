"""The lowest version that `pyproject.toml` allows of each dependency and extra, as constraints for pip."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

_BOUND = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?>=(?P<version>[0-9.]+)")


def constraints(project: Path) -> Iterator[str]:
    """A line for each requirement that has a lower bound.

    Raises:
        ValueError: where one has none.
    """
    found = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    for requirement in chain(found["dependencies"], *found["optional-dependencies"].values()):
        bound = _BOUND.match(requirement)
        if bound:
            yield f"{bound['name']}=={bound['version']}"
        elif not requirement.startswith(f"{found['name']}["):
            raise ValueError(f"{requirement} has no lower bound")


if __name__ == "__main__":
    print("\n".join(constraints(Path(__file__).parents[1] / "pyproject.toml")))
