"""What is shown between a raw result and a tidy one belongs to that result."""

from __future__ import annotations

from derivtutor.derivation.tidy import Tidier
from derivtutor.derivation.tidying.passages import restored
from derivtutor.notation.tree import Name, Number, Structure, Sum


def test_what_a_law_has_written_is_not_taken_for_that_of_an_expression_made_later() -> None:
    finishing = Tidier(Number(0), Structure()).finishing
    finishing.noted(Sum((Name("x"), Number(1))), written=Number(7))  # and dropped, so that its place in memory is free
    later = [Sum((Name("x"), Number(number))) for number in range(50)]
    assert [restored(each, finishing.literal) for each in later] == later
