"""The functions that textbooks have for each skill, from those that are shown first to the hardest ones.

Formulas are in derivtutor's own notation: `x` is the variable, ± stands for plus or minus, `u` for the skill's own
function of x, and `F` for its name; the other letters are numbers (`NUMBERS`).
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from derivtutor.derivation.formula import builder, formula
from derivtutor.derivation.model import Step
from derivtutor.exercises.generating.fitness import is_spoiled
from derivtutor.exercises.generating.likeness import same
from derivtutor.exercises.generating.shapes import NUMBERS, signed
from derivtutor.exercises.generating.source import Source
from derivtutor.notation.tree import Name, Node, Number, Product, names, parts

Rows = tuple[tuple[str, ...], ...]
"""Formulas by difficulty, those of the first one first."""

_TABLE: Rows = (
    ("c u", "c u ± x", "u ± c x"),
    ("c u ± d x", "u ± x^k", "c u ± x^2"),
    ("c u ± d x^k", "c x^2 ± d x ± u", "x^k ± u/c"),
    ("c u ± sqrt(x)", "c u ± d/x", "u/c ± sqrt(x)"),
    ("c u ± d/x^k ± sqrt(x)", "c sqrt(x) ± d u ± 1/x", "u/c ± d sqrt(x) ± x^h"),
)
_WITH_CORNER: Rows = (
    *_TABLE[:3],
    ("c u ± d/x", "x^h ± c u", "u/c ± d/x^2"),
    ("c u ± d/x^k ± x^2", "x^h/c ± d u ± 1/x", "c x^h ± d u ± 1/x^2"),
)
"""Beside a root there is only x > 0, where nothing has a corner."""

_TIMES: Rows = (
    ("x u", "c x u"),
    ("x^2 u", "x^h u", "(x ± n)u"),
    ("(c x ± n)u", "(x^2 ± n)u", "c x^k u"),
    ("sqrt(x) u", "(x^2 ± c x)u", "(n - x^2)u"),
    ("(x^2 ± c x ± n)u", "(sqrt(x) ± n)u", "x^2 u ± c x u"),
)
_OVER: Rows = (
    ("u/x", "x/u", "c u/x"),
    ("u/x^k", "x^k/u", "u/(x ± n)"),
    ("u/(c x ± n)", "u/(x^2 ± n)", "x/(n + u)"),
    ("u/(n + u)", "x^2/(n + u)", "(u ± n)/x"),
    ("(u + n)/(u - m)", "sqrt(x)/u", "(1 - u)/(1 + u)", "u/sqrt(x)", "(x + u)/(x - u)"),
)
_OF: Rows = (
    ("F(c x)", "c F(d x)"),
    ("F(x^2)", "F(c x ± n)", "F(x/c)"),
    ("F(x)^k", "F(sqrt(x))", "F(x^2 ± n)", "F(1/x)"),
    ("sqrt(F(x))", "F(x^2 ± c x)", "(F(x) ± n)^k", "1/F(x)^k"),
    ("F(c x)^k", "sqrt(F(c x) + n)", "F(sqrt(c x ± n))", "(F(x) ± c x)^k"),
)

_ROWS: Mapping[str, Rows] = {
    "power": (
        ("x^k", "x^h", "c x^k", "c x^h"),
        ("c x^k ± d x", "x^h ± c x^2", "c x^2 ± d x ± n", "x^h ± c x ± n"),
        ("c/x", "1/x^k", "c sqrt(x)", "x^k ± 1/x", "x^h/c ± x^2"),
        ("c sqrt(x) ± d/x", "x^h ± c/x^2", "c/x^k ± d x", "c/sqrt(x)", "x^(3/2) ± c x", "c cbrt(x)"),
        ("x^(5/3) ± c/x^2", "c cbrt(x) ± d/x^h", "c/sqrt(x) ± d sqrt(x)", "x^h/c ± sqrt(x) ± d/x",
         "c x^(3/2) ± d/sqrt(x)"),
    ),
    "exponential": (
        ("a^x", "a^x ± c x", "a^x ± x^k"),
        ("c*a^x", "a^x ± c x ± n", "a^x ± c x^k"),
        ("c*a^x ± d x^k", "x^k ± a^x/c", "c x^2 ± d x ± a^x"),
        ("c*a^x ± sqrt(x)", "c*a^x ± d/x", "a^x ± x^a"),
        ("c*a^x ± d/x^k ± sqrt(x)", "c sqrt(x) ± d*a^x ± 1/x", "a^x/c ± d sqrt(x) ± x^h"),
    ),
    "product": (
        ("x^2 (c x ± n)", "(x ± n)(c x ± d)", "(c x ± n)(x ± d)"),
        ("(x^2 ± n)(c x ± d)", "(x^2 ± n)(x^h ± c)", "x^h (c x ± n)"),
        ("sqrt(x) (x ± n)", "sqrt(x) (x^2 ± n)", "(x^2 ± c x)(x^h ± n)", "(c x ± n)(x^2 ± d x ± m)"),
        ("(sqrt(x) ± n)(x^2 ± c)", "(x^2 ± c x ± n)(x^h ± d)", "(1 - x^2)(sqrt(x) ± n)"),
        ("(x ± n)(x^2 ± c)(d x ± 1)", "sqrt(x) (x ± n)(x^2 ± c)", "x^2 (x ± n)(c x ± d)"),
    ),
    "quotient": (
        ("x/(x ± n)", "c x/(x ± n)", "(x + n)/(x - d)"),
        ("x/(x^2 ± n)", "(c x ± n)/(x ± d)", "x^2/(x ± n)"),
        ("(x^2 ± n)/(x ± d)", "(x ± n)/(x^2 ± d)", "x^2/(x^2 ± n)", "(c x ± n)/(d x ± m)"),
        ("sqrt(x)/(x ± n)", "(x^2 ± c x)/(d x ± n)", "(x^h ± n)/(x^2 ± c)"),
        ("(sqrt(x) + n)/(sqrt(x) - c)", "(x^2 ± c x ± n)/(x^2 ± d)", "(x^h ± c x)/(x^2 ± n)", "sqrt(x)/(x^2 ± n)"),
    ),
    "chain": (
        ("(c x ± n)^h", "(x^2 ± n)^h"),
        ("sqrt(c x ± n)", "(c x^2 ± n)^h", "sqrt(n - x^2)", "(n - x)^h"),
        ("(x^2 ± c x ± n)^h", "1/(c x ± n)^k", "sqrt(x^2 ± c x)", "sqrt(x^2 + n)"),
        ("1/sqrt(c x ± n)", "1/sqrt(x^2 ± n)", "cbrt(x^2 ± n)", "c sqrt(x^h ± n)"),
        ("1/(x^2 ± c x)^k", "(sqrt(x) ± n)^h", "(x ± 1/x)^h", "cbrt(x^h ± c x)"),
    ),
    **dict.fromkeys(["absolute-value", "relu"], _WITH_CORNER),
    **dict.fromkeys(["product+sine", "product+cosine", "product+natural-exponential", "product+logarithm"], _TIMES),
    **dict.fromkeys(["quotient+sine", "quotient+logarithm", "quotient+natural-exponential"], _OVER),
    **dict.fromkeys(["chain+sine", "chain+cosine", "chain+sigmoid", "arctangent+chain"], _OF),
    "chain+natural-exponential": (
        ("e^(c x)", "e^(-x)", "c e^(d x)", "e^(-c x)"),
        ("e^(c x ± n)", "e^(x^2)", "e^(-x^2)", "e^(n - c x)"),
        ("e^sqrt(x)", "e^(1/x)", "e^(x^2 ± c x)", "e^(-x^2/2)", "(e^x ± n)^k"),
        ("sqrt(e^x + n)", "(e^(c x) ± n)^k", "c e^(n - x^2)", "(e^x ± c x)^k"),
        ("sqrt(n + e^(c x))", "(e^(c x) ± d x)^k", "e^sqrt(c x ± n)", "e^(e^x)", "1/(1 + e^x)^k"),
    ),
    "chain+logarithm": (
        ("ln(c x ± n)", "c ln(d x ± n)"),
        ("ln(x^2 ± n)", "ln(n - x)", "ln(c x^2 ± n)"),
        ("ln(x)^k", "ln(x^2 ± c x)", "ln(x^h ± c x)", "sqrt(ln(x))"),
        ("(ln(x) ± n)^k", "ln(sqrt(x) + n)", "1/ln(x)^k", "ln(1 - x^2)"),
        ("ln(c x ± n)^k", "ln(ln(x))", "sqrt(n + ln(c x ± d))", "ln(x + sqrt(x^2 + n))"),
    ),
    "chain+product": (
        ("x (c x ± n)^h", "x^2 (x ± n)^h"),
        ("x sqrt(c x ± n)", "x^2 (c x ± n)^h", "x sqrt(n - x^2)", "x (n - x)^h"),
        ("x (x^2 ± n)^h", "x^2 sqrt(c x ± n)", "x sqrt(x^2 + n)", "(c x ± n)(x ± d)^h"),
        ("(c x ± n)(x^2 ± d)^h", "x^h sqrt(x^2 ± n)", "(x ± n)sqrt(c x ± d)"),
        ("(c x ± n)^k (x^2 ± d)^h", "(x ± n)^k sqrt(c x ± d)", "(x^2 ± n)^k (c x ± d)^h"),
    ),
    "chain+quotient": (
        ("x/(x ± n)^k", "x/(c x ± n)^k", "(c x ± n)^h/x"),
        ("x/sqrt(x ± n)", "x/(x^2 ± n)^k", "x/sqrt(c x ± n)"),
        ("x/sqrt(x^2 ± n)", "sqrt(x ± n)/x", "sqrt(c x ± n)/x", "x^2/(x ± n)^h"),
        ("sqrt(x^2 ± n)/x", "(c x ± n)^k/(x ± d)", "x^2/sqrt(c x ± n)"),
        ("(c x ± n)^h/(x^2 ± d)", "sqrt(c x ± n)/(x ± d)", "(x ± n)/sqrt(x^2 ± d)", "(x ± n)^2/(x^2 ± d)^k"),
    ),
    "logarithmic-differentiation+product+logarithm": (
        ("x^x", "c x^x", "x^x ± c x"),
        ("x^(c x)", "x^(x ± n)", "c x^x ± d x"),
        ("x^(x^2)", "x^(c x ± n)", "x^sqrt(x)"),
        ("x^(x^2 ± n)", "x^(n - x)", "x^x ± x ln(x)"),
        ("x^(x^2 ± c x)", "x^ln(x)", "x^(sqrt(x) ± n)", "x^x ± c x^2 ln(x)"),
    ),
    "piecewise": (
        ("piecewise((c x, x < 0), (x^2, x >= 0))", "piecewise((x^2, x < m), (c x, x >= m))"),
        ("piecewise((x^2, x < m), (c x ± n, x >= m))", "piecewise((n - x, x < 0), (n + c x, x >= 0))"),
        ("piecewise((c x^2, x < 0), (x^h, x >= 0))", "piecewise((x^2 ± n, x < m), (c x, x >= m))"),
        ("piecewise((x^2 ± c x, x < m), (d x ± n, x >= m))", "piecewise((x^h, x < m), (c x^2 ± n, x >= m))"),
        ("piecewise((x^2 ± c x ± n, x < m), (x^h ± d x, x >= m))", "piecewise((x^2 ± n, x < m), (c sqrt(x), x >= m))",
         "piecewise((c x ± n, x < m), (d/x, x >= m))"),
    ),
}  # fmt: skip
"""By skill; the others are about one function of a table."""

_OWN: Mapping[str, str] = {
    "sine": "sin", "cosine": "cos", "logarithm": "ln", "tangent": "tan", "secant": "sec", "cosecant": "csc",
    "cotangent": "cot", "arctangent": "arctan", "arcsine": "arcsin", "arccosine": "arccos", "hyperbolic-sine": "sinh",
    "hyperbolic-cosine": "cosh", "hyperbolic-tangent": "tanh", "sigmoid": "sigmoid", "relu": "relu",
    "softplus": "softplus", "absolute-value": "abs",
}  # fmt: skip
"""The name of the function that a rule is about."""

_ROUNDS, _TRIES = 8, 4
"""So often every formula comes before those of a difficulty count as used up, each time with other numbers, for which
it has so many tries.
"""


def supplies(rules: Sequence[str], seed: int, seen: set[str]) -> Mapping[int, Iterator[Step]]:
    """By difficulty, the derivations of the functions that textbooks have for these rules; none for other rules.

    Args:
        rules: the ids of the rules, in any order.
        seed: where order, signs and numbers come from.
        seen: functions that must not come, as `likeness.same` writes them; what comes is added.
    """
    rows = _formulas().get(frozenset(rules), ())
    source = Source(tuple(rules), None, seed, seen)
    return {
        difficulty: _steps(formulas, source, random.Random(f"{seed} {difficulty}"))
        for difficulty, formulas in enumerate(rows, 1)
    }


@cache
def _formulas() -> Mapping[frozenset[str], Rows]:
    """The rows of each set of rules, with the functions that they are about."""
    rows = {**dict.fromkeys(("natural-exponential", *_OWN), _TABLE), **_ROWS}
    return {frozenset(name.split("+")): _about(name.split("+"), each) for name, each in rows.items()}


def _about(rules: Sequence[str], rows: Rows) -> Rows:
    own = next((_OWN[rule] for rule in rules if rule in _OWN), "")
    of_x = "e^x" if "natural-exponential" in rules else f"{own}(x)"
    return tuple([tuple([re.sub(r"\bu\b", of_x, text).replace("F(", f"{own}(") for text in row]) for row in rows])


def _steps(formulas: Sequence[str], source: Source, rng: random.Random) -> Iterator[Step]:
    """Each formula in its turn, in an order and with signs and numbers by chance."""
    for _ in range(_ROUNDS):
        for text in rng.sample(formulas, len(formulas)):
            tries = (source.accepted(tree) for tree in _with_numbers(text, rng) if not _is_odd(tree))
            step = next(filter(None, tries), None)
            if step is not None:
                source.seen.add(same(step.goal.expression))
                yield step


def _with_numbers(text: str, rng: random.Random) -> Iterator[Node]:
    for _ in range(_TRIES):
        chosen = rng.choice(signed((text,)))
        letters = sorted(names(formula(chosen)) & NUMBERS.keys())
        numbers = {letter: Number(rng.choice(NUMBERS[letter])) for letter in letters}
        yield builder(chosen)({**numbers, "x": Name("x")})


def _is_odd(tree: Node) -> bool:
    """Whether the numbers spoil it: a fraction to be reduced, a bracket that is a square. Products stay as they are."""
    return any(is_spoiled(part) for part in parts(tree) if not isinstance(part, Product))
