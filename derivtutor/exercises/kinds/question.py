"""What every kind of exercise can do once it is prepared: tell the question and the key, and mark answers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from derivtutor.derivation.derivation import Derivation
from derivtutor.derivation.misconceptions import NAMES
from derivtutor.derivation.model import steps_of
from derivtutor.errors import Refusal, UserError
from derivtutor.exercises import sentences
from derivtutor.exercises.difficulty import difficulty
from derivtutor.exercises.kinds.inputs import Input
from derivtutor.exercises.mark import Mark, Slipped, empty, unreadable
from derivtutor.exercises.model import Exercise, Scheme
from derivtutor.grading.answer import read_answer
from derivtutor.grading.comparison import Known
from derivtutor.grading.precision import is_close
from derivtutor.grading.verdict import Explanation
from derivtutor.grading.wording import without_marks
from derivtutor.language import translated
from derivtutor.notation import linear
from derivtutor.notation.components import components, together
from derivtutor.notation.reader import Base
from derivtutor.notation.tree import Node, names

if TYPE_CHECKING:
    from derivtutor.calculus.explanation import Explanation as Explained
    from derivtutor.calculus.explanation import Words

_UNKNOWN = 2
"""The difficulty of what has no derivation to be measured."""


@dataclass(frozen=True, slots=True)
class Key:
    """The right answer as text that can be typed, and as LaTeX; `about` is its rounded value where that says more.

    One of several choices has its `letter`, and the words of its `choice` in Markdown.
    """

    text: str
    latex: str
    about: str = ""
    letter: str = ""
    choice: str = ""

    @property
    def told(self) -> str:
        """It within a sentence, with its decimals."""
        if not self.about:
            return f"${self.text}$"
        try:
            is_exact = Fraction(self.text) == Fraction(self.about)
        except ValueError:  # it is no fraction
            is_exact = False
        says = translated("{exact}, which is {rounded}" if is_exact else "{exact}, about {rounded}")
        return says.format(exact=f"${self.text}$", rounded=f"${self.about}$")


@dataclass(frozen=True, slots=True)
class Worked:
    """How a function is differentiated; it has a heading where there may be several."""

    derivation: Derivation
    heading: str = ""


class Question(ABC):
    """An exercise prepared for many answers; its parameters have values."""

    _workings: tuple[Worked, ...] = ()

    def __init__(self, exercise: Exercise, scheme: Scheme) -> None:
        self.exercise = exercise
        self.scheme = scheme

    @property
    def statement(self) -> str:
        """The question in Markdown, with formulas between dollar signs."""
        return self.task

    @cached_property
    def task(self) -> str:
        """The question without what can be chosen: the author's words, below them the function unless they have it."""
        words, function = self.exercise.text, self._function
        if not words:
            return self._usual_task()
        return words if "$" in words or not function else f"{words.rstrip()}\n\n$${function}$$"

    @property
    def _function(self) -> str:
        """The function in LaTeX; empty where the author's words have all that is asked."""
        return self.workings[0].derivation.function.latex if self.workings else ""

    def _usual_task(self) -> str:
        """What is asked where the author has no words for it."""
        return ""

    @property
    def inputs(self) -> tuple[Input, ...]:
        """What is typed in: one answer, or the components of one."""
        return (Input(sort=self.exercise.facts.sort),)

    @property
    @abstractmethod
    def key(self) -> Key:
        """The right answer."""

    @property
    def key_told(self) -> str:
        """The right answer in a sentence."""
        return translated("The answer is {answer}.").format(answer=self.key.told)

    def spellings(self) -> Iterable[str]:
        """The right answer as it may be typed, the key first."""
        return (self.key.text,)

    @property
    def workings(self) -> tuple[Worked, ...]:
        """How the function is differentiated: once for each variable, and not at all where there is none."""
        return self._workings

    @property
    def explanation(self) -> Explained | None:
        """How the answer is found, where that is more than the workings."""
        return None

    @property
    def steps(self) -> Sequence[Words]:
        """What to do first and next on the way to the answer, where the explanation does not say it step by step."""
        return ()

    @property
    def letters(self) -> frozenset[str]:
        """Those of what is asked; none where that is in the author's words alone."""
        return names(self.derivations[0].function.tree) if self.derivations else frozenset()

    def together(self, answers: Iterable[str]) -> str:
        """The whole answer, from what was typed into each of the inputs."""
        return together(answers)

    @property
    def derivations(self) -> tuple[Derivation, ...]:
        return tuple(worked.derivation for worked in self.workings)

    @property
    def rules(self) -> Sequence[str]:
        """Those that are worth practising."""
        return tuple(rules_of(*self.derivations))

    @property
    def difficulty(self) -> int:
        """From 1 to 5."""
        return max(map(difficulty, self.derivations), default=_UNKNOWN)

    def practised(self, skills: Sequence[str]) -> Sequence[str]:
        """Those of the rules of an exercise that are shown to be known by a right answer."""
        return skills

    def mark(self, answer: str) -> Mark:
        """Mark an answer; one that cannot be read is marked as such."""
        if not answer.strip():
            return empty()
        try:
            return self._mark(answer)
        except UserError as error:
            return unreadable(error)

    @abstractmethod
    def _mark(self, answer: str) -> Mark:
        """Mark an answer that is not empty.

        Raises:
            UserError: where it cannot be read.
        """

    def same(self, answer: str, other: str) -> bool:
        """Whether two answers mean the same."""
        return same_expressions(answer, other, self.exercise.log)

    @property
    def feedback_on(self) -> tuple[Iterable[str], Refusal]:
        """What the author's feedback may be about, and what is said of anything else."""
        return NAMES, sentences.NO_SUCH_SLIP


def slips_of(explanation: Explanation) -> tuple[Slipped, ...]:
    """The slips of an explanation, as marks have them: one that was made several times stands for all of them."""
    slips: dict[str, Slipped] = {}
    for slip in explanation.slips:
        slips.setdefault(slip.slip, Slipped(slip.slip, slip.rule, linear.text(slip.at), translated(slip.hint)))
    return tuple(slips.values())


def same_expressions(answer: str, other: str, log: Base = "e") -> bool:
    """Whether two answers are the same words, or equal expressions; numbers may be rounded."""
    if "".join(answer.split()).casefold() == "".join(other.split()).casefold():
        return True
    expected, given = _known(other, log), trees(answer, log)
    return bool(expected) and len(expected) == len(given) and all(map(_agree, expected, given))


@lru_cache(maxsize=512)
def _known(text: str, log: Base) -> tuple[Known, ...]:
    """The author's answer, ready to be compared with many; nothing where it is no expression."""
    return tuple(Known(tree, names(tree)) for tree in trees(text, log))


def trees(text: str, log: Base) -> list[Node]:
    """An answer as one expression, else as its components; nothing where it is neither."""
    for pieces in ([text], components(without_marks(text))):
        with suppress(UserError):
            return [read_answer(piece, "x", None, log).tree for piece in pieces]
    return []


def _agree(known: Known, tree: Node) -> bool:
    return known.compare(tree).relation == "equal" or is_close(known, tree, None)


def rules_of(*derivations: Derivation) -> dict[str, int]:
    """The rules of derivations that are worth practising, with the number of steps that use them, in their order."""
    steps = steps_of(*[root for derivation in derivations for root in derivation.roots])
    times = Counter(step.rule.id for step in steps if not step.rule.is_plain)
    return dict(times) or {derivation.roots[0].rule.id: 1 for derivation in derivations[:1]}
