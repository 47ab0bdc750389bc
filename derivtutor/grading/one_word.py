"""Words that were read as one function where letters and a function may have been meant: `asin` for `a sin`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from derivtutor.grading import sentences
from derivtutor.grading.answer import Answer
from derivtutor.notation.functions import SPELLINGS
from derivtutor.notation.tree import Call, Node, parts

_WORD = re.compile("[A-Za-z]+")


def read_as_one(answer: Answer, problem: Node, letters: frozenset[str]) -> Iterator[str]:
    """What was read as one function, and how the product is written, for each word that may be one.

    Args:
        answer: as it was read.
        problem: the function that was differentiated; what occurs there is meant here as well.
        letters: those of the problem, which alone may be meant.
    """
    seen = {spelling for node in parts(problem) if isinstance(node, Call) for spelling in _spellings(node.function)}
    for node in parts(answer.tree):
        word = _WORD.match(answer.text, node.span[0]) if isinstance(node, Call) and node.span else None
        spelled = _longest_spelling(word.group()) if word else ""
        product = _as_product(spelled, letters)
        if product and spelled not in seen:
            seen.add(spelled)
            function = SPELLINGS[spelled]
            says = sentences.READ_AS_ONE_FUNCTION if function == spelled else sentences.READ_AS_FUNCTION
            yield says.format(spelled=spelled, function=function, product=product)


def _longest_spelling(word: str) -> str:
    """The function that a word begins with, `acos` in `acosx`; empty where it is none."""
    return next((word[:end] for end in range(len(word), 1, -1) if word[:end] in SPELLINGS), "")


def _spellings(function: str) -> Iterator[str]:
    return (spelling for spelling, name in SPELLINGS.items() if name == function)


def _as_product(word: str, letters: frozenset[str]) -> str:
    """`a*sin` for `asin` and `h*tan` for `tanh`, where all the letters are among these; else nothing."""
    if word not in SPELLINGS:
        return ""
    for cut in range(1, len(word) - 1):
        if word[cut:] in SPELLINGS and letters.issuperset(word[:cut]):
            return f"{'*'.join(word[:cut])}*{word[cut:]}"
        if word[:-cut] in SPELLINGS and letters.issuperset(word[-cut:]):
            return f"{'*'.join(word[-cut:])}*{word[:-cut]}"
    return ""
