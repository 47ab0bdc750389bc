"""What a slip about a topic's task is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from msgspec import Struct

from derivtutor.calculus.explanation import Explanation
from derivtutor.calculus.values import put_in
from derivtutor.derivation.account import Result
from derivtutor.grading.verdict import Slipped
from derivtutor.notation.tree import Node


class Wanted(Struct, frozen=True):
    """What an answer is compared with: the explanation that was found, what it was told, and the right answer.

    The `point` is that at which the answer was asked for, if it was.
    """

    explanation: Explanation
    arguments: Mapping[str, Any]
    result: Result
    point: Mapping[str, Node] = {}

    @property
    def document(self) -> Mapping[str, Any]:
        """What the topic's contract holds."""
        return self.explanation.document

    def one(self, node: Node) -> Result:
        """An answer that is one expression, with the point put in."""
        return Result((put_in(node, self.point),))


Wrong: TypeAlias = Callable[[Wanted], Iterator[Result]]


class Slip(Struct, frozen=True):
    """A slip about a topic's task: the wrong answers that it leads to, what was taken for true, and a hint."""

    id: str
    topic: str
    says: str
    hint: str
    wrong: Wrong


class SlipOfWords(Struct, frozen=True):
    """A slip that shows in a word and not in an expression."""

    id: str
    topic: str
    says: str
    hint: str

    def made(self, at: Node) -> Slipped:
        """The slip, made somewhere."""
        return Slipped(self.id, self.topic, at, self.says, self.hint)
