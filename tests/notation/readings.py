"""What is made of one typed line: how it is read, said, spanned and written, and what it is worth.

`readings.txt` holds a page for each line, typed as JSON; what is made of it is indented below. `rows.jsonl` has what
is read of each row of the tables of words, letters, signs and commands. To add one, write its line, `["typed"]`;
then `python tests/notation/readings.py` writes all anew. Read the difference: nothing else says that it is true.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from derivtutor.errors import UserError
from derivtutor.notation import linear
from derivtutor.notation.ball import evaluate_ball
from derivtutor.notation.expression import problem
from derivtutor.notation.latex import latex
from derivtutor.notation.mathml import mathml
from derivtutor.notation.maxima import maxima_text
from derivtutor.notation.pretty import pretty
from derivtutor.notation.rational import constant_value
from derivtutor.notation.real import compile_real
from derivtutor.notation.rewritten import check
from derivtutor.notation.rough import rough_value
from derivtutor.notation.slope import STEP, evaluate
from derivtutor.notation.sympy_syntax import sympy_text
from derivtutor.notation.tree import CONSTANTS, Node, names, parts

FILE = Path(__file__).with_name("readings.txt")
ROWS = FILE.with_name("rows.jsonl")
_NUMBERS = (Fraction(7, 5), Fraction(-5, 8))
"""The first letter has such a number, each of the following ones a third more."""


def page(text: str) -> list[str]:
    return [json.dumps(text, ensure_ascii=False), *(f"    {name:8} {said}" for name, said in _told(text) if said)]


def _told(text: str) -> Iterator[tuple[str, str]]:
    try:
        found = problem(text)
    except UserError as error:
        yield "refused", error.message
        yield "hint", error.hint
        yield "at", "" if error.position is None else f"{error.position} {error.text[error.position :][:12]!r}"
        return
    yield from (("note", note) for note in found.notes)
    yield from _written(found.tree)
    yield "parts", _spans(found.tree, text)
    for number in _NUMBERS:
        yield "worth", _worth(found.tree, number)


def _written(tree: Node) -> Iterator[tuple[str, str]]:
    yield "text", linear.text(tree)
    yield "unicode", linear.unicode(tree)
    yield "latex", latex(tree)
    yield (
        "mathml",
        mathml(tree).removeprefix('<math xmlns="http://www.w3.org/1998/Math/MathML" ').removesuffix("</math>"),
    )
    for name, write in (("sympy", sympy_text), ("maxima", maxima_text)):
        try:
            yield name, write(tree)
        except UserError as error:
            yield name, str(error)
    yield "board", str(pretty(tree)).replace("\n", "\n" + 13 * " ")
    if (ascii := str(pretty(tree, unicode=False))) != linear.text(tree):
        yield "ascii", ascii.replace("\n", "\n" + 13 * " ")


def _spans(tree: Node, text: str) -> str:
    """What was typed of each part that is no letter or number."""
    spans = [part.span for part in parts(tree) if part.children and part.span]
    return " ¦ ".join(text[slice(*span)] for span in spans[:12])


def _worth(tree: Node, first: Fraction) -> str:
    letters = sorted(names(tree) - CONSTANTS)
    numbers = {letter: first + Fraction(place, 3) for place, letter in enumerate(letters)}
    point = {letter: float(number) for letter, number in numbers.items()}
    real = compile_real(tree, letters)(tuple(point.values()))
    found = [_digits(real, 10)]
    ball = evaluate_ball(tree, numbers, 200)
    found.append(_digits(float(ball.mid()), 10) if ball is not None and ball.is_finite() else "no ball")
    if letters:
        slope = evaluate(
            tree, {letter: [number + (letter == letters[0]) * 1j * STEP] for letter, number in point.items()}
        )
        found.append(f"slope {_digits(slope[0].imag / STEP, 8)}")
    rough = rough_value(tree, point)
    found.append(f"rough {_digits(rough, 6)}")
    exact = constant_value(tree) if not letters else None
    found.append("" if exact is None else f"exactly {exact}")
    return ", ".join(filter(None, found))


def _digits(number: float, count: int) -> str:
    """What is zero but for rounding is zero."""
    return "0" if abs(number) < 1e-12 else f"{number:.{count}g}"


def row(text: str) -> list[str]:
    """What was typed, and what is read, or said of it as an answer."""
    try:
        check(text)
        found = problem(text)
    except UserError as error:
        return [text, "", error.message, error.hint]
    return [text, linear.text(found.tree), *found.notes]


def rows() -> list[list[str]]:
    return [json.loads(line) for line in ROWS.read_text("utf-8").split("\n") if line]


def pages() -> dict[str, list[str]]:
    """The lines of each page."""
    found: dict[str, list[str]] = {}
    for line in FILE.read_text("utf-8").removesuffix("\n").split("\n"):
        if line.startswith('"'):
            found[json.loads(line)] = lines = []
        lines.append(line)
    return found


if __name__ == "__main__":
    ROWS.write_text("".join(json.dumps(row(text), ensure_ascii=False) + "\n" for text, *_ in rows()), "utf-8")
    FILE.write_text("\n".join("\n".join(page(each)) for each in pages()) + "\n", "utf-8")
