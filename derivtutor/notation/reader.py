"""From tokens to the syntax tree: operators and how strongly they bind, brackets, names."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal, TypeAlias, get_args

from msgspec import Struct

from derivtutor.notation import complaints, forms, integrals, names, remarks, sentences
from derivtutor.notation.cases_in_words import with_pieces
from derivtutor.notation.characters import CLOSING
from derivtutor.notation.cursor import MINUS, PLUS, POWER, TIMES, Grammar, Parse
from derivtutor.notation.drawn import is_drawn
from derivtutor.notation.lexer import Kind, Lexer, Token
from derivtutor.notation.markup import without_markup
from derivtutor.notation.swallowed import check as check_swallowed
from derivtutor.notation.tree import Call, Name, Negation, Node, Number, Power, Product, Quotient, Sum, size_and_depth


class Limits(Struct, frozen=True):
    """What is refused before any work is done with it.

    Attributes:
        characters: so many may be typed.
        nodes: so many parts may an expression have.
        depth: so many levels of nesting.
        digits: so many digits may a number have.
    """

    characters: int = 10_000
    nodes: int = 5_000
    depth: int = 200
    digits: int = 1_000


DEFAULT_LIMITS = Limits()

Base: TypeAlias = Literal["e", "10", "2"]
"""The base of a logarithm that is written without one."""

_BASES = get_args(Base)


class Reading(Struct, frozen=True):
    """A syntax tree and what a reader should be told about how it was understood."""

    tree: Node
    notes: tuple[str, ...] = ()


OPERATORS = {"+": ("+", PLUS), "-": ("-", PLUS), "*": ("*", TIMES), "/": ("/", TIMES), "^": ("^", POWER)}
_BESIDE, _RAISED = ("", TIMES), ("superscript", POWER)
_NOTHING = ("", -1)
OPERANDS: frozenset[Kind] = frozenset({"number", "word", "name", "open", "bar", "command", "derivative"})
_AFTER_OPERAND: frozenset[Kind] = frozenset({"end", "close", "comma", "relation", "superscript"})
_CALLS: frozenset[Kind] = frozenset({"open", "prime"})
_MOST_FORMS_PER_LEVEL = 8


def read(text: str, limits: Limits = DEFAULT_LIMITS, log: Base = "e") -> Reading:
    """Read an expression as a student types it, or a program hands it out: plain text, Unicode, LaTeX or MathML.

    `log` is the base of logarithms that are written without one: another one in every course.

    Raises:
        UserError: with the position, and what to write instead.
    """
    text = without_markup(text)
    if len(text) > limits.characters:
        raise sentences.TOO_LONG(text, limits.characters, most=limits.characters)
    if not text.strip():
        raise sentences.NOTHING(text, 0)
    if not text.isprintable():
        check_swallowed(text)
    if log not in _BASES:
        raise sentences.UNKNOWN_BASE(base=log, bases=", ".join(_BASES))
    if "\n" in text and is_drawn(text):
        raise sentences.SEVERAL_LINES(text, len(text) - len(text.lstrip()))
    return Reader(with_pieces(text), limits, log).run()


class Reader(Grammar):
    """Operators, brackets and operands; what else there is to read is read elsewhere."""

    others: Collection[str] = ()
    """Operators that a reader has beside those of numbers."""

    def __init__(self, text: str, limits: Limits, log: Base, lexer: Lexer | None = None) -> None:
        super().__init__(text, log, lexer or Lexer(text, limits.digits))
        self.limits = limits

    def run(self) -> Reading:
        if len(self.tokens) > self.limits.nodes and self.least_nodes() > self.limits.nodes:
            complaints.too_many_parts(self, self.limits.nodes)
        tree = self.whole()
        # No character stands for more than two nodes, so that short texts need not be measured.
        if 2 * len(self.text) > self.limits.depth:
            nodes, depth = size_and_depth(tree)
            if nodes > self.limits.nodes:
                complaints.too_many_parts(self, self.limits.nodes)
            if depth > self.limits.depth:
                complaints.too_deep(self, self.limits.depth)
        return Reading(tree, tuple(dict.fromkeys(self.notes)))

    def least_nodes(self) -> int:
        """How many nodes there will be at least: one for every number, name, minus sign, slash and exponent."""
        return sum(token.kind in ("number", "name") or token.text in ("-", "/", "^") for token in self.tokens)

    def whole(self) -> Node:
        stack: list[Parse] = [self.expression(0)]
        most = _MOST_FORMS_PER_LEVEL * self.limits.depth
        value: Any = None
        while stack:
            try:
                stack.append(stack[-1].send(value))
                value = None
                if len(stack) > most:
                    complaints.too_deep(self, self.limits.depth)
            except StopIteration as done:
                stack.pop()
                value = done.value
        if self.token.kind != "end":
            complaints.unexpected(self)
        tree: Node = value
        return tree

    # Operators

    def infix(self) -> tuple[str, int]:
        """The operator that stands here and how strongly it binds; nothing at all between factors side by side."""
        token = self.tokens[self.index]
        kind = token.kind
        if kind == "operator":
            return OPERATORS[token.text]
        if kind == "superscript":
            return _RAISED
        if kind not in OPERANDS or (kind == "bar" and self.at_closing_bar):
            return _NOTHING
        if kind == "number":
            if self.before.kind == "number":
                complaints.unexpected(self)
            remarks.digits_after_e(self, token)
        return _BESIDE

    def expression(self, minimum: int) -> Parse:
        start = self.token.start
        first: Node = self.atom() or (yield self.operand(minimum))
        parts: list[Node] = [first]
        kind: type[Sum] | type[Product] | None = None
        while (infix := self.infix())[1] >= minimum:
            operator, binding = infix
            if operator in self.others:
                whole = self.joined(kind, parts, start)
                kind, parts = None, [(yield self.other(operator, whole, start))]
                continue
            if operator == "^" or operator == "superscript" or operator == "/":
                whole = self.joined(kind, parts, start)
                kind, parts = None, [whole]
                if operator == "/":
                    self.index += 1
                    below = self.leaf(TIMES + 1) or (yield self.expression(TIMES + 1))
                    parts[0] = Quotient(whole, below, (start, self.before.end))
                else:
                    exponent = yield self.exponent(whole, start)
                    if type(whole) is Call:
                        remarks.raised_function(self, whole, start)
                    parts[0] = Power(whole, exponent, (start, self.before.end))
                continue
            wanted = Sum if binding == PLUS else Product
            fraction = None
            if operator:
                self.index += 1
            elif kind is None and type(parts[0]) is Quotient:
                fraction = remarks.bare_fraction(self, start)
            if kind is not wanted:
                parts, kind = [self.joined(kind, parts, start)], wanted
            part = self.leaf(binding + 1) or (yield self.expression(binding + 1))
            if fraction is not None:
                remarks.fraction_first(self, start, fraction)
            parts.append(Negation(part, part.span) if operator == "-" else part)
        return self.joined(kind, parts, start)

    def other(self, operator: str, whole: Node, start: int) -> Parse:
        """What an operator of `others` makes of what stands before it."""
        raise NotImplementedError(operator)

    def joined(self, kind: type[Sum] | type[Product] | None, parts: list[Node], start: int) -> Node:
        return parts[0] if kind is None else kind(tuple(parts), (start, self.before.end))

    def exponent(self, base: Node, start: int) -> Parse:
        if self.take("superscript"):
            raised = self.before
            self.open.append(raised)
            exponent: Node = yield self.expression(0)
            self.close(raised)
            return exponent
        self.index += 1
        if type(base) is Name and base.name == "E":
            self.notes.append(sentences.CAPITAL_E)
        token = self.tokens[self.index]
        bare = token.kind in ("number", "operator")
        numbered = token.text == "{" and type(base) is Name and self.tokens[self.index + 1].text in ("(", "[")
        exponent = self.leaf(POWER) or (yield self.expression(POWER))
        if numbered and type(exponent) in (Number, Name):
            remarks.number_of_layer(self, start)
        if bare and type(exponent.operand if type(exponent) is Negation else exponent) is Number:
            remarks.bare_exponent(self, base, start)
        return exponent

    # Operands

    def atom(self) -> Node | None:
        token = self.tokens[self.index]
        if token.kind == "number":
            self.index += 1
            return Number(token.value, token.text, (token.start, token.end))
        if token.kind != "name":
            return None
        following = self.tokens[self.index + 1].kind
        if following in _CALLS or (following in names.RAISING and token.text in names.CALLABLE):
            return None
        self.index += 1
        if len(token.text) > 1:
            names.long_name(self, token)
        return Name(token.text, (token.start, token.end))

    def leaf(self, minimum: int) -> Node | None:
        if self.tokens[self.index].kind not in ("number", "name"):
            return None
        following = self.tokens[self.index + 1]
        kind = following.kind
        if kind == "operator":
            if OPERATORS[following.text][1] >= minimum:
                return None
        elif kind == "superscript" or (minimum <= TIMES and kind in OPERANDS):
            return None
        return self.atom()

    def operand(self, minimum: int) -> Parse:
        token = self.token
        kind = token.kind
        if kind == "open":
            return self.group()
        if kind == "name":
            return names.name(self)
        if kind == "word":
            return forms.word(self)
        if kind == "operator" and token.text in "+-":
            return self.signed(minimum)
        if kind == "bar":
            return self.bars()
        if kind == "command":
            return forms.command(self)
        if kind == "derivative":
            return integrals.derivative(self)
        return complaints.missing_operand(self)

    def signed(self, minimum: int) -> Parse:
        token = self.token
        if token.text == "+" and self.index and self.before.kind == "operator":
            complaints.missing_operand(self)
        self.index += 1
        inner: Node = yield self.expression(max(minimum, MINUS))
        return Negation(inner, (token.start, self.before.end)) if token.text == "-" else inner

    def group(self) -> Parse:
        opening = self.token
        self.index += 1
        self.open.append(opening)
        inner: Node = yield self.expression(0)
        self.close(opening)
        following = self.token
        if following.kind == "prime" and following.glued and opening.text != "{":
            return integrals.primed(self, inner, opening)
        return inner

    def arguments(self, function: str) -> Parse:
        opening = self.token
        self.index += 1
        self.open.append(opening)
        if self.token.kind == "close":
            complaints.missing_argument(self, function)
        arguments = [(yield self.expression(0))]
        while self.take("comma"):
            arguments.append((yield self.expression(0)))
        self.close(opening)
        return tuple(arguments)

    def close(self, opening: Token) -> None:
        token = self.token
        if token.kind == "end":
            complaints.unclosed(self)
        if token.kind != "close":
            complaints.unexpected(self)
        if opening.kind == "open" and token.text != CLOSING[opening.text]:
            complaints.wrong_bracket(self, opening)
        self.index += 1
        self.open.pop()

    def bars(self) -> Parse:
        opening = self.token
        self.index += 1
        if self.token.kind == "bar" and self.tokens[self.index + 1].kind in _AFTER_OPERAND:
            complaints.nothing_between_bars(self)
        self.open.append(opening)
        inner: Node = yield self.expression(0)
        if self.token.kind == "end":
            complaints.unclosed(self)
        if not self.take("bar"):
            complaints.unexpected(self)
        self.open.pop()
        return Call("abs", (inner,), self.span(opening.start))
