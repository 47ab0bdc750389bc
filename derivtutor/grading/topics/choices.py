"""Answers that are words: what a Hessian says about a point, how a descent ends."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from derivtutor.calculus.extremes.definiteness import VERDICTS
from derivtutor.grading import sentences
from derivtutor.grading.topics.extremes import nature
from derivtutor.grading.topics.slips.model import SlipOfWords
from derivtutor.grading.verdict import Evidence, Explanation, Verdict
from derivtutor.grading.wording import without_marks
from derivtutor.language import translated
from derivtutor.notation.tree import Name, Node

if TYPE_CHECKING:
    from derivtutor.grading.topics.judging import TopicJudge

_WORDED = Evidence("proved", "in words", 0)

_SPELLINGS = {
    "positive": "positive, positive definite, positive definit, pos definite, pos def, positively definite, pd",
    "negative": "negative, negative definite, negative definit, neg definite, neg def, negatively definite, nd",
    "positive semidefinite": "positive semidefinite, pos semidefinite, pos semidef, psd",
    "negative semidefinite": "negative semidefinite, neg semidefinite, neg semidef, nsd",
    "indefinite": "indefinite, not definite, indef",
    "zero": "zero, null",
    "minimum": "minimum, min, minima, valley, minimizer, minimiser",
    "maximum": "maximum, max, maxima, peak, maximizer, maximiser",
    "saddle": "saddle, saddlepoint, monkey saddle, inflection, of inflection, terrace",
    "undecided": "undecided, inconclusive, test inconclusive, test fails, no conclusion, does not decide, "
    "test does not decide, unknown, cannot be decided, not decided, test undecided, degenerate",
    "neither": "neither, none, nothing, no extremum, neither minimum nor maximum, not extremum, "
    "neither max nor min, neither min nor max, neither maximum nor minimum",
    "none": "not critical, no critical, not stationary",
    "converges": "converges, convergent, converging",
    "crawls": "crawls, slow, converges slowly, too slow, crawling",
    "oscillates": "oscillates, oscillating, jumps to and fro",
    "diverges": "diverges, divergent, diverging",
}
_WORD_OF = {spelled: word for word, known in _SPELLINGS.items() for spelled in re.split(r",\s*", known)}

_LITTLE_WORDS = """
    a an at both h has hence here hessian is it it's local matrix point points relative so strict strictly that the
    there therefore this
"""
_LEFT_OUT = frozenset(_LITTLE_WORDS.split())
_TEXT = re.compile(r"[A-Za-z\s.,;:'’\-–()]+")
_BETWEEN = re.compile(r"[,;:.]|\b(?:and|so|hence|therefore|thus|since|because|as)\b")

DEFINITENESS = ("positive", "negative", "positive semidefinite", "negative semidefinite", "indefinite", "zero")
KINDS = ("minimum", "maximum", "saddle", "neither", "undecided", "none")
_ENDS = ("converges", "crawls", "oscillates", "diverges")
_CALLED = {
    "positive": "positive definite",
    "negative": "negative definite",
    "positive semidefinite": "positive semidefinite",
    "negative semidefinite": "negative semidefinite",
    "indefinite": "indefinite",
    "zero": "zero",
    "minimum": "minimum",
    "maximum": "maximum",
    "saddle": "saddle point",
    "undecided": "undecided",
    "neither": "neither",
    "none": "none",
    "converges": "converges",
    "crawls": "crawls",
    "oscillates": "oscillates",
    "diverges": "diverges",
}
"""The words as they are told, for translators."""


def word_of(text: str) -> str | None:
    """The word that a text says in one of its spellings; None where it says none.

    >>> word_of("It is a local minimum."), word_of("positive semi-definite"), word_of("2x")
    ('minimum', 'positive semidefinite', None)
    """
    bare = text.casefold().replace("semi-definite", "semidefinite").replace("semi definite", "semidefinite")
    words = [word for word in re.split(r"[\s\-–.()]+", bare) if word]
    for shorter in (words, [word for word in words if word not in _LEFT_OUT]):
        for trial in (shorter, [word for word in shorter if word not in ("point", "critical")]):
            if found := _WORD_OF.get(" ".join(trial)):
                return found
    return None


class Said(NamedTuple):
    """A word that an answer says, and those that are right in its place."""

    word: str
    right: Sequence[str]

    @property
    def is_right(self) -> bool:
        return self.word in self.right


def choices(judge: TopicJudge, answer: Any) -> Verdict | None:
    """The verdict on an answer in words; None where it consists of no such words.

    Raises:
        UserError: where nothing can be said, as there is no point or the test does not decide.
    """
    if not isinstance(answer, str) or not _TEXT.fullmatch(bare := without_marks(answer).replace("$", "")):
        return None
    if {*bare} <= judge.letters | {" "}:
        return None
    whole = word_of(bare)
    pieces = [piece for piece in _BETWEEN.split(bare) if piece.strip()]
    words = [whole] if whole else [word_of(piece) for piece in pieces]
    known = [word for word in words if word is not None]
    if not known or len(known) < len(words):
        return None
    said = [Said(word, _right(judge, word)) for word in known]
    wrong = next((each for each in said if not each.is_right), None)
    about = wrong or said[0]
    name = Name(shown(about.word))
    return WordVerdict(
        judge.found.task.functions[0].tree,
        name,
        Name(shown(about.right[0])),
        "incorrect" if wrong else "correct",
        variable=judge.variable,
        judge=judge,
        said=tuple(said),
    )


def shown(word: str) -> str:
    """A word as it may be typed: `positive definite`."""
    return _CALLED[word]


def told(word: str) -> str:
    """A word in the language that is spoken."""
    return translated(_CALLED[word])


def _right(judge: TopicJudge, word: str) -> Sequence[str]:
    """The words that would be right instead of one."""
    document = judge.found.document
    if judge.found.topic == "descend":
        if word not in _ENDS:
            raise sentences.NO_SUCH_WORD(word=shown(word), words=", ".join(_ENDS))
        return (document["verdict"],)
    if word in _ENDS:
        raise sentences.NO_SUCH_WORD(word=word, words=", ".join(map(shown, (*DEFINITENESS, *KINDS))))
    if word in DEFINITENESS:
        return _definite(document)
    if document["critical"] is not False and document["verdict"] is None:
        raise sentences.NEEDS_A_POINT()
    kind = "none" if document["critical"] is False else document["verdict"]
    return right_kinds(word, kind, document["expression"], judge.found.task.point)


_ALSO = {"saddle": ("saddle", "neither"), "none": ("none", "neither")}
"""What may be said instead of a kind."""


def right_kinds(word: str, kind: str, function: Node, point: Mapping[str, Node]) -> Sequence[str]:
    """What a point may rightly be said to be, where it was said to be this; `kind` is what the test says of it.

    Raises:
        UserError: where the test does not decide, and nothing can be proved.
    """
    if kind != "undecided" or word == "undecided":
        return _ALSO.get(kind, (kind,))
    found = nature(function, point)
    if word != "none" and found.is_true(word) is None:
        raise sentences.TEST_DOES_NOT_DECIDE()
    return tuple([each for each in ("minimum", "maximum", "saddle", "neither", kind) if found.is_true(each)]) or (kind,)


def _definite(document: Mapping[str, Any]) -> Sequence[str]:
    if document["definite"] is None:
        raise sentences.NEEDS_A_POINT()
    if document["eigenvalues"] and not any(document["eigenvalues"]):
        return ("positive semidefinite", "negative semidefinite", "zero")
    return (document["definite"],)


NOT_CRITICAL = SlipOfWords(
    "second-derivative-test-not-critical",
    "hessian",
    "the Hessian alone decides",
    "What is the gradient there? The second-derivative test is for points at which it is zero.",
)
EXTREMES_SWAPPED = SlipOfWords(
    "extremes-swapped",
    "hessian",
    "a positive second derivative means a maximum",
    "Which way does the graph bend there: up, as in a valley, or down?",
)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class WordVerdict(Verdict):
    """The verdict on an answer in words."""

    judge: TopicJudge
    said: tuple[Said, ...]

    evidence = _WORDED
    wanted_name = "the answer"

    @property
    def written(self) -> str:
        wrong = next((each for each in self.said if not each.is_right), None)
        return told((wrong or self.said[0]).word)

    @property
    def credit(self) -> float:
        """The share of right words; none where one of the same kind contradicts it."""
        right = [each.word for each in self.said if each.is_right]
        wrong = [each.word for each in self.said if not each.is_right]
        if any({*right} & {*words} and {*wrong} & {*words} for words in (DEFINITENESS, KINDS, _ENDS)):
            return 0.0
        return len(right) / len(self.said)

    @cached_property
    def diagnosis(self) -> tuple[Explanation, ...]:
        wrong = next((each for each in self.said if not each.is_right), None)
        slip = None if wrong is None else self._slip(wrong)
        return () if slip is None else (Explanation((slip.made(self.expected),), slip.hint),)

    def _slip(self, wrong: Said) -> SlipOfWords | None:
        document = self.judge.found.document
        if "none" in wrong.right and document["definite"] and VERDICTS[document["definite"]] == wrong.word:
            return NOT_CRITICAL
        return EXTREMES_SWAPPED if {wrong.word, *wrong.right} == {"minimum", "maximum"} else None

    @property
    def observations(self) -> tuple[str, ...]:
        wrong = [told(each.word) for each in self.said if not each.is_right]
        return (sentences.LOOK_AT.format(places=wrong[0]),) if wrong and len(self.said) > 1 else ()

    def as_dict(self) -> dict[str, Any]:
        words = [shown(each.word) for each in self.said]
        entries = [{"at": word, "verdict": "correct" if said.is_right else "incorrect"}
                   for word, said in zip(words, self.said, strict=True)]  # fmt: skip
        together = ", ".join(words)
        answer = {"text": together, "latex": rf"\text{{{together}}}", "sympy": f"Symbol('{together}')"}
        more = {"topic": self.judge.found.topic, "answer": answer, "credit": self.credit, "entries": entries}
        return {**super().as_dict(), **more}
