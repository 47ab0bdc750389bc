"""A set as a sheet to print from a browser: one file, A4, with room for the answers, mathematics in MathML."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape as escaped
from importlib import resources

from derivtutor.exercises.kinds.question import Key
from derivtutor.render.exports.question_bank import Bank, Item, Working
from derivtutor.render.exports.words import clean, name
from derivtutor.render.html import formula
from derivtutor.render.prose import formula_html, to_html


def render(bank: Bank, key: bool = False) -> str:
    """A complete page."""
    style = resources.files("derivtutor.render.exports").joinpath("sheet.css").read_text("utf-8")
    title = escaped(name(bank.title))
    body = "\n".join(_body(bank, title, key))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _body(bank: Bank, title: str, key: bool) -> Iterator[str]:
    student = escaped(clean(bank.student))
    yield f"<h1>{title}</h1>"
    yield f'<p class="name">Name <span class="line">{student}</span> Date <span class="line date"></span></p>'
    if bank.introduction:
        yield f'<div class="introduction">{_words(bank.introduction)}</div>'
    for item in bank.items:
        yield from _section(item, _question(item))
    if key:
        yield f'<section class="key">\n<h1>{title}: answers</h1>'
        for item in bank.items:
            yield from _section(item, _key(item))
        yield "</section>"


def _section(item: Item, content: Iterator[str]) -> Iterator[str]:
    yield '<section class="exercise">'
    yield f'<h2><span>{item.number}. {escaped(name(item.title))}</span><span class="points">{item.worth}</span></h2>'
    yield from content
    yield "</section>"


def _question(item: Item) -> Iterator[str]:
    yield _words(item.statement)
    if item.choices:
        yield '<ul class="choices">'
        for choice in item.choices:
            yield f'<li><span class="box"></span><div>{_words(choice)}</div></li>'
        yield "</ul>"
    if lines := item.exercise.facts.lines:
        yield f'<div class="room">{"<div></div>" * lines}</div>'


def _key(item: Item) -> Iterator[str]:
    for working in item.workings:
        yield from _working(working)
    yield f'<p class="answer">Answer: {item.key_set(_words, escaped, _formula)}</p>'


def _formula(key: Key) -> str:
    return formula_html(key.text)


def _working(working: Working) -> Iterator[str]:
    if working.heading:
        yield f"<p>{escaped(clean(working.heading))}</p>"
    asked, *rest = working.rows
    yield '<table class="lines">'
    left = formula(asked.expression)
    for row in rest:
        sign = "≈" if row.is_about else "="
        cells = f'<td>{left}</td><td class="sign">{sign}</td><td>{formula(row.expression)}</td>'
        yield f'<tr>{cells}<td class="why">{escaped(clean(row.why))}</td></tr>'
        left = ""
    yield "</table>"


def _words(text: str) -> str:
    return to_html(clean(text)).strip()
