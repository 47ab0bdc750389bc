"""Many small things that are handed in, listed and graded come to what they came to before."""

from __future__ import annotations

import classes
import pytest


@pytest.mark.parametrize("file", classes.FILES)
def test_all_comes_to_what_it_came_to(file: str) -> None:
    found, kept = classes.text(file).split("\n=== "), (classes.FOLDER / file).read_text("utf-8").split("\n=== ")
    for each, expected in zip(found, kept, strict=False):
        assert each == expected
    assert len(found) == len(kept)
