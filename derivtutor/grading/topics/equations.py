"""Answers that are equations of lines and planes: `z = 4x + 2y - 3`, `4(x - 1) + 2(y - 1) - (z - 3) = 0`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from derivtutor.calculus.reading import equality_signs
from derivtutor.calculus.values import put_in
from derivtutor.grading.answer import Answer, in_letters, read_answer
from derivtutor.grading.comparison import Known
from derivtutor.grading.wording import announced, check_letters, without_marks
from derivtutor.notation.expression import named
from derivtutor.notation.markup import without_markup
from derivtutor.notation.rational import number
from derivtutor.notation.reader import read
from derivtutor.notation.tree import (
    KEEPING,
    Comparison,
    Name,
    Negation,
    Node,
    Number,
    Product,
    Quotient,
    Sum,
    Unknown,
    fold,
    names,
    with_children,
)

if TYPE_CHECKING:
    from derivtutor.grading.topics.judging import TopicJudge

_LABEL = re.compile(r"[\s$]*[A-Za-z]\w*\s*(?P<arguments>\([\w\s,]+\))?\s*")
"""What stands for the height on the left side: `y`, `L(x)`."""

_ANYWHERE = tuple(map(Fraction, ("2/3", "-7/5", "11/4", "5/13", "-3/8")))


def solved(judge: TopicJudge, piece: Any) -> tuple[Node, Answer]:
    """An equation as it was typed, and what it says: the height, or what is zero on a surface, as much as is wanted.

    Raises:
        UserError: where it cannot be read.
    """
    typed = _sides(judge, piece) if isinstance(piece, str) else None
    if typed is None or not typed[0]:
        piece = piece if typed is None else typed[1]
        answer = read_answer(piece, judge.variable, judge.letters, judge.log)
        return answer.tree, _of_surface(judge, answer.tree) if _is_surface(judge) else answer
    left, right = (_side(judge, side) for side in typed)
    written = Comparison((left, right), ("=",))
    difference = Sum((left, Negation(right)))
    if _is_surface(judge):
        return written, _of_surface(judge, difference)
    height = next((letter for letter in heights(judge) if letter in names(difference)), None)
    rate = None if height is None else _rate(judge, difference, height)
    if height is None or rate is None:
        return written, Answer(difference)
    return written, Answer(Negation(Quotient(put_in(difference, {height: Number(0)}), rate)))


def _is_surface(judge: TopicJudge) -> bool:
    return isinstance(judge.found.task.functions[0].tree, Comparison)


def heights(judge: TopicJudge) -> tuple[str, ...]:
    """The letters that may stand for the height: the usual one, and what the problem calls it."""
    usual = next(letter for letter in ("yz" if judge.found.topic == "tangent" else "zwhHZW") if _is_free(judge, letter))
    name = named(judge.problem)[0] if isinstance(judge.problem, str) else ""
    return (usual, name) if name and _is_free(judge, name) else (usual,)


def solved_for(judge: TopicJudge) -> tuple[str, ...]:
    """The letters that an equation may be solved for: the height, or a variable that counts in that of a surface."""
    if not _is_surface(judge):
        return heights(judge) if judge.found.topic != "taylor" else ()
    (expected,) = judge.result.entries
    return tuple([letter for letter in judge.found.task.variables if _rate(judge, expected, letter) is not None])


def _is_free(judge: TopicJudge, letter: str) -> bool:
    return letter not in judge.letters | judge.point.keys()


def _sides(judge: TopicJudge, piece: str) -> tuple[str, str] | None:
    """The two sides of an equation, the left one empty where it is a name, as in `y = 6x - 9`; None for another."""
    typed = without_marks(without_markup(piece))
    typed = (announced(typed, judge.letters) or typed).strip("$ .,;")
    signs = equality_signs(typed)
    if len(signs) != 1:
        return None
    left, right = typed[: signs[0].start()], typed[signs[0].end() :]
    label = _LABEL.fullmatch(left)
    if not left.strip() or not right.strip():
        return None
    if label and not _is_surface(judge) and (label["arguments"] or _is_free(judge, left.strip(" $"))):
        return "", right
    return left, right


def _side(judge: TopicJudge, text: str) -> Node:
    """One side, in the letters of the equation; `f(x, y)` is the height."""
    known = judge.letters | judge.point.keys() | {*heights(judge)}
    tree = fold(read(text.strip().strip("$"), log=judge.log).tree, {**KEEPING, Unknown: _height(judge)})
    tree, _ = in_letters(tree, frozenset(known))
    check_letters(text, names(tree), frozenset(known))
    return tree


def _height(judge: TopicJudge) -> Any:
    variables = [Name(variable) for variable in judge.found.task.variables]

    def height(called: Unknown, children: list[Node]) -> Node:
        is_it = children == variables and not any(called.orders)
        return Name(heights(judge)[0]) if is_it else with_children(called, tuple(children))

    return height


def _of_surface(judge: TopicJudge, difference: Node) -> Answer:
    """What is zero, multiplied so that its first letter counts as much as in the right equation."""
    (expected,) = judge.result.entries
    for letter in judge.found.task.variables:
        wanted = _rate(judge, expected, letter)
        rate = None if wanted is None else _rate(judge, difference, letter)
        if wanted is not None:
            return Answer(difference if rate is None else Product((difference, Quotient(wanted, rate))))
    return Answer(difference)


def _rate(judge: TopicJudge, tree: Node, letter: str) -> Node | None:
    """How fast an expression changes with a letter, if that is the same everywhere, and not zero."""
    start, end, far = (put_in(tree, {letter: Number(value)}) for value in (0, 1, 3))
    rate = Sum((end, Negation(start)))
    there = put_in(rate, _somewhere(judge))
    steady = _are_equal(Sum((far, Negation(start))), Product((Number(3), rate)))
    return rate if steady and _are_equal(rate, there) and not _are_equal(there, Number(0)) else None


def _somewhere(judge: TopicJudge) -> Mapping[str, Node]:
    """A point of the variables that is none of the usual ones."""
    letters = (*judge.found.task.variables, *heights(judge))
    return {letter: number(_ANYWHERE[place % len(_ANYWHERE)]) for place, letter in enumerate(letters)}


def _are_equal(one: Node, other: Node) -> bool:
    return Known(one, names(one) | names(other)).compare(other).relation == "equal"
