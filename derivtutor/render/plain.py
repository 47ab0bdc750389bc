"""A derivation as lines that read well aloud: no boxes, no colour, one fact a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from derivtutor.derivation.derivation import Derivation
from derivtutor.notation import linear
from derivtutor.notation.tree import Memo, Name, Node
from derivtutor.render import presentation, telling
from derivtutor.render.presentation import Detail, Equation, StepShown
from derivtutor.render.safe import ascii_text, safe

if TYPE_CHECKING:
    from derivtutor.render.numbers import Numbers, Value


def render(
    derivation: Derivation, detail: Detail = "standard", view: str = "tree", understood: frozenset[str] = frozenset()
) -> str:
    """A derivation in short labelled lines of ASCII.

    Args:
        detail: `brief` is the lines on paper, `full` tells of every step in full.
        view: `tree` is the steps, `lines` the lines on paper.
        understood: rules that the reader has mastered, of which no more is told than what comes out.
    """
    writer = _Writer(derivation, detail, understood)
    told = writer.lines() if view == "lines" or detail == "brief" else writer.tree()
    return "\n".join([*writer.head(), *told, *writer.end()])


_LONG = 300
"""Expressions of more signs than this are told in letters where that is possible."""


class _Writer:
    """Writes one derivation line by line."""

    def __init__(self, derivation: Derivation, detail: Detail, understood: frozenset[str]) -> None:
        self.derivation = derivation
        self.full = detail == "full"
        self.y = presentation.graph_letter(derivation)
        taken = frozenset(presentation.function_letter(derivation))
        self.roots = presentation.steps_shown(derivation, detail, taken, understood)
        self.shown: set[str] = set()
        self.told: set[str] = set()
        self._memo: Memo[linear.Written] = Memo()

    def math(self, node: Node) -> str:
        return ascii_text(linear.text(node, self._memo))

    def equation(self, equation: Equation) -> str:
        return f"{self.math(equation.left)} = {self.math(self.readable(equation))}"

    def readable(self, equation: Equation) -> Node:
        """The right side; in letters where it is too long to listen to and the letters are explained."""
        if equation.in_letters is not None and len(self.math(equation.right)) > _LONG:
            return equation.in_letters
        return equation.right

    # -- before and after the steps ----------------------------------------------------------------------------

    def head(self) -> Iterator[str]:
        derivation = self.derivation
        if presentation.was_reworded(derivation):
            yield f"You wrote: {ascii_text(safe(derivation.input))}"
        function = self.math(presentation.value_of(derivation))
        yield f"Function: {function} = {self.math(derivation.function.tree)}"
        yield f"Differentiate by: {self.math(Name(derivation.variable))}"
        for note in presentation.reading(derivation):
            yield f"Note: {ascii_text(safe(note))}"
        for place, layer in enumerate(presentation.layers(derivation), 1):
            yield f"Layer {place}, counted from outside: {self.equation(layer)}"

    def end(self) -> Iterator[str]:
        derivation = self.derivation
        left = self.math(presentation.value_of(derivation, derivation.order))
        yield f"Answer: {left} = {self.math(derivation.answer)}"
        if derivation.at:
            from derivtutor.render.numbers import numbers_of

            yield from self.numbers(numbers_of(derivation, Name(self.y)))
        for remark in presentation.remarks(derivation):
            yield f"Note: {ascii_text(safe(remark))}"

    def lines(self) -> Iterator[str]:
        for order in range(1, self.derivation.order + 1):
            yield from self.order(order)
            left = self.math(presentation.value_of(self.derivation, order))
            for place, line in enumerate(self.derivation.lines_of_order(order)):
                why = f" ({telling.line_label(line.rules)})" if line.rules else ""
                before = "equals" if place else f"{left} ="
                yield f"Line {place + 1}: {before} {self.math(line.expression)}{why}"

    def tree(self) -> Iterator[str]:
        for order, root in enumerate(self.roots, 1):
            yield from self.order(order)
            yield from self.step(root, presentation.value_of(self.derivation, order), "")
        simplified = self.derivation.simplified
        if simplified:
            yield f"Simplified: {self.math(simplified.result)} ({presentation.laws(simplified.laws)})"

    def order(self, order: int) -> Iterator[str]:
        if self.derivation.order > 1:
            yield f"Here begins the {telling.ORDINALS[order - 1].lower()} derivative."

    # -- steps -------------------------------------------------------------------------------------------------

    def step(self, step: StepShown, left: Node, inside: str) -> Iterator[str]:
        """A step and what is below it; `left` is what it finds."""
        in_one_line = bool(inside) and not self.full and telling.in_one_line(step)
        title = telling.titles(step) if in_one_line and not step.same_as else telling.title(step)
        number = telling.short_number(step.id)
        label = f"Step {number}, {title[0].lower()}{title[1:]}{f', inside step {inside}' if inside else ''}"
        self.shown.add(step.id)
        if step.same_as:
            yield f"{label}: as in step {self.reference(step.same_as)}, {self.math(left)} = {self.math(step.final)}"
            return
        if in_one_line or (step.is_elementary and not step.parts) or (step.understood and not step.steps):
            yield from self.formulas(step)
            yield f"{label}: {self.in_short(step, left)}"
            return
        yield f"{label}."
        yield from self.body(step, left, number)

    def body(self, step: StepShown, left: Node, number: str) -> Iterator[str]:
        if (self.full or step.formula is None) and not step.understood:
            yield f"Rule: {step.says}"
        if step.formula is not None:
            self.told.add(step.rule)
            yield f"Formula: {self.equation(step.formula)}"
        told_below = {telling.letter_of(name) for name in step.rates_in if name is not None}
        if step.rule not in presentation.TERM_BY_TERM:
            for part in step.parts:
                yield f"Here {self.equation(part)}"
            for rate in step.rates:
                if telling.letter_of(rate.left) not in told_below:
                    yield f"So {self.equation(rate)}"
        if step.work:
            yield f"Write {self.y} = {self.math(step.result.left.children[0])}"
            yield self.labelled(step.work[0])
        for name, child in zip(step.rates_in, step.steps, strict=True):
            yield from self.step(child, child.result.left if name is None else name, number)
        yield from self.conclusion(step, left, number)

    def conclusion(self, step: StepShown, left: Node, number: str) -> Iterator[str]:
        for equation in step.work[1:]:
            yield self.labelled(equation)
        if not step.work or step.work[-1].right != step.result.right:
            shown = self.readable(step.result)
            yield f"Parts put in, step {number}: {self.math(left)} = {self.math(shown)}"
            if shown is not step.result.right:
                return
        for found in step.tidied:
            yield f"Equals {self.math(found.right)} ({found.why})"
        yield f"Result of step {number}: {self.math(left)} = {self.math(step.final)}"

    def formulas(self, step: StepShown) -> Iterator[str]:
        """The formulas that are used here for the first time, of rules whose formula is not the result itself."""
        for each in telling.with_below(step):
            if each.formula is not None and each.rule in telling.TOLD_ONCE - self.told:
                self.told.add(each.rule)
                yield f"Formula of the {each.title.lower()}: {self.equation(each.formula)}"

    def in_short(self, step: StepShown, left: Node) -> str:
        asked = self.math(step.result.left)
        named = self.math(left)
        before = "" if named == asked else f"{named} = "
        turns = [step.result.right] if step.result.right != step.final and telling.is_instructive(step) else []
        return before + " = ".join([asked, *(self.math(turn) for turn in (*turns, step.final))])

    def labelled(self, equation: Equation) -> str:
        return f"{equation.why[0].upper()}{equation.why[1:]}: {self.equation(equation)}"

    def reference(self, id: str) -> str:
        while id not in self.shown and "." in id:
            id = id.rpartition(".")[0]
        return telling.short_number(id)

    # -- numbers -----------------------------------------------------------------------------------------------

    def numbers(self, numbers: Numbers) -> Iterator[str]:
        """Each layer's value and local rate from the inside out, the slope and the tangent."""
        function = self.math(presentation.value_of(self.derivation))
        yield f"At {', '.join(self.value(value) for value in numbers.point)}, with {self.y} = {function}:"
        for layer in reversed(numbers.layers):
            yield f"Layer {self.equation(layer.function)}: value {self.value(layer.value)}"
            yield f"Local rate: {self.value(layer.rate)}"
        if not numbers.layers:
            yield f"Value: {self.value(numbers.value)}"
        product = ", the product of the local rates" if numbers.is_product else ""
        for name, slope in zip(("Slope", "Asked"), numbers.slopes, strict=False):
            yield f"{name}: {self.value(slope)}{product}"
        for side in numbers.sides:
            yield f"{side.words} {self.value(side.value)}" if side.value else side.words
        if numbers.tangent:
            yield f"Tangent: {self.value(numbers.tangent)}"
        if numbers.trend:
            yield numbers.trend

    def value(self, value: Value) -> str:
        if not value.forms:
            return f"{self.math(value.left)} {value.nothing}"
        about = ", about" if value.forms[0].is_equal else "is about"
        return f"{self.math(value.left)} {value.right(self.math, '=', about)}".replace(" ,", ",")
