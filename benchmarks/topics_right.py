"""Is what topics find right? Generated functions of two letters, and what SymPy finds, in numbers at several points.

`python benchmarks/topics_right.py --count 500` tries so many for each topic; functions that are refused are counted.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import mpmath
import sympy
from corpus import Corpus

import derivtutor
from derivtutor import UserError
from derivtutor.notation.linear import sympy_text
from derivtutor.notation.reader import read

X, Y = sympy.symbols("x y", real=True)
_LETTERS = {"x": X, "y": Y, "a": sympy.Integer(2), "n": sympy.Integer(3)}
_X = re.compile(r"(?<![A-Za-z_\\])x(?![A-Za-z_(])")
_PLACES = ((0.7, 1.1), (1.3, 0.4), (0.31, 0.57), (2.2, 1.9), (0.05, 0.11), (3.1, 0.8), (-0.6, 1.4))
_HARD = ("f(", "g(", "int(", "piecewise", "Si(", "max(", "min(", "root(")
"""What SymPy cannot differentiate, or takes long for."""

_CENTRE, _ORDER = 0.5, 4
_CLOSE = 1e-8

Pair = tuple[sympy.Expr, sympy.Expr]
"""What a topic found, and what SymPy finds."""


def functions(seed: int, letters: str) -> Iterator[str]:
    """Functions of textbooks, each x one of the letters at random."""
    source, rng = Corpus(seed), random.Random(seed)
    while True:
        text = source.expression(source.rng.randint(0, 2))
        if any(hard in text for hard in _HARD):
            continue
        text = re.sub(r"(?<![A-Za-z])([an])(?![A-Za-z(])", lambda match: "2" if match[1] == "a" else "3", text)
        text = text.replace("2 x", "2x")
        if len(letters) > 1:
            text = f"{_X.sub(lambda _: rng.choice(letters), text)} + {rng.choice(['x y', 'x/y', 'x^2 y', 'x - y'])}"
        yield text


def lowered(text: str) -> sympy.Expr:
    """A function as SymPy reads it."""
    return sympy.sympify(sympy_text(read(text).tree), locals=_LETTERS)


def found(expression: Any) -> sympy.Expr:
    return sympy.sympify(expression["sympy"], locals=_LETTERS)


def partial(text: str) -> list[Pair]:
    return [(found(derivtutor.partial(text, "y").as_dict()["derivative"]), sympy.diff(lowered(text), Y))]


def gradient(text: str) -> list[Pair]:
    partials = derivtutor.gradient(text, wrt="x,y").as_dict()["partials"]
    return [(found(entry), sympy.diff(lowered(text), letter)) for entry, letter in zip(partials, (X, Y), strict=True)]


def hessian(text: str) -> list[Pair]:
    matrix, function = derivtutor.hessian(text, wrt="x,y").as_dict()["matrix"], lowered(text)
    return [
        (found(entry), sympy.diff(function, one, other))
        for row, one in zip(matrix, (X, Y), strict=True)
        for entry, other in zip(row, (X, Y), strict=True)
    ]


def implicit(text: str) -> list[Pair]:
    slope = derivtutor.implicit(f"{text} = 2").as_dict()["derivative"]
    return [(found(slope), sympy.idiff(lowered(text) - 2, Y, X))]


def taylor(text: str) -> list[Pair]:
    """Coefficients against derivatives at the centre."""
    coefficients = derivtutor.taylor(text, around="x=1/2", order=_ORDER, wrt="x").as_dict()["coefficients"]
    function = lowered(text)
    pairs = []
    for order, coefficient in enumerate(coefficients):
        pairs.append((found(coefficient), function.subs(X, sympy.Float(_CENTRE, 30)) / sympy.factorial(order)))
        function = sympy.diff(function, X)
    return pairs


Place = tuple[float, float]

TOPICS: dict[str, tuple[Callable[[str], list[Pair]], str, Sequence[Place]]] = {
    "partial": (partial, "xy", _PLACES),
    "gradient": (gradient, "xy", _PLACES),
    "hessian": (hessian, "xy", _PLACES),
    "implicit": (implicit, "xy", _PLACES),
    "taylor": (taylor, "x", ((_CENTRE, 0),)),
}
"""What is tried, with functions of which letters, and where numbers are compared."""


def agreement(function: sympy.Expr, pairs: Sequence[Pair], places: Sequence[Place]) -> bool | None:
    """Whether all pairs agree where the function and both are real; None where no place tells."""
    seen = False
    whole = sympy.lambdify((X, Y), function, "mpmath")
    domain = [place for place in places if _value(whole, place) is not None]
    for pair in pairs:
        if any(side.has(sympy.Derivative) for side in pair):
            continue  # SymPy leaves that of a sign as it is
        one, other = (sympy.lambdify((X, Y), side, "mpmath") for side in pair)
        for place in domain:
            values = [_value(side, place) for side in (one, other)]
            if None in values:
                continue
            seen = True
            if abs(values[0] - values[1]) > _CLOSE * (1 + abs(values[1])):
                return False
    return True if seen else None


def _value(function: Callable[..., Any], place: Place) -> Any:
    try:
        value = mpmath.mpmathify(function(*map(mpmath.mpf, place)))
    except (ValueError, TypeError, ZeroDivisionError, OverflowError, NameError, mpmath.libmp.libhyper.NoConvergence):
        return None
    real, imaginary = mpmath.re(value), mpmath.im(value)
    is_real = mpmath.isfinite(value) and abs(imaginary) <= 1e-12 * (1 + abs(real)) and abs(real) < 1e60
    return real if is_real else None


def tried(topic: str, count: int, seed: int) -> None:
    """Print how many functions agree, and each that does not."""
    work, letters, places = TOPICS[topic]
    right = refused = unclear = wrong = 0
    start = time.process_time()
    source = functions(seed, letters)
    while right + wrong < count:
        text = next(source)
        try:
            agrees = agreement(lowered(text), work(text), places)
        except UserError:
            refused += 1
            continue
        unclear += agrees is None
        right += agrees is True
        if agrees is False:
            wrong += 1
            print(f"  {topic}: {text}")
    took = time.process_time() - start
    print(f"{topic}: {right} right, {wrong} wrong, {refused} refused, {unclear} without a real value; {took:.0f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("topics", nargs="*", default=list(TOPICS))
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    mpmath.mp.dps = 30
    for topic in options.topics or TOPICS:
        tried(topic, options.count, options.seed)


if __name__ == "__main__":
    main()
