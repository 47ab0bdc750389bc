"""Exercises with parameters as STACK makes them up itself: random numbers, the key by Maxima's own `diff`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from derivtutor.derivation.tidy import tidied
from derivtutor.exercises.kinds.inputs import Input
from derivtutor.exercises.kinds.question import Worked
from derivtutor.exercises.model import Exercise
from derivtutor.exercises.variants import values
from derivtutor.exercises.wrong_answers import wrong_answers
from derivtutor.grading.judge import Judge
from derivtutor.notation import linear
from derivtutor.notation.latex import latex
from derivtutor.notation.maxima import SMOOTH, maxima_text
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Call, Name, Node, parts, substitute
from derivtutor.render.exports import foreseen
from derivtutor.render.exports.question_bank import Item, workings_of
from derivtutor.render.exports.responses import Response
from derivtutor.render.exports.stack_parts import Part, is_typed, key_response
from derivtutor.render.exports.words import html_with_tex, inline_math, worked_lines

_TO_FORM = {"factored": "factor", "expanded": "expand"}
"""Maxima's functions for the forms that may be asked for."""


@dataclass(frozen=True, slots=True)
class Randomised:
    """A question whose numbers are drawn anew for each student: its variables, its words and its one input."""

    variables: tuple[str, ...]
    statement: str
    feedback: str
    note: str
    part: Part


def randomised(item: Item) -> Randomised | None:
    """A plain derivative with whole parameters that no text names; None for everything else."""
    exercise = item.original
    if not _is_plain(exercise):
        return None
    (asked,) = item.question.inputs
    variable = asked.variable
    judge = Judge(exercise.differentiate, variable, exercise.order, log=exercise.log)
    function = judge.asked.function
    if variable in exercise.parameters or asked.expected is None or not is_typed(function, asked.expected):
        return None
    if any(isinstance(node, Call) and node.function not in SMOOTH for node in parts(function)):
        return None
    derivative = f"diff(expr, {variable}, {exercise.order})"
    key = f"{_TO_FORM[exercise.form]}({derivative})" if exercise.form in _TO_FORM else derivative
    drawn = tuple(f"{name}:{_drawn(values(given))};" for name, given in exercise.parameters.items())
    asks = html_with_tex(exercise.text) if exercise.text else f"<p>{_task(asked, exercise.order)}:</p>"
    responses = (key_response(asked, "ta1", item.question.scheme), *_foreseen(item, judge))
    return Randomised(
        (*drawn, f"expr:{maxima_text(function)};", f"ta1:{key};"),
        rf"{asks}<p>\[{{@expr@}}\]</p>",
        _feedback(item, judge),
        r"\({@expr@}\), \({@ta1@}\)",
        Part("", "ta1", responses, asked.letters),
    )


def _task(asked: Input, order: int) -> str:
    what = asked.name if order == 1 else f"{asked.name} of order {order}"
    return f"Find the {what} with respect to {inline_math(latex(Name(asked.variable)))}"


def _is_plain(exercise: Exercise) -> bool:
    """Whether the numbers stand in the function only, and are whole."""
    others = [other for alternative in exercise.alternatives for other in (alternative.says, alternative.answer)]
    texts = [exercise.title, exercise.text, *exercise.hints, *exercise.feedback.values(), *others]
    named = any(f"{{{name}}}" in text for name in exercise.parameters for text in texts)
    whole = all(value.lstrip("+-−").isdecimal() for given in exercise.parameters.values() for value in values(given))
    facts = exercise.facts
    is_formula = facts.is_derivative and facts.sort == "formula" and not exercise.at
    plain = is_formula and exercise.form != "simplified"
    return bool(exercise.parameters) and plain and whole and not named and "$" not in exercise.text


def _drawn(possible: tuple[str, ...]) -> str:
    """One of the values by chance."""
    numbers = [int(value.replace("−", "-")) for value in possible]
    if numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"{numbers[0]} + rand({len(numbers)})"
    return f"rand([{', '.join(map(str, numbers))}])"


def _foreseen(item: Item, judge: Judge) -> Iterator[Response]:
    """Alternatives and slips with the parameters as letters, each marked with one student's numbers in their place."""
    numbers = {name: read(value).tree for name, value in item.numbers.items()}

    def marked(tree: Node) -> Iterator[Response]:
        mark = item.marker.mark(linear.text(tidied(substitute(tree, numbers))))
        if mark.verdict == "incorrect" and (mark.says or mark.credit):
            yield Response(maxima_text(tree), mark.credit, mark.says)

    for other in item.original.alternatives:
        tree = foreseen.expression(other.answer, item.exercise.log)
        yield from marked(tree) if tree is not None and is_typed(tree) else ()
    for wrong in wrong_answers(judge):
        yield from marked(wrong.tree) if is_typed(wrong.tree) else ()


def _feedback(item: Item, judge: Judge) -> str:
    """The worked lines in letters, and what the letters are for this student."""
    where = ", ".join(rf"\({latex(Name(name))} = {{@{maxima_text(Name(name))}@}}\)" for name in item.numbers)
    lines = worked_lines(workings_of(Worked(judge.asked.derivation)))
    return rf"<p>With {where}:</p>{lines}<p>Answer: \({{@ta1@}}\)</p>"
