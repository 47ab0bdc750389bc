"""Exercises as cards for Anki: a text file with the question in front, the key and the worked lines behind."""

from __future__ import annotations

import csv
import hashlib
import io
import re

from derivtutor.render.exports.moodle_xml import in_line, solution
from derivtutor.render.exports.question_bank import Bank, Item
from derivtutor.render.exports.words import clean, html_with_tex, name

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_GUID_LENGTH = 12


def render(bank: Bank, key: bool = True) -> str:
    """A file for Anki's import: a head that says what the columns are, and a line for each card."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
    for item in bank.items:
        writer.writerow((_guid(bank, item), _on_one_line(_front(item)), _on_one_line(solution(item)), _tags(item)))
    head = (
        "separator:tab",
        "html:true",
        "notetype:Basic",
        f"deck:{name(bank.title)}",
        "guid column:1",
        "tags column:4",
        "columns:guid\tFront\tBack\tTags",
    )
    return "".join(f"#{line}\n" for line in head) + stream.getvalue()


def _front(item: Item) -> str:
    choices = "".join(f"<li>{in_line(choice)}</li>" for choice in item.choices)
    listed = f'<ol type="a">{choices}</ol>' if choices else ""
    return html_with_tex(item.statement) + listed


def _guid(bank: Bank, item: Item) -> str:
    """The same for the same exercise with the same numbers, so that a new import replaces the card."""
    numbers = item.exercise.differentiate if item.original.parameters else ""
    digest = hashlib.sha256("\x1f".join((bank.title, item.exercise.id, numbers)).encode("utf-8", "replace")).digest()
    number, letters = int.from_bytes(digest, "big"), ""
    while len(letters) < _GUID_LENGTH:
        number, place = divmod(number, len(_LETTERS))
        letters += _LETTERS[place]
    return letters


def _on_one_line(html: str) -> str:
    """HTML without line breaks; in preformatted text they are kept as codes."""
    kept = re.sub(r"<pre>.*?</pre>", lambda match: match[0].replace("\n", "&#10;"), html, flags=re.DOTALL)
    return " ".join(kept.split("\n"))


def _tags(item: Item) -> str:
    """Tags without the spaces and colons that mean something in them."""
    return " ".join(re.sub(r"[\s:]+", "_", clean(label)) for label in item.labels)
