"""Questions about slips: workings with one to be found, and functions on which several can be told from each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from derivtutor.derivation.model import Step
from derivtutor.derivation.rules import RULES
from derivtutor.errors import UserError
from derivtutor.exercises.difficulty import level
from derivtutor.exercises.erroneous import erroneous
from derivtutor.exercises.generating.slipping import places
from derivtutor.exercises.model import Exercise
from derivtutor.exercises.wrong_answers import WrongAnswer, wrong_answers
from derivtutor.grading.judge import Judge
from derivtutor.notation import linear
from derivtutor.notation.expression import Expression
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Derivative
from derivtutor.practice.item import Item
from derivtutor.practice.making.order import Order

_MOST_WORKINGS = 4
_MOST_JUDGED = 5
_MOST_WRONG_ANSWERS = 40
_FIRST_LINE = re.compile(r"^1\. \$(.+)\$$", re.MULTILINE)
_OF_RULES = frozenset(slip.id for rule in RULES for slip in rule.slips)


def find_slips(order: Order) -> Iterator[Item]:
    """Workings with a slip, of the difficulty that is asked for or near it."""
    rng, rules = order.random(), order.skill.rules
    for difficulty in order.difficulties:
        for _ in range(_MOST_WORKINGS):
            try:
                made = erroneous(rules, difficulty, 1, rng.getrandbits(32))[0]
            except UserError:
                break  # there is no slip that can be made in such derivations
            yield order.item(
                difficulty,
                kind="choice",
                differentiate=_function(made),
                text=made.text,
                choices=made.choices,
                answer=made.answer,
                feedback=made.feedback,
                tags=made.tags,
            )


def _function(working: Exercise) -> str:
    """The function that a working begins with."""
    found = _FIRST_LINE.search(working.text)
    asked = read(found[1]).tree if found else None
    return linear.text(asked.operand) if isinstance(asked, Derivative) else ""


def telling(order: Order, slips: Sequence[str]) -> Item | None:
    """A function whose wrong answers tell these slips from each other; None where none is found among a few."""
    judged = 0
    for found in order.functions(order.skill.rules):
        possible = {place.slip.id for place in places(found)}
        if not possible.issuperset(_OF_RULES.intersection(slips)):
            continue
        if _tells_apart(found, slips):
            return order.item(level(found), differentiate=linear.text(found.goal.expression))
        judged += 1
        if judged == _MOST_JUDGED:
            break
    return None


def _tells_apart(found: Step, slips: Sequence[str]) -> bool:
    """Whether each slip leads to a wrong answer, and none of these answers to any other of the slips."""
    judge = Judge(Expression(found.goal.expression), "x")
    wrong = [each for each in wrong_answers(judge, _MOST_WRONG_ANSWERS) if each.slip in slips]
    if {each.slip for each in wrong} != set(slips):
        return False
    return all(_slips_found(judge, each).intersection(slips) == {each.slip} for each in wrong)


def _slips_found(judge: Judge, wrong: WrongAnswer) -> set[str]:
    diagnosis = judge(Expression(wrong.tree)).diagnosis
    return {slip.slip for explanation in diagnosis for slip in explanation.slips}
