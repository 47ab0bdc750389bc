"""A finished derivation: what was asked, the steps, the lines, the answer and what should be known about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from derivtutor.derivation.account import Result, Task
from derivtutor.derivation.lines import lines
from derivtutor.derivation.model import Line, Step, Tidying
from derivtutor.derivation.validity import EVERYWHERE, Validity
from derivtutor.notation.expression import Expression
from derivtutor.notation.tree import Node, names
from derivtutor.showing import Shown

if TYPE_CHECKING:
    from derivtutor.derivation.corners import Corner
    from derivtutor.derivation.numbers import AtPoint
    from derivtutor.derivation.region import Condition


class Entry(Shown, Struct, frozen=True):
    """A step with its number.

    Attributes:
        id: its number, such as `1.2`.
        step: the step itself, as the engine made it.
        same_as: the number under which the same step was shown before, if it was.
        entries: the steps of its parts.
    """

    id: str
    step: Step
    same_as: str = ""
    entries: tuple[Entry, ...] = ()

    def _in_short(self) -> str:
        return f"step {self.id}: {self.rule}, {self.input.text} -> {self.output.text}"

    @property
    def rule(self) -> str:
        """The rule's id."""
        return self.step.rule.id

    @property
    def title(self) -> str:
        """The rule's title."""
        return self.step.rule.title

    @property
    def input(self) -> Expression:
        """What the step differentiates."""
        return Expression(self.step.goal.expression)

    @property
    def output(self) -> Expression:
        """Its derivative."""
        return Expression(self.step.result)


class Derivation(Shown, Struct, frozen=True):
    """How a function is differentiated: an `Account`.

    Attributes:
        input: the problem as it was given, as text.
        function: what is differentiated.
        variable: with respect to what.
        order: how often.
        roots: one step for every order: the second differentiates the first one's result.
        method: how the first begins.
        simplified: what full simplification made of the last result, where it was asked for.
        at: the numbers at a point, if one was given.
        asides: what is to be said beside the mathematics, such as how the problem was read.
        validity: where the derivative exists, with the sentences about it.
    """

    input: str
    function: Expression
    variable: str
    order: int
    roots: tuple[Step, ...]
    method: str = "auto"
    simplified: Tidying | None = None
    at: AtPoint | None = None
    asides: tuple[str, ...] = ()
    validity: Validity = EVERYWHERE

    @property
    def task(self) -> Task:
        """What was asked."""
        return Task((self.function,), (self.variable,), self.at.point if self.at else {})

    @property
    def parts(self) -> tuple[Derivation, ...]:
        """The derivations that are told on the way: none."""
        return ()

    @property
    def result(self) -> Result:
        """The answer, as every account has it."""
        return Result((self.answer,))

    @property
    def answer(self) -> Node:
        """The answer as a syntax tree."""
        return self.simplified.result if self.simplified else self.roots[-1].result

    @property
    def derivatives(self) -> tuple[Node, ...]:
        """The results of all orders; the last one is the answer."""
        return (*(root.result for root in self.roots[:-1]), self.answer)

    @property
    def derivative(self) -> Expression:
        """The answer."""
        return Expression(self.answer)

    @property
    def valid(self) -> Condition | None:
        """Where the derivative exists; None where it does everywhere."""
        return self.validity.valid

    @property
    def corners(self) -> tuple[Corner, ...]:
        """Where the function has a value, at least from one side, and no slope."""
        return self.validity.corners

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences: how it was read, where it holds, corners."""
        return tuple(dict.fromkeys((*self.asides, *self.validity.sentences)))

    def there(self, point: Mapping[str, Node]) -> AtPoint | None:
        """The numbers at a point; None where it leaves letters without a value.

        Args:
            point: a value for each letter, the variable among them.
        """
        from derivtutor.derivation.numbers import at_point

        if not point or not (names(self.function.tree) | {self.variable}) <= point.keys():
            return None
        return at_point(self.function.tree, self.roots[0], self.derivatives, self.variable, point)

    @property
    def steps(self) -> tuple[Entry, ...]:
        """The numbered tree of steps, one tree for every order."""
        shown: dict[int, str] = {}
        return tuple(_entry(root, str(number), shown) for number, root in enumerate(self.roots, 1))

    @property
    def lines(self) -> tuple[Line, ...]:
        """The derivation as successive lines on paper, of all orders one after the other."""
        return tuple([line for order in range(1, len(self.roots) + 1) for line in self.lines_of_order(order)])

    def lines_of_order(self, order: int, single: bool = False) -> tuple[Line, ...]:
        """The lines of one order.

        Args:
            order: the order, from 1.
            single: whether every law of simplification has a line of its own.
        """
        own = lines(self.roots[order - 1], single)
        is_last = order == len(self.roots)
        return (*own, Line(self.simplified.result, self.simplified.laws)) if is_last and self.simplified else own

    def as_dict(self) -> dict[str, Any]:
        """The JSON document of the contract `derivtutor/derivation/1`."""
        from derivtutor.derivation.document import Document

        return Document().derivation(self)

    def __str__(self) -> str:
        return self.derivative.text

    def _in_short(self) -> str:
        order = f"derivative of order {self.order}" if self.order > 1 else "derivative"
        return f"{order} of {self.function.text} by {self.variable}: {self.derivative.text}"

    def _repr_latex_(self) -> str:
        from derivtutor.derivation.document import aligned

        return f"$\\displaystyle {aligned(self.lines_of_order(self.order))}$"


def _entry(step: Step, number: str, shown: dict[int, str]) -> Entry:
    earlier = shown.get(id(step))
    if earlier is not None and not step.rule.is_trivial:
        return Entry(number, step, earlier)
    shown[id(step)] = number
    return Entry(
        number,
        step,
        "",
        tuple([_entry(child, f"{number}.{place}", shown) for place, child in enumerate(step.steps, 1)]),
    )
