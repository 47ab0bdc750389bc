"""Functions of x as textbooks have them, with poles, ends, corners and roots; the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable

INNER = ["x", "x", "x", "-x", "2x", "{b}x", "x - {a}", "x + {a}", "{a} - x", "{b}x + {a}", "{a} - {b}x", "x/{b}"]
QUADRATIC = ["x^2 - {a}", "{a} - x^2", "{b}x^2 - {a}", "x^2 + {a}", "x^2 - {a}x", "x^2 + x - {a}", "(x - {a})(x + {b})"]
CUBIC = ["x^3 - x", "x^3 - {a}x", "x(x - {a})(x + {b})", "x^3 - {a}", "x^3 + {a}x + {b}", "x^3 - x - 1"]
SHAPES = [
    "ln({u})", "ln({q})", "ln|{u}|", "ln|{q}|", "ln({u})^2", "ln(ln({u}))", "ln(e^({l}) + {a})", "ln(sqrt({l}))",
    "sqrt({u})", "sqrt({q})", "sqrt({l}) + {a}", "1/sqrt({u})", "1/sqrt({q})", "sqrt(e^({l}) - {a})", "({q})^(3/2)",
    "cbrt({u})", "cbrt({c})", "({u})^(2/3)", "({q})^(1/3)", "({u})^(5/3)", "({q})^(-2/3)", "root(4, {u})",
    "root(5, {u})", "|{l}|", "|{q}|", "|{c}|", "x|{l}|", "|{l}|^3", "|{l}| + |{k}|", "|{l}|/({k})",
    "{a}|{l}| - {b}|{k}|", "sqrt(|{l}|)", "| |{l}| - {a} |", "|e^({l}) - {a}|", "|ln({l})|", "|ln({l}) - {a}|",
    "|{l}| sqrt({k})", "|x^2 - {a}|/(x - {b})", "1/({l})", "1/({q})", "1/({c})", "({k})/({q})", "({q})/({l})",
    "({c})/({q})", "({l})/sqrt({k})", "{a}/({l})^3", "({l})/({q})^2", "1/({l}) + 1/({k})", "1/(1 + 1/({l}))",
    "1/(e^({l}) - {a})", "1/(ln({l}) - 1)", "1/(sqrt({l}) - {a})", "1/(|{l}| - {a})", "e^({l})", "e^({q})",
    "e^(1/({l}))", "e^(-|{l}|)", "x e^({l})", "{b}^({l})", "e^(sqrt({l}))", "arcsin({l})", "arcsin({q})",
    "arccos({l}/{b})", "arctan({u})", "arctan(1/({l}))", "arcsin({l}) sqrt(1 - x^2)", "arcsin({l})/({q})",
    "arcsin(e^({l}))", "artanh({l})", "arcosh({l})", "arsinh({q})", "arcsin(1/({l}))", "arcsec({l})", "sin({l})",
    "sin({q})", "cos({l})/({k})", "sin(x)/x", "tan(x)", "tan({l})", "sec(x)", "1/sin(x)", "1/(1 + cos(x))",
    "sin|{l}|", "|sin(x)|", "cot({l})", "1/(2 + sin(x))", "ln(cos(x))", "sin(1/({l}))", "x^2 sin(x)", "sqrt(sin(x))",
    "max({l}, {k})", "max({q}, {l})", "min({q}, {k})", "max(0, {l})^2", "max(x, {a}, {q})", "min({l}, {k}) + |x|",
    "max({l}, {l})", "max(0, {c})", "min(x^2, x^3)", "max(1/x, {a})", "max(sqrt({l}), {a})", "max({l}, ln(x))",
    "relu({l})", "relu({q})", "relu({l})^2", "relu({l}) relu({k})", "leaky_relu({l})", "relu({l}) - relu({k})",
    "sign({l})", "sign({q})", "sign({l})^2", "x sign({l})", "({l}) sign({l})", "sign({l}) + sign({k})", "x^2 sign(x)",
    "softplus({l})", "sigmoid({l})", "swish({l})", "gelu({l})", "tanh({l})", "bce({l}, 1/4)", "bce(sigmoid(x), 1/3)",
    "x^x", "({l})^x", "x^(1/x)", "x^sqrt(x)", "(x^2)^x", "x^(sin(x))", "x^pi", "({l})^e", "log_2({u})", "log_10({q})",
    "piecewise(({l}, x < {a}), ({k}, x >= {a}))", "piecewise(({q}, x < {a}), ({l}, x >= {a}))",
    "piecewise((x^2, x <= {b}), ({b}x, x > {b}))", "piecewise((sqrt(x), x >= 0), (0, x < 0))",
    "piecewise((1/({l}), x > 0), ({k}, x <= 0))", "piecewise((ln(x), x > {a}), ({l}, x <= {a}))",
    "piecewise((-1, x < -{a}), ({l}, -{a} <= x <= {b}), (1, x > {b}))", "piecewise((x^2, x < 0), (x^3, x >= 0))",
    "piecewise(({l}, x < {a}), ({l} + 1/100000, x >= {a}))", "piecewise((e^x, x < 0), (1 + x, x >= 0))",
    "piecewise((|x|, x < {a}), (1/(x - 12), x >= {a}))", "piecewise(({l}, x^2 < {a}), ({k}, x^2 >= {a}))",
    "{l} + {a}", "{q}", "{c}", "x^4 - {a}x^2", "({l})^5", "({q})^3", "x", "{a}",
]  # fmt: skip


class Textbook:
    """Functions as text, from shapes and numbers."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)

    def function(self) -> str:
        """A shape with its numbers, or two of them joined."""
        joined = self.rng.random()
        if joined < 0.7:
            return self.shape()
        left, right = self.shape(), self.shape()
        if joined < 0.8:
            return f"{left} {self.rng.choice('+-')} {right}" if right[0] != "-" else f"{left} + ({right})"
        if joined < 0.9:
            return f"({left}) ({right})"
        return f"({left})/({right})"

    def shape(self) -> str:
        return self.filled(self.rng.choice(SHAPES))

    def filled(self, shape: str) -> str:
        """Numbers and parts put in; two parts of a name are the same part."""
        parts: dict[str, Callable[[], str]] = {
            "l": lambda: self.filled(self.rng.choice(INNER)),
            "k": lambda: self.filled(self.rng.choice(INNER)),
            "q": lambda: self.filled(self.rng.choice(QUADRATIC)),
            "c": lambda: self.filled(self.rng.choice(CUBIC)),
            "u": lambda: self.filled(self.rng.choice([*INNER, *QUADRATIC, *CUBIC, "({k})/({l})"])),
            "a": lambda: str(self.rng.randint(1, 9)),
            "b": lambda: str(self.rng.randint(2, 6)),
        }
        return shape.format(**{name: part() for name, part in parts.items() if f"{{{name}}}" in shape})


def textbook_functions(count: int, seed: int = 1) -> list[str]:
    """So many different functions."""
    source = Textbook(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        found[source.function()] = None
    return list(found)
