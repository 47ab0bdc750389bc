"""Grading at scale: rows a second and memory for class files of 10^4, 10^5, 10^6 rows; one worker against two; Dask
against the local pool.

    python benchmarks/classroom.py [--rows 1000000] [--quick]

A realistic class file has 200 exercises; each is answered by every student. Two thirds of the answers are right, in a
dozen spellings; most of the others come from a few dozen mistakes that many make (Zipf's law); one in a hundred is a
slip of the pen that nobody else makes. The second file has nothing but distinct answers: nothing is saved by memory.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import psutil

OUTER = ("sin({})", "cos({})", "e^({})", "ln({})", "sqrt({})", "({})^5", "tan({})", "arctan({})", "1/({})", "({})^(-2)")
INNER = ("3x + 2", "x^2 + 1", "x^3 - 4x", "5x^2", "2x", "x^4 + x", "7 - 3x", "x^2 - 6x + 10", "e^x + 1", "x/2 + 3")
SHAPES = ("{f}", "x^2 * {f}", "({f})/(x + 1)")
SPELLINGS: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: text.replace(" ", ""),
    lambda text: f"y' = {text}",
    lambda text: text.replace("^", "**"),
    lambda text: f"({text})",
    lambda text: f"{text} + 0",
    lambda text: f"1({text})",
    lambda text: text.replace(" + ", "+"),
    lambda text: f"{text}.",
    lambda text: f"f'(x) = {text}",
    lambda text: text.replace("e^", "exp"),
    lambda text: f"  {text}  ",
)


def exercises() -> list[str]:
    """Two hundred functions."""
    found = [shape.format(f=outer.format(inner)) for shape in SHAPES for outer in OUTER for inner in INNER]
    return found[:200]


def answers(function: str, rng: random.Random) -> tuple[list[str], list[str]]:
    """Right answers in several spellings, and wrong ones that students give."""
    from derivtutor import explain

    derivation = explain(function)
    right = derivation.derivative.text
    wrong = [f"({right})/2", f"-({right})", f"{right} + 1", function, f"({right})^2", "0", "x", f"2({right})"]
    for step in derivation.steps:
        wrong += [entry.output.text for entry in step.entries]
    for number in range(2, 7):
        wrong += [right.replace(str(number), str(number + 1), 1), right.replace(f"^{number}", "", 1)]
    wrong += [f"{right}(", "I do not know", f"{right} x", f"cos({function})", "1/x", f"{right} - {rng.randint(2, 9)}x"]
    return [spell(right) for spell in SPELLINGS], list(dict.fromkeys(each for each in wrong if each != right))


def class_file(path: Path, rows: int, seed: int = 7) -> None:
    """A long table, as a real class would hand it in."""
    rng = random.Random(seed)
    pools = [answers(function, rng) for function in exercises()]
    weights = [[1 / (place + 1) for place in range(len(wrong))] for _, wrong in pools]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["student", "exercise", "answer"])
        for number in range(rows):
            exercise = number % len(pools)
            right, wrong = pools[exercise]
            chance = rng.random()
            if chance < 0.66:
                answer = right[min(int(rng.expovariate(0.7)), len(right) - 1)]
            elif chance < 0.99:
                answer = rng.choices(wrong, weights[exercise])[0]
            else:
                answer = f"{rng.choice(right)} + {rng.randint(1, 99999)}x^{rng.randint(2, 9)}"
            writer.writerow([f"student-{number // len(pools):05d}", f"task-{exercise}", answer])


def distinct_file(path: Path, rows: int, seed: int = 8) -> None:
    """A long table in which no answer occurs twice."""
    rng = random.Random(seed)
    pools = [answers(function, rng)[0][0] for function in exercises()]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["student", "exercise", "answer"])
        for number in range(rows):
            right = pools[number % len(pools)]
            extra = f" + {number} - {number}" if number % 3 else f" + {number}x"
            writer.writerow([f"student-{number // 200}", f"task-{number % 200}", right + extra])


def set_file(path: Path) -> None:
    """The exercises."""
    tasks = [{"id": f"task-{place}", "differentiate": function} for place, function in enumerate(exercises())]
    path.write_text(json.dumps({"title": "Two hundred derivatives", "exercises": tasks}), encoding="utf-8")


def run(arguments: Sequence[str], folder: Path) -> tuple[float, float]:
    """Seconds, and the most megabytes that the run and all its workers had together."""
    begin = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "derivtutor", "grade", *arguments], cwd=folder)
    most = 0.0
    watched = psutil.Process(process.pid)
    while process.poll() is None:
        most = max(most, _memory(watched))
        time.sleep(0.1)
    if process.returncode:
        raise SystemExit(f"grading failed with exit code {process.returncode}")
    return time.perf_counter() - begin, most


def _memory(process: psutil.Process) -> float:
    total = 0
    try:
        for each in (process, *process.children(recursive=True)):
            total += each.memory_info().rss
    except psutil.Error:
        pass
    return total / 1e6


def sizes(most: int) -> Iterator[int]:
    """10^4, 10^5, …"""
    rows = 10_000
    while rows <= most:
        yield rows
        rows *= 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--distinct", type=int, default=20_000)
    parser.add_argument("--pairs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        set_file(folder / "set.json")
        for rows in sizes(options.rows):
            class_file(folder / "class.csv", rows)
            seconds, memory = run(["set.json", "class.csv", "--workers", "2", "--report", "jsonl=out.jsonl"], folder)
            print(f"{rows:>9,} rows: {rows / seconds:>8,.0f} a second, {seconds:.1f} s, {memory:.0f} MB", flush=True)
        distinct_file(folder / "distinct.csv", options.distinct)
        kinds = {
            "one worker": ["--workers", "1"],
            "two workers": ["--workers", "2"],
            "Dask, two workers": ["--workers", "2", "--scheduler", "local"],
        }
        times: dict[str, list[float]] = {kind: [] for kind in kinds}
        for _ in range(options.pairs):
            for kind, how in kinds.items():
                times[kind].append(run(["set.json", "distinct.csv", *how, "--report", "jsonl=out.jsonl"], folder)[0])
        medians = {kind: statistics.median(each) for kind, each in times.items()}
        for kind, median in medians.items():
            print(f"{options.distinct:>9,} distinct answers, {kind}: {options.distinct / median:,.0f} a second")
        print(f"two workers against one: {medians['one worker'] / medians['two workers']:.2f} (bar 1.7)")
        print(f"Dask against the local pool: {medians['two workers'] / medians['Dask, two workers']:.2f} (bar 0.8)")


if __name__ == "__main__":
    main()
