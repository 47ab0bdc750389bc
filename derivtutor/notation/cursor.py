"""Where reading is: the token that stands here, what was passed, and which brackets are open."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, NoReturn, TypeAlias

from derivtutor.errors import UserError
from derivtutor.notation.lexer import Kind, Lexer, Token
from derivtutor.notation.tree import Node, Span

PLUS, MINUS, TIMES, POWER = 10, 15, 20, 30
"""How strongly operators bind."""

Parse: TypeAlias = Generator[Any, Any, Any]
"""A parsing function: it yields the parsing functions it needs, so that nesting never uses Python's own stack."""


class Cursor:
    """Goes through the tokens once; `open` are the brackets that are not closed yet."""

    def __init__(self, text: str, log: str, lexer: Lexer) -> None:
        self.text = text
        self.log = log
        self.tokens = lexer.run()
        self.seen = lexer.seen
        self.index = 0
        self.open: list[Token] = []
        self.notes = lexer.notes

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    @property
    def before(self) -> Token:
        """The token before this one."""
        return self.tokens[self.index - 1]

    @property
    def at_closing_bar(self) -> bool:
        """Whether a bar stands here that closes one; which side a plain one is of, only the open brackets tell."""
        token = self.tokens[self.index]
        is_within = bool(self.open) and self.open[-1].kind == "bar"
        return token.kind == "bar" and (token.text == "rvert" or (is_within and token.text != "lvert"))

    def fail(self, message: str, hint: str, at: Token | int | None = None) -> NoReturn:
        position = at if type(at) is int else (at or self.token).start  # type: ignore[union-attr]
        raise UserError(message, hint, self.text, position)

    def shown(self, start: int) -> str:
        """What was typed from `start` up to the token before this one."""
        return self.typed(start, self.before.end)

    def typed(self, start: int, end: int) -> str:
        """What was typed between two places, without what cannot be seen of it."""
        return self.text[start:end] if self.seen is None else self.seen.between(start, end)

    def span(self, start: int) -> Span:
        return start, self.before.end

    def take(self, kind: Kind, text: str = "") -> bool:
        """Pass over a token of this kind (and text), if it is the next one."""
        token = self.tokens[self.index]
        if token.kind != kind or (text and token.text != text):
            return False
        self.index += 1
        return True


class Grammar(Cursor):
    """What the parts of the grammar read of each other: each is handed the whole of it."""

    expression: Callable[[int], Parse]  # operands joined by operators that bind at least so strongly
    operand: Callable[[int], Parse]
    exponent: Callable[[Node, int], Parse]  # what stands above a base that begins there
    group: Callable[[], Parse]  # what stands between brackets
    arguments: Callable[[str], Parse]  # those of a function, in brackets, separated by commas
    atom: Callable[[], Node | None]  # a number or a name, if one stands here that is not called
    leaf: Callable[[int], Node | None]  # an atom that nothing follows which binds so strongly
    close: Callable[[Token], None]
