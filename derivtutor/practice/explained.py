"""How questions in topics are explained: as a whole in examples and solutions, step by step in hints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from derivtutor.calculus.explanation import Chain, Derived, Explanation, Heading, Item, Sentence, Table, Words, listed
from derivtutor.derivation.account import Limit, Result, Side, Symbol, written
from derivtutor.exercises.kinds.question import Question
from derivtutor.exercises.kinds.topic import explained
from derivtutor.language import between
from derivtutor.notation.latex import latex
from derivtutor.practice import sentences

_MOST_SIGNS = 160
"""Sentences that say no more than this together are one hint."""


def explanation_of(question: Question, is_of_topic: bool) -> Explanation | None:
    """How an answer is found, where that is more than derivations.

    Args:
        question: what is asked.
        is_of_topic: whether it practises a topic: then everything is told, however the question is judged.
    """
    told = question.explanation
    return explained(question.exercise) if told is None and is_of_topic else told


def to_read(explanation: Explanation) -> Explanation:
    """An explanation as an example: without anything that is told beside the answer."""
    return replace(explanation, items=tuple(_to_the_answer(explanation)), notes=())


def tells(explanation: Explanation, answer: str) -> bool:
    """Whether it ends with this answer."""
    last = explanation.items[-1]
    return isinstance(last, Chain) and last.is_answer and written(last.turns[-1].right) in answer


def _to_the_answer(explanation: Explanation) -> Iterator[Item]:
    """The items up to the answer, if that is told in one place, or to what is told under a heading of its own."""
    for item in explanation.items:
        if isinstance(item, Heading):
            return
        yield item
        if isinstance(item, Chain) and item.is_answer:
            return


def steps(explanation: Explanation, answer: str) -> Sequence[str]:
    """What to do first, what that comes to and what to do next, and so on to the answer, which is a sentence."""
    told: list[str] = []
    found: list[str] = []
    for item in _on_the_way(explanation):
        if not isinstance(item, Sentence):
            found += [_equation(item)] if told else []  # what comes before the first sentence was given
        elif not found and told and len(told[-1]) + len(said := shown(item.words)) <= _MOST_SIGNS:
            told[-1] = f"{told[-1]} {said}"
        else:
            told.append(_after(found, shown(item.words)))
            found = []
    return [*told, _after(found, answer)]


def _on_the_way(explanation: Explanation) -> Iterator[Sentence | Chain | Derived]:
    """What comes before the answer; no tables and what leads to them. What was given is no step."""
    given = [function.tree for function in explanation.task.functions]
    items = [*_to_the_answer(explanation)]
    for item, following in zip(items, (*items[1:], None), strict=True):
        is_given = isinstance(item, Chain) and (item.is_answer or item.turns[-1].right in given)
        is_of_table = isinstance(following, Table) and isinstance(item, Sentence) and shown(item.words).endswith(":")
        if isinstance(item, Sentence | Chain | Derived) and not (is_given or is_of_table):
            yield item


def _after(found: Sequence[str], says: str) -> str:
    """What is said after some equations were found."""
    return sentences.YOU_GET.format(found="".join(map(str, listed(found))), says=says) if found else says


def _equation(item: Chain | Derived) -> str:
    if isinstance(item, Chain):
        return f"{_formula(item.left)} = {_formula(item.turns[-1].right)}"
    answer = item.derivation.answer
    return f"{_formula(item.name)} = {_formula(item.shown(answer) if item.shown else answer)}"


def shown(words: Words) -> str:
    """Words and formulas in a row as a text."""
    return "".join(map(_formula, words))


def _formula(each: str | Side) -> str:
    """Words as they are, formulas between dollar signs; vectors and matrices are written by their entries."""
    if isinstance(each, str):
        return each
    if isinstance(each, Symbol):
        return each.text
    if isinstance(each, Limit):
        return sentences.LIMIT.format(of=_formula(each.expression), letter=each.letter)
    if isinstance(each, Result):
        return each.in_brackets(_formula, between())
    return f"${latex(each)}$"
