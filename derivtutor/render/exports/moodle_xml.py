"""The XML in which Moodle takes questions in: elements, texts, and what all types of questions have."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from derivtutor.render.exports.question_bank import Bank, Item
from derivtutor.render.exports.words import clean, html_with_tex, inline_math, name, worked_lines
from derivtutor.render.exports.words import escape as escape_html

PENALTY = 0.1
"""The share of the points that a wrong attempt costs where a quiz allows several."""


def element(tag: str, content: str = "", **attributes: str) -> str:
    """An element with its content, which is XML already."""
    pairs = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{tag}{pairs}>{content}</{tag}>"


def group(tag: str, *parts: str, **attributes: str) -> str:
    """An element with elements in it, a line each."""
    return element(tag, "\n" + "".join(f"{part}\n" for part in parts), **attributes)


def plain(tag: str, text: object) -> str:
    """An element with plain text in it."""
    return element(tag, escape(str(text)))


def text(content: str) -> str:
    """A text of Moodle's: plain where it can be, else CDATA."""
    if not re.search("[<>&]", content):
        return element("text", content)
    return element("text", f"<![CDATA[{content.replace(']]>', ']]]]><![CDATA[>')}]]>")


def rich(tag: str, content: str, *more: str, **attributes: str) -> str:
    """An element with a text in HTML."""
    return element(tag, "".join([text(content), *more]), format="html", **attributes)


def document(bank: Bank, questions: Iterable[str]) -> str:
    """A file of questions, in a category of the set's title."""
    path = name(bank.title).replace("/", "//")
    category = group(
        "question",
        element("category", text(f"$course$/top/{path}")),
        rich("info", html_with_tex(bank.introduction)),
        type="category",
    )
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + group("quiz", category, *questions) + "\n"


def head(item: Item, statement: str, feedback: str) -> tuple[str, ...]:
    """What every question begins with."""
    return (
        element("name", text(name(item.title))),
        rich("questiontext", statement),
        rich("generalfeedback", feedback),
        plain("defaultgrade", f"{item.exercise.points:g}"),
        plain("penalty", PENALTY),
        plain("hidden", 0),
        plain("idnumber", item.exercise.id),
    )


def foot(item: Item, *more: str) -> tuple[str, ...]:
    """What every question ends with: hints and tags."""
    hints = [rich("hint", html_with_tex(hint), *more) for hint in item.exercise.hints]
    tags = [element("tag", text(clean(label))) for label in item.labels]
    return (*hints, group("tags", *tags)) if tags else tuple(hints)


def solution(item: Item) -> str:
    """The worked lines and the key in HTML."""
    return worked_lines(item.workings) + f"<p>Answer: {key_html(item)}</p>"


def key_html(item: Item) -> str:
    """The key as a formula; for choices and rules in words."""
    return item.key_set(in_line, escape_html, lambda key: inline_math(key.latex))


def in_line(markdown: str) -> str:
    """Markdown as HTML without a paragraph around it, where it is no more than one."""
    written = html_with_tex(markdown)
    inner = written.removeprefix("<p>").removesuffix("</p>")
    return written if "<p>" in inner or not written.startswith("<p>") else inner
