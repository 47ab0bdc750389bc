"""Matrix expressions as they are written: with Unicode's signs, as they can be typed, and in LaTeX."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from derivtutor.derivation.account import Symbol as Written
from derivtutor.network.matrices import expression as e
from derivtutor.network.matrices.building import numbered, parted
from derivtutor.network.matrices.expression import Expression
from derivtutor.network.matrices.styles import LATEX, PLAIN, UNICODE, Style
from derivtutor.notation.tree import Name

SUM, PRODUCT, POWER, ATOM = range(4)


class Piece(NamedTuple):
    """What is written, how strongly it holds together, and whether it stands off from its neighbours."""

    text: str
    binding: int
    is_word: bool = False


class Writer:
    """Writes expressions in one style."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.table: dict[type, Callable[[Any], Piece]] = {
            e.Symbol: lambda x: self.letter(x.name),
            e.Constant: lambda x: Piece(self.style.constant(x.value), POWER, True),
            e.Size: lambda x: Piece(str(x.dimension), ATOM),
            e.Identity: lambda x: Piece(self.style.identity(x.size), ATOM, "(" in self.style.identity(x.size)),
            e.Ones: lambda x: Piece(self.style.ones(x.shape), POWER, "(" in self.style.ones(x.shape)),
            e.Zero: lambda _: Piece("0", ATOM),
            e.Literal: lambda x: Piece(self.style.rows([list(map(self.number, row)) for row in x.rows]), ATOM, True),
            e.Product: self.product,
            e.Sum: self.sum,
            e.Transpose: self.transpose,
            e.Inverse: lambda x: self.superscripted(x.operand, self.style.inverse),
            e.MatrixPower: lambda x: self.superscripted(x.base, self.style.raised(str(x.exponent))),
            e.Trace: lambda x: self.call("tr", x.operand),
            e.Determinant: lambda x: self.call("det", x.operand),
            e.LogDeterminant: lambda x: self.call("logdet", x.operand),
            e.Norm: lambda x: Piece(self.inside(x.operand, self.style.bars), ATOM, True),
            e.Total: lambda x: self.call("sum", x.operand),
            e.Softmax: lambda x: self.call("softmax", x.operand),
            e.Diagonal: lambda x: self.call("diag", x.operand),
            e.DiagonalOf: lambda x: self.call("diag", x.operand),
            e.Apply: self.apply,
            e.Power: self.power,
            e.Hadamard: self.hadamard,
            e.Differential: self.differential,
        }

    def __call__(self, expression: Expression) -> str:
        return self.piece(expression).text

    def piece(self, expression: Expression) -> Piece:
        return self.table[type(expression)](expression)

    # -- leaves ------------------------------------------------------------------------------------------------

    def letter(self, name: str) -> Piece:
        text = self.style.letter(Name(name))
        return Piece(text, ATOM, len(text) > 1 and not text.startswith("\\"))

    def number(self, value: Fraction) -> str:
        size = abs(value)
        sign = self.style.minus if value < 0 else ""
        if size.denominator == 1 or self.style.fraction is None:
            return sign + (self.style.vulgar.get(str(size)) or str(size))
        return sign + self.style.fraction(str(size.numerator), str(size.denominator))

    # -- brackets and calls ------------------------------------------------------------------------------------

    def inside(self, expression: Expression, brackets: tuple[str, str]) -> str:
        return f"{brackets[0]}{self(expression)}{brackets[1]}"

    def bracketed(self, piece: Piece, least: int) -> Piece:
        if piece.binding >= least:
            return piece
        opening, closing = self.style.brackets
        return Piece(f"{opening}{piece.text}{closing}", ATOM)

    def call(self, function: str, operand: Expression) -> Piece:
        name = self.style.function(function)
        return Piece(name + self.inside(operand, self.style.brackets), ATOM, True)

    def apply(self, node: e.Apply) -> Piece:
        if node.function == "abs":
            return Piece(self.inside(node.operand, self.style.single_bars), ATOM, True)
        return self.call(node.function, node.operand)

    def differential(self, node: e.Differential) -> Piece:
        inside = self.bracketed(self.piece(node.operand), ATOM if isinstance(node.operand, e.Symbol) else ATOM + 1)
        return Piece(self.style.d + inside.text, ATOM, True)

    # -- superscripts ------------------------------------------------------------------------------------------

    def superscripted(self, base: Expression, sign: str) -> Piece:
        piece = self.bracketed(self.piece(base), ATOM)
        return Piece(piece.text + sign, POWER, piece.is_word)

    def transpose(self, node: e.Transpose) -> Piece:
        if isinstance(node.operand, e.Inverse):
            return self.superscripted(node.operand.operand, self.style.inverse_transposed)
        return self.superscripted(node.operand, self.style.transposed)

    def power(self, node: e.Power) -> Piece:
        """A power of a scalar, or of each entry."""
        if node.exponent < 0:
            return self.quotient(Piece("1", ATOM), self.piece(self.upside_down(node)), e.is_scalar(node))
        if node.exponent == Fraction(1, 2):
            return Piece(self.style.root(self(node.base)), ATOM, True)
        exponent = str(node.exponent)
        if isinstance(node.base, e.Apply) and self.style.squares_functions and node.base.function not in ("abs", "exp"):
            name = self.style.function(node.base.function) + self.style.raised(exponent)
            return Piece(name + self.inside(node.base.operand, self.style.brackets), ATOM, True)
        if e.is_scalar(node):
            return self.superscripted(node.base, self.style.raised(exponent))
        base = self.bracketed(self.piece(node.base), ATOM).text
        if node.exponent == 2 and isinstance(node.base, e.Symbol):
            return Piece(f"{base}{self.style.times}{base}", PRODUCT, True)
        sign = self.style.each_raised
        return Piece(f"{base}{sign}{exponent}" + "}" * sign.count("{"), POWER, True)

    def upside_down(self, node: e.Power) -> Expression:
        return node.base if node.exponent == -1 else e.Power(node.base, -node.exponent)

    # -- products ----------------------------------------------------------------------------------------------

    def product(self, node: e.Product) -> Piece:
        node = _with_sizes_as_numbers(node)
        top = [scalar for scalar in node.scalars if not _is_below(scalar)]
        bottom = [
            self.upside_down(scalar) for scalar in node.scalars if isinstance(scalar, e.Power) and _is_below(scalar)
        ]
        top, chain = _one_inner(top, node.chain)
        size = abs(node.number)
        sign = self.style.minus if node.number < 0 else ""
        below = size.denominator if bottom or not (node.scalars or node.chain) or size.numerator != 1 or top else 1
        above = size.numerator if below != 1 or size.denominator == 1 else size
        bare = not sign and above == 1 and not bottom and below == 1
        upper = self.side_by_side(self.number(Fraction(above)) if above != 1 else "", [*top, *chain], bare)
        if not bottom and below == 1:
            return Piece(sign + upper.text, PRODUCT if sign else upper.binding, upper.is_word)
        lower = self.side_by_side(str(below) if below != 1 else "", bottom, True)
        whole = self.quotient(upper, lower, True)
        return Piece(sign + whole.text, PRODUCT, whole.is_word)

    def side_by_side(self, number: str, factors: Sequence[Expression], is_alone: bool) -> Piece:
        """Factors next to each other, with room only where they would run together."""
        if not factors:
            return Piece(number or "1", ATOM)
        if len(factors) == 1 and not number:
            only = self.piece(factors[0])
            return only if is_alone or only.binding >= PRODUCT else self.bracketed(only, PRODUCT)
        shown = [self.bracketed(self.piece(factor), POWER) for factor in factors]
        text = number
        stands_off = "/" in number
        for place, piece in enumerate(shown):
            between = self.style.after_number if place == 0 else self.style.space
            gap = " " if stands_off or piece.is_word else between
            text += gap + piece.text if text else piece.text
            stands_off = piece.is_word
        return Piece(text, PRODUCT, shown[0].is_word and not number)

    def quotient(self, top: Piece, bottom: Piece, is_scalar: bool) -> Piece:
        if is_scalar and self.style.fraction:
            return Piece(self.style.fraction(top.text, bottom.text), PRODUCT, True)
        sign = "/" if is_scalar else self.style.over
        return Piece(f"{self.bracketed(top, PRODUCT).text}{sign}{self.bracketed(bottom, POWER).text}", PRODUCT, True)

    def hadamard(self, node: e.Hadamard) -> Piece:
        top = [factor for factor in node.factors if not _is_below(factor)]
        bottom = [
            self.upside_down(factor) for factor in node.factors if isinstance(factor, e.Power) and _is_below(factor)
        ]
        shown = [self._entrywise(factor) for factor in top] or ["1"]
        below = self.style.over.join([self._entrywise(factor, may_be_square=False) for factor in bottom])
        text = self.style.times.join(shown)
        return Piece(f"{text}{self.style.over}{below}" if bottom else text, PRODUCT, True)

    def _entrywise(self, factor: Expression, may_be_square: bool = True) -> str:
        is_square = isinstance(factor, e.Power) and self.piece(factor).binding == PRODUCT
        return self.bracketed(self.piece(factor), PRODUCT if is_square and may_be_square else POWER).text

    # -- sums --------------------------------------------------------------------------------------------------

    def sum(self, node: e.Sum) -> Piece:
        has_identity = any(isinstance(factor, e.Identity) for term in node.terms for factor in parted(term).chain)
        shown = [self._beside_identity(term) if has_identity else self._term(term) for term in node.terms]
        text = shown[0]
        for term in shown[1:]:
            minus = self.style.minus
            text += f" {minus} {term[len(minus) :]}" if term.startswith(minus) else f" + {term}"
        return Piece(text, SUM)

    def _beside_identity(self, term: Expression) -> str:
        """A term beside the identity matrix, where a number would be taken for a multiple of that."""
        return self.bracketed(self.piece(term), PRODUCT).text

    def _term(self, term: Expression) -> str:
        """A term; ones beside other terms are a number that is added to each entry."""
        if isinstance(term, e.Ones):
            return "1"
        if isinstance(term, e.Product) and len(term.chain) == 1 and isinstance(term.chain[0], e.Ones):
            return self(numbered(term.number, e.Product(term.number, term.scalars, ())))
        return self._beside_identity(term)


def _with_sizes_as_numbers(node: e.Product) -> e.Product:
    """A product in which numbers of rows that are known are part of its number."""
    number, scalars = node.number, list[Expression]()
    for scalar in node.scalars:
        base, exponent = (scalar.base, scalar.exponent) if isinstance(scalar, e.Power) else (scalar, Fraction(1))
        if isinstance(base, e.Size) and isinstance(base.dimension, int) and exponent.denominator == 1:
            number *= Fraction(base.dimension) ** exponent.numerator
        else:
            scalars.append(scalar)
    return e.Product(number, tuple(scalars), node.chain)


def _one_inner(
    scalars: Sequence[Expression], chain: Sequence[Expression]
) -> tuple[list[Expression], Sequence[Expression]]:
    """A single scalar product stands at the end, without brackets."""
    inner = [scalar for scalar in scalars if isinstance(scalar, e.Product) and scalar.number == 1]
    if chain or len(inner) != 1 or inner[0].scalars:
        return list(scalars), chain
    return [scalar for scalar in scalars if scalar is not inner[0]], inner[0].chain


def _is_below(factor: Expression) -> bool:
    """Whether a factor is written under a bar."""
    return isinstance(factor, e.Power) and factor.exponent < 0


unicode, plain, latex = map(Writer, (UNICODE, PLAIN, LATEX))


def side(expression: Expression) -> Written:
    """An expression as it can stand beside an equality sign."""
    return Written(unicode(expression), plain(expression), latex(expression))
