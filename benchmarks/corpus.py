"""A corpus of expressions over all rules, the same for the same seed: what students are asked to differentiate."""

from __future__ import annotations

import random

ELEMENTARY = [
    "sin",
    "cos",
    "tan",
    "cot",
    "sec",
    "csc",
    "arcsin",
    "arccos",
    "arctan",
    "arccot",
    "sinh",
    "cosh",
    "tanh",
    "coth",
    "sech",
    "csch",
    "arsinh",
    "arcosh",
    "artanh",
    "ln",
    "sqrt",
    "cbrt",
    "sigmoid",
    "softplus",
    "swish",
    "gelu",
    "erf",
]
RARE = ["arcsec", "arccsc", "arcoth", "arsech", "arcsch", "relu", "leaky_relu", "sign", "abs", "erfc", "Si"]


class Corpus:
    """Random expressions as text, weighted towards what textbooks have."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)

    def number(self) -> str:
        return str(self.rng.randint(2, 9))

    def leaf(self) -> str:
        return self.rng.choice(
            [
                "x",
                "x",
                "x",
                f"{self.number()}x",
                f"x^{self.number()}",
                f"{self.number()}x^{self.number()}",
                "a x",
                f"x/{self.number()}",
            ]
        )

    def polynomial(self) -> str:
        terms = [f"{self.number()}x^{power}" for power in self.rng.sample(range(2, 7), self.rng.randint(1, 3))]
        return " + ".join([*terms, f"{self.number()}x", self.number()]).replace("+ 7", "- 7")

    def inside(self, depth: int) -> str:
        return self.leaf() if depth <= 0 or self.rng.random() < 0.4 else self.expression(depth - 1)

    def expression(self, depth: int) -> str:
        """An expression of at most so many nested constructions."""
        choose, number, inside = self.rng.choice, self.number, lambda: self.inside(depth)
        form = self.rng.choices(
            [
                "function",
                "power",
                "product",
                "quotient",
                "sum",
                "exp",
                "multiple",
                "polynomial",
                "rare",
                "general",
                "special",
            ],
            [10, 5, 7, 6, 6, 5, 3, 3, 2, 1, 2],
        )[0]
        if form == "function":
            return f"{choose(ELEMENTARY)}({inside()})"
        if form == "power":
            return f"({inside()} + {number()})^{choose([number(), '(1/2)', '(-2)', '(2/3)', 'n', number()])}"
        if form == "product":
            return f"({inside()}) ({self.expression(depth - 1) if depth else self.leaf()})"
        if form == "quotient":
            return choose(
                [
                    f"({inside()})/({inside()} + {number()})",
                    f"{number()}/({inside()})",
                    f"1/({inside()})",
                    f"({inside()})/{number()}",
                ]
            )
        if form == "sum":
            return f"{inside()} {choose('+-')} {inside()} {choose('+-')} {number()}"
        if form == "exp":
            return choose([f"e^({inside()})", f"{number()}^({inside()})", f"e^(-{self.leaf()})"])
        if form == "multiple":
            return f"{number()}({inside()} + {number()})"
        if form == "polynomial":
            return self.polynomial()
        if form == "rare":
            return f"{choose(RARE)}({inside()})"
        if form == "general":
            return choose([f"({self.leaf()})^({self.leaf()})", f"x^({inside()})", f"log_{number()}({inside()})"])
        return choose(
            [
                f"int(sin(t)/t, t, 1, {self.leaf()})",
                f"max({self.leaf()}, {number()})",
                f"min(x^2, {self.leaf()})",
                f"piecewise(({self.leaf()}, x < {number()}), ({self.leaf()}, x >= {number()}))",
                f"f({self.leaf()})",
                f"x f(x) g({self.leaf()})",
                f"root({number()}, {inside()})",
                f"1/sqrt({inside()} + {number()})",
            ]
        )


def corpus(count: int, seed: int = 1) -> list[str]:
    """So many different expressions."""
    source = Corpus(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        found[source.expression(source.rng.randint(0, 3))] = None
    return list(found)
