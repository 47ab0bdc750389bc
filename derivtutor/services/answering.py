"""Answering one request: the document as text, or what was wrong with it as a document, too."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, TypeAlias

from derivtutor.errors import UserError
from derivtutor.services.requests import request_of

MOST_BYTES = 64_000
"""So large what a request is told may be."""

Outcome: TypeAlias = Literal["done", "mistake", "late", "crashed", "busy"]
"""What became of a request: answered; at fault itself; ended; failed; or not taken on."""


class Answer(NamedTuple):
    """What became of a request, and the JSON document that says so, as text."""

    outcome: Outcome
    text: str


def written(document: Mapping[str, Any]) -> str:
    """A document as the commands print it."""
    return json.dumps(document, ensure_ascii=False, indent=2)


def complaint(error: UserError, outcome: Outcome = "mistake") -> Answer:
    """A mistake as the document `derivtutor/mistake/1`: a sentence, the remedy, and where in which text it is."""
    facts = {"message": error.message, "hint": error.hint, "text": error.text, "position": error.position}
    return Answer(outcome, written({"schema": "derivtutor/mistake/1", **facts, "line": error.line}))


def answer(name: str, given: Mapping[str, Any]) -> Answer:
    """The answer to a request; a mistake in it is an answer, too.

    >>> answer("hint", {"problem": "sin(x^2)", "level": 9}).outcome
    'mistake'
    """
    try:
        return Answer("done", written(request_of(name).document_for(given)))
    except UserError as error:
        return complaint(error)
