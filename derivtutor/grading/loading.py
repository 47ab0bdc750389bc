"""When modules are loaded: that takes time on a busy machine, and is no part of judging."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def noticed(note: Callable[[], None]) -> Iterator[None]:
    """Call `note` whenever a module is about to be loaded meanwhile."""
    finder = _Noticing(note)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _Noticing:
    """Asked first of all where a module is, it leaves that to the others."""

    def __init__(self, note: Callable[[], None]) -> None:
        self._note = note

    def find_spec(self, *_: object) -> None:
        self._note()
