"""What an assistant can read: the rule book and the misconceptions, whole or one by its id, as Markdown and JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from derivtutor.derivation.misconceptions import NAMES
from derivtutor.derivation.rules import RULES
from derivtutor.render import misconception_book, rule_book
from derivtutor.services import sentences
from derivtutor.services.answering import written

SCHEME = "derivtutor://"
MARKDOWN, JSON = "text/markdown", "application/json"


class Shelf(NamedTuple):
    """Things of one sort: what they are, all of them, and one by its id, each as Markdown and for programs."""

    name: str
    one: str
    says: str
    ids: Sequence[str]
    markdown: Callable[[], str]
    page: Callable[[str], str]
    as_dict: Callable[[str], dict[str, Any]]


def _rule_page(name: str) -> str:
    return rule_book.page(rule_book.find_rule(name))


def _rule_document(name: str) -> dict[str, Any]:
    return rule_book.as_dict(rule_book.find_rule(name))


def _misconception_page(name: str) -> str:
    return misconception_book.page(misconception_book.find_misconception(name))


def _misconception_document(name: str) -> dict[str, Any]:
    return misconception_book.as_dict(misconception_book.find_misconception(name))


SHELVES = (
    Shelf(
        "rules",
        "rule",
        "The rules of differentiation, each with its statement, an example, and the ways in which it is got wrong.",
        tuple([rule.id for rule in RULES]),
        rule_book.markdown,
        _rule_page,
        _rule_document,
    ),
    Shelf(
        "misconceptions",
        "misconception",
        "The misconceptions that are found in wrong answers, where each shows, and what a teacher asks then.",
        tuple(NAMES),
        misconception_book.markdown,
        _misconception_page,
        _misconception_document,
    ),
)


class Text(NamedTuple):
    """What was asked for, and what it is written in."""

    text: str
    kind: str


def text_of(uri: str) -> Text:
    """What an address such as `derivtutor://rules/chain` or `derivtutor://rules.json` leads to.

    Raises:
        UserError: where it leads nowhere.
    """
    path = uri.removeprefix(SCHEME).strip("/")
    whole = path.removesuffix(".json")
    name, _, id = whole.partition("/")
    shelf = next((shelf for shelf in SHELVES if shelf.name == name), None)
    if shelf is None or not uri.startswith(SCHEME):
        raise sentences.NO_SUCH_RESOURCE(name=uri[:80])
    if path == whole:
        return Text(shelf.page(id) if id else shelf.markdown(), MARKDOWN)
    document = shelf.as_dict(id) if id else {shelf.name: list(map(shelf.as_dict, shelf.ids))}
    return Text(written(document), JSON)
