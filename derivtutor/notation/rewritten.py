"""Answers that a spreadsheet has rewritten: 3/4 became 4-Mar, and what began with = or - became #NAME?."""

from __future__ import annotations

from derivtutor.notation import sentences
from derivtutor.notation.months import MONTHS
from derivtutor.patterns import pattern

_LONGEST = 40
_CLOCK = r"(?:[ T]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[AP]M)?)?"
_DATE = pattern(
    r"\d{1,2}[-/. ]{1,2}(?P<month>[^\W\d_]{3,10})\.?(?:[-/. ]\d{2}(?:\d{2})?)?"
    r"|(?P<first>[^\W\d_]{3,10})\.?(?:[-/. ]\d{2}(?:\d{2})?| \d{1,2}, \d{4})"
    rf"|(?:19|20)\d\d-(?:0\d|1[0-2])-[0-3]\d{_CLOCK}"
    rf"|\d{{1,2}}(?P<mark>[-/.])\d{{1,2}}(?P=mark)(?:19|20)\d\d{_CLOCK}"
    rf"|(?:0\d(?P<sign>[/.])[0-3]\d|[0-3]\d(?P<other>[/.])0\d)[/.]\d\d{_CLOCK}"
)
"""Dates as spreadsheets show them; nobody writes a fraction so."""

_ERROR = pattern(r"#(?:[^\W\d_]|[¿¡])[\w/¿¡]*[?!]|#N/A|#NV|Err:\d{3}|#{3,}")
"""What stands for a formula that cannot be worked out, and for what the column is too narrow for."""


def check(text: str) -> None:
    """See whether an answer is still what was typed.

    Raises:
        UserError: where a spreadsheet has made something else of it.
    """
    if len(text) > _LONGEST:
        return
    written = text.strip()
    if _ERROR.fullmatch(written):
        raise sentences.NOT_A_FORMULA(written=written)
    date = _DATE.fullmatch(written)
    if date is not None:
        month = date["month"] or date["first"]
        if month is None or month.casefold() in MONTHS:
            raise sentences.A_DATE(written=written)
