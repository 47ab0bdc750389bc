"""Several equations between quantities: a letter that one of them tells is replaced, or the rates are found in turn."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from derivtutor.calculus import sentences
from derivtutor.calculus.curves.curve import zero_form
from derivtutor.calculus.curves.dependent import linear
from derivtutor.calculus.explanation import Chain, Item, Sentence, Turn, worded
from derivtutor.calculus.terms import added
from derivtutor.derivation.tidy import tidied
from derivtutor.notation import linear as linear_writer
from derivtutor.notation.tree import Comparison, Name, Node, Number, Quotient, names, substitute


class Joined(NamedTuple):
    """What is left of several equations when letters are replaced, how that is told, and what the letters were."""

    equations: tuple[Comparison, ...]
    items: tuple[Item, ...]
    replaced: Mapping[str, Node]


def joined(equation: Comparison, relations: Iterable[Comparison], kept: Collection[str]) -> Joined:
    """One equation of several, as far as relations tell letters whose rates nobody asks or gives, which are `kept`."""
    relations = tuple(relations)
    _check_together(equation, relations)
    items: list[Item] = []
    replaced: dict[str, Node] = {}
    left: list[Comparison] = [equation]
    for relation in relations:
        found = _told_letter(_with(relation, replaced), kept, names(left[0]))
        if found is None:
            left.append(relation)
            continue
        letter, formula = found
        before, left[0] = left[0], _with(left[0], {letter: formula})
        replaced[letter] = formula
        items += _substituting(relation, letter, formula, before, left[0])
    return Joined(tuple([_with(each, replaced) for each in left]), tuple(items), replaced)


def _check_together(equation: Comparison, relations: Sequence[Comparison]) -> None:
    """Refuse a relation without a letter that another equation has."""
    for place, relation in enumerate(relations):
        others = (equation, *relations[:place], *relations[place + 1 :])
        if not any(names(relation) & names(other) for other in others):
            raise sentences.NOTHING_IN_COMMON(relation=linear_writer.unicode(relation))


def _told_letter(relation: Comparison, kept: Collection[str], wanted: Collection[str]) -> tuple[str, Node] | None:
    """A letter of the equation that a relation tells by a formula, and that formula; one that stands alone first."""
    one, other = relation.operands
    candidates = [letter for letter in sorted(names(relation) & set(wanted)) if letter not in kept]
    for side, formula in ((one, other), (other, one)):
        if isinstance(side, Name) and side.name in candidates and side.name not in names(formula):
            return side.name, formula
    for letter in candidates:
        parted = linear(zero_form(relation), letter)
        if parted is not None and parted.coefficients:
            factor, rest = (tidied(added(part)) for part in (parted.coefficients, parted.negative.others))
            if factor != Number(0):
                return letter, tidied(Quotient(rest, factor))
    return None


def _substituting(
    relation: Comparison, letter: str, formula: Node, before: Comparison, after: Comparison
) -> list[Item]:
    """How a letter is replaced, side by side."""
    is_solved = Name(letter) in relation.operands
    says = worded(
        "It also holds that {relation}. Substitute that into {equation}."
        if is_solved
        else "It also holds that {relation}, that is {formula}. Substitute that into {equation}.",
        relation=relation,
        formula=(Name(letter), " = ", formula),
        equation=before,
    )
    items: list[Item] = [Sentence(says)]
    put = [substitute(side, {letter: formula}) for side in before.operands]
    for inside, tidy in zip(put, after.operands, strict=True):
        if inside != tidy:
            items.append(Chain(inside, (Turn(tidy),)))
    return items


def _with(equation: Comparison, replaced: Mapping[str, Node]) -> Comparison:
    """An equation with formulas in the places of letters, tidy where there were any."""
    one, other = [
        tidied(substitute(side, dict(replaced))) if replaced.keys() & names(side) else side
        for side in equation.operands
    ]
    return Comparison((one, other), equation.relations)


class Stage(NamedTuple):
    """An equation from which the rate of one letter is found."""

    equation: Comparison
    letter: str


def in_turn(equations: Sequence[Comparison], given: Collection[str], asked: str, time: str) -> list[Stage]:
    """The equations in such an order that each tells one rate more, up to the one that is asked for.

    Raises:
        UserError: where some rate stays unknown.
    """
    known, stages = set(given), list[Stage]()
    left = list(equations)
    while asked not in known:
        ready = [(each, unknown) for each in left if len(unknown := names(each) - known) == 1]
        ready.sort(key=lambda each: asked not in each[1])
        if not ready:
            missing = sorted(frozenset[str]().union(*map(names, left)) - known - {asked})
            raise sentences.NO_KNOWN_RATE(letter=missing[0] if missing else asked, time=time)
        (equation, unknown), *_ = ready
        (letter,) = unknown
        stages.append(Stage(equation, letter))
        known.add(letter)
        left.remove(equation)
    return stages
