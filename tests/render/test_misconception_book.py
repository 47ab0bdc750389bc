"""Every misconception can be looked up, and says where it shows and what to ask then."""

from __future__ import annotations

from derivtutor.derivation.misconceptions import NAMES
from derivtutor.render import misconception_book


def test_every_misconception_shows_somewhere() -> None:
    places = misconception_book.shown()
    assert {each.misconception for each in places} == {*NAMES}
    assert [each for each in places if not each.hint or "{" in each.wrong + each.hint] == []
