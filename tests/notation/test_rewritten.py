"""What spreadsheets make of answers is told from answers, and costs no attempt."""

from __future__ import annotations

import pytest

from derivtutor import check
from derivtutor.errors import UserError
from derivtutor.exercises.marking import Marker
from derivtutor.exercises.model import Exercise, Kind
from derivtutor.notation.rewritten import check as check_rewritten

DATES = """
4-Mar|04-Mar|Mar-04|4-Mar-26|04-mars|4. Mär|04. Mrz|4-ene|Mar-2004|4 March 2026|2026-03-04|2026-03-04 00:00:00
2026-03-04T00:00:00|3/4/2026|03/04/2026|3/4/2026 0:00|04.03.2026|04-03-2026|03/04/26|04.03.26|Mar 4, 2026
"""
ERRORS = "#NAME?|#VALUE!|#REF!|#DIV/0!|#NUM!|#N/A|#WERT!|#NOM?|#¿NOMBRE?|#¡VALOR!|#NV|Err:508|########"
ANSWERS = """
3/4|3/4/26|4 - 3|3/4/5|4 m|4x^3 - 2|2026 - 3|1/2026|3.04|4-m|m-04|max-04|sec - 04|1.5.2|4-tan|-2x|3/4/126|May|4-Mars x
#1|N/A|# 2x|2!|1.23E+05|2026-3-4|e-04
"""


def parts(table: str) -> list[str]:
    return [each for line in table.strip().splitlines() for each in line.split("|")]


@pytest.mark.parametrize("answer", parts(DATES))
def test_dates_are_no_answers(answer: str) -> None:
    with pytest.raises(UserError) as raised:
        check("x^2", answer)
    assert raised.value.message == f"{answer} is a date: a spreadsheet made it out of what was typed, such as 3/4."
    assert raised.value.hint == "Format the cells as text, and type the answer again."


@pytest.mark.parametrize("answer", parts(ERRORS))
def test_errors_of_formulas_are_no_answers(answer: str) -> None:
    with pytest.raises(UserError, match="is what a spreadsheet shows for a formula that it does not understand"):
        check("x^2", answer)


@pytest.mark.parametrize("answer", parts(ANSWERS))
def test_answers_are_left_alone(answer: str) -> None:
    check_rewritten(answer)


@pytest.mark.parametrize("kind", ["derivative", "value", "numeric", "gradient", "working", "expression"])
def test_they_are_unreadable_in_every_kind(kind: Kind) -> None:
    marker = Marker.of(
        Exercise(id="a", kind=kind, differentiate="3/4 x", at="x=1" if kind == "value" else "", answer="3/4")
    )
    assert marker.mark("3/4").verdict in ("correct", "incorrect")
    for answer in ("4-Mar", "2026-03-04 00:00:00", "#NAME?"):
        assert marker.mark(answer).verdict == "unreadable"
