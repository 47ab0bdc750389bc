"""Fresh questions for a skill: what is asked in each kind, and of which functions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from derivtutor.derivation.model import Step
from derivtutor.errors import UserError
from derivtutor.practice.item import Item, ItemKind
from derivtutor.practice.making.asking import differentiate, first_rule, slope, to_recognise
from derivtutor.practice.making.layers import inner_outer
from derivtutor.practice.making.order import Order, fingerprint
from derivtutor.practice.making.worked import faded_example, missing_step, worked_example
from derivtutor.practice.skills import Skill

_MAKERS: Mapping[ItemKind, Callable[[Order, Step], Item | None]] = {
    "worked-example": worked_example,
    "faded-example": faded_example,
    "differentiate": differentiate,
    "rule": first_rule,
    "inner-outer": inner_outer,
    "missing-step": missing_step,
    "slope": slope,
}
"""What makes a question of a derivation, or nothing where it does not serve."""

_FITS: Mapping[ItemKind, Callable[[Skill], bool]] = {
    "inner-outer": lambda skill: "chain" in skill.rules,
    "rule": lambda skill: "piecewise" not in skill.rules,
}
"""Without the chain rule there are no layers, and pieces are recognised by everyone."""


def makeable(skill: Skill) -> tuple[ItemKind, ...]:
    """The kinds of questions that make sense for a skill."""
    kinds: tuple[ItemKind, ...] = (*_MAKERS, "find-slip")
    without = {kind for kind, fits in _FITS.items() if not fits(skill)}
    return tuple([kind for kind in kinds if kind not in without])


def make(kind: ItemKind, skill: Skill, difficulty: int, seed: int, exclude: Collection[str] = ()) -> Item:
    """A fresh question, always the same for the same arguments.

    Args:
        kind: what is asked; one of `makeable(skill)`.
        skill: what it practises.
        difficulty: from 1 to 5; the question has the nearest that there is.
        seed: another seed gives another question.
        exclude: functions that must not come (again), as text; see `function`.

    Raises:
        UserError: where the kind makes no sense for the skill, nothing new is found, or an excluded function cannot be
            read.
    """
    if kind not in makeable(skill):
        raise UserError(f"There are no questions of the kind {kind} for {skill.id}.", "Choose another kind.")
    order = Order(kind, skill, difficulty, seed, frozenset(fingerprint(text) for text in exclude if text.strip()))
    found = next((item for item in _made(order) if fingerprint(function(item)) not in order.seen), None)
    if found is None:
        raise UserError(f"No new question of the kind {kind} was found for {skill.id}.", "Choose another kind.")
    return found


def telling_apart(slips: Sequence[str], skill: Skill, difficulty: int, seed: int) -> Item | None:
    """A function on which these slips lead to different wrong answers, so that the next one says which it was.

    Args:
        slips: their ids.
        skill: the rules that the function needs.
        difficulty: from 1 to 5, or near it.
        seed: another seed gives another function.
    """
    from derivtutor.practice.making.slips import telling

    return telling(Order("differentiate", skill, difficulty, seed), slips)


def function(item: Item) -> str:
    """The whole function that a question is about; that of the exercise may be a part of it."""
    return item.exercise.tags[0] if item.kind in ("missing-step", "faded-example") else item.exercise.differentiate


def _made(order: Order) -> Iterator[Item]:
    if order.kind == "find-slip":
        # What diagnosis needs is loaded for this kind only: the first question should come at once.
        from derivtutor.practice.making.slips import find_slips

        yield from find_slips(order)
        return
    maker = _MAKERS[order.kind]
    for found in to_recognise(order) if order.kind == "rule" else order.functions(order.skill.rules):
        item = maker(order, found)
        if item is not None:
            yield item
