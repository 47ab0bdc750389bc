"""Mathematics on HTML pages: what is too wide is broken, shrinks on paper, and scrolls in a box that keys reach."""

from __future__ import annotations

from typing import NamedTuple

from derivtutor.derivation.account import Limit, Result, Side, Symbol
from derivtutor.language import between, translated
from derivtutor.notation.mathml_rows import Breaking
from derivtutor.notation.tree import Sum
from derivtutor.render.paper import WIDTHS, Piece, broken
from derivtutor.render.web.frame import escape

MOST = 62
"""Letters of mathematics that fit a line of the page; what is longer is broken at its factors, if it has any."""
TERMS = 30
"""Letters of terms that a line break keeps together."""
WITHIN = 58
"""Letters of a sum or product within something else, such as above the line of a fraction."""
NARROW = 36
"""Letters that fit the smallest screen."""
SIZES = (44, 52, 64, 78, 94, 114, 138, 166, 200, 240)
"""The widths that the style sheet knows, in letters."""


class Formula(NamedTuple):
    """Elements in a row, with room for a line break between them, and the letters of the widest."""

    text: str
    width: int

    @property
    def box(self) -> str:
        """A box as wide as its line, in which the formula scrolls if it has to."""
        return self.boxed("wide")

    def boxed(self, kind: str) -> str:
        if self.width <= NARROW:
            return f'<span class="{kind}">{self.text}</span>'
        letters = next((size for size in SIZES if self.width <= size), SIZES[-1])
        name = escape(translated("Formula"))
        return f'<span class="{kind} w{letters}" tabindex="0" role="group" aria-label="{name}">{self.text}</span>'


class Formulas:
    """Writes the formulas of one page; those that occur again are written once."""

    def __init__(self, within: int = WITHIN) -> None:
        self.breaking = Breaking(within, WIDTHS)

    def inside(self, side: Side) -> str:
        """The MathML of an expression, without the element around it."""
        return self.set(side).text

    def set(self, side: Side) -> Formula:
        if isinstance(side, Symbol):
            spaced = escape(side.text).replace(" ", "&#160;")  # browsers put spaces together
            return Formula(f"<mi>{spaced}</mi>", len(side.text))
        if isinstance(side, Result):
            return self._entries(side)
        if isinstance(side, Limit):
            return self._limit(side)
        rows = self.breaking.write(side)
        return Formula(without_styles(rows.written.inside), rows.width)

    def _limit(self, limit: Limit) -> Formula:
        inside, width = self.set(limit.expression)
        bracketed = f"<mo>(</mo>{inside}<mo>)</mo>" if isinstance(limit.expression, Sum) else inside
        below = f"<mrow><mi>{escape(limit.letter)}</mi><mo>→</mo><mn>0</mn></mrow>"
        return Formula(f"<mrow><munder><mo>lim</mo>{below}</munder>{bracketed}</mrow>", width + 5)

    def _entries(self, result: Result) -> Formula:
        """A vector in a row, a matrix in rows."""
        rows = [[self.set(entry.tree) for entry in row] for row in result.rows]
        width = 2 + max(sum(2 + entry.width for entry in row) for row in rows)
        if len(result.shape) == 2:
            cells = "".join(f"<mtr>{''.join(f'<mtd>{cell.text}</mtd>' for cell in row)}</mtr>" for row in rows)
            return Formula(f"<mrow><mo>(</mo><mtable>{cells}</mtable><mo>)</mo></mrow>", width)
        inside = f"<mo>{between().strip()}</mo>".join(entry.text for entry in rows[0])
        return Formula(f"<mrow><mo>(</mo>{inside}<mo>)</mo></mrow>" if result.shape else inside, width)

    def equation(self, left: Side | None, right: Side, sign: str = "=") -> Formula:
        """`left = right`, the right side in several elements where it is long."""
        first, *others = broken(right, TERMS if isinstance(right, Sum) else MOST)
        start = self.set(left) if left else Formula("", 0)
        whole = self.set(first.expression)
        pieces = [Formula(f"{start.text}{operator(sign)}{whole.text}", start.width + whole.width + 3)]
        pieces += map(self._continued, others)
        return in_a_row([Formula(math(piece.text), piece.width) for piece in pieces])

    def _continued(self, piece: Piece) -> Formula:
        """A formula that goes on from the line before: a minus sign at its start stands between two terms."""
        text, width = self.set(piece.expression)
        prefix = "<mrow><mo>−</mo>"
        if not piece.sign and text.startswith(prefix):
            text = f'<mrow><mo form="infix">−</mo>{text[len(prefix) :]}'
        return Formula(operator(piece.sign) + text, width + 3)

    def alone(self, side: Side) -> Formula:
        """An expression by itself."""
        text, width = self.set(side)
        return Formula(math(text), width)


def in_a_row(formulas: list[Formula]) -> Formula:
    """Several formulas, with room for a line break between them."""
    return Formula(" ".join(each.text for each in formulas), max(each.width for each in formulas))


def math(inside: str) -> str:
    """The element; the style sheet says that fractions in it are as large as on a line of their own."""
    return f"<math>{inside}</math>"


def operator(sign: str) -> str:
    """A sign between two things, also where a line begins with it; a plus or minus there would stand too close."""
    sign = sign.replace("·", "⋅")
    form = ' form="infix"' if sign in ("+", "−") else ""
    return f"<mo{form}>{sign}</mo>" if sign else ""


def without_styles(markup: str) -> str:
    """MathML or SVG without style attributes, which the pages forbid; their style sheet says the same."""
    return markup.replace(' style="text-align: left"', "").replace(' style="color-scheme: light dark"', "")
