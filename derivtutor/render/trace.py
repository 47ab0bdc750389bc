"""What happens at a point, written onto a page: the numbers of every layer, the slope, the tangent."""

from __future__ import annotations

from collections.abc import Sequence

from derivtutor.language import between, translated
from derivtutor.notation.linear import primes_together
from derivtutor.notation.pretty import text_block
from derivtutor.render.page import HANGING, RESULT, TITLE, Page, Segment
from derivtutor.render.telling.blocks import LayerNumbers, Numbers, Turn, Value


class Trace:
    """Writes what happens at a point."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.board = page.board

    def write(self, numbers: Numbers) -> None:
        """Each layer's value and local rate from the inside out, the slope as their product, and the tangent."""
        page = self.page
        point = between().join(self.value(value) for value in numbers.point)
        page.text(translated("At {point}").format(point=point), TITLE)
        self.layers(numbers.layers)
        if not numbers.layers:
            self.row("", numbers.value)
        product = self.product(numbers)
        if product:
            page.text(product, RESULT, HANGING)
        for slope in numbers.slopes[bool(product) :]:
            self.row("", slope, RESULT)
        for side in numbers.sides:
            self.row(side.words, side.value)
        if numbers.tangent:
            self.row(translated("Tangent:"), numbers.tangent)
        if numbers.trend:
            page.sentence(numbers.trend, HANGING)
        page.blank()

    def layers(self, layers: Sequence[LayerNumbers]) -> None:
        """A row for each layer, from the inside out; what is wider than the page is broken."""
        rows = [self.layer(layer) for layer in reversed(layers)]
        widest = max((block.width for row in rows for block, _ in row), default=0)
        if HANGING + widest <= self.page.width:
            self.page.table(rows, HANGING)
        else:
            for layer in reversed(layers):
                for value in (layer.value, layer.rate):
                    self.row("", value)
        if layers:
            self.page.blank()

    def layer(self, layer: LayerNumbers) -> list[Segment]:
        function = self.page.fitting(layer.function.left, layer.function.right, HANGING)
        return [(function, ""), (text_block(self.value(layer.value)), ""), (text_block(self.value(layer.rate)), "")]

    def row(self, words: str, value: Value | None, style: str = "") -> None:
        """Words and a value in one row, or each way of writing the number in rows of its own."""
        if value is None:
            self.page.sentence(words, HANGING, style)
            return
        whole = f"{words} {self.value(value)}".lstrip()
        if HANGING + len(whole) <= self.page.width:
            self.page.text(whole, style, HANGING)
            return
        if words:
            self.page.sentence(words, HANGING)
        for form in value.forms:
            written = self.value(Value(value.left, (form,)))
            if HANGING + len(written) <= self.page.width:
                self.page.text(written, style, HANGING)
            else:
                self.page.chain(self.board.left(value.left), [Turn(form.number)], HANGING, style)

    def product(self, numbers: Numbers) -> str:
        """The slope as the product of the local rates, exact ones if all of them are; nothing where it has no room."""
        slope = numbers.slopes[0]
        if not numbers.is_product:
            return ""
        exact = all(layer.rate.forms[0].is_equal for layer in numbers.layers)
        factors = [self.board.line(layer.rate.forms[0 if exact else -1].number) for layer in numbers.layers]
        product = f" {self.board.times} ".join(map(_bracketed, factors))
        left = self.board.line(slope.left)
        written = f"{left} {'=' if exact else self.about} {product} {self.right(slope)}"
        return written if HANGING + len(written) <= self.page.width else ""

    def value(self, value: Value) -> str:
        """`v = 4`, or `v ≈ 54.5982` where the number is rounded."""
        left = primes_together(self.board.line(value.left))
        return f"{left} {self.right(value)}" if value.forms else f"{left} {value.nothing}"

    def right(self, value: Value) -> str:
        return value.right(self.board.line, "=", self.about)

    @property
    def about(self) -> str:
        return "≈" if self.board.unicode else "~"


def _bracketed(factor: str) -> str:
    return f"({factor})" if factor[0] in "-−" or " " in factor else factor
