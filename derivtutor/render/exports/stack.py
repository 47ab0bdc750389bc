"""Exercises as questions for STACK, which judges answers by algebra: with a node for every slip that is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from derivtutor.render.exports import moodle
from derivtutor.render.exports.moodle_xml import (
    PENALTY,
    document,
    element,
    foot,
    group,
    head,
    plain,
    rich,
    solution,
    text,
)
from derivtutor.render.exports.question_bank import Bank, Item
from derivtutor.render.exports.random_numbers import randomised
from derivtutor.render.exports.responses import Response, Tree, tests_xml, tree_xml
from derivtutor.render.exports.stack_parts import Part, parts_of
from derivtutor.render.exports.words import html_with_tex, inline_math

_VERSION = "2023010400"
"""The version of STACK (4.4) that has all that is written here."""

_SIMPLIFY = {"questionsimplify": 1, "assumepositive": 0, "assumereal": 0}
_FEEDBACK = {
    "prtcorrect": "Correct.",
    "prtpartiallycorrect": "Partially correct.",
    "prtincorrect": "Incorrect.",
}
_OPTIONS = {
    "decimals": ".", "scientificnotation": "*10", "multiplicationsign": "dot", "sqrtsign": 1, "complexno": "i",
    "inversetrig": "cos-1", "logicsymbol": "lang", "matrixparens": "[", "variantsselectionseed": "",
}  # fmt: skip
_FORBIDDEN = "diff,int,integrate"
"""An answer must not leave the work to Maxima."""

_STARS, _STARS_BETWEEN_LETTERS = 4, 5
"""Signs for multiplication are put in where they were left out; between letters too, where all names are one letter."""


def render(bank: Bank, key: bool = True) -> str:
    """A Moodle XML file of questions of the type `stack`; what STACK cannot ask becomes a question of Moodle's own."""
    return document(bank, map(_question, bank.items))


def _question(item: Item) -> str:
    drawn = randomised(item)
    if drawn is not None:
        return _stack(item, [drawn.part], drawn.statement, drawn.feedback, drawn.variables, drawn.note)
    parts = parts_of(item)
    if not parts:
        return moodle.question(item)
    variables = [f"ta{number}:{part.key};" for number, part in enumerate(parts, 1)]
    return _stack(item, parts, html_with_tex(item.statement), solution(item), variables, "")


def _stack(
    item: Item, parts: Sequence[Part], statement: str, feedback: str, variables: Sequence[str], note: str
) -> str:
    numbered = list(enumerate(parts, 1))
    trees = [Tree(number, _with_key(number, part), part.as_typed) for number, part in numbered]
    asks = statement + "".join(_ask(number, part) for number, part in numbered)
    shown = "".join(f"<p>[[feedback:{tree.name}]]</p>" for tree in trees)
    return group(
        "question",
        *head(item, asks, feedback),
        element("stackversion", text(_VERSION)),
        element("questionvariables", text("\n".join(variables))),
        rich("specificfeedback", shown),
        rich("questionnote", note),
        rich("questiondescription", ""),
        *(plain(name, value) for name, value in _SIMPLIFY.items()),
        *(rich(name, f"<p>{says}</p>") for name, says in _FEEDBACK.items()),
        *(plain(name, value) for name, value in _OPTIONS.items()),
        *(_input(number, part) for number, part in numbered),
        *map(tree_xml, trees),
        *tests_xml(trees, [f"ta{number}" for number, _ in numbered], PENALTY),
        *foot(item),
        type="stack",
    )


def _with_key(number: int, part: Part) -> tuple[Response, ...]:
    """The responses with the key by the name of its variable."""
    return tuple(
        replace(response, model=f"ta{number}") if response.model == part.key else response
        for response in part.responses
    )


def _ask(number: int, part: Part) -> str:
    label = f"{inline_math(part.label)} " if part.label else ""
    return f"<p>{label}[[input:ans{number}]] [[validation:ans{number}]]</p>"


def _input(number: int, part: Part) -> str:
    one_letter = all(len(letter) == 1 for letter in part.letters)
    fields = {
        "name": f"ans{number}",
        "type": "algebraic",
        "tans": f"ta{number}",
        "boxsize": 30,
        "strictsyntax": 1,
        "insertstars": _STARS_BETWEEN_LETTERS if one_letter else _STARS,
        "syntaxhint": "",
        "syntaxattribute": 0,
        "forbidwords": _FORBIDDEN,
        "allowwords": "",
        "forbidfloat": int(not part.is_number),
        "requirelowestterms": 0,
        "checkanswertype": int(not part.is_equation),
        "mustverify": 1,
        "showvalidation": 1,
        "options": "",
    }
    return group("input", *(plain(name, value) for name, value in fields.items()))
