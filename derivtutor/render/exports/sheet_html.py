"""A set as a sheet to print from a browser: one file, A4, with room for the answers, mathematics in MathML."""

from __future__ import annotations

from collections.abc import Iterator

from derivtutor.exercises.kinds.choices import letter
from derivtutor.exercises.kinds.question import Key
from derivtutor.render.exports.question_bank import Bank, Item, Working
from derivtutor.render.exports.words import clean, name
from derivtutor.render.paper import Chain
from derivtutor.render.prose import formula_html, to_html, without_headings
from derivtutor.render.telling.blocks import Turn
from derivtutor.render.web.formulas import Formulas, without_styles
from derivtutor.render.web.frame import escape, page
from derivtutor.render.web.steps import chain_of

STYLES = ("derivtutor.render.exports/sheet.css",)


def render(bank: Bank, key: bool = False) -> str:
    """A complete page."""
    title = escape(name(bank.title))
    return page(title, "\n".join(_body(bank, title, key)), STYLES)


def _body(bank: Bank, title: str, key: bool) -> Iterator[str]:
    student = escape(clean(bank.student))
    yield f"<h1>{title}</h1>"
    yield f'<p class="name">Name <span class="line">{student}</span> Date <span class="line date"></span></p>'
    if bank.introduction:
        yield f'<div class="introduction">{_words(bank.introduction)}</div>'
    for item in bank.items:
        yield from _section(item, _question(item), 2)
    if key:
        yield f'<section class="key">\n<h2>{title}: answers</h2>'
        for item in bank.items:
            yield from _section(item, _key(item), 3)
        yield "</section>"


def _section(item: Item, content: Iterator[str], rank: int) -> Iterator[str]:
    heading = f'<span>{item.number}. {escape(name(item.title))}</span><span class="points">{item.worth}</span>'
    yield f'<section class="exercise">\n<h{rank}>{heading}</h{rank}>'
    yield from content
    yield "</section>"


def _question(item: Item) -> Iterator[str]:
    yield _words(item.statement)
    if item.choices:
        yield '<ul class="choices plain" role="list">'
        for place, choice in enumerate(item.choices):
            yield f'<li><span class="box"></span><span>({letter(place)})</span><div>{_choice(choice)}</div></li>'
        yield "</ul>"
    if lines := item.exercise.facts.lines:
        yield f'<div class="room">{"<div></div>" * lines}</div>'


def _key(item: Item) -> Iterator[str]:
    for working in item.workings:
        yield from _working(working)
    yield f'<div class="key-answer">Answer: {item.key_set(_choice, escape, _formula)}</div>'


def _choice(text: str) -> str:
    """A choice within a line, if it is a single paragraph."""
    shown = _words(text)
    is_one = shown.count("<p>") == 1 and shown.startswith("<p>") and shown.endswith("</p>")
    return shown[len("<p>") : -len("</p>")] if is_one else shown


def _formula(key: Key) -> str:
    return without_styles(formula_html(key.text))


def _working(working: Working) -> Iterator[str]:
    if working.heading:
        yield f"<p>{escape(clean(working.heading))}</p>"
    asked, *rest = working.rows
    turns = [Turn(row.expression, clean(row.why), row.is_about) for row in rest]
    yield from chain_of(Chain(asked.expression, tuple(turns)), Formulas())


def _words(text: str) -> str:
    return without_styles(without_headings(to_html(clean(text)))).strip()
