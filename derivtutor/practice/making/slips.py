"""Questions about slips: workings with one to be found, and functions on which several can be told from each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from derivtutor.derivation.model import Step
from derivtutor.derivation.rules import RULES
from derivtutor.exercises.erroneous import workings
from derivtutor.exercises.generating.slipping import chances
from derivtutor.exercises.wrong_answers import WrongAnswer, wrong_answers
from derivtutor.grading.judge import Judge
from derivtutor.notation import linear
from derivtutor.notation.expression import Expression
from derivtutor.practice.item import Item
from derivtutor.practice.making.wanted import Wanted

_MOST_JUDGED = 12
_MOST_WRONG_ANSWERS = 40
_OF_RULES = frozenset(slip.id for rule in RULES for slip in rule.slips)


def find_slips(wanted: Wanted) -> Iterator[Item]:
    """Workings with a slip, of the difficulty that is asked for or near it."""
    return wanted.items(_find_slip)


def _find_slip(wanted: Wanted, root: Step) -> Item | None:
    made = next(workings(iter((root,)), wanted.skill.rules, wanted.own_seed), None)
    if made is None:  # there is no slip that can be made in such a derivation
        return None
    return wanted.item(
        root,
        kind="choice",
        differentiate=linear.text(root.goal.expression),
        text=made.text,
        choices=made.choices,
        answer=made.answer,
        feedback=made.feedback,
        tags=made.tags,
    )


def telling(wanted: Wanted, slips: Sequence[str]) -> Item | None:
    """A function whose wrong answers tell as many of these slips as possible from the others; None if none is found."""
    apart = set(slips)
    fitting = (each for each in wanted.functions(wanted.skill.rules) if _can_be_made(each[1], apart))
    most, best = 0, None
    for here, root in islice(fitting, _MOST_JUDGED):
        number = _number_apart(root, apart)
        if number > most:
            most, best = number, here.item(root, differentiate=linear.text(root.goal.expression))
        if number == len(apart):
            break
    return best


def _can_be_made(root: Step, slips: set[str]) -> bool:
    """Whether two of the slips can be made here; those that are of no rule can be made anywhere."""
    possible = {chance.slip.id for chance in chances(root)}
    return len(slips.intersection(possible) | slips.difference(_OF_RULES)) > 1


def _number_apart(root: Step, slips: set[str]) -> int:
    """How many of the slips lead to answers that no other of them leads to; 0 where only one can be made."""
    judge = Judge(Expression(root.goal.expression), "x")
    wrong = [each for each in wrong_answers(judge, _MOST_WRONG_ANSWERS) if each.slip in slips]
    made = {each.slip for each in wrong}
    mixed = {each.slip for each in wrong if _slips_found(judge, each).intersection(slips) != {each.slip}}
    return len(made - mixed) if len(made) > 1 else 0


def _slips_found(judge: Judge, wrong: WrongAnswer) -> set[str]:
    diagnosis = judge(Expression(wrong.tree)).diagnosis
    return {slip.slip for explanation in diagnosis for slip in explanation.slips}
