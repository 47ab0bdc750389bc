"""What `portraits.txt` tells of many functions: zeros, turning points, domains, limits, slopes and kinks."""

from __future__ import annotations

import pytest
from portraits import pages, portrait

PAGES = pages()


@pytest.mark.parametrize("function", PAGES)
def test_the_portrait_is_as_recorded(function: str) -> None:
    assert portrait(function) == PAGES[function]
