"""How many answers a second are judged, and how surely; SymPy's `simplify(a - b) == 0` and `a.equals(b)` beside it; and
what comes of answers that are made to cheat.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

import sympy
from cheats import Case, cases

from derivtutor import Judge, UserError, Verdict
from derivtutor.analysis.turning import is_one_formula
from derivtutor.grading.certificate import is_certain
from derivtutor.grading.comparison import Known
from derivtutor.notation.expression import Expression
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
    smooth, in_pieces = [], []
    for row in pairs:
        left = tree(row["a"])
        known = Known(left, names(left) | names(tree(row["b"])))
        known.values()
        taken, outcome = seconds(lambda row=row, known=known: known.compare(tree(row["b"])))
        times.append(taken)
        is_smooth = is_one_formula(left) and is_one_formula(tree(row["b"]))
        (smooth if is_smooth else in_pieces).append(taken)
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
        f"smooth answers a second: {len(smooth) / sum(smooth):,.0f} (bar 4,500); "
        f"median {statistics.median(smooth) * 1e6:.0f} µs"
    )
    print(f"answers in pieces: median {statistics.median(in_pieces) * 1e3:.2f} ms (bar 10 ms)")
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


def honest(pairs: list[dict[str, Any]]) -> None:
    """How many right answers to the functions of the pairs are not proved."""
    right = [(row["f"], row[side]) for row in pairs if row["equivalent"] and "f" in row for side in "ab"]
    words = Counter(_certainty(f, answer) for f, answer in right)
    print(f"honest right answers: {len(right)}; {', '.join(f'{word}: {n}' for word, n in sorted(words.items()))}")


def _certainty(function: str, answer: str) -> str:
    text, _, letter = function.partition(" (wrt ")
    verdict = Judge(Expression(tree(text)), wrt=letter.rstrip(")") or None)(Expression(tree(answer)))
    return verdict.evidence.certainty if verdict else "refused"


@lru_cache(4)
def judge_of(problem: str, wrt: str) -> Judge:
    return Judge(problem, wrt=wrt)


def cheating(made: list[Case], shown: int) -> None:
    """Judge answers that are made to cheat, and right ones that look odd; print what came out, by families."""
    found: dict[str, list[Case]] = defaultdict(list)
    times, plain, examples, unproved = [], 0, 0, 0
    for case in made:
        outcome = judged(case)
        if isinstance(outcome, str):
            found[f"{'right' if case.right else 'wrong'} ones not judged ({outcome})"].append(case)
            continue
        taken, verdict = outcome
        times.append((taken, case))
        if bool(verdict) != case.right:
            found["right ones refused" if case.right else "wrong ones accepted"].append(case)
        elif case.right:
            unproved += verdict.evidence.certainty != "proved"
        elif (example := verdict.evidence.counterexample) is not None:
            examples += 1
            plain += all(map(is_plain, example.at.values()))
    right = sum(case.right for case in made)
    print(f"corners and cheats: {len(made) - right} wrong answers; {right} right ones, of which only agree: {unproved}")
    for name, faults in sorted(found.items()):
        print(f"{name}: {len(faults)} (bar 0)")
        for family, count in Counter(case.family for case in faults).items():
            few = [case for case in faults if case.family == family][:shown]
            print(f"  {family}: {count}", *(f"{case.problem} | {case.answer}"[:150] for case in few), sep="\n    ")
    slowest, case = max(times, key=lambda each: each[0])
    print(f"counterexamples: {examples}, at a plain number: {plain}")
    median = statistics.median(taken for taken, _ in times)
    print(f"median {median * 1e3:.2f} ms (bar 10 ms)")
    print(f"worst {slowest * 1e3:.0f} ms: {case.problem} | {case.answer[:100]}")


def judged(case: Case) -> tuple[float, Verdict] | str:
    """A verdict and how long it took, or why there is none."""
    try:
        judge = judge_of(case.problem, case.wrt)
        start = time.perf_counter()
        verdict = judge(case.answer)
        return time.perf_counter() - start, verdict
    except UserError as error:
        return error.message
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def is_plain(number: float) -> bool:
    """Whether a student can check with this number: a few digits, or a simple fraction."""
    return len(f"{number:.12g}") <= 6 or abs(number - Fraction(number).limit_denominator(20)) < 1e-12


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=[CASES / "pairs.jsonl"], help="pairs as JSON Lines")
    parser.add_argument("--sympy", type=int, default=60, help="SymPy judges so many of the pairs")
    parser.add_argument("--seed", type=int, default=1, help="of the corners and cheats")
    parser.add_argument("--count", type=int, default=8, help="so many tasks in every family of cheats")
    parser.add_argument("--shown", type=int, default=3, help="so many failures of every family are shown")
    parser.add_argument("--only", choices=["pairs", "cheats"], help="leave the rest out")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    if options.only != "pairs":
        cheating(cases(options.seed, options.count), options.shown)
    if options.only == "cheats":
        return
    pairs = rows(options.files)
    times = judge(pairs)
    honest(pairs)
    diagnose("one slip", 10, ONE_SLIP)
    diagnose("two slips", 200, TWO_SLIPS)
    step = max(1, len(pairs) // max(1, options.sympy))
    sympys(pairs[::step], times[::step])


if __name__ == "__main__":
    main()
