"""From tokens to the syntax tree: operator precedence, brackets left out, functions, pieces and integrals."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, NoReturn, TypeAlias

from derivtutor.errors import UserError
from derivtutor.notation.functions import FUNCTIONS, SPELLINGS
from derivtutor.notation.lexer import Kind, Token, tokens
from derivtutor.notation.shape import FUNCTION_LETTERS
from derivtutor.notation.tree import (
    Call,
    Comparison,
    Derivative,
    Integral,
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
    size_and_depth,
)
from derivtutor.notation.words import is_function_word, nearest_function


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused before any work is done with it."""

    characters: int = 10_000
    nodes: int = 5_000
    depth: int = 200
    digits: int = 1_000


@dataclass(frozen=True, slots=True)
class Reading:
    """A syntax tree and what a reader should be told about how it was understood."""

    tree: Node
    notes: tuple[str, ...] = ()


Parse: TypeAlias = Generator[Any, Any, Any]
"""A parsing function: it yields the parsing functions it needs, so that nesting never uses Python's own stack."""

PLUS, MINUS, TIMES, POWER = 10, 15, 20, 30
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_CLOSES = {")": "(", "]": "[", "}": "{"}
_INVERSES = {
    **{name: f"arc{name}" for name in ("sin", "cos", "tan", "cot", "sec", "csc")},
    **{f"{name}h": f"ar{name}h" for name in ("sin", "cos", "tan", "cot", "sec", "csc")},
}
_FUNCTION_OF_ONE_LETTER = frozenset("uvwyUVWY")
_OPERANDS: frozenset[Kind] = frozenset({"number", "word", "name", "open", "bar", "command", "derivative"})


def read(text: str, limits: Limits = Limits()) -> Reading:
    """Read an expression as a student types it: plain text, Unicode or LaTeX.

    Raises:
        UserError: with the position, and what to write instead.
    """
    if len(text) > limits.characters:
        raise UserError(
            f"This is longer than {limits.characters:,} characters.", "Break it into smaller expressions.", text, limits.characters
        )
    if not text.strip():
        raise UserError("There is nothing to read.", "Write an expression, such as x^2 + 3x.", text, 0)
    return _Reader(text, limits).run()


class _Reader:
    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        self.limits = limits
        self.tokens = tokens(text, limits.digits)
        self.index = 0
        self.open: list[Token] = []
        self.notes: list[str] = []

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    def run(self) -> Reading:
        tree = self.whole()
        nodes, depth = size_and_depth(tree)
        if nodes > self.limits.nodes:
            self.fail(f"This has more than {self.limits.nodes:,} parts.", "Break it into smaller expressions.", self.tokens[0])
        if depth > self.limits.depth:
            self.too_deep()
        return Reading(tree, tuple(dict.fromkeys(self.notes)))

    def whole(self) -> Node:
        stack: list[Parse] = [self.expression(0)]
        value: Any = None
        while stack:
            try:
                stack.append(stack[-1].send(value))
                value = None
            except StopIteration as done:
                stack.pop()
                value = done.value
            if len(stack) > 4 * self.limits.depth:
                self.too_deep()
        if self.token.kind != "end":
            self.unexpected()
        tree: Node = value
        return tree

    # What is said when something does not fit

    def fail(self, message: str, hint: str = "", at: Token | int | None = None) -> NoReturn:
        position = at if isinstance(at, int) else (at or self.token).start
        raise UserError(message, hint, self.text, position)

    def too_deep(self) -> NoReturn:
        self.fail(f"This is nested more than {self.limits.depth} levels deep.", "Name the inner parts and treat them one by one.")

    def unexpected(self) -> NoReturn:
        token = self.token
        if token.kind == "close":
            self.fail(f"There is no bracket that this {token.text} could close.", "Remove it, or open a bracket before it.")
        if token.kind == "relation":
            kind = "an equation" if token.text == "=" else "a comparison"
            self.fail(f"An expression is wanted here, not {kind}.", f"Write only one side of the {token.text}.")
        if token.kind == "number":
            self.fail("Two numbers stand side by side.", "Write * between them to multiply.")
        self.fail(f"{token.text or 'This'} does not fit here.", "Write one expression, such as x^2 + 3x.")

    def missing_operand(self) -> NoReturn:
        before = self.tokens[self.index - 1] if self.index else None
        if self.token.kind == "operator" and before is not None and before.kind == "operator":
            shown, twice = before.text, before.text == self.token.text
            message = f"The sign {shown} stands here twice." if twice else f"{self.token.text} cannot follow {shown}."
            self.fail(message, f"Write it once, as in x {shown} 2." if twice else "Put an expression between them.")
        if self.token.kind == "operator":
            self.fail(f"Something must stand before {self.token.text}.", f"Write for example x {self.token.text} 2.")
        if before is not None and before.kind == "operator":
            self.fail(f"Something must follow {before.text}.", f"Write for example x {before.text} 2.")
        if before is not None and before.kind in ("open", "bar") and self.token.kind in ("close", "bar"):
            self.fail("There is nothing between these brackets.", "Put an expression between them.")
        if self.token.kind == "end" and self.open:
            self.unclosed()
        if self.token.kind in ("close", "relation"):
            self.unexpected()
        if self.token.kind == "prime":
            self.fail("A prime needs a function before it.", "Write for example f'(x) or y'.")
        self.fail("An expression is missing here.", "Write for example x^2.")

    def unclosed(self) -> NoReturn:
        opening = self.open[-1]
        if opening.kind == "bar":
            self.fail("This bar is never closed.", "Write a second | after the expression.", opening)
        self.fail("This bracket is never closed.", f"Write {_CLOSING[opening.text]} after the expression.", opening)

    # Operators

    def infix(self) -> tuple[str, int] | None:
        token = self.token
        if token.kind == "operator":
            return token.text, {"+": PLUS, "-": PLUS, "*": TIMES, "/": TIMES, "^": POWER}[token.text]
        if token.kind == "superscript":
            return "superscript", POWER
        if token.kind == "bar" and self.open and self.open[-1].kind == "bar":
            return None
        if token.kind in _OPERANDS:
            if token.kind == "number" and self.tokens[self.index - 1].kind == "number":
                self.unexpected()
            return "", TIMES
        return None

    def expression(self, minimum: int) -> Parse:
        """Operands joined by operators that bind at least as strongly as `minimum`."""
        start = self.token.start
        parts: list[Node] = [(yield self.operand(minimum))]
        kind: type[Sum] | type[Product] | None = None

        def joined() -> Node:
            return parts[0] if kind is None else kind(tuple(parts), (start, self.tokens[self.index - 1].end))

        while (found := self.infix()) is not None and found[1] >= minimum:
            operator, binding = found
            wanted = Sum if binding == PLUS else Product
            if operator in ("+", "-", "*", ""):
                if operator:
                    self.index += 1
                elif kind is None and isinstance(parts[0], Quotient):
                    self.note_fraction_first(parts[0], start)
                if kind is not wanted:
                    parts, kind = [joined()], wanted
                operand = yield self.expression(binding + 1)
                parts.append(Negation(operand, operand.span) if operator == "-" else operand)
                continue
            before = joined()
            parts, kind = [before], None
            if operator == "/":
                self.index += 1
                parts[0] = Quotient(before, (yield self.expression(TIMES + 1)), None)
                parts[0] = Quotient(before, parts[0].bottom, (start, self.tokens[self.index - 1].end))
            else:
                parts[0] = yield self.power(before, start)
        return joined()

    def note_fraction_first(self, fraction: Quotient, start: int) -> None:
        shown = self.text[start : self.tokens[self.index - 1].end]
        before_slash = self.tokens[self.index - 2]
        if before_slash.kind != "operator" or before_slash.text != "/" or self.tokens[self.index - 1].kind == "close":
            return
        factor = self.text[self.token.start : self.token.end]
        bottom = self.text[self.tokens[self.index - 1].start : self.tokens[self.index - 1].end]
        self.notes.append(f"{shown}{factor} is read as ({shown})*{factor}; for {factor} below the line write /({bottom}{factor})")

    def power(self, base: Node, start: int) -> Parse:
        if self.token.kind == "superscript":
            exponent = yield self.superscript()
        else:
            self.index += 1
            bare = self.token.kind == "number"
            exponent = yield self.expression(POWER)
            if bare and isinstance(exponent, Number):
                self.note_bare_exponent(base, start, exponent)
        return Power(base, exponent, (start, self.tokens[self.index - 1].end))

    def note_bare_exponent(self, base: Node, start: int, exponent: Number) -> None:
        read_as = self.text[start : self.tokens[self.index - 1].end]
        following, after = self.token, self.tokens[min(self.index + 1, len(self.tokens) - 1)]
        if following.kind == "name" and following.glued and (base == Name("e") or isinstance(base, Number)):
            base_text = self.text[start : start + 1]
            inside = f"{exponent.text or exponent.value}{following.text}"
            self.notes.append(
                f"{read_as}{following.text} is read as ({read_as})*{following.text}; write {base_text}^({inside}) for the other"
            )
        if following.kind == "operator" and following.text == "/" and after.kind == "number":
            fraction = f"{exponent.value}/{after.text or after.value}"
            base_text = read_as.split("^")[0].rstrip("* ")
            self.notes.append(f"{read_as}/{after.value} is read as ({read_as})/{after.value}; write {base_text}^({fraction}) for the power")

    def superscript(self) -> Parse:
        """The exponent in raised characters, read by a reader of its own at the same place."""
        token = self.token
        self.index += 1
        inner = _Reader(token.text, self.limits)
        inner.text = " " * token.start + token.text
        yield from ()
        try:
            return inner.whole()
        except UserError as error:
            self.fail("This raised exponent cannot be read.", f"Write it with ^: {error.message}", token)

    # Operands

    def operand(self, minimum: int) -> Parse:
        token = self.token
        if token.kind == "operator" and token.text == "-":
            self.index += 1
            inner = yield self.expression(max(minimum, MINUS))
            return Negation(inner, (token.start, self.tokens[self.index - 1].end))
        if token.kind == "operator" and token.text == "+" and (self.index == 0 or self.tokens[self.index - 1].kind != "operator"):
            self.index += 1
            return (yield self.expression(max(minimum, MINUS)))
        if token.kind == "number":
            self.index += 1
            assert not isinstance(token.value, tuple)
            return Number(token.value, token.text, (token.start, token.end))
        if token.kind == "open":
            return (yield self.group())
        if token.kind == "bar":
            return (yield self.bars())
        if token.kind == "name":
            return (yield self.name())
        if token.kind == "word":
            return (yield self.word())
        if token.kind == "command":
            return (yield self.command())
        if token.kind == "derivative":
            return (yield self.derivative())
        self.missing_operand()

    def group(self) -> Parse:
        """What stands between brackets."""
        opening = self.token
        self.index += 1
        self.open.append(opening)
        inner = yield self.expression(0)
        self.close(opening)
        return inner

    def close(self, opening: Token) -> None:
        if self.token.kind == "end":
            self.unclosed()
        if self.token.kind != "close":
            self.unexpected()
        if self.token.text != _CLOSING[opening.text]:
            self.fail(f"This {self.token.text} closes a bracket that was opened with {opening.text}.", f"Write {_CLOSING[opening.text]} here.")
        self.index += 1
        self.open.pop()

    def bars(self) -> Parse:
        opening = self.token
        self.index += 1
        self.open.append(opening)
        inner = yield self.expression(0)
        if self.token.kind == "end":
            self.unclosed()
        if self.token.kind != "bar":
            self.unexpected()
        self.index += 1
        self.open.pop()
        return Call("abs", (inner,), (opening.start, self.tokens[self.index - 1].end))

    def name(self) -> Parse:
        token = self.token
        self.index += 1
        primes = ""
        if self.token.kind == "prime" and self.token.glued:
            primes = self.token.text
            self.index += 1
        if self.unknown_function_follows(token, primes):
            return (yield self.unknown(token, len(primes)))
        self.check_misspelt(token)
        if not primes and token.end - token.start > 3 and token.text.isalpha() and self.text[token.start : token.end] == token.text:
            if token.text not in _GREEK_AND_ACCENTED and not token.text.endswith(("hat", "bar", "tilde")):
                self.notes.append(f"{token.text} is read as one name; put * between letters for a product")
        elif not primes and token.text[-1:].isdigit() and token.text.isalnum():
            letter, digits = token.text.rstrip("0123456789"), token.text[len(token.text.rstrip("0123456789")) :]
            self.notes.append(f"{token.text} is read as {letter} with index {digits}; write {letter}^{digits} for a power")
        yield from ()
        return Name(token.text + primes, (token.start, self.tokens[self.index - 1].end))

    def unknown_function_follows(self, token: Token, primes: str) -> bool:
        bracket = self.token
        if bracket.kind != "open" or bracket.text != "(" or not bracket.glued:
            return bool(bracket.kind == "operator" and bracket.text == "^" and self.orders_follow(token))
        if primes or token.text in FUNCTION_LETTERS:
            return True
        inside, closing = self.tokens[self.index + 1 : self.index + 3] if self.index + 2 < len(self.tokens) else (bracket, bracket)
        lone = inside.kind == "name" and closing.kind == "close" and len(inside.text) == 1
        return token.text in _FUNCTION_OF_ONE_LETTER and lone and inside.text != token.text

    def orders_follow(self, token: Token) -> bool:
        """`f^(1,0)(x, y)`, the derivative by the first argument."""
        kinds = [found.kind for found in self.tokens[self.index + 1 : self.index + 4]]
        return token.text in FUNCTION_LETTERS and kinds == ["open", "number", "comma"]

    def unknown(self, token: Token, primes: int) -> Parse:
        orders: tuple[int, ...] = ()
        if self.token.kind == "operator":
            self.index += 2
            counts = [self.token]
            while self.tokens[self.index + 1].kind == "comma":
                self.index += 2
                counts.append(self.token)
            if any(count.kind != "number" or not isinstance(count.value, int) or count.value > 9 for count in counts):
                self.fail("Orders of derivatives are small whole numbers.", "Write for example f^(1,0)(x, y).", counts[-1])
            self.index += 1
            self.close_orders()
            orders = tuple(count.value for count in counts if isinstance(count.value, int))
        arguments = yield self.arguments(token.text)
        orders = orders or (primes,) + (0,) * (len(arguments) - 1)
        if len(orders) != len(arguments) or (primes and len(arguments) > 1):
            self.fail(
                f"{token.text} has {len(arguments)} arguments, and each needs its order.", "Write for example f^(1,0)(x, y).", token
            )
        return Unknown(token.text, arguments, orders, (token.start, self.tokens[self.index - 1].end))

    def close_orders(self) -> None:
        if self.token.kind != "close":
            self.unexpected()
        self.index += 1

    def check_misspelt(self, token: Token) -> None:
        word = token.text
        called = self.token.kind == "open" and self.token.text == "(" and self.token.glued
        letters = self.letters_run(token)
        if not letters.isalpha() or len(letters) < (3 if called else 5) or letters.endswith(("hat", "bar", "tilde")):
            return
        if letters != word and (not called or any(is_function_word(part.text) for part in self.run_parts(token))):
            return
        start = token.end - len(letters)
        if word in _GREEK_AND_ACCENTED:
            return
        near = nearest_function(letters)
        if near is not None:
            self.fail(f"The function {letters} is not known; did you mean {near}?", f"Write {near}(x).", start)
        if called and len(letters) > 3:
            self.fail(f"The function {letters} is not known.", "Use a known function, f, g or h, or * for a product.", start)

    def letters_run(self, token: Token) -> str:
        """The unbroken run of letters that ends with this token, as typed."""
        start = token.end
        while start and self.text[start - 1].isascii() and self.text[start - 1].isalpha():
            start -= 1
        return self.text[start : token.end] if not self.text[start - 1 : start] == "\\" else ""

    def run_parts(self, token: Token) -> list[Token]:
        start = token.end - len(self.letters_run(token))
        return [part for part in self.tokens[: self.index] if part.start >= start]

    def arguments(self, function: str) -> Parse:
        """The arguments in brackets, separated by commas."""
        opening = self.token
        self.index += 1
        self.open.append(opening)
        if self.token.kind == "close":
            self.fail(f"The argument is missing: {function} of what?", f"Write for example {function}(x).")
        found = [(yield self.expression(0))]
        while self.token.kind == "comma":
            self.index += 1
            found.append((yield self.expression(0)))
        self.close(opening)
        return tuple(found)

    # Known functions

    def word(self) -> Parse:
        token = self.token
        self.index += 1
        if token.text in ("piecewise", "Piecewise"):
            return (yield self.piecewise(token))
        if token.text == "int":
            return (yield self.called_integral(token))
        base: Node | None = Number(10) if token.text == "lg" else None
        function = "log" if token.text == "lg" else SPELLINGS.get(token.text, token.text)
        if function == "log" and base is None:
            base = yield self.logarithm_base()
        power = yield self.function_power(function)
        if function == "log" and base is None:
            function = "ln"
            self.notes.append("log is read as the natural logarithm ln; write log_10(x) for base 10")
        if isinstance(power, Negation) and power.operand == Number(1):
            if function not in _INVERSES:
                self.fail(f"The inverse of {function} has a name of its own.", "Write 1/... for the reciprocal.", token)
            self.notes.append(f"{function}^-1 is read as the inverse function {_INVERSES[function]}, not as 1/{function}")
            function, power = _INVERSES[function], None
        arguments = yield self.function_arguments(token, function)
        span = (token.start, self.tokens[self.index - 1].end)
        node = self.call(function, base, arguments, token, span)
        return node if power is None else Power(node, power, span)

    def logarithm_base(self) -> Parse:
        """`log_2`, `log_{10}`, `log2(`."""
        if self.token.kind == "subscript":
            self.index += 1
            if self.token.kind == "open" and self.token.text == "{":
                return (yield self.group())
            if self.token.kind not in ("number", "name"):
                self.fail("The base of the logarithm is missing.", "Write for example log_2(x).")
            return (yield self.operand(POWER))
        following = self.tokens[self.index + 1] if self.token.kind == "number" else None
        if following is not None and self.token.glued and following.kind == "open" and following.glued:
            return (yield self.operand(POWER))
        return None

    def function_power(self, function: str) -> Parse:
        """The power between a function's name and its argument: `sin^2 x`, `sin²x`, `sin^-1 x`."""
        if self.token.kind == "superscript":
            return (yield self.superscript())
        if self.token.kind == "operator" and self.token.text == "^":
            self.index += 1
            exponent = yield self.operand(POWER)
            return exponent
        if self.token.kind == "prime":
            self.fail(f"The derivative of {function} is written d/dx.", f"Write d/dx {function}(x).")
        return None

    def function_arguments(self, token: Token, function: str) -> Parse:
        following = self.token
        if following.kind == "open":
            if following.text == "(":
                return (yield self.arguments(token.text))
            return ((yield self.group()),)
        starts = following.kind in _OPERANDS and not (following.kind == "bar" and self.open and self.open[-1].kind == "bar")
        negative = following.kind == "operator" and following.text == "-"
        if not starts and not negative:
            self.fail(f"The argument is missing: {token.text} of what?", f"Write for example {token.text}(x).")
        return ((yield self.argument_without_brackets(token)),)

    def argument_without_brackets(self, token: Token) -> Parse:
        """`sin 2x cos 3x`: the factors up to the next function, bracket or sign."""
        start, begins_with = self.token.start, self.token.kind
        factors = [(yield self.expression(POWER))]
        while self.token.kind in ("number", "name", "command") and self.token.text != "int" and begins_with not in ("word", "bar"):
            factors.append((yield self.expression(POWER)))
        end = self.tokens[self.index - 1].end
        if begins_with not in ("command", "bar"):
            self.notes.append(f"{self.text[token.start : end]} is read as {token.text}({self.text[start:end]})")
        return factors[0] if len(factors) == 1 else Product(tuple(factors), (start, end))

    def call(self, function: str, base: Node | None, arguments: tuple[Node, ...], token: Token, span: tuple[int, int]) -> Node:
        if function == "exp" and len(arguments) == 1:
            return Power(Name("e", (token.start, token.end)), arguments[0], span)
        if function == "root" and len(arguments) != 2:
            self.fail("root takes two arguments: the degree and the radicand.", "Write for example root(3, x).", token)
        if base is not None:
            arguments = (base, *arguments)
        arity = FUNCTIONS[function].arity if function != "exp" else 1
        if (arity is None and len(arguments) < 2) or (arity is not None and len(arguments) != arity):
            wanted = "two or more arguments" if arity is None else "one argument" if arity == 1 else f"{arity} arguments"
            example = {None: f"{function}(0, x)", 1: f"{function}(x)"}.get(arity, f"{function}(p, y)")
            self.fail(f"{token.text} takes {wanted}, and here it has {len(arguments)}.", f"Write for example {example}.", token)
        return Call(function, arguments, span)

    # Commands, pieces, integrals, derivatives

    def command(self) -> Parse:
        token = self.token
        self.index += 1
        if token.text == "frac":
            top = yield self.fraction_part()
            bottom = yield self.fraction_part()
            return Quotient(top, bottom, (token.start, self.tokens[self.index - 1].end))
        if token.text in ("sqrt", "cbrt", "fourth-root"):
            return (yield self.root(token))
        if token.text == "int":
            return (yield self.integral(token))
        return (yield self.cases(token))

    def fraction_part(self) -> Parse:
        if self.token.kind == "open" and self.token.text == "{":
            return (yield self.group())
        if self.token.kind in ("number", "name"):
            return (yield self.operand(POWER))
        self.fail(r"\frac takes two arguments.", r"Write for example \frac{x}{2}.")

    def root(self, token: Token) -> Parse:
        degree: Node | None = Number(4) if token.text == "fourth-root" else None
        if self.token.kind == "open" and self.token.text == "[" and self.text[token.start] == "\\":
            degree = yield self.group()
        if self.token.kind == "open":
            radicand = yield self.group()
        else:
            start = self.token.start
            radicand = yield self.expression(POWER)
            following = self.token
            if following.glued and following.kind in ("name", "number"):
                shown = self.text[start : self.tokens[self.index - 1].end]
                self.notes.append(f"the root covers {shown} only; put brackets around all that stands under it")
        span = (token.start, self.tokens[self.index - 1].end)
        if degree is None or degree == Number(2):
            return Call("cbrt" if token.text == "cbrt" else "sqrt", (radicand,), span)
        return Call("cbrt", (radicand,), span) if degree == Number(3) else Call("root", (degree, radicand), span)

    def piecewise(self, token: Token) -> Parse:
        """`piecewise((x^2, x < 0), (sin x, otherwise))`."""
        if self.token.kind != "open":
            self.fail("The pieces are missing.", "Write piecewise((x^2, x < 0), (sin(x), x >= 0)).")
        outer = self.token
        self.index += 1
        self.open.append(outer)
        values: list[Node] = []
        conditions: list[Node] = []
        while True:
            if self.token.kind != "open":
                self.fail("Each piece is a value and its condition in brackets.", "Write (x^2, x < 0).")
            opening = self.token
            self.index += 1
            self.open.append(opening)
            values.append((yield self.expression(0)))
            if self.token.kind != "comma":
                self.fail("A condition must follow the value of this piece.", "Write (x^2, x < 0).")
            self.index += 1
            yield self.condition(values, conditions)
            self.close(opening)
            if self.token.kind != "comma":
                break
            self.index += 1
        self.close(outer)
        return Piecewise(tuple(values), tuple(conditions), (token.start, self.tokens[self.index - 1].end))

    def condition(self, values: list[Node], conditions: list[Node]) -> Parse:
        if len(conditions) < len(values) - 1:
            self.fail("Only the last piece may be for all other cases.", "Give every piece before it a condition.")
        if self.token.kind == "otherwise":
            self.index += 1
            return None
        start = self.token.start
        operands = [(yield self.expression(0))]
        relations: list[str] = []
        while self.token.kind == "relation":
            relations.append(self.token.text)
            self.index += 1
            operands.append((yield self.expression(0)))
        if not relations:
            self.fail("This is no condition.", "Write for example x < 0, or otherwise.")
        conditions.append(Comparison(tuple(operands), tuple(relations), (start, self.tokens[self.index - 1].end)))
        return None

    def cases(self, token: Token) -> Parse:
        values: list[Node] = []
        conditions: list[Node] = []
        while self.token.kind != "ending":
            values.append((yield self.expression(0)))
            self.skip("comma")
            if not self.skip("cell"):
                self.fail("The condition of this case is missing.", r"Write x^2 & x < 0 \\.")
            yield self.condition(values, conditions)
            self.skip("comma")
            if not self.skip("row") and self.token.kind != "ending":
                self.fail("The cases are never ended.", r"Write \end{cases}.", token)
        self.index += 1
        return Piecewise(tuple(values), tuple(conditions), (token.start, self.tokens[self.index - 1].end))

    def skip(self, kind: Kind) -> bool:
        if self.token.kind != kind:
            return False
        self.index += 1
        return True

    def called_integral(self, token: Token) -> Parse:
        """`int(sin t, t, 0, x^2)`."""
        arguments: tuple[Node, ...] = (yield self.arguments("int")) if self.token.kind == "open" else ()
        if len(arguments) != 4 or not isinstance(arguments[1], Name):
            self.fail("An integral takes the integrand, its variable and two limits.", "Write int(sin(t), t, 0, x^2).", token)
        integrand, variable, lower, upper = arguments
        return Integral(integrand, variable.name, lower, upper, (token.start, self.tokens[self.index - 1].end))

    def integral(self, token: Token) -> Parse:
        r"""`\int_0^{x^2} \sin t\,dt`."""
        limits: dict[str, Node] = {}
        while self.token.kind == "subscript" or (self.token.kind == "operator" and self.token.text == "^"):
            place = self.token.text
            self.index += 1
            limits[place] = yield self.operand(POWER)
        if self.token.kind == "superscript":
            limits["^"] = yield self.superscript()
        if set(limits) != {"_", "^"}:
            self.fail("An integral needs a lower and an upper limit.", r"Write int(sin(t), t, 0, x^2).", token)
        integrand = yield self.expression(0)
        if self.token.kind != "differential":
            self.fail("The variable of integration is missing.", "End the integral with dt.")
        variable = self.token.text
        self.index += 1
        return Integral(integrand, variable, limits["_"], limits["^"], (token.start, self.tokens[self.index - 1].end))

    def derivative(self) -> Parse:
        token = self.token
        self.index += 1
        assert isinstance(token.value, tuple)
        name, variable, order = token.value
        operand: Node
        if name:
            operand = Name(name, (token.start, token.end))
        elif self.token.kind == "open":
            operand = yield self.group()
        elif self.token.kind == "end":
            self.fail("What is to be differentiated is missing.", f"Write d/d{variable} (x^2).")
        else:
            operand = yield self.expression(TIMES)
        return Derivative(operand, variable, order, (token.start, self.tokens[self.index - 1].end))


_GREEK_AND_ACCENTED = frozenset(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega".split()
)
