"""How many answers a second are judged, and how surely; SymPy's `simplify(a - b) == 0` and `a.equals(b)` beside it."""

from __future__ import annotations

import argparse
import json
import re
import statistics
import time
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import sympy

from derivtutor import Judge
from derivtutor.grading.certificate import is_certain
from derivtutor.grading.comparison import Known
from derivtutor.notation.linear import sympy_text
from derivtutor.notation.reader import read
from derivtutor.notation.tree import Node, names

CASES = Path(__file__).parents[1] / "tests" / "cases"
ONE_SLIP = [
    ("sin(x^2)", "cos(x^2)"),
    ("x^2 sin(3x)", "2x cos(3x)*3"),
    ("(x^2 + 1)^5", "5(x^2 + 1)^4"),
    ("ln(x)/x", "(1 + ln(x))/x^2"),
    ("e^(-3x) cos(x)", "3e^(-3x) cos(x) - e^(-3x) sin(x)"),
    ("sqrt(x^2 + 1)", "1/(2sqrt(x^2 + 1))"),
    ("tan(4x)", "4sec(4x)"),
    ("x^2/(x + 1)", "2x"),
]
TWO_SLIPS = [
    ("x^2 sin(3x)", "2x cos(3x)"),
    ("tan(x)/x", "(x sec(x) + tan(x))/x^2"),
    ("(x^2 + 1)^3/x", "(3(x^2 + 1)^2 x + (x^2 + 1)^3)/x^2"),
    ("cos(x) e^(2x)", "sin(x) e^(2x) + cos(x) e^(2x)"),
]


def rows(files: Iterable[Path]) -> list[dict[str, Any]]:
    """Pairs that are to be scored."""
    found = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [row for row in found if not row.get("ambiguous")]


def tree(text: str) -> Node:
    """A side of a pair, which is in SymPy's syntax."""
    return read(re.sub(r"\bE\b", "e", text)).tree


def seconds(work: Callable[[], object]) -> tuple[float, object]:
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def judge(pairs: list[dict[str, Any]]) -> list[float]:
    """Judge the pairs, print what came out, and return the time for each."""
    times, proofs, wrong, proved, equal = [], [], 0, 0, 0
    for row in pairs:
        left = tree(row["a"])
        known = Known(left, names(left) | names(tree(row["b"])))
        known.values()
        taken, outcome = seconds(lambda row=row, known=known: known.compare(tree(row["b"])))
        times.append(taken)
        right = outcome.relation == "equal"
        if right != row["equivalent"]:
            wrong += 1
            print(f"wrong: {row['a']} | {row['b']}: {outcome.relation}")
        if row["equivalent"] and right:
            equal += 1
            taken, certain = seconds(lambda row=row, left=left: is_certain(left, tree(row["b"])))
            proofs.append(taken)
            proved += bool(certain)
    print(f"pairs: {len(pairs)}; wrong verdicts: {wrong}; proved: {proved} of {equal} equal ones")
    print(
        f"answers a second: {len(times) / sum(times):,.0f} (bar 4,500); median {statistics.median(times) * 1e6:.0f} µs"
    )
    print(f"proof on top, median: {statistics.median(proofs) * 1e3:.2f} ms (bar 2 ms)")
    return times


def sympys(pairs: list[dict[str, Any]], times: list[float]) -> None:
    """SymPy on the same pairs, in the same run."""
    ways: dict[str, Callable[[Any, Any], Any]] = {
        "simplify(a - b) == 0": lambda a, b: sympy.simplify(a - b) == 0,
        "a.equals(b)": lambda a, b: a.equals(b),
    }
    for name, way in ways.items():
        taken, right = [], 0
        for row in pairs:
            sides = [sympy.sympify(sympy_text(tree(row[side]))) for side in "ab"]
            try:
                spent, found = seconds(lambda sides=sides, way=way: way(*sides))
            except Exception as error:  # whatever SymPy raises, it has not judged
                spent, found = 0.0, error
            taken.append(spent)
            right += found is row["equivalent"] or found == row["equivalent"]
        median, rate = statistics.median(taken), len(taken) / sum(taken)
        print(
            f"{name}: right {right} of {len(pairs)}, median {median * 1e3:.2f} ms, {rate:.1f} a second; derivtutor is "
            f"{median / statistics.median(times):.0f} × as fast by medians, {sum(taken) / sum(times):.0f} × in all"
        )


def diagnose(name: str, bar: int, cases: list[tuple[str, str]]) -> None:
    verdicts = [Judge(problem)(answer) for problem, answer in cases * 3]
    taken = [seconds(lambda verdict=verdict: verdict.diagnosis)[0] for verdict in verdicts]
    print(f"diagnosis, {name}: median {statistics.median(taken) * 1e3:.1f} ms (bar {bar} ms)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=[CASES / "pairs.jsonl"], help="pairs as JSON Lines")
    parser.add_argument("--sympy", type=int, default=60, help="SymPy judges so many of the pairs")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    pairs = rows(options.files)
    times = judge(pairs)
    diagnose("one slip", 10, ONE_SLIP)
    diagnose("two slips", 200, TWO_SLIPS)
    step = max(1, len(pairs) // max(1, options.sympy))
    sympys(pairs[::step], times[::step])


if __name__ == "__main__":
    main()
