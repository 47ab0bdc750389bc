"""The sample lessons in the place of those that are shipped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from derivtutor.lessons import catalogue, library

SAMPLES = Path(__file__).parent / "samples"


@contextmanager
def shelf(folder: Path = SAMPLES) -> Iterator[None]:
    """Let the lessons of a folder be the shipped ones."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (catalogue, library):
            patch.setattr(module, "shipped", lambda: folder)
        yield
