"""How fast are derivations? Parse, derive, check, tidy and JSON against `sympy.diff` alone, in processor time."""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable
from contextlib import suppress

import sympy
from corpus import corpus

from derivtutor import UserError, explain
from derivtutor.notation.linear import sympy_text
from derivtutor.notation.reader import read


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def document(text: str) -> str:
    """All that `explain --format json` does once it is loaded."""
    return json.dumps(explain(text, wrt="x").as_dict())


def nested(name: str, depth: int) -> str:
    return f"{name}(" * depth + "x" + ")" * depth


LARGE = {
    "sin nested 30 deep (bar 50 ms)": nested("sin", 30),
    "sin nested 150 deep (must work)": nested("sin", 150),
    "product of 10 factors (bar 20 ms)": " ".join(
        ["x", "e^x", "ln(x)", "sin(x)", "cos(x)", "tan(x)", "sqrt(x)", "arctan(x)", "(x+1)", "sinh(x)"]
    ),
    "sum of 1,000 terms (bar 500 ms)": "+".join(f"x^{power}" for power in range(2, 1002)),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    x = sympy.Symbol("x")
    ours: list[float] = []
    theirs: list[float] = []
    document("x^2 sin(3x)/ln(x)")
    for number, text in enumerate(corpus(options.count, options.seed)):
        expression = sympy.sympify(sympy_text(read(text).tree))
        pair = [lambda text=text: document(text), lambda expression=expression: sympy.diff(expression, x)]
        with suppress(UserError):  # a few have no value anywhere, and are refused
            first, second = (seconds(work) for work in (pair if number % 2 else reversed(pair)))
            ours.append(first if number % 2 else second)
            theirs.append(second if number % 2 else first)
        if number % 200 == 199:
            sympy.core.cache.clear_cache()  # as for a user who comes with one expression; also keeps its memory bounded
    print(f"expressions: {len(ours)}")
    print(
        f"derivtutor, median: {statistics.median(ours) * 1e3:.3f} ms; "
        f"sympy.diff alone, median: {statistics.median(theirs) * 1e3:.3f} ms"
    )
    print(f"ratio of the medians: {statistics.median(ours) / statistics.median(theirs):.3f} (bar 0.3, aim 0.1)")
    for name, text in LARGE.items():
        runs = [seconds(lambda text=text: document(text)) for _ in range(3 if len(text) < 500 else 1)]
        print(f"{name}: {statistics.median(runs) * 1e3:.1f} ms, {len(document(text)):,} characters")


if __name__ == "__main__":
    main()
