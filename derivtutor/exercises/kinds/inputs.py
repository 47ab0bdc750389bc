"""What is typed in at one place: of which sort it is, what is expected there, and which answers can be foreseen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from derivtutor.exercises.kinds import Sort
from derivtutor.exercises.mark import Mark
from derivtutor.grading.form import Form
from derivtutor.notation import linear
from derivtutor.notation.maxima import maxima_text
from derivtutor.notation.tree import Node


@dataclass(frozen=True, slots=True)
class Foreseen:
    """An answer with its share of the points and what is said to it; `tree` where it is one expression."""

    answer: str
    credit: float
    says: str = ""
    tree: Node | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A place where something is typed in.

    `label` stands before it, in LaTeX; `name` is what is asked for, such as `derivative`. `expected` is the right
    answer where other programs can compare with it, and `written` the same as it should be written, if that is another
    way; `left` is the letter on the left of it where an equation is asked for. An answer has no other letters than
    `letters`; its form is that of a function of `variable`. `unfinished` are answers that are right but not in this
    form; `wrong` finds those that are wrong.
    """

    sort: Sort
    label: str = ""
    name: str = ""
    expected: Node | None = None
    written: Node | None = None
    left: str = ""
    letters: frozenset[str] = frozenset()
    variable: str = ""
    form: Form = "any"
    tolerance: float | None = None
    unfinished: tuple[Foreseen, ...] = ()
    wrong: Callable[[], Iterable[Foreseen]] = tuple


def foreseen(trees: Iterable[Node], mark: Callable[[str], Mark]) -> Iterator[Foreseen]:
    """The wrong ones among some answers, as far as there is something to say to them."""
    for tree in trees:
        answer = linear.text(tree)
        result = mark(answer)
        if result.verdict == "incorrect" and result.says:
            yield Foreseen(answer, result.credit, result.says, tree)


def with_signs(tree: Node) -> str:
    """An expression with a sign for every multiplication, as programs ask for."""
    return maxima_text(tree).replace("%", "")
