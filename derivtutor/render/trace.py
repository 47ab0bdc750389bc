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
        if numbers.tangent:
            page.text(f"Tangent: {self.value(numbers.tangent)}", "", HANGING)
        if numbers.trend:
            page.text(numbers.trend, "", HANGING)
        page.blank()

    def layer(self, layer: LayerNumbers) -> list[Segment]:
        function = self.page.fitting(layer.function.left, layer.function.right, HANGING)
        return [(function, ""), (text_block(self.value(layer.value)), ""), (text_block(self.value(layer.rate)), "")]

    def slope(self, numbers: Numbers) -> str:
        """The slope, for a composition as the product of the local rates."""
        rates = [layer.rate for layer in numbers.layers]
        whole = self.value(numbers.slope)
        if not rates or any(rate.right is None for rate in rates):
            return whole
        factors = [self.board.line(rate.right) for rate in rates if rate.right is not None]
        product = f" {self.board.times} ".join(f"({factor})" if factor[0] in "-−" else factor for factor in factors)
        left, equals, number = whole.split(" ", 2)
        first = "=" if all(rate.exact for rate in rates) else equals
        written = f"{left} {first} {product} {equals} {number}"
        return written if HANGING + len(written) <= self.page.width else whole

    def value(self, value: Value) -> str:
        """`v = 4`, or `v ≈ 54.5982` where the number is rounded."""
        if value.right is None:
            return f"{self.board.line(value.left)} is undefined"
        equals = "=" if value.exact else "≈" if self.board.unicode else "~"
        return f"{self.board.line(value.left)} {equals} {self.board.line(value.right)}"
