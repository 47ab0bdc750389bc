"""Expressions with vectors and matrices, `W @ x`, `A'`, `[[1, 2], [3, 4]]`, `||X w - y||^2`, read as all others are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, TypeAlias, cast, get_args

from derivtutor.notation import complaints, sentences
from derivtutor.notation.array_lexer import INVERSE_TRANSPOSE, NORM, ONES, ArrayLexer
from derivtutor.notation.array_words import FUNCTIONS, SLOPES
from derivtutor.notation.cursor import POWER, TIMES, Parse
from derivtutor.notation.lexer import Token
from derivtutor.notation.reader import DEFAULT_LIMITS, OPERANDS, OPERATORS, Base, Limits, Reader, Reading
from derivtutor.notation.tree import (
    SIZE_AND_DEPTH,
    Call,
    Name,
    Negation,
    Node,
    Number,
    Power,
    Product,
    Span,
    TreeNode,
    fold,
    measured,
    parts,
)


class Array(TreeNode, frozen=True):
    """`[a, b]`; a matrix is an array of rows."""

    entries: tuple[Node, ...]
    span: Span | None = None

    @property
    def children(self) -> tuple[Node, ...]:
        return self.entries


class MatrixProduct(TreeNode, frozen=True):
    """`A @ B`."""

    left: Node
    right: Node
    span: Span | None = None

    @property
    def children(self) -> tuple[Node, ...]:
        return (self.left, self.right)


class ElementwiseProduct(TreeNode, frozen=True):
    """`A .* B`."""

    left: Node
    right: Node
    span: Span | None = None

    @property
    def children(self) -> tuple[Node, ...]:
        return (self.left, self.right)


class ElementwiseQuotient(TreeNode, frozen=True):
    """`A ./ B`."""

    left: Node
    right: Node
    span: Span | None = None

    @property
    def children(self) -> tuple[Node, ...]:
        return (self.left, self.right)


class ElementwisePower(TreeNode, frozen=True):
    """`A .^ B`."""

    left: Node
    right: Node
    span: Span | None = None

    @property
    def children(self) -> tuple[Node, ...]:
        return (self.left, self.right)


class Transpose(TreeNode, frozen=True):
    """`A'`, `A^T`, `A.T`."""

    operand: Node
    span: Span | None = None

    @property
    def children(self) -> tuple[Node, ...]:
        return (self.operand,)


OfArrays: TypeAlias = Array | MatrixProduct | ElementwiseProduct | ElementwiseQuotient | ElementwisePower | Transpose
AnyNode: TypeAlias = Node | OfArrays
"""A node of an expression that may have arrays in it."""


def nodes(expression: AnyNode) -> Iterator[AnyNode]:
    """An expression and everything in it."""
    return parts(cast(Node, expression))


_MEASURES: dict[type, Callable[[Any, Any], tuple[int, int]]] = {
    **SIZE_AND_DEPTH,
    **dict.fromkeys(get_args(OfArrays), measured),
}

_BETWEEN: Mapping[str, Callable[..., Any]] = {
    "@": MatrixProduct, ".*": ElementwiseProduct, "./": ElementwiseQuotient, ".^": ElementwisePower,
}  # fmt: skip
_BINDING = {"@": TIMES, ".*": TIMES, "./": TIMES, ".^": POWER, "'": POWER + 5, INVERSE_TRANSPOSE: POWER + 5}
_FACTORS = frozenset({"number", "name", "command", "open"})


class ArrayReader(Reader):
    """The reader with a few more operators, brackets that hold arrays, and names that are never called."""

    others = _BINDING

    def __init__(self, text: str, limits: Limits, log: Base, whole: bool, known: Collection[str]) -> None:
        super().__init__(text, limits, log, ArrayLexer(text, limits.digits, whole, known))
        self.is_program = whole

    def run(self) -> Reading:
        tree = self.whole()
        if 2 * len(self.text) > self.limits.depth:
            nodes, depth = fold(tree, _MEASURES)
            if nodes > self.limits.nodes:
                complaints.too_many_parts(self, self.limits.nodes)
            if depth > self.limits.depth:
                complaints.too_deep(self, self.limits.depth)
        return Reading(tree, tuple(dict.fromkeys(self.notes)))

    @property
    def at_closing_bar(self) -> bool:
        token = self.tokens[self.index]
        opened = self.open[-1].text if self.open else ""
        return token.kind == "bar" and token.text == ("rvert" if opened == "lvert" else opened)

    def infix(self) -> tuple[str, int]:
        token = self.tokens[self.index]
        if token.kind == "operator":
            return (token.text, _BINDING[token.text]) if token.text in _BINDING else OPERATORS[token.text]
        if token.kind == "open":
            self.check_index(token)
        elif token.kind == "number" and self.before.kind == "number":
            if self.open and self.open[-1].text == "[":
                self.fail(*sentences.NO_COMMA.words(), token)
            if token.text == ONES or (token.value == 1 and self.tokens[self.index + 1].text == "'"):
                return "", TIMES
        return super().infix()

    def check_index(self, bracket: Token) -> None:
        """Refuse `x[0]`, which would be a product."""
        is_after = self.before.kind in ("name", "close") and bracket.glued
        if is_after and self.text.startswith("[", bracket.start) and not self.text.startswith("\\", self.before.start):
            name = self.before.text if self.before.kind == "name" else sentences.AN_EXPRESSION
            self.fail(*sentences.PICKS_ENTRY.words(name=name), bracket)

    def leaf(self, minimum: int) -> Node | None:
        following = self.tokens[min(self.index + 1, len(self.tokens) - 1)]
        if following.kind == "operator" and following.text in _BINDING:
            return None if _BINDING[following.text] >= minimum else self.atom()
        return super().leaf(minimum)

    def other(self, operator: str, whole: Node, start: int) -> Parse:
        """What stands after an operator that only arrays have."""
        self.index += 1
        if operator == "'":
            return Transpose(whole, (start, self.before.end))
        if operator == INVERSE_TRANSPOSE:
            span = (start, self.before.end)
            return Power(cast(Node, Transpose(whole, span)), Negation(Number(1)), span)
        if operator == ".^" and self.token.kind == "superscript":
            raised: Node = yield self.exponent(whole, start)
            return ElementwisePower(whole, raised, (start, self.before.end))
        right = yield self.expression(TIMES + 1 if _BINDING[operator] == TIMES else POWER)
        return _BETWEEN[operator](whole, right, (start, self.before.end))

    def atom(self) -> Node | None:
        token = self.tokens[self.index]
        if token.kind == "name":
            self.index += 1
            return Name(token.text, (token.start, token.end))
        return super().atom()

    def operand(self, minimum: int) -> Parse:
        token = self.token
        if token.kind == "word" and (token.text in FUNCTIONS or token.text in SLOPES):
            return self.called()
        return super().operand(minimum)

    def called(self) -> Parse:
        """A function of arrays; outside of programs those of one argument need no brackets, `tr A X`."""
        word = self.token
        self.index += 1
        if self.token.kind != "open":
            if self.is_program or self.token.kind not in OPERANDS or self.at_closing_bar:
                complaints.missing_argument(self, word.text)
            return Call(word.text, ((yield self.without_brackets()),), self.span(word.start))
        arguments: tuple[Node, ...] = yield self.arguments(word.text)
        arity = FUNCTIONS[word.text] if word.text in FUNCTIONS else SLOPES[word.text]
        if arity is not None and len(arguments) != arity:
            complaints.wrong_number_of_arguments(self, word, word.text, arity, len(arguments))
        return Call(word.text, arguments, self.span(word.start))

    def without_brackets(self) -> Parse:
        """The product up to the next sign or function."""
        start = self.token.start
        factors: list[Node] = [(yield self.expression(POWER))]
        while self.token.kind in _FACTORS:
            factors.append((yield self.expression(POWER)))
        return factors[0] if len(factors) == 1 else Product(tuple(factors), (start, self.before.end))

    def group(self) -> Parse:
        """`(a + b)` groups; what holds commas, or stands in square brackets, is an array."""
        opening = self.token
        self.index += 1
        self.open.append(opening)
        if self.token.kind == "close":
            self.fail(*sentences.NO_ENTRY.words())
        rows: list[list[Node]] = [[(yield self.expression(0))]]
        while self.tokens[self.index].kind != "close":
            if opening.text == "[" and self.token.kind == "comma" and self.tokens[self.index + 1].kind == "close":
                self.index += 1
            elif self.take("comma") or self.take("cell"):
                rows[-1].append((yield self.expression(0)))
            elif opening.text == "[" and self.take("row"):
                if self.tokens[self.index].kind != "close":
                    rows.append([(yield self.expression(0))])
            else:
                break
        self.close(opening)
        if len(rows) > 1:
            return self.matrix(rows, opening.start)
        if opening.text == "[" or len(rows[0]) > 1:
            return Array(tuple(rows[0]), self.span(opening.start))
        return rows[0][0]

    def matrix(self, rows: list[list[Node]], start: int) -> Array:
        """Rows with semicolons between them; those of one entry are a vector, which stands."""
        if all(len(row) == 1 for row in rows):
            return Array(tuple([row[0] for row in rows]), self.span(start))
        spans = [(row[0].span[0], row[-1].span[1]) if row[0].span and row[-1].span else None for row in rows]
        arrays = [Array(tuple(row), span) for row, span in zip(rows, spans, strict=True)]
        return Array(cast(tuple[Node, ...], tuple(arrays)), self.span(start))

    def bars(self) -> Parse:
        """`|x|`, and `||x||` with the kind of norm that may follow: `||X||_F`."""
        opening = self.token
        value: Node = yield super().bars()
        if opening.text != NORM:
            return value
        if self.take("subscript"):
            braces = self.take("open")
            self.index += 1
            self.index += braces
        return Call("norm", value.children, self.span(opening.start))


def read_array(
    text: str, whole: bool = False, known: Collection[str] = (), limits: Limits = DEFAULT_LIMITS, log: Base = "e"
) -> Reading:
    """Read an expression that may have arrays in it.

    Args:
        text: `W @ x + b`, `||X w - y||^2`, `tr(A' B)`; everything that an expression of numbers may have.
        whole: whether letters in a row are one name, as in a program; else they are a product, as on a board.
        known: names that there are, which are never taken apart.

    >>> read_array("A' @ x").tree
    MatrixProduct(left=Transpose(operand=Name(name='A')), right=Name(name='x'))

    Raises:
        UserError: with the position, and what to write instead.
    """
    if len(text) > limits.characters:
        raise sentences.TOO_LONG(text, limits.characters, most=limits.characters)
    if not text.strip():
        raise sentences.NOTHING(text, 0)
    return ArrayReader(text, limits, log, whole, known).run()
