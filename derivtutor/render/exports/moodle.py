"""Exercises as Moodle's own types of questions: multiple choice, numerical, short answer and essay."""

from __future__ import annotations

from derivtutor.exercises.kinds.inputs import Foreseen
from derivtutor.render.exports import foreseen
from derivtutor.render.exports.foreseen import Decimal
from derivtutor.render.exports.moodle_xml import (
    document,
    element,
    foot,
    group,
    head,
    in_line,
    plain,
    rich,
    solution,
    text,
)
from derivtutor.render.exports.question_bank import Bank, Item
from derivtutor.render.exports.words import html_with_tex

_FRACTIONS = (
    1, 9 / 10, 5 / 6, 4 / 5, 3 / 4, 7 / 10, 2 / 3, 3 / 5, 1 / 2, 2 / 5, 1 / 3, 3 / 10, 1 / 4, 1 / 5, 1 / 6, 1 / 7,
    1 / 8, 1 / 9, 1 / 10, 1 / 20, 0,
)  # fmt: skip
"""The shares of the points that Moodle knows; a file with others is refused."""


def render(bank: Bank, key: bool = True) -> str:
    """A Moodle XML file."""
    return document(bank, map(question, bank.items))


def question(item: Item) -> str:
    """An exercise as the type of question that comes nearest to it."""
    if item.choices:
        return _multichoice(item)
    if item.exercise.facts.sort == "lines":
        return _essay(item)
    number = foreseen.number(item.input) if item.input else None
    return _numerical(item, number) if number else _shortanswer(item)


def _question(kind: str, item: Item, *parts: str) -> str:
    return group("question", *head(item, html_with_tex(item.statement), solution(item)), *parts, type=kind)


def _multichoice(item: Item) -> str:
    return _question(
        "multichoice",
        item,
        plain("single", "true"),
        plain("shuffleanswers", "false"),
        plain("answernumbering", "abc"),
        plain("showstandardinstruction", 0),
        rich("correctfeedback", ""),
        rich("partiallycorrectfeedback", ""),
        rich("incorrectfeedback", ""),
        *(_answer(in_line(each.answer), each.credit, each.says, "html") for each in foreseen.choices(item)),
        *foot(item),
    )


def _numerical(item: Item, number: Decimal) -> str:
    answers = [(number.text, 1.0, "")]
    for other in foreseen.wrong(item):
        value = foreseen.value_of(other.tree)
        if value is not None and abs(value - number.value) > number.tolerance:
            answers.append((foreseen.decimal(value), other.credit, other.says))
    tolerance = plain("tolerance", f"{number.tolerance:g}")
    return _question(
        "numerical",
        item,
        *(_answer(*answer, "moodle_auto_format", tolerance) for answer in answers),
        plain("unitgradingtype", 0),
        plain("unitpenalty", "0.1000000"),
        plain("showunits", 3),
        plain("unitsleft", 0),
        *foot(item),
    )


def _shortanswer(item: Item) -> str:
    others = [
        Foreseen(spelling, other.credit, other.says)
        for other in foreseen.wrong(item)
        for spelling in dict.fromkeys(foreseen.without_spaces([other.answer]))
    ]
    by_answer = {each.answer: each for each in [*others, *foreseen.right(item)]}
    ordered = sorted(by_answer.values(), key=lambda each: -each.credit)
    usecase = not item.exercise.facts.in_words
    return _question(
        "shortanswer",
        item,
        plain("usecase", int(usecase)),
        *(_answer(_literal(each.answer), each.credit, each.says, "moodle_auto_format") for each in ordered),
        *foot(item),
    )


def _literal(answer: str) -> str:
    """An answer in which an asterisk is an asterisk; to Moodle it stands for any text."""
    return answer.replace("*", r"\*")


def _essay(item: Item) -> str:
    return _question(
        "essay",
        item,
        plain("responseformat", "monospaced"),
        plain("responserequired", 1),
        plain("responsefieldlines", 15),
        plain("attachments", 0),
        plain("attachmentsrequired", 0),
        rich("graderinfo", solution(item)),
        rich("responsetemplate", ""),
        *foot(item),
    )


def _answer(answer: str, credit: float, says: str, form: str, *more: str) -> str:
    feedback = rich("feedback", html_with_tex(says))
    return element("answer", "".join([text(answer), feedback, *more]), fraction=_percent(credit), format=form)


def _percent(credit: float) -> str:
    """The nearest share that Moodle knows and that is not more."""
    return f"{100 * next(share for share in _FRACTIONS if share <= credit + 1e-6):.7g}"
