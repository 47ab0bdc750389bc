"""Maxima's own syntax, read without Maxima: names and binding powers are those of its manual and of its parser.

Values are worked out by mpmath. Whatever Maxima would not know, or would leave as a noun, is an error here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mpmath import mp

Point = Mapping[str, Any]
"""A number for each letter, a Python function for each unknown function."""
Value = Callable[[Point], Any]

FUNCTIONS: dict[str, Callable[..., Any]] = {
    **{name: getattr(mp, name) for name in ("sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan", "acot")},
    **{name: getattr(mp, name) for name in ("sinh", "cosh", "tanh", "coth", "sech", "csch", "asinh", "acosh", "atanh")},
    **{name: getattr(mp, name) for name in ("asec", "acsc", "acoth", "asech", "acsch", "sqrt", "exp", "erf", "erfc")},
    "log": lambda u: mp.log(u), "abs": abs, "signum": mp.sign, "expintegral_si": mp.si, "gamma": mp.gamma,
}  # fmt: skip
"""Maxima's functions of one argument; its `log` has no base, and it has neither `ln` nor `arcsin`."""
CHOICES: dict[str, Callable[..., Any]] = {"max": max, "min": min}
CONSTANTS = {"%e": lambda: mp.e, "%pi": lambda: mp.pi, "und": lambda: mp.nan}
WORDS = {"if", "then", "else", "elseif", "and", "or", "not", "do", "for", "from", "in", "step", "thru", "while"}

RELATIONS: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b, "#": lambda a, b: a != b,
}  # fmt: skip
OPERATORS: dict[str, tuple[int, int, Callable[[Any, Any], Any]]] = {
    "^": (140, 139, lambda a, b: a**b),
    "*": (120, 120, lambda a, b: a * b),
    "/": (120, 120, lambda a, b: a / b),
    "+": (100, 100, lambda a, b: a + b),
    "-": (100, 100, lambda a, b: a - b),
    **{sign: (80, 80, relation) for sign, relation in RELATIONS.items()},
    "and": (65, 65, lambda a, b: a and b),
    "or": (60, 60, lambda a, b: a or b),
}
"""How strongly each operator holds what is on its left and what is on its right."""
SIGN, QUOTE, CONDITION, BRANCH = 134, 190, 45, 25
TOKEN = re.compile(r"\s*([0-9]+(?:\.[0-9]*)?|[A-Za-z_%][A-Za-z0-9_%]*|<=|>=|\S)")


class NotMaximaError(Exception):
    """The text is no expression of Maxima, or has a name that Maxima does not know."""


def evaluated(text: str, point: Point) -> Any:
    """What Maxima's text is worth at a point."""
    reader = _Reader(TOKEN.findall(text), point)
    value = reader.expression(0)
    if reader.token:
        raise NotMaximaError(f"{reader.token} is too much in {text}")
    return value(point)


@dataclass
class _Reader:
    tokens: list[str]
    names: Point
    index: int = 0

    @property
    def token(self) -> str:
        return self.tokens[self.index] if self.index < len(self.tokens) else ""

    def take(self, expected: str = "") -> str:
        token = self.token
        if not token or (expected and token != expected):
            raise NotMaximaError(
                f"{token or 'the end'} instead of {expected or 'an operand'} in {' '.join(self.tokens)}"
            )
        self.index += 1
        return token

    def expression(self, least: int) -> Value:
        left, compared = self.operand(), False
        while self.token in OPERATORS and OPERATORS[self.token][0] > least:
            sign = self.take()
            _, power, doing = OPERATORS[sign]
            if compared and sign in RELATIONS:
                raise NotMaximaError("what is compared is no number")
            left, compared = _applied(doing, left, self.expression(power)), sign in RELATIONS
        return left

    def operand(self) -> Value:
        token = self.take()
        if token == "(":
            inside = self.expression(0)
            self.take(")")
            return inside
        if token == "-":
            return _applied(lambda value: -value, self.expression(SIGN))
        if token == "'":
            return self.expression(QUOTE)
        if token == "if":
            return self.choice()
        if token[0].isdigit():
            return lambda _: mp.mpf(token)
        if token in WORDS or not re.match(r"[A-Za-z_%]", token):
            raise NotMaximaError(f"{token} where an operand should be")
        return self.called(token) if self.token == "(" else self.name(token)

    def name(self, name: str) -> Value:
        if name in CONSTANTS:
            return lambda _: CONSTANTS[name]()
        if name.startswith("%"):
            raise NotMaximaError(f"{name} is no constant")
        return lambda point: point[name]

    def choice(self) -> Value:
        condition = self.expression(CONDITION)
        self.take("then")
        value = self.expression(BRANCH)
        word = self.take()
        if word not in ("else", "elseif"):
            raise NotMaximaError(f"{word} where else should be")
        other = self.choice() if word == "elseif" else self.expression(BRANCH)
        return lambda point: value(point) if condition(point) else other(point)

    def several(self, closing: str) -> list[tuple[str, Value]]:
        """What stands between commas, each with its first word: a letter that is bound, or put something in for."""
        found = []
        while True:
            word = self.token
            found.append((word, self.expression(0)))
            if self.take() == closing:
                return found
            if self.tokens[self.index - 1] != ",":
                raise NotMaximaError(f"{self.tokens[self.index - 1]} where a comma should be")

    def called(self, name: str) -> Value:
        self.take("(")
        if name == "at":
            return self.at()
        arguments = self.several(")")
        values = [value for _, value in arguments]
        if name == "integrate":
            return _integral(*values[:1], arguments[1][0], *values[2:])
        if name == "diff":
            return _derivative(values[0], [word for word, _ in arguments[1:]])
        if name in FUNCTIONS and len(values) == 1:
            return _applied(FUNCTIONS[name], *values)
        if name in CHOICES:
            return _applied(CHOICES[name], *values)
        if name not in self.names:
            raise NotMaximaError(f"{name} of {len(values)} is no function of Maxima")
        return _applied(self.names[name], *values)

    def at(self) -> Value:
        inside = self.expression(0)
        self.take(",")
        self.take("[")
        letters = []
        while not letters or self.take() == ",":
            letter = self.take()
            self.take("=")
            letters.append((letter, self.expression(80)))
        self.take(")")
        return lambda point: inside({**point, **{letter: value(point) for letter, value in letters}})


def _applied(doing: Callable[..., Any], *values: Value) -> Value:
    return lambda point: doing(*(value(point) for value in values))


def _integral(integrand: Value, letter: str, lower: Value, upper: Value) -> Value:
    return lambda point: mp.quad(lambda t: integrand({**point, letter: t}), [lower(point), upper(point)])


def _derivative(operand: Value, by: list[str]) -> Value:
    """`diff(u, x)`, `diff(u, x, 2)`, `diff(u, x, 1, y, 1)`."""
    letters, orders = by[::2], [int(order) for order in by[1::2]] or [1]

    def value(point: Point) -> Any:
        place = tuple(point[letter] for letter in letters)
        return mp.diff(lambda *us: operand({**point, **dict(zip(letters, us, strict=True))}), place, tuple(orders))

    return value
