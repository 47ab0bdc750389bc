"""What happens at a point, written onto a page: the numbers of every layer, the slope, the tangent."""

from __future__ import annotations

from derivtutor.notation.pretty import text_block
from derivtutor.notation.tree import Node
from derivtutor.render.numbers import LayerNumbers, Numbers, Value
from derivtutor.render.page import HANGING, RESULT, TITLE, Page, Segment


class Trace:
    """Writes what happens at a point."""

    def __init__(self, page: Page, function: Node) -> None:
        self.page = page
        self.board = page.board
        self.function = function

    def write(self, numbers: Numbers) -> None:
        """Each layer's value and local rate from the inside out, the slope as their product, and the tangent."""
        page = self.page
        point = ", ".join(self.value(value) for value in numbers.point)
        page.text(f"At {point}, with {self.board.line(numbers.value.left)} = {self.board.line(self.function)}", TITLE)
        page.table([self.layer(layer) for layer in reversed(numbers.layers)], HANGING)
        if numbers.layers:
            page.blank()
        else:
            page.text(self.value(numbers.value), "", HANGING)
        page.text(self.slope(numbers), RESULT, HANGING)
        for derivative in numbers.slopes[1:]:
            page.text(self.value(derivative), RESULT, HANGING)
        for side in numbers.sides:
            page.text(f"{side.words} {self.value(side.value)}" if side.value else side.words, "", HANGING)
        if numbers.tangent:
            page.text(f"Tangent: {self.value(numbers.tangent)}", "", HANGING)
        if numbers.trend:
            page.text(numbers.trend, "", HANGING)
        page.blank()

    def layer(self, layer: LayerNumbers) -> list[Segment]:
        function = self.page.fitting(layer.function.left, layer.function.right, HANGING)
        return [(function, ""), (text_block(self.value(layer.value)), ""), (text_block(self.value(layer.rate)), "")]

    def slope(self, numbers: Numbers) -> str:
        """The slope, for a composition as the product of the local rates: exact ones, if all of them are."""
        slope = numbers.slopes[0]
        whole = self.value(slope)
        if not numbers.is_product:
            return whole
        exact = all(layer.rate.forms[0].is_equal for layer in numbers.layers)
        factors = [self.board.line(layer.rate.forms[0 if exact else -1].number) for layer in numbers.layers]
        product = f" {self.board.times} ".join(map(_bracketed, factors))
        left = self.board.line(slope.left)
        written = f"{left} {'=' if exact else self.about} {product} {self.right(slope)}"
        return written if HANGING + len(written) <= self.page.width else whole

    def value(self, value: Value) -> str:
        """`v = 4`, or `v ≈ 54.5982` where the number is rounded."""
        left = self.board.line(value.left)
        return f"{left} {self.right(value)}" if value.forms else f"{left} is undefined"

    def right(self, value: Value) -> str:
        return value.right(self.board.line, "=", self.about)

    @property
    def about(self) -> str:
        return "≈" if self.board.unicode else "~"


def _bracketed(factor: str) -> str:
    return f"({factor})" if factor[0] in "-−" or " " in factor else factor
