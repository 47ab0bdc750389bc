"""Is the derivative right? Every expression of the corpus against SymPy's derivative, at real points."""

from __future__ import annotations

import argparse
import math
import warnings
from fractions import Fraction

import sympy
from corpus import corpus

from derivtutor import explain
from derivtutor.derivation.verify import FalseStepError
from derivtutor.notation.ball import evaluate_ball
from derivtutor.notation.linear import sympy_text
from derivtutor.notation.real import compile_real

POINTS = (0.3137, 0.7211, 1.4142, 2.2719, 4.6692, -0.4112, -1.6449, -3.3598)
LETTERS = {"a": 1.3127, "n": 2.7182}
TOLERANCE = 1e-7


def sympy_slopes(text: str) -> list[float | None]:
    """SymPy's derivative at the points; None where it is not a finite real number."""
    x = sympy.Symbol("x", real=True)
    derivative = sympy.diff(sympy.sympify(text).subs({"x": x, **LETTERS}), x)
    found: list[float | None] = []
    for point in POINTS:
        try:
            number = complex(derivative.evalf(20, subs={x: sympy.Rational(point)}))
        except (TypeError, ValueError):
            found.append(None)
            continue
        found.append(number.real if abs(number.imag) < 1e-12 and math.isfinite(number.real) else None)
    return found


def verdict(text: str) -> str:
    """`right`, `wrong`, `false step`, or `no common point` for an expression."""
    try:
        derivation = explain(text, wrt="x")
    except FalseStepError as error:
        return f"false step: {error}"
    names = ("x", *LETTERS)
    function = compile_real(derivation.function.tree, names)
    compared = 0
    for point, theirs in zip(POINTS, sympy_slopes(sympy_text(derivation.function.tree)), strict=True):
        here = dict(zip(names, map(Fraction, (point, *LETTERS.values())), strict=True))
        ball = evaluate_ball(derivation.answer, here, 400)
        if theirs is None or ball is None or not math.isfinite(function((point, *LETTERS.values()))):
            continue
        mine = float(ball)
        compared += 1
        if abs(mine - theirs) > TOLERANCE * max(1.0, abs(mine), abs(theirs)):
            return f"wrong: at x = {point} SymPy has {theirs:.12g}, derivtutor {mine:.12g}"
    return "right" if compared else "no common point"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    counts = {"right": 0, "wrong": 0, "false step": 0, "no common point": 0}
    for number, text in enumerate(corpus(options.count, options.seed)):
        if number % 50 == 0:
            sympy.core.cache.clear_cache()
            print(f"{number:,} of {options.count:,}: {counts}", flush=True)
        if "f(" in text or "g(" in text:
            continue
        found = verdict(text)
        counts[found.partition(":")[0]] += 1
        if found != "right":
            print(f"{text}: {found}")
    print(counts)


if __name__ == "__main__":
    main()
