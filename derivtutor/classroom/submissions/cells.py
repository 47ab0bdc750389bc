"""What stands in the cell of an answer, as the editors and question types of learning platforms write it."""

from __future__ import annotations

import html
import re

_BLANK = frozenset({"", "-", "<unanswered>", "[none given]", "[no answer given]"})
"""What platforms write where nothing was answered."""

_TAG = re.compile(
    r"<\s*/?\s*(?:p|br|div|span|strong|em|b|i|u|font|sup|sub|ul|ol|li|h[1-6]|a|img|pre|code|table|tbody|tr|td)\b[^<>]*>",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"\s*<(?:p|div|span)\b[^<>]*>.*</(?:p|div|span)\s*>\s*$", re.IGNORECASE | re.DOTALL)
_LINE = re.compile(r"<\s*(?:br\b[^<>]*|/\s*(?:p|div|li|tr|h[1-6])\s*)>", re.IGNORECASE)
_RAISED = re.compile(r"<\s*(sup|sub)\b[^<>]*>(.*?)<\s*/\s*\1\s*>", re.IGNORECASE | re.DOTALL)


def is_blank(answer: str) -> bool:
    """Whether nothing was answered."""
    return answer.strip().casefold() in _BLANK


def of_editor(answer: str) -> str:
    """An answer without the paragraphs that an editor puts around it; one that has none is left as it is.

    >>> of_editor("<p>2x<br></p>"), of_editor("0 < x <b>")
    ('2x', '0 < x <b>')
    """
    return without_tags(answer) if _PARAGRAPH.match(answer) else answer


def without_tags(text: str) -> str:
    """What HTML shows; any other text is left as it is.

    >>> without_tags("<p>2x&nbsp;cos(x<sup>2</sup>)</p>"), without_tags("0 < x")
    ('2x cos(x^(2))', '0 < x')
    """
    if "<" not in text or not _TAG.search(text):
        return text
    raised = _RAISED.sub(lambda match: f"{'^' if match[1].lower() == 'sup' else '_'}({match[2]})", text)
    shown = html.unescape(_TAG.sub("", _LINE.sub("\n", raised)))
    return "\n".join(line for line in shown.replace("\xa0", " ").splitlines() if line.strip()).strip()
