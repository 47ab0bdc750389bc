"""Many small things are shown as they were: derivations, rules, judgements, practice, progress and sets."""

from __future__ import annotations

import corpus
import pytest


@pytest.mark.parametrize("file", corpus.FILES)
def test_all_is_shown_as_it_was(file: str) -> None:
    shown, kept = corpus.text(file).split("\n=== "), (corpus.FOLDER / file).read_text("utf-8").split("\n=== ")
    for each, expected in zip(shown, kept, strict=False):
        assert each == expected
    assert len(shown) == len(kept)
