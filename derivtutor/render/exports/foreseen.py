"""The answers that an export can foresee: what is right in several spellings, and what is wrong in a known way."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from derivtutor.derivation.rules import BY_ID
from derivtutor.derivation.tidy import tidied
from derivtutor.errors import UserError
from derivtutor.exercises.components import components
from derivtutor.exercises.kinds.derivative import DerivativeQuestion
from derivtutor.exercises.kinds.gradient import GradientQuestion
from derivtutor.exercises.kinds.key import right_trees
from derivtutor.exercises.kinds.naming import RuleQuestion
from derivtutor.exercises.kinds.numeric import NumericQuestion
from derivtutor.exercises.kinds.tangent import TangentQuestion
from derivtutor.exercises.wrong_answers import wrong_answers
from derivtutor.grading.answer import read_answer
from derivtutor.notation import linear
from derivtutor.notation.maxima import maxima_text
from derivtutor.notation.reader import Base
from derivtutor.notation.real import compile_real
from derivtutor.notation.tree import Negation, Node, names
from derivtutor.render.exports.question_bank import Item

MOST_WRONG = 8


@dataclass(frozen=True, slots=True)
class Foreseen:
    """An answer with its share of the points and what is said to it; `tree` where it is one expression."""

    answer: str
    credit: float
    says: str = ""
    tree: Node | None = None


def choices(item: Item) -> Iterator[Foreseen]:
    """Every choice, in the words of the author."""
    for choice in item.exercise.choices:
        mark = item.marker.mark(choice)
        yield Foreseen(choice, mark.credit, mark.says)


def right(item: Item) -> tuple[Foreseen, ...]:
    """The key as it may be typed, each spelling with what it is worth where a form was asked for."""
    marks = [(spelling, item.marker.mark(spelling)) for spelling in _spellings(item)]
    found = [Foreseen(spelling, mark.credit, mark.says) for spelling, mark in marks if mark.credit]
    return tuple(found) if any(each.credit == 1 for each in found) else (Foreseen(item.key.text, 1.0), *found)


def _spellings(item: Item) -> tuple[str, ...]:
    """The key as on paper, with all signs, with and without spaces, and less simplified."""
    if isinstance(item.question, RuleQuestion):
        first, accepted = item.question.derivation.roots[0].rule.id, item.question.accepted
        return tuple(each for rule in (first, *sorted(accepted - {first})) for each in _rule_spellings(rule))
    written = [item.key.text]
    for tree in right_trees(item.question.judge.asked) if isinstance(item.question, DerivativeQuestion) else ():
        written += [linear.text(tree), _with_signs(tree), linear.unicode(tree)]
    if isinstance(item.question, TangentQuestion):
        height, line = item.question.height, item.question.line
        written += [linear.text(line), f"{height} = {_with_signs(line)}"]
    if isinstance(item.question, GradientQuestion):
        signs = [_with_signs(part.judge.asked.expected) for part in item.question.partials]
        written.append(f"({', '.join(signs)})")
    return tuple(dict.fromkeys(spelling for each in written for spelling in (each, each.replace(" ", ""))))


def _with_signs(tree: Node) -> str:
    """With a sign for every multiplication, as programs ask for."""
    return maxima_text(tree).replace("%", "")


def _rule_spellings(rule: str) -> tuple[str, ...]:
    title = BY_ID[rule].title
    words = [title, f"the {title}", title.removesuffix(" rule"), rule, rule.replace("-", " ")]
    return tuple(dict.fromkeys(word.lower() for word in words))


def wrong(item: Item) -> tuple[Foreseen, ...]:
    """Other answers: those that the author foresaw, then those that known slips lead to."""
    found: dict[str, Foreseen] = {}
    for each in [*alternatives(item), *_slips(item)]:
        found.setdefault(each.answer, each)
    return tuple(found.values())


def alternatives(item: Item) -> Iterator[Foreseen]:
    """The other answers of the author."""
    for other in item.exercise.alternatives:
        mark = item.marker.mark(other.answer)
        yield Foreseen(other.answer, mark.credit, mark.says, expression(other.answer, item.exercise.log))


def _slips(item: Item) -> Iterator[Foreseen]:
    question = item.question
    if isinstance(question, RuleQuestion):
        for rule in question.exercise.feedback:
            mark = question.mark(rule)
            if mark.verdict == "incorrect":
                yield from (Foreseen(spelling, mark.credit, mark.says) for spelling in _rule_spellings(mark.read_as))
    elif isinstance(question, DerivativeQuestion | TangentQuestion | NumericQuestion):
        yield from slips(question)


def slips(question: DerivativeQuestion | TangentQuestion | NumericQuestion) -> Iterator[Foreseen]:
    """What known slips lead to."""
    if isinstance(question, DerivativeQuestion):
        trees = [each.tree for each in wrong_answers(question.judge, MOST_WRONG)]
    elif isinstance(question, TangentQuestion):
        trees = [question.slope, question.derivation.answer]
    else:
        trees = [tidied(Negation(question.tree))]
    for tree in trees:
        mark = question.mark(linear.text(tree))
        if mark.verdict == "incorrect" and mark.says:
            yield Foreseen(linear.text(tree), mark.credit, mark.says, tree)


def expression(answer: str, log: Base) -> Node | None:
    """An answer as one expression; None where it is none."""
    if len(components(answer)) > 1 or "=" in answer:
        return None
    try:
        return read_answer(answer, "x", None, log).tree
    except UserError:
        return None


# Numbers


@dataclass(frozen=True, slots=True)
class Decimal:
    """A number as a decimal, and how far an answer may be off."""

    value: float
    text: str
    tolerance: float


def number(item: Item) -> Decimal | None:
    """The key as a number, if it is one.

    Where the author gives no tolerance, an answer rounded to three significant digits is right; a key that has no more
    digits than that is exact.
    """
    question = item.question
    return decimal_of(question) if isinstance(question, NumericQuestion | DerivativeQuestion) else None


def decimal_of(question: NumericQuestion | DerivativeQuestion) -> Decimal | None:
    """The key of a question as a number."""
    if isinstance(question, NumericQuestion):
        value = value_of(question.tree)
    else:
        asked = question.judge.asked
        value = value_of(asked.expected) if asked.point else None
    if value is None:
        return None
    given = question.exercise.tolerance
    return Decimal(value, decimal(value), _usual_tolerance(value) if given is None else given)


def value_of(tree: Node | None) -> float | None:
    """The value of an expression without letters."""
    if tree is None or names(tree):
        return None
    try:
        value = float(compile_real(tree, ())(()))
    except (ValueError, OverflowError, ZeroDivisionError):
        return None
    return value if math.isfinite(value) else None


def decimal(value: float) -> str:
    """A number in digits."""
    written = f"{value:.12f}".rstrip("0").rstrip(".")
    return written if value == 0 or abs(value) >= 1e-6 else f"{value:.12g}"


def _usual_tolerance(value: float) -> float:
    if value == 0 or float(f"{value:.3g}") == value:
        return 0.0
    return float(f"{0.5 * 10.0 ** (math.floor(math.log10(abs(value))) - 2):.3g}")
