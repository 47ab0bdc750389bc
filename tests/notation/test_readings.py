"""What `readings.txt` and `rows.jsonl` tell of typed lines: readings, complaints, notes, writings and worths."""

from __future__ import annotations

import pytest
from readings import page, pages, row, rows

PAGES = pages()


@pytest.mark.parametrize("typed", PAGES)
def test_the_page_is_as_recorded(typed: str) -> None:
    assert "\n".join(page(typed)) == "\n".join(PAGES[typed])


def test_every_row_is_as_recorded() -> None:
    expected = rows()
    found = [row(typed) for typed, *_ in expected]
    assert [one for one, other in zip(found, expected, strict=True) if one != other] == []
