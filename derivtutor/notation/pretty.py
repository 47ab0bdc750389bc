"""How an expression is written with characters on several lines, as on a board."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from derivtutor.language import between, called, decimals, translated
from derivtutor.notation.block import Block, beside, columns, stack, text_block
from derivtutor.notation.functions import FUNCTIONS, GREEK
from derivtutor.notation.shape import (
    ROOTS,
    TIMES,
    brackets_as_base,
    brackets_as_factor,
    brackets_as_operand,
    brackets_as_term,
    derivative_mark,
    is_single_derivative,
    is_subtracted,
    letters,
    power_before_argument,
    separator,
)
from derivtutor.notation.tree import (
    Algebra,
    Call,
    Comparison,
    Derivative,
    Integral,
    Memo,
    Name,
    Negation,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    Unknown,
    fold,
)


def pretty(node: Node, unicode: bool = True, memo: Memo[Written] | None = None) -> Block:
    """Write an expression on several lines, with mathematical characters or (`unicode=False`) only those of ASCII."""
    return fold(node, _ALGEBRAS[unicode], memo).display.block


def split_sum(node: Node, width: int, unicode: bool = True, memo: Memo[Written] | None = None) -> list[Block] | None:
    """Write an expression in blocks no wider than `width` columns: a long sum is broken before its signs.

    None if it does not fit even so.
    """
    whole = pretty(node, unicode, memo)
    if whole.width <= width:
        return [whole]
    if not isinstance(node, Sum):
        return None
    board = _BOARDS[unicode]
    terms = [fold(term, _ALGEBRAS[unicode], memo).display for term in node.terms]
    blocks: list[Block] = []
    for index in range(len(terms)):
        block = board.term(node, terms, index)
        longer = beside((blocks[-1], block), 1) if blocks else block
        blocks[-1:] = [longer] if not blocks or longer.width <= width else [blocks[-1], block]
    return blocks if all(block.width <= width for block in blocks) else None


__all__ = ["Block", "beside", "columns", "pretty", "split_sum", "stack", "text_block"]


class Part(NamedTuple):
    """An expression as written, and what of it follows its minus sign or the name of its function."""

    block: Block
    rest: Block


class Written(NamedTuple):
    """An expression in both sizes: for the line, and for an exponent, where `1/2` is not stacked."""

    display: Part
    script: Part


_Writer: TypeAlias = Callable[[Any, list[Part]], Part]

_SUPERSCRIPTS = str.maketrans("0123456789-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁽⁾")
_SUBSCRIPTS = str.maketrans("0123456789ijkmnt", "₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₘₙₜ")
_ACCENTS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303"}
_RELATIONS = {"<=": "≤", ">=": "≥", "!=": "≠"}


def _whole(block: Block) -> Part:
    return Part(block, block)


def _translated(text: str, table: Mapping[int, int]) -> str | None:
    return text.translate(table) if all(ord(character) in table for character in text) else None


def _raised(base: Block, exponent: Block) -> Block:
    lifted = Block(exponent.lines, exponent.height + base.baseline)
    return beside((base, lifted))


def _at_top(base: Block, exponent: Block) -> Block:
    return beside((base, Block(exponent.lines, base.baseline)))


def _after_caret(base: Block, exponent: Block) -> Block:
    return beside((base, text_block("^"), exponent))


def _lowered(base: Block, index: Block) -> Block:
    return beside((base, Block(index.lines, base.baseline - base.height)))


class _Board:
    """Writes each kind of node; the characters depend on whether there are more than those of ASCII."""

    def __init__(self, unicode: bool) -> None:
        self.unicode = unicode
        self.minus, self.times, self.rule, self.prime = ("−", "·", "─", "′") if unicode else ("-", "*", "-", "'")

    def algebra(self) -> Algebra[Written]:
        simple: dict[type, _Writer] = {
            Number: self.number, Name: self.name, Sum: self.sum, Negation: self.negation, Product: self.product,
            Unknown: self.unknown, Comparison: self.comparison, Piecewise: self.piecewise, Derivative: self.derivative,
        }  # fmt: skip

        def in_both_sizes(write: _Writer) -> Callable[[Any, list[Written]], Written]:
            def write_both(node: Node, values: list[Written]) -> Written:
                display, script = [value.display for value in values], [value.script for value in values]
                return Written(write(node, display), write(node, script))

            return write_both

        return {
            **{kind: in_both_sizes(write) for kind, write in simple.items()},
            Quotient: lambda node, values: Written(self.fraction(*values), self.slash(node, *values)),
            Power: self.power,
            Call: self.call,
            Integral: self.integral,
        }

    # -- signs and brackets ------------------------------------------------------------------------------------

    def tall(self, block: Block, pieces: str, ascii_piece: str) -> Block:
        """A bracket as tall as `block`, from its one-line form, top, middle and bottom."""
        height = block.height
        if not self.unicode or height == 1:
            return Block(((pieces[0] if self.unicode else ascii_piece),) * height, block.baseline)
        return Block((pieces[1], *[pieces[2]] * (height - 2), pieces[3]), block.baseline)

    def bracketed(self, block: Block, needed: bool = True) -> Block:
        return beside((self.tall(block, "(⎛⎜⎝", "("), block, self.tall(block, ")⎞⎟⎠", ")"))) if needed else block

    def arguments(self, parts: Sequence[Part]) -> Block:
        blocks = [piece for part in parts for piece in (text_block(between()), part.block)]
        return self.bracketed(beside(blocks[1:]))

    def signed(self, operand: Block) -> Block:
        touches_rule = operand.lines[operand.baseline].startswith(self.rule)
        return beside((text_block(self.minus), operand), gap=1 if touches_rule else 0)

    # -- the kinds of node ---------------------------------------------------------------------------------------

    def number(self, node: Number, _: list[Part]) -> Part:
        text = decimals(node.text or str(node.value))
        return _whole(text_block(text if self.unicode else unicodedata.normalize("NFKC", text).replace("⁄", "/")))

    def letters(self, name: str) -> str:
        parts = letters(name)
        if not self.unicode:
            return name
        text = GREEK.get(parts.letter, parts.letter) + _ACCENTS.get(parts.accent, "")
        index = _translated(parts.subscript, _SUBSCRIPTS)
        text += f"_{parts.subscript}" if index is None else index
        return unicodedata.normalize("NFC", text) + self.prime * parts.primes

    def name(self, node: Name, _: list[Part]) -> Part:
        return _whole(text_block(self.letters(node.name)))

    def term(self, node: Sum, parts: Sequence[Part], index: int) -> Block:
        """One term of a sum, with its sign unless it is the first."""
        term, part = node.terms[index], parts[index]
        if is_subtracted(term):
            return beside((text_block(self.minus), part.rest), gap=1) if index else part.block
        block = self.bracketed(part.block, brackets_as_term(term))
        return beside((text_block("+"), block), gap=1) if index else block

    def sum(self, node: Sum, parts: list[Part]) -> Part:
        return _whole(beside([self.term(node, parts, index) for index in range(len(parts))], gap=1))

    def negation(self, node: Negation, parts: list[Part]) -> Part:
        operand = self.bracketed(parts[0].block, brackets_as_operand(node.operand))
        return Part(self.signed(operand), operand)

    def product(self, node: Product, parts: list[Part]) -> Part:
        blocks: list[Block] = []
        for index, (factor, part) in enumerate(zip(node.factors, parts, strict=True)):
            left = node.factors[index - 1]
            if index:
                between = separator(left, factor)
                close = not between and not isinstance(left, Quotient)
                blocks.append(text_block(f" {self.times} " if between == TIMES else "" if close else " "))
            slashed = isinstance(factor, Quotient) and part.block.height == 1
            last = index == len(parts) - 1
            blocks.append(self.bracketed(part.block, slashed or brackets_as_factor(factor, last)))
        return _whole(beside(blocks))

    def fraction(self, top: Written, bottom: Written) -> Part:
        blocks = (top.display.block, bottom.display.block)
        # The rule of a fraction is longer than those of the fractions in it.
        longer = 2 if any(block.lines[block.baseline].startswith(self.rule * block.width) for block in blocks) else 0
        rule = text_block(self.rule * (max(block.width for block in blocks) + longer))
        return _whole(stack((blocks[0], rule, blocks[1]), blocks[0].height, centred=True))

    def slash(self, node: Quotient, top: Written, bottom: Written) -> Part:
        blocks = (top.script.block, bottom.script.block)
        if any(block.height > 1 for block in blocks):
            return self.fraction(top, bottom)
        above = self.bracketed(blocks[0], isinstance(node.top, Sum | Quotient | Comparison | Piecewise))
        divided = isinstance(node.bottom, Quotient) or brackets_as_factor(node.bottom, last=True)
        below = self.bracketed(blocks[1], divided)
        return _whole(beside((above, text_block("/"), below)))

    def power(self, node: Power, values: list[Written]) -> Written:
        exponent = values[1].script.block
        plain = _translated(exponent.lines[0], _SUPERSCRIPTS) if exponent.height == 1 else None
        raised = _at_top if self.unicode and plain else _raised
        above = text_block(plain) if self.unicode and plain else exponent

        def write(base: Part, raised: Callable[[Block, Block], Block]) -> Part:
            if power_before_argument(node) and isinstance(node.base, Call):
                return _whole(beside((raised(self.function(node.base.function), above), base.rest)))
            return _whole(raised(self.bracketed(base.block, brackets_as_base(node.base)), above))

        # A power within an exponent stays on its line in ASCII too, so that `x^2/2` there is not a stack.
        in_script = _after_caret if plain and not self.unicode else raised
        return Written(write(values[0].display, raised), write(values[0].script, in_script))

    def function(self, function: str) -> Block:
        as_letter = FUNCTIONS[function].latex.removeprefix("\\")
        return text_block(GREEK[as_letter] if self.unicode and as_letter in GREEK else called(function))

    def call(self, node: Call, values: list[Written]) -> Written:
        if node.function in ROOTS and self.unicode:
            written = text_block("3") if node.function == "cbrt" else values[0].script.block
            degree = None if node.function == "sqrt" else written
            return Written(self.root(values[-1].display, degree), self.root(values[-1].script, degree))
        head, taken = self.function(node.function), 0
        if node.function == "log":
            base, taken = values[0].script.block, 1
            plain = _translated(base.lines[0], _SUBSCRIPTS) if self.unicode and base.height == 1 else None
            head = _lowered(head, base) if plain is None else text_block(f"log{plain}")

        def write(parts: list[Part]) -> Part:
            if node.function == "abs":
                block = parts[0].block
                bar = self.tall(block, "|│││", "|")
                return _whole(beside((bar, block, bar)))
            arguments = self.arguments(parts[taken:])
            return Part(beside((head, arguments)), arguments)

        return Written(write([value.display for value in values]), write([value.script for value in values]))

    def root(self, radicand: Part, degree: Block | None) -> Part:
        block = radicand.block
        if block.height == 1:
            sign, bar = Block(("√",)), "_" * block.width
        else:
            sign, bar = Block((*[" │"] * (block.height - 1), "╲│"), block.baseline), "─" * block.width
        roofed = Block((bar, *block.lines), block.baseline + 1)
        if block.height > 1:
            sign = Block((" ┌", *sign.lines), sign.baseline + 1)
        if degree is not None:
            plain = _translated(degree.lines[0], _SUPERSCRIPTS) if degree.height == 1 else None
            # The degree stands in the crook of the sign, one line above its foot.
            foot = block.baseline - block.height + 1
            raised = Block((plain,), foot) if plain else Block(degree.lines, degree.height + foot)
            sign = beside((raised, sign))
        return _whole(beside((sign, roofed)))

    def unknown(self, node: Unknown, parts: list[Part]) -> Part:
        head, mark = text_block(self.letters(node.name)), derivative_mark(node.orders)
        if mark.startswith("("):
            plain = _translated(mark, _SUPERSCRIPTS) if self.unicode else None
            head = _raised(head, text_block(mark)) if plain is None else _at_top(head, text_block(plain))
        elif mark:
            head = beside((head, text_block(self.prime * len(mark))))
        arguments = self.arguments(parts)
        return Part(beside((head, arguments)), arguments)

    def comparison(self, node: Comparison, parts: list[Part]) -> Part:
        blocks: list[Block] = []
        for relation, operand, part in zip(("", *node.relations), node.operands, parts, strict=True):
            if relation:
                blocks.append(text_block(_RELATIONS.get(relation, relation) if self.unicode else relation))
            blocks.append(self.bracketed(part.block, isinstance(operand, Comparison)))
        return _whole(beside(blocks, gap=1))

    def piecewise(self, node: Piecewise, parts: list[Part]) -> Part:
        count = len(node.values)
        conditions = [beside((text_block(f"{translated('if')} "), part.block)) for part in parts[count:]]
        conditions += [text_block(translated("otherwise"))] * (count - len(conditions))
        width = max(part.block.width for part in parts[:count])
        rows: list[Block] = []
        for part, condition in zip(parts, conditions, strict=False):
            value = stack((part.block, text_block(" " * width)), part.block.baseline)
            value = Block(value.lines[:-1], value.baseline)
            rows += [beside((value, condition), gap=3)]
        tall = any(row.height > 1 for row in rows)
        if len(rows) == 2 or tall:
            rows = [piece for row in rows for piece in (row, text_block(""))][:-1]
        height = sum(row.height for row in rows)
        cases = stack(rows, height // 2)
        return _whole(beside((self.brace(height), cases), gap=0))

    def brace(self, height: int) -> Block:
        middle = height // 2
        if not self.unicode or height < 3:
            return Block(("{",) * height, middle)
        upper, lower = "⎪" * (middle - 1), "⎪" * (height - middle - 2)
        return Block(tuple(f"⎧{upper}⎨{lower}⎩"), middle)

    def integral(self, node: Integral, values: list[Written]) -> Written:
        def write(part: Part) -> Part:
            integrand = self.bracketed(part.block, brackets_as_operand(node.integrand))
            sign, differential = self.integral_sign(integrand, values), self.differential(node.variable)
            return _whole(beside((sign, integrand, differential), gap=1))

        return Written(write(values[0].display), write(values[0].script))

    def integral_sign(self, integrand: Block, values: list[Written]) -> Block:
        lower, upper = values[1].script.block, values[2].script.block
        above, below = max(integrand.baseline, 1), max(integrand.height - integrand.baseline - 1, 1)
        top, middle, bottom = "⌠⎮⌡" if self.unicode else "/|/"
        sign = Block((top, *[middle] * (above + below - 1), bottom))
        return stack((upper, sign, lower), upper.height + above)

    def differential(self, variable: str) -> Block:
        return text_block(f"d{self.letters(variable)}")

    def derivative(self, node: Derivative, parts: list[Part]) -> Part:
        sign = "∂" if node.is_partial and self.unicode else "d"
        top, bottom = text_block(sign), text_block(f"{sign}{self.letters(node.variable)}")
        if node.order > 1:
            order = str(node.order)
            above = text_block(order.translate(_SUPERSCRIPTS) if self.unicode else order)
            raised = _at_top if self.unicode else _raised
            top, bottom = raised(top, above), raised(bottom, above)
        single = is_single_derivative(node)
        top = beside((top, parts[0].block)) if single else top
        rule = text_block(self.rule * max(top.width, bottom.width))
        operator = stack((top, rule, bottom), top.height, centred=True)
        return _whole(operator if single else beside((operator, self.bracketed(parts[0].block))))


_BOARDS = {unicode: _Board(unicode) for unicode in (False, True)}
_ALGEBRAS = {unicode: board.algebra() for unicode, board in _BOARDS.items()}
