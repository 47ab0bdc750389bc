"""Expressions with vectors and matrices, `W @ x`, `A'`, `[[1, 2], [3, 4]]`, `||X w - y||^2`, read as all others are."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from fractions import Fraction
from functools import cache
from typing import Any, TypeAlias, cast, get_args

from derivtutor.notation import complaints, sentences
from derivtutor.notation.cursor import POWER, TIMES, Parse
from derivtutor.notation.functions import GREEK
from derivtutor.notation.lexer import Lexer
from derivtutor.notation.reader import DEFAULT_LIMITS, Base, Limits, Reader, Reading
from derivtutor.notation.tree import SIZE_AND_DEPTH, Call, Name, Node, Span, TreeNode, fold, measured, parts
from derivtutor.notation.words import FUNCTION_WORDS, function_word

FUNCTIONS: Mapping[str, int | None] = {
    "sum": 1, "mean": 1, "dot": 2, "norm": 1, "max": None, "min": None, "softmax": 1, "logsumexp": 1, "bce": 2,
    "mse": 2, "cross_entropy": 2, "softmax_cross_entropy": 2, "tr": 1, "det": 1, "logdet": 1, "inv": 1, "diag": 1,
    "ones": None, "zeros": None, "eye": 1, "outer": 2, "transpose": 1, "vec": 1, "row_sums": 1,
    "at_largest": 1, "at_smallest": 1, "identity_like": 1,
}  # fmt: skip
"""Functions of arrays, and how many arguments they take; None is one or more."""

SPELLINGS: Mapping[str, str] = {
    **{name: name for name in FUNCTIONS},
    **{"trace": "tr", "average": "mean", "maximum": "max", "minimum": "min", "mm": "dot", "inverse": "inv"},
    **{"crossentropy": "cross_entropy", "binary_cross_entropy": "bce", "Tr": "tr", "Det": "det", "identity": "eye"},
}
"""Every way of typing them."""


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
_BINDING = {"@": TIMES, ".*": TIMES, "./": TIMES, ".^": POWER, "'": POWER + 5}
_TRANSPOSED = re.compile(
    r"(?<=[\w)\]}|.'])\s*(?:(?:\^|\*\*)\s*(\{\s*)?(-?)\s*(?:T|\\top|\\intercal|⊤)(?(1)\s*\})(?![A-Za-z0-9_])|\.T(?![A-Za-z0-9_])|ᵀ)"
)
_SIGN = re.compile(r"\.[*/^]|[@⊙‖'′’]")
_SIGNS = {"⊙": ".*", "′": "'", "’": "'"}
_DOUBLE_BARS = re.compile(r"\|\||\\\|")
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_(?:\{[A-Za-z0-9]+\}|[A-Za-z0-9]+))*")
_SCIENTIFIC = re.compile(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]{1,3}(?![0-9A-Za-z.])")
_LETTERS = re.compile(r"[A-Za-z]+")
_NORM, _UNSEEN = "‖", "\u2061"


class ArrayLexer(Lexer):
    """Tokens of an expression with arrays.

    Args:
        whole: whether letters in a row are one name, as in a program, or a product, as on a board.
        known: names that there are, which are never taken apart.
    """

    def __init__(self, text: str, most_digits: int, whole: bool, known: Collection[str] = ()) -> None:
        bars = _DOUBLE_BARS.sub(_NORM + _UNSEEN, text)
        super().__init__(bars if "T" in known else _TRANSPOSED.sub(_as_sign, bars), most_digits)
        self.typed = text
        self.whole, self.known = whole, known

    def step(self, character: str) -> None:
        if sign := _SIGN.match(self.text, self.position):
            meant = _SIGNS.get(sign.group(), sign.group())
            self.add("bar" if meant == _NORM else "operator", meant, len(sign.group()))
        elif number := _SCIENTIFIC.match(self.text, self.position):
            self.add("number", number.group(), len(number.group()), Fraction(number.group()))
        elif not (character.isascii() and character.isalpha() and self.identifier()):
            super().step(character)

    def identifier(self) -> bool:
        """Read letters as one name or function, where they are."""
        match = _IDENTIFIER.match(self.text, self.position)
        letters = _LETTERS.match(self.text, self.position)
        assert match is not None
        assert letters is not None
        run = match.group()
        called = self.text[match.end() :].lstrip()[:1] in ("(", "[")
        if run in self.known:
            self.add("name", run.replace("{", "").replace("}", ""), len(run))
        elif run in SPELLINGS and (called or self.whole):
            self.add("word", SPELLINGS[run], len(run))
        elif not self.whole or len(run) == 1 or run in GREEK or _is_function(run) or _is_function(letters.group()):
            return False
        elif called:
            self.unknown_function(run)
        else:
            self.add("name", run.replace("{", "").replace("}", ""), len(run))
        return True

    def unknown_function(self, name: str) -> None:
        near = difflib.get_close_matches(name, [*SPELLINGS, *FUNCTION_WORDS], n=1)
        remedy = sentences.DID_YOU_MEAN_FUNCTION if near else sentences.A_PRODUCT
        self.fail(*remedy.words(name=name, near="".join(near)))


def _as_sign(match: re.Match[str]) -> str:
    """`A^T` in one sign and as many characters; `A^{-T}` is the inverse of it."""
    sign = "'⁻¹" if match[2] else "'"
    return sign.ljust(len(match.group()), _UNSEEN)


@cache
def _is_function(run: str) -> bool:
    return function_word(run) is not None


class ArrayReader(Reader):
    """The reader with a few more operators, brackets that hold arrays, and names that are never called."""

    others = _BINDING

    def __init__(self, text: str, limits: Limits, log: Base, whole: bool, known: Collection[str]) -> None:
        super().__init__(text, limits, log, ArrayLexer(text, limits.digits, whole, known))

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
        return token.kind == "bar" and bool(self.open) and self.open[-1].text == token.text

    def infix(self) -> tuple[str, int]:
        token = self.tokens[self.index]
        if token.kind == "operator" and token.text in _BINDING:
            return token.text, _BINDING[token.text]
        return super().infix()

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
        if token.kind == "word" and token.text in FUNCTIONS:
            return self.called()
        return super().operand(minimum)

    def called(self) -> Parse:
        """A function of arrays."""
        word = self.token
        self.index += 1
        if self.token.kind != "open":
            complaints.missing_argument(self, word.text)
        arguments: tuple[Node, ...] = yield self.arguments(word.text)
        arity = FUNCTIONS[word.text]
        if arity is not None and len(arguments) != arity:
            complaints.wrong_number_of_arguments(self, word, word.text, arity, len(arguments))
        return Call(word.text, arguments, self.span(word.start))

    def group(self) -> Parse:
        """`(a + b)` groups; what holds commas, or stands in square brackets, is an array."""
        opening = self.token
        self.index += 1
        self.open.append(opening)
        if self.token.kind == "close":
            complaints.unexpected(self)
        entries: list[Node] = [(yield self.expression(0))]
        while self.take("comma"):
            entries.append((yield self.expression(0)))
        self.close(opening)
        if opening.text == "[" or len(entries) > 1:
            return Array(tuple(entries), self.span(opening.start))
        return entries[0]

    def bars(self) -> Parse:
        """`|x|`, and `||x||` with the kind of norm that may follow: `||X||_F`."""
        opening = self.token
        value: Node = yield super().bars()
        if opening.text != _NORM:
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
